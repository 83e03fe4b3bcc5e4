"""A text in the words of another language: glossary first, Apertium where it is installed.

What comes out is for comparing, not for reading: the terms under which a Spanish project is
found by an English call, each of which can be traced back to the words it came from.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from matcher.glossary.shipped import Glossary, shipped_glossary
from matcher.terms import content_words, terms
from matcher.text import Language
from matcher.translation.apertium import Apertium
from matcher.translation.cognates import Cognates

_SECOND_CHOICE = 0.5
"""What another translation of an entry counts beside its first. Set by hand; ``match_quality.py``
would tell."""


How = Literal["glossary", "cognate", "same"]


class WordLink(NamedTuple):
    """Content words ``start`` to ``stop``, the other language's words for them, and why."""

    start: int
    stop: int
    source: str
    target: str
    weight: float
    how: How

    def stems(self, language: Language) -> tuple[str, ...]:
        """Stems of the target words."""
        return _stems(self.target, language)


@lru_cache(maxsize=50_000)
def _stems(name: str, language: Language) -> tuple[str, ...]:
    """Stems of a translation, which comes again in many texts."""
    return tuple(terms(content_words(name, language), language))


class Translation:
    """The ways across languages that this machine has.

    :param glossary: ``None`` for the one that is shipped.
    :param apertium: ``None`` to do without.
    """

    def __init__(self, *, glossary: Glossary | None = None, apertium: Apertium | None) -> None:
        self.glossary = glossary or shipped_glossary()
        self.apertium = apertium

    @classmethod
    def local(
        cls, *, apertium: bool, cache: Path | None = None, glossary: Glossary | None = None
    ) -> "Translation":
        """The glossary (``None``: the shipped one), and Apertium unless it is switched off."""
        return cls(glossary=glossary, apertium=Apertium(cache=cache) if apertium else None)

    def available(self, source: Language, target: Language) -> bool:
        """Whether whole texts can be translated, beyond single terms of the glossary."""
        return self.apertium is not None and self.apertium.available(source, target)

    def whole(
        self, texts: Sequence[str], *, source: Language, target: Language
    ) -> list[str | None]:
        """Each text translated by Apertium; ``None`` where that is not to be had."""
        if self.apertium is None:
            return [None] * len(texts)
        return self.apertium.translate(texts, source=source, target=target)

    def links(
        self,
        content: Sequence[str],
        *,
        source: Language,
        target: Language,
        cognates: Cognates | None = None,
    ) -> Iterator[WordLink]:
        """How content words of ``source`` are said in ``target``, in the order they stand.

        First what the glossary knows; then cognates among the words of the collection; a word
        that has neither stands for itself, as names and acronyms do.
        """
        at = 0
        for hit in self.glossary.find(content, source=source, target=target):
            yield from _unknown(content, at, hit.start, cognates)
            for place, name in enumerate(hit.translations):
                yield WordLink(
                    start=hit.start,
                    stop=hit.stop,
                    source=" ".join(content[hit.start : hit.stop]),
                    target=name,
                    weight=_SECOND_CHOICE**place,
                    how="glossary",
                )
            at = hit.stop
        yield from _unknown(content, at, len(content), cognates)

    def runs(
        self, content: Sequence[str], *, source: Language, target: Language
    ) -> dict[str, tuple[int, int]]:
        """What :meth:`links` says in ``target``: each different word or term of several words.

        With the places of its first and last word where it stands first.
        """
        found, at = dict[str, tuple[int, int]](), 0
        for hit in self.glossary.find(content, source=source, target=target):
            for place in range(at, hit.start):
                found.setdefault(content[place], (place, place))
            at = hit.stop
            found.setdefault(" ".join(content[hit.start : at]), (hit.start, at - 1))
        for place in range(at, len(content)):
            found.setdefault(content[place], (place, place))
        return found


def _unknown(
    content: Sequence[str], start: int, stop: int, cognates: Cognates | None
) -> Iterator[WordLink]:
    """Words the glossary does not know."""
    for at in range(start, stop):
        word = content[at]
        found = cognates.find(word) if cognates is not None else {}
        for cognate, trust in (found or {word: 1.0}).items():
            how: How = "same" if cognate == word else "cognate"
            yield WordLink(
                start=at, stop=at + 1, source=word, target=cognate, weight=trust, how=how
            )


def linked_terms(links: Iterable[WordLink], target: Language) -> dict[str, float]:
    """Weighted stems of ``target`` that links lead to."""
    found: dict[str, float] = {}
    for link in links:
        for stem in link.stems(target):
            found[stem] = found.get(stem, 0.0) + link.weight
    return found
