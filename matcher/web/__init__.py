"""The web application: one blueprint per noun."""

from pathlib import Path

from flask import Flask

from matcher.web import (
    access,
    audit,
    auth,
    call_edits,
    call_tables,
    call_views,
    decisions,
    digests,
    errors,
    filters,
    glossary,
    home,
    labels,
    language,
    mail_words,
    marking,
    matches,
    navigation,
    outbox,
    pasted,
    people,
    project_tables,
    projects,
    quality,
    reviews,
    security,
    services,
    source_names,
    sources,
    taxonomy,
)
from matcher.web.services import Services

TRANSLATIONS = Path(__file__).parents[1] / "translations"

_FURNITURE = (
    security, errors, navigation, filters, labels, mail_words, marking, source_names, call_views,
)  # fmt: skip
_PAGES = (
    home, reviews, call_edits, call_tables, matches, decisions, pasted, projects, project_tables,
    sources, taxonomy, glossary, quality, people, audit, digests,
    outbox,
)  # fmt: skip

__all__ = ["Services", "register"]


def register(app: Flask, given: Services, *, translations: tuple[Path, ...] = ()) -> None:
    """Hang every page of the matcher on ``app``.

    :param translations: further folders of catalogues, of the packages downstream.
    """
    for module in _FURNITURE:
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
    for blueprint in dict.fromkeys(page.blueprint for page in _PAGES):
        app.register_blueprint(blueprint)
