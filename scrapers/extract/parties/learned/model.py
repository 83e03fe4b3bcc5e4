"""The weights of the guess: plain arrays beside this file, with a card that tells of them."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from scrapers.extract.parties.learned.features import features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("weights.npz")
CLASSES: Mapping[str, tuple[str, ...]] = {
    "local_government": ("no", "none", "partner", "yes"),
    "agency_country": ("no", "none", "partner", "yes"),
    "partner_required": ("no", "none", "yes"),
}
"""The answers of each question that is guessed; ``none`` is that the passage does not say.

Whether money of one's own is asked for is not guessed: rules read nearly all of it, and the guess
was as often wrong as right.
"""


Tables: TypeAlias = "Mapping[str, tuple[NDArray[np.float32], NDArray[np.float32]]]"
"""Question → weights (places × answers) and bias (answers)."""


def probabilities(question: str, folded: str) -> dict[str, float]:
    """Answer → its probability, after a softmax over what the words of ``folded`` weigh."""
    import numpy as np  # noqa: PLC0415 # not every command reads a text

    table, bias = _tables()[question]
    places, values = _heard(folded)
    scores = values @ table[places] + bias
    odds = np.exp(scores - scores.max())
    return dict(zip(CLASSES[question], (odds / odds.sum()).tolist(), strict=True))


@lru_cache(maxsize=64)
def _heard(folded: str) -> "tuple[NDArray[np.int64], NDArray[np.float32]]":
    """The features of a passage: it is read once for all the questions that are asked of it."""
    import numpy as np  # noqa: PLC0415

    found = features(folded)
    places = np.fromiter(found, dtype=np.int64, count=len(found))
    return places, np.fromiter(found.values(), dtype=np.float32, count=len(found))


@lru_cache(maxsize=1)
def _tables() -> Tables:
    import numpy as np  # noqa: PLC0415

    with np.load(WEIGHTS, allow_pickle=False) as kept:
        return unpacked(kept)


def unpacked(kept: "Mapping[str, NDArray[Any]]") -> Tables:
    """The tables of arrays as they are kept: weights as bytes with a scale."""
    import numpy as np  # noqa: PLC0415

    return {
        question: (
            kept[f"{question}.table"].astype(np.float32) * kept[f"{question}.scale"],
            kept[f"{question}.bias"].astype(np.float32),
        )
        for question in CLASSES
    }
