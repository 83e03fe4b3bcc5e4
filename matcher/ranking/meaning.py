"""What texts mean, as a second stage: the best pairs by words and themes are weighed by it too.

A vector of a text says little by itself, for all texts of a bank are somewhat alike: the mean of
the calls, and of the projects, is taken off. What is left is measured per project in deviations
above what it has with calls at large, as every other signal is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from matcher.arithmetic import add_product, on_grid
from matcher.meaning.encoder import whole_steps
from matcher.ranking.inputs import CallText, ProjectText
from matcher.ranking.score import MeaningWeights, ShortWeights
from matcher.ranking.topk import Floats, Positions
from matcher.ranking.translated import short_text, whole_text
from matcher.text import Language
from matcher.translation.translation import Translation

Senses = NDArray[np.int8] | NDArray[np.float32]
"""Directions, one row a text, of any length; without a model of no columns."""
_LONGEST_CALL, _LONGEST_PROJECT = 2_500, 1_000
"""Characters that are encoded: further ones change a vector little and cost as much."""
_SHORT = 0.05
"""How short a call is from which its title is read by itself: below, it would change nothing."""
_QUERIES_AT_ONCE = 16


class Meaning(Protocol):
    """What the index asks of a model; ``name`` is another for another model."""

    name: str

    def vectors(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """A row for each whole text; nought for an empty one."""

    def sentences(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """A row for each sentence."""


def senses_of_calls(
    calls: Sequence[CallText], meaning: Meaning | None, weights: ShortWeights
) -> Senses:
    """What calls mean, the title counting as much as the whole of a short one."""
    if meaning is None:
        return np.zeros((len(calls), 0), dtype=np.float32)
    rows = meaning.vectors([whole_text(call)[:_LONGEST_CALL] for call in calls]).copy()
    short = shortness(calls, weights)
    told = [at for at, call in enumerate(calls) if short[at] >= _SHORT and call.text.strip()]
    titles = meaning.vectors([short_text(calls[at]) for at in told])
    rows[told] = whole_steps(unit(rows[told]) + short[told, None] * unit(titles))
    return rows


def shortness(calls: Sequence[CallText], weights: ShortWeights) -> Floats:
    """How short each call is, from nought to 1."""
    return weights.share([len(whole_text(call)) for call in calls])


def senses_of_projects(projects: Sequence[ProjectText], meaning: Meaning | None) -> Senses:
    """What projects mean, the title counting as much as the whole."""
    if meaning is None:
        return np.zeros((len(projects), 0), dtype=np.float32)
    titles = meaning.vectors([short_text(project) for project in projects])
    wholes = meaning.vectors([whole_text(project)[:_LONGEST_PROJECT] for project in projects])
    return unit(titles) + unit(wholes)


def senses_in(
    target: Language,
    projects: Sequence[ProjectText],
    languages: Sequence[Language],
    senses: Senses,
    *,
    meaning: Meaning | None,
    translation: Translation,
) -> Senses:
    """``senses``, to which a translation of the whole is added wherever there is one.

    Two texts of one language are compared a little better than those of two.
    """
    if meaning is None:
        return senses
    found: dict[int, str] = {}
    for source in sorted(set(languages) - {target}):
        places = [at for at, language in enumerate(languages) if language == source]
        texts = [whole_text(projects[at]) for at in places]
        wholes = translation.whole(texts, source=source, target=target)
        found |= {at: whole for at, whole in zip(places, wholes, strict=True) if whole}
    both = senses.astype(np.float32)
    both[list(found)] += unit(meaning.vectors([text[:_LONGEST_PROJECT] for text in found.values()]))
    return both


def unit(rows: Senses) -> Floats:
    """Each row with length one; nought stays."""
    exact = rows.astype(np.float64)
    lengths = np.sqrt(np.square(exact).sum(axis=1, keepdims=True))
    return np.asarray(exact / np.where(lengths == 0, 1.0, lengths), dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Center:
    """What all calls of a lane have in common, and all projects."""

    calls: Floats
    projects: Floats

    @classmethod
    def of(cls, calls: Senses, projects: Senses, *, weights: MeaningWeights) -> "Center":
        """The means, nearer to nought where there are few."""
        return cls(calls=_mean(calls, weights.few), projects=_mean(projects, weights.few))


def _mean(senses: Senses, few: float) -> Floats:
    rows = unit(senses)
    return np.asarray(rows.sum(axis=0, dtype=np.float64) / (len(rows) + few), dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class SenseSide:
    """One collection: ``rows`` on the grid, and the ``bias`` of each."""

    rows: Floats
    bias: Floats

    def only(self, chosen: Positions) -> "SenseSide":
        """The rows ``chosen``."""
        return SenseSide(rows=self.rows[chosen], bias=self.bias[chosen])


def calls_sense(senses: Senses, center: Center) -> SenseSide:
    """Calls, apart from what all have in common."""
    rows = on_grid(_apart(senses, center.calls))
    return SenseSide(rows=rows, bias=np.zeros(len(rows), dtype=np.float32))


def projects_sense(
    senses: Senses, center: Center, *, sample: SenseSide, worth: Floats, weights: MeaningWeights
) -> SenseSide:
    """Projects measured against a ``sample`` of calls, each with what meaning is ``worth`` to it.

    Few calls are completed with what is typical, and meaning is worth less among them: themes
    tell a handful apart.
    """
    rows = on_grid(_apart(senses, center.projects))
    seen = np.zeros((len(rows), len(sample.rows)), dtype=np.float32)
    add_product(seen, rows, np.ascontiguousarray(sample.rows.T))
    total = seen.shape[1] + weights.few
    mean = seen.sum(axis=1, dtype=np.float64) / total
    spread = np.square(seen - mean[:, None]).sum(axis=1) + weights.few * weights.deviation**2
    share = worth * (seen.shape[1] / total) ** 2 / np.sqrt(spread / total)
    return SenseSide(
        rows=on_grid(np.asarray(rows * share[:, None], dtype=np.float32)),
        bias=np.asarray(-mean * share, dtype=np.float32),
    )


def _apart(senses: Senses, common: Floats) -> Floats:
    """Each with length one once ``common`` is taken off; nought, an empty text, stays."""
    rows = unit(senses)
    rows[rows.any(axis=1)] -= common
    return unit(rows)


def worth_of(
    projects: Sequence[ProjectText], across: NDArray[np.bool_], weights: MeaningWeights
) -> Floats:
    """What meaning is worth to each project, whose language is another where ``across``.

    In one language less the longer the project, whose words then say by themselves what it is.
    """
    lengths = np.asarray([len(whole_text(project)) for project in projects], dtype=np.float64)
    short = np.minimum(1.0, weights.short / np.maximum(lengths, 1.0)) ** weights.fading
    return np.asarray(np.where(across, weights.across, weights.same * short), dtype=np.float32)


def sense_products(queries: SenseSide, targets: SenseSide, positions: Positions) -> Floats:
    """What meaning adds for each query with its own targets, ``positions`` ``(queries, k)``."""
    found = np.zeros(positions.shape, dtype=np.float32)
    if not queries.rows.shape[1] or not positions.size:
        return found
    for start in range(0, len(positions), _QUERIES_AT_ONCE):
        part = slice(start, start + _QUERIES_AT_ONCE)
        rows = queries.rows[part].astype(np.float64)
        theirs = targets.rows[positions[part]].astype(np.float64)
        products = np.matmul(theirs, rows[:, :, None])[:, :, 0]
        bias = queries.bias[part, None] + targets.bias[positions[part]]
        found[part] = products.astype(np.float32) + bias
    return found
