"""Fit a model: texts and their ODS in, :class:`ModelWeights` out. Pure: no files, no database.

Four linear heads: a linear support vector machine, best on paragraphs; a complement naive
Bayes, best on a handful of words; a support vector machine over the concepts of the lexicon
alone and the lexicon itself, which hold in every language. Their mix depends on the length of
the text and on whether it is Spanish or English, and is calibrated on texts the heads have not
seen (out of fold).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matcher.arithmetic import OneThread
from matcher.coded import Coded
from matcher.errors import ModelError
from matcher.tags.classifier.calibration import HeldOut, fit_calibration
from matcher.tags.classifier.features import Encoder, Floats, learn_vocabulary
from matcher.tags.classifier.lexicon import Lexicon
from matcher.tags.classifier.scoring import head_scores, training_matrix
from matcher.tags.classifier.tokens import is_foreign, split
from matcher.tags.classifier.weights import (
    ODS,
    Calibration,
    ModelWeights,
    hash_texts,
    named,
    pruned,
)

SEED: Final = 20260
"""Any number: the same texts give the same model."""
KNOTS: Final = np.array([6, 12, 25, 50, 100], dtype=np.float32)
"""Numbers of words the mix is fitted at, each twice the one before: which head is best changes most
among short texts. Set by hand."""
COST: Final = 0.1
"""What a mistake costs the support vector machines (``C``). Set by hand; a search over it is a
fit each, measured with ``ods_quality.py``."""
SMOOTHED: Final = 0.3
"""Added to each count of the naive Bayes, so that a term not met is no proof. Set by hand."""
FEW: Final = 500
"""Below so many examples a word met once is kept, or there would be next to no vocabulary."""
NEVER: Final = -3.0
"""Intercept of an ODS without examples: a clear no, on the scale of the support vector machines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingExample:
    """A text, its ODS (1–17, at least one), how much it counts and what it must not be split from.

    ``source`` names the set it comes from, for measuring only.
    """

    text: str
    ods: frozenset[int]
    weight: float = 1.0
    group: str = ""
    source: str = ""


def targets(examples: Sequence[TrainingExample]) -> NDArray[np.bool_]:
    """Examples × 17: which ODS each has."""
    hot = np.zeros((len(examples), ODS), dtype=bool)
    for row, example in enumerate(examples):
        hot[row, [number - 1 for number in example.ods]] = True
    return hot


def excerpts(examples: Sequence[TrainingExample], *, seed: int = SEED) -> list[TrainingExample]:
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


def _cut(example: TrainingExample, words: list[str], share: float) -> TrainingExample:
    return replace(example, text=" ".join(words), weight=example.weight * share)


def folds(
    examples: Sequence[TrainingExample], count: int, *, seed: int = SEED
) -> NDArray[np.int64]:
    """Which of ``count`` folds each example belongs to; a group stays together."""
    names = [example.group or example.text for example in examples]
    unique = sorted(set(names))
    order = np.random.default_rng(seed).permutation(len(unique))
    fold = dict(zip(unique, (order % count).tolist(), strict=True))
    return np.array([fold[name] for name in names], dtype=np.int64)


@OneThread()
def fit(
    examples: Sequence[TrainingExample],
    *,
    lexicon: Lexicon,
    card: dict[str, Any] | None = None,
    splits: int = 3,
) -> ModelWeights:
    """Fit heads on all of ``examples`` and their calibration out of fold.

    :raises ModelError: if there are fewer than two ODS among the examples.
    """
    held = held_out(examples, lexicon=lexicon, splits=splits)
    calibration = fit_calibration(held, knots=KNOTS)
    final = pruned(fit_heads(examples, lexicon=lexicon))
    data_hash = hash_texts([f"{sorted(e.ods)} {e.text}" for e in examples])
    described = {"data_hash": data_hash, "examples": len(examples), **(card or {})}
    return named(replace(final, calibration=calibration), described)


def held_out(examples: Sequence[TrainingExample], *, lexicon: Lexicon, splits: int) -> HeldOut:
    """Scores of every example (and its excerpts) by heads that have not seen it.

    :raises ModelError: if no turn has two ODS to learn from.
    """
    turns = [
        scored_unseen(learn, held, lexicon=lexicon)
        for learn, held in _turns(examples, splits)
        if held and _tells_apart(targets(learn))
    ]
    if not turns:
        raise ModelError(Coded("training-few"))
    return HeldOut.joined(turns)


def _turns(
    examples: Sequence[TrainingExample], splits: int
) -> Iterator[tuple[list[TrainingExample], list[TrainingExample]]]:
    """What is learned from and what is held back, turn by turn.

    Texts neither in Spanish nor in English are held back once and never learned from: what
    counts for those languages is how well the rest carries over.
    """
    home = [e for e in examples if not is_foreign(split(e.text))]
    foreign = [e for e in examples if is_foreign(split(e.text))]
    parts = folds(home, splits)
    for part in range(splits):
        learn = [e for e, p in zip(home, parts, strict=True) if p != part]
        held = [e for e, p in zip(home, parts, strict=True) if p == part]
        yield learn, [*held, *excerpts(held, seed=SEED + part), *(foreign if part == 0 else ())]


def scored_unseen(
    learn: Sequence[TrainingExample], held: Sequence[TrainingExample], *, lexicon: Lexicon
) -> HeldOut:
    """What heads fitted on ``learn`` give to ``held``."""
    weights = fit_heads(learn, lexicon=lexicon)
    encoded = Encoder(weights.vocabulary, weights.lexicon).encode([e.text for e in held])
    return HeldOut(
        heads=head_scores(weights, encoded),
        lengths=encoded.lengths,
        foreign=encoded.foreign,
        hot=targets(held),
        importance=calibration_mass(held),
    )


def _tells_apart(hot: NDArray[np.bool_]) -> bool:
    """Whether there are two ODS, so that one can be told from the other."""
    return int(hot.any(axis=0).sum()) > 1


def calibration_mass(examples: Sequence[TrainingExample]) -> Floats:
    """How much each example counts for the calibration: never more than once.

    To learn more from a few texts with several ODS must not make every text less certain.
    """
    return np.array([min(e.weight, 1.0) for e in examples], dtype=np.float32)


def fit_heads(examples: Sequence[TrainingExample], *, lexicon: Lexicon) -> ModelWeights:
    """Fit the two heads, uncalibrated.

    :raises ModelError: if there are fewer than two ODS among the examples.
    """
    everything = [*examples, *excerpts(examples)]
    hot = targets(everything)
    if not _tells_apart(hot):
        raise ModelError(Coded("training-two"))
    importance = np.array([e.weight for e in everything])
    few = len(examples) < FEW
    vocabulary = learn_vocabulary(
        [e.text for e in everything], least_words=1 if few else 2, least_pairs=2 if few else 3
    )
    encoder = Encoder(vocabulary, lexicon)
    encoded = encoder.encode([e.text for e in everything])
    matrix, shares = training_matrix(encoder, encoded)
    columns = [_vector_head(matrix, hot, importance), _bayes_head(matrix, hot, importance)]
    coefficients = np.hstack([column[:-1] for column in columns]).astype(np.float32)
    intercept = np.concatenate([column[-1] for column in columns]).astype(np.float32)
    sizes = [len(vocabulary.words), len(vocabulary.grams), len(vocabulary.pairs), len(lexicon)]
    words, grams, pairs, concepts = np.split(coefficients, np.cumsum(sizes)[:-1])
    owners = _owners(lexicon)
    alone = _concept_head(encoded.concepts, owners, hot=hot, importance=importance)
    return ModelWeights(
        vocabulary=vocabulary,
        words=(words + shares @ grams).astype(np.float32),
        pairs=pairs,
        grams=grams,
        concepts=np.hstack([concepts, alone[:-1], owners]),
        intercept=np.concatenate([intercept, alone[-1], np.zeros(ODS, dtype=np.float32)]),
        calibration=_flat(),
        card={"version": "0"},
        lexicon=lexicon,
    )


def _flat() -> Calibration:
    return Calibration(
        knots=KNOTS,
        mix=np.ones((2, len(KNOTS), 4), dtype=np.float32),
        bias=np.zeros((2, ODS), dtype=np.float32),
        thresholds=np.full(ODS, 0.5, dtype=np.float32),
        leanings=np.zeros(3, dtype=np.float32),
    )


def _vector_head(
    matrix: sparse.csr_array, hot: NDArray[np.bool_], importance: NDArray[np.float64]
) -> Floats:
    """One support vector machine per ODS: coefficients and, last row, intercepts."""
    # scikit-learn takes two seconds to import, and only training needs it.
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    table = np.zeros((matrix.shape[1] + 1, ODS), dtype=np.float32)
    for number in range(ODS):
        if not 0 < hot[:, number].sum() < len(hot):
            table[-1, number] = NEVER
            continue
        machine = LinearSVC(C=COST, tol=1e-3, random_state=SEED)
        machine.fit(matrix, hot[:, number], sample_weight=importance)
        table[:-1, number] = machine.coef_[0]
        table[-1, number] = machine.intercept_[0]
    return table


def _owners(lexicon: Lexicon) -> Floats:
    """Concepts × 17: the ODS each concept was written for."""
    table = np.zeros((len(lexicon), ODS), dtype=np.float32)
    for row, concept in enumerate(lexicon.concepts):
        if concept.ods is not None:
            table[row, concept.ods] = 1
    return table


def _concept_head(
    concepts: sparse.csr_array,
    owners: Floats,
    *,
    hot: NDArray[np.bool_],
    importance: NDArray[np.float64],
) -> Floats:
    """A head that reads concepts only, whatever the language: coefficients, then intercepts."""
    matrix = sparse.csr_array(sparse.hstack([concepts, concepts @ sparse.csr_array(owners)]))
    matrix.indices = matrix.indices.astype(np.int32)
    matrix.indptr = matrix.indptr.astype(np.int32)
    table = _vector_head(matrix, hot, importance)
    folded = table[: len(owners)] + owners @ table[len(owners) : -1]
    return np.vstack([folded, table[-1:]]).astype(np.float32)


def _bayes_head(
    matrix: sparse.csr_array, hot: NDArray[np.bool_], importance: NDArray[np.float64]
) -> Floats:
    """Complement naive Bayes (Rennie et al. 2003): log-odds per term, no prior."""
    counts = (matrix.T * importance) @ hot
    rest = counts.sum(axis=1, keepdims=True) - counts + SMOOTHED
    log = np.log(rest / rest.sum(axis=0))
    table = np.zeros((matrix.shape[1] + 1, ODS), dtype=np.float32)
    table[:-1] = log.mean(axis=1, keepdims=True) - log
    return table
