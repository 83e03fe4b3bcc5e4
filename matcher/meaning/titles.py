"""How alike two titles are by what they mean, for whoever compares many."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matcher.meaning.encoder import TextEncoder

_KEPT = 20_000
"""Titles whose vectors are kept, two kilobytes each: a record is compared with many, and again."""


def title_sense(encoder: TextEncoder | None) -> Callable[[str, str], float] | None:
    """The cosine of two titles by ``encoder``; ``None`` where there is none."""
    if encoder is None:
        return None

    @lru_cache(maxsize=_KEPT)
    def direction(title: str) -> NDArray[np.float32]:
        row = encoder.vectors([title])[0].astype(np.float32)
        return row / max(float(np.linalg.norm(row)), 1.0)

    return lambda one, other: float(direction(one) @ direction(other))
