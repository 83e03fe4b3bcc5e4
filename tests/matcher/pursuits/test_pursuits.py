"""What an office does about a call, from the first click to its end, on both databases."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.errors import Conflict, Forbidden, InvalidInput
from matcher.people.models import Person
from matcher.pursuits.board import PursuitFilter, board, on_board
from matcher.pursuits.dates import meet_date, set_date
from matcher.pursuits.desk import desk_of
from matcher.pursuits.following import (
    assign,
    find_pursuit,
    follow,
    followers,
    open_pursuit,
    take,
    unfollow,
)
from matcher.pursuits.happenings import changes_since
from matcher.pursuits.models import Pursuit, PursuitChange, Stage
from matcher.pursuits.moving import ask_endorsement, move, refuse_endorsement
from matcher.pursuits.notes import mentioned, note, waiting_mentions
from matcher.pursuits.queries import (
    concerns,
    due,
    endorsements_waiting,
    get_pursuit,
    is_stuck,
    pursuits_of,
)
from matcher.pursuits.reasons import end_reasons, retire_reason, save_reason
from matcher.pursuits.stages import NEXT, STAGES
from tests.conftest import NOON
from tests.matcher.pursuits.office import LATER, add_call, add_person, add_project

ZONE = "America/Bogota"


def through(session: Session, pursuit: Pursuit, person: Person, *stages: Stage) -> None:
    for stage in stages:
        move(session, pursuit, to=stage, person=person, at=LATER)


def test_a_pursuit_goes_from_the_first_click_to_won_and_remembers_every_step(
    session: Session,
) -> None:
    ana, directora = add_person(session, "Ana Ruiz"), add_person(session, "Eva Paz", "direccion")
    call, project = add_call(session, closes=date(2027, 3, 5)), add_project(session)
    pursuit = open_pursuit(session, call, project, person=ana, at=NOON)
    assert open_pursuit(session, call, project, person=directora, at=NOON) is pursuit
    take(session, pursuit, person=ana, at=NOON)
    assert (pursuit.stage, pursuit.assignee, pursuit.department) == ("assigned", ana, "Hábitat")
    through(session, pursuit, ana, "analysis", "drafting")
    with pytest.raises(Forbidden):
        move(session, pursuit, to="endorsed", person=ana, at=LATER)
    ask_endorsement(session, pursuit, person=ana, at=LATER)
    assert endorsements_waiting(session) == [pursuit]
    through(session, pursuit, directora, "endorsed")
    assert endorsements_waiting(session) == []
    through(session, pursuit, ana, "submitted", "second_stage", "won")
    told = [(c.before, c.after, c.person_id) for c in pursuit.changes if c.kind == "stage"]
    assert [step[:2] for step in told] == [
        ("detected", "assigned"),
        ("assigned", "analysis"),
        ("analysis", "drafting"),
        ("drafting", "endorsed"),
        ("endorsed", "submitted"),
        ("submitted", "second_stage"),
        ("second_stage", "won"),
    ]
    assert told[3][2] == directora.id
    session.commit()


def test_one_call_has_one_pursuit_for_each_project_and_one_before_any_is_chosen(
    session: Session,
) -> None:
    ana, call = add_person(session, "Ana"), add_call(session)
    project, other = add_project(session), add_project(session, "Otro")
    bare = open_pursuit(session, call, None, person=ana, at=NOON)
    assert open_pursuit(session, call, None, person=ana, at=NOON) is bare
    assert open_pursuit(session, call, project, person=ana, at=NOON) is bare
    assert bare.project is project
    assert open_pursuit(session, call, other, person=ana, at=NOON) is not bare
    assert find_pursuit(session, call_id=call.id, project_id=None) is None
    open_pursuit(session, call, None, person=ana, at=NOON)
    session.add(
        Pursuit(call=call, opened_at=NOON, opened_by=ana.id, moved_at=NOON, touched_at=NOON)
    )
    with pytest.raises(IntegrityError):
        session.flush()


@pytest.mark.parametrize("start", STAGES)
def test_only_the_ways_there_are_can_be_gone(plain: Session, start: Stage) -> None:
    session = plain
    directora = add_person(session, "Eva", "direccion")
    reasons = {one.ending: one.code for one in end_reasons(session)}
    for target in STAGES:
        call = add_call(session, f"{start} {target}")
        pursuit = open_pursuit(session, call, None, person=directora, at=NOON)
        pursuit.stage, pursuit.assignee = start, directora
        session.flush()
        why = reasons.get(target)  # type: ignore[call-overload] # only two of the stages end so
        if target in NEXT[start] or target == start:
            move(session, pursuit, to=target, person=directora, at=LATER, end_reason=why)
            assert pursuit.stage == target
        else:
            with pytest.raises(InvalidInput):
                move(session, pursuit, to=target, person=directora, at=LATER, end_reason=why)
            assert pursuit.stage == start


def test_an_ending_without_success_asks_why_from_the_list_of_the_agency(
    plain: Session,
) -> None:
    session = plain
    ana = add_person(session, "Ana")
    pursuit = open_pursuit(session, add_call(session), None, person=ana, at=NOON)
    for wrong in (None, "invented", "lost-formal"):
        with pytest.raises(InvalidInput) as told:
            move(session, pursuit, to="discarded", person=ana, at=LATER, end_reason=wrong)
        assert told.value.field == "end_reason"
    own = save_reason(
        session, None, name="El alcalde no quiere", ending="discarded", person_id=ana.id, at=NOON
    )
    move(session, pursuit, to="discarded", person=ana, at=LATER, end_reason=own.code, reason="Ya.")
    last = pursuit.changes[-1]
    assert (pursuit.end_reason, last.end_reason, last.reason) == (own.code, own.code, "Ya.")
    retire_reason(session, own, retired=True, person_id=ana.id, at=NOON)
    assert own not in end_reasons(session)
    move(session, pursuit, to="analysis", person=ana, at=LATER)
    assert pursuit.end_reason is None
    with pytest.raises(InvalidInput):
        move(session, pursuit, to="discarded", person=ana, at=LATER, end_reason=own.code)


def test_of_two_who_move_it_at_once_the_second_is_told(session: Session) -> None:
    ana = add_person(session, "Ana")
    pursuit = open_pursuit(session, add_call(session), None, person=ana, at=NOON)
    seen = pursuit.version
    move(session, pursuit, to="analysis", person=ana, at=LATER, seen=seen)
    with pytest.raises(Conflict):
        move(session, pursuit, to="drafting", person=ana, at=LATER, seen=seen)
    assert pursuit.stage == "analysis"


def test_an_aval_can_be_refused_with_a_reason_and_asked_for_again(
    plain: Session,
) -> None:
    session = plain
    ana, directora = add_person(session, "Ana"), add_person(session, "Eva", "direccion")
    pursuit = open_pursuit(session, add_call(session), None, person=ana, at=NOON)
    through(session, pursuit, ana, "drafting")
    ask_endorsement(session, pursuit, person=ana, at=NOON)
    with pytest.raises(Forbidden):
        refuse_endorsement(session, pursuit, person=ana, at=NOON, reason="No.")
    with pytest.raises(InvalidInput):
        refuse_endorsement(session, pursuit, person=directora, at=NOON, reason=" ")
    refuse_endorsement(session, pursuit, person=directora, at=NOON, reason="Falta el presupuesto.")
    assert (pursuit.stage, endorsements_waiting(session)) == ("drafting", [])
    ask_endorsement(session, pursuit, person=ana, at=NOON)
    assert endorsements_waiting(session) == [pursuit]


def test_who_follows_has_it_or_is_named_is_told_what_others_do(session: Session) -> None:
    ana, beto, caro = (add_person(session, name) for name in ("Ana Ruiz", "Beto Gil", "Caro Paz"))
    pursuit = open_pursuit(session, add_call(session), None, person=ana, at=NOON)
    assign(session, pursuit, to=beto, person=ana, at=LATER)
    set_date(session, pursuit, "legal", date(2026, 12, 1), person=beto, at=LATER)
    note(session, pursuit, "Pregunto a @Caro Paz por el aval.", person=beto, at=LATER)
    note(session, pursuit, "Sin nombrar a nadie.", person=beto, at=LATER)
    how = {p.name: [c.how for c in concerns(session, p)] for p in (ana, beto, caro)}
    assert how == {
        "Ana Ruiz": [{"follows"}],
        "Beto Gil": [{"assigned", "follows"}],
        "Caro Paz": [{"mentioned"}],
    }
    assert followers(pursuit) == [ana, beto]
    assert [h.kind for h in changes_since(session, ana, NOON)] == ["date", "note", "note"]
    told = changes_since(session, beto, NOON)
    assert [(h.kind, h.for_you) for h in told] == [("assignee", True), ("stage", False)]
    assert [(h.kind, h.for_you) for h in changes_since(session, caro, NOON)] == [("note", True)]
    assert changes_since(session, ana, LATER) == []
    unfollow(session, pursuit, person=ana)
    assert concerns(session, ana) == []


def test_a_mention_waits_until_it_is_answered(plain: Session) -> None:
    session = plain
    ana, caro = add_person(session, "Ana Ruiz"), add_person(session, "Caro Paz")
    pursuit = open_pursuit(session, add_call(session), None, person=ana, at=NOON)
    asked = note(session, pursuit, "¿Alcanza?", person=ana, at=NOON, to=[caro])
    assert [m.note for m in waiting_mentions(session, caro)] == [asked]
    note(session, pursuit, "Sí.", person=caro, at=LATER)
    assert waiting_mentions(session, caro) == []
    with pytest.raises(InvalidInput):
        note(session, pursuit, "  ", person=ana, at=NOON)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Ana Ruiz mire", ["Ana Ruiz"]),
        ("@ana ruiz, y @BETO.", ["Ana Ruiz", "Beto Gil"]),
        ("@Ana mire", []),  # two people are called so
        ("@María José Díaz", ["María José Díaz"]),
        ("@maria, ¿sí?", ["María José Díaz"]),
        ("escriba a x@beto.example", []),
        ("@Betoven", []),
        ("@anapaz@ciudad.example", ["Ana Paz"]),
        ("nada", []),
    ],
)
def test_people_are_named_as_one_writes_them(text: str, named: list[str]) -> None:
    addresses = {
        "Ana Ruiz": "ruiz",
        "Ana Paz": "anapaz",
        "Beto Gil": "gil",
        "María José Díaz": "mj",
    }
    people = [Person(name=n, email=f"{a}@ciudad.example") for n, a in addresses.items()]
    assert [p.name for p in mentioned(text, people)] == named


def test_own_dates_are_set_moved_met_and_taken_away_and_each_is_written_down(
    plain: Session,
) -> None:
    session = plain
    ana = add_person(session, "Ana")
    pursuit = open_pursuit(session, add_call(session), None, person=ana, at=NOON)
    first, second = date(2026, 11, 25), date(2026, 12, 1)
    set_date(session, pursuit, "legal", first, person=ana, at=NOON)
    set_date(session, pursuit, "legal", second, person=ana, at=NOON)
    visit = set_date(session, pursuit, "other", first, label=" La  visita ", person=ana, at=NOON)
    assert visit is not None
    assert [(d.day, d.kind, d.label) for _p, d in due(session, until=second, person=ana)] == [
        (first, "other", "La visita"),
        (second, "legal", ""),
    ]
    meet_date(session, visit, done=True, person=ana, at=NOON)
    set_date(session, pursuit, "legal", None, person=ana, at=NOON)
    assert due(session, until=second) == []
    told = [(c.about, c.before, c.after) for c in pursuit.changes if c.kind == "date"]
    assert told == [
        ("legal", None, "2026-11-25"),
        ("legal", "2026-11-25", "2026-12-01"),
        ("La visita", None, "2026-11-25"),
        ("La visita", "2026-11-25", "done"),
        ("legal", "2026-12-01", None),
    ]
    with pytest.raises(InvalidInput):
        set_date(session, pursuit, "other", first, person=ana, at=NOON)


def test_what_nobody_touches_for_a_fortnight_stands_still_but_not_what_the_funder_has(
    session: Session,
) -> None:
    ana = add_person(session, "Ana")
    still = open_pursuit(session, add_call(session), None, person=ana, at=NOON)
    fresh = open_pursuit(session, add_call(session, "Otra"), None, person=ana, at=NOON)
    sent = open_pursuit(session, add_call(session, "Enviada"), None, person=ana, at=NOON)
    sent.stage = "submitted"
    session.flush()
    now = NOON + timedelta(days=15)
    note(session, fresh, "Sigo.", person=ana, at=now)

    def standing(at: datetime) -> list[int]:
        day = at.date()
        desk = desk_of(session, ana, now=at, today=day, until=day, leads=True)
        assert desk.still_total == len(desk.still)
        return [one.id for one in desk.still]

    assert standing(now) == [still.id]
    assert [is_stuck(one, now=now) for one in (still, fresh, sent)] == [True, False, False]
    assert standing(NOON + timedelta(days=13)) == []


def test_the_board_shows_what_is_asked_of_it(session: Session) -> None:
    ana, beto = add_person(session, "Ana"), add_person(session, "Beto", department="Salud")
    soon = open_pursuit(
        session,
        add_call(session, closes=date(2026, 11, 25)),
        add_project(session),
        person=ana,
        at=NOON,
    )
    later = open_pursuit(
        session, add_call(session, "Otra", closes=date(2027, 5, 1)), None, person=beto, at=NOON
    )
    take(session, later, person=beto, at=NOON)

    def shown(**asked: object) -> dict[str, list[Pursuit]]:
        columns = board(session, PursuitFilter(**asked), now=NOON, timezone=ZONE)  # type: ignore[arg-type] # the fields of the filter
        return {c.stage: on_board(session, c.rows) for c in columns if c.total}

    assert shown() == {"detected": [soon], "assigned": [later]}
    assert shown(mine=ana.id) == {"detected": [soon]}
    assert shown(person=beto.id) == {"assigned": [later]}
    assert shown(department="Salud") == {"assigned": [later]}
    assert shown(closes_within=15) == {"detected": [soon]}
    set_date(session, later, "draft", date(2026, 11, 30), person=beto, at=NOON)
    assert shown(closes_within=15) == {"detected": [soon], "assigned": [later]}
    set_date(session, later, "draft", date(2026, 11, 1), person=beto, at=NOON)
    assert shown(closes_within=15) == {"detected": [soon], "assigned": [later]}, "overdue"
    assert pursuits_of(session, beto) == [later]
    follow(session, soon, person=beto, at=NOON)
    assert pursuits_of(session, beto) == [later, soon]
    move(session, later, to="discarded", end_reason="no-time", person=beto, at=NOON)
    assert shown(closes_within=15) == {"detected": [soon]}, "nothing is due of what ended"


def test_what_was_done_cannot_be_rewritten(plain: Session) -> None:
    session = plain
    ana = add_person(session, "Ana")
    open_pursuit(session, add_call(session), None, person=ana, at=NOON)
    row = session.scalars(select(PursuitChange)).first()
    assert row is not None
    row.reason = "otra cosa"
    with pytest.raises(PermissionError):
        session.flush()


def test_who_only_reads_is_given_nothing(plain: Session) -> None:
    session = plain
    ana, lee = add_person(session, "Ana"), add_person(session, "Lee", "consulta")
    pursuit = open_pursuit(session, add_call(session), None, person=ana, at=NOON)
    with pytest.raises(InvalidInput):
        assign(session, pursuit, to=lee, person=ana, at=NOON)
    assert get_pursuit(session, pursuit.id).assignee is None
