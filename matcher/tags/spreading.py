"""Tag many texts by this process or copies of it: batches in, rows for the database out."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from typing import Any

from matcher.tags.classifier.tagger import ScoredTag, Tagger, Tagging
from matcher.tags.models import Subject

SUGGESTED = 3
"""How many of the best tags below the threshold are kept, to be reviewed."""
_AHEAD = 2
"""Batches that wait for each copy, so that none of them does while one is written down."""
Rows = list[dict[str, Any]]
"""The tags of one text as rows of their table, but for the instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjected:
    """One thing to be tagged: a call or a project, as text. ``stamp`` changes when its words do."""

    kind: Subject
    id: int
    stamp: str
    title: str
    text: str


def spread(
    batches: Iterable[Sequence[Subjected]], tagger: Tagger, *, processes: int
) -> Iterator[tuple[Sequence[Subjected], list[Rows]]]:
    """Each batch with the rows of each of its texts, in order.

    :param processes: copies that tag while this process reads and writes; with one, and where a
        system cannot fork, this process does all. More than one only where no other thread works.
    """
    if processes < 2 or "fork" not in get_all_start_methods():
        for batch in batches:
            yield batch, tagged(batch, tagger)
        return
    _adopted[:] = [tagger]
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        waiting: deque[tuple[Sequence[Subjected], Future[list[Rows]]]] = deque()
        left = iter(batches)
        try:
            while True:
                more = islice(left, _AHEAD * processes - len(waiting))
                waiting.extend((batch, pool.submit(_by_adopted, batch)) for batch in more)
                if not waiting:
                    return
                batch, done = waiting.popleft()
                yield batch, done.result()
        finally:
            for _, done in waiting:
                done.cancel()


def tagged(batch: Sequence[Subjected], tagger: Tagger) -> list[Rows]:
    """The rows of each text of ``batch``."""
    found = tagger.tag([s.text for s in batch], titles=[s.title for s in batch])
    return [_rows(one, tagging) for one, tagging in zip(batch, found, strict=True)]


_adopted: list[Tagger] = []
"""The tagger a copy of the process was made with."""


def _by_adopted(batch: Sequence[Subjected]) -> list[Rows]:
    return tagged(batch, _adopted[0])


def _rows(subject: Subjected, tagging: Tagging) -> Rows:
    return [
        {
            "subject_type": subject.kind,
            "subject_id": subject.id,
            "scheme": scheme,
            "code": scored.code,
            "score": scored.score,
            "assigned": scored.assigned,
            "evidence": [
                {"quote": e.quote, "field": e.field, "start": e.start, "end": e.end}
                for e in scored.evidence
            ],
            "origin": "model",
            "model_version": tagging.model_version,
        }
        for scheme, tags in (("ods", tagging.ods), ("line", tagging.lines))
        for scored in worth_keeping(tags)
    ]


def worth_keeping(tags: Sequence[ScoredTag]) -> list[ScoredTag]:
    """Those that count and the likeliest of the others, best first."""
    others = [tag for tag in tags if not tag.assigned][:SUGGESTED]
    return [tag for tag in tags if tag.assigned or tag in others]
