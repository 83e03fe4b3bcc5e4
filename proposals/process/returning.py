"""A full proposal that was edited in Word and comes back: each change lands in its answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.errors import InvalidInput
from matcher.messages import Message
from matcher.people.models import Person
from matcher.settings import Settings
from matcher.tags.queries import lines
from matcher.words.language import Words
from proposals.docx.catalogue import WHOLE, find_template
from proposals.docx.wording import words_of
from proposals.errors import EditConflict
from proposals.locking import hold_open
from proposals.marks.comparing import Differences, Edited, Noted, compare
from proposals.marks.marking import Mark
from proposals.marks.reading import (
    EndlessWord,
    UnreadableWord,
    WordReading,
    read_word,
)
from proposals.marks.values import joined, stored
from proposals.models import Draft, DraftComment, Export
from proposals.process.comments import MOST_LETTERS, comment, comments
from proposals.saving import Save, find_answer, save
from proposals.steps import get_field
from proposals.steps.step import Field, options

ROOM = MOST_LETTERS - 500
"""Letters of a comment that the words of the document may take."""
MOST_MORE = 2_000
"""Paragraphs that may come on top of those that were made: each is looked for among all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtaken:
    """An answer that somebody changed in Puente meanwhile: what Word says, and what stands."""

    save: Save
    error: EditConflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What a document that came back did.

    ``left`` are words that belong to no answer: each was kept as a comment. ``told`` is what the
    person should look at.
    """

    changed: int
    comments: int
    left: tuple[str, ...]
    overtaken: tuple[Overtaken, ...]
    told: tuple[Message, ...]


def bring_word(
    session: Session,
    draft: Draft,
    path: Path,
    *,
    settings: Settings,
    said: Words,
    person: Person,
    at: datetime,
) -> Returned:
    """Save what the document at ``path`` says otherwise than it did when it was made.

    What was not touched in Word stays as it is in Puente, whoever changed it meanwhile. Words that
    belong to no answer are kept as comments on the nearest one.

    :param said: the language of the comments that are written.
    :raises InvalidInput: where it is not a document of this proposal.
    :raises DraftLocked: the draft was approved, sent or archived.
    """
    hold_open(session, draft)
    try:
        returned = read_word(path)
    except EndlessWord:
        raise _too_long() from None
    except UnreadableWord:
        raise InvalidInput(
            "Este archivo no se puede leer como Word. Guárdelo como .docx y súbalo otra vez."
        ) from None
    export = _made(session, draft, returned)
    made = _read_made(export, settings)
    if len(returned.texts) > len(made.texts) + MOST_MORE:
        raise _too_long()
    found = compare(made, returned)
    coming = _Coming(session, draft, export, found, settings, said, person, at)
    return coming.bring()


def _too_long() -> InvalidInput:
    return InvalidInput(
        "Este documento tiene más de %(most)s párrafos que no estaban en el que se generó aquí. "
        "Deje fuera lo que no sea de la propuesta y súbalo otra vez.",
        most=Decimal(MOST_MORE),
    )


def _made(session: Session, draft: Draft, returned: WordReading) -> Export:
    """The document this one was: named in its marks, else the last one made to come back."""
    for number in returned.exports:
        export = session.get(Export, number)
        if export is not None and export.draft_id == draft.id:
            return export
    if returned.exports:
        raise InvalidInput(
            "Este documento es de otra propuesta. Ábralo para ver de cuál, y súbalo en ella."
        )
    query = select(Export).where(
        Export.draft_id == draft.id, Export.template.in_(WHOLE.values()), Export.fingerprint != ""
    )
    for export in session.scalars(query.order_by(Export.id.desc())):
        if export.filename.endswith(".docx"):
            return export
    raise InvalidInput(
        "Este documento no salió de Puente. Genere la propuesta completa en Word, escriba en ese "
        "archivo y súbalo aquí."
    )


def _read_made(export: Export, settings: Settings) -> WordReading:
    try:
        made = read_word(settings.documents / export.filename)
    except UnreadableWord:
        made = None
    if made is None or not made.names:
        raise InvalidInput(
            "Ya no está el documento «%(name)s», del que salió este, y sin él no se sabe qué "
            "cambió. Genere uno nuevo y pase ahí los cambios.",
            name=export.filename,
        )
    return made


class _Coming:
    """One document on its way in."""

    def __init__(
        self,
        session: Session,
        draft: Draft,
        export: Export,
        found: Differences,
        settings: Settings,
        said: Words,
        person: Person,
        at: datetime,
    ) -> None:
        self._session, self._draft, self._found = session, draft, found
        self._settings, self._said, self._person, self._at = settings, said, person, at
        self._printed = words_of(find_template(export.template).language)
        self._left: list[tuple[Mark | None, str]] = [(one.near, one.text) for one in found.loose]
        self._overtaken: list[Overtaken] = []
        self._told: list[Message] = []
        self._known = {
            (one.field, one.row, one.text)
            for one in comments(session, draft)
            if one.parent_id is None
        }

    def bring(self) -> Returned:
        changed = sum(map(self._save, _units(self._found.edited)))
        noted = sum(self._note(one) for one in self._found.noted)
        for near, text in self._left:
            self._keep(near, text)
        for field, row in dict.fromkeys((one.field, one.row) for one in self._found.gone):
            told = Message(
                "«%(label)s» ya no está en el documento. En Puente quedó como estaba: si había que "
                "quitarlo, quítelo en su paso.",
                label=self._name(field, row),
            )
            self._told.append(told)
        return Returned(
            changed=changed,
            comments=noted,
            left=tuple(text for _near, text in self._left),
            overtaken=tuple(self._overtaken),
            told=tuple(self._told),
        )

    def _name(self, field: str, row: str) -> str:
        label = self._said.named(get_field(field).label)
        rows = self._rows(field)
        return f"{label} ({rows.index(row) + 1})" if row in rows else label

    def _rows(self, field: str) -> list[str]:
        """The rows of a table as the document numbered them."""
        return list(dict.fromkeys(one.row for one in self._found.order if one.field == field))

    def _save(self, changes: Sequence[Edited]) -> bool:
        """One field or row, through the guard that every save goes through."""
        mark = changes[0].mark
        field = get_field(mark.field)
        then = self._then(mark)
        value: Any
        if field.is_table:
            value = dict(then or {}) | {
                one.mark.column: self._value(_column(field, one.mark.column), then or {}, one)
                for one in changes
            }
        else:
            value = self._value(self._labelled(field), {"": then}, changes[0])
        wanted = Save(field=mark.field, row=mark.row, value=value, base=mark.version)
        held = find_answer(self._session, self._draft, field=mark.field, row=mark.row)
        before = held.version if held else 0
        try:
            answer = save(self._session, self._draft, wanted, person=self._person, at=self._at)
        except EditConflict as clash:
            self._overtaken.append(Overtaken(save=wanted, error=clash))
            return False
        except InvalidInput as problem:
            self._told.append(problem.message)
            self._left += [(mark, one.after) for one in changes]
            return False
        return answer is not None and answer.version > before

    def _labelled(self, field: Field) -> Field:
        """The field with the options that only the database knows."""
        if field.key != "lineas":
            return field
        pairs = [(one.code, one.name) for one in lines(self._session, retired=True)]
        return replace(field, options=options(*pairs))

    def _then(self, mark: Mark) -> Any:
        """What the answer said when the document was made."""
        held = find_answer(self._session, self._draft, field=mark.field, row=mark.row)
        versions = held.versions if held else []
        return next((one.value for one in versions if one.version == mark.version), None)

    def _value(self, field: Field, then: dict[str, Any], change: Edited) -> Any:
        rows = self._rows(field.target) if field.target else ()
        value = stored(field, change.after, said=self._printed, rows=rows)
        if field.kind != "text":
            return value
        return joined(then.get(change.mark.column), change.before, value)

    def _note(self, one: Noted) -> bool:
        words = self._said.gettext("Comentario en Word")
        head = f"{words} ({one.author[:200]})" if one.author else words
        return self._comment(one.near, head, one.text)

    def _keep(self, near: Mark | None, text: str) -> None:
        """Words without a place, kept as a comment."""
        head = self._said.gettext("En el Word que se subió, y sin lugar en ninguna respuesta")
        self._comment(near, head, text)

    def _comment(self, near: Mark | None, head: str, text: str) -> bool:
        """Keep a comment, in pieces where one is too small, unless it was brought before."""
        parts = range(0, len(text), ROOM)
        added = [self._add(near, f"{head}: {text[at : at + ROOM]}".strip()) for at in parts]
        return any(added)

    def _add(self, near: Mark | None, text: str) -> bool:
        field, row = (near.field, near.row) if near else ("titulo", "")
        if (field, row, text) in self._known:
            return False
        self._known.add((field, row, text))
        given = DraftComment(
            draft_id=self._draft.id,
            field=field,
            row=row,
            text=text,
            person=self._person,
            at=self._at,
        )
        comment(self._session, self._settings, given, draft=self._draft)
        return True


def _units(edited: Sequence[Edited]) -> Iterator[list[Edited]]:
    """The changes of each field or row together."""

    def unit(one: Edited) -> tuple[str, str]:
        return one.mark.field, one.mark.row

    for _unit, changes in groupby(sorted(edited, key=unit), key=unit):
        yield list(changes)


def _column(field: Field, key: str) -> Field:
    return next(column for column in field.columns if column.key == key)
