"""Through no door of Puente does anybody reach what listens inside: a server of this machine.

Every way to write its address is tried at every door where an address comes from outside; what
LibreOffice and a Word template would fetch is tried where they are tested.
"""

import ast
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from matcher.clock import FixedClock
from matcher.errors import InvalidInput
from matcher.intake.brought.reading import read_address
from matcher.intake.collect import KnownSource, open_fetcher
from matcher.intake.visits import ToldOf, dry_run, follow_all, look_again, try_source
from matcher.settings import Settings
from scrapers import registry

ROOT = Path(__file__).resolve().parents[2]
PAGE = "<html><body><h1>Convocatoria</h1><p>Lo que solo se ve desde dentro.</p></body></html>"
NAMES = (
    "127.0.0.1",
    "localhost",
    "2130706433",
    "0177.0.0.1",
    "017700000001",
    "0x7f.0.0.1",
    "0x7f000001",
    "127.1",
    "127.0.1",
    "0",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "127.0.0.1.",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
)
"""This machine: plain, decimal, octal, hexadecimal, short, mapped, and as browsers read it."""
Door = Callable[[str, Settings, FixedClock], str]


def entry(url: str, access: str) -> dict[str, Any]:
    told = {"id": "de_dentro", "title": "De dentro", "url": url, "access": access}
    return told | {"funder_kind": "filantropia", "frequency": "weekly"}


def a_call_brought(url: str, settings: Settings, _: FixedClock) -> str:
    with pytest.raises(InvalidInput) as refused:
        read_address(url, settings)
    return str(refused.value)


def a_source_added(access: str) -> Door:
    def door(url: str, settings: Settings, _: FixedClock) -> str:
        with pytest.raises(InvalidInput) as refused:
            dry_run(entry(url, access), settings)
        return str(refused.value)

    return door


def a_source_kept(url: str, settings: Settings, _: FixedClock) -> str:
    """As if its address had come into the database in some other way."""
    source = registry.from_entry(entry(url, "feed"))
    known = KnownSource(source=source, enabled=True, base=source.about.base, added=True)
    tried = try_source(known, settings)
    assert tried.found == 0
    return str(tried.problems)


def a_page_looked_at_again(url: str, settings: Settings, clock: FixedClock) -> str:
    assert look_again({1: ToldOf(url=url, title="x")}, settings, clock=clock) == {}
    return "not looked at"


def a_letter_forwarded(url: str, settings: Settings, clock: FixedClock) -> str:
    lead = {"url": url, "title": "Convocatoria", "words": "Convocatoria de agua"}
    with open_fetcher(settings, clock=clock) as fetcher:
        (followed,) = follow_all([lead], fetcher, agency_country="CO")
    assert "solo se ve desde dentro" not in repr(followed)
    return "not read"


DOORS: dict[str, Door] = {
    "a-call-brought": a_call_brought,
    "a-feed-added": a_source_added("feed"),
    "a-wordpress-added": a_source_added("wordpress"),
    "a-list-added": a_source_added("html_list"),
    "a-source-kept": a_source_kept,
    "a-page-looked-at-again": a_page_looked_at_again,
    "a-letter-forwarded": a_letter_forwarded,
}


@pytest.fixture
def inside(httpserver: HTTPServer) -> HTTPServer:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/dentro").respond_with_data(PAGE, content_type="text/html")
    return httpserver


@pytest.mark.parametrize("door", DOORS)
def test_nobody_reaches_this_machine(
    inside: HTTPServer,
    settings: Settings,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
    door: str,
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    for name in NAMES:
        said = DOORS[door](f"http://{name}:{inside.port}/dentro", settings, clock)
        assert said, name
        assert inside.log == [], name
    record_property("attacks", len(NAMES))


def test_the_server_inside_is_there_to_be_reached(inside: HTTPServer, settings: Settings) -> None:
    """Where a setting opens the inside, the same address is read: the tests above can fail."""
    object.__setattr__(settings, "allow_private_addresses", True)
    with open_fetcher(settings, hurried=True) as fetcher:
        answer = fetcher.get(f"http://127.0.0.1:{inside.port}/dentro")
    assert "solo se ve desde dentro" in answer.text()
    assert [request.path for request, _ in inside.log] == ["/robots.txt", "/dentro"]


NETWORK = {
    "scrapers/fetch/": "the one door to websites, guarded",
    "matcher/federation/provider.py": "the provider of accounts the settings name",
    "matcher/mail/mailbox.py": "the mailbox the settings name",
    "matcher/mail/senders.py": "the mail server the settings name",
    "matcher/mail/standing.py": "names asked of the name server",
    "matcher/cli/health/standing.py": "the errors of the same",
    "matcher/files/scanning.py": "the antivirus the settings name",
    "matcher/jobs/lock.py": "the name of this machine",
    "matcher/cli/watching.py": "what gunicorn is",
}
MODULES = {"httpx", "socket", "urllib.request", "http.client", "requests", "aiohttp", "ftplib"} | {
    "smtplib",
    "imaplib",
    "telnetlib",
    "xmlrpc",
    "dns",
    "urllib3",
    "asyncio",
    "websockets",
}


def test_no_other_module_opens_the_network() -> None:
    used = set()
    for path in sorted(ROOT.glob("[mps]*/**/*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(("scrapers/", "matcher/", "proposals/")):
            continue
        if not any(_opens(node) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))):
            continue
        place = next((known for known in NETWORK if name.startswith(known)), None)
        assert place, f"{name} opens the network by a door of its own"
        used.add(place)
    assert {"scrapers/fetch/", "matcher/federation/provider.py"} <= used


def _opens(node: ast.AST) -> bool:
    names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
    return any(name in MODULES or name.partition(".")[0] in MODULES for name in names)
