"""The departments that a form offers."""

from flask import Flask

from matcher.departments.names import departments_of
from matcher.web.frame.services import db


def offered_departments() -> list[str]:
    """The names of those in use."""
    return [one.name for one in departments_of(db())]


def install(app: Flask) -> None:
    """Let forms ask."""
    app.add_template_global(offered_departments)
