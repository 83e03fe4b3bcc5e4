"""Proposals, as the search box finds them: by their title, their project or their call."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.db.search_names import Names
from matcher.projects.models import Project
from matcher.web.frame.finding import Findable, FoundThing
from matcher.web.frame.gettext import _l
from matcher.web.frame.kept import unchanged
from proposals.models import Draft

_DRAFTS = (
    select(Draft.id, Draft.title, Project.name, Call.title)
    .outerjoin(Project, Project.id == Draft.project_id)
    .outerjoin(Call, Call.id == Draft.call_id)
    .where(Draft.archived_at.is_(None))
    .order_by(Draft.updated_at.desc(), Draft.id)
)


def find_proposals(session: Session, words: str, most: int) -> Iterable[FoundThing]:
    """Proposals that are not archived, the last one worked on first."""
    known = unchanged("proposals-by-name", lambda: _named(session))
    for place in known.names.places(words)[:most]:
        draft_id, title, call = known.shown[place]
        url = url_for("proposals.overview", draft_id=draft_id)
        yield FoundThing(name=title, url=url, detail=call or "")


@dataclass(frozen=True, slots=True)
class _Proposals:
    """What each proposal is found by, and its number, title and call."""

    names: Names
    shown: Sequence[tuple[int, str, str | None]]


def _named(session: Session) -> _Proposals:
    rows = session.execute(_DRAFTS).all()
    names = Names.of(" ".join(filter(None, row[1:])) for row in rows)
    return _Proposals(names, [(number, title, call) for number, title, _project, call in rows])


PROPOSALS = Findable(label=_l("Propuestas"), permission="read", find=find_proposals)
