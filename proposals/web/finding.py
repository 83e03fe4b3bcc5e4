"""Proposals, as the search box finds them: by their title, their project or their call."""

from collections.abc import Iterable
from itertools import islice

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.db.search_query import holds_all
from matcher.projects.models import Project
from matcher.web.frame.finding import Findable, FoundThing
from matcher.web.frame.gettext import _l
from proposals.models import Draft


def find_proposals(session: Session, words: str, most: int) -> Iterable[FoundThing]:
    """Proposals that are not archived, the last one worked on first."""
    rows = session.execute(
        select(Draft.id, Draft.title, Project.name, Call.title)
        .outerjoin(Project, Project.id == Draft.project_id)
        .outerjoin(Call, Call.id == Draft.call_id)
        .where(Draft.archived_at.is_(None))
        .order_by(Draft.updated_at.desc(), Draft.id)
    )
    named = (row for row in rows if holds_all(" ".join(filter(None, row[1:])), words))
    for draft_id, title, _project, call in islice(named, most):
        url = url_for("proposals.overview", draft_id=draft_id)
        yield FoundThing(name=title, url=url, detail=call or "")


PROPOSALS = Findable(label=_l("Propuestas"), permission="read", find=find_proposals)
