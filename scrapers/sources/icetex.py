"""ICETEX: scholarships abroad (Liferay; the dates stand in a widget of each page)."""

import re

from scrapers.source import About
from scrapers.sources.generic.list_page import ListPage

SOURCE = ListPage(
    about=About(
        id="icetex",
        title="ICETEX: becas vigentes para estudios en el exterior",
        publisher="ICETEX (Colombia)",
        funder_kind="gobierno-nacional",
        access="html-list",
        home="https://web.icetex.gov.co/becas/becas-para-estudios-en-el-exterior/becas-vigentes",
        base="https://web.icetex.gov.co",
        licence="Información pública (Ley 1712 de 2014), con mención de la fuente",
        expected=(1, 500),
        language="es",
        country="CO",
    ),
    paths=("/becas/becas-para-estudios-en-el-exterior/becas-vigentes",),
    item="a[href*='/-/']",
    keep=re.compile(r"/-/"),
    body="main, #content, #main-content",
    kind="beca",
    funder=None,
)
