"""Addresses: what names a page, and what names a list of them."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from matcher.text import LANGUAGES, fold

_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_cid|mc_eid|ref|source|share|amp)$")
_INDEX = re.compile(r"/(?:index|default|home)\.(?:html?|php|aspx?|jsp)$|/amp$", re.IGNORECASE)
_FRONT = frozenset(
    "es en fr pt ca convocatoria convocatorias call calls grants grant funding ayudas subvenciones "
    "becas noticias news blog oportunidades opportunities programas programs fondos premios "
    "convocatorias-abiertas open-calls appels-a-projets actualidad agenda home inicio web "
    "financiacion financiamiento editais edital ajuts tramites sede boletin newsletter".split()
)
"""Last words of an address that name a list of calls, and no call."""


def canonical_url(url: str) -> str:
    """``url`` without what does not name the page: scheme, ``www.``, tracking, fragment, slash."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # a page may link to anything; what is no address names itself
        return url.strip()
    host = re.sub(r"^(?:www\d?|m|amp)\.", "", parts.hostname or "")
    query = [(k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.match(k.lower())]
    path = _INDEX.sub("", re.sub(r"/{2,}", "/", parts.path).rstrip("/"))
    return urlunsplit(("", host, path, urlencode(sorted(query)), "")).removeprefix("//")


def is_page(canonical: str) -> bool:
    """Whether a canonical address names one page, and not a site's front door or a list of it."""
    host, _, path = canonical.partition("/")
    if not path:
        return "?" in host
    return "?" in path or fold(path.rpartition("/")[2]) not in _FRONT


def host_of(canonical: str) -> str:
    """The host of a canonical address."""
    return canonical.partition("/")[0]


def without_language(canonical: str) -> str:
    """A canonical address without the language it names: of ``site.org/ca/ajuts`` its page."""
    host, *path = canonical.split("/")
    return "/".join([host, *(part for part in path if part not in LANGUAGES)])
