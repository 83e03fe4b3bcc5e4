"""Networks of cities whose review comes near: told to who keeps them once before, once after."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matcher.clock import local_day
from matcher.digests.models import Kind
from matcher.mail.models import OutgoingMail
from matcher.networks.models import Network, NetworkTold
from matcher.networks.queries import reviews_for, reviews_near
from matcher.people.models import Person

Step = Literal["near", "passed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkWord:
    """One review to tell of: the day, and how far it is."""

    network: Network
    day: date
    days: int

    @property
    def step(self) -> Step:
        """What of it is told."""
        return "passed" if self.days < 0 else "near"


class Reviewed:
    """What is told of reviews at one instant; whom nothing concerns costs no question."""

    def __init__(self, session: Session, *, now: datetime, timezone: str) -> None:
        self._session, self._today = session, local_day(now, timezone)

    def words_for(self, person: Person, kinds: Collection[Kind]) -> list[NetworkWord]:
        """The reviews ``person`` is to hear of and did not; they come with the closings."""
        if "closings" not in kinds:
            return []
        words = [
            NetworkWord(network=one, day=one.review_on, days=(one.review_on - self._today).days)
            for one in reviews_for(self._near, person)
            if one.review_on is not None
        ]
        told = self._told(person) if words else set()
        return [one for one in words if (one.network.id, one.day, one.step) not in told]

    @cached_property
    def _near(self) -> list[Network]:
        return reviews_near(self._session, today=self._today)

    def _told(self, person: Person) -> set[tuple[int, date, str]]:
        rows = self._session.execute(
            select(NetworkTold.network_id, NetworkTold.day, NetworkTold.step).where(
                NetworkTold.person_id == person.id
            )
        )
        return {(network_id, day, step) for network_id, day, step in rows}


def tell_reviews(
    session: Session, words: Sequence[NetworkWord], person: Person, mail: OutgoingMail
) -> None:
    """Write down that ``mail`` tells ``person`` of these."""
    session.flush()
    session.add_all(
        NetworkTold(
            network_id=one.network.id,
            person_id=person.id,
            mail_id=mail.id,
            day=one.day,
            step=one.step,
        )
        for one in words
    )


def untell_reviews(session: Session, mail: OutgoingMail) -> None:
    """Forget what a mail told that did not arrive: the next one tells it."""
    session.execute(
        delete(NetworkTold).where(NetworkTold.mail_id == mail.id),
        execution_options={"synchronize_session": False},
    )
