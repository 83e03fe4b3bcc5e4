"""Logs: a line per event, ids as fields, so that a machine can read them too."""

import logging
import sys
from contextvars import ContextVar
from typing import Any

_bound: ContextVar[dict[str, Any]] = ContextVar("bound", default={})  # noqa: B039 # never changed


def bind(**fields: Any) -> None:
    """Have every line from here on, in this thread or task, say whose it is."""
    _bound.set(fields)


class FieldFormatter(logging.Formatter):
    """``time level logger message key=value …``: the fields come from ``extra={"fields": {…}}``."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; what is bound and what is in ``fields`` follows the sentence."""
        line = super().format(record)
        given: dict[str, Any] = _bound.get() | getattr(record, "fields", {})
        return " ".join([line, *(f"{name}={value!r}" for name, value in given.items())])


def configure(level: int = logging.INFO) -> None:
    """Send the logs of the three packages to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FieldFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for name in ("scrapers", "matcher", "proposals"):
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.setLevel(level)
        logger.propagate = False
