"""Evidence: for a pair of an index, what meets and where it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matcher.ranking.index import MatchIndex, Pair
from matcher.ranking.language_index import Lane
from matcher.ranking.team_feedback import Learned
from matcher.ranking.translated import whole_text
from matcher.reasons.closeness import Closeness, Closest
from matcher.reasons.passages import QuotableSentence, call_passages, project_passages
from matcher.reasons.sentences import Evidence, Products, Said
from matcher.terms import placed_words, term
from matcher.text import Language
from matcher.translation.translation import WordLink

Columns = NDArray[np.int32]
Values = NDArray[np.float32]
_MOST_SHARED = 24
"""Shared stems that are looked for in the texts, the weightiest: a sentence is chosen by them."""
_KEPT_TEXTS = 4096
"""Texts kept cut and translated: a bound on memory."""
_KEPT_SCALES = 8
"""Projects kept laid out: pairs come project by project, a scale for each language of calls."""
_SURE = 0.6
"""Weight of a translation from which it is shown before others: first choices of the glossary have
1, second ones half (``translation.py``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Traced:
    """A link of a project: its stems on either side, and its own words as they stand."""

    link: WordLink
    target_stems: tuple[str, ...]
    source_stems: tuple[str, ...]
    surface: str


class Witness:
    """Tells what meets in a pair; texts are cut and translated once."""

    def __init__(
        self, index: MatchIndex, *, line_names: Mapping[str, str], learned: Learned | None
    ) -> None:
        self._index = index
        self._line_names = line_names
        self._learned = learned
        self._call_passages = lru_cache(_KEPT_TEXTS)(self._cut_call)
        self._project_passages = lru_cache(_KEPT_TEXTS)(self._cut_project)
        self._traced = lru_cache(_KEPT_TEXTS)(self._trace)
        self._scales = lru_cache(_KEPT_SCALES)(self._weigh)
        meaning = index.tools.meaning
        self._closeness = (
            Closeness(meaning, call=self._call_passages, project=self._project_passages)
            if meaning is not None
            else None
        )

    def of(self, pair: Pair) -> Evidence:
        """The evidence of one pair."""
        index = self._index
        target = index.calls.languages[pair.call]
        products = self._scales(pair.project, target).products(index.row_of(pair.call))
        shared = products.stems
        source = index.projects.languages[pair.project]
        own, said = shared, tuple[Said, ...]()
        if source != target:
            own, said = _across(self._traced(pair.project, target), shared)
        return Evidence(
            call=index.calls.items[pair.call],
            project=index.projects.items[pair.project],
            call_passages=self._call_passages(pair.call),
            project_passages=self._project_passages(pair.project),
            products=products,
            grams=pair.grams,
            meaning=pair.meaning,
            closest=self._closest(pair) if source != target or not shared else None,
            nudges=self._learned.nudges(pair) if self._learned else (),
            terms=shared,
            project_terms=own,
            said=said,
            call_language=target,
            project_language=source,
            call_ods=index.calls.sure_ods(pair.call),
            project_ods=index.projects.sure_ods(pair.project),
            line_names=self._line_names,
        )

    def _closest(self, pair: Pair) -> Closest | None:
        """The two sentences that come closest, where words alone may not show what meets."""
        return self._closeness.closest(pair.call, pair.project) if self._closeness else None

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
        weight = self._index.tools.ranker.weights.title
        return _Scales(self._index.lanes[language], project, title=weight)

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
    """What a project brings to its lane, laid out to be weighed with calls."""

    def __init__(self, lane: Lane, project: int, *, title: float) -> None:
        self._lane, self._title = lane, title
        self._worth = np.zeros(lane.spaces.terms.size, dtype=np.float32)
        columns, values = _row(lane.projects.fast.terms, project)
        stems = columns.searchsorted(len(self._worth))
        self._worth[columns[:stems]] = values[:stems]
        self._phrases, self._phrase_values = columns[stems:], values[stems:]
        self._topics = lane.projects.fast.topics[project]
        self._usual = float(lane.projects.fast.bias[project])

    def products(self, call: int) -> Products:
        """What both have, each with what it adds to the score."""
        columns, values = _row(self._lane.calls.fast.terms, call)
        stems = columns.searchsorted(len(self._worth))
        worth = self._worth.take(columns[:stems]) * values[:stems]
        met = worth.nonzero()[0]
        titled, shares = _row(self._lane.calls.title, call)
        return Products(
            terms=worth[met].tolist(),
            title=self._title * fsum((self._worth.take(titled) * shares).tolist()),
            phrases=self._side_by_side(columns[stems:], values[stems:]),
            topics=(self._topics * self._lane.calls.fast.topics[call]).tolist(),
            usual=self._usual,
            stems=self._named(columns[met], worth[met]),
        )

    def _side_by_side(self, columns: Columns, values: Values) -> list[float]:
        """The products of the phrases both have."""
        if not len(self._phrases):
            return []
        at = self._phrases.searchsorted(columns)
        met = self._phrases.take(at, mode="clip") == columns
        return [] if not met.any() else (self._phrase_values[at[met]] * values[met]).tolist()

    def _named(self, columns: Columns, worth: Values) -> dict[str, float]:
        """The stems that add most, best first; no bare numbers."""
        best = (-worth).argsort(kind="stable")[:_MOST_SHARED]
        named = zip(
            map(self._lane.spaces.terms.name, columns[best].tolist()),
            worth[best].tolist(),
            strict=True,
        )
        return {name: value for name, value in named if not name.isdecimal()}


def _row(matrix: sp.csr_matrix, row: int) -> tuple[Columns, Values]:
    """Columns and values of one row."""
    part = slice(matrix.indptr[row], matrix.indptr[row + 1])
    return matrix.indices[part], matrix.data[part]
