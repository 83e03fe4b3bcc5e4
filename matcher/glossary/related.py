"""What an office means together: groups of terms that a search for one of them looks for too."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from matcher.glossary.shipped import LONGEST_ENTRY, Key, key_of
from matcher.terms import content_words, terms
from matcher.text import fold

FILE = Path(__file__).with_name("related.txt")
Group = tuple[str, ...]


@lru_cache(maxsize=1)
def groups() -> Mapping[Key, Group]:
    """The group of each name, under its stems read as Spanish and as English."""
    found: dict[Key, Group] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        group = tuple(name.strip() for name in line.split("|"))
        for name in group:
            for language in ("es", "en"):
                found.setdefault(key_of(name, language), group)
    return found


def related(query: str) -> Mapping[str, tuple[str, ...]]:
    """Folded word of ``query`` → the terms that are meant together with the one it stands in."""
    content = content_words(query, "es")
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for language in ("es", "en"):
        stemmed, at = terms(content, language), 0
        while at < len(stemmed):
            for size in range(min(LONGEST_ENTRY, len(stemmed) - at), 0, -1):
                if group := groups().get(tuple(stemmed[at : at + size])):
                    run = content[at : at + size]
                    said = {" ".join(run), fold(query)}
                    others = tuple(name for name in group if fold(name) not in said)
                    for word in run:
                        found.setdefault(word, others)
                    at += size - 1
                    break
            at += 1
    return dict(found)
