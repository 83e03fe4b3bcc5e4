"""How a page writes dates in numbers, where neither its country nor its language tells."""

from collections.abc import Iterator

from scrapers.extract.dates.notations import NUMERIC, Order, find_dates
from scrapers.extract.text.passage import Passage


def page_order(*passages: Passage) -> Order:
    """The order told by dates that allow one reading only, or that are written out beside."""
    found = {order for passage in passages for order in _told(passage)}
    return found.pop() if len(found) == 1 else "unknown"


def _told(passage: Passage) -> Iterator[Order]:
    """What each date in numbers tells; the day stands first wherever points divide it."""
    doubtful: list[tuple[int, int]] = []
    for match in NUMERIC.finditer(passage.folded):
        first, second = int(match["a"]), int(match["b"])
        if max(first, second) > 12 >= min(first, second) >= 1:
            yield "dmy" if first > 12 else "mdy"
        elif first != second and "." in match.group():
            yield "dmy"
        elif first != second:
            doubtful.append((first, second))
    if doubtful:
        written = {(hit.day, hit.month) for hit in find_dates(passage, order="unknown") if hit.on}
        for first, second in doubtful:
            if ((first, second) in written) != ((second, first) in written):
                yield "dmy" if (first, second) in written else "mdy"
