"""Two calls become one: what the office did about both is one pursuit, and comes apart again."""

from datetime import date

from sqlalchemy.orm import Session

from matcher.desk.hand_over import give_back, hand_over
from matcher.pursuits.board import PursuitFilter, board
from matcher.pursuits.dates import set_date
from matcher.pursuits.following import open_pursuit
from matcher.pursuits.models import Pursuit
from matcher.pursuits.moving import move
from matcher.pursuits.notes import note
from matcher.pursuits.queries import get_pursuit, pursuits_of
from tests.conftest import NOON
from tests.matcher.pursuits.office import LATER, add_call, add_person, add_project

ONE, TWO = date(2026, 12, 1), date(2026, 12, 2)


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

    give_back(session, moved, giver=other.id, taker=keep.id, at=LATER)
    session.expire_all()
    assert (held(kept), held(left)) == before
    assert alone.call_id == other.id
    assert get_pursuit(session, left.id) is left
