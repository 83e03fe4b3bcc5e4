"""Approved texts, to be put into a field of any proposal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.db.versions import advance
from matcher.errors import InvalidInput, NotFound
from matcher.people.models import Person
from proposals.library.models import TextBlock

BLOCK_LANGUAGES = ("es", "en", "pt", "fr")
"""The languages a text may be kept in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTold:
    """What is told of a text: title, the text by language, whose it is, until when it holds."""

    title: str
    texts: Mapping[str, str]
    owner: Person
    expires_on: date | None


def blocks(session: Session, *, retired: bool = False) -> list[TextBlock]:
    """The texts that are offered (or those that were retired), by title."""
    there = TextBlock.archived_at.is_not(None) if retired else TextBlock.archived_at.is_(None)
    return list(session.scalars(select(TextBlock).where(there).order_by(TextBlock.title)))


def get_block(session: Session, block_id: int) -> TextBlock:
    """The text with this id.

    :raises NotFound: if there is none.
    """
    found = session.get(TextBlock, block_id)
    if found is None:
        raise NotFound("Este texto no existe.")
    return found


def is_expired(block: TextBlock, *, on: date) -> bool:
    """Whether the day is past until which ``block`` holds."""
    return block.expires_on is not None and block.expires_on < on


def text_for(block: TextBlock, language: str) -> tuple[str, str]:
    """The text in ``language``, else in the first there is; and the language it is in."""
    if language in block.texts:
        return str(block.texts[language]), language
    first = next(code for code in BLOCK_LANGUAGES if code in block.texts)
    return str(block.texts[first]), first


def save_block(
    session: Session,
    block: TextBlock | None,
    told: BlockTold,
    *,
    seen: int = 0,
    person: Person,
    at: datetime,
) -> TextBlock:
    """Add a text, or change one; what is in proposals already stays as it is.

    :raises InvalidInput: without a title or any text.
    :raises Conflict: if somebody else changed it since version ``seen``.
    """
    texts = {code: told.texts[code] for code in BLOCK_LANGUAGES if told.texts.get(code, "").strip()}
    if not told.title.strip():
        raise InvalidInput("Escriba el título.", field="title")
    if not texts:
        raise InvalidInput("Escriba el texto en al menos un idioma.", field="es")
    kept = (told.title.strip(), texts, told.owner.id, told.expires_on)
    if block is None:
        block = TextBlock(owner_id=told.owner.id)
        session.add(block)
    elif (block.title, block.texts, block.owner_id, block.expires_on) == kept:
        return block
    else:
        conflict = "Alguien más cambió este texto mientras usted escribía."
        advance(session, block, seen=seen, conflict=conflict)
    block.title, block.texts, block.owner_id, block.expires_on = kept
    block.at = at
    session.flush()
    _note(session, block, "block.saved", person=person, at=at)
    return block


def retire_block(
    session: Session, block: TextBlock, *, retired: bool, person: Person, at: datetime
) -> None:
    """Offer a text no more, or again."""
    block.archived_at = at if retired else None
    _note(session, block, "block.retired" if retired else "block.restored", person=person, at=at)


def _note(session: Session, block: TextBlock, action: str, *, person: Person, at: datetime) -> None:
    record(
        session,
        at=at,
        person_id=person.id,
        action=action,
        subject_type="block",
        subject_id=block.id,
        title=block.title,
    )
