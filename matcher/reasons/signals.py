"""The signals of a match: each looks at a pair, says what it adds and tells the reason for it.

The score of a pair that is shown is that of the sum of their points, and its reasons are what
the same calls told. All pairs are first compared at once, with the same weights and vectors
(:mod:`matcher.ranking.index`), to find the few that are looked at here. Weights, and why they are
what they are, stand in ``matcher/ranking/ranker.toml``; what each signal compares, in words an
officer reads, in :mod:`matcher.words.reasons`.
"""

from collections.abc import Callable, Mapping, Sequence
from math import fsum

from matcher.ranking.inputs import NOTHING, Finding, Reason
from matcher.reasons.conditions import missing_partner, not_leading, unknown_counterpart
from matcher.reasons.sentences import (
    PASSING,
    Evidence,
    close_sentences,
    named_funder,
    shared_lines,
    shared_ods,
    shared_words,
)
from matcher.tags.classifier.weights import ODS

Signal = Callable[[Evidence], Finding]


def terms(evidence: Evidence) -> Finding:
    """Stems both have, in the language of the call; those of its title are counted apart."""
    products = evidence.products
    return fsum(products.terms) - products.title, shared_words(evidence)


def title(evidence: Evidence) -> Finding:
    """The project's stems in the title of the call; they are told with the others."""
    return evidence.products.title, None


def phrases(evidence: Evidence) -> Finding:
    """Two stems side by side in both; they are told with the others."""
    return fsum(evidence.products.phrases), None


def grams(evidence: Evidence) -> Finding:
    """Words spelt alike, which cognates are; a likeness of letters is no reason to tell."""
    return evidence.grams, None


def meaning(evidence: Evidence) -> Finding:
    """What both are about, in whatever words; told by the two sentences that come nearest.

    Where meaning adds hardly anything, no sentences speak for the pair.
    """
    return evidence.meaning, close_sentences(evidence)


def ods(evidence: Evidence) -> Finding:
    """Standing out in the same ODS, or in others.

    The points compare all 17, the reason names the few that were assigned. Where it would speak
    for what the points count against, or the other way round, nothing is told: likeness in ODS
    that were not assigned has no words to show.
    """
    points, reason = fsum(evidence.products.topics[:ODS]), shared_ods(evidence)
    if reason is not None and (points > 0 if reason.kind == "against" else points < 0):
        return points, None
    return points, reason


def lines(evidence: Evidence) -> Finding:
    """Assigned to the same thematic lines."""
    return fsum(evidence.products.topics[ODS:]), shared_lines(evidence)


def usual(evidence: Evidence) -> Finding:
    """What the project has with calls at large is taken off: it says nothing of this one."""
    return evidence.products.usual, None


def funder(evidence: Evidence) -> Finding:
    """The project names who pays: told, and not counted, for want of pairs to weigh it on."""
    return 0.0, named_funder(evidence)


def liked(evidence: Evidence) -> Finding:
    """The team wanted a call like this one."""
    return next((one.finding for one in evidence.nudges if one.by > 0), NOTHING)


def lead(evidence: Evidence) -> Finding:
    """The city may only take part: somebody else has to lead; no likeness makes up for it."""
    return 0.0, not_leading(evidence)


def partner(evidence: Evidence) -> Finding:
    """A partner is asked for: a person finds one, or not; no likeness makes up for it."""
    return 0.0, missing_partner(evidence)


def counterpart(evidence: Evidence) -> Finding:
    """A counterpart is asked for and unknown; one that is known to be short forbids the pair."""
    return 0.0, unknown_counterpart(evidence)


def disliked(evidence: Evidence) -> Finding:
    """The team did not want a call like this one."""
    return next((one.finding for one in evidence.nudges if one.by < 0), NOTHING)


SIGNALS: dict[str, Signal] = {
    signal.__name__: signal
    for signal in (
        terms,
        title,
        phrases,
        grams,
        meaning,
        ods,
        lines,
        usual,
        funder,
        liked,
        lead,
        partner,
        counterpart,
        disliked,
    )
}
"""By name, in the order in which their reasons are told."""


def weigh(evidence: Evidence) -> tuple[dict[str, float], tuple[Reason, ...]]:
    """What each signal adds, where it adds anything, and the reasons: for, then against."""
    points, told, against = dict[str, float](), list[Reason](), list[Reason]()
    for name, signal in SIGNALS.items():
        found, reason = signal(evidence)
        if found:
            points[name] = found
        if reason is not None and not _quoted_before(reason, told):
            (against if reason.kind == "against" else told).append(reason)
    if any(reason.kind == "meaning" for reason in told):
        against = [reason for reason in against if reason.code != PASSING]
    if not any(reason.code == PASSING for reason in against):
        against = [*_without_words(evidence, points, told), *against]
    return points, (*told, *against)


def _quoted_before(reason: Reason, told: Sequence[Reason]) -> bool:
    """Whether the two sentences nearest by meaning are those that were told for their words."""
    quotes = (reason.call_quote, reason.project_quote)
    return reason.kind == "meaning" and any(
        (one.call_quote, one.project_quote) == quotes for one in told
    )


def _without_words(
    evidence: Evidence, points: Mapping[str, float], told: Sequence[Reason]
) -> tuple[Reason, ...]:
    """Says so where neither words nor sentences meet, and whether a theme does."""
    kinds = {reason.kind for reason in told}
    if kinds & {"terms", "translated", "meaning"}:
        return ()
    alike = "lines" in kinds or points.get("ods", 0.0) > 0
    themed = alike or not set(evidence.call_ods).isdisjoint(evidence.project_ods)
    return (Reason(kind="against", code="only-theme" if themed else "nothing-shared"),)
