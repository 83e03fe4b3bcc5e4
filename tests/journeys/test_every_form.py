"""Every page the menu leads to, and every form on it sent exactly as it is shown.

Sending back what a page shows must work, and must change nothing: whoever opens a form only to
look and presses «Guardar» may not leave a mark.
"""

import re
import shutil
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import Connection
from werkzeug.routing import AnyConverter, RequestRedirect
from werkzeug.test import Client, TestResponse

from matcher.clock import FixedClock
from matcher.db.session import open_engine, transaction
from matcher.people.models import Role
from matcher.people.permissions import GRANTS
from matcher.settings import Settings
from matcher.web.cards import rehearsing
from matcher.web.frame.access import access_of
from proposals.demo.sample import PASSWORD, PEOPLE
from proposals.web import documents
from tests.journeys.lived_in import live_in, mail_links
from tests.journeys.noticing import forgotten, noticed, on_one_connection, sessions_on
from tests.journeys.sending import Sending, sendings
from wsgi import create_app

VISITS, SENDS = 3, 2
"""How many addresses of one kind are opened, and how many forms of one kind are sent.

An address with filters is opened once: each set of them is still seen.
"""


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one connection is for one at a time: the page waits for the document it asked for."""
    monkeypatch.setattr(documents, "PATIENCE", 280)
    # The process of a rehearsal would look for it in a database that has nothing of it yet.
    monkeypatch.setattr(rehearsing, "start", lambda *_, **__: None)


# Sending these is the deed itself, whatever they show: they choose, add or start something.
DEEDS = frozenset(
    {
        "calls.correct_tag",
        "matches.judge",
        "proposals.create",
        "proposals.make",
        "taxonomy.merge",
        "departments.merge",
        "glossary.new",
        "language.choose",
        "addresses.subscribe",
        "addresses.revoke",
        "saved.new",
        "shared.page",
        "from_mail.leaving",
        "from_mail.judge",
        "from_mail.confirming",
        "from_mail.taking",
        "gate.new",
        "proposals.take_deed",
        "proposals.send_proposal",
        "proposals.conclude_proposal",
        "results.of_pursuit",
        "links.ask_role",
    }
)
# Taking these away is noted.
NOTED = frozenset(
    {
        "calls.export",
        "pursuits.export",
        "project_tables.export",
        "proposals.annex",
        "proposals.download",
        "proposals.member_cv",
    }
)
TAKEN_AWAY = re.compile(r"/(?:tabla|informe|puente)\.(?:xlsx|csv|json)$|^/documentos/\d+$")
AS_ITS_PAGE = re.compile(rf"{TAKEN_AWAY.pattern}|/informe\.docx$|\.ics$|\.atom$")
# Buttons inside a form that do something of their own to one of its rows.
DEED_BUTTONS = frozenset({"mover", "duplicar", "usar", "recuperar", "traer", "insertar"})
# These wait to be filled in. Empty, they are refused with a sentence, and nothing is kept.
TO_FILL_IN = frozenset(
    {
        "projects.new",
        "people.new",
        "retiring.retire",
        "retiring.answer",
        "my_data.correct",
        "departments.add",
        "taxonomy.new",
        "glossary.new",
        "sources.new",
        "calls.add",
        "pursuits.share_call",
        "auth.change_password",
        "addresses.make_api_key",
        "project_tables.upload",
        "matches.for_text",
        "matches.save_decision",
        "sheets.save",
        "rates.add",
        "rates.paste",
        "saved.new",
        "pursuits.add_note",
        "pursuits.set_one_date",
        "shared.page",
        "pursuits.endorsement",
        "gate.new",
        "gate.let",
        "end_reasons.save",
        "funders.add",
        "networks.new",
        "documents.add",
        "results.new",
        "results.new_goal",
        "results.upload",
        "proposals.take_deed",
        "proposals.conclude_proposal",
        "proposals.add_annex",
        "proposals.paste_form",
        "proposals.add_comment",
        "proposals.block_page",
        "proposals.bring_budget",
        "proposals.bring_document",
        "proposals.member_page",
        "proposals.upload_template",
        "links.ask",
        "links.choose",
        "second.set_up",
    }
)
LEFT_OUT = frozenset(
    {
        "provider.begin_there",  # only where a provider of accounts is set
        "provider.back",
        "provider.leave",
        "identity.colours",  # a style sheet and a picture, asked for by every page
        "identity.logo",
        "auth.sign_out",  # it would end the journey
        "auth.sign_in",  # it began it
        "second.code",
        "second.codes",
        "second.remove",  # behind the code of a telephone
        "first_steps.first",  # only while nobody has an account
        "mail_settings.test",  # has a form only where there is a mail server
        "first_steps.test_mail",  # has a form only where there is a mail server
        "links.forgotten",  # has a form only where there is a mail server
        "project_tables.apply",
        "project_tables.preview",
        "project_tables.reading",
        "project_tables.rejected",  # behind an upload, never sent as shown
        "proposals.choose_versions",  # behind an upload
        "proposals.block_text",  # for the script only; without one the server puts the text in
        "proposals.sums",  # for the script only; the page of the step shows the same sums
        "proposals.move_row",  # for the script only; without one the form of the step moves rows
        "open_sessions.end",  # only where one is signed in elsewhere, too
        "policies.sitemap",
        "policies.terms",
        "policies.copyright_page",  # only where the theme of GOV.CO is on
        "results.export_missed",  # only where something was missed
        "results.iati",  # without the agency's identifier it says what to fill in
        "calendars.subscription",  # for programs: a key in the address, shown once
        "feeds.calls",
        "open_calls.calls",  # for everybody, and off here; they hold nothing but a search
        "open_calls.feed",
        "open_calls.projects",
        "open_calls.projects_feed",
        "health.alive",
        "health.metrics",
        "health.ready",
        "static",
    }
)


@dataclass(frozen=True)
class Kind:
    """What makes two addresses pages of one kind: the route, its fixed words, the filters."""

    endpoint: str
    words: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


class Journey:
    """One person going through everything, with a memory of what went wrong."""

    def __init__(self, app: Flask, connection: Connection) -> None:
        self.app, self.connection = app, connection
        self.client: Client = app.test_client()
        self.opened: Counter[Kind] = Counter()
        self.sent: Counter[tuple[object, ...]] = Counter()
        self.reached: set[tuple[str, str]] = set()
        self.wrong: list[str] = []

    def sign_in(self, email: str, *, language: str) -> None:
        for path, given in (
            ("/entrar", {"email": email, "password": PASSWORD}),
            ("/idioma", {"language": language}),
        ):
            tree = html.document_fromstring(self.client.get("/entrar", follow_redirects=True).text)
            token = tree.xpath("//input[@name='csrf_token']/@value")[0]
            answer = self.client.post(path, data={**given, "csrf_token": token})
            assert answer.status_code == 302

    def go_everywhere(self, *, first: Sequence[str]) -> None:
        waiting, known = deque([*first, "/"]), {*first, "/"}
        while waiting:
            path = waiting.popleft()
            kind = self.kind(path)
            if kind is None or self.opened[kind] >= (1 if kind.asked else VISITS):
                continue
            self.opened[kind] += 1
            self.reached.add((kind.endpoint, "GET"))
            tree = self.open(path, kind.endpoint)
            if tree is None:
                continue
            for sending in sendings(tree):
                self.send(path, kind, sending)
            for target in tree.xpath("//a/@href"):
                address = urljoin(path, target).partition("#")[0]
                if address not in known and address.startswith("/"):
                    known.add(address)
                    waiting.append(address)

    def kind(self, path: str, method: str = "GET") -> Kind | None:
        """The kind of page at ``path``; ``None`` for a file or a page left out."""
        parts = urlsplit(path)
        try:
            rule, values = self.app.url_map.bind("localhost").match(
                parts.path, method=method, return_rule=True
            )
        except RequestRedirect:
            return None
        endpoint = str(rule.endpoint)
        if endpoint in LEFT_OUT:
            return None
        words = tuple(
            str(value)
            for name, value in values.items()
            if isinstance(rule._converters[name], AnyConverter)
        )
        # A file is what its page shows, whose filters are tried there.
        taken = AS_ITS_PAGE.search(parts.path) is not None
        asked = [] if taken else sorted({name for name, _value in parse_qsl(parts.query)})
        return Kind(endpoint, words, tuple(asked))

    def open(self, path: str, kind: str) -> Any:
        """The page at ``path``; nothing may be written by looking."""
        with forgotten(self.connection):
            answer = self.client.get(path, follow_redirects=True)
            if answer.status_code != 200:
                self.wrong.append(f"{path}: {answer.status_code}")
            changes = noticed(self.connection)
            if changes and not is_noted(path, kind, changes):
                self.wrong.append(f"{path}: looking changed {changes}")
        return html.document_fromstring(answer.text) if answer.mimetype == "text/html" else None

    def send(self, path: str, page: Kind, sending: Sending) -> None:
        target = urljoin(path, sending.action) or path
        kind = self.kind(target, sending.method.upper())
        button = sending.button[0] if sending.button else ""
        fields = () if page.words else tuple(sorted(sending.values))
        same = (kind, page.endpoint, sending.button if button == "do" else button, fields)
        of_every_page = kind is not None and kind.endpoint == "language.choose"
        if kind is None or self.sent[same] >= (1 if of_every_page else SENDS):
            return
        self.sent[same] += 1
        self.reached.add((kind.endpoint, sending.method.upper()))
        cookie = self.client.get_cookie("puente")
        with forgotten(self.connection):
            answer = self.deliver(target, sending)
            for trouble in judge(kind, sending, answer, noticed(self.connection)):
                said = f"«{button}={sending.button[1]}»" if sending.button else ""
                self.wrong.append(f"{path} → {sending.method} {target} {said}: {trouble}")
            self.follow_up(answer)
        assert cookie is not None
        self.client.set_cookie("puente", cookie.decoded_value)

    def follow_up(self, answer: TestResponse) -> None:
        """Send the forms that only an answer offers, such as «Deshacer»."""
        if answer.status_code != 200 or answer.mimetype != "text/html":
            return
        path = answer.request.path
        for sending in sendings(html.document_fromstring(answer.text)):
            method = sending.method.upper()
            kind = self.kind(urljoin(path, sending.action) or path, method)
            if kind and (kind.endpoint, method) not in self.reached:
                self.send(path, kind, sending)

    def deliver(self, target: str, sending: Sending) -> TestResponse:
        if sending.method == "get":
            address = urlsplit(target).path
            return self.client.get(address, query_string=sending.values, follow_redirects=True)
        data = sending.values
        return self.client.post(target, data=data, follow_redirects=True)


def is_noted(path: str, kind: str, changes: list[str]) -> bool:
    """Whether all that changed is the note of who took something away."""
    taken = kind in NOTED or TAKEN_AWAY.search(urlsplit(path).path) is not None
    return taken and all(change.startswith("audit_") for change in changes)


def judge(kind: Kind, sending: Sending, answer: TestResponse, changes: list[str]) -> Iterator[str]:
    """What is wrong with how a form sent as shown was answered, and with what it changed."""
    may_refuse = kind.endpoint in TO_FILL_IN and sending.blank
    if answer.status_code == 422 and may_refuse:
        if changes:
            yield f"refused, and changed {changes}"
        return
    if answer.status_code != 200:
        yield f"{answer.status_code}: {complaint(answer)}"
        return
    if answer.mimetype == "text/html" and (said := complaint(answer)) and not may_refuse:
        yield said
    pressed = sending.button[0] if sending.button else ""
    deed = not sending.typed or kind.endpoint in DEEDS or pressed in DEED_BUTTONS
    if changes and kind.endpoint not in NOTED and not (deed and sending.method == "post"):
        yield f"changed {changes}"


def complaint(answer: TestResponse) -> str:
    """What the page says went wrong, if it says so."""
    tree = html.document_fromstring(answer.text)
    found = tree.xpath(
        "//*[contains(@class, 'error-summary')] | //main/*[contains(@class, 'notice warn')]"
        "[@role='status']"
    )
    if answer.status_code >= 400 and not found:
        found = tree.xpath("//main")
    return " ".join(" ".join(node.text_content().split()) for node in found)[:400]


@pytest.fixture(scope="module")
def lived_in(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The demo after some weeks, behind a connection that forgets."""
    folder = tmp_path_factory.mktemp("lived-in") / "demo"
    shutil.copytree(demo_data, folder)
    settings = Settings(
        data_dir=folder,
        secret_key="for tests",
        agency_name="Agencia de muestra",
        agency_city="Medellín",
    )
    now = datetime.now(UTC) + timedelta(hours=1)
    app = create_app(settings, clock=FixedClock(now))
    app.extensions["puente"].sessions.kw["bind"].dispose()
    engine = open_engine(settings.database)
    connection = on_one_connection(engine)
    sessions = sessions_on(connection)
    with transaction(sessions) as session:
        lived = live_in(session, at=now, settings=settings)
        odd = [*lived, *mail_links(session, settings, at=now)]
    app.extensions["puente"] = replace(app.extensions["puente"], sessions=sessions)
    yield app, connection, odd
    connection.close()
    engine.dispose()


@pytest.mark.parametrize("person", PEOPLE, ids=lambda p: p.role)
def test_every_form_can_be_sent_as_it_is_shown(person: Any, lived_in: Any) -> None:
    app, connection, odd = lived_in
    may_edit = GRANTS[person.role] > GRANTS["consulta"]
    with forgotten(connection):
        journey = Journey(app, connection)
        journey.sign_in(person.email, language="en" if person.role == "profesional" else "es")
        journey.go_everywhere(first=odd if may_edit else ())
    assert not journey.wrong, "\n" + "\n".join(journey.wrong)
    if person.role in ("administracion", "direccion"):
        unreached = _routes(app, person.role) - journey.reached
        assert unreached == set(), "pages or forms the journey did not reach"


def _routes(app: Flask, role: Role) -> set[tuple[str, str]]:
    """Every page and form there is, but for what only the dirección may do; and those."""
    for_direction = role == "direccion"
    return {
        (str(rule.endpoint), method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST"}
        if rule.endpoint not in LEFT_OUT
        and not rule.rule.startswith("/api/v1/")
        and (access_of(app.view_functions[rule.endpoint]) in ("approve", "grant-access"))
        is for_direction
    }
