"""What a sheet says of a search is what the database says of it, on both databases."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, delete, event, select
from sqlalchemy.orm import Session

from matcher.calls.models import Call, Sighting
from matcher.calls.queries import STATES
from matcher.calls.state_sql import state_sql
from matcher.searches import sheeted as sheeting
from matcher.searches.address import Asked, Place, read
from matcher.searches.facets import facets
from matcher.searches.looking import look
from matcher.searches.sheet import read_sheet
from matcher.searches.sheeted import Sheeted, among, read_ranked, sheet_facets
from matcher.tags.models import Tag
from tests.matcher.web.seed import NOW, TODAY, add_call, deadline, seed

ZONE = "America/Bogota"
ADDRESSES: tuple[dict[str, list[str]], ...] = (
    {},
    {"state": ["todas"]},
    {"state": ["abierta", "cierra-pronto"], "kind": ["premio"]},
    {"state": ["cerrada", "dudosa"]},
    {"language": ["en", "es"], "local": ["1"], "country": ["1"]},
    {"ods": ["6"], "line": ["ecociudad", "nada"]},
    {"ods": ["6", "11"], "state": ["todas"], "kind": ["premio", "subvencion"]},
    {"source": ["eu-funding"], "state": ["todas"]},
    {"within": ["60"]},
    {"funder": ["fondo"], "kind": ["subvencion"]},
    {"amount": ["1000"], "currency": ["EUR"], "unknown": ["1"]},
    {"amount": ["1000"], "currency": ["EUR"]},
    {"q": ["agua"]},
    {"q": ["agua -saneamiento"], "state": ["todas"]},
    {"q": ["agua becas"]},
    {"q": ["agia"], "kind": ["premio"]},
    {"q": ["ciudades"], "sort": ["deadline"]},
    {"q": ["agua"], "ods": ["6"], "within": ["90"]},
    {"kind": ["premio"], "sort": ["newest"], "state": ["todas"]},
    {"q": ["nadie dice esto"]},
)


def agency(session: Session) -> None:
    """The agency of the web tests, and thirty calls more with tags."""
    seed(session)
    for number in range(30):
        call = add_call(
            session,
            title=f"Premio {number} de agua para ciudades",
            text="Agua potable.",
            kind="premio" if number % 3 else "subvencion",
            deadlines=[deadline(date(2026, 11, 21 + number % 9))] if number % 5 else [],
            url=f"https://funder.example/{number}",
        )
        session.flush()
        for scheme, code in (("ods", "6"), ("line", "ecociudad"))[number % 2 :]:
            tag = {"scheme": scheme, "code": code, "score": 0.9, "assigned": bool(number % 4)}
            session.add(
                Tag(subject_type="call", subject_id=call.id, origin="person", at=NOW, **tag)
            )
    session.flush()


def shown(session: Session, asked: Asked, given: Sheeted | None) -> list[object]:
    """Every page of a search in turns of seven, and what is said above the list."""
    told: list[object] = []
    after: str | None = None
    for _turn in range(20):
        found = look(session, asked, now=NOW, timezone=ZONE, after=after, limit=7, sheeted=given)
        page = found.page
        told.append([call.id for call in page.calls])
        told.append((page.total, page.without_amount, page.without_rate))
        told.append((found.with_all, found.meant, found.corrected, found.query.words))
        after = page.after
        if after is None:
            return told
    raise AssertionError("no end")


def test_the_sheet_says_what_the_database_says(session: Session) -> None:
    agency(session)
    states = state_sql(session, now=NOW, timezone=ZONE)
    sheet = read_sheet(session, states)
    given = Sheeted(sheet=sheet, ranked=lambda query: read_ranked(session, query))
    for address in ADDRESSES:
        asked = read(session, address, Place(today=TODAY, country="CO"))
        assert shown(session, asked, given) == shown(session, asked, None), address
        counted = sheet_facets(among(session, given, asked, asked.query, states), sheet)
        assert counted == facets(session, asked, asked.query, now=NOW, timezone=ZONE), address


def test_what_changed_since_is_not_shown_as_it_was(session: Session) -> None:
    agency(session)
    sheet = read_sheet(session, state_sql(session, now=NOW, timezone=ZONE))
    given = Sheeted(sheet=sheet, ranked=lambda query: read_ranked(session, query))
    asked = read(session, {"kind": ["premio"]}, Place(today=TODAY, country="CO"))
    first, second, *others = shown(session, asked, given)[0]  # type: ignore[misc] # ids of a page
    session.get_one(Call, first).discarded_at = NOW
    session.get_one(Call, second).kind = "beca"
    session.flush()
    assert shown(session, asked, given)[0] == others


def test_a_page_is_asked_of_the_calls_it_shows_alone(engine: Engine, session: Session) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("SQLite tells its plan in words that stay the same")
    agency(session)
    sheet = read_sheet(session, state_sql(session, now=NOW, timezone=ZONE))
    given = Sheeted(sheet=sheet, ranked=lambda query: read_ranked(session, query))
    source = session.scalars(select(Sighting.source_id)).first()
    address = {"within": ["60"], "ods": ["6"], "source": [source or ""], "state": ["todas"]}
    asked = read(session, address, Place(today=TODAY, country="CO"))
    run: list[tuple[str, Any]] = []
    event.listen(engine, "before_cursor_execute", lambda *told: run.append((told[2], told[3])))
    assert look(session, asked, now=NOW, timezone=ZONE, sheeted=given).page.ids
    ((statement, values),) = [one for one in run if "call_deadline" in one[0] and "tag" in one[0]]
    explained = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    plan = [str(row[3]) for row in explained]
    assert "SEARCH call USING INTEGER PRIMARY KEY (rowid=?)" in plan
    assert not [told for told in plan if told.startswith(("SCAN", "LIST SUBQUERY"))], plan


@pytest.mark.parametrize("stretch", [1, 4, 20_000])
def test_pages_follow_one_another_however_far_one_looks_at_a_time(
    plain: Session, monkeypatch: pytest.MonkeyPatch, stretch: int
) -> None:
    monkeypatch.setattr(sheeting, "STRETCH", stretch)
    agency(plain)
    sheet = read_sheet(plain, state_sql(plain, now=NOW, timezone=ZONE))
    given = Sheeted(sheet=sheet, ranked=lambda query: read_ranked(plain, query))
    asked = read(plain, {"kind": ["premio"]}, Place(today=TODAY, country="CO"))
    assert shown(plain, asked, given) == shown(plain, asked, None)


def test_of_no_calls_there_is_an_empty_sheet(session: Session) -> None:
    session.execute(delete(Call))
    states = state_sql(session, now=NOW, timezone=ZONE)
    sheet = read_sheet(session, states)
    assert sheet.states.names == STATES
    given = Sheeted(sheet=sheet, ranked=lambda query: read_ranked(session, query))
    asked = read(session, {"q": ["agua"]}, Place(today=TODAY, country="CO"))
    assert look(session, asked, now=NOW, timezone=ZONE, sheeted=given).page.total == 0


@pytest.mark.parametrize("after", ["nada", "2026-11-24~x", "~", "9999-12-31~1"])
def test_a_cursor_that_cannot_be_read_starts_anew(plain: Session, after: str) -> None:
    agency(plain)
    sheet = read_sheet(plain, state_sql(plain, now=NOW, timezone=ZONE))
    given = Sheeted(sheet=sheet, ranked=lambda query: read_ranked(plain, query))
    asked = read(plain, {"kind": ["premio"]}, Place(today=TODAY, country="CO"))
    pages = [
        look(plain, asked, now=NOW, timezone=ZONE, after=after, sheeted=one).page.calls
        for one in (given, None)
    ]
    assert [c.id for c in pages[0]] == [c.id for c in pages[1]]
