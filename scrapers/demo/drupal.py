"""A sample of a Colombian public site: a Drupal table of calls, and a page for each."""

from html import escape

from scrapers.demo.calendar import schedule_day, table_day
from scrapers.demo.calls_file import PublishedCall
from scrapers.demo.http import Answer, Reply, Request, SiteContent, as_html, not_found
from scrapers.demo.markup import page, to_html

_PER_PAGE = 10
_COLUMNS = (
    ("field-numero", "Número"),
    ("title", "Título"),
    ("field-descripcion", "Descripción"),
    ("field-cuantia", "Cuantía"),
    ("field-fecha-apertura", "Fecha de apertura"),
)


def table(link: str) -> Answer:
    """A site whose pages live at ``link`` (``/node/{}``, or an alias)."""

    def answer(request: Request, telling: SiteContent) -> Reply:
        path = request.path.rstrip("/")
        for told in telling.calls:
            if path == link.format(told.call.key):
                return as_html(_node(told))
        if path.endswith(("/convocatorias", "/convocatorias/todas")):
            return as_html(_table(request, telling, link))
        return not_found()

    return answer


def _table(request: Request, telling: SiteContent, link: str) -> str:
    first = request.number("page", 0) * _PER_PAGE
    calls = telling.calls[first : first + _PER_PAGE]
    head = "".join(
        f'<th class="views-field views-field-{name}" scope="col">{title}</th>'
        for name, title in _COLUMNS
    )
    rows = "\n".join(_row(told, link) for told in calls)
    if not calls:
        body = '<div class="view-empty"><p>Todavía no hay nada más.</p></div>'
    else:
        body = (
            f'<table class="views-table cols-5"><thead><tr>{head}</tr></thead>'
            f"<tbody>\n{rows}\n</tbody></table>{_pager(request, telling)}"
        )
    main = f'<h1>Convocatorias</h1><div class="view-content">{body}</div>'
    return page("Convocatorias (datos de ejemplo)", main, lang="es")


def _pager(request: Request, telling: SiteContent) -> str:
    number = request.number("page", 0)
    if (number + 1) * _PER_PAGE >= len(telling.calls):
        return '<ul class="pager"></ul>'
    return (
        f'<ul class="pager"><li class="pager-next pager__item--next">'
        f'<a href="?page={number + 1}" rel="next">siguiente</a></li></ul>'
    )


def _row(told: PublishedCall, address: str) -> str:
    link = f'<a href="{address.format(told.call.key)}">{escape(told.call.title)}</a>'
    first = next(line for line in told.text.splitlines() if line and not line.startswith("#"))
    cells = (
        escape(told.call.facts["number"]),
        link,
        escape(first),
        escape(told.call.facts["amount"]),
        table_day(told.opens_on),
    )
    return (
        "<tr>"
        + "".join(
            f'<td class="views-field views-field-{name}">{cell}</td>'
            for (name, _), cell in zip(_COLUMNS, cells, strict=True)
        )
        + "</tr>"
    )


def _node(told: PublishedCall) -> str:
    title = escape(told.call.title)
    body = (
        f'<main><article><h1 class="page-header">{title}</h1>'
        f'<div class="field field-name-body"><div class="field-item">{to_html(told.credited)}</div>'
        f"</div>{_schedule(told)}"
        f'<p><a href="https://documentos.example/{told.call.key}/terminos.pdf">'
        "Términos de referencia (PDF de ejemplo)</a></p></article></main>"
    )
    return page(told.call.title, body, lang="es")


def _schedule(told: PublishedCall) -> str:
    """The schedule, the only place where the table's site gives the closing date."""
    clock = told.call.facts.get("clock", "05:00 pm")
    steps = [("Apertura", schedule_day(told.opens_on, "08:00 am"))]
    steps += [("Cierre", schedule_day(on, clock)) for on in told.closes_on]
    rows = "".join(
        f'<tr><td class="views-field views-field-field-numero">{name}</td>'
        f'<td class="views-field views-field-body">{value}</td></tr>'
        for name, value in steps
    )
    return f'<h3>Cronograma</h3><table class="views-table cronograma"><tbody>{rows}</tbody></table>'
