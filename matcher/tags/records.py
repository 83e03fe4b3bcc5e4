"""Texts and their tags as lines of JSON: the shape of ``puente tag``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Protocol

from matcher.errors import InvalidInput
from matcher.tags.classifier.adapting import Correction
from matcher.tags.classifier.tagger import ScoredTag, Tagger, Tagging, joined_text

BATCH: Final = 200
"""Texts tagged at a time: bounds memory, changes no tag."""


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


def correction_from(record: Mapping[str, Any]) -> Correction:
    """What people said of a text, from a line ``{"title"?, "text", "ods"?, "lines"?}``.

    ``ods`` and ``lines`` map a code to yes or no (``{"4": true, "8": false}``), or list the
    codes that hold.

    :raises InvalidInput: without a text, without an answer, or with a code that cannot be.
    """
    title, text = record.get("title"), record.get("text")
    if not isinstance(text, str) or not isinstance(title, str | None):
        raise InvalidInput("falta «text» (texto).", field="text")
    answers = _answers(record, "ods")
    numbers = [code for code in answers if not code.isdecimal() or not 1 <= int(code) <= 17]
    if numbers:
        raise InvalidInput("«%(value)s» no es un ODS de 1 a 17.", value=numbers[0], field="ods")
    lines = _answers(record, "lines")
    if not answers and not lines:
        raise InvalidInput("falta la respuesta: «ods» o «lines».", field="ods")
    return Correction(
        text=joined_text(title, text),
        ods={int(code): answer for code, answer in answers.items()},
        lines=lines,
    )


def _answers(record: Mapping[str, Any], field: str) -> dict[str, bool]:
    found = record.get(field, {})
    if isinstance(found, list):
        return {str(code): True for code in found}
    if not isinstance(found, dict) or not all(isinstance(a, bool) for a in found.values()):
        raise InvalidInput(
            "«%(column)s» debe decir sí o no de cada código.", column=field, field=field
        )
    return {str(code): answer for code, answer in found.items()}
