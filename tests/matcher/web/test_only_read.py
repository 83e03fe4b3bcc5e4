"""What is only read changes nothing, and what one keeps to oneself changes nothing others read."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

import wsgi
from matcher.db.base import Base
from matcher.db.generation import read_marks
from matcher.people.keys import make_key
from matcher.people.models import Person
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor
from tests.matcher.web.test_rights import _path, rows

NOTED = {"audit_entry", "audit_chain", "open_session"}
"""Who took which table away, and that a session is in use: noted on purpose."""
OWN = re.compile(r'nonce="?[^"> ]+|name="(csrf_token|key)"[^>]*')
"""What is another one at each request."""


def readable(app: Flask) -> Iterator[str]:
    """Every address that is asked for with GET."""
    for endpoint, methods, _needs, _of in rows():
        if "GET" in methods.split("|"):
            yield _path(app, endpoint, "GET", {})


def content(session: Session) -> dict[str, list[str]]:
    """Every row of every table."""
    session.expire_all()
    wsgi.register_models()
    return {
        table.name: sorted(map(repr, session.execute(select(table)).all()))
        for table in Base.metadata.sorted_tables
        if table.name not in NOTED
    }


def given(answer: TestResponse) -> tuple[int, object]:
    """An answer without what is another one each time."""
    if is_zipfile(BytesIO(answer.data)):
        with ZipFile(BytesIO(answer.data)) as parts:
            held = {n: parts.read(n) for n in parts.namelist() if n != "docProps/core.xml"}
            return answer.status_code, held
    return answer.status_code, OWN.sub("", answer.get_data(as_text=False).decode("latin-1"))


def key(session: Session, email: str) -> dict[str, str]:
    who = session.scalars(select(Person).where(Person.email == email)).one()
    scopes = ("read",)
    _kept, secret = make_key(session, who, door="api", name="Mío", scopes=scopes, at=NOW)
    session.commit()
    return {"Authorization": f"Bearer {secret}"}


def test_no_address_that_is_opened_changes_anything(app: Flask, session: Session) -> None:
    admin, headers = Visitor(app), key(session, "admin@ciudad.example")
    admin.sign_in("admin@ciudad.example")
    before, opened, changed = content(session), 0, {}
    for path in readable(app):
        stamp = read_marks(session)
        opened += admin.client.get(path, headers=headers).status_code == 200
        session.expire_all()
        if read_marks(session) != stamp and (now := content(session)) != before:
            changed[path] = [name for name in now if now[name] != before[name]]
            before = now
    assert changed == {}
    assert opened > 100


def test_a_verdict_for_oneself_changes_nothing_that_others_read(
    app: Flask, officer: Visitor, session: Session
) -> None:
    others, headers = Visitor(app), key(session, "admin@ciudad.example")
    others.sign_in("admin@ciudad.example")

    def everything() -> dict[str, tuple[int, object]]:
        return {
            path: given(others.client.get(path, headers=headers))
            for path in readable(app)
            if not path.startswith(("/auditoria", "/mis-datos"))  # say what they themselves took
        }

    match = "/coincidencias/1/1"
    before = everything()
    mine = {"verdict": "no-interesa", "scope": "me", "reason": "sin-contrapartida"}
    officer.send(f"{match}/opinion", mine, on=match)
    after = everything()
    assert [path for path in before if after[path] != before[path]] == []
    officer.send(f"{match}/opinion", mine | {"scope": "team"}, on=match)
    told = everything()
    assert [path for path in after if told[path] != after[path]], "it would have been seen"
