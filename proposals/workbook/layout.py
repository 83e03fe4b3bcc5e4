"""How the workbook of the budget is laid out: the same to whoever writes it and who reads it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from openpyxl.utils import get_column_letter

from matcher.words.language import gettext_noop
from proposals.budget import KINDS, Budget
from proposals.docx.wording import words_of
from proposals.steps import get_field
from proposals.steps.step import Field

SHEET = gettext_noop("Presupuesto")
ACTIVITIES = gettext_noop("Actividades")
SOURCES = gettext_noop("Fuentes")
SUMS = gettext_noop("Resumen")
TABLE = "presupuesto"
HEAD = 5
"""The row of the headings, under the title of the sheet."""
ID_HEADING = "Clave (no cambiar)"
ROOM = 100
"""Empty rows below the lines, with their formula and their lists, where lines may be added."""
SOURCE_ID = 4
"""The column of the sheet of sources in which stands what each is stored as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Which columns of the budget the first sheet has, after the number of the line.

    In one that comes back each row carries, hidden, its id and the version it was.
    """

    columns: tuple[Field, ...]

    def places(self) -> Iterator[tuple[int, Field]]:
        """Number of the column in the sheet, and the column of the budget."""
        return iter(enumerate(self.columns, 2))

    def letter(self, key: str) -> str:
        """The letter of the column with this key."""
        return get_column_letter(next(n for n, column in self.places() if column.key == key))

    @property
    def total(self) -> int:
        """The column of the total of each line."""
        return len(self.columns) + 2

    @property
    def id(self) -> int:
        """The column of the id of each row."""
        return self.total + 1

    @property
    def version(self) -> int:
        """The column of its version when the workbook was made."""
        return self.total + 2


RETURNING = Layout(columns=get_field(TABLE).columns)
"""The workbook that an officer works in and brings back."""


def for_reading(budget: Budget) -> Layout:
    """The workbook whoever finances reads: nothing of the office's own, no column left empty."""
    years = any(line.year is not None for line in budget.lines)
    return Layout(
        columns=tuple(
            column
            for column in RETURNING.columns
            if not column.is_internal and (years or column.key != "ano")
        )
    )


@lru_cache(maxsize=8)
def names_of(sheet: str) -> frozenset[str]:
    """What a sheet may be called: a workbook is read in whatever language it was made."""
    return frozenset(words_of(language).gettext(sheet) for language in ("es", "en"))


def payers(budget: Budget, ids: Mapping[int, str]) -> dict[str, str]:
    """What the column of who pays may hold → its label: each source by its id, then the kinds."""
    named = {ids[one.number]: one.label for one in budget.sources if one.number in ids}
    return named | dict(KINDS)
