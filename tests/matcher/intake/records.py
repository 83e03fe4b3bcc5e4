"""Records as sources would give them, for the tests of this folder."""

from typing import Any

from matcher.intake.store import RawBody, Record
from tests.conftest import NOON


def record(source: str, key: str, **fields: Any) -> Record:
    """A record of ``source`` whose values, but for ``fields``, are those of any call."""
    payload: dict[str, Any] = {
        "source_id": source,
        "source_key": key,
        "url": f"https://{source}.example/{key}",
        "title": f"Convocatoria {key} de {source}",
        "text": "Texto de la convocatoria.",
        "language": "es",
        "kind": "subvencion",
        "funder": None,
        "status": "open",
        "published_on": None,
        "opens_on": None,
        "deadlines": [],
        "rolling": False,
        "amounts": [],
        "cofunding": None,
        "eligibility": {},
        "documents": [],
        "identifiers": [],
        "links": [],
        "warnings": [],
    }
    return Record(
        source_id=source,
        source_key=key,
        payload=payload | fields,
        raw=RawBody(
            body=str(fields).encode(), content_type="text/html", url=payload["url"], fetched_at=NOON
        ),
    )


def closing(day: str) -> list[dict[str, Any]]:
    """One deadline, a date without a time."""
    span = {"quote": day, "field": "text", "method": "test", "start": 0, "end": len(day)}
    return [{"on": day, "at": None, "timezone": None, "precision": "day", "span": span}]
