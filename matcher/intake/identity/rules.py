"""Whether two records tell of one call: rules in their order, the first that speaks decides.

``same`` needs proof, for two calls shown as one hide a deadline; what only looks alike is a
``doubt``, two calls that a person is asked about.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from matcher.intake.identity.addresses import is_page
from matcher.intake.identity.codes import family, is_strong, specific
from matcher.intake.identity.funders import Agreement, funders
from matcher.intake.identity.titles import Compared, compared
from matcher.intake.identity.traits import Traits

Verdict = Literal["same", "other", "doubt"]
CLOSE = 84
"""Likeness of titles, of 100, from which they are one title in other words."""
UNLIKE = 55
"""Likeness of titles (0–100) under which one page or code is no proof. Set by hand on the
labelled pairs of the tests; more pairs would tune it."""
TELLING_WORDS = 4
"""A title needs this many words of its own to name a call by itself."""
EXTENDED_DAYS = 200
"""An extension moves a day by less than this; what is farther off is another round."""
NEAR_DAYS = 120
"""Days between two closings that one edition may be moved by; a year apart is another round. Set
by hand."""
FEW_PAGES = 2
"""Whoever leads to more pages of others lists them, and is none of them."""
TEMPLATE_WORDS = 3
"""Words in common from which titles follow a template, so that one other word tells them apart.
Set by hand."""
TELLING_FIGURES = 2
"""Sums in common that tell a call; one alone is often the usual sum of a funder. Set by hand."""


@dataclass(frozen=True, slots=True)
class SameJudgement:
    """What was decided, by which rule, and what its sentence needs."""

    verdict: Verdict
    rule: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def firm(self) -> bool:
        """Whether a sure sign says that these are two: it outweighs a likeness elsewhere."""
        return self.verdict == "other" and self.rule in FIRM

    def to_reason(self) -> dict[str, Any]:
        """As it is stored; the words are made where it is read."""
        return {"code": self.rule, "params": dict(self.params)}


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
        """Whether the funders are one house."""
        a, b = self.a, self.b
        return funders(a.funder, b.funder, a.language, one_language=self.titles.readable)

    @property
    def one_source(self) -> bool:
        """Whether both are records of one source."""
        return self.a.source_id == self.b.source_id

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

    @cached_property
    def page(self) -> bool:
        """Whether both stand on one page, which is no list of calls."""
        return self.a.canonical == self.b.canonical and is_page(self.a.canonical)

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
    def told_enough(self) -> bool:
        """Whether what both titles say could not be anybody's."""
        return self.titles.common >= TELLING_WORDS

    @property
    def named_well(self) -> bool:
        """Whether the title names one call, if it is of one funder."""
        return self.told_enough or (self.funders == "same" and self.titles.common > 1)


Rule = Callable[[RecordPair], SameJudgement | None]


def _moved(pair: RecordPair) -> dict[str, str]:
    """The two days of an extension, the earlier first."""
    first, second = sorted((max(pair.a.closing), max(pair.b.closing)))
    return {"before_on": first.isoformat(), "after_on": second.isoformat()}


def a_list(pair: RecordPair) -> SameJudgement | None:
    """A newsletter that lists calls is none of them."""
    return SameJudgement("other", "a-list") if pair.a.lists != pair.b.lists else None


def codes_differ(pair: RecordPair) -> SameJudgement | None:
    """Each has its own code in one register, and they are two."""
    ours, theirs = pair.codes
    if not ours or not theirs:
        return None
    shared = {family(code) for code in ours & theirs if is_strong(code)}
    for one in sorted(ours - theirs):
        for other in sorted(theirs - ours):
            kin = one.startswith(other) or other.startswith(one)
            alike = family(one) == family(other) and (is_strong(one) or family(one) == "#")
            if alike and not kin and family(one) not in shared:
                return SameJudgement("other", "other-code", {"first": one, "second": other})
    return None


def same_code(pair: RecordPair) -> SameJudgement | None:
    """One official code; a day that differs is an extension."""
    ours, theirs = pair.codes
    strong = sorted(code for code in ours & theirs if is_strong(code))
    return _proved(pair, "same-code", {"id": strong[0]}) if strong else None


def same_page(pair: RecordPair) -> SameJudgement | None:
    """One page of one call; what another title there tells is for a person to see."""
    if not pair.page:
        return None
    titles = pair.titles
    alike = titles.equal or titles.within or titles.likeness >= CLOSE
    if pair.one_source and not alike:
        return SameJudgement("other", "one-source")
    if not alike and titles.readable and (titles.likeness < UNLIKE and pair.days != "same"):
        return SameJudgement("doubt", "page-other-title")
    return _proved(pair, "same-page", {})


def _proved(pair: RecordPair, rule: str, params: Mapping[str, Any]) -> SameJudgement:
    """What a shared code or page says, unless something else speaks against it."""
    if pair.funders == "other":
        return SameJudgement("doubt", f"{rule}-other-funder", params)
    if differs := pair.titles.differs:
        return SameJudgement("doubt", f"{rule}-other-title", {**params, **differs.to_params()})
    if pair.days == "other":
        verdict: Verdict = "same" if pair.apart <= EXTENDED_DAYS else "doubt"
        return SameJudgement(verdict, f"{rule}-extended", {**params, **_moved(pair)})
    return SameJudgement("same", rule, params)


def titles_differ(pair: RecordPair) -> SameJudgement | None:
    """A place, a population, a degree, an edition, a lot that both name and name otherwise."""
    differs = pair.titles.differs
    return SameJudgement("other", "other-title", differs.to_params()) if differs else None


def other_funder(pair: RecordPair) -> SameJudgement | None:
    """Two funders never have one call."""
    if pair.funders != "other":
        return None
    params = {"first": pair.a.funder, "second": pair.b.funder}
    return SameJudgement("other", "other-funder", params)


def one_source(pair: RecordPair) -> SameJudgement | None:
    """What a source lists twice is two calls, unless it tells the same twice."""
    if not pair.one_source:
        return None
    if pair.days == "same" and pair.titles.equal and pair.named_well:
        return SameJudgement("doubt", "published-again")
    return SameJudgement("other", "one-source")


def named_code(pair: RecordPair) -> SameJudgement | None:
    """A code that the text of one only names, or that is too short, needs a second sign."""
    if not pair.named:
        return None
    params, titles = {"id": min(pair.named)}, pair.titles
    alike = titles.equal or (titles.within and pair.told_enough) or titles.likeness >= CLOSE
    ours, theirs = pair.codes
    if ours & theirs and not pair.bare:  # short, but each source calls it its own
        held = pair.days == "same" or (pair.days is None and pair.funders == "same")
    elif pair.days == "same":
        held = alike or not titles.readable
    else:
        held = pair.days is None and alike and pair.funders == "same"
    return SameJudgement("same" if held else "doubt", "named-code", params)


def linked(pair: RecordPair) -> SameJudgement | None:
    """One leads to the page of the other; a link alone may lead to a sister call."""
    if not pair.linked:
        return None
    titles = pair.titles
    alike = titles.equal or (titles.within and not titles.aside) or titles.likeness >= CLOSE
    if pair.days == "same":
        few = max(pair.a.pages, pair.b.pages) <= FEW_PAGES
        told = alike or (few and pair.a.aggregator != pair.b.aggregator)
        return SameJudgement("same" if told else "doubt", "linked")
    if pair.days is None:
        return _linked_undated(pair, alike=alike)
    if titles.equal and pair.named_well and pair.apart <= NEAR_DAYS:
        return SameJudgement("same", "linked-extended", _moved(pair))
    return SameJudgement("doubt", "linked") if alike else None


def _linked_undated(pair: RecordPair, *, alike: bool) -> SameJudgement | None:
    """One leads to the other, and a day that at least one does not tell."""
    if pair.titles.equal and pair.titles.common > 1:
        return SameJudgement("same", "linked")
    return SameJudgement("doubt", "linked") if alike or pair.funders == "same" else None


def same_title(pair: RecordPair) -> SameJudgement | None:
    """The same words: with one day it is one call, without a day somebody has to look."""
    titles = pair.titles
    if not titles.equal:
        return None
    if pair.days == "same":
        return SameJudgement("same" if _names_one(pair) else "doubt", "same-title")
    if pair.days == "other":
        near = pair.apart <= NEAR_DAYS and pair.named_well
        return SameJudgement("doubt", "same-title-other-day", _moved(pair)) if near else None
    if not pair.named_well:
        return None
    held = pair.funders == "same" and pair.sums and not titles.unsure_edition
    return SameJudgement("same" if held else "doubt", "same-title-undated")


def _names_one(pair: RecordPair) -> bool:
    """Whether one title and one day are enough: those of a town hall may be another one's too."""
    if pair.funders == "same" or pair.sums:
        return True
    known = pair.a.funder or pair.b.funder or pair.titles.named
    return bool(known) and pair.titles.common >= TEMPLATE_WORDS


def close_title(pair: RecordPair) -> SameJudgement | None:
    """One title in other words, or one within the other."""
    titles = pair.titles
    if not (titles.within or (titles.readable and titles.likeness >= CLOSE)):
        return None
    sure = pair.days == "same" and pair.funders == "same" and not titles.aside
    if sure and (pair.sums or (titles.within and pair.told_enough)):
        return SameJudgement("same", "close-title")
    seen = sum((pair.days == "same", pair.funders == "same", bool(pair.sums), pair.told_enough))
    if pair.days == "other" or seen < 2:  # two signs
        return None
    params = titles.aside.to_params() if titles.aside else {}
    return SameJudgement("doubt", "close-title-aside" if params else "close-title", params)


def other_words(pair: RecordPair) -> SameJudgement | None:
    """Other words for one day and sum: a rewording; but one word changed names a sister call."""
    titles = pair.titles
    if not titles.readable or pair.days != "same" or not pair.sums:
        return None
    if titles.common >= TEMPLATE_WORDS and min(map(len, titles.only)) < TEMPLATE_WORDS:
        return None
    told = pair.funders == "same" or titles.common > 1
    return SameJudgement("doubt", "other-words") if told else None


def other_language(pair: RecordPair) -> SameJudgement | None:
    """Between languages: one funder, one day, the same sums."""
    if pair.titles.readable or pair.days != "same":
        return None
    all_sums = len(pair.sums) >= TELLING_FIGURES or (
        bool(pair.sums) and pair.a.figures == pair.b.figures
    )
    if pair.funders == "same" and all_sums and not pair.titles.aside:
        return SameJudgement("same", "other-language")
    if pair.funders == "same" or len(pair.sums) >= TELLING_FIGURES:
        return SameJudgement("doubt", "other-language")
    return None


def nothing(pair: RecordPair) -> SameJudgement:
    """Nothing speaks for one call."""
    titles = pair.titles
    if titles.readable and titles.common > 1 and all(titles.only):
        first, second = (", ".join(words) for words in titles.only)
        return SameJudgement("other", "words-differ", {"first": first, "second": second})
    return SameJudgement("other", "nothing")


RULES: tuple[Rule, ...] = (
    a_list,
    codes_differ,
    same_code,
    same_page,
    one_source,
    titles_differ,
    other_funder,
    named_code,
    linked,
    same_title,
    close_title,
    other_words,
    other_language,
)
FIRM = frozenset(("a-list", "one-source", "other-code", "other-funder", "other-title"))
LIKELY = frozenset(("other-language",))
"""Rules that say ``same`` only where no second call would be the same by them too."""


def _plainly_two(a: Traits, b: Traits) -> bool:
    """What the rules would say of most pairs a large source is full of, said without looking on."""
    return (
        a.source_id == b.source_id
        and a.canonical != b.canonical
        and a.days.isdisjoint(b.days)
        and a.identifiers.isdisjoint(b.identifiers)
        and bool(a.days and b.days)
    )


def judge(a: Traits, b: Traits) -> SameJudgement:
    """What the first rule that speaks says of two records."""
    if _plainly_two(a, b):
        return SameJudgement("other", "one-source")
    pair = RecordPair(a, b)
    for rule in RULES:
        if (told := rule(pair)) is not None:
            return told
    return nothing(pair)
