"""Several calls on one page, each with its name and its day: those of the title's own call."""

import re
from collections.abc import Sequence

from scrapers.extract.dates.labels import label_of
from scrapers.extract.dates.notations import DateHit
from scrapers.extract.text.passage import Passage, make_passage

_NAME = re.compile(
    r"[«“\"](?P<quoted>[^«»“”\"\n]{4,60})[»”\"]|"
    r"(?<=\s)(?:en|al|a|à|para|del|el|la|con el|for|the|to|le|au|ao|no|na|o)\s"
    r"(?P<plain>[A-ZÁÉÍÓÚÑÇ][\w'-]{2,}(?:\s(?:(?:de|del|de la|of|y|e|and|et|du|da|do)\s)?"
    r"[A-ZÁÉÍÓÚÑÇ][\w'-]*){0,4})"
)
"""What may be the name of a call: quoted, or in capitals behind a small word."""
_NO_CALL = re.compile(
    r"\b(?:ministeri|ministr|gobiern|government|secretar|consej|conseil|council|universi|instituto|"
    r"direc|agencia|agency|ayuntam|ajuntam|mairie|prefeitura|boletin|butllet|diario|sede|oficina|"
    r"centro|casa|plaza|calle|ciudad|municipi|enero|febrero|marzo|abril|mayo|junio|julio|agosto|"
    r"sept|octubre|noviembre|diciembre|brus|brasil|paris|madrid|pdf|gmt|utc)"
)
_BREAK = re.compile(r"[.;\n•]\s")
_SMALL = frozenset("de del la las los el y e and et of the du da do en".split())


def of_the_title(title: Passage, text: Passage, hits: Sequence[DateHit]) -> list[DateHit]:
    """Those of several days that the title's call has; all of them where none is told by name."""
    about = _tokens(title.folded)
    named = {hit.start: _names(text, hit, hits) for hit in hits}
    ours = [hit for hit in hits if any(name <= about for name in named[hit.start])]
    if not ours:
        return list(hits)
    return [
        hit
        for hit in hits
        if hit in ours or not named[hit.start] or label_of(text, hit) is not None
    ]


def _names(text: Passage, hit: DateHit, hits: Sequence[DateHit]) -> list[frozenset[str]]:
    """The names in the clause of a day, up to the days beside it."""
    start, end = text.segment(hit.start)
    low = max([start, *(h.end for h in hits if h.end <= hit.start)])
    high = min([end, *(h.start for h in hits if h.start >= hit.end)])
    before = _BREAK.split(text.plain[low : hit.start])[-1]
    after = re.split(r"[,.;\n]| (?:y|e|et|and|i) ", text.plain[hit.end : high], maxsplit=1)[0]
    found = _NAME.finditer(f" {before} | {after}")
    said = (make_passage("name", m["quoted"] or m["plain"]).folded for m in found)
    return [tokens for name in said if not _NO_CALL.search(name) and (tokens := _tokens(name))]


def _tokens(name: str) -> frozenset[str]:
    """The words of a name, small ones left out."""
    return frozenset(word for word in re.findall(r"[a-z]{2,}", name) if word not in _SMALL)
