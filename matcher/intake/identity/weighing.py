"""How much speaks for one call, weighed: whether it is one, or somebody is asked.

What twins share and siblings do not, whatever the wording, is a handful of figures; their weights
are those of ``tests/benchmarks/fit_twins.py``, which fits them on labelled pairs.
"""

from functools import lru_cache
from typing import NamedTuple

from matcher.intake.identity.pair import TELLING_FIGURES, RecordPair
from matcher.intake.identity.told import large_sums


class InCommon(NamedTuple):
    """What is seen between two records, each a figure.

    ``numbers`` and ``names`` grow with how few others have them, ``told`` is the share of the
    words of both titles that the other record says, ``unlike`` counts what they say otherwise.
    """

    house: float
    day: float
    other_day: float
    undated: float
    numbers: float
    names: float
    told: float
    link: float
    code: float
    unlike: float
    template: float
    aside: float


WEIGHTS = InCommon(
    house=0.58,
    day=0.29,
    other_day=-1.25,
    undated=0.56,
    numbers=0.69,
    names=0.09,
    told=1.63,
    link=2.25,
    code=1.24,
    unlike=-3.12,
    template=-2.48,
    aside=-0.21,
)
"""Fitted, see ``docs/modelo.md``."""
BASE = -1.60
SURE, ASKED = 0.8, 0.0
"""Scores from which two records are one call, and from which somebody is asked; chosen on sets
that the weights had not seen."""
THEME_OUTWEIGHED = 2.4
"""Score from which a theme that only one title says is a way to put it. On nineteen labelled sets
0.02 of the twins that are joined lie below with such a theme, and a third of the siblings."""
MOST = InCommon(1, 1, 1, 1, 3.5, 3, 1, 1, 1, 2, 1, 1)
"""As much of each as counts."""
FEW = 1.5
"""Numbers of so much rarity in common are no chance."""
SITE_LINKED = 0.6
"""What a link to the site of the other counts, beside one to its page."""
SPOKEN_OF = 0.5
"""Share of the words of the titles from which a reason tells of them."""


@lru_cache(maxsize=1)  # rules ask several things of one pair
def in_common(pair: RecordPair) -> InCommon:
    """What speaks for one call, and what against."""
    return InCommon(
        house=pair.house,
        day=pair.day,
        other_day=pair.days == "other" and not pair.day,
        undated=not pair.a.closing and not pair.b.closing,
        numbers=_numbers(pair),
        names=min(MOST.names, len(pair.names)),
        told=sum(pair.covered) / 2,
        link=1.0 if pair.linked else SITE_LINKED * pair.site_linked,
        code=bool(pair.named),
        unlike=min(MOST.unlike, len(pair.unlike) - pair.some_sums),
        template=pair.template,
        aside=pair.aside is not None,
    )


def _numbers(pair: RecordPair) -> float:
    """How rare the numbers are that both tell, and how many they are of those of one: long texts
    have round ones in common by chance. Sums in money of another country are none of them.
    """
    both = sum(map(rarity, pair.numbers))
    told = (
        own.numbers_told - large_sums(own) if pair.other_currencies else own.numbers_told
        for own in (pair.a, pair.b)
    )
    fewer = min(sum(map(rarity, numbers)) for numbers in told)
    return min(MOST.numbers, both) * min(1.0, both / max(fewer, FEW))


def rarity(number: str) -> float:
    """How little a number is any call's: a day, an edition or a broken sum more than a round one.

    Set by hand. A sum with cents is as rare as any broken one.
    """
    if "." in number:
        return 1.5
    if "-" in number or number.endswith("e"):
        return 1.2
    if not number.isdecimal():
        return 0.5 if int(number[:-1]) in _USUAL else 1.0
    if int(number) >= 1000:
        return 1.5 if len(number.rstrip("0")) > 1 else 1.0
    return 0.3 if int(number) <= 10 or number.endswith("0") else 0.7


_USUAL = frozenset((1, 2, 12, 24, 36, 50, 80, 100))
"""Terms and shares that many calls have."""


def score(pair: RecordPair) -> float:
    """What speaks for one call, and what against, weighed."""
    return BASE + sum(w * e for w, e in zip(WEIGHTS, in_common(pair), strict=True))


def asked(pair: RecordPair) -> bool:
    """Whether so much speaks for one call that somebody is asked.

    Who funds and a day are those of many calls of one house; two sums of one house, or of one
    day, are not, whatever else is told.
    """
    held = (pair.house or pair.day) and not pair.far and not pair.unlike
    if len(pair.sums) >= TELLING_FIGURES and held:
        return True
    kinds = {*shared(pair)}
    return score(pair) >= ASKED and not kinds <= {"funder", "day"} and kinds != {"title"}


def asked_of_two(pair: RecordPair) -> bool:
    """The same where the funders differ: one names the other, or the numbers are no chance.

    A title that many houses have is no sign.
    """
    if not pair.day:
        return False
    return bool(pair.named_house or in_common(pair).numbers >= FEW) and asked(pair)


def sure(pair: RecordPair) -> bool:
    """Whether so much speaks for one call that nobody need be asked, and nothing against it.

    Between languages who funds, day and sums are enough, unless neither says a word of the
    other's title. Two calls of one fund, with its day and
    money, may be told apart by their theme alone.
    """
    told = score(pair)
    if against(pair) or (told < THEME_OUTWEIGHED and pair.theme_unsaid):
        return False
    one_offer = pair.funders == "same" and pair.days == "same" and pair.all_sums
    unsaid = pair.a.words and pair.b.words and not any(pair.covered)
    translated = not (pair.titles.readable or pair.aside or unsaid)
    return told >= SURE or bool(one_offer and translated)


def against(pair: RecordPair) -> bool:
    """Whether something says that these are two, however much they have in common.

    Rounds of which none tells its day are told apart by nothing, unless a link leads to one; two
    lines of a fund, with one day and money, by titles of which the other says not a word.
    """
    other_day = pair.days == "other" and not pair.day
    undated = not pair.a.closing and not pair.b.closing
    led = pair.linked or pair.site_linked
    unsaid = pair.titles.readable and not any(pair.covered)
    unknown = not led and (undated or unsaid)
    other = other_day or unknown or pair.funders == "other"
    return bool(pair.unlike or pair.template or other)


def shared(pair: RecordPair) -> list[str]:
    """Of which kinds something speaks for one call."""
    seen = in_common(pair)
    day = "day" if pair.days == "same" else "day_told" if pair.day_told else "moved"
    found = {
        "funder": seen.house,
        day: seen.day,
        "numbers": seen.numbers,
        "names": seen.names,
        "title": seen.told >= SPOKEN_OF,
        "link" if pair.linked else "site": seen.link,
    }
    return [kind for kind, told in found.items() if told]
