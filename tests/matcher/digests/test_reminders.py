"""Before what one follows closes: at 20, 10, 5 and 2 working days, each once, as many as are left.

NOON is Friday 20 November 2026. Monday 7 December is a working day in Colombia; Tuesday the 8th is
a holiday that stays on its day, and 11 January 2027 one that the Ley Emiliani moved from the 6th.
"""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.db.session import transaction
from matcher.matches.feedback import give_feedback
from matcher.people.models import Person
from matcher.settings import Settings
from matcher.workdays import working_days
from tests.matcher.digests.test_what_changed import DAY, _ids, collect, office, told

__all__ = ["office"]
pytestmark = pytest.mark.usefixtures("office")
NOON_DAY = date(2026, 11, 20)


def follow(sessions: sessionmaker[Session], *, closes: str, at: float = 0) -> None:
    with transaction(sessions) as session:
        collect(session, days=0, closes=closes)
        who = session.scalars(select(Person)).one()
        give_feedback(session, **_ids(session), person=who, verdict="interesa", at=_at(at))


def _at(days: float):
    from tests.conftest import NOON

    return NOON + days * DAY


def test_each_step_once_with_the_days_really_left(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    follow(sessions, closes="2026-12-28")
    days = {day: told(sessions, settings, days=day) for day in range(39)}
    sent = {day: texts[0] for day, texts in days.items() if texts}
    left = {
        day: working_days(NOON_DAY + timedelta(days=day), date(2026, 12, 28), country="CO")
        for day in sent
    }
    assert list(left.values()) == [20, 10, 5, 2]
    for day, text in sent.items():
        assert f"faltan {38 - day} días, {left[day]} hábiles" in text
        assert "usted dijo que le interesa" in text


def test_taken_up_three_days_before_it_says_three(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    follow(sessions, closes="2026-11-25")
    (text,) = told(sessions, settings, days=0)
    assert "faltan 5 días, 3 hábiles" in text
    assert told(sessions, settings, days=3)[0].count("faltan 2 días") > 0
    assert told(sessions, settings, days=4) == []


def test_a_holiday_that_is_moved_is_not_counted() -> None:
    """Reyes, 6 January 2027, is kept on Monday the 11th."""
    assert working_days(date(2027, 1, 5), date(2027, 1, 6), country="CO") == 1
    assert working_days(date(2027, 1, 8), date(2027, 1, 12), country="CO") == 1


def test_a_deadline_that_moved_is_reminded_of_anew(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    follow(sessions, closes="2026-11-24")
    assert len(told(sessions, settings, days=0)) == 1
    with transaction(sessions) as session:
        collect(session, days=1, closes="2026-11-30")
    (text,) = told(sessions, settings, days=3)
    assert "antes 24 de noviembre de 2026 → ahora 30 de noviembre de 2026" in text
    assert "faltan 7 días, 5 hábiles" in text
