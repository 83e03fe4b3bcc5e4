"""What a field said before: one entry for what a person wrote in one go, and what changed in it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import Any, Literal

from proposals.models import AnswerVersion
from proposals.steps.step import Field

ONE_GO = timedelta(minutes=10)
_MOST_WORDS = 4_000
"""Longer texts are compared line by line: word by word would take minutes."""
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Saves of one person that follow each other within minutes; ``last`` is how they ended."""

    last: AnswerVersion
    since: datetime
    saves: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


def writings(versions: Sequence[AnswerVersion]) -> list[Writing]:
    """The history (oldest first) as what people wrote in one go, the newest first."""
    found: list[Writing] = []
    for one in versions:
        before = found[-1] if found else None
        if before is not None and _goes_on(before.last, one):
            found[-1] = Writing(last=one, since=before.since, saves=before.saves + 1)
        else:
            found.append(Writing(last=one, since=one.at, saves=1))
    return found[::-1]


def _goes_on(before: AnswerVersion, one: AnswerVersion) -> bool:
    same = (before.person_id, before.origin, before.deleted) == (
        one.person_id,
        one.origin,
        one.deleted,
    )
    return same and one.person_id is not None and one.at - before.at <= ONE_GO


def compare(field: Field, before: Any, after: Any) -> list[tuple[Field, list[Piece]]]:
    """What changed from one state to another, for each column that did."""
    if not field.is_table:
        return [(field, pieces(_text(before), _text(after)))]
    was, now = before or {}, after or {}
    pairs = [(c, _text(was.get(c.key)), _text(now.get(c.key))) for c in field.columns]
    return [(column, pieces(old, new)) for column, old, new in pairs if old != new]


def _text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def pieces(before: str, after: str) -> list[Piece]:
    """The two texts laid over each other, word by word."""
    pattern = _WORDS
    if max(len(before), len(after)) > 5 * _MOST_WORDS:
        pattern = _LINES
    old, new = pattern.findall(before), pattern.findall(after)
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += _piece("same", old[a:b])
        else:
            found += [*_piece("gone", old[a:b]), *_piece("new", new[c:d])]
    return found


def _piece(kind: Literal["same", "gone", "new"], parts: Iterable[str]) -> list[Piece]:
    text = "".join(parts)
    return [Piece(kind, text)] if text else []
