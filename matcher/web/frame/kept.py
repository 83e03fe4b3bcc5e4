"""Figures about very many rows, kept for a while by the process that counted them.

Where there are few rows nothing is kept: each page counts them and is exact.
"""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from flask import Flask, current_app

T = TypeVar("T")
MANY = 10_000
"""From so many rows on figures are kept."""
AT_MOST = 900.0
"""Seconds after which figures are counted again in any case."""
SHARE = 30
"""Where rows keep changing, counting takes at most this part of the time."""
ASKED = 30
"""Questions of people that are kept beside the figures of every page."""
_KEY = "kept-figures"


@dataclass(slots=True)
class _Figures:
    """What was counted, of which rows, when, and how long it took."""

    value: Any = None
    stamp: Hashable = None
    at: float = float("-inf")
    cost: float = 0.0
    lock: Lock = field(default_factory=Lock)

    def serves(self, stamp: Hashable) -> bool:
        """Whether it may be shown: of the rows as they are, or of those of a moment ago."""
        age = time.monotonic() - self.at
        return age < (AT_MOST if self.stamp == stamp else min(AT_MOST, SHARE * self.cost))


def kept(name: Hashable, *, rows: int, stamp: Hashable, count: Callable[[], T]) -> T:
    """What ``count`` gives, or gave while the rows were as ``stamp`` says.

    :param name: a text, or a tuple for what somebody asked: of these the latest few are kept.
    :param rows: about how many rows there are.
    :param stamp: changes when the rows do. Figures of changed rows are shown a moment longer where
        counting took long; one request at a time counts, and the others show the former figures.
    """
    if rows < MANY:
        return count()
    figures = _figures(name)
    if figures.serves(stamp):
        value: T = figures.value
        return value
    counted_before = figures.at > float("-inf")
    if not figures.lock.acquire(blocking=not counted_before):
        former: T = figures.value
        return former
    try:
        if not figures.serves(stamp):
            begun = time.monotonic()
            figures.value = count()
            figures.at = time.monotonic()
            figures.stamp, figures.cost = stamp, figures.at - begun
        found: T = figures.value
        return found
    finally:
        figures.lock.release()


def _figures(name: Hashable) -> _Figures:
    """The place of the figures of this name."""
    places: dict[Hashable, _Figures] = current_app.extensions[_KEY]
    if isinstance(name, tuple) and name not in places:
        for former in [one for one in list(places) if isinstance(one, tuple)][:-ASKED]:
            places.pop(former, None)
    return places.setdefault(name, _Figures())


def install(app: Flask) -> None:
    """Give ``app`` a place to keep figures."""
    app.extensions[_KEY] = {}
