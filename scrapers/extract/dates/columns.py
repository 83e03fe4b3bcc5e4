"""Dates told by labels set apart from them: the headers of a table, "start" and "end" in pairs."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Literal

from scrapers.extract.dates.cues import Role, cues_in
from scrapers.extract.dates.day_first import lines_of, told_behind, told_in_block, told_in_lines
from scrapers.extract.dates.notations import DateHit
from scrapers.extract.dates.words.applying import APPLICATION
from scrapers.extract.dates.words.closing import PERIOD
from scrapers.extract.dates.words.opening import STANDS_OPEN
from scrapers.extract.dates.words.other import OTHER, REVIEW, TAUGHT
from scrapers.extract.text.passage import Passage, make_passage

Column = Role | Literal["plain"]
_CELL = re.compile(r"\t+|\s*\|\s*|\s{2,}|(?<=[a-zà-ÿ])(?=[A-ZÁÉÍÓÚÇ][a-zà-ÿ])")
_DATE_WORD = re.compile(r"\s+(?=(?:[Ff]echa|[Dd]ata|[Dd]ate (?:de|d'|limite))\b)|(?<=\b[Dd]ate)\s+")
_OF_DAY = r"\s*(?:(?:fechas?|data|date|dia)\s(?:de |do |d'|du )?(?:la |el )?)?"
_BEGINNING = re.compile(
    _OF_DAY + r"(?:inicio?|inicial|comienzo|start|debut|desde|from|abre|apertura)\b"
)
_CALL = re.compile(r"\b(?:convocatori\w*|edita\w+|chamadas?|appels?|call)\b")
"""Named above what the call pays for too: it takes more to speak of applying."""

_CALENDAR = re.compile(
    r"\W*(?:calendari[oa]?|cronograma|fechas(?: (?:importantes|clave))?|calendrier|timeline|"
    r"schedule|(?:key|important) dates|dates? (?:clau|importants|cles?|importantes)|etapas|"
    r"datas(?: importantes)?|calendar|agenda|"
    r"(?:fechas?|periodo|plazo|datas?|dates?) d(?:e|'|a) (?:las? )?(?:inscri|postul|solicit|"
    r"candidat|presenta|recep)[a-z]+)\W*"
)
"""A heading over days of all kinds."""

_ENDING = re.compile(
    _OF_DAY + r"(?:fin|final|finalizacion|fim|fi|termino|end|hasta|ate|until|fine)\W*"
)
_NOW = re.compile(
    _OF_DAY + r"(?:ahora|agora|now|new|nuev[oa]|nov[oa]|actual|nouveau|nouvelle|modificad[oa]|"
    r"ampliad[oa]|prorrogad[oa]|reprogramad[oa]|retificad[oa]|rectificad[oa]|revised|extended)\b"
)
"""Columns that close nothing by themselves: it takes a row that is about handing in."""

_OPEN_NOW = re.compile(
    r"\W*(?:estado|estat|status|situacao|statut)\s*:\s*(?:abiert|abert|obert|open|ouvert|en plazo)"
)
"""What a page says of a call that can be answered."""

_MAX_HEADER = 140
"""Letters of the longest row of headings. Set by hand."""
_MAX_HEADING = 84
"""Letters of the longest heading of one column. Set by hand."""
_MAX_REST = 40
"""Letters a row may hold besides its dates: the name of a round, an hour."""

_MAX_BESIDE = 9
"""Letters a line of a date alone may hold besides it: "del … al …", a weekday. Set by hand."""

_CLOCK = (
    r"(?:[\s,]*\(?\d{1,2}[:.h]\d\d(?::\d\d)?[ \t]?(?:[a-z.]{1,4}\b\.?)?(?:[ \t][a-z]{2,4}\b)?\)?)?"
)
_WHAT = (
    r"(?:(?:submissions?|applications?|registration|inscri[a-z]+|postula[a-z]+|solicitud\w*|"
    r"candidatur\w+|convocatoria)\s)"
)
_DAY_OF = r"(?:(?:fechas?|data|date|dia)\s(?:de |do |d'|du )?(?:la |el )?)?"
_START = re.compile(
    rf"(?:^|(?<=[\n|;.,()\s•*-])){_WHAT}?(?:period\s)?{_DAY_OF}"
    rf"(?:inicio?|inicial|comienzo|start|begin(?:s|ning)?|debut|"
    rf"(?:desde|from|des del?|a partir del?|du)(?=\s?:))"
    rf"(?:\sdate)?[\s:.|-]{{0,4}}$"
)
_UNTIL = r"(?:hasta(?: el)?|ate(?: ao?)?|until|to|fins al?|au)(?=\s?:)"
_END = re.compile(
    rf"[\s,;.|•*-]*{_WHAT}?(?:period\s)?{_DAY_OF}"
    rf"(?:fin?|final|finalizacion|fim|termino|end(?:s|ing)?|{_UNTIL})(?:\sdate)?[\s:.|-]{{0,4}}"
)
_BRACKET = re.compile(r"\s?\([^()\n]{3,50}\)")
_NEXT_STEP = re.compile(
    r"[\s.;,|/·•-]{1,4}(?:(?:fecha|data|date) (?:de |d')?(?:la )?)?(?:resoluci|resultad|"
    r"results?\b|resultats?\b|"
    r"publicacion de resultad|selecci?o|selection|decision|notificaci)"
)
"""The step after the end: only a call is decided on."""
_HOUR = re.compile(_CLOCK)


def told_by_labels(passage: Passage, hits: list[DateHit]) -> dict[int, Role]:
    """The roles of dates told by labels apart from them, by where each date begins."""
    found = (
        _columns(passage, hits),
        _pairs(passage, hits),
        _both_named(passage, hits),
        _told_below(passage, hits),
        told_behind(passage, hits),
        told_in_block(passage, hits),
        told_in_lines(passage, hits),
    )
    return {start: role for pairs in found for start, role in pairs}


def _columns(passage: Passage, hits: list[DateHit]) -> Iterator[tuple[int, Role]]:
    """Rows of as many dates as the header above them has labels, one of which closes."""
    rows: dict[int, list[DateHit]] = {}
    for hit in hits:
        rows.setdefault(passage.segment(hit.start)[0], []).append(hit)
    labels: tuple[Column, ...] = ()
    below = -1
    for start, row in rows.items():
        above = _line_above(passage, start)
        if above is None or len(row) < 2 or not _only_dates(passage, start, row):
            labels = ()
            continue
        if not (labels and above[0] == below and len(labels) == len(row)):
            labels = _header(passage, above, len(row))
        below = start
        said = (
            passage.folded[start : row[0].start]
            + passage.folded[row[-1].end : passage.segment(start)[1]]
        )
        other = (
            OTHER.search(said)
            or REVIEW.match(passage.folded[start : row[0].start])
            or ("plain" in labels and not _asks(said))
        )
        for hit, role in zip(row, labels, strict=False):
            yield hit.start, "other" if other else "close" if role == "plain" else role


def _line_above(passage: Passage, start: int) -> tuple[int, int] | None:
    """The nearest line above that holds anything."""
    above = passage.previous_segment(start)
    while above is not None and not passage.folded[slice(*above)].strip():
        above = passage.previous_segment(above[0])
    return above


def _only_dates(passage: Passage, start: int, row: list[DateHit]) -> bool:
    """Whether a line is hardly more than its dates."""
    end = passage.segment(start)[1]
    held = sum(hit.end - hit.start for hit in row)
    return len(passage.folded[start:end].strip()) - held <= _MAX_REST + 4 * len(row)


def _header(passage: Passage, line: tuple[int, int], columns: int) -> tuple[Column, ...]:
    """The role each of the last ``columns`` labels gives; empty where the line is no header."""
    raw = passage.span(*line, method="header").quote.strip()
    if len(raw) > _MAX_HEADER or raw.endswith((".", ":")):
        return ()
    cells = [cell for cell in _CELL.split(raw) if cell.strip()]
    if len(cells) < columns:
        cells = [part for part in _DATE_WORD.split(raw) if part.strip()]
    revised = columns > 1 and _NOW.match(make_passage("header", cells[-1]).folded)
    labels = tuple(
        _label(cell, former=bool(revised) and at < columns)
        for at, cell in enumerate(cells[-columns:], start=1)
    )
    return labels if len(labels) == columns and {"close", "plain"} & {*labels} else ()


def _label(cell: str, *, former: bool) -> Column:
    """What a header's cell says its column is for; "plain" where the row has to say it.

    ``former``: a later column tells the days that hold now.
    """
    if former:
        return "other"
    folded = make_passage("header", cell).folded
    if _ENDING.fullmatch(folded) or _NOW.match(folded):
        return "plain"
    if _BEGINNING.fullmatch(folded):
        return "open"
    cues = cues_in(folded, 0, len(folded))
    if cues:
        return cues[-1].role
    return "open" if _BEGINNING.match(folded) else "other"


def _pairs(passage: Passage, hits: list[DateHit]) -> Iterator[tuple[int, Role]]:
    """ "Start … End …" where the labels themselves, or the line above, speak of applying."""
    text = passage.folded
    for first, second in pairwise(hits):
        lead = _START.search(text, max(0, first.start - 60), first.start)
        hour = _HOUR.match(text, first.end, second.start)
        between = _END.fullmatch(text, hour.end() if hour else first.end, second.start)
        if lead is None or between is None:
            continue
        start = passage.segment(lead.start())[0]
        own = f"{text[max(start, first.start - 80) : first.start]} {between.group()}"
        beside = _BRACKET.match(text, second.end)
        after = (beside and _asks(beside.group())) or _NEXT_STEP.match(text, second.end)
        heading = _short_heading(passage, start, hits)
        above = STANDS_OPEN.fullmatch(heading) or _asks(heading)
        if _asks(own) or after or (above and not OTHER.search(own)):
            yield first.start, "open"
            yield second.start, "close"


_BOTH = re.compile(
    r"\W*(?:(?:fechas?|datas?|dates?|dia|plazos?)\s(?:de |d'|do )?(?:la )?)?"
    r"(?:apertura|inicio|abertura|opening|ouverture|obertura|comienzo)\s(?:y|e|and|et|i)\s"
    r"(?:de |d')?"
    r"(?:cierre|fin|finalizacion|termino|encerramento|closing|cloture|tancament)"
    r"(?: (?:dates?|de (?:la )?(?:convocatoria|inscripc\w+|postulac\w+)))?\W*"
)


def _both_named(passage: Passage, hits: list[DateHit]) -> Iterator[tuple[int, Role]]:
    """The two days of a line below a heading that names both: "Fechas de apertura y cierre"."""
    for start, row in groupby(hits, lambda hit: passage.segment(hit.start)[0]):
        days = [*row]
        above = _line_above(passage, start)
        if len(days) == 2 and above and _BOTH.fullmatch(passage.folded[slice(*above)]):
            yield days[0].start, "open"
            yield days[1].start, "close"


def _told_below(passage: Passage, hits: list[DateHit]) -> Iterator[tuple[int, Role]]:
    """A calendar whose lines are by turns a date and, below it, what the date is for."""
    dated = {start: [*row] for start, row in groupby(hits, lambda h: passage.segment(h.start)[0])}
    lines = [span for span in lines_of(passage) if passage.folded[slice(*span)].strip()]
    for at, span in enumerate(lines):
        named = at == 0 or _CALENDAR.fullmatch(passage.folded[slice(*lines[at - 1])])
        if not named or span[0] not in dated:
            continue
        for line, below in _by_turns(passage, lines[at:], dated):
            yield from _window(dated[line[0]], _purpose(passage.folded[slice(*below)]))


def _by_turns(
    passage: Passage, lines: list[tuple[int, int]], dated: dict[int, list[DateHit]]
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The dates and the labels below them, where at least two pairs stand and no date is left."""
    pairs = []
    for line, below in zip(lines[::2], lines[1::2], strict=False):
        row = dated.get(line[0], [])
        if not row or _named(passage, line, row) or below[0] in dated:
            break
        pairs.append((line, below))
    after = lines[2 * len(pairs) :]
    over = not after or after[0][0] not in dated
    short = all(below[1] - below[0] <= _MAX_HEADING for _, below in pairs)
    many = len(pairs) > 1 or (pairs and _purpose(passage.folded[slice(*pairs[0][1])]) == "close")
    return pairs if many and over and short else []


def _purpose(label: str) -> Role:
    """What a label of its own line says its date is for."""
    cues = cues_in(label, 0, len(label))
    return "close" if not cues and _asks(label) else cues[-1].role if cues else "other"


def _named(passage: Passage, line: tuple[int, int], row: list[DateHit]) -> bool:
    """Whether a line says more than its dates: it has its own label."""
    held = sum(hit.end - hit.start for hit in row)
    return len(passage.folded[slice(*line)].strip()) - held > _MAX_BESIDE


def _window(row: list[DateHit], label: Role) -> Iterator[tuple[int, Role]]:
    """The roles of a date, or of the two that make a window, under one label."""
    both: tuple[Role, Role] = ("open", "close") if label in {"open", "close"} else (label, label)
    for hit, role in zip(row, both if len(row) == 2 else (label,) * len(row), strict=True):
        yield hit.start, role


def _short_heading(passage: Passage, start: int, hits: list[DateHit]) -> str:
    """The line above where it is short and bears no date of its own; empty otherwise."""
    above = _line_above(passage, start)
    if above is None or above[1] - above[0] > _MAX_HEADING:
        return ""
    at = bisect_left(hits, above[0], key=lambda hit: hit.start)
    dated = at < len(hits) and hits[at].start < above[1]
    return "" if dated else passage.folded[slice(*above)].strip()


_TO_APPLY = re.compile(
    r"\b(?:submission|inscription|solicitar\b|postular|inscribirse|candidatar|sol.?licitar|"
    r"(?:when|how long) (?:can|do|to) (?:i |you )?apply)"
)


def _asks(said: str) -> bool:
    """Whether a label speaks of applying and of nothing else."""
    said = _CALL.sub(" ", said)
    asked = (
        APPLICATION.search(said)
        or PERIOD.search(said)
        or _OPEN_NOW.match(said)
        or _TO_APPLY.search(said)
    )
    return bool(asked) and not (OTHER.search(said) or TAUGHT.search(said))
