"""Two calls become one: what the office did about both is one pursuit, and comes apart again."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from matcher.desk.hand_over import give_back, hand_over
from matcher.desk.sharing import ShareWith, is_open, share, shared_of, take_back
from matcher.pursuits.board import PursuitFilter, board
from matcher.pursuits.dates import set_date
from matcher.pursuits.following import assign, open_pursuit
from matcher.pursuits.models import Pursuit
from matcher.pursuits.moving import ask_endorsement, move
from matcher.pursuits.notes import note
from matcher.pursuits.queries import get_pursuit, history_of, pursuits_of
from matcher.pursuits.reasons import save_reason
from matcher.results.entries import entries
from matcher.results.recording import find_result_of, save_result
from matcher.settings import Settings
from tests.conftest import NOON
from tests.matcher.pursuits.office import LATER, add_call, add_person, add_project

ONE, TWO = date(2026, 12, 1), date(2026, 12, 2)


ZONE = "America/Bogota"


def standing(pursuit: Pursuit) -> tuple[object, ...]:
    """Where it stands, since when and why; who has it; whether its aval was asked for."""
    return (
        pursuit.stage,
        pursuit.moved_at,
        pursuit.end_reason,
        pursuit.assignee_id,
        pursuit.endorsement_asked_at,
    )


def held(pursuit: Pursuit) -> tuple[object, ...]:
    return (
        pursuit.stage,
        [note.text for note in pursuit.notes],
        [(d.kind, d.day) for d in pursuit.dates],
        [f.person.name for f in pursuit.followers],
    )


def test_two_pursuits_of_one_project_become_one_and_two_again(session: Session) -> None:
    ana, beto = add_person(session, "Ana"), add_person(session, "Beto")
    keep, other = add_call(session), add_call(session, "Water for cities")
    project, second = add_project(session), add_project(session, "Otro")
    kept = open_pursuit(session, keep, project, person=ana, at=NOON)
    left = open_pursuit(session, other, project, person=beto, at=NOON)
    alone = open_pursuit(session, other, second, person=beto, at=NOON)
    bare = [open_pursuit(session, call, None, person=ana, at=NOON) for call in (keep, other)]
    set_date(session, kept, "legal", ONE, person=ana, at=NOON)
    set_date(session, left, "legal", TWO, person=beto, at=NOON)
    set_date(session, left, "draft", TWO, person=beto, at=NOON)
    note(session, left, "De la otra.", person=beto, at=NOON)
    move(session, left, to="analysis", person=beto, at=NOON)
    before = held(kept), held(left)

    moved = hand_over(session, giver=other.id, taker=keep.id, person_id=ana.id, at=LATER)
    assert held(kept) == (
        "analysis",
        ["De la otra."],
        [("legal", ONE), ("draft", TWO)],
        ["Ana", "Beto"],
    )
    assert alone.call_id == keep.id
    assert get_pursuit(session, left.id) is kept
    assert get_pursuit(session, bare[1].id) is bare[0]
    assert left not in pursuits_of(session, beto)
    shown = board(session, PursuitFilter(), now=LATER, timezone="America/Bogota")
    assert sum(column.total for column in shown) == 3

    give_back(session, moved, giver=other.id, taker=keep.id, person_id=ana.id, at=LATER)
    session.expire_all()
    assert (held(kept), held(left)) == before
    assert alone.call_id == other.id
    assert get_pursuit(session, left.id) is left


def test_a_link_that_was_passed_on_stays_in_hand(session: Session, settings: Settings) -> None:
    """Where two calls are joined, who passed one of them on can still take the link back."""
    ana = add_person(session, "Ana")
    keep, other = add_call(session), add_call(session, "Water for cities")
    kept, left = (open_pursuit(session, call, None, person=ana, at=NOON) for call in (keep, other))
    to = ShareWith(name="Salud", days=15)
    made, _link = share(session, left, to, settings=settings, person=ana, at=NOON)
    moved = hand_over(session, giver=other.id, taker=keep.id, person_id=ana.id, at=LATER)
    assert (list(shared_of(session, kept)), made.pursuit.call) == ([made], keep)
    take_back(session, made.id, pursuit=kept, person=ana, at=LATER)
    assert not is_open(made, now=LATER)
    give_back(session, moved, giver=other.id, taker=keep.id, person_id=ana.id, at=LATER)
    assert (list(shared_of(session, kept)), list(shared_of(session, left))) == ([], [made])


@pytest.mark.parametrize("both", [False, True])
def test_what_was_won_is_counted_once(session: Session, *, both: bool) -> None:
    ana = add_person(session, "Ana")
    keep, other = add_call(session), add_call(session, "Water for cities")
    kept, left = (open_pursuit(session, call, None, person=ana, at=NOON) for call in (keep, other))
    for one in (kept, left):
        move(session, one, to="drafting", person=ana, at=NOON)
        move(session, one, to="submitted", person=ana, at=NOON)
        move(session, one, to="won", person=ana, at=NOON)
    for one in (left, kept)[: 1 + both]:
        told = {"title": "Agua", "day": NOON.date(), "granted": Decimal(1000), "currency": "USD"}
        save_result(session, None, told, person=ana, at=NOON, today=NOON.date(), pursuit=one)

    moved = hand_over(session, giver=other.id, taker=keep.id, person_id=ana.id, at=LATER)
    assert find_result_of(session, kept) is not None  # nobody is asked for it a second time
    assert [one.received for one in entries(session, timezone=ZONE)] == [Decimal(1000)]

    give_back(session, moved, giver=other.id, taker=keep.id, person_id=ana.id, at=LATER)
    assert find_result_of(session, left) is not None
    assert (find_result_of(session, kept) is not None) is both
    assert len(entries(session, timezone=ZONE)) == 2


def test_who_has_it_and_why_it_ended_come_back(session: Session) -> None:
    ana, beto = add_person(session, "Ana"), add_person(session, "Beto")
    keep, other = add_call(session), add_call(session, "Water for cities")
    kept, left = (open_pursuit(session, call, None, person=ana, at=NOON) for call in (keep, other))
    why = save_reason(
        session, None, name="Sin tiempo", ending="discarded", person_id=ana.id, at=NOON
    )
    ended = NOON + timedelta(minutes=5)
    move(session, kept, to="discarded", end_reason=why.code, person=ana, at=ended)
    assign(session, left, to=beto, person=beto, at=NOON)
    move(session, left, to="analysis", person=beto, at=NOON)
    ask_endorsement(session, left, person=beto, at=NOON)
    before = standing(kept), standing(left)
    moved = hand_over(session, giver=other.id, taker=keep.id, person_id=ana.id, at=LATER)
    assert (kept.stage, kept.assignee, kept.endorsement_asked_at) == ("analysis", beto, NOON)
    assert [one.kind for one in history_of(session, kept)].count("endorsement") == 1
    give_back(session, moved, giver=other.id, taker=keep.id, person_id=ana.id, at=LATER)
    session.expire_all()
    assert (standing(kept), standing(left)) == before
    kinds = [one.kind for one in history_of(session, kept)]
    assert (kinds[-2:], kinds.count("endorsement")) == (["joined", "parted"], 0)


def test_what_was_sent_with_the_other_call_was_sent(session: Session) -> None:
    ana = add_person(session, "Ana")
    keep, other = add_call(session), add_call(session, "Water for cities")
    left = [open_pursuit(session, call, None, person=ana, at=NOON) for call in (keep, other)][1]
    move(session, left, to="drafting", person=ana, at=NOON)
    move(session, left, to="submitted", person=ana, at=NOON)
    hand_over(session, giver=other.id, taker=keep.id, person_id=ana.id, at=LATER)
    (told,) = entries(session, timezone=ZONE)
    assert (told.outcome, told.sent_on) == ("waiting", NOON.date())
