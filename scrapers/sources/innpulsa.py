"""iNNpulsa Colombia: cards of calls for entrepreneurship; closed ones stay listed with a label."""

from dataclasses import replace

from scrapers.item import PublishedStatus, ScrapedCall
from scrapers.page import Node
from scrapers.source import About
from scrapers.sources.base.prose import one_line
from scrapers.sources.generic.list_page import ListEntry, ListPage

_STATES: dict[str, PublishedStatus] = {"abierta": "open", "cerrada": "closed"}


def enrich(call: ScrapedCall, item: ListEntry, _page: Node | None) -> ScrapedCall:
    """Add the state that the card shows."""
    label = item.node.first(".estado")
    word = one_line(label.html()).lower() if label else ""
    return replace(call, status=_STATES.get(word, "unknown"))


SOURCE = ListPage(
    about=About(
        id="innpulsa",
        title="iNNpulsa Colombia: convocatorias",
        publisher="iNNpulsa Colombia",
        funder_kind="gobierno-nacional",
        access="html-list",
        home="https://www.innpulsacolombia.com/convocatorias.html",
        base="https://www.innpulsacolombia.com",
        licence="Información pública (Ley 1712 de 2014), con mención de la fuente",
        expected=(1, 200),
        language="es",
        country="CO",
        verified=False,
        disabled="Se conoce la dirección de la lista, pero nadie ha comprobado su estructura.",
    ),
    paths=("/convocatorias.html",),
    item="article:has(a[href]), .card:has(a[href])",
    link="h3 a[href], h2 a[href]",
    body="main",
    enrich=enrich,
)
