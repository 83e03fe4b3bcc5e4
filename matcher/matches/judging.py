"""From scored pairs to matches: blockers, confidence and reasons."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from multiprocessing import get_all_start_methods, get_context

from matcher.matches.confidence import confidence
from matcher.matches.eligibility import blockers
from matcher.matches.evidence import Witness
from matcher.matches.explain import reasons
from matcher.matches.index import MatchIndex, Pair
from matcher.matches.texts import Blocker, Match

_WORTH_FORKING = 4_000
_QUERIES_AT_ONCE = 32


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


def judged(
    judge: Judge, found: Sequence[Sequence[Pair]], *, top: int, processes: int
) -> Iterator[list[Match]]:
    """The matches of each query in order, by several processes where there are many.

    The processes are copies of this one, so that nothing has to be sent to them; ask for more
    than one only where no other thread is at work.
    """
    many = sum(map(len, found)) >= _WORTH_FORKING and "fork" in get_all_start_methods()
    if processes < 2 or not many:
        yield from (judge.matches(pairs, top=top) for pairs in found)
        return
    with get_context("fork").Pool(processes, initializer=_adopt, initargs=(judge, top)) as pool:
        yield from pool.imap(_by_adopted, found, chunksize=_QUERIES_AT_ONCE)


_adopted: list[tuple[Judge, int]] = []
"""In a process of :func:`judged`, the judge it was forked with."""


def _adopt(judge: Judge, top: int) -> None:
    """Keep what the process was forked with."""
    _adopted[:] = [(judge, top)]


def _by_adopted(pairs: Sequence[Pair]) -> list[Match]:
    """The matches of one query, in a process of :func:`judged`."""
    judge, top = _adopted[0]
    return judge.matches(pairs, top=top)
