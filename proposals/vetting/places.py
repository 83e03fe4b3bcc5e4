"""Where the tags of a template stand: each with its paragraph and its letters in it.

Word cuts a tag into several runs as it likes; here a paragraph is the text that a person reads.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Kind = Literal["print", "block", "stray"]
PREFIXES = ("tr", "tc", "p", "r")
"""What docxtpl takes away around a tag: its row, its cell, its paragraph, its run."""
_CLOSED = re.compile(
    r"\{\{(?:(?!\{[{%#]|\}\}).)*\}\}|\{%(?:(?!\{[{%#]|%\}).)*%\}|\{#(?:(?!#\}).)*#\}", re.DOTALL
)
_NAME = r"[^\W\d][\w-]*(?:\.[\w-]+)+"
_STRAY = re.compile(
    rf"\{{\s+[{{%].*?\}}(?:\s*\}})?"  # braces with a space between them
    rf"|\[\[\s*{_NAME}\s*\]\]|«\s*{_NAME}\s*»"
    r"|\{\{\s*[\w.|-]*\s*\}?|\{%[^{}]*\}?|\{#[^{}]*"  # opened and not closed
    rf"|\{{\s*{_NAME}\s*\}}?\}}"
    r"|\{?\s?[\w.]*\s*(?:\}\}|%\}|#\})"  # closed and not opened
)
_PREFIX = re.compile(rf"({'|'.join(PREFIXES)})\s")
_QUOTES = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateTag:
    """A tag as it stands: the letters from ``start`` to ``end`` of its paragraph.

    ``prefix`` is one of :data:`PREFIXES` or empty, ``body`` what is said between the braces;
    a ``stray`` is what was meant for a tag and is none.
    """

    kind: Kind
    paragraph: Any
    start: int
    end: int
    text: str
    prefix: str = ""
    body: str = ""

    def around(self, name: str) -> Any:
        """The nearest element of Word around it that is called ``name``, or ``None``."""
        return next(self.paragraph.iterancestors(f"{W}{name}"), None)

    @property
    def alone(self) -> bool:
        """Whether nothing else is written in its paragraph."""
        return text_of(self.paragraph).strip() == self.text


def pieces(paragraph: Any) -> Iterator[Any]:
    """The elements that hold the letters of a paragraph, those of a text box in it left out."""
    for piece in paragraph.iter(f"{W}t"):
        if next(piece.iterancestors(f"{W}p")) is paragraph:
            yield piece


def text_of(paragraph: Any) -> str:
    """What a person reads in a paragraph."""
    return "".join(piece.text or "" for piece in pieces(paragraph))


def tags_of(root: Any) -> Iterator[TemplateTag]:
    """The tags of a part of the document, in the order in which they are read."""
    for paragraph in root.iter(f"{W}p"):
        text = text_of(paragraph)
        if any(mark in text for mark in "{}[«"):
            yield from _tags(paragraph, text)


def _tags(paragraph: Any, text: str) -> Iterator[TemplateTag]:
    through = 0
    for found in _CLOSED.finditer(text):
        yield from _strays(paragraph, text, through, found.start())
        through = found.end()
        if not found[0].startswith("{#"):
            yield _tag(paragraph, found)
    yield from _strays(paragraph, text, through, len(text))


def _tag(paragraph: Any, found: re.Match[str]) -> TemplateTag:
    body = found[0][2:-2].translate(_QUOTES)
    prefixed = _PREFIX.match(body)
    prefix = prefixed[1] if prefixed else ""
    return TemplateTag(
        kind="print" if found[0].startswith("{{") else "block",
        paragraph=paragraph,
        start=found.start(),
        end=found.end(),
        text=found[0],
        prefix=prefix,
        body=body[len(prefix) :].strip().strip("-").strip(),
    )


def _strays(paragraph: Any, text: str, start: int, end: int) -> Iterator[TemplateTag]:
    """What between two tags looks as if it had been meant for one."""
    between = text[start:end]
    for found in _STRAY.finditer(between):
        told = found[0]
        lead = len(told) - len(told.lstrip())
        told = told.strip()
        yield TemplateTag(
            kind="stray",
            paragraph=paragraph,
            start=start + found.start() + lead,
            end=start + found.start() + lead + len(told),
            text=told,
            body=told.strip("{}[]«»%# \t"),
        )
