"""Where the calls are many their figures are kept: the pages say the same."""

import threading
from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from matcher.cli import watching
from matcher.db.session import transaction
from matcher.web.cards import counts
from matcher.web.frame import kept as keeping
from matcher.web.frame.kept import kept
from tests.matcher.web.support import Page, Visitor
from tests.matcher.web.test_query_bounds import counted, grow

ADDRESSES = (
    "/convocatorias",
    "/convocatorias?kind=premio&local=1",
    "/convocatorias?state=todas&ods=6&line=ecociudad&sort=amount",
    "/convocatorias?q=agua",
    "/convocatorias?q=agua+becas&country=1",
    "/convocatorias?q=fondo+prueba&within=60",
    "/financiadores",
    "/financiadores?q=prueba",
    "/financiadores?q=fondo+nadie",
)
MOST_NARROWED = 16
"""Queries of a narrowed list, once its sheet is there."""


def all_pages(officer: Visitor, address: str) -> list[str]:
    """The words of a list and of those that follow."""
    told = []
    while address:
        page: Page = officer.get(address)
        told.append(page.text)
        address = next(iter(page.tree.xpath("//a[@rel='next']/@href")), "")
    return told


def test_a_list_of_many_says_what_a_list_of_few_says(
    app: Flask, officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction(app.extensions["puente"].sessions) as session:
        grow(session, 0, 40)
    few = {address: all_pages(officer, address) for address in ADDRESSES}
    monkeypatch.setattr(keeping, "MANY", 1)
    for _again in range(2):
        assert {address: all_pages(officer, address) for address in ADDRESSES} == few
    with counted(app) as seen:
        officer.get("/convocatorias?kind=premio&local=1")
    assert len(seen) <= MOST_NARROWED


def test_what_a_process_counts_beforehand_no_page_counts_again(
    app: Flask, officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction(app.extensions["puente"].sessions) as session:
        grow(session, 0, 3)
    monkeypatch.setattr(keeping, "MANY", 1)
    worker = SimpleNamespace(app=SimpleNamespace(callable=app))
    monkeypatch.setattr(watching, "start", lambda _services: None)
    watching.post_worker_init(worker)
    for thread in [one for one in threading.enumerate() if one.name == "count"]:
        thread.join(30)
    again: list[str] = []
    for name in ("read_sheet", "state_counts", "_call_counts"):
        told = partial(_noted, again, name, getattr(counts, name))
        monkeypatch.setattr(counts, name, told)
    officer.get("/convocatorias?kind=premio&local=1")
    assert again == []
    app.extensions[keeping._KEY].clear()
    officer.get("/convocatorias?kind=premio&local=1")
    assert set(again) == {"read_sheet", "state_counts", "_call_counts"}


def _noted(names: list[str], name: str, count: Callable[..., object], *given: Any, **named: Any):
    names.append(name)
    return count(*given, **named)


def test_of_what_people_ask_the_latest_is_kept(app: Flask) -> None:
    with app.app_context():
        for number in range(3 * keeping.ASKED):
            kept(("words", number), rows=keeping.MANY, stamp=1, count=lambda: 1)
        kept("plain", rows=keeping.MANY, stamp=1, count=lambda: 1)
        places = app.extensions[keeping._KEY]
        assert {"plain", ("words", 3 * keeping.ASKED - 1)} <= set(places)
        assert len(places) == keeping.ASKED + 2
