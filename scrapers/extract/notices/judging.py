"""Whether a page is a call at all: what asks for applications weighed against what reports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scrapers.extract.notices.invitations import INVITATIONS
from scrapers.extract.notices.mentions import MENTIONS
from scrapers.extract.notices.offers import OFFERS
from scrapers.extract.notices.reports import REPORTS
from scrapers.extract.notices.signal import About, NoticeSignal
from scrapers.extract.text.passage import Passage
from scrapers.item import Span

EDITION = 1
"""Raised whenever the signals change: what was judged by an earlier one is judged again."""

SIGNALS: tuple[NoticeSignal, ...] = (*INVITATIONS, *MENTIONS, *REPORTS, *OFFERS)
LEVEL = 3.0
"""What must speak against a call, over what speaks for it, to call a page doubtful."""

SILENCE = 4.0
"""What it weighs that a page of some length asks for nothing."""

SILENCE_FROM = 40
SURE = 1.5
"""What must speak for a call, over what speaks against it, to call a page one."""

DATED = 1.0
"""What a closing day is worth: consultancies and posts have one too."""

_LOUD_TITLE, _LOUD_OFFER = 6.0, 4.5
"""From here on a title, or the offer of work or of a contract, speaks for itself …"""

_SOFTENED = 0.3
"""… and what posts, tenders and lists of winners say as well counts so much less for a call."""

_WORK = frozenset({"job", "tender", "consultancy"})
_HEAD = 600
_CAP = 2
_BELOW, _AGAIN = 0.3, 0.4
"""What a report further down, and any word that was read before, is worth of its signal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One signal found: its word, where it stands and what it is worth there."""

    signal: NoticeSignal
    span: Span
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether a page is a call: ``answer`` is ``None`` where too little speaks either way.

    ``reason`` says what the page is, ``score`` what speaks against a call less what speaks for
    it, ``span`` the words that weigh most on the side that won.
    """

    answer: bool | None = None
    reason: About | None = None
    span: Span | None = None
    score: float = 0.0
    heard: tuple[Heard, ...] = ()


def judge(
    title: Passage,
    text: Passage,
    *,
    dated: bool = False,
    listed: bool = False,
    learned: Mapping[str, float] | None = None,
) -> Judgement:
    """The judgement of a page.

    :param dated: a closing day was read in it, which speaks a little for a call.
    :param listed: the source lists nothing but calls, so that a page may be silent.
    :param learned: name of a signal → what people's verdicts add to the score where it is heard.
    """
    heard = tuple(hear(title, text))
    against = [h for h in heard if h.signal.gives != "call"]
    plain = _SOFTENED if _is_loud(against) else 1.0
    asked = sum(
        h.weight * (1.0 if h.signal.sure else plain) for h in heard if h.signal.gives == "call"
    )
    score = sum(h.weight for h in against) - asked
    silent = not (dated or listed) and len(text.folded) >= SILENCE_FROM
    score += (max(0.0, SILENCE - 2.5 * asked) if silent else 0.0) - (DATED if dated else 0.0)
    score += sum((learned or {}).get(name, 0.0) for name in {h.signal.name for h in heard})
    if score >= LEVEL:
        return _notice(against, title, score=score, heard=heard)
    inviting = [h for h in heard if h.signal.gives == "call"]
    if score > -SURE or not inviting:
        return Judgement(score=score, heard=heard)
    best = max(inviting, key=lambda h: h.weight)
    return Judgement(answer=True, reason="call", span=best.span, score=score, heard=heard)


def _is_loud(against: list[Heard]) -> bool:
    titled = sum(h.weight for h in against if h.span.field == "title")
    work = sum(h.weight for h in against if h.signal.gives in _WORK)
    return titled >= _LOUD_TITLE or work >= _LOUD_OFFER


def _notice(
    against: list[Heard], title: Passage, *, score: float, heard: tuple[Heard, ...]
) -> Judgement:
    if not against:
        span = title.span(0, len(title.folded), method="nothing-asked") if title.raw else None
        return Judgement(answer=False, reason="nothing-asked", span=span, score=score, heard=heard)
    weights: dict[About, float] = {}
    for h in against:
        weights[h.signal.gives] = weights.get(h.signal.gives, 0.0) + h.weight
    about = max(weights, key=lambda a: weights[a])
    best = max((h for h in against if h.signal.gives == about), key=lambda h: h.weight)
    return Judgement(answer=False, reason=about, span=best.span, score=score, heard=heard)


def hear(title: Passage, text: Passage) -> Iterator[Heard]:
    """Every signal of a page; one heard again weighs less, and from the third time nothing."""
    for signal in SIGNALS:
        found = 0
        for passage in (title, text):
            for match in signal.words.finditer(passage.folded):
                if found >= _CAP:
                    break
                yield _heard(signal, passage, match.span(), again=found > 0)
                found += 1


def _heard(signal: NoticeSignal, passage: Passage, at: tuple[int, int], *, again: bool) -> Heard:
    titled = passage.field == "title"
    weight = signal.title if titled else signal.text
    late = not titled and signal.gives != "call" and at[0] >= _HEAD
    weight *= (_BELOW if late else 1.0) * (_AGAIN if again else 1.0)
    return Heard(signal=signal, span=passage.span(*at, method=signal.name), weight=weight)
