"""A date in its place: the clause before it, the dates around it, the heading above it."""

import re
from dataclasses import dataclass
from functools import cached_property

from scrapers.extract.dates.cues import Role, cues_in
from scrapers.extract.dates.notations import DateHit
from scrapers.extract.dates.rules.clause import Clause
from scrapers.extract.dates.rules.left import LEFT
from scrapers.extract.dates.words.applying import APPLICATION, APPLY
from scrapers.extract.dates.words.closing import PERIOD, find_until
from scrapers.extract.dates.words.handing_in import GOES_ON, HANDS_IN, YOU_HAVE
from scrapers.extract.dates.words.opening import FROM, STANDS_OPEN
from scrapers.extract.dates.words.other import OTHER, TAUGHT
from scrapers.extract.text.headings import below_title, heading_of
from scrapers.extract.text.passage import Passage
from scrapers.extract.text.rules import Example, Rule, Verdict, decide

_LOOK_BACK = 260
"""Letters before a day in which its cue is looked for. Set by hand."""
_SHORT = 24
"""Letters of a lead so short that it is a label and no sentence. Set by hand."""
_MAX_LABEL = 60
"""Letters of the longest heading that ends in a full stop and is no sentence. Set by hand."""
_VALUE = re.compile(r":\s*[a-z]")
"""A label that has its value beside it heads nothing below that has a label of its own."""
_WINDOW = re.compile(
    r"(?:desde|from|depuis|des de|des|du|a partir)(?: (?:el|del?|le|the|dia|l')){0,3}"
)
"""All that stands before the first date of a line that is a window and nothing else."""


@dataclass(frozen=True, kw_only=True)
class Spot(Clause):
    """A date with all that may speak for it.

    ``before`` is the date before it and ``previous`` that one's role; ``label`` is the role
    that labels set apart from it give, "" where there are none.
    """

    passage: Passage
    hit: DateHit
    start: int
    before: DateHit | None
    previous: Role
    label: Role

    @property
    def right(self) -> str:
        """The next words of the sentence."""
        return self.after[:110]

    @cached_property
    def left(self) -> Verdict[Clause, Role]:
        """What the words before the date say, whatever else does."""
        found: Verdict[Clause, Role] = decide(LEFT, self)
        goes_on = _goes_on(self) if found.rule is None else None
        return found if goes_on is None else Verdict(rule=GOES_ON_UNTIL, words=goes_on)

    @property
    def left_role(self) -> Role:
        """The role of :attr:`left`; "" where no word tells."""
        return self.left.rule.gives if self.left.rule else ""

    @cached_property
    def above(self) -> tuple[Role, str]:
        """The role that the heading above gives, and its words.

        Where the sentence tells of something else, only a heading that closes counts.
        """
        stands = _stands_open(self)
        return ("open", stands) if stands else _under_heading(self, weak=self.left_role == "")


def spot_of(
    passage: Passage, hits: list[DateHit], index: int, *, previous: Role, label: Role
) -> Spot:
    """The date ``hits[index]`` in its place."""
    hit = hits[index]
    before = hits[index - 1] if index else None
    start, end = passage.segment(hit.start)
    low = max(start, before.end if before else 0, hit.start - _LOOK_BACK)
    return Spot(
        passage=passage,
        hit=hit,
        start=start,
        before=before,
        previous=previous,
        label=label,
        text=passage.folded[start : hit.start],
        low=low - start,
        high=hit.start - start,
        after=passage.folded[hit.end : end],
        opens_range=index + 1 < len(hits) and hits[index + 1].joined == "range",
    )


def _goes_on(clause: Clause) -> str | None:
    """ "Until 3 May." after a sentence that is about handing applications in and nothing else."""
    assert isinstance(clause, Spot)
    until = find_until(clause.text, max(0, clause.high - 90), clause.high)
    above = clause.passage.previous_segment(clause.start)
    if until and above and YOU_HAVE.fullmatch(clause.text, 0, until.start()):
        told = clause.passage.folded[slice(*above)]
        return until.group() if APPLY.search(told) and not OTHER.search(told) else None
    if until is None or above is None or not GOES_ON.fullmatch(clause.text, 0, until.start()):
        return None
    said = clause.passage.folded[slice(*above)]
    about = APPLICATION.search(said) and (HANDS_IN.search(said) or PERIOD.search(said))
    alone = about and not OTHER.search(said) and said.rstrip().endswith(".")
    return until.group() if alone else None


GOES_ON_UNTIL: Rule[Clause, Role] = Rule(
    name="until-goes-on",
    when=_goes_on,
    gives="close",
    examples=(
        Example("Se reciben propuestas de los barrios. Hasta el [3 de mayo de 2027].", "close"),
        Example("Se reciben visitas en los barrios. Hasta el [3 de mayo de 2027].", ""),
    ),
)


def _under_heading(spot: Spot, *, weak: bool) -> tuple[Role, str]:
    """What a date whose sentence leaves it open takes from the heading above."""
    lead = spot.lead.strip(" -•:|*\"'([\n")
    until = find_until(spot.text, max(0, spot.high - 90), spot.high)
    since = FROM.search(spot.text, max(0, spot.high - 40), spot.high)
    ends = spot.opens_range or until is not None
    if not (ends or since or _is_listed(spot, lead)):
        return "", ""
    if spot.opens_range and weak and _WINDOW.fullmatch(lead):
        return _window_below(spot)
    heading = _heading(spot)
    asks = until is not None and not spot.opens_range
    if not _speaks(heading, weak=weak, ends=ends, asks=asks, alone=not lead):
        return "", ""
    if ends or len(lead) > _SHORT:
        return _joined(spot, heading), heading
    role = _last_role(heading)
    return "open" if role == "close" and since else role, heading


def _heading(spot: Spot) -> str:
    """The line above that may speak for the date; empty where the date has a label of its own."""
    heading = heading_of(spot.passage, spot.start, spot.before.end if spot.before else 0)
    labelled = _VALUE.search(heading) and spot.lead.rstrip().endswith(":")
    return "" if labelled else heading


def _last_role(heading: str) -> Role:
    """The role of a heading's last word that has one."""
    cues = cues_in(heading, 0, len(heading))
    return cues[-1].role if cues else ""


def _joined(spot: Spot, heading: str) -> Role:
    """What heading and clause say together."""
    text = f"{heading} {spot.lead}"
    whole = Clause(text=text, low=0, high=len(text), after=spot.after, opens_range=spot.opens_range)
    rule = decide(LEFT, whole).rule
    return rule.gives if rule else ""


def _is_listed(spot: Spot, lead: str) -> bool:
    """Whether a short line is below a heading, and is not the date of the page under its title."""
    return len(lead) <= _SHORT and (bool(lead) or not below_title(spot.passage, spot.start))


def _line_above(spot: Spot) -> str:
    """The line above, its end where it is long."""
    return spot.passage.folded[: spot.start].rstrip().rpartition("\n")[2][-160:]


def _stands_open(spot: Spot) -> str:
    """The line above two days and nothing else, where it says only that a call is open."""
    lead = spot.lead.strip(" -•:|*\"'([\n")
    if not spot.opens_range or lead not in {"", "del", "de", "du", "from"}:
        return ""
    above = _line_above(spot)
    return above if STANDS_OPEN.fullmatch(above) else ""


def _window_below(spot: Spot) -> tuple[Role, str]:
    """ "Desde el 3 de mayo hasta …" right below a line that asks for applications."""
    above = _line_above(spot)
    asks = APPLICATION.search(above) and not (OTHER.search(above) or TAUGHT.search(above))
    return ("open", above) if asks else ("", "")


def _speaks(heading: str, *, weak: bool, ends: bool, asks: bool, alone: bool) -> bool:
    """Whether a heading speaks for the date below it."""
    if not heading:
        return False
    closes = _last_role(heading) == "close"
    if heading.endswith(".") and (not weak or not (alone or ends)):
        return False
    question = heading.endswith("?") and asks
    opens = alone and len(heading) <= _MAX_LABEL and _last_role(heading) == "open"
    return closes or (weak and (question or opens or heading[-1] not in ".?!"))
