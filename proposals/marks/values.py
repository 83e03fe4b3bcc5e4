"""What a text of a document says as it is stored: the way back from how an answer is printed."""

import re
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from matcher.words.language import Words
from proposals.steps.step import Field

NOTHING = frozenset({"–", "-", "—"})
_DAY = re.compile(r"(\d{1,2})(?: de)? ([^\W\d]+)\.?(?: de)? (\d{4})")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+\.\d+")
_REF = re.compile(r"(\d{1,4})(?:\. .*)?")
_FIGURES = frozenset({"number", "percent", "money", "months"})


def stored(field: Field, text: str, *, said: Words, rows: Sequence[str] = ()) -> Any:
    """``text`` as the field keeps it; what cannot be read stays as it was written.

    :param rows: the ids of the rows a reference may mean, as they were numbered when printed.
    """
    bare = " ".join(text.split())
    if bare in NOTHING:
        bare = text = ""
    if field.kind == "choices":
        return _codes(field, bare, said)
    if field.kind == "choice":
        return _code(field, bare, said) or bare
    if field.kind == "yesno":
        answers = {"si": ("sí", "si", said.gettext("Sí").lower()), "no": ("no",)}
        return next((code for code, words in answers.items() if bare.lower() in words), bare)
    if field.kind == "date":
        return _day(bare, said)
    if field.kind == "ref":
        return _code(field, bare, said) or _row(bare, rows)
    if field.kind in _FIGURES and said.locale == "en":
        return _figure(bare)
    return text.strip("\n") if field.kind == "text" else bare


def joined(kept: Any, before: str, after: str) -> str:
    """``after`` with the empty lines and spaces of what is ``kept``, where nobody touched them.

    A document prints neither: ``before`` is what it made of the text.
    """
    lines = str(kept or "").split("\n")
    places = [n for n, line in enumerate(lines) if line.strip()]
    old, new = _said(before), [line.strip() for line in after.split("\n") if line.strip()]
    if _said("\n".join(lines)) != old:
        return "\n".join(new)
    found: list[str] = []
    steps = SequenceMatcher(None, old, _said(after), autojunk=False)
    for tag, a, b, c, d in steps.get_opcodes():
        if tag == "equal":
            found += lines[places[a - 1] + 1 if a else 0 : places[b - 1] + 1]
        elif d > c:
            gap = lines[places[a - 1] + 1 : places[a]] if 0 < a < b else []
            found += [*gap, *new[c:d]]
    return "\n".join(found).strip("\n")


def _said(text: str) -> list[str]:
    """The lines that say anything, without what is odd in their spaces."""
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _codes(field: Field, text: str, said: Words) -> list[str]:
    """The options named in a list; a label may have commas of its own."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    found: list[str] = []
    while parts:
        for end in range(len(parts), 0, -1):
            code = _code(field, ", ".join(parts[:end]), said)
            if code or end == 1:
                found.append(code or parts[0])
                parts = parts[end:]
                break
    return found


def _code(field: Field, text: str, said: Words) -> str:
    for option in field.options:
        if text.lower() in (said.named(option.label).lower(), option.label.lower(), option.value):
            return option.value
    return ""


def _day(text: str, said: Words) -> str:
    parts = _DAY.fullmatch(text)
    if parts is None:
        return text
    word = parts[2].lower()[:3]
    for month in range(1, 13):
        names = (said.month(date(2000, month, 1)), said.month_of_year(month))
        if any(name.lower().startswith(word) for name in names):
            return f"{parts[3]}-{month:02d}-{int(parts[1]):02d}"
    return text


def _row(text: str, rows: Sequence[str]) -> str:
    parts = _REF.fullmatch(text)
    number = int(parts[1]) if parts else 0
    return rows[number - 1] if 1 <= number <= len(rows) else text


def _figure(text: str) -> str:
    """«EUR 350,000.5» as it is typed here, so that no one can read it in two ways."""
    found = [one for one in _ENGLISH.finditer(text) if one[0]]
    if len(found) != 1:
        return text
    whole, _point, part = found[0][0].replace(",", "").partition(".")
    figure = f"{whole},{part}{'0' if len(part) == 3 else ''}" if part else whole
    return re.sub(r" ?months?$", "", text.replace(found[0][0], figure))
