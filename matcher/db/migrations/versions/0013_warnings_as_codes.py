"""Warnings and the plainest reasons as codes, so that they are said in the reader's language."""

import re
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json

revision = "0013"
down_revision = "0010"
branch_labels = None
depends_on = None

_MONTHS = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
).split()
_DAY = r"(\d{1,2} de [a-z]+ de \d{4})"
_LOOK = r" Verifique en la fuente\."
_WARNINGS = (
    (
        "closes-otherwise",
        rf"(.+) dice que cierra el {_DAY}; (.+), el {_DAY}\.{_LOOK}",
        ("other", "other_on", "first", "first_on"),
    ),
    (
        "closes-before-opening",
        rf"Cierra el {_DAY}, antes de abrir \({_DAY}\)\.{_LOOK}",
        ("closes_on", "opens_on"),
    ),
    ("list-only", r"La última lectura solo alcanzó el listado de la fuente: .+", ()),
    (
        "list-closes-otherwise",
        rf"El listado de la fuente dice ahora que cierra el {_DAY}\.{_LOOK}",
        ("closes_on",),
    ),
)
_REASONS = (
    ("only-theme", r"No comparten palabras: la coincidencia es solo de tema\.", ()),
    ("nothing-shared", r"No encontramos palabras ni temas en común\.", ()),
    ("funder-named", r"El proyecto nombra a quien financia esta convocatoria: (.+)\.", ("funder",)),
    ("partner-asked", r"Pide presentarse con un aliado\.", ()),
    ("counterpart-unknown", r"Pide contrapartida y no sabemos con cuánta cuenta el proyecto\.", ()),
    ("same-words", r"La convocatoria y el proyecto \(campo «(.+?)»\) hablan de .+", ("field",)),
    ("team-liked", r"A su equipo le interesó una convocatoria parecida: «(.+)»\.", ("title",)),
    (
        "team-disliked",
        r"A su equipo no le interesó una convocatoria parecida: «(.+)»\.",
        ("title",),
    ),
    ("closed", r"La convocatoria ya está cerrada\.", ()),
    ("colombia-out", r"Colombia no está entre los países que pueden presentarse\.", ()),
    (
        "local-government-out",
        r"No está abierta a gobiernos locales ni a entidades públicas territoriales\.",
        (),
    ),
)
"""What stays as it is written is shown as it is; most matches are explained again anyway."""


def upgrade() -> None:
    """Apply."""
    call = sa.table("call", sa.column("id", sa.Integer), sa.column("warnings", Json))
    _rewrite(call, "warnings", lambda found: [_warning(one) for one in found], '["')
    sighting = sa.table("sighting", sa.column("id", sa.Integer), sa.column("payload", Json))
    _rewrite(sighting, "payload", _payload, "Verifique en la fuente", "listado de la fuente")
    match = sa.table(
        "match",
        sa.column("id", sa.Integer),
        sa.column("reasons", Json),
        sa.column("blockers", Json),
    )
    for column in ("reasons", "blockers"):
        _rewrite(match, column, lambda found: [_reason(one) for one in found], '"text"')


def downgrade() -> None:
    """Nothing to take back: both shapes are read."""


def _rewrite(table: Any, column: str, told: Any, *marks: str) -> None:
    """Write ``told`` of the value where it differs, in the rows that hold one of ``marks``."""
    bind, stored = op.get_bind(), table.c[column]
    text = sa.cast(stored, sa.Text)
    holds = sa.or_(*(text.contains(mark, autoescape=True) for mark in marks))
    for row_id, value in bind.execute(sa.select(table.c.id, stored).where(holds)).all():
        if (now := told(value)) != value:
            bind.execute(sa.update(table).where(table.c.id == row_id).values({column: now}))


def _payload(payload: dict[str, Any]) -> dict[str, Any]:
    return payload | {"warnings": [_warning(one) for one in payload.get("warnings") or ()]}


def _warning(warning: Any) -> Any:
    """The code of a warning that Puente wrote; those of a source stay sentences."""
    return (_coded(warning, _WARNINGS) or warning) if isinstance(warning, str) else warning


def _reason(reason: dict[str, Any]) -> dict[str, Any]:
    coded = _coded(reason.get("text", ""), _REASONS)
    if coded is None or "code" in reason:
        return reason
    return {name: value for name, value in reason.items() if name != "text"} | coded


def _coded(text: str, known: Any) -> dict[str, Any] | None:
    for code, pattern, names in known:
        if found := re.fullmatch(pattern, text, re.DOTALL):
            told = zip(names, found.groups(), strict=True)
            params = {name: _day(said) if name.endswith("on") else said for name, said in told}
            return {"code": code, "params": params} if params else {"code": code}
    return None


def _day(words: str) -> str:
    day, month, year = words.split(" de ")
    return date(int(year), _MONTHS.index(month) + 1, int(day)).isoformat()
