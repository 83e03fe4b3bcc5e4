"""Sources by id, as the registry knows them: read once per request."""

from flask import Flask, g

from matcher.calls.facts import HAND_SOURCE, HAND_TITLE
from matcher.intake.collect import KnownSource, known_sources
from matcher.intake.visits import BY_MAIL
from matcher.web.frame.kept import unchanged
from matcher.web.frame.services import db, services

BY_MAIL_TITLE = "Traídas por correo"
"""What the calls of forwarded newsletters are listed under."""


def all_sources() -> dict[str, KnownSource]:
    """Every source by id."""
    if "sources" not in g:
        g.sources = unchanged("known-sources", lambda: known_sources(db(), services().settings))
    found: dict[str, KnownSource] = g.sources
    return found


def source_title(source_id: str) -> str:
    """What people call a source; its id if it is no longer known."""
    if source_id == BY_MAIL:
        return BY_MAIL_TITLE
    if source_id == HAND_SOURCE:
        return HAND_TITLE
    known = all_sources().get(source_id)
    return known.about.title if known else source_id


def install(app: Flask) -> None:
    """Let templates name sources."""
    app.add_template_global(source_title)
