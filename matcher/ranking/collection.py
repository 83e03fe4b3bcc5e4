"""Texts of one kind as they are compared: languages, ODS, thematic lines and what they mean."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from matcher.ranking.inputs import CallText, ProjectText
from matcher.ranking.meaning import Senses
from matcher.ranking.tfidf import topic_vectors
from matcher.ranking.topk import Floats, Positions
from matcher.ranking.translated import languages_of, whole_text
from matcher.tags.classifier.weights import ODS
from matcher.text import Language

Item = TypeVar("Item", CallText, ProjectText)
_ODS_SURE = 0.25
"""Probability from which an ODS is told of a text that nobody tagged. Set by hand."""


class TopicModel(Protocol):
    """What the index asks of the tags: probabilities of the 17 ODS, shape ``(n, 17)``."""

    def ods_scores(
        self, texts: Sequence[str], languages: Sequence[Language | None] | None = None
    ) -> NDArray[np.float64]:
        """Probabilities of each ODS for each text."""


@dataclass(frozen=True, kw_only=True)
class Collection(Generic[Item]):
    """Texts of one kind: their languages, and what they mean ``(n, d)``.

    ``judged`` are the probabilities of the 17 ODS that the words of each have, ``(n, 17)``.
    """

    items: tuple[Item, ...]
    languages: tuple[Language, ...]
    judged: NDArray[np.float64]
    senses: Senses

    @classmethod
    def of(
        cls, items: Sequence[Item], topics: TopicModel | None, senses: Senses
    ) -> "Collection[Item]":
        """Detect the languages and ask for the ODS; without a model all are alike."""
        languages = languages_of(items)
        judged = np.full((len(items), ODS), 1.0 / ODS)
        if topics is not None and items:
            judged = topics.ods_scores([whole_text(item) for item in items], languages)
        return cls(items=tuple(items), languages=languages, judged=judged, senses=senses)

    def retagged(self, items: Sequence[Item]) -> "Collection[Item]":
        """The same texts, which are not read again, with the lines and ODS of ``items``."""
        return replace(self, items=tuple(items))

    @cached_property
    def ods(self) -> NDArray[np.float64]:
        """Probabilities of the ODS, ``(n, 17)``: those assigned count as much as the words."""
        mixed = self.judged.copy()
        for row, item in enumerate(self.items):
            if item.ods:
                stated = np.zeros(ODS)
                stated[[code - 1 for code in item.ods]] = 1.0 / len(item.ods)
                mixed[row] = (mixed[row] + stated) / 2
        return mixed

    def topics(self, lines: Sequence[str]) -> Floats:
        """ODS vectors and vectors of the thematic ``lines``, ``(n, 17 + lines)``."""
        columns = {code: at for at, code in enumerate(lines)}
        assigned = np.zeros((len(self.items), len(lines)))
        for row, item in enumerate(self.items):
            known = [columns[code] for code in item.lines if code in columns]
            assigned[row, known] = 1.0 / math.sqrt(max(len(known), 1))
        return np.hstack([topic_vectors(self.ods), assigned]).astype(np.float32)

    def in_language(self, language: Language) -> tuple[Positions, list[Item]]:
        """Where the texts of one language stand, and the texts."""
        chosen = np.flatnonzero([code == language for code in self.languages])
        return chosen, [self.items[at] for at in chosen]

    def sure_ods(self, position: int) -> tuple[int, ...]:
        """The ODS it was tagged with; where nobody looked for any, the likeliest first."""
        item = self.items[position]
        return item.ods if item.ods or item.tagged else self._likely[position]

    @cached_property
    def by_id(self) -> Positions:
        """The place of each text when all are ordered by their ids."""
        order = sorted(range(len(self.items)), key=lambda at: self.items[at].id)
        places = np.empty(len(order), dtype=np.int64)
        places[order] = np.arange(len(order))
        return places

    @cached_property
    def _likely(self) -> tuple[tuple[int, ...], ...]:
        """The ODS of each text that have a good probability."""
        order = np.argsort(-self.ods, axis=1, kind="stable")
        good = (self.ods >= _ODS_SURE).sum(axis=1).tolist()
        return tuple(
            tuple(row[:count]) for row, count in zip((order + 1).tolist(), good, strict=True)
        )


def lines_of(calls: Sequence[CallText], projects: Sequence[ProjectText]) -> list[str]:
    """The thematic lines that any of the texts is of."""
    assigned = [*(call.lines for call in calls), *(project.lines for project in projects)]
    return sorted({code for codes in assigned for code in codes})
