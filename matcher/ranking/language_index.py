"""A lane: the calls of one language and all projects as seen from it.

Within a lane every score is a sum of products, so that all pairs can be computed at once and
one new call or project in milliseconds. Scores are measured per project in deviations above
its usual score in the lane: that makes projects, and languages, comparable.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matcher.ranking.bags import Numbers
from matcher.ranking.counting import Reader, TermCounts
from matcher.ranking.inputs import CallText
from matcher.ranking.meaning import Center, SenseSide, shortness
from matcher.ranking.ngrams import Grams
from matcher.ranking.score import Ranker
from matcher.ranking.tfidf import GramSpace, PairSpace, TermSpace
from matcher.ranking.topk import Factor, Floats, Inverted
from matcher.tags.classifier.weights import ODS
from matcher.translation.cognates import Cognates

_SAMPLE = 512
"""Calls of a language by which a project's usual score is measured, evenly spread, so that not all
are compared twice. Set by hand."""
_LEAST = 1e-3
"""How many times words count at least, so that what they were can be told again."""
Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Unit vectors of texts, before any weight; the titles of calls count beside the whole."""

    terms: sp.csr_matrix
    title: sp.csr_matrix
    phrases: sp.csr_matrix
    grams: Grams

    def only(self, chosen: Positions) -> "Rows":
        """The rows ``chosen``."""
        return Rows(
            terms=self.terms[chosen],
            title=self.title[chosen],
            phrases=self.phrases[chosen],
            grams=self.grams.only(chosen),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Vectors of one collection: ``fast`` (terms, phrases, ODS) for all, the others for few.

    ``rows`` are what they were weighed from, to be weighed again when only their tags change.
    """

    fast: Factor
    grams: Grams
    sense: SenseSide
    rows: Rows

    def only(self, chosen: Positions) -> "Side":
        """The rows ``chosen``."""
        return Side(
            fast=self.fast.only(chosen),
            grams=self.grams.only(chosen),
            sense=self.sense.only(chosen),
            rows=self.rows.only(chosen),
        )


class Spaces:
    """What terms, phrases and grams are worth among the calls and projects of one lane.

    Learned from the ``parts`` that ``reader`` read; their own vectors are :attr:`rows`.
    """

    def __init__(self, reader: Reader, parts: Sequence[TermCounts]) -> None:
        self._language, self._stems, self._skeletons = (
            reader.language,
            reader.stems,
            reader.skeletons,
        )
        self.terms = TermSpace([part.terms for part in parts], list(reader.stems))
        self._phrases = PairSpace([part.phrases for part in parts])
        self._grams = GramSpace([part.skeletons for part in parts], list(reader.skeletons))
        self.rows = [
            Rows(
                terms=terms,
                title=self.terms.vectors(part.title),
                phrases=phrases,
                grams=grams,
            )
            for part, terms, phrases, grams in zip(
                parts, self.terms.rows, self._phrases.rows, self._grams.rows, strict=True
            )
        ]

    def reader(self) -> Reader:
        """To read further texts with; what they bring that is new is numbered there only."""
        return Reader(
            self._language, stems=Numbers(self._stems), skeletons=Numbers(self._skeletons)
        )

    def vectors(self, counts: TermCounts, reader: Reader) -> Rows:
        """Vectors of what a :meth:`reader` of these spaces has read."""
        return Rows(
            terms=self.terms.vectors(counts.terms),
            title=self.terms.vectors(counts.title),
            phrases=self._phrases.vectors(counts.phrases),
            grams=self._grams.vectors(counts.skeletons, reader.skeletons.new()),
        )


def call_side(
    rows: Rows,
    topics: Floats,
    sense: SenseSide,
    *,
    items: Sequence[CallText],
    ranker: Ranker,
    topic_weights: Floats,
) -> Side:
    """Vectors of calls, weighted; ``topics`` is ``(n, t)``, ``topic_weights`` ``(t,)``.

    Words of short calls count less and their ODS more.
    """
    weights, words = ranker.weights, ranker.weights.terms * worth_of_words(items, ranker)
    themes = np.tile(topic_weights, (len(topics), 1))
    themes[:, :ODS] *= 1 + (ranker.short.ods - 1) * shortness(items, ranker.short)[:, None]
    return Side(
        fast=Factor(
            terms=_side_by_side(
                rows.terms.multiply(words[:, None]) + rows.title * weights.title,
                rows.phrases * weights.phrases,
            ),
            topics=topics * themes,
            bias=np.zeros(len(topics), dtype=np.float32),
        ),
        grams=rows.grams.times(weights.grams),
        sense=sense,
        rows=rows,
    )


def worth_of_words(items: Sequence[CallText], ranker: Ranker) -> Floats:
    """How many times the words of each call count."""
    least = max(ranker.short.terms, _LEAST)
    return np.asarray(1 + (least - 1) * shortness(items, ranker.short), dtype=np.float32)


def project_side(
    rows: Rows, topics: Floats, sense: SenseSide, *, sample: Side, ranker: Ranker
) -> Side:
    """Vectors of projects, measured against a ``sample`` of the lane's calls."""
    terms = _side_by_side(rows.terms, rows.phrases)
    plain = Factor(terms=terms, topics=topics, bias=np.zeros(len(topics), dtype=np.float32))
    seen = Inverted.of(sample.fast).scores(plain)
    company = Inverted.of(Factor.of_terms(sample.grams.rows()))
    for at, grams in rows.grams.blocks():
        seen[at] += company.scores(Factor.of_terms(grams))
    mean, deviation = ranker.usual(seen)
    terms.data /= np.repeat(deviation, np.diff(terms.indptr))
    return Side(
        fast=Factor(
            terms=terms,
            topics=np.asarray(topics / deviation[:, None], dtype=np.float32),
            bias=-mean / deviation,
        ),
        grams=rows.grams.times(1.0 / deviation),
        sense=sense,
        rows=rows,
    )


@dataclass(frozen=True, kw_only=True)
class Lane:
    """The calls of one language and every project.

    ``call_positions`` tells where the rows of ``calls`` stand in the whole collection;
    ``sample`` is what projects are measured against, and ``center`` what all texts mean alike.
    """

    spaces: Spaces
    topic_weights: Floats
    cognates: Cognates
    center: Center
    sample: Side
    call_positions: Positions
    calls: Side
    projects: Side

    @cached_property
    def inverted_calls(self) -> Inverted:
        """The calls, to be searched by projects."""
        return Inverted.of(self.calls.fast)

    @cached_property
    def inverted_projects(self) -> Inverted:
        """The projects, to be searched by calls."""
        return Inverted.of(self.projects.fast)

    def sharing_projects(self, other: "Lane") -> "Lane":
        """This lane, with the search side of the projects it has in common with ``other``."""
        self.__dict__["inverted_projects"] = other.inverted_projects
        return self

    def sharing_calls(self, other: "Lane") -> "Lane":
        """This lane, with the search side of the calls it has in common with ``other``."""
        self.__dict__["inverted_calls"] = other.inverted_calls
        return self


def sampled(calls: Side) -> Side:
    """At most 512 calls, evenly spaced: the lane's usual company for a project."""
    count = len(calls.fast.bias)
    return calls.only(np.unique(np.linspace(0, count - 1, min(count, _SAMPLE)).astype(np.int64)))


def _side_by_side(terms: sp.csr_matrix, phrases: sp.csr_matrix) -> sp.csr_matrix:
    """The columns of both, in their order in every row."""
    both = sp.csr_matrix(sp.hstack([terms, phrases], format="csr"), dtype=np.float32)
    both.sort_indices()
    return both
