"""The two sentences of a pair that come closest by what they mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from matcher.arithmetic import add_product, on_grid
from matcher.ranking.meaning import Meaning, unit
from matcher.ranking.topk import Floats
from matcher.reasons.passages import QuotableSentence, start_of
from matcher.reasons.passing import passing_stems
from matcher.text import Language

_LEAST_TELLING = 3
"""Different telling words of a sentence that can stand for what a text is about: how to apply, by
when and to whom is said in words of any call. Set by hand."""
_MOST_SENTENCES = 40
_KEPT_TEXTS = 4_096
"""Sentences of a text that are compared, and texts whose vectors are kept: bounds on time and
memory."""
CLOSE = 0.435
"""Likeness from which two sentences of different languages can be shown as saying something near.
Read off pairs judged one by one (``docs/modelo.md``)."""
Passages = tuple[QuotableSentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closest:
    """A sentence of the call and one of the project, as they are quoted."""

    call: str
    project: str
    field: str | None
    likeness: float


class Closeness:
    """Compares the passages of calls and projects; each text is encoded once.

    :param call: the passages of a call by its position, and ``project`` those of a project.
    """

    def __init__(
        self,
        meaning: Meaning,
        *,
        call: Callable[[int], Passages],
        project: Callable[[int], Passages],
    ) -> None:
        self._meaning = meaning
        self._of_call = lru_cache(_KEPT_TEXTS)(lambda at: self._read(call(at)))
        self._of_project = lru_cache(_KEPT_TEXTS)(lambda at: self._read(project(at)))

    def closest(self, call: int, project: int) -> Closest | None:
        """The closest pair, however near; ``None`` where either side has no sentence."""
        theirs, ours = self._of_call(call), self._of_project(project)
        if not theirs[0] or not ours[0]:
            return None
        likeness = np.zeros((len(theirs[0]), len(ours[0])), dtype=np.float32)
        add_product(likeness, theirs[1], np.ascontiguousarray(ours[1].T))
        row, column = divmod(int(likeness.argmax()), likeness.shape[1])
        return Closest(
            call=start_of(theirs[0][row].text),
            project=start_of(ours[0][column].text),
            field=ours[0][column].label,
            likeness=float(likeness[row, column]),
        )

    def _read(self, passages: Passages) -> tuple[Sequence[QuotableSentence], Floats]:
        first = passages[:_MOST_SENTENCES]
        return first, on_grid(unit(self._meaning.sentences([one.text for one in first])))


def telling(passages: Passages, language: Language) -> Passages:
    """Those that say what a text is about."""
    passing = passing_stems(language)
    return tuple(one for one in passages if len(one.terms - passing) >= _LEAST_TELLING)
