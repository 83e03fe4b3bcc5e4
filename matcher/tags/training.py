"""Fit a model: texts and their ODS in, :class:`Weights` out. Pure: no files, no database.

Two linear heads share one set of features: a linear support vector machine, best on
paragraphs, and a complement naive Bayes, best on a handful of words; their mix depends on the
length of the text and is calibrated on texts neither head has seen (out of fold).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.svm import LinearSVC

from matcher.errors import ModelError
from matcher.tags.calibration import fit_calibration
from matcher.tags.features import Encoder, Floats, learn_vocabulary
from matcher.tags.lexicon import Lexicon
from matcher.tags.scoring import head_scores, training_matrix
from matcher.tags.weights import ODS, Calibration, Weights, hash_texts

SEED: Final = 20260
KNOTS: Final = np.array([6, 12, 25, 50, 100], dtype=np.float32)
NEVER: Final = -3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text, its ODS (1–17, at least one), how much it counts and what it must not be split from.

    ``source`` names the set it comes from, for measuring only.
    """

    text: str
    ods: frozenset[int]
    weight: float = 1.0
    group: str = ""
    source: str = ""


def targets(examples: Sequence[Example]) -> NDArray[np.bool_]:
    """Examples × 17: which ODS each has."""
    hot = np.zeros((len(examples), ODS), dtype=bool)
    for row, example in enumerate(examples):
        hot[row, [number - 1 for number in example.ods]] = True
    return hot


def excerpts(examples: Sequence[Example], *, seed: int = SEED) -> list[Example]:
    """Short copies of the long examples: their first words, and windows of 12 and 30 words."""
    random = np.random.default_rng(seed)
    short = []
    for example in examples:
        words = example.text.split()
        if len(words) < 20:
            continue
        short.append(_cut(example, words[:10], 0.5))
        for size, share in ((12, 0.5), (30, 0.7)):
            start = int(random.integers(0, max(1, len(words) - size + 1)))
            short.append(_cut(example, words[start : start + size], share))
    return short


def _cut(example: Example, words: list[str], share: float) -> Example:
    return replace(example, text=" ".join(words), weight=example.weight * share)


def folds(examples: Sequence[Example], count: int, *, seed: int = SEED) -> NDArray[np.int64]:
    """Which of ``count`` folds each example belongs to; a group stays together."""
    names = [example.group or example.text for example in examples]
    unique = sorted(set(names))
    order = np.random.default_rng(seed).permutation(len(unique))
    fold = dict(zip(unique, (order % count).tolist(), strict=True))
    return np.array([fold[name] for name in names], dtype=np.int64)


def fit(
    examples: Sequence[Example],
    *,
    lexicon: Lexicon,
    card: dict[str, Any] | None = None,
    splits: int = 3,
) -> Weights:
    """Fit heads on all of ``examples`` and their calibration out of fold.

    :raises ModelError: if there are fewer than two ODS among the examples.
    """
    parts = folds(examples, splits)
    heads, lengths, hot, importance = [], [], [], []
    for part in range(splits):
        learn = [e for e, p in zip(examples, parts, strict=True) if p != part]
        held = [e for e, p in zip(examples, parts, strict=True) if p == part]
        if not held or not learn:
            continue
        held = [*held, *excerpts(held, seed=SEED + part)]
        weights = fit_heads(learn, lexicon=lexicon)
        encoded = Encoder(weights.vocabulary, lexicon).encode([e.text for e in held])
        heads.append(head_scores(weights, encoded))
        lengths.append(encoded.lengths)
        hot.append(targets(held))
        importance.append([e.weight for e in held])
    calibration = fit_calibration(
        heads=np.concatenate(heads),
        lengths=np.maximum(np.concatenate(lengths), 1).astype(np.float32),
        hot=np.concatenate(hot),
        importance=np.concatenate(importance).astype(np.float32),
        knots=KNOTS,
    )
    final = fit_heads(examples, lexicon=lexicon)
    data_hash = hash_texts([f"{sorted(e.ods)} {e.text}" for e in examples])
    described = {"data_hash": data_hash, "examples": len(examples), "version": data_hash[:8]}
    return replace(final, calibration=calibration, card={**described, **(card or {})})


def fit_heads(examples: Sequence[Example], *, lexicon: Lexicon) -> Weights:
    """Fit the two heads, uncalibrated.

    :raises ModelError: if there are fewer than two ODS among the examples.
    """
    everything = [*examples, *excerpts(examples)]
    hot = targets(everything)
    if hot.any(axis=0).sum() < 2:
        raise ModelError("Hacen falta ejemplos de al menos dos ODS distintos para entrenar.")
    importance = np.array([e.weight for e in everything])
    few = len(examples) < 500
    vocabulary = learn_vocabulary(
        [e.text for e in everything], least_words=1 if few else 2, least_pairs=2 if few else 3
    )
    encoder = Encoder(vocabulary, lexicon)
    matrix, shares = training_matrix(encoder, encoder.encode([e.text for e in everything]))
    columns = [_vector_head(matrix, hot, importance), _bayes_head(matrix, hot, importance)]
    coefficients = np.hstack([column[:-1] for column in columns]).astype(np.float32)
    intercept = np.concatenate([column[-1] for column in columns]).astype(np.float32)
    sizes = [len(vocabulary.words), len(vocabulary.grams), len(vocabulary.pairs), len(lexicon)]
    words, grams, pairs, concepts = np.split(coefficients, np.cumsum(sizes)[:-1])
    return Weights(
        vocabulary=vocabulary,
        words=(words + shares @ grams).astype(np.float32),
        pairs=pairs,
        grams=grams,
        concepts=concepts,
        intercept=intercept,
        calibration=_flat(),
        card={"version": "0"},
    )


def _flat() -> Calibration:
    return Calibration(
        knots=KNOTS,
        mix=np.ones((len(KNOTS), 2), dtype=np.float32),
        bias=np.zeros(ODS, dtype=np.float32),
        thresholds=np.full(ODS, 0.5, dtype=np.float32),
    )


def _vector_head(
    matrix: sparse.csr_array, hot: NDArray[np.bool_], importance: NDArray[np.float64]
) -> Floats:
    """One support vector machine per ODS: coefficients and, last row, intercepts."""
    table = np.zeros((matrix.shape[1] + 1, ODS), dtype=np.float32)
    for number in range(ODS):
        if not 0 < hot[:, number].sum() < len(hot):
            table[-1, number] = NEVER
            continue
        machine = LinearSVC(C=0.1, random_state=SEED)
        machine.fit(matrix, hot[:, number], sample_weight=importance)
        table[:-1, number] = machine.coef_[0]
        table[-1, number] = machine.intercept_[0]
    return table


def _bayes_head(
    matrix: sparse.csr_array, hot: NDArray[np.bool_], importance: NDArray[np.float64]
) -> Floats:
    """Complement naive Bayes (Rennie et al. 2003): log-odds per term, no prior."""
    counts = (matrix.T * importance) @ hot
    rest = counts.sum(axis=1, keepdims=True) - counts + 0.3
    log = np.log(rest / rest.sum(axis=0))
    table = np.zeros((matrix.shape[1] + 1, ODS), dtype=np.float32)
    table[:-1] = log.mean(axis=1, keepdims=True) - log
    return table
