"""The agency's own gate: forty cases as data, and what it stops in code."""

import tomllib
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matcher.calls.facts import CallFacts, Deadline, Eligibility, Fact, Share, Span
from matcher.errors import Conflict, Forbidden, InvalidInput
from matcher.gate.editing import retire_rule, save_rule, values_of
from matcher.gate.judging import GateSubject, judge
from matcher.gate.passing import check, let_through, overall, passes_of, rules, shut_again
from matcher.people.models import Person
from matcher.pursuits.following import open_pursuit, take
from matcher.pursuits.moving import move
from tests.conftest import NOON
from tests.matcher.pursuits.office import add_call, add_person, add_project

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text())["case"]
TODAY = NOON.date()


def span(quote: str) -> Span:
    return Span(quote=quote, field="text", method="test")


def subject(case: dict[str, Any]) -> GateSubject:
    known: dict[str, Any] = {}
    if given := case.get("cofunding"):
        known["cofunding"] = Share(percent=given[0], span=span(given[1]))
    if given := case.get("cofunding_required"):
        asked = Fact(answer=given[0], span=span(given[1]))
        known["eligibility"] = Eligibility(cofunding_required=asked)
    for name, field in (("call_kind", "kind"), ("funder", "funder")):
        if given := case.get(name):
            known |= {field: given[0], f"{field}_span": span(given[1])}
    known["deadlines"] = tuple(
        Deadline(on=date.fromisoformat(day), span=span(day), precision="day")
        for day in case.get("closes", ())
    )
    facts = CallFacts(url="https://a.example", title="T", text=case.get("text", ""), **known)
    facts = CallFacts.from_payload(facts.to_payload())  # as it is read from the database
    return GateSubject(facts=facts, today=TODAY, others=case.get("others", 0))


def test_there_are_forty_cases() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_rule_judges_a_call(case: dict[str, Any]) -> None:
    rule: Any = SimpleNamespace(kind=case["kind"], params=case.get("params", {}))
    told = judge(rule, subject(case))
    assert (told.answer, told.quote) == (case["answer"], case.get("quote"))
    assert told.why


@pytest.fixture
def ana(session: Session) -> Person:
    return add_person(session, "Ana")


def test_what_a_rule_stops_is_neither_taken_nor_drafted_until_the_direccion_lets_it(
    session: Session, ana: Person
) -> None:
    eva = add_person(session, "Eva", "direccion")
    call, project = add_call(session), add_project(session)
    call.funder, call.facts = "AECID", {"composed": {"funder": "AECID"}}
    rule = save_rule(
        session,
        None,
        "reserved-funders",
        ["AECID"],
        because="La lleva la Alcaldía.",
        person_id=ana.id,
        at=NOON,
    )
    pursuit = open_pursuit(session, call, project, person=ana, at=NOON)
    with pytest.raises(InvalidInput, match="El financiador está reservado: AECID"):
        take(session, pursuit, person=ana, at=NOON)
    with pytest.raises(InvalidInput, match="filtro de la agencia"):
        move(session, pursuit, to="drafting", person=ana, at=NOON)
    assert pursuit.stage == "detected"
    with pytest.raises(Forbidden):
        let_through(session, call, rule, person=ana, at=NOON, reason="Porque sí.")
    with pytest.raises(InvalidInput):
        let_through(session, call, rule, person=eva, at=NOON, reason=" ")
    let_through(session, call, rule, person=eva, at=NOON, reason="La Alcaldía lo pidió.")
    take(session, pursuit, person=ana, at=NOON)
    checked = check(call, rules(session), passes_of(session, [call.id]), today=TODAY)
    assert overall(checked) == "passes"
    assert checked[0].judgement.answer == "stops"  # what the rule says stays to be read
    shut_again(session, call, rule, person=eva, at=NOON)
    with pytest.raises(InvalidInput):
        move(session, pursuit, to="drafting", person=ana, at=NOON)
    retire_rule(session, rule, retired=True, person_id=eva.id, at=NOON)
    move(session, pursuit, to="drafting", person=ana, at=NOON)
    session.commit()


def test_a_second_proposal_to_one_call_is_stopped_where_the_call_takes_one(
    session: Session, ana: Person
) -> None:
    call = add_call(session)
    call.text = "Se recibe una sola propuesta por entidad."
    save_rule(session, None, "one-application", [], because="", person_id=ana.id, at=NOON)
    first = open_pursuit(session, call, add_project(session), person=ana, at=NOON)
    move(session, first, to="drafting", person=ana, at=NOON)
    second = open_pursuit(session, call, add_project(session, "Otro"), person=ana, at=NOON)
    with pytest.raises(InvalidInput, match="solo se acepta una"):
        move(session, second, to="drafting", person=ana, at=NOON)


@pytest.mark.parametrize(
    ("kind", "values", "kept"),
    [
        ("counterpart-ceiling", ["30 %"], ["30"]),
        ("least-overhead", ["12,50"], ["12.5"]),
        ("kinds-never-taken", ["prestamo", "beca", "prestamo"], ["prestamo", "beca"]),
        ("one-application", ["sobra"], []),
        ("closed-months", ["2027-05", " 2027-06 ", ""], ["2027-05", "2027-06"]),
        ("reserved-funders", ["AECID"], ["AECID"]),
        ("counterpart-ceiling", ["mucho"], None),
        ("counterpart-ceiling", ["120"], None),
        ("least-overhead", [], None),
        ("kinds-never-taken", ["prestamos"], None),
        ("closed-months", ["mayo de 2027"], None),
        ("reserved-funders", ["  "], None),
        ("no-such-rule", ["1"], None),
    ],
)
def test_a_rule_is_written_as_people_write(
    plain: Session, kind: Any, values: list[str], kept: list[str] | None
) -> None:
    ana = add_person(plain, "Ana")

    def write() -> Any:
        return save_rule(plain, None, kind, values, because="", person_id=ana.id, at=NOON)

    if kept is None:
        with pytest.raises(InvalidInput):
            write()
    else:
        assert values_of(write()) == kept


def test_of_two_who_edit_a_rule_the_second_is_told(session: Session, ana: Person) -> None:
    rule = save_rule(session, None, "least-overhead", ["7"], because="", person_id=ana.id, at=NOON)
    edit: dict[str, Any] = {"because": "", "person_id": ana.id, "at": NOON, "seen": rule.version}
    save_rule(session, rule, "least-overhead", ["8"], **edit)
    with pytest.raises(Conflict):
        save_rule(session, rule, "least-overhead", ["9"], **edit)
    assert values_of(rule) == ["8"]
