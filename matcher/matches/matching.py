"""Match what the database holds: new and changed calls and projects, and nothing else.

What was matched is remembered by fingerprint of everything the matcher looks at (words, facts,
tags) and of the method itself; a run that finds nothing changed computes nothing.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.calls.models import Call
from matcher.calls.wording import call_state
from matcher.db.session import transaction
from matcher.matches import texts
from matcher.matches.bank import call_from_row, fingerprint, project_from_row
from matcher.matches.index import Tools
from matcher.matches.models import Feedback, Match, MatchedState
from matcher.matches.ranking import rank
from matcher.matches.scoring import shipped_ranker
from matcher.matches.texts import CallText, ProjectText
from matcher.matches.translation import Translation
from matcher.projects.models import Project
from matcher.projects.queries import is_stale
from matcher.settings import Settings
from matcher.tags.queries import assigned_tags
from matcher.tags.queries import lines as thematic_lines
from matcher.tags.tagging import open_tagger

ENDED = frozenset({"cerrada", "retirada"})


@dataclass(slots=True)
class MatchCounts:
    """What one run did."""

    calls: int = 0
    projects: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """Everything to be matched, with the fingerprints of now and of the last run."""

    calls: Sequence[CallText]
    projects: Sequence[ProjectText]
    marks: Mapping[tuple[str, str], str]
    known: Mapping[tuple[str, str], str]
    line_names: Mapping[str, str]

    def changed(self, kind: str) -> set[str]:
        """Ids of the calls or projects that differ from the last run."""
        return {
            i for (k, i), mark in self.marks.items() if k == kind and self.known.get((k, i)) != mark
        }


def match_bank(
    sessions: sessionmaker[Session],
    settings: Settings,
    *,
    now: datetime,
    progress: Callable[[int, int | None], None],
) -> MatchCounts:
    """Pair the open calls with the live projects, as far as something changed.

    A changed project is ranked against all open calls. A changed call may enter the list of any
    project, so all lists are looked at again; only rows that come out different are written.
    """
    counts = MatchCounts()
    with transaction(sessions) as session:
        tools = open_tools(session, settings)
        bank = _read(session, settings, tools, now=now)
        calls, projects = bank.changed("call"), bank.changed("project")
        counts.calls, counts.projects = len(calls), len(projects)
        _forget(session, bank)
    if not calls and not projects:
        return counts
    wanted = [p for p in bank.projects if calls or p.id in projects]
    found = rank(
        bank.calls,
        wanted,
        top=settings.match_top,
        tools=tools,
        today=now.date(),
        line_names=bank.line_names,
    )
    for number, (project_id, matches) in enumerate(_by_project(found, wanted), start=1):
        with transaction(sessions) as session:
            _write(session, project_id, matches, bank, counts, at=now)
        progress(number, len(wanted))
    with transaction(sessions) as session:
        _remember(session, bank, at=now)
    return counts


def open_tools(session: Session, settings: Settings) -> Tools:
    """What matching works with on this machine."""
    return Tools(
        translation=Translation.local(apertium=settings.apertium, cache=settings.cache),
        ranker=shipped_ranker(),
        topics=open_tagger(session, settings),
    )


def _read(session: Session, settings: Settings, tools: Tools, *, now: datetime) -> Bank:
    calls = [
        call
        for call in session.scalars(select(Call).order_by(Call.id))
        if call_state(call, now=now, timezone=settings.timezone) not in ENDED
    ]
    live = select(Project).where(Project.archived_at.is_(None)).order_by(Project.id)
    projects = [p for p in session.scalars(live) if not is_stale(p, now=now)]
    call_tags = assigned_tags(session, "call", [c.id for c in calls])
    project_tags = assigned_tags(session, "project", [p.id for p in projects])
    call_texts = [
        call_from_row(c, call_tags.get(c.id, []), now=now, settings=settings) for c in calls
    ]
    project_texts = [
        project_from_row(p, project_tags.get(p.id, []), settings=settings) for p in projects
    ]
    method = _method(tools, settings)
    marks = {("call", c.id): f"{fingerprint(c)}:{method}" for c in call_texts}
    marks |= {("project", p.id): f"{fingerprint(p)}:{method}" for p in project_texts}
    known = {
        (row.subject_type, str(row.subject_id)): row.fingerprint
        for row in session.scalars(select(MatchedState))
    }
    return Bank(
        calls=call_texts,
        projects=project_texts,
        marks=marks,
        known=known,
        line_names={line.code: line.name for line in thematic_lines(session)},
    )


def _method(tools: Tools, settings: Settings) -> str:
    """Changes when the way of matching does: ranker, classifier, top."""
    parts = (repr(tools.ranker), getattr(tools.topics, "version", ""), settings.match_top)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:8]


def _by_project(
    found: Iterable[texts.Match], wanted: Sequence[ProjectText]
) -> Iterable[tuple[str, list[texts.Match]]]:
    """Each project with its matches, also those that have none; ``found`` is in their order."""
    pending: dict[str, list[texts.Match]] = {project.id: [] for project in wanted}
    for match in found:
        pending[match.project_id].append(match)
    return pending.items()


def _write(
    session: Session,
    project_id: str,
    matches: Sequence[texts.Match],
    bank: Bank,
    counts: MatchCounts,
    *,
    at: datetime,
) -> None:
    """Make the rows of one project equal to ``matches``; equal ones are not touched."""
    rows = {
        row.call_id: row
        for row in session.scalars(select(Match).where(Match.project_id == int(project_id)))
    }
    for match in matches:
        mark = f"{bank.marks['call', match.call_id]}|{bank.marks['project', project_id]}"
        row = rows.pop(int(match.call_id), None)
        if row is not None and (row.fingerprint, row.score) == (mark, match.score):
            continue
        if row is None:
            row = Match(call_id=int(match.call_id), project_id=int(project_id), first_at=at)
            session.add(row)
            counts.new += 1
        else:
            counts.changed += 1
        _fill(row, match, mark, at=at)
    counts.gone += _drop(session, rows.values())


def _fill(row: Match, match: texts.Match, mark: str, *, at: datetime) -> None:
    row.score, row.confidence = match.score, match.confidence
    row.blocked = bool(match.blockers)
    row.signals = {"rank": match.rank}
    row.reasons = [asdict(reason) for reason in match.reasons]
    row.blockers = [asdict(blocker) for blocker in match.blockers]
    row.fingerprint, row.computed_at = mark, at


def _drop(session: Session, rows: Iterable[Match]) -> int:
    """Take out rows that fell off the list, but for those a person has judged."""
    gone = 0
    for row in rows:
        judged = select(Feedback.id).where(
            Feedback.call_id == row.call_id, Feedback.project_id == row.project_id
        )
        if session.scalar(judged.limit(1)) is None:
            session.delete(row)
            gone += 1
    return gone


def _forget(session: Session, bank: Bank) -> None:
    """Forget what is no longer matched, so that it is new again should it come back."""
    for kind, subject_id in bank.known.keys() - bank.marks.keys():
        session.execute(
            delete(MatchedState).where(
                MatchedState.subject_type == kind, MatchedState.subject_id == int(subject_id)
            )
        )


def _remember(session: Session, bank: Bank, *, at: datetime) -> None:
    for (kind, subject_id), mark in bank.marks.items():
        if bank.known.get((kind, subject_id)) != mark:
            session.merge(
                MatchedState(subject_type=kind, subject_id=int(subject_id), fingerprint=mark, at=at)
            )
