"""Searches somebody keeps: saved, told how often, forgotten, and what is new in them."""

from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.calls.models import Call
from matcher.calls.queries import STATES, find_calls
from matcher.clock import local_day
from matcher.errors import InvalidInput, NotFound
from matcher.searches.address import NAMES, Place, read_address
from matcher.searches.models import Every, SavedSearch
from matcher.words.calls import call_state

SUBJECT = "saved_search"
LONGEST_NAME, LONGEST_ADDRESS = 120, 2_000
MOST_SAVED = 50
MOST_NEWS = 200


def saved_searches(session: Session, *, person_id: int) -> list[SavedSearch]:
    """The searches one person keeps, by name."""
    return list(
        session.scalars(
            select(SavedSearch)
            .where(SavedSearch.person_id == person_id)
            .order_by(SavedSearch.name, SavedSearch.id)
        )
    )


def get_saved(session: Session, saved_id: int, *, person_id: int) -> SavedSearch:
    """A search of this person.

    :raises NotFound: if there is none, or it is somebody else's.
    """
    saved = session.get(SavedSearch, saved_id)
    if saved is None or saved.person_id != person_id:
        raise NotFound("Esta búsqueda guardada no existe.")
    return saved


def tidy_address(address: str) -> str:
    """A query string with only what a search is made of, without the page it was left at."""
    pairs = parse_qsl(address.removeprefix("?"))
    return urlencode([(name, value) for name, value in pairs if name in NAMES and value])


def save_search(
    session: Session,
    saved: SavedSearch | None,
    *,
    name: str,
    address: str,
    every: Every,
    person_id: int,
    at: datetime,
) -> SavedSearch:
    """Keep a search (``None``), or change one that is kept; its news count from now on.

    :raises InvalidInput: with ``field``, the box to blame.
    """
    name, address = _checked(name, address)
    new = saved is None
    if saved is None:
        if len(saved_searches(session, person_id=person_id)) >= MOST_SAVED:
            raise InvalidInput(
                "Ya guarda %(most)s búsquedas: quite alguna antes de guardar otra.",
                most=MOST_SAVED,
                field="name",
            )
        saved = SavedSearch(person_id=person_id, created_at=at, told_at=at)
        session.add(saved)
    elif (saved.name, saved.address, saved.every) == (name, address, every):
        return saved
    elif saved.every == "never":
        saved.told_at = at
    saved.name, saved.address, saved.every = name, address, every
    session.flush()
    record(
        session,
        at=at,
        person_id=person_id,
        subject_type=SUBJECT,
        subject_id=saved.id,
        action="search.saved" if new else "search.changed",
        title=name,
    )
    return saved


def _checked(name: str, address: str) -> tuple[str, str]:
    """Name and address as they are kept.

    :raises InvalidInput: with ``field``, the box to blame.
    """
    name, address = " ".join(name.split()), tidy_address(address)
    if not name or len(name) > LONGEST_NAME:
        raise InvalidInput(
            "Escriba un nombre para la búsqueda, de menos de %(most)s letras.",
            most=LONGEST_NAME,
            field="name",
        )
    if not address or len(address) > LONGEST_ADDRESS:
        raise InvalidInput(
            "Escriba algo que buscar o elija un filtro: así no hay nada que guardar.",
            field="address",
        )
    return name, address


def forget_search(session: Session, saved: SavedSearch, *, at: datetime) -> None:
    """Keep a search no longer."""
    record(
        session,
        at=at,
        person_id=saved.person_id,
        subject_type=SUBJECT,
        subject_id=saved.id,
        action="search.forgotten",
        title=saved.name,
    )
    session.delete(saved)


def restore_search(
    session: Session,
    *,
    name: str,
    address: str,
    every: Every,
    told_at: datetime,
    person_id: int,
    at: datetime,
) -> SavedSearch:
    """Keep again a search that was forgotten: its news count from where they had been told.

    :raises InvalidInput: as :func:`save_search`.
    """
    saved = save_search(
        session, None, name=name, address=address, every=every, person_id=person_id, at=at
    )
    saved.told_at = min(told_at, at)
    return saved


def news_for(
    session: Session,
    saved: SavedSearch,
    since: datetime,
    *,
    now: datetime,
    timezone: str,
    country: str,
) -> list[Call]:
    """The calls first seen after ``since`` that the search finds now, the newest first."""
    return _new(session, saved.address, since, now=now, timezone=timezone, country=country)


def would_have_told(
    session: Session,
    address: str,
    since: datetime,
    *,
    now: datetime,
    timezone: str,
    country: str,
) -> list[Call]:
    """The calls first seen after ``since`` that met the search when they were first seen."""
    place = Place(today=local_day(now, timezone), country=country)
    wanted = read_address(session, address, place).query.states
    found = _new(
        session, address, since, now=now, timezone=timezone, country=country, any_state=True
    )
    return [
        call
        for call in found
        if call_state(call, now=call.first_seen_at, timezone=timezone) in wanted
    ]


def first_brought(
    session: Session, address: str, since: datetime, *, now: datetime, timezone: str, country: str
) -> int:
    """How many the search finds that came after ``since`` with the first reading of a source."""
    place = Place(today=local_day(now, timezone), country=country)
    query = read_address(session, address, place).query
    quiet = (Call.first_seen_at > since, Call.quiet.is_(True))
    wanted = replace(query, extra=(*query.extra, *quiet))
    return find_calls(session, wanted, now=now, timezone=timezone, limit=1).total


def _new(
    session: Session,
    address: str,
    since: datetime,
    *,
    now: datetime,
    timezone: str,
    country: str,
    any_state: bool = False,
) -> list[Call]:
    place = Place(today=local_day(now, timezone), country=country)
    query = read_address(session, address, place).query
    # A call of a first load was not new to anybody: it is not mailed either.
    new = (Call.first_seen_at > since, Call.quiet.is_(False))
    wanted = replace(
        query, extra=(*query.extra, *new), states=STATES if any_state else query.states
    )
    return find_calls(
        session, wanted, now=now, timezone=timezone, sort="newest", limit=MOST_NEWS
    ).calls
