"""What became of a mail, in the words of the pages."""

from dataclasses import dataclass

from flask import Flask

from matcher.desk.sharing import KIND as SHARED
from matcher.digests.send import KIND
from matcher.jobs.alarm import KIND as ALARM
from matcher.mail.models import OutgoingMail
from matcher.web.frame.gettext import _, _l
from matcher.web.frame.services import now

KINDS = {
    KIND: _l("Correo de novedades"),
    ALARM: _l("Aviso de algo que está mal en el servicio"),
    SHARED: _l("Convocatoria pasada a alguien sin cuenta"),
}


@dataclass(frozen=True, slots=True)
class MailState:
    """A badge (its tone and its words) and the sentence that says what comes next."""

    tone: str
    badge: str
    next: str = ""
    held: bool = False
    """Whether a process has it in its hands."""


def mail_state(mail: OutgoingMail) -> MailState:
    """Where ``mail`` stands now."""
    if mail.state == "sent":
        return MailState("ok", _("Salió"))
    if mail.state == "replaced":
        return MailState("", _("Va en un correo nuevo"), _("Se escribe de nuevo, con lo de hoy."))
    if mail.state == "failed":
        return _failed(mail)
    dropped = mail.next_try_at is not None and mail.next_try_at <= now()
    if mail.state == "sending" and not dropped:
        return MailState("info", _("Saliendo ahora"), held=True)
    if mail.state in {"sending", "unknown"}:
        return MailState(
            "warn",
            _("No se sabe si salió"),
            _("Sale otra vez con el mismo identificador, para que quien ya lo tiene no vea dos."),
        )
    return _waiting(mail)


def _failed(mail: OutgoingMail) -> MailState:
    told = _("Lo que contaba va en el próximo correo de esta persona.")
    badge = _("Nunca se supo si salió") if mail.trouble == "unknown" else _("No salió")
    if mail.trouble == "address":
        badge = _("La dirección no recibe")
        told = _("Lo que contaba le llega cuando se reactive la dirección.")
    return MailState("bad", badge, told if mail.kind == KIND else "")


def _waiting(mail: OutgoingMail) -> MailState:
    again = _("Se intenta otra vez solo.")
    if mail.trouble is None:
        return MailState("info", _("Listo para salir"))
    if mail.trouble == "server":
        return MailState("warn", _("Espera al servidor"), again)
    if mail.trouble == "refused":
        return MailState("bad", _("El servidor no lo quiso"), again)
    return MailState("warn", _("El servidor pidió esperar"), again)


def install(app: Flask) -> None:
    """Let templates say it."""
    app.add_template_global(mail_state)
    app.jinja_env.globals["MAIL_KINDS"] = KINDS
