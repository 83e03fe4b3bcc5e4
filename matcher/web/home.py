"""Hoy: what is new for me, what closes or falls due, what waits for me, what stands still."""

from datetime import timedelta
from typing import Any

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
from matcher.pursuits.desk import SHOWN, desk_of
from matcher.pursuits.queries import taken_up_by
from matcher.tags.queries import to_review
from matcher.web.cards.calls import days_shown, listed, states_now
from matcher.web.cards.counts import counts_by_state
from matcher.web.cards.matches import light, my_taste
from matcher.web.cards.matches import views as match_views
from matcher.web.cards.pursuits import told_words
from matcher.web.cards.standing import minute
from matcher.web.frame.access import requires
from matcher.web.frame.kept import unchanged
from matcher.web.frame.services import db, now, person, services, today
from matcher.web.office.first_steps import first_steps
from matcher.web.values.spanish import look_up_titles

blueprint = Blueprint("home", __name__)
NEW = timedelta(days=7)
MOST = 5


@blueprint.get("/")
@requires("read")
def index() -> ResponseReturnValue:
    """The board of today."""
    session, zone, me = db(), services().settings.timezone, person()
    taste, since = my_taste(), now() - NEW
    fresh = matches_for(
        session,
        me,
        now=now(),
        timezone=zone,
        since=since,
        limit=MOST,
        taste=taste,
        light=light(taste),
        unless=taken_up_by(me.id),
    )
    office = _office(session)
    return render_template(
        "home/index.html",
        fresh=match_views(fresh, taste),
        closing=listed(session, office["closing"]),
        closing_total=counts_by_state().get("cierra-pronto", 0),
        news=office["news"],
        most_counted=MOST_COUNTED,
        loads=office["loads"],
        review=office["review"],
        waiting=waiting_for(session, me, now=now()),
        stops_at=stops_at,
        steps_left=[one for one in first_steps() if not one.done]
        if may(me, "manage-agency")
        else [],
        mail_stands_still=may(me, "manage-people") and stands_still(session, now=now()),
        **({} if fresh else _bank(session, me)),
        **_desk(session, me),
    )


def _office(session: Session) -> dict[str, Any]:
    """What is the same for everybody."""
    return {
        "closing": unchanged("closing", lambda: _closing(session), also=states_now()),
        "news": unchanged("news", lambda: count_waiting(session)),
        "loads": unchanged("loads", lambda: count_first_loads(session)),
        "review": unchanged("review", lambda: to_review(session, "call", limit=MOST)),
    }


def _closing(session: Session) -> list[int]:
    """The calls that close next."""
    soon = CallFilter(closes_from=today(), closes_to=today() + timedelta(days=SOON_DAYS))
    zone = services().settings.timezone
    return closing_next(session, soon, now=now(), timezone=zone, limit=MOST)


def _desk(session: Session, me: Person) -> dict[str, Any]:
    """What the person goes after: told since, due soon, asked of them, standing still.

    The dirección sees what stands still anywhere, others what they have or follow.
    """
    last, leads = today() + timedelta(days=SOON_DAYS), may(me, "approve")
    desk = desk_of(
        session,
        me,
        now=now(),
        today=today(),
        until=last,
        leads=leads,
        keep=lambda name, of, make: unchanged(
            ("desk", name, me.id), make, also=(of, leads, minute())
        ),
    )
    closing = []
    for one in desk.closing:
        shown = days_shown(desk.days[one.call_id])
        if shown["closing_here"] is not None and today() <= shown["closing_here"] <= last:
            closing.append({"pursuit": one, **shown})
    closing.sort(key=lambda view: view["closing_here"])
    soonest = [view["pursuit"] for view in closing[:SHOWN]]
    by_name = (desk.due, desk.told, desk.mentions, desk.avales, desk.still, soonest)
    look_up_titles((one.title, one.language) for some in by_name for one in some)
    return {
        "desk": desk,
        "leads": leads,
        "told": told_words(desk.told),
        "due": desk.due[:SHOWN],
        "mine_closing": closing[:SHOWN],
        "more_due": len(desk.due) > SHOWN or len(closing) > SHOWN,
    }


def _bank(session: Session, me: Person) -> dict[str, int]:
    """How many projects there are, and how many of the person (of their secretaría, or all) are
    being matched."""
    every = select(func.count()).select_from(Project)
    query = every.where(Project.archived_at.is_(None), Project.confirmed_at >= now() - STALE)
    if me.department:
        query = query.where(or_(Project.department == me.department, Project.owner_id == me.id))
    row = session.execute(select(every.scalar_subquery(), query.scalar_subquery())).one()
    return {"projects": row[0], "searching": row[1]}
