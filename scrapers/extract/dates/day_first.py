"""A calendar whose items each begin with their day: "3 May – opening | 5 June – closing"."""

import re
from collections.abc import Iterator

from scrapers.extract.dates.cues import Role, cues_in
from scrapers.extract.dates.notations import DateHit
from scrapers.extract.text.passage import Passage

_BEFORE = re.compile(r"(?:^|[\n|;·•])[ \t•*·-]*(?:el |le |on |em |a )?$")
"""Between the item before and the day."""
_LABEL = re.compile(
    r"[ \t]*[:–-]?[ \t]*(?P<said>[a-z][^\n|;·•\d]{3,70})"
    r"(?:\d{1,2}(?:[:.h]\d\d)?[^\n|;·•\d]{0,20})?(?=[\n|;·•]|\.?\s*$)"
)
"""What an item says of its day, an hour behind it."""
_BESIDE = re.compile(r"[\s•*·▪|–-]+")
_BY_IT = re.compile(
    r"\b(?:by|before|antes de|hasta|avant|ate|antes d|fins a) ?"
    r"(?:(?:the|this|that|la|el|esta|esa|o|a|essa|cette) )?"
    r"(?:deadline|date|day|fecha(?: limite)?|dia|data(?: limite)?|prazo|plazo)\b"
    r"(?!\s?:|\s[^.;\n]{0,3}\d)"
)
"""A step that is to be taken by the day above it."""
_BLOCK = 300
"""Letters below a day alone that tell its step. Set by hand."""
_FEWEST = 2
"""Items that make a calendar."""


def told_behind(passage: Passage, hits: list[DateHit]) -> Iterator[tuple[int, Role]]:
    """The roles of days each of which begins an item, by what the item says of it."""
    text, run = passage.folded, list[tuple[DateHit, str]]()
    for index, hit in enumerate(hits):
        after = hits[index + 1].start if index + 1 < len(hits) else len(text)
        begins = _BEFORE.search(text, max(0, hit.start - 12), hit.start)
        label = _LABEL.match(text, hit.end, after) if begins else None
        if label is None:
            yield from _calendar(run)
            run = []
        else:
            run.append((hit, label["said"]))
    yield from _calendar(run)


def told_in_block(passage: Passage, hits: list[DateHit]) -> Iterator[tuple[int, Role]]:
    """A day alone in its line, and below it a step that is to be taken "by the deadline"."""
    text = passage.folded
    for index, hit in enumerate(hits):
        start, end = passage.segment(hit.start)
        alone = not _BESIDE.sub("", text[start : hit.start] + text[hit.end : end])
        after = hits[index + 1].start if index + 1 < len(hits) else len(text)
        if alone and _BY_IT.search(text, end, min(after, end + _BLOCK)):
            yield hit.start, "close"


def _calendar(run: list[tuple[DateHit, str]]) -> Iterator[tuple[int, Role]]:
    """The roles where there are several items and one of them closes or opens."""
    told = [(hit.start, _role(said)) for hit, said in run]
    if len(told) >= _FEWEST and {"close", "open"} & {role for _, role in told}:
        yield from told


def _role(said: str) -> Role:
    cues = cues_in(said, 0, len(said))
    return cues[-1].role if cues else "other"
