"""Whatever is written with the name of a department goes by the list: forms, tables, programs.

A name that is known is written as the list has it; one that is not is put on the list.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, event, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from matcher.departments.models import Department
from matcher.departments.names import department_names

_COLUMN = "department"


def _names_one(thing: Any) -> bool:
    """Whether ``thing`` is about to be written with the name of a department."""
    state = inspect(thing)
    if _COLUMN not in state.mapper.column_attrs:
        return False
    return bool(thing.department) and state.attrs[_COLUMN].history.has_changes()


def _go_by_the_list(session: Session, *_told: object) -> None:
    naming = [one for one in (*session.new, *session.dirty) if _names_one(one)]
    if not naming:
        return
    names = department_names(session)
    unknown: dict[str, None] = {}
    for one in naming:
        known = names.called(one.department)
        if known is None:
            unknown[one.department] = None
        elif known != one.department:
            one.department = known
    if unknown:
        _put_on_the_list(session, unknown)


def _put_on_the_list(session: Session, names: Iterable[str]) -> None:
    """Somebody else may put the same name there at the same moment."""
    table = Department.__table__
    assert isinstance(table, Table)
    postgres = session.get_bind().dialect.name == "postgresql"
    adding = (postgresql if postgres else sqlite).insert(table).on_conflict_do_nothing()
    session.execute(adding, [{"name": name} for name in names])


event.listen(Session, "before_flush", _go_by_the_list)
