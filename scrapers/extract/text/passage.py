"""Passage: one field of a page, folded for matching, with the way back to its offsets."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from scrapers.extract.text.marks import written_otherwise
from scrapers.extract.text.wording import WordTable
from scrapers.item import Span
from scrapers.letters import fold

MAX_CHARS = 150_000
"""Code points of a field that are read; the rest is left out, and a warning says so."""

MAX_SENTENCE = 3000
"""A longer run without a full stop is cut, so that no rule reads the same text over and over."""

_SAME = {
    "’": "'",
    "‘": "'",
    "´": "'",
    "`": "'",
    "ʼ": "'",
    "–": "-",
    "—": "-",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "―": "-",
    "“": '"',
    "”": '"',
    "°": "º",
    "\t": " ",
    "\r": " ",
    "·": "·",
    "\x0b": "\n",
    "\x0c": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
}
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_ABBREVIATIONS = frozenset(
    "a aa admon approx aprox arq art arts av avda bs cap cf cia co corp dec dept dr dra ed ee eg "
    "etc ext fig gs hon ie inc jan feb mar apr jun jul aug sep sept oct nov ene abr ago set dic "
    "janv fevr avr juil lic ltd max min mr mrs ms no nos nro num oct op pag pags pp prof ref rs s "
    "sr sra srta st tel ud uds us uu vol vs".split()
)
_GLUED = WordTable(
    (
        r"(?<=[^\W\d_A-Z])(?=(?:Abiert[ao]|Applications?|Apply|Clos(?:es?|ed|ing)|Cierres?|Cierra|"
        r"Clôture|Data|Dates?|Deadline|Due|Fechas?|Fins|Hasta|Inscri(?:pciones|ções|ptions)|Jusqu|"
        r"Opens?|Plazo|Postula(?:ciones)?|Prazo|Publi(?:cad[oa]|shed|é)|Posted|Termini|Until)"
        r"(?![a-zà-ÿ]))",
        r"(?:(?<=[Dd]eadline)|(?<=[Cc]ierre)|(?<=[Pp]lazo)|(?<=[Pp]razo)|(?<=[Hh]asta))(?=\d)",
        r"(?<=\d)(?=(?:Cierre|Fecha|Fin|Fim|Clos(?:es|ing)|End|Deadline|Hasta|Prazo)(?![a-zà-ÿ]))",
    ),
    lead="",
)
"""Where the words of two boxes of a page met without a space: "iconDeadline", "Plazo15/3"."""

_ITEM = re.compile(r" {0,8}\(?[a-z0-9]{1,3}[).] ")
_STOP = re.compile(r"[.!?…][\"')\]»]{0,2}[ ]{1,8}|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A field made comparable.

    ``plain`` is the text without combining marks, invisible characters and marks of stress, with
    percentages in figures; ``folded`` is
    ``plain`` in lower case without accents, position by position. ``offsets`` leads from a
    position there to the code point of ``raw`` (``None`` where they are the same).
    """

    field: str
    raw: str
    plain: str
    folded: str
    offsets: tuple[int, ...] | None
    starts: tuple[int, ...]

    def span(self, start: int, end: int, *, method: str, marked: bool = False) -> Span:
        """The span of ``folded[start:end]`` in the text as it was given.

        :param marked: with the marks of stress around it, which are not read.
        """
        if self.offsets is None:
            first, last = start, end
        else:
            first = self.offsets[start] if start < len(self.offsets) else len(self.raw)
            last = self.offsets[end - 1] + 1 if end > start else first
        if marked and self.offsets is not None:
            while first and self.raw[first - 1] in "*_":
                first -= 1
            while self.raw[last : last + 1] in ("*", "_"):
                last += 1
        quote = self.raw[first:last]
        return Span(quote=quote, field=self.field, method=method, start=first, end=last)

    def segment(self, position: int) -> tuple[int, int]:
        """Start and end of the sentence or line that holds ``position``."""
        index = bisect_right(self.starts, position) - 1
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.folded)
        return self.starts[index], end

    def previous_segment(self, start: int) -> tuple[int, int] | None:
        """The sentence or line before the one that begins at ``start``."""
        return self.segment(start - 1) if start > 0 else None

    def segments(self) -> Iterator[tuple[int, int]]:
        """Every sentence or line, in order."""
        for index, start in enumerate(self.starts):
            end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.folded)
            yield start, end

    def sentence_span(self, position: int, *, method: str) -> Span:
        """The sentence around ``position``, trimmed, at most 400 code points long."""
        start, end = self.segment(position)
        while start < end and self.folded[start].isspace():
            start += 1
        if end - start > 400:
            start = max(start, position - 150)
            end = min(end, start + 400)
        while end > start and self.folded[end - 1].isspace():
            end -= 1
        return self.span(start, end, method=method, marked=True)


def make_passage(field: str, raw: str) -> Passage:
    """Fold ``raw`` (its first :data:`MAX_CHARS` code points) for matching."""
    raw = raw[:MAX_CHARS]
    glued = {match.start() for match in _GLUED.finditer(raw)}
    otherwise = written_otherwise(raw)
    if raw.isascii() and not glued and not otherwise:
        plain, offsets = raw.replace("\t", " ").replace("\r", " "), None
        folded = plain.lower()
    else:
        whole = []
        for i, char in enumerate(raw):
            if i in glued:
                whole.append((i, " "))
            if kept := otherwise.get(i, _plain_char(char)):
                whole.append((i, kept))
        plain = "".join(char for _, char in whole)
        uneven = bool(glued) or len(whole) != len(raw)
        offsets = tuple(i for i, _ in whole) if uneven else None
        folded = fold(plain)
    return Passage(
        field=field,
        raw=raw,
        plain=plain,
        folded=folded,
        offsets=offsets,
        starts=tuple(_starts(plain)),
    )


@lru_cache(maxsize=8192)
def _plain_char(char: str) -> str:
    """One code point made plain; empty where it is invisible or only an accent."""
    if char in _SAME:
        return _SAME[char]
    if char in _DROPPED or unicodedata.category(char) in {"Mn", "Cf"}:
        return ""
    if char.isspace() and char != "\n":
        return " "
    return char


def _starts(plain: str) -> Iterator[int]:
    """Where each sentence or line begins; none is longer than :data:`MAX_SENTENCE`."""
    last = 0
    yield last
    for match in _STOP.finditer(plain):
        if match.end() < len(plain) and match.end() > last and _breaks(plain, match):
            yield from range(last + MAX_SENTENCE, match.end(), MAX_SENTENCE)
            last = match.end()
            yield last
    yield from range(last + MAX_SENTENCE, len(plain), MAX_SENTENCE)


def _breaks(plain: str, match: re.Match[str]) -> bool:
    """Whether a full stop or a line end closes a sentence."""
    following = plain[match.end() : match.end() + 4].lstrip("\"'«¿¡([ ")[:1]
    if match.group() == "\n":
        ended = plain[: match.start()].rstrip(" ")[-1:] in {".", "!", "?"}
        return ended or not following.islower() or bool(_ITEM.match(plain, match.end()))
    if following.islower():
        return False
    if match.group()[0] != ".":
        return True
    before = re.search(r"([^\W\d_]+)$", plain[max(0, match.start() - 12) : match.start()])
    if before is None:
        return True
    word = fold(before.group())
    return len(word) > 1 and word not in _ABBREVIATIONS
