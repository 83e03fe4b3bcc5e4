"""Who the agency is, for every page: read once in a request."""

from flask import Flask, g
from sqlalchemy.exc import SQLAlchemyError

from matcher.agency.identity import Identity, of_settings, read_identity
from matcher.web.frame.kept import unchanged
from matcher.web.frame.services import db, services


def agency() -> Identity:
    """The agency's identity; as the settings say where the database cannot be asked."""
    if "agency" not in g:
        try:
            g.agency = unchanged("agency", lambda: read_identity(db(), services().settings))
        except SQLAlchemyError:  # the page that says so must not need it
            db().rollback()
            g.agency = of_settings(services().settings)
    found: Identity = g.agency
    return found


def install(app: Flask) -> None:
    """Let every page of ``app`` say whose it is."""
    app.add_template_global(agency)
