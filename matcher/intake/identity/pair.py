"""Two records side by side: what both say, what each says otherwise, each looked at once."""

from functools import cached_property

from matcher.intake.identity.addresses import host_of, is_page, without_language
from matcher.intake.identity.codes import bare_digits, named_otherwise, specific
from matcher.intake.identity.funders import Agreement, funders
from matcher.intake.identity.particulars import title_names
from matcher.intake.identity.title_parts import is_nationality, title_parts
from matcher.intake.identity.titles import (
    Compared,
    Difference,
    compared,
    extends,
    places_apart,
    said_by_houses,
)
from matcher.intake.identity.told import (
    TitleSaid,
    but_of_site,
    editions_of,
    house_countries,
    house_words_of,
    is_theme,
    large_sums,
    leaves_out,
    names_house,
    tells,
    tells_count,
    tells_day,
    title_said,
)
from matcher.intake.identity.traits import Traits

TELLING_WORDS = 4
"""A title needs this many words of its own to name a call by itself."""
A_ROUND = 270
"""Days from which two closings are those of two rounds of a yearly call. Set by hand."""
NEAR_DAYS = 120
"""Days between two closings that one edition may be moved by; a year apart is another round. Set
by hand."""
FEW_PAGES = 2
"""Whoever leads to more pages of others lists them, and is none of them."""
TELLING_FIGURES = 2
"""Sums in common that tell a call; one alone is often the usual sum of a funder. Set by hand."""
TEMPLATE_WORDS = 3
"""Words in common from which titles follow a template, so that one other word tells them apart.
Set by hand."""
LONG_TEMPLATE = 5
"""Words in common that only a template has, or a title told again in its own words."""

COUNTED = frozenset(("year", "number", "size", "lot", "degree", "month"))
"""What tells sister calls apart, whatever else their titles say."""


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
        ours, theirs = (frozenset(map(bare_digits, codes)) for codes in self.codes)
        return (ours & theirs) - {""}

    @cached_property
    def named(self) -> frozenset[str]:
        """Codes that name a call weakly: too short, or only named by the text of one."""
        ours, theirs = self.codes
        named = (ours & self.b.mentions) | (theirs & self.a.mentions)
        return (ours & theirs) | named | self.bare

    @property
    def other_code(self) -> bool:
        """Whether one has a code, and the other names another one of its register alone."""
        (ours, theirs), (a, b) = self.codes, (self.a, self.b)
        return named_otherwise(ours, theirs | b.mentions) or named_otherwise(
            theirs, ours | a.mentions
        )

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
    def site_linked(self) -> bool:
        """Whether one links to the site of the other, another one than its own."""
        ours, theirs = host_of(self.a.canonical), host_of(self.b.canonical)
        hosts = {*map(host_of, self.a.links)}, {*map(host_of, self.b.links)}
        return ours != theirs and (theirs in hosts[0] or ours in hosts[1])

    @cached_property
    def sums(self) -> frozenset[str]:
        """The sums both name."""
        return self.a.figures & self.b.figures

    @property
    def other_sums(self) -> bool:
        """Whether both name sums, and none in common."""
        return bool(self.a.figures and self.b.figures) and not self.sums

    @cached_property
    def unlike(self) -> list[str]:
        """What each says otherwise than the other, of which kinds: what sister calls do."""
        ours, theirs = large_sums(self.a), large_sums(self.b)
        editions = editions_of(self.a), editions_of(self.b)
        found = {
            "sums": bool(ours - theirs and theirs - ours) and not self.other_currencies,
            "sizes": self.other_sizes,
            "countries": self.other_countries or self.other_places,
            "editions": all(editions) and not editions[0] & editions[1],
            "names": all(self.own_names),
            "title": self.differs is not None,
            "themes": self.titles.other_themes,
            "codes": self.other_code,
        }
        return [kind for kind, told in found.items() if told]

    @property
    def other_currencies(self) -> bool:
        """Whether each counts in money of its own: whoever tells of a call abroad converts it."""
        ours, theirs = (
            {figure.rpartition(" ")[2] for figure in one.figures} for one in (self.a, self.b)
        )
        return bool(ours and theirs) and ours.isdisjoint(theirs)

    @cached_property
    def differs(self) -> Difference | None:
        """What the titles tell otherwise; a count that the other record tells as well is none:
        «120 profesores podrán…», «Adenda 2 …».
        """
        found = self.titles.differs
        if found is None or found.kind != "number":
            return found
        counted = tells_count(found.first, self.b) or tells_count(found.second, self.a)
        return None if counted else found

    @property
    def some_sums(self) -> bool:
        """Whether each tells a large sum that the other does not, and one that both do."""
        return "sums" in self.unlike and bool(large_sums(self.a) & large_sums(self.b))

    @cached_property
    def own_names(self) -> tuple[frozenset[str], frozenset[str]]:
        """The names in each title that the other record says nowhere, but for who tells of it."""
        houses = house_words_of(self.a) | house_words_of(self.b)
        return (
            but_of_site(self.a, title_names(self.a.title, self.a.language) - self.b.words - houses),
            but_of_site(self.b, title_names(self.b.title, self.b.language) - self.a.words - houses),
        )

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
    def far(self) -> bool:
        """Whether the days are those of two rounds."""
        return self.days == "other" and not self.near and not self.day

    @property
    def sisters(self) -> bool:
        """Whether each title has names of its own, as those of sister calls have."""
        return self.titles.readable and self.titles.other_names

    @property
    def handed(self) -> bool:
        """Whether one of them collects what others publish."""
        return self.a.aggregator != self.b.aggregator

    @property
    def handed_on(self) -> bool:
        """Whether one leads to the page of the other on another site, to hardly any page beside it,
        and names no other sums.
        """
        few = max(self.a.pages, self.b.pages) <= FEW_PAGES
        sites = host_of(self.a.canonical) != host_of(self.b.canonical)
        return self.linked and few and sites and not self.other_sums and not self.other_sizes

    @cached_property
    def house(self) -> bool:
        """Whether one house funds both, or the text of one names who funds the other."""
        return self.funders == "same" or (self.funders is None and self.named_house)

    @cached_property
    def named_house(self) -> bool:
        """Whether the text of one names who funds the other."""
        return names_house(self.a, self.b) or names_house(self.b, self.a)

    @cached_property
    def day(self) -> bool:
        """Whether they close on one day, the text of one names the day of the other, or says that
        the day was moved.
        """
        return self.days == "same" or self.day_told or (self.near and self.moved)

    @cached_property
    def day_told(self) -> bool:
        """Whether the text of one names the day on which the other closes.

        Texts tell days without their year: what closes the same day of another year is no sign.
        """
        if self.apart > A_ROUND:
            return False
        return tells_day(self.a, self.b) or tells_day(self.b, self.a)

    @property
    def moved(self) -> bool:
        """Whether one of them says that it closes later than it did."""
        return self.a.moved or self.b.moved or extends(self.a.title, self.b.title)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers both name, and days on which neither closes."""
        closing = {f"{day:%m-%d}" for day in self.a.closing | self.b.closing}
        days = (self.a.days_told & self.b.days_told) - closing
        return (self.a.numbers_told & self.b.numbers_told) | days

    @cached_property
    def names(self) -> frozenset[str]:
        """The names both write, without those of who funds."""
        houses = house_words_of(self.a) | house_words_of(self.b)
        return (self.a.names & self.b.names) - houses

    @cached_property
    def _titles_said(self) -> tuple[TitleSaid, TitleSaid]:
        """What of each title the other record says."""
        return title_said(self.a, self.b), title_said(self.b, self.a)

    @property
    def covered(self) -> tuple[float, float]:
        """Which share of the words of each title stands anywhere in the other record."""
        ours, theirs = self._titles_said
        return ours.share, theirs.share

    @property
    def theme_unsaid(self) -> bool:
        """Whether each title has words that the other record says nowhere, a theme among them."""
        ours, theirs = (said.unsaid for said in self._titles_said)
        return bool(ours and theirs) and any(map(is_theme, ours + theirs))

    @property
    def other_countries(self) -> bool:
        """Whether each names countries that the other does not, but for those of who funds."""
        houses = said_by_houses((house_countries(self.a), house_countries(self.b)))
        ours, theirs = self.a.countries - houses, self.b.countries - houses
        return bool(ours - theirs and theirs - ours)

    @property
    def other_places(self) -> bool:
        """Whether each title names a place that the other record says nowhere, nor its funder."""
        ours, theirs = (
            title_parts(one.title, one.language).telling.get("place", {})
            for one in (self.a, self.b)
        )
        first, second = places_apart(ours.keys(), theirs.keys())
        return bool(leaves_out(first, ours, self.b) and leaves_out(second, theirs, self.a))

    @cached_property
    def aside(self) -> Difference | None:
        """What tells apart that one title says and the other record says nowhere."""
        aside = self.titles.aside
        if aside is None or is_nationality(f"{aside.first}{aside.second}"):
            return None
        return None if self.tells_both(aside) else aside

    @property
    def apart_by(self) -> Difference | None:
        """What only one title says, where it is another lot or edition, or the titles say the same
        otherwise: a longer one in other words says more of the same call.
        """
        counted = self.aside and self.aside.kind in COUNTED
        same = self.titles.within or self.titles.equal
        return self.aside if counted or same else None

    def tells_both(self, differs: Difference) -> bool:
        """Whether each record says somewhere what the title of the other says otherwise."""
        return tells(differs.first, self.a, self.b) and tells(differs.second, self.b, self.a)

    @cached_property
    def template(self) -> bool:
        """Whether the titles say the same, but for what names sister calls: a word or two, or more
        that the other record says nowhere.
        """
        titles = self.titles
        if self.translated or not all(titles.only):
            return False
        few = max(map(len, titles.only)) < TEMPLATE_WORDS and not self.told_by_both
        least = TEMPLATE_WORDS - titles.other_names
        long = titles.common >= LONG_TEMPLATE and self.untold
        return (few and titles.common >= least) or long

    @property
    def untold(self) -> bool:
        """Whether each title has words of its own that the other record says nowhere."""
        ours, theirs = (" ".join(words) for words in self.titles.only)
        return not tells(ours, self.a, self.b) and not tells(theirs, self.b, self.a)

    @property
    def told_by_both(self) -> bool:
        """Whether each record says somewhere all that only the title of the other says."""
        ours, theirs = (" ".join(words) for words in self.titles.only)
        return tells(ours, self.a, self.b) and tells(theirs, self.b, self.a)

    @property
    def told_enough(self) -> bool:
        """Whether what both titles say could not be anybody's."""
        return self.titles.common >= TELLING_WORDS

    @property
    def named_well(self) -> bool:
        """Whether the title names one call, if it is of one funder."""
        return self.told_enough or (self.funders == "same" and self.titles.common > 1)
