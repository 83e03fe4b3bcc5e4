"""From scored pairs to matches: blockers, confidence and reasons."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from itertools import islice
from math import fsum

from matcher.ranking.index import MatchIndex, Pair
from matcher.ranking.inputs import Blocker, RankedPair, Reason
from matcher.ranking.team_feedback import Learned
from matcher.ranking.workers import forked
from matcher.reasons.blockers import blockers
from matcher.reasons.confidence import confident, share_stated, words_in
from matcher.reasons.evidence import Witness
from matcher.reasons.signals import weigh

SPARE = 3
"""How many times a list are judged, so that blocked pairs do not crowd out the others. By hand."""
_WORTH_FORKING = 4_000
"""Pairs from which copies of the process are started. Set by hand; ``bench_match.py`` would
tell."""
_QUERIES_AT_ONCE = 32
"""Queries a copy takes at a time: few enough that all end together. Set by hand."""
_READ_AT_ONCE = 64
"""Queries whose sentences are read from the shelf together. Set by hand."""
Judged = tuple[Pair, tuple[Blocker, ...]]


class Judge:
    """Turns scored pairs of an index into matches: blockers, confidence, reasons."""

    def __init__(
        self,
        index: MatchIndex,
        *,
        today: date,
        line_names: Mapping[str, str] | None = None,
        learned: Learned | None = None,
    ) -> None:
        self._index = index
        self._today = today
        self._witness = Witness(index, line_names=line_names or {}, learned=learned)
        self._words_of = cache(lambda at: words_in(index.projects.items[at]))
        self._known_of = cache(
            lambda at: (words_in(index.calls.items[at]), share_stated(index.calls.items[at]))
        )

    def matches(self, pairs: Sequence[Pair], *, top: int) -> list[RankedPair]:
        """The best ``top`` of one query's pairs (already sorted by score), weighed and told."""
        return next(self._told([self._chosen(pairs, top=top)]))

    def lists(self, found: Iterable[Sequence[Pair]], *, top: int) -> Iterator[list[RankedPair]]:
        """:meth:`matches` of one query after the other; what many ask for is read at once."""
        rest = iter(found)
        while some := list(islice(rest, _READ_AT_ONCE)):
            chosen = [self._chosen(pairs, top=top) for pairs in some]
            self._witness.prepare([pair for best in chosen for pair, _ in best])
            yield from self._told(chosen)

    def _chosen(self, pairs: Sequence[Pair], *, top: int) -> list[Judged]:
        """The best, those that nothing forbids first; no more are looked at than it takes."""
        free, barred = list[Judged](), list[Judged]()
        for pair in pairs:
            if len(free) == top:
                break
            found = self._blockers(pair)
            (barred if found else free).append((pair, found))
        return [*free, *barred][:top]

    def _told(self, lists: Sequence[Sequence[Judged]]) -> Iterator[list[RankedPair]]:
        seen = iter(self._witness.of([pair for best in lists for pair, _ in best]))
        for best in lists:
            weighed = [
                (fsum(points.values()), pair, found, points, reasons)
                for (pair, found), (points, reasons) in zip(best, map(weigh, seen), strict=False)
            ]
            weighed.sort(key=lambda one: (bool(one[2]), -one[0]))
            yield [self._match(*one, rank=place) for place, one in enumerate(weighed, start=1)]

    def _blockers(self, pair: Pair) -> tuple[Blocker, ...]:
        """What forbids the pair."""
        return blockers(
            self._index.calls.items[pair.call],
            self._index.projects.items[pair.project],
            today=self._today,
        )

    def _match(
        self,
        worth: float,
        pair: Pair,
        found: tuple[Blocker, ...],
        points: Mapping[str, float],
        reasons: tuple[Reason, ...],
        *,
        rank: int,
    ) -> RankedPair:
        """One pair with all there is to say about it."""
        index = self._index
        call, project = index.calls.items[pair.call], index.projects.items[pair.project]
        source, target = index.projects.languages[pair.project], index.calls.languages[pair.call]
        words, stated = self._known_of(pair.call)
        return RankedPair(
            project_id=project.id,
            call_id=call.id,
            rank=rank,
            score=round(index.tools.ranker.score(worth), 4),
            confidence=round(
                confident(
                    min(words, self._words_of(pair.project)),
                    stated=stated,
                    same_language=source == target,
                    translated_whole=index.tools.translation.available(source, target),
                ),
                4,
            ),
            points=points,
            reasons=reasons,
            blockers=found,
        )


def judged(
    judge: Judge, found: Sequence[Sequence[Pair]], *, top: int, processes: int
) -> Iterator[list[RankedPair]]:
    """The matches of each query in order, by several processes where there are many.

    Ask for more than one only where no other thread is at work.
    """
    many = sum(map(len, found)) >= _WORTH_FORKING
    yield from forked(
        partial(_matches, top=top),
        found,
        shared=judge,
        processes=processes if many else 1,
        at_once=_QUERIES_AT_ONCE,
    )


def _matches(pairs: Sequence[Pair], judge: Judge, *, top: int) -> list[RankedPair]:
    """The matches of one query."""
    return judge.matches(pairs, top=top)
