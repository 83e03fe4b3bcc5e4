"""Coincidencias: for me, for a project, for a call; and what people say of them."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from matcher.calls.queries import get_call
from matcher.errors import InvalidInput
from matcher.matches.comparing import call_compared, project_compared
from matcher.matches.feedback import give_feedback, undo_feedback
from matcher.matches.queries import (
    call_matches,
    get_match,
    project_matches,
)
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.projects.queries import departments, get_project
from matcher.pursuits.following import find_pursuit, interested
from matcher.searches.matches import MatchFilter, matches_page
from matcher.text import number_of
from matcher.web.cards.calls import lines_now
from matcher.web.cards.matches import light, my_taste, views
from matcher.web.cards.standing import pulse
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, here
from matcher.web.frame.kept import unchanged
from matcher.web.frame.navigation import safe_back
from matcher.web.frame.services import db, now, person, services
from matcher.web.values.departments import asked_department
from matcher.web.values.labels import STATES
from matcher.web.values.lists import MOST_ROWS, as_table
from matcher.words.reasons import reason_words

PAGE = 25
SPANS = (15, 30, 60, 90)
MOST_DAYS = 3650
ASKED = ("de", "secretaria", "linea", "cierra", "todas")
"""What an address may ask for, besides where to go on."""
_TOLD = ("reasons", "against")
blueprint = Blueprint("matches", __name__, url_prefix="/coincidencias")


def _zone() -> str:
    return services().settings.timezone


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """What fits my projects, the best first; the address narrows it and says where to go on."""
    wanted, taste = _wanted(), my_taste()
    page = matches_page(
        db(),
        person(),
        wanted,
        now=now(),
        timezone=_zone(),
        after=request.args.get("after", ""),
        limit=PAGE,
        taste=taste,
        light=light(taste),
    )
    return render_template(
        "matches/index.html",
        views=views(page.matches, taste),
        wanted=wanted,
        after=page.after,
        asked={name: request.args[name] for name in ASKED if request.args.get(name)},
        departments=unchanged("departments-of-projects", lambda: departments(db())),
        lines=lines_now(),
        spans=SPANS,
        problem=_unread(),
        projects=bool(page.matches) or _any_project(),
    )


@as_table(
    blueprint,
    index,
    named="coincidencias",
    headings=(
        "Convocatoria",
        "Proyecto",
        "Secretaría",
        "Afinidad (%)",
        "Certeza (%)",
        "Estado",
        "Cierre",
        "Por qué",
        "En contra",
        "Enlace",
    ),
)
def _rows() -> Iterator[list[Any]]:
    taste = my_taste()
    found = matches_page(
        db(), person(), _wanted(), now=now(), timezone=_zone(), limit=MOST_ROWS, taste=taste
    )
    for view in views(found.matches, taste):
        match, day = view["match"], view["deadline"]
        yield [
            match.call.title,
            match.project.name,
            match.project.department,
            round(view["score"] * 100),
            round(match.confidence * 100),
            str(STATES[view["state_now"]]),
            day.on_day if day else None,
            *(" ".join(reason_words(one, here()) for one in view[told]) for told in _TOLD),
            match.call.url,
        ]


def _wanted() -> MatchFilter:
    """What the address asks for; what cannot be read asks for nothing."""
    args = request.args
    days = number_of(args.get("cierra"))
    return MatchFilter(
        mine=args.get("de") == "mias",
        department=asked_department(args.get("secretaria", "").strip()),
        line=args.get("linea", "").strip(),
        closes_within=days if days is not None and days <= MOST_DAYS else None,
        weak="todas" in args,
    )


def _any_project() -> bool:
    wanted = select(Project.id).where(Project.archived_at.is_(None)).limit(1)
    return db().scalar(wanted) is not None


def _unread() -> str:
    """What to say of a number of days that is none."""
    typed = request.args.get("cierra", "")
    days = number_of(typed)
    if typed and (days is None or days > MOST_DAYS):
        return _("«%(typed)s» no es un número de días: ese filtro no se aplicó.", typed=typed[:40])
    return ""


@blueprint.get("/proyecto/<int:project_id>")
@requires("read")
def of_project(project_id: int) -> ResponseReturnValue:
    """The calls that fit one project."""
    project = get_project(db(), project_id)
    taste = my_taste()
    found = project_matches(db(), project.id, now=now(), timezone=_zone(), taste=taste)
    compared = project_compared(
        db(), project, now=now(), timezone=_zone(), last_run=pulse()["match"].begun
    )
    return render_template(
        "matches/of_project.html", project=project, views=views(found, taste), compared=compared
    )


@blueprint.get("/convocatoria/<int:call_id>")
@requires("read")
def of_call(call_id: int) -> ResponseReturnValue:
    """The projects one call fits."""
    call = get_call(db(), call_id)
    taste = my_taste()
    found = call_matches(db(), call, now=now(), timezone=_zone(), taste=taste)
    compared = call_compared(
        db(), call, now=now(), timezone=_zone(), last_run=pulse()["match"].begun
    )
    return render_template(
        "matches/of_call.html", call=call, views=views(found, taste), compared=compared
    )


@blueprint.get("/<int:call_id>/<int:project_id>")
@requires("read")
def page(call_id: int, project_id: int) -> ResponseReturnValue:
    """One match with all its reasons."""
    call = get_call(db(), call_id)
    if call.id != call_id:
        return redirect(url_for("matches.page", call_id=call.id, project_id=project_id))
    match = get_match(db(), call_id=call_id, project_id=project_id)
    view = views([match])[0]
    decided = view["decision"]
    author = db().get_one(Person, decided.person_id).name if decided else ""
    pursuit = find_pursuit(db(), call_id=call_id, project_id=project_id)
    return render_template("matches/page.html", view=view, author=author, pursuit=pursuit)


@blueprint.post("/<int:call_id>/<int:project_id>/opinion")
@requires("give-feedback")
def judge(call_id: int, project_id: int) -> ResponseReturnValue:
    """Interesa or no interesa, for me or for the team."""
    verdict, scope = request.form.get("verdict"), request.form.get("scope", "me")
    if verdict not in ("interesa", "no-interesa") or scope not in ("me", "team"):
        raise InvalidInput(_("Falta decir si interesa o no."))
    told: dict[str, Any] = {"person": person(), "at": now(), "scope": scope}
    call = get_call(db(), call_id)
    if verdict == "interesa":
        interested(db(), call=call, project=get_project(db(), project_id), **told)
        flash(_("Anotado: interesa. Ya está en Seguimiento."))
    else:
        give_feedback(
            db(),
            call_id=call.id,
            project_id=project_id,
            verdict="no-interesa",
            reason=request.form.get("reason") or None,
            **told,
        )
        flash(_("Anotado: no interesa. Ya no aparecerá entre lo suyo; puede deshacerlo."))
    return redirect(_back(call.id, project_id))


@blueprint.post("/opinion/<int:feedback_id>/deshacer")
@requires("give-feedback")
def undo(feedback_id: int) -> ResponseReturnValue:
    """Take a verdict back."""
    feedback = undo_feedback(db(), feedback_id, person=person(), at=now())
    flash(_("Deshecho."))
    return redirect(_back(feedback.call_id, feedback.project_id))


def _back(call_id: int, project_id: int) -> str:
    given = request.form.get("next")
    page_of_match = url_for("matches.page", call_id=call_id, project_id=project_id)
    return safe_back(given) if given else page_of_match
