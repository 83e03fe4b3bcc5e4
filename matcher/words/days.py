"""The sentence a day was read from, and whether it was inferred, counted or contradicted."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from matcher.calls.facts import Span
from matcher.calls.models import Call, CallDeadline
from matcher.words.language import Words
from matcher.words.values import country_words

_AROUND = 160
_STOP = re.compile(
    r"(?:(?<![\s.][^\W\d_])[.!?…]\s|[.!?…]\s(?=[A-ZÁÉÍÓÚÑ¿¡«]))(?![A-ZÁÉÍÓÚÑ]{1,2}\.)|\n"
)
"""A stop after one letter ends a sentence only where another begins: "3:00 p. m. (hora de …)".

Before initials none does: "Washington D. C.", "EE. UU.".
"""
_IN_WORKING_DAYS = re.compile(r"term-in-working-days-([A-Z]{2})(?:-([A-Z]{2}))?")
_COUNTED = ("term-from-publication", "day-after-publication")
_CODES = frozenset(
    "closes-otherwise list-closes-otherwise closes-before-opening closings-contradict "
    "closings-differ record-closes-also record-closes-otherwise term-otherwise".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySaid:
    """The words a day stands in, and what an officer must know of it."""

    quote: str
    marks: tuple[str, ...] = ()
    how: str | None = None

    @property
    def worded(self) -> bool:
        """Whether the quote reads as words, and not as a figure of a machine's."""
        return re.search(r"[^\W\d_]{3}", self.quote) is not None


def closing_said(words: Words, call: Call, deadline: CallDeadline) -> DaySaid:
    """The sentence of a closing day, with its marks."""
    span = deadline.span or {}
    marks: list[str] = []
    how = _how(words, str(span.get("method") or ""))
    if "month-from" in str(span.get("method")):
        marks.append(words.gettext("el mes y el año se dedujeron"))
    elif "each-year" in str(span.get("method")):
        marks.append(words.gettext("vuelve cada año: es la próxima vez"))
    elif deadline.year_assumed:
        marks.append(words.gettext("el año se dedujo"))
    if how:
        marks.append(words.gettext("día calculado"))
    if deadline.on_day and _contradicted(call.warnings):
        marks.append(words.gettext("la fuente se contradice"))
    return DaySaid(quote=sentence_of(call, span), marks=tuple(marks), how=how)


def opening_said(words: Words, call: Call) -> DaySaid | None:
    """The sentence of the opening day, with its marks; ``None`` where no words gave it."""
    span: Span | None = call.composed.opens_span
    if span is None:
        return None
    how = _how(words, span.method)
    inferred = "year-from" in span.method or span.method == "today-of-dateline"
    marks = [words.gettext("el año se dedujo")] if inferred else []
    marks += [words.gettext("día calculado")] if how else []
    place = {"quote": span.quote, "field": span.field, "start": span.start, "end": span.end}
    return DaySaid(quote=sentence_of(call, place), marks=tuple(marks), how=how)


def sentence_of(call: Call, span: Mapping[str, Any]) -> str:
    """The sentence around a quote where its place in the call's text is known, else the quote."""
    quote, start, end = str(span.get("quote") or ""), span.get("start"), span.get("end")
    text = {"text": call.text, "title": call.title}.get(str(span.get("field")), "")
    if start is None or end is None or text[start:end] != quote:
        return quote
    before = [m.end() for m in _STOP.finditer(text, max(0, start - _AROUND), start)]
    low = before[-1] if before else max(0, start - _AROUND)
    after = _STOP.search(text, end, min(len(text), end + _AROUND))
    high = after.start() + 1 if after else min(len(text), end + _AROUND)
    cut = "…" if not before and low else ""
    rest = "…" if after is None and high < len(text) else ""
    return f"{cut}{' '.join(text[low:high].split())}{rest}"


def _how(words: Words, method: str) -> str | None:
    """How a day was counted, where no source published it."""
    found = _IN_WORKING_DAYS.search(method)
    if found:
        place = country_words(words, found[1])
        region = f" ({found[2]})" if found[2] else ""
        return words.gettext(
            "La fuente no publica este día. Puente contó los días hábiles de %(place)s desde el "
            "día siguiente a la publicación, sin fines de semana ni festivos (Ley 39/2015 de "
            "España, artículo 30); un festivo local puede moverlo. Compruébelo en la fuente.",
            place=f"{place}{region}",
        )
    if any(name in method for name in _COUNTED):
        return words.gettext(
            "La fuente no publica este día: Puente lo contó con el plazo que se cita, desde el día "
            "siguiente al que la fuente da como el de publicación; un mes acaba el mismo día del "
            "mes. Si el diario oficial la publicó otro día, este cambia. Compruébelo en la fuente."
        )
    return None


def _contradicted(warnings: Iterable[str | Mapping[str, Any]]) -> bool:
    """Whether sources, or two sentences of one, give different closing days."""
    return any(isinstance(one, Mapping) and one.get("code") in _CODES for one in warnings)
