"""Forms sent exactly as a page shows them, by the rules browsers follow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from werkzeug.datastructures import MultiDict

_TEXT = frozenset(("text", "search", "tel", "password", "url", "email"))
_CHOSEN = frozenset(("checkbox", "radio"))
_BUTTONS = frozenset(("submit", "image", "button", "reset"))
_UNSEEN = "not(ancestor::template) and not(@disabled) and not(ancestor::fieldset[@disabled])"
_CONTROLS = f".//*[self::input or self::select or self::textarea][{_UNSEEN}]"
_SENDERS = f".//button[{_UNSEEN}]|.//input[@type='submit'][{_UNSEEN}]"


@dataclass(frozen=True, kw_only=True)
class Sending:
    """One form with one of its buttons: what a browser would send, and what a person saw."""

    method: str
    action: str
    values: MultiDict[str, Any]
    button: tuple[str, str] | None
    multipart: bool
    typed: bool
    """Whether the form shows anything that could have been changed before it was sent."""
    blank: bool
    """Whether nothing is written in any of its boxes."""


def sendings(tree: Any) -> Iterator[Sending]:
    """Every form of the page once per button; a form without any, as the Enter key sends it."""
    for form in tree.xpath("//form[not(ancestor::template)]"):
        controls = form.xpath(_CONTROLS)
        shown = [c for c in controls if _kind(c) != "hidden"]
        senders = [b for b in form.xpath(_SENDERS) if b.get("type", "submit") == "submit"]
        for button in senders or ([None] if shown else []):
            values = MultiDict([pair for c in controls for pair in _values(c)])
            pressed = None
            if button is not None and button.get("name"):
                pressed = (button.get("name"), button.get("value") or "")
                values.add(*pressed)
            yield Sending(
                method=form.get("method", "get").lower(),
                action=form.get("action") or "",
                values=values,
                button=pressed,
                multipart=form.get("enctype") == "multipart/form-data",
                typed=bool(shown),
                blank=not any(_written(c) for c in shown),
            )


def _kind(control: Any) -> str:
    return str(control.get("type", "text")).lower() if control.tag == "input" else control.tag


def _written(control: Any) -> bool:
    boxes = _TEXT | {"textarea", "date", "time", "number"}
    return _kind(control) in boxes and any(text for _name, text in _values(control))


def _values(control: Any) -> Iterator[tuple[str, Any]]:
    """What this control adds to what is sent; every line break goes out as CR LF."""
    name, kind = control.get("name"), _kind(control)
    if not name or kind in _BUTTONS:
        return
    if kind == "file":
        yield name, (b"", "")
    elif kind == "select":
        yield from ((name, _wire(text)) for text in _selected(control))
    elif kind in _CHOSEN:
        if control.get("checked") is not None:
            yield name, _wire(control.get("value", "on"))
    elif kind == "textarea":
        yield name, _wire((control.text or "").removeprefix("\r").removeprefix("\n"))
    else:
        yield name, _wire(_held(kind, control.get("value", "")))


def _wire(text: str) -> str:
    return re.sub(r"\r\n|\r|\n", "\r\n", text)


def _held(kind: str, text: str) -> str:
    """What a box of this kind keeps of the value the page gives it."""
    if kind in _TEXT:
        line = re.sub(r"[\r\n]", "", text)
        return line.strip() if kind in ("url", "email") else line
    reads: dict[str, Any] = {
        "date": date.fromisoformat,
        "time": time.fromisoformat,
        "number": float,
    }
    try:
        reads.get(kind, str)(text)
    except ValueError:
        return ""
    return text


def _selected(select: Any) -> list[str]:
    options = select.xpath(".//option[not(@disabled)]")
    marked = [o for o in options if o.get("selected") is not None]
    if select.get("multiple") is None:
        marked = marked[-1:] or options[:1]
    return [o.get("value", " ".join(o.text_content().split())) for o in marked]
