"""Known records looked up by page, code, link, sums and likeness of title, in compact arrays."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations

from matcher.intake.identity.addresses import is_page, without_language
from matcher.intake.identity.funders import house_key
from matcher.intake.identity.particulars import is_telling
from matcher.intake.identity.title_index import TitleIndex
from matcher.intake.identity.traits import Traits
from matcher.intake.postings import Postings, key_of

MOST_DAYS = 3
MOST_NUMBERS = 4
MOST_NAMES = 4
"""Days, numbers and names of a record under which it is found."""


class Lookup:
    """Positions of records, in the order in which they were taken in; no record is held."""

    def __init__(self) -> None:
        self._postings = Postings()
        self._titles = TitleIndex()
        self._count = 0

    def add(self, own: Traits) -> None:
        """Take in one record that was asked for: its title is known already."""
        for key in _given(own):
            self._postings.add(key, self._count)
        self._count += 1

    def load(self, known: Sequence[Traits]) -> None:
        """Take in many at once, unasked."""
        self._titles.add([own.title for own in known])
        for own in known:
            self.add(own)
        self._postings.settle()

    def settle(self) -> None:
        """Pack what was taken in since the last time."""
        self._postings.settle()

    def near(self, asked: Sequence[Traits]) -> "Near":
        """What may be the same as each of ``asked``, which are to be added one after the other."""
        titles = [own.title for own in asked]
        self._titles.add(titles)
        alike = self._titles.candidates(titles)
        keys = [list(_asked(own)) for own in asked]
        packed = self._postings.settled(chain.from_iterable(keys))
        return Near(self, keys, packed, alike)

    def recent(self, key: int) -> list[int]:
        """What was added under ``key`` and is not packed yet."""
        return self._postings.recent(key)

    def __len__(self) -> int:
        return self._count


class Near:
    """The positions worth comparing with each record of one batch."""

    def __init__(
        self,
        lookup: Lookup,
        keys: list[list[int]],
        packed: dict[int, list[int]],
        alike: list[list[int]],
    ) -> None:
        self._lookup, self._keys, self._packed, self._alike = lookup, keys, packed, alike

    def known(self) -> Iterable[int]:
        """All positions that were known before the batch, and the titles of its own."""
        return chain(chain.from_iterable(self._packed.values()), chain.from_iterable(self._alike))

    def __iter__(self) -> Iterator[list[int]]:
        """For each record its positions, the surest first; those of its own batch as well."""
        for keys, alike in zip(self._keys, self._alike, strict=True):
            through = len(self._lookup)
            exact = (chain(self._packed.get(k, ()), self._lookup.recent(k)) for k in keys)
            named = chain(chain.from_iterable(exact), (at for at in alike if at < through))
            yield list(dict.fromkeys(named))


def _given(own: Traits) -> Iterator[int]:
    """The keys under which a record is found."""
    yield from _pages(own)
    yield from (key_of("link", link) for link in own.links)
    yield from _codes(own)
    yield from _handed_on(own, aggregator=own.aggregator)
    yield from _offers(own)


def _asked(own: Traits) -> Iterator[int]:
    """The keys under which others that share something with ``own`` stand."""
    yield from _pages(own)
    if is_page(own.canonical):
        yield key_of("link", own.canonical)
    yield from (key_of("page", link) for link in sorted(own.links))
    yield from _codes(own)
    yield from _handed_on(own, aggregator=not own.aggregator)
    yield from _offers(own)


def _pages(own: Traits) -> Iterator[int]:
    """Its page, and the same in any language."""
    for page in dict.fromkeys((own.canonical, without_language(own.canonical))):
        if is_page(page):
            yield key_of("page", page)


def _codes(own: Traits) -> Iterator[int]:
    """Its codes, and the digits of those of a register, for who does not name the register."""
    for code in sorted(own.identifiers | own.mentions):
        yield key_of("code", code)
        if " " in code:
            yield key_of("code", code.rpartition(" ")[2])


def _days(own: Traits) -> list[str]:
    """The days it closes on, then those its text names."""
    closing = sorted(f"{day:%m-%d}" for day in own.closing)
    return list(dict.fromkeys([*closing, *sorted(own.days_told)]))[:MOST_DAYS]


def _handed_on(own: Traits, *, aggregator: bool) -> Iterator[int]:
    """A day with the funder, between who publishes calls and who collects them: of those there are
    few, so all that a funder closes on one day is not compared among itself.
    """
    house = house_key(own.funder) if own.funder else ""
    if house:
        yield from (key_of("handed", day, house, aggregator) for day in _days(own))


def _offers(own: Traits) -> Iterator[int]:
    """What a call keeps in other words and in other languages: its numbers and names with the day,
    its numbers with who funds and with one another.
    """
    numbers = sorted(filter(is_telling, own.numbers_told), key=_rarest)[:MOST_NUMBERS]
    told = [*numbers, *sorted(own.names)[:MOST_NAMES]]
    yield from (key_of("told", day, one) for day in _days(own) for one in told)
    house = house_key(own.funder) if own.funder else ""
    if house:
        yield from (key_of("offer", house, number) for number in numbers)
    yield from (key_of("both", *sorted(both)) for both in combinations(numbers, 2))


def _rarest(number: str) -> tuple[bool, int, str]:
    """Sums before terms and shares, and those with most figures that are no 0 first."""
    return (not number.isdecimal(), -len(number.rstrip("0")), number)
