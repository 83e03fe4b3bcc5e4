"""Seguimiento through the pages: follow, take, move, own dates, notes, the aval, the board."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.calls.models import Call
from matcher.matches.models import Match
from matcher.people.models import Person
from matcher.pursuits.models import Pursuit, PursuitDate, PursuitMention
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor


@pytest.fixture
def match(session: Session) -> Match:
    found = session.scalars(select(Match).where(Match.blocked.is_(False))).first()
    assert found is not None
    return found


def only(session: Session) -> Pursuit:
    session.expire_all()
    return session.scalars(select(Pursuit)).one()


def press(visitor: Visitor, path: str, action: str, **values: str) -> str:
    """Send a form of the page as it is shown, with ``values`` typed in; what the next page says."""
    form = visitor.get(path).form(action)
    for name, value in values.items():
        form[name] = value
    return visitor.send(action, form, on=path).text


def test_the_board_is_taken_away_as_its_filters_show_it(
    officer: Visitor, session: Session, match: Match
) -> None:
    press(officer, f"/convocatorias/{match.call_id}", "/seguimiento/abrir")
    title = only(session).call.title
    page = officer.get("/seguimiento?de=mias&table=x")
    link = page.links()["Excel"]
    assert link == "/seguimiento/tabla.xlsx?de=mias&table=x"
    sheet = load_workbook(BytesIO(officer.client.get(link).data)).active
    assert sheet is not None
    head, row = list(sheet.iter_rows(values_only=True))
    assert head[:3] == ("Convocatoria", "Financiador", "Estado")
    assert row[0] == title
    none = officer.client.get("/seguimiento/tabla.csv?estado=won").text
    assert title not in none
    assert "Convocatoria" in none
    noted = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id.desc())).first()
    assert noted == "export.pursuits"


def test_one_click_on_a_call_follows_it_and_one_takes_it(
    officer: Visitor, session: Session, match: Match
) -> None:
    path = f"/convocatorias/{match.call_id}"
    assert "Nadie la sigue todavía" in officer.get(path).text
    told = press(officer, path, "/seguimiento/abrir")
    assert "La sigue." in told
    pursuit = only(session)
    assert (pursuit.stage, pursuit.project_id, pursuit.assignee_id) == ("detected", None, None)
    told = press(officer, path, f"/seguimiento/{pursuit.id}/asignar")
    assert "La tiene Luz Prueba" in told
    assert only(session).stage == "assigned"
    assert "Asignármela" not in officer.get(path).text
    assert "Ya no la sigue." in press(officer, path, f"/seguimiento/{pursuit.id}/seguir")


def test_interesa_opens_a_pursuit_and_the_match_shows_it(
    officer: Visitor, session: Session, match: Match
) -> None:
    path = f"/coincidencias/{match.call_id}/{match.project_id}"
    told = press(officer, path, f"{path}/opinion")
    assert "Ya está en Seguimiento" in told
    assert (only(session).call_id, only(session).project_id) == (match.call_id, match.project_id)
    assert "Detectada" in officer.get(path).text


@pytest.fixture
def pursued(officer: Visitor, session: Session, match: Match) -> Pursuit:
    officer.send(
        "/seguimiento/abrir",
        {"call": str(match.call_id), "project": str(match.project_id), "take": "yes"},
        on="/",
    )
    return only(session)


def test_a_card_is_moved_by_its_own_form_and_an_ending_says_why(
    officer: Visitor, session: Session, pursued: Pursuit
) -> None:
    move = f"/seguimiento/{pursued.id}/mover"
    assert "Ahora está en «En análisis»" in press(officer, "/seguimiento", move, to="analysis")
    form = officer.get("/seguimiento").form(move)
    form["to"] = "discarded"
    form["reason"] = "Lo hablamos el lunes."
    page = officer.send(move, form, on="/seguimiento", status=422)
    assert "Escoja de la lista por qué terminó." in page.text
    form = page.form(move)  # what was chosen and written is still there
    assert (form["to"], form["reason"]) == ("discarded", "Lo hablamos el lunes.")
    for name in ("seguir", "asignar"):
        sent = page.form(f"/seguimiento/{pursued.id}/{name}")
        assert sent.get("next", f"/seguimiento/{pursued.id}") == f"/seguimiento/{pursued.id}"
    form["end_reason"] = "no-time"
    page = officer.send(move, form, on="/seguimiento")
    assert "Descartada" in page.text
    assert "El plazo no alcanza" in page.text
    told = officer.get(f"/seguimiento/{pursued.id}").text
    assert "Luz Prueba pasó de «En análisis» a «Descartada»: El plazo no alcanza" in told


def test_whoever_moves_a_card_that_somebody_moved_meanwhile_is_told(
    officer: Visitor, session: Session, pursued: Pursuit
) -> None:
    move = f"/seguimiento/{pursued.id}/mover"
    late = officer.get("/seguimiento").form(move)
    press(officer, "/seguimiento", move, to="analysis")
    late["to"] = "drafting"
    page = officer.send(move, late, on="/seguimiento", status=409)
    assert "Alguien cambió este seguimiento" in page.text
    assert only(session).stage == "analysis"


def test_own_dates_stand_beside_the_funders(
    officer: Visitor, session: Session, pursued: Pursuit
) -> None:
    path = f"/seguimiento/{pursued.id}"
    send = {"kind": "legal", "day": "2026-11-25", "label": "", "version": str(pursued.version)}
    page = officer.send(f"{path}/fecha", send, on=path)
    assert "Revisión jurídica" in page.text
    assert "25 de noviembre de 2026" in page.text
    kept = session.scalars(select(PursuitDate)).one()
    page = officer.send(f"{path}/fecha/{kept.id}", {"done": "yes"}, on=path)
    assert "dio por hecho «Revisión jurídica»" in page.text
    wrong = send | {"kind": "other", "version": ""}
    page = officer.send(f"{path}/fecha", wrong, on=path, status=422)
    assert "Escriba para qué es esa fecha." in page.text
    assert 'value="2026-11-25"' in page.response.text  # what was typed is still there
    # An empty box takes nothing away.
    for day, told in (("mañana", "Escriba la fecha como 2027-03-05."), ("", "Falta el día.")):
        page = officer.send(
            f"{path}/fecha", send | {"version": "", "day": day}, on=path, status=422
        )
        assert told in page.text
    assert "Revisión jurídica" in press(officer, path, f"{path}/fecha")
    session.expire_all()
    assert session.scalars(select(PursuitDate)).all() == []


def test_what_ended_waits_for_no_day(officer: Visitor, pursued: Pursuit) -> None:
    path = f"/seguimiento/{pursued.id}"
    day = {"kind": "legal", "day": "2026-11-25", "label": "", "version": str(pursued.version)}
    officer.send(f"{path}/fecha", day, on=path)
    due = "Revisión jurídica: 25 nov 2026"
    assert due in officer.get("/seguimiento").text.replace("\N{NO-BREAK SPACE}", " ")
    press(officer, path, f"{path}/mover", to="discarded", end_reason="no-time")
    assert due not in officer.get("/seguimiento").text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_mention_waits_in_hoy_until_it_is_answered(
    app: Flask, officer: Visitor, session: Session, pursued: Pursuit
) -> None:
    path = f"/seguimiento/{pursued.id}"
    page = officer.send(f"{path}/nota", {"text": "¿Lo avala, @Dina Prueba?"}, on=path)
    assert "Lo verá: Dina Prueba." in page.text
    director = Visitor(app).sign_in("dir@ciudad.example")
    assert "¿Lo avala, @Dina Prueba?" in director.get("/").text
    director.send(f"{path}/visto", {}, on=path)
    assert session.scalars(select(PursuitMention)).one().seen_at is not None
    assert "¿Lo avala, @Dina Prueba?" not in director.get("/").text


def test_a_name_that_reaches_nobody_is_told(
    officer: Visitor, session: Session, pursued: Pursuit
) -> None:
    path, left = f"/seguimiento/{pursued.id}", "«@Dina» no le llega a nadie"
    page = officer.send(f"{path}/nota", {"text": "¿Lo avala, @Dina?"}, on=path)
    assert left not in page.text
    dina = session.scalars(select(Person).where(Person.email == "dir@ciudad.example")).one()
    dina.active = False
    session.commit()
    page = officer.send(f"{path}/nota", {"text": "@Dina Prueba, y @Nadie, a a@b.example"}, on=path)
    assert left in page.text
    assert "«@Nadie» no le llega a nadie" in page.text
    assert "«@b" not in page.text


def test_a_call_that_is_withdrawn_says_so_wherever_it_is_pursued(
    officer: Visitor, session: Session, pursued: Pursuit
) -> None:
    pages = ("/seguimiento", f"/seguimiento/{pursued.id}")
    said = "Convocatoria: Retirada"
    assert not any(said in officer.get(path).text for path in pages)
    call = session.get_one(Call, pursued.call_id)
    call.withdrawn_at = NOW
    session.commit()
    assert all(said in officer.get(path).text for path in pages)
    press(officer, pages[1], f"{pages[1]}/mover", to="discarded", end_reason="no-time")
    assert not any(said in officer.get(path).text for path in pages)


def test_the_aval_is_asked_for_waits_in_hoy_and_is_given(
    app: Flask, officer: Visitor, session: Session, pursued: Pursuit
) -> None:
    path = f"/seguimiento/{pursued.id}"
    press(officer, path, f"{path}/mover", to="drafting")
    assert "Pedido." in press(officer, path, f"{path}/aval")
    assert "Dar el aval" not in officer.get(path).text
    director = Visitor(app).sign_in("dir@ciudad.example")
    assert "Aval por dar" in director.get("/").text
    assert "Aval por dar" not in officer.get("/").text
    assert "Aval dado." in press(director, path, f"{path}/aval")
    assert only(session).stage == "endorsed"


def test_hoy_tells_what_is_mine_that_falls_due_and_what_the_team_did(
    app: Flask, officer: Visitor, session: Session, pursued: Pursuit
) -> None:
    path = f"/seguimiento/{pursued.id}"
    home = officer.get("/").text
    assert "Lo suyo que cierra o vence en quince días Asignada" in home  # it closes in ten days
    assert "Ningún aval, ninguna pregunta y ninguna mención" in home
    assert "Nada de lo suyo lleva más de 14 días sin cambios." in home
    director = Visitor(app).sign_in("dir@ciudad.example")
    assert "Usted no sigue ninguna convocatoria" in director.get("/").text
    assert "Nada lleva más de 14 días sin cambios." in director.get("/").text
    director.send(f"{path}/fecha", {"kind": "signature", "day": "2026-11-19", "label": ""}, on=path)
    home = officer.get("/").text
    assert "Dina Prueba puso la fecha de «Firma»: 19 de noviembre de 2026" in home
    assert "Firma: 19 nov 2026 venció" in home


def test_where_nothing_is_pursued_nothing_is_told_to_go_on(app: Flask, officer: Visitor) -> None:
    assert "Usted no lleva nada en seguimiento." in officer.get("/").text
    home = Visitor(app).sign_in("dir@ciudad.example").get("/").text
    assert "Todavía no hay nada en seguimiento." in home
    assert "14 días" not in home


def test_what_nobody_touches_for_a_fortnight_stands_out(
    app: Flask, officer: Visitor, session: Session, pursued: Pursuit
) -> None:
    pursued.touched_at -= timedelta(days=20)
    session.commit()
    assert "Detenida: 20 días sin cambios" in officer.get("/seguimiento?detenidas=1").text
    assert "20 días sin cambios" in officer.get("/").text
    director = Visitor(app).sign_in("dir@ciudad.example")
    assert "20 días sin cambios" in director.get("/").text  # of the whole team


def test_the_filters_live_in_the_address(officer: Visitor, pursued: Pursuit) -> None:
    title = pursued.call.title
    for address, shown in (
        ("/seguimiento?de=mias", True),
        (f"/seguimiento?persona={pursued.assignee_id}", True),
        ("/seguimiento?persona=9999", False),
        ("/seguimiento?cierra=15", True),
        ("/seguimiento?estado=won", False),
        ("/seguimiento?detenidas=1", False),
        ("/seguimiento?secretaria=Nadie", False),
        ("/seguimiento?linea=ecociudad&cierra=zzz&estado=zzz", True),
    ):
        assert (title in officer.get(address).text) is shown, address


def test_who_only_reads_sees_it_all_and_changes_nothing(
    app: Flask, officer: Visitor, pursued: Pursuit
) -> None:
    viewer = Visitor(app).sign_in("ver@ciudad.example")
    for path in ("/seguimiento", f"/seguimiento/{pursued.id}"):
        page = viewer.get(path)
        assert pursued.call.title in page.text
        forms = [f.get("action") for f in page.tree.forms if f.method == "POST"]
        assert not [a for a in forms if a and a.startswith("/seguimiento")], forms
    for action in ("mover", "asignar", "seguir", "aval", "nota", "fecha"):
        viewer.send(f"/seguimiento/{pursued.id}/{action}", {}, on="/perfil", status=403)


def test_the_board_is_read_in_english_too(officer: Visitor, pursued: Pursuit) -> None:
    officer.send("/idioma", {"language": "en"}, on="/")
    for path in ("/seguimiento", f"/seguimiento/{pursued.id}"):
        text = officer.get(path).text
        assert not re.search(r"\b(Responsable|Fechas|Mover|Notas)\b", text)


def test_the_gate_is_edited_shown_enforced_and_let_through(
    app: Flask, session: Session, match: Match
) -> None:
    admin = Visitor(app).sign_in("admin@ciudad.example")
    unticked = admin.send("/filtro/nueva/kinds-never-taken", {}, status=422)
    assert "Marque al menos una." in unticked.text
    add = "/filtro/nueva/counterpart-ceiling"
    wrong = admin.send(add, {"values": "mucho", "because": ""}, on=add, status=422)
    assert "Escriba un porcentaje de 0 a 100." in wrong.text
    assert 'value="mucho"' in wrong.response.text
    admin.send(add, {"values": "10 %", "because": "Acuerdo de la agencia."}, on=add)
    officer = Visitor(app).sign_in("luz@ciudad.example")
    path = f"/convocatorias/{match.call_id}"
    why = "Pide una contrapartida del 20 %; nuestro tope es 10 %."
    for address in (path, "/convocatorias", f"/coincidencias/convocatoria/{match.call_id}"):
        shown = officer.get(address).text
        if address != f"/coincidencias/convocatoria/{match.call_id}":
            assert why in shown, address
            assert "«La entidad aporta el 20 % del costo»" in shown, address
    assert "Acuerdo de la agencia." in officer.get(path).text
    officer.send("/seguimiento/abrir", {"call": str(match.call_id), "take": "no"}, on="/")
    take = {"call": str(match.call_id), "take": "yes"}
    refused = officer.send("/seguimiento/abrir", take, on="/", status=422)
    assert "No pasa el filtro de la agencia" in refused.text
    assert only(session).stage == "detected"
    page = officer.get(f"/seguimiento/{only(session).id}")
    assert why in page.text  # where the office works it, not only on the call
    assert "Empezar propuesta" not in page.links()
    assert "Asignar a" not in page.text
    rule = officer.get("/filtro").text
    assert "Tope de contrapartida: 10 %" in rule
    director = Visitor(app).sign_in("dir@ciudad.example")
    let = f"/filtro/convocatoria/{match.call_id}/1/pasar"
    officer.send(let, {"reason": "x"}, on="/", status=403)
    told = press(director, path, let, reason="Lo aprobó el comité.")
    assert "La dirección la deja pasar Lo aprobó el comité. Dina Prueba" in told
    officer.send("/seguimiento/abrir", take, on="/")
    assert only(session).stage == "assigned"


def test_the_reasons_are_a_list_of_the_agency(admin: Visitor, session: Session) -> None:
    send = {"ending": "discarded", "name": "Sin permiso de la junta"}
    assert "Sin permiso de la junta" in admin.send("/motivos", send, on="/motivos").response.text
    page = admin.send("/motivos", send, on="/motivos", status=422)
    assert "Ya hay un motivo con ese nombre." in page.text
    assert (
        "El plazo no alcanza"
        in admin.send("/motivos/no-time/retirar", {"retired": "yes"}, on="/motivos").text
    )
    page = admin.get("/motivos")
    assert page.form("/motivos/no-time/retirar")["retired"] == "no"


def test_what_one_has_taken_up_is_no_longer_new_and_stays_new_for_others(
    officer: Visitor, session: Session
) -> None:
    pair = "/coincidencias/1/1"
    director = Visitor(officer.app).sign_in("dir@ciudad.example")

    def new_for(who: Visitor) -> list[str]:
        return list(map(str, who.get("/").tree.xpath("//section[@aria-labelledby='new']//a/@href")))

    assert pair in new_for(officer)
    assert pair in new_for(director)
    officer.send("/seguimiento/abrir", {"call": "1", "project": "1", "take": "no"}, on=pair)
    assert pair not in new_for(officer)
    assert pair in new_for(director)
    assert "/coincidencias/1/1" in officer.get("/coincidencias").links().values()
    taken = session.scalars(select(Pursuit)).one()
    assert [one.person.name for one in taken.followers] == ["Luz Prueba"]
