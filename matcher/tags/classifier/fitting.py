"""Find the numbers that make a smooth loss least."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Vector = NDArray[np.float64]


def least(
    loss: Callable[[Vector], tuple[float, Vector]],
    start: Vector,
    *,
    bounds: Sequence[tuple[float | None, float | None]] | None = None,
    steps: int = 300,
) -> Vector:
    """The vector near which ``loss`` (value and gradient) is least, by L-BFGS-B."""
    found = minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": steps}
    )
    return np.asarray(found.x, dtype=np.float64)
