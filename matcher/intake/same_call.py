"""Same call once: which known call a new record tells of, and which it may tell of.

The rules look at two records (:mod:`matcher.intake.identity.rules`); here they are asked of all
that may be the same. A person's word beats all of them and is kept in ``identity_rule``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from matcher.intake.identity.rules import LIKELY, Judgement, Verdict, judge
from matcher.intake.identity.traits import Traits

Key = TypeVar("Key")
MOST_DOUBTS = 3
"""So many doubts of one record are put before a person; more would not be read."""


@dataclass(frozen=True, slots=True)
class Placed(Generic[Key]):
    """The call a record tells of, with what says so; and those of which somebody has to say."""

    call: Key | None
    why: Judgement | None
    doubts: tuple[tuple[Key, Judgement], ...]


def place(own: Traits, known: Iterable[tuple[Key, Traits]]) -> Placed[Key]:
    """Where a record belongs among ``known``: calls and the records they have, the likeliest first.

    A call is the same if one of its records is and none of them is surely another; where a rule
    is only likely, no second call may be the same by it.
    """
    told: dict[Key, list[Judgement]] = {}
    for call, other in known:
        told.setdefault(call, []).append(judge(own, other))
    sure: list[tuple[Key, Judgement]] = []
    likely: list[tuple[Key, Judgement]] = []
    doubts: list[tuple[Key, Judgement]] = []
    for call, judgements in told.items():
        against = any(one.firm for one in judgements)
        why = _first(judgements, "same") or (None if against else _first(judgements, "doubt"))
        if why is None:
            continue
        if against:
            doubts.append((call, Judgement("doubt", why.rule, why.params)))
        elif why.verdict == "doubt":
            doubts.append((call, why))
        else:
            (likely if why.rule in LIKELY else sure).append((call, why))
    if not sure and len(likely) == 1:
        sure, likely = likely, []
    unsure = (*sure[1:], *likely, *doubts)[:MOST_DOUBTS]
    if not sure:
        return Placed(None, None, unsure)
    return Placed(*sure[0], unsure)


def _first(judgements: Sequence[Judgement], verdict: Verdict) -> Judgement | None:
    return next((one for one in judgements if one.verdict == verdict), None)
