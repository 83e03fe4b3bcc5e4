"""APC-Colombia: calls of other funders that the presidential agency passes on (Drupal)."""

from scrapers.source import About
from scrapers.sources.generic.list_page import CALL_WORDS, ListPage

SOURCE = ListPage(
    about=About(
        id="apc_colombia",
        title="APC-Colombia: convocatorias de cooperación",
        publisher="Agencia Presidencial de Cooperación Internacional de Colombia",
        funder_kind="agencia",
        access="html-list",
        home="https://www.apccolombia.gov.co/convocatorias",
        base="https://www.apccolombia.gov.co",
        licence="Información pública (Ley 1712 de 2014), con mención de la fuente",
        expected=(1, 300),
        language="es",
        country="CO",
    ),
    paths=("/convocatorias", "/modalidades-de-cooperacion/convocatorias"),
    body="main article, .region-content article, .node__content, main",
    keep=CALL_WORDS,
    page_param="page",
    at_most=3,
)
