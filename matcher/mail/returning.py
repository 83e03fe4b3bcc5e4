"""What follows from a mail that came back: an address that rests, or a sender who is told.

Only what speaks of the mailbox pauses an address. A domain that is not believed would otherwise
stop the mail of a whole agency; it is told as a mail that did not go, in plain words.
"""

import logging
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matcher.coded import Coded, to_stored
from matcher.mail.bounces import ReturnedMail
from matcher.mail.delivery import OnFailed
from matcher.mail.models import OutgoingMail, PausedAddress
from matcher.mail.outbox import find_pause

logger = logging.getLogger(__name__)
REPORTED_WITHIN = timedelta(days=14)
"""Servers give up after five days; a report without an id is believed of no older mail."""
Outcome = Literal["paused", "refused", "later", "delayed", "known", "stranger"]
_OUTCOMES: Mapping[str, Outcome] = {"address": "paused", "refused": "refused", "later": "later"}

_UNPROVEN = frozenset({*range(20, 25), 26, 27, 30, 32, 40, 509, 515})
"""Of 5.7.x: SPF, DKIM or DMARC failed (RFC 7372, Gmail, and 509 and 515 of Microsoft)."""
_BLOCKED = frozenset({25, 28, 511, 708, *range(606, 650)})
"""Of 5.7.x: where the mail comes from is not welcome (its name, its reputation, Microsoft's)."""
_PROOF = re.compile(r"\bspf\b|dkim|dmarc|authenticat", re.IGNORECASE)
_LIST = re.compile(r"black ?list|block ?list|blocked|banned|reputation|\brbl\b", re.IGNORECASE)
_REVERSE = re.compile(r"\bptr\b|reverse dns", re.IGNORECASE)
"""Gmail says 5.7.23 of an address without a name, RFC 7372 of SPF."""
_CODES: Mapping[str, str] = {"address": "returned-no-mailbox", "later": "returned-later"}


def told(returned: ReturnedMail) -> Coded:
    """Why it came back, in words for who administers, with the server's own."""
    code = _CODES.get(returned.means) or _of_sender(returned)
    return Coded(code, words=_with_status(returned))


def _of_sender(returned: ReturnedMail) -> str:
    policy = re.fullmatch(r"5\.7\.(\d+)", returned.status or "")
    detail = int(policy[1]) if policy else None
    if _REVERSE.search(returned.words):
        return "returned-blocked"
    if detail in _UNPROVEN or (detail not in _BLOCKED and _PROOF.search(returned.words)):
        return "returned-unproven"
    if detail in _BLOCKED or _LIST.search(returned.words):
        return "returned-blocked"
    return "returned-not-allowed" if policy else "returned-refused"


def _with_status(returned: ReturnedMail) -> str:
    status = returned.status or ""
    return returned.words if status in returned.words else f"{status} {returned.words}".strip()


def take_back(
    session: Session, returned: ReturnedMail, *, now: datetime, on_failed: OnFailed
) -> Outcome:
    """Write down that a mail did not arrive; its news may be told again.

    Told twice it changes nothing, and an address somebody reactivated stays so.
    """
    mail = _find_mail(session, returned, now=now)
    if mail is None:
        return "stranger"
    if returned.means == "delayed":
        return "delayed"
    if not _given_up(session, mail, returned):
        return "known"
    if returned.means == "address" and find_pause(session, mail.recipient) is None:
        reason = to_stored(told(returned))
        session.add(PausedAddress(address=mail.recipient, at=now, reason=reason, mail_id=mail.id))
    hook = on_failed.get(mail.kind)
    if hook is not None:
        hook(session, mail)
    logger.warning(
        "mail came back",
        extra={
            "fields": {
                "mail": mail.id,
                "kind": mail.kind,
                "trouble": returned.means,
                "status": returned.status,
            }
        },
    )
    return _OUTCOMES[returned.means]


def _find_mail(session: Session, returned: ReturnedMail, *, now: datetime) -> OutgoingMail | None:
    """The mail that came back: by its id, else the last one that went to that address.

    An id that is none of ours is somebody else's mail from the same mailbox, whose refusal says
    nothing of ours; that nobody reads the address is true whoever wrote.
    """
    known = select(OutgoingMail).where(OutgoingMail.message_id.in_(returned.message_ids))
    mail = session.scalars(known.limit(1)).first()
    if mail is not None or (returned.message_ids and returned.means != "address"):
        return mail
    went = select(OutgoingMail).where(
        OutgoingMail.recipient.in_(returned.recipients),
        OutgoingMail.state == "sent",
        OutgoingMail.sent_at >= now - REPORTED_WITHIN,
    )
    return session.scalars(went.order_by(OutgoingMail.sent_at.desc()).limit(1)).first()


def _given_up(session: Session, mail: OutgoingMail, returned: ReturnedMail) -> bool:
    """Whether the mail counted as sent, or maybe sent, until now."""
    moved = session.scalar(
        update(OutgoingMail)
        .where(OutgoingMail.id == mail.id, OutgoingMail.state.in_(("sent", "unknown")))
        .values(
            state="failed",
            trouble=returned.means,
            error=to_stored(told(returned)),
            next_try_at=None,
        )
        .returning(OutgoingMail.id)
    )
    return moved is not None
