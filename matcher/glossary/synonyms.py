"""What else a query means: the glossary's other words for it, in its language and the others."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import product

from matcher.db.search_query import open_words
from matcher.glossary.related import related
from matcher.glossary.shipped import HEADER, Glossary
from matcher.terms import content_words
from matcher.text import fold

MOST = 4
"""Alternatives per language: the first ones are the usual ones."""


def synonyms(query: str, glossary: Glossary) -> Mapping[str, tuple[str, ...]]:
    """Folded word of ``query`` → what ``glossary`` says for it, or for the phrase it stands in.

    Phrases are looked up before single words, each as Spanish first, then in the other languages:
    what one of them knows is not taken for a word of the next. What an entry names with these very
    words goes before what others name with the same stems. Terms that are meant together come
    last. What stands in quotes is meant as it stands, and what is to be left out is not looked for.
    """
    query = open_words(query)
    found: dict[str, list[str]] = defaultdict(list)
    known: set[str] = set()
    for phrases, source in product((True, False), HEADER):
        content, here = content_words(query, source), set[str]()
        for target in HEADER:
            for hit in glossary.find(content, source=source, target=target):
                run = content[hit.start : hit.stop]
                if (len(run) > 1) == phrases and known.isdisjoint(run):
                    here.update(run)
                    exact = glossary.exactly(run, source=source, target=target)
                    for word in run:
                        found[word].extend((exact or hit.translations)[:MOST])
        known |= here
    for word, names in related(query).items():
        found[word].extend(names)
    asked = fold(query)
    others = {word: _others(names, {word, asked}) for word, names in found.items()}
    return {word: names for word, names in others.items() if names}


def _others(names: list[str], asked: set[str]) -> tuple[str, ...]:
    """Each name once, without what was asked for anyway."""
    distinct: dict[str, str] = {}
    for name in names:
        distinct.setdefault(fold(name), name)
    return tuple(name for folded, name in distinct.items() if folded not in asked)
