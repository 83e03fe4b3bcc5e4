"""List pages and what becomes of them: noticing that a page is suddenly the home page."""

from urllib.parse import urlsplit

from scrapers.errors import LayoutChanged
from scrapers.fetch import Response
from scrapers.page import Node, absolute, parse, plain_text
from scrapers.remark import Remark

HEAD = 200_000
_HARDLY_ANY = 100
# Parts of an address that still mean the root of a site.
ROOTS = frozenset({"es", "en", "pt", "fr", "ca", "index.html", "index.php", "inicio", "home"})


def refuse_home(asked: str, response: Response) -> None:
    """Notice that a page became the home page, as sites do with what they took down.

    :raises LayoutChanged: where a deeper address was asked and the site's root answered.
    """
    if _depth(asked) > 0 and _depth(response.url) == 0:
        raise LayoutChanged(Remark("home-redirect").at(asked))
    if _depth(asked) == 0:
        return
    canonical = parse(response.text()[:HEAD], url=response.url).first("link[rel='canonical']")
    if canonical is None:
        return
    target = absolute(canonical.element.attributes.get("href"), response.url)
    if target and _depth(target) == 0 and urlsplit(target).hostname == urlsplit(asked).hostname:
        raise LayoutChanged(Remark("home-canonical").at(asked))


def refuse_file(asked: str, response: Response) -> None:
    """Notice that an address gives a file, not a page with links.

    :raises LayoutChanged: where it does.
    """
    if response.body.startswith(b"%PDF"):
        raise LayoutChanged(Remark("list-is-pdf").at(asked))


def why_empty(page: Node) -> Remark:
    """What may be the matter with a page on which no call was found, for the officer."""
    if page.first("input[type='password']"):
        return Remark("page-asks-password")
    if page.first("script") and len(plain_text(page.html())) < _HARDLY_ANY:
        return Remark("page-needs-script")
    return Remark("list-without-calls")


def _depth(url: str) -> int:
    """How many parts lie below the root, the language's own folder and "index" not counted."""
    parts = urlsplit(url)
    steps = [step for step in parts.path.split("/") if step and step.lower() not in ROOTS]
    return len(steps) + bool(parts.query)
