"""Whether so much speaks for one call that it is one, or that somebody is asked."""

from matcher.intake.identity.pair import COVERED, MOST_NUMBERS, TELLING_FIGURES, RecordPair

SURE_SIGNS = 6
"""Signs (:class:`Signs`) from which two records are one call, if nothing speaks against it; one
less where funder, day and a number are among them, and one where one title is told through."""
ASKED_SIGNS = 4
"""Signs from which somebody is asked. Both set by hand on pairs that others labelled."""
SPOKEN_OF = 0.6
"""Share of the words of one title that the other record says at least."""
TOLD_THROUGH = 0.75
"""Share of the words of each title that the other record says, which stands for a number."""


def asked(pair: RecordPair) -> bool:
    """Whether so much speaks for one call that somebody is asked.

    Who funds, a day and the words of a title are those of many calls of one house.
    """
    signs = pair.signs
    told = signs.numbers or signs.names or signs.link or min(pair.covered) >= TOLD_THROUGH
    enough = told and sum(signs) >= ASKED_SIGNS and _may_be_one(pair)
    sums = len(pair.sums) >= TELLING_FIGURES and (signs.funder or signs.day)
    return bool(enough or sums or _asked_of_house(pair, told=bool(told)))


def _may_be_one(pair: RecordPair) -> bool:
    """Whether what any two calls have in common is not all there is.

    Places, round numbers and the words of a field are shared by many; one closing, one house or a
    link from one to the other are not.
    """
    signs, spoken_of = pair.signs, max(pair.covered) >= SPOKEN_OF
    if signs.link:
        return True
    if pair.funders == "other":
        return pair.days == "same" and signs.numbers > 0 and spoken_of
    if not pair.day and pair.days is not None:
        return pair.funders == "same" and signs.numbers > 0 and spoken_of
    dated = signs.day > 0 and (signs.funder > 0 or signs.numbers > 0 or spoken_of)
    return dated or (signs.funder > 0 and spoken_of)


def _asked_of_house(pair: RecordPair, *, told: bool) -> bool:
    """Whether less is enough, because one house funds both."""
    signs = pair.signs
    if not signs.funder:
        return False
    if signs.day and (signs.numbers or (pair.handed and signs.names > 1)):
        return True
    return pair.handed and told and max(pair.covered) >= SPOKEN_OF


def sure(pair: RecordPair) -> bool:
    """Whether so much speaks for one call that nobody need be asked, and nothing against it.

    Between languages funder, day and sums are enough.
    """
    if _against(pair):
        return False
    one_offer = pair.funders == "same" and pair.days == "same" and pair.all_sums
    if one_offer and not pair.titles.readable and not pair.aside:
        return True
    signs = pair.signs
    told = signs.numbers or min(pair.covered) >= TOLD_THROUGH
    spoken = max(pair.covered) >= (COVERED if signs.numbers == MOST_NUMBERS else SPOKEN_OF)
    dated = pair.day or _dated_by_one(pair)
    return bool(dated and told and spoken and sum(signs) >= _enough(pair))


def _against(pair: RecordPair) -> bool:
    """Whether something says that these are two, if not loudly enough to say so."""
    other = pair.other_sizes or pair.other_countries or pair.other_sums
    return bool(pair.apart_by or other or pair.template or pair.sisters_named)


def _enough(pair: RecordPair) -> int:
    """How many signs make one call of two records."""
    held = bool(pair.signs.funder and pair.signs.numbers)
    return SURE_SIGNS - held - (held and max(pair.covered) >= TOLD_THROUGH)


def _dated_by_one(pair: RecordPair) -> bool:
    """Whether only one tells a day, and who funds and several numbers stand for it."""
    one = bool(pair.a.closing) != bool(pair.b.closing)
    signs = pair.signs
    return one and signs.funder > 0 and signs.numbers > 1 and not pair.titles.unsure_edition
