"""The stages of a pursuit: their order, and from which one may come to which."""

from collections.abc import Mapping
from typing import get_args

from matcher.pursuits.models import Stage

STAGES: tuple[Stage, ...] = get_args(Stage)
ENDED: frozenset[Stage] = frozenset({"won", "lost", "discarded"})
OPEN: tuple[Stage, ...] = tuple(stage for stage in STAGES if stage not in ENDED)
AT_THE_FUNDER: frozenset[Stage] = frozenset({"submitted", "second_stage"})
"""Nothing is left for the office to do but wait."""
REASONED: frozenset[Stage] = frozenset({"lost", "discarded"})
"""Endings that ask why."""
GATED: frozenset[Stage] = frozenset({"assigned", "drafting"})
"""Stages the agency's gate guards: somebody is about to spend their days."""

NEXT: Mapping[Stage, tuple[Stage, ...]] = {
    "detected": ("assigned", "analysis", "drafting", "discarded"),
    "assigned": ("analysis", "drafting", "detected", "discarded"),
    "analysis": ("drafting", "assigned", "discarded"),
    "drafting": ("endorsed", "submitted", "analysis", "discarded"),
    "endorsed": ("submitted", "drafting", "discarded"),
    "submitted": ("second_stage", "won", "lost", "drafting"),
    "second_stage": ("won", "lost", "submitted"),
    "won": ("submitted", "second_stage"),
    "lost": ("submitted", "second_stage"),
    "discarded": ("detected", "analysis"),
}
"""Stage → where one may go from it, the usual way first. Back is for what was moved by mistake."""


def is_open(stage: Stage) -> bool:
    """Whether the pursuit still goes on."""
    return stage not in ENDED


def further(a: Stage, b: Stage) -> Stage:
    """The one that is further along; any is further than «discarded»."""
    return max(a, b, key=_along)


def _along(stage: Stage) -> int:
    return -1 if stage == "discarded" else STAGES.index(stage)
