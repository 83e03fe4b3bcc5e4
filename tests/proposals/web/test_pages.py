"""The wizard's pages as a browser without a script gets them."""

from io import BytesIO

import pytest
from docx import Document
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.projects.models import Project
from matcher.projects.queries import refresh_index
from proposals.docx import office
from proposals.models import Answer, Draft
from proposals.steps import STEPS
from proposals.web.listing import OFFERED
from tests.matcher.web.support import Visitor


def stored(session: Session, field: str) -> list[Answer]:
    session.expire_all()
    return list(session.scalars(select(Answer).where(Answer.field == field).order_by(Answer.id)))


def test_the_empty_list_says_how_to_begin(officer: Visitor) -> None:
    assert "Todavía no hay propuestas" in officer.get("/propuestas").text


def test_a_match_leads_to_a_filled_form_and_then_to_the_ten_steps(officer: Visitor) -> None:
    page = officer.get("/propuestas/nueva?project=1&call=1")
    assert page.form("/propuestas/nueva")["project"] == "1"
    page = officer.send("/propuestas/nueva", page.form("/propuestas/nueva"))
    assert all(step.title in page.text for step in STEPS)
    assert "Con datos iniciales" in page.text


def test_a_pair_that_has_a_proposal_offers_it_before_another(
    officer: Visitor, draft: int, session: Session
) -> None:
    other = Visitor(officer.app).sign_in("dir@ciudad.example")
    page = other.send("/propuestas/nueva", {"project": "1", "call": "1"}, status=409)
    told = "Ya hay una propuesta para esta convocatoria y este proyecto, de Luz Prueba, del 20 de"
    assert told in page.text
    assert session.scalars(select(Draft.id)).all() == [draft]
    page = other.get("/propuestas/nueva?project=1&call=1")
    assert told in page.text
    assert f"/propuestas/{draft}" in page.links().values()
    form = page.form("/propuestas/nueva")
    assert other.send("/propuestas/nueva", form).heading == officer.get("/propuestas/2").heading
    form["project"] = "2"  # another pair than the one that was warned of, with nothing begun
    other.send("/propuestas/nueva", form)
    form["another"] = "1"
    other.send("/propuestas/nueva", form, status=409)
    assert "Ya hay una propuesta" not in other.get("/propuestas/nueva?project=1").text


PAIRS = ("/", "/convocatorias/1", "/coincidencias", "/coincidencias/1/1", "/proyectos/1")
BEGIN, GO_ON = 'href="/propuestas/nueva?project=1&amp;call=1"', "Seguir con el borrador"


@pytest.mark.parametrize("shown", PAIRS)
def test_a_pair_that_has_a_proposal_leads_to_it(
    officer: Visitor, session: Session, shown: str
) -> None:
    other = Visitor(officer.app).sign_in("dir@ciudad.example")

    def told() -> str:
        return other.get(shown).response.text

    assert BEGIN in told()
    officer.send("/propuestas/nueva", {"project": "1", "call": "1"})
    assert BEGIN not in told()
    assert other.get(shown).links()[GO_ON] == "/propuestas/1"
    viewer = Visitor(officer.app).sign_in("ver@ciudad.example")
    assert GO_ON not in viewer.get(shown).links()
    made = session.scalars(select(Draft)).one()
    made.state = "sent"
    session.commit()
    assert GO_ON not in told()
    assert other.get(shown).links()["Ver la propuesta"] == "/propuestas/1"
    made.archived_at = made.created_at
    session.commit()
    assert BEGIN in told()


@pytest.mark.parametrize("slug", [step.slug for step in STEPS])
def test_each_step_opens(officer: Visitor, draft: int, slug: str) -> None:
    page = officer.get(f"/propuestas/{draft}/{slug}")
    assert page.heading == next(step.title for step in STEPS if step.slug == slug)


def test_what_was_known_says_where_it_came_from(officer: Visitor, draft: int) -> None:
    assert "del banco de proyectos" in officer.get(f"/propuestas/{draft}/interes").text
    assert "de la convocatoria" in officer.get(f"/propuestas/{draft}/convocatoria").text


def test_other_pages_open(officer: Visitor, draft: int) -> None:
    assert "No suministrado" in officer.get(f"/propuestas/{draft}/todas").text
    assert "Todavía no hay documento" in officer.get(f"/propuestas/{draft}/documentos").text
    assert "La actual" in officer.get(f"/propuestas/{draft}/versiones/titulo").text


def test_a_plain_form_saves_what_changed_and_nothing_else(
    officer: Visitor, draft: int, session: Session
) -> None:
    path = f"/propuestas/{draft}/interes"
    form = officer.get(path).form(path)
    form["campo-motivacion"] = "Primera línea.\r\nSegunda & «última» <b>."
    form["hacer"] = "guardar"
    officer.send(path, form)
    (saved,) = stored(session, "motivacion")
    assert saved.value == "Primera línea.\nSegunda & «última» <b>."
    assert saved.version == 1
    assert stored(session, "titulo")[0].version == 1
    assert officer.get(path).form(path)["campo-motivacion"].split("\n")[-1] == (
        "Segunda & «última» <b>."
    )


def test_a_bad_value_is_kept_and_named_on_continuing(
    officer: Visitor, draft: int, session: Session
) -> None:
    path = f"/propuestas/{draft}/objetivos"
    form = officer.get(path).form(path)
    form["campo-duracion"] = "pronto"
    form["hacer"] = "seguir"
    page = officer.send(path, form)
    assert "Hay datos por corregir" in page.text
    assert stored(session, "duracion")[-1].value == "pronto"
    assert page.form(path)["campo-duracion"] == "pronto"


def test_a_text_over_its_limit_is_kept_whole_and_named(
    officer: Visitor, draft: int, session: Session
) -> None:
    path = f"/propuestas/{draft}/interes"
    form = officer.get(path).form(path)
    form["campo-titulo"] = "á" * 250
    form["hacer"] = "seguir"
    page = officer.send(path, form)
    assert "Tiene 250 caracteres y el máximo es 200: sobran 50" in page.text
    assert stored(session, "titulo")[0].value == "á" * 250


def test_a_text_nobody_writes_is_refused_but_stays_on_the_page(
    officer: Visitor, draft: int, session: Session
) -> None:
    path = f"/propuestas/{draft}/interes"
    form = officer.get(path).form(path)
    form["campo-motivacion"] = "x" * 1_000_001
    page = officer.send(path, form)
    assert "aquí caben 1000000" in page.text
    assert len(page.form(path)["campo-motivacion"]) == 1_000_001
    assert stored(session, "motivacion") == []


def test_rows_are_added_moved_removed_and_brought_back(
    officer: Visitor, draft: int, session: Session
) -> None:
    path = f"/propuestas/{draft}/interes"
    for name in ("Ana Ejemplo", "Beto Ejemplo"):
        form = officer.get(path).form(path)
        form["fila-equipo-nueva-nombre"] = name
        form["hacer"] = "guardar"
        officer.send(path, form)
    first, second = stored(session, "equipo")
    form = officer.get(path).form(path)
    form["mover"] = f"equipo:{second.row}:-1"
    officer.send(path, form)
    first, second = stored(session, "equipo")
    assert second.position < first.position
    form = officer.get(path).form(path)
    form[f"quitar-equipo-{first.row}"] = "1"
    page = officer.send(path, form)
    assert stored(session, "equipo")[0].deleted
    assert "1 quitada" in page.text
    form = page.form(path)
    form["recuperar"] = f"equipo:{first.row}"
    officer.send(path, form)
    assert not stored(session, "equipo")[0].deleted


def test_words_in_a_row_that_somebody_removed_are_shown_and_can_bring_it_back(
    app: Flask, officer: Visitor, draft: int, session: Session
) -> None:
    path = f"/propuestas/{draft}/gobernanza"
    form = officer.get(path).form(path)
    form["fila-riesgos-nueva-descripcion"] = "Una creciente"
    officer.send(path, form)
    (row,) = stored(session, "riesgos")
    mine = officer.get(path).form(path)
    other = Visitor(app).sign_in("dir@ciudad.example")
    theirs = other.get(path).form(path)
    theirs[f"quitar-riesgos-{row.row}"] = "1"
    other.send(path, theirs)
    officer.send(path, mine)  # untouched: it stays removed, without a word
    assert stored(session, "riesgos")[0].deleted
    mine[f"fila-riesgos-{row.row}-mitigacion"] = "Un plan de evacuación"
    page = officer.send(path, mine)
    assert "Dina Prueba quitó esta fila" in page.text
    officer.send(path, page.form(path), on=path)
    (row,) = stored(session, "riesgos")
    assert not row.deleted
    assert row.value == {"descripcion": "Una creciente", "mitigacion": "Un plan de evacuación"}


def test_the_history_joins_one_sitting_and_compares(
    app: Flask, officer: Visitor, draft: int, session: Session
) -> None:
    def write(who: Visitor, text: str) -> None:
        path = f"/propuestas/{draft}/necesidad"
        form = who.get(path).form(path)
        form["campo-lecciones"] = text
        who.send(path, form)

    for text in ("Una lección", "Una lección larga", "Una lección muy larga"):
        write(officer, text)
    write(Visitor(app).sign_in("dir@ciudad.example"), "Dos lecciones muy largas")
    where = f"/propuestas/{draft}/versiones/lecciones"
    page = officer.get(where)
    assert "3 guardados seguidos" in page.text
    assert "Versión 2" not in page.text
    page = officer.get(f"{where}?comparar=4")
    assert [one.text for one in page.tree.xpath("//del")] == ["Una lección ", "larga"]
    assert [one.text for one in page.tree.xpath("//ins")] == ["Dos lecciones ", "largas"]
    officer.send(where, {"version": "3", "seen": "4"})
    assert stored(session, "lecciones")[0].value == "Una lección muy larga"


def test_two_people_on_one_field_see_both_texts(
    app: Flask, officer: Visitor, draft: int, session: Session
) -> None:
    path = f"/propuestas/{draft}/necesidad"
    mine = officer.get(path).form(path)
    other = Visitor(app).sign_in("dir@ciudad.example")
    theirs = other.get(path).form(path)
    theirs["campo-necesidades"] = "Lo de la dirección"
    other.send(path, theirs)
    mine["campo-necesidades"] = "Lo mío"
    mine["campo-lecciones"] = "Sin choque"
    page = officer.send(path, mine)
    assert "Hay dos versiones" in page.heading
    assert "Lo de la dirección" in page.text
    assert stored(session, "lecciones")[0].value == "Sin choque"
    form = page.form(path)
    assert form["campo-necesidades"].strip() == "Lo mío"
    form["campo-necesidades"] = "Lo de la dirección y lo mío"
    officer.send(path, form, on=path)
    (answer,) = stored(session, "necesidades")
    assert (answer.value, answer.version) == ("Lo de la dirección y lo mío", 2)


def test_an_earlier_version_comes_back(
    app: Flask, officer: Visitor, draft: int, session: Session
) -> None:
    path = f"/propuestas/{draft}/necesidad"
    for who, text in ((officer, "Uno"), (Visitor(app).sign_in("dir@ciudad.example"), "Dos")):
        form = who.get(path).form(path)
        form["campo-lecciones"] = text
        who.send(path, form)
    page = officer.get(f"/propuestas/{draft}/versiones/lecciones")
    assert "Uno" in page.text
    officer.send(f"/propuestas/{draft}/versiones/lecciones", {"version": "1", "seen": "2"})
    (answer,) = stored(session, "lecciones")
    assert (answer.value, answer.version) == ("Uno", 3)


def test_who_only_reads_cannot_write(viewer: Visitor, app: Flask) -> None:
    writer = Visitor(app).sign_in("luz@ciudad.example")
    writer.send("/propuestas/nueva", {"project": "1", "call": "1"})
    page = viewer.get("/propuestas/1/interes")
    assert "solo permite leer" in page.text
    assert not page.tree.xpath("//button[@name='hacer']")
    viewer.send("/propuestas/1/interes", {"campo-motivacion": "x"}, status=403)


def test_the_last_step_says_what_is_missing(officer: Visitor, draft: int) -> None:
    page = officer.get(f"/propuestas/{draft}/aplicar")
    assert "Impide enviar" in page.text
    link = next(h for t, h in page.links().items() if t.startswith("Todavía no hay aval"))
    assert link.endswith("/aval#aval_estado")


def test_a_later_value_of_the_project_is_offered_not_imposed(
    officer: Visitor, draft: int, session: Session
) -> None:
    from matcher.projects.models import Project

    project = session.get(Project, 1)
    assert project is not None
    project.summary, project.version = "Un resumen más nuevo", project.version + 1
    session.commit()
    path = f"/propuestas/{draft}/interes"
    page = officer.get(path)
    assert "La fuente cambió y ahora dice: «Un resumen más nuevo»" in page.text
    assert "más nuevo" not in page.form(path)["campo-resumen"]
    form = page.form(path)
    form["usar"] = "resumen"
    page = officer.send(path, form)
    assert page.form(path)["campo-resumen"].strip() == "Un resumen más nuevo"
    assert "La fuente cambió" not in page.text


def test_two_people_on_one_row_see_both_and_either_can_stay(
    app: Flask, officer: Visitor, draft: int, session: Session
) -> None:
    path = f"/propuestas/{draft}/gobernanza"
    form = officer.get(path).form(path)
    form["fila-riesgos-nueva-descripcion"] = "Una creciente"
    officer.send(path, form)
    (row,) = stored(session, "riesgos")
    name = f"fila-riesgos-{row.row}-descripcion"
    mine = officer.get(path).form(path)
    other = Visitor(app).sign_in("dir@ciudad.example")
    theirs = other.get(path).form(path)
    theirs[name] = "Una creciente fuerte"
    other.send(path, theirs)
    mine[name] = "Una sequía"
    page = officer.send(path, mine)
    assert "Una creciente fuerte" in page.text
    assert "Dina Prueba" in page.text
    officer.send(path, page.form(path), on=path)
    (row,) = stored(session, "riesgos")
    assert row.value["descripcion"] == "Una sequía"
    history = officer.get(f"/propuestas/{draft}/versiones/riesgos/{row.row}")
    assert "Una creciente fuerte" in history.text


def test_a_document_is_made_and_fetched(
    officer: Visitor, draft: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda _name: None)
    page = officer.send(f"/propuestas/{draft}/documentos", {})
    assert "Documento listo" in page.text
    link = next(h for h in page.links().values() if h and "/documentos/" in h)
    response = officer.client.get(link)
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    assert Document(BytesIO(response.data)).paragraphs
    officer.get(f"/propuestas/{draft}/documentos/999", status=404)


def test_of_a_large_bank_the_first_are_offered_and_the_others_searched_for(
    officer: Visitor, session: Session
) -> None:
    known = session.get_one(Project, 1)
    stamps = {"created_at": known.created_at, "updated_at": known.updated_at}
    for number in range(OFFERED + 5):
        name = f"Vereda {number:03}" if number else "Zanja de riego"
        session.add(Project(name=name, modalities=[], confirmed_at=known.confirmed_at, **stamps))
    session.commit()
    refresh_index(session)
    session.commit()

    def offered(address: str) -> list[str]:
        page = officer.get(address)
        return [one.text for one in page.tree.xpath("//select[@id='project']/option[@lang]")]

    first = offered("/propuestas/nueva")
    assert len(first) == OFFERED
    assert "Zanja de riego" not in first
    page = officer.get("/propuestas/nueva")
    following = page.tree.xpath("//a[@rel='next']/@href")[0]
    assert offered(following)[-1] == "Zanja de riego"
    assert not set(first) & set(offered(following))
    assert offered("/propuestas/nueva?q=zanja") == ["Zanja de riego"]
    chosen = session.scalars(select(Project.id).where(Project.name == "Zanja de riego")).one()
    page = officer.get(f"/propuestas/nueva?project={chosen}&call=1")
    assert page.tree.xpath("//select[@id='project']/option[@selected]")[0].text == "Zanja de riego"
