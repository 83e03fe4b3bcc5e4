"""What went wrong with readings, mails and jobs, and what readers warn of, as codes with values."""

import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json, JsonOrNull

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_SENTENCES = Path(__file__).parents[1] / "0027_sentences.tsv"
"""Code and sentence as they were worded then: what is not among them is kept word for word."""
_PAUSED = ("paused_address", "reason")
_WHERE = re.compile(r"(\S+): (.+)", re.DOTALL)


def upgrade() -> None:
    """Apply."""
    for table in ("outgoing_mail", "job_run"):
        _retype(table, "error", "error_told", JsonOrNull)
    _retype(*_PAUSED, "reason_told", JsonOrNull)
    with op.batch_alter_table("paused_address") as paused:
        paused.alter_column("reason", existing_type=Json, nullable=False)
    _rewrite("source_trial", "source_id", "problems", _each)
    _rewrite("source_run", "id", "reasons", _each)
    _rewrite("source_run", "id", "failures", _failures)
    _rewrite("call", "id", "warnings", _each)
    _rewrite("sighting", "id", "payload", _payload, '"warnings": ["', '"warnings":["')


def downgrade() -> None:
    """Take back the types: what is written stays, as the text of its JSON."""
    if op.get_bind().dialect.name == "sqlite":
        return  # where JSON is text, and a table that others point at is not to be made anew
    for name, column in (("outgoing_mail", "error"), ("job_run", "error"), _PAUSED):
        op.alter_column(name, column, type_=sa.Text(), existing_type=JsonOrNull)


def _retype(name: str, column: str, draft: str, kind: Any) -> None:
    """Put the codes of a column of sentences in its place."""
    op.add_column(name, sa.Column(draft, kind, nullable=True))
    table = sa.table(name, sa.column(column, sa.Text), sa.column(draft, kind))
    bind = op.get_bind()
    said = sa.select(table.c[column]).where(table.c[column].is_not(None)).distinct()
    for sentence in bind.scalars(said).all():
        same = sa.update(table).where(table.c[column] == sentence)
        coded = sentence.startswith('{"code":')  # it was taken back
        bind.execute(same.values({draft: json.loads(sentence) if coded else _told(sentence)}))
    op.drop_column(name, column)
    op.alter_column(name, draft, new_column_name=column)


def _rewrite(name: str, key: str, column: str, told: Callable[[Any], Any], *marks: str) -> None:
    """Write ``told`` of what differs, in the rows that hold anything (or one of ``marks``)."""
    bind = op.get_bind()
    table = sa.table(name, sa.column(key), sa.column(column, Json))
    text = sa.cast(table.c[column], sa.Text)
    holds = sa.or_(*(text.contains(m, autoescape=True) for m in marks)) if marks else text != "[]"
    rows = bind.execute(sa.select(table.c[key], table.c[column]).where(holds)).all()
    for number, value in rows:
        if (now := told(value)) != value:
            bind.execute(sa.update(table).where(table.c[key] == number).values({column: now}))


def _each(sentences: list[Any] | None) -> list[Any]:
    return [_told(one) if isinstance(one, str) else one for one in sentences or ()]


def _failures(failures: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    return [
        one | {"reason": _told(one["reason"])} if isinstance(one.get("reason"), str) else one
        for one in failures or ()
    ]


def _payload(payload: dict[str, Any]) -> dict[str, Any]:
    return payload | {"warnings": _each(payload.get("warnings"))}


def _told(sentence: str) -> dict[str, Any]:
    """The code of a sentence Puente wrote; any other as it stands."""
    return _known(sentence) or {"code": "text", "params": {"text": sentence}}


def _known(sentence: str) -> dict[str, Any] | None:
    for code, pattern in _patterns():
        if found := pattern.fullmatch(sentence):
            params = {name: _value(words) for name, words in found.groupdict().items()}
            return {"code": code, "params": params}
    found = _WHERE.fullmatch(sentence)
    if found is not None and (what := _known(found[2])) is not None:
        return {"code": "at", "params": {"where": found[1], "what": what}}
    return None


def _value(words: str) -> Any:
    """A value, which may be sentences itself."""
    parts = words.split("; ")
    told = [_known(part) for part in parts]
    if not any(told):
        return words
    said = [one or part for one, part in zip(told, parts, strict=True)]
    return said[0] if len(said) == 1 else said


@lru_cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(_lines())


def _lines() -> Iterator[tuple[str, re.Pattern[str]]]:
    for line in _SENTENCES.read_text(encoding="utf-8").splitlines():
        code, sentence = line.split("\t")
        parts = re.split(r"%\((\w+)\)s", sentence)
        made = [f"(?P<{part}>.+?)" if n % 2 else re.escape(part) for n, part in enumerate(parts)]
        yield code, re.compile("".join(made), re.DOTALL)
