"""Made-up answers that fill every field and table: to try a template before anybody uses it."""

from datetime import date
from typing import Any

from proposals.docx.context import Facts
from proposals.steps import FIELDS
from proposals.steps.step import Field

_VALUES = {
    "number": "12",
    "percent": "50",
    "money": "1.500 EUR",
    "date": "2027-06-01",
    "months": "12",
    "yesno": "si",
}
EXAMPLE = "{label} (ejemplo)"
"""What an answer says in an example that is shown, with the name of its field."""
_TRAP = "Ejemplo & prueba «R&D» <b>"


def example_facts(*, filled: bool = True, rows: int = 2, text: str = _TRAP) -> Facts:
    """Facts in which every field has an answer and every table ``rows``, or none has.

    :param text: what the answers say that are words; without another, words a template may trip
        over.
    """
    answers: dict[str, Any] = {}
    if filled and rows:
        answers = {key: _answer(field, text, rows=rows) for key, field in FIELDS.items()}
        for row in answers["actividades"]:
            row["fin"] = "2027-09-30"
        answers["moneda"] = "EUR"
    return Facts(
        title="Propuesta de ejemplo",
        version=1,
        on=date(2027, 1, 15),
        agency="Entidad de ejemplo",
        city="Ciudad",
        answers=answers,
        lines={"linea": "Línea de ejemplo"},
    )


def _answer(field: Field, text: str, *, rows: int = 0, row: int = 0) -> Any:
    if field.is_table:
        return [
            {column.key: _answer(column, text, row=number) for column in field.columns}
            for number in range(rows)
        ]
    if field.kind in ("choice", "choices"):
        values = [option.value for option in field.options] or ["linea"]
        chosen = values[row % len(values)]
        return [chosen] if field.kind == "choices" else chosen
    if field.kind == "ref":
        return str(row + 1)
    return _VALUES.get(field.kind, text.replace("{label}", field.label))
