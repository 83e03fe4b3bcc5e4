"""The marks themselves: which field, row and column a text is, and which version of it.

While a document is filled a mark stands around its text in characters no answer can hold; in the
finished one it is a content control of Word (``proposals.marks.controls``).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from proposals.answers import Answers, live
from proposals.models import Draft
from proposals.steps import FIELDS

OPEN, MIDDLE, CLOSE = "\ufdd2", "\ufdd3", "\ufdd4"
LONGEST_TAG = 64
"""Letters that Word takes in the tag of a content control."""
CARDS = ("identidad", "pertinencia", "contacto", "plazo")
"""Lists of short answers that stand side by side with their labels."""
PRINTED = {"valor": "valor_unitario"}
"""Columns of the budget that the context calls otherwise."""
_TAG = re.compile(r"(\d{1,9}):([a-z0-9_]+):([a-z0-9]*):([a-z0-9_]*):(\d{1,9})")
_MARKS = re.compile(f"{OPEN}[^{MIDDLE}]*{MIDDLE}|{CLOSE}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One text of a document; ``row`` and ``column`` are empty for a field that is no table."""

    export: int
    field: str
    row: str = ""
    column: str = ""
    version: int

    @property
    def tag(self) -> str:
        """The mark as the tag of a content control."""
        return f"{self.export}:{self.field}:{self.row}:{self.column}:{self.version}"

    @property
    def label(self) -> str:
        """What a person reads on it in Word."""
        field = FIELDS[self.field]
        column = next((c.label for c in field.columns if c.key == self.column), "")
        return f"{field.label}: {column}" if column else field.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a document needs to be marked: the version of each field; of each row its id too."""

    export: int
    fields: Mapping[str, int]
    rows: Mapping[str, tuple[tuple[str, int], ...]]


def find_mark(tag: str | None) -> Mark | None:
    """The mark a tag says, or ``None`` for a content control that is not ours."""
    parts = _TAG.fullmatch(tag or "")
    if parts is None or parts[2] not in FIELDS:
        return None
    return Mark(
        export=int(parts[1]), field=parts[2], row=parts[3], column=parts[4], version=int(parts[5])
    )


def marks_of(draft: Draft, export: int) -> Marks:
    """What the document ``export`` of ``draft`` is marked with."""
    rows: dict[str, list[tuple[str, int]]] = {}
    fields = {}
    for answer in live(draft):
        if FIELDS[answer.field].is_table:
            rows.setdefault(answer.field, []).append((answer.row, answer.version))
        else:
            fields[answer.field] = answer.version
    held = {key: tuple(found) for key, found in rows.items()}
    return Marks(export=export, fields=fields, rows=held)


def without_marks(text: str) -> str:
    """``text`` as it reads."""
    return _MARKS.sub("", text)


def mark_context(context: dict[str, Any], given: Answers, marks: Marks) -> dict[str, Any]:
    """The context of a template with every text that is an answer of its own marked."""

    def field(key: str, text: str) -> str:
        version = marks.fields.get(key)
        if version is None or not text:
            return text
        return _around(Mark(export=marks.export, field=key, version=version), text)

    title = context["documento"]["titulo"]
    marked = context | {name: [_card(one, field) for one in context[name]] for name in CARDS}
    marked["documento"] = context["documento"] | {"titulo": field("titulo", title)}
    marked["campo"] = {key: _field(key, one, field) for key, one in context["campo"].items()}
    marked["tabla"] = {
        key: one | {"filas": list(_rows(key, one["filas"], given, marks))}
        for key, one in context["tabla"].items()
    }
    lines = list(_rows("presupuesto", context["presupuesto"]["lineas"], given, marks, PRINTED))
    marked["presupuesto"] = context["presupuesto"] | {"lineas": lines}
    return marked


def _around(mark: Mark, text: str) -> str:
    tag = mark.tag
    return text if len(tag) > LONGEST_TAG else f"{OPEN}{tag}{MIDDLE}{text}{CLOSE}"


def _card(one: Mapping[str, str], field: Any) -> dict[str, str]:
    return {**one, "texto": field(one["clave"], one["texto"])} if "clave" in one else dict(one)


def _field(key: str, one: Mapping[str, Any], field: Any) -> dict[str, Any]:
    return {
        **one,
        "texto": field(key, one["texto"]),
        "parrafos": [field(key, text) for text in one["parrafos"]],
    }


def _rows(
    key: str,
    shown: list[dict[str, Any]],
    given: Answers,
    marks: Marks,
    printed: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[dict[str, Any]]:
    """The printed rows of a table; those that hold nothing were not printed.

    :param printed: how columns are called in the context, where not by their own name.
    """
    if key not in given:  # a table for the office alone
        return
    pairs = zip(given[key], marks.rows[key], strict=True)
    held = [unit for row, unit in pairs if any(str(cell).strip() for cell in row.values())]
    columns = {column.key for column in FIELDS[key].columns}
    for cells, (row, version) in zip(shown, held, strict=True):
        whole = Mark(export=marks.export, field=key, row=row, version=version)
        named = {name: printed.get(name, name) for name in cells}
        yield {
            name: _around(replace(whole, column=named[name]), text)
            if named[name] in columns
            else text
            for name, text in cells.items()
        }
