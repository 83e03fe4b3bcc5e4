"""No key and no ticket stands in what the server writes, whatever goes wrong with a request."""

import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy import select

from matcher.clock import SystemClock
from matcher.db.migrate import upgrade
from matcher.db.session import open_engine, session_factory, transaction
from matcher.desk.sharing import ShareWith, share
from matcher.digests.tickets import PATHS, MailTicket, address
from matcher.matches.models import Match
from matcher.people.first import first_link
from matcher.people.keys import make_key
from matcher.people.links import password_link
from matcher.people.models import Person
from matcher.pursuits.following import open_pursuit
from matcher.settings import Settings
from tests.matcher.cli.serving import serving
from tests.matcher.web.seed import seed

SECRET_KEY = "llave-de-prueba-que-nadie-adivina-0123456789"


@pytest.fixture
def secrets_of(tmp_path: Path) -> dict[str, str]:
    """Path → the secret in it, of each kind of link; the key of the API under ``api``."""
    settings = Settings(data_dir=tmp_path, secret_key=SECRET_KEY)
    engine, now = open_engine(settings.database), SystemClock().now()
    upgrade(engine)
    with transaction(session_factory(engine)) as session:
        seed(session)
        luz = session.scalars(select(Person).order_by(Person.id)).first()
        match = session.scalars(select(Match).where(Match.blocked.is_(False))).first()
        assert luz is not None
        assert match is not None
        pursuit = open_pursuit(session, match.call, match.project, person=luz, at=now)
        to = ShareWith(name="Aliada", days=15)
        _made, shared = share(session, pursuit, to, settings=settings, person=luz, at=now)
        links = [shared, first_link(settings, now=now)]
        links += [password_link(settings, luz, what, now=now) for what in ("invitation", "reset")]
        numbers = {"call_id": match.call_id, "project_id": match.project_id}
        for purpose in PATHS:
            ticket = MailTicket(purpose=purpose, person_id=luz.id, word="interesa", **numbers)
            links.append(address(settings, ticket, now=now))
        found = {path: path.split("/")[-1] for path in (urlsplit(one).path for one in links)}
        calendar = make_key(session, luz, door="calendar", name="c", at=now)[1]
        feed = make_key(session, luz, door="feed", name="f", at=now)[1]
        found["api"] = make_key(session, luz, door="api", name="a", scopes=["read"], at=now)[1]
    engine.dispose()
    found[f"/calendario/{calendar}.ics"] = calendar
    found[f"/feeds/convocatorias.atom?clave={feed}"] = feed
    return found


def ask_all(client: httpx.Client, found: dict[str, str]) -> list[int]:
    """Ask for each, also with words that upset a page; what was answered."""
    answered = []
    for path, secret in found.items():
        if path == "api":
            mark = {"Authorization": f"Bearer {secret}"}
            answered.append(client.get("/api/v1/calls", headers=mark).status_code)
            continue
        answer = client.get(path)
        assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer"), path
        answered.append(answer.status_code)
        client.get(f"{path}/{'x' * 300}")
        client.post(path, data={"a": "b"})
        client.request("PURGE", path)
    return answered


def half_a_request(url: str, path: str) -> None:
    """What no server can read: a header that is none."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nno header\r\n\r\n".encode())
        line.recv(1000)


def change(folder: Path, statement: str) -> None:
    """Spoil the database behind the server's back."""
    with closing(sqlite3.connect(folder / "puente.sqlite")) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute(statement)
        database.commit()


def test_no_key_and_no_ticket_is_in_the_logs(tmp_path: Path, secrets_of: dict[str, str]) -> None:
    log = tmp_path / "log.txt"
    given = {"PUENTE_SECRET_KEY": SECRET_KEY, "PUENTE_ENV_FILE": ""}
    with (
        serving(folder=tmp_path, log=log, **given) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        well = ask_all(client, secrets_of)
        for path in secrets_of:
            half_a_request(url, path if path.startswith("/") else "/")
        change(tmp_path, "UPDATE person SET signed_in_at = 'never', created_at = 'never'")
        ill = ask_all(client, secrets_of)
        change(tmp_path, "ALTER TABLE person RENAME TO nobody")
        worse = ask_all(client, secrets_of)
    said = log.read_text()
    assert well.count(200) >= len(secrets_of) - 2, well
    assert ill.count(500) > len(secrets_of) // 2, ill
    assert worse.count(503) > len(secrets_of) // 2, worse
    assert "answered" in said
    assert "Traceback" in said
    there = [n for n in said.splitlines() if any(one in n for one in secrets_of.values())]
    assert there == []
    assert SECRET_KEY not in said
