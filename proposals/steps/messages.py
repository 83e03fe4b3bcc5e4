"""The words of the steps, for the catalogue of translations.

They are data, not calls of ``_()``: Babel finds them through this extractor (``babel.cfg``), and
the templates look them up when they show them.
"""

from collections.abc import Iterator
from typing import Any

from proposals.steps import STEPS
from proposals.steps.step import Field


def extract(
    fileobj: object, keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, None, str, list[Any]]]:
    """Every word of every step, once, in the form that Babel's extractors give."""
    del fileobj, keywords, comment_tags, options  # Babel's call; the words are in STEPS
    for text in dict.fromkeys(texts()):
        yield 1, None, text, []


def texts() -> Iterator[str]:
    """Titles, introductions, labels, helps, names of rows and options, in order."""
    for step in STEPS:
        yield step.title
        yield step.intro
        for field in (*step.fields, step.done):
            yield from _of(field)


def _of(field: Field) -> Iterator[str]:
    yield field.label
    if field.help:
        yield field.help
    if field.is_table:
        yield field.row_name
    for option in field.options:
        yield option.label
    for column in field.columns:
        yield from _of(column)
