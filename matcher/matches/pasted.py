"""«¿Qué convocatorias hay para esto?»: a text that nobody saves, against the open calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.calls.queries import LIVE
from matcher.calls.state_sql import state_sql
from matcher.clock import local_day
from matcher.errors import InvalidInput
from matcher.glossary.own_entries import agency_glossary
from matcher.matches.load import call_from_row, project_from_row
from matcher.matches.matching import open_tools
from matcher.projects.models import Project
from matcher.ranking.index import MatchIndex
from matcher.ranking.inputs import CallText, ProjectText, RankedPair
from matcher.reasons.judge import SPARE, Judge
from matcher.settings import Settings
from matcher.tags.models import Tag
from matcher.tags.queries import assigned_tags, lines
from matcher.text import words
from matcher.words.language import gettext_noop

LEAST_WORDS = 3
"""Words of a text that can be compared at all. Set by hand."""
_ID = "texto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One open call for the text, with its reasons."""

    call: Call
    match: RankedPair


@dataclass(slots=True)
class _Prepared:
    """The open calls of one database, read once and kept until something in it changes."""

    stamp: object = None
    index: MatchIndex | None = None


_prepared: dict[str, _Prepared] = {}
_lock = Lock()


def calls_for_text(
    session: Session, settings: Settings, text: str, *, now: datetime, top: int = 10
) -> Sequence[Found]:
    """The open calls that fit ``text`` best, scored as a project of the bank would be.

    Nothing is written. The first text after a change waits for the calls to be read; the next
    ones do not.

    :raises InvalidInput: for fewer than :data:`LEAST_WORDS` words.
    """
    if len(words(text)) < LEAST_WORDS:
        raise InvalidInput("Escriba al menos una frase.", field="text")
    asked = asked_for(text, settings)
    index = _index(session, settings, asked, now=now).with_projects([asked])
    if not index.calls.items:
        return ()
    names = {line.code: line.name for line in lines(session)}
    judge = Judge(index, today=local_day(now, settings.timezone), line_names=names)
    found = judge.matches(index.calls_for_projects(top=top * SPARE)[0], top=top)
    loaded = session.scalars(select(Call).where(Call.id.in_([int(m.call_id) for m in found])))
    by_id = {str(call.id): call for call in loaded}
    return [Found(call=by_id[m.call_id], match=m) for m in found]


def asked_for(text: str, settings: Settings) -> ProjectText:
    """The text as a project of a local government; nobody asked for its money or its partners."""
    return ProjectText(
        id=_ID,
        title="",
        text=text,
        fields={gettext_noop("Su texto"): text},
        local_government=True,
        country=settings.agency_country or None,
    )


def _index(
    session: Session, settings: Settings, asked: ProjectText, *, now: datetime
) -> MatchIndex:
    """The open calls against the bank (or, while it is empty, against the text itself)."""
    stamp = _stamp(session, settings, now=now)
    with _lock:
        kept = _prepared.setdefault(settings.database, _Prepared())
        if kept.index is None or kept.stamp != stamp:
            calls, projects = _texts(session, settings, now=now)
            index = MatchIndex(calls, projects or [asked], tools=open_tools(session, settings))
            if not projects:
                return index
            kept.stamp, kept.index = stamp, index
        return kept.index


def _stamp(session: Session, settings: Settings, *, now: datetime) -> object:
    """Changes when a call, a project, a tag, a term of the glossary or the day does."""
    counted = [
        session.execute(select(func.count(), func.max(column))).one()
        for column in (Call.changed_at, Project.updated_at, Tag.at)
    ]
    terms = agency_glossary(session).fingerprint
    return (local_day(now, settings.timezone), terms, *map(tuple, counted))


def _texts(
    session: Session, settings: Settings, *, now: datetime
) -> tuple[list[CallText], list[ProjectText]]:
    state = state_sql(session, now=now, timezone=settings.timezone).state()
    calls = list(session.scalars(select(Call).where(state.in_(LIVE)).order_by(Call.id)))
    bank = select(Project).where(Project.archived_at.is_(None)).order_by(Project.id)
    projects = list(session.scalars(bank))
    call_tags = assigned_tags(session, "call", [c.id for c in calls])
    project_tags = assigned_tags(session, "project", [p.id for p in projects])
    return (
        [call_from_row(c, call_tags.get(c.id, []), now=now, settings=settings) for c in calls],
        [project_from_row(p, project_tags.get(p.id, []), settings=settings) for p in projects],
    )
