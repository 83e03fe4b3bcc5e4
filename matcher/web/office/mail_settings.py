"""Ajustes de correo: by which server mail leaves and comes back, and a test message."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from matcher.audit.models import AuditEntry
from matcher.desk.mail_test import ACTION, send_test
from matcher.errors import MailError
from matcher.people.models import Person
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, _l, said
from matcher.web.frame.services import db, now, person, services

blueprint = Blueprint("mail_settings", __name__, url_prefix="/ajustes-de-correo")
SECURITY = {
    "starttls": _l("cifrado desde el saludo (STARTTLS)"),
    "tls": _l("cifrado desde el comienzo (TLS)"),
    "none": _l("sin cifrar"),
}


@blueprint.get("")
@requires("manage-agency")
def index() -> ResponseReturnValue:
    """What the settings of the server say, without what is secret."""
    return _page()


def _page(*, trouble: str = "", status: int = 200) -> ResponseReturnValue:
    tested = select(AuditEntry.at, Person.name).join(Person, Person.id == AuditEntry.person_id)
    last = tested.where(AuditEntry.action == ACTION).order_by(AuditEntry.at.desc()).limit(1)
    page = render_template(
        "office/mail_settings.html",
        settings=services().settings,
        security=SECURITY,
        last=db().execute(last).first(),
        trouble=trouble,
    )
    return page, status


@blueprint.post("")
@requires("manage-agency")
def test() -> ResponseReturnValue:
    """Send whoever asks a message now, and say what the server said."""
    if not services().settings.smtp_host:
        return redirect(url_for("mail_settings.index"))
    trouble = send_and_tell()
    if trouble:
        return _page(trouble=trouble, status=502)
    return redirect(url_for("mail_settings.index"))


def send_and_tell() -> str:
    """Send whoever asks a message now and say that it was taken; what the server said if not."""
    try:
        send_test(db(), services().settings, person(), at=now())
    except MailError as error:
        return said(error)
    flash(
        _(
            "El servidor recibió el mensaje para %(address)s. Mire si llegó, también en el correo "
            "no deseado.",
            address=person().email,
        )
    )
    return ""
