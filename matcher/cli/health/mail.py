"""What ``puente doctor`` says of the mail."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from matcher.coded import to_message
from matcher.errors import MailboxError
from matcher.mail.mailbox import open_folder
from matcher.mail.models import OutgoingMail
from matcher.mail.outbox import given_up, held_up, overdue, pauses
from matcher.mail.senders import unreachable
from matcher.settings import Settings

PAGE = "La página «Correos que salen» los muestra uno por uno."
Finding = tuple[bool, bool, str]


def examine_server(settings: Settings) -> Finding:
    """Whether there is a mail server, and whether somebody answers there."""
    if not settings.smtp_host:
        told = "Servidor de correo (PUENTE_SMTP_HOST); sin él los mensajes quedan en"
        return False, False, f"{told} {settings.outbox}."
    where = f"{settings.smtp_host}, puerto {settings.smtp_port}"
    if why := unreachable(settings):
        return (
            False,
            False,
            f"El servidor de correo no responde ({where}: {why}). Los mensajes esperan y se "
            "vuelven a intentar; revise PUENTE_SMTP_HOST, PUENTE_SMTP_PORT y el cortafuegos.",
        )
    return True, False, f"Servidor de correo: responde ({where})."


def examine_mail(session: Session, *, now: datetime) -> list[Finding]:
    """Findings as in ``care.examine``: mail that stands still is something that must be mended."""
    found = [
        *_overdue(session, now=now),
        *_held_up(session, now=now),
        *_given_up(session, now=now),
        *_unknown(session),
        *_paused(session),
    ]
    return found or [(True, True, "Correos: ninguno está detenido.")]


def examine_mailbox(settings: Settings) -> list[Finding]:
    """Whether the mailbox mail comes back to can be read; it is opened, and nothing is taken."""
    if not settings.imap_host:
        sentence = (
            "PUENTE_IMAP_HOST: la casilla a la que vuelven los correos; sin ella no se nota cuándo "
            "una dirección dejó de existir."
        )
        return [(False, False, sentence)] if settings.smtp_host else []
    where = f"{settings.imap_folder} de {settings.imap_host}"
    try:
        with open_folder(settings):
            return [(True, True, f"Se puede leer la casilla de los correos que vuelven ({where}).")]
    except MailboxError as error:
        return [(False, True, str(error.message))]


def _number(session: Session, condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(OutgoingMail).where(condition)) or 0


def _last(session: Session, condition: ColumnElement[bool]) -> OutgoingMail:
    query = select(OutgoingMail).where(condition).order_by(OutgoingMail.id.desc()).limit(1)
    return session.scalars(query).one()


def _why(mail: OutgoingMail) -> str:
    """What its last try ended with; empty where there was none."""
    return to_message(mail.error) if mail.error else ""


def _overdue(session: Session, *, now: datetime) -> list[Finding]:
    number = _number(session, overdue(now))
    sentence = (
        f"Correos que debían salir hace más de una hora y que nadie intentó: {number}. "
        "¿Está en marcha «puente scheduler»?"
    )
    return [(False, True, sentence)] if number else []


def _held_up(session: Session, *, now: datetime) -> list[Finding]:
    number = _number(session, held_up(now))
    if not number:
        return []
    last = _last(session, held_up(now))
    again = f"{last.next_try_at:%Y-%m-%d %H:%M} UTC" if last.next_try_at else "sin fecha"
    return [
        (
            False,
            True,
            f"Correos que no logran salir desde hace más de una hora: {number}. Nada se perdió; "
            f"próximo intento: {again}. {_why(last)} {PAGE}",
        )
    ]


def _given_up(session: Session, *, now: datetime) -> list[Finding]:
    number = _number(session, given_up(now))
    if not number:
        return []
    why = _why(_last(session, given_up(now))) or "Nadie lo intentó a tiempo."
    return [
        (
            False,
            True,
            f"Correos que no salieron y ya no se intentan: {number}. Sus convocatorias van en el "
            f"correo siguiente de cada persona. {why} {PAGE}",
        )
    ]


def _unknown(session: Session) -> list[Finding]:
    number = _number(session, OutgoingMail.state == "unknown")
    sentence = (
        f"Correos de los que no se sabe si salieron: {number}. Se envían otra vez solos, con el "
        "mismo identificador, para que quien ya lo tiene no vea dos."
    )
    return [(False, False, sentence)] if number else []


def _paused(session: Session) -> list[Finding]:
    return [
        (
            False,
            False,
            f"No se escribe a {pause.address} desde el {pause.at:%Y-%m-%d}. "
            f"{to_message(pause.reason)} Se reactiva en la página «Correos que salen».",
        )
        for pause in pauses(session)
    ]
