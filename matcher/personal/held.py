"""Everything that is held of one person, whichever table it lies in.

The tables themselves say which rows are whose: a new table that points at a person is in the
answer without anybody thinking of it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from matcher.db.base import Base
from matcher.people.models import Person

SECRET = frozenset({"password_hash", "secret_hash", "code_hash", "key", "session_epoch"})
"""Never told: with it somebody gets in."""
_UNTOLD: Mapping[str, frozenset[str]] = {
    "outgoing_mail": frozenset({"html", "headers"}),
    "audit_entry": frozenset({"detail", "place", "seal"}),
}
"""The looks of a mail whose words are told; details, which may be about other people."""
_BY_ADDRESS: Mapping[str, str] = {
    "outgoing_mail": "recipient",
    "paused_address": "address",
    "access_request": "email",
}
_OF_OTHERS = frozenset({"asked_by", "decided_by", "answered_by", "resolved_by_id"})
"""Columns of who dealt with it: the row is about somebody else."""

Row = Mapping[str, Any]


def tables_of_people() -> list[str]:
    """The names of the tables that hold something of a person."""
    tables = Base.metadata.tables.values()
    return sorted(t.name for t in tables if t.name == "person" or _columns(t))


def held_of(session: Session, who: Person, *, most: int | None = None) -> dict[str, list[Row]]:
    """The rows of ``who`` by table, the newest first; tables without any are left out.

    :param most: no more than these of each.
    """
    told: dict[str, list[Row]] = {}
    for name in tables_of_people():
        table = Base.metadata.tables[name]
        shown = [c for c in table.c if c.name not in SECRET | _UNTOLD.get(name, frozenset())]
        newest = [column.desc() for column in table.primary_key.columns]
        rows = session.execute(
            select(*shown).where(_is_of(table, who)).order_by(*newest).limit(most)
        )
        found: list[Row] = [dict(row) for row in rows.mappings()]
        if found:
            told[name] = found
    return told


def counts_of(session: Session, who: Person) -> dict[str, int]:
    """How many rows there are of ``who`` in each table that has any."""
    asked = [
        select(literal(name).label("name"), func.count().label("rows"))
        .select_from(Base.metadata.tables[name])
        .where(_is_of(Base.metadata.tables[name], who))
        for name in tables_of_people()
    ]
    return {row.name: row.rows for row in session.execute(union_all(*asked)) if row.rows}


def _columns(table: Table) -> Sequence[ColumnElement[Any]]:
    """The columns of ``table`` that say whose a row is."""
    people = [
        column
        for column in table.c
        if column.name not in _OF_OTHERS
        and any(key.column.table.name == "person" for key in column.foreign_keys)
    ]
    return [*people, *([table.c[_BY_ADDRESS[table.name]]] if table.name in _BY_ADDRESS else [])]


def _is_of(table: Table, who: Person) -> ColumnElement[bool]:
    if table.name == "person":
        return table.c.id == who.id
    by_address = _BY_ADDRESS.get(table.name)
    return or_(
        *(
            column == (who.email if column.key == by_address else who.id)
            for column in _columns(table)
        )
    )
