"""Somebody of the agency's team put into a proposal, with their CV."""

from datetime import datetime

from sqlalchemy.orm import Session

from matcher.files.models import StoredFile
from matcher.people.models import Person
from proposals.drafts import new_row
from proposals.library.files import attach, attachments
from proposals.library.models import TeamMember
from proposals.models import Draft
from proposals.saving import Save, save


def bring_member(
    session: Session, draft: Draft, member: TeamMember, *, person: Person, at: datetime
) -> None:
    """A row of the team with what is known of ``member``; their CV goes with the files, once."""
    cells = {"nombre": member.name, "cargo": member.position, "perfil": member.profile}
    row = {key: text for key, text in cells.items() if text}
    given = Save(
        field="equipo",
        row=new_row(),
        value=row,
        base=0,
        origin="agency",
        source_version=member.version,
    )
    save(session, draft, given, person=person, at=at)
    if member.fingerprint is None or member.filename is None:
        return
    if member.fingerprint in {one.fingerprint for one in attachments(session, draft)}:
        return
    stored = session.get_one(StoredFile, member.fingerprint)
    named = (member.filename, stored)
    kind = "hoja-de-vida"
    attach(session, draft, named, kind=kind, expires_on=None, person=person, at=at)
