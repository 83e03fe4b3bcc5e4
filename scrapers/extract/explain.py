"""Why a page was read as it was: each date and each kind with the rules that spoke."""

from collections.abc import Iterator
from typing import Any

from scrapers.extract.dates.deadlines import read_dates
from scrapers.extract.dates.notations import Order, find_dates
from scrapers.extract.dates.roles import roles
from scrapers.extract.kind import hear, weigh
from scrapers.extract.notices.judging import judge
from scrapers.extract.reader import page_passages
from scrapers.extract.text.passage import Passage


def explain(
    title: str, text: str, *, country: str | None = None, has_amounts: bool = False
) -> dict[str, Any]:
    """The trace of a page, JSON-ready.

    ``dates``: every date with its role, the rule that decided, its words and the rules asked
    before it in vain. ``kind``: every signal heard with its word and weight, heaviest first.
    ``call``: the same for whether the page is a call at all, and what speaks against it in all.
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
