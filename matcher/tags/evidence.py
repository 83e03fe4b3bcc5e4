"""Which words of a text earned a tag: exact spans, strongest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

MOST: Final = 5
SHORTEST_WORD: Final = 3
FUNCTION_WORDS: Final = frozenset(
    """
    a al algo ante aquel aquella asi aun aunque cada como con contra cual cuales cuando de del desde
    donde dos el ella ellas ellos en entre era eran es esa esas ese eso esos esta estan estar estas
    este esto estos fue fueron ha han hasta hay la las le les lo los mas mediante mientras mismo muy
    ni no nos o otra otras otro otros para pero por porque que quien se sea ser si sido sin sobre
    son su sus tambien tan tanto tiene tienen toda todas todo todos tras tres un una unas uno unos y
    ya the of and in to for with on by at from as is are was were be been being this that these
    those it its an or not which their they have has had will can may also such than then there
    more most other into between through during within about over under who whom whose what when
    where how all any each both few our your we you he she his her them us do does did would could
    should e os da do das dos na no nas nos ao aos pela pelo pelas pelos um uma uns umas com em para
    por que se sua seu suas seus mais mas como foi ser sao tem ou quando muito ja nao isso esse essa
    le la les du des un une et en au aux dans pour par sur avec sans ce cet cette ces qui que dont
    est sont ete etre a ont ou plus leur leurs son sa ses il elle ils elles nous vous se ne pas
    d l s c j m n t qu els les uns unes amb per dels als pel pels i o que es son aixo seva seu
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words that earned a tag: ``quote`` is ``field``'s ``[start:end]`` in code points."""

    quote: str
    field: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Some words of a text and what they add to one tag; ``place`` counts words."""

    place: int
    length: int
    weight: float


def telling(word: str) -> bool:
    """Whether a folded word says anything on its own."""
    return len(word) >= SHORTEST_WORD and word not in FUNCTION_WORDS and not word.isdecimal()


def strongest(
    candidates: Iterable[Candidate], words: list[str], *, most: int = MOST
) -> list[Candidate]:
    """The heaviest candidates that add to the tag, do not overlap and repeat no words.

    Function words are left out unless nothing else speaks for the tag.
    """
    positive = sorted((c for c in candidates if c.weight > 0), key=lambda c: (-c.weight, c.place))
    clear = [
        c for c in positive if telling(words[c.place]) and telling(words[c.place + c.length - 1])
    ]
    chosen: list[Candidate] = []
    seen: set[tuple[str, ...]] = set()
    taken: set[int] = set()
    for candidate in clear or positive[:1]:
        span = range(candidate.place, candidate.place + candidate.length)
        quoted = tuple(words[candidate.place : candidate.place + candidate.length])
        if quoted in seen or not taken.isdisjoint(span):
            continue
        chosen.append(candidate)
        seen.add(quoted)
        taken.update(span)
        if len(chosen) == most:
            break
    return chosen
