"""¿Vamos?: the sheet is kept whole, signed, and there when the call comes back."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.audit.record import record
from matcher.matches.models import Decision
from matcher.pursuits.models import Pursuit
from tests.matcher.web.seed import NOW, add_call, deadline
from tests.matcher.web.support import Page, Visitor

SHEET = "/coincidencias/1/1/decision"
FILLED = {
    "answer-elegibles": "si",
    "note-elegibles": "Lo confirmó la embajada.",
    "answer-dinero": "por-averiguar",
    "missing": "La carta de un aliado.",
    "version": "",
}


def save(visitor: Visitor, *, status: int = 200, **values: str) -> Page:
    return visitor.send(SHEET, FILLED | values, on=SHEET, status=status)


def test_the_sheet_says_what_is_known_for_each_question(officer: Visitor) -> None:
    text = officer.get(SHEET).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Podrán presentarse entidades públicas territoriales" in text
    assert "Pide una contrapartida de 20 % del costo total" in text
    assert "30 de noviembre de 2026" in text
    assert "La fuente no lo dice" in text  # whether it asks for a partner


def test_a_decision_is_kept_signed_and_shown(officer: Visitor) -> None:
    page = save(officer, verdict="vamos")
    assert page.heading == "¿Encajan?"
    assert "Luz Prueba" in page.text
    assert "La carta de un aliado." in page.text
    again = officer.get(SHEET)
    assert again.form("")["note-elegibles"] == "Lo confirmó la embajada."
    assert again.form("")["version"] == "1"
    assert (
        "llenó la ficha"
        in Visitor(officer.app).sign_in("admin@ciudad.example").get("/auditoria").text
    )


def test_a_refusal_wants_its_reason_and_loses_nothing(officer: Visitor) -> None:
    page = save(officer, verdict="no-vamos", status=422)
    assert "Escriba por qué no" in page.text
    assert page.form("")["missing"] == "La carta de un aliado."
    assert "Agua y saneamiento" in officer.get("/coincidencias").text
    save(officer, verdict="no-vamos", reason="Pide un aliado europeo.")
    assert "Agua y saneamiento" not in officer.get("/coincidencias").text
    save(officer, verdict="", version="1")
    assert "Agua y saneamiento" in officer.get("/coincidencias").text


def test_who_saves_second_sees_both(officer: Visitor, session: Session) -> None:
    other = Visitor(officer.app).sign_in("dir@ciudad.example")
    save(officer, verdict="vamos")
    page = save(other, verdict="no-vamos", reason="No hay quien la escriba.", status=409)
    assert "Alguien guardó esta ficha" in page.text
    assert "Luz Prueba" in page.text
    mine = page.form("")
    assert mine["reason"] == "No hay quien la escriba."
    other.send(SHEET, mine, on=SHEET)
    kept = session.scalars(select(Decision)).one()
    assert (kept.verdict, kept.version) == ("no-vamos", 2)


def test_it_is_there_when_the_call_comes_back(officer: Visitor, session: Session) -> None:
    save(officer, verdict="no-vamos", reason="Faltó contrapartida.")
    back = add_call(
        session,
        title="Agua y saneamiento para ciudades intermedias 2027",
        text="Vuelve.",
        source="ucci",
        deadlines=[deadline(date(2027, 11, 30))],
    )
    session.commit()
    page = officer.get(f"/convocatorias/{back.id}")
    assert "Faltó contrapartida." in page.text
    assert "Faltaba: La carta de un aliado." in page.text
    assert "La vez pasada" in officer.get(f"/coincidencias/{back.id}/1/decision").text


def test_who_only_reads_cannot_fill_it_in(viewer: Visitor) -> None:
    assert "Su perfil permite leer la ficha" in viewer.get(SHEET).text
    viewer.send(SHEET, FILLED, on="/perfil", status=403)


def test_a_verdict_for_oneself_is_nobody_elses_when_the_call_comes_back(
    officer: Visitor, session: Session
) -> None:
    back = add_call(
        session,
        title="Agua y saneamiento para ciudades intermedias 2027",
        text="Vuelve.",
        source="ucci",
        deadlines=[deadline(date(2027, 11, 30))],
    )
    session.commit()
    verdict = "/coincidencias/1/1/opinion"
    mine = {"verdict": "no-interesa", "scope": "me", "reason": "sin-contrapartida"}
    officer.send(verdict, mine, on="/coincidencias/1/1")
    page, admin = f"/convocatorias/{back.id}", Visitor(officer.app)
    admin.sign_in("admin@ciudad.example")
    assert "No interesó" in officer.get(page).text
    assert "Nadie opinó de ella entonces." in admin.get(page).text
    trail = session.scalars(select(AuditEntry).where(AuditEntry.action == "match.judged")).one()
    assert trail.detail == {"scope": "me"}
    record(  # as a former release noted it
        session,
        at=NOW,
        person_id=1,
        action="match.judged",
        subject_type="match",
        subject_id=1,
        scope="me",
        verdict="no-interesa",
        reason="sin-contrapartida",
    )
    session.commit()
    assert "sin-contrapartida" not in admin.get("/auditoria").text
    officer.send(verdict, mine | {"scope": "team"}, on="/coincidencias/1/1")
    assert "No interesó" in admin.get(page).text


def test_a_pursuit_without_a_project_has_its_sheet(officer: Visitor, session: Session) -> None:
    officer.send("/seguimiento/abrir", {"call": "1", "take": "yes"}, on="/convocatorias/1")
    pursuit = session.scalars(select(Pursuit)).one()
    itself = f"/seguimiento/{pursuit.id}"
    sheet = officer.get(itself).links()["Llenar la ficha"]
    text = officer.get(sheet).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "sin proyecto escogido" in text
    assert "Pide una contrapartida de 20 % del costo total" in text
    assert "El proyecto" not in text
    refused = officer.send(sheet, FILLED | {"verdict": "no-vamos"}, on=sheet, status=422)
    assert refused.form("")["missing"] == "La carta de un aliado."
    page = officer.send(sheet, FILLED | {"verdict": "vamos"}, on=sheet)
    assert "La carta de un aliado." in page.text
    assert "En análisis" in page.text
    # Once a project is chosen the sheet is that project's, by whichever address it is opened.
    officer.send(
        "/seguimiento/abrir", {"call": "1", "project": "1", "take": "no"}, on="/convocatorias/1"
    )
    assert officer.get(SHEET).form("")["note-elegibles"] == "Lo confirmó la embajada."
    assert officer.get(sheet).form("")["version"] == "1"
    officer.send(sheet, FILLED | {"version": "1", "missing": "Nada."}, on=SHEET)
    assert session.scalars(select(Decision.missing)).one() == "Nada."


def test_what_was_decided_of_the_call_alone_is_told_when_it_comes_back(
    officer: Visitor, session: Session
) -> None:
    officer.send("/seguimiento/abrir", {"call": "1", "take": "no"}, on="/convocatorias/1")
    sheet = f"/seguimiento/{session.scalars(select(Pursuit.id)).one()}/decision"
    why = {"verdict": "no-vamos", "reason": "Nadie tenía tiempo."}
    officer.send(sheet, FILLED | why, on=sheet)
    back = add_call(
        session,
        title="Agua y saneamiento para ciudades intermedias 2027",
        text="Vuelve.",
        source="ucci",
        deadlines=[deadline(date(2027, 11, 30))],
    )
    session.commit()
    assert "Nadie tenía tiempo." in officer.get(f"/convocatorias/{back.id}").text
    again = officer.get(f"/coincidencias/{back.id}/1/decision").text
    assert "Nadie tenía tiempo." in again
