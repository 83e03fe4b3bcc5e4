"""Mis datos: what is held of who is signed in, as a page, JSON and XLSX; asking to correct it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField
from wtforms.validators import Length

from matcher.errors import InvalidInput
from matcher.personal.asking import LONGEST, ask_correction, corrections_of
from matcher.personal.held import Row, counts_of, held_of
from matcher.web.account.held_words import REFERENCES, TABLES, TELLING, UNTOLD
from matcher.web.frame.access import signed_in
from matcher.web.frame.gettext import _, _l, said
from matcher.web.frame.services import db, now, person, services, today
from matcher.web.values.forms import FREQUENCIES, REQUIRED, Form, as_stored
from matcher.web.values.labels import ACTIONS, GOING, REASONS, STAGES, SUBJECTS
from matcher.web.values.tables import SheetTold, send_book
from matcher.web.values.trail import taken_away
from matcher.words.pursuits import STAGE_NAMES

blueprint = Blueprint("my_data", __name__, url_prefix="/mis-datos")
SHOWN = 10
_OWN = "person"
_CODES: Mapping[str, Mapping[str, object]] = {
    "action": ACTIONS,
    "changes": FREQUENCIES,
    "closings": FREQUENCIES,
    "stage": STAGES | STAGE_NAMES,
    "reason": REASONS,
    "verdict": GOING,
}


class OwnDataForm(Form):
    """What should be put right."""

    text = TextAreaField(_l("¿Qué está mal y cómo debe decir?"), [REQUIRED, Length(max=LONGEST)])


@blueprint.get("")
@signed_in
def index() -> ResponseReturnValue:
    """What is held, the newest of each kind, and how to take it away or have it corrected."""
    return _page(OwnDataForm())


@blueprint.post("/correccion")
@signed_in
def correct() -> ResponseReturnValue:
    """Ask who administers to put something right."""
    form = OwnDataForm()
    if form.validate_on_submit():
        try:
            ask_correction(db(), person(), as_stored(form.text.data), at=now())
        except InvalidInput as problem:
            if not form.blame(problem.field, said(problem)):
                raise
        else:
            flash(_("Pedido. La respuesta aparece aquí."))
            return redirect(url_for("my_data.index"))
    return _page(form, 422)


def _page(form: OwnDataForm, status: int = 200) -> ResponseReturnValue:
    counts, held = counts_of(db(), person()), held_of(db(), person(), most=SHOWN)
    kinds = [
        (TABLES[name], counts.get(name, len(rows)), [line(name, row) for row in rows])
        for name, rows in held.items()
        if name != _OWN
    ]
    page = render_template(
        "personal/mine.html",
        form=form,
        who=person(),
        kinds=sorted(kinds, key=lambda kind: str(kind[0])),
        asked=corrections_of(db(), person()),
        shown=SHOWN,
    )
    return page, status


@blueprint.get("/puente.json")
@signed_in
def as_json() -> ResponseReturnValue:
    """Everything, as it is held."""
    told = {"made_at": now(), "person": person().id, "held": held_of(db(), person())}
    taken_away("own-data", format="json")
    body = json.dumps(told, ensure_ascii=False, indent=1, default=_plain)
    answer = Response(body, mimetype="application/json")
    name = f"mis-datos-{today().isoformat()}.json"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


@blueprint.get("/puente.xlsx")
@signed_in
def as_book() -> ResponseReturnValue:
    """Everything, a sheet for each kind."""
    headings = [_("Número"), _("Cuándo"), _("De qué"), _("Qué")]
    sheets = [
        SheetTold(str(TABLES[name]), headings, [_cells(name, row) for row in rows])
        for name, rows in held_of(db(), person()).items()
    ]
    taken_away("own-data", format="xlsx")
    return send_book(f"mis-datos-{today().isoformat()}", sheets)


def _cells(table: str, row: Row) -> list[Any]:
    """A row for a spreadsheet, which knows no zones: the agency's own clock."""
    number, when, about, told = line(table, row)
    here = when and when.astimezone(ZoneInfo(services().settings.timezone)).replace(tzinfo=None)
    return [number, here, about, told]


def line(table: str, row: Row) -> tuple[Any, datetime | None, str, str]:
    """A row as people read it: its number, when, what it is about, what it says."""
    days = (row.get(name) for name in ("at", "created_at", "asked_at", "opened_at", "since"))
    when = next((day for day in days if isinstance(day, datetime)), None)
    about = [f"{word} {row[name]}" for name, word in REFERENCES.items() if row.get(name)]
    if kind := row.get("subject_type"):
        about.append(f"{SUBJECTS.get(kind, kind)} {row['subject_id']}")
    if table == _OWN:
        return row["id"], when, "", _profile(row)
    told = ((name, row.get(name)) for name in TELLING if name not in UNTOLD.get(table, ()))
    words = [_in_words(name, value) for name, value in told if not isinstance(value, bool)]
    return row.get("id"), when, ", ".join(about), " · ".join(word for word in words if word)


def _in_words(name: str, value: Any) -> str:
    """What a column says, without the codes of a machine."""
    if value in (None, "", [], {}):
        return ""
    known = _CODES.get(name, {})
    return _(str(known[value])) if isinstance(value, str) and value in known else _plain(value)


def _profile(row: Row) -> str:
    return " · ".join(_plain(value) for name, value in row.items() if name != "id" and value)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_plain(part)}" for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(part) for part in value)
    return str(value)
