"""The one page somebody without an account sees: a call, and two buttons to answer with.

Opening it changes nothing, whoever opens it: mail scanners follow every link.
"""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from matcher.desk.sharing import MOST_LETTERS, answer, read_shared
from matcher.errors import InvalidInput
from matcher.translation.faces import paragraphs_of
from matcher.web.cards.calls import dates_shown
from matcher.web.frame.access import public
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import db, now, services
from matcher.web.values.forms import as_stored

blueprint = Blueprint("shared", __name__)


@blueprint.route("/pasada/<token>", methods=["GET", "POST"])
@public
def page(token: str) -> ResponseReturnValue:
    """The call in one page; a button answers, once."""
    made = read_shared(db(), services().settings, token, now=now())
    call, problem, field = made.pursuit.call, None, None
    if request.method == "POST":
        try:
            answer(
                db(),
                made,
                wants=_wants(),
                signed=request.form.get("signed", ""),
                words=as_stored(request.form.get("words")),
                at=now(),
            )
        except InvalidInput as error:
            problem, field = said(error), error.field
    own = call.url.startswith(services().settings.base_url)
    shown = render_template(
        "mailing/shared.html",
        made=made,
        call=call,
        facts=call.composed,
        opening=paragraphs_of(call.text),
        source=None if own else call.url,
        problem=problem,
        problem_at=field,
        typed=request.form,
        longest=MOST_LETTERS,
        **dates_shown(call),
    )
    return shown, 422 if problem else 200


def _wants() -> bool:
    """What was answered.

    :raises InvalidInput: if it is neither.
    """
    given = request.form.get("answer")
    if given not in ("yes", "no"):
        raise InvalidInput(_("Escoja una respuesta."), field="words")
    return given == "yes"
