"""What a line of the input must hold: texts and days, or a complaint that names the line."""

from datetime import date
from typing import Any

from scrapers.jsonl import BadLine


def text_field(record: dict[str, Any], name: str, *, number: int, needed: bool = False) -> str:
    """A field that must be text; empty where it is absent and not needed.

    :raises BadLine: where it is something else.
    """
    value = record.get(name)
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise BadLine(
            number, f"falta el texto de «{name}»." if value is None else f"«{name}» debe ser texto."
        )
    return value


def day_field(record: dict[str, Any], name: str, *, number: int) -> date | None:
    """A field that must be an ISO date or absent.

    :raises BadLine: where it is something else.
    """
    value = text_field(record, name, number=number)
    if not value:
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError as error:
        raise BadLine(number, f"«{name}» debe ser una fecha AAAA-MM-DD, no «{value}».") from error
