"""Inter-American Development Bank: calls that stay listed, winners and all, after they close."""

import re

from scrapers.source import About
from scrapers.sources.generic.list_page import ListPage

SOURCE = ListPage(
    about=About(
        id="idb",
        title="BID: convocatorias",
        publisher="Banco Interamericano de Desarrollo",
        funder_kind="banco",
        access="html-list",
        home="https://convocatorias.iadb.org/es",
        base="https://convocatorias.iadb.org",
        licence="CC BY-NC-ND 3.0 IGO (sitios del BID)",
        expected=(1, 200),
        verified=False,
        disabled="Se conocen convocatorias sueltas del BID, pero nadie ha comprobado su listado.",
    ),
    paths=("/es",),
    keep=re.compile(r"/(?:es|en|pt|fr)/[^/]+/[^/?#]+"),
    item="a[href]",
    body="main, article, #block-system-main",
    at_most=1,
)
