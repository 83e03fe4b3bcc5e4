"""The texts of the sample calls as HTML: ``## heading``, ``- item`` and paragraphs."""

from collections.abc import Callable
from html import escape

BANNER = '<p class="aviso"><strong>Datos de ejemplo</strong></p>'


def to_html(text: str, heading: Callable[[str], str] | None = None) -> str:
    """``text`` as HTML; ``heading`` turns an escaped heading into markup (``h3`` by default)."""
    as_heading = heading or (lambda title: f"<h3>{title}</h3>")
    parts: list[str] = []
    items: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("- "):
            items.append(f"<li>{escape(line[2:], quote=False)}</li>")
            continue
        if items:
            parts.append(f"<ul>{''.join(items)}</ul>")
            items = []
        if line.startswith("## "):
            parts.append(as_heading(escape(line[3:], quote=False)))
        elif line.strip():
            parts.append(f"<p>{escape(line.strip(), quote=False)}</p>")
    return "\n".join(parts)


def page(title: str, body: str, *, lang: str) -> str:
    """A whole page that says in a visible place that its data are samples."""
    name = escape(title)
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{name}</title>'
        f"</head>\n<body><header>{BANNER}</header>\n{body}\n"
        "<footer><p>Puente</p></footer></body></html>"
    )
