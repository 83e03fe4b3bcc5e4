"""A script planted in every text that was read or typed runs on no page and in no mail."""

import shutil
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import JSON, String, Table, Text, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from matcher.clock import FixedClock
from matcher.db.base import Base
from matcher.db.session import transaction
from matcher.settings import Settings
from proposals.demo.sample import PASSWORD
from tests.journeys.lived_in import live_in, mail_links
from wsgi import create_app

MARK = "alert(7311)"
PLANTED = f"\"'><img src=x onerror={MARK}><script>{MARK}</script>"
LINK = f"javascript:{MARK}//"
ADDRESSES = frozenset({"url", "link", "apply_url", "website", "canonical_url"})
APART = frozenset({"audit_entry", "outgoing_mail", "job_lock", "job_run", "person"})
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
def planted(demo_data: Path, tmp_path: Path) -> Iterator[tuple[Flask, list[str]]]:
    folder = tmp_path / "demo"
    shutil.copytree(demo_data, folder)
    settings = Settings(data_dir=folder, secret_key="for tests")
    now = datetime.now(UTC) + timedelta(hours=1)
    app = create_app(settings, clock=FixedClock(now))
    with transaction(app.extensions["puente"].sessions) as session:
        odd = [*live_in(session, at=now, settings=settings)]
        odd += mail_links(session, settings, at=now)
        session.flush()
        assert plant(session) > 1000
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


def test_the_look_out_sees_what_runs() -> None:
    page = f"<p>{PLANTED}</p><a href='{LINK}x'>x</a><p onclick='{MARK}'>y</p>"
    assert len(list(live(html.document_fromstring(page)))) == 5
