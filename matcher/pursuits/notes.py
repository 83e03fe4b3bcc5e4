"""Notes on a pursuit, and who is named in them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.errors import InvalidInput
from matcher.people.models import Person
from matcher.pursuits.models import Pursuit, PursuitMention, PursuitNote
from matcher.text import fold

LONGEST = 5000
"""Characters a note may have."""
_REACH = 400
"""Characters behind an «@» in which a whole name fits."""


def note(
    session: Session,
    pursuit: Pursuit,
    text: str,
    *,
    person: Person,
    at: datetime,
    to: Iterable[Person] = (),
) -> PursuitNote:
    """Write on ``pursuit``; for who writes, what they were asked there is answered.

    :param to: people it is for, besides those named in the text with «@».
    :raises InvalidInput: for a note with nothing in it, or one that is too long.
    """
    clean = text.strip()
    if not clean:
        raise InvalidInput("La nota está vacía: escriba algo.", field="text")
    if len(clean) > LONGEST:
        raise InvalidInput(
            "La nota es muy larga: deje %(most)s caracteres o menos.", most=LONGEST, field="text"
        )
    mark_seen(session, pursuit, person=person, at=at)
    active = session.scalars(select(Person).where(Person.active.is_(True))).all()
    named = dict.fromkeys([*mentioned(clean, active), *(one for one in to if one.active)])
    written = PursuitNote(
        pursuit=pursuit,
        person=person,
        at=at,
        text=clean,
        mentions=[PursuitMention(person=one) for one in named if one is not person],
    )
    session.add(written)
    pursuit.touched_at = at
    session.flush()
    return written


def mentioned(text: str, people: Sequence[Person]) -> list[Person]:
    """Who is named with «@» and their name, their first name or the start of their address.

    The longest name that stands there counts; one that several people have names nobody.
    """
    return list(dict.fromkeys(who for _word, who in _named(text, people) if who is not None))


def naming_nobody(session: Session, text: str) -> list[str]:
    """What stands in ``text`` behind an «@» and reaches nobody: no active account, or several."""
    active = session.scalars(select(Person).where(Person.active.is_(True))).all()
    return list(dict.fromkeys(word for word, who in _named(text, active) if who is None))


def _named(text: str, people: Sequence[Person]) -> Iterator[tuple[str, Person | None]]:
    """Each word behind an «@», and whom it names."""
    for at in re.finditer(r"(?<!\w)@(?=(\w+))", text):
        begins = fold(text[at.end() : at.end() + _REACH])
        named: dict[str, set[int]] = {}
        for position, person in enumerate(people):
            for name in _names(person):
                if re.match(re.escape(name) + r"(?!\w)", begins):
                    named.setdefault(name, set()).add(position)
        longest = max(named, key=len, default="")
        who = named.get(longest, set())
        yield at[1], people[next(iter(who))] if len(who) == 1 else None


def _names(person: Person) -> set[str]:
    whole = fold(" ".join(person.name.split()))
    return {whole, whole.split(" ")[0], fold(person.email), fold(person.email.split("@")[0])}


def mark_seen(session: Session, pursuit: Pursuit, *, person: Person, at: datetime) -> int:
    """Note that ``person`` has seen where they are named in ``pursuit``; how often they were."""
    waiting = session.scalars(
        select(PursuitMention)
        .join(PursuitNote)
        .where(
            PursuitNote.pursuit_id == pursuit.id,
            PursuitMention.person_id == person.id,
            PursuitMention.seen_at.is_(None),
        )
    ).all()
    for mention in waiting:
        mention.seen_at = at
    session.flush()
    return len(waiting)


def waiting_mentions(session: Session, person: Person | None = None) -> list[PursuitMention]:
    """Where ``person``, or anybody, is named and has not answered yet, the longest ago first."""
    asked = (
        select(PursuitMention)
        .join(PursuitNote)
        .join(Pursuit)
        .where(PursuitMention.seen_at.is_(None), Pursuit.joined_into_id.is_(None))
        .order_by(PursuitNote.at, PursuitNote.id)
    )
    if person is not None:
        asked = asked.where(PursuitMention.person_id == person.id)
    return list(session.scalars(asked))
