"""What a stranger's page or a changed address sends to every route there is, one after another.

Each test says how many attacks it tried (``attacks``), for the count of ``make attacks``.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from matcher.db.base import Base
from tests.matcher.web.support import PASSWORD, Visitor

CHANGES = {"POST", "PUT", "PATCH", "DELETE"}
OUT = frozenset({"auth.sign_out"})
"""What would end the session the attacks are made in."""
WITH_A_KEY = "api."
WITH_A_TICKET = "from_mail."
SEEN = frozenset({"open_session", "generation"})
"""What any request may write: when somebody was last seen."""
ELSEWHERE = ("//evil.example", "https://evil.example/x", "/\\evil.example", "\\\\evil.example")
INJECTED = "/x\r\nX-Injected: yes\r\nSet-Cookie: puente=evil"
UP = (
    "../../../../etc/passwd",
    "..%2f..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "..%5c..%5c..%5cetc%5cpasswd",
    "....//....//etc/passwd",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "file:///etc/passwd",
    "../secret-key",
    "..%2fsecret-key",
    "..%2fpuente.sqlite",
    "x%00.txt",
    "%c0%ae%c0%ae%2fetc%2fpasswd",
)


@pytest.fixture
def attacks(record_property: Callable[[str, Any], None]) -> Callable[[int], None]:
    """Says how many attacks a test tried."""
    return lambda number: record_property("attacks", number)


def path_of(rule: Rule, given: str = "1") -> str:
    """An address of ``rule``: the first of its words, number one, ``given`` for any other text."""

    def filled(found: re.Match[str]) -> str:
        converter = found[1] or ""
        if converter.startswith("any("):
            return re.split(r"[,)]", converter.removeprefix("any("))[0].strip(" '")
        return "1" if converter.startswith("int") else given

    return re.sub(r"<(?:([^:<>]*(?:\([^)]*\))?):)?(\w+)>", filled, rule.rule)


def changing(app: Flask) -> Iterator[tuple[Rule, str]]:
    for rule in app.url_map.iter_rules():
        for method in sorted(CHANGES & (rule.methods or set())):
            if rule.endpoint not in OUT:
                yield rule, method


def written(session: Session) -> dict[str, Any]:
    """All that is in the database, but for when people were seen."""
    session.rollback()
    return {
        table.name: sorted(map(repr, session.execute(select(table)).all()))
        for table in Base.metadata.sorted_tables
        if table.name not in SEEN
    }


@pytest.mark.parametrize("token", [None, "x" * 40], ids=["no-token", "another-token"])
def test_no_page_of_somebody_else_changes_anything(
    app: Flask, admin: Visitor, session: Session, attacks: Callable[[int], None], token: str | None
) -> None:
    """A form on a stranger's page, sent by the browser of who is signed in, to every route."""
    before, tried, passed = written(session), 0, []
    for rule, method in changing(app):
        given = {"csrf_token": token} if token else {}
        form = given | {"email": "luz@ciudad.example", "password": PASSWORD, "name": "x"}
        headers = {"Origin": "https://evil.example", "Referer": "https://evil.example/x"}
        answer = admin.client.open(path_of(rule), method=method, data=form, headers=headers)
        tried += 1
        if answer.status_code < 400:
            passed.append(f"{method} {rule.rule}: {answer.status_code}")
    assert passed == []
    assert written(session) == before
    assert tried > 150
    assert admin.get("/perfil").status == 200, "and whoever is signed in stays so"
    attacks(tried)


def test_what_needs_no_token_is_opened_by_no_cookie(app: Flask, admin: Visitor) -> None:
    """The few routes without a token ask for a key, a ticket or a JSON no form can send."""
    free = {view.rsplit(".", 1)[-1] for view in app.extensions["csrf"]._exempt_views}
    assert free == {"save_unit", "presence"}
    assert {one.name for one in app.extensions["csrf"]._exempt_blueprints} == {"api", "from_mail"}
    kinds = {}
    for rule, method in changing(app):
        if rule.endpoint.startswith((WITH_A_KEY, WITH_A_TICKET)):
            answer = admin.client.open(path_of(rule), method=method, json={})
            kinds[rule.endpoint.partition(".")[0]] = answer.status_code
            assert answer.status_code in {401, 403, 404, 410}, rule
    assert set(kinds) == {"api", "from_mail"}
    ours = [rule for rule, _ in changing(app) if rule.endpoint.rsplit(".", 1)[-1] in free]
    for rule in ours:  # no form sends a PUT, and no script of another site is let send one
        assert (rule.methods or set()) & CHANGES == {"PUT"}, rule
        asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "PUT"}
        before = admin.client.open(path_of(rule), method="OPTIONS", headers=asked)
        assert not [name for name, _ in before.headers if name.startswith("Access-Control")]
    assert len(ours) == 3


@pytest.mark.parametrize("target", [*ELSEWHERE, INJECTED])
def test_no_page_leads_elsewhere_nor_takes_a_header(
    app: Flask, admin: Visitor, attacks: Callable[[int], None], target: str
) -> None:
    tried, wrong = 0, []
    names = ("next", "volver", "back", "url")
    for rule in app.url_map.iter_rules():
        methods = rule.methods or set()
        if rule.endpoint in OUT or not methods & {"GET", "POST"}:
            continue
        asked = "&".join(f"{name}={quote(target)}" for name in names)
        if "GET" in methods:
            answer = admin.client.get(f"{path_of(rule)}?{asked}")
        else:
            form = dict.fromkeys(names, target) | {"csrf_token": admin.token("/perfil")}
            answer = admin.client.post(path_of(rule), data=form)
        tried += 1
        place = urlsplit((answer.location or "").replace("\\", "/"))
        if place.netloc not in {"", "localhost"} or "X-Injected" in answer.headers:
            wrong.append(f"{rule.rule}: {answer.location}")
    assert wrong == []
    assert tried > 200
    attacks(tried)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example:8000"])
def test_no_page_is_built_from_the_name_it_was_asked_by(
    app: Flask, admin: Visitor, attacks: Callable[[int], None], host: str
) -> None:
    """Links and redirects say the address of the settings, or none."""
    tried, seen, wrong = 0, 0, []
    headers = {"X-Forwarded-Host": host, "X-Forwarded-Server": host, "Forwarded": f"host={host}"}
    plain = app.test_client(use_cookies=False)  # a kept cookie belongs to the other name
    for cookie in ({"Cookie": cookie_of(admin)}, {}):
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or rule.endpoint in OUT:
                continue
            answer = plain.get(path_of(rule), headers=headers | cookie | {"Host": host})
            tried += 1
            seen += bool(cookie) and answer.status_code == 200
            place = urlsplit(answer.location or "")
            if host in place.netloc or host.encode() in answer.data:
                wrong.append(f"{rule.rule}: {answer.location or answer.status_code}")
    assert wrong == []
    assert seen > 70, "pages that only somebody signed in sees"
    attacks(tried)


def cookie_of(visitor: Visitor) -> str:
    kept = visitor.client.get_cookie("puente")
    assert kept is not None
    return f"puente={kept.value}"


def test_the_link_of_a_forgotten_password_says_the_address_of_the_settings(
    app: Flask, visitor: Visitor
) -> None:
    settings = app.extensions["puente"].settings
    object.__setattr__(settings, "smtp_host", "correo.ciudad.example")
    token = visitor.token("/contrasena/olvidada")
    evil = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    asked = app.test_client(use_cookies=False).post(
        "/contrasena/olvidada",
        data={"email": "luz@ciudad.example", "csrf_token": token},
        headers=evil | {"Cookie": cookie_of(visitor)},
    )
    assert asked.status_code == 200
    with app.extensions["puente"].sessions() as session:
        table = Base.metadata.tables["outgoing_mail"]
        kept = "".join(map(repr, session.execute(select(table)).all()))
    assert f"{settings.base_url}/contrasena/" in kept
    assert "evil.example" not in kept


def test_no_address_leads_out_of_its_folder(
    app: Flask, admin: Visitor, attacks: Callable[[int], None]
) -> None:
    key = b"the key of the sessions, planted"
    (app.extensions["puente"].settings.data_dir / "secret-key").write_bytes(key)
    tried, wrong = 0, []
    for rule in app.url_map.iter_rules():
        texts = [c for c in rule._converters.values() if type(c).__name__ in _TEXTS]
        if "GET" not in (rule.methods or ()) or not texts:
            continue
        for up in UP:
            answer = admin.client.get(path_of(rule, up), follow_redirects=True)
            tried += 1
            held = answer.data
            if b"root:" in held or key in held or held.startswith(b"SQLite format"):
                wrong.append(f"{rule.rule} {up}: left its folder")
            if answer.status_code >= 500:
                wrong.append(f"{rule.rule} {up}: {answer.status_code}")
    assert wrong == []
    assert tried > 200
    attacks(tried)


_TEXTS = {"UnicodeConverter", "PathConverter"}
