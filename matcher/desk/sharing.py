"""Pass a call on to somebody without an account, and take in what they answer."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from itsdangerous import BadSignature
from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from matcher.agency.identity import read_identity
from matcher.audit.record import record
from matcher.calls.models import Call
from matcher.clock import local_day
from matcher.desk.models import SharedCall
from matcher.errors import Conflict, InvalidInput, NotFound
from matcher.mail.outbox import queue_mail
from matcher.mail.templates import render_email
from matcher.people.models import Person
from matcher.people.signing import signer
from matcher.pursuits.models import Pursuit, PursuitMention, PursuitNote
from matcher.pursuits.queries import get_pursuit
from matcher.settings import Settings
from matcher.translation.faces import spanish_texts
from matcher.words.calls import deadline_words
from matcher.words.language import Words

SHARED, TAKEN_BACK = "call.shared", "call.share-revoked"
DAYS = (7, 15, 30, 60)
MOST_LETTERS = 2000
MOST_OPEN = 30
"""Links of one pursuit that may be open at a time: beyond it somebody sends them by mistake."""
KIND = "shared"
_BYTES = 24
SALT = "puente.shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareWith:
    """To whom, for how many days, and with what words."""

    name: str
    days: int
    email: str = ""
    message: str = ""


def share(
    session: Session,
    pursuit: Pursuit,
    to: ShareWith,
    *,
    settings: Settings,
    person: Person,
    at: datetime,
) -> tuple[SharedCall, str]:
    """A new link for somebody, which nobody can read again.

    :raises InvalidInput: without a name, or for more links than one call needs.
    """
    if not to.name.strip():
        raise InvalidInput("Diga para quién es.", field="name")
    if to.days not in DAYS:
        raise InvalidInput("Escoja por cuántos días.", field="days")
    if sum(is_open(one, now=at) for one in shared_of(session, pursuit)) >= MOST_OPEN:
        raise InvalidInput(
            "Ya hay %(most)s enlaces abiertos. Retire los que no hagan falta.",
            most=MOST_OPEN,
            field="name",
        )
    secret = secrets.token_urlsafe(_BYTES)
    made = SharedCall(
        pursuit=pursuit,
        name=" ".join(to.name.split())[:200],
        email=to.email.strip().lower() or None,
        message=to.message.strip()[:MOST_LETTERS],
        secret_hash=_hash(secret),
        person=person,
        at=at,
        until=at + timedelta(days=to.days),
    )
    session.add(made)
    session.flush()
    _note(session, made, SHARED, person=person, at=at)
    return made, f"{settings.base_url.rstrip('/')}/pasada/{signer(settings, SALT).dumps(secret)}"


def send_shared(
    session: Session, made: SharedCall, link: str, *, settings: Settings, words: Words, at: datetime
) -> None:
    """Put the mail with the link into the outbox; nothing where nobody is to be written to."""
    if made.email is None:
        return
    call, agency = made.pursuit.call, read_identity(session, settings)
    spanish = _title_in_spanish(session, call, settings) if words.locale == "es" else ""
    rendered = render_email(
        "shared",
        {
            "_": words.gettext,
            "locale": words.locale,
            "agency": agency,
            "base": settings.base_url.rstrip("/"),
            "name": made.name,
            "by": made.person.name,
            "sentence": words.gettext(
                "%(by)s, de %(agency)s, cree que esta convocatoria puede interesarles.",
                by=made.person.name,
                agency=agency.name,
            ),
            "title": spanish or call.title,
            "original": call.title if spanish else "",
            "original_lang": call.language,
            "lang": None if spanish or call.language in (None, words.locale) else call.language,
            "closing": deadline_words(words, call, now=at, timezone=settings.timezone),
            "message": made.message,
            "link": link,
            "until": words.day(local_day(made.until, settings.timezone)),
        },
        filters={},
    )
    queue_mail(
        session,
        settings,
        rendered,
        kind=KIND,
        recipient=made.email,
        recipient_name=made.name,
        at=at,
        expires_at=made.until,
    )


def _title_in_spanish(session: Session, call: Call, settings: Settings) -> str:
    """The title of a foreign call in Spanish; empty where it is not to be had."""
    if not settings.apertium or call.language == "es":
        return ""
    found = spanish_texts(session, [(call.title, call.language)])
    return next(iter(found.values()), "")


def shared_of(session: Session, pursuit: Pursuit) -> Sequence[SharedCall]:
    """Every link of a pursuit, the latest first."""
    query = select(SharedCall).where(SharedCall.pursuit_id == pursuit.id)
    return session.scalars(query.order_by(SharedCall.id.desc())).all()


def shared_by(session: Session, person: Person, *, most: int) -> Sequence[SharedCall]:
    """The links ``person`` made, the latest first."""
    query = (
        select(SharedCall)
        .join(SharedCall.pursuit)
        .where(SharedCall.person_id == person.id)
        .options(contains_eager(SharedCall.pursuit).joinedload(Pursuit.call))
    )
    return session.scalars(query.order_by(SharedCall.id.desc()).limit(most)).all()


def is_open(made: SharedCall, *, now: datetime) -> bool:
    """Whether a link still opens something."""
    return made.revoked_at is None and now <= made.until


def read_shared(session: Session, settings: Settings, token: str, *, now: datetime) -> SharedCall:
    """What a link opens.

    :raises NotFound: for one that is none of ours, ran out or was taken back; each says so.
    """
    try:
        secret = str(signer(settings, SALT).loads(token))
    except BadSignature:
        raise NotFound(
            "Este enlace está incompleto o no es de Puente. Ábralo otra vez desde el mensaje."
        ) from None
    made = session.scalar(select(SharedCall).where(SharedCall.secret_hash == _hash(secret)))
    if made is None or made.revoked_at is not None:
        raise NotFound("Este enlace ya no abre nada: quien lo envió lo retiró. Escríbale.")
    if now > made.until:
        raise NotFound("Este enlace venció. Pida otro a quien se lo envió.")
    return made


def take_back(
    session: Session, shared_id: int, *, pursuit: Pursuit, person: Person, at: datetime
) -> SharedCall:
    """Let a link open nothing any more.

    :raises NotFound: if there is no such link, or it was taken back before.
    """
    made = session.get(SharedCall, shared_id)
    if made is None or made.pursuit_id != pursuit.id or made.revoked_at is not None:
        raise NotFound("Ese enlace ya no está.")
    made.revoked_at = at
    _note(session, made, TAKEN_BACK, person=person, at=at)
    return made


def answer(
    session: Session, made: SharedCall, *, wants: bool, signed: str, words: str, at: datetime
) -> PursuitNote:
    """Write what they answered as a note of the pursuit; it waits for who passed it on.

    :raises InvalidInput: without a name, or a no without its why.
    :raises Conflict: if the link was answered before.
    """
    if made.answered_at is not None:
        raise Conflict("Este enlace ya se respondió. Si algo cambió, escriba a quien se lo envió.")
    name, why = " ".join(signed.split())[:200], words.strip()
    if not name:
        raise InvalidInput("Escriba su nombre.", field="signed")
    if not wants and not why:
        raise InvalidInput("Diga por qué no, aunque sea en una línea.", field="words")
    if len(why) > MOST_LETTERS:
        raise InvalidInput("Deje %(most)s letras o menos.", most=MOST_LETTERS, field="words")
    made.answered_at, made.wants, made.answered_by = at, wants, name
    pursuit = get_pursuit(session, made.pursuit_id)
    told = "interesa" if wants else "no interesa"
    lines = [f"{made.name} respondió por su enlace, sin cuenta: {told}. Firma: {name}.", why]
    waits = {one.id: one for one in (made.person, pursuit.assignee) if one and one.active}
    written = PursuitNote(
        pursuit=pursuit,
        person=made.person,
        at=at,
        text="\n".join(filter(None, lines)),
        mentions=[PursuitMention(person=one) for one in waits.values()],
    )
    session.add(written)
    pursuit.touched_at = at
    session.flush()
    return written


def _note(session: Session, made: SharedCall, action: str, *, person: Person, at: datetime) -> None:
    record(
        session,
        at=at,
        person_id=person.id,
        action=action,
        subject_type="pursuit",
        subject_id=made.pursuit_id,
        name=made.name,
    )


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
