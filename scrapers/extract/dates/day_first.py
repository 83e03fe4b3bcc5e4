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


def _calendar(run: list[tuple[DateHit, str]]) -> Iterator[tuple[int, Role]]:
    """The roles where there are several items and one of them closes or opens."""
    told = [(hit.start, _role(said)) for hit, said in run]
    if len(told) >= _FEWEST and {"close", "open"} & {role for _, role in told}:
        yield from told


def _role(said: str) -> Role:
    cues = cues_in(said, 0, len(said))
    return cues[-1].role if cues else "other"
