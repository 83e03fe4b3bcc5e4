"""Fuentes: how each one is doing, on and off, and a new one by its address after a dry run."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField, StringField, URLField
from wtforms.validators import URL, Length

from matcher.calls.queries import source_counts
from matcher.errors import InvalidInput, NotFound
from matcher.intake.collect import KnownSource, dry_run
from matcher.intake.health import SourceHealth, health
from matcher.intake.source_settings import add_source, set_enabled, source_id_for
from matcher.web.cards.standing import late_stages
from matcher.web.frame.access import requires
from matcher.web.frame.forms import REQUIRED, Form, options
from matcher.web.frame.gettext import _, _l, said
from matcher.web.frame.services import db, now, person, services
from matcher.web.frame.source_names import all_sources

blueprint = Blueprint("sources", __name__, url_prefix="/fuentes")
FUNDERS = {
    "banco": _l("Bancos"),
    "gobierno-local": _l("Gobiernos locales y sus fondos"),
    "organismo-multilateral": _l("Organismos multilaterales"),
    "agencia": _l("Agencias de cooperación"),
    "red-de-ciudades": _l("Redes de ciudades"),
    "filantropia": _l("Filantropía"),
    "gobierno-nacional": _l("Gobiernos nacionales"),
    "agregador": _l("Portales que reúnen convocatorias"),
}
WAYS = {
    "": _l("Averiguar solo"),
    "feed": _l("Un canal RSS o Atom"),
    "wordpress": _l("Un sitio hecho con WordPress"),
    "html-list": _l("Una página con una lista de enlaces"),
}


class NewSource(Form):
    """A source described by its address."""

    title = StringField(_l("Nombre de la fuente"), [REQUIRED, Length(max=120)])
    url = URLField(
        _l("Dirección"),
        [
            REQUIRED,
            URL(require_tld=False, message=_l("Escriba la dirección completa, con https://.")),
        ],
        description=_l("La del canal RSS, la del sitio o la de la página que lista convocatorias."),
    )
    access = SelectField(_l("¿Qué hay en esa dirección?"), choices=options(WAYS))
    funder_kind = SelectField(_l("¿Quién publica?"), choices=options(FUNDERS))
    frequency = SelectField(
        _l("¿Cada cuánto leerla?"),
        choices=options({"daily": _l("Cada día"), "weekly": _l("Cada semana")}),
    )

    def entry(self) -> dict[str, Any]:
        """The keys of the catalogue."""
        values = {
            "id": source_id_for(self.title.data, taken=set(all_sources())),
            "title": self.title.data.strip(),
            "url": self.url.data.strip(),
            "access": self.access.data,
            "funder_kind": self.funder_kind.data,
            "frequency": self.frequency.data,
        }
        return {name: value for name, value in values.items() if value}


def _view(source: KnownSource, state: SourceHealth | None) -> dict[str, Any]:
    """What a page shows of a source: ``next`` is when it is due, ``None`` if off or never read."""
    rhythm = source.about.frequency
    read = state if source.enabled else None
    following = read.next_at(rhythm) if read else None
    return {
        "source": source,
        "about": source.about,
        "health": state,
        "stopped": read is not None and read.stopped(rhythm, now=now()),
        "next": following,
        "overdue": following is not None and following < now(),
    }


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """Every source: what needs care first, then by kind of funder."""
    states = health(db())
    all_stand = "collect" in late_stages()  # said once, not of every source
    found = [_view(s, states.get(i)) for i, s in all_sources().items()]
    groups = {
        kind: [v for v in found if v["about"].funder_kind == kind and v["source"].enabled]
        for kind in FUNDERS
    }
    return render_template(
        "sources/index.html",
        ailing=[
            v
            for v in found
            if v["source"].enabled
            and v["health"]
            and (not all_stand if v["stopped"] else not v["health"].well)
        ],
        groups={kind: views for kind, views in groups.items() if views},
        off=[v for v in found if not v["source"].enabled],
        funders=FUNDERS,
        counts=dict(source_counts(db())),
    )


def _get(source_id: str) -> KnownSource:
    source = all_sources().get(source_id)
    if source is None:
        raise NotFound(_("Esta fuente no existe."))
    return source


@blueprint.get("/<source_id>")
@requires("read")
def page(source_id: str) -> ResponseReturnValue:
    """One source: what it is and its last runs."""
    source = _get(source_id)
    view = _view(source, health(db()).get(source_id))
    return render_template(
        "sources/page.html",
        view=view,
        funders=FUNDERS,
        count=dict(source_counts(db())).get(source_id, 0),
    )


@blueprint.post("/<source_id>/encender")
@requires("manage-sources")
def switch(source_id: str) -> ResponseReturnValue:
    """Switch a source on or off."""
    source = _get(source_id)
    on = request.form.get("enabled") == "yes"
    set_enabled(db(), source_id, enabled=on, person_id=person().id, at=now())
    name = source.about.title
    flash(
        _("«%(name)s» se leerá desde la próxima lectura.", name=name)
        if on
        else _("«%(name)s» ya no se leerá. Lo que trajo se conserva.", name=name)
    )
    return redirect(url_for("sources.page", source_id=source_id))


@blueprint.route("/nueva", methods=["GET", "POST"])
@requires("manage-sources")
def new() -> ResponseReturnValue:
    """Describe a source, look at what it would give, and only then switch it on."""
    form, trial, status = NewSource(), None, 200
    if form.validate_on_submit():
        entry = form.entry()
        try:
            trial = dry_run(entry, services().settings)
        except InvalidInput as problem:
            form.blame(problem.field or "url", said(problem))
        else:
            if trial.calls and request.form.get("step") == "add":
                add_source(db(), entry, person_id=person().id, at=now())
                flash(_("Agregada. La primera lectura no envía correos."))
                return redirect(url_for("sources.index"))
    if form.is_submitted() and form.errors:
        status = 422
    return render_template("sources/new.html", form=form, trial=trial), status


@blueprint.app_template_global()
def sparkline(counts: list[int], *, width: int = 140, height: int = 34) -> str:
    """The points of a line through ``counts``, as SVG wants them."""
    if not counts:
        return ""
    top = max(*counts, 1)
    step = width / max(1, len(counts) - 1)
    return " ".join(
        f"{i * step:.1f},{height - 2 - (height - 4) * c / top:.1f}" for i, c in enumerate(counts)
    )
