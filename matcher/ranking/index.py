"""The index: calls and projects as vectors, and the best pairs of either direction.

First every pair is scored by terms, phrases and ODS (exactly, by blocks); then the best of them are
scored by character n-grams too. New calls, changed projects or a pasted text are scored
against what is already there without computing the rest again.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace

import msgspec
import numpy as np

from matcher.ranking.bags import Numbers
from matcher.ranking.collection import Collection, TopicModel, lines_of
from matcher.ranking.counting import Reader, TermCounts
from matcher.ranking.inputs import CallText, ProjectText
from matcher.ranking.language_index import (
    Lane,
    Rows,
    Side,
    Spaces,
    call_side,
    project_side,
    sampled,
)
from matcher.ranking.meaning import (
    Center,
    Meaning,
    Senses,
    SenseSide,
    calls_sense,
    projects_sense,
    sense_products,
    senses_in,
    senses_of_calls,
    senses_of_projects,
    worth_of,
)
from matcher.ranking.ngrams import gram_products
from matcher.ranking.score import Ranker
from matcher.ranking.topk import Best, Floats, Inverted, Positions, best_rows, top_k
from matcher.ranking.translated import Bridge
from matcher.ranking.workers import Progress, Threads, Workers, silent
from matcher.text import Language
from matcher.translation.cognates import Cognates
from matcher.translation.translation import Translation

_CANDIDATES = 32
"""Best pairs of a query that get n-grams too, at least: for all they would cost most. Set by hand;
``match_quality.py`` with more would tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What matching works with; ``topics`` and ``meaning`` are ``None`` where there is no model."""

    translation: Translation
    ranker: Ranker
    topics: TopicModel | None = None
    meaning: Meaning | None = None


class Pair(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A scored pair, by the positions of its call and project in the index.

    ``standing`` is the score in deviations above the project's usual one, as all pairs are
    compared; ``grams`` and ``meaning`` are the parts of it that character n-grams and what the
    texts mean have, which only the best get.
    """

    project: int
    call: int
    standing: float
    grams: float = 0.0
    meaning: float = 0.0


class MatchIndex:
    """Calls and projects, ready to be paired. Both keep the order they were given in."""

    def __init__(
        self,
        calls: Sequence[CallText],
        projects: Sequence[ProjectText],
        *,
        tools: Tools,
        workers: Workers | None = None,
    ) -> None:
        self.tools = tools
        self._workers = workers or Threads()
        self.calls = _calls(calls, tools)
        self.projects = _projects(projects, tools)
        self._lines = lines_of(calls, projects)
        languages = sorted(set(self.calls.languages)) if projects else []
        self.lanes = {language: self._lane(language) for language in languages}
        self._rows = self._rows_in_lanes()

    def with_calls(self, calls: Sequence[CallText]) -> "MatchIndex":
        """The same projects for other calls, measured as they were: for new or changed calls.

        Only the new calls are read and translated; a language that had no call yet gets a lane
        of its own.
        """
        other = copy(self)
        other.calls = _calls(calls, self.tools)
        other.lanes = {}
        for language in sorted(set(other.calls.languages)):
            known = self.lanes.get(language)
            other.lanes[language] = (
                other._lane(language) if known is None else other._refilled(known, language)
            )
        other._rows = other._rows_in_lanes()
        return other

    def with_projects(self, projects: Sequence[ProjectText]) -> "MatchIndex":
        """The same calls for other projects: for changed projects or a text pasted in."""
        other = copy(self)
        other.projects = _projects(projects, self.tools)
        other.lanes = {
            language: replace(
                lane,
                projects=other._project_side(
                    other._read_again(lane),
                    other._measured(language, other._senses_in(language), lane.center, lane.sample),
                    lane.sample,
                ),
            ).sharing_calls(lane)
            for language, lane in self.lanes.items()
        }
        return other

    def retagged(self, calls: Sequence[CallText], projects: Sequence[ProjectText]) -> "MatchIndex":
        """The same texts in the same order with other lines and ODS: none is read again."""
        other = copy(self)
        other.calls, other.projects = self.calls.retagged(calls), self.projects.retagged(projects)
        other._lines = lines_of(calls, projects)
        other.lanes = {language: other._reweighed(lane) for language, lane in self.lanes.items()}
        return other

    def calls_for_projects(
        self, *, top: int, least: Floats | None = None, progress: Progress = silent
    ) -> list[list[Pair]]:
        """The best calls of each project, best first, equal ones by call id.

        :param least: for each project what a call must stand out to be given at all.
        """
        calls, standings, parts = [], [], []
        for lane in self.lanes.values():
            best, added = self._best(
                lane.projects, lane.calls, lane.inverted_calls, top=top, progress=progress
            )
            calls.append(lane.call_positions[best.positions])
            standings.append(best.scores + lane.projects.fast.bias[:, None])
            parts.append(added)
        if not calls:
            return [[] for _ in self.projects.items]
        found = Best(positions=np.hstack(calls), scores=np.hstack(standings))
        rows = best_rows(found, np.hstack(parts), order=self.calls.by_id, top=top, least=least)
        return [
            [
                Pair(project=project, call=call, standing=standing, grams=grams, meaning=meaning)
                for call, standing, (grams, meaning) in row
            ]
            for project, row in enumerate(rows)
        ]

    def projects_for_calls(self, *, top: int, progress: Progress = silent) -> list[list[Pair]]:
        """The best projects of each call, best first, equal ones by project id."""
        found: list[list[Pair]] = [[] for _ in self.calls.items]
        for lane in self.lanes.values():
            best, parts = self._best(
                lane.calls, lane.projects, lane.inverted_projects, top=top, progress=progress
            )
            rows = best_rows(best, parts, order=self.projects.by_id, top=top)
            for call, row in zip(lane.call_positions.tolist(), rows, strict=True):
                found[call] = [
                    Pair(
                        project=project, call=call, standing=standing, grams=grams, meaning=meaning
                    )
                    for project, standing, (grams, meaning) in row
                ]
        return found

    def lane_of(self, call: int) -> Lane:
        """The lane in which the call at this position stands."""
        return self.lanes[self.calls.languages[call]]

    def row_of(self, call: int) -> int:
        """The row of a call inside its lane."""
        return int(self._rows[call])

    def bridge(self, source: Language, target: Language, cognates: Cognates) -> Bridge:
        """The way from projects in ``source`` to the calls of the lane ``target``."""
        return Bridge(
            source=source,
            target=target,
            translation=self.tools.translation,
            cognates=cognates,
        )

    def _best(
        self, queries: Side, targets: Side, inverted: Inverted, *, top: int, progress: Progress
    ) -> tuple[Best, Floats]:
        """The best targets by all signals; the parts of grams and meaning, ``(queries, k, 2)``."""
        best = top_k(
            queries.fast,
            inverted,
            k=max(_CANDIDATES, 2 * top),
            workers=self._workers,
            progress=progress,
        )
        grams = gram_products(queries.grams, targets.grams, best.positions, workers=self._workers)
        meaning = sense_products(queries.sense, targets.sense, best.positions)
        scores = best.scores + grams + meaning
        return Best(positions=best.positions, scores=scores), np.stack([grams, meaning], axis=2)

    def _rows_in_lanes(self) -> Positions:
        """For each call its row inside its lane."""
        rows = np.zeros(len(self.calls.items), dtype=np.int64)
        for lane in self.lanes.values():
            rows[lane.call_positions] = np.arange(len(lane.call_positions))
        return rows

    def _lane(self, language: Language) -> Lane:
        """The lane of one language of calls, learned from its calls and all projects."""
        positions, chosen = self.calls.in_language(language)
        reader = Reader(language, stems=Numbers(), skeletons=Numbers())
        ours = reader.own(chosen)
        cognates = reader.cognates()
        spaces = Spaces(reader, [ours, self._seen_by(reader, cognates)])
        of_calls, of_projects = spaces.rows
        senses, theirs = self.calls.senses[positions], self._senses_in(language)
        center = Center.of(senses, theirs, weights=self.tools.ranker.meaning)
        weights = self._topic_weights()
        calls = self._call_side(positions, of_calls, calls_sense(senses, center), weights)
        sample = sampled(calls)
        return Lane(
            spaces=spaces,
            topic_weights=weights,
            cognates=cognates,
            center=center,
            sample=sample,
            call_positions=positions,
            calls=calls,
            projects=self._project_side(
                of_projects, self._measured(language, theirs, center, sample), sample
            ),
        )

    def _reweighed(self, lane: Lane) -> Lane:
        """A known lane of the same texts, under the tags of this index."""
        weights = self._topic_weights()
        calls = self._call_side(lane.call_positions, lane.calls.rows, lane.calls.sense, weights)
        sample = sampled(calls)
        projects = self._project_side(lane.projects.rows, lane.projects.sense, sample)
        return replace(lane, topic_weights=weights, sample=sample, calls=calls, projects=projects)

    def _refilled(self, lane: Lane, language: Language) -> Lane:
        """A known lane with the calls of this index instead of its own."""
        positions, chosen = self.calls.in_language(language)
        reader = lane.spaces.reader()
        calls = self._call_side(
            positions,
            lane.spaces.vectors(reader.own(chosen), reader),
            calls_sense(self.calls.senses[positions], lane.center),
            lane.topic_weights,
        )
        return replace(lane, call_positions=positions, calls=calls).sharing_projects(lane)

    def _topic_weights(self) -> Floats:
        """What the ODS and the lines count for among so many calls."""
        return self.tools.ranker.topic_weights(calls=len(self.calls.items), lines=len(self._lines))

    def _call_side(
        self, positions: Positions, rows: Rows, sense: SenseSide, weights: Floats
    ) -> Side:
        """The calls at ``positions``, weighted."""
        return call_side(
            rows,
            self.calls.topics(self._lines)[positions],
            sense,
            items=[self.calls.items[at] for at in positions],
            ranker=self.tools.ranker,
            topic_weights=weights,
        )

    def _project_side(self, rows: Rows, sense: SenseSide, sample: Side) -> Side:
        """The projects, measured against a ``sample`` of the calls of a lane."""
        topics, ranker = self.projects.topics(self._lines), self.tools.ranker
        return project_side(rows, topics, sense, sample=sample, ranker=ranker)

    def _senses_in(self, language: Language) -> Senses:
        """What the projects of this index mean, as seen from ``language``."""
        return senses_in(
            language,
            self.projects.items,
            self.projects.languages,
            self.projects.senses,
            meaning=self.tools.meaning,
            translation=self.tools.translation,
        )

    def _measured(
        self, language: Language, senses: Senses, center: Center, sample: Side
    ) -> SenseSide:
        """What the projects of this index mean, as measured in the lane of ``language``."""
        across = np.asarray([own != language for own in self.projects.languages], dtype=np.bool_)
        weights = self.tools.ranker.meaning
        worth = worth_of(self.projects.items, across, weights)
        return projects_sense(senses, center, sample=sample.sense, worth=worth, weights=weights)

    def _read_again(self, lane: Lane) -> Rows:
        """The projects of this index, as seen from a known lane."""
        reader = lane.spaces.reader()
        return lane.spaces.vectors(self._seen_by(reader, lane.cognates), reader)

    def _seen_by(self, reader: Reader, cognates: Cognates) -> TermCounts:
        """Every project in the words of the reader's language, in the order given."""
        parts = []
        for source in sorted(set(self.projects.languages)):
            positions, items = self.projects.in_language(source)
            bridge = self.bridge(source, reader.language, cognates)
            own = source == reader.language
            parts.append(
                (positions, reader.own(items) if own else reader.translated(items, bridge))
            )
        return TermCounts.merged(parts) if parts else reader.own(())


def _calls(calls: Sequence[CallText], tools: Tools) -> Collection[CallText]:
    senses = senses_of_calls(calls, tools.meaning, tools.ranker.short)
    return Collection[CallText].of(calls, tools.topics, senses)


def _projects(projects: Sequence[ProjectText], tools: Tools) -> Collection[ProjectText]:
    senses = senses_of_projects(projects, tools.meaning)
    return Collection[ProjectText].of(projects, tools.topics, senses)
