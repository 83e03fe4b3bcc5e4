"""Scores of texts from a model's arrays: heads, mix by length, probabilities."""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from matcher.tags.features import Encoded, Encoder, Floats
from matcher.tags.weights import ODS, Calibration, Weights


def head_scores(weights: Weights, encoded: Encoded) -> Floats:
    """Raw scores of each head (texts × heads × 17)."""
    known = len(weights.vocabulary.words)
    words = encoded.words
    raw = words[:, :known] @ weights.words
    if encoded.unseen:
        raw = raw + words[:, known:] @ unseen_rows(weights, encoded.unseen)
    raw = raw + encoded.pairs @ weights.pairs
    both = encoded.concepts @ weights.concepts + weights.intercept
    both[:, : raw.shape[1]] += raw
    raw = np.asarray(both, dtype=np.float32)
    return raw.reshape(len(raw), -1, ODS)


def unseen_rows(weights: Weights, words: Sequence[str]) -> Floats:
    """Coefficients of words the model has not met, from their character n-grams."""
    rows: Floats = np.asarray(weights.vocabulary.gram_weights(words) @ weights.grams)
    return rows


def length_basis(lengths: Floats, knots: Floats) -> Floats:
    """How much each knot counts for texts of these numbers of words (rows add up to one)."""
    place = np.log(np.clip(lengths, knots[0], knots[-1]))
    basis = np.stack([np.interp(place, np.log(knots), row) for row in np.eye(len(knots))], axis=1)
    return basis.astype(np.float32)


def mix_of(encoded: Encoded, calibration: Calibration) -> Floats:
    """How much each head counts for each text (texts × heads)."""
    basis = length_basis(np.maximum(encoded.lengths, 1).astype(np.float32), calibration.knots)
    group = encoded.foreign.astype(int)
    return np.asarray(np.einsum("nk,nkh->nh", basis, calibration.mix[group]), dtype=np.float32)


def probabilities(heads: Floats, encoded: Encoded, calibration: Calibration) -> Floats:
    """Calibrated probabilities (texts × 17) from the heads' scores."""
    heads = heads - heads.mean(axis=2, keepdims=True)
    logits = np.einsum("nh,nhk->nk", mix_of(encoded, calibration), heads)
    logits += calibration.bias[encoded.foreign.astype(int)]
    logits -= logits.max(axis=1, keepdims=True)
    odds = np.exp(logits)
    result: Floats = (odds / odds.sum(axis=1, keepdims=True)).astype(np.float32)
    return result


def ods_probabilities(weights: Weights, encoder: Encoder, texts: Sequence[str]) -> Floats:
    """Probabilities of the 17 ODS for each of ``texts``."""
    encoded = encoder.encode(texts)
    return probabilities(head_scores(weights, encoded), encoded, weights.calibration)


def training_matrix(
    encoder: Encoder, encoded: Encoded
) -> tuple[sparse.csr_array, sparse.csr_array]:
    """What the heads are fitted on, and how words and n-grams share it.

    The matrix is words | n-grams | pairs | concepts; the second value (words × n-grams) folds
    the coefficients of the n-grams into the words' rows.
    """
    known = len(encoder.vocabulary.words)
    shares = encoder.vocabulary.gram_weights(encoder.vocabulary.words)
    words = encoded.words[:, :known]
    matrix = sparse.hstack([words, words @ shares, encoded.pairs, encoded.concepts])
    matrix = matrix.tocsr()
    matrix.indices = matrix.indices.astype(np.int32)
    matrix.indptr = matrix.indptr.astype(np.int32)
    return matrix, shares
