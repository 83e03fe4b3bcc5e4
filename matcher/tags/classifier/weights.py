"""The arrays of a model: what they are, how they are written and read (never by pickle)."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.errors import ModelError
from matcher.tags.classifier.features import Floats, Vocabulary
from matcher.tags.classifier.lexicon import BASE, LEXICON, Lexicon, read_lexicon, write_lexicon

FORMAT: Final = 1
"""Of the files; a model of another one is refused."""
CARD: Final = "card.json"
ROWS_A_PART: Final = 40_000
"""Rows of a table in one file, which has a scale of its own. Not tuned."""
ODS: Final = 17
"""There are seventeen."""
MOST_PAIRS: Final = 36_000
MOST_GRAMS: Final = 25_000
"""Four times the pairs and twice the n-grams move no figure of ``ods_quality.py`` beyond chance."""
FORMER_LEANINGS: Final = (0.1, 0.0, 0.0)
"""What models decided by that were written before leanings travelled with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """From the heads' scores to probabilities and decisions.

    ``knots`` are numbers of words; ``mix`` (2 × knots × heads) says how much each head counts
    for a text of that length, in Spanish or English and, second, in other languages; ``bias``
    (2 × 17) is what is added. ``thresholds`` (17) is from where an ODS is assigned, on the scale
    of :func:`matcher.tags.classifier.scoring.decisions`, which ``leanings`` (3) sets.
    """

    knots: Floats
    mix: Floats
    bias: Floats
    thresholds: Floats
    leanings: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTable:
    """What people's corrections taught about lines: words | n-grams | pairs | concepts × codes."""

    codes: tuple[str, ...]
    table: Floats


@dataclass(frozen=True, kw_only=True)
class ModelWeights:
    """A fitted model. Tables have one row per term and 17 columns per head, head after head.

    ``concepts`` and ``intercept`` have more heads than the others: those that read nothing else.
    The lexicon is the one it was fitted with, and travels with it.
    """

    vocabulary: Vocabulary
    words: Floats
    pairs: Floats
    grams: Floats
    concepts: Floats
    intercept: Floats
    calibration: Calibration
    card: dict[str, Any]
    lexicon: Lexicon
    lines: LineTable | None = None

    @property
    def version(self) -> str:
        """Name of the model, as its tags remember it."""
        return str(self.card["version"])


def pruned(
    weights: ModelWeights, *, pairs: int = MOST_PAIRS, grams: int = MOST_GRAMS
) -> ModelWeights:
    """``weights`` with only the pairs and n-grams that move texts most.

    How much a term moves texts is its strongest coefficient times its idf, times the root of how
    often it is met (which the idf tells as well).
    """
    vocabulary = weights.vocabulary
    kept_pairs = _strongest(weights.pairs, vocabulary.pair_idf, pairs)
    kept_grams = _strongest(weights.grams, vocabulary.gram_idf, grams)
    return replace(
        weights,
        pairs=weights.pairs[kept_pairs],
        grams=weights.grams[kept_grams],
        vocabulary=replace(
            vocabulary,
            pairs=tuple(vocabulary.pairs[row] for row in kept_pairs),
            pair_idf=vocabulary.pair_idf[kept_pairs],
            grams=tuple(vocabulary.grams[row] for row in kept_grams),
            gram_idf=vocabulary.gram_idf[kept_grams],
        ),
    )


def _strongest(table: Floats, idf: Floats, most: int) -> list[int]:
    """The rows that move texts most, in the order they stand in."""
    heads = table.reshape(len(table), table.shape[1] // ODS, ODS)
    apart = np.abs(heads - heads.mean(axis=2, keepdims=True)).max(axis=(1, 2), initial=0)
    moves = apart * idf * np.exp(-idf / 2)
    return sorted(np.argsort(-moves, kind="stable")[:most].tolist())


def save_weights(weights: ModelWeights, directory: Path) -> None:
    """Write ``weights`` as plain arrays (8 bits a coefficient) and a card in JSON.

    Not compressed: it would save a third of the room and double the time to load.
    """
    directory.mkdir(parents=True, exist_ok=True)
    for old in directory.glob("*.npz"):
        old.unlink()
    vocabulary = weights.vocabulary
    for name in ("words", "pairs", "grams"):
        table = getattr(weights, name)
        terms = getattr(vocabulary, name)
        idf = getattr(vocabulary, f"{name[:-1]}_idf")
        for part, start in enumerate(range(0, max(1, len(terms)), ROWS_A_PART)):
            rows = slice(start, start + ROWS_A_PART)
            small, scale = _shrink(table[rows])
            np.savez(
                directory / f"{name}-{part}.npz",
                terms=np.frombuffer("\n".join(terms[rows]).encode(), dtype=np.uint8),
                idf=idf[rows].astype(np.float16),
                table=small,
                scale=scale,
            )
    calibration = weights.calibration
    np.savez(
        directory / "head.npz",
        concepts=weights.concepts.astype(np.float16),
        intercept=weights.intercept,
        unseen_idf=np.float32(vocabulary.unseen_idf),
        knots=calibration.knots,
        mix=calibration.mix,
        bias=calibration.bias,
        thresholds=calibration.thresholds,
        leanings=calibration.leanings,
    )
    if weights.lines is not None:
        np.savez(
            directory / "lines.npz",
            codes=np.frombuffer("\n".join(weights.lines.codes).encode(), dtype=np.uint8),
            table=weights.lines.table.astype(np.float16),
        )
    if directory != BASE:
        write_lexicon(weights.lexicon, directory / LEXICON)
    card = {**weights.card, "format": FORMAT}
    (directory / CARD).write_text(
        json.dumps(card, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8"
    )


def load_weights(directory: Path) -> ModelWeights:
    """Read what :func:`save_weights` wrote.

    :raises ModelError: if a file is missing, damaged or of another format.
    """
    try:
        card = json.loads((directory / CARD).read_text(encoding="utf-8"))
        if card.get("format") != FORMAT:
            raise ModelError(
                f"El modelo de {directory} es de otra versión: ejecute «puente train»."
            )
        tables = {name: _read_table(directory, name) for name in ("words", "pairs", "grams")}
        with np.load(directory / "head.npz", allow_pickle=False) as head:
            return ModelWeights(
                vocabulary=Vocabulary(
                    words=tables["words"][0],
                    word_idf=tables["words"][1],
                    pairs=tables["pairs"][0],
                    pair_idf=tables["pairs"][1],
                    grams=tables["grams"][0],
                    gram_idf=tables["grams"][1],
                    unseen_idf=float(head["unseen_idf"]),
                ),
                words=tables["words"][2],
                pairs=tables["pairs"][2],
                grams=tables["grams"][2],
                concepts=head["concepts"].astype(np.float32),
                intercept=head["intercept"],
                calibration=Calibration(
                    knots=head["knots"],
                    mix=head["mix"],
                    bias=head["bias"],
                    thresholds=head["thresholds"],
                    leanings=_leanings(head),
                ),
                card=card,
                lexicon=read_lexicon(directory / LEXICON),
                lines=_read_lines(directory / "lines.npz"),
            )
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"No se puede leer el modelo de {directory}: {error}. "
            "Restaure la carpeta o ejecute «puente train»."
        ) from error


def hash_texts(texts: list[str]) -> str:
    """A short name for a set of training texts, whatever their order."""
    digest = hashlib.sha256()
    for text in sorted(texts):
        digest.update(text.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def named(weights: ModelWeights, card: dict[str, Any]) -> ModelWeights:
    """``weights`` with ``card`` and a version that changes with whatever changes its scores."""
    calibration = weights.calibration
    digest = hashlib.sha256(str(card["data_hash"]).encode())
    for concept in weights.lexicon.concepts:
        digest.update(f"{concept.ods} {concept.terms}".encode())
    for terms in (weights.vocabulary.pairs, weights.vocabulary.grams):
        digest.update("\n".join(terms).encode())
    for numbers in (weights.intercept, calibration.mix, calibration.bias, calibration.thresholds):
        digest.update(np.asarray(numbers, dtype="<f4").tobytes())
    return replace(weights, card={**card, "version": digest.hexdigest()[:8]})


def _shrink(table: Floats) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """8-bit integers and one factor per row."""
    scale = np.abs(table).max(axis=1, initial=0) / 127
    scale = np.where(scale > 0, scale, 1).astype(np.float16)
    scale = np.where(scale > 0, scale, np.float16(1e-7))
    small = np.rint(table / scale.astype(np.float32)[:, None]).clip(-127, 127)
    return small.astype(np.int8), scale.astype(np.float16)


def _parts(directory: Path, name: str) -> Iterator[Path]:
    found = sorted(directory.glob(f"{name}-*.npz"), key=lambda p: int(p.stem.rsplit("-", 1)[1]))
    if not found:
        raise ModelError(f"Falta {name}-0.npz en {directory}: restaure la carpeta del modelo.")
    yield from found


def _leanings(head: Mapping[str, NDArray[Any]]) -> Floats:
    """What decisions lean on; models written before it was kept leaned on probabilities only."""
    return np.asarray(head.get("leanings", FORMER_LEANINGS), dtype=np.float32)


def _read_lines(path: Path) -> LineTable | None:
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as file:
        codes = tuple(file["codes"].tobytes().decode().split("\n"))
        return LineTable(codes=codes, table=file["table"].astype(np.float32))


def _read_table(directory: Path, name: str) -> tuple[tuple[str, ...], Floats, Floats]:
    """Terms, their idf, their coefficients."""
    terms: list[str] = []
    idf: list[Floats] = []
    tables: list[Floats] = []
    for path in _parts(directory, name):
        with np.load(path, allow_pickle=False) as part:
            blob = part["terms"].tobytes().decode()
            terms.extend(blob.split("\n") if blob else ())
            idf.append(part["idf"].astype(np.float32))
            scale = part["scale"].astype(np.float32)[:, None]
            tables.append(np.multiply(part["table"], scale, dtype=np.float32))
    return tuple(terms), np.concatenate(idf), np.concatenate(tables)
