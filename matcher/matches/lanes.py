"""A lane: the calls of one language and all projects as seen from it.

Within a lane every score is a sum of products, so that all pairs can be computed at once and
one new call or project in milliseconds. Scores are measured per project in deviations above
its usual score in the lane: that makes projects, and languages, comparable.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matcher.matches.cognates import Cognates
from matcher.matches.engine import Factor, Floats, Inverted
from matcher.matches.scoring import Ranker, Weights
from matcher.matches.vectors import GramSpace, Table, TermSpace
from matcher.matches.views import View

_SAMPLE = 512
Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Vectors of one collection: ``fast`` (terms, phrases, ODS) for all, ``grams`` for few."""

    fast: Factor
    grams: sp.csr_matrix

    def only(self, chosen: Positions) -> "Side":
        """The rows ``chosen``."""
        return Side(fast=self.fast.only(chosen), grams=self.grams[chosen])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Unit vectors of views, before any weight."""

    terms: sp.csr_matrix
    title: sp.csr_matrix
    phrases: sp.csr_matrix
    grams: sp.csr_matrix

    def only(self, chosen: slice) -> "Rows":
        """The rows ``chosen``."""
        return Rows(
            terms=self.terms[chosen],
            title=self.title[chosen],
            phrases=self.phrases[chosen],
            grams=self.grams[chosen],
        )


class Spaces:
    """What terms, phrases and grams are worth among the calls and projects of one lane."""

    def __init__(self, terms: TermSpace, phrases: TermSpace, grams: GramSpace) -> None:
        self.terms, self._phrases, self._grams = terms, phrases, grams

    @classmethod
    def learn(cls, views: Iterable[View]) -> tuple["Spaces", Rows]:
        """Learn from all views of a lane; their own rows are given back."""
        terms, phrases, skeletons = Table(), Table(), Table()
        title = Table(terms.columns)
        for view in views:
            terms.add(view.terms)
            title.add(view.title)
            phrases.add(view.phrases)
            skeletons.add(view.skeletons)
        spaces = cls(TermSpace(terms), TermSpace(phrases, shared=True), GramSpace(skeletons))
        rows = Rows(
            terms=spaces.terms.rows,
            title=spaces.terms.weigh(title),
            phrases=spaces._phrases.rows,
            grams=spaces._grams.rows,
        )
        return spaces, rows

    def read(self, views: Sequence[View]) -> Rows:
        """Vectors of further views."""
        return Rows(
            terms=self.terms.vectors(view.terms for view in views),
            title=self.terms.vectors(view.title for view in views),
            phrases=self._phrases.vectors(view.phrases for view in views),
            grams=self._grams.vectors(view.skeletons for view in views),
        )


def call_side(rows: Rows, topics: Floats, *, weights: Weights, topic_weights: Floats) -> Side:
    """Vectors of calls, weighted; ``topics`` is ``(n, t)``, ``topic_weights`` ``(t,)``."""
    return Side(
        fast=Factor(
            terms=_side_by_side(
                rows.terms * weights.terms + rows.title * weights.title,
                rows.phrases * weights.phrases,
            ),
            topics=topics * topic_weights,
            bias=np.zeros(len(topics), dtype=np.float32),
        ),
        grams=rows.grams * weights.grams,
    )


def project_side(rows: Rows, topics: Floats, *, sample: Side, ranker: Ranker) -> Side:
    """Vectors of projects, measured against a ``sample`` of the lane's calls."""
    terms = _side_by_side(rows.terms, rows.phrases)
    plain = Factor(terms=terms, topics=topics, bias=np.zeros(len(topics), dtype=np.float32))
    seen = Inverted.of(sample.fast).scores(plain)
    seen += (rows.grams @ sample.grams.T).toarray()
    mean, deviation = ranker.usual(seen)
    scale = sp.diags_array(1.0 / deviation)
    return Side(
        fast=Factor(
            terms=sp.csr_matrix(scale @ terms, dtype=np.float32),
            topics=np.asarray(topics / deviation[:, None], dtype=np.float32),
            bias=-mean / deviation,
        ),
        grams=sp.csr_matrix(scale @ rows.grams, dtype=np.float32),
    )


@dataclass(frozen=True, kw_only=True)
class Lane:
    """The calls of one language and every project.

    ``call_positions`` tells where the rows of ``calls`` stand in the whole collection;
    ``sample`` is what projects are measured against.
    """

    spaces: Spaces
    topic_weights: Floats
    cognates: Cognates
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
    count = calls.grams.shape[0]
    return calls.only(np.unique(np.linspace(0, count - 1, min(count, _SAMPLE)).astype(np.int64)))


def with_grams(queries: sp.csr_matrix, targets: sp.csr_matrix, positions: Positions) -> Floats:
    """Products of each row of ``queries`` with its own rows of ``targets``.

    :param positions: ``(queries, k)``; the answer has the same shape.
    """
    found = np.empty(positions.shape, dtype=np.float32)
    dense = np.zeros(targets.shape[1], dtype=np.float32)
    for row, chosen in enumerate(positions):
        query = queries[row]
        dense[query.indices] = query.data
        found[row] = targets[chosen] @ dense
        dense[query.indices] = 0.0
    return found


def _side_by_side(terms: sp.csr_matrix, phrases: sp.csr_matrix) -> sp.csr_matrix:
    """The columns of both."""
    return sp.csr_matrix(sp.hstack([terms, phrases]), dtype=np.float32)
