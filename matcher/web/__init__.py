"""The web application: one blueprint per noun."""

from pathlib import Path

from flask import Flask

from matcher.web import (
    access,
    audit,
    auth,
    call_edits,
    digests,
    errors,
    filters,
    home,
    labels,
    language,
    marking,
    matches,
    navigation,
    people,
    project_tables,
    projects,
    quality,
    security,
    services,
    source_names,
    sources,
    taxonomy,
)
from matcher.web.services import Services

TRANSLATIONS = Path(__file__).parents[1] / "translations"

_BLUEPRINTS = tuple(
    module.blueprint
    for module in (
        home, call_edits, matches, projects, project_tables, sources, taxonomy, quality, people,
        audit, digests,
    )
)  # fmt: skip

__all__ = ["Services", "register"]


def register(app: Flask, given: Services, *, translations: tuple[Path, ...] = ()) -> None:
    """Hang every page of the matcher on ``app``.

    :param translations: further folders of catalogues, of the packages downstream.
    """
    for module in (security, errors, navigation, filters, labels, marking, source_names):
        module.install(app)
    services.install(app, given)
    app.jinja_env.globals.update(
        agency_name=given.settings.agency_name,
        agency_city=given.settings.agency_city,
        agency_timezone=given.settings.timezone,
    )
    access.install(app)
    language.install(app, directories=";".join(map(str, (TRANSLATIONS, *translations))))
    auth.install(app)
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
