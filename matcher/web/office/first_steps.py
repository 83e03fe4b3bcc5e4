"""Primeros pasos: the first account, and what an empty installation still lacks.

Facts decide what is done: nobody ticks anything, and a step that is undone is open again.
"""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import exists, func, select
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import EqualTo, Length

from matcher.agency.models import Agency
from matcher.audit.models import AuditEntry
from matcher.calls.models import SourceRun
from matcher.desk.mail_test import ACTION
from matcher.digests.models import Digest
from matcher.errors import InvalidInput
from matcher.people.first import add_first, check_first
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.tags.models import ThematicLine
from matcher.web.account.beginning import begin
from matcher.web.frame.access import public, requires
from matcher.web.frame.gettext import _l, said
from matcher.web.frame.services import db, now, services
from matcher.web.office.mail_settings import send_and_tell
from matcher.web.values.forms import REQUIRED, Form

blueprint = Blueprint("first_steps", __name__)


class FirstForm(Form):
    """The first account."""

    name = StringField(_l("Su nombre"), [REQUIRED, Length(max=120)])
    email = EmailField(_l("Correo electrónico"), [REQUIRED, Length(max=254)])
    password = PasswordField(
        _l("Contraseña"),
        [REQUIRED, Length(max=200)],
        description=_l("Al menos 10 caracteres. Una frase corta es fácil de recordar."),
    )
    again = PasswordField(
        _l("Otra vez"),
        [REQUIRED, EqualTo("password", message=_l("No es igual a la de arriba."))],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStep:
    """One step: what it is, why, whether it is done, and where it is done."""

    key: str
    title: object
    why: object
    endpoint: str
    done: bool


_STEPS: tuple[tuple[str, object, object, str], ...] = (
    (
        "identity",
        _l("La entidad y su identidad"),
        _l("El nombre, el logo y la firma salen en la web, los correos y los documentos."),
        "identity.edit",
    ),
    (
        "lines",
        _l("Las líneas temáticas"),
        _l("Con ellas se clasifica cada convocatoria y cada proyecto."),
        "taxonomy.index",
    ),
    (
        "sources",
        _l("Las fuentes"),
        _l("Encienda las que le sirven: «Probar ahora» muestra en vivo qué trae cada una."),
        "sources.index",
    ),
    (
        "bank",
        _l("El banco de proyectos"),
        _l("Suba la hoja de cálculo que ya usa, o llene la de ejemplo."),
        "project_tables.upload",
    ),
    (
        "people",
        _l("Las personas"),
        _l("Cada una recibe una invitación y pone su propia contraseña."),
        "people.new",
    ),
    (
        "mail",
        _l("El correo"),
        _l("Envíese un mensaje de prueba y lea qué contesta el servidor."),
        "",
    ),
    (
        "digest",
        _l("El primer correo de convocatorias"),
        _l("Véalo antes de que salga. Este paso queda hecho cuando sale el primero."),
        "mail_choices.today",
    ),
)


def first_steps() -> list[FirstStep]:
    """The steps in order, each as the facts are now; one question to the database."""
    people = select(func.count()).select_from(Person).where(Person.active.is_(True))
    facts = {
        "identity": exists().where(Agency.name.is_not(None)),
        "lines": exists().where(ThematicLine.retired_at.is_(None)),
        "sources": exists().where(SourceRun.status == "ok"),
        "bank": exists(select(Project.id)),
        "people": people.scalar_subquery() > 1,
        "mail": exists().where(AuditEntry.action == ACTION),
        "digest": exists(select(Digest.id)),
    }
    row = db().execute(select(*(fact.label(key) for key, fact in facts.items()))).one()
    done = dict(zip(facts, row, strict=True))
    return [
        FirstStep(key=key, title=title, why=why, endpoint=endpoint, done=bool(done[key]))
        for key, title, why, endpoint in _STEPS
    ]


@blueprint.get("/primeros-pasos")
@requires("manage-agency")
def index() -> ResponseReturnValue:
    """What is done and what is missing."""
    return _page()


def _page(*, trouble: str = "", status: int = 200) -> ResponseReturnValue:
    settings = services().settings
    page = render_template(
        "office/first_steps.html",
        steps=first_steps(),
        mails=bool(settings.smtp_host),
        outbox=settings.outbox,
        trouble=trouble,
    )
    return page, status


@blueprint.post("/primeros-pasos/correo")
@requires("manage-agency")
def test_mail() -> ResponseReturnValue:
    """Send whoever asks a message now, and say what the server said."""
    if not services().settings.smtp_host:
        return redirect(url_for("first_steps.index", _anchor="mail"))
    trouble = send_and_tell()
    if trouble:
        return _page(trouble=trouble, status=502)
    return redirect(url_for("first_steps.index"))


@blueprint.route("/primera-vez/<token>", methods=["GET", "POST"])
@public
def first(token: str) -> ResponseReturnValue:
    """Make the first account, and go on to the first steps."""
    check_first(db(), services().settings, token, now=now())
    form = FirstForm()
    if request.method == "POST" and form.validate():
        try:
            who = add_first(
                db(),
                services().settings,
                email=form.email.data,
                name=form.name.data,
                password=form.password.data,
                at=now(),
            )
        except InvalidInput as problem:
            if not form.blame(problem.field or "password", said(problem)):
                raise
        else:
            begin(who, remember=False)
            return redirect(url_for("first_steps.index"))
    return render_template("office/first.html", form=form), 422 if form.errors else 200
