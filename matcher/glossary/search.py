"""Look a term up in the glossary: shipped and own entries together, in any of its languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy.orm import Session

from matcher.glossary.models import OwnEntry
from matcher.glossary.own_entries import agency_glossary, own_entries
from matcher.glossary.shipped import HEADER, Entry, Glossary
from matcher.text import words

PAGE = 50
_BAR = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryRow:
    """One entry as it counts today; ``own`` is the agency's own one behind it, if any."""

    entry: Entry
    own: OwnEntry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page (from 1) of what was found, and how much there is in all."""

    rows: list[GlossaryRow]
    number: int
    pages: int
    total: int


def look_up(
    session: Session, query: str, *, mine: bool = False, page: int = 1, size: int = PAGE
) -> Page:
    """Entries with every word of ``query`` (or one that begins so) in any language.

    Accents and capitals do not count. The name asked for exactly comes first, then names that
    begin so; among equals the agency's, then by the alphabet.

    :param mine: only the agency's own entries.
    :param page: from 1; one past the end gives the last.
    :param size: how many entries a page holds.
    """
    glossary, own = agency_glossary(session), own_entries(session)
    found = sorted(_found(glossary, query, len(own) if mine else None, own=len(own)))
    pages = max(1, -(-len(found) // size))
    number = min(max(page, 1), pages)
    places = [place for *_, place in found[(number - 1) * size : number * size]]
    rows = [
        GlossaryRow(entry=glossary.entries[at], own=own[at] if at < len(own) else None)
        for at in places
    ]
    return Page(rows=rows, number=number, pages=pages, total=len(found))


def _found(
    glossary: Glossary, query: str, most: int | None, *, own: int
) -> Iterator[tuple[int, bool, str, int]]:
    """Rank, whether it is shipped, the line it is sorted by, and the place of each hit."""
    asked = words(query.replace("'", " "))
    phrase = " ".join(asked)
    for place, line in enumerate(_lines(glossary)[:most]):
        if all(f" {word}" in line for word in asked):
            exact, begins = f"{_BAR}{phrase}{_BAR}" in line, f"{_BAR}{phrase}" in line
            yield (0 if exact else 1 if begins else 2), place >= own, line, place


@lru_cache(maxsize=2)
def _lines(glossary: Glossary) -> list[str]:
    """Each entry as one folded line, its names between bars."""
    return [
        _BAR
        + _BAR.join(
            " ".join(words(name.replace("'", " ").replace("’", " ")))
            for language in HEADER
            for name in entry.names.get(language, ())
        )
        + _BAR
        for entry in glossary.entries
    ]
