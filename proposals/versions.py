"""What a field said before: one entry for what a person wrote in one go, and what changed in it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Any, Literal

from proposals.models import AnswerVersion
from proposals.steps.step import Field

ONE_GO = timedelta(minutes=10)
_MOST_PAIRS = 2_000_000
"""What is compared word by word: longer changes would take minutes, and are shown whole."""
_WORDS = re.compile(r"\w+\s*|\W")


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
    """The two texts laid over each other, word by word; only what lies between equal ends."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    tail = old[len(old) - end :]
    old_part, new_part = old[start : len(old) - end], new[start : len(new) - end]
    found = _piece("same", old[:start])
    if len(old_part) * len(new_part) > _MOST_PAIRS:
        found += [*_piece("gone", old_part), *_piece("new", new_part)]
    else:
        for tag, a, b, c, d in SequenceMatcher(None, old_part, new_part).get_opcodes():
            if tag == "equal":
                found += _piece("same", old_part[a:b])
            else:
                found += [*_piece("gone", old_part[a:b]), *_piece("new", new_part[c:d])]
    return found + _piece("same", tail)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words the two begin with in common."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _piece(kind: Literal["same", "gone", "new"], parts: Iterable[str]) -> list[Piece]:
    text = "".join(parts)
    return [Piece(kind, text)] if text else []
