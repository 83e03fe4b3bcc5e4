"""What the agency decides about its sources: on, off, and those it adds by their address."""

import re
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.calls.models import SourceSetting
from matcher.db.versions import flush_first
from matcher.errors import Conflict
from matcher.text import words

_SUBJECT = "source"


def set_enabled(
    session: Session, source_id: str, *, enabled: bool, person_id: int, at: datetime
) -> None:
    """Switch a source on or off; what it gave before stays."""
    setting = session.get(SourceSetting, source_id)
    if setting is None:
        setting = SourceSetting(source_id=source_id, entry=None)
        session.add(setting)
    setting.enabled, setting.person_id, setting.at = enabled, person_id, at
    flush_first(session, Conflict("Alguien la encendió o la apagó a la vez. Mire cómo quedó."))
    record(
        session,
        at=at,
        person_id=person_id,
        subject_type=_SUBJECT,
        subject_id=source_id,
        action="source.enabled" if enabled else "source.disabled",
    )


def add_source(
    session: Session, entry: dict[str, Any], *, person_id: int, at: datetime
) -> SourceSetting:
    """Keep a source somebody described by its address (``entry`` as in the catalogue), on."""
    setting = SourceSetting(
        source_id=entry["id"], enabled=True, entry=entry, person_id=person_id, at=at
    )
    session.add(setting)
    flush_first(session, Conflict("Alguien agregó una fuente con ese nombre. Escriba otro."))
    record(
        session,
        at=at,
        person_id=person_id,
        action="source.added",
        subject_type=_SUBJECT,
        subject_id=entry["id"],
        entry=entry,
    )
    return setting


def source_id_for(title: str, *, taken: set[str]) -> str:
    """An id made of the words of ``title`` that nobody has: «red_de_ciudades»."""
    plain = "_".join(re.sub(r"[^a-z0-9]", "", word) for word in words(title))
    base = f"propia_{plain.strip('_') or 'fuente'}"[:36].rstrip("_")
    number = 1
    while (found := base if number == 1 else f"{base}_{number}") in taken:
        number += 1
    return found
