"""The files that go with a proposal."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.errors import InvalidInput, NotFound
from matcher.files.models import StoredFile
from matcher.people.models import Person
from matcher.words.language import gettext_noop
from proposals.library.models import Attachment
from proposals.models import Draft

ATTACHMENT_KINDS: Mapping[str, str] = {
    "carta": gettext_noop("Carta o compromiso"),
    "aval": gettext_noop("Carta de aval"),
    "certificado": gettext_noop("Certificado"),
    "estados-financieros": gettext_noop("Estados financieros"),
    "hoja-de-vida": gettext_noop("Hoja de vida"),
    "propuesta": gettext_noop("Propuesta o formulario"),
    "constancia": gettext_noop("Constancia de envío"),
    "respuesta": gettext_noop("Respuesta de quien financia"),
    "otro": gettext_noop("Otro"),
}


def attach(
    session: Session,
    draft: Draft,
    named: tuple[str, StoredFile],
    *,
    kind: str,
    expires_on: date | None,
    person: Person,
    at: datetime,
) -> Attachment:
    """Let a kept file go with ``draft``.

    :raises InvalidInput: for a kind nobody knows.
    """
    if kind not in ATTACHMENT_KINDS:
        raise InvalidInput("Escoja qué es el archivo.", field="kind")
    filename, stored = named
    added = Attachment(
        draft_id=draft.id,
        kind=kind,
        filename=filename,
        file=stored,
        expires_on=expires_on,
        person=person,
        at=at,
    )
    session.add(added)
    session.flush()
    return added


def attachments(session: Session, draft: Draft) -> list[Attachment]:
    """The files that go with ``draft``, the first one added first."""
    return list(
        session.scalars(
            select(Attachment)
            .where(Attachment.draft_id == draft.id, Attachment.removed_at.is_(None))
            .order_by(Attachment.id)
        )
    )


def get_attachment(session: Session, draft: Draft, attachment_id: int) -> Attachment:
    """The file with this id, also one that was taken off.

    :raises NotFound: if this draft has none such.
    """
    found = session.get(Attachment, attachment_id)
    if found is None or found.draft_id != draft.id:
        raise NotFound("Este archivo no existe.")
    return found
