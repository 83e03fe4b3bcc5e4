"""Whether two records tell of one call: rules in their order, the first that speaks decides.

``same`` needs proof, for two calls shown as one hide a deadline; what only looks alike is a
``doubt``, two calls that a person is asked about.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from matcher.intake.identity.codes import family, is_strong
from matcher.intake.identity.pair import TEMPLATE_WORDS, RecordPair
from matcher.intake.identity.particulars import is_telling
from matcher.intake.identity.titles import extends, tells_of_outcome
from matcher.intake.identity.traits import Traits
from matcher.intake.identity.weighing import asked, asked_of_two, shared, sure

Verdict = Literal["same", "other", "doubt"]
CLOSE = 84
"""Likeness of titles, of 100, from which they are one title in other words."""
UNLIKE = 55
"""Likeness of titles (0–100) under which one page or code is no proof. Set by hand on the
labelled pairs of the tests; more pairs would tune it."""
EXTENDED_DAYS = 200
"""An extension moves a day by less than this; what is farther off is another round."""
_LOOSELY_TOLD = frozenset(("population", "theme"))
"""What two titles of one code and one day may put otherwise: «urbana», «para ciudades»."""


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


Rule = Callable[[RecordPair], SameJudgement | None]


def _moved(pair: RecordPair) -> dict[str, str]:
    """The two days of an extension, the earlier first."""
    first, second = sorted((max(pair.a.closing), max(pair.b.closing)))
    return {"before_on": first.isoformat(), "after_on": second.isoformat()}


def a_list(pair: RecordPair) -> SameJudgement | None:
    """A newsletter that lists calls is none of them."""
    return SameJudgement("other", "a-list") if pair.a.lists != pair.b.lists else None


def an_outcome(pair: RecordPair) -> SameJudgement | None:
    """Who tells how a call went has its code and its name, and days of its own: no extension."""
    differ = tells_of_outcome(pair.a.title) != tells_of_outcome(pair.b.title)
    return SameJudgement("other", "outcome") if differ and not pair.page else None


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
    if not strong:
        return None
    params = {"id": strong[0]}
    if pair.one_source and not pair.page and pair.titles.readable and all(pair.titles.only):
        return SameJudgement("doubt", "same-code-other-words", params)
    return _proved(pair, "same-code", params)


def same_page(pair: RecordPair) -> SameJudgement | None:
    """One page of one call; what another title there tells is for a person to see."""
    if not pair.page:
        return None
    titles = pair.titles
    if pair.translated:
        return _proved(pair, "same-page", {})
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
    differs = pair.differs
    if differs and not (differs.kind in _LOOSELY_TOLD and pair.days == "same"):
        return SameJudgement("doubt", f"{rule}-other-title", {**params, **differs.to_params()})
    if pair.days == "other":
        verdict: Verdict = "same" if pair.apart <= EXTENDED_DAYS else "doubt"
        return SameJudgement(verdict, f"{rule}-extended", {**params, **_moved(pair)})
    return SameJudgement("same", rule, params)


def titles_differ(pair: RecordPair) -> SameJudgement | None:
    """A place, a population, a degree, an edition, a lot that both name and name otherwise.

    A population does not where the other names it as well, or hardly another word is the same.
    """
    differs = pair.differs
    loosely = differs is not None and differs.kind in _LOOSELY_TOLD
    if differs and loosely and (pair.titles.common < 2 or pair.tells_both(differs)):
        return _by_signs(pair, "doubt") if asked(pair) and not pair.far else None
    return SameJudgement("other", "other-title", differs.to_params()) if differs else None


def other_funder(pair: RecordPair) -> SameJudgement | None:
    """Two funders never have one call; a text that names both is for a person to read."""
    if pair.funders != "other":
        return None
    if asked_of_two(pair):
        return _by_signs(pair, "doubt")
    params = {"first": pair.a.funder, "second": pair.b.funder}
    return SameJudgement("other", "other-funder", params)


def one_source(pair: RecordPair) -> SameJudgement | None:
    """What a source lists twice is two calls, unless it tells the same twice."""
    if not pair.one_source:
        return None
    titles = pair.titles
    if pair.days == "same" and titles.equal and pair.named_well:
        return SameJudgement("doubt", "published-again")
    if pair.near and titles.equal and pair.one_house and extends(pair.a.title, pair.b.title):
        return SameJudgement("doubt", "same-title-other-day", _moved(pair))
    return _again(pair) or SameJudgement("other", "one-source")


def _again(pair: RecordPair) -> SameJudgement | None:
    """A source that tells one call twice: it closes later, or in another language."""
    if pair.differs or pair.far:
        return None
    if pair.near and pair.moved and asked(pair):
        return _moved_on(pair)
    if pair.translated and (asked(pair) or (pair.day and pair.all_sums)):
        return _by_signs(pair, "same" if sure(pair) else "doubt")
    return None


def _moved_on(pair: RecordPair) -> SameJudgement:
    """A source says that a call closes later: of which one, its link or a person tells."""
    if pair.linked and sure(pair):
        return SameJudgement("same", "linked-extended", _moved(pair))
    return _by_signs(pair, "doubt")


def named_code(pair: RecordPair) -> SameJudgement | None:
    """A code that the text of one only names, or that is too short, needs a second sign."""
    if not pair.named:
        return None
    held = _short_code_held(pair) if pair.short_code else _named_held(pair)
    return SameJudgement("same" if held else "doubt", "named-code", {"id": min(pair.named)})


def _short_code_held(pair: RecordPair) -> bool:
    """Whether day or funder is that of a short code which each source calls its own."""
    return pair.days == "same" or (pair.days is None and pair.funders == "same")


def _named_held(pair: RecordPair) -> bool:
    """Whether something else speaks for a code that is bare, or only named by one."""
    titles = pair.titles
    alike = titles.equal or (titles.within and pair.told_enough) or titles.likeness >= CLOSE
    if pair.days == "same":
        return alike or not titles.readable or pair.linked or pair.funders == "same"
    offer = pair.funders == "same" and pair.bare and any(map(is_telling, pair.numbers))
    if pair.near:
        return bool(offer)
    return pair.days is None and pair.funders == "same" and bool(alike or offer)


def linked(pair: RecordPair) -> SameJudgement | None:
    """One leads to the page of the other; a link alone may lead to a sister call."""
    if not pair.linked:
        return None
    if pair.days == "same":
        certain = pair.sums or not pair.titles.unsure_edition
        told = _alike(pair) or (pair.handed_on and certain) or pair.all_sums
        return SameJudgement("same" if told and not pair.other_sizes else "doubt", "linked")
    return _linked_moved(pair) if pair.days == "other" else _linked_undated(pair)


def _alike(pair: RecordPair) -> bool:
    """Whether the titles say one thing."""
    titles = pair.titles
    within = titles.within and not pair.aside
    return titles.equal or within or titles.likeness >= CLOSE


def _linked_undated(pair: RecordPair) -> SameJudgement | None:
    """A link where at least one tells no day: who announces the fourth edition may lead to the
    page of the third.
    """
    offer = pair.funders == "same" or bool(pair.sums)
    told = pair.handed_on and offer and not pair.titles.unsure_edition and not pair.sisters
    if told or (pair.titles.equal and pair.titles.common > 1):
        return SameJudgement("same", "linked")
    return SameJudgement("doubt", "linked") if offer or pair.handed_on or _alike(pair) else None


def _linked_moved(pair: RecordPair) -> SameJudgement | None:
    """A link where the days differ: an extension, if hardly anything else is told otherwise."""
    named = pair.titles.equal and pair.named_well
    if pair.near and (named or (pair.handed_on and pair.sums and not pair.sisters)):
        return SameJudgement("same", "linked-extended", _moved(pair))
    asked = _alike(pair) or (pair.near and pair.handed_on and not pair.sisters)
    return SameJudgement("doubt", "linked") if asked else None


def same_title(pair: RecordPair) -> SameJudgement | None:
    """The same words: with one day it is one call, without a day somebody has to look."""
    titles = pair.titles
    if not titles.equal:
        return None
    if pair.days == "same":
        return SameJudgement("same" if _names_one(pair) else "doubt", "same-title")
    if pair.days == "other":
        near = pair.near and pair.named_well
        return SameJudgement("doubt", "same-title-other-day", _moved(pair)) if near else None
    if not pair.named_well:
        return None
    held = pair.funders == "same" and pair.sums and not titles.unsure_edition
    return SameJudgement("same" if held else "doubt", "same-title-undated")


def _names_one(pair: RecordPair) -> bool:
    """Whether one title and one day are enough: those of a town hall may be another one's too."""
    if pair.funders == "same" or pair.sums:
        return True
    if pair.a.funder and pair.b.funder and not pair.named_house:
        return False
    known = pair.a.funder or pair.b.funder or pair.titles.named
    return bool(known) and pair.titles.common >= TEMPLATE_WORDS


def close_title(pair: RecordPair) -> SameJudgement | None:
    """One title in other words, or one within the other."""
    titles = pair.titles
    if not (titles.within or (titles.readable and titles.likeness >= CLOSE)):
        return None
    dated = pair.days == "same" and not pair.aside
    told = pair.sums or (titles.within and pair.told_enough)
    if dated and (told if pair.funders == "same" else pair.all_sums and pair.named_well):
        return SameJudgement("same", "close-title")
    seen = sum((pair.days == "same", pair.funders == "same", bool(pair.sums), pair.told_enough))
    if pair.days == "other" or seen < 2:  # two signs
        return None
    params = pair.aside.to_params() if pair.aside else {}
    return SameJudgement("doubt", "close-title-aside" if params else "close-title", params)


def alike(pair: RecordPair) -> SameJudgement | None:
    """Other words, or another language, for what is the same in particular."""
    if not asked(pair):
        return None
    return _by_signs(pair, "same" if sure(pair) else "doubt")


def _by_signs(pair: RecordPair, verdict: Verdict) -> SameJudgement:
    kinds = shared(pair)
    if pair.titles.equal:
        kinds = [kind for kind in kinds if kind != "title"]
        return SameJudgement(verdict, "alike-title", {"shared": kinds})
    rule = "alike" if pair.titles.readable else "alike-language"
    return SameJudgement(verdict, rule, {"shared": kinds})


def nothing(pair: RecordPair) -> SameJudgement:
    """Nothing speaks for one call."""
    titles = pair.titles
    if titles.readable and titles.common > 1 and all(titles.only):
        first, second = (", ".join(words) for words in titles.only)
        return SameJudgement("other", "words-differ", {"first": first, "second": second})
    return SameJudgement("other", "nothing")


RULES: tuple[Rule, ...] = (
    a_list,
    an_outcome,
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
    alike,
)
FIRM = frozenset(("a-list", "outcome", "one-source", "other-code", "other-funder", "other-title"))
SETTLED = frozenset(("linked", "named-code", "same-title", "close-title"))
"""Rules whose doubt is none where enough else speaks for one call, and whose certainty is none
where something else is told otherwise."""
WEIGHED = frozenset(
    "other-funder named-code linked linked-extended same-title same-title-undated close-title "
    "close-title-aside alike alike-language alike-title words-differ nothing".split()
)
"""Rules that leave room for what is weighed (:mod:`weighing`)."""
LIKELY = frozenset(("alike", "alike-language", "alike-title"))
"""Rules that say ``same`` only where no second call would be the same by them too."""


def _plainly_two(a: Traits, b: Traits) -> bool:
    """What the rules would say of most pairs a large source is full of, said without looking on."""
    return (
        a.source_id == b.source_id
        and bool(a.days and b.days)
        and a.days.isdisjoint(b.days)
        and a.canonical != b.canonical
        and a.language == b.language
        and a.identifiers.isdisjoint(b.identifiers)
        and not extends(a.title, b.title)
    )


def _settled(pair: RecordPair, told: SameJudgement) -> SameJudgement:
    """What was said, unless all the rest says otherwise: a title and a link may be a sister's."""
    if told.rule not in SETTLED:
        return told
    if told.verdict == "doubt" and sure(pair):
        return _by_signs(pair, "same")
    if told.verdict == "same" and pair.unlike:
        return SameJudgement("doubt", told.rule, told.params)
    return told


def judge(a: Traits, b: Traits) -> SameJudgement:
    """What the first rule that speaks says of two records."""
    if _plainly_two(a, b):
        return SameJudgement("other", "one-source")
    pair = RecordPair(a, b)
    for rule in RULES:
        if (told := rule(pair)) is not None:
            return _settled(pair, told)
    return nothing(pair)
