"""A date of the page with what it is for."""

from collections.abc import Sequence
from dataclasses import dataclass

from scrapers.extract.dates.cues import Role
from scrapers.extract.dates.notations import DateHit
from scrapers.extract.dates.years.anchors import Anchor
from scrapers.extract.text.passage import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date with its role and place."""

    passage: Passage
    hit: DateHit
    role: Role
    rule: str
    extension: bool = False
    returns: bool = False
    """It comes back each year."""

    def anchored(self, anchors: Sequence[Anchor]) -> list[Anchor]:
        """The anchors that may tell its year: the day of reading only where it comes back."""
        return [anchor for anchor in anchors if self.returns or not anchor.returns]
