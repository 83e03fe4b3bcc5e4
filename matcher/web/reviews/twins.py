"""Posibles duplicados: two calls side by side, for a person to say whether they are one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from matcher.calls.facts import CallFacts
from matcher.calls.models import Call, PossibleTwin
from matcher.calls.queries import refresh_index
from matcher.calls.review_queue import ReviewFilter, close
from matcher.calls.twins import count_twins, waiting_twins
from matcher.desk.twins import are_one, are_two, get_twin
from matcher.errors import InvalidInput
from matcher.text import number_of
from matcher.web.calls.edits import store
from matcher.web.cards.calls import dates_shown
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _
from matcher.web.frame.services import db, now, person
from matcher.web.reviews.pages import TWINS, back, blueprint, frame, told
from matcher.web.values.filters import twin_reason
from matcher.web.values.lists import MOST_ROWS, as_table


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinSide:
    """One of the two calls as it is shown."""

    call: Call
    facts: CallFacts
    dates: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinCard:
    """A pair as it is shown."""

    row: PossibleTwin
    sides: tuple[TwinSide, TwinSide]


@blueprint.get("/duplicados")
@requires("read")
def twins() -> ResponseReturnValue:
    """The pairs nobody has judged, the latest first."""
    rows, after = waiting_twins(db(), after=number_of(request.args.get("after")) or 0)
    return render_template(
        "reviews/twins.html",
        cards=[TwinCard(row=row, sides=(_side(row.first), _side(row.second))) for row in rows],
        total=count_twins(db()),
        after=after,
        wanted=ReviewFilter(),
        sources=[],
        **frame(TWINS),
    )


@as_table(
    blueprint,
    twins,
    named="posibles-duplicados",
    headings=("Una", "Su enlace", "Otra", "Enlace de la otra", "Por qué", "Desde"),
    path="/duplicados/tabla",
    endpoint="export_twins",
)
def _rows() -> Iterator[list[Any]]:
    for row in waiting_twins(db(), limit=MOST_ROWS)[0]:
        one, other = row.first, row.second
        yield [one.title, one.url, other.title, other.url, twin_reason(row.reason), row.at]


def _side(call: Call) -> TwinSide:
    return TwinSide(call=call, facts=call.composed, dates=dates_shown(call))


@blueprint.post("/duplicados/<int:twin_id>")
@requires("edit-calls")
def judge_twin(twin_id: int) -> ResponseReturnValue:
    """They are one, or they are two."""
    row, said = get_twin(db(), twin_id), request.form.get("do")
    if said == "two":
        entry = are_two(db(), row, person_id=person().id, at=now())
        told(_("Son dos: ninguna lectura las unirá."), entry)
    elif said == "one":
        calls = (row.first, row.second)
        entry = are_one(db(), row, person_id=person().id, at=now(), store=store())
        for call in calls:
            close(db(), call, "joined", person_id=person().id, at=now(), entry_id=entry.id)
        refresh_index(db())
        told(_("Unidas. Esta convocatoria conserva los enlaces de las dos."), entry)
    else:
        raise InvalidInput(_("Falta decir si son la misma o son dos."))
    return back()
