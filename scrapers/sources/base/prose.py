"""Words for people: one-line titles and texts of labelled parts."""

import re

from scrapers.page import plain_text

_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def storable(text: str) -> str:
    """``text`` without control characters and lone surrogates, which no database takes."""
    return _UNSTORABLE.sub("", text)


def one_line(markup: str) -> str:
    """``markup`` as words on a single line, for titles and names."""
    return " ".join(plain_text(markup).split())


def paragraphs(*parts: tuple[str | None, str | None]) -> str:
    """Join (label, text) pairs, a paragraph each; a pair without text leaves no trace."""
    lines = [
        f"{label}: {text}" if label else text for label, text in parts if text and text.strip()
    ]
    return "\n".join(lines)
