"""The language of a page, among the five the calls come in."""

from scrapers.item import Language
from scrapers.letters import detect_language

_LITTLE = 200


def detect(title: str, text: str) -> Language | None:
    """The language of ``text`` (of ``title`` too where there is little); ``None`` without words."""
    return detect_language(text if len(text) > _LITTLE else f"{title}\n{text}")
