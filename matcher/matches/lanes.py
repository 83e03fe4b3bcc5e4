"""A lane: the calls of one language and all projects as seen from it.

Within a lane every score is a sum of products, so that all pairs can be computed at once and
one new call or project in milliseconds. Scores are measured per project in deviations above
its usual score in the lane: that makes projects, and languages, comparable.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matcher.matches.cognates import Cognates
from matcher.matches.engine import Factor, Floats, Inverted
from matcher.matches.scoring import Ranker
from matcher.matches.vectors import GramSpace, TermSpace
from matcher.matches.views import View
from matcher.text import Language

_SAMPLE = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Vectors of one collection: ``fast`` (terms and ODS) for all pairs, ``grams`` for few."""

    fast: Factor
    grams: sp.csr_matrix

    def only(self, chosen: NDArray[np.int64]) -> "Side":
        """The rows ``chosen``."""
        return Side(
            fast=Factor(
                terms=self.fast.terms[chosen],
                topics=self.fast.topics[chosen],
                bias=self.fast.bias[chosen],
            ),
            grams=self.grams[chosen],
        )


class Spaces:
    """What terms and grams are worth among the calls and projects of one lane."""

    def __init__(self, views: Sequence[View], ranker: Ranker) -> None:
        self.terms = TermSpace([view.terms for view in views])
        self.grams = GramSpace([view.skeletons for view in views])
        self.ranker = ranker

    def calls(self, views: Sequence[View], topics: Floats, *, among: int) -> Side:
        """Vectors of calls, weighted; ``topics`` is ``(n, t)`` and ``among`` counts all calls."""
        weights = self.ranker.weights
        terms = self.terms.vectors([view.terms for view in views]) * weights.terms
        title = self.terms.vectors([view.title for view in views]) * weights.title
        return Side(
            fast=Factor(
                terms=sp.csr_matrix(terms + title, dtype=np.float32),
                topics=np.float32(self.ranker.ods_weight(among)) * topics,
                bias=np.zeros(len(views), dtype=np.float32),
            ),
            grams=self.grams.vectors([view.skeletons for view in views]) * weights.grams,
        )

    def projects(self, views: Sequence[View], topics: Floats, sample: Side) -> Side:
        """Vectors of projects, measured against a ``sample`` of the lane's calls."""
        terms = self.terms.vectors([view.terms for view in views])
        plain = Side(
            fast=Factor(
                terms=terms,
                topics=topics,
                bias=np.zeros(len(views), dtype=np.float32),
            ),
            grams=self.grams.vectors([view.skeletons for view in views]),
        )
        seen = Inverted.of(sample.fast).scores(plain.fast)
        seen += (plain.grams @ sample.grams.T).toarray()
        mean, deviation = self.ranker.standing(seen)
        scale = sp.diags_array(1.0 / deviation)
        return Side(
            fast=Factor(
                terms=sp.csr_matrix(scale @ plain.fast.terms, dtype=np.float32),
                topics=plain.fast.topics / deviation[:, None],
                bias=-mean / deviation,
            ),
            grams=sp.csr_matrix(scale @ plain.grams, dtype=np.float32),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One language's calls (``call_positions`` in the whole collection) and every project."""

    language: Language
    spaces: Spaces
    call_positions: NDArray[np.int64]
    cognates: Cognates
    calls: Side
    projects: Side
    sample: Side


def sampled(calls: Side) -> Side:
    """At most 512 calls, evenly spaced: the lane's usual company for a project."""
    count = calls.grams.shape[0]
    return calls.only(np.unique(np.linspace(0, count - 1, min(count, _SAMPLE)).astype(np.int64)))


def gram_scores(query: sp.csr_matrix, targets: sp.csr_matrix) -> Floats:
    """Products of one row with each row of ``targets``."""
    dense = np.zeros(targets.shape[1], dtype=np.float32)
    dense[query.indices] = query.data
    return np.asarray(targets @ dense)
