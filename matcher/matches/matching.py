"""Match what the database holds: new and changed calls and projects, and nothing else.

Each project remembers with which bank of calls it was last matched (marks, see
:mod:`matcher.matches.marks`, and the method itself). A run that finds nothing changed reads no
text and computes nothing; one that was killed goes on with the projects it had not come to.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.calls.models import Call
from matcher.db.session import transaction
from matcher.matches import texts
from matcher.matches.bank import call_from_row, project_from_row
from matcher.matches.index import Tools
from matcher.matches.marks import call_marks, digest, project_marks
from matcher.matches.models import Feedback, Match, MatchedState
from matcher.matches.own_terms import agency_glossary
from matcher.matches.ranking import rank
from matcher.matches.scoring import shipped_ranker
from matcher.matches.texts import CallText, ProjectText
from matcher.matches.translation import Translation
from matcher.projects.models import Project
from matcher.settings import Settings
from matcher.tags.models import Subject, Tag
from matcher.tags.queries import lines as thematic_lines
from matcher.tags.tagging import open_tagger

Marks = Mapping[int, str]


@dataclass(slots=True)
class MatchCounts:
    """What one run did."""

    calls: int = 0
    projects: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What there is to match: marks of now, and what was remembered of the last run."""

    calls: Marks
    projects: Marks
    known_calls: Marks
    known_projects: Marks
    method: str

    def due(self) -> dict[int, str]:
        """Projects to be ranked → what to remember once they are.

        Those that changed; all of them where a call is new, changed or gone, for it may enter or
        leave any list.
        """
        bank = digest(self.method, *(f"{i}:{mark}" for i, mark in self.calls.items()))
        wanted = {i: digest(mark, bank) for i, mark in self.projects.items()}
        return {i: mark for i, mark in wanted.items() if self.known_projects.get(i) != mark}

    def changed_calls(self) -> list[int]:
        """Calls that are new or changed since the last whole run."""
        return [i for i, mark in self.calls.items() if self.known_calls.get(i) != mark]

    def pair_mark(self, call_id: int, project_id: int) -> str:
        """What a match of these two was computed from."""
        return digest(self.method, self.calls[call_id], self.projects[project_id])


def match_bank(
    sessions: sessionmaker[Session],
    settings: Settings,
    *,
    now: datetime,
    progress: Callable[[int, int | None], None],
) -> MatchCounts:
    """Pair the open calls with the live projects, as far as something changed.

    Only rows that come out different are written, a project at a time.
    """
    with transaction(sessions) as session:
        tools = open_tools(session, settings)
        plan = _plan(session, settings, tools, now=now)
        due, counts = plan.due(), MatchCounts(calls=len(plan.changed_calls()))
        counts.projects = len(due)
        if due:
            calls, projects, names = _read(session, settings, plan, now=now)
    if due:
        found = rank(
            calls, projects, top=settings.match_top, tools=tools, today=now.date(),
            line_names=names, only={str(project_id) for project_id in due},
            progress=lambda *_: progress(0, len(due)),
        )  # fmt: skip
        for number, (project_id, matches) in enumerate(_by_project(found, due), start=1):
            with transaction(sessions) as session:
                _write(session, project_id, matches, plan, counts, at=now)
                _remember(session, "project", {project_id: due[project_id]}, at=now)
            progress(number, len(due))
    with transaction(sessions) as session:
        _settle(session, plan, at=now)
    return counts


def open_tools(session: Session, settings: Settings) -> Tools:
    """What matching works with on this machine."""
    return Tools(
        translation=Translation.local(
            apertium=settings.apertium, cache=settings.cache, glossary=agency_glossary(session)
        ),
        ranker=shipped_ranker(),
        topics=open_tagger(session, settings),
    )


def _plan(session: Session, settings: Settings, tools: Tools, *, now: datetime) -> Plan:
    known: dict[str, dict[int, str]] = {"call": {}, "project": {}}
    for kind, subject_id, mark in session.execute(
        select(MatchedState.subject_type, MatchedState.subject_id, MatchedState.fingerprint)
    ):
        known[kind][subject_id] = mark
    return Plan(
        calls=call_marks(session, now=now, timezone=settings.timezone),
        projects=project_marks(session, now=now),
        known_calls=known["call"],
        known_projects=known["project"],
        method=_method(tools, settings),
    )


def _method(tools: Tools, settings: Settings) -> str:
    """Changes when the way of matching does: ranker, classifier, translation, terms, settings."""
    return digest(
        repr(tools.ranker),
        getattr(tools.topics, "version", ""),
        str(tools.translation.available("es", "en")),
        tools.translation.glossary.mark,
        str(settings.match_top),
        settings.agency_country,
    )


def _read(
    session: Session, settings: Settings, plan: Plan, *, now: datetime
) -> tuple[list[CallText], list[ProjectText], dict[str, str]]:
    """Calls and projects of ``plan`` with their texts, and the names of the lines."""
    call_tags, project_tags = _tags(session, "call"), _tags(session, "project")
    calls = [
        call_from_row(call, call_tags.get(call.id, []), now=now, settings=settings)
        for call in session.scalars(select(Call).order_by(Call.id))
        if call.id in plan.calls
    ]
    projects = [
        project_from_row(project, project_tags.get(project.id, []), settings=settings)
        for project in session.scalars(select(Project).order_by(Project.id))
        if project.id in plan.projects
    ]
    return calls, projects, {line.code: line.name for line in thematic_lines(session)}


def _tags(session: Session, kind: Subject) -> dict[int, list[Tag]]:
    """The tags that count, by thing; asked for without a list of ids, which may be too long."""
    rows = session.scalars(
        select(Tag)
        .where(Tag.subject_type == kind, Tag.assigned.is_(True))
        .order_by(Tag.subject_id, Tag.scheme, Tag.code)
    )
    return {subject: list(tags) for subject, tags in groupby(rows, key=attrgetter("subject_id"))}


def _by_project(
    found: Iterable[texts.Match], wanted: Iterable[int]
) -> Iterator[tuple[int, list[texts.Match]]]:
    """Each project with its matches as they come, also those that have none."""
    groups = groupby(found, key=attrgetter("project_id"))
    ahead = next(groups, None)
    for project_id in wanted:
        if ahead is not None and ahead[0] == str(project_id):
            yield project_id, list(ahead[1])
            ahead = next(groups, None)
        else:
            yield project_id, []


def _write(
    session: Session,
    project_id: int,
    matches: Sequence[texts.Match],
    plan: Plan,
    counts: MatchCounts,
    *,
    at: datetime,
) -> None:
    """Make the rows of one project equal to ``matches``; equal ones are not touched."""
    rows = {
        row.call_id: row
        for row in session.scalars(select(Match).where(Match.project_id == project_id))
    }
    for match in matches:
        call_id = int(match.call_id)
        mark = plan.pair_mark(call_id, project_id)
        row = rows.pop(call_id, None)
        if row is not None and (row.fingerprint, row.score) == (mark, match.score):
            continue
        if row is None:
            row = Match(call_id=call_id, project_id=project_id, first_at=at)
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


def _settle(session: Session, plan: Plan, *, at: datetime) -> None:
    """Remember the calls; forget what is no longer matched, so that it is new if it comes back."""
    changed = plan.changed_calls()
    _remember(session, "call", {call_id: plan.calls[call_id] for call_id in changed}, at=at)
    gone = [("call", i) for i in plan.known_calls.keys() - plan.calls.keys()]
    gone += [("project", i) for i in plan.known_projects.keys() - plan.projects.keys()]
    for kind, subject_id in gone:
        session.execute(
            delete(MatchedState).where(
                MatchedState.subject_type == kind, MatchedState.subject_id == subject_id
            )
        )


def _remember(session: Session, kind: Subject, marks: Marks, *, at: datetime) -> None:
    for subject_id, mark in marks.items():
        session.merge(
            MatchedState(subject_type=kind, subject_id=subject_id, fingerprint=mark, at=at)
        )
