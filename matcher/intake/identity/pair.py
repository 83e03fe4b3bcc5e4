"""Two records side by side: what both say, what each says otherwise, each looked at once."""

from functools import cached_property

from matcher.intake.identity.addresses import host_of, is_page, without_language
from matcher.intake.identity.codes import specific
from matcher.intake.identity.funders import Agreement, funders
from matcher.intake.identity.titles import Compared, compared
from matcher.intake.identity.traits import Traits

TELLING_WORDS = 4
"""A title needs this many words of its own to name a call by itself."""
NEAR_DAYS = 120
"""Days between two closings that one edition may be moved by; a year apart is another round. Set
by hand."""
FEW_PAGES = 2
"""Whoever leads to more pages of others lists them, and is none of them."""
TELLING_FIGURES = 2
"""Sums in common that tell a call; one alone is often the usual sum of a funder. Set by hand."""


class RecordPair:
    """Two records and what is to be seen between them, each looked at when a rule asks."""

    def __init__(self, a: Traits, b: Traits) -> None:
        self.a, self.b = a, b

    @cached_property
    def titles(self) -> Compared:
        """The titles side by side."""
        houses = tuple(house for house in (self.a.funder, self.b.funder) if house)
        return compared(
            (self.a.title, self.a.language), (self.b.title, self.b.language), houses=houses
        )

    @cached_property
    def funders(self) -> Agreement | None:
        """Whether the funders are one house; one that a text only seems to name is no other."""
        a, b = self.a, self.b
        told = funders(a.funder, b.funder, a.language, one_language=self.titles.readable)
        unsure = a.funder_read or b.funder_read
        return None if told == "other" and unsure else told

    @property
    def one_source(self) -> bool:
        """Whether both are records of one source."""
        return self.a.source_id == self.b.source_id

    @property
    def one_house(self) -> bool:
        """Whether one house funds both: it is named, or both stand on its own site."""
        own = self.one_source and not self.a.aggregator and not self.b.aggregator
        return self.funders == "same" or (own and self.funders is None)

    @property
    def translated(self) -> bool:
        """Whether one is surely written in another language than the other."""
        return None not in (self.a.language, self.b.language) and self.a.language != self.b.language

    @cached_property
    def days(self) -> Agreement | None:
        """Whether they close on the same day; an unknown day is not the same as another one."""
        ours, theirs = self.a.closing, self.b.closing
        if not ours or not theirs:
            return None
        return "same" if ours & theirs else "other"

    @cached_property
    def apart(self) -> int:
        """How many days lie between the last ones; 0 where one is unknown."""
        ours, theirs = self.a.closing, self.b.closing
        return abs((max(ours) - max(theirs)).days) if ours and theirs else 0

    @cached_property
    def codes(self) -> tuple[frozenset[str], frozenset[str]]:
        """The own codes of each."""
        return specific(self.a.identifiers), specific(self.b.identifiers)

    @cached_property
    def bare(self) -> frozenset[str]:
        """Digits both have as a code, where one does not say of which register."""
        ours, theirs = (frozenset(c.rpartition(" ")[2] for c in codes) for codes in self.codes)
        return frozenset(code for code in ours & theirs if code.isdecimal())

    @cached_property
    def named(self) -> frozenset[str]:
        """Codes that name a call weakly: too short, or only named by the text of one."""
        ours, theirs = self.codes
        named = (ours & self.b.mentions) | (theirs & self.a.mentions)
        return (ours & theirs) | named | self.bare

    @property
    def short_code(self) -> bool:
        """Whether each source calls one code its own, if a short one, and not bare digits."""
        ours, theirs = self.codes
        return bool(ours & theirs) and not self.bare

    @cached_property
    def page(self) -> bool:
        """Whether both stand on one page, which is no list of calls."""
        ours, theirs = self.a.canonical, self.b.canonical
        if self.translated:
            ours, theirs = without_language(ours), without_language(theirs)
        return ours == theirs and is_page(ours)

    @cached_property
    def linked(self) -> bool:
        """Whether one links to the page of the other."""
        a, b = self.a, self.b
        return (a.canonical in b.links and is_page(a.canonical)) or (
            b.canonical in a.links and is_page(b.canonical)
        )

    @cached_property
    def sums(self) -> frozenset[str]:
        """The sums both name."""
        return self.a.figures & self.b.figures

    @property
    def other_sums(self) -> bool:
        """Whether both name sums, and none in common."""
        return bool(self.a.figures and self.b.figures) and not self.sums

    @property
    def other_sizes(self) -> bool:
        """Whether both say how many inhabitants they are for, and say it otherwise."""
        ours, theirs = self.a.sizes, self.b.sizes
        return bool(ours and theirs) and ours.isdisjoint(theirs)

    @cached_property
    def all_sums(self) -> bool:
        """Whether the sums both name tell a call: several, or every one of both."""
        alike = bool(self.sums) and self.a.figures == self.b.figures
        return len(self.sums) >= TELLING_FIGURES or alike

    @property
    def near(self) -> bool:
        """Whether one closes later than the other, by no more than an extension within a round."""
        return self.days == "other" and self.apart <= NEAR_DAYS

    @property
    def sisters(self) -> bool:
        """Whether each title has names of its own, as those of sister calls have."""
        return self.titles.readable and self.titles.other_names

    @property
    def handed(self) -> bool:
        """Whether one of them collects what others publish."""
        return self.a.aggregator != self.b.aggregator

    @property
    def one_offer_moved(self) -> bool:
        """Whether one collects what the other publishes, with its funder and sums, and tells no
        day, or one that is near.
        """
        far = self.days == "other" and not self.near
        return self.handed and self.funders == "same" and self.all_sums and not far

    @property
    def handed_on(self) -> bool:
        """Whether one leads to the page of the other on another site, to hardly any page beside it,
        and names no other sums.
        """
        few = max(self.a.pages, self.b.pages) <= FEW_PAGES
        sites = host_of(self.a.canonical) != host_of(self.b.canonical)
        return self.linked and few and sites and not self.other_sums and not self.other_sizes

    @cached_property
    def hosted(self) -> bool:
        """Whether one leads to the site of the other, if not to its page."""
        ours, theirs = host_of(self.a.canonical), host_of(self.b.canonical)
        return ours != theirs and (
            any(host_of(link) == theirs for link in self.a.links)
            or any(host_of(link) == ours for link in self.b.links)
        )

    @property
    def told_enough(self) -> bool:
        """Whether what both titles say could not be anybody's."""
        return self.titles.common >= TELLING_WORDS

    @property
    def named_well(self) -> bool:
        """Whether the title names one call, if it is of one funder."""
        return self.told_enough or (self.funders == "same" and self.titles.common > 1)
