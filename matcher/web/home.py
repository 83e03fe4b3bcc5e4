"""Hoy: what is new, what closes soon, what waits for me, which sources need care."""

from datetime import timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from matcher.calls.health import ailing
from matcher.calls.models import Call
from matcher.calls.queries import CallFilter, find_calls
from matcher.calls.reviewing import MOST as MOST_COUNTED
from matcher.calls.reviewing import count_waiting, first_loads
from matcher.calls.state import SOON_DAYS
from matcher.mail.outbox import stands_still
from matcher.matches.queries import matches_for
from matcher.people.permissions import may
from matcher.projects.models import Project
from matcher.projects.queries import to_confirm
from matcher.tags.queries import to_review
from matcher.web.access import requires
from matcher.web.call_views import summaries
from matcher.web.matches import views as match_views
from matcher.web.services import db, now, person, services, today
from matcher.web.source_names import all_sources

blueprint = Blueprint("home", __name__)
NEW = timedelta(days=7)
MOST = 5


@blueprint.get("/")
@requires("read")
def index() -> ResponseReturnValue:
    """The board of today."""
    session, zone, me = db(), services().settings.timezone, person()
    fresh = matches_for(session, me, now=now(), timezone=zone, since=now() - NEW, limit=MOST)
    soon = find_calls(
        session,
        CallFilter(closes_from=today(), closes_to=today() + timedelta(days=SOON_DAYS)),
        now=now(), timezone=zone, limit=MOST,
    )  # fmt: skip
    return render_template(
        "home/index.html",
        fresh=match_views(fresh),
        closing=summaries(session, soon.calls),
        closing_total=soon.total,
        news=count_waiting(session),
        most_counted=MOST_COUNTED,
        loads=first_loads(session),
        review=to_review(session, "call", limit=MOST),
        confirm=to_confirm(session, owner_id=me.id, now=now()),
        mail_stands_still=may(me, "manage-people") and stands_still(session, now=now()),
        ailing=[h for h in ailing(session) if h.source_id in all_sources()],
        calls=session.scalar(select(func.count()).select_from(Call)),
        projects=session.scalar(select(func.count()).select_from(Project)),
    )
