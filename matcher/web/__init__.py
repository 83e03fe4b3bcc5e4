"""The web application: one blueprint per noun."""

from pathlib import Path

from flask import Flask

from matcher.web import home
from matcher.web.account import (
    about,
    auth,
    from_mail,
    links,
    my_data,
    open_sessions,
    policies,
    provider,
    second,
    shared,
)
from matcher.web.admin import (
    audit,
    departments,
    digests,
    glossary,
    health,
    mail_choices,
    outbox,
    people,
    quality,
    rates,
    retiring,
    sources,
    taxonomy,
)
from matcher.web.api import nouns, openapi
from matcher.web.api import pursuits as api_pursuits
from matcher.web.api import results as api_results
from matcher.web.calls import adding as call_adding
from matcher.web.calls import edits as call_edits
from matcher.web.calls import saved as saved_searches
from matcher.web.calls import tables as call_tables
from matcher.web.cards import calls as call_cards
from matcher.web.cards import facts as fact_cards
from matcher.web.cards import files as file_cards
from matcher.web.cards import findable, standing, unsaid
from matcher.web.cards import funders as funder_cards
from matcher.web.cards import gate as gate_cards
from matcher.web.cards import mail as mail_cards
from matcher.web.cards import networks as network_cards
from matcher.web.cards import pursuits as pursuit_cards
from matcher.web.documents import pages as documents
from matcher.web.doors import addresses, calendars, feeds, open_calls
from matcher.web.frame import (
    access,
    agency,
    errors,
    kept,
    language,
    navigation,
    rights,
    security,
    services,
    tracing,
)
from matcher.web.frame.services import Services
from matcher.web.funders import pages as funders
from matcher.web.matches import decisions, pasted, sheets
from matcher.web.matches import pages as matches
from matcher.web.networks import pages as networks
from matcher.web.office import (
    first_steps,
    identity,
    mail_settings,
    page_help,
    retention,
    timetable,
)
from matcher.web.projects import imports
from matcher.web.projects import pages as projects
from matcher.web.projects import tables as project_tables
from matcher.web.pursuits import gate
from matcher.web.pursuits import page as pursuit_page
from matcher.web.pursuits import pages as pursuits
from matcher.web.pursuits import reasons as end_reasons
from matcher.web.pursuits import sharing as pursuit_sharing
from matcher.web.pursuits import tables as pursuit_tables
from matcher.web.rehearsals import pages as rehearsals
from matcher.web.results import editing as result_editing
from matcher.web.results import goals as result_goals
from matcher.web.results import pages as results
from matcher.web.results import tables as result_tables
from matcher.web.reviews import letters as review_letters
from matcher.web.reviews import pages as reviews
from matcher.web.reviews import twins as review_twins
from matcher.web.values import (
    filters,
    labels,
    lists,
    marking,
    pieces,
    source_names,
    spanish,
    trail,
)
from matcher.web.values.templates import SharedGlobals

TRANSLATIONS = Path(__file__).parents[1] / "translations"

_FURNITURE = (
    tracing,
    security,
    errors,
    agency,
    page_help,
    navigation,
    filters,
    kept,
    labels,
    lists,
    mail_cards,
    marking,
    pieces,
    source_names,
    spanish,
    trail,
    call_cards,
    fact_cards,
    findable,
    standing,
    unsaid,
    pursuit_cards,
    gate_cards,
    funder_cards,
    network_cards,
    file_cards,
    result_editing,
    provider,
)
_PAGES = (
    home,
    about,
    policies,
    reviews,
    review_letters,
    review_twins,
    pursuits,
    pursuit_page,
    pursuit_sharing,
    pursuit_tables,
    shared,
    gate,
    end_reasons,
    results,
    result_goals,
    result_tables,
    funders,
    networks,
    documents,
    call_edits,
    call_adding,
    call_tables,
    saved_searches,
    matches,
    decisions,
    sheets,
    pasted,
    projects,
    project_tables,
    imports,
    sources,
    taxonomy,
    departments,
    glossary,
    rates,
    quality,
    people,
    links,
    open_sessions,
    second,
    provider,
    my_data,
    retiring,
    audit,
    digests,
    mail_choices,
    outbox,
    rehearsals,
    identity,
    retention,
    mail_settings,
    first_steps,
    timetable,
    calendars,
    feeds,
    addresses,
    open_calls,
    nouns,
    api_pursuits,
    api_results,
    openapi,
    health,
)

__all__ = ["Services", "SharedGlobals", "register"]


def register(app: Flask, given: Services, *, translations: tuple[Path, ...] = ()) -> None:
    """Hang every page of the matcher on ``app``.

    :param translations: further folders of catalogues, of the packages downstream.
    """
    for module in _FURNITURE:
        module.install(app)
    services.install(app, given)
    app.jinja_env.globals.update(
        agency_city=given.settings.agency_city,
        agency_timezone=given.settings.timezone,
    )
    rights.install(app)
    kept.watch(given)
    access.install(app)
    language.install(app, directories=";".join(map(str, (TRANSLATIONS, *translations))))
    auth.install(app)
    from_mail.install(app)
    for blueprint in dict.fromkeys(page.blueprint for page in _PAGES):
        app.register_blueprint(blueprint)
    app.extensions["csrf"].exempt(nouns.blueprint)  # a key opens it and no cookie does
