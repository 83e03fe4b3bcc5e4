"""Keep the agency's own templates: versions, the one in force, the way back."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from matcher.audit.record import record
from matcher.errors import InvalidInput, NotFound
from matcher.files.models import StoredFile
from matcher.people.models import Person
from proposals.docx.catalogue import find_template
from proposals.models import Export
from proposals.own_templates.models import OwnTemplate


def add_template(
    session: Session,
    programme: str,
    named: tuple[str, StoredFile],
    *,
    person: Person,
    at: datetime,
) -> OwnTemplate:
    """A new version in the place of the shipped template ``programme``; nothing uses it yet.

    :raises InvalidInput: for what is no Word document, or is there already.
    :raises TemplateError: if no such template is shipped.
    """
    find_template(programme)
    filename, stored = named
    if stored.kind != "docx":
        raise InvalidInput(
            "Una plantilla es un documento de Word. En Word, guárdela como «Documento de Word "
            "(.docx)» y súbala otra vez.",
            field="template",
        )
    for one in versions_of(session, programme):
        if one.fingerprint == stored.fingerprint:
            raise InvalidInput(
                "Ese archivo ya está aquí: es la versión %(version)s.",
                version=one.version,
                field="template",
            )
    last = select(func.max(OwnTemplate.version)).where(OwnTemplate.programme == programme)
    added = OwnTemplate(
        programme=programme,
        version=1 + (session.scalar(last) or 0),
        filename=filename,
        fingerprint=stored.fingerprint,
        person=person,
        at=at,
    )
    session.add(added)
    session.flush()
    _tell(session, added, "uploaded", person=person, at=at)
    return added


def versions_of(session: Session, programme: str) -> list[OwnTemplate]:
    """The agency's own versions of ``programme``, the newest first."""
    query = (
        select(OwnTemplate)
        .where(OwnTemplate.programme == programme, OwnTemplate.removed_at.is_(None))
        .order_by(OwnTemplate.version.desc())
        .options(joinedload(OwnTemplate.person))
    )
    return list(session.scalars(query))


def get_own_template(session: Session, template_id: int) -> OwnTemplate:
    """The version with this id.

    :raises NotFound: if there is none, or it was taken away.
    """
    found = session.get(OwnTemplate, template_id)
    if found is None or found.removed_at is not None:
        raise NotFound("Esta plantilla no existe.")
    return found


def in_force(session: Session) -> Mapping[str, OwnTemplate]:
    """The agency's own templates that documents are made with, by the shipped one they replace."""
    found = session.scalars(select(OwnTemplate).where(OwnTemplate.in_force))
    return {one.programme: one for one in found}


def uses_of(session: Session, programme: str) -> Mapping[int, int]:
    """How many documents were made with each version of ``programme``, by its id."""
    query = (
        select(OwnTemplate.id, func.count(Export.id))
        .join(Export, Export.own_template_id == OwnTemplate.id)
        .where(OwnTemplate.programme == programme)
        .group_by(OwnTemplate.id)
    )
    return {template_id: count for template_id, count in session.execute(query)}


def put_in_force(session: Session, template: OwnTemplate, *, person: Person, at: datetime) -> None:
    """Make documents with ``template`` from now on.

    :raises InvalidInput: where it was not looked over, or something is wrong with it.
    """
    if not template.ready:
        raise InvalidInput("Esta plantilla todavía no se puede usar: corríjala y súbala otra vez.")
    _out_of_force(session, template.programme)
    template.in_force = True
    session.flush()
    _tell(session, template, "in-force", person=person, at=at)


def use_shipped(session: Session, programme: str, *, person: Person, at: datetime) -> None:
    """Make documents with the shipped template again; the agency's own versions stay."""
    was = _out_of_force(session, programme)
    if was is not None:
        _tell(session, was, "shipped-again", person=person, at=at)


def remove_template(
    session: Session, template: OwnTemplate, *, person: Person, at: datetime
) -> None:
    """Take a version away, unless it is in force or a document was made with it.

    :raises InvalidInput: saying which.
    """
    if template.in_force:
        raise InvalidInput("Está en uso. Ponga antes otra en su lugar, o vuelva a la de Puente.")
    made = uses_of(session, template.programme).get(template.id, 0)
    if made:
        raise InvalidInput(
            "Con esta versión se hicieron documentos (%(made)s): se conserva con ellos.", made=made
        )
    template.removed_at = at
    session.flush()
    _tell(session, template, "removed", person=person, at=at)


def _out_of_force(session: Session, programme: str) -> OwnTemplate | None:
    was = in_force(session).get(programme)
    if was is not None:
        was.in_force = False
        session.flush()  # before another one comes in force: there may be one at a time
    return was


def _tell(
    session: Session, template: OwnTemplate, deed: str, *, person: Person, at: datetime
) -> None:
    record(
        session,
        at=at,
        person_id=person.id,
        action=f"template.{deed}",
        subject_type="template",
        subject_id=template.id,
        name=f"{template.programme} v{template.version}",
        file=template.filename,
    )
