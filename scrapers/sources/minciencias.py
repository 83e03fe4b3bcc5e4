"""Minciencias: a Drupal table of calls; the closing date stands only in each call's schedule."""

import re
from collections.abc import Iterator
from dataclasses import replace

from scrapers.item import Deadline, ScrapedCall
from scrapers.page import Node
from scrapers.source import About
from scrapers.sources.base.prose import one_line
from scrapers.sources.base.values import clock, closing, span, told_day
from scrapers.sources.generic.list_page import ListEntry, ListPage

_OPENING = "td.views-field-field-fecha-apertura, td.views-field-field-fecha-de-apertura"
_STEP, _WHEN = "td.views-field-field-numero", "td.views-field-body"
_CLOSES = re.compile(r"\bcierre\b", re.IGNORECASE)
_COLUMN = re.compile(r"views-field-(?:field-)?([\w-]+)")
_NOT_THE_CALL = re.compile(r"preliminar|observaci|aclaraci|banco", re.IGNORECASE)


def enrich(call: ScrapedCall, item: ListEntry, page: Node | None) -> ScrapedCall:
    """Add the opening day of the table and the closing days of the schedule."""
    opening = item.node.first(_OPENING)
    words = one_line(opening.html()) if opening else ""
    opens_on, warnings = told_day(words, field="fecha-apertura")
    call = replace(
        call,
        opens_on=opens_on,
        opens_span=span(words, "fecha-apertura") if opens_on else None,
        warnings=(*call.warnings, *warnings),
    )
    return replace(call, deadlines=schedule(page)) if page else call


def schedule(page: Node) -> tuple[Deadline, ...]:
    """The closings of a schedule, as "jueves 25 septiembre 2025 07:00 pm".

    Closings of other things than applications (of preliminary lists, of remarks) are left out;
    a cell without a full date is left to the prose.
    """
    found = []
    for row in page.any("tr"):
        step, when = row.first(_STEP), row.first(_WHEN)
        if step is None or when is None:
            continue
        label, words = one_line(step.html()), one_line(when.html())
        if not _CLOSES.search(label) or _NOT_THE_CALL.search(label):
            continue
        day, _ = told_day(words, field="cronograma")
        if day:
            at = clock(words, field="cronograma")
            found.append(closing(day, quote=words, field="cronograma", at=at, label=label))
    return tuple(found)


def columns(item: ListEntry) -> Iterator[str]:
    """The names Drupal has for the cells of a row that say anything."""
    for cell in item.node.any("td.views-field"):
        if one_line(cell.html()):
            yield from _COLUMN.findall(cell.element.attributes.get("class") or "")


SOURCE = ListPage(
    about=About(
        id="minciencias",
        title="Minciencias: convocatorias",
        publisher="Ministerio de Ciencia, Tecnología e Innovación (Colombia)",
        funder_kind="gobierno-nacional",
        access="html-list",
        home="https://minciencias.gov.co/convocatorias/todas",
        base="https://minciencias.gov.co",
        licence="Información pública (Ley 1712 de 2014), con mención de la fuente",
        expected=(5, 500),
        language="es",
        country="CO",
    ),
    paths=("/convocatorias/todas",),
    item="table tbody tr:has(a[href])",
    link="td.views-field-title a[href]",
    body="main, #content, article, .region-content",
    page_param="page",
    at_most=5,
    kind="subvencion",
    funder="Minciencias",
    enrich=enrich,
    named=columns,
)
