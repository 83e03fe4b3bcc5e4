"""Bags of numbered terms as flat arrays: what texts are turned into while they are read.

A hundred thousand texts are a few arrays this way; kept as dicts of words they would be gigabytes.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Term = TypeVar("Term", bound=Hashable)
Weights = NDArray[np.float32]
Places = NDArray[np.int64]


class Numbers(dict[str, int]):
    """The number of each term, given as they come: 0, 1, 2…

    :param known: terms that have their number; new ones are numbered after them, here only.
    """

    def __init__(self, known: Mapping[str, int] | None = None) -> None:
        super().__init__()
        self._known: Mapping[str, int] = {} if known is None else known
        self._next = len(self._known)

    def __missing__(self, term: str) -> int:
        """The number ``term`` has, or the next one."""
        number = self._known.get(term)
        if number is None:
            number, self._next = self._next, self._next + 1
        self[term] = number
        return number

    def new(self) -> list[str]:
        """The terms that are not ``known``, in the order of their numbers."""
        return [term for term, number in self.items() if number >= len(self._known)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bags:
    """Bag ``i`` holds ``terms[ends[i]:ends[i + 1]]`` with their ``weights``.

    A term may stand in a bag several times: its weights add up.
    """

    terms: Places
    weights: Weights
    ends: Places

    @classmethod
    def once_each(cls, terms: Places, ends: Places) -> "Bags":
        """Every term, each time it stands there, with weight one."""
        return cls(terms=terms, weights=np.ones(len(terms), dtype=np.float32), ends=ends)

    @classmethod
    def of(cls, bags: Iterable[Mapping[Term, float]], numbers: Mapping[Term, int]) -> "Bags":
        """Bags of named terms; every one of them has (or gets) its number."""
        terms, weights, ends = list[int](), list[float](), [0]
        for bag in bags:
            terms.extend(map(numbers.__getitem__, bag))
            weights.extend(bag.values())
            ends.append(len(terms))
        return cls(
            terms=np.array(terms, dtype=np.int64),
            weights=np.array(weights, dtype=np.float32),
            ends=np.array(ends, dtype=np.int64),
        )

    def renamed(self, terms: Places, *, kept: NDArray[np.bool_]) -> "Bags":
        """The entries that are ``kept``, under the other names ``terms`` (of all entries)."""
        return Bags(
            terms=terms[kept],
            weights=self.weights[kept],
            ends=np.concatenate(([0], np.cumsum(kept)))[self.ends],
        )

    def matrix(self, columns: int) -> sp.csr_matrix:
        """Weights, a row per bag; terms from number ``columns`` on are left out."""
        known = self.terms < columns
        own = self if known.all() else self.renamed(self.terms, kept=known)
        counted = sp.csr_matrix(
            (own.weights.copy(), own.terms.astype(np.int32), own.ends),
            shape=(len(own.ends) - 1, columns),
        )
        counted.sum_duplicates()
        return counted


def merged(parts: Sequence[tuple[Places, Bags]]) -> Bags:
    """All bags together, each at the place its part says."""
    if len(parts) == 1:
        return parts[0][1]
    places = np.concatenate([at for at, _ in parts])
    lengths = np.concatenate([np.diff(bags.ends) for _, bags in parts])
    starts = np.cumsum(lengths) - lengths
    order = np.argsort(places)
    ends = np.concatenate(([0], np.cumsum(lengths[order])))
    taken = np.repeat(starts[order] - ends[:-1], lengths[order]) + np.arange(ends[-1])
    return Bags(
        terms=np.concatenate([bags.terms for _, bags in parts])[taken],
        weights=np.concatenate([bags.weights for _, bags in parts])[taken],
        ends=ends,
    )
