"""The two sentences of a pair that come closest by what they mean."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

import msgspec

from matcher.arithmetic import exact_product, on_grid
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
WORTH_TELLING = 0.35
"""Points of meaning from which its sentences are looked for. By hand: below, they explained
nothing."""
CLOSE = 0.435
"""Likeness from which two sentences of different languages can be shown as saying something near.
Read off pairs judged one by one (``docs/modelo.md``)."""
Passages = tuple[QuotableSentence, ...]


class Closest(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A sentence of the call and one of the project, as they are quoted."""

    call: str
    project: str
    field: str | None
    likeness: float


class _Encoded:
    """The sentences of texts with what they mean, by the positions of the texts.

    :param passages: those of the text at a position.
    """

    def __init__(self, meaning: Meaning, passages: Callable[[int], Passages]) -> None:
        self._meaning, self._passages = meaning, passages
        self._kept = dict[int, tuple[Passages, Floats]]()

    def of(self, at: int) -> tuple[Passages, Floats]:
        """The sentences of one text that are compared."""
        if at not in self._kept:
            self.prepare([at])
        return self._kept[at]

    def prepare(self, positions: Iterable[int]) -> None:
        """Encode what is missing of these at once: asked one by one, the shelf took longest."""
        first = {
            at: self._passages(at)[:_MOST_SENTENCES]
            for at in dict.fromkeys(positions)
            if at not in self._kept
        }
        if not first:
            return
        rows = self._meaning.sentences([one.text for some in first.values() for one in some])
        end = 0
        for at, some in first.items():
            start, end = end, end + len(some)
            self._kept[at] = some, on_grid(unit(rows[start:end]))
        for at in list(islice(self._kept, max(0, len(self._kept) - _KEPT_TEXTS))):
            del self._kept[at]


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
        self._calls, self._projects = _Encoded(meaning, call), _Encoded(meaning, project)

    def prepare(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Read what many pairs of call and project will ask for."""
        self._calls.prepare(call for call, _ in pairs)
        self._projects.prepare(project for _, project in pairs)

    def closest(self, call: int, project: int) -> Closest | None:
        """The closest pair, however near; ``None`` where either side has no sentence."""
        theirs, ours = self._calls.of(call), self._projects.of(project)
        if not theirs[0] or not ours[0]:
            return None
        likeness = exact_product(theirs[1], ours[1])
        row, column = divmod(int(likeness.argmax()), likeness.shape[1])
        return Closest(
            call=start_of(theirs[0][row].text),
            project=start_of(ours[0][column].text),
            field=ours[0][column].label,
            likeness=float(likeness[row, column]),
        )


def telling(passages: Passages, language: Language) -> Passages:
    """Those that say what a text is about."""
    passing = passing_stems(language)
    return tuple(one for one in passages if len(one.terms - passing) >= _LEAST_TELLING)
