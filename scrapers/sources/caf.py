"""CAF, development bank of Latin America: its page of calls."""

import re

from scrapers.source import About
from scrapers.sources.generic.list_page import ListPage

SOURCE = ListPage(
    about=About(
        id="caf",
        title="CAF: convocatorias",
        publisher="CAF, banco de desarrollo de América Latina y el Caribe",
        funder_kind="banco",
        access="html-list",
        home="https://www.caf.com/es/convocatorias/",
        base="https://www.caf.com",
        licence="© CAF, con mención de la fuente",
        expected=(1, 200),
    ),
    paths=("/es/convocatorias/",),
    item="main a[href], article a[href], .card a[href]",
    keep=re.compile(r"/(?:es|en|pt)/(?:convocatorias|presente)/[^/?#]+", re.IGNORECASE),
    body="main article, main",
)
