"""What a date is for: closing, opening, or something else, from the words around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scrapers.extract.dates.columns import told_by_labels
from scrapers.extract.dates.cues import Cue, Role, cues_in
from scrapers.extract.dates.notations import DateHit
from scrapers.extract.dates.terms import begins_term
from scrapers.extract.dates.words.applying import APPLICATION, APPLY
from scrapers.extract.dates.words.closing import (
    CLOSE_AFTER,
    EXTENSION,
    GOES_ON,
    HANDED,
    HANDS_IN,
    MOVABLE,
    PAST,
    PERIOD,
    RUNS,
    find_until,
    next_round,
)
from scrapers.extract.dates.words.opening import BEGINS, FROM, LAUNCHES, OPEN_AFTER, opened_then
from scrapers.extract.dates.words.other import (
    ADJACENT_ONLY,
    ASKED_ABOUT,
    EVENT,
    EXCLUDES,
    FOR_IT,
    OTHER,
    OTHER_AFTER,
    PAID,
    REVIEW,
    SHOW,
    TAUGHT,
    TOLD_AFTER,
)
from scrapers.extract.text.headings import below_title, heading_of
from scrapers.extract.text.passage import Passage

_LOOK_BACK = 260
_NEAR = 45
_CLAUSE = re.compile(
    r"[;:|]|,? (?:y|e|et|and|i|pero|mientras|while) (?:el|la|los|las|le|les|the|o|a|os|as|els|se)\b"
)
_CUT = re.compile(r"[.;!?](?:\s|(?=[a-z]{3}))")
_ENDS = re.compile(
    r"finalit?z|venc|termin|conclu|expira|acab|end|due\b|se termine|prend|encerra(?!mento)"
)
_UNDERTAKING = re.compile(
    r"\b(?:proyectos?|projects?|projets?|projectes?|projetos?|becas?|grant period|programas?|"
    r"programmes?|cursos?|estancias?|obras?|edition|edicion|actividades|residenc\w+|mission|"
    r"misiones|mandato|funding period)\b[^.;]{0,45}$"
)
_CLAUSE_END = re.compile(r"[.;]\s")
_WINDOW = re.compile(
    r"(?:desde|from|depuis|des de|des|du|a partir)(?: (?:el|del?|le|the|dia|l')){0,3}"
)
"""All that stands before the first date of a line that is a window and nothing else."""

_NOUNS = re.compile(
    r"\b(?:proyectos?|projectes?|projetos?|ayudas|becas?|premios?|grants?|bases|convocator\w+|"
    r"participant\w*|concurs\w*|programas?)\b"
)
"""What a call is about, named on any page: no word of handing something in."""

_ECHO = re.compile(
    r"[^.;()\n]{0,30}?[\s,;]{1,3}(?:(?:and|y|e|et|i) )?(?:(?:the|el|la|o|a|le|els?) )?"
    r"(?:second|third|fourth|last|final|segund[oa]|tercer[oa]?|terceir[oa]|ultim[oa]|deuxieme|"
    r"seconde?|troisieme|derniere?|segona?|tercera)\b[^.;\n\d]{0,25}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """What is read to the left of a date: ``text[low:high]``, the sentence being ``text``."""

    text: str
    low: int
    high: int
    after: str
    opens_range: bool

    @property
    def applies(self) -> bool:
        """Whether the sentence is about applying."""
        return APPLY.search(f"{self.text} {self.after}") is not None


def roles(passage: Passage, hits: list[DateHit]) -> Iterator[tuple[DateHit, Role]]:
    """Each date with its role; a list shares the first one's, a range ends what it opens."""
    previous: Role = ""
    labelled = told_by_labels(passage, hits)
    for index, hit in enumerate(hits):
        if hit.start in labelled:
            previous = labelled[hit.start]
            yield hit, previous
            continue
        before = hits[index - 1] if index else None
        opens_range = index + 1 < len(hits) and hits[index + 1].joined == "range"
        if hit.joined == "list" or (before and _is_echo(passage, before, hit)):
            role = previous
        elif before and previous == "close" and _is_next_round(passage, before, hit):
            role = "close"
        elif hit.joined == "range":
            role = "close" if previous in {"open", "close"} else previous
        else:
            floor = before.end if before else 0
            role = _role(passage, hit, floor=floor, opens_range=opens_range)
        previous = role
        if opens_range and role == "close":
            yield hit, "open"
        else:
            yield hit, role


def _is_echo(passage: Passage, before: DateHit, hit: DateHit) -> bool:
    """Whether "… and the second on 4 February" goes on with what was said of the first."""
    gap = passage.folded[before.end : hit.start]
    return len(gap) <= 70 and bool(_ECHO.fullmatch(gap)) and not OTHER.search(gap)


def _is_next_round(passage: Passage, before: DateHit, hit: DateHit) -> bool:
    """Whether "Cycle 2: 14 May" goes on with the closing date of the first one."""
    end = min(passage.segment(hit.start)[1], hit.end + 60)
    noun = next_round(passage.folded, before.end, hit.start)
    if not noun or OTHER.search(passage.folded, hit.end, end):
        return False
    return noun[:5] in passage.folded[max(0, before.start - 100) : before.end]


def _role(passage: Passage, hit: DateHit, *, floor: int, opens_range: bool) -> Role:
    """The role of one date (of the first of a range) from left and right context."""
    text = passage.folded
    start, end = passage.segment(hit.start)
    right = text[hit.end : min(end, hit.end + 110)]
    low = max(start, floor, hit.start - _LOOK_BACK)
    view = _View(text=text[start : hit.start], low=low - start, high=hit.start - start,
                 after=text[hit.end : end], opens_range=opens_range)  # fmt: skip
    if _for_an_event(passage, view, start):
        return "other"
    begins = "" if opens_range else begins_term(text, low, hit.start)
    if begins:
        return "other" if OTHER.search(right[:60]) or TOLD_AFTER.search(right[:60]) else begins
    left = _left_role(view) or _goes_on(passage, view, start)
    next_words = _CUT.split(right[:95])[0]
    promised = (
        left == "close"
        and not opens_range
        and (OTHER_AFTER.search(next_words) or _told_after(view, next_words))
    )
    if promised and not _has_close(view):
        return "other"
    if left == "close" and EXCLUDES.search(_CLAUSE_END.split(right, maxsplit=1)[0]):
        return "other"
    if left in {"close", "open"}:
        return left
    if not left and CLOSE_AFTER.match(right):
        return "close"
    if not left and (OPEN_AFTER.match(right) or _opened_then(view)):
        return "open"
    return _under_heading(passage, view, start, floor, weak=left == "") or left


def _told_after(view: _View, next_words: str) -> bool:
    """Whether applicants are told something by then, and nothing is handed in."""
    handed = APPLICATION.search(view.text, view.low, view.high)
    return not handed and TOLD_AFTER.search(next_words) is not None


def _for_an_event(passage: Passage, view: _View, start: int) -> bool:
    """Whether one registers by then for a session told of just before, not for the call."""
    pronoun = FOR_IT.search(view.text[view.low :])
    above = passage.previous_segment(start)
    if pronoun is None:
        return False
    told = f"{passage.folded[slice(*above)] if above else ''} {view.text[: view.low]}"
    return EVENT.search(f"{told}{pronoun.string[: pronoun.start()]}") is not None


def _goes_on(passage: Passage, view: _View, start: int) -> Role:
    """ "Until 3 May." after a sentence that is about handing applications in and nothing else."""
    until = find_until(view.text, max(0, view.high - 90), view.high)
    above = passage.previous_segment(start)
    if until is None or above is None or not GOES_ON.fullmatch(view.text, 0, until.start()):
        return ""
    said = passage.folded[slice(*above)]
    about = APPLICATION.search(said) and HANDS_IN.search(said)
    return "close" if about and not OTHER.search(said) and said.rstrip().endswith(".") else ""


def _of_call(view: _View) -> bool:
    """Whether the sentence names a call."""
    whole = f"{view.text} {view.after}"
    return bool(APPLICATION.search(whole) or MOVABLE.search(whole))


def _opened_then(view: _View) -> bool:
    """Whether the date begins a clause that tells of opening a call."""
    lead = view.text[view.low :].strip(" -,•\n")
    return len(lead) <= 24 and opened_then(view.after) is not None


def _has_close(view: _View) -> bool:
    """Whether a word that closes by itself stands left of the date."""
    return any(cue.role == "close" for cue in cues_in(view.text, view.low, view.high))


def _left_role(view: _View) -> Role:
    """The role the words before a date give it."""
    text, low, high = view.text, view.low, view.high
    cues = [cue for cue in cues_in(text, low, high) if _reaches(text, cue, high)]
    nearest = cues[-1] if cues else None
    if REVIEW.match(text) and not any(cue.role == "close" for cue in cues):
        return "other"
    if view.opens_range:
        return _range_role(view, cues)
    if _moved(view):
        return "close"
    if nearest is not None and nearest.role == "close":
        if SHOW.search(text, max(0, nearest.start - 80), nearest.start):
            return "other"
        if PERIOD.match(text, nearest.start) and FROM.search(text, max(low, high - 40), high):
            return "open"
        ends = _ENDS.match(text, nearest.start) or PAST.match(text, nearest.start)
        return _of_subject(view, nearest) if ends else "close"
    if find_until(text, max(low, high - 90), high):
        return _until_role(view, cues)
    if FROM.search(text, max(low, high - 40), high):
        begins = view.applies and not any(cue.role == "other" for cue in cues)
        begins = begins and not _of_something_else(view)
        return "open" if begins else "other"
    if nearest is not None and nearest.role == "open" and BEGINS.match(text, nearest.start):
        return _of_subject(view, nearest)
    if nearest is not None and LAUNCHES.match(text, nearest.start) and not _of_call(view):
        return ""
    return nearest.role if nearest is not None else ""


def _moved(view: _View) -> bool:
    """Whether "se amplía", "extended" speaks of a deadline, a few words before or after."""
    return any(
        MOVABLE.search(view.text, max(0, m.start() - 90), m.end() + 60)
        for m in EXTENSION.finditer(view.text, view.low, view.high)
    )


def _of_subject(view: _View, verb: Cue) -> Role:
    """The role of "finalizará el …", "comenzará el …": what ends or begins decides."""
    before = [c for c in cues_in(view.text, 0, verb.start) if c.role != "open"]
    before = [c for c in before if c.role == "close" or not _is_weak(view.text, c)]
    last = before[-1] if before else None
    applying = [
        m.end() for m in APPLICATION.finditer(view.text, last.end if last else 0, verb.start)
    ]
    if last is not None and last.role == "other" and not applying:
        return "other"
    if not applying and (last is None or last.role != "close"):
        if PAST.match(view.text, verb.start) and not MOVABLE.search(view.text, 0, verb.start):
            return "other"
        lead = view.text[max(0, verb.start - 60) : verb.start]
        if _UNDERTAKING.search(lead):
            return "other"
    if verb.role == "open" and not (applying or last):
        return ""
    return verb.role


def _range_role(view: _View, cues: list[Cue]) -> Role:
    """The role of a whole range: the nearest cue's, or what the sentence is about."""
    if RUNS.search(view.text, view.low):
        return "close"
    if not cues:
        if _of_something_else(view):
            return "other"
        return "close" if APPLY.search(_NOUNS.sub(" ", f"{view.text} {view.after}")) else ""
    nearest = cues[-1]
    if nearest.role == "other":
        return "other"
    if _ENDS.match(view.text, nearest.start) or BEGINS.match(view.text, nearest.start):
        return "close" if _of_subject(view, nearest) in {"close", "open"} else "other"
    return "close"


def _of_something_else(view: _View) -> bool:
    """Whether a later date of a sentence is for what one applies for, not for applying."""
    between = view.text[view.low : view.high]
    return view.low > 0 and PAID.search(between) is not None and not APPLICATION.search(between)


def _until_role(view: _View, cues: list[Cue]) -> Role:
    """ "hasta el …" after cues of which the nearest is no closing word."""
    telling = [c for c in cues if c.role == "close" or not _is_weak(view.text, c)]
    telling = [c for c in telling if c.role != "open"]
    begins = cues[-1] if cues and cues[-1].role == "open" else None
    until = find_until(view.text, max(view.low, view.high - 90), view.high)
    if begins and until and HANDED.search(view.text, begins.end, until.start()):
        begins = None
    if begins and BEGINS.match(view.text, begins.start) and _of_subject(view, begins) == "other":
        return "other"
    if not telling:
        return "close" if view.applies else ""
    last = telling[-1]
    if last.role == "close":
        return "close"
    closes = [cue for cue in telling if cue.role == "close"]
    if closes and not _CLAUSE.search(view.text, closes[-1].end, last.start):
        return "close"
    if ASKED_ABOUT.search(view.text, last.start, view.high):
        return "other"
    applying = [m.end() for m in APPLICATION.finditer(view.text, max(0, last.end), view.high)]
    return "close" if applying else "other"


def _is_weak(text: str, cue: Cue) -> bool:
    """Whether an "other" cue only speaks for what stands right beside it."""
    return ADJACENT_ONLY.match(text, cue.start, cue.end + 12) is not None


def _reaches(text: str, cue: Cue, high: int) -> bool:
    """Whether a cue is near enough to speak for the date at ``high``."""
    return cue.role != "other" or high - cue.end <= _NEAR or not _is_weak(text, cue)


def _under_heading(passage: Passage, view: _View, start: int, floor: int, *, weak: bool) -> Role:
    """A date whose sentence leaves open what it is for takes it from the heading above.

    ``weak``: the sentence says nothing; where it says something else, only a heading that
    speaks of closing counts.
    """
    lead = view.text[view.low : view.high].strip(" -•:|*\"'([\n")
    ends = view.opens_range or find_until(view.text, max(0, view.high - 90), view.high)
    if not (ends or len(lead) <= 24 or FROM.search(view.text, max(0, view.high - 40), view.high)):
        return ""
    if not lead and not ends and below_title(passage, start):
        return ""
    if view.opens_range and _WINDOW.fullmatch(lead) and weak:
        above = passage.folded[:start].rstrip().rpartition("\n")[2][-160:]
        asks = APPLICATION.search(above) and not (OTHER.search(above) or TAUGHT.search(above))
        return "close" if asks else ""
    heading = heading_of(passage, start, floor)
    cues = cues_in(heading, 0, len(heading))
    closes = bool(cues) and cues[-1].role == "close"
    asks = heading.endswith("?") and not view.opens_range and bool(ends)
    if heading.endswith(".") and (not weak or (lead and not ends)):
        return ""
    if not heading or not (closes or (weak and (asks or heading[-1] not in ".?!"))):
        return ""
    joined = f"{heading} {view.text[view.low :]}"
    if ends or len(lead) > 24:
        return _left_role(_View(text=joined, low=0, high=len(joined), after=view.after,
                                opens_range=view.opens_range))  # fmt: skip
    if cues and cues[-1].role == "close" and not view.opens_range and _from_here(view):
        return "open"
    return cues[-1].role if cues else ""


def _from_here(view: _View) -> bool:
    """Whether "from", "desde" stands right before the date: it is a first day."""
    return FROM.search(view.text, max(0, view.high - 40), view.high) is not None
