"""The list of matches of a person: narrowed by its address, a page at a time by key."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, literal_column, or_
from sqlalchemy.orm import Session

from matcher.calls.state_sql import StateSql, state_sql
from matcher.matches.models import Match
from matcher.matches.personal_feedback import Taste
from matcher.matches.queries import LIMIT, WORTH, dismissed, live_matches
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.tags.queries import tagged_with
from matcher.text import key_after

_LARGEST = 2**31 - 1
_KEY = re.compile(r"([0-9][0-9.e-]{0,24})~(\d{1,10})")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchFilter:
    """What an address asks of the list; without a secretaría, those that concern the person.

    ``mine`` are the projects the person leads, ``closes_within`` days from today, ``weak`` lets
    in what fits little too.
    """

    mine: bool = False
    department: str = ""
    line: str = ""
    closes_within: int | None = None
    weak: bool = False

    @property
    def narrowed(self) -> int:
        """How many filters are on."""
        return sum(map(bool, (self.mine, self.department, self.line, self.closes_within)))


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchPage:
    """One page, the best first; ``after`` is the key the next one goes on from."""

    matches: Sequence[Match]
    after: str | None


def matches_page(
    session: Session,
    person: Person,
    wanted: MatchFilter,
    *,
    now: datetime,
    timezone: str,
    after: str = "",
    limit: int = LIMIT,
    taste: Taste | None = None,
    light: bool = False,
) -> MatchPage:
    """What fits, was not refused and nothing forbids, from ``after`` on.

    The pages go by the team's score, which the database sorts by; within a page they are in the
    person's own order. A key nobody can read is the beginning.
    """
    states = state_sql(session, now=now, timezone=timezone)
    key = _key(after)
    query = _page(states, light, wanted, person.id, person.department, key is not None, limit + 1)
    found = list(session.scalars(query, key))
    shown = found[:limit]
    more = key_after(repr(shown[-1].score), shown[-1].id) if len(found) > limit else None
    taste = Taste(session, person.id) if taste is None else taste
    return MatchPage(matches=taste.sorted(shown), after=more)


@lru_cache(maxsize=256)
def _page(
    states: StateSql,
    light: bool,
    wanted: MatchFilter,
    person_id: int,
    department: str | None,
    beyond: bool,
    most: int,
) -> Select[Match]:
    """The question, put together once: it is long, and the same until a deadline passes.

    How many are wanted is written out: PostgreSQL keeps no plan for a number it does not know.
    """
    conditions = [
        ~dismissed(person_id),
        Match.blocked.is_(False),
        Match.score >= (0.0 if wanted.weak else WORTH),
        *conditions_of(wanted, states, person_id),
    ]
    if beyond:
        worse, same = Match.score < bindparam("score"), Match.score == bindparam("score")
        conditions.append(or_(worse, and_(same, Match.id > bindparam("last"))))
    if department and not (wanted.department or wanted.mine):
        conditions.append(or_(Project.department == department, Project.owner_id == person_id))
    return live_matches(states, light).where(*conditions).limit(literal_column(str(most)))


def conditions_of(
    wanted: MatchFilter, states: StateSql, person_id: int
) -> list[ColumnElement[bool]]:
    """What the call and the project of a match must meet to be asked for by ``wanted``."""
    found: list[ColumnElement[bool]] = []
    if wanted.mine:
        found.append(Project.owner_id == person_id)
    if wanted.department:
        found.append(Project.department == wanted.department)
    if wanted.line:
        found.append(tagged_with("call", Match.call_id, "line", [wanted.line]))
    if wanted.closes_within is not None:
        found.append(states.next_day() <= states.today + timedelta(days=wanted.closes_within))
    return found


def _key(after: str) -> dict[str, float] | None:
    """The score and the id the page before ended with; nothing for a key nobody can read."""
    key = _KEY.fullmatch(after)
    if key is None:
        return None
    try:
        return {"score": float(key[1]), "last": min(int(key[2]), _LARGEST)}
    except ValueError:
        return None
