"""What each date is for: the first of :data:`RULES` that finds its words decides."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from scrapers.extract.dates.columns import told_by_labels
from scrapers.extract.dates.cues import Role
from scrapers.extract.dates.notations import DateHit
from scrapers.extract.dates.rules.around import AROUND
from scrapers.extract.dates.rules.beside import BESIDE
from scrapers.extract.dates.rules.left import LEFT
from scrapers.extract.dates.rules.purpose import FORMER_RULE
from scrapers.extract.dates.rules.spot import GOES_ON_UNTIL, Spot, spot_of
from scrapers.extract.dates.rules.stands import STANDS
from scrapers.extract.dates.rules.voided import VOIDED
from scrapers.extract.dates.words.purpose import RAN_UNTIL
from scrapers.extract.text.passage import Passage
from scrapers.extract.text.rules import Rule, decide

_TOLD: tuple[Rule[Spot, Role], ...] = (*BESIDE, *STANDS, *AROUND, *LEFT, GOES_ON_UNTIL)
"""In the order they are asked; of what closes, :data:`VOIDED` are asked then."""

RULES: tuple[Rule[Spot, Role], ...] = (*_TOLD, *VOIDED)
"""Every rule there is."""
_VOIDING = frozenset(rule.name for rule in VOIDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDate:
    """A date with its role, the rule that gave it, its words and the rules asked in vain."""

    hit: DateHit
    role: Role
    rule: str
    words: str
    tried: tuple[str, ...]


def roles(passage: Passage, hits: list[DateHit]) -> list[ToldDate]:
    """Each date with its role; of a window, the first day opens and the last one closes."""
    told = list(_each(passage, hits))
    told = [_of_window(one, after) for one, after in zip_longest(told, told[1:])]
    return [
        replace(one, role="other", rule=FORMER_RULE) if _replaced(passage, one, told[at:]) else one
        for at, one in enumerate(told, start=1)
    ]


def _of_window(one: ToldDate, after: ToldDate | None) -> ToldDate:
    """A first day of a window whose last one was taken back goes with it."""
    voided = after and after.hit.joined == "range" and after.rule in _VOIDING
    if not (after and voided and one.role == "open"):
        return one
    return replace(one, role="other", rule=after.rule, words=after.words)


def _replaced(passage: Passage, one: ToldDate, later: list[ToldDate]) -> bool:
    """ "El plazo concluía el 3 de mayo. … Se reciben hasta el 5 de junio": the second one holds."""
    start, _ = passage.segment(one.hit.start)
    ran = one.role == "close" and RAN_UNTIL.search(passage.folded, start, one.hit.start)
    if not ran or not one.hit.on:
        return False
    return any(x.role == "close" and x.hit.on and x.hit.on > one.hit.on for x in later)


def _each(passage: Passage, hits: list[DateHit]) -> Iterator[ToldDate]:
    """Each date by its own place."""
    previous: Role = ""
    labels = told_by_labels(passage, hits)
    for index, hit in enumerate(hits):
        label = labels.get(hit.start, "")
        spot = spot_of(passage, hits, index, previous=previous, label=label)
        found = decide(_TOLD, spot)
        role = found.rule.gives if found.rule else ""
        if role == "close" or (role == "open" and spot.opens_range):
            void = decide(VOIDED, spot)
            if void.rule:
                found, role = replace(void, tried=(*found.tried, *void.tried)), void.rule.gives
        if spot.opens_range and role == "close" and not label:
            role = "open"
        previous = role
        yield ToldDate(
            hit=hit,
            role=role,
            rule=found.rule.name if found.rule else "no-rule",
            words=found.words,
            tried=found.tried,
        )
