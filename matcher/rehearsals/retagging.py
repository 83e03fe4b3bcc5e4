"""The tags of calls and projects under lines, or a model, that are tried."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.ranking.inputs import CallText, ProjectText
from matcher.rehearsals.past import Past
from matcher.tags.classifier.lines import LINE_THRESHOLD
from matcher.tags.classifier.scoring import Judgement
from matcher.tags.classifier.tagger import Tagger, joined_text
from matcher.tags.classifier.weights import ODS
from matcher.tags.models import Tag

_AT_ONCE = 1000
Item = TypeVar("Item", CallText, ProjectText)
Said = Mapping[tuple[str, int], Mapping[str, bool]]
"""Kind of thing and id → line, or number of an ODS → whether a person said that it is of it."""


def said_tags(session: Session) -> Said:
    """What people said of lines and ODS: nothing that is tried changes it."""
    found: dict[tuple[str, int], dict[str, bool]] = {}
    for tag in session.scalars(select(Tag).where(Tag.origin == "person")):
        found.setdefault((tag.subject_type, tag.subject_id), {})[tag.code] = tag.assigned
    return found


def retagged(past: Past, said: Said, *, now: Tagger, then: Tagger) -> Past:
    """``past`` with the tags of ``then`` where they differ from those of ``now``."""
    if now.taxonomy == then.taxonomy and now.version == then.version:
        return past
    calls = _retagged("call", past.call_texts, said, now=now, then=then)
    projects = _retagged("project", past.project_texts, said, now=now, then=then)
    return replace(past, call_texts=calls, project_texts=projects)


def _retagged(
    kind: str, items: Sequence[Item], said: Said, *, now: Tagger, then: Tagger
) -> list[Item]:
    found = list[Item]()
    in_force = {*then.taxonomy.codes, *map(str, range(1, ODS + 1))}
    for start in range(0, len(items), _AT_ONCE):
        part = items[start : start + _AT_ONCE]
        texts = [joined_text(item.title, item.text) for item in part]
        judged = now.judge(texts)
        again = judged if now.version == then.version else then.judge(texts)
        before, after = _codes(now, texts, judged), _codes(then, texts, again)
        found += [
            _with(item, (was - will, will - was), said.get((kind, int(item.id)), {}), in_force)
            for item, was, will in zip(part, before, after, strict=True)
        ]
    return found


def _with(
    item: Item, changed: tuple[set[str], set[str]], told: Mapping[str, bool], in_force: set[str]
) -> Item:
    """``item`` without the codes that go and with those that come, but for what people said."""
    gone, new = changed
    codes = ({*item.lines, *map(str, item.ods)} - gone) | new
    codes = {code for code in codes if told.get(code, True)}
    codes = (codes | {code for code, yes in told.items() if yes}) & in_force
    lines = sorted(code for code in codes if not code.isdecimal())
    ods = sorted(int(code) for code in codes if code.isdecimal())
    return replace(item, lines=tuple(lines), ods=tuple(ods))


def _codes(tagger: Tagger, texts: Sequence[str], judged: Judgement) -> list[set[str]]:
    """The lines and the ODS each text is assigned to."""
    lines = tagger.line_scores(texts, judged) >= LINE_THRESHOLD
    return [
        {code for code, yes in zip(tagger.taxonomy.codes, of, strict=True) if yes}
        | {str(number) for number, yes in enumerate(over, start=1) if yes}
        for of, over in zip(lines.tolist(), (judged.margins >= 0).tolist(), strict=True)
    ]
