"""Same call once: when two records, of one source or of several, tell of the same call.

In order: the source's own id, the canonical address, an official identifier, and last the
likeness of title, funder and deadline (candidates by TF-IDF over words, verified by rapidfuzz).
A person's word beats all of them and is kept in ``identity_rule``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from scipy import sparse

from matcher.calls.titles import title_key
from matcher.text import fold

_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_cid|mc_eid|ref|source|share)$")
_NUMBER = re.compile(r"\d+|\b[ivx]{2,5}\b")
_CODE = re.compile(r"\b(?:[A-Z0-9]{2,}(?:[-_/][A-Z0-9]+){2,}|[0-9]{6,9})\b")
_BUCKETS = 2**18
TITLE_SAME = 92
TITLE_CLOSE = 84
FUNDER_SAME = 80
CANDIDATES = 8
RAREST = 6
"""How many words of a title are looked up, the rarest ones."""
_AT_ONCE = 25
TELLING_FIGURES = 2
TELLING_WORDS = 4
"""With neither deadline nor funder to go by, a title needs this many words of its own."""


def canonical_url(url: str) -> str:
    """``url`` without what does not name the page: scheme, ``www.``, tracking, fragment, slash."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.")
    query = [(k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.match(k.lower())]
    path = re.sub(r"/{2,}", "/", parts.path).rstrip("/")
    return urlunsplit(("", host, path, urlencode(sorted(query)), "")).removeprefix("//")


def is_page(canonical: str) -> bool:
    """Whether a canonical address names one page, and not a site's front door."""
    return "/" in canonical or "?" in canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What identity looks at in a record or a call.

    ``identifiers`` are its official codes, ``mentions`` the words of its text that look like one,
    ``figures`` the sums it names with their currency (``350000 EUR``).
    """

    source_id: str
    title: str
    canonical: str
    funder: str | None
    closes_on: date | None
    identifiers: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    mentions: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()


def same_call(a: Traits, b: Traits) -> bool:
    """Whether two records tell of one call.

    Numbers in the titles (years, editions, lots) must not differ and deadlines, where both are
    known, must be the same day: another year is a new round, not the same call.
    """
    if a.source_id == b.source_id:
        return a.canonical == b.canonical and is_page(a.canonical) and _same_text(a, b)
    if a.closes_on and b.closes_on and a.closes_on != b.closes_on:
        return False
    if shared_codes(a, b):
        return True
    if _linked(a, b) and (a.closes_on == b.closes_on or _title_likeness(a, b) >= TITLE_CLOSE):
        return True
    return _same_text(a, b)


def shared_codes(a: Traits, b: Traits) -> frozenset[str]:
    """Official codes both have, or that one names and the other has."""
    return a.identifiers & (b.identifiers | b.mentions) | b.identifiers & a.mentions


def same_figures(a: Traits, b: Traits) -> bool:
    """Whether two sources name the same sums for the same closing day.

    This is how a call told in two languages is known. It is only likely, not sure: whoever uses
    it sees to it that no third call qualifies too.
    """
    return (
        a.source_id != b.source_id
        and a.closes_on is not None
        and a.closes_on == b.closes_on
        and len(a.figures & b.figures) >= TELLING_FIGURES
    )


def codes_in(text: str) -> frozenset[str]:
    """The words of ``text`` that look like an official code: HORIZON-CL5-2027-D2, 900101."""
    return frozenset(_CODE.findall(text))


def _linked(a: Traits, b: Traits) -> bool:
    """One page is the other, or one record links to the other's page."""
    same = a.canonical == b.canonical and is_page(a.canonical)
    return same or (a.canonical in b.links) or (b.canonical in a.links)


def _same_text(a: Traits, b: Traits) -> bool:
    if _numbers(a.title) != _numbers(b.title):
        return False
    likeness, funder = _title_likeness(a, b), _funder_agrees(a, b)
    agreed = a.closes_on is not None and a.closes_on == b.closes_on
    if likeness >= TITLE_SAME:
        telling = min(len(title_key(x.title).split()) for x in (a, b)) >= TELLING_WORDS
        return agreed or funder is True or (funder is None and telling)
    return likeness >= TITLE_CLOSE and agreed and funder is not False


def _title_likeness(a: Traits, b: Traits) -> float:
    left, right = title_key(a.title), title_key(b.title)
    if min(len(left.split()), len(right.split())) < 2:
        return 100.0 if left == right else 0.0
    return fuzz.token_sort_ratio(left, right)


def _numbers(title: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(fold(title)))


def _funder_agrees(a: Traits, b: Traits) -> bool | None:
    if not a.funder or not b.funder:
        return None
    return fuzz.token_set_ratio(fold(a.funder), fold(b.funder)) >= FUNDER_SAME


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
        kept = np.zeros(len(weights), dtype=bool)
        for a, b in zip(queries.indptr, queries.indptr[1:], strict=False):
            kept[a + np.argsort(-weights[a:b], kind="stable")[:RAREST]] = True
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
