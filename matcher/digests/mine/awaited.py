"""What waits for a person in tables downstream, such as proposals: their ``info`` says.

A proposal waits for its endorsement, for a review or for an answer to a comment; each is told once,
and no longer once somebody has acted.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from matcher.db.base import AWAITS, Base
from matcher.digests.models import DESK
from matcher.people.models import Person
from matcher.people.permissions import Permission, may


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """One thing downstream that waits for somebody.

    ``kind`` names what; ``call_id`` the call in whose name it goes in the ledger; ``person_id`` is
    whose it is, or ``permission`` what it takes. ``title`` and ``path`` say what it is about and
    where; ``by`` who asked.
    """

    kind: str
    row: int
    call_id: int
    title: str
    path: str
    at: datetime
    by: int | None = None
    person_id: int | None = None
    permission: Permission | None = None
    text: str = ""

    @property
    def key(self) -> str:
        """Its name in the ledger."""
        return f"{DESK}{self.kind}:{self.row}:{self.at.isoformat()}"


def awaited(session: Session) -> list[Awaited]:
    """Everything downstream that waits for somebody, the longest ago first."""
    found = [
        one
        for table in Base.metadata.sorted_tables
        if AWAITS in table.info
        for one in table.info[AWAITS](session)
    ]
    return sorted(found, key=lambda one: (one.at, one.key))


class AwaitedBy:
    """What waits downstream at one instant, by person; read once."""

    def __init__(self, session: Session) -> None:
        self._of: dict[int, list[Awaited]] = defaultdict(list)
        self._of_all: list[Awaited] = []
        for one in awaited(session):
            if one.person_id is not None:
                self._of[one.person_id].append(one)
            else:
                self._of_all.append(one)

    def of(self, person: Person) -> Iterator[Awaited]:
        """What waits for ``person``; nobody is told of what they asked for themselves."""
        yield from (one for one in self._of.get(person.id, ()) if one.by != person.id)
        for one in self._of_all:
            if one.permission and may(person, one.permission) and one.by != person.id:
                yield one
