"""Write the lists of projects: rows are made equal to them, and equal ones are not touched.

One project at a time, each with the fingerprint of what it was matched with, so that a run that
is killed goes on where it was.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session, defer, sessionmaker

from matcher.calls.models import Call
from matcher.db.session import transaction
from matcher.matches.incremental import Fingerprints, Plan, place
from matcher.matches.models import Feedback, Match, MatchedState
from matcher.ranking import inputs as texts
from matcher.tags.models import Subject

_TOLD_WITHIN = timedelta(days=60)
"""How long a match with a call that was withdrawn is kept: longer than anybody waits for mail."""
_AT_ONCE = 500
"""Things that are named in one statement."""
_QUIET_AT_ONCE = 500
"""Projects without anything new that are noted in one transaction."""


@dataclass(slots=True)
class MatchCounts:
    """What one run did."""

    calls: int = 0
    projects: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0


_ROWS = (
    select(Match)
    .where(Match.project_id == bindparam("project"))
    .options(defer(Match.signals), defer(Match.reasons), defer(Match.blockers))
)
"""What stands in the list of a project: what is told of a match is only written."""


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
        self._quiet: list[int] = []

    def write(self, project_id: int, matches: Sequence[texts.RankedPair], *, whole: bool) -> None:
        """The list of one project, or (if not ``whole``) what may be new in it."""
        if not matches and not whole:
            self._quiet.append(project_id)
            if len(self._quiet) >= _QUIET_AT_ONCE:
                self.flush()
            return
        with transaction(self._sessions) as session:
            rows = {row.call_id: row for row in session.scalars(_ROWS, {"project": project_id})}
            new: list[dict[str, Any]] = []
            if whole:
                self._replace(session, rows, matches, new)
            else:
                self._insert(session, rows, matches, new)
            if new:
                session.execute(insert(Match), new)
            fingerprint = {project_id: self._due[project_id]}
            remember(session, "project", fingerprint, at=self._at)

    def flush(self) -> None:
        """Remember the projects for which there was nothing new."""
        if not self._quiet:
            return
        known = [
            {
                "subject_type": "project",
                "subject_id": project_id,
                "fingerprint": self._due[project_id],
                "at": self._at,
            }
            for project_id in self._quiet
        ]
        with transaction(self._sessions) as session:
            session.execute(update(MatchedState), known)
        self._quiet = []

    def _replace(
        self,
        session: Session,
        rows: dict[int, Match],
        matches: Sequence[texts.RankedPair],
        added: list[dict[str, Any]],
    ) -> None:
        for match in matches:
            self._put(rows.pop(int(match.call_id), None), match, added)
        self._counts.gone += _drop(session, rows.values(), at=self._at)

    def _insert(
        self,
        session: Session,
        rows: dict[int, Match],
        matches: Sequence[texts.RankedPair],
        added: list[dict[str, Any]],
    ) -> None:
        """Matches among rows: the best stay."""
        new = {int(match.call_id): match for match in matches}
        order = [(*place(match), match) for match in matches] + [
            (row.blocked, -row.score, row.call_id, row)
            for row in rows.values()
            if row.call_id in self._plan.calls and row.call_id not in new
        ]
        order.sort(key=lambda one: one[:3])
        for *_, one in order[: self._top]:
            row = rows.pop(int(one.call_id), None)
            if not isinstance(one, Match):
                self._put(row, one, added)
        self._counts.gone += _drop(session, rows.values(), at=self._at)

    def _put(self, row: Match | None, match: texts.RankedPair, added: list[dict[str, Any]]) -> None:
        """Make a row equal to its match; one that is not there is ``added``, all at once."""
        call_id, project_id = int(match.call_id), int(match.project_id)
        fingerprint = self._plan.pair_fingerprint(call_id, project_id)
        if row is not None and (row.fingerprint, row.score) == (fingerprint, match.score):
            return
        told = {**_told(match), "fingerprint": fingerprint, "computed_at": self._at}
        if row is None:
            key = {"call_id": call_id, "project_id": project_id, "first_at": self._at}
            added.append(key | told)
            self._counts.new += 1
            return
        self._counts.changed += 1
        for name, value in told.items():
            setattr(row, name, value)


def _told(match: texts.RankedPair) -> dict[str, Any]:
    """What is stored of a match."""
    return {
        "score": match.score,
        "confidence": match.confidence,
        "blocked": bool(match.blockers),
        "signals": {"points": dict(match.points)},
        "reasons": [_plain(reason) for reason in match.reasons],
        "blockers": [_plain(blocker) for blocker in match.blockers],
    }


def _plain(told: texts.Reason | texts.Blocker) -> dict[str, Any]:
    """Its fields as they are: there are a million of them, and ``asdict`` copies every one."""
    return {field.name: getattr(told, field.name) for field in fields(told)}


def _drop(session: Session, rows: Collection[Match], *, at: datetime) -> int:
    """Take out rows that fell off the list, but for those a person has judged.

    What was withdrawn of late stays: whoever it fitted has to be told. No list shows it.
    """
    if not rows:
        return 0
    kept = _lately_withdrawn(session, rows, at=at) | _judged(session, rows)
    gone = [row for row in rows if row.call_id not in kept]
    for row in gone:
        session.delete(row)
    return len(gone)


def _judged(session: Session, rows: Collection[Match]) -> set[int]:
    """The calls of rows a person has judged; all rows are of one project."""
    return set(
        session.scalars(
            select(Feedback.call_id).where(
                Feedback.project_id.in_({row.project_id for row in rows}),
                Feedback.call_id.in_({row.call_id for row in rows}),
            )
        )
    )


def _lately_withdrawn(session: Session, rows: Collection[Match], *, at: datetime) -> set[int]:
    return set(
        session.scalars(
            select(Call.id).where(
                Call.id.in_({row.call_id for row in rows}),
                Call.withdrawn_at >= at - _TOLD_WITHIN,
            )
        )
    )


def remember(session: Session, kind: Subject, fingerprints: Fingerprints, *, at: datetime) -> None:
    """Remember what things were matched as: their fingerprints, by id."""
    forget(session, kind, fingerprints)
    rows = [
        {"subject_type": kind, "subject_id": i, "fingerprint": fingerprint, "at": at}
        for i, fingerprint in fingerprints.items()
    ]
    if rows:
        session.execute(insert(MatchedState), rows)


def forget(session: Session, kind: Subject, ids: Iterable[int]) -> None:
    """Let things be new when they are next seen."""
    left: Iterator[int] = iter(ids)
    while some := list(islice(left, _AT_ONCE)):
        session.execute(
            delete(MatchedState).where(
                MatchedState.subject_type == kind, MatchedState.subject_id.in_(some)
            ),
            execution_options={"synchronize_session": False},
        )
