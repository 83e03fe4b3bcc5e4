"""What a national sheet says, value by value, and where each stands."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from matcher.projects.national.labels import ONCE


@dataclass(slots=True)
class NationalSheet:
    """What a sheet says under the bank's headings, and where each of it stands."""

    values: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    places: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_year: dict[str, Decimal] = field(default_factory=dict)
    goal: str = ""
    """The goal under which the chain is read at the moment."""
    twice: list[str] = field(default_factory=list)
    """Of what it says two things where a project has one."""

    def add(self, heading: str, text: str, place: str) -> None:
        """Keep ``text``, once."""
        if not text or text in self.values[heading]:
            return
        if heading in ONCE and self.values[heading]:
            self.twice.append(heading)
        else:
            self.values[heading].append(text)
            self.places[heading].append(place)
