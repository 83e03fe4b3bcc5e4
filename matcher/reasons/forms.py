"""Which word of a call stands for a stem, and whether it is a form of what is meant."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from matcher.reasons.passages import Passages
from matcher.text import fold

_ALIKE = 0.6
"""Share of the longer word at the start of both, from which one is a form of the other. By hand:
«cities» of «city», and not «versé» of «versant»."""


_ROOT = 5
"""Letters at the start of both by which two words are taken for cognates. By hand."""
_ENDING = 2
"""Letters that a short word takes on and stays the same: «mar», «mares»."""
_KEPT = 20_000
"""Pairs of words whose likeness is remembered: a bound on memory."""
_WHO = re.compile(
    r"(?:[aei]d(?:or|ora|ores|oras)|[et]r[ie]c?es?|t[oe]u?rs?|euses?|ari?os?|ar|aires?)$"
)
_DEED = re.compile(r"(?:[cst]ion(?:es|s)?|[cs](?:ao|oes)|m[ie]?ent[oe]?s?)$")
"""Endings of who or what does something, and of what is done: cognates that are not one word."""


def stated(stems: Sequence[str], quoted: Mapping[str, str], passages: Passages) -> str:
    """The words of the call with these stems, those of the ``quoted`` sentence first."""
    found = (quoted.get(stem) or _surface(stem, passages) for stem in stems)
    return " ".join(filter(None, found))


def _surface(stem: str, passages: Passages) -> str:
    """The first word of the passages that has this stem, as it stands; empty if none has."""
    first = next(iter(passages.having(stem)), None)
    return passages[first].surfaces[stem] if first is not None else ""


@lru_cache(maxsize=_KEPT)
def is_form(word: str, meant: str) -> bool:
    """Whether ``word`` is a form of one of the words meant, and not of another with its stem."""
    word = _evened(word)
    others = map(_evened, meant.split())
    return any(_begun(word, other) >= _ALIKE * max(len(word), len(other)) for other in others)


@lru_cache(maxsize=_KEPT)
def is_cognate(one: str, other: str) -> bool:
    """Whether two words that begin alike say the same; «alimentadores», «alimentation» do not,
    and neither do a short word and a long one that it begins: «parc», «parches»."""
    one, other = _bare(one), _bare(other)
    begun, (shorter, longer) = _begun(one, other), sorted((len(one), len(other)))
    if begun < _ROOT:
        return begun < shorter or longer - shorter <= _ENDING
    return not (
        (_WHO.search(one) and _DEED.search(other)) or (_DEED.search(one) and _WHO.search(other))
    )


def _begun(one: str, other: str) -> int:
    """How many letters both begin with."""
    shortest = min(len(one), len(other))
    return next((at for at in range(shortest) if one[at] != other[at]), shortest)


def _bare(word: str) -> str:
    """Folded, and without what is elided before it."""
    return fold(word).replace("’", "'").rpartition("'")[2]


def _evened(word: str) -> str:
    folded = _bare(word)
    return f"{folded[:-1]}i" if folded.endswith("y") else folded
