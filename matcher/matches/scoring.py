"""From similarities to one score: a weighted sum that a person can read and change."""

import math
import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.errors import ModelError
from matcher.tags.weights import ODS

SHIPPED = Path(__file__).with_name("ranker.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each signal is worth, as ``ranker.toml`` explains it."""

    terms: float
    title: float
    grams: float
    ods: float
    lines: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Typical:
    """What a project has with calls at large, and how many calls that knowledge counts for."""

    mean: float
    deviation: float
    calls: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """The whole model."""

    weights: Weights
    typical: Typical
    offset: float
    slope: float

    def probability(self, standing: float) -> float:
        """A score between 0 and 1 for a pair that stands so many deviations above the rest."""
        return 1.0 / (1.0 + math.exp(-(self.offset + self.slope * standing)))

    def topic_weights(self, *, calls: int, lines: int) -> NDArray[np.float32]:
        """The weights of the ODS and of so many lines; few classes say less among many calls."""
        weights = [self.weights.ods] * ODS + [self.weights.lines] * lines
        return np.asarray(weights, dtype=np.float32) / np.float32(math.log(max(calls, 3)))

    def usual(self, sample: NDArray[np.float32]) -> tuple[NDArray[np.float32], ...]:
        """Mean and deviation of each project's raw scores, from a sample ``(projects, calls)``.

        Few calls are completed with what is typical.
        """
        seen, prior = sample.shape[1], self.typical.calls
        total = seen + prior
        mean = (sample.sum(axis=1) + prior * self.typical.mean) / total
        spread = ((sample - mean[:, None]) ** 2).sum(axis=1)
        deviation = np.sqrt((spread + prior * self.typical.deviation**2) / total)
        return mean.astype(np.float32), np.maximum(deviation, 1e-6).astype(np.float32)


@lru_cache(maxsize=1)
def shipped_ranker() -> Ranker:
    """The model in :data:`SHIPPED`."""
    return load_ranker(SHIPPED)


def load_ranker(path: Path) -> Ranker:
    """Read a model.

    :raises ModelError: where the file is missing, is not TOML or lacks a number.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return Ranker(
            weights=Weights(**{f.name: float(table["weights"][f.name]) for f in fields(Weights)}),
            typical=Typical(**{f.name: float(table["typical"][f.name]) for f in fields(Typical)}),
            offset=float(table["probability"]["offset"]),
            slope=float(table["probability"]["slope"]),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ModelError(f"No se pudo leer el modelo de emparejamiento {path}: {error}.") from error
