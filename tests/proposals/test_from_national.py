"""A project that came from a national sheet begins its proposal with its rows."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.people.queries import add_person
from matcher.projects.applying import apply_import
from matcher.projects.importing import plan_import
from matcher.projects.models import Project
from matcher.projects.tables.files import read_book
from matcher.settings import Settings
from proposals.drafts import begin
from proposals.models import Answer, Draft
from tests.conftest import NOON
from tests.matcher.projects.mga import mga, saved


@pytest.fixture
def draft(session: Session) -> Draft:
    who = add_person(session, email="luz@ciudad.example", name="Luz", role="profesional", at=NOON)
    table = read_book(saved(mga()), "mga.xlsx").tables[0]
    apply_import(session, plan_import(session, table), by=who.id, at=NOON)
    project = session.scalars(select(Project)).one()
    return begin(session, owner=who, project=project, call=None, settings=Settings(), at=NOON)


def rows(session: Session, draft: Draft, field: str) -> list[Answer]:
    asked = select(Answer).where(Answer.draft_id == draft.id, Answer.field == field)
    return list(session.scalars(asked.order_by(Answer.position, Answer.id)))


def said(session: Session, draft: Draft, field: str) -> list[dict[str, Any]]:
    return [answer.value for answer in rows(session, draft, field)]


def test_the_tree_the_goals_and_the_measures_are_rows(session: Session, draft: Draft) -> None:
    causes = [(one["texto"], one["grado"]) for one in said(session, draft, "causas")]
    assert causes[0] == ("Planta de tratamiento insuficiente", "directo")
    assert ("Tubería de asbesto cemento", "indirecto") in causes
    assert len(causes) == 5
    effects = said(session, draft, "efectos")
    assert [(one["texto"], one["grado"]) for one in effects] == [
        ("Aumento de enfermedades diarreicas", "directo"),
        ("Sobrecostos en los hogares", "directo"),
    ]
    assert [one["texto"] for one in said(session, draft, "objetivos")] == [
        "Ampliar la planta de tratamiento",
        "Reponer las redes de conducción",
    ]
    (measure,) = said(session, draft, "indicadores")
    assert (measure["texto"], measure["unidad"], measure["meta"]) == (
        "Hogares con agua apta",
        "Número",
        "1850",
    )
    (magnitude,) = rows(session, draft, "magnitud")
    assert magnitude.value.startswith("61 % de hogares sin agua apta")


def test_the_chain_keeps_whose_each_activity_is_and_what_it_costs(
    session: Session, draft: Draft
) -> None:
    goals = {row.row: row.value["texto"] for row in rows(session, draft, "objetivos")}
    works = {row.row: row.value for row in rows(session, draft, "actividades")}
    assert [
        (one["texto"], one["entregable"], goals[one["objetivo"]]) for one in works.values()
    ] == [
        ("Diseños", "Planta ampliada", "Ampliar la planta de tratamiento"),
        ("Obra civil", "Planta ampliada", "Ampliar la planta de tratamiento"),
        ("Suministro", "Redes repuestas", "Reponer las redes de conducción"),
    ]
    costs = said(session, draft, "presupuesto")
    assert [
        (works[one["actividad"]]["texto"], one["ano"], one["valor_unitario"]) for one in costs
    ] == [
        ("Diseños", "2026", "80.000.000"),
        ("Obra civil", "2026", "400.000.000"),
        ("Obra civil", "2027", "650.000.000"),
        ("Suministro", "2027", "300.000.000"),
    ]
    for one in costs:
        assert not {"rubro", "fuente", "unidad"} & {name for name, value in one.items() if value}


def test_everything_says_it_comes_from_the_project(session: Session, draft: Draft) -> None:
    for field in ("causas", "efectos", "objetivos", "indicadores", "actividades", "presupuesto"):
        assert {row.origin for row in rows(session, draft, field)} == {"project"}, field


def test_without_a_sheet_nothing_is_made_up(session: Session) -> None:
    who = add_person(session, email="luz@ciudad.example", name="Luz", role="profesional", at=NOON)
    told: dict[str, Any] = {"modalities": [], "extra": {}, "created_at": NOON, "updated_at": NOON}
    project = Project(name="Huertas", confirmed_at=NOON, **told)
    session.add(project)
    session.flush()
    draft = begin(session, owner=who, project=project, call=None, settings=Settings(), at=NOON)
    for field in ("causas", "efectos", "magnitud", "objetivos", "actividades", "presupuesto"):
        assert rows(session, draft, field) == [], field
