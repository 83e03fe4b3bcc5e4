"""The departments that a form offers."""

from flask import Flask

from matcher.departments.names import departments_of, present_name
from matcher.web.frame.services import db


def offered_departments() -> list[str]:
    """The names of those in use."""
    return [one.name for one in departments_of(db())]


def asked_department(text: str) -> str:
    """What the department an address asks for is called now: an old address still works."""
    return present_name(db(), text)


def install(app: Flask) -> None:
    """Let forms ask."""
    app.add_template_global(offered_departments)
