"""Texts and their tags as lines of JSON: the shape of ``puente tag``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Protocol

from matcher.errors import InvalidInput
from matcher.tags.classifier import ScoredTag, Tagger, Tagging

BATCH: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRecord:
    """A text to tag, with its id and its title where it has one."""

    id: str | int
    title: str | None
    text: str


class Done(Protocol):
    """Told how far the work is."""

    def __call__(self, done: int, total: int | None) -> None:
        """``done`` of ``total`` are through."""
        ...


def text_from(record: Mapping[str, Any]) -> TextRecord:
    """A text from a line ``{"id", "title"?, "text"}``.

    :raises InvalidInput: without an id or a text, or with a value of the wrong kind.
    """
    number, title, text = record.get("id"), record.get("title"), record.get("text")
    if not isinstance(number, str | int) or isinstance(number, bool):
        raise InvalidInput("falta «id» (texto o número).", field="id")
    if title is not None and not isinstance(title, str):
        raise InvalidInput("«title» debe ser texto.", field="title")
    if not isinstance(text, str):
        if text is not None or not title:
            raise InvalidInput("falta «text» (texto).", field="text")
        text = ""
    return TextRecord(id=number, title=title, text=text)


def tag_records(
    tagger: Tagger, records: Sequence[TextRecord], *, done: Done
) -> Iterator[dict[str, Any]]:
    """The lines of ``puente tag``, one per record and in its order."""
    pending = iter(records)
    count = 0
    while batch := list(islice(pending, BATCH)):
        found = tagger.tag([r.text for r in batch], titles=[r.title for r in batch])
        for record, tagging in zip(batch, found, strict=True):
            yield tagging_record(record.id, tagging)
        count += len(batch)
        done(count, len(records))


def tagging_record(number: str | int, tagging: Tagging) -> dict[str, Any]:
    """One line: every ODS and every line best first, and the assigned ones."""
    return {
        "id": number,
        "language": tagging.language,
        "ods": [_tag(tag, int(tag.code)) for tag in tagging.ods],
        "lines": [_tag(tag, tag.code) for tag in tagging.lines],
        "assigned": {
            "ods": [int(tag.code) for tag in tagging.ods if tag.assigned],
            "lines": [tag.code for tag in tagging.lines if tag.assigned],
        },
        "model": tagging.model_version,
    }


def _tag(tag: ScoredTag, code: int | str) -> dict[str, Any]:
    return {
        "code": code,
        "score": tag.score,
        "confidence": tag.confidence,
        "evidence": [
            {"quote": e.quote, "field": e.field, "start": e.start, "end": e.end}
            for e in tag.evidence
        ],
    }
