"""Every operation of the interface, with a key of every role and of every kind."""

import re

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.people.keys import keys_of, make_key, revoke_key
from matcher.people.models import Person
from matcher.web.api.operations import OPERATIONS, PREFIX
from tests.matcher.web.seed import NOW, PEOPLE

ALLOWED = {"GET": {200, 404}, "POST": {422}, "PATCH": {404, 422}}
"""What an operation says to who may ask it, where the row may be missing and the body is empty."""


def person(session: Session, role: str) -> Person:
    session.expire_all()
    return session.scalars(select(Person).where(Person.role == role)).one()


def key(session: Session, who: Person, *scopes: str) -> str:
    secret = make_key(session, who, door="api", name="Uno", scopes=scopes, at=NOW)[1]
    session.commit()
    return secret


def answers(app: Flask, secret: str) -> dict[str, tuple[int, str]]:
    """What each operation says to a key: the status, and the title where it is a refusal."""
    client, told = app.test_client(), {}
    for one in OPERATIONS:
        path = PREFIX + re.sub(r"<[^>]+>", "1", one.path)
        sent = {} if one.method == "GET" else {"json": {}}
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        answer = client.open(path, method=one.method, headers=headers, **sent)
        assert not secret or secret not in answer.text
        title = answer.json.get("title", "") if answer.status_code >= 400 else ""
        told[f"{one.method} {one.path}"] = answer.status_code, title
    return told


@pytest.mark.parametrize("role", [role for _email, _name, role in PEOPLE])
@pytest.mark.parametrize("scopes", [("read",), ("read", "write")])
def test_each_role_and_scope_on_each_operation(
    app: Flask, session: Session, role: str, scopes: tuple[str, ...]
) -> None:
    told = answers(app, key(session, person(session, role), *scopes))
    assert len(told) >= 15
    for operation, (status, title) in told.items():
        method = operation.partition(" ")[0]
        if method != "GET" and "write" not in scopes:
            assert (status, title) == (403, "La clave no alcanza"), operation
        elif method != "GET" and role == "consulta":
            assert status == 403, operation
        else:
            assert status in ALLOWED[method], (operation, status, title)


def test_a_key_that_ended_opens_no_operation(app: Flask, session: Session) -> None:
    assert {status for status, _ in answers(app, "").values()} == {401}
    who = person(session, "profesional")
    revoked, closed = (key(session, who, "read", "write") for _ in range(2))
    revoke_key(session, keys_of(session, who)[-1].id, person=who, at=NOW)
    session.commit()
    assert set(answers(app, revoked).values()) == {(401, "La clave no vale")}
    assert 401 not in {status for status, _ in answers(app, closed).values()}
    who.active = False
    session.commit()
    assert set(answers(app, closed).values()) == {(401, "La clave no vale")}


def test_a_key_may_no_more_once_its_person_may_less(app: Flask, session: Session) -> None:
    who = person(session, "profesional")
    secret = key(session, who, "read", "write")
    who.role = "consulta"
    session.commit()
    told = answers(app, secret)
    assert {told[one][0] for one in told if not one.startswith("GET")} == {403}
