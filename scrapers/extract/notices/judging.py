"""Whether a page is a call at all: what asks for applications weighed against what reports."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from scrapers.extract.notices.explanations import EXPLANATIONS
from scrapers.extract.notices.invitations import INVITATIONS
from scrapers.extract.notices.mentions import MENTIONS
from scrapers.extract.notices.offers import OFFERS
from scrapers.extract.notices.phrasing import Phrasing, phrasing
from scrapers.extract.notices.reports import REPORTS
from scrapers.extract.notices.signal import About, NoticeSignal
from scrapers.extract.text.passage import Passage
from scrapers.item import Span

EDITION = 5
"""Raised whenever the signals change: what was judged by an earlier one is judged again."""

SIGNALS: tuple[NoticeSignal, ...] = (
    *INVITATIONS,
    *MENTIONS,
    *REPORTS,
    *OFFERS,
    *EXPLANATIONS,
)
LEVEL = 3.0
"""What must speak against a call, over what speaks for it, to call a page doubtful. The weights,
and these numbers in the same unit, were set by hand on the group ``dev`` of the tests
(docs/modelo.md)."""

SILENCE = 4.0
"""What it weighs that a page of some length asks for nothing."""

_BREAKS_SILENCE = 2.5
"""How much of it each weight of an invitation takes away."""

SILENCE_FROM = 40
"""Characters of a text from which silence says anything."""
SURE = 1.5
"""What must speak for a call, over what speaks against it, to call a page one."""

DATED = 1.0
"""What a closing day is worth: consultancies and posts have one too."""

WORDED = 3.0
"""What the odds of a page's wording are worth beside the signals …"""

_SIGNALLED = 8.0
"""… which say no more than that, however many are heard."""
_LOUD_TITLE, _LOUD_OFFER = 6.0, 4.5
"""From here on a title, or the offer of work or of a contract, speaks for itself …"""

_SOFTENED = 0.3
"""… and what posts, tenders and lists of winners say as well counts so much less for a call."""

_WORK = frozenset({"job", "tender", "consultancy"})
_HEAD = 600
"""Characters at the top in which a report counts in full."""
_READ = 12_000
"""Letters of a field that are heard: further down a long page says little of what it is."""

_CAP = 2
"""Times a signal is heard in one field."""
_BELOW, _AGAIN = 0.3, 0.4
"""What a report further down, and any word that was read before, is worth of its signal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardNotice:
    """One signal found: its word, where it stands and what it is worth there."""

    signal: NoticeSignal
    span: Span
    weight: float
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallJudgement:
    """Whether a page is a call: ``answer`` is ``None`` where too little speaks either way.

    ``reason`` says what the page is, ``score`` what speaks against a call less what speaks for
    it, ``span`` the sentence whose words weigh most on the side that won.
    """

    answer: bool | None = None
    reason: About | None = None
    span: Span | None = None
    score: float = 0.0
    heard: tuple[HeardNotice, ...] = ()


def judge(
    title: Passage,
    text: Passage,
    *,
    dated: bool = False,
    listed: bool = False,
    learned: Mapping[str, float] | None = None,
    bias: float = 0.0,
) -> CallJudgement:
    """The judgement of a page.

    :param dated: a closing day was read in it, which speaks a little for a call.
    :param listed: the source lists nothing but calls, so that a page may be silent.
    :param learned: name of a signal → what people's verdicts add to the score where it is heard.
    :param bias: what they add for the source.
    """
    heard = tuple(hear(title, text))
    inviting = [h for h in heard if h.signal.gives == "call"]
    against = [h for h in heard if h.signal.gives != "call"]
    asked = _asked(inviting, softened=_is_loud(against))
    score = sum(h.weight for h in against) - asked
    if dated:
        score -= DATED
    elif not listed and len(text.folded) >= SILENCE_FROM:
        score += max(0.0, SILENCE - _BREAKS_SILENCE * asked)
    worded = phrasing(title, text)
    score = max(-_SIGNALLED, min(_SIGNALLED, score)) + WORDED * worded.odds
    score += _taught(heard, learned or {}) + bias
    if score >= LEVEL:
        about, span = _otherwise(against, worded if inviting else None, title, text)
        return CallJudgement(answer=False, reason=about, span=span, score=score, heard=heard)
    if score > -SURE or not inviting:
        return CallJudgement(score=score, heard=heard)
    span = _sentence(inviting, title, text)
    return CallJudgement(answer=True, reason="call", span=span, score=score, heard=heard)


def _taught(heard: Iterable[HeardNotice], learned: Mapping[str, float]) -> float:
    return sum(learned.get(name, 0.0) for name in {h.signal.name for h in heard})


def _asked(inviting: Iterable[HeardNotice], *, softened: bool) -> float:
    """What speaks for a call; ``softened`` where a post or a list of winners says it as well."""
    plain = _SOFTENED if softened else 1.0
    return sum(h.weight * (1.0 if h.signal.sure else plain) for h in inviting)


def _is_loud(against: list[HeardNotice]) -> bool:
    titled = sum(h.weight for h in against if h.span.field == "title")
    work = sum(h.weight for h in against if h.signal.gives in _WORK)
    return titled >= _LOUD_TITLE or work >= _LOUD_OFFER


def _otherwise(
    against: list[HeardNotice], worded: Phrasing | None, title: Passage, text: Passage
) -> tuple[About, Span | None]:
    """What a page is that is no call, and the sentence that says so."""
    about = _about(against, worded)
    if worded is not None and about == "worded":
        return about, worded.span
    return about, _sentence((h for h in against if h.signal.gives == about), title, text)


def _about(against: list[HeardNotice], worded: Phrasing | None) -> About:
    """What most of the words against a call speak for; the wording where there are none."""
    if not against and worded is not None and worded.odds > 0:
        return "worded"
    weights: dict[About, float] = {}
    for h in against:
        weights[h.signal.gives] = weights.get(h.signal.gives, 0.0) + h.weight
    return max(weights, key=lambda about: weights[about], default="nothing-asked")


def _sentence(found: Iterable[HeardNotice], title: Passage, text: Passage) -> Span | None:
    """The sentence of the weightiest of ``found``."""
    best = max(found, key=lambda h: h.weight, default=None)
    if best is None:
        return None
    passage = title if best.span.field == "title" else text
    return passage.sentence_span(best.at, method=best.signal.name)


def hear(title: Passage, text: Passage) -> Iterator[HeardNotice]:
    """Every signal of a page; one heard again weighs less, and from the third time nothing."""
    for signal in SIGNALS:
        found = 0
        for passage in (title, text):
            for match in signal.words.finditer(passage.folded, 0, min(len(passage.folded), _READ)):
                if found >= _CAP:
                    break
                yield _heard(signal, passage, match.span(), again=found > 0)
                found += 1


def _heard(
    signal: NoticeSignal, passage: Passage, at: tuple[int, int], *, again: bool
) -> HeardNotice:
    titled = passage.field == "title"
    weight = signal.title if titled else signal.text
    late = not titled and signal.gives != "call" and at[0] >= _HEAD
    weight *= (_BELOW if late else 1.0) * (_AGAIN if again else 1.0)
    return HeardNotice(
        signal=signal, span=passage.span(*at, method=signal.name), weight=weight, at=at[0]
    )
