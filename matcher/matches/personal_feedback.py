"""What one person's own verdicts do to the lists that person reads, and to nobody else's.

A verdict for the team moves the scores themselves (:mod:`matcher.ranking.team_feedback`). One «solo
para mí» moves, when the list is read, the calls like the one judged, for the same project and in
the same measure: by one deviation at most.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.matches.models import Feedback, Match
from matcher.ranking.score import shipped_ranker
from matcher.ranking.team_feedback import MOST, by_tags, by_words, theme
from matcher.tags.queries import assigned_tags
from matcher.terms import content_words, known_language, terms

_READ = 1500
"""How much of a text is compared, in characters: its beginning says what it is about."""
_OWN = (
    select(Feedback)
    .where(Feedback.person_id.in_(bindparam("people", expanding=True)), Feedback.scope == "me")
    .where(Feedback.undone_at.is_(None))
    .order_by(Feedback.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What a call is about, as far as two calls are compared: stems of its beginning and tags."""

    title: str
    language: str | None
    stems: frozenset[str]
    tags: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """One verdict of the person: the call judged, and from -1 (not this) to 1 (this)."""

    call_id: int
    gist: Gist
    theme: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalNudge:
    """By how many deviations a match moves for this person, and the call that moves it."""

    by: float
    title: str

    @property
    def reason(self) -> dict[str, Any]:
        """The verdict as a reason, in the shape of ``Match.reasons``."""
        kind, code = ("feedback", "you-liked") if self.by > 0 else ("against", "you-disliked")
        return {"kind": kind, "code": code, "params": {"title": self.title}}


class Taste:
    """The verdicts one person gave for themselves, applied to the matches they are shown."""

    def __init__(
        self,
        session: Session,
        person_id: int,
        *,
        own: Mapping[int, Sequence[Own]] | None = None,
        gists: dict[int, Gist] | None = None,
    ) -> None:
        """:param own: the verdicts, where they are known; :param gists: of calls read before."""
        self._session = session
        self._gists: dict[int, Gist] = {} if gists is None else gists
        self._own = (
            own if own is not None else _verdicts(session, [person_id], self._gists)[person_id]
        )
        self._nudges: dict[int, PersonalNudge | None] = {}

    def __bool__(self) -> bool:
        return bool(self._own)

    @property
    def projects(self) -> Collection[int]:
        """The projects whose lists this person's verdicts move."""
        return self._own.keys()

    def nudge(self, match: Match) -> PersonalNudge | None:
        """What the verdict that speaks loudest makes of ``match``; ``None`` where none does."""
        if match.id not in self._nudges:
            self._nudges[match.id] = self._loudest(match)
        return self._nudges[match.id]

    def _loudest(self, match: Match) -> PersonalNudge | None:
        found = [
            PersonalNudge(by=by, title=one.gist.title)
            for one in self._own.get(match.project_id, ())
            if one.call_id != match.call_id
            and (by := MOST * one.theme * alike(one.gist, self._gist(match.call)))
        ]
        return max(found, key=lambda one: abs(one.by), default=None)

    def score(self, match: Match) -> float:
        """The score of ``match`` as this person would give it, from 0 to 1."""
        nudge = self.nudge(match)
        if nudge is None or not 0.0 < match.score < 1.0:
            return match.score
        odds = math.log(match.score / (1.0 - match.score)) + shipped_ranker().slope * nudge.by
        return 1.0 / (1.0 + math.exp(-odds))

    def scores(self, matches: Sequence[Match]) -> dict[int, float]:
        """Match → its :meth:`score`."""
        self._read([m.call for m in matches if m.project_id in self._own])
        return {match.id: self.score(match) for match in matches}

    def sorted(self, matches: Sequence[Match]) -> list[Match]:
        """The matches in this person's order: what nothing forbids first, by :meth:`score`."""
        if not self:
            return list(matches)
        self._read([m.call for m in matches if m.project_id in self._own])
        return sorted(matches, key=lambda m: (m.blocked, -self.score(m), m.id))

    def _gist(self, call: Call) -> Gist:
        if call.id not in self._gists:
            self._read([call])
        return self._gists[call.id]

    def _read(self, calls: Collection[Call]) -> None:
        unread = {c.id: c for c in calls if c.id not in self._gists}
        if unread:
            self._gists.update(_gists(self._session, unread))


def own_verdicts(session: Session, person_id: int) -> tuple[dict[int, list[Own]], dict[int, Gist]]:
    """What a taste is made of: the verdicts of one person, and what their calls are about."""
    gists: dict[int, Gist] = {}
    return _verdicts(session, [person_id], gists)[person_id], gists


def tastes(session: Session, people: Sequence[int]) -> dict[int, Taste]:
    """Person → their taste; the verdicts of all of them are read together."""
    gists: dict[int, Gist] = {}
    own = _verdicts(session, people, gists)
    return {i: Taste(session, i, own=own[i], gists=gists) for i in people}


def alike(one: Gist, other: Gist) -> float:
    """How alike two calls are, 0 to 1: by their words, across languages by their tags."""
    if one.language != other.language:
        return by_tags(one.tags, other.tags)
    longest = math.sqrt(len(one.stems) * len(other.stems))
    return by_words(len(one.stems & other.stems) / longest if longest else 0.0)


def _verdicts(
    session: Session, people: Sequence[int], gists: dict[int, Gist]
) -> dict[int, dict[int, list[Own]]]:
    """Person → project → their verdicts, for themselves, that say something of the theme.

    :param gists: takes up what the calls judged are about.
    """
    rows = session.scalars(_OWN, {"people": people}).all()
    told = {row.id: theme(wanted=row.verdict == "interesa", reason=row.reason) for row in rows}
    rows = [row for row in rows if told[row.id]]
    judged = {row.call_id for row in rows}
    wanted = session.scalars(select(Call).where(Call.id.in_(judged))) if judged else ()
    gists.update(_gists(session, {call.id: call for call in wanted}))
    own: dict[int, dict[int, list[Own]]] = {i: {} for i in people}
    for row in rows:
        one = Own(call_id=row.call_id, gist=gists[row.call_id], theme=told[row.id])
        own[row.person_id].setdefault(row.project_id, []).append(one)
    return own


def _gists(session: Session, calls: Mapping[int, Call]) -> dict[int, Gist]:
    tags = assigned_tags(session, "call", list(calls)) if calls else {}
    return {
        call_id: _gist(call, frozenset(tag.code for tag in tags.get(call_id, ())))
        for call_id, call in calls.items()
    }


def _gist(call: Call, tags: frozenset[str]) -> Gist:
    language = known_language(call.language) or "es"
    content = content_words(f"{call.title}\n{call.text[:_READ]}", language)
    return Gist(
        title=call.title, language=language, stems=frozenset(terms(content, language)), tags=tags
    )
