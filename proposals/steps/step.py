"""Step and Field: what a step asks, declared as data.

Every limit that a donor sets is data of the call, not of this file; a limit given here is only
what a summary needs to stay a summary.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "short",
    "text",
    "number",
    "percent",
    "money",
    "date",
    "months",
    "choice",
    "choices",
    "yesno",
    "ref",
]
Unit = Literal["characters", "characters-no-spaces", "words", "pages"]
Audience = Literal["interno", "donante", "ambos"]
"""Who may read an answer: the office only, whoever finances only, or both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How long an answer may be, counted as the donor counts. Over it is flagged, never cut."""

    most: int
    unit: Unit = "characters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice: what is stored and what is read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. ``key`` is unique in the whole draft and never changes.

    ``columns`` makes it a table: each row is saved by itself. ``source`` names where a first
    value comes from (``project.name``, ``call.funder``, ``agency.name``); nothing is filled in
    without one. ``required`` is asked for only when the document is to be sent. ``aside`` marks
    what is asked about the work itself and never printed. ``sealed`` marks what no form writes: the
    endorsement and the sending, which are deeds of their own. ``target`` (of a column of kind
    ``ref``) is the table whose row is meant, and ``options`` what may stand there while no row is
    named; ``grid`` lays a table out as a spreadsheet.
    ``audience`` says who may read it: what is ``interno`` reaches no document, and a column may be
    so in a table that is not.
    """

    key: str
    label: str
    kind: Kind = "short"
    help: str = ""
    required: bool = False
    limit: Limit | None = None
    options: tuple[Option, ...] = ()
    columns: tuple["Field", ...] = ()
    source: str | None = None
    row_name: str = "fila"
    aside: bool = False
    sealed: bool = False
    target: str = ""
    grid: bool = False
    audience: Audience = "ambos"

    @property
    def is_internal(self) -> bool:
        """Whether nobody outside the office may read the answer."""
        return self.audience == "interno" or (self.aside and self.audience != "donante")

    @property
    def is_table(self) -> bool:
        """Whether the answer is a list of rows."""
        return bool(self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One of the ten steps: its name in the address, its title, why it is there, what it asks."""

    slug: str
    title: str
    intro: str
    fields: tuple[Field, ...]

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    @property
    def done(self) -> Field:
        """The question whether the step is finished: for the person to answer, not to compute."""
        return Field(
            key=f"terminado_{self.slug}", label="¿Terminó este paso?", kind="yesno", aside=True
        )


def options(*pairs: tuple[str, str]) -> tuple[Option, ...]:
    """Options from (value, label) pairs."""
    return tuple(Option(value=value, label=label) for value, label in pairs)


YES_PARTLY_NO = options(("si", "Sí"), ("parcial", "En parte"), ("no", "No"))
LEVELS = options(("alta", "Alta"), ("media", "Media"), ("baja", "Baja"))
