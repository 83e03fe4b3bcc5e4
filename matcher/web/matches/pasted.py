"""Buscar para un texto: paste it, see the calls, save nothing."""

from flask import render_template
from flask.typing import ResponseReturnValue
from msgspec.structs import asdict
from wtforms import TextAreaField
from wtforms.validators import Length

from matcher.errors import InvalidInput
from matcher.matches.pasted import calls_for_text
from matcher.web.cards.calls import dates_shown
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _l, said
from matcher.web.frame.services import db, now, services
from matcher.web.matches.pages import blueprint
from matcher.web.values.forms import REQUIRED, Form


class PastedText(Form):
    """The text, and nothing else."""

    text = TextAreaField(
        _l("Su texto"),
        [REQUIRED, Length(max=20_000)],
        description=_l("Una idea, el resumen de un proyecto, un párrafo del plan de desarrollo."),
    )


@blueprint.route("/texto", methods=["GET", "POST"])
@requires("read")
def for_text() -> ResponseReturnValue:
    """Which calls there are for this."""
    form, views = PastedText(), None
    if form.validate_on_submit():
        try:
            found = calls_for_text(db(), services().settings, form.text.data, now=now())
        except InvalidInput as problem:
            form.blame("text", said(problem))
        else:
            views = [
                {
                    "call": item.call,
                    "match": item.match,
                    "reasons": [asdict(r) for r in item.match.reasons if r.kind != "against"],
                    "against": [asdict(r) for r in item.match.reasons if r.kind == "against"],
                    **dates_shown(item.call),
                }
                for item in found
            ]
    page = render_template("matches/for_text.html", form=form, views=views)
    return page, 422 if form.errors else 200
