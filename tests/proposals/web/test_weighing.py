"""The donor's form, the self-assessment, the list of indicators, and what the call asks."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from proposals.assessment.questions import CODES, CRITERIA
from proposals.library.indicators import standard_indicators
from proposals.models import Answer
from tests.matcher.web.support import Visitor

PASTED = "1. Describa el problema (máximo 5 palabras, obligatoria)\n2. ¿Quiénes son los socios?"


def rows(session: Session, field: str) -> list[dict[str, str]]:
    session.expire_all()
    kept = select(Answer).where(Answer.field == field)
    found = session.scalars(kept.order_by(Answer.draft_id, Answer.position, Answer.id))
    return [one.value for one in found if not one.deleted]


def test_a_pasted_form_is_answered_in_its_step_and_begins_the_next_draft(
    officer: Visitor, draft: int, session: Session
) -> None:
    place = f"/propuestas/{draft}/formulario"
    officer.send(place, {"texto": "Bienvenido"}, status=422)
    page = officer.send(place, {"texto": PASTED})
    assert "2 preguntas · 0 respondidas" in page.text
    officer.send(place, {"texto": PASTED})
    assert [row["paso"] for row in rows(session, "formulario")] == ["problema", "gobernanza"]

    step = f"/propuestas/{draft}/problema"
    form = officer.get(step).form(step)
    name = next(key for key in form if key.endswith("-respuesta"))
    form[name] = "Las casas se inundan cada vez que llueve"
    form["hacer"] = "guardar"
    page = officer.send(step, form)
    assert "Tiene 40 caracteres" not in page.text
    assert "Tiene 8 palabras y el máximo es 5" in page.text
    answered = rows(session, "formulario")[0]
    assert answered["respuesta"] == "Las casas se inundan cada vez que llueve"
    assert answered["limite"] == "5"
    page = officer.get(place)
    assert "8 de 5 palabras" in page.text
    assert "1 respondida" in page.text

    again = officer.get("/propuestas/nueva?project=2&call=1").form("/propuestas/nueva")
    officer.send("/propuestas/nueva", {**again, "another": "1"})
    copied = rows(session, "formulario")[2:]
    assert [row["pregunta"] for row in copied] == [
        "Describa el problema (máximo 5 palabras, obligatoria)",
        "¿Quiénes son los socios?",
    ]
    assert not any("respuesta" in row for row in copied)


def test_the_assessment_counts_what_was_answered(
    officer: Visitor, draft: int, session: Session
) -> None:
    assert len(CODES) == 48
    assert len(CRITERIA) == 16
    place = f"/propuestas/{draft}/autoevaluacion"
    form = officer.get(place).form("")
    form["planeacion-1"], form["planeacion-2"] = "si", "no"
    page = officer.send(place, form)
    assert "1 de 48" in page.text
    assert "Respondidas: 2" in page.text
    assert rows(session, "autoevaluacion") == [["planeacion-1-si", "planeacion-2-no"]]
    late = {"version": "0", "ods-1": "si"}  # somebody who opened it before
    page = officer.send(place, late)
    assert "2 de 48" in page.text
    assert "2 de 48" in officer.get(f"/propuestas/{draft}/transparencia").text


def test_a_standard_indicator_becomes_a_row(officer: Visitor, draft: int, session: Session) -> None:
    for language in ("es", "en"):
        listed = standard_indicators(language)
        assert len({one.text for one in listed}) == 64
        assert {one.ods for one in listed} == set(range(1, 18))
        assert {one.way for one in listed} == {"sube", "baja"}
    step = f"/propuestas/{draft}/objetivos"
    officer.send(step, {"traer": "indicadores", "indicador": "13.1"})
    row = rows(session, "indicadores")[-1]
    assert row["unidad"] == "toneladas de CO2 equivalente al año"
    assert row["sentido"] == "baja"


def test_less_than_the_least_is_told_on_the_way_in(officer: Visitor, draft: int) -> None:
    step = f"/propuestas/{draft}/convocatoria"
    form = officer.get(step).form(step)
    form["campo-monto_minimo"] = "9.000.000.000 EUR"
    form["hacer"] = "guardar"
    officer.send(step, form)
    plan = f"/propuestas/{draft}/objetivos"
    form = officer.get(plan).form(plan)
    form["campo-moneda"] = "EUR"
    form["fila-presupuesto-nueva-cantidad"] = "1"
    form["fila-presupuesto-nueva-valor_unitario"] = "73.300"
    form["fila-presupuesto-nueva-fuente"] = "solicitado"
    form["hacer"] = "guardar"
    officer.send(plan, form)
    told = "Se piden 73.300 EUR y el mínimo es 9.000.000.000 EUR."
    for place in ("", "/convocatoria", "/requisitos", "/objetivos", "/aplicar"):
        assert told in officer.get(f"/propuestas/{draft}{place}").text, place


def test_a_draft_begun_before_is_offered_what_the_call_asks(
    officer: Visitor, draft: int, session: Session
) -> None:
    call = session.get_one(Call, 1)
    call.text = f"{call.text}\nLa duración máxima de los proyectos es de 36 meses."
    session.commit()
    step = f"/propuestas/{draft}/convocatoria"
    page = officer.get(step)
    assert "La duración máxima de los proyectos es de 36 meses." in page.text
    form = page.form(step)
    form["usar"] = "duracion_maxima"
    officer.send(step, form)
    session.expire_all()
    kept = session.scalars(select(Answer).where(Answer.field == "duracion_maxima")).one()
    assert (kept.value, kept.origin) == ("36", "call")
