"""Hoy: what is new, what closes soon, what waits for me, which sources need care."""

from datetime import timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from matcher.calls.queries import CallFilter, closing_next
from matcher.calls.review_queue import MOST as MOST_COUNTED
from matcher.calls.review_queue import count_first_loads, count_waiting
from matcher.calls.state import SOON_DAYS
from matcher.mail.outbox import stands_still
from matcher.matches.queries import matches_for
from matcher.people.models import Person
from matcher.people.permissions import may
from matcher.projects.asking import stops_at, waiting_for
from matcher.projects.models import Project
from matcher.projects.queries import STALE
from matcher.tags.queries import to_review
from matcher.web.cards.calls import summaries
from matcher.web.cards.counts import counts_by_state
from matcher.web.cards.matches import views as match_views
from matcher.web.frame.access import requires
from matcher.web.frame.services import db, now, person, services, today

blueprint = Blueprint("home", __name__)
NEW = timedelta(days=7)
MOST = 5


@blueprint.get("/")
@requires("read")
def index() -> ResponseReturnValue:
    """The board of today."""
    session, zone, me = db(), services().settings.timezone, person()
    fresh = matches_for(session, me, now=now(), timezone=zone, since=now() - NEW, limit=MOST)
    closing = closing_next(
        session,
        CallFilter(closes_from=today(), closes_to=today() + timedelta(days=SOON_DAYS)),
        now=now(),
        timezone=zone,
        limit=MOST,
    )
    return render_template(
        "home/index.html",
        fresh=match_views(fresh),
        closing=summaries(session, closing),
        closing_total=counts_by_state().get("cierra-pronto", 0),
        news=count_waiting(session),
        most_counted=MOST_COUNTED,
        loads=count_first_loads(session),
        review=to_review(session, "call", limit=MOST),
        waiting=waiting_for(session, me, now=now()),
        stops_at=stops_at,
        mail_stands_still=may(me, "manage-people") and stands_still(session, now=now()),
        projects=session.scalar(select(func.count()).select_from(Project)),
        searching=_searching(session, me),
    )


def _searching(session: Session, me: Person) -> int:
    """How many projects of the person (of their secretaría, or all) are being matched."""
    query = select(func.count()).select_from(Project)
    query = query.where(Project.archived_at.is_(None), Project.confirmed_at >= now() - STALE)
    if me.department:
        query = query.where(or_(Project.department == me.department, Project.owner_id == me.id))
    return session.scalar(query) or 0
