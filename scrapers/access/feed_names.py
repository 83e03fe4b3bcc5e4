"""The elements of a feed's entry: those that are read, those that say nothing of a call, the rest.

The rest is told: a feed that begins to give the closing day an element of its own would otherwise
go unnoticed.
"""

from collections.abc import Iterable, Mapping

MOST = 30
"""An entry that names more is not worth a longer sentence."""
READ = frozenset(
    "title link guid id description summary content body fullitem pubDate published issued created"
    " updated modified category enclosure".split()
)
ASIDE = frozenset(
    # Of RSS and Atom: people, the talk below, licences, where an entry was taken from.
    "author contributor comments source rights copyright"
    # What many sites write into RSS without a vocabulary of its own.
    " image thumbnail language lang".split()
)
DUBLIN_CORE = frozenset(
    "title description identifier date issued created modified subject creator contributor"
    " publisher rights rightsHolder language type format source alternative".split()
)
_DC = ("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/")
_TECHNICAL = (
    "http://purl.org/rss/1.0/modules/content/",
    "http://purl.org/rss/1.0/modules/image/",
    "http://purl.org/rss/1.0/modules/link/",
    "http://purl.org/rss/1.0/modules/slash/",
    "http://purl.org/rss/1.0/modules/syndication/",
    "http://purl.org/rss/1.0/modules/taxonomy/",
    "http://search.yahoo.com/mrss",
    "http://www.itunes.com/",
    "http://www.georss.org/",
    "http://www.w3.org/",
    "http://wellformedweb.org/",
    "http://rssnamespace.org/feedburner",
    "http://purl.org/syndication/",
    "https://podcastindex.org/",
    "http://schemas.google.com/",
    "http://activitystrea.ms/",
    "http://backend.userland.com/",
    "http://www.blogger.com/",
    "com-wordpress:",
    "http://web.resource.org/cc/",
    "http://creativecommons.org/",
)
"""Vocabularies of pictures, sound, places, licences and the talk below: no call is told in them."""
JSON_READ = frozenset(
    "id url external_url title summary content_html content_text date_published date_modified tags"
    " attachments".split()
)
JSON_ASIDE = frozenset("image banner_image author authors language".split())


def left_over(elements: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    """The names of the ``elements`` (vocabulary, prefix, name) that are neither read nor known."""
    names: dict[str, None] = {}
    for space, prefix, name in elements:
        if name and not _known(space, name):
            names[f"{prefix}:{name}" if space and prefix else name] = None
    return tuple(names)[:MOST]


def _known(space: str, name: str) -> bool:
    if not space:
        return name in READ or name in ASIDE
    if space in _DC:
        return name in DUBLIN_CORE
    return space.startswith(_TECHNICAL)


def left_over_json(item: Mapping[str, object]) -> tuple[str, ...]:
    """The names in an item of a JSON Feed that are neither read nor known."""
    names = (
        name
        for name, value in item.items()
        if name not in JSON_READ and name not in JSON_ASIDE and value not in (None, "", [], {})
    )
    return tuple(names)[:MOST]
