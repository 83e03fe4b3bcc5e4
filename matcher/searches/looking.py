"""Look for what an address asks: all the words, else some of them, else the word that was meant."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.calls.queries import PAGE, SUBJECT, CallFilter, CallPage, find_calls
from matcher.calls.state_sql import state_sql
from matcher.db.search_query import Also, parse
from matcher.db.search_sql import matches
from matcher.db.search_words import like
from matcher.glossary.own_entries import agency_glossary
from matcher.glossary.synonyms import synonyms
from matcher.searches.address import Asked
from matcher.searches.sheeted import Sheeted, sheet_page
from matcher.text import fold

FEW = 10
"""Hits with all the words below which some of the words will do."""
RARE, USUAL = 3, 20
"""Hits of a word that may be a slip of the pen, and how many times those of the one meant."""
_SPELLED = re.compile(r"([^\W_]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """A page of calls, and how they were found.

    ``query`` is what was looked for in the end. ``with_all`` is how many hold all the words, where
    others that hold only some follow. ``meant`` is the text that was probably meant; where nothing
    held what was typed, ``query`` looked for that instead (``corrected``).
    """

    page: CallPage
    query: CallFilter
    with_all: int | None = None
    meant: str | None = None
    corrected: bool = False


def look(
    session: Session,
    asked: Asked,
    *,
    now: datetime,
    timezone: str,
    after: str | None = None,
    limit: int = PAGE,
    counted: Mapping[str, int] | None = None,
    sheeted: Sheeted | None = None,
) -> Hits:
    """One page of the calls ``asked`` for.

    :param counted: how many calls are in each state, where that is known.
    :param sheeted: where the calls are many: a narrowed list is counted there.
    """

    def page_of(query: CallFilter) -> CallPage:
        total = None
        if sheeted is not None and (asked.narrowed or query.words):
            states = state_sql(session, now=now, timezone=timezone)
            total, page = sheet_page(
                session, sheeted, asked, query, states=states, after=after, limit=limit
            )
            if page is not None:
                return page
        return find_calls(
            session,
            query,
            now=now,
            timezone=timezone,
            sort=asked.sort,
            after=after,
            limit=limit,
            counted=counted,
            total=total,
        )

    return _looked(session, asked.query, page_of)


def _looked(session: Session, query: CallFilter, page_of: Callable[[CallFilter], CallPage]) -> Hits:
    """All the words, else the word that was meant, else some of the words."""
    strict = page_of(query)
    if not query.words or strict.total >= FEW:
        return Hits(page=strict, query=query)
    meant = meant_by(session, query.words, query.also)
    if meant is not None and not strict.total:
        also = query.also and synonyms(meant, agency_glossary(session))
        instead = replace(query, words=meant, also=also)
        page = page_of(instead)
        if page.total:
            return Hits(page=page, query=instead, meant=meant, corrected=True)
    if len(parse(query.words).terms) > 1:
        wide = replace(query, any_word=True)
        page = page_of(wide)
        if page.total > strict.total:
            return Hits(page=page, query=wide, with_all=strict.total, meant=meant)
    return Hits(page=strict, query=query, meant=meant)


def meant_by(session: Session, words: str, also: Also) -> str | None:
    """``words`` with those that hardly occur as they were probably meant; ``None`` if all do.

    What stands in quotes is meant as it stands.
    """
    meant = words
    for term in parse(words, also).terms:
        if len(term.words) != 1:
            continue
        word = term.words[0]
        seen = _count(session, word, also)
        if seen < RARE and (better := _likelier(session, word, seen)) is not None:
            meant = _replaced(meant, word, better)
    return meant if meant != words else None


def _likelier(session: Session, word: str, seen: int) -> str | None:
    """The usual word nearest to ``word``; of several as near, the one that occurs most."""
    known = [(one.away, -_count(session, one.said, {}), one.said) for one in like(session, word)]
    usual = [one for one in known if -one[1] >= max(1, seen * USUAL)]
    return min(usual)[2] if usual else None


def _count(session: Session, word: str, also: Also) -> int:
    found = matches(session, SUBJECT, word, also)
    if found is None:
        return 0
    return session.scalar(select(func.count()).select_from(found)) or 0


def _replaced(text: str, word: str, better: str) -> str:
    """``text`` with ``better`` where it says ``word``, accents and capitals aside."""
    parts = (better if fold(part) == word else part for part in _SPELLED.split(text))
    return "".join(parts)
