"""Fit a model to what people corrected, without the texts it was first fitted on.

The heads stay; what the corrections teach is a small push on the coefficients of the first
head, strongly held back, so that a few clicks correct texts alike and disturb no others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matcher.arithmetic import OneThread
from matcher.tags.classifier.features import Encoded, Encoder, Floats
from matcher.tags.classifier.fitting import least
from matcher.tags.classifier.lines import LINE_THRESHOLD, LineScorer
from matcher.tags.classifier.scoring import CERTAIN, judge_encoded
from matcher.tags.classifier.taxonomy import Taxonomy
from matcher.tags.classifier.weights import ODS, LineTable, ModelWeights

RESTRAINT: Final = 0.05
"""What holds a correction back: the weight of the squared push in the loss. Set by hand; to tune
it, compare the answers held out (``retraining.py``) and ``ods_quality.py``."""
LINE_RESTRAINT: Final = 0.02
"""The same for lines. Set by hand: there are no labelled lines to tune it on."""
STEEPNESS: Final = 3.0
"""Log-odds that one unit above the threshold of an ODS is taken for. Set by hand; a logistic fit of
people's answers on their margins would tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What people said of one text: for some ODS (1–17) and some lines, yes or no."""

    text: str
    ods: Mapping[int, bool]
    lines: Mapping[str, bool]


@OneThread()
def adapt(
    weights: ModelWeights, corrections: Sequence[Correction], *, taxonomy: Taxonomy
) -> ModelWeights:
    """``weights`` pushed towards ``corrections``; the calibration stays as it was.

    What an earlier adaptation taught about lines is learned anew, not added to.
    """
    if not corrections:
        return weights
    texts = [c.text for c in corrections]
    encoder = Encoder(weights.vocabulary, weights.lexicon)
    encoded = encoder.encode(texts)
    matrix, blocks = _features(weights, encoder, encoded)
    judged = judge_encoded(weights, encoded)
    push = np.zeros((matrix.shape[1], ODS))
    for number in range(ODS):
        rows = [i for i, c in enumerate(corrections) if number + 1 in c.ods]
        if rows:
            push[:, number] = _push(
                sparse.csr_array(matrix[rows] * STEEPNESS),
                offset=judged.margins[rows, number].astype(np.float64) * STEEPNESS,
                answers=np.array([corrections[i].ods[number + 1] for i in rows]),
                restraint=RESTRAINT,
            )
    scored = LineScorer(taxonomy, weights.vocabulary).scores(texts, judged)
    line_push = _line_push(
        matrix,
        corrections,
        codes=taxonomy.codes,
        margins=_margins(scored, np.full(scored.shape[1], LINE_THRESHOLD)),
    )
    shares = weights.vocabulary.shares
    pushed = _pushed(weights, _folded(push.astype(np.float32), blocks, shares))
    table = np.vstack(_folded(line_push.astype(np.float32), blocks, shares))
    return replace(pushed, lines=LineTable(codes=taxonomy.codes, table=table))


def _features(
    weights: ModelWeights, encoder: Encoder, encoded: Encoded
) -> tuple[sparse.csr_array, list[int]]:
    """Words | n-grams | pairs | concepts of the texts, and the width of each block."""
    vocabulary = weights.vocabulary
    known = len(vocabulary.words)
    every = sparse.vstack([vocabulary.shares, vocabulary.gram_weights(encoded.unseen)])
    grams = encoded.words @ every
    matrix = sparse.hstack([encoded.words[:, :known], grams, encoded.pairs, encoded.concepts])
    blocks = [known, len(vocabulary.grams), len(vocabulary.pairs), len(encoder.lexicon)]
    return sparse.csr_array(matrix.tocsr()), blocks


def _margins(found: NDArray[Any], limits: NDArray[Any]) -> NDArray[np.float64]:
    """How far above its threshold each tag is, in log-odds (texts × tags)."""
    clipped = np.clip(found.astype(np.float64), CERTAIN, 1 - CERTAIN)
    limits = np.clip(limits.astype(np.float64), CERTAIN, 1 - CERTAIN)
    return np.asarray(np.log(clipped / (1 - clipped)) - np.log(limits / (1 - limits)))


def _push(
    matrix: sparse.csr_array,
    *,
    offset: NDArray[np.float64],
    answers: NDArray[np.bool_],
    restraint: float,
) -> NDArray[np.float64]:
    """Coefficients that make ``offset`` + ``matrix`` @ coefficients positive for yes."""
    sign = np.where(answers, 1.0, -1.0)
    used = np.unique(matrix.indices)
    narrow = sparse.csr_array(matrix[:, used])

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        reach = sign * (offset + narrow @ flat)
        value = float(np.logaddexp(0, -reach).sum()) + restraint * float(flat @ flat)
        slope = -sign / (1 + np.exp(np.clip(reach, -50, 50)))
        return value, np.asarray(narrow.T @ slope + 2 * restraint * flat)

    push = np.zeros(matrix.shape[1])
    push[used] = least(loss, np.zeros(len(used)), steps=60)
    return push


def _folded(push: Floats, blocks: list[int], shares: sparse.csr_array) -> list[Floats]:
    """Coefficients of words (their n-grams added), n-grams, pairs and concepts."""
    words, grams, pairs, concepts = np.split(push, np.cumsum(blocks)[:-1])
    return [np.asarray(words + shares @ grams, dtype=np.float32), grams, pairs, concepts]


def _pushed(weights: ModelWeights, parts: list[Floats]) -> ModelWeights:
    """``weights`` with ``parts`` added to the coefficients of the first head."""
    return replace(
        weights,
        words=_added(weights.words, parts[0]),
        grams=_added(weights.grams, parts[1]),
        pairs=_added(weights.pairs, parts[2]),
        concepts=_added(weights.concepts, parts[3]),
    )


def _added(table: Floats, part: Floats) -> Floats:
    return np.hstack([table[:, :ODS] + part, table[:, ODS:]])


def _line_push(
    matrix: sparse.csr_array,
    corrections: Sequence[Correction],
    *,
    codes: Sequence[str],
    margins: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Features × lines: what the corrections of each line teach."""
    push = np.zeros((matrix.shape[1], len(codes)))
    for column, code in enumerate(codes):
        rows = [i for i, c in enumerate(corrections) if code in c.lines]
        if rows:
            push[:, column] = _push(
                sparse.csr_array(matrix[rows]),
                offset=margins[rows, column],
                answers=np.array([corrections[i].lines[code] for i in rows]),
                restraint=LINE_RESTRAINT,
            )
    return push
