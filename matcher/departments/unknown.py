"""Names of departments that no list has, and what each may be another spelling of."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from matcher.departments.names import DepartmentNames, key_of
from matcher.messages import Message

_SAYING_NOTHING = frozenset(
    "secretaria sec secr departamento dpto depto administrativo administrativa direccion dir "
    "subsecretaria oficina instituto gerencia unidad entidad municipal distrital local publica "
    "de del la las el los y e para".split()
)
"""Words any department may have: those that are left say which one it is."""
_ALIKE = 0.8
"""«habitat» and «habitad» have it, «salud» and «cultura» do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownDepartment:
    """A name, how many rows bear it, and the departments it may mean."""

    name: str
    rows: int
    like: tuple[str, ...]

    @property
    def told(self) -> Message:
        """That it is put on the list, in a sentence."""
        return Message("«%(name)s» no está en la lista de secretarías: se agrega.", name=self.name)


def unknown_departments(
    named: Iterable[str | None], departments: DepartmentNames
) -> tuple[UnknownDepartment, ...]:
    """Those of ``named`` that nobody knows, the first first.

    Two spellings of one that is new are like each other too.
    """
    counts = Counter(name for name in named if name and departments.called(name) is None)
    known = list(dict.fromkeys(departments.exact.values()))
    return tuple(
        UnknownDepartment(
            name=name,
            rows=rows,
            like=tuple(one for one in (*known, *counts) if one != name and alike(one, name)),
        )
        for name, rows in counts.items()
    )


def alike(one: str, other: str) -> bool:
    """Whether two names may be one department: what tells them apart is nearly the same."""
    here, there = _telling(one), _telling(other)
    if not here or not there:
        return False
    if here <= there or there <= here:
        return True
    first, second = (" ".join(sorted(words)) for words in (here, there))
    return SequenceMatcher(None, first, second).ratio() >= _ALIKE


def _telling(name: str) -> set[str]:
    words = key_of(name).replace(".", " ").replace(",", " ").split()
    return {word for word in words if word not in _SAYING_NOTHING}
