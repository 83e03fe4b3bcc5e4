"""Whatever follows every link by itself changes nothing: mail scanners, previews, crawlers."""

import re
from collections import deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from matcher.desk.sharing import ShareWith, share
from matcher.digests.tickets import PATHS, MailTicket, address
from matcher.matches.models import Match
from matcher.people.first import first_link
from matcher.people.keys import make_key
from matcher.people.links import password_link
from matcher.people.models import Person
from matcher.pursuits.following import open_pursuit
from matcher.settings import Settings
from proposals.drafts import begin
from tests.matcher.web.seed import NOW, PEOPLE
from tests.matcher.web.support import Visitor

MAY_GROW = {"audit_entry": "export."}
"""Table → what a row that a GET adds to it must say: that somebody took something away as a file.
Nothing else may be written, and no row may be changed or go."""
FOLLOW = {"audit_chain", "written"}
"""The seal of the last entry of the trail, and which tables were written last: what may be added
there moves them."""
Rows = dict[str, set[str]]


def contents(session: Session) -> Rows:
    """Every row there is."""
    names = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars()
    rows = {n: set(map(repr, session.execute(text(f'SELECT * FROM "{n}"')).all())) for n in names}
    session.rollback()
    return rows


def written(before: Rows, after: Rows) -> dict[str, list[str]]:
    """What was written that may not be."""
    found = {}
    for name in before.keys() - FOLLOW:
        gone, new = before[name] - after[name], after[name] - before[name]
        allowed = MAY_GROW.get(name)
        odd = sorted(gone) + sorted(one for one in new if not (allowed and allowed in one))
        if odd:
            found[name] = odd
    return found


def kind(path: str) -> tuple[str, frozenset[str]]:
    """What makes two addresses pages of one kind: the path without its names, the filters."""
    parts = urlsplit(path)
    found = re.sub(r"\d+", "N", parts.path)
    for several in ("financiadores", "fuentes", "lineas", "glosario"):
        found = re.sub(rf"/{several}/(?!nuev|tabla).+", f"/{several}/X", found)
    return found, frozenset(name for name, _value in parse_qsl(parts.query))


def addresses(app: Flask) -> Iterator[str]:
    """Every route that answers GET, its numbers filled in with the first of each."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        values: dict[str, Any] = dict.fromkeys(rule.arguments, 1)
        for name, converter in rule._converters.items():
            if items := getattr(converter, "items", None):
                values[name] = min(items)
        with app.test_request_context():
            yield str(app.url_map.bind("localhost").build(rule.endpoint, values))


def crawl(visitor: Visitor, start: Iterator[str]) -> set[str]:
    """GET and HEAD all that can be reached; the endpoints that answered."""
    waiting, known, reached = deque(start), set[tuple[str, frozenset[str]]](), set[str]()
    while waiting:
        path = waiting.popleft()
        if kind(path) in known:
            continue
        known.add(kind(path))
        answer = visitor.client.get(path)
        assert answer.status_code < 500, (path, answer.status_code)
        visitor.client.head(path)
        if answer.status_code == 200:
            with visitor.app.test_request_context(path) as context:
                reached.add(str(context.request.endpoint))
        if answer.mimetype == "text/html":
            for link in html.document_fromstring(answer.text).xpath("//a/@href|//link/@href"):
                found = urljoin(path, str(link)).partition("#")[0]
                if found.startswith("/") and len(kind(found)[1]) < 2:
                    waiting.append(found)
    return reached


@pytest.fixture
def busy(app: Flask, session: Session) -> list[str]:
    """An office at work; the paths of links that open something without signing in."""
    settings: Settings = app.extensions["puente"].settings
    luz = session.scalars(select(Person).where(Person.email == "luz@ciudad.example")).one()
    match = session.scalars(select(Match).where(Match.blocked.is_(False))).first()
    assert match is not None
    pursuit = open_pursuit(session, match.call, match.project, person=luz, at=NOW)
    begin(session, owner=luz, project=match.project, call=match.call, settings=settings, at=NOW)
    told: dict[str, Any] = {"settings": settings, "person": luz, "at": NOW}
    _made, link = share(session, pursuit, ShareWith(name="Aliada", days=15), **told)
    links = [link, first_link(settings, now=NOW)]
    links += [password_link(settings, luz, purpose, now=NOW) for purpose in ("invitation", "reset")]
    words = {"judge": "interesa", "take": "", "confirm": "", "leave": "", "calendar": ""}
    for purpose in PATHS:
        ticket = MailTicket(
            purpose=purpose,
            person_id=luz.id,
            call_id=match.call_id,
            project_id=match.project_id,
            word=words[purpose],
        )
        links.append(address(settings, ticket, now=NOW))
    _key, calendar = make_key(session, luz, door="calendar", name="c", at=NOW, asked="q=agua")
    _key, feed = make_key(session, luz, door="feed", name="f", at=NOW)
    session.commit()
    paths = [urlsplit(one).path for one in links]
    return [*paths, f"/calendario/{calendar}.ics", f"/feeds/convocatorias.atom?clave={feed}"]


def test_links_that_open_without_signing_in_change_nothing(
    app: Flask, session: Session, busy: list[str]
) -> None:
    before = contents(session)
    scanner = Visitor(app)
    opened = {path for path in busy if scanner.client.get(path).status_code == 200}
    for path in busy:
        scanner.client.head(path)
        scanner.client.get(path)
    assert written(before, contents(session)) == {}
    refused = {path.split("/")[1] for path in busy if path not in opened}
    assert refused == {"primera-vez"}, "all opened but the first account, for there are people"


@pytest.mark.parametrize("who", ["nobody", *(role for _mail, _name, role in PEOPLE)])
def test_following_every_link_changes_nothing(
    app: Flask, session: Session, busy: list[str], who: str
) -> None:
    visitor = Visitor(app)
    if who != "nobody":
        visitor.sign_in(next(mail for mail, _name, role in PEOPLE if role == who))
    before = contents(session)
    reached = crawl(visitor, iter(["/", *addresses(app), *busy]))
    assert written(before, contents(session)) == {}
    assert len(reached) > (15 if who == "nobody" else 90), sorted(reached)


def test_a_get_that_writes_is_noticed(app: Flask, session: Session) -> None:
    before = contents(session)
    session.execute(text("UPDATE person SET name = 'x' WHERE id = 1"))
    session.commit()
    assert "person" in written(before, contents(session))
