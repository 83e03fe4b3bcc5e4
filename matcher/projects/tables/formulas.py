"""Text that leaves as a table must stay text, whatever a spreadsheet takes for a formula."""

import re

_STARTS = r"=+\-@＝＋－＠"
_BEGINS = rf"(?=[ \"']*[{_STARTS}])"
_RISKY = re.compile(rf"^(?='*[\t\r])|(?:^|(?<=[,;|\t\r\n])){_BEGINS}")
"""Where a spreadsheet may find a formula begin: also behind what it takes for the end of a cell,
for it splits a file at commas where we wrote semicolons, and asks nobody."""
_NEUTRALISED = re.compile(rf"^'(?='*[\t\r])|(?:^|(?<=[,;|\t\r\n]))'{_BEGINS}")


def neutralise(text: str) -> str:
    """``text`` so that no spreadsheet takes any of it for a formula, whatever it splits cells at.

    :func:`restore` undoes it.
    """
    return _RISKY.sub("'", text)


def restore(text: str) -> str | None:
    """The text :func:`neutralise` was given, without loose blanks; ``None`` for an empty one."""
    return _NEUTRALISED.sub("", text).strip() or None if text else None
