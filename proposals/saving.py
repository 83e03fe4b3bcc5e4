"""Saving a field or a row: one unit, one version, never over somebody else's text unseen."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from matcher.errors import InvalidInput, NotFound
from matcher.people.models import Person
from matcher.words.language import gettext_noop
from proposals.errors import EditConflict
from proposals.locking import hold_open
from proposals.models import Answer, AnswerVersion, Draft, Origin
from proposals.rows.references import linked
from proposals.steps import get_field
from proposals.steps.step import Field
from proposals.steps.values import is_blank

MOST_CHARACTERS = 1_000_000
TITLE = "titulo"
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_ROW = re.compile(r"[a-z0-9]{1,32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """One unit to be saved, as the browser sends it.

    ``base`` is the version the text was written on (0: none yet); ``operation`` the browser's id
    of this save, so that one sent twice counts once. ``sealed`` is a save that a deed on the whole
    draft makes itself (``proposals.process``): only that writes sealed fields, in any state.
    ``after`` is the row below which a new one is put; else it comes last.
    """

    field: str
    value: Any
    base: int
    row: str = ""
    operation: str | None = None
    deleted: bool = False
    origin: Origin = "typed"
    source_version: int | None = None
    sealed: bool = False
    after: str = ""


def save(
    session: Session, draft: Draft, given: Save, *, person: Person | None, at: datetime
) -> Answer | None:
    """Save one field or row, if nobody has saved it since ``given.base``.

    What is typed is never refused for its content, only for a length nobody writes. Saving what
    stands there already changes nothing; saving nothing where nothing stood gives ``None``. Two
    people in different cells of one row are joined. A row that is typed by its number is kept by
    its id.

    :raises DraftLocked: the draft was approved, sent or archived.
    :raises EditConflict: somebody was first; the error carries their text.
    :raises InvalidInput: for more than :data:`MOST_CHARACTERS`, or what is no answer at all.
    :raises UnknownField: for a field no step has.
    """
    field = get_field(given.field)
    if not given.sealed:
        _refuse_sealed(field)
        hold_open(session, draft)
    value = linked(session, draft, field, normal(field, given.value, row=given.row))
    answer = _find(session, draft, given)
    if answer is None:
        if is_blank(value):
            return None
        added = _add(session, draft, given, value, person, at)
        answer = _find(session, draft, given)
        if answer is None:
            raise NotFound("Esta propuesta no existe.")
        if added:
            _keep(session, draft, answer, given)
            _put_after(session, draft, answer, given.after)
            return answer
    if _is_repeat(session, answer, given):
        return answer
    if answer.value == value and answer.deleted == given.deleted:
        return answer
    if answer.version == given.base and _advance(session, answer, given, value, person, at):
        return _keep(session, draft, answer, given)
    session.refresh(answer)
    if answer.value == value and answer.deleted == given.deleted:
        return answer
    joined = _joined(session, answer, given, value)
    if joined is not None:
        onto = replace(given, base=answer.version)
        if _advance(session, answer, onto, joined, person, at):
            return _keep(session, draft, answer, given)
        session.refresh(answer)
    raise _conflict(session, answer)


def _joined(session: Session, answer: Answer, given: Save, mine: Any) -> dict[str, Any] | None:
    """Both rows in one, where two people changed different cells of what they both had before.

    ``None`` where they changed the same cell to something else, or one of them removed the row.
    """
    if not given.row or given.deleted or answer.deleted:
        return None
    before = session.scalar(
        select(AnswerVersion).where(
            AnswerVersion.answer_id == answer.id, AnswerVersion.version == given.base
        )
    )
    if before is None or before.deleted:
        return None
    return join_cells(before.value, mine, answer.value)


def join_cells(
    was: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]
) -> dict[str, str] | None:
    """One row with the changes of both; ``None`` where they differ about a cell."""
    cells = dict.fromkeys([*was, *theirs, *mine])
    ours = {key for key in cells if mine.get(key) != was.get(key)}
    if any(theirs.get(key) not in (was.get(key), mine.get(key)) for key in ours):
        return None
    kept = {key: (mine if key in ours else theirs).get(key) for key in cells}
    return {key: text for key, text in kept.items() if text}


def _refuse_sealed(field: Field) -> None:
    if field.sealed:
        raise InvalidInput(
            "«%(label)s» no se escribe aquí: queda puesto al pedir y decidir el aval o al "
            "registrar el envío.",
            label=field.label,
            field=field.key,
        )


def normal(field: Field, value: Any, *, row: str) -> Any:
    """``value`` as it is stored: text in NFC with LF, a list of codes, a row of known columns.

    Only a field of kind ``text`` has more than one line.

    :raises InvalidInput: for what is none of these, or is too long.
    """
    if field.is_table:
        if not isinstance(value, dict) or not _ROW.fullmatch(row):
            raise InvalidInput("Esta fila no se puede leer.", field=field.key)
        known = {column.key: column.kind for column in field.columns}
        cells = {k: _text(field, v, kind=known[k]) for k, v in value.items() if k in known}
        return {key: text for key, text in cells.items() if text}
    if row:
        raise InvalidInput("Este campo no tiene filas.", field=field.key)
    if field.kind == "choices":
        codes = value if isinstance(value, list) else [value]
        return [text for code in codes if (text := _text(field, code))]
    return _text(field, value)


def _text(field: Field, value: Any, *, kind: str | None = None) -> str:
    if not isinstance(value, str):
        raise InvalidInput("Esta respuesta no se puede leer.", field=field.key)
    if len(value) > MOST_CHARACTERS:
        raise InvalidInput(
            "El texto tiene %(count)s caracteres y aquí caben %(most_characters)s. Lo que "
            "escribió sigue en la página: acórtelo, o póngalo como anexo.",
            count=len(value),
            most_characters=MOST_CHARACTERS,
            field=field.key,
        )
    plain = _UNSTORABLE.sub("", value).replace("\r\n", "\n").replace("\r", "\n")
    if (kind or field.kind) != "text":  # its box has one line and would lose the break
        plain = plain.strip("\n").replace("\n", " ")
    return unicodedata.normalize("NFC", plain)


def _find(session: Session, draft: Draft, given: Save) -> Answer | None:
    return session.scalar(
        select(Answer).where(
            Answer.draft_id == draft.id, Answer.field == given.field, Answer.row == given.row
        )
    )


def _add(
    session: Session,
    draft: Draft,
    given: Save,
    value: Any,
    person: Person | None,
    at: datetime,
) -> bool:
    """Write a field or row nobody has saved before; whether we were first.

    Two people may save the same field at once: the second insert does nothing, on both databases.
    """
    dialects = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
    insert: Any = dialects[session.get_bind().dialect.name]
    last = select(func.max(Answer.position)).where(
        Answer.draft_id == draft.id, Answer.field == given.field
    )
    statement = (
        insert(Answer)
        .values(
            draft_id=draft.id,
            field=given.field,
            row=given.row,
            position=(session.scalar(last) or 0) + 1 if given.row else 0,
            value=value,
            version=1,
            origin=given.origin,
            source_version=given.source_version,
            deleted=given.deleted,
            person_id=person.id if person else None,
            at=at,
        )
        .on_conflict_do_nothing(index_elements=["draft_id", "field", "row"])
        .returning(Answer.id)
    )
    return session.execute(statement).scalar() is not None


def _keep(session: Session, draft: Draft, answer: Answer, given: Save) -> Answer:
    """Add the state just written to the history."""
    session.add(
        AnswerVersion(
            answer_id=answer.id,
            version=answer.version,
            value=answer.value,
            deleted=answer.deleted,
            origin=answer.origin,
            operation=given.operation,
            person_id=answer.person_id,
            at=answer.at,
        )
    )
    draft.updated_at = answer.at
    if answer.field == TITLE and not is_blank(answer.value):
        draft.title = answer.value
    session.flush()
    session.expire(draft, ["answers"])
    session.expire(answer, ["versions"])
    return answer


def _is_repeat(session: Session, answer: Answer, given: Save) -> bool:
    """Whether this very save was applied before and only its reply was lost."""
    if given.operation is None:
        return False
    known = select(AnswerVersion.id).where(
        AnswerVersion.answer_id == answer.id, AnswerVersion.operation == given.operation
    )
    return session.scalar(known) is not None


def _advance(
    session: Session,
    answer: Answer,
    given: Save,
    value: Any,
    person: Person | None,
    at: datetime,
) -> bool:
    """Write the next version, unless another transaction wrote it first."""
    advanced = session.scalar(
        update(Answer)
        .where(Answer.id == answer.id, Answer.version == given.base)
        .values(
            value=value,
            version=given.base + 1,
            deleted=given.deleted,
            origin=given.origin,
            source_version=given.source_version,
            person_id=person.id if person else None,
            at=at,
        )
        .returning(Answer.id)
    )
    if advanced is not None:
        session.refresh(answer)
    return advanced is not None


def _conflict(session: Session, answer: Answer) -> EditConflict:
    person = session.get(Person, answer.person_id) if answer.person_id else None
    by = person.name if person else "Puente"
    if answer.deleted:
        text = gettext_noop(
            "%(by)s quitó esta fila mientras usted escribía. Lo suyo no se perdió: guárdelo para "
            "que la fila vuelva, o deje que siga quitada."
        )
    else:
        text = gettext_noop(
            "%(by)s guardó otra versión de este campo mientras usted escribía. No se "
            "perdió ninguna de las dos: elija cuál queda, o júntelas."
        )
    return EditConflict(
        text,
        theirs=answer.value,
        version=answer.version,
        by=by,
        at=answer.at,
    )


def find_answer(session: Session, draft: Draft, *, field: str, row: str = "") -> Answer | None:
    """The answer of a field or row, or ``None`` where nothing was ever saved."""
    return _find(session, draft, Save(field=field, row=row, value="", base=0))


def get_answer(session: Session, draft: Draft, *, field: str, row: str = "") -> Answer:
    """The answer of a field or row.

    :raises NotFound: if nothing was ever saved there.
    :raises UnknownField: for a field no step has.
    """
    get_field(field)
    answer = find_answer(session, draft, field=field, row=row)
    if answer is None:
        raise NotFound("Aquí no se ha guardado nada todavía.")
    return answer


def move(session: Session, draft: Draft, *, field: str, row: str, by: int) -> bool:
    """Move a row ``by`` places among those that show; whether it moved.

    :raises DraftLocked: the draft was approved, sent or archived.
    """
    hold_open(session, draft)
    shown = [a for a in draft.answers if a.field == field and not a.deleted]
    place = next((n for n, a in enumerate(shown) if a.row == row), None)
    if place is None or not 0 <= place + by < len(shown) or by == 0:
        return False
    shown.insert(place + by, shown.pop(place))
    _order(session, draft, shown)
    return True


def _put_after(session: Session, draft: Draft, answer: Answer, row: str) -> None:
    """Put a new row below ``row``; where that is none of the table it stays last."""
    shown = [a for a in draft.answers if a.field == answer.field and not a.deleted]
    place = next((n for n, a in enumerate(shown) if a.row == row), None)
    if place is None or answer not in shown:
        return
    shown.remove(answer)
    shown.insert(place + 1, answer)
    _order(session, draft, shown)


def _order(session: Session, draft: Draft, shown: list[Answer]) -> None:
    for position, answer in enumerate(shown, 1):
        answer.position = position
    session.flush()
    session.expire(draft, ["answers"])
