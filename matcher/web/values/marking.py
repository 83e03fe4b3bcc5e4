"""Marks in a text: what somebody searched for, what earned a tag. Text in, safe HTML out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from flask import Flask
from markupsafe import Markup, escape

from matcher.db.search_query import NOTHING, Also, held, hit_ranges, parse, placed
from matcher.text import fold, stem

SNIPPET = 240
Placed = tuple[int, int, frozenset[int]]
"""Where a word stands, and the terms that ask for it."""
_SMALL = re.compile(r"\s+(?:\w{1,3}\s+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[\W\d]*[A-ZÁÉÍÓÚÑÀÂÇÊÈÔ])|\s*\n\s*")
HEADING = 48
"""Longest line that can read like a heading."""


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """Code points ``start`` to ``end`` of a text, and why they are marked."""

    start: int
    end: int
    why: str = ""


def mark(text: str, ranges: Iterable[Range], *, css: str = "") -> Markup:
    """``text`` escaped, with ``ranges`` inside ``<mark>``; overlapping ones become one."""
    parts: list[Markup] = []
    place = 0
    for item in _merged(sorted(ranges), len(text)):
        css_class = Markup(' class="{}"').format(css) if css else Markup("")
        why = Markup(' title="{}"').format(item.why) if item.why else Markup("")
        parts.append(escape(text[place : item.start]))
        parts.append(
            Markup("<mark{}{}>{}</mark>").format(css_class, why, text[item.start : item.end])
        )
        place = item.end
    parts.append(escape(text[place:]))
    return Markup("").join(parts)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a source's text; ``heading`` if it reads like one (only its look changes)."""

    html: Markup
    heading: bool
    anchor: str | None = None


def paragraphs(
    text: str,
    ranges: Sequence[Range],
    *,
    css: str = "",
    anchors: Mapping[int, str] | None = None,
) -> list[Paragraph]:
    """``text`` line by line, with ``ranges`` marked where they stand.

    ``anchors`` names the lines that hold these code points; of several the first.
    """
    found: list[Paragraph] = []
    start = 0
    for line in text.splitlines(keepends=True):
        plain, end = line.strip(), start + len(line)
        if plain:
            offset = start + line.index(plain)
            here = [
                Range(
                    max(r.start, offset) - offset, min(r.end, offset + len(plain)) - offset, r.why
                )
                for r in ranges
                if r.start < offset + len(plain) and r.end > offset
            ]
            named = [name for at, name in (anchors or {}).items() if start <= at < end]
            found.append(
                Paragraph(
                    mark(plain, here, css=css), _reads_like_heading(plain), next(iter(named), None)
                )
            )
        start = end
    return found


def _reads_like_heading(line: str) -> bool:
    return (
        len(line) <= HEADING
        and line[0].isupper()
        and line[-1] not in ".,;)»"
        and not any(c.isdigit() or c == "|" for c in line)
    )


def _merged(ranges: Sequence[Range], length: int) -> list[Range]:
    merged: list[Range] = []
    for item in ranges:
        if not 0 <= item.start < item.end <= length:
            continue
        if merged and item.start <= merged[-1].end:
            last = merged[-1]
            why = ", ".join(dict.fromkeys(w for w in (last.why, item.why) if w))
            merged[-1] = Range(last.start, max(last.end, item.end), why)
        else:
            merged.append(item)
    return merged


def hits(text: str, query: str, also: Also = NOTHING) -> Markup:
    """``text`` with the words of ``query`` marked, in whatever form they stand."""
    return mark(text, _joined(text, hit_ranges(text, query, also)))


def _joined(text: str, found: Sequence[tuple[int, int]]) -> list[Range]:
    """Hits with nothing but small words between them are one run."""
    runs: list[Range] = []
    for start, end in found:
        if runs and _SMALL.fullmatch(text[runs[-1].end : start]):
            runs[-1] = Range(runs[-1].start, end)
        else:
            runs.append(Range(start, end))
    return runs


def snippet(text: str, query: str, also: Also = NOTHING, title: str = "") -> Markup | None:
    """The sentence of ``text`` with the most terms of ``query``, marked; ``None`` if none has any.

    One too long to be read in a list is cut around its first hit. The ``title``, which many texts
    begin with, is none.
    """
    found = list(placed(text, parse(query, also)))
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    spans = [
        (start, end)
        for start, end in pairwise(starts)
        if text[start:end].strip(" \n.") != title.strip(" .")
    ]
    told = [(len(_terms_within(found, start, end)), -start, end) for start, end in spans]
    most, begins, ends = max(told, default=(0, 0, 0))
    return _cut(text, -begins, ends, found, query, also) if most else None


def _terms_within(found: Sequence[Placed], start: int, end: int) -> frozenset[int]:
    return frozenset().union(*(terms for at, _end, terms in found if start <= at < end))


def _cut(
    text: str, start: int, end: int, found: Sequence[Placed], query: str, also: Also
) -> Markup:
    """One sentence, or what stands around its first hit."""
    first, last = start, end
    if end - start > SNIPPET:
        hit = next(at for at, _end, _terms in found if at >= start)
        if hit - start > SNIPPET // 2:
            first = text.rfind(" ", start, max(start, hit - 60)) + 1 or hit
        cut = text.find(" ", first + SNIPPET, end)
        last = end if cut < 0 else cut
    piece = " ".join(text[first:last].split())
    return Markup("{}{}{}").format(
        "" if first == start else "… ", hits(piece, query, also), " …" if last < end else ""
    )


def lacking(text: str, query: str, also: Also = NOTHING) -> list[str]:
    """The terms of ``query`` that ``text`` does not hold, as they are looked for."""
    asked = parse(query, also)
    there = held(text, asked)
    return [" ".join(one.words) for place, one in enumerate(asked.terms) if place not in there]


def terms(text: str, wanted: Iterable[str]) -> Markup:
    """``text`` with the words of ``wanted`` («agua ↔ water» counts as both) marked."""
    spoken = (w for phrase in wanted or () for w in phrase.replace('"', " ").split())
    return hits(text, " ".join(w for w in spoken if len(w) > 3))


def words_of(evidence: Iterable[dict[str, Any]]) -> list[str]:
    """The distinct words that earned a tag, as they stand in the text."""
    found = (str(e.get("quote") or e.get("text") or e.get("words") or "") for e in evidence)
    return list({stem(fold(w), "es"): w for w in found if w}.values())


def evidence_ranges(evidence: Iterable[dict[str, Any]], *, field: str, why: str) -> list[Range]:
    """Where the words that earned a tag stand in ``field`` (``title`` or ``text``)."""
    return [
        Range(int(e["start"]), int(e["end"]), why)
        for e in evidence
        if e.get("field", "text") == field and e.get("start") is not None
    ]


def install(app: Flask) -> None:
    """Let templates mark."""
    app.add_template_filter(hits)
    app.add_template_filter(snippet)
    app.add_template_global(lacking)
    app.add_template_filter(words_of)
    app.add_template_filter(terms)
