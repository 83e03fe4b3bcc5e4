"""Newsletters that people of the team forward to the mailbox, and the calls they become.

A letter is taken in the transaction that notes how far the mailbox was read, its links are followed
outside of any, and its calls are stored in one more: killed in between, it is simply read again,
for a call is known by its page and a letter by its Message-ID.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from email.message import EmailMessage
from urllib.parse import urlsplit

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit.record import record
from matcher.calls.models import Call, Sighting
from matcher.calls.queries import reindex
from matcher.clock import Clock
from matcher.db.session import transaction
from matcher.errors import Conflict, NotFound
from matcher.intake.judging import judge_calls
from matcher.intake.store import Counts, Store
from matcher.intake.visits import BY_MAIL, Followed, leads_of
from matcher.mail.foreign import is_of_outlook, letters_in, parts_attached, read_letter
from matcher.mail.models import ForwardedLetter, OutgoingMail
from matcher.mail.proof import is_proven, sender_of
from matcher.people.models import Person
from matcher.settings import Settings

MOST_TRIES = 3
"""Readings of one letter that break in our own code; after them a person has to look."""
SHOWN = 50
_FORWARDED = re.compile(r"^\s*(?:(?:rv|fw|fwd|re|tr|enc|i|reenviado)\s*:\s*)+", re.IGNORECASE)
_AUTOMATIC = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply")


def take(session: Session, raw: bytes, settings: Settings, *, now: datetime) -> bool:
    """Take in a letter, if somebody of the team forwarded it and it leads anywhere.

    What a machine answered, what answers one of our own mails, and what strangers write is left
    where it is. A letter for whose sender the mailbox's server does not vouch waits for a person.
    """
    letter = read_letter(raw)
    person = _writer(session, letter)
    if person is None or _is_automatic(letter) or _answers_us(session, letter):
        return False
    key = str(letter["Message-ID"] or "").strip() or hashlib.sha256(raw).hexdigest()
    known = select(ForwardedLetter.id).where(ForwardedLetter.message_key == key[:500])
    if session.scalar(known) is not None:
        return True
    leads = _all_leads(letter, settings)
    if not leads:
        return False
    proven = is_proven(letter, by=settings.imap_vouched_by)
    subject = _FORWARDED.sub("", " ".join(str(letter["Subject"] or "").split()))
    session.add(
        ForwardedLetter(
            message_key=key[:500],
            person_id=person.id,
            subject=subject[:300],
            at=now,
            state="waiting" if proven else "doubtful",
            leads=leads,
        )
    )
    return True


def _writer(session: Session, letter: EmailMessage) -> Person | None:
    address = sender_of(letter)
    if address is None:
        return None
    asked = select(Person).where(func.lower(Person.email) == address, Person.active.is_(True))
    return session.scalar(asked)


def _is_automatic(letter: EmailMessage) -> bool:
    said = str(letter["Auto-Submitted"] or "no").strip().lower()
    return said != "no" or any(letter[name] for name in _AUTOMATIC)


def _answers_us(session: Session, letter: EmailMessage) -> bool:
    ids = re.findall(r"<[^<>\s]{1,250}>", f"{letter['In-Reply-To']} {letter['References']}")
    asked = select(OutgoingMail.id).where(OutgoingMail.message_id.in_(ids)).limit(1)
    return bool(ids) and session.scalar(asked) is not None


def _all_leads(letter: EmailMessage, settings: Settings) -> list[dict[str, str]]:
    """Where a letter and those within it lead, each address once.

    What only Outlook opens is told of by name, so that nobody believes it read.
    """
    parts = list(letters_in(letter))
    leads = {lead["url"]: lead for part in parts for lead in _leads(part, settings)}
    return [*leads.values(), *(lead for part in parts for lead in _shut(part))]


def _leads(letter: EmailMessage, settings: Settings) -> list[dict[str, str]]:
    """The links of one letter, without those by which one leaves its list."""
    site = urlsplit(settings.base_url).hostname or ""
    found = leads_of(_words(letter, "html"), _words(letter, "plain"), own_site=site)
    leaving = re.findall(r"<(https?://[^<>\s]+)>", str(letter["List-Unsubscribe"] or ""))
    return [lead for lead in found if lead["url"] not in leaving]


def _shut(letter: EmailMessage) -> list[dict[str, str]]:
    names = [part.get_filename() or "" for part in parts_attached(letter) if is_of_outlook(part)]
    return [{"url": "", "title": " ".join(name.split())[:300], "words": ""} for name in names]


def _words(letter: EmailMessage, kind: str) -> str:
    part = letter.get_body((kind,))
    if part is None:
        return ""
    try:
        return str(part.get_content())
    except (LookupError, ValueError):  # a charset nobody knows, or with a zero in its name
        content = part.get_payload(decode=True)
        return content.decode(errors="replace") if isinstance(content, bytes) else ""


# -- following the links ----------------------------------------------------------------------


Follow = Callable[[Sequence[Mapping[str, str]]], list[Followed]]
"""Opens the links of one letter."""


def read_letters(sessions: sessionmaker[Session], follow: Follow, *, clock: Clock) -> int:
    """Follow the links of every letter that waits, and store the calls; how many were new."""
    new = 0
    while (found := _next(sessions)) is not None:
        letter_id, leads = found
        told = follow([lead for lead in leads if lead["url"]])
        with transaction(sessions) as session:
            new += _store(session, session.get_one(ForwardedLetter, letter_id), told, clock.now())
    return new


def _next(sessions: sessionmaker[Session]) -> tuple[int, list[dict[str, str]]] | None:
    """The letter that waits longest, with one more try counted."""
    with transaction(sessions) as session:
        asked = (
            select(ForwardedLetter)
            .where(ForwardedLetter.state == "waiting", ForwardedLetter.tries < MOST_TRIES)
            .order_by(ForwardedLetter.id)
            .limit(1)
        )
        letter = session.scalar(asked)
        if letter is None:
            return None
        letter.tries += 1
        return letter.id, list(letter.leads)


def _store(
    session: Session, letter: ForwardedLetter, told: Sequence[Followed], at: datetime
) -> int:
    """Keep what the links came to: the calls as of a source of their own."""
    counts = Counts()
    records = [one.record for one in told if one.record is not None]
    Store(session, sources={}, at=at).add(records, counts, quiet=False)
    judge_calls(session)
    for call in session.scalars(_brought([one.source_key for one in records])):
        reindex(session, call)
    shut = [lead for lead in letter.leads if not lead["url"]]
    letter.leads = [
        *(
            {
                "url": one.url,
                "title": one.title,
                "outcome": one.outcome,
                "key": one.record.source_key if one.record else None,
            }
            for one in told
        ),
        *shut,
    ]
    letter.state, letter.read_at = "read", at
    return counts.new


def _brought(keys: Sequence[str]) -> Select[Call]:
    return (
        select(Call)
        .join(Sighting, Sighting.call_id == Call.id)
        .where(Sighting.source_id == BY_MAIL, Sighting.source_key.in_(keys))
        .distinct()
    )


# -- what people see and decide ------------------------------------------------------------------


def recent_letters(session: Session) -> list[ForwardedLetter]:
    """The last letters, those that wait for somebody's word first."""
    doubtful = ForwardedLetter.state == "doubtful"
    asked = select(ForwardedLetter).order_by(
        doubtful.desc(), ForwardedLetter.at.desc(), ForwardedLetter.id.desc()
    )
    return list(session.scalars(asked.limit(SHOWN)))


def calls_brought(session: Session, letters: Sequence[ForwardedLetter]) -> dict[str, Call]:
    """Key of a lead → the call it became, as it stands now."""
    keys = {lead["key"] for letter in letters for lead in letter.leads if lead.get("key")}
    asked = (
        select(Sighting.source_key, Call)
        .join(Call, Call.id == Sighting.call_id)
        .where(Sighting.source_id == BY_MAIL, Sighting.source_key.in_(keys))
    )
    return {key: call for key, call in session.execute(asked)}


def decide(
    session: Session, letter_id: int, *, read: bool, person_id: int, at: datetime
) -> ForwardedLetter:
    """A person's word on a letter nobody vouches for: its links are followed, or it is left.

    :raises NotFound: if there is none with this id; :raises Conflict: if somebody said so before.
    """
    letter = session.get(ForwardedLetter, letter_id)
    if letter is None:
        raise NotFound("Este correo no existe.")
    if letter.state != "doubtful":
        raise Conflict("Otra persona ya dijo qué hacer con este correo.")
    letter.state = "waiting" if read else "left"
    record(
        session,
        at=at,
        person_id=person_id,
        subject_type="letter",
        subject_id=str(letter.id),
        action="letter.read" if read else "letter.left",
    )
    return letter
