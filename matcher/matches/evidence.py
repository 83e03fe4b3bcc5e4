"""Evidence: for a pair of an index, what meets and where it comes from."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matcher.matches.explain import Evidence
from matcher.matches.index import MatchIndex, Pair
from matcher.matches.lanes import Lane
from matcher.matches.passages import Passage, call_passages, project_passages
from matcher.matches.tokens import content_words, terms
from matcher.matches.translation import TranslatedTerm
from matcher.matches.views import whole_text
from matcher.text import Language

_MOST_SHARED = 12
_KEPT_TEXTS = 4096


class Witness:
    """Tells what meets in a pair; texts are cut into passages once."""

    def __init__(self, index: MatchIndex, *, line_names: Mapping[str, str]) -> None:
        self._index = index
        self._line_names = line_names
        self._call_passages = lru_cache(_KEPT_TEXTS)(self._cut_call)
        self._project_passages = lru_cache(_KEPT_TEXTS)(self._cut_project)
        self._translated = lru_cache(_KEPT_TEXTS)(self._translate)

    def of(self, pair: Pair) -> Evidence:
        """The evidence of one pair."""
        index = self._index
        lane = index.lane_of(pair.call)
        shared, roots = _shared(lane, project=pair.project, call=index.row_of(pair.call))
        source = index.project_languages[pair.project]
        own, translated = shared, list[TranslatedTerm]()
        if source != lane.language:
            own, translated = self._traced(pair.project, lane.language, shared)
        return Evidence(
            call=index.calls[pair.call],
            project=index.projects[pair.project],
            call_passages=self._call_passages(pair.call),
            project_passages=self._project_passages(pair.project),
            terms=shared,
            roots=roots,
            project_terms=own,
            translated=translated,
            call_language=lane.language,
            project_language=source,
            call_ods=index.call_ods(pair.call),
            project_ods=index.project_ods(pair.project),
            line_names=self._line_names,
        )

    def _cut_call(self, call: int) -> tuple[Passage, ...]:
        """Passages of one call."""
        return call_passages(self._index.calls[call], self._index.call_languages[call])

    def _cut_project(self, project: int) -> tuple[Passage, ...]:
        """Passages of one project."""
        return project_passages(
            self._index.projects[project], self._index.project_languages[project]
        )

    def _translate(self, project: int, target: Language) -> tuple[TranslatedTerm, ...]:
        """The glossary's translations of one project."""
        source = self._index.project_languages[project]
        content = content_words(whole_text(self._index.projects[project]), source)
        return tuple(
            dict.fromkeys(
                self._index.tools.translation.pairs(content, source=source, target=target)
            )
        )

    def _traced(
        self, project: int, target: Language, shared: Mapping[str, float]
    ) -> tuple[dict[str, float], list[TranslatedTerm]]:
        """The project's own stems behind shared stems of ``target``, and the translations."""
        source = self._index.project_languages[project]
        worth: dict[TranslatedTerm, float] = {}
        for pair in self._translate_kept(project, target):
            stems = terms(content_words(pair.target, target), target)
            found = sum(shared.get(stem, 0.0) for stem in stems)
            if found and all(stem in shared for stem in stems):
                worth[pair] = found
        own: dict[str, float] = {}
        for pair, value in worth.items():
            for stem in terms(pair.source.split(), source):
                own[stem] = max(own.get(stem, 0.0), value)
        for word in content_words(whole_text(self._index.projects[project]), source):
            for stem in terms([word], target):
                if stem in shared:
                    own.setdefault(terms([word], source)[0], shared[stem])
        ordered = sorted(worth, key=lambda pair: (-worth[pair], pair.source, pair.target))
        return own, _each_word_once(ordered)

    def _translate_kept(self, project: int, target: Language) -> Sequence[TranslatedTerm]:
        """The glossary's translations, computed once for a project and language."""
        return self._translated(project, target)


def _each_word_once(pairs: Sequence[TranslatedTerm]) -> list[TranslatedTerm]:
    """The first pair of each source."""
    return list({pair.source: pair for pair in reversed(pairs)}.values())[::-1]


def _shared(lane: Lane, *, project: int, call: int) -> tuple[dict[str, float], dict[str, float]]:
    """Stems and cognate roots both have, with what each adds to the score, best first."""
    ours, theirs = _row(lane.projects.fast.terms, project), _row(lane.calls.fast.terms, call)
    columns, left, right = np.intersect1d(
        ours[0], theirs[0], assume_unique=True, return_indices=True
    )
    worth = ours[1][left] * theirs[1][right]
    order = np.argsort(-worth, kind="stable")[: 2 * _MOST_SHARED]
    stems: dict[str, float] = {}
    roots: dict[str, float] = {}
    for at in order.tolist():
        name, is_root = lane.spaces.name_of(int(columns[at]))
        (roots if is_root else stems)[name] = float(worth[at])
    return stems, roots


def _row(matrix: sp.csr_matrix, row: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Columns and values of one row."""
    start, stop = matrix.indptr[row], matrix.indptr[row + 1]
    return matrix.indices[start:stop], matrix.data[start:stop]
