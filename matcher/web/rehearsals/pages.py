"""What a setting would have done in the last twelve months, before it is saved."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from matcher.calls.models import Call
from matcher.coded import to_message
from matcher.errors import NotFound
from matcher.messages import Message
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.rehearsals.models import Rehearsal
from matcher.rehearsals.running import LONGEST, TOO_LONG
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _
from matcher.web.frame.services import db, now, person

blueprint = Blueprint("rehearsals", __name__, url_prefix="/ensayos")
Row = TypeVar("Row", Call, Project, Person)


@blueprint.get("/<int:rehearsal_id>")
@requires("read")
def page(rehearsal_id: int) -> ResponseReturnValue:
    """How far it is, and then the difference.

    Whoever asked has a button to save and one to go back; to others the page can be shown.
    """
    asked = db().get(Rehearsal, rehearsal_id)
    if asked is None:
        raise NotFound(_("Este ensayo no existe."))
    found = asked.found or {}
    shown = [
        example
        for part in ("matches", "mailed", "gate")
        for examples in found.get(part, {}).get("examples", {}).values()
        for example in examples
    ]
    return render_template(
        "rehearsals/page.html",
        asked=asked,
        found=found,
        why=_trouble(asked),
        mine=asked.person_id == person().id,
        calls=_named(Call, shown, "call"),
        projects=_named(Project, shown, "project"),
        day_of=date.fromisoformat,
        names={i: one.name for i, one in _named(Person, shown, "person").items()},
    )


def _trouble(asked: Rehearsal) -> Message | None:
    """Why there is no difference to show, where there will be none."""
    if asked.error:
        return to_message(asked.error)
    lost = asked.ended_at is None and now() - asked.asked_at > LONGEST
    return Message(TOO_LONG) if lost else None


def _named(model: type[Row], shown: Iterable[Mapping[str, Any]], key: str) -> dict[int, Row]:
    """The things the examples are about, by id."""
    ids = {one[key] for one in shown if key in one}
    return {row.id: row for row in db().scalars(select(model).where(model.id.in_(ids)))}
