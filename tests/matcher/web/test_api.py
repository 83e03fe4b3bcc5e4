"""The JSON interface, asked by real clients: Flask's, and schemathesis with what it makes up."""

import argparse
import shlex
from typing import Any
from urllib.parse import urlsplit

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis.config import SchemathesisConfig
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.people.keys import make_key
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.pursuits.models import Pursuit
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor


class Program:
    """A program with a key of one person."""

    def __init__(self, app: Flask, key: str) -> None:
        self.client = app.test_client()
        self.headers = {"Authorization": f"Bearer {key}"}

    def ask(self, path: str, *, method: str = "GET", status: int = 200, **more: Any) -> Any:
        headers = self.headers | more.pop("headers", {})
        response = self.client.open(f"/api/v1{path}", method=method, headers=headers, **more)
        assert response.status_code == status, response.text
        kind = "application/json" if status < 400 else "application/problem+json"
        assert status == 304 or response.mimetype == kind
        return response.get_json(force=True, silent=True)


def _key(session: Session, email: str, *scopes: str) -> str:
    who = session.scalars(select(Person).where(Person.email == email)).one()
    _kept, secret = make_key(session, who, door="api", name="Otro", scopes=scopes, at=NOW)
    session.commit()
    return secret


@pytest.fixture
def program(app: Flask, session: Session) -> Program:
    return Program(app, _key(session, "luz@ciudad.example", "read", "write"))


def test_a_call_comes_with_the_words_its_facts_were_read_from(program: Program) -> None:
    (water,) = [c for c in program.ask("/calls?q=agua")["items"] if "agua" in c["title"].lower()]
    assert water["closings"][0]["on"] == "2026-11-30"
    assert water["closings"][0]["timezone"] == "Europe/Brussels"
    assert water["closings"][0]["quote"]
    assert "text" in program.ask(f"/calls/{water['id']}")
    assert all(c["text"] is None for c in program.ask("/calls")["items"])


def test_pages_follow_each_other_and_hold_each_thing_once(program: Program) -> None:
    for noun in ("calls", "projects", "matches", "tags"):
        every = program.ask(f"/{noun}?limit=100")["items"]
        seen, path = [], f"/{noun}?limit=2"
        while path:
            page = program.ask(path)
            seen += [one["id"] for one in page["items"]]
            path = (page["next"] or "").removeprefix("/api/v1")
        assert seen == [one["id"] for one in every]
        assert len(set(seen)) == len(seen)


def test_a_filter_that_nobody_knows_or_can_read_is_told(program: Program) -> None:
    told = program.ask("/calls?ciudad=x", status=422)
    assert "No hay un filtro «ciudad»" in told["detail"]
    assert told["field"] == "ciudad"
    assert program.ask("/calls?ods=40", status=422)["field"] == "ods[0]"
    program.ask("/calls?from=ayer", status=422)
    for noun in ("calls", "projects"):  # else a program would read the first page for ever
        assert program.ask(f"/{noun}?after=garbage", status=422)["field"] == "after"


WEB = {
    "calls": "/convocatorias",
    "projects": "/proyectos",
    "matches": "/coincidencias",
    "pursuits": "/seguimiento",
    "results": "/resultados",
}
OF_THE_PAGE = {
    "matches": {"todas"},  # what fits little is given unasked
}
"""What a form of the web asks that narrows nothing here."""


@pytest.mark.parametrize("noun", WEB)
def test_filters_are_called_as_in_the_web(officer: Visitor, program: Program, noun: str) -> None:
    tree = officer.get(WEB[noun]).tree
    forms = [f for f in tree.forms if f.method == "GET" and f.get("action") in (None, WEB[noun])]
    asked = {name for form in forms for name in form.fields if name}
    assert asked, "the page has filters"
    document = program.ask("/openapi.json")
    known = {one["name"] for one in document["paths"][f"/api/v1/{noun}"]["get"]["parameters"]}
    assert asked - known - OF_THE_PAGE.get(noun, set()) == set()


def test_filters_narrow_as_in_the_web(program: Program, session: Session) -> None:
    every = {c["id"] for c in program.ask("/calls?state=todas&limit=100")["items"]}
    assert {c["id"] for c in program.ask("/calls?limit=100")["items"]} < every
    assert (
        program.ask("/calls?q=acueducto&exact=1")["total"]
        <= (program.ask("/calls?q=acueducto")["total"])
    )
    first, second = (
        program.ask("/pursuits", method="POST", json={"call_id": n}, status=201) for n in (1, 2)
    )
    told = {"version": first["version"], "assignee_id": 1}
    program.ask(f"/pursuits/{first['id']}", method="PATCH", json=told)
    stored = session.get_one(Pursuit, second["id"])
    stored.department = "Secretaría de Salud"
    session.commit()

    def ids(asked: str) -> list[int]:
        return [one["id"] for one in program.ask(f"/pursuits?{asked}")["items"]]

    assert ids("") == [first["id"], second["id"]]
    assert ids("estado=assigned") == ids("persona=1") == [first["id"]]
    assert ids("secretaria=Secretar%C3%ADa+de+Salud") == [second["id"]]
    assert ids("linea=nada") == ids("detenidas=1") == []
    assert ids("cierra=30") == [first["id"]], "the other closes later"
    matches = program.ask("/matches?limit=100")["items"]
    assert [m["id"] for m in program.ask("/matches?cierra=3650&limit=100")["items"]]
    assert program.ask("/matches?secretaria=nadie")["items"] == []
    mine = program.ask("/matches?de=mias&limit=100")["items"]
    assert {m["id"] for m in mine} <= {m["id"] for m in matches}
    stale = [one["code"] for one in program.ask("/projects?stale=1")["items"]]
    assert stale == ["P-003"], "nobody has said for long that it stands"


def test_an_amount_means_what_it_says(program: Program) -> None:
    some = {c["id"] for c in program.ask("/calls?amount=250000.00")["items"]}
    more = {c["id"] for c in program.ask("/calls?amount=250000.01")["items"]}
    assert more < some


def test_who_has_it_already_gets_no_body(program: Program) -> None:
    first = program.client.get("/api/v1/calls", headers=program.headers)
    program.ask("/calls", headers={"If-None-Match": first.headers["ETag"]}, status=304)


def test_no_key_no_session_and_a_closed_key_open_nothing(
    app: Flask, officer: Visitor, program: Program, session: Session
) -> None:
    assert officer.client.get("/api/v1/calls").status_code == 401
    assert Program(app, "").ask("/calls", status=401)["title"] == "Falta una clave"
    assert Program(app, "otra").ask("/calls", status=401)["title"] == "La clave no vale"
    session.scalars(select(Person).where(Person.email == "luz@ciudad.example")).one().active = False
    session.commit()
    program.ask("/calls", status=401)


def test_a_key_in_the_address_opens_nothing(program: Program) -> None:
    key = program.headers["Authorization"].removeprefix("Bearer ")
    for name in ("key", "token", "access_token", "api_key", "clave"):
        assert program.client.get("/api/v1/calls", query_string={name: key}).status_code == 401
    program.ask("/calls")


def test_a_project_is_written_by_the_rights_of_the_person(
    app: Flask, program: Program, session: Session
) -> None:
    new = {"name": "Agua", "amount_sought": "1500.50", "amount_sought_currency": "USD"}
    made = program.ask("/projects", method="POST", json=new, status=201)
    assert made["amount_sought"] == "1500.50"
    stored = session.get_one(Project, made["id"])
    assert stored.currency == "USD"
    path = f"/projects/{made['id']}"
    changed = program.ask(path, method="PATCH", json={"version": 1, "place": "Comuna 1"})
    assert (changed["place"], changed["name"], changed["version"]) == ("Comuna 1", "Agua", 2)
    program.ask(path, method="PATCH", json={"version": 1, "place": "otra"}, status=409)
    program.ask(path, method="PATCH", json={"place": "otra"}, status=422)
    program.ask("/projects", method="POST", json={"summary": "sin nombre"}, status=422)
    noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "project.added")).all()
    assert [e.person_id for e in noted if e.subject_id == str(made["id"])] == [1]
    reader = Program(app, _key(session, "luz@ciudad.example", "read"))
    assert (
        "solo puede leer" in reader.ask("/projects", method="POST", json=new, status=403)["detail"]
    )
    viewer = Program(app, _key(session, "ver@ciudad.example", "read", "write"))
    viewer.ask("/projects", method="POST", json=new, status=403)


def test_a_pursuit_is_opened_and_moved_by_the_rules_of_the_web(program: Program) -> None:
    made = program.ask("/pursuits", method="POST", json={"call_id": 1}, status=201)
    again = program.ask("/pursuits", method="POST", json={"call_id": 1}, status=201)
    assert again["id"] == made["id"]
    path = f"/pursuits/{made['id']}"
    taken = program.ask(path, method="PATCH", json={"version": made["version"], "assignee_id": 1})
    assert (taken["stage"], taken["assignee"]) == ("assigned", "Luz Prueba")
    program.ask(
        path, method="PATCH", json={"version": made["version"], "stage": "analysis"}, status=409
    )
    lost = {"version": taken["version"], "stage": "discarded"}
    assert program.ask(path, method="PATCH", json=lost, status=422)["field"] == "end_reason"
    won = lost | {"stage": "won"}
    assert program.ask(path, method="PATCH", json=won, status=422)["field"] == "stage"
    ended = program.ask(path, method="PATCH", json=lost | {"end_reason": "no-time"})
    assert ended["stage"] == "discarded"
    assert [one["id"] for one in program.ask("/pursuits?mine=1")["items"]] == [made["id"]]


def test_private_verdicts_and_secrets_are_in_no_answer(program: Program) -> None:
    for noun in ("calls", "projects", "matches", "tags", "sources"):
        told = repr(program.ask(f"/{noun}"))
        for word in ("verdict", "feedback", "password", "secret"):
            assert word not in told


def test_what_nobody_knows_is_told_as_a_problem(program: Program) -> None:
    assert program.ask("/calls/999999", status=404)["status"] == 404
    program.ask("/nada", status=404)
    program.ask("/calls", method="DELETE", status=405)
    program.ask("/projects", method="POST", data="{", status=422)


def test_the_page_shows_every_operation(visitor: Visitor) -> None:
    page = visitor.get("/api/v1")
    for path in ("/calls", "/projects", "/matches", "/tags", "/pursuits", "/results", "/sources"):
        assert path in page.text
    assert "/calls/{call_id}" in page.text


def test_what_the_page_shows_does_what_it_says(program: Program, visitor: Visitor) -> None:
    """Each example is taken apart as a shell does, and sent."""
    examples = visitor.get("/api/v1").tree.xpath("//pre/code")
    done = []
    for example in examples:
        words = shlex.split(example.text_content(), posix=True)
        assert "&" not in example.text_content().replace(words[-1], ""), "a shell would stop here"
        parser = argparse.ArgumentParser()
        for short in ("-X", "-d", "-H"):
            parser.add_argument(short, action="append", default=[])
        told, (address,) = parser.parse_known_args([w for w in words[1:] if w != "\n"])
        parts = urlsplit(address)
        answer = program.client.open(
            f"{parts.path}?{parts.query}",
            method=told.X[0] if told.X else "GET",
            data=told.d[0] if told.d else None,
            headers=program.headers,
            content_type="application/json",
        )
        assert answer.status_code in (200, 201), (words, answer.text)
        done.append(answer.status_code)
    assert done == [200, 201, 200, 201, 200]


def test_it_does_what_its_description_says(program: Program) -> None:
    config = SchemathesisConfig.from_dict({})
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", program.client.application, config=config
    )
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=15,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def holds(case: Any) -> None:
            if isinstance(case.body, dict):
                case.body.pop("code", None)  # one that is taken is refused, as it should be
            case.call_and_validate(headers=program.headers)

        holds()
