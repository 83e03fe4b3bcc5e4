"""What fits each project under a setting: one ranking of all calls of the year, seen day by day."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from matcher.digests.shared import FittingCall
from matcher.matches.mailing import is_shown
from matcher.matches.queries import WORTH
from matcher.ranking.index import MatchIndex, Pair
from matcher.ranking.team_feedback import MOST, Learned
from matcher.reasons.blockers import blockers
from matcher.reasons.judge import Judge
from matcher.rehearsals.past import Past, PastCall, instants
from matcher.rehearsals.settings import Setting

_MOST = 150
"""Calls of a project that are looked at: those of a year among which ten were open at a time."""
_NEVER = 1 << 30
"""A place no list has."""


class Lists:
    """The lists of all projects as they stood at each of the instants that are looked at."""

    def __init__(
        self, past: Past, setting: Setting, index: MatchIndex, *, shown: frozenset[int]
    ) -> None:
        """:param shown: calls that were mailed: what supports them was shown then."""
        self._past, self._top = past, setting.top
        self._instants = instants(past)
        self._order = {at: place for place, at in enumerate(self._instants)}
        self._spans = {call: self._span(one) for call, one in past.calls.items()}
        self._ranked = _ranked(past, index, shown)
        self._lists = cache(self._lists_of)

    def with_top(self, top: int) -> "Lists":
        """The same ranking, of which ``top`` calls stand in each list."""
        other = copy(self)
        other._top = top
        other._lists = cache(other._lists_of)
        return other

    def at(self, project_id: int, at: datetime) -> Sequence[FittingCall]:
        """The first of the list of a project at ``at`` that are worth telling."""
        return self._lists(project_id)[self._order[at]]

    def best_places(self, project_id: int) -> Iterator[tuple[FittingCall, int]]:
        """The calls that ever stood in the list of a project, each with its best place."""
        places = self._places(project_id)
        stood = np.where(places > 0, places, _NEVER).min(axis=0, initial=_NEVER).tolist()
        for one, place in zip(self._ranked.get(project_id, ()), stood, strict=True):
            if place < _NEVER:
                yield one, place

    def _lists_of(self, project_id: int) -> Sequence[Sequence[FittingCall]]:
        """The list of a project at each instant."""
        ranked = self._ranked.get(project_id, ())
        rows, columns = self._places(project_id).nonzero()
        ends = rows.searchsorted(np.arange(len(self._instants) + 1)).tolist()
        standing = [ranked[at] for at in columns.tolist()]
        return [standing[start:stop] for start, stop in pairwise(ends)]

    def _places(self, project_id: int) -> NDArray[np.int64]:
        """``(instants, ranked calls)``: which place each had, 0 where it was not in the list."""
        ranked = self._ranked.get(project_id, ())
        begins, ends = np.array([self._spans[one.call_id] for one in ranked]).reshape(-1, 2).T
        at = np.arange(len(self._instants))[:, None]
        live = (begins <= at) & (at < ends)
        live[: bisect_left(self._instants, self._past.projects[project_id].since)] = False
        places = live.cumsum(axis=1)
        return np.where(live & (places <= self._top), places, 0)

    def _span(self, call: PastCall) -> tuple[int, int]:
        """The instants at which one could apply to a call: since this one, until that one."""
        begins = bisect_left(self._instants, call.begins)
        ends = len(self._instants) if call.ends is None else bisect_left(self._instants, call.ends)
        return begins, ends


def index_of(past: Past, setting: Setting) -> MatchIndex:
    """All calls of the year and all projects, read once."""
    return MatchIndex(past.call_texts, past.project_texts, tools=setting.tools)


def retagged_index(index: MatchIndex, past: Past, setting: Setting) -> MatchIndex:
    """The same texts under the tags of ``past``, read once for both."""
    other = index.retagged(past.call_texts, past.project_texts)
    other.tools = setting.tools
    return other


def seen_with(index: MatchIndex, past: Past, setting: Setting) -> MatchIndex:
    """The same calls, the projects read again with the tools of ``setting``."""
    other = copy(index)
    other.tools = setting.tools
    return other.with_projects(past.project_texts)


def _ranked(
    past: Past, index: MatchIndex, shown: frozenset[int]
) -> Mapping[int, list[FittingCall]]:
    """Project → all calls of the year that nothing forbids and that are worth telling, in order."""
    learned, score = Learned(index, past.lessons), index.tools.ranker.score
    may_show = _Shown(index, learned)
    found, number = dict[int, list[FittingCall]](), 0
    for project, pairs in zip(
        index.projects.items, index.calls_for_projects(top=_MOST), strict=True
    ):
        near = [pair for pair in pairs if score(pair.standing + MOST) >= WORTH]
        whose, kept = past.projects[int(project.id)], list[FittingCall]()
        for pair in learned.applied(near):
            call, fit = index.calls.items[pair.call], round(score(pair.standing), 4)
            if fit < WORTH or blockers(call, project, today=date.min):
                continue
            number, call_id = number + 1, int(call.id)
            told = call_id in shown or may_show.of(pair)
            kept.append(
                FittingCall(
                    match_id=number if told else -number,
                    call_id=call_id,
                    project_id=int(project.id),
                    score=fit,
                    department=whose.department,
                    owner_id=whose.owner_id,
                    quiet=past.calls[call_id].quiet,
                    closes=None,
                )
            )
        found[int(project.id)] = kept
    return found


class _Shown:
    """Whether words or themes show what the score of a pair says.

    Asked only of pairs that meaning lifts. The sentences that come nearest are not looked for:
    encoding them takes longer than all the rest.
    """

    def __init__(self, index: MatchIndex, learned: Learned) -> None:
        plain = copy(index)
        plain.tools = replace(index.tools, meaning=None)
        self._judge = Judge(plain, today=date.min, learned=learned)

    def of(self, pair: Pair) -> bool:
        """Whether it may be mailed."""
        if pair.meaning <= 0:
            return True
        (match,) = self._judge.matches([pair], top=1)
        return is_shown(match.points, {reason.kind for reason in match.reasons})
