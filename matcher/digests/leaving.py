"""Leave, pause or choose less, from a mail: the headers that say where, and what it does."""

from collections.abc import Mapping
from datetime import date, datetime
from email.utils import parseaddr

from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.digests.choices import KINDS, choices_of, own_choices, rhythm
from matcher.digests.models import Kind
from matcher.digests.tickets import MailTicket, address, sign
from matcher.mail.outbox import mail_domain
from matcher.people.models import Frequency, Person
from matcher.settings import Settings
from matcher.words.language import gettext_noop

LEFT_FOR = {
    "demasiados": gettext_noop("Llegan demasiados"),
    "no-me-sirven": gettext_noop("Lo que cuentan no me sirve"),
    "cambie-de-trabajo": gettext_noop("Cambié de trabajo"),
    "lo-veo-en-puente": gettext_noop("Lo miro en Puente"),
    "otra": gettext_noop("Otra razón"),
}
"""Why somebody leaves; asked once, and never needed."""


def list_headers(settings: Settings, person: Person, *, now: datetime) -> dict[str, str]:
    """The headers by which a mail program offers to leave (RFC 2369, 2919 and 8058).

    One click needs an address by https; by mail a person reads the request.
    """
    ticket = MailTicket(purpose="leave", person_id=person.id)
    link = address(settings, ticket, now=now)
    ways = [f"<{link}>"]
    sender = parseaddr(settings.mail_from)[1]
    if sender:
        token = sign(settings, ticket, now=now)
        ways.insert(0, f"<mailto:{sender}?subject=baja%20{token}>")
    headers = {
        "List-Id": f"Novedades de Puente <novedades.{mail_domain(settings)}>",
        "List-Unsubscribe": ", ".join(ways),
    }
    if link.startswith("https://"):
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def leave(session: Session, person: Person, *, at: datetime, reason: str | None = None) -> None:
    """No more mail of any kind to ``person``, until they choose otherwise."""
    none: dict[Kind, Frequency] = dict.fromkeys(KINDS, "off")
    choose(session, person, none, at=at, paused_until=person.paused_until, reason=reason)


def choose(
    session: Session,
    person: Person,
    rhythms: Mapping[Kind, Frequency],
    *,
    at: datetime,
    paused_until: date | None = None,
    reason: str | None = None,
) -> None:
    """Let each kind of news come as often as ``rhythms`` says, after a pause if there is one.

    What stands so already is no choice and leaves no trace.
    """
    known = choices_of(session, person)
    was = {kind: rhythm(person, known, kind) for kind in KINDS}
    same = was == {**was, **rhythms} and paused_until == person.paused_until
    if same and (not reason or reason == known.left_for):
        return
    choices = own_choices(session, person)
    person.digest = rhythms.get("news", person.digest)
    choices.changes = rhythms.get("changes", choices.changes)
    choices.closings = rhythms.get("closings", choices.closings)
    person.paused_until = paused_until
    left = {person.digest, choices.changes, choices.closings} == {"off"}
    choices.left_at = (choices.left_at or at) if left else None
    choices.left_for = (reason or choices.left_for) if left else None
    record(
        session,
        at=at,
        person_id=person.id,
        action="mail.chosen",
        subject_type="person",
        subject_id=person.id,
        news=person.digest,
        changes=choices.changes,
        closings=choices.closings,
        paused_until=paused_until.isoformat() if paused_until else None,
    )
