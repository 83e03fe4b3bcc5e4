"""Which names a template may write, and the nearest one to a name that does not exist."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal

from rapidfuzz import fuzz, process

from matcher.text import fold

Wanted = Literal["text", "list"]
TEXT, ANYTHING = "text", "anything"
"""The shape of what is printed; of what nothing is known about."""
Shape = Any
"""``TEXT``, ``ANYTHING``, a mapping of names to shapes, or a list with the shape of its items."""
_SAY_LITTLE = frozenset({"texto", "filas", "parrafos"})
NEAR = 60.0
"""Least likeness (rapidfuzz, 0–100) at which a name is proposed for another."""


def shape_of(value: object) -> Shape:
    """The shape of an example; items of a list are laid one over the other."""
    if isinstance(value, Mapping):
        return {name: shape_of(inner) for name, inner in value.items()}
    if isinstance(value, list):
        shapes = [shape_of(item) for item in value]
        if shapes and all(isinstance(one, dict) for one in shapes):
            return [{name: inner for one in shapes for name, inner in one.items()}]
        return shapes[:1] or [ANYTHING]
    return TEXT


def fits(shape: Shape, wanted: Wanted) -> bool:
    """Whether what has this shape can be printed, or gone through in a loop."""
    return shape == ANYTHING or (isinstance(shape, list) if wanted == "list" else shape == TEXT)


def names_in(shape: Shape, prefix: str = "") -> Iterator[tuple[str, Shape]]:
    """Every name that can be written, with its shape; lists are not gone into."""
    if prefix:
        yield prefix, shape
    if isinstance(shape, dict):
        for name, inner in shape.items():
            yield from names_in(inner, f"{prefix}.{name}" if prefix else name)


def nearest(asked: str, scope: Mapping[str, Shape], wanted: Wanted | None) -> str | None:
    """The name of ``scope`` that ``asked`` most likely meant, or ``None`` if none is near."""
    known = [name for name, shape in names_in(dict(scope)) if wanted is None or fits(shape, wanted)]
    if f"{asked}.texto" in known:
        return f"{asked}.texto"
    inside = [name for name in known if name.startswith(f"{asked}.")]
    if inside:
        return min(inside, key=len)
    best = max(known, key=lambda name: _likeness(asked, name), default=None)
    return best if best is not None and _likeness(asked, best) >= NEAR else None


def nearest_word(asked: str, known: Mapping[str, str] | tuple[str, ...]) -> str | None:
    """The word nearest to ``asked``: one of them, or what a word of them stands for."""
    choices = list(known)
    found = process.extractOne(asked, choices, scorer=fuzz.ratio, score_cutoff=NEAR)
    if found is None:
        return None
    return known[found[0]] if isinstance(known, Mapping) else found[0]


@lru_cache(maxsize=4096)
def _plain(name: str) -> tuple[str, str]:
    """A name without accents and capitals, and the last part of it that says anything."""
    whole = ".".join(fold(name).replace("-", "_").split())
    parts = [part for part in whole.split(".") if part not in _SAY_LITTLE]
    return whole, (parts or [whole])[-1]


def _likeness(asked: str, name: str) -> float:
    """How alike two names are: as a whole, or the word that says most with the other's."""
    (whole, word), (other, its_word) = _plain(asked), _plain(name)
    return max(fuzz.ratio(whole, other), 0.97 * fuzz.ratio(word, its_word))
