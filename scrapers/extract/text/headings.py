"""The line above a date: what a bare date, or an item of a list, takes its purpose from."""

import re

from scrapers.extract.text.passage import Passage

_ITEM = re.compile(r"^\s*(?:[-•*·▪–]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[).ºª-])")

_DAY_FIRST = re.compile(
    r"\s*(?:\d{1,2}(?:st|nd|rd|th|º|°)? (?:de |d'|di )?[a-z]{3,10}|[a-z]{3,10} \d{1,2})"
    r"(?:,? (?:de |del )?\d{4})? ?[:–-] "
)
"""A day and what it is for: an item of a calendar, without a marker."""
_STEP = re.compile(r"\s*(?:part|step|stage|paso|parte|etapa|fase|etape|passo) \d\W\D*")
"""A numbered step without a day: it heads what is below it."""


def below_title(passage: Passage, start: int) -> bool:
    """Whether only a long first line, the page's title, stands above: the date is the page's."""
    lines = {line.strip() for line in passage.folded[:start].splitlines() if line.strip()}
    return len(lines) == 1 and len(lines.pop()) > 40


def _is_item(line: str) -> bool:
    """Whether a line is one of a list: it has a marker, or is hardly more than a date."""
    if _STEP.fullmatch(line):
        return False
    if _ITEM.match(line) or _DAY_FIRST.match(line):
        return True
    return len(line) < 36 and any(c.isdigit() for c in line)


def heading_over(passage: Passage, start: int, heading: str) -> str:
    """The line that announces what ``heading`` is an item of, by its deeper margin."""
    lines = passage.folded[:start].splitlines()
    at = next((i for i in reversed(range(len(lines))) if lines[i].strip() == heading), 0)
    margin = len(lines[at]) - len(lines[at].lstrip()) if lines else 0
    for line in reversed(lines[:at]):
        if line.strip() and len(line) - len(line.lstrip()) < margin:
            return line.strip()[-90:] if line.rstrip().endswith(":") else ""
    return ""


def heading_of(passage: Passage, start: int, floor: int) -> str:
    """The short line above, or the line that announces the list this item belongs to."""
    text = passage.folded
    item = _is_item(text[start:][:40].split("\n")[0])
    above = passage.previous_segment(start)
    for _ in range(12):
        while above is not None and not text[above[0] : above[1]].strip():
            above = passage.previous_segment(above[0])
        if above is None:
            return ""
        line = text[above[0] : above[1]].strip()
        if line.endswith(":") and above[0] < floor < above[1]:
            return text[floor : above[1]].strip()[-90:]
        if line.endswith(":") and (item or above[0] >= floor):
            return line[-90:]
        if not (item and _is_item(line)):
            return line if len(line) <= 100 and above[0] >= floor else ""
        above = passage.previous_segment(above[0])
    return ""
