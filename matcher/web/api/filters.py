"""What may be asked of the interface: the filters of each noun, by their names in the web."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from matcher.calls.facts import Kind, Language
from matcher.calls.queries import Sort
from matcher.calls.state import State
from matcher.pursuits.models import Stage
from matcher.web.api.shapes import LARGEST, Code3, Figure, Id, Ods, Readiness, Short

Words = Annotated[str, Meta(max_length=200, description="Palabras que buscar, como en la web.")]
After = Annotated[
    str,
    Meta(
        max_length=300,
        pattern=r"^$|~[0-9]{1,10}$",
        description="El `after` de la página anterior.",
    ),
]
Days = Annotated[int, Meta(ge=1, le=3650, description="Días desde hoy.")]
Limit = Annotated[int, Meta(ge=1, le=100, description="Cuántos por página.")]


class CallsAsked(Struct, kw_only=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """The filters of the list of calls, by their names in the web."""

    q: Words = ""
    state: list[State | Literal["todas"]] = []
    line: list[Short] = []
    ods: list[Ods] = []
    kind: list[Kind] = []
    language: list[Language] = []
    source: list[Short] = []
    funder: Words = ""
    local: Literal["", "1"] = ""
    country: Literal["", "1"] = ""
    amount: Figure | None = None
    currency: Code3 | None = None
    unknown: Literal["", "1"] = ""
    since: date | None = None
    to: date | None = None
    within: Days | None = None
    exact: Literal["", "1"] = ""
    sort: Sort | None = None
    after: After = ""
    limit: Limit = 25


class ProjectsAsked(Struct, kw_only=True, forbid_unknown_fields=True):
    """The filters of the bank, by their names in the web."""

    q: Words = ""
    department: Short = ""
    stage: Readiness | None = None
    line: Short = ""
    archived: Literal["", "1"] = ""
    stale: Literal["", "1"] = ""
    after: After = ""
    limit: Limit = 25


class MatchesAsked(Struct, kw_only=True, forbid_unknown_fields=True):
    """The filters of the list, by their names in the web; of a call, of a project, from a score on.

    Those of closed calls and those that fit little are given too, unless a filter leaves them out.
    """

    de: Literal["", "mias"] = ""
    secretaria: Short = ""
    linea: Short = ""
    cierra: Days | None = None
    call: Id | None = None
    project: Id | None = None
    least: Annotated[float, Meta(ge=0, le=1)] = 0.0
    after: Annotated[int, Meta(ge=0, le=LARGEST)] = 0
    limit: Limit = 25


class TagsAsked(Struct, kw_only=True, forbid_unknown_fields=True):
    """Which tags."""

    scheme: Literal["ods", "line"] | None = None
    subject: Literal["call", "project"] | None = None
    code: Short = ""
    after: Annotated[int, Meta(ge=0, le=LARGEST)] = 0
    limit: Limit = 25


class PursuitsAsked(Struct, kw_only=True, forbid_unknown_fields=True):
    """The filters of the board, by their names in the web; and of which call or project.

    ``stage`` and ``mine`` are what ``estado`` and ``de`` were called here before.
    """

    estado: list[Stage] = []
    de: Literal["", "mias"] = ""
    persona: Id | None = None
    secretaria: Short = ""
    linea: Short = ""
    cierra: Days | None = None
    detenidas: Literal["", "1"] = ""
    call: Id | None = None
    project: Id | None = None
    stage: list[Stage] = []
    mine: Literal["", "1"] = ""
    after: Annotated[int, Meta(ge=0, le=LARGEST)] = 0
    limit: Limit = 25


class NothingAsked(Struct, kw_only=True, forbid_unknown_fields=True):
    """No filters."""
