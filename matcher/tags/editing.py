"""Edit the thematic lines of the agency: add, rename, merge, retire. Nothing is forgotten."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.db.versions import advance, flush_first
from matcher.errors import InvalidInput
from matcher.messages import Message
from matcher.tags.models import Tag, Tagged, ThematicLine
from matcher.tags.queries import lines
from matcher.text import words as words_in
from matcher.words.language import gettext_noop

_LATE = gettext_noop("Alguien cambió la línea «%(name)s» mientras usted la editaba.")
_SUBJECT = "line"


def save_line(
    session: Session,
    line: ThematicLine | None,
    *,
    name: str,
    description: str,
    words: Sequence[str],
    ods: Mapping[int, float],
    person_id: int,
    at: datetime,
    version: int | None = None,
) -> ThematicLine:
    """Add a line (``None``) or change one; calls and projects are tagged anew by the next run.

    What only repeats the line as it stands changes nothing.

    :param ods: ODS (1–17) → how much it speaks for the line, 0 to 1.
    :param version: the one that was on the screen.
    :raises Conflict: if somebody else has changed the line since.
    :raises InvalidInput: without a name, or with one another line has.
    """
    every = lines(session, retired=True)
    clean = _free_name(name, [other for other in every if other is not line])
    before = _values(line) if line else None
    weights = {str(code): weight for code, weight in sorted(ods.items())}
    after: dict[str, Any] = {"name": clean, "description": description.strip()}
    after |= {"words": _each_once(words), "ods": weights}
    if line is not None and after == _tidy(line):
        return line
    if line is None:
        line = _last_line(clean, every)
        session.add(line)
    else:
        late = Message(_LATE, name=line.name)
        advance(session, line, seen=line.version if version is None else version, conflict=late)
    for name_of_value, value in after.items():
        setattr(line, name_of_value, value)
    flush_first(session, InvalidInput("Ya hay una línea con ese nombre.", field="name"))
    record(
        session,
        at=at,
        person_id=person_id,
        subject_type=_SUBJECT,
        subject_id=line.code,
        action="line.changed" if before else "line.added",
        before=before,
        after=after,
    )
    _tag_anew(session)
    return line


def _free_name(name: str, others: Sequence[ThematicLine]) -> str:
    clean = " ".join(name.split())
    if not clean:
        raise InvalidInput("Escriba el nombre de la línea.", field="name")
    if any(other.name.casefold() == clean.casefold() for other in others):
        raise InvalidInput("Ya hay una línea con ese nombre.", field="name")
    return clean


def _last_line(name: str, every: Sequence[ThematicLine]) -> ThematicLine:
    """A new line after all others, under a code nobody has."""
    return ThematicLine(
        code=_code(name, {other.code for other in every}),
        position=max((other.position for other in every), default=-1) + 1,
    )


def retire_line(
    session: Session, line: ThematicLine, *, retired: bool, person_id: int, at: datetime
) -> None:
    """Take a line out of use, or bring it back; its tags stay for the history."""
    line.retired_at = at if retired else None
    if not retired:
        line.merged_into = None
    record(
        session,
        at=at,
        person_id=person_id,
        subject_type=_SUBJECT,
        subject_id=line.code,
        action="line.retired" if retired else "line.restored",
    )
    _tag_anew(session)


def merge_line(
    session: Session, line: ThematicLine, into: ThematicLine, *, person_id: int, at: datetime
) -> None:
    """Let ``into`` take the words and the tags people gave of ``line``, which is retired.

    :raises Conflict: if somebody is changing one of them.
    :raises InvalidInput: if both are the same, or ``into`` is retired.
    """
    if line is into or into.retired_at is not None:
        raise InvalidInput("Escoja otra línea que esté en uso.", field="into")
    for one in (line, into):
        advance(
            session,
            one,
            seen=one.version,
            conflict=Message(
                "Alguien cambió la línea «%(name)s» a la vez. Mire cómo quedó.", name=one.name
            ),
        )
    into.words = list(dict.fromkeys([*into.words, line.name, *line.words]))
    into.ods = {c: max(line.ods.get(c, 0), into.ods.get(c, 0)) for c in {*line.ods, *into.ods}}
    line.retired_at, line.merged_into = at, into.code
    _move_tags(session, line.code, into.code)
    record(
        session,
        at=at,
        person_id=person_id,
        subject_type=_SUBJECT,
        subject_id=line.code,
        action="line.merged",
        into=into.code,
    )
    _tag_anew(session)


def _move_tags(session: Session, old: str, new: str) -> None:
    """Carry what people said over to the other line, unless they said something of it already."""
    said = select(Tag.subject_type, Tag.subject_id).where(Tag.scheme == "line", Tag.code == new)
    taken = {(kind, number) for kind, number in session.execute(said)}
    mine = session.scalars(
        select(Tag).where(Tag.scheme == "line", Tag.code == old, Tag.origin == "person")
    )
    free = [t.id for t in mine if (t.subject_type, t.subject_id) not in taken]
    session.execute(update(Tag).where(Tag.id.in_(free)).values(code=new))


def _tag_anew(session: Session) -> None:
    session.execute(delete(Tagged))


def _values(line: ThematicLine) -> dict[str, object]:
    return {
        "name": line.name,
        "description": line.description,
        "words": list(line.words),
        "ods": dict(line.ods),
    }


def _each_once(words: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(w.strip() for w in words if w.strip()))


def _tidy(line: ThematicLine) -> dict[str, object]:
    """What :func:`save_line` would make of the line as it stands."""
    values = _values(line)
    return values | {
        "name": " ".join(line.name.split()),
        "description": line.description.strip(),
        "words": _each_once(line.words),
    }


def _code(name: str, taken: set[str]) -> str:
    base = "-".join(re.sub(r"[^a-z0-9]", "", w) for w in words_in(name))[:40].strip("-") or "linea"
    number = 1
    while (code := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return code
