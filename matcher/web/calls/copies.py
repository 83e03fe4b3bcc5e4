"""Our copy of a page as words: no script, no picture, and never a format for machines."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from werkzeug.http import parse_options_header

from matcher.text import without_markup

_BREAKS = ("</p>", "</div>", "</li>", "</h1>", "</h2>", "</h3>", "<br", "</tr>")
_DEEPEST = 40


def readable(body: bytes, content_type: str) -> str:
    """The words of a payload: pages without their markup, records as a name and a value a line."""
    text = _decoded(body, content_type)
    if "json" in content_type or text.lstrip()[:1] in ("{", "["):
        try:
            return "\n".join(_lines(json.loads(text), "", 0))
        except (ValueError, RecursionError):
            return _without_json(text)
    return _plain(text) if "html" in content_type or "xml" in content_type else text


def _lines(value: Any, name: str, depth: int) -> Iterator[str]:
    """A line for each value that says something, below the names it stands under."""
    if value in (None, "", [], {}) or depth > _DEEPEST:
        return
    if isinstance(value, dict):
        if name:
            yield f"\n{name}"
        for key, one in value.items():
            yield from _lines(one, _title(str(key)), depth + 1)
    elif isinstance(value, list) and any(isinstance(one, dict | list) for one in value):
        for one in value:
            yield from _lines(one, name, depth + 1)
    else:
        told = value if isinstance(value, list) else [value]
        said = ", ".join(_plain(_scalar(one)) for one in told)
        if said:
            yield f"{name}: {said}" if name else said


def _title(key: str) -> str:
    """«descripcionConvocatoria», «closing_date» as words."""
    spaced = "".join(
        f" {c}" if c.isupper() and key[i - 1 : i].islower() else c for i, c in enumerate(key)
    )
    bare = " ".join(spaced.replace("_", " ").replace("-", " ").split())
    return bare[:1].upper() + bare[1:].lower() if not bare.isupper() else bare


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "sí" if value else "no"
    return str(value)


def _without_json(text: str) -> str:
    """What can be read of a record that was cut short: its marks left out."""
    rows = re.split(r'(?<=["\d\w\]}]),\s*(?=")', text)
    bare = (re.sub(r'[{}\[\]"\s]+', " ", row).strip(" ,") for row in rows)
    return "\n".join(_plain(row.replace(" : ", ": ")) for row in bare if row)


def _plain(text: str) -> str:
    if "<" not in text and "&" not in text:
        return text.strip()
    for tag in _BREAKS:
        text = text.replace(tag, "\n" + tag)
    rows = (" ".join(row.split()) for row in unescape(without_markup(text)).splitlines())
    return "\n".join(row for row in rows if row)


def _decoded(body: bytes, content_type: str) -> str:
    charset = parse_options_header(content_type)[1].get("charset", "utf-8")
    try:
        return body.decode(charset, errors="replace")
    except LookupError:
        return body.decode("utf-8", errors="replace")
