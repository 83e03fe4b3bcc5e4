"""Serve the sample sources on 127.0.0.1, each below a prefix that is its source's id.

The live adapters and the live fetcher read them: only the base address differs
(``bases(url)`` gives one per source). The day is the caller's: keep the day of the first run
for the later ones, or every deadline moves with it.
"""

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from scrapers.demo import bdns, drupal, feeds, grants_gov, sedia
from scrapers.demo.calls_file import publish, read_calls
from scrapers.demo.http import Answer, Reply, Request, SiteContent, not_found

_ROBOTS = b"User-agent: *\nAllow: /\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSite:
    """One sample site: which source reads it, which calls it tells, and how it answers."""

    source_id: str
    calls: str
    answer: Answer
    fails: bool = False


SITES: tuple[DemoSite, ...] = (
    DemoSite(source_id="eu_funding", calls="sedia", answer=sedia.answer),
    DemoSite(source_id="bdns", calls="bdns", answer=bdns.answer),
    DemoSite(source_id="grants_gov", calls="grants-gov", answer=grants_gov.answer),
    DemoSite(source_id="ucci", calls="wordpress", answer=feeds.wordpress),
    DemoSite(source_id="minciencias", calls="minciencias", answer=drupal.table("/node/{}")),
    DemoSite(source_id="apc_colombia", calls="apc", answer=drupal.table("/convocatorias/{}")),
    DemoSite(source_id="fundsforngos", calls="rss", answer=feeds.rss),
    DemoSite(source_id="opportunity_desk", calls="rss", answer=feeds.broken, fails=True),
)
"""The sample sources; one of them is down, so that a failure can be seen."""


@dataclass(slots=True)
class DemoState:
    """How often the sources were collected: from round 2 on a deadline moves, a call is gone."""

    round: int = 1
    seen: dict[str, int] = field(default_factory=dict)
    """Requests answered per source id, so that a test can tell what was read."""

    def advance(self) -> int:
        """Begin the next round and return its number."""
        self.round += 1
        return self.round


def bases(url: str) -> dict[str, str]:
    """The base address of each sample source below ``url`` (what :func:`serve` yields)."""
    return {site.source_id: f"{url}/{site.source_id}" for site in SITES}


@contextmanager
def serve(day: date, state: DemoState | None = None, *, port: int = 0) -> Iterator[str]:
    """Serve every sample source as of ``day`` while the block runs, and yield the base URL.

    ``port`` 0 takes a free one.
    """
    known = state or DemoState()
    server = _Server(("127.0.0.1", port), _handler(day, known))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def serve_bases(day: date, number: int) -> Iterator[dict[str, str]]:
    """Serve the round ``number`` as of ``day``, and yield the base address of each source."""
    with serve(day, DemoState(round=number)) as url:
        yield bases(url)


class _Server(ThreadingHTTPServer):
    daemon_threads = True


def _handler(day: date, state: DemoState) -> type[BaseHTTPRequestHandler]:
    sites: Mapping[str, DemoSite] = {site.source_id: site for site in SITES}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "PuenteDemo"
        timeout = 30
        wbufsize = -1  # head and body leave together, else each answer waits for an ACK
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._send(self._answer(b""))

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "0")
            body = self.rfile.read(int(length)) if length.isdigit() else b""
            self._send(self._answer(body))

        def _answer(self, body: bytes) -> Reply:
            if self.path == "/robots.txt":
                return Reply(body=_ROBOTS, content_type="text/plain")
            name, _, rest = self.path.lstrip("/").partition("/")
            if name not in sites:
                return not_found()
            state.seen[name] = state.seen.get(name, 0) + 1
            request = Request(
                method=self.command,
                target=f"/{rest}",
                headers=dict(self.headers.items()),
                body=body,
            )
            told = content_on(sites[name].calls, day=day, number=state.round)
            return sites[name].answer(request, told)

        def _send(self, reply: Reply) -> None:
            tag = f'"{hashlib.sha256(reply.body).hexdigest()[:32]}"'
            known = reply.status == 200 and self.headers.get("If-None-Match") == tag
            self.send_response(304 if known else reply.status)
            headers = {"ETag": tag, "Content-Type": reply.content_type, **reply.headers}
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0" if known else str(len(reply.body)))
            self.end_headers()
            if not known:
                self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # the base class names it
            """Stay silent: the reader keeps its own record of what it read."""

    return Handler


@lru_cache(maxsize=64)
def content_on(calls: str, *, day: date, number: int) -> SiteContent:
    """What the site with that file of calls tells on ``day`` in round ``number``."""
    told = [
        publish(call, day=day, number=number)
        for call in read_calls(calls)
        if call.is_listed_in(number)
    ]
    told.sort(key=lambda one: one.published_on, reverse=True)
    return SiteContent(calls=tuple(told), day=day, number=number)
