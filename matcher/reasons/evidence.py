"""Evidence: for a pair of an index, what meets and where it comes from."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import fsum

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matcher.ranking.index import MatchIndex, Pair
from matcher.ranking.language_index import Lane
from matcher.ranking.team_feedback import Learned
from matcher.ranking.translated import whole_text
from matcher.reasons.closeness import WORTH_TELLING, Closeness, Closest, telling
from matcher.reasons.passages import Passages, call_passages, project_passages
from matcher.reasons.sentences import Evidence, Products, Said
from matcher.terms import placed_words, term
from matcher.text import Language
from matcher.translation.translation import WordLink

Columns = NDArray[np.int32]
Values = NDArray[np.float32]
Positions = NDArray[np.int64]
_MOST_SHARED = 24
"""Shared stems that are looked for in the texts, the weightiest: a sentence is chosen by them."""
_KEPT_TEXTS = 4096
"""Texts kept cut and translated: a bound on memory."""
_SURE = 0.7
"""Weight of a translation from which it is told before others: first choices of the glossary have
1, second ones half (``translation.py``); words that only begin alike are never told as the same."""
_BEGINS = re.compile(r"(?:^|[^\w\s,;&/’'-])\s*$|\n\s*$")
"""Before the first word of a sentence, or of what is quoted."""


class _WordWays:
    """The ways one project's words are said in another language, each once.

    A project has a hundred of them, of which a call meets three: how the words stand in the
    project is only looked for in those.
    """

    def __init__(self, text: str, source: Language, target: Language) -> None:
        self._text, self._source, self._target = text, source, target
        self._places: list[tuple[WordLink, int, int]] = []
        self._stems: list[tuple[str, ...]] = []
        self._seen = dict[int, _WordWay]()

    def add(self, link: WordLink, start: int, stop: int) -> None:
        """One more way; its words stand from ``start`` to ``stop``."""
        self._stems.append(link.stems(self._target))
        self._places.append((link, start, stop))

    def met(self, shared: Mapping[str, float]) -> "list[_WordWay]":
        """The ways that lead to one of the ``shared`` stems, in their order."""
        apart = frozenset(shared).isdisjoint
        at = [place for place, stems in enumerate(self._stems) if not apart(stems)]
        return [self._seen.get(place) or self._look(place) for place in at]

    def _look(self, place: int) -> "_WordWay":
        link, start, stop = self._places[place]
        found = self._seen[place] = _WordWay(
            link=link,
            target_stems=link.stems(self._target),
            source_stems=tuple(term(word, self._source) for word in link.source.split()),
            surface=self._text[start:stop],
            name=_is_name(self._text, start, stop),
        )
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _WordWay:
    """A link of a project: its stems on either side, and its own words as they stand."""

    link: WordLink
    target_stems: tuple[str, ...]
    source_stems: tuple[str, ...]
    surface: str
    name: bool


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
        self._scales = cache(self._scales_of)
        meaning = index.tools.meaning
        self._closeness = (
            Closeness(
                meaning,
                call=lambda at: telling(self._call_passages(at), index.calls.languages[at]),
                project=lambda at: telling(
                    self._project_passages(at), index.projects.languages[at]
                ),
            )
            if meaning is not None
            else None
        )

    def prepare(self, pairs: Sequence[Pair]) -> None:
        """Read at once what the evidence of many pairs asks for, where languages differ."""
        calls, projects = self._index.calls.languages, self._index.projects.languages
        across = [
            (one.call, one.project)
            for one in pairs
            if one.meaning >= WORTH_TELLING and calls[one.call] != projects[one.project]
        ]
        if self._closeness is not None and across:
            self._closeness.prepare(across)

    def of(self, pairs: Sequence[Pair]) -> list[Evidence]:
        """The evidence of each pair; fastest where they are of one project."""
        index, places = self._index, defaultdict[tuple[int, Language], list[int]](list)
        for place, pair in enumerate(pairs):
            places[pair.project, index.calls.languages[pair.call]].append(place)
        found: dict[int, Evidence] = {}
        for (project, target), chosen in places.items():
            rows = [index.row_of(pairs[place].call) for place in chosen]
            products = self._scales(target).products(project, rows)
            for place, shared in zip(chosen, products, strict=True):
                found[place] = self._evidence(pairs[place], shared)
        return [found[place] for place in range(len(pairs))]

    def _evidence(self, pair: Pair, products: Products) -> Evidence:
        """The evidence of one pair."""
        index = self._index
        target = index.calls.languages[pair.call]
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
        """The two sentences that come closest, where meaning adds enough to speak of it."""
        if self._closeness is None or pair.meaning < WORTH_TELLING:
            return None
        return self._closeness.closest(pair.call, pair.project)

    def _cut_call(self, call: int) -> Passages:
        """Passages of one call."""
        return call_passages(self._index.calls.items[call], self._index.calls.languages[call])

    def _cut_project(self, project: int) -> Passages:
        """Passages of one project."""
        return project_passages(
            self._index.projects.items[project], self._index.projects.languages[project]
        )

    def _scales_of(self, language: Language) -> "_Scales":
        """The scales of the lane of one language."""
        weight = self._index.tools.ranker.weights.title
        return _Scales(self._index.lanes[language], title=weight)

    def _trace(self, project: int, target: Language) -> _WordWays:
        """How one project's words are said in ``target``, each way once."""
        index = self._index
        source = index.projects.languages[project]
        text = whole_text(index.projects.items[project])
        placed = placed_words(text, source)
        bridge = index.bridge(source, target, index.lanes[target].cognates)
        found, known = _WordWays(text, source, target), set[tuple[str, str]]()
        for link in bridge.links([word for word, _, _ in placed]):
            if (way := (link.source, link.target)) not in known:
                known.add(way)
                found.add(link, placed[link.start][1], placed[link.stop - 1][2])
        return found


def _is_name(text: str, start: int, stop: int) -> bool:
    """Whether these words are a name: capitals inside a sentence, and nowhere without them."""
    words = text[start:stop]
    if not all(word[:1].isupper() and not word[1:].isupper() for word in words.split()):
        return False
    return not _BEGINS.search(text[:start]) and words.lower() not in text


def _across(
    traced: _WordWays, shared: Mapping[str, float]
) -> tuple[dict[str, float], tuple[Said, ...]]:
    """The project's own stems behind shared stems, and how its words are said in the call."""
    own: dict[str, float] = {}
    said: list[Said] = []
    for way in traced.met(shared):
        met = tuple(stem for stem in way.target_stems if stem in shared)
        part = len(met) / len(way.target_stems)
        worth = sum(shared[stem] for stem in met) * way.link.weight * part
        for stem in way.source_stems:
            own[stem] = max(own.get(stem, 0.0), worth)
        if part == 1 and (way.link.how != "cognate" or way.link.weight >= _SURE):
            said.append(
                Said(
                    source=way.surface,
                    target=way.link.target if len(met) > 1 else None,
                    meant=way.link.target,
                    stems=met,
                    own=way.source_stems,
                    name=way.name,
                    worth=worth,
                    sure=way.link.weight >= _SURE,
                )
            )
    said.sort(key=lambda one: (-one.worth, one.source, one.stems))
    return own, tuple(said)


class _Scales:
    """A lane's columns, on which what one project brings is laid out to be weighed with calls.

    All calls of a project are weighed at once: one by one, most of the time went into asking.
    """

    def __init__(self, lane: Lane, *, title: float) -> None:
        self._lane, self._title = lane, title
        self._stems = lane.spaces.terms.size
        self._worth = np.zeros(lane.projects.fast.terms.shape[1], dtype=np.float32)

    def products(self, project: int, calls: Sequence[int]) -> list[Products]:
        """What the project and each of the calls have, each with what it adds to the score."""
        fast, rows = self._lane.calls.fast, np.asarray(calls)
        laid, values = _row(self._lane.projects.fast.terms, project)
        self._worth[laid] = values
        columns, worth, ends = self._met(fast.terms, rows)
        _, titled, titles = self._met(self._lane.calls.rows.title, rows)
        self._worth[laid] = 0.0
        both = worth.nonzero()[0]
        columns, worth = columns[both], worth[both]
        place = 2 * ends.searchsorted(both, side="right") + (columns >= self._stems)
        cuts = place.searchsorted(np.arange(2 * len(rows) + 1)).tolist()
        every, of_title, stops = worth.tolist(), titled.tolist(), [0, *titles.tolist()]
        topics = (self._lane.projects.fast.topics[project] * fast.topics[rows]).tolist()
        usual = float(self._lane.projects.fast.bias[project])
        named = self._named(columns, worth, np.lexsort((-worth, place)), cuts)
        return [
            Products(
                terms=every[cuts[2 * at] : cuts[2 * at + 1]],
                title=self._title * fsum(of_title[stops[at] : stops[at + 1]]),
                phrases=every[cuts[2 * at + 1] : cuts[2 * at + 2]],
                topics=topics[at],
                usual=usual,
                stems=named[at],
            )
            for at in range(len(rows))
        ]

    def _met(self, matrix: sp.csr_matrix, rows: Positions) -> tuple[Columns, Values, Positions]:
        """The columns of all the rows, what lies there weighed, and where each row ends."""
        starts = matrix.indptr[rows]
        lengths = matrix.indptr[rows + 1] - starts
        ends = lengths.cumsum()
        at = (starts - ends + lengths).repeat(lengths)
        at += np.arange(len(at))
        columns = matrix.indices[at]
        return columns, self._worth[columns] * matrix.data[at], ends

    def _named(
        self, columns: Columns, worth: Values, best: Positions, cuts: Sequence[int]
    ) -> list[dict[str, float]]:
        """The stems of each call that add most, best first; no bare numbers."""
        chosen, added = columns[best].tolist(), worth[best].tolist()
        name, found = self._lane.spaces.terms.name, []
        for start, stop in zip(cuts[:-1:2], cuts[1::2], strict=True):
            most = min(stop, start + _MOST_SHARED)
            named = dict(zip(map(name, chosen[start:most]), added[start:most], strict=True))
            for number in [*filter(str.isdecimal, named)]:
                del named[number]
            found.append(named)
        return found


def _row(matrix: sp.csr_matrix, row: int) -> tuple[Columns, Values]:
    """Columns and values of one row."""
    part = slice(matrix.indptr[row], matrix.indptr[row + 1])
    return matrix.indices[part], matrix.data[part]
