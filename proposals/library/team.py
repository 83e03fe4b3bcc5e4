"""The people of the agency's projects, each told once, with their CV."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.db.versions import advance
from matcher.errors import InvalidInput, NotFound
from matcher.files.models import StoredFile
from matcher.people.models import Person
from proposals.library.models import TeamMember


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberTold:
    """What is told of somebody; ``cv`` is a new file, with its name, if one was given."""

    name: str
    position: str
    profile: str
    cv: tuple[str, StoredFile] | None = None


def team(session: Session) -> list[TeamMember]:
    """Everybody who was not retired, by name."""
    return list(
        session.scalars(
            select(TeamMember)
            .where(TeamMember.archived_at.is_(None))
            .order_by(TeamMember.name, TeamMember.id)
        )
    )


def get_member(session: Session, member_id: int) -> TeamMember:
    """The person with this id.

    :raises NotFound: if there is none.
    """
    found = session.get(TeamMember, member_id)
    if found is None:
        raise NotFound("Esta persona no está en el equipo.")
    return found


def save_member(
    session: Session,
    member: TeamMember | None,
    told: MemberTold,
    *,
    seen: int = 0,
    person: Person,
    at: datetime,
) -> TeamMember:
    """Add somebody, or change what is told of them.

    :raises InvalidInput: without a name.
    :raises Conflict: if somebody else changed it since version ``seen``.
    """
    if not told.name.strip():
        raise InvalidInput("Escriba el nombre.", field="name")
    kept = (told.name.strip(), told.position.strip() or None, told.profile.strip() or None)
    if member is None:
        member = TeamMember(name=kept[0], person_id=person.id, at=at)
        session.add(member)
    elif (member.name, member.position, member.profile) == kept and told.cv is None:
        return member
    else:
        advance(
            session,
            member,
            seen=seen,
            conflict="Alguien más cambió los datos de esta persona mientras usted escribía.",
        )
    member.name, member.position, member.profile = kept
    member.person_id, member.at = person.id, at
    if told.cv is not None:
        member.filename, member.fingerprint = told.cv[0], told.cv[1].fingerprint
    session.flush()
    _note(session, member, "team.saved", person=person, at=at)
    return member


def retire_member(
    session: Session, member: TeamMember, *, retired: bool, person: Person, at: datetime
) -> None:
    """Offer somebody no more, or again; proposals that name them keep what they say."""
    member.archived_at = at if retired else None
    _note(session, member, "team.retired" if retired else "team.restored", person=person, at=at)


def _note(
    session: Session, member: TeamMember, action: str, *, person: Person, at: datetime
) -> None:
    record(
        session,
        at=at,
        person_id=person.id,
        action=action,
        subject_type="member",
        subject_id=member.id,
        name=member.name,
    )
