"""Fuentes: how each one is doing, on and off, and a new one by its address after a dry run."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField, StringField, URLField
from wtforms.validators import URL, Length

from matcher.calls.models import SourceTrial
from matcher.errors import InvalidInput, NotFound
from matcher.intake.collect import KnownSource
from matcher.intake.health import SourceHealth, health, health_in_short
from matcher.intake.source_settings import add_source, set_enabled, source_id_for
from matcher.intake.trials import keep_trial, switch_on_good, trials
from matcher.intake.visits import dry_run, try_source
from matcher.web.cards.counts import counts_by_source
from matcher.web.cards.standing import late_stages
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, _l, ngettext, said
from matcher.web.frame.kept import unchanged
from matcher.web.frame.services import db, now, person, services
from matcher.web.values.forms import REQUIRED, Form, options
from matcher.web.values.lists import as_table
from matcher.web.values.source_names import all_sources

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
OFF = {
    "answered": _l("Respondieron bien al probarlas: falta encenderlas"),
    "unseen": _l("Nadie las ha visto responder: pruébelas"),
    "proven": _l("Comprobadas, y apagadas por otra razón"),
    "key": _l("Piden una clave propia"),
    "abroad": _l("Son para organizaciones de otros países"),
    "forbidden": _l("Quien publica no quiere que un programa las lea"),
}
"""Why sources are off, the first that holds."""
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


def _view(
    source: KnownSource, state: SourceHealth | None, trial: SourceTrial | None
) -> dict[str, Any]:
    """What a page shows of a source: ``next`` is when it is due, ``None`` if off or never read."""
    rhythm = source.about.frequency
    read = state if source.enabled else None
    following = read.next_at(rhythm) if read else None
    return {
        "source": source,
        "about": source.about,
        "health": state,
        "trial": trial,
        "proven": _is_proven(source, state, trial),
        "stopped": read is not None and read.stopped(rhythm, now=now()),
        "next": following,
        "overdue": following is not None and following < now(),
    }


def _is_proven(source: KnownSource, state: SourceHealth | None, trial: SourceTrial | None) -> bool:
    """Whether anybody has seen a source answer; that it is switched on proves nothing."""
    if source.about.verified or (trial is not None and trial.good):
        return True
    return state is not None and any(run.status == "ok" for run in state.runs)


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """Every source: what needs care first, then by kind of funder."""
    states, tried = _health(), trials(db())
    found = [_view(s, states.get(i), tried.get(i)) for i, s in all_sources().items()]
    on = [view for view in found if view["source"].enabled]
    all_stand = "collect" in late_stages()  # said once, not of every source
    return render_template(
        "sources/index.html",
        ailing=[view for view in on if _ails(view, all_stand=all_stand)],
        groups=_grouped(on, FUNDERS, lambda view: str(view["about"].funder_kind)),
        off=_grouped(found, OFF, _why_off),
        why_off=OFF,
        proven=sum(v["proven"] for v in found),
        on=len(on),
        every=len(found),
        funders=FUNDERS,
        counts=dict(counts_by_source()),
    )


@as_table(
    blueprint,
    index,
    named="fuentes",
    headings=(
        "Fuente",
        "Quién publica",
        "Encendida",
        "Comprobada",
        "Estado",
        "Última lectura",
        "Encontradas",
        "Lo usual",
        "Convocatorias",
        "Por qué está apagada",
        "Dirección",
    ),
)
def _rows() -> Iterator[list[Any]]:
    states, tried, counts = _health(), trials(db()), dict(counts_by_source())
    for source_id, source in all_sources().items():
        view = _view(source, states.get(source_id), tried.get(source_id))
        about, read = source.about, view["health"]
        yield [
            about.title,
            str(FUNDERS.get(about.funder_kind, about.funder_kind)),
            "sí" if source.enabled else "no",
            "sí" if view["proven"] else "no",
            _state(view),
            read.last.started_at if read else None,
            read.last.found if read else None,
            read.usual if read else None,
            counts.get(source_id, 0),
            str(OFF[why]) if (why := _why_off(view)) else None,
            about.home,
        ]


def _health() -> Mapping[str, SourceHealth]:
    return unchanged("source-health", lambda: health_in_short(db()))


def _state(view: dict[str, Any]) -> str:
    """How a source is doing, as the list says it."""
    if not view["source"].enabled:
        return _("Apagada")
    if not view["health"]:
        return _("Sin leer todavía")
    if view["stopped"]:
        return _("Parada")
    if view["health"].well:
        return _("Bien")
    return _("Con dudas") if view["health"].last.status == "unhealthy" else _("No se pudo leer")


def _ails(view: dict[str, Any], *, all_stand: bool) -> bool:
    """Whether a source needs care of its own."""
    if not view["health"]:
        return False
    return not all_stand if view["stopped"] else not view["health"].well


def _grouped(
    views: Sequence[dict[str, Any]],
    kinds: Iterable[str],
    kind_of: Callable[[dict[str, Any]], str | None],
) -> dict[str, list[dict[str, Any]]]:
    """``views`` under their kinds, in the order of ``kinds``, without the empty ones."""
    found = {kind: [view for view in views if kind_of(view) == kind] for kind in kinds}
    return {kind: some for kind, some in found.items() if some}


def _why_off(view: dict[str, Any]) -> str | None:
    """The group of a source that is off; ``None`` for one that is on."""
    source: KnownSource = view["source"]
    about = source.about
    if source.enabled:
        return None
    if about.forbidden:
        return "forbidden"
    if view["trial"] is not None and view["trial"].good:
        return "answered"
    if about.key is not None:
        return "key"
    if about.is_abroad(services().settings.agency_country):
        return "abroad"
    return "proven" if about.verified else "unseen"


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
    view = _view(source, health(db(), [source_id]).get(source_id), trials(db()).get(source_id))
    return render_template(
        "sources/page.html",
        view=view,
        funders=FUNDERS,
        count=dict(counts_by_source()).get(source_id, 0),
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


@blueprint.post("/<source_id>/probar")
@requires("manage-sources")
def try_now(source_id: str) -> ResponseReturnValue:
    """Read ten calls of a source now, keep nothing of them, and say what came.

    A script that tries many asks for the words alone.
    """
    source = _get(source_id)
    if source.about.forbidden:
        raise InvalidInput(_("Quien publica esta fuente no quiere que un programa la lea."))
    tried = try_source(source, services().settings)
    trial = keep_trial(db(), source_id, tried, person_id=person().id, at=now())
    if request.headers.get("X-Requested-With") == "fetch":
        return render_template("sources/outcome.html", trial=trial)
    return redirect(url_for("sources.page", source_id=source_id, _anchor="prueba"))


@blueprint.post("/encender-buenas")
@requires("manage-sources")
def switch_on() -> ResponseReturnValue:
    """Switch on all those that answered well when they were tried."""
    off = [i for i, s in all_sources().items() if not s.enabled and not s.about.forbidden]
    on = switch_on_good(db(), off, person_id=person().id, at=now())
    flash(
        ngettext(
            "Encendida %(num)d fuente. Su primera lectura no envía correos.",
            "Encendidas %(num)d fuentes. Su primera lectura no envía correos.",
            len(on),
        )
        if on
        else _("Ninguna de las apagadas ha respondido bien todavía: pruébelas primero.")
    )
    return redirect(url_for("sources.index"))


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
