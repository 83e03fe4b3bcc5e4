"""What an entry of the audit trail holds, in words, and noting what was taken away."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from matcher.audit.record import record
from matcher.web.frame.gettext import _l
from matcher.web.frame.services import db, now, person
from matcher.web.values.filters import change_value
from matcher.web.values.forms import ROLES
from matcher.web.values.labels import DETAILS, FIELDS, STAGES

NAMES: dict[str, object] = {
    "name": _l("Nombre"),
    "code": _l("Código"),
    "summary": _l("Resumen"),
    "problem": _l("Problema"),
    "objective": _l("Objetivo"),
    "description": _l("Descripción"),
    "department": _l("Secretaría"),
    "contact_name": _l("Persona de contacto"),
    "contact_email": _l("Correo de contacto"),
    "programme": _l("Programa del plan de desarrollo"),
    "place": _l("Comuna, corregimiento o lugar"),
    "beneficiaries": _l("¿A quién beneficia?"),
    "beneficiary_count": _l("¿A cuántas personas?"),
    "stage": _l("Estado de avance"),
    "modalities": _l("Cooperación que busca"),
    "total_cost": _l("Costo total"),
    "amount_sought": _l("Monto que se busca"),
    "counterpart": _l("Contrapartida disponible"),
    "starts_on": _l("Inicio previsto"),
    "duration_months": _l("Duración en meses"),
    "partners": _l("Aliados"),
    "documents": _l("Documentos (enlaces)"),
    "public": _l("Se puede mostrar en público"),
    "role": _l("Perfil"),
    "active": _l("Puede entrar"),
    "format": _l("formato"),
    "rows": _l("filas"),
}
"""Fields of projects and accounts, and of what is taken away, as their forms call them."""


def detail_words(detail: Mapping[str, Any]) -> str:
    """What an entry of the audit trail holds, in a line: «antes → ahora», then the rest.

    Former releases noted also what a person judged for themselves: that is not shown.
    """
    told = {name: value for name, value in detail.items() if value not in (None, {}, [])}
    if told.get("scope") == "me":
        told = {"scope": "me"}
    if fields := told.get("field"):
        named = fields if isinstance(fields, list) else [fields]
        told["field"] = ", ".join(str(FIELDS.get(name, name)) for name in named)
    parts = []
    if "before" in told or "after" in told:
        parts += _sides(told.pop("before", None), told.pop("after", None))
    for name, value in told.pop("changes", {}).items():
        sides = value if isinstance(value, list) and len(value) == 2 else [None, value]
        parts.append(_change(name, *sides))
    parts += [f"{_name(n)}: {_value(n, v)}" for n, v in told.items()]
    return "; ".join(parts)


def _sides(before: Any, after: Any) -> list[str]:
    """What differs between two states, field by field; two plain values as they are."""
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return [f"{_value('', before)} → {_value('', after)}"]
    names = [name for name in before | after if before.get(name) != after.get(name)]
    return [_change(name, before.get(name), after.get(name)) for name in names]


def _change(name: str, before: Any, after: Any) -> str:
    return f"{_name(name)}: {_value(name, before)} → {_value(name, after)}"


def _name(name: str) -> str:
    return str(DETAILS.get(name) or NAMES.get(name) or FIELDS.get(name) or name)


def _value(name: str, value: Any) -> str:
    if isinstance(value, dict) and not {"on", "answer"} & value.keys():
        return ", ".join(f"{_name(inner)} {_value(inner, part)}" for inner, part in value.items())
    if name == "role" and value in ROLES:
        return str(ROLES[value]).partition(":")[0]
    if name == "stage" and value in STAGES:
        return str(STAGES[value])
    return change_value(value)


def taken_away(what: str, *, number: object = "", **told: Any) -> None:
    """Note that who is signed in took something away as a file; where it cannot be noted, no file.

    :param what: as in the label ``export.…`` of the trail.
    """
    record(
        db(),
        at=now(),
        person_id=person().id,
        action=f"export.{what}",
        subject_type="export",
        subject_id=number,
        **told,
    )


def install(app: Flask) -> None:
    """Let templates say what an entry holds."""
    app.add_template_filter(detail_words)
