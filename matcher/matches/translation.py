"""A text in the words of another language: glossary first, Apertium where it is installed.

What comes out is for comparing, not for reading: the terms under which a Spanish project is
found by an English call, each of which can be traced back to the words it came from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.matches.apertium import Apertium
from matcher.matches.glossary import Glossary, shipped_glossary
from matcher.matches.tokens import content_words, terms
from matcher.text import Language

_SECOND_CHOICE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedTerm:
    """Words of the source text and the words of the other language that stand for them."""

    source: str
    target: str


class Translation:
    """The ways across languages that this machine has.

    :param glossary: ``None`` for the one that is shipped.
    :param apertium: ``None`` to do without.
    """

    def __init__(self, *, glossary: Glossary | None = None, apertium: Apertium | None) -> None:
        self.glossary = glossary or shipped_glossary()
        self.apertium = apertium

    @classmethod
    def local(cls, *, apertium: bool, cache: Path | None = None) -> "Translation":
        """The shipped glossary, and Apertium unless it is switched off."""
        return cls(apertium=Apertium(cache=cache) if apertium else None)

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

    def glossary_terms(
        self, content: Sequence[str], *, source: Language, target: Language
    ) -> dict[str, float]:
        """Weighted stems of ``target`` for content words of ``source``.

        Words the glossary does not know pass as they are: names and acronyms are the same in
        every language.
        """
        found: dict[str, float] = {}
        covered: set[int] = set()
        for hit in self.glossary.find(content, source=source, target=target):
            covered.update(range(hit.start, hit.stop))
            for place, name in enumerate(hit.translations):
                weight = _SECOND_CHOICE**place
                for word in terms(content_words(name, target), target):
                    found[word] = found.get(word, 0.0) + weight
        unknown = [word for at, word in enumerate(content) if at not in covered]
        for word in terms(unknown, target):
            found[word] = found.get(word, 0.0) + 1.0
        return found

    def pairs(
        self, content: Sequence[str], *, source: Language, target: Language
    ) -> list[TranslatedTerm]:
        """Which words of a text the glossary translates, and how."""
        return [
            TranslatedTerm(source=" ".join(content[hit.start : hit.stop]), target=name)
            for hit in self.glossary.find(content, source=source, target=target)
            for name in hit.translations
        ]
