"""Results as files: a table that comes in, the whole report as a book, IATI activities."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from flask import Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from matcher.errors import InvalidInput, UnreadableTable
from matcher.results.countries import country_names
from matcher.results.entries import ResultEntry
from matcher.results.goals import goals_for
from matcher.results.iati import activities
from matcher.results.missed import missed
from matcher.results.models import REPORTED_IN
from matcher.results.recording import NAMES
from matcher.results.report import rows
from matcher.results.summary import DIMENSIONS, Total, grouped, lost, narrowed, progress, total, won
from matcher.results.table import EXAMPLE, ResultTable, import_results, read_results
from matcher.web.cards.calls import line_names
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, ngettext, said
from matcher.web.frame.language import language
from matcher.web.frame.services import db, now, person, today
from matcher.web.results import words
from matcher.web.results.pages import (
    address,
    all_entries,
    blueprint,
    iati_missing,
    index,
    lost_chances,
    publisher,
    wanted,
    years,
)
from matcher.web.values.lists import as_table
from matcher.web.values.spanish import title_told
from matcher.web.values.tables import SheetTold, send, send_book
from matcher.web.values.trail import taken_away
from matcher.words.calm import calm_name
from matcher.words.names import ODS_NAMES

MOST_MISSED = 5_000


@blueprint.route("/importar", methods=["GET", "POST"])
@requires("pursue")
def upload() -> ResponseReturnValue:
    """Results that came without a call, out of a spreadsheet; a bad row keeps all of them out.

    Unless who brings it says that the good ones may come in.
    """
    if request.method == "GET":
        return render_template("results/upload.html", problem=None, table=None)
    given = request.files.get("file")
    if given is None or not given.filename:
        return _refused(_("Escoja un archivo."))
    try:
        table = read_results(db(), given.read(), given.filename, today=today())
    except UnreadableTable as problem:
        return _refused(said(problem))
    if (table.problems and not request.form.get("good")) or not table.rows:
        told = None if table.problems else _("El archivo no tiene filas con resultados.")
        return _refused(told, table)
    done = import_results(db(), table.rows, person=person(), at=now(), today=today())
    flash(ngettext("%(num)d resultado nuevo.", "%(num)d resultados nuevos.", done.new))
    if done.known:
        flash(ngettext("%(num)d ya estaba.", "%(num)d ya estaban.", done.known))
    if table.problems or table.notes:
        return render_template("results/upload.html", problem=None, table=table, done=done)
    return redirect(url_for("results.index", year="todos"))


def _refused(problem: str | None, table: ResultTable | None = None) -> ResponseReturnValue:
    return render_template("results/upload.html", problem=problem, table=table, done=None), 422


@blueprint.get("/ejemplo.<any(xlsx, csv):kind>")
@requires("read")
def example(kind: str) -> ResponseReturnValue:
    """A file to fill in: the headings, and a row that says it is an example."""
    line = next(iter(line_names().values()), "")
    told: dict[str, Any] = {
        "title": f"{EXAMPLE} Intercambio sobre huertas escolares",
        "day": today().isoformat(),
        "line": line,
        "ods": "2; 4",
        "department": "Secretaría de Ejemplo",
        "funder": "Cooperante de ejemplo",
        "country": "España",
        "relation": "Sur-Sur",
        "currency": "USD",
        "granted": 25000,
        "technical": 5000,
        "people": 120,
    }
    row = [told.get(name) for name in NAMES]
    return send("resultados-ejemplo", list(NAMES.values()), [row], kind=kind)


@as_table(
    blueprint,
    index,
    named="resultados",
    headings=(
        "Qué",
        "Cómo terminó",
        "Día",
        "Línea temática",
        "Secretaría",
        "Cooperante",
        "País",
        "Proyecto",
        "Recibido",
        "Moneda",
        f"En {REPORTED_IN}",
        "Tasa",
        "Día de la tasa",
        "De dónde sale la tasa",
        "Motivo",
    ),
)
def _listed() -> Iterator[list[Any]]:
    asked, lines = wanted(), line_names()
    countries = country_names(language())
    found, span = narrowed(all_entries(), asked), years(asked)
    for how, some in ((_("ganada"), won(found, span)), (_("perdida"), lost(found, span))):
        for one in some:
            worth = one.worth
            yield [
                one.title,
                how,
                one.day,
                lines.get(one.line or "", one.line),
                one.department,
                calm_name(one.funder),
                countries.get(one.country or "", one.country),
                one.project,
                one.received,
                one.currency,
                worth.value if worth else None,
                worth.rate if worth else None,
                worth.day if worth else None,
                worth.source if worth else None,
                words.ended_by(one) or None,
            ]


@blueprint.get("/informe.xlsx")
@requires("read")
def book() -> ResponseReturnValue:
    """The whole report as a book: the table, the figures, the goals, what was missed."""
    asked, span = wanted(), years(wanted())
    found = narrowed(all_entries(), asked)
    sheets = [_table(found, span), _figures(total(found, span)), _goals(asked.year)]
    for by in DIMENSIONS:
        groups = grouped(found, by, span)
        name = str(words.DIMENSIONS[by])
        headings = [name, _("Presentadas"), _("Ganadas"), _("Perdidas"), _("Resultados")]
        headings += [REPORTED_IN, _("Sin tasa de cambio"), _("Sin monto")]
        told = [
            [
                words.group_name(by, one),
                one.total.sent,
                one.total.won,
                one.total.lost,
                one.total.results,
                one.total.money,
                one.total.without_rate,
                one.total.without_sum,
            ]
            for one in groups
        ]
        sheets.append(SheetTold(name, headings, told))
    sheets += [_lost(lost(found, span)), _missed(asked.year)]
    name, every = _("resultados"), _("todos")
    taken_away("results", format="xlsx")
    return send_book(f"{name}-{asked.year or every}", sheets)


def _table(found: Any, span: range | None) -> SheetTold:
    headings = [_("Línea temática"), _("Hecho concreto"), _("Secretaría"), _("Cooperante")]
    headings += [_("Día"), _("Moneda"), _("Recibido"), REPORTED_IN, _("Tasa")]
    headings += [_("Día de la tasa"), _("De dónde sale la tasa")]
    told = [
        [
            one.line,
            one.fact,
            one.department,
            one.funder,
            one.day,
            one.currency,
            one.received,
            one.worth,
            one.rate,
            one.rate_day,
            one.rate_source,
        ]
        for one in rows(won(found, span), line_names(), words.fact_told)
    ]
    return SheetTold(_("Informe"), headings, told)


def _figures(told: Total) -> SheetTold:
    pairs = [
        (_("Cooperación recibida, en USD"), told.money),
        (_("Desembolsado, en USD"), told.paid),
        *((_("Recibido en %(currency)s", currency=c), v) for c, v in told.by_currency.items()),
        (_("Sin tasa de cambio"), told.without_rate),
        (_("Sin monto"), told.without_sum),
        (_("Presentadas"), told.sent),
        (_("Ganadas"), told.won),
        (_("Perdidas"), told.lost),
        (_("Resultados"), told.results),
        (_("Proyectos alcanzados"), told.projects),
        (_("Acciones Sur-Sur"), told.south_south),
        (_("Personas alcanzadas"), told.reached),
    ]
    return SheetTold(_("Cifras"), [_("Qué"), _("Cifra")], pairs)


def _goals(year: int | None) -> SheetTold:
    headings = [_("Qué se mide"), _("Años"), _("Meta"), _("Va en"), _("De dónde sale")]
    told = [
        [
            str(words.MEASURES[one.goal.measure]),
            "–".join(map(str, sorted({one.goal.first_year, one.goal.last_year}))),
            one.goal.target,
            one.reached,
            one.goal.source,
        ]
        for one in progress(all_entries(), goals_for(db(), year))
    ]
    return SheetTold(_("Metas"), headings, told)


def _lost(entries: Iterable[ResultEntry]) -> SheetTold:
    headings = [_("Convocatoria"), _("Cooperante"), _("Secretaría"), _("Proyecto"), _("Día")]
    headings += [_("Moneda"), _("Solicitado"), _("Motivo")]
    told = [
        [
            words.fact_told(one),
            calm_name(one.funder),
            one.department,
            one.project,
            one.day,
            one.result.currency_of("requested") if one.result else None,
            one.result.requested if one.result else None,
            words.ended_by(one),
        ]
        for one in entries
    ]
    return SheetTold(_("Lo que se perdió"), headings, told)


def _missed(year: int | None) -> SheetTold:
    headings = [_("Convocatoria"), _("Financiador"), _("Cerró"), _("Proyecto"), _("Por qué")]
    return SheetTold(_("Oportunidades perdidas"), headings, list(_missed_rows(year)))


def _missed_rows(year: int | None) -> Iterator[list[Any]]:
    for one in missed(db(), year=year, today=today(), shown=MOST_MISSED).shown:
        call, project = one.call, one.project
        funder = calm_name(call.funder)
        yield [
            title_told(call.title, call.language),
            funder,
            call.closes_on,
            project.name,
            words.why_missed(one),
        ]


@as_table(
    blueprint,
    lost_chances,
    named="oportunidades-perdidas",
    headings=("Convocatoria", "Financiador", "Cerró", "Proyecto", "Por qué"),
    path="/perdidas/tabla",
    endpoint="export_missed",
)
def _chances() -> Iterator[list[Any]]:
    return _missed_rows(wanted().year)


@blueprint.get("/iati.xml")
@requires("read")
def iati() -> ResponseReturnValue:
    """What was obtained as IATI 2.03 activities; where there can be none, a page that says why."""
    asked = wanted()
    try:
        body = activities(
            won(narrowed(all_entries(), asked), years(asked)),
            publisher(),
            lines=line_names(),
            ods=ODS_NAMES,
            today=today(),
            at=now(),
        )
    except InvalidInput as problem:
        page = render_template(
            "results/iati.html", why=said(problem), unset=iati_missing(), address=address(asked)
        )
        return page, 422
    name = f"iati-{asked.year or 'todos'}.xml"
    taken_away("results", format="iati")
    return _download(body, name)


def _download(body: bytes, name: str) -> Response:
    return send_file(
        BytesIO(body), mimetype="application/xml", as_attachment=True, download_name=name
    )
