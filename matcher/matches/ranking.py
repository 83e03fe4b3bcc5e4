"""Rank calls for projects, or projects for calls, with reasons: the pure heart of matching.

The same function serves files, pasted texts and the database.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from matcher.matches.confidence import confidence
from matcher.matches.eligibility import blockers
from matcher.matches.evidence import Witness
from matcher.matches.explain import reasons
from matcher.matches.index import MatchIndex, Pair, Tools
from matcher.matches.texts import Blocker, CallText, Direction, Match, ProjectText
from matcher.matches.workers import Progress, Workers, silent


def rank(
    calls: Sequence[CallText],
    projects: Sequence[ProjectText],
    *,
    top: int,
    by: Direction = "project",
    tools: Tools,
    today: date,
    workers: Workers | None = None,
    progress: Progress = silent,
    line_names: Mapping[str, str] | None = None,
) -> Iterator[Match]:
    """The best ``top`` matches of each project (or of each call), one query after the other.

    Pairs that nothing forbids come first, by score; blocked ones follow, so that they can be
    explained. Queries keep their order; equal scores are ordered by id.
    """
    index = MatchIndex(calls, projects, tools=tools, workers=workers)
    judge = Judge(index, today=today, line_names=line_names)
    found = (
        index.calls_for_projects(top=top * _SPARE, progress=progress)
        if by == "project"
        else index.projects_for_calls(top=top * _SPARE, progress=progress)
    )
    for done, pairs in enumerate(found, start=1):
        yield from judge.matches(pairs, top=top)
        progress(done, len(found))


_SPARE = 3
"""How many times ``top`` are looked at, so that blocked pairs do not crowd out the others."""


class Judge:
    """Turns scored pairs of an index into matches: blockers, confidence, reasons."""

    def __init__(
        self, index: MatchIndex, *, today: date, line_names: Mapping[str, str] | None = None
    ) -> None:
        self._index = index
        self._today = today
        self._witness = Witness(index, line_names=line_names or {})

    def matches(self, pairs: Sequence[Pair], *, top: int) -> list[Match]:
        """The best ``top`` of one query's pairs (already sorted by score), explained."""
        judged = [(pair, self._blockers(pair)) for pair in pairs]
        judged.sort(key=lambda pair: bool(pair[1]))
        return [
            self._match(pair, found, rank=place)
            for place, (pair, found) in enumerate(judged[:top], start=1)
        ]

    def _blockers(self, pair: Pair) -> tuple[Blocker, ...]:
        """What forbids the pair."""
        return blockers(
            self._index.calls.items[pair.call],
            self._index.projects.items[pair.project],
            today=self._today,
        )

    def _match(self, pair: Pair, found: tuple[Blocker, ...], *, rank: int) -> Match:
        """One pair with all there is to say about it."""
        index = self._index
        call, project = index.calls.items[pair.call], index.projects.items[pair.project]
        source, target = index.projects.languages[pair.project], index.calls.languages[pair.call]
        return Match(
            project_id=project.id,
            call_id=call.id,
            rank=rank,
            score=round(index.tools.ranker.score(pair.standing), 4),
            confidence=round(
                confidence(
                    call,
                    project,
                    same_language=source == target,
                    translated_whole=index.tools.translation.available(source, target),
                ),
                4,
            ),
            reasons=reasons(self._witness.of(pair)),
            blockers=found,
        )
