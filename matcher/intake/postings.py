"""Which positions stand under a key, in few bytes: for looking up among many thousands of calls."""

from array import array
from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

MOST = 200
"""A key that more positions share tells nothing apart; only so many are given."""
_BYTES = 8
"""Bytes of a hash: a million of 64 bits hold two alike once in 37 million times."""


def key_of(*parts: object) -> int:
    """A number of 64 bits for ``parts``: the same in every process."""
    words = "\x1f".join(map(str, parts)).encode("utf-8", "replace")
    return int.from_bytes(blake2b(words, digest_size=_BYTES).digest(), "little")


class Postings:
    """Positions by hashed key: sorted arrays, and the latest additions in a dictionary.

    Twelve bytes an entry. Two keys may share a number once in 10^19, so what is found is to be
    compared, as it is anyway.
    """

    def __init__(self) -> None:
        self._runs: list[tuple[NDArray[np.uint64], NDArray[np.int32]]] = []
        self._recent: dict[int, list[int]] = {}

    def add(self, key: int, position: int) -> None:
        """Let ``position`` be found under ``key``."""
        self._recent.setdefault(key, []).append(position)

    def recent(self, key: int) -> list[int]:
        """The positions under ``key`` that were added since the last :meth:`settle`."""
        return self._recent.get(key, [])

    def settled(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """Key → up to :data:`MOST` positions packed under it, the first first."""
        asked = np.unique(np.fromiter(keys, dtype=np.uint64))
        found: dict[int, list[int]] = {}
        for known, positions in self._runs:
            first = np.searchsorted(known, asked)
            last = np.searchsorted(known, asked, "right")
            for at in np.flatnonzero(last > first):
                here = positions[first[at] : last[at]][:MOST].tolist()
                found.setdefault(int(asked[at]), []).extend(here)
        return {key: sorted(many)[:MOST] for key, many in found.items()}

    def settle(self) -> None:
        """Pack the latest additions; runs of like size become one, so there are few of them."""
        if not self._recent:
            return
        pairs = [(key, position) for key, many in self._recent.items() for position in many]
        self._recent = {}
        keys = np.fromiter((key for key, _ in pairs), dtype=np.uint64, count=len(pairs))
        positions = np.fromiter((at for _, at in pairs), dtype=np.int32, count=len(pairs))
        self._runs.append(_sorted(keys, positions))
        while len(self._runs) > 1 and len(self._runs[-2][0]) < 2 * len(self._runs[-1][0]):
            (a, b), (c, d) = self._runs.pop(), self._runs.pop()
            self._runs.append(_sorted(np.concatenate([c, a]), np.concatenate([d, b])))


def _sorted(
    keys: NDArray[np.uint64], positions: NDArray[np.int32]
) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    order = np.lexsort((positions, keys))
    return keys[order], positions[order]


class Seen:
    """The words met, eight bytes each, to ask later which of many were not."""

    def __init__(self) -> None:
        self._keys = array("Q")

    def update(self, words: Iterable[str]) -> None:
        """Note ``words``; one may come again."""
        self._keys.extend(key_of(word) for word in words)

    def lacks(self, words: Iterable[str]) -> list[bool]:
        """For each of ``words`` whether it was not met."""
        asked = np.fromiter((key_of(word) for word in words), dtype=np.uint64)
        return [bool(yes) for yes in ~np.isin(asked, np.frombuffer(self._keys, dtype=np.uint64))]
