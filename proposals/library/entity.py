"""Who applies, told once: its names and numbers, who represents it, what it has done."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.db.versions import advance, flush_first
from matcher.errors import Conflict
from matcher.people.models import Person
from matcher.words.language import gettext_noop
from proposals.library.models import EntityProfile

FACTS: Mapping[str, str] = {
    "name": gettext_noop("Razón social"),
    "nit": gettext_noop("NIT"),
    "nature": gettext_noop("Naturaleza jurídica"),
    "address": gettext_noop("Dirección"),
    "pic": gettext_noop("PIC (código de participante de la Unión Europea)"),
    "representative": gettext_noop("Representante legal"),
    "representative_position": gettext_noop("Cargo del representante"),
    "capacities": gettext_noop("Capacidades con las que ya se cuenta"),
}
LONG = frozenset({"capacities"})
"""Facts of more than one line."""
EXPERIENCE: Mapping[str, str] = {
    "proyecto": gettext_noop("Proyecto"),
    "donante": gettext_noop("Quién lo financió"),
    "monto": gettext_noop("Monto"),
    "anos": gettext_noop("Años"),
    "resultado": gettext_noop("Resultado"),
}
"""The columns of the entity's experience: those of the field ``experiencia``."""
_CHANGED = "Alguien más cambió la ficha de la entidad mientras usted escribía."


def find_entity(session: Session) -> EntityProfile | None:
    """The profile, or ``None`` while nobody has filled it in."""
    return session.scalars(select(EntityProfile).limit(1)).first()


def save_entity(
    session: Session,
    *,
    facts: Mapping[str, str],
    experience: Sequence[Mapping[str, str]],
    seen: int,
    person: Person,
    at: datetime,
) -> EntityProfile:
    """Keep what is known of the entity.

    :raises Conflict: if somebody else saved it since version ``seen`` (0: none yet).
    """
    known = {key: facts[key].strip() for key in FACTS if facts.get(key, "").strip()}
    rows = [{k: v.strip() for k, v in row.items() if v.strip()} for row in experience]
    rows = [row for row in rows if row]
    profile = find_entity(session)
    if profile is not None and (profile.facts, profile.experience) == (known, rows):
        return profile
    if profile is None:
        if seen:
            raise Conflict(_CHANGED)
        profile = EntityProfile(id=1, facts=known, experience=rows, person_id=person.id, at=at)
        session.add(profile)
        flush_first(session, Conflict(_CHANGED))
    else:
        advance(session, profile, seen=seen, conflict=_CHANGED)
        profile.facts, profile.experience = known, rows
        profile.person_id, profile.at = person.id, at
    record(
        session,
        at=at,
        person_id=person.id,
        action="entity.changed",
        subject_type="entity",
        subject_id=profile.id,
    )
    session.flush()
    return profile
