"""Fit the mix of heads by length, the bias per ODS and the thresholds, on held-out scores."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from matcher.tags.features import Floats
from matcher.tags.scoring import length_basis
from matcher.tags.weights import ODS, Calibration


def fit_calibration(
    *,
    heads: Floats,
    lengths: Floats,
    hot: NDArray[np.bool_],
    importance: Floats,
    knots: Floats,
) -> Calibration:
    """Minimise the cross-entropy of the mixed scores (texts × heads × 17) to the true ODS.

    A text with several ODS shares its weight among them.
    """
    centred = heads - heads.mean(axis=2, keepdims=True)
    basis = length_basis(lengths, knots)
    share = hot / hot.sum(axis=1, keepdims=True)
    mass = importance / importance.sum()
    count = heads.shape[1]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        mix = flat[:-ODS].reshape(len(knots), count)
        logits = np.einsum("nh,nhk->nk", basis @ mix, centred) + flat[-ODS:]
        logits -= logits.max(axis=1, keepdims=True)
        logs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        error = (np.exp(logs) - share) * mass[:, None]
        slope = basis.T @ np.einsum("nk,nhk->nh", error, centred)
        value = -float((mass[:, None] * share * logs).sum()) + 1e-4 * float(flat @ flat)
        return value, np.concatenate([slope.ravel(), error.sum(axis=0)]) + 2e-4 * flat

    start = np.concatenate([np.ones(len(knots) * count), np.zeros(ODS)])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return Calibration(
        knots=knots,
        mix=found[:-ODS].reshape(len(knots), count).astype(np.float32),
        bias=found[-ODS:].astype(np.float32),
        thresholds=np.full(ODS, 0.25, dtype=np.float32),
    )
