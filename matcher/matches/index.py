"""The index: calls and projects as vectors, and the best pairs of either direction.

First every pair is scored by terms and ODS (exactly, by blocks); then the best of them
are scored by character n-grams too. A new call, a changed project or a pasted text is scored
against what is already there without computing the rest again.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matcher.matches.cognates import Cognates
from matcher.matches.engine import Best, Floats, Inverted, spread, top_k
from matcher.matches.lanes import Lane, Side, Spaces, gram_scores, sampled
from matcher.matches.scoring import Ranker
from matcher.matches.texts import CallText, ProjectText
from matcher.matches.translation import Translation
from matcher.matches.vectors import topic_vectors
from matcher.matches.views import (
    Bridge,
    View,
    cognates_among,
    language_of,
    own_views,
    translated_views,
    whole_text,
)
from matcher.text import Language

_CANDIDATES = 128
_QUERIES_PER_TASK = 256
_ODS_SURE = 0.25


class TopicModel(Protocol):
    """What the index asks of the tags: probabilities of the 17 ODS, shape ``(n, 17)``."""

    def ods_scores(
        self, texts: Sequence[str], languages: Sequence[Language | None] | None = None
    ) -> NDArray[np.float64]:
        """Probabilities of each ODS for each text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What matching works with; ``topics`` is ``None`` where no classifier is at hand."""

    translation: Translation
    ranker: Ranker
    topics: TopicModel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A scored pair, by the positions of its call and project in the index.

    ``standing`` is the score in deviations above the project's usual one.
    """

    project: int
    call: int
    standing: float


class MatchIndex:
    """Calls and projects, ready to be paired. Both keep the order they were given in."""

    def __init__(
        self,
        calls: Sequence[CallText],
        projects: Sequence[ProjectText],
        *,
        tools: Tools,
        executor: Executor | None = None,
    ) -> None:
        self.calls = tuple(calls)
        self.projects = tuple(projects)
        self.tools = tools
        self._executor = executor
        self.project_languages = [language_of(project) for project in projects]
        self.call_languages = [language_of(call) for call in calls]
        self._project_ods = _ods_probabilities(self.projects, self.project_languages, tools)
        self._call_ods = _ods_probabilities(self.calls, self.call_languages, tools)
        self._project_topics = _topics(self._project_ods)
        self._call_topics = _topics(self._call_ods)
        self._rows = np.zeros(len(self.calls), dtype=np.int64)
        languages = sorted(set(self.call_languages)) if projects else []
        self.lanes = {language: self._lane(language) for language in languages}

    def calls_for_projects(self, *, top: int) -> list[list[Pair]]:
        """The best calls of each project, best first, equal ones by call id."""
        found: list[list[Pair]] = [[] for _ in self.projects]
        for lane in self.lanes.values():
            best = self._best(lane.projects, lane.calls, top=top)
            scores = best.scores + lane.projects.fast.bias[:, None]
            for project, (positions, row) in enumerate(zip(best.positions, scores, strict=True)):
                found[project].extend(
                    Pair(project=project, call=call, standing=float(score))
                    for call, score in zip(
                        lane.call_positions[positions].tolist(), row, strict=True
                    )
                )
        return [self._sorted(pairs, top) for pairs in found]

    def projects_for_calls(self, *, top: int) -> list[list[Pair]]:
        """The best projects of each call, best first, equal ones by project id."""
        found: list[list[Pair]] = [[] for _ in self.calls]
        for lane in self.lanes.values():
            best = self._best(lane.calls, lane.projects, top=top)
            for call, positions, row in zip(
                lane.call_positions.tolist(), best.positions, best.scores, strict=True
            ):
                found[call] = [
                    Pair(project=project, call=call, standing=float(score))
                    for project, score in zip(positions.tolist(), row, strict=True)
                ]
        return [self._sorted(pairs, top) for pairs in found]

    def lane_of(self, call: int) -> Lane:
        """The lane in which the call at this position stands."""
        return self.lanes[self.call_languages[call]]

    def row_of(self, call: int) -> int:
        """The row of a call inside its lane."""
        return int(self._rows[call])

    def call_ods(self, call: int) -> tuple[int, ...]:
        """ODS of a call: those a person confirmed, else those the classifier is sure of."""
        return self.calls[call].ods or _sure(self._call_ods[call])

    def project_ods(self, project: int) -> tuple[int, ...]:
        """ODS of a project, likewise."""
        return self.projects[project].ods or _sure(self._project_ods[project])

    def _best(self, queries: Side, targets: Side, *, top: int) -> Best:
        """The best targets of each query by all signals; ``top`` of them at least."""
        kept = max(_CANDIDATES, 4 * top)
        best = top_k(queries.fast, Inverted.of(targets.fast), k=kept, executor=self._executor)
        starts = range(0, queries.grams.shape[0], _QUERIES_PER_TASK)
        tasks = [
            (queries.grams[start : start + _QUERIES_PER_TASK],
             best.rows(start, start + _QUERIES_PER_TASK))
            for start in starts
        ]  # fmt: skip
        done = list(spread(partial(_with_grams, targets=targets.grams), tasks, None))
        scores = np.vstack([best.scores[:0], *done])
        return Best(positions=best.positions, scores=scores)

    def _sorted(self, pairs: list[Pair], top: int) -> list[Pair]:
        """The best ``top`` pairs; ties by id."""
        pairs.sort(
            key=lambda pair: (
                -pair.standing, self.calls[pair.call].id, self.projects[pair.project].id
            )
        )  # fmt: skip
        return pairs[:top]

    def _lane(self, language: Language) -> Lane:
        """The lane of one language of calls."""
        positions = np.flatnonzero([code == language for code in self.call_languages])
        self._rows[positions] = np.arange(len(positions))
        chosen = [self.calls[at] for at in positions]
        cognates = cognates_among(chosen, language)
        call_views = own_views(chosen, language)
        project_views = self._seen_from(language, cognates)
        spaces = Spaces([*project_views, *call_views], self.tools.ranker)
        calls = spaces.calls(call_views, self._call_topics[positions], among=len(self.calls))
        sample = sampled(calls)
        return Lane(
            language=language,
            spaces=spaces,
            call_positions=positions,
            cognates=cognates,
            calls=calls,
            sample=sample,
            projects=spaces.projects(project_views, self._project_topics, sample),
        )

    def bridge(self, source: Language, target: Language, cognates: Cognates) -> Bridge:
        """The way from projects in ``source`` to the calls of the lane ``target``."""
        return Bridge(
            source=source,
            target=target,
            translation=self.tools.translation,
            cognates=cognates,
        )

    def _seen_from(self, language: Language, cognates: Cognates) -> list[View]:
        """Every project in the words of ``language``, in the order given."""
        views: dict[int, View] = {}
        for source in sorted(set(self.project_languages)):
            chosen = [at for at, code in enumerate(self.project_languages) if code == source]
            items = [self.projects[at] for at in chosen]
            seen = (
                own_views(items, source)
                if source == language
                else translated_views(items, self.bridge(source, language, cognates))
            )
            views.update(zip(chosen, seen, strict=True))
        return [views[at] for at in range(len(self.projects))]


def _ods_probabilities(
    items: Sequence[CallText | ProjectText], languages: Sequence[Language], tools: Tools
) -> NDArray[np.float64]:
    """Probabilities ``(n, 17)`` of the ODS; ``(n, 0)`` without a classifier."""
    if tools.topics is None or not items:
        return np.zeros((len(items), 0 if tools.topics is None else 17))
    return tools.topics.ods_scores([whole_text(item) for item in items], languages)


def _topics(probabilities: NDArray[np.float64]) -> Floats:
    """ODS vectors of the same shape."""
    if not probabilities.size:
        return probabilities.astype(np.float32)
    return topic_vectors(probabilities)


def _sure(probabilities: NDArray[np.float64]) -> tuple[int, ...]:
    """The ODS with a good probability, the likeliest first."""
    order = np.argsort(-probabilities, kind="stable")
    return tuple(int(at) + 1 for at in order if probabilities[at] >= _ODS_SURE)


def _with_grams(task: tuple[sp.csr_matrix, Best], *, targets: sp.csr_matrix) -> Floats:
    """Scores of a task's candidates with the products of character n-grams added."""
    queries, best = task
    scores = best.scores.copy()
    for row in range(len(scores)):
        scores[row] += gram_scores(queries[row], targets[best.positions[row]])
    return scores
