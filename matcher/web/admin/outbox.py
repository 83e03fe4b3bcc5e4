"""Correos que salen: what left, what waits and why, which addresses are paused."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from matcher.digests.again import reactivate, send_again, send_all_now
from matcher.errors import Conflict
from matcher.mail.models import OutgoingMail
from matcher.mail.outbox import UNDER_WAY, get_mail, in_state, pauses
from matcher.people.queries import people
from matcher.web.cards.mail import KINDS, mail_state
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, ngettext, said
from matcher.web.frame.services import db, now, person, services
from matcher.web.values.filters import source_words
from matcher.web.values.lists import MOST_ROWS, as_table

blueprint = Blueprint("outbox", __name__, url_prefix="/correos-que-salen")
MOST = 100
MOST_SENT = 50


@blueprint.get("")
@requires("manage-people")
def index() -> ResponseReturnValue:
    """What needs somebody first, what left last."""
    settings, under_way = services().settings, in_state(db(), *UNDER_WAY, most=MOST)
    at_server = [mail for mail in under_way if mail.trouble == "server"]
    return render_template(
        "outbox/index.html",
        paused=pauses(db()),
        names={who.email: who for who in people(db())},
        under_way=under_way,
        waiting=db().scalar(
            select(func.count()).select_from(OutgoingMail).where(OutgoingMail.state.in_(UNDER_WAY))
        ),
        folder=None if settings.smtp_host else settings.outbox,
        at_server=at_server[0] if at_server else None,
        failed=in_state(db(), "failed", "replaced", most=MOST_SENT),
        sent=in_state(db(), "sent", most=MOST_SENT),
    )


@as_table(
    blueprint,
    index,
    named="correos-que-salen",
    headings=("Para", "Dirección", "Correo", "Clase", "Cómo va", "Escrito", "Salió", "Qué pasó"),
)
def _rows() -> Iterator[list[Any]]:
    for states in (UNDER_WAY, ("failed", "replaced"), ("sent",)):
        for mail in in_state(db(), *states, most=MOST_ROWS):
            yield [
                mail.recipient_name,
                mail.recipient,
                mail.subject,
                str(KINDS.get(mail.kind, mail.kind)),
                mail_state(mail).badge,
                mail.created_at,
                mail.sent_at,
                source_words(mail.error) if mail.error else None,
            ]


@blueprint.post("/<int:mail_id>/otra-vez")
@requires("manage-people")
def again(mail_id: int) -> ResponseReturnValue:
    """Let one mail be tried in the next round."""
    try:
        anew = send_again(db(), get_mail(db(), mail_id), by=person(), at=now())
    except Conflict as problem:
        flash(said(problem), "warn")
    else:
        flash(
            _("Se escribe de nuevo, con lo de hoy: va en el próximo correo de esta persona.")
            if anew
            else _("Sale en los próximos minutos, si el servicio está en marcha.")
        )
    return redirect(url_for("outbox.index"))


@blueprint.post("/ahora")
@requires("manage-people")
def all_now() -> ResponseReturnValue:
    """Let everything that waits be tried in the next round."""
    number = send_all_now(db(), by=person(), at=now())
    flash(
        ngettext(
            "%(num)d correo se intenta en los próximos minutos.",
            "%(num)d correos se intentan en los próximos minutos.",
            number,
        )
    )
    return redirect(url_for("outbox.index"))


@blueprint.post("/reactivar")
@requires("manage-people")
def unpause() -> ResponseReturnValue:
    """Let mail go to an address again."""
    address = request.form.get("address", "")
    reactivate(db(), address, by=person(), at=now())
    flash(
        _(
            "Se escribe otra vez a %(address)s. Lo que no le llegó va en su próximo correo.",
            address=address,
        )
    )
    return redirect(url_for("outbox.index"))
