"""Countries that border the agency's own: «entidades de países vecinos», on a page of one."""

import re
from collections.abc import Iterable

from scrapers.extract.parties.places import holds

NEIGHBOURS = re.compile(
    r"\b(?:paises|countries|pays|paisos|nations?|estados) (?:vecin|vizinh|limitrof|fronterizo|"
    r"voisin|limitrophe|veins)\w*|\bneighbou?ring (?:countries|states|nations)"
)
_BORDERS = {"CO": frozenset("BR EC PA PE VE".split())}
"""By land; of another agency's country nothing is told of its neighbours."""


def are_of_here(named: Iterable[str], country: str) -> bool | None:
    """Whether the neighbours of a place are the agency's; ``None`` where its own are not known."""
    borders = _BORDERS.get(country)
    if borders is None:
        return None
    return any(holds(place, one) for place in named for one in borders)
