"""Which names of funders are one funder, and the address of its page."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from matcher.intake.identity.funders import own_house
from matcher.text import fold, words

_LINKS = frozenset(
    "a al and d da das de del des do dos du e el et for i l la las le les los of per the y".split()
)
"""What joins the words of a name and tells no funder from another."""


@dataclass(frozen=True, slots=True)
class Funder:
    """One funder: ``key`` for its address, and its names with their calls, the most used first."""

    key: str
    names: Mapping[str, int]

    @property
    def name(self) -> str:
        """What it is called here: as the house it is known as, or as most calls name it."""
        most = next(iter(self.names))
        house = own_house(most)
        return house if fold(house) != fold(most) and house not in most else most

    @property
    def calls(self) -> int:
        """How many calls name it."""
        return sum(self.names.values())

    @property
    def others(self) -> Sequence[str]:
        """Its further names."""
        return [name for name in self.names if name != self.name]


@lru_cache(maxsize=50_000)
def funder_key(name: str) -> str:
    """The words by which a name is one funder's, as an address; empty for no words at all."""
    parts = [part for word in words(own_house(name)) for part in re.split("['’]", word)]
    return "-".join([part for part in parts if part not in _LINKS] or parts)


def funders_of(counts: Iterable[tuple[str, int]]) -> dict[str, Funder]:
    """Key → funder, of names and how many calls have each, the most used first."""
    names: dict[str, dict[str, int]] = {}
    for name, count in counts:
        if key := funder_key(name):
            known = names.setdefault(key, {})
            known[name] = known.get(name, 0) + count
    return {key: Funder(key, known) for key, known in names.items()}
