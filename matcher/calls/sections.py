"""Where in a call's text the section stands in which an answer was looked for and not found."""

from matcher.calls.facts import Fact
from matcher.calls.models import Call

WHOLE_TEXT = "text"
"""The anchor of the text as a whole, for a section of another source's text."""


def section_anchor(call: Call, fact: Fact) -> str | None:
    """The anchor on the call's page that ``fact.unread`` points to; ``None`` where it is not."""
    span = fact.span
    if not fact.unread or span is None:
        return None
    here = span.start is not None and call.text[span.start : span.end] == span.quote
    return line_anchor(span.start) if here and span.start is not None else WHOLE_TEXT


def line_anchor(start: int) -> str:
    """The anchor of the heading that begins at code point ``start`` of the text."""
    return f"t{start}"
