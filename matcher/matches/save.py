"""Write the lists of projects: rows are made equal to them, and equal ones are not touched.

Many projects in one transaction, each with the fingerprint of what it was matched with, so that
a run that is killed goes on with those it had not come to. What it costs follows from what is
new: of the rows that stand only what is compared is read, and one that moved by less than a
reader sees stays as it is, sentences and all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple, cast

from msgspec.structs import asdict
from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import Session, sessionmaker

from matcher.calls.models import Call
from matcher.db.session import transaction
from matcher.matches.incremental import Fingerprints, Plan, place
from matcher.matches.models import ClosedMatch, Feedback, Match, MatchedState
from matcher.matches.queries import WORTH
from matcher.ranking import inputs as texts
from matcher.tags.models import Subject

_TOLD_WITHIN = timedelta(days=60)
"""How long a match with a call that was withdrawn is kept: longer than anybody waits for mail."""
_AT_ONCE = 500
"""Things that are named in one statement; projects that are written in one transaction."""
PAIRS_AT_ONCE = 1_000
"""Matches that are written in one transaction: nobody else waits long for its end."""
UNSEEN = 0.005
"""Scores are shown in hundredths. Those of all pairs move a little with every call that comes or
goes; a match of the same texts is written again once its own moved by as much as is seen."""


@dataclass(slots=True)
class MatchCounts:
    """What one run did."""

    calls: int = 0
    projects: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0


class _Row(NamedTuple):
    """What a stored match is compared by."""

    id: int
    call_id: int
    project_id: int
    score: float
    blocked: bool
    fingerprint: str


_ROWS = select(
    Match.id, Match.call_id, Match.project_id, Match.score, Match.blocked, Match.fingerprint
)
_NEW_MATCHES = insert(cast("Table", Match.__table__))
_NEW_STATES = insert(cast("Table", MatchedState.__table__))
"""Into the tables themselves: by the classes it takes twice as long."""
Rows = dict[int, _Row]
"""The rows of one project by their calls."""


class Writer:
    """Makes the rows of each project equal to its list; equal ones are not touched."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        plan: Plan,
        due: Fingerprints,
        counts: MatchCounts,
        *,
        top: int,
        at: datetime,
    ) -> None:
        self._sessions, self._plan, self._due, self._counts = sessions, plan, due, counts
        self._top, self._at = top, at
        self._waiting: list[tuple[int, Sequence[texts.RankedPair], bool]] = []
        self._pairs = 0

    def write(self, project_id: int, matches: Sequence[texts.RankedPair], *, whole: bool) -> None:
        """The list of one project, or (if not ``whole``) what may be new in it."""
        self._waiting.append((project_id, matches, whole))
        self._pairs += len(matches)
        if len(self._waiting) >= _AT_ONCE or self._pairs >= PAIRS_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what waits, and remember its projects."""
        if not self._waiting:
            return
        waiting, self._waiting, self._pairs = self._waiting, [], 0
        with transaction(self._sessions) as session:
            touched = [one for one, matches, whole in waiting if matches or whole]
            rows = _standing(session, touched)
            changes = _Changes(self._plan, at=self._at)
            for project_id, matches, whole in waiting:
                if whole:
                    changes.replace(rows[project_id], matches)
                elif matches:
                    changes.insert(rows[project_id], matches, top=self._top)
            changes.write(session, self._counts)
            known = {project_id: self._due[project_id] for project_id, *_ in waiting}
            remember(session, "project", known, at=self._at)


class _Changes:
    """What makes the rows of some projects equal to their lists."""

    def __init__(self, plan: Plan, *, at: datetime) -> None:
        self._plan, self._at = plan, at
        self._new: list[dict[str, Any]] = []
        self._changed: list[dict[str, Any]] = []
        self._fallen: list[_Row] = []

    def replace(self, rows: Rows, matches: Sequence[texts.RankedPair]) -> None:
        """Put ``matches`` in the place of the rows of their project."""
        for match in matches:
            self._put(rows.pop(int(match.call_id), None), match)
        self._fallen += rows.values()

    def insert(self, rows: Rows, matches: Sequence[texts.RankedPair], *, top: int) -> None:
        """Put ``matches`` among the rows of their project: the best stay."""
        new = {int(match.call_id) for match in matches}
        order: list[tuple[tuple[bool, float, int], _Row | texts.RankedPair]] = [
            (place(match), match) for match in matches
        ]
        order += [
            ((row.blocked, -row.score, row.call_id), row)
            for row in rows.values()
            if row.call_id in self._plan.calls and row.call_id not in new
        ]
        order.sort(key=lambda one: one[0])
        for _, one in order[:top]:
            row = rows.pop(int(one.call_id), None)
            if not isinstance(one, _Row):
                self._put(row, one)
        self._fallen += rows.values()

    def write(self, session: Session, counts: MatchCounts) -> None:
        """All of it, a statement for each kind of change.

        Rows a person has judged stay, and so does what was withdrawn of late: whoever it fitted
        has to be told. No list shows it.
        """
        _note_closed(session, self._fallen, at=self._at)
        gone = _without_kept(session, self._fallen, at=self._at)
        for some in _parts(gone):
            session.execute(delete(Match).where(Match.id.in_(some)), execution_options=_BLINDLY)
        if self._changed:
            session.execute(update(Match), self._changed)
        if self._new:
            session.execute(_NEW_MATCHES, self._new)
        counts.new += len(self._new)
        counts.changed += len(self._changed)
        counts.gone += len(gone)

    def _put(self, row: _Row | None, match: texts.RankedPair) -> None:
        call_id, project_id = int(match.call_id), int(match.project_id)
        fingerprint = self._plan.pair_fingerprint(call_id, project_id)
        told = {"fingerprint": fingerprint, "computed_at": self._at}
        if row is None:
            key = {"call_id": call_id, "project_id": project_id, "first_at": self._at}
            self._new.append(key | told | _told(match))
        elif row.fingerprint != fingerprint or abs(row.score - match.score) >= UNSEEN:
            self._changed.append({"id": row.id} | told | _told(match))


_BLINDLY = {"synchronize_session": False}
"""No row is held by the session that writes."""


def _standing(session: Session, projects: Sequence[int]) -> dict[int, Rows]:
    """The rows of each of ``projects``, of which there are at most as many as are named at once."""
    found: dict[int, Rows] = defaultdict(dict)
    for one in session.execute(_ROWS.where(Match.project_id.in_(projects))):
        row = _Row(*one)
        found[row.project_id][row.call_id] = row
    return found


def _told(match: texts.RankedPair) -> dict[str, Any]:
    """What is stored of a match."""
    return {
        "score": match.score,
        "confidence": match.confidence,
        "blocked": bool(match.blockers),
        "signals": {"points": dict(match.points)},
        "reasons": [asdict(reason) for reason in match.reasons],
        "blockers": [asdict(blocker) for blocker in match.blockers],
    }


def _note_closed(session: Session, rows: Sequence[_Row], *, at: datetime) -> None:
    """Of the calls that closed, keep what they fitted best: a report tells what nobody answered."""
    best: dict[int, _Row] = {}
    for row in rows:
        worth = not row.blocked and row.score >= WORTH
        if worth and (row.call_id not in best or row.score > best[row.call_id].score):
            best[row.call_id] = row
    for some in _parts(best):
        over = (Call.closes_on <= at.date(), Call.withdrawn_at.is_(None))
        closed = session.scalars(select(Call.id).where(Call.id.in_(some), *over)).all()
        noted = {
            one.call_id: one
            for one in session.scalars(
                select(ClosedMatch).where(ClosedMatch.call_id.in_(closed)).with_for_update()
            )
        }
        for row in (best[call_id] for call_id in closed):
            known = noted.get(row.call_id)
            if known is None:
                session.add(
                    ClosedMatch(
                        call_id=row.call_id, project_id=row.project_id, score=row.score, at=at
                    )
                )
            elif row.score > known.score:
                known.project_id, known.score, known.at = row.project_id, row.score, at


def _without_kept(session: Session, rows: Sequence[_Row], *, at: datetime) -> list[int]:
    """The ids of those rows that nobody judged and whose call was not withdrawn of late."""
    calls, projects = {row.call_id for row in rows}, {row.project_id for row in rows}
    withdrawn = {
        call_id
        for some in _parts(calls)
        for call_id in session.scalars(
            select(Call.id).where(Call.id.in_(some), Call.withdrawn_at >= at - _TOLD_WITHIN)
        )
    }
    judged = {
        tuple(pair)
        for some in _parts(projects)
        for pair in session.execute(
            select(Feedback.call_id, Feedback.project_id).where(Feedback.project_id.in_(some))
        )
    }
    return [
        row.id
        for row in rows
        if row.call_id not in withdrawn and (row.call_id, row.project_id) not in judged
    ]


def _parts(ids: Iterable[int]) -> Iterator[list[int]]:
    """A few at a time: SQLite takes no list of any length."""
    left = iter(ids)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def remember(session: Session, kind: Subject, fingerprints: Fingerprints, *, at: datetime) -> None:
    """Remember what things were matched as: their fingerprints, by id."""
    forget(session, kind, fingerprints)
    rows = [
        {"subject_type": kind, "subject_id": i, "fingerprint": fingerprint, "at": at}
        for i, fingerprint in fingerprints.items()
    ]
    if rows:
        session.execute(_NEW_STATES, rows)


def forget(session: Session, kind: Subject, ids: Iterable[int]) -> None:
    """Let things be new when they are next seen."""
    for some in _parts(ids):
        session.execute(
            delete(MatchedState).where(
                MatchedState.subject_type == kind, MatchedState.subject_id.in_(some)
            ),
            execution_options=_BLINDLY,
        )
