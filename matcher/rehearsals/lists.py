"""What fits each project under a setting: one ranking of all calls of the year, seen day by day."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from itertools import islice

from matcher.digests.shared import FittingCall
from matcher.matches.mailing import is_shown
from matcher.matches.queries import WORTH
from matcher.ranking.index import MatchIndex, Pair
from matcher.ranking.team_feedback import MOST, Learned
from matcher.reasons.blockers import blockers
from matcher.reasons.judge import Judge
from matcher.rehearsals.past import Past
from matcher.rehearsals.settings import Setting

_MOST = 150
"""Calls of a project that are looked at: those of a year among which ten were open at a time."""


class Lists:
    """The lists of all projects as they stood at any instant."""

    def __init__(
        self, past: Past, setting: Setting, index: MatchIndex, *, shown: frozenset[int]
    ) -> None:
        """:param shown: calls that were mailed: what supports them was shown then."""
        self._past, self._top = past, setting.top
        self._ranked = _ranked(past, index, shown)
        self.at = cache(self._at)

    def with_top(self, top: int) -> "Lists":
        """The same ranking, of which ``top`` calls stand in each list."""
        other = copy(self)
        other._top = top
        other.at = cache(other._at)
        return other

    def _at(self, project_id: int, at: datetime) -> Sequence[FittingCall]:
        """The first of the list of a project at ``at`` that are worth telling."""
        if self._past.projects[project_id].since > at:
            return ()
        calls = self._past.calls
        live = (one for one in self._ranked.get(project_id, ()) if calls[one.call_id].is_live(at))
        return tuple(islice(live, self._top))


def index_of(past: Past, setting: Setting) -> MatchIndex:
    """All calls of the year and all projects, read once."""
    return MatchIndex(past.call_texts, past.project_texts, tools=setting.tools)


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
