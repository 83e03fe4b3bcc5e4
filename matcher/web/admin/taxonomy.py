"""Líneas temáticas: data of the agency, edited here; the tags follow without a programmer."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from matcher.audit.record import history
from matcher.errors import Conflict, InvalidInput
from matcher.people.queries import people
from matcher.tags.editing import merge_line, retire_line, save_line
from matcher.tags.models import ThematicLine
from matcher.tags.queries import get_line, lines, tag_counts
from matcher.web.cards.rehearsing import before_saving, retiring, returning
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, _l, said
from matcher.web.frame.services import db, now, person
from matcher.web.values.forms import REQUIRED, Versioned, as_stored, options
from matcher.web.values.labels import ODS
from matcher.web.values.lists import as_table

blueprint = Blueprint("taxonomy", __name__, url_prefix="/lineas")
FULL = 1.0


class OdsChoices(SelectMultipleField):  # type: ignore[misc] # wtforms ships no types
    """Several ODS, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class LineForm(Versioned):
    """What defines a line: the classifier learns it from here."""

    name = StringField(_l("Nombre"), [REQUIRED, Length(max=120)])
    description = TextAreaField(
        _l("Descripción"),
        [REQUIRED, Length(max=4000)],
        description=_l("Qué cabe en ella, con las palabras de las convocatorias."),
    )
    words = TextAreaField(
        _l("Palabras y expresiones"),
        [Length(max=20_000)],
        description=_l("Una por renglón. También en inglés, portugués o francés."),
    )
    ods = OdsChoices(
        _l("ODS que hablan de ella"), choices=options({str(c): n for c, n in ODS.items()})
    )


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """The lines in use, and the retired ones."""
    every = lines(db(), retired=True)
    return render_template(
        "taxonomy/index.html",
        lines=[line for line in every if line.retired_at is None],
        retired=[line for line in every if line.retired_at is not None],
        calls=tag_counts(db(), "call", "line"),
        projects=tag_counts(db(), "project", "line"),
    )


@as_table(
    blueprint,
    index,
    named="lineas-tematicas",
    headings=(
        "Línea",
        "Descripción",
        "Palabras",
        "Convocatorias",
        "Proyectos",
        "Retirada",
        "Se unió a",
    ),
)
def _rows() -> Iterator[list[Any]]:
    calls, projects = (tag_counts(db(), of, "line") for of in ("call", "project"))
    names = {line.code: line.name for line in lines(db(), retired=True)}
    for line in sorted(lines(db(), retired=True), key=lambda line: line.retired_at is not None):
        yield [
            line.name,
            line.description,
            "; ".join(line.words),
            calls.get(line.code, 0),
            projects.get(line.code, 0),
            line.retired_at,
            names.get(line.merged_into, line.merged_into) if line.merged_into else None,
        ]


@blueprint.route("/nueva", methods=["GET", "POST"])
@requires("manage-taxonomy")
def new() -> ResponseReturnValue:
    """Add a line."""
    form = LineForm()
    if not returning() and form.validate_on_submit() and (saved := _save(form, None)):
        return saved
    return render_template("taxonomy/edit.html", form=form, line=None), 422 if form.errors else 200


@blueprint.route("/<code>", methods=["GET", "POST"])
@requires("manage-taxonomy")
def edit(code: str) -> ResponseReturnValue:
    """Change a line; below it, its history."""
    line = get_line(db(), code)
    form = LineForm(data={**_kept(line), "version": str(line.version)})
    status, clash = 200, None
    try:
        if not returning() and form.validate_on_submit() and (saved := _save(form, line)):
            return saved
    except Conflict:
        clash, status = form.differing(_kept(line)), 409
        form.stand_on(line.version)
    page = render_template(
        "taxonomy/edit.html",
        form=form,
        line=line,
        clash=clash,
        others=[other for other in lines(db()) if other is not line],
        history=history(db(), subject_type="line", subject_id=code),
        people={p.id: p.name for p in people(db())},
    )
    return page, 422 if form.errors else status


def _kept(line: ThematicLine) -> dict[str, Any]:
    """The line as the form shows it."""
    return {
        "name": line.name,
        "description": line.description,
        "words": "\n".join(line.words),
        "ods": list(line.ods),
    }


def _save(form: LineForm, line: ThematicLine | None) -> ResponseReturnValue | None:
    """Where to go once it is saved, or rehearsed; ``None`` where the form has to be mended."""
    kept = {} if line is None else line.ods
    values: dict[str, Any] = {
        "name": form.name.data,
        "description": as_stored(form.description.data),
        "words": form.words.data.splitlines(),
        "ods": {int(code): float(kept.get(code, FULL)) for code in form.ods.data},
        "version": form.seen,
    }
    proposal = values | {"code": line.code if line else None}
    try:
        if (shown := before_saving("line", proposal, about=form.name.data)) is not None:
            return shown
        save_line(db(), line, **values, person_id=person().id, at=now())
    except InvalidInput as problem:
        if not form.blame(problem.field, said(problem)):
            raise
        return None
    flash(_("Guardada. Las etiquetas se revisan con la próxima lectura."))
    return redirect(url_for("taxonomy.index"))


@blueprint.post("/<code>/retirar")
@requires("manage-taxonomy")
def retire(code: str) -> ResponseReturnValue:
    """Take a line out of use, or bring it back."""
    line, away = get_line(db(), code), request.form.get("retired") == "yes"
    told, about = {"code": code, "retired": away}, retiring(line.name, away=away)
    back = url_for("taxonomy.edit", code=code)
    if (shown := before_saving("line-retired", told, about=about, back=back)) is not None:
        return shown
    retire_line(db(), line, retired=away, person_id=person().id, at=now())
    flash(_("Retirada. Puede devolverla cuando quiera.") if away else _("De vuelta en uso."))
    return redirect(url_for("taxonomy.index"))


@blueprint.post("/<code>/unir")
@requires("manage-taxonomy")
def merge(code: str) -> ResponseReturnValue:
    """Merge a line into another."""
    line, into = get_line(db(), code), get_line(db(), request.form.get("into", ""))
    told, back = {"code": code, "into": into.code}, url_for("taxonomy.edit", code=code)
    about = f"{line.name} → {into.name}"
    if (shown := before_saving("lines-merged", told, about=about, back=back)) is not None:
        return shown
    merge_line(db(), line, into, person_id=person().id, at=now())
    flash(_("«%(old)s» ahora es parte de «%(new)s».", old=line.name, new=into.name))
    return redirect(url_for("taxonomy.index"))
