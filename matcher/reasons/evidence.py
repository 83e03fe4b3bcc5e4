"""Evidence: for a pair of an index, what meets and where it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matcher.ranking.index import MatchIndex, Pair
from matcher.ranking.language_index import Lane, Side
from matcher.ranking.translated import whole_text
from matcher.reasons.passages import QuotableSentence, call_passages, project_passages
from matcher.reasons.sentences import Evidence, Said
from matcher.terms import placed_words, term
from matcher.text import Language
from matcher.translation.translation import WordLink

_MOST_SHARED = 24
_KEPT_TEXTS = 4096
_KEPT_SCALES = 8
_SURE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Traced:
    """A link of a project: its stems on either side, and its own words as they stand."""

    link: WordLink
    target_stems: tuple[str, ...]
    source_stems: tuple[str, ...]
    surface: str


class Witness:
    """Tells what meets in a pair; texts are cut and translated once."""

    def __init__(self, index: MatchIndex, *, line_names: Mapping[str, str]) -> None:
        self._index = index
        self._line_names = line_names
        self._call_passages = lru_cache(_KEPT_TEXTS)(self._cut_call)
        self._project_passages = lru_cache(_KEPT_TEXTS)(self._cut_project)
        self._traced = lru_cache(_KEPT_TEXTS)(self._trace)
        self._scales = lru_cache(_KEPT_SCALES)(self._weigh)

    def of(self, pair: Pair) -> Evidence:
        """The evidence of one pair."""
        index = self._index
        target = index.calls.languages[pair.call]
        shared = self._scales(pair.project, target).shared(index.row_of(pair.call))
        source = index.projects.languages[pair.project]
        own, said = shared, tuple[Said, ...]()
        if source != target:
            own, said = _across(self._traced(pair.project, target), shared)
        return Evidence(
            call=index.calls.items[pair.call],
            project=index.projects.items[pair.project],
            call_passages=self._call_passages(pair.call),
            project_passages=self._project_passages(pair.project),
            terms=shared,
            project_terms=own,
            said=said,
            call_language=target,
            project_language=source,
            call_ods=index.calls.sure_ods(pair.call),
            project_ods=index.projects.sure_ods(pair.project),
            line_names=self._line_names,
        )

    def _cut_call(self, call: int) -> tuple[QuotableSentence, ...]:
        """Passages of one call."""
        return call_passages(self._index.calls.items[call], self._index.calls.languages[call])

    def _cut_project(self, project: int) -> tuple[QuotableSentence, ...]:
        """Passages of one project."""
        return project_passages(
            self._index.projects.items[project], self._index.projects.languages[project]
        )

    def _weigh(self, project: int, language: Language) -> "_Scales":
        """The scales of one project in the lane of one language."""
        return _Scales(self._index.lanes[language], project)

    def _trace(self, project: int, target: Language) -> tuple[_Traced, ...]:
        """How one project's words are said in ``target``, each way once."""
        index = self._index
        source = index.projects.languages[project]
        text = whole_text(index.projects.items[project])
        placed = placed_words(text, source)
        bridge = index.bridge(source, target, index.lanes[target].cognates)
        found: dict[tuple[str, str], _Traced] = {}
        for link in bridge.links([word for word, _, _ in placed]):
            found.setdefault(
                (link.source, link.target),
                _Traced(
                    link=link,
                    target_stems=link.stems(target),
                    source_stems=tuple(term(word, source) for word in link.source.split()),
                    surface=text[placed[link.start][1] : placed[link.stop - 1][2]],
                ),
            )
        return tuple(found.values())


def _across(
    traced: Sequence[_Traced], shared: Mapping[str, float]
) -> tuple[dict[str, float], tuple[Said, ...]]:
    """The project's own stems behind shared stems, and how its words are said in the call."""
    own: dict[str, float] = {}
    said: list[Said] = []
    for way in traced:
        met = tuple(stem for stem in way.target_stems if stem in shared)
        if not met:
            continue
        part = len(met) / len(way.target_stems)
        worth = sum(shared[stem] for stem in met) * way.link.weight * part
        for stem in way.source_stems:
            own[stem] = max(own.get(stem, 0.0), worth)
        if part == 1:
            said.append(
                Said(
                    source=way.surface,
                    target=way.link.target if len(met) > 1 else None,
                    stems=met,
                    worth=worth,
                    sure=way.link.weight >= _SURE,
                )
            )
    said.sort(key=lambda one: (-one.worth, one.source, one.stems))
    return own, tuple(said)


class _Scales:
    """What the stems of a project are worth in its lane, laid out to be weighed with calls."""

    def __init__(self, lane: Lane, project: int) -> None:
        self._lane = lane
        self._worth = np.zeros(lane.spaces.terms.size, dtype=np.float32)
        columns, values = self._stems(lane.projects, project)
        self._worth[columns] = values

    def shared(self, call: int) -> dict[str, float]:
        """Stems both have, with what each adds to the score, best first; no bare numbers."""
        columns, values = self._stems(self._lane.calls, call)
        worth = self._worth[columns] * values
        met = worth.nonzero()[0]
        worth = worth[met]
        best = (-worth).argsort(kind="stable")[:_MOST_SHARED]
        named = zip(
            map(self._lane.spaces.terms.name, columns[met[best]].tolist()),
            worth[best].tolist(),
            strict=True,
        )
        return {name: value for name, value in named if not name.isdecimal()}

    def _stems(self, side: Side, row: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Columns and values of the stems of one text; its phrases follow them."""
        matrix = side.fast.terms
        start, stop = matrix.indptr[row], matrix.indptr[row + 1]
        columns = matrix.indices[start:stop]
        stems = columns.searchsorted(len(self._worth))
        return columns[:stems], matrix.data[start : start + stems]
