"""The one way mail leaves: claim, hand over, write down; each step survives a kill.

A try is claimed by an update that only one process can win, and the claim expires. SMTP happens
between two transactions, never inside one. Where nobody knows whether the server took a mail (the
line broke before its answer, or this process died before writing it down), it goes once more under
the same Message-ID, after a while.

What the server asks for is done: a mail it puts off waits, longer each time, for as long as it is
worth sending; one nobody reads stops the address; and where the server itself is the trouble, the
whole outbox waits, so that a wrong password is not tried a thousand times.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session, sessionmaker

from matcher.agency.identity import Identity, read_identity
from matcher.clock import Clock
from matcher.coded import Coded, to_message, to_stored
from matcher.db.session import transaction
from matcher.errors import MailError, MailTrouble
from matcher.mail.message import build
from matcher.mail.models import OutgoingMail, PausedAddress
from matcher.mail.outbox import envelope, not_paused
from matcher.mail.senders import Sender
from matcher.settings import Settings

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=45)
"""How long a claim lasts: longer than the slowest server may take (``senders.Patience``)."""
LONGEST_WAIT = timedelta(days=2)
"""A mail put off for longer was by a clock that was ahead: pauses last half a day at the most."""
MOST_DOUBTS = 3
"""After so many tries without an answer a mail has failed: more copies would be no help."""
_PAUSES: Mapping[MailTrouble, tuple[timedelta, timedelta]] = {
    "server": (timedelta(minutes=5), timedelta(hours=1)),
    "later": (timedelta(minutes=5), timedelta(hours=1)),
    "refused": (timedelta(hours=1), timedelta(hours=12)),
    "unknown": (timedelta(hours=1), timedelta(hours=12)),
}
"""The wait after the first try, which doubles with each, and the longest."""

OnFailed = Mapping[str, Callable[[Session, OutgoingMail], None]]
"""Kind of mail → what to do, in the same transaction, when one is given up."""


@dataclass(slots=True)
class Delivered:
    """What one run did, mail by mail."""

    sent: int = 0
    waiting: int = 0
    unknown: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PostOffice:
    """What the worker needs: where mail is written down, how it leaves, who hears of failures."""

    sessions: sessionmaker[Session]
    settings: Settings
    sender: Sender
    clock: Clock
    on_failed: OnFailed


def deliver(
    post: PostOffice,
    *,
    done: Callable[[int, int], None] = lambda _done, _total: None,
    kind: str | None = None,
) -> Delivered:
    """Send what is due; one mail's trouble never stops the next, the server's own stops all.

    :param kind: the only kind of mail to send.
    """
    result = Delivered()
    settle(post)
    chosen = [OutgoingMail.kind == kind] if kind else []
    with transaction(post.sessions) as session:
        agency = read_identity(session, post.settings)
        due = list(
            session.scalars(
                select(OutgoingMail.id)
                .where(_may_go(post.clock.now()), not_paused(), *chosen)
                .order_by(OutgoingMail.id)
            )
        )
    for number, mail_id in enumerate(due, start=1):
        mail = claim(post, mail_id)
        if mail is not None:
            trouble = _try(post, agency, mail, result)
            if trouble == "server":
                break
        done(number, len(due))
    return result


def _may_go(now: datetime) -> ColumnElement[bool]:
    return OutgoingMail.state.in_(("waiting", "unknown")) & (OutgoingMail.next_try_at <= now)


def claim(post: PostOffice, mail_id: int) -> OutgoingMail | None:
    """Take a mail for this process; ``None`` where another was first or it may not go."""
    now = post.clock.now()
    with transaction(post.sessions) as session:
        claimed = session.scalar(
            update(OutgoingMail)
            .where(OutgoingMail.id == mail_id, _may_go(now), not_paused())
            .values(state="sending", tries=OutgoingMail.tries + 1, next_try_at=now + LEASE)
            .returning(OutgoingMail.id)
        )
        return None if claimed is None else session.get_one(OutgoingMail, claimed)


def _try(
    post: PostOffice, agency: Identity, mail: OutgoingMail, result: Delivered
) -> MailTrouble | None:
    """One try of a claimed mail, from handing over to writing down; what it ended with."""
    words: str
    try:
        post.sender.send(
            build(
                envelope(post.settings, agency, mail),
                subject=mail.subject,
                text=mail.text,
                html=mail.html,
            )
        )
    except MailError as error:
        trouble, words = error.trouble, error.message
    except Exception as error:  # one mail that cannot be built must not stop the others
        logger.exception("mail not built", extra={"fields": {"mail": mail.id, "kind": mail.kind}})
        trouble, words = "refused", f"{type(error).__name__}: {error}"
    else:
        _write_sent(post, mail)
        result.sent += 1
        return None
    with transaction(post.sessions) as session:
        state = _write_trouble(session, mail, trouble, words, post=post)
        if trouble == "server":
            _put_off(session, mail, words, now=post.clock.now())
    if state is not None:
        setattr(result, state, getattr(result, state) + 1)
    return trouble


def _write_sent(post: PostOffice, mail: OutgoingMail) -> None:
    """The server has it: whatever anybody else wrote meanwhile, it went."""
    with transaction(post.sessions) as session:
        session.execute(
            update(OutgoingMail)
            .where(OutgoingMail.id == mail.id)
            .values(
                state="sent", sent_at=post.clock.now(), next_try_at=None, trouble=None, error=None
            )
        )
    logger.info("mail sent", extra={"fields": {"mail": mail.id, "kind": mail.kind}})


def _write_trouble(
    session: Session, mail: OutgoingMail, trouble: MailTrouble, words: str, *, post: PostOffice
) -> str | None:
    """Write down how a try ended and what comes next; ``None`` where another process took over."""
    now = post.clock.now()
    doubts = mail.doubts + (trouble == "unknown")
    over = trouble == "address" or doubts >= MOST_DOUBTS
    state = "failed" if over else ("unknown" if doubts > mail.doubts else "waiting")
    next_try = (
        None if over else now + _pause(trouble, doubts if trouble == "unknown" else mail.tries)
    )
    written = session.scalar(
        update(OutgoingMail)
        .where(
            OutgoingMail.id == mail.id,
            OutgoingMail.state == "sending",
            OutgoingMail.tries == mail.tries,
        )
        .values(
            state=state,
            doubts=doubts,
            trouble=trouble,
            error=to_stored(words),
            next_try_at=next_try,
        )
        .returning(OutgoingMail.id)
    )
    if written is None:
        return None
    _log(mail, trouble, words, next_try=next_try)
    if trouble == "address":
        session.merge(
            PausedAddress(address=mail.recipient, at=now, reason=to_stored(words), mail_id=mail.id)
        )
    if over:
        _give_up(session, mail, post=post)
    return state


def _pause(trouble: MailTrouble, times: int) -> timedelta:
    first, longest = _PAUSES[trouble]
    return min(first * float(2 ** min(times - 1, 20)), longest)


def _put_off(session: Session, mail: OutgoingMail, words: str, *, now: datetime) -> None:
    """Let the whole outbox wait as long as the mail that found the server in trouble."""
    until = now + _pause("server", mail.tries)
    rest = update(OutgoingMail).where(_may_go(until), OutgoingMail.id != mail.id)
    session.execute(
        rest.where(OutgoingMail.state == "waiting").values(trouble="server", error=to_stored(words))
    )
    session.execute(rest.values(next_try_at=until))


def _give_up(session: Session, mail: OutgoingMail, *, post: PostOffice) -> None:
    hook = post.on_failed.get(mail.kind)
    if hook is not None:
        hook(session, mail)


def settle(post: PostOffice) -> None:
    """Bring what stands still to a state that moves: claims of dead processes, expired mail."""
    now = post.clock.now()
    with transaction(post.sessions) as session:
        session.execute(  # put off by a clock that was ahead
            update(OutgoingMail)
            .where(OutgoingMail.next_try_at > now + LONGEST_WAIT)
            .values(next_try_at=now)
        )
        dropped = select(OutgoingMail).where(
            OutgoingMail.state == "sending", OutgoingMail.next_try_at <= now
        )
        for mail in session.scalars(dropped).all():
            _drop(session, mail, now=now)
    with transaction(post.sessions) as session:
        expired = session.scalars(
            update(OutgoingMail)
            .where(OutgoingMail.expires_at <= now, OutgoingMail.state.in_(("waiting", "unknown")))
            .values(state="failed", next_try_at=None)
            .returning(OutgoingMail.id)
        ).all()
        for mail_id in expired:
            mail = session.get_one(OutgoingMail, mail_id)
            _log(
                mail,
                mail.trouble,
                to_message(mail.error) if mail.error else "never tried",
                next_try=None,
            )
            _give_up(session, mail, post=post)


def _drop(session: Session, mail: OutgoingMail, *, now: datetime) -> None:
    """Let go of a claim that ran out: the mail goes at once, later where that was tried before.

    It is no try the server left unanswered, so it brings the mail no nearer to being given up.
    """
    again = now if mail.tries == 1 else now + _pause("unknown", mail.tries - 1)
    words = Coded("mail-interrupted")
    dropped = session.scalar(
        update(OutgoingMail)
        .where(
            OutgoingMail.id == mail.id,
            OutgoingMail.state == "sending",
            OutgoingMail.tries == mail.tries,
        )
        .values(state="unknown", trouble="unknown", error=to_stored(words), next_try_at=again)
        .returning(OutgoingMail.id)
    )
    if dropped is not None:
        _log(mail, "unknown", words, next_try=again)


def _log(
    mail: OutgoingMail, trouble: MailTrouble | None, words: str, *, next_try: datetime | None
) -> None:
    logger.log(
        logging.WARNING if next_try else logging.ERROR,
        "mail not sent" if next_try else "mail given up",
        extra={
            "fields": {
                "mail": mail.id,
                "kind": mail.kind,
                "tries": mail.tries,
                "trouble": trouble,
                "reason": words,
                "next_try": next_try and next_try.isoformat(),
            }
        },
    )
