"""APC-Colombia's portal of services: cards with the offers of courses and cooperation it announces.

A card holds all there is, as labelled lines, and links to the funder's own site, if to anything.
The same funder repeats its offers under one address, so a call is known by its words.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapers.errors import LayoutChanged
from scrapers.item import Deadline, Raw, ScrapedCall
from scrapers.letters import fold
from scrapers.page import Node, parse, plain_text
from scrapers.remark import Remark
from scrapers.source import About, Run
from scrapers.sources.base.prose import one_line, paragraphs
from scrapers.sources.base.reading import Pages, Site, finish, read
from scrapers.sources.base.values import closing, iso_day, said, told_day

if TYPE_CHECKING:
    from scrapers.fetch import Fetcher

_PATH = "/externo/Convocatoria"
_CARD = ".tarjeta-curso"
_LINES = ".card-header, p, li"
_AT_MOST = 40
_OWN = re.compile(r"https?://(?:[\w-]+[.-])*apccolombia\.gov\.co(?:/|$)|(?!https?:)", re.IGNORECASE)
_LABELLED = re.compile(r"\s*([^:]{3,60}):\s*(.+)", re.DOTALL)
_DAY = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalCard:
    """One card: its labelled lines by folded label, and where it links to."""

    node: Node
    lines: dict[str, str]

    def told(self, label: str) -> str | None:
        """What stands after the label that begins with ``label``."""
        return next((words for name, words in self.lines.items() if name.startswith(label)), None)

    @property
    def link(self) -> str | None:
        """The first address on the card that leads away from the agency."""
        links = (link.url for link in self.node.links())
        return next((url for url in links if not _OWN.match(url)), None)

    @property
    def key(self) -> str:
        """What the card is known by: its title, its funder and its link."""
        words = f"{self.told('titulo')}\n{self.told('fuente')}\n{self.link}"
        return hashlib.sha256(fold(words).encode("utf-8", "replace")).hexdigest()[:16]


APC = About(
    id="apc_servicios",
    title="APC-Colombia: portal de servicios",
    publisher="Agencia Presidencial de Cooperación Internacional de Colombia",
    funder_kind="agencia",
    access="html-list",
    home="https://portalservicios-apccolombia.gov.co/externo/Convocatoria",
    base="https://portalservicios-apccolombia.gov.co",
    licence="Información pública (Ley 1712 de 2014), con mención de la fuente",
    expected=(1, 600),
    language="es",
    country="CO",
    verified=False,
    disabled="Se conoce la forma de sus tarjetas, pero nadie ha comprobado desde Puente que el "
    "portal responda ni que su robots.txt permita leerlo.",
)


class ApcServicios:
    """The cards of every page of the portal."""

    about = APC

    def calls(
        self, fetcher: "Fetcher", *, base: str, run: Run, limit: int | None = None
    ) -> Iterator[ScrapedCall]:
        """Yield a call for every card.

        :raises LayoutChanged: when the first page holds no card.
        :raises ScraperError: when it cannot be read.
        """
        site = Site(APC.base, base)

        def load(number: int) -> list[PortalCard]:
            params = {"page": number + 1} if number else None
            return cards(fetcher.get(site.at(_PATH), params=params).text(), more=number > 0)

        pages = Pages(load=load, key=lambda card: card.key, run=run, at_most=_AT_MOST)
        yield from read(
            pages,
            lambda card: as_call(card, fetcher),
            run=run,
            name=lambda card: card.told("titulo") or card.key,
            country=APC.country,
            limit=limit,
        )
        finish(run, ended=pages.ended)


def cards(html: str, *, more: bool = False) -> list[PortalCard]:
    """The cards of one page.

    :param more: this is a further page, which may be empty: the list ended before.
    :raises LayoutChanged: where it holds none.
    """
    root = parse(html, url=APC.home)
    found = root.any(_CARD) if more else root.some(_CARD)
    return [PortalCard(node=node, lines=_labelled(node)) for node in found]


def _labelled(card: Node) -> dict[str, str]:
    lines: dict[str, str] = {}
    for node in card.any(_LINES):
        if match := _LABELLED.fullmatch(one_line(node.html())):
            lines.setdefault(fold(match[1]).strip(), match[2].strip())
    return lines


def as_call(card: PortalCard, fetcher: "Fetcher") -> ScrapedCall:
    """A card as a call.

    :raises LayoutChanged: where it has no title.
    """
    title, funder = card.told("titulo"), card.told("fuente")
    if title is None:
        raise LayoutChanged(Remark("value-missing", where="Título"))
    deadlines, warnings = _deadlines(card.told("fecha limite"))
    return ScrapedCall(
        source_id=APC.id,
        source_key=card.key,
        url=card.link or APC.home,
        title=title,
        text=paragraphs((None, plain_text(card.node.html()))),
        language="es",
        funder=funder,
        funder_span=said(funder, "Fuente", name="Fuente"),
        deadlines=deadlines,
        warnings=warnings,
        raw=Raw(
            body=card.node.html().encode("utf-8", "replace"),
            content_type="text/html; charset=utf-8",
            url=APC.home,
            fetched_at=fetcher.now(),
        ),
    )


def _deadlines(words: str | None) -> tuple[tuple[Deadline, ...], tuple[Remark, ...]]:
    """The closing of a card ("2026/12/11."), or a warning with what stands there."""
    if words is None:
        return (), ()
    field = "Fecha límite"
    if match := _DAY.search(words):
        year, month, day = match.groups()
        on, warnings = iso_day(f"{year}-{month:0>2}-{day:0>2}", field=field), tuple[Remark, ...]()
    else:
        on, warnings = told_day(words, field=field)
    if on is None:
        return (), warnings
    return (closing(on, quote=words.rstrip(" ."), field=field, name=field),), warnings


SOURCE = ApcServicios()
