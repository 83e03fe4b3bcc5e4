"""Two people save at the same moment, over real HTTP, on both databases: no text is lost unseen.

Both requests are held back until both have read what stands; only the database decides then.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from flask import Flask
from lxml import html
from sqlalchemy import Engine, event, func, select

from matcher.clock import FixedClock
from matcher.db.session import session_factory, transaction
from matcher.departments.models import Department
from matcher.departments.names import departments_of
from matcher.funders.models import FunderNote
from matcher.glossary.models import OwnEntry
from matcher.matches.models import Decision
from matcher.people.models import FailedAttempt, Person
from matcher.projects.models import Project
from matcher.settings import Settings
from matcher.tags.models import ThematicLine
from tests.journeys.conftest import served
from tests.matcher.web.seed import NOW, seed
from tests.matcher.web.support import PASSWORD, look_over
from wsgi import create_app

PEOPLE = ("admin@ciudad.example", "dos@ciudad.example")


@pytest.fixture
def agency(engine: Engine, tmp_path: Path) -> Iterator[tuple[Flask, str]]:
    with transaction(session_factory(engine)) as session:
        seed(session)
        session.flush()
        first = session.scalars(select(Person).where(Person.email == PEOPLE[0])).one()
        # While nobody directs, who administers gives access.
        directs = session.scalars(select(Person).where(Person.role == "direccion")).one()
        directs.active = False
        session.add(
            Person(
                email=PEOPLE[1],
                name="Dora Prueba",
                password_hash=first.password_hash,
                role="administracion",
                created_at=NOW,
            )
        )
        session.add_all(Department(name=f"Texto número {n}.") for n in (0, 1))
        session.add(
            FunderNote(funder="Fondo de Prueba", kind="note", text="Nota.", person=first, at=NOW)
        )
        session.add(
            OwnEntry(es="vereda", en="rural district", pt="", fr="", person_id=first.id, at=NOW)
        )
    address = engine.url.render_as_string(hide_password=False)
    given = Settings(data_dir=tmp_path, secret_key="for tests", database_url=address)
    app = create_app(given, clock=FixedClock(NOW))
    with served(app) as url:
        yield app, url


class Browser:
    """One person's browser."""

    def __init__(self, url: str, email: str | None = None) -> None:
        self.client = httpx.Client(base_url=url, timeout=60)
        if email:
            self.send("/entrar", {"email": email, "password": PASSWORD})

    def form(self, path: str, to: str | None = None) -> dict[str, str]:
        """The form that is sent to its own page, or the one that is sent ``to`` another address."""
        tree = html.document_fromstring(self.client.get(path).text)
        own = (None, "", path) if to is None else (to,)
        found = [f for f in tree.forms if f.method == "POST" and f.get("action") in own]
        return {name: value or "" for name, value in found[0].form_values()}

    def send(self, path: str, values: Mapping[str, Any]) -> httpx.Response:
        return self.client.post(path, data={**self.form(path), **values})


@contextmanager
def held_back(app: Flask, table: str) -> Iterator[None]:
    """Let the first write into ``table`` of each request wait until the other has read too."""
    together = threading.Barrier(2)
    waited = threading.local()

    def wait(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        writes = statement.startswith((f"UPDATE {table} ", f"INSERT INTO {table} "))
        if writes and not getattr(waited, "done", False):
            waited.done = True
            with suppress(threading.BrokenBarrierError):  # the other may be refused before
                together.wait(timeout=20)

    engine = app.extensions["puente"].sessions.kw["bind"]
    event.listen(engine, "before_cursor_execute", wait)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", wait)


def at_once(
    agency: tuple[Flask, str],
    path: str,
    table: str,
    texts: Callable[[int], Mapping[str, str]],
    to: str | None = None,
) -> list[httpx.Response]:
    """Both open the form of ``path``, write their own, and send it at once."""
    app, url = agency
    browsers = [Browser(url, email) for email in PEOPLE]
    forms = [browser.form(path, to) for browser in browsers]
    with held_back(app, table), ThreadPoolExecutor(2) as pool:
        sent = [
            pool.submit(browser.client.post, to or path, data={**form, **texts(number)})
            for number, (browser, form) in enumerate(zip(browsers, forms, strict=True))
        ]
        return sorted((one.result() for one in sent), key=lambda r: r.status_code)


EDITS = {
    "project": ("/proyectos/1/editar", "project", "summary", Project, "summary"),
    "line": ("/lineas/ecociudad", "thematic_line", "description", ThematicLine, "description"),
    "term": ("/glosario/1", "glossary_term", "en", OwnEntry, "en"),
    "person": ("/personas/1", "person", "department", Person, "department"),
    "call": ("/convocatorias/1/corregir", "call", "title", None, "title"),
}


@pytest.mark.parametrize("what", EDITS)
def test_of_two_texts_one_is_saved_and_the_other_is_shown_beside_it(
    agency: tuple[Flask, str], what: str
) -> None:
    path, table, field, model, _column = EDITS[what]
    told, late = at_once(agency, path, table, lambda n: {field: f"Texto número {n}."})
    assert (told.status_code, late.status_code) == (302, 409), late.text[:500]
    page = look_over(late.text)
    text = page.text_content() + " ".join(page.xpath("//input/@value"))
    assert "Texto número 0." in text
    assert "Texto número 1." in text
    if model is not None:
        with agency[0].extensions["puente"].sessions() as session:
            kept = {getattr(row, field) for row in session.scalars(select(model))}
        assert len(kept & {"Texto número 0.", "Texto número 1."}) == 1
    # whoever was second has both before them, and saves theirs knowingly
    again = Browser(agency[1], PEOPLE[0])
    form = next(f for f in page.forms if f.method == "POST" and not f.get("action"))
    mine = {name: value or "" for name, value in form.form_values()}
    mine["csrf_token"] = again.form(path)["csrf_token"]
    assert again.client.post(path, data=mine).status_code == 302


PARTS = {
    "note": ("/financiadores/fondo-prueba", "/financiadores/fondo-prueba/nota/1", "text"),
    "department": ("/secretarias/1", "/secretarias/1/nombre", "name"),
}


@pytest.mark.parametrize("what", PARTS)
def test_of_two_who_change_a_part_of_a_page_one_is_told(
    agency: tuple[Flask, str], what: str
) -> None:
    path, to, field = PARTS[what]
    table = "funder_note" if what == "note" else "department"
    told, late = at_once(agency, path, table, lambda n: {field: f"Lo de {n}."}, to)
    assert (told.status_code, late.status_code) == (302, 409), late.text[:500]
    page = look_over(late.text)
    text = page.text_content() + " ".join(page.xpath("//input/@value"))
    assert "Lo de 0." in text
    assert "Lo de 1." in text


def test_two_departments_do_not_become_each_other(agency: tuple[Flask, str]) -> None:
    app, url = agency
    browsers = [Browser(url, email) for email in PEOPLE]
    ways = [(f"/secretarias/{a}", f"/secretarias/{a}/unir", str(b)) for a, b in ((1, 2), (2, 1))]
    forms = [b.form(path, to) for b, (path, to, _) in zip(browsers, ways, strict=True)]
    with held_back(app, "department"), ThreadPoolExecutor(2) as pool:
        sent = [
            pool.submit(browser.client.post, to, data={**form, "into": into})
            for browser, form, (_, to, into) in zip(browsers, forms, ways, strict=True)
        ]
        told = sorted(one.result().status_code for one in sent)
    assert told == [302, 409]
    with app.extensions["puente"].sessions() as session:
        assert len({1, 2} & {one.id for one in departments_of(session)}) == 1


def test_two_fill_the_sheet_of_one_pair(agency: tuple[Flask, str]) -> None:
    path = "/coincidencias/1/1/decision"
    for day in ("lunes", "martes"):  # a sheet that is new, and one that stands
        texts = [f"Falta {n} el {day}." for n in (0, 1)]
        told, late = at_once(
            agency, path, "decision", lambda n, texts=texts: {"missing": texts[n], "verdict": ""}
        )
        assert (told.status_code, late.status_code) == (302, 409)
        assert "Alguien guardó esta ficha" in late.text
        assert all(text in late.text for text in texts)
    with agency[0].extensions["puente"].sessions() as session:
        assert session.scalar(select(Decision.version)) == 2


NEW = {
    "project": ("/proyectos/nuevo", "project", {"name": "Nuevo", "code": "P-1"}, Project),
    "person": (
        "/personas/nueva",
        "person",
        {"name": "Nueva", "email": "nueva@ciudad.example"},
        Person,
    ),
    "line": (
        "/lineas/nueva",
        "thematic_line",
        {"name": "Nueva", "description": "Nueva."},
        ThematicLine,
    ),
}


@pytest.mark.parametrize("what", NEW)
def test_two_add_the_same_thing(agency: tuple[Flask, str], what: str) -> None:
    path, table, values, model = NEW[what]
    with agency[0].extensions["puente"].sessions() as session:
        before = session.scalar(select(func.count()).select_from(model))
    typed = values | {"name": f"Nueva {values['name']}"}
    told, late = at_once(agency, path, table, lambda _n: typed)
    done = 200 if what == "person" else 302  # the link for the new person is shown
    assert (told.status_code, late.status_code) == (done, 422), late.text[:500]
    assert typed["name"] in late.text  # what was typed is still there
    with agency[0].extensions["puente"].sessions() as session:
        assert session.scalar(select(func.count()).select_from(model)) == before + 1


def test_one_person_at_two_machines_writes_over_nothing_of_theirs(
    agency: tuple[Flask, str],
) -> None:
    app, url = agency
    browsers = [Browser(url, PEOPLE[0]) for _ in range(2)]
    forms = [browser.form("/perfil") for browser in browsers]
    with held_back(app, "person"), ThreadPoolExecutor(2) as pool:
        sent = [
            pool.submit(one.client.post, "/perfil", data={**form, "name": f"Nombre {n}"})
            for n, (one, form) in enumerate(zip(browsers, forms, strict=True))
        ]
        told, late = sorted((one.result() for one in sent), key=lambda r: r.status_code)
    assert (told.status_code, late.status_code) == (302, 409), late.text[:500]
    page = look_over(late.text)
    text = page.text_content() + " ".join(page.xpath("//input/@value"))
    assert all(f"Nombre {n}" in text for n in (0, 1))
    (form,) = [f for f in page.forms if "name" in f.fields]
    mine = {name: value or "" for name, value in form.form_values()}
    mine["csrf_token"] = browsers[0].form("/perfil")["csrf_token"]
    assert browsers[0].client.post("/perfil", data=mine).status_code == 302


MOST = 8
"""Wrong passwords for one account from one address, in a quarter of an hour."""


def test_who_guesses_two_dozen_times_at_once_gets_no_more_tries(agency: tuple[Flask, str]) -> None:
    app, url = agency
    guessing = [Browser(url) for _ in range(24)]
    forms = [browser.form("/entrar") for browser in guessing]

    def guess(number: int) -> int:
        told = {"email": PEOPLE[0], "password": f"frase equivocada {number}"}
        sent = guessing[number].client.post("/entrar", data={**forms[number], **told})
        return sent.status_code

    with ThreadPoolExecutor(24) as pool:
        told = Counter(pool.map(guess, range(24)))
    assert told == {401: MOST, 429: 24 - MOST}
    other = Browser(url, PEOPLE[1])
    for _ in range(MOST + 2):  # what was right does not count
        assert other.client.get("/perfil").status_code == 200
        other = Browser(url, PEOPLE[1])
    with app.extensions["puente"].sessions() as session:
        assert session.scalar(select(func.count()).select_from(FailedAttempt)) == 3 * MOST
