"""The lines of calls and projects under a taxonomy that is tried."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.ranking.inputs import CallText, ProjectText
from matcher.rehearsals.past import Past
from matcher.tags.classifier.lines import LINE_THRESHOLD
from matcher.tags.classifier.tagger import Tagger, joined_text
from matcher.tags.models import Tag

_AT_ONCE = 1000
Item = TypeVar("Item", CallText, ProjectText)
Said = Mapping[tuple[str, int], Mapping[str, bool]]
"""Kind of thing and id → line → whether a person said that it is of it."""


def said_lines(session: Session) -> Said:
    """What people said of lines: no taxonomy changes it."""
    found: dict[tuple[str, int], dict[str, bool]] = {}
    for tag in session.scalars(select(Tag).where(Tag.scheme == "line", Tag.origin == "person")):
        found.setdefault((tag.subject_type, tag.subject_id), {})[tag.code] = tag.assigned
    return found


def retagged(past: Past, said: Said, *, now: Tagger, then: Tagger) -> Past:
    """``past`` with the lines of ``then`` where they differ from those of ``now``."""
    if now.taxonomy == then.taxonomy:
        return past
    return replace(
        past,
        call_texts=_retagged("call", past.call_texts, said, now=now, then=then),
        project_texts=_retagged("project", past.project_texts, said, now=now, then=then),
    )


def _retagged(
    kind: str, items: Sequence[Item], said: Said, *, now: Tagger, then: Tagger
) -> list[Item]:
    found = list[Item]()
    for start in range(0, len(items), _AT_ONCE):
        part = items[start : start + _AT_ONCE]
        texts = [joined_text(item.title, item.text) for item in part]
        judged = now.judge(texts)
        before, after = (
            [
                {code for code, score in zip(one.taxonomy.codes, row, strict=True) if score}
                for row in (one.line_scores(texts, judged) >= LINE_THRESHOLD).tolist()
            ]
            for one in (now, then)
        )
        in_force = set(then.taxonomy.codes)
        for item, was, will in zip(part, before, after, strict=True):
            told = said.get((kind, int(item.id)), {})
            lines = (set(item.lines) - (was - will)) | (will - was)
            lines = {code for code in lines if told.get(code, True)}
            lines |= {code for code, yes in told.items() if yes}
            found.append(replace(item, lines=tuple(sorted(lines & in_force))))
    return found
