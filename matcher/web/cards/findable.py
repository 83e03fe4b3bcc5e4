"""Projects, funders and people, as the search box finds them."""

from collections.abc import Iterable
from itertools import islice

from flask import Flask, url_for
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from matcher.db.search_query import holds_all
from matcher.db.search_sql import matches
from matcher.funders.names import funder_key
from matcher.glossary.own_entries import agency_glossary
from matcher.glossary.synonyms import synonyms
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.projects.queries import SUBJECT
from matcher.web.cards.counts import kept_by_calls, names_of_funders
from matcher.web.frame.finding import Findable, FoundThing, offer
from matcher.web.frame.gettext import _l

_IN_BANK = Project.archived_at.is_(None)
_NAMED = select(Project.id, Project.name, Project.department).where(
    Project.id.in_(bindparam("ids", expanding=True)), _IN_BANK
)


def find_projects(session: Session, words: str, most: int) -> Iterable[FoundThing]:
    """Projects of the bank, by the same rules as calls."""
    ids = kept_by_calls(("projects", words, most), lambda: _projects(session, words, most))
    rows = session.execute(_NAMED, {"ids": ids}).all()
    for number, name, department in sorted(rows, key=lambda row: ids.index(row.id)):
        url = url_for("projects.page", project_id=number)
        yield FoundThing(name=name, url=url, detail=department or "")


def _projects(session: Session, words: str, most: int) -> list[int]:
    """The first of them by rank."""
    found = matches(session, SUBJECT, words, synonyms(words, agency_glossary(session)))
    if found is None:
        return []
    here = select(Project.id).join(found, found.c.subject_id == Project.id).where(_IN_BANK)
    return list(session.scalars(here.order_by(found.c.rank).limit(most)))


def find_funders(
    session: Session,  # noqa: ARG001 # every noun is asked in the same way
    words: str,
    most: int,
) -> Iterable[FoundThing]:
    """Funders one of whose names holds the words: the page of each, once."""
    names = names_of_funders().holding(words)
    pages = {key: name for name in reversed(names) if (key := funder_key(name))}
    for key, name in islice(reversed(pages.items()), most):
        yield FoundThing(name=name, url=url_for("funders.page", key=key), language=None)


def find_people(session: Session, words: str, most: int) -> Iterable[FoundThing]:
    """People with an account, by name, address or department."""
    everybody = session.scalars(select(Person).order_by(Person.name, Person.id))
    known = (
        one
        for one in everybody
        if holds_all(" ".join(filter(None, (one.name, one.email, one.department))), words)
    )
    for one in islice(known, most):
        url = url_for("people.page", person_id=one.id)
        yield FoundThing(name=one.name, url=url, detail=one.email)


KINDS = (
    Findable(label=_l("Proyectos"), permission="read", find=find_projects),
    Findable(label=_l("Financiadores"), permission="read", find=find_funders),
    Findable(label=_l("Personas"), permission="manage-people", find=find_people),
)


def install(app: Flask) -> None:
    """Have them looked through."""
    for kind in KINDS:
        offer(app, kind)
