"""Put a mail into the outbox, and say what is in it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.utils import make_msgid, parseaddr

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from matcher.agency.identity import Identity
from matcher.coded import Coded, to_stored
from matcher.errors import NotFound
from matcher.mail.message import Envelope
from matcher.mail.models import MailState, OutgoingMail, PausedAddress
from matcher.mail.templates import Rendered
from matcher.settings import Settings

UNDER_WAY: tuple[MailState, ...] = ("waiting", "sending", "unknown")


def queue_mail(
    session: Session,
    settings: Settings,
    rendered: Rendered,
    *,
    kind: str,
    recipient: str,
    recipient_name: str,
    at: datetime,
    expires_at: datetime | None = None,
    headers: Mapping[str, str] | None = None,
    once: str | None = None,
) -> OutgoingMail:
    """Write down a mail that is to leave; it does if the caller's transaction stands.

    :param once: a name only one mail may have; the database refuses another of it.
    """
    mail = OutgoingMail(
        kind=kind,
        recipient=recipient.strip().lower(),
        recipient_name=recipient_name,
        message_id=f"<{once}@{mail_domain(settings)}>" if once else _new_id(settings),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        headers=dict(headers or {}),
        created_at=at,
        next_try_at=at,
        expires_at=expires_at,
    )
    session.add(mail)
    session.flush()
    return mail


def _new_id(settings: Settings) -> str:
    return make_msgid(domain=mail_domain(settings))


def envelope(settings: Settings, agency: Identity, mail: OutgoingMail) -> Envelope:
    """The envelope of ``mail``; the sender is the one of today."""
    return Envelope(
        sender=_sender(settings, agency),
        recipient=mail.recipient,
        recipient_name=mail.recipient_name,
        message_id=mail.message_id,
        at=mail.created_at,
        headers=dict(mail.headers),
    )


def _sender(settings: Settings, agency: Identity) -> str:
    """The address of the settings, under the agency's name where it wrote one down."""
    if settings.mail_from and not agency.named:
        return settings.mail_from
    address = parseaddr(settings.mail_from)[1] or f"puente@{mail_domain(settings)}"
    return str(Address(display_name=" ".join(agency.name.split()), addr_spec=address))


def mail_domain(settings: Settings) -> str:
    """The domain mail is sent from."""
    address = parseaddr(settings.mail_from)[1]
    return address.partition("@")[2] or "puente.invalid"


def get_mail(session: Session, mail_id: int) -> OutgoingMail:
    """The mail with this id.

    :raises NotFound: if there is none.
    """
    mail = session.get(OutgoingMail, mail_id)
    if mail is None:
        raise NotFound("Este correo no existe.")
    return mail


def find_pause(session: Session, address: str) -> PausedAddress | None:
    """Since when and why nothing is sent to ``address``; ``None`` where mail goes."""
    return session.get(PausedAddress, address.strip().lower())


def pauses(session: Session) -> list[PausedAddress]:
    """Every address that takes no mail, the latest first."""
    return list(session.scalars(select(PausedAddress).order_by(PausedAddress.at.desc(), "address")))


def not_paused() -> ColumnElement[bool]:
    """The mails whose address takes mail."""
    return OutgoingMail.recipient.not_in(select(PausedAddress.address))


def in_state(session: Session, *states: MailState, most: int = 200) -> list[OutgoingMail]:
    """The mails in one of ``states``, the latest first."""
    query = select(OutgoingMail).where(OutgoingMail.state.in_(states))
    return list(session.scalars(query.order_by(OutgoingMail.id.desc()).limit(most)))


def send_now(session: Session, *, now: datetime, mail_id: int | None = None) -> int:
    """Let what waits (or the one mail) be tried in the next round; how many there are.

    One that failed is taken up again, and one that a dead process left behind. What a process has
    in its hands stays there.
    """
    states: tuple[MailState, ...] = ("waiting", "unknown")
    query = update(OutgoingMail).where(OutgoingMail.state.in_(states), not_paused())
    if mail_id is not None:
        states = (*states, "failed")
        query = update(OutgoingMail).where(
            OutgoingMail.state.in_(states), OutgoingMail.id == mail_id
        )
        session.execute(
            query.where(OutgoingMail.state == "failed").values(
                state="waiting", doubts=0, expires_at=None
            )
        )
        _let_go(session, mail_id, now=now)
    moved = session.scalars(query.values(next_try_at=now).returning(OutgoingMail.id))
    return len(moved.all())


def _let_go(session: Session, mail_id: int, *, now: datetime) -> None:
    """Where the claim of the mail ran out: nobody knows whether it left."""
    words = to_stored(Coded("mail-interrupted"))
    session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.id == mail_id, OutgoingMail.state == "sending")
        .where(OutgoingMail.next_try_at <= now)
        .values(state="unknown", trouble="unknown", error=words)
    )


def unpause(session: Session, address: str) -> None:
    """Let mail go to ``address`` again.

    :raises NotFound: if it goes already.
    """
    pause = find_pause(session, address)
    if pause is None:
        raise NotFound("Esta dirección no está en pausa.")
    session.delete(pause)
    session.flush()


def overdue(now: datetime) -> ColumnElement[bool]:
    """Mail that was due an hour ago and that nobody tried: no worker runs."""
    late = OutgoingMail.next_try_at <= now - timedelta(hours=1)
    return OutgoingMail.state.in_(UNDER_WAY) & late & not_paused()


def held_up(now: datetime) -> ColumnElement[bool]:
    """Mail that has been trying to leave for more than an hour."""
    return (
        OutgoingMail.state.in_(("waiting", "unknown"))
        & OutgoingMail.trouble.is_not(None)
        & (OutgoingMail.created_at <= now - timedelta(hours=1))
        & not_paused()
    )


def given_up(now: datetime) -> ColumnElement[bool]:
    """Mail given up of late for another reason than its address, which has a list of its own."""
    return (
        (OutgoingMail.state == "failed")
        & (OutgoingMail.created_at >= now - timedelta(days=12))
        & or_(OutgoingMail.trouble.is_(None), OutgoingMail.trouble != "address")
    )


def stands_still(session: Session, *, now: datetime) -> bool:
    """Whether somebody who administers has to look at the mail."""
    late = overdue(now) | held_up(now) | given_up(now)
    if session.scalar(select(OutgoingMail.id).where(late).limit(1)) is not None:
        return True
    return session.scalar(select(PausedAddress.address).limit(1)) is not None
