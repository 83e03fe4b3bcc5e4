"""Same call once: which known call a new record tells of, and which it may tell of.

The rules look at two records (:mod:`matcher.intake.identity.rules`); here they are asked of all
that may be the same. A person's word beats all of them and is kept in ``identity_rule``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from matcher.intake.identity.rules import LIKELY, SameJudgement, Verdict, judge
from matcher.intake.identity.traits import Traits

Key = TypeVar("Key")
Named = TypeVar("Named")
MOST_DOUBTS = 3
"""So many doubts of one record are put before a person; more would not be read."""


@dataclass(frozen=True, slots=True)
class Placed(Generic[Key]):
    """The call a record tells of, with what says so; and those of which somebody has to say."""

    call: Key | None
    why: SameJudgement | None
    doubts: tuple[tuple[Key, SameJudgement], ...]

    def named(self) -> frozenset[Key]:
        """Every call that is named."""
        named = frozenset(key for key, _ in self.doubts)
        return named if self.call is None else named | {self.call}

    def of(self, calls: Mapping[Key, Named]) -> "Placed[Named]":
        """The same, with what each key stands for."""
        call = None if self.call is None else calls[self.call]
        return Placed(call, self.why, tuple((calls[key], why) for key, why in self.doubts))


def place(own: Traits, known: Iterable[tuple[Key, Traits]]) -> Placed[Key]:
    """Where a record belongs among ``known``: calls and the records they have, the likeliest first.

    A call is the same if one of its records is and none of them is surely another; where a rule
    is only likely, no second call may be the same by it. Once it is found, no more are looked at.
    """
    told: dict[Key, list[SameJudgement]] = {}
    for call in _judged(own, known, told):
        if not any(one.firm for one in told[call]):
            break
    sure: list[tuple[Key, SameJudgement]] = []
    likely: list[tuple[Key, SameJudgement]] = []
    doubts: list[tuple[Key, SameJudgement]] = []
    for call, judgements in told.items():
        against = any(one.firm for one in judgements)
        why = _first(judgements, "same") or (None if against else _first(judgements, "doubt"))
        if why is None:
            continue
        if against:
            doubts.append((call, SameJudgement("doubt", why.rule, why.params)))
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


def _judged(
    own: Traits, known: Iterable[tuple[Key, Traits]], told: dict[Key, list[SameJudgement]]
) -> Iterator[Key]:
    """Judge ``known`` in its order into ``told``; gives each call that a record surely is."""
    records_of: dict[Key, list[Traits]] = {}
    for call, record in known:
        records_of.setdefault(call, []).append(record)
    for call, records in records_of.items():
        judgements = told[call] = [judge(own, record) for record in records]
        if any(one.verdict == "same" and one.rule not in LIKELY for one in judgements):
            yield call


def _first(judgements: Sequence[SameJudgement], verdict: Verdict) -> SameJudgement | None:
    return next((one for one in judgements if one.verdict == verdict), None)
