"""Errors for programs: ``application/problem+json`` (RFC 9457) where the address is the API's."""

from typing import Any

import msgspec
from flask import Response, request

API = "/api/"


def for_program() -> bool:
    """Whether a program asks, which no page would help."""
    return request.path.startswith(API)


def problem(status: int, *, title: str, detail: str, field: str | None = None) -> Response:
    """The answer to a program that asked for what cannot be."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
    }
    if field is not None:
        body["field"] = field
    return Response(msgspec.json.encode(body), status=status, mimetype="application/problem+json")
