"""Replay: saved responses served on 127.0.0.1 under the paths of the live interfaces."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as the server saw it."""

    method: str
    path: str
    query: dict[str, str]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the server sends back."""

    body: bytes
    content_type: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Responder = Callable[[Asked], Answer]


def as_json(data: object, *, status: int = 200) -> Answer:
    """``data`` as a JSON answer."""
    return Answer(body=json.dumps(data).encode(), content_type="application/json", status=status)


def as_feed(xml: str) -> Answer:
    """``xml`` as a feed."""
    return Answer(body=xml.encode(), content_type="application/rss+xml; charset=utf-8")


def as_page(html: str) -> Answer:
    """``html`` as a web page."""
    return Answer(body=html.encode(), content_type="text/html; charset=utf-8")


PAGES = Path(__file__).parent / "scrapers" / "pages"


def saved(name: str) -> str:
    """A page kept under ``tests/scrapers/pages``."""
    return (PAGES / name).read_text(encoding="utf-8")


def saved_json(name: str) -> Any:
    """A JSON answer kept under ``tests/scrapers/pages``."""
    return json.loads(saved(name))


NOT_FOUND = Answer(body=b"not found", content_type="text/plain", status=404)


@dataclass(slots=True)
class Replay:
    """A server whose answers are a mapping from path to answer (or to a function of the request).

    What is not mapped is 404, robots.txt included. ``asked`` keeps every request.
    """

    routes: dict[str, Answer | Responder] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    _server: ThreadingHTTPServer | None = None

    def __enter__(self) -> Self:
        replay = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # one packet per answer: no 40 ms wait for the acknowledgement

            def _serve(self) -> None:
                parts = urlsplit(self.path)
                length = int(self.headers.get("Content-Length") or 0)
                asked = Asked(
                    method=self.command,
                    path=parts.path,
                    query={k: v[-1] for k, v in parse_qs(parts.query).items()},
                    headers=dict(self.headers.items()),
                    body=self.rfile.read(length),
                )
                replay.asked.append(asked)
                answer = replay.answer(asked)
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.content_type)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            do_GET = do_POST = _serve  # noqa: N815  # the names http.server looks for

            def log_message(self, *args: object) -> None:
                """Keep the test output clean."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    @property
    def base(self) -> str:
        """The address the server listens at."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_port}"

    def answer(self, asked: Asked) -> Answer:
        """The answer to one request."""
        found = self.routes.get(asked.path, self.routes.get("*", NOT_FOUND))
        return found if isinstance(found, Answer) else found(asked)
