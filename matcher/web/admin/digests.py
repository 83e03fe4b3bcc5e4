"""Mis correos: what was sent to me, as it was sent."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from matcher.digests.models import Digest
from matcher.errors import NotFound
from matcher.web.cards.mail import mail_state
from matcher.web.frame.access import signed_in
from matcher.web.frame.gettext import _
from matcher.web.frame.services import db, person
from matcher.web.values.lists import MOST_ROWS, as_table

blueprint = Blueprint("digests", __name__, url_prefix="/correos")
MOST_SHOWN = 100


@blueprint.get("")
@signed_in
def index() -> ResponseReturnValue:
    """The last hundred, newest first."""
    return render_template("digests/index.html", digests=_mine(MOST_SHOWN))


@as_table(blueprint, index, named="mis-correos", headings=("Correo", "Escrito", "Salió", "Cómo va"))
def _rows() -> Iterator[list[Any]]:
    for one in _mine(MOST_ROWS):
        yield [one.mail.subject, one.created_at, one.mail.sent_at, mail_state(one.mail).badge]


def _mine(most: int) -> list[Digest]:
    mine = select(Digest).where(Digest.person_id == person().id)
    return list(db().scalars(mine.order_by(Digest.id.desc()).limit(most)))


def _get(digest_id: int) -> Digest:
    digest = db().get(Digest, digest_id)
    if digest is None or digest.person_id != person().id:
        raise NotFound(_("Este correo no existe o no es suyo."))
    return digest


@blueprint.get("/<int:digest_id>")
@signed_in
def page(digest_id: int) -> ResponseReturnValue:
    """One email, its text as it was sent."""
    return render_template("digests/page.html", digest=_get(digest_id))


@blueprint.get("/<int:digest_id>/como-llego")
@signed_in
def as_sent(digest_id: int) -> ResponseReturnValue:
    """The page of the email itself: its own styles, no script, nothing from elsewhere."""
    response = Response(_get(digest_id).mail.html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
    )
    return response
