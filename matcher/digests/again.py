"""What those who administer do about mail that did not arrive."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.digests.send import KIND
from matcher.errors import Conflict
from matcher.mail.models import OutgoingMail
from matcher.mail.outbox import send_now, unpause
from matcher.people.models import Person


def send_again(session: Session, mail: OutgoingMail, *, by: Person, at: datetime) -> bool:
    """Let ``mail`` go in the next round; a digest that failed is written anew instead.

    :returns: whether it is written anew.
    :raises Conflict: if it went, or a process has it in its hands.
    """
    anew = mail.state == "failed" and mail.kind == KIND
    if anew:
        mail.state = "replaced"
    elif not send_now(session, now=at, mail_id=mail.id):
        raise Conflict(
            "Este correo ya salió o está saliendo en este momento: no hay que hacer nada."
        )
    record(
        session,
        at=at,
        person_id=by.id,
        action="mail.sent-again",
        subject_type="mail",
        subject_id=mail.id,
        email=mail.recipient,
    )
    return anew


def send_all_now(session: Session, *, by: Person, at: datetime) -> int:
    """Let everything that waits go in the next round; how many that is."""
    number = send_now(session, now=at)
    record(
        session,
        at=at,
        person_id=by.id,
        action="mail.all-sent-again",
        subject_type="mail",
        subject_id="*",
        mails=number,
    )
    return number


def reactivate(session: Session, address: str, *, by: Person, at: datetime) -> None:
    """Let mail go to ``address`` again; the digests it refused are written anew.

    :raises NotFound: if the address is not paused.
    """
    address = address.strip().lower()
    unpause(session, address)
    session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.recipient == address, OutgoingMail.kind == KIND)
        .where(OutgoingMail.state == "failed")
        .values(state="replaced")
    )
    record(
        session,
        at=at,
        person_id=by.id,
        action="address.reactivated",
        subject_type="address",
        subject_id=address,
    )
