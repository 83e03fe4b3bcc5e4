"""Why a page was read as it was: dates, kind and who may apply, with the rules that spoke."""

from collections.abc import Iterator
from typing import Any

from scrapers.extract.dates.deadlines import read_dates
from scrapers.extract.dates.notations import Order, find_dates
from scrapers.extract.dates.roles import roles
from scrapers.extract.kind import hear, weigh
from scrapers.extract.notices.judging import judge
from scrapers.extract.parties.eligibility import heard as eligibility_heard
from scrapers.extract.parties.sections import HEADINGS
from scrapers.extract.reader import page_passages
from scrapers.extract.text.passage import Passage


def explain(
    title: str,
    text: str,
    *,
    country: str | None = None,
    has_amounts: bool = False,
    agency_country: str = "CO",
) -> dict[str, Any]:
    """The trace of a page, JSON-ready.

    ``dates``: every date with its role, the rule that decided, its words and the rules asked
    before it in vain. ``kind``: every signal heard with its word and weight, heaviest first.
    ``call``: the same for whether the page is a call at all, and what speaks against it in all.
    ``eligibility``: by question, each sentence in which a rule found its words.
    """
    heading, body, _, order = page_passages(title, text, country=country)
    heard = sorted(hear(heading, body), key=lambda h: -h.weight)
    scores = weigh(heard, has_amounts=has_amounts)
    return {
        "dates": [one for passage in (heading, body) for one in _dates(passage, order=order)],
        "kind": {
            "weights": {kind: round(scores[kind], 2) for kind in sorted(scores)},
            "signals": [
                {
                    "rule": h.signal.name,
                    "kind": h.signal.gives,
                    "weight": round(h.weight, 2),
                    "words": h.match.group(),
                    "field": h.passage.field,
                }
                for h in heard
            ],
        },
        "call": _call(heading, body, order=order),
        "eligibility": _eligibility(heading, body, agency_country=agency_country),
    }


def _call(title: Passage, text: Passage, *, order: Order) -> dict[str, Any]:
    """The trace of whether a page is a call."""
    read = read_dates(title, text, order=order, url=None, published_on=None)
    found = judge(title, text, dated=bool(read.deadlines) or read.rolling)
    return {
        "against": round(found.score, 2),
        "signals": [
            {
                "rule": h.signal.name,
                "about": h.signal.gives,
                "weight": round(h.weight, 2),
                "words": h.span.quote,
                "field": h.span.field,
            }
            for h in sorted(found.heard, key=lambda h: -h.weight)
        ],
    }


def _eligibility(heading: Passage, body: Passage, *, agency_country: str) -> dict[str, Any]:
    """The trace of every question: what is told first is the answer."""
    found: dict[str, list[dict[str, Any]]] = {question: [] for question in HEADINGS}
    for question, sentence, verdict in eligibility_heard(
        heading, body, agency_country=agency_country
    ):
        span = sentence.passage.sentence_span(sentence.start, method="sentence")
        found[question].append(
            {
                "rule": verdict.rule.name if verdict.rule else None,
                "answer": verdict.rule.gives if verdict.rule else None,
                "words": verdict.words,
                "sentence": span.quote,
                "under": sentence.under or None,
                "field": span.field,
                "tried": list(verdict.tried),
            }
        )
    return found


def _dates(passage: Passage, *, order: Order) -> Iterator[dict[str, Any]]:
    """The trace of every date of a field."""
    for told in roles(passage, find_dates(passage, order=order)):
        span = passage.span(told.hit.start, told.hit.end, method=told.rule)
        yield {
            "date": span.quote,
            "field": span.field,
            "start": span.start,
            "end": span.end,
            "role": told.role or None,
            "rule": told.rule,
            "words": told.words,
            "tried": list(told.tried),
        }
