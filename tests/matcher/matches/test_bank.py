"""What the matcher reads of stored rows and of lines: everything there is, and nothing else."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, asdict, fields
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.matches.bank import call_from_row, partners_named, project_from_row
from matcher.matches.confidence import confidence
from matcher.matches.eligibility import blockers
from matcher.matches.index import MatchIndex, Tools
from matcher.matches.judging import Judge
from matcher.matches.pasted import asked_for
from matcher.matches.records import call_from, project_from
from matcher.matches.scoring import shipped_ranker
from matcher.matches.texts import CallText, Match, ProjectText
from matcher.matches.translation import Translation
from matcher.projects.models import Project
from matcher.settings import Settings
from matcher.tags.models import Tag
from tests.conftest import NOON
from tests.matcher.web.seed import add_call, amount, deadline, fact, span

TODAY = NOON.date()
NO_COLUMN = {"language", "funders"}
"""Fields of a project for which the bank has no column: the language is read off the text."""
EVERYTHING: dict[str, Any] = {
    "code": "P-1", "name": "Acueducto veredal", "summary": "Agua para la vereda.",
    "description": "Se construye un acueducto.", "problem": "Falta agua.",
    "objective": "Llevar agua.", "department": "Ambiente", "contact_name": "Persona",
    "contact_email": "persona@ciudad.example", "programme": "Agua para todos",
    "place": "Comuna 1", "beneficiaries": "Familias", "beneficiary_count": 100,
    "stage": "perfil", "total_cost": Decimal(500), "amount_sought": Decimal(400_000),
    "counterpart": Decimal(100_000), "currency": "EUR", "starts_on": date(2027, 1, 1),
    "duration_months": 12, "partners": "Universidad de Prueba; Fundación Ejemplo",
    "documents": "https://ciudad.example", "modalities": ["financiera-no-reembolsable"],
    "public": True,
}  # fmt: skip
CALL: dict[str, Any] = {
    "title": "Fondo de agua", "text": "Subvenciones para acueductos de las veredas.",
    "kind": "subvencion", "funder": "Fondo de Prueba", "rolling": True,
    "deadlines": [deadline(date(2027, 3, 5))],
    "amounts": [amount("max", "EUR", value="500000")],
    "cofunding": {"percent": "20", "span": span("aporte del 20 %")},
    "eligibility": {
        "local_government": fact(True, "municipios"), "colombia": fact(True, "Colombia"),
        "partner_required": fact(True, "con un aliado"), "cofunding_required": fact(True, "sí"),
        "countries": ["CO"], "countries_span": span("de Colombia"),
    },
}  # fmt: skip


def tag(kind: str, scheme: str, code: str, origin: str = "person") -> Tag:
    return Tag(
        subject_type=kind, subject_id=1, scheme=scheme, code=code, score=0.9, assigned=True,
        evidence=[], origin=origin, at=NOON,
    )  # fmt: skip


def tags(kind: str) -> list[Tag]:
    return [tag(kind, "ods", "6", "model"), tag(kind, "line", "agua")]


def stored_project(session: Session, **changed: Any) -> Project:
    row = Project(
        **(EVERYTHING | changed), extra={}, created_at=NOON, updated_at=NOON, confirmed_at=NOON
    )
    session.add(row)
    session.flush()
    session.expire(row)
    return row


def stored_call(session: Session, **changed: Any) -> Call:
    return add_call(session, **(CALL | changed))


def read_project(
    session: Session, settings: Settings, said: list[Tag] | None = None, **changed: Any
) -> ProjectText:
    row = stored_project(session, **changed)
    return project_from_row(row, tags("project") if said is None else said, settings=settings)


def read_call(
    session: Session, settings: Settings, said: list[Tag] | None = None, **changed: Any
) -> CallText:
    row = stored_call(session, **changed)
    return call_from_row(
        row, tags("call") if said is None else said, now=NOON, settings=settings
    )


def default(field: Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def left_out(made: CallText | ProjectText) -> set[str]:
    """The fields that stayed what they are where nobody said anything."""
    return {f.name for f in fields(made) if getattr(made, f.name) in (default(f), None, "", ())}


def explained(call: CallText, project: ProjectText) -> Match:
    tools = Tools(translation=Translation(apertium=None), ranker=shipped_ranker())
    index = MatchIndex([call], [project], tools=tools)
    judge = Judge(index, today=TODAY, line_names={"agua": "Agua y saneamiento"})
    (match,) = judge.matches(index.calls_for_projects(top=1)[0], top=1)
    return match


def against(call: CallText, project: ProjectText) -> list[str]:
    return [reason.text for reason in explained(call, project).reasons if reason.kind == "against"]


def test_a_row_with_every_column_leaves_no_field_of_a_project_empty(
    session: Session, settings: Settings
) -> None:
    columns = set(Project.__table__.columns.keys())
    assert columns - EVERYTHING.keys() == {
        "id", "extra", "owner_id", "version", "created_at", "updated_at", "confirmed_at",
        "archived_at",
    }  # fmt: skip
    assert left_out(read_project(session, settings)) == NO_COLUMN


def test_a_row_with_every_fact_leaves_no_field_of_a_call_empty(
    session: Session, settings: Settings
) -> None:
    assert left_out(read_call(session, settings)) == {"closed"}
    shut = read_call(session, settings, title="Cerrada", rolling=False, deadlines=[
        deadline(date(2026, 11, 1))
    ])  # fmt: skip
    assert shut.closed is not None


def test_a_line_with_every_key_leaves_no_field_empty() -> None:
    scored = {"ods": [{"code": 6, "score": 0.9}], "lines": [{"code": "agua", "score": 0.9}]}
    call: Mapping[str, Any] = scored | {
        "id": 1, "title": "Fondo", "text": "Agua.", "language": "es", "deadline": "2027-03-05",
        "status": "closed", "rolling": True, "kind": "subvencion", "funder": "Fondo",
        "cofunding_percent": 20, "amounts": [{"value": 5, "currency": "EUR"}],
        "eligibility": {
            "countries": ["CO"], "colombia": True, "local_government": False,
            "partner_required": {"answer": True, "quote": "con un aliado"},
        },
    }  # fmt: skip
    project: Mapping[str, Any] = scored | {
        "id": 1, "title": "Acueducto", "text": "Agua.", "language": "es", "country": "co",
        "amount": 5, "counterpart": 1, "currency": "eur", "modalities": ["subvencion"],
        "local_government": True, "funders": ["Fondo"], "partners": ["Universidad"],
    }  # fmt: skip
    assert left_out(call_from(call)) == set()
    assert left_out(project_from(project)) == set()
    assert call_from(call).unconfirmed == {6, "agua"}
    assert call_from({**call, "ods": [6], "lines": ["agua"]}).unconfirmed == frozenset()


def test_a_pasted_text_says_what_is_known_and_no_more(settings: Settings) -> None:
    asked = asked_for("Agua para la vereda con la Universidad", settings)
    assert left_out(asked) == {
        "title", "language", "amount", "counterpart", "currency", "modalities", "funders",
        "partners", "ods", "lines", "unconfirmed", "tagged",
    }  # fmt: skip
    assert asked.partners is None
