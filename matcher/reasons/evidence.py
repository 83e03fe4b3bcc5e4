"""Evidence: for a pair of an index, what meets and where it comes from."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import groupby, islice
from math import fsum
from operator import itemgetter

import msgspec
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matcher.ranking.index import MatchIndex, Pair
from matcher.ranking.language_index import Lane
from matcher.ranking.team_feedback import Learned
from matcher.ranking.translated import Bridge, whole_text
from matcher.reasons.closeness import WORTH_TELLING, Closeness, Closest, telling
from matcher.reasons.passages import Passages, call_passages, project_passages
from matcher.reasons.passing import tells
from matcher.reasons.sentences import Evidence, Products, Said
from matcher.terms import numbered_words, term, word_spans
from matcher.text import Language
from matcher.translation.translation import WordLink

Columns = NDArray[np.int32]
Values = NDArray[np.float32]
Positions = NDArray[np.int64]
_MOST_SHARED = 24
"""Shared stems that are looked for in the texts, the weightiest: a sentence is chosen by them."""
_KEPT_TEXTS = 4096
"""Texts kept cut and translated: a bound on memory."""
_MOST_WAYS = 50_000
"""Words whose ways into another language are kept: the same."""
_PROJECTS_AT_ONCE = 8
"""Projects whose calls are weighed together: few enough to stay near the processor. By hand."""
_SURE = 0.7
"""Weight of a translation from which it is told before others: first choices of the glossary have
1, second ones half (``translation.py``); words that only begin alike are never told as the same."""
_BEGINS = re.compile(r"(?:^|[^\w\s,;&/’'-])\s*$|\n\s*$")
"""Before the first word of a sentence, or of what is quoted."""


class _SaidWay(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """How words are said in another language: the stems on either side."""

    link: WordLink
    target_stems: tuple[str, ...]
    source_stems: tuple[str, ...]


class _SaidWays(dict[str, tuple[frozenset[str], tuple[_SaidWay, ...]]]):
    """Words or a term of one language → all stems they lead to, and each way; looked up once."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge

    def __missing__(self, said: str) -> tuple[frozenset[str], tuple[_SaidWay, ...]]:
        if len(self) >= _MOST_WAYS:
            self.clear()
        source, target = self.bridge.source, self.bridge.target
        ways = tuple(
            _SaidWay(
                link=link,
                target_stems=link.stems(target),
                source_stems=tuple(term(word, source) for word in link.source.split()),
            )
            for link in self.bridge.links(said.split(" "))
        )
        stems = frozenset(stem for way in ways for stem in way.target_stems)
        self[said] = found = stems, ways
        return found


class _WordWays:
    """The ways one project's words are said in another language, each once.

    A project has a hundred of them, of which a call meets three: how the words stand in the
    project is only looked for in those.
    """

    def __init__(self, text: str, ways: _SaidWays) -> None:
        self._text = text
        self._language = ways.bridge.source
        content, self._numbers = numbered_words(text, self._language)
        self._runs = ways.bridge.runs(content)
        self._ways = [(said, *ways[said]) for said in self._runs]
        self._seen = dict[str, tuple[str, bool]]()

    def met(self, shared: Mapping[str, float]) -> Iterator[tuple[_SaidWay, str, bool]]:
        """The ways that lead to one of the ``shared`` stems, in their order.

        Each with the project's own words as they stand, and whether these tell anything.
        """
        apart = frozenset(shared).isdisjoint
        for said, stems, ways in self._ways:
            if not apart(stems):
                for way in ways:
                    if not apart(way.target_stems):
                        yield way, *(self._seen.get(said) or self._look(said))

    def _look(self, said: str) -> tuple[str, bool]:
        first, last = (self._numbers[at] for at in self._runs[said])
        start, stop = self._spans[first][0], self._spans[last][1]
        surface, name = self._text[start:stop], _is_name(self._text, start, stop)
        found = self._seen[said] = surface, tells(surface, self._language, name=name)
        return found

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return word_spans(self._text)


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
        self._ways = cache(self._ways_between)
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
        """The evidence of each pair; fastest where those of one project come together."""
        index, places = self._index, defaultdict[Language, list[int]](list)
        for place, pair in enumerate(pairs):
            places[index.calls.languages[pair.call]].append(place)
        found: dict[int, Products] = {}
        for target, chosen in places.items():
            rows = [(pairs[at].project, index.row_of(pairs[at].call)) for at in chosen]
            found.update(zip(chosen, self._scales(target).products(rows), strict=True))
        return [self._evidence(pair, found[place]) for place, pair in enumerate(pairs)]

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
        source = self._index.projects.languages[project]
        text = whole_text(self._index.projects.items[project])
        return _WordWays(text, self._ways(source, target))

    def _ways_between(self, source: Language, target: Language) -> _SaidWays:
        index = self._index
        return _SaidWays(index.bridge(source, target, index.lanes[target].cognates))


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
    for way, surface, speaks in traced.met(shared):
        met = tuple([stem for stem in way.target_stems if stem in shared])
        part = len(met) / len(way.target_stems)
        worth = sum(shared[stem] for stem in met) * way.link.weight * part
        for stem in way.source_stems:
            own[stem] = max(own.get(stem, 0.0), worth)
        if part == 1 and (way.link.how != "cognate" or way.link.weight >= _SURE):
            said.append(
                Said(
                    source=surface,
                    target=way.link.target if len(met) > 1 else None,
                    meant=way.link.target,
                    stems=met,
                    own=way.source_stems,
                    tells=speaks,
                    worth=worth,
                    sure=way.link.weight >= _SURE,
                )
            )
    said.sort(key=lambda one: (-one.worth, one.source, one.stems))
    return own, tuple(said)


class _Scales:
    """A lane's columns, on which what projects bring is laid out to be weighed with calls.

    The calls of some projects are weighed at once: one by one, most of the time went into asking.
    """

    def __init__(self, lane: Lane, *, title: float) -> None:
        self._lane, self._title = lane, title
        self._stems = lane.spaces.terms.size
        self._width = lane.projects.fast.terms.shape[1]
        self._worth = np.zeros(_PROJECTS_AT_ONCE * self._width, dtype=np.float32)

    def products(self, pairs: Sequence[tuple[int, int]]) -> Iterator[Products]:
        """What each project and call (a row of the lane) have, with what it adds to the score."""
        together = groupby(pairs, key=itemgetter(0))
        while some := [(one, list(own)) for one, own in islice(together, _PROJECTS_AT_ONCE)]:
            yield from self._weighed(some)

    def _weighed(self, some: Sequence[tuple[int, Sequence[tuple[int, int]]]]) -> list[Products]:
        """Those of a few projects, each with its pairs."""
        fast, ours = self._lane.calls.fast, self._lane.projects.fast
        projects, calls = np.asarray([pair for _, own in some for pair in own]).T
        line = np.repeat(np.arange(len(some)), [len(own) for _, own in some])
        laid, values, ends = _rows(ours.terms, np.asarray([project for project, _ in some]))
        laid = laid + self._width * _places(ends)
        self._worth[laid] = values
        columns, worth, ends = self._met(fast.terms, calls, line)
        _, titled, titles = self._met(self._lane.calls.rows.title, calls, line)
        self._worth[laid] = 0.0
        both = worth.nonzero()[0]
        columns, worth = columns[both], worth[both]
        place = 2 * ends.searchsorted(both, side="right") + (columns >= self._stems)
        cuts = place.searchsorted(np.arange(2 * len(calls) + 1)).tolist()
        every, of_title, stops = worth.tolist(), titled.tolist(), [0, *titles.tolist()]
        topics = (ours.topics[projects] * fast.topics[calls]).tolist()
        usual = ours.bias[projects].tolist()
        named = self._named(columns, worth, np.lexsort((-worth, place)), cuts)
        return [
            Products(
                terms=every[cuts[2 * at] : cuts[2 * at + 1]],
                title=self._title * fsum(of_title[stops[at] : stops[at + 1]]),
                phrases=every[cuts[2 * at + 1] : cuts[2 * at + 2]],
                topics=topics[at],
                usual=usual[at],
                stems=named[at],
            )
            for at in range(len(calls))
        ]

    def _met(
        self, matrix: sp.csr_matrix, rows: Positions, line: Positions
    ) -> tuple[Columns, Values, Positions]:
        """The columns of all the rows, what lies there weighed, and where each row ends.

        :param line: which of the projects that are laid out each row is weighed with.
        """
        columns, values, ends = _rows(matrix, rows)
        laid = columns + (self._width * line)[_places(ends)]
        return columns, self._worth[laid] * values, ends

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


def _rows(matrix: sp.csr_matrix, rows: Positions) -> tuple[Columns, Values, Positions]:
    """Columns and values of some rows, one behind the other, and where each row ends."""
    starts = matrix.indptr[rows]
    lengths = matrix.indptr[rows + 1] - starts
    ends = lengths.cumsum()
    at = (starts - ends + lengths).repeat(lengths)
    at += np.arange(len(at))
    return matrix.indices[at], matrix.data[at], ends


def _places(ends: Positions) -> Positions:
    """For each value the number of the row it stands in."""
    return np.arange(len(ends)).repeat(np.diff(ends, prepend=0))
