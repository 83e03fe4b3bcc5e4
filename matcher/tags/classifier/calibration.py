"""Fit the mix of heads by length, the bias per ODS and the thresholds, on held-out scores."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.tags.classifier.features import Floats
from matcher.tags.classifier.fitting import least
from matcher.tags.classifier.scoring import MENTIONS, decisions, length_basis, probabilities
from matcher.tags.classifier.weights import ODS, Calibration

HOME_START: Final = (2.5, 0.5, 0.0, 0.0)
"""Where the mix begins, a weight per head, for Spanish and English. Set by hand; :data:`STIFFNESS`
lets thousands of texts move it."""
FOREIGN_START: Final = (2.0, 0.3, 0.8, 2.0)
"""The same for other languages, in which the heads that read only concepts carry over. Set by hand,
for want of texts."""
THRESHOLD: Final = -0.1
"""From where an ODS is assigned unless its own texts say otherwise, on the scale of ``decisions``.
Chosen with :data:`LEANINGS` on a validation like the one that is reported (docs/modelo.md)."""
LEANINGS: Final = (0.08, 0.1, 0.1)
"""How much log-odds, naive Bayes and mentions count beside the support vector machine's score.
Chosen with :data:`THRESHOLD`."""
TRUST: Final = 0.3
"""How far an ODS goes from the common threshold to its own best, 0 to 1. Set by hand; the sets of
ODS of real projects in ``ods_quality.py`` would tell."""
LIMITS: Final = np.linspace(-0.9, 0.3, 25)
"""The thresholds tried, 0.05 apart: a grid, not a tuned number."""
NAMED: Final = 0.25
"""Score of the mentions from which a text names an ODS. Set by hand."""
LEAST_WORDS: Final = 15
"""Words of a text that thresholds are fitted on: fewer often do not tell a theme. Set by hand."""
LEAST_TEXTS: Final = 20
"""Texts for and against that give an ODS a threshold of its own. Set by hand."""
STIFFNESS: Final = 1e-4
"""What holds the mix at its start: the weight of the squared distance in the loss. Set by hand; to
tune it, the calibration error of ``ods_quality.py``."""
FOREIGN_STIFFNESS: Final = 1e-2
"""The same for other languages, a hundred times as stiff, for want of texts. Set by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """What heads gave to texts they were not fitted on.

    ``heads`` is texts × heads × 17, ``hot`` (texts × 17) the truth, ``importance`` the weight
    of each text; ``foreign`` says which are neither Spanish nor English.
    """

    heads: Floats
    lengths: NDArray[np.int64]
    foreign: NDArray[np.bool_]
    hot: NDArray[np.bool_]
    importance: Floats

    @classmethod
    def joined(cls, parts: Sequence["HeldOut"]) -> "HeldOut":
        """The texts of all ``parts``, one after the other."""
        return cls(
            **{
                field.name: np.concatenate([getattr(part, field.name) for part in parts])
                for field in fields(cls)
            }
        )


def fit_calibration(held: HeldOut, *, knots: Floats) -> Calibration:
    """Minimise the cross-entropy of the mixed scores to the true ODS, per group of languages.

    A text with several ODS shares its weight among them; no head counts against an ODS. With
    few texts the mix stays near a start that was found good; the bias of foreign texts is none,
    for want of texts to fit it.
    """
    fitted = _fit_mix(held, knots=knots)
    return replace(fitted, thresholds=_thresholds(held, fitted))


def _fit_mix(held: HeldOut, *, knots: Floats) -> Calibration:
    home = _fit_group(held, ~held.foreign, knots=knots, start=HOME_START, stiffness=STIFFNESS)
    away = _fit_group(
        held, held.foreign, knots=knots, start=FOREIGN_START, stiffness=FOREIGN_STIFFNESS
    )
    return Calibration(
        knots=knots,
        mix=np.stack([home[0], away[0]]),
        bias=np.stack([home[1], np.zeros_like(home[1])]),
        thresholds=np.full(ODS, THRESHOLD, dtype=np.float32),
        leanings=np.array(LEANINGS, dtype=np.float32),
    )


def _thresholds(held: HeldOut, calibration: Calibration) -> Floats:
    """From where each ODS is assigned: where yes and no are told apart best.

    Judged on the texts that name the ODS, for that is the question put to an expert: this text
    mentions water, is it about ODS 6? Between the common threshold, which does for texts
    with several ODS, and the best of each, which few texts would fit too closely.
    """
    rows = ~held.foreign & (held.lengths >= LEAST_WORDS)
    found = probabilities(held.heads, held, calibration)
    scores = decisions(held.heads, found, leanings=calibration.leanings)[rows]
    named = held.heads[rows, MENTIONS] >= NAMED
    thresholds = np.full(ODS, THRESHOLD)
    for number in range(ODS):
        yes = named[:, number] & held.hot[rows, number]
        no = named[:, number] & ~held.hot[rows, number]
        if yes.sum() < LEAST_TEXTS or no.sum() < LEAST_TEXTS:
            continue
        mass = held.importance[rows]
        rates = [
            mass[yes] @ (scores[yes, number] >= limit) / mass[yes].sum()
            + mass[no] @ (scores[no, number] < limit) / mass[no].sum()
            for limit in LIMITS
        ]
        best = LIMITS[int(np.argmax(rates))]
        thresholds[number] = THRESHOLD + TRUST * (best - THRESHOLD)
    return thresholds.astype(np.float32)


def _fit_group(
    held: HeldOut,
    rows: NDArray[np.bool_],
    *,
    knots: Floats,
    start: tuple[float, ...],
    stiffness: float,
) -> tuple[Floats, Floats]:
    """Mix (knots × heads) and bias (17) of one group."""
    count = held.heads.shape[1]
    first = np.concatenate([np.tile(start[:count], len(knots)), np.zeros(ODS)])
    if not rows.any():
        return _parted(first, count)
    heads = held.heads[rows]
    centred = heads - heads.mean(axis=2, keepdims=True)
    basis = length_basis(np.maximum(held.lengths[rows], 1).astype(np.float32), knots)
    share = held.hot[rows] / held.hot[rows].sum(axis=1, keepdims=True)
    mass = held.importance[rows] / held.importance[rows].sum()

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        mix = flat[:-ODS].reshape(len(knots), count)
        logits = np.einsum("nh,nhk->nk", basis @ mix, centred) + flat[-ODS:]
        logits -= logits.max(axis=1, keepdims=True)
        logs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        error = (np.exp(logs) - share) * mass[:, None]
        slope = basis.T @ np.einsum("nk,nhk->nh", error, centred)
        away = flat - first
        value = -float((mass[:, None] * share * logs).sum()) + stiffness * float(away @ away)
        gradient = np.concatenate([slope.ravel(), error.sum(axis=0)]) + 2 * stiffness * away
        return value, gradient

    bounds = [(0.0, None)] * (len(first) - ODS) + [(None, None)] * ODS
    return _parted(least(loss, first, bounds=bounds), count)


def _parted(flat: NDArray[np.float64], count: int) -> tuple[Floats, Floats]:
    mix = flat[:-ODS].reshape(-1, count).astype(np.float32)
    return mix, flat[-ODS:].astype(np.float32)
