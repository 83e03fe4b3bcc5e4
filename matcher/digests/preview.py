"""What would come to somebody today, without writing or sending anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.digests.choices import choices_of
from matcher.digests.content import Content, choose, content_for
from matcher.digests.mine.known import known_of
from matcher.digests.models import Kind
from matcher.digests.send import compose
from matcher.digests.shared import Shared
from matcher.mail.templates import Rendered
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.settings import Settings

MOST = 500
NEWS: tuple[Kind, ...] = ("news",)


@dataclass(frozen=True, slots=True, kw_only=True)
class FittingLater:
    """A call that fits and waits for a later mail: how well, and which projects."""

    call: Call
    fit: float
    projects: Sequence[Project]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The mail of today, and everything else that fits and was not told.

    What a source's first load brought stands there too, though only a first mail tells it.
    """

    content: Content
    mail: Rendered
    waiting: Sequence[FittingLater]


def preview_for(
    session: Session,
    settings: Settings,
    person: Person,
    *,
    now: datetime,
    source_titles: Mapping[str, str],
) -> Preview:
    """What ``person`` would be told if it were the turn of everything."""
    shared = Shared.by_settings(session, settings, now=now)
    content = content_for(session, person, shared=shared)
    content, mail = compose(session, content, settings, now=now, source_titles=source_titles)
    shown = {item.call.id for item in [*content.items, *content.held]}
    (known,) = known_of(session, [person], now=now).values()
    every = choose(
        person,
        shared=shared,
        known=known,
        choices=choices_of(session, person),
        kinds=NEWS,
        first=True,
    )
    chosen = [one for one in every.fresh if one.call_id not in shown][:MOST]
    shared.calls([one.call_id for one in chosen])
    projects = shared.projects({p for one in chosen for p in one.project_ids})
    waiting = [
        FittingLater(
            call=shared.calls([one.call_id])[0],
            fit=one.fit,
            projects=[projects[project_id] for project_id in one.project_ids],
        )
        for one in chosen
    ]
    return Preview(content=content, mail=mail, waiting=waiting)
