"""The list of departments, edited and followed."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.departments.models import Department
from matcher.projects.models import Project
from tests.matcher.web.support import Visitor


def ids(session: Session) -> dict[str, int]:
    session.expire_all()
    return {one.name: one.id for one in session.scalars(select(Department))}


def test_departments_are_added_renamed_merged_and_retired(app: Flask, session: Session) -> None:
    admin = Visitor(app).sign_in("admin@ciudad.example")
    for name in ("Salud", "Vías", "Obras"):
        admin.send("/secretarias", {"name": name})
    assert "Ya está en la lista" in admin.send("/secretarias", {"name": "vias"}, status=422).text
    known = ids(session)
    project = session.get_one(Project, 1)
    form = admin.get(f"/proyectos/{project.id}/editar")
    offered = form.tree.xpath("//select[@id='department']/option/@value")
    assert "" in offered
    assert {"Salud", "Vías", "Obras"} <= set(offered)
    admin.send(form.response.request.path, {**form.form(""), "department": "SALUD"})
    at = f"/secretarias/{known['Salud']}"
    page = admin.send(f"{at}/nombre", {"name": "Salud y Vida"}, on=at)
    assert "lleva ya el nombre nuevo" in page.text
    session.expire_all()
    assert project.department == "Salud y Vida"
    assert "Salud y Vida" in admin.get("/proyectos?q=vida").text
    for asked in ("Salud", "salud y vida"):
        assert project.name in admin.get(f"/proyectos?department={asked}").text
    page = admin.send(f"{at}/nombre", {"name": "obras"}, on=at, status=422)
    assert "júntelas" in page.text
    admin.send(f"{at}/unir", {"into": "9999"}, on=at, status=422)
    admin.send(f"{at}/unir", {"into": str(known["Obras"])}, on=at)
    session.expire_all()
    assert project.department == "Obras"
    admin.get(at, status=404)
    vias = f"/secretarias/{known['Vías']}"
    admin.send(f"{vias}/retirar", {"retired": "yes"}, on=vias)
    assert "Retirada" in admin.get("/secretarias").text
    trail = admin.get("/auditoria").text
    assert "cambió el nombre de la secretaría" in trail
    viewer = Visitor(app).sign_in("ver@ciudad.example")
    assert not viewer.get("/secretarias").tree.xpath("//main//form")


def test_a_department_is_chosen_from_the_list_and_a_missing_one_is_asked_for(
    app: Flask, officer: Visitor, session: Session
) -> None:
    path = "/proyectos/1/editar"
    form = officer.get(path).form("")
    page = officer.send(path, {**form, "department": "Inventada"}, status=422)
    assert "Escoja una secretaría de la lista" in page.text
    assert "Inventada" not in ids(session)
    ask = officer.get(path).links()["Pedir que la agreguen"].partition("#")[0]
    page = officer.get(ask)
    assert "Escriba qué secretaría falta" in page.text
    asked, words = page.form("/mis-datos/correccion"), "Falta la de Gestión del Riesgo"
    officer.send("/mis-datos/correccion", {**asked, "text": words}, on="/mis-datos")
    admin = Visitor(app).sign_in("admin@ciudad.example")
    assert "Gestión del Riesgo" in admin.get("/personas/correcciones").text
    assert admin.get(path).links()["Agregarla"] == "/secretarias"


def test_every_form_offers_the_list_and_none_takes_free_words(app: Flask) -> None:
    admin = Visitor(app).sign_in("admin@ciudad.example")
    for path in (
        "/proyectos/nuevo",
        "/proyectos/1/editar",
        "/personas/nueva",
        "/personas/1",
        "/resultados/nuevo",
        "/perfil/acceso",
        "/pedir-acceso",
    ):
        tree = admin.get(path).tree
        assert tree.xpath("//select[@name='department']/option[.='Secretaría de Cultura']"), path
        assert not tree.xpath("//input[@name='department']"), path


def test_a_form_sent_as_it_is_shown_keeps_the_department_also_one_that_was_retired(
    app: Flask, session: Session
) -> None:
    admin = Visitor(app).sign_in("admin@ciudad.example")
    project = session.get_one(Project, 1)
    before, name = project.version, project.department
    at = f"/secretarias/{ids(session)[str(name)]}"
    admin.send(f"{at}/retirar", {"retired": "yes"}, on=at)
    for path in ("/proyectos/1/editar", "/personas/1"):
        admin.send(path, admin.get(path).form(""))
    session.expire_all()
    assert (project.department, project.version) == (name, before)
    offered = admin.get("/proyectos/nuevo").tree.xpath("//select[@id='department']/option/@value")
    assert name not in offered
