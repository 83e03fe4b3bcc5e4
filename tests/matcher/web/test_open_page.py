"""The page for everybody: off unless switched on, the same for all, and nothing private in it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from shutil import copy
from typing import Any

import feedparser
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from matcher.agency.models import Agency
from matcher.audit.record import record
from matcher.calls.models import Call
from matcher.clock import FixedClock
from matcher.db.base import Base
from matcher.db.session import open_engine, session_factory, transaction
from matcher.projects.models import Project
from matcher.settings import Settings
from tests.matcher.web.seed import NOW, add_call, deadline
from tests.matcher.web.support import Visitor
from wsgi import create_app

MARK = "zzsecreto"
PUBLIC = {
    "call": "title url language kind funder currency published_status doubt facts",
    "call_deadline": "timezone precision partial words label",
    "sighting": "source_id",
    "project": "name summary",
    "agency": "name address phone email judicial_email hours transparency data_policy",
}
"""What may be seen, or only decides whether something is; every other column holds a mark."""
PAGES = (
    "/abiertas",
    "/abiertas?lang=en",
    "/abiertas?categoria=subvenciones",
    "/abiertas?categoria=convocatorias",
    "/abiertas?categoria=premios",
    "/abiertas?categoria=educacion",
    "/abiertas?q=agua",
    "/abiertas/proyectos",
    "/abiertas/proyectos?q=escuela",
    "/abiertas/proyectos.atom",
    "/abiertas/convocatorias.atom",
    "/abiertas/convocatorias.atom?categoria=subvenciones&lang=en",
)


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory, seeded: Path) -> Iterator[Flask]:
    """The page switched on, a mark in every column that is nobody's business."""
    folder = tmp_path_factory.mktemp("marked")
    copy(seeded, folder / "puente.sqlite")
    engine = open_engine(f"sqlite:///{folder / 'puente.sqlite'}")
    with transaction(session_factory(engine)) as session:
        plant(session)
    engine.dispose()
    yield from switched_on(folder)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, seeded: Path) -> Iterator[Flask]:
    """The page of the agency as it is, switched on."""
    folder = tmp_path_factory.mktemp("shown")
    copy(seeded, folder / "puente.sqlite")
    for app in switched_on(folder):
        with transaction(app.extensions["puente"].sessions) as session:
            session.execute(sa.update(Project).where(Project.code == "P-001").values(public=True))
        yield app


def switched_on(folder: Path) -> Iterator[Flask]:
    given = Settings(data_dir=folder, secret_key="for tests", agency_name="Agencia de prueba")
    app = create_app(replace(given, public_page=True), clock=FixedClock(NOW))
    app.testing = True
    yield app
    app.extensions["puente"].sessions.kw["bind"].dispose()


def plant(session: Session) -> None:
    by_hand = add_call(session, title=f"{MARK} traída", text=MARK, source="a-mano", rolling=True)
    by_hand.confirmed_at = NOW
    gone, doubted = (
        add_call(session, title=f"{MARK} {word}", text="x", deadlines=[deadline(date(2027, 5, 5))])
        for word in ("descartada", "dudosa")
    )
    gone.discarded_at, doubted.doubt = NOW, "results"
    for number, project in enumerate(session.scalars(sa.select(Project).order_by(Project.id))):
        project.public = number != 1
        if number == 1:
            project.name = project.summary = f"{MARK} no se muestra"
    archived = Project(name=f"{MARK} archivado", public=True, created_at=NOW, updated_at=NOW)
    archived.confirmed_at = archived.archived_at = NOW
    session.add(archived)
    session.add(Agency(id=1, name="Agencia de prueba", govco=True, phone="601 000 0000", at=NOW))
    session.flush()
    for call in session.scalars(sa.select(Call)):
        call.facts = _marked(call.facts)
    session.flush()
    session.execute(sa.text("PRAGMA defer_foreign_keys = ON"))
    record(session, at=NOW, person_id=None, action=MARK, subject_type=MARK, subject_id=1)
    session.flush()
    kept = {"audit_entry", "audit_chain"}  # nobody writes over these, by the database's own word
    for table in (one for one in Base.metadata.sorted_tables if one.name not in kept):
        if not session.scalar(sa.select(sa.func.count()).select_from(table)):
            session.execute(table.insert().values(_row(session, table)))
        known = PUBLIC.get(table.name, "").split()
        columns = [c for c in table.columns if _is_text(c) and c.name not in known]
        for column in columns:
            mark: Any = f"{MARK} {table}.{column.name}"
            if isinstance(getattr(column.type, "impl_instance", column.type), sa.JSON):
                mark = {"quote": mark, "method": mark} if "span" in column.name else [mark]
            session.execute(table.update().values({column.name: mark}))


def _is_text(column: sa.Column[Any]) -> bool:
    """Whether a mark fits: free text or JSON that names no other row and may stand twice."""
    lone = column.unique or column.primary_key or column.foreign_keys
    indexes = (*column.table.constraints, *column.table.indexes)
    unique = any(
        isinstance(one, sa.UniqueConstraint) or getattr(one, "unique", False)
        for one in indexes
        if column.name in getattr(one, "columns", {})
    )
    kind = getattr(column.type, "impl_instance", column.type)
    text = isinstance(kind, sa.String | sa.JSON) and not isinstance(kind, sa.Enum)
    return text and not lone and not unique


def _row(session: Session, table: sa.Table) -> dict[str, Any]:
    """A row of a table that has none, its text marked."""
    blank: dict[type, Any] = {
        str: MARK,
        int: 1,
        bool: True,
        float: 1.0,
        Decimal: Decimal(1),
        datetime: NOW,
        date: NOW.date(),
        bytes: MARK.encode(),
        dict: {"x": MARK},
        list: [MARK],
    }
    made = {}
    for column in table.columns:
        if known := next(iter(column.foreign_keys), None):
            made[column.name] = session.scalar(sa.select(known.column).limit(1))
            continue
        try:
            kind = getattr(column.type, "impl_instance", column.type)
            made[column.name] = blank[kind.python_type]
        except (KeyError, NotImplementedError):
            made[column.name] = [MARK]
    return made


def _marked(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _marked(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_marked(one, key) for one in value]
    private = {"quote", "field", "method", "documents", "identifiers", "links", "countries"}
    return MARK if isinstance(value, str) and key in private else value


def test_nothing_private_leaves(marked: Flask) -> None:
    anybody = Visitor(marked)
    told = {path: anybody.get(path).response for path in PAGES}
    for path, response in told.items():
        assert MARK not in response.text, path
        assert "Set-Cookie" not in response.headers, path
        assert response.headers["Cache-Control"] == "public, max-age=300"
        again = anybody.client.get(path, headers={"If-None-Match": response.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    assert "Agua y saneamiento" in told["/abiertas"].text
    assert "Acueductos comunitarios" in told["/abiertas/proyectos"].text
    assert "Escuela de cultura viva" in told["/abiertas/proyectos?q=escuela"].text
    with marked.extensions["puente"].sessions() as session:
        texts = session.scalar(sa.select(sa.func.count()).where(Project.problem.contains(MARK)))
        assert texts, "the marks are there to be found"
    for path in (f"/abiertas/proyectos?q={MARK}", "/abiertas/proyectos?q=Medio+Ambiente"):
        assert "Ningún proyecto dice eso" in anybody.get(path).text


def test_it_is_off_until_switched_on(visitor: Visitor) -> None:
    for path in PAGES:
        assert visitor.client.get(path).status_code == 404


def test_categories_and_words_narrow_it(shown: Flask) -> None:
    anybody = Visitor(shown)
    every = anybody.get("/abiertas")
    assert "Premio a la innovación pública" not in every.text, "closed"
    assert {"Subvenciones y financiamiento", "Premios", "Educación"} <= set(every.links())
    grants = anybody.get(every.links()["Subvenciones y financiamiento"])
    assert "Cooperación técnica Sur-Sur" in grants.text
    assert "Becas para jóvenes" not in grants.text
    assert (
        "Becas para jóvenes <investigadores>" in anybody.get("/abiertas?categoria=educacion").text
    )
    assert "1 convocatoria" in anybody.get("/abiertas?q=saneamiento").text
    english = anybody.get("/abiertas?q=agua&lang=en")
    assert english.tree.get("lang") == "en"
    assert "Closes" in english.text
    assert english.links()["Español"] == "/abiertas?q=agua"


def test_machines_read_it(shown: Flask) -> None:
    anybody = Visitor(shown)
    for path, kind in (("/abiertas", "CreativeWork"), ("/abiertas/proyectos", "Project")):
        page = anybody.get(path)
        (script,) = page.tree.xpath("//script[@type='application/ld+json']")
        data = json.loads(script.text)
        assert data["@type"] == "ItemList"
        assert {one["item"]["@type"] for one in data["itemListElement"]} == {kind}
    page = anybody.get("/abiertas")
    water = json.loads(page.tree.xpath("//script[@type]")[0].text)["itemListElement"][0]["item"]
    assert water["expires"] == "2026-11-30"
    assert water["about"]["amount"] == {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": "250000",
    }
    link, of_projects = page.tree.xpath("//link[@rel='alternate']/@href")
    read = feedparser.parse(anybody.client.get(link).data)
    assert not read.bozo
    assert {entry.link for entry in read.entries} == {"https://funder.example/call"}
    assert len({entry.id for entry in read.entries}) == len(read.entries) == 5
    read = feedparser.parse(anybody.client.get(of_projects).data)
    assert not read.bozo
    catalogue = anybody.get("/abiertas/proyectos")
    titles = [heading.text_content() for heading in catalogue.tree.xpath("//article/h2")]
    assert sorted(entry.title for entry in read.entries) == sorted(titles)
    assert len({entry.id for entry in read.entries}) == len(titles) >= 1
    anchors = {f"/abiertas/proyectos#{one}" for one in catalogue.tree.xpath("//li/@id")}
    assert {entry.link.removeprefix("http://127.0.0.1:8000") for entry in read.entries} == anchors
    again = feedparser.parse(anybody.client.get(of_projects).data)
    assert [entry.id for entry in again.entries] == [entry.id for entry in read.entries]


def test_it_is_the_same_for_who_signed_in(shown: Flask) -> None:
    answer = Visitor(shown).client.get("/abiertas")
    body = answer.data
    assert not {"Set-Cookie", "Vary"} & set(answer.headers.keys()), "a cache gives it to anybody"
    assert Visitor(shown).sign_in("luz@ciudad.example").client.get("/abiertas").data == body
