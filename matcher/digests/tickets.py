"""Links of a mail that act without signing in: signed, for one purpose, and for a time.

A ticket says who may do what; it opens a page, and only the page's own button does anything. One
that was altered, serves something else or ran out is told so in a sentence.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from itsdangerous import BadSignature

from matcher.errors import NotFound
from matcher.people.signing import signer
from matcher.settings import Settings

Purpose = Literal["leave", "judge", "take", "confirm", "calendar"]
LASTS: dict[Purpose, timedelta] = {
    "leave": timedelta(days=400),
    "judge": timedelta(days=45),
    "take": timedelta(days=45),
    "confirm": timedelta(days=45),
    "calendar": timedelta(days=400),
}
"""One may still want to leave by a mail of last year."""
PATHS: dict[Purpose, str] = {
    "leave": "/correos/dejar/{token}",
    "judge": "/desde-el-correo/opinar/{token}",
    "take": "/desde-el-correo/asignar/{token}",
    "confirm": "/desde-el-correo/vigente/{token}",
    "calendar": "/desde-el-correo/cierre/{token}.ics",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailTicket:
    """Who may do something, and with what: a call, a project, a word for which of several acts."""

    purpose: Purpose
    person_id: int
    call_id: int = 0
    project_id: int = 0
    word: str = ""


def address(settings: Settings, ticket: MailTicket, *, now: datetime) -> str:
    """The link of ``ticket``."""
    path = PATHS[ticket.purpose].format(token=sign(settings, ticket, now=now))
    return f"{settings.base_url.rstrip('/')}{path}"


def sign(settings: Settings, ticket: MailTicket, *, now: datetime) -> str:
    """``ticket`` as it stands in a link."""
    until = int((now + LASTS[ticket.purpose]).timestamp())
    told = [ticket.person_id, ticket.call_id, ticket.project_id, ticket.word, until]
    return str(signer(settings, f"puente.mail.{ticket.purpose}").dumps(told))


def read(settings: Settings, token: str, purpose: Purpose, *, now: datetime) -> MailTicket:
    """The ticket of a link.

    :raises NotFound: for one that is none of ours, or ran out.
    """
    try:
        told = signer(settings, f"puente.mail.{purpose}").loads(token)
        person_id, call_id, project_id, word, until = told
    except (BadSignature, ValueError, TypeError):
        raise NotFound(
            "Este enlace está incompleto o no es de Puente. Ábralo otra vez desde el correo."
        ) from None
    if now > datetime.fromtimestamp(until, UTC):
        raise NotFound("Este enlace ya venció. Entre a Puente para hacerlo desde allí.")
    return MailTicket(
        purpose=purpose, person_id=person_id, call_id=call_id, project_id=project_id, word=word
    )
