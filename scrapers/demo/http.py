"""What a sample site is asked and what it answers, free of sockets."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes
from typing import Any
from urllib.parse import parse_qs, urlsplit

from scrapers.demo.calls_file import PublishedCall


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request; its ``target`` has the site's own prefix taken off."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        """The path without the query."""
        return urlsplit(self.target).path

    def param(self, name: str, default: str = "") -> str:
        """The last value of a query parameter."""
        values = parse_qs(urlsplit(self.target).query, keep_blank_values=True).get(name)
        return values[-1] if values else default

    def number(self, name: str, default: int) -> int:
        """A whole-number parameter; ``default`` where it is missing or no number."""
        value = self.param(name)
        return int(value) if value.isdigit() else default

    def sent_json(self) -> dict[str, Any]:
        """The body as a JSON object; empty where it is none."""
        try:
            data = json.loads(self.body or b"{}")
        except ValueError:
            return {}
        return data if isinstance(data, dict) else {}

    def file_parts(self) -> dict[str, bytes]:
        """The parts of a multipart body that came as files, by their field name."""
        content_type = self.headers.get("Content-Type", "")
        if not content_type.startswith("multipart/form-data"):
            return {}
        head = f"Content-Type: {content_type}\r\nMIME-Version: 1.0\r\n\r\n".encode("latin-1")
        message = message_from_bytes(head + self.body)
        found: dict[str, bytes] = {}
        for part in message.walk():
            name = part.get_param("name", header="content-disposition")
            if isinstance(name, str) and part.get_filename() is not None:
                content = part.get_payload(decode=True)
                found[name] = content if isinstance(content, bytes) else b""
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer."""

    body: bytes
    content_type: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteContent:
    """What a site has to tell now: its calls, the day, and which round this is."""

    calls: tuple[PublishedCall, ...]
    day: date
    number: int


Answer = Callable[[Request, SiteContent], Reply]
"""How one site answers."""


def as_json(data: object, *, status: int = 200, **headers: str) -> Reply:
    """A JSON answer; underscores in the names of ``headers`` become hyphens."""
    return Reply(
        body=json.dumps(data, ensure_ascii=False).encode(),
        content_type="application/json;charset=UTF-8",
        status=status,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


def as_html(text: str, *, status: int = 200) -> Reply:
    """An HTML answer."""
    return Reply(body=text.encode(), content_type="text/html; charset=utf-8", status=status)


def as_feed(text: str) -> Reply:
    """An RSS answer."""
    return Reply(body=text.encode(), content_type="application/rss+xml; charset=UTF-8")


def not_found() -> Reply:
    """The answer to an address that leads nowhere."""
    return as_html("<h1>404</h1><p>Datos de ejemplo: aquí no hay nada.</p>", status=404)
