"""What a link of a mail opens, without signing in: leave, judge, take, confirm, a day.

The link holds a signed ticket for one purpose (:mod:`matcher.digests.tickets`). Opening it changes
nothing, whoever opens it: mail scanners follow every link. Only the button of its page does.
"""

from flask import Blueprint, Flask, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import DateField, SelectField
from wtforms.validators import Optional

from matcher.calls.queries import get_call
from matcher.digests.calendar import closing_event
from matcher.digests.choices import KINDS, choices_of
from matcher.digests.leaving import LEFT_FOR, choose, leave
from matcher.digests.models import Kind
from matcher.digests.tickets import MailTicket, Purpose, read
from matcher.errors import Forbidden, InvalidInput, NotFound
from matcher.matches.feedback import give_feedback
from matcher.matches.models import Match
from matcher.matches.queries import find_match, verdicts
from matcher.people.models import Frequency, Person
from matcher.people.permissions import Permission, may
from matcher.people.queries import get_person
from matcher.projects.asking import is_asked
from matcher.projects.queries import confirm, get_project
from matcher.pursuits.following import find_pursuit, open_pursuit, take
from matcher.pursuits.stages import is_open
from matcher.web.frame.access import public
from matcher.web.frame.gettext import _, _l
from matcher.web.frame.language import ADDRESSEE
from matcher.web.frame.rights import require_own
from matcher.web.frame.services import db, now, services
from matcher.web.values.forms import FREQUENCIES, Form, options
from matcher.words.language import words_in

blueprint = Blueprint("from_mail", __name__)
ONE_CLICK = "One-Click"


class Leave(Form):
    """How often each kind of news comes, and until when none."""

    news = SelectField(_l("Convocatorias nuevas para sus proyectos"), choices=options(FREQUENCIES))
    changes = SelectField(_l("Cambios en lo que sigue"), choices=options(FREQUENCIES))
    closings = SelectField(_l("Cierres de lo que sigue"), choices=options(FREQUENCIES))
    paused_until = DateField(_l("Pausar los correos hasta"), [Optional()])


def _opened(
    token: str, purpose: Purpose, needed: Permission | None = None
) -> tuple[MailTicket, Person]:
    """The ticket of the link, and whose it is.

    :raises NotFound: for one that does not hold, or of somebody who is here no more.
    :raises Forbidden: if the person may not do it any more.
    """
    ticket = read(services().settings, token, purpose, now=now())
    who = get_person(db(), ticket.person_id)
    if not who.active:
        raise NotFound("La cuenta de este correo está cerrada.")
    g.setdefault(ADDRESSEE, who.language)
    if needed is not None and not may(who, needed):
        raise Forbidden("Su perfil ya no permite hacer esto. Pida el acceso a quien administra.")
    return ticket, who


@blueprint.route("/correos/dejar/<token>", methods=["GET", "POST"])
@public
def leaving(token: str) -> ResponseReturnValue:
    """Choose less, pause, or leave; a mail program leaves with one POST (RFC 8058)."""
    _ticket, who = _opened(token, "leave")
    choices = choices_of(db(), who)
    shown = {"news": who.digest, "changes": choices.changes, "closings": choices.closings}
    form = Leave(data=shown | {"paused_until": who.paused_until})
    done = False
    one_click = request.form.get("List-Unsubscribe") == ONE_CLICK
    if request.method == "POST" and (one_click or request.form.get("do") == "leave"):
        reason = request.form.get("reason")
        leave(db(), who, at=now(), reason=reason if reason in LEFT_FOR else None)
        done = True
    elif form.validate_on_submit():
        rhythms: dict[Kind, Frequency] = {kind: form[kind].data for kind in KINDS}
        choose(db(), who, rhythms, at=now(), paused_until=form.paused_until.data)
        done = True
    left = {who.digest, *_rhythms(who)} == {"off"}
    page = render_template(
        "mailing/leave.html", form=form, who=who, done=done, left=left, reasons=LEFT_FOR
    )
    return page, 422 if form.errors else 200


def _rhythms(who: Person) -> tuple[str, str]:
    choices = choices_of(db(), who)
    return choices.changes, choices.closings


@blueprint.route("/desde-el-correo/opinar/<token>", methods=["GET", "POST"])
@public
def judge(token: str) -> ResponseReturnValue:
    """Say «me interesa» or «no me interesa» of a match, for oneself."""
    ticket, who = _opened(token, "judge", "give-feedback")
    call = get_call(db(), ticket.call_id)
    project = get_project(db(), ticket.project_id)
    match = find_match(db(), call_id=call.id, project_id=project.id)
    said = _own_verdict(match, who)
    if request.method == "POST" and match is not None and said != ticket.word:
        if ticket.word not in ("interesa", "no-interesa"):
            raise InvalidInput(_("Falta decir si interesa o no."))
        give_feedback(
            db(),
            call_id=call.id,
            project_id=project.id,
            person=who,
            verdict=ticket.word,  # type: ignore[arg-type] # checked above
            reason=request.form.get("reason") or None,
            at=now(),
        )
        said = ticket.word
    return render_template(
        "mailing/judge.html", call=call, project=project, match=match, said=said, ticket=ticket
    )


def _own_verdict(match: Match | None, who: Person) -> str | None:
    """What the person said of the match, if they did."""
    said = next(iter(verdicts(db(), [match] if match else [], who.id).values()), None)
    return said.verdict if said is not None and said.person_id == who.id else None


@blueprint.route("/desde-el-correo/asignar/<token>", methods=["GET", "POST"])
@public
def taking(token: str) -> ResponseReturnValue:
    """Take a call for a project, where nobody has it yet."""
    ticket, who = _opened(token, "take", "pursue")
    call, project = get_call(db(), ticket.call_id), get_project(db(), ticket.project_id)
    require_own(who, project)
    found = find_pursuit(db(), call_id=call.id, project_id=project.id)
    free = found is None or (found.assignee is None and is_open(found.stage))
    if request.method == "POST" and free:
        found = open_pursuit(db(), call, project, person=who, at=now())
        take(db(), found, person=who, at=now())
        free = False
    return render_template(
        "mailing/take.html", call=call, project=project, pursuit=found, free=free, who=who
    )


@blueprint.route("/desde-el-correo/vigente/<token>", methods=["GET", "POST"])
@public
def confirming(token: str) -> ResponseReturnValue:
    """Say that a project still stands."""
    ticket, who = _opened(token, "confirm", "edit-projects")
    project = get_project(db(), ticket.project_id)
    require_own(who, project)
    open_question = is_asked(project, now=now()) and project.archived_at is None
    if request.method == "POST" and open_question:
        confirm(db(), project, person_id=who.id, at=now())
        open_question = False
    return render_template("mailing/confirm.html", project=project, asked=open_question)


@blueprint.get("/desde-el-correo/cierre/<token>.ics")
@public
def calendar(token: str) -> ResponseReturnValue:
    """The closing of a call, for one's calendar."""
    ticket, who = _opened(token, "calendar")
    call = get_call(db(), ticket.call_id)
    event = closing_event(db(), call, services().settings, words_in(who.language), now=now())
    if event is None:
        raise NotFound("Esta convocatoria no tiene un día de cierre publicado.")
    response = Response(event, mimetype="text/calendar")
    name = f"convocatoria-{call.id}.ics"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def install(app: Flask) -> None:
    """Add these pages to ``app``: their ticket is what a form's token is elsewhere."""
    app.extensions["csrf"].exempt(blueprint)
    app.register_blueprint(blueprint)
