"""MinTIC: cards of calls in the ministry's press room."""

from dataclasses import replace

from scrapers.item import ScrapedCall
from scrapers.page import Node
from scrapers.source import About
from scrapers.sources.base.prose import one_line
from scrapers.sources.base.values import told_day
from scrapers.sources.generic.list_page import ListEntry, ListPage


def enrich(call: ScrapedCall, item: ListEntry, _page: Node | None) -> ScrapedCall:
    """Add the day of publication, which is what ``div.fecha`` of a card holds."""
    card = item.node.first(".fecha")
    published_on, warnings = told_day(one_line(card.html()) if card else "", field="div.fecha")
    return replace(call, published_on=published_on, warnings=(*call.warnings, *warnings))


SOURCE = ListPage(
    about=About(
        id="mintic",
        title="MinTIC: convocatorias",
        publisher="Ministerio de Tecnologías de la Información y las Comunicaciones (Colombia)",
        funder_kind="gobierno-nacional",
        access="html-list",
        home="https://www.mintic.gov.co/portal/inicio/Sala-de-prensa/Convocatorias/",
        base="https://www.mintic.gov.co",
        licence="Información pública (Ley 1712 de 2014), con mención de la fuente",
        expected=(1, 200),
        language="es",
        country="CO",
    ),
    paths=("/portal/inicio/Sala-de-prensa/Convocatorias/",),
    item="div.recuadro:has(a[href])",
    title=".titulo",
    body="#contenido, main, .contenido, article",
    funder="MinTIC",
    enrich=enrich,
)
