"""Lists by a calendar's, a feed reader's door: real parsers read what leaves."""

from datetime import date, datetime
from html import unescape
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import feedparser
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.desk.verdicts import discard, restore
from matcher.people.keys import MOST_KEYS
from matcher.people.models import AccessKey, Person
from matcher.pursuits.dates import set_date
from matcher.pursuits.following import open_pursuit
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor


def _subscribe(who: Visitor, kind: str, asked: str = "", name: str = "Cierres") -> str:
    page = who.send(
        f"/convocatorias/suscribirse/{kind}",
        {"asked": asked, "name": name},
        on="/convocatorias/llevar",
    )
    (address,) = page.tree.xpath("//input[@id='address']/@value")
    parts = urlsplit(unescape(str(address)))
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _discard(session: Session, call_id: int) -> None:
    discard(session, session.get_one(Call, call_id), person_id=1, at=NOW)
    session.commit()


def _events(body: bytes) -> dict[str, dict[str, object]]:
    read = Calendar.from_ical(body)
    return {str(e["uid"]): e for e in read.walk("VEVENT")}


def test_a_calendar_tells_the_closing_days_without_a_sign_in(app: Flask, officer: Visitor) -> None:
    address = _subscribe(officer, "calendario")
    stranger = Visitor(app).client.get(address)
    assert stranger.status_code == 200
    assert stranger.mimetype == "text/calendar"
    events = _events(stranger.data)
    water = next(e for e in events.values() if "agua" in str(e["summary"]).lower())
    starts = water["dtstart"].dt  # type: ignore[attr-defined] # of icalendar
    assert starts == datetime(2026, 11, 30, 17, tzinfo=ZoneInfo("Europe/Brussels"))
    told = str(water["description"])
    assert "17:00 hora de Bruselas (11:00 aquí)" in told
    assert "En la fuente: https://" in told
    assert all(str(e["status"]) == "CONFIRMED" for e in events.values())


def test_a_day_without_an_hour_is_a_whole_day(officer: Visitor) -> None:
    events = _events(officer.client.get("/convocatorias/calendario.ics").data)
    whole = [e for e in events.values() if type(e["dtstart"].dt) is date]  # type: ignore[attr-defined]
    assert whole
    for event in whole:
        assert (event["dtend"].dt - event["dtstart"].dt).days == 1  # type: ignore[attr-defined]


def test_filters_hold_and_the_download_is_a_file(officer: Visitor) -> None:
    response = officer.client.get("/convocatorias/calendario.ics?q=agua")
    assert "attachment" in response.headers["Content-Disposition"]
    some = _events(response.data)
    every = _events(officer.client.get("/convocatorias/calendario.ics").data)
    assert 0 < len(some) < len(every)
    assert set(some) < set(every)


def test_what_is_withdrawn_is_struck_out_and_what_changed_counts_up(
    officer: Visitor, session: Session
) -> None:
    address = _subscribe(officer, "calendario")
    before = _events(officer.client.get(address).data)
    uid, event = next(iter(before.items()))
    number = int(uid.split("-")[1])
    _discard(session, number)
    after = _events(officer.client.get(address).data)[uid]
    assert str(after["status"]) == "CANCELLED"
    restore(session, session.get_one(Call, number), person_id=1, at=NOW)
    session.commit()
    back = _events(officer.client.get(address).data)[uid]
    assert str(back["status"]) == "CONFIRMED"
    # A program that compares them takes neither for the entry it has already.
    counted = [int(one["sequence"]) for one in (event, after, back)]  # type: ignore[call-overload]
    assert counted == sorted(set(counted)), counted


def test_programs_are_told_in_their_own_notation_when_to_look_again(officer: Visitor) -> None:
    told = officer.client.get("/convocatorias/calendario.ics").text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in told
    assert "X-PUBLISHED-TTL;VALUE=DURATION:PT6H" in told


def test_an_address_is_hashed_shown_once_and_closed_for_good(
    app: Flask, officer: Visitor, session: Session
) -> None:
    address = _subscribe(officer, "calendario", name="Mis cierres")
    secret = address.removeprefix("/calendario/").removesuffix(".ics")
    kept = session.scalars(select(AccessKey)).one()
    assert secret not in repr(vars(kept))
    mine = officer.get("/direcciones")
    assert "Mis cierres" in mine.text
    assert secret not in mine.response.text
    officer.send(f"/direcciones/{kept.id}/retirar", {}, on="/direcciones")
    assert Visitor(app).client.get(address).status_code == 404
    assert "Todavía no tiene ninguna" in officer.get("/direcciones").text


def test_the_address_of_who_left_opens_nothing(
    app: Flask, officer: Visitor, session: Session
) -> None:
    address = _subscribe(officer, "calendario")
    session.scalars(select(Person).where(Person.email == "luz@ciudad.example")).one().active = False
    session.commit()
    assert Visitor(app).client.get(address).status_code == 404


def test_an_address_is_for_its_door_only(app: Flask, officer: Visitor) -> None:
    secret = _subscribe(officer, "feed").partition("clave=")[2]
    for gone in (f"/calendario/{secret}.ics", "/feeds/convocatorias.atom?clave=otra"):
        assert "Esta dirección ya no abre nada" in Visitor(app).get(gone, status=404).text
    assert Visitor(app).client.get("/feeds/convocatorias.atom").status_code == 302


def test_nobody_closes_the_address_of_another(app: Flask, officer: Visitor) -> None:
    _subscribe(officer, "feed")
    other = Visitor(app).sign_in("dir@ciudad.example")
    token = other.token("/perfil")
    assert (
        other.client.post("/direcciones/1/retirar", data={"csrf_token": token}).status_code == 404
    )


def test_a_feed_reads_the_same_on_every_run(app: Flask, officer: Visitor) -> None:
    address = _subscribe(officer, "feed", asked="ods=6&page=<b>&sort=amount")
    reader = Visitor(app)
    first, second = (feedparser.parse(reader.client.get(address).data) for _ in range(2))
    assert first.bozo == 0
    assert first.entries
    assert [e.id for e in first.entries] == [e.id for e in second.entries]
    assert len({e.id for e in first.entries}) == len(first.entries)
    assert all(e.link.startswith("http://127.0.0.1:8000/convocatorias/") for e in first.entries)
    assert "sort" not in address
    assert "page" not in address


def test_who_has_it_already_gets_no_body(app: Flask, officer: Visitor) -> None:
    for kind in ("calendario", "feed"):
        address = _subscribe(officer, kind)
        reader = Visitor(app).client
        mark = reader.get(address).headers["ETag"]
        again = reader.get(address, headers={"If-None-Match": mark})
        assert again.status_code == 304
        assert again.data == b""


def test_a_change_reaches_who_has_it_already(
    app: Flask, officer: Visitor, session: Session
) -> None:
    address = _subscribe(officer, "feed")
    mark = Visitor(app).client.get(address).headers["ETag"]
    _discard(session, 1)
    fresh = Visitor(app).client.get(address, headers={"If-None-Match": mark})
    assert fresh.status_code == 200


def test_too_many_and_nameless_are_refused_in_words(officer: Visitor) -> None:
    page = officer.send(
        "/convocatorias/suscribirse/feed",
        {"asked": "", "name": " "},
        on="/convocatorias/llevar",
        status=422,
    )
    assert "Póngale un nombre" in page.text
    for number in range(MOST_KEYS):
        _subscribe(officer, "feed", name=f"n{number}")
    page = officer.send(
        "/convocatorias/suscribirse/feed",
        {"asked": "", "name": "otra"},
        on="/convocatorias/llevar",
        status=422,
    )
    assert "Retire las que no use" in page.text


def test_the_month_shows_what_closes_in_it(officer: Visitor) -> None:
    page = officer.get("/calendario?month=2026-11")
    assert page.heading == "Cierres de noviembre de 2026"
    assert "agua" in page.text.lower()
    assert "Nada cierra este mes" in officer.get("/calendario?month=2031-02").text
    assert officer.get("/calendario?month=nunca").heading == "Cierres de noviembre de 2026"


def test_what_the_office_goes_after_is_a_calendar_with_its_own_days(
    app: Flask, officer: Visitor, session: Session
) -> None:
    luz = session.get_one(Person, 1)
    pursuit = open_pursuit(session, session.get_one(Call, 1), None, person=luz, at=NOW)
    set_date(session, pursuit, "legal", date(2026, 11, 25), person=luz, at=NOW)
    session.commit()
    for asked in ("@mine", "@team"):
        events = _events(officer.client.get(_subscribe(officer, "calendario", asked)).data)
        named = {str(e["summary"]): e["dtstart"].dt for e in events.values()}  # type: ignore[attr-defined]
        own = next(day for name, day in named.items() if name.startswith("Revisión jurídica: "))
        assert own == date(2026, 11, 25)
        assert any(name.startswith("Cierra: ") for name in named)
    other = Visitor(app).sign_in("dir@ciudad.example")
    assert not _events(other.client.get(_subscribe(other, "calendario", "@mine")).data)
