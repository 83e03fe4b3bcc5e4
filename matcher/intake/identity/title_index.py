"""Titles looked up by their rarest words: TF-IDF over hashed words, built as calls come in."""

from collections.abc import Sequence
from itertools import chain
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matcher.calls.titles import title_key

_BUCKETS = 2**18
CANDIDATES = 8
"""Titles compared in full for each one asked about, the likest first. Set by hand."""
RAREST = 6
"""How many words of a title are looked up, the rarest ones."""
_FEW = 2_000
"""Titles of an index in which all words are looked up: how rare they are says little yet."""
_AT_ONCE = 25
"""Titles looked up together, so that a block of scores stays small."""


class TitleIndex:
    """Titles to look alike ones up in; grows as calls come in, nothing is computed again.

    :param titles: the titles known so far; their position is their number from then on.
    """

    def __init__(self, titles: Sequence[str] = ()) -> None:
        self._rows = _hashed(titles)
        self._idf = np.ones(_BUCKETS, dtype=np.float64)
        self._weighted_at = -1

    def add(self, titles: Sequence[str]) -> None:
        """Take in more titles; they get the next numbers."""
        if titles:
            self._rows = sparse.vstack([self._rows, _hashed(titles)], format="csr")

    def candidates(self, titles: Sequence[str], *, most: int = CANDIDATES) -> list[list[int]]:
        """For each title the numbers of up to ``most`` known ones with the likest words."""
        if not titles or self._rows.shape[0] == 0:
            return [[] for _ in titles]
        self._weigh()
        known = self._rows.T.tocsr()
        found: list[list[int]] = []
        for first in range(0, len(titles), _AT_ONCE):
            queries = self._telling(_hashed(titles[first : first + _AT_ONCE]))
            likeness = (queries @ known).tocsr()
            bounds = zip(likeness.indptr, likeness.indptr[1:], strict=False)
            found += [_best(likeness.indices[a:b], likeness.data[a:b], most) for a, b in bounds]
        return found

    def _telling(self, queries: sparse.csr_matrix) -> sparse.csr_matrix:
        """The rarest words of each query, weighted: common ones cost much and tell little."""
        weights = (self._idf[queries.indices] * queries.data).astype(np.float32)
        most = RAREST if self._rows.shape[0] > _FEW else None
        kept = np.zeros(len(weights), dtype=bool)
        for a, b in zip(queries.indptr, queries.indptr[1:], strict=False):
            kept[a + np.argsort(-weights[a:b], kind="stable")[:most]] = True
        rows = np.concatenate([[0], np.cumsum(kept)])[queries.indptr]
        return sparse.csr_matrix((weights[kept], queries.indices[kept], rows), queries.shape)

    def _weigh(self) -> None:
        """Refresh the inverse document frequencies once the index has grown by a tenth."""
        count = self._rows.shape[0]
        if self._weighted_at < 0 or count > 1.1 * self._weighted_at + 10:
            frequency = np.bincount(self._rows.indices, minlength=_BUCKETS)
            self._idf = np.log((1 + count) / (1 + frequency)) ** 2 + 1e-9
            self._weighted_at = count


def _hashed(titles: Sequence[str]) -> sparse.csr_matrix:
    """A row per title, a one for each of its words, in the column its hash names.

    scikit-learn hashes as well, but takes two seconds to import, and every command imports this.
    """
    columns = [[crc32(w.encode()) % _BUCKETS for w in title_key(t).split()] for t in titles]
    starts = np.cumsum([0, *map(len, columns)])
    flat = np.fromiter(chain.from_iterable(columns), dtype=np.int32, count=int(starts[-1]))
    ones = np.ones(len(flat), dtype=np.float32)
    rows = sparse.csr_matrix((ones, flat, starts), (len(titles), _BUCKETS))
    rows.sum_duplicates()
    return rows


def _best(numbers: NDArray[np.int32], likeness: NDArray[np.float64], most: int) -> list[int]:
    """The ``most`` likest of ``numbers``; equal ones in their order."""
    if len(numbers) > most:
        keep = np.argpartition(-likeness, most - 1)[:most]
        numbers, likeness = numbers[keep], likeness[keep]
    order = np.lexsort((numbers, -likeness))
    return [int(number) for number in numbers[order]]
