"""From similarities to one score: a weighted sum that a person can read and change."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from matcher.coded import Coded
from matcher.errors import ModelError
from matcher.tags.classifier.weights import ODS

_FEW = 100
_VERY_WELL = 4
"""With fewer calls than :data:`_FEW`, a score beyond so many typical deviations is not taken for
usual: it is the very match that is looked for. Set by hand."""
SHIPPED = Path(__file__).with_name("ranker.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each signal is worth, as ``ranker.toml`` explains it."""

    terms: float
    title: float
    phrases: float
    grams: float
    ods: float
    lines: float
    crowd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Typical:
    """What a project has with calls at large, and how many calls that knowledge counts for."""

    mean: float
    deviation: float
    calls: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MeaningWeights:
    """What meaning is worth, as ``ranker.toml`` explains it."""

    across: float
    same: float
    short: float
    fading: float
    deviation: float
    few: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortWeights:
    """What counts otherwise in a call of few words, as ``ranker.toml`` explains it."""

    characters: float
    fading: float
    terms: float
    ods: float

    def share(self, lengths: Sequence[int]) -> NDArray[np.float32]:
        """How short texts of so many characters are: 1 where they are, towards nought beyond."""
        long = np.maximum(np.asarray(lengths, dtype=np.float64), 1.0)
        return np.asarray(np.minimum(1.0, self.characters / long) ** self.fading, dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """The whole model."""

    weights: Weights
    short: ShortWeights
    meaning: MeaningWeights
    typical: Typical
    quartiles: tuple[float, float, float]

    def score(self, standing: float) -> float:
        """Between 0 and 1: the share of true pairs that stand out less, on a logistic curve."""
        return 1.0 / (1.0 + math.exp(-self.slope * (standing - self.quartiles[1])))

    def standing(self, score: float) -> float:
        """The standing that gives ``score``: what :meth:`score` undoes."""
        if score <= 0.0:
            return -math.inf
        if score >= 1.0:
            return math.inf
        return self.quartiles[1] + math.log(score / (1.0 - score)) / self.slope

    @property
    def slope(self) -> float:
        """By how much one deviation changes the log-odds of the score."""
        low, _, high = self.quartiles
        return 2 * math.log(3) / (high - low)

    def topic_weights(self, *, calls: int, lines: int) -> NDArray[np.float32]:
        """The weights of the ODS and of so many lines; few classes say less among many calls."""
        weights = np.asarray([self.weights.ods] * ODS + [self.weights.lines] * lines)
        crowd = math.log(max(calls, ODS)) ** self.weights.crowd
        return np.asarray(weights / crowd, dtype=np.float32)

    def usual(self, sample: NDArray[np.float32]) -> tuple[NDArray[np.float32], ...]:
        """Mean and deviation of each project's raw scores, from a sample ``(projects, calls)``.

        Few calls are completed with what is typical, and a call that fits very well among them
        is not taken for usual.
        """
        seen, prior = sample.shape[1], self.typical.calls
        if seen < _FEW:
            highest = self.typical.mean + _VERY_WELL * self.typical.deviation
            sample = np.minimum(sample, np.float32(highest))
        total = seen + prior
        mean = (sample.sum(axis=1) + prior * self.typical.mean) / total
        spread = ((sample - mean[:, None]) ** 2).sum(axis=1)
        deviation = np.sqrt((spread + prior * self.typical.deviation**2) / total)
        return mean.astype(np.float32), np.maximum(deviation, 1e-6).astype(np.float32)


Part = TypeVar("Part", Weights, ShortWeights, MeaningWeights, Typical)


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
        low, middle, high = map(float, table["score"]["quartiles"])
        return Ranker(
            weights=_numbers(Weights, table["weights"]),
            short=_numbers(ShortWeights, table["short"]),
            meaning=_numbers(MeaningWeights, table["meaning"]),
            typical=_numbers(Typical, table["typical"]),
            quartiles=(low, middle, high),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ModelError(Coded("ranker-unreadable", path=path, error=error)) from error


def _numbers(kind: type[Part], table: Mapping[str, Any]) -> Part:
    return kind(**{f.name: float(table[f.name]) for f in fields(kind)})
