"""Float products whose bits do not depend on the processor, its threads or who loaded what.

BLAS adds up in an order that follows the number of threads and the instructions of the
processor, and each order rounds differently. Either nothing is rounded (:func:`on_grid`), or,
where numbers are fitted, one thread does it all (:class:`OneThread`).
"""

from contextlib import ContextDecorator
from functools import lru_cache
from threading import Lock
from types import TracebackType
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_BITS = 24
_AT_ONCE = 4096


def on_grid(rows: Floats) -> Floats:
    """``rows``, each rounded to multiples of one power of two of its own, 2⁻²⁴ of its length.

    That is no coarser than the largest value of a row is anyway. Products of two such rows add
    up to less than 2⁴⁹ steps: in double precision nothing is rounded, in whatever order.
    """
    lengths = np.sqrt(np.square(rows, dtype=np.float64).sum(axis=1, keepdims=True))
    steps = np.ldexp(1.0, np.frexp(lengths)[1] - _BITS)
    return np.asarray(np.rint(rows / steps) * steps, dtype=np.float32)


def add_product(found: Floats, rows: Floats, columns: Floats) -> None:
    """Add to ``found`` (n, m) the product of ``rows`` (n, t) and ``columns`` (t, m).

    Both lie :func:`on_grid`, ``columns`` by column. A few columns at a time stay near the
    processor, which makes double precision as fast as single.
    """
    exact = rows.astype(np.float64)
    for start in range(0, found.shape[1], _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        found[:, part] += (exact @ columns[:, part].astype(np.float64)).astype(np.float32)


def exact_product(rows: Floats, others: Floats) -> Floats:
    """The product of every one of ``rows`` with every one of ``others``, both :func:`on_grid`."""
    product = rows.astype(np.float64) @ others.astype(np.float64).T
    return np.asarray(product, dtype=np.float32)


class OneThread(ContextDecorator):
    """Within, and in a function it decorates, no numerical library has more than one thread.

    The number belongs to the process: the first thread that comes in sets it, the last to leave
    restores it.
    """

    _lock: ClassVar = Lock()
    _within: ClassVar = 0
    _limit: ClassVar[Any] = None

    def __enter__(self) -> None:
        with self._lock:
            if not OneThread._within:
                OneThread._limit = _libraries().limit(limits=1, user_api="blas")
            OneThread._within += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            OneThread._within -= 1
            if not OneThread._within:
                OneThread._limit.restore_original_limits()


@lru_cache(maxsize=1)
def _libraries() -> Any:
    """The numerical libraries of this process, looked up once.

    SciPy brings its own BLAS: it is loaded first, lest it come later and be missed.
    """
    # Half a second to import, and most commands never multiply.
    import scipy.linalg.blas  # noqa: F401, PLC0415
    from threadpoolctl import (  # type: ignore[import-untyped] # it ships no types # noqa: PLC0415
        ThreadpoolController,
    )

    return ThreadpoolController()
