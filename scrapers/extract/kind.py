"""What kind of opportunity a call is: the named signals of each kind weighed against the others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scrapers.extract.kind_signals import SIGNALS, Signal
from scrapers.extract.text.passage import Passage
from scrapers.item import Kind, Span

_HEAD = 700
"""Characters at the top in which a word counts in full. Set by hand on the pages of the tests, as
are the weights (``kind_signals.py``) and what follows; to tune them, ``extract_quality.py`` on
pages not seen before."""
_CAP = 4
"""Times a signal is heard in one field: a page that repeats a word says no more."""
_BELOW, _AGAIN = 0.6, 0.4
"""What a word further down, and one that was read before, is worth of its signal."""

_WITH_MONEY = 0.6
"""What a call for no money keeps of its weight where an amount is offered."""
_MONEY = 1.0
"""What an amount offered speaks for a grant, in the weights of the signals."""
_BEFORE = 30
"""Characters before a word in which a "no" denies it."""
_DENIED = re.compile(r"\b(?:no|not|sin|without|sem|sans|aucune?|ningun\w*|cap|nao)\b[^.;,]{0,22}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One signal found: its word, where it stands and what it is worth there."""

    signal: Signal
    passage: Passage
    match: re.Match[str]
    weight: float


def read_kind(
    title: Passage, text: Passage, *, has_amounts: bool
) -> tuple[Kind | None, Span | None]:
    """The kind with most evidence and the words that gave it; ``None`` where nothing does.

    A signal in the title weighs most, then the first paragraphs; none counts more than four
    times. Money offered speaks for a grant, and against a call without money.
    """
    heard = list(hear(title, text))
    scores = weigh(heard, has_amounts=has_amounts)
    if not scores:
        return None, None
    best = max(scores, key=lambda kind: scores[kind])
    told = max((h for h in heard if h.signal.gives == best), key=lambda h: h.weight, default=None)
    if told is None:
        return best, None
    return best, told.passage.span(*told.match.span(), method=told.signal.name)


def hear(title: Passage, text: Passage) -> Iterator[Heard]:
    """Every signal of a page that no "no" or "without" denies."""
    for signal in SIGNALS:
        for passage in (title, text):
            for count, match in enumerate(signal.words.finditer(passage.folded)):
                if count >= _CAP:
                    break
                low = max(0, match.start() - _BEFORE)
                if not _DENIED.search(passage.folded, low, match.start()):
                    yield _heard(signal, passage, match, titled=passage is title, again=count > 0)


def _heard(
    signal: Signal, passage: Passage, match: re.Match[str], *, titled: bool, again: bool
) -> Heard:
    """A signal with what it is worth where it stands."""
    weight = signal.title if titled else signal.text
    weight *= 1.0 if titled or match.start() < _HEAD else _BELOW
    weight *= _AGAIN if again else 1.0
    return Heard(signal=signal, passage=passage, match=match, weight=weight)


def weigh(heard: list[Heard], *, has_amounts: bool) -> dict[Kind, float]:
    """What each kind weighs; empty where nothing speaks for any."""
    scores: dict[Kind, float] = {}
    for told in heard:
        kind = told.signal.gives
        scores[kind] = scores.get(kind, 0.0) + told.weight
    if has_amounts:
        scores["subvencion"] = scores.get("subvencion", 0.0) + _MONEY
        if "convocatoria" in scores:
            scores["convocatoria"] *= _WITH_MONEY
    return scores
