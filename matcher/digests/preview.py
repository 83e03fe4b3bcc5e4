"""What would come to somebody today, without writing or sending anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.digests.content import Content, content_for
from matcher.digests.send import compose
from matcher.digests.shared import Shared
from matcher.mail.templates import Rendered
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.settings import Settings

MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A call that fits and waits for a later mail: how well, and which projects."""

    call: Call
    fit: float
    projects: Sequence[Project]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The mail of today, and what would wait for the next."""

    content: Content
    mail: Rendered
    waiting: Sequence[Waiting]


def preview_for(
    session: Session,
    settings: Settings,
    person: Person,
    *,
    now: datetime,
    source_titles: Mapping[str, str],
) -> Preview:
    """What ``person`` would be told if it were the turn of everything."""
    shared = Shared(session, now=now, timezone=settings.timezone, country=settings.agency_country)
    content = content_for(session, person, shared=shared)
    content, mail = compose(session, content, settings, now=now, source_titles=source_titles)
    chosen = content.rest[:MOST]
    shared.calls([one.call_id for one in chosen])
    projects = shared.projects({p for one in chosen for p in one.project_ids})
    waiting = [
        Waiting(
            call=shared.calls([one.call_id])[0],
            fit=one.fit,
            projects=[projects[project_id] for project_id in one.project_ids],
        )
        for one in chosen
    ]
    return Preview(content=content, mail=mail, waiting=waiting)
