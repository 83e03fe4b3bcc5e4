"""A script planted in every text that was read or typed runs on no page, mail and document."""

import re
import shutil
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from zipfile import ZipFile

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import JSON, String, Table, Text, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from matcher.agency.identity import read_identity
from matcher.cli.pipe import run_stage
from matcher.cli.service import Service
from matcher.clock import FixedClock
from matcher.db.base import Base
from matcher.db.session import transaction
from matcher.jobs.stages import notify
from matcher.mail.message import build
from matcher.mail.models import OutgoingMail
from matcher.mail.outbox import envelope
from matcher.settings import Settings
from proposals.demo.sample import PASSWORD
from proposals.documents.kinds import KINDS
from proposals.documents.making import Wanted, begin_document, run_document
from proposals.models import Draft
from tests.journeys.lived_in import live_in, mail_links
from wsgi import create_app

MARK = "alert(7311)"
PLANTED = f"\"'><img src=x onerror={MARK}><script>{MARK}</script>"
LINK = f"javascript:{MARK}//"
ADDRESSES = frozenset({"url", "link", "apply_url", "website", "canonical_url"})
APART = frozenset({"audit_entry", "outgoing_mail", "job_lock", "job_run"})
"""Sealed by the database itself, already rendered, or of no person's words."""
WALKER = "administracion@demo.example"


def plant(session: Session) -> int:
    """Add the script to whatever is a text of words; how many fields it is in then."""
    return sum(
        _plant_in(session, table)
        for table in Base.metadata.sorted_tables
        if table.name not in APART
    )


def _plant_in(session: Session, table: Table) -> int:
    planted = 0
    keys = list(table.primary_key.columns)
    if not keys or table.name.startswith("search_"):
        return 0
    for row in session.execute(select(table)).mappings():
        new = {}
        for column in table.columns:
            if column.primary_key or column.foreign_keys or column.computed is not None:
                continue
            if (value := _planted(column, row[column.name])) != row[column.name]:
                new[column] = value
        if new:
            mine = [key == row[key.name] for key in keys]
            session.execute(table.update().where(*mine).values(new))
            planted += len(new)
    return planted


def _planted(column: Any, value: Any) -> Any:
    if column.name in ADDRESSES:  # as if one had come in some other way than the readers'
        return f"{LINK}{value}" if "://" in str(value) else value
    if isinstance(column.type, String | Text | JSON) or isinstance(value, dict | list | str):
        return _in_words(value)
    return value


def _in_words(value: Any) -> Any:
    """Only what has words in it: a code, a day or a key stays what it is."""
    if isinstance(value, str):
        return value + PLANTED if " " in value.strip() else value
    if isinstance(value, Mapping):
        return {key: _in_words(one) for key, one in value.items()}
    return [_in_words(one) for one in value] if isinstance(value, list) else value


@pytest.fixture
def planted(
    demo_data: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> Iterator[tuple[Flask, list[str]]]:
    folder = tmp_path / "demo"
    shutil.copytree(demo_data, folder)
    settings = Settings(data_dir=folder, secret_key="for tests")
    now = datetime.now(UTC) + timedelta(hours=1)
    app = create_app(settings, clock=FixedClock(now))
    with transaction(app.extensions["puente"].sessions) as session:
        odd = [*live_in(session, at=now, settings=settings)]
        odd += mail_links(session, settings, at=now)
        session.flush()
        record_property("attacks", fields := plant(session))
        assert fields > 1000
    yield app, odd
    app.extensions["puente"].sessions.kw["bind"].dispose()


def test_nothing_written_or_read_runs_in_any_page(planted: tuple[Flask, list[str]]) -> None:
    app, odd = planted
    client = app.test_client()
    token = html.document_fromstring(client.get("/entrar").text)
    given = {"csrf_token": token.xpath("//input[@name='csrf_token']/@value")[0]}
    given |= {"email": WALKER, "password": PASSWORD}
    assert client.post("/entrar", data=given).status_code == 302
    waiting, known = deque([*odd, "/"]), {*odd, "/"}
    opened: Counter[str] = Counter()
    seen, wrong = 0, []
    while waiting:
        path = waiting.popleft()
        kind = _kind(app, path)
        if kind is None or opened[kind] >= 1:
            continue
        opened[kind] += 1
        answer = client.get(path, follow_redirects=True)
        if answer.status_code >= 500:
            wrong.append(f"{path}: {answer.status_code}")
        if answer.mimetype != "text/html":
            continue
        seen += MARK in answer.text
        tree = html.document_fromstring(answer.text)
        wrong += [f"{path}: {what}" for what in live(tree)]
        for target in tree.xpath("//a/@href | //iframe/@src"):
            address = urljoin(path, target).partition("#")[0]
            if address.startswith("/") and address not in known:
                known.add(address)
                waiting.append(address)
    assert wrong == []
    assert len(opened) > 80
    assert seen > 30, "the script must have come to the pages to be harmless there"


def _kind(app: Flask, path: str) -> str | None:
    try:
        rule, _values = app.url_map.bind("localhost").match(urlsplit(path).path, return_rule=True)
    except HTTPException:
        return None
    return str(rule.endpoint)


def live(tree: Any) -> Iterator[str]:
    """What of the planted script would run."""
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        if node.tag == "script" and f">{MARK}" in f">{node.text or ''}":
            yield "a script"
        if node.tag == "img" and node.get("src") == "x":
            yield "a picture"
        for name, value in node.attrib.items():
            if name.startswith("on") and MARK in value:
                yield f"{name} of {node.tag}"
            if name in {"href", "src", "action", "formaction"} and MARK in value and _runs(value):
                yield f"{name} of {node.tag}: {value[:60]}"
            if name == "srcdoc":
                yield from live(html.document_fromstring(value))


def _runs(value: str) -> bool:
    return "".join(value.split()).lower().startswith(("javascript:", "data:text", "vbscript:"))


def test_nothing_runs_in_any_mail(planted: tuple[Flask, list[str]]) -> None:
    given = planted[0].extensions["puente"]
    monday = next_monday(datetime.now(UTC))
    service = Service(
        settings=given.settings,
        engine=given.sessions.kw["bind"],
        sessions=given.sessions,
        clock=FixedClock(monday),
    )
    with given.sessions() as session:
        before = set(session.scalars(select(OutgoingMail.id)))
    run_stage(service, "notify", notify)
    with given.sessions() as session:
        made = [mail for mail in session.scalars(select(OutgoingMail)) if mail.id not in before]
        assert len(made) >= 2
        assert all(MARK in mail.html for mail in made), "it must have come to the mails"
        for mail in made:
            assert list(live(html.document_fromstring(mail.html))) == []
            assert "\n" not in mail.subject
            message = build(
                envelope(given.settings, read_identity(session, given.settings), mail),
                subject=mail.subject,
                text=mail.text,
                html=mail.html,
            )
            assert {part.get_content_type() for part in message.walk()} <= {
                "multipart/alternative",
                "multipart/related",
                "multipart/mixed",
                "text/plain",
                "text/html",
                "image/png",
                "image/jpeg",
            }


def next_monday(day: datetime) -> datetime:
    """At eight in Bogotá, when mails are written."""
    ahead = (7 - day.weekday()) % 7 or 7
    return (day + timedelta(days=ahead)).replace(hour=13, minute=0, second=0, microsecond=0)


def test_nothing_runs_in_any_document(
    planted: tuple[Flask, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a word processor or a spreadsheet would open, ask for or compute."""
    monkeypatch.setenv("PATH", "/nowhere")  # without LibreOffice the same, in less time
    given = planted[0].extensions["puente"]
    seen = made = 0
    for kind in KINDS:
        ending = next((one for one in kind.endings if one != "pdf"), None)
        if ending is None:
            continue
        with transaction(given.sessions) as session:
            draft = session.scalars(select(Draft).order_by(Draft.id)).first()
            assert draft is not None
            wanted = Wanted(kind=kind, ending=ending, language=kind.language(draft.language))
            clock = FixedClock(datetime.now(UTC))
            export = begin_document(
                session, draft, wanted, settings=given.settings, person=None, at=clock.now()
            )
            number, file = export.id, given.settings.documents / export.filename
        run = run_document(given.sessions, number, settings=given.settings, clock=clock)
        assert run.error is None, (kind.key, run.error)
        with ZipFile(file) as book:
            parts = {name: book.read(name).decode("utf-8", "replace") for name in book.namelist()}
        made += 1
        seen += any(MARK in text for text in parts.values())
        assert list(hostile(parts)) == [], kind.key
    assert made >= 6
    assert seen >= 5, "it must have come to the documents"


def hostile(parts: Mapping[str, str]) -> Iterator[str]:
    """What of a document would run or be fetched."""
    for name, text in parts.items():
        if name.endswith(".rels"):
            for target, mode in re.findall(r'Target="([^"]*)"[^>]*?(TargetMode="External")?', text):
                if _runs(target) or (mode and not target.startswith(("http", "mailto:"))):
                    yield f"{name}: {target}"
        if re.search(rf"<(?:w:instrText|f|script)[^>]*>[^<]*{re.escape(MARK)}", text):
            yield f"{name}: a field, a formula or a script"
        if name.endswith((".bin", ".vbs", "vbaProject")):
            yield f"{name}: a program"


def test_the_look_out_sees_what_a_document_would_run() -> None:
    parts = {
        "word/_rels/document.xml.rels": f'<R Target="{LINK}" TargetMode="External"/>',
        "word/document.xml": f"<w:instrText>DDEAUTO {MARK}</w:instrText>",
        "xl/worksheets/sheet1.xml": f"<f>HYPERLINK({MARK})</f>",
        "word/vbaProject.bin": "",
    }
    assert len(list(hostile(parts))) == 4


def test_the_look_out_sees_what_runs() -> None:
    page = f"<p>{PLANTED}</p><a href='{LINK}x'>x</a><p onclick='{MARK}'>y</p>"
    assert len(list(live(html.document_fromstring(page)))) == 5
