"""Terms that name a concept in five languages, matched on folded words.

A lexicon is what makes the tags travel: "agua potable", "drinking water" and "eau potable" are
one concept, so that what is learned from Spanish texts holds for French ones. The same
machinery matches the words of the agency's thematic lines.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from matcher.errors import ModelError
from matcher.tags.classifier.tokens import split

BASE: Final = Path(__file__).with_name("base")
LEXICON: Final = "lexicon.tsv"
PHRASE_WEIGHT: Final = 1.5
"""What a phrase counts beside one word, for it is less ambiguous. Set by hand; to tune it, fit anew
and measure with ``ods_quality.py``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One idea: the ODS it speaks for (0-based, ``None`` in other lexicons) and its terms."""

    ods: int | None
    terms: tuple[str, ...]


class Lexicon:
    """Finds concepts in words. A term ending in ``*`` stands for every word so beginning.

    A term of several words is a phrase: its words must follow one another.
    """

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self.concepts = tuple(concepts)
        exact: dict[str, set[int]] = defaultdict(set)
        prefixes: dict[str, set[int]] = defaultdict(set)
        phrases: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for number, concept in enumerate(concepts):
            for term in concept.terms:
                parts = split(term.removesuffix("*"))
                if len(parts) > 1:
                    phrases[tuple(parts)].add(number)
                elif parts and term.endswith("*"):
                    prefixes[parts[0]].add(number)
                elif parts:
                    exact[parts[0]].add(number)
        self._exact = dict(exact)
        self._prefixes = dict(prefixes)
        self._lengths = sorted({len(prefix) for prefix in prefixes})
        self.phrases = {phrase: tuple(sorted(found)) for phrase, found in phrases.items()}
        self._starts: dict[str, tuple[int, ...]] = _lengths_by_start(phrases)

    def __len__(self) -> int:
        return len(self.concepts)

    def of_word(self, word: str) -> tuple[int, ...]:
        """The concepts one folded word stands for."""
        found = set(self._exact.get(word, ()))
        for length in self._lengths:
            if length > len(word):
                break
            found.update(self._prefixes.get(word[:length], ()))
        return tuple(sorted(found))

    def phrases_in(self, words: Sequence[str]) -> list[tuple[int, int, tuple[int, ...]]]:
        """Phrases among ``words``: first word, number of words, concepts."""
        found = []
        starts = self._starts
        for place, word in enumerate(words):
            for length in starts.get(word, ()):
                phrase = tuple(words[place : place + length])
                concepts = self.phrases.get(phrase)
                if concepts is not None and len(phrase) == length:
                    found.append((place, length, concepts))
        return found


def _lengths_by_start(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = defaultdict(set)
    for phrase in phrases:
        lengths[phrase[0]].add(len(phrase))
    return {word: tuple(sorted(found)) for word, found in lengths.items()}


def read_lexicon(path: Path) -> Lexicon:
    """Read a table of concepts: a heading, then ODS and the terms in each language, by tabs.

    :raises ModelError: if a line has no ODS from 1 to 17.
    """
    concepts = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        number, *cells = line.split("\t")
        if not number.isdecimal() or not 1 <= int(number) <= 17:
            raise ModelError(f"{path.name}: «{number}» no es un ODS; revise la línea «{line}».")
        terms = tuple(term.strip() for cell in cells for term in cell.split(",") if term.strip())
        concepts.append(Concept(ods=int(number) - 1, terms=terms))
    return Lexicon(concepts)


def write_lexicon(lexicon: Lexicon, path: Path) -> None:
    """Write ``lexicon`` so that :func:`read_lexicon` finds the same concepts in the same order."""
    rows = [f"{(c.ods or 0) + 1}\t{', '.join(c.terms)}" for c in lexicon.concepts]
    path.write_text("\n".join(["ods\tterms", *rows]) + "\n", encoding="utf-8")


@lru_cache(maxsize=1)
def base_lexicon() -> Lexicon:
    """The lexicon that is shipped: terms per ODS in five languages."""
    return read_lexicon(BASE / LEXICON)
