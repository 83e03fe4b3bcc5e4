"""Posibles duplicados: side by side, one click each way, and the way back."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.calls.models import Call, IdentityRule, PossibleTwin
from matcher.intake.store import Counts, Record, Store
from matcher.pursuits.models import Pursuit
from tests.matcher.web.seed import NOW, deadline
from tests.matcher.web.support import Page, Visitor

WATER = "Agua y saneamiento para ciudades intermedias"
LIST = "/novedades/duplicados"


def likely(session: Session, **told: Any) -> Call:
    """Another source tells of a call under the same title, closing on another day."""
    seen = session.get_one(Call, 1).sightings[0].payload
    later = date.fromisoformat(seen["deadlines"][0]["on"]) + timedelta(days=15)
    own = {
        "source_id": "portal",
        "source_key": "77",
        "url": "https://portal.example/agua",
        "deadlines": [deadline(later)],
        "identifiers": [],
        "links": [],
    }
    store = Store(session, sources={}, at=NOW - timedelta(hours=1))
    payload = seen | own | told
    record = Record(source_id="portal", source_key="77", payload=payload)
    store.add([record], Counts(), quiet=False)
    session.commit()
    return session.scalars(select(Call).order_by(Call.id.desc()).limit(1)).one()


def said(visitor: Visitor, page: Page, what: str, *, status: int = 200) -> Page:
    (form,) = page.tree.xpath("//article//form")
    return visitor.send(form.get("action"), {"do": what, "next": LIST}, on=LIST, status=status)


def undo(visitor: Visitor, page: Page) -> Page:
    return visitor.send("/novedades/deshacer", page.form("/novedades/deshacer"), on="/novedades")


def test_two_calls_that_may_be_one_stand_side_by_side(officer: Visitor, session: Session) -> None:
    other = likely(session)
    page = officer.get("/novedades")
    assert "1 posible duplicado" in page.text
    page = officer.get("/novedades?kind=duplicados")
    assert "Puede ser una prórroga" in page.text
    rows = page.tree.xpath("//table[contains(@class,'versus')]/tbody/tr")
    told = [[" ".join(cell.text_content().split()) for cell in row] for row in rows]
    assert told[0] == ["Título", WATER, WATER]
    assert told[2][0] == "Cierre"
    assert "30 de noviembre" in told[2][1]
    assert "15 de diciembre" in told[2][2]
    page = officer.get(f"/convocatorias/{other.id}")
    assert "Posible duplicado" in page.text
    assert "Mismo título, con otro cierre" in page.text


def test_they_are_one_and_can_be_two_again(officer: Visitor, session: Session) -> None:
    other = likely(session)
    page = said(officer, officer.get(LIST), "one")
    assert "Ningún posible duplicado espera" in page.text
    session.expire_all()
    assert len(session.get_one(Call, 1).sightings) == 2
    assert session.get_one(Call, other.id).sightings == []
    page = undo(officer, page)
    session.expire_all()
    assert len(session.get_one(Call, other.id).sightings) == 1
    assert "1 posible duplicado" in officer.get(LIST).text


def test_they_are_two_and_nobody_is_asked_again(officer: Visitor, session: Session) -> None:
    likely(session)
    page = said(officer, officer.get(LIST), "two")
    assert "Son dos: ninguna lectura las unirá." in page.text
    rules = session.scalars(select(IdentityRule)).all()
    assert [rule.same for rule in rules] == [False]
    assert "Posible duplicado" not in officer.get("/convocatorias/1").text
    undo(officer, page)
    session.expire_all()
    assert session.scalars(select(IdentityRule)).all() == []
    assert "1 posible duplicado" in officer.get(LIST).text
    actions = [e.action for e in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert actions == ["call.told-apart", "review.undone"]


def test_joining_from_elsewhere_answers_too(officer: Visitor, session: Session) -> None:
    other = likely(session)
    officer.get(f"/convocatorias/{other.id}/corregir")
    officer.send(f"/convocatorias/{other.id}/unir", {"other": "1"}, on="/perfil")
    assert "Ningún posible duplicado espera" in officer.get(LIST).text


def test_who_was_faster_is_told(officer: Visitor, session: Session) -> None:
    likely(session)
    page = officer.get(LIST)
    row = session.scalars(select(PossibleTwin)).one()
    row.looked_at = NOW
    session.commit()
    assert "Otra persona ya dijo" in said(officer, page, "two", status=409).text


def test_an_answer_is_needed(officer: Visitor, session: Session) -> None:
    likely(session)
    page = said(officer, officer.get(LIST), "", status=422)
    assert "Falta decir si son la misma o son dos." in page.text


def test_who_may_only_read_sees_no_buttons(viewer: Visitor, session: Session) -> None:
    likely(session)
    page = viewer.get(LIST)
    assert "1 posible duplicado" in page.text
    assert not page.tree.xpath("//article//form")


def test_a_joined_source_says_why(officer: Visitor, session: Session) -> None:
    likely(session, deadlines=session.get_one(Call, 1).sightings[0].payload["deadlines"])
    assert "Se tomó por la misma:" in officer.get("/convocatorias/1").text


def test_both_sheets_of_two_calls_that_are_one_are_read(officer: Visitor, session: Session) -> None:
    other = session.scalars(select(Call.id).where(Call.title == "Fondo para la cultura viva")).one()
    for call, said_then in ((1, "Hay con quién."), (other, "Nadie tiene tiempo.")):
        sheet = f"/coincidencias/{call}/1/decision"
        told = officer.get(sheet).form("")
        verdict = "vamos" if call == 1 else "no-vamos"
        saved = officer.send(sheet, {**told, "verdict": verdict, "reason": said_then}, on=sheet)
        assert said_then in saved.text  # where there is no match it is read at its pursuit
    joined = officer.send("/convocatorias/1/unir", {"other": str(other)}, on="/perfil")
    pursuit = session.scalars(select(Pursuit.id).where(Pursuit.joined_into_id.is_(None))).one()
    for path in (f"/seguimiento/{pursuit}", "/coincidencias/1/1", "/coincidencias/1/1/decision"):
        text = officer.get(path).text
        assert "Hay con quién." in text, path
        assert "Se llenó para «Fondo para la cultura viva»" in text, path
        assert "No vamos Nadie tiene tiempo. Luz Prueba" in text, path
    undo(officer, joined)
    assert "Nadie tiene tiempo." not in officer.get("/coincidencias/1/1/decision").text
    assert "Nadie tiene tiempo." in officer.get(f"/coincidencias/{other}/1/decision").text
