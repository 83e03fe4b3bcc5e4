"""What else a Spanish query means: the glossary's words for it in the languages of the calls."""

from collections import defaultdict
from collections.abc import Mapping

from matcher.glossary.shipped import Glossary
from matcher.terms import content_words
from matcher.text import Language

TARGETS: tuple[Language, ...] = ("en", "pt", "fr")
MOST = 4
"""Alternatives per language: the first ones are the usual ones."""


def synonyms(query: str, glossary: Glossary) -> Mapping[str, tuple[str, ...]]:
    """Folded word of ``query`` → what ``glossary`` says for it, or for the phrase it stands in."""
    content = content_words(query, "es")
    found: dict[str, list[str]] = defaultdict(list)
    for target in TARGETS:
        for hit in glossary.find(content, source="es", target=target):
            for word in content[hit.start : hit.stop]:
                found[word].extend(hit.translations[:MOST])
    return {word: tuple(dict.fromkeys(names)) for word, names in found.items()}
