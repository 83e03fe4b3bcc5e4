"""A calendar whose items each begin with their day, or whose labels have lines of their own."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from scrapers.extract.dates.cues import Role, cues_in
from scrapers.extract.dates.notations import DateHit
from scrapers.extract.dates.words.calendar import WEEKDAY
from scrapers.extract.text.passage import Passage

_BEFORE = re.compile(r"(?:^|[\n|;·•])[ \t•*·-]*(?:el |le |on |em |a )?$")
"""Between the item before and the day."""
_LABEL = re.compile(
    r"[ \t]*[:–-]?[ \t]*(?P<said>[a-z][^\n|;·•\d]{3,70})"
    r"(?:\d{1,2}(?:[:.h]\d\d)?[^\n|;·•\d]{0,20})?(?=[\n|;·•]|\.?\s*$)"
)
"""What an item says of its day, an hour behind it."""
_BESIDE = re.compile(r"[\s•*·▪|–-]+")
_BY_IT = re.compile(
    r"\b(?:by|before|antes de|hasta|avant|ate|antes d|fins a) ?"
    r"(?:(?:the|this|that|la|el|esta|esa|o|a|essa|cette) )?"
    r"(?:deadline|date|day|fecha(?: limite)?|dia|data(?: limite)?|prazo|plazo)\b"
    r"(?!\s?:|\s[^.;\n]{0,3}\d)"
)
"""A step that is to be taken by the day above it."""
_BLOCK = 300
"""Letters below a day alone that tell its step. Set by hand."""
_FEWEST = 2
"""Items that make a calendar."""


def told_behind(passage: Passage, hits: list[DateHit]) -> Iterator[tuple[int, Role]]:
    """The roles of days each of which begins an item, by what the item says of it."""
    text, run = passage.folded, list[tuple[DateHit, str]]()
    for index, hit in enumerate(hits):
        after = hits[index + 1].start if index + 1 < len(hits) else len(text)
        begins = _BEFORE.search(text, max(0, hit.start - 12), hit.start)
        label = _LABEL.match(text, hit.end, after) if begins else None
        if label is None:
            yield from _calendar(run)
            run = []
        else:
            run.append((hit, label["said"]))
    yield from _calendar(run)


def told_in_block(passage: Passage, hits: list[DateHit]) -> Iterator[tuple[int, Role]]:
    """A day alone in its line, and below it a step that is to be taken "by the deadline"."""
    text = passage.folded
    for index, hit in enumerate(hits):
        start, end = passage.segment(hit.start)
        alone = not _BESIDE.sub("", text[start : hit.start] + text[hit.end : end])
        after = hits[index + 1].start if index + 1 < len(hits) else len(text)
        if alone and _BY_IT.search(text, end, min(after, end + _BLOCK)):
            yield hit.start, "close"


Line = tuple[int, int]
_ALONE = re.compile(
    r"(?:\d{1,2}[:.h]\d\d\s?(?:[ap]\.?m\b\.?|h(?:oras|rs|s)?\b\.?)?|"
    rf"\b(?:del?|el|al?|le|on|at|midnight|noon)\b|{WEEKDAY}|[\W\d_])+"
)
"""What a line that is a day and nothing else may hold besides: a weekday, an hour."""
_LONGEST = 110
"""Letters of a label in a line of its own. Set by hand."""
_PAIRS = 3
"""Days by turns with lines that have none, to tell on which side their labels stand."""
_HEAD = re.compile(
    r"\W*(?:activit(?:y|ies)|actividad(?:es)?|atividades?|activitats?|details?|detalles?|"
    r"stages?|etapas?|fases?|events?|eventos?|hitos?|milestones?|descripcion|description|descricao|dates?|"
    r"fechas?|datas?|concepto|what|que)\W*"
)
"""The heading of a column of labels, and none of them."""
_PLAIN: dict[Role, re.Pattern[str]] = {
    "open": re.compile(
        r"(?:planned )?(?:opening|launch|open|start)(?: date| day)?|apertura|abertura|obertura|"
        r"fecha (?:de )?(?:apertura|inicio|lanzamiento)|"
        r"data (?:de |d')(?:abertura|inicio|obertura)|"
        r"date d'ouverture|date de lancement"
    ),
    "close": re.compile(
        r"(?:(?:submission|application) )?deadline(?: date)?|cierre|"
        r"(?:closing|due|submission) date|fecha (?:de )?(?:cierre|limite)|"
        r"data (?:limite|limit|de encerramento|de tancament)|"
        r"date limite|date de cloture|encerramento|cloture"
    ),
}
"""Items of a list that are a label and nothing else."""
_READ = re.compile(
    r"\b(?:assessment|review|decision|meeting|committee|panel|board|evaluaci|valoraci|comite|"
    r"resoluc|resultad|results?|avalia|avalua|decis|comissao|notifi|awards?)"
)
"""A heading over days on which others read what was handed in."""


def told_in_lines(passage: Passage, hits: list[DateHit]) -> Iterator[tuple[int, Role]]:
    """Days alone in their lines: labels below them, one item above, or two headings over all."""
    dated = {passage.segment(hit.start)[0]: hit for hit in hits}
    lines = [(a, b) for a, b in lines_of(passage) if re.search(r"[^\W_]", passage.folded[a:b])]
    days = [_day_alone(passage, line, dated) for line in lines]
    for first in range(len(lines)):
        if days[first] and not (first and days[first - 1]):
            yield from _side_by_side(passage, lines, days, first)
        if days[first] and not (first > 1 and days[first - 2]):
            yield from _labels_below(passage, lines, days, first)
    yield from _items(passage, lines, days)


def lines_of(passage: Passage) -> Iterator[Line]:
    """Where each line begins and ends."""
    start = 0
    for line in passage.folded.splitlines(keepends=True):
        yield start, start + len(line.rstrip("\n"))
        start += len(line)


def _day_alone(passage: Passage, line: Line, dated: dict[int, DateHit]) -> DateHit | None:
    """The day that is all of a line."""
    hit = next((dated[at] for at in range(*line) if at in dated), None)
    if hit is None or hit.end > line[1]:
        return None
    rest = passage.folded[line[0] : hit.start] + " " + passage.folded[hit.end : line[1]]
    return hit if _ALONE.fullmatch(rest) else None


def _labels_below(
    passage: Passage, lines: Sequence[Line], days: Sequence[DateHit | None], first: int
) -> Iterator[tuple[int, Role]]:
    """Days by turns with labels, where the line above all says nothing and the last one does."""
    told = list[tuple[DateHit, Role]]()
    for at in range(first, len(lines) - 1, 2):
        day, label = days[at], passage.folded[slice(*lines[at + 1])]
        if day is None or days[at + 1] or len(label) > _LONGEST:
            break
        told.append((day, _role(label)))
    last = passage.folded[slice(*lines[first + 2 * len(told) - 1])] if told else ""
    above = passage.folded[slice(*lines[first - 1])] if first else ""
    silent = not cues_in(above, 0, len(above))
    speaks = cues_in(last, 0, len(last)) and not last.rstrip().endswith(".")
    roles: set[Role] = {role for _, role in told}
    below = _HEAD.fullmatch(above) or (silent and speaks)
    if len(told) >= _PAIRS and below and {"close", "open"} & roles:
        yield from ((day.start, role) for day, role in told)


def _side_by_side(
    passage: Passage, lines: Sequence[Line], days: Sequence[DateHit | None], first: int
) -> Iterator[tuple[int, Role]]:
    """Days by pairs below two headings: until when one hands in, and when it is read."""
    run = list[DateHit]()
    for day in days[first:]:
        if day is None:
            break
        run.append(day)
    if first < 2 or len(run) < 2 * _FEWEST or len(run) % 2:
        return
    closing, reading = (passage.folded[slice(*lines[at])] for at in (first - 2, first - 1))
    rising = all(a.on and b.on and a.on < b.on for a, b in pairwise(run))
    if rising and _role(closing) == "close" and _READ.search(reading):
        for at, day in enumerate(run):
            yield day.start, "other" if at % 2 else "close"


def _items(
    passage: Passage, lines: Sequence[Line], days: Sequence[DateHit | None]
) -> Iterator[tuple[int, Role]]:
    """Items that are a label, each with its day in the item below it."""
    told = dict[int, Role]()
    for (label, line), day in zip(pairwise(lines), days[1:], strict=True):
        said = passage.folded[slice(*label)]
        mark = said.lstrip()[:1]
        if day is None or mark not in {*"-•*·"} or passage.folded[line[0] :].lstrip()[:1] != mark:
            continue
        bare = said.strip(" -•*·:")
        for role in (role for role, plain in _PLAIN.items() if plain.fullmatch(bare)):
            told[day.start] = role
    if "close" in told.values():
        yield from told.items()


def _calendar(run: list[tuple[DateHit, str]]) -> Iterator[tuple[int, Role]]:
    """The roles where there are several items and one of them closes or opens."""
    told = [(hit.start, _role(said)) for hit, said in run]
    if len(told) >= _FEWEST and {"close", "open"} & {role for _, role in told}:
        yield from told


_OPEN_FOR = re.compile(
    r"\W*(?:convocatori\w+|calls?|appels?|chamadas?|edita(?:l|is))"
    r" (?:abert|abiert|obert|ouvert|open)[aeo]?s?\b(?! (?:ate|hasta|fins|until|jusqu))"
)
"""A label that says a call is open: since its day."""


def _role(said: str) -> Role:
    if _OPEN_FOR.match(said):
        return "open"
    cues = cues_in(said, 0, len(said))
    return cues[-1].role if cues else "other"
