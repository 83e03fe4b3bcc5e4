"""Mis correos: what one wants to be told and how often, and what would come today."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms import DateField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from matcher.digests.choices import KINDS, choices_of, own_choices
from matcher.digests.leaving import choose
from matcher.digests.models import MailChoices
from matcher.digests.preview import Preview, preview_for
from matcher.projects.models import Project
from matcher.tags.queries import lines
from matcher.web.cards.rehearsing import before_saving, returning
from matcher.web.frame.access import signed_in
from matcher.web.frame.gettext import _, _l
from matcher.web.frame.services import db, now, person, services
from matcher.web.values.forms import FREQUENCIES, Form, options
from matcher.web.values.labels import ODS
from matcher.web.values.source_names import all_sources

blueprint = Blueprint("mail_choices", __name__, url_prefix="/correos")
WEEKDAYS = {
    0: _l("lunes"),
    1: _l("martes"),
    2: _l("miércoles"),
    3: _l("jueves"),
    4: _l("viernes"),
    5: _l("sábado"),
    6: _l("domingo"),
}
HOURS = range(6, 19)
LEAST = {
    25: _l("baja o mejor"),
    50: _l("alta o muy alta"),
    75: _l("solo muy alta"),
}


class Boxes(SelectMultipleField):  # type: ignore[misc] # wtforms ships no types
    """Several of a list, a box each."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class MailChoicesForm(Form):
    """What a person decides about their mail."""

    news = SelectField(_l("Convocatorias nuevas para sus proyectos"), choices=options(FREQUENCIES))
    changes = SelectField(_l("Cambios en lo que sigue"), choices=options(FREQUENCIES))
    closings = SelectField(
        _l("Cierres de lo que sigue"),
        choices=options(FREQUENCIES),
        description=_l(
            "A 20, 10, 5 y 2 días hábiles, de lo que le interesa, de sus fichas «¿Vamos?» y de sus "
            "propuestas."
        ),
    )
    weekdays = Boxes(
        _l("Los días que escoja"),
        coerce=int,
        choices=[SelectChoice(day, name) for day, name in WEEKDAYS.items()],
        description=_l("Cuentan donde arriba dice «Los días que escoja»."),
    )
    hour = SelectField(
        _l("Desde qué hora"),
        choices=[
            SelectChoice("", _l("Cuando abra la oficina")),
            *(SelectChoice(str(hour), f"{hour}:00") for hour in HOURS),
        ],
    )
    paused_until = DateField(_l("Pausar los correos hasta"), [Optional()])
    least = SelectField(
        _l("Afinidad mínima"),
        coerce=int,
        choices=[SelectChoice(least, name) for least, name in LEAST.items()],
    )
    departments = Boxes(_l("Secretarías"), validate_choice=True)
    projects = Boxes(_l("Proyectos"), coerce=int)
    lines = Boxes(_l("Líneas temáticas"))
    ods = Boxes(_l("ODS"))

    def offer(self, chosen: MailChoices) -> None:
        """Fill the lists with what there is, and what is chosen though it is there no more."""
        projects = list(
            db().execute(
                select(Project.id, Project.name, Project.department)
                .where(Project.archived_at.is_(None))
                .order_by(Project.name, Project.id)
            )
        )
        departments = {d for _i, _n, d in projects if d} | set(chosen.departments)
        self.departments.choices = [SelectChoice(name, name) for name in sorted(departments)]
        self.projects.choices = [SelectChoice(i, name) for i, name, _d in projects]
        self.lines.choices = [SelectChoice(line.code, line.name) for line in lines(db())]
        self.ods.choices = [
            SelectChoice(str(code), f"{code}. {name}") for code, name in ODS.items()
        ]


FILTERS = ("departments", "projects", "lines", "ods")


@blueprint.route("/elegir", methods=["GET", "POST"])
@signed_in
def choose_mail() -> ResponseReturnValue:
    """Choose what comes, and how often."""
    me, chosen = person(), choices_of(db(), person())
    form = MailChoicesForm(obj=chosen, data=_shown(chosen))
    form.offer(chosen)
    if not returning() and form.validate_on_submit():
        about = _("Afinidad mínima: %(least)s", least=LEAST[form.least.data])
        told = {"least": form.least.data}
        if (shown := before_saving("least", told, about=about)) is not None:
            return shown
        _keep(form)
        flash(_("Guardado."))
        return redirect(url_for("mail_choices.choose_mail"))
    page = render_template("mailing/choose.html", form=form, filters=FILTERS, me=me)
    return page, 422 if form.errors else 200


def _shown(chosen: MailChoices) -> dict[str, object]:
    return {
        "news": person().digest,
        "paused_until": person().paused_until,
        "hour": "" if chosen.hour is None else str(chosen.hour),
    }


def _keep(form: MailChoicesForm) -> None:
    me, chosen = person(), choices_of(db(), person())
    wanted = {name: form[name].data or [] for name in FILTERS}
    wanted |= {
        "weekdays": sorted(form.weekdays.data or [0]),
        "hour": int(form.hour.data) if form.hour.data else None,
        "least": form.least.data,
    }
    rhythms = {kind: form[kind].data for kind in KINDS}
    choose(db(), me, rhythms, at=now(), paused_until=form.paused_until.data)
    if any(getattr(chosen, name) != value for name, value in wanted.items()):
        stored = own_choices(db(), me)
        for name, value in wanted.items():
            setattr(stored, name, value)


@blueprint.get("/hoy")
@signed_in
def today() -> ResponseReturnValue:
    """What would come to me today, and everything that waits for its turn."""
    return render_template("mailing/today.html", preview=_preview())


@blueprint.get("/hoy/como-llega")
@signed_in
def today_as_sent() -> ResponseReturnValue:
    """The page of that mail: its own styles, no script, nothing from elsewhere."""
    response = Response(_preview().mail.html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
    )
    return response


def _preview() -> Preview:
    titles = {source_id: known.about.title for source_id, known in all_sources().items()}
    return preview_for(db(), services().settings, person(), now=now(), source_titles=titles)
