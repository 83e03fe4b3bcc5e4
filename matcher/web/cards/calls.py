"""What lists and pages show of a call: its state, the deadline that counts, the days left."""

from typing import Any

from flask import Flask, g
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.calls.state import local_closing_day
from matcher.tags.queries import named_lines, tag_marks
from matcher.web.frame.services import db, now, services
from matcher.web.values.filters import days_until
from matcher.words.calls import call_state, main_deadline


def timezone() -> str:
    """The agency's time zone."""
    return services().settings.timezone


def summaries(session: Session, calls: list[Call]) -> list[dict[str, Any]]:
    """What a list shows of each call: state, next deadline, days left, tags."""
    tags = tag_marks(session, "call", [c.id for c in calls])
    return [{"call": c, "tags": tags.get(c.id, []), **dates_shown(c)} for c in calls]


def dates_shown(call: Call) -> dict[str, Any]:
    """State, the deadline that counts now and the days to it."""
    shown = main_deadline(call, now=now(), timezone=timezone())
    return {
        "state_now": call_state(call, now=now(), timezone=timezone()),
        "deadline": shown,
        "closing_here": local_closing_day(shown, timezone=timezone()) if shown else None,
        "days_left": days_until(local_closing_day(shown, timezone=timezone())) if shown else None,
    }


def line_names() -> dict[str, str]:
    """Code and name of every line, retired ones too; read once per request."""
    if "line_names" not in g:
        g.line_names = {line.code: line.name for line in named_lines(db(), retired=True)}
    found: dict[str, str] = g.line_names
    return found


def install(app: Flask) -> None:
    """Let templates name lines."""
    app.add_template_global(line_names)
