"""From the draft to the outcome, as each profile sees and does it."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.mail.models import OutgoingMail
from matcher.pursuits.models import Pursuit
from matcher.results.models import Result
from proposals.answers import answers
from proposals.models import Draft, DraftPassage, Submission
from tests.matcher.web.support import Visitor

PROCESS = "/propuestas/1/proceso"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def director(app: Flask, officer: Visitor, draft: int) -> Visitor:
    return Visitor(app).sign_in("dir@ciudad.example")


def deed(who: Visitor, name: str, status: int = 200, **given: Any) -> Any:
    return who.send(f"{PROCESS}/{name}", given, on=PROCESS, status=status)


def approve(officer: Visitor, director: Visitor) -> None:
    deed(officer, "ask", reason="Cierra el viernes")
    deed(director, "grant", reason="Conviene a la ciudad", position="Directora")


def mails(session: Session) -> list[tuple[str, str]]:
    session.expire_all()
    found = session.scalars(select(OutgoingMail).where(OutgoingMail.kind == "proposal"))
    return [(mail.recipient, mail.subject) for mail in found]


def put(who: Visitor, value: str, field: str = "lecciones", base: int = 0) -> Any:
    return who.client.put(
        f"/propuestas/1/respuestas/{field}",
        json={"value": value},
        headers={"If-Match": f'"{base}"'},
    )


def given(session: Session) -> dict[str, Any]:
    session.expire_all()
    draft = session.get(Draft, 1)
    assert draft is not None
    return answers(draft)


def test_an_officer_asks_and_cannot_grant(
    officer: Visitor, director: Visitor, session: Session
) -> None:
    page = deed(officer, "ask", reason="Cierra el viernes")
    assert "Conceder el aval" not in page.text
    assert given(session)["aval_estado"] == "pedido"
    title = given(session)["titulo"]
    assert mails(session) == [("dir@ciudad.example", f"Piden su aval: {title}")]
    deed(officer, "grant", 403, reason="Yo mismo")
    admin = Visitor(officer.app).sign_in("admin@ciudad.example")
    deed(admin, "grant", 403, reason="Yo también")
    assert put(officer, "concedido", field="aval_estado", base=1).status_code == 422
    form = {"campo-aval_estado": "concedido", "version-aval_estado": "1"}
    officer.send("/propuestas/1/aval", form)
    assert given(session)["aval_estado"] == "pedido"


def test_nothing_is_granted_that_was_not_asked_nor_sent_that_was_not_granted(
    officer: Visitor, director: Visitor, session: Session
) -> None:
    deed(director, "grant", 409, reason="Nadie la pidió")
    sending = {"channel": "portal", "number": "RAD-1", "knowing": "1"}
    officer.send("/propuestas/1/envio", sending, on=PROCESS, status=409)
    deed(officer, "ask", reason="Cierra el viernes")
    officer.send("/propuestas/1/envio", sending, on=PROCESS, status=409)
    assert session.get(Submission, 1) is None
    assert session.scalars(select(DraftPassage.deed)).all() == ["ask"]


def test_the_direction_grants_with_day_and_reason_and_it_is_audited_and_mailed(
    officer: Visitor, director: Visitor, session: Session
) -> None:
    deed(officer, "ask")
    page = deed(director, "grant", 422)
    assert "Escriba la razón" in page.text
    assert given(session)["aval_estado"] == "pedido"
    deed(director, "grant", 422, reason="Sí", on="2026-11-21")  # tomorrow
    deed(director, "grant", reason="Conviene", on="2026-11-19", position="Directora")
    told = given(session)
    assert told["aval_estado"] == "concedido"
    assert (told["aval_fecha"], told["aval_razon"]) == ("2026-11-19", "Conviene")
    assert (told["aval_autoridad"], told["aval_cargo"]) == ("Dina Prueba", "Directora")
    assert ("luz@ciudad.example", f"Aval concedido: {told['titulo']}") in mails(session)
    audited = select(AuditEntry).where(AuditEntry.action == "draft.grant")
    entry = session.scalars(audited).one()
    assert entry.detail["reason"] == "Conviene"
    admin = Visitor(officer.app).sign_in("admin@ciudad.example")
    assert "concedió el aval a la propuesta" in admin.get("/auditoria").text


def test_a_refusal_goes_back_to_writing_and_says_why(
    officer: Visitor, director: Visitor, session: Session
) -> None:
    deed(officer, "ask")
    deed(director, "refuse", reason="Falta la contrapartida")
    assert given(session)["aval_estado"] == "negado"
    assert put(officer, "Se sigue escribiendo").status_code == 200
    assert "Falta la contrapartida" in officer.get(PROCESS).text
    assert any(subject.startswith("Aval negado") for _to, subject in mails(session))


def test_what_changed_since_it_was_read_is_not_approved_unseen(
    officer: Visitor, director: Visitor, session: Session
) -> None:
    deed(officer, "ask")
    form = director.get(PROCESS).form(f"{PROCESS}/grant")
    form["reason"] = "La leí"
    session.get_one(Draft, 1).updated_at = session.get_one(Draft, 1).created_at.replace(year=2027)
    session.commit()
    page = director.send(f"{PROCESS}/grant", form, on=PROCESS, status=409)
    assert "cambió después de que usted abrió" in page.text


def test_an_approved_proposal_answers_423_on_every_way_to_write(
    officer: Visitor, director: Visitor, session: Session
) -> None:
    path = "/propuestas/1/necesidad"
    before = officer.get(path).form(path)
    put(officer, "Antes del aval")
    row = officer.client.put(
        "/propuestas/1/respuestas/equipo/abc",
        json={"value": {"nombre": "Ana"}},
        headers={"If-Match": '"0"'},
    )
    assert row.status_code == 200
    approve(officer, director)
    frozen = given(session)
    answer = put(officer, "Después", base=1)
    assert answer.status_code == 423
    assert "Dina Prueba" in answer.json["error"]
    assert answer.json["by"] == "Dina Prueba"
    assert "20 de noviembre de 2026" in answer.json["at"]
    before["campo-necesidades"] = "Lo que alcancé a escribir"
    page = officer.send(path, before, on=PROCESS, status=423)
    assert "Lo que alcancé a escribir" in page.text
    assert "Dina Prueba" in page.text
    ways = (
        ("/propuestas/1/filas/equipo/abc", {"by": "1"}),
        ("/propuestas/1/versiones/lecciones", {"version": "1", "seen": "1"}),
        ("/propuestas/1/documentos", {"document_language": "en"}),
        ("/propuestas/1/anexos", {"kind": "carta", "file": [(BytesIO(PDF), "carta.pdf")]}),
        ("/propuestas/1/anexos/1/quitar", {}),
        ("/propuestas/1/interes", {"usar": "resumen"}),
        ("/propuestas/1/interes", {"insertar": "1", "bloque": "1", "insertar_en": "resumen"}),
        ("/propuestas/1/interes", {"traer": "equipo", "integrante": "1"}),
        ("/propuestas/1/interes", {"recuperar": "equipo:abc"}),
    )
    for way, values in ways:
        officer.send(way, values, on=PROCESS, status=423)
    assert given(session) == frozen
    page = officer.get(path)
    assert "quedó cerrada por Dina Prueba" in page.text
    assert not page.tree.xpath("//button[@name='hacer']")


STAYS_OPEN = {
    "proposals.add_comment",
    "proposals.settle_comment",
    "proposals.presence",
    "proposals.make",  # only its language is an answer of the draft
    "proposals.take_deed",
    "proposals.send_proposal",
    "proposals.conclude_proposal",
}
"""What one may still do to a locked draft: talk about it, make documents of it, move it on."""


def test_no_other_way_writes_into_a_locked_draft(
    app: Flask, officer: Visitor, director: Visitor, session: Session
) -> None:
    put(officer, "Antes del aval")
    row = {"json": {"value": {"nombre": "Ana"}}, "headers": {"If-Match": '"0"'}}
    officer.client.put("/propuestas/1/respuestas/equipo/abc", **row)
    approve(officer, director)
    frozen = given(session)
    token = officer.token(PROCESS)
    given_to = {"draft_id": 1, "slug": "interes", "field": "lecciones", "row": "abc"}
    tried = 0
    for rule in app.url_map.iter_rules():
        writes = {"POST", "PUT"} & (rule.methods or set())
        if not writes or "draft_id" not in rule.arguments or rule.endpoint in STAYS_OPEN:
            continue
        with app.test_request_context():
            names = {key: given_to.get(key, 1) for key in rule.arguments}
            if "row" in names:
                names["field"] = "equipo"
            path = url_for(rule.endpoint, **names)
        ask = officer.client.put if "PUT" in writes else officer.client.post
        body: dict[str, Any] = {
            "data": {"csrf_token": token, "version": "1", "seen": "1", "by": "1"}
        }
        if "PUT" in writes:
            body = {"json": {"value": "x"}, "headers": {"If-Match": '"0"'}}
        answer = ask(path, **body)
        assert answer.status_code == 423, (path, answer.status_code)
        assert "Dina Prueba" in answer.text, path
        tried += 1
    assert tried >= 10
    assert given(session) == frozen


def test_reopening_is_logged_and_the_endorsement_falls(
    officer: Visitor, director: Visitor, session: Session
) -> None:
    put(officer, "Lo aprobado")
    approve(officer, director)
    deed(officer, "reopen", 422)
    deed(officer, "reopen", reason="Cambió el presupuesto")
    assert given(session)["aval_estado"] == "por-pedir"
    assert put(officer, "Lo nuevo", base=1).status_code == 200
    page = officer.get(PROCESS)
    assert "Reabrió la propuesta" in page.text
    assert "Cambió el presupuesto" in page.text
    link = next(h for t, h in page.links().items() if t.startswith("Ver la propuesta como estaba"))
    kept = officer.get(link)
    assert "Lo aprobado" in kept.text
    assert "Lo nuevo" not in kept.text
    assert any(subject.startswith("Reabrieron") for _to, subject in mails(session))


def test_sending_keeps_hour_zone_receipt_and_what_was_sent(
    officer: Visitor, director: Visitor, session: Session
) -> None:
    letter = [(BytesIO(PDF + b"carta"), "Carta del socio.pdf")]
    officer.send("/propuestas/1/anexos", {"kind": "carta", "file": letter})
    approve(officer, director)
    sent = officer.get(PROCESS).form("/propuestas/1/envio")
    assert sent.getlist("sent") == ["a1"]
    told = {"channel": "portal", "day": "2026-11-20", "hour": "17:30", "number": "RAD-7"}
    told |= {"timezone": "Europe/Brussels", "requested": "73.300 EUR", "knowing": "1"}
    for name, text in told.items():
        sent[name] = text
    sent["receipt"] = (BytesIO(PDF), "acuse.pdf")  # type: ignore[assignment] # a file, not text
    page = officer.send("/propuestas/1/envio", sent, on=PROCESS)
    assert "20 de noviembre de 2026, 17:30, hora de Bruselas" in page.text
    session.expire_all()
    kept = session.get_one(Submission, 1)
    assert kept.sent_at.isoformat() == "2026-11-20T16:30:00+00:00"
    assert [one["name"] for one in kept.content] == ["Carta del socio.pdf"]
    assert len(kept.content[0]["digest"]) == 64
    assert (kept.requested, kept.requested_currency) == (73300, "EUR")
    link = next(h for t, h in page.links().items() if t == "Descargarla")
    response = officer.client.get(link)
    assert response.data == PDF
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert given(session)["envio_radicado"] == "RAD-7"
    assert put(officer, "Tarde").status_code == 423
    deed(officer, "reopen-sent", 403, reason="Solo la dirección")
    deed(director, "reopen-sent", reason="El portal pidió otra versión")
    assert session.scalars(select(DraftPassage.deed)).all()[-1] == "reopen-sent"


def test_what_prevents_sending_prevents_it_until_somebody_says_it_went_like_this(
    officer: Visitor, director: Visitor, session: Session
) -> None:
    approve(officer, director)
    shown = officer.get(PROCESS)
    assert "impiden enviar" in shown.text
    told = {"channel": "portal", "number": "RAD-9"}
    page = officer.send("/propuestas/1/envio", told, on=PROCESS, status=422)
    assert "Hay puntos que impiden enviar" in page.text
    assert page.form("/propuestas/1/envio")["number"] == "RAD-9"
    assert session.get(Submission, 1) is None
    officer.send("/propuestas/1/envio", told | {"knowing": "1"}, on=PROCESS)
    session.expire_all()
    assert session.get_one(Submission, 1).number == "RAD-9"


def test_an_hour_to_come_is_refused(officer: Visitor, director: Visitor, session: Session) -> None:
    approve(officer, director)
    given = {"channel": "portal", "day": "2026-11-20", "hour": "23:59", "knowing": "1"}
    page = officer.send("/propuestas/1/envio", given, on=PROCESS, status=422)
    assert "no han llegado" in page.text
    assert session.get(Submission, 1) is None


def test_the_outcome_is_kept_with_its_sums_or_its_reason(
    officer: Visitor, director: Visitor, session: Session
) -> None:
    approve(officer, director)
    officer.send("/propuestas/1/envio", {"channel": "correo", "knowing": "1"}, on=PROCESS)
    where = "/propuestas/1/resultado"
    page = officer.send(where, {"outcome": "lost"}, on=PROCESS, status=422)
    assert "Escriba la razón" in page.text
    page = officer.send(where, {"outcome": "won", "granted": "50.000"}, on=PROCESS, status=422)
    assert "moneda" in page.text
    officer.send(where, {"outcome": "lost", "reason": "Quedamos segundos"}, on=PROCESS)
    won = {"outcome": "won", "granted": "50.000 EUR", "on": "2026-11-20"}
    officer.send(where, won, on=PROCESS)  # the reserve list moved
    session.expire_all()
    kept = session.get_one(Submission, 1)
    assert (kept.outcome, kept.granted, kept.granted_currency) == ("won", 50000, "EUR")
    assert "Quedamos segundos" in officer.get(PROCESS).text
    assert session.scalars(select(Pursuit.stage)).one() == "won"
    told = session.scalars(select(Result)).one()
    assert (told.granted, told.currency, told.day.isoformat()) == (50000, "EUR", "2026-11-20")
    assert (told.requested, told.currency_of("requested")) == (400_000_000, "COP")
    officer.send(where, {"outcome": "lost", "reason": "Fue un error"}, on=PROCESS)
    session.expire_all()
    assert session.scalars(select(Result.granted)).one() is None


def test_two_who_decide_at_once_one_is_told(officer: Visitor, director: Visitor) -> None:
    deed(officer, "ask")
    deed(director, "grant", reason="Sí")
    page = deed(director, "refuse", 409, reason="No")
    assert "Alguien cambió antes el estado" in page.text


def test_the_archive_takes_it_out_of_the_list_and_back(officer: Visitor, draft: int) -> None:
    deed(officer, "archive")
    assert "/propuestas/1" not in officer.get("/propuestas").links().values()
    assert "/propuestas/1" in officer.get("/propuestas?archived=1").links().values()
    assert put(officer, "x").status_code == 423
    deed(officer, "restore")
    assert put(officer, "x").status_code == 200


def test_the_list_is_searched_and_narrowed_by_its_address(
    officer: Visitor, director: Visitor, session: Session
) -> None:
    put(officer, "2026-12-01", field="cierre", base=given_version(session, "cierre"))
    title = session.get_one(Draft, 1).title

    def shows(query: str) -> bool:
        return "/propuestas/1" in officer.get(f"/propuestas?{query}").links().values()

    assert shows(f"q={title.split()[0].lower()[:5]}")
    assert not shows("q=inexistente")
    assert shows("closing=30")
    assert not shows("closing=past")
    assert shows("owner=1")
    assert not shows("owner=3")
    assert shows("state=writing&sort=closing")
    assert not shows("state=sent")
    assert "cierra el 1 de diciembre de 2026" in officer.get("/propuestas").text


def given_version(session: Session, field: str) -> int:
    session.expire_all()
    draft = session.get_one(Draft, 1)
    return next((a.version for a in draft.answers if a.field == field), 0)


def test_what_the_office_goes_after_is_where_its_proposal_is(
    officer: Visitor, director: Visitor, session: Session
) -> None:
    def pursuit() -> Pursuit:
        session.expire_all()
        return session.scalars(select(Pursuit)).one()

    assert pursuit().stage == "drafting"
    deed(officer, "ask")
    assert pursuit().endorsement_asked_at is not None
    page = director.get(f"/seguimiento/{pursuit().id}")
    assert "Se lee y se decide en la propuesta" in page.text
    assert "Dar el aval" not in page.text
    deed(director, "refuse", reason="Falta la contrapartida")
    assert pursuit().endorsement_asked_at is None
    approve(officer, director)
    assert pursuit().stage == "endorsed"
    deed(officer, "reopen", reason="Cambió un monto")
    assert pursuit().stage == "drafting"
    told = [(one.before, one.after) for one in pursuit().changes if one.kind == "stage"]
    assert told[-2:] == [("drafting", "endorsed"), ("endorsed", "drafting")]


def test_the_list_goes_on_by_key_and_shows_each_proposal_once(
    officer: Visitor, draft: int, session: Session
) -> None:
    first = session.get_one(Draft, draft)
    for number in range(2, 59):
        session.add(
            Draft(
                title=f"Propuesta {number % 7}",
                owner_id=first.owner_id,
                state="writing",
                created_at=first.created_at,
                updated_at=first.updated_at + timedelta(minutes=number % 5),
            )
        )
    session.commit()
    for sort in ("updated", "closing", "title"):
        address, seen, pages = f"/propuestas?sort={sort}&owner={first.owner_id}", [], 0
        while address:
            page = officer.get(address)
            assert "58 propuestas" in page.text
            found = [one.rpartition("/")[2] for one in page.tree.xpath("//article//h2/a/@href")]
            assert len(found) <= 25
            seen += found
            address = next(iter(page.tree.xpath("//a[@rel='next']/@href")), "")
            assert not address or {f"sort={sort}", f"owner={first.owner_id}"} <= set(
                address.partition("?")[2].split("&")
            )
            pages += 1
            if pages == 1 and sort == "updated":  # what changes meanwhile moves no other
                moved = session.get_one(Draft, int(found[0]))
                moved.updated_at += timedelta(hours=1)
                session.commit()
        assert (pages, sorted(map(int, seen))) == (3, list(range(1, 59)))
    assert "Todavía no hay" not in officer.get("/propuestas?after=9~9").text
    assert "58 propuestas" in officer.get("/propuestas?after=ayer~9").text
