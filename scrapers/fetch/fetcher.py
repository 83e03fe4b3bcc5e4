"""Fetcher: asks politely, reads within limits, and says in Spanish what went wrong."""

import io
import tempfile
from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import httpx

from scrapers.errors import FetchError
from scrapers.fetch.budget import check_budget
from scrapers.fetch.cache import ConditionalCache
from scrapers.fetch.exchange import Exchange, Order, host_of
from scrapers.fetch.inflate import ACCEPTED
from scrapers.fetch.network import GuardedTransport, Resolver, system_resolver
from scrapers.fetch.pace import Gate, Times
from scrapers.fetch.policy import FetchPolicy
from scrapers.fetch.response import Response
from scrapers.fetch.robots import RobotsBook
from scrapers.remark import Remark

Params = Mapping[str, str | int | float | None]
Part = tuple[str, bytes | str, str]


class Fetcher(AbstractContextManager["Fetcher"]):
    """The only door to the network; one instance serves several threads.

    Every method obeys robots.txt and the pace of the host, follows at most
    ``policy.max_redirects`` redirects (each checked like a first address), retries what may
    pass, and raises an error of :mod:`scrapers.errors` for the rest: ``FetchError`` in general,
    ``ForbiddenAddress``, ``RobotsDisallowed`` or ``TooLarge`` for what their names say.
    """

    def __init__(
        self,
        policy: FetchPolicy,
        *,
        cache_dir: Path | None = None,
        times: Times | None = None,
        resolve: Resolver = system_resolver,
    ) -> None:
        """Open the door.

        :param cache_dir: where bodies are kept for conditional requests; none are without it.
        :param resolve: from host and port to addresses.
        """
        times = times or Times()
        self._times = times
        self._policy = policy
        self._client = self._open_client(resolve)
        self._gate = Gate(
            delay=policy.delay_seconds, longest_wait=policy.max_retry_after_seconds, times=times
        )
        self._robots = RobotsBook(agent=policy.product, read=self._read_robots, times=times)
        self._exchange = Exchange(
            client=self._client,
            policy=policy,
            gate=self._gate,
            cache=ConditionalCache(cache_dir) if cache_dir else None,
            times=times,
        )

    def key(self, setting: str) -> str | None:
        """The key the agency was given for an interface, by the setting that holds it."""
        return self._policy.keys.get(setting)

    def get(
        self,
        url: str,
        *,
        params: Params | None = None,
        headers: Mapping[str, str] | None = None,
        accept: Collection[int] = (),
    ) -> Response:
        """GET ``url``; statuses of ``accept`` are returned instead of raised."""
        order = self._order("GET", url, params=params, headers=headers, accept=accept)
        return self._follow(order, io.BytesIO())

    def post_json(
        self,
        url: str,
        payload: Any,
        *,
        params: Params | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """POST ``payload`` as JSON."""
        order = self._order("POST", url, params=params, headers=headers, json=payload)
        return self._follow(order, io.BytesIO())

    def post_form(self, url: str, fields: Mapping[str, str | int]) -> Response:
        """POST ``fields`` as a web form does."""
        order = self._order("POST", url, data=dict(fields))
        return self._follow(order, io.BytesIO())

    def post_multipart(
        self,
        url: str,
        *,
        parts: Mapping[str, Part],
        params: Params | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """POST ``parts`` as files: name → (file name, content, content type)."""
        order = self._order("POST", url, params=params, headers=headers, files=dict(parts))
        return self._follow(order, io.BytesIO())

    def stream(self, url: str) -> Path:
        """Download ``url`` to a temporary file, which the caller removes."""
        order = self._order("GET", url, to_file=True)
        with tempfile.NamedTemporaryFile(prefix="puente-", delete=False) as file:
            path = Path(file.name)
            try:
                self._follow(order, file)  # type: ignore[arg-type]  # a file in all but its class
            except BaseException:
                path.unlink(missing_ok=True)
                raise
        return path

    def now(self) -> datetime:
        """The moment by the fetcher's own clock, UTC: what a source takes for "today"."""
        return self._times.now()

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _open_client(self, resolve: Resolver) -> httpx.Client:
        policy = self._policy
        return httpx.Client(
            transport=GuardedTransport(allow_private=policy.allow_private, resolve=resolve),
            headers={
                "User-Agent": policy.user_agent,
                "Accept": "*/*",
                "Accept-Encoding": ACCEPTED,
                "Accept-Language": policy.accept_language,
            },
            timeout=httpx.Timeout(policy.read_seconds, connect=policy.connect_seconds),
            follow_redirects=False,
            trust_env=False,  # a proxy would connect where we could not check
        )

    def _order(
        self,
        method: str,
        url: str,
        *,
        params: Params | None = None,
        headers: Mapping[str, str] | None = None,
        accept: Collection[int] = (),
        to_file: bool = False,
        **body: Any,
    ) -> Order:
        given = {k: v for k, v in (params or {}).items() if v is not None}
        try:
            target = httpx.URL(url)
            # httpx replaces the query of the address by params: ours are added to it.
            target = target.copy_merge_params(given) if given else target
            request = self._client.build_request(method, target, **body)
        except (httpx.InvalidURL, TypeError, ValueError) as error:
            raise FetchError(url, Remark("address-malformed")) from error
        return Order(
            method=method,
            url=str(target.copy_with(fragment=None)),
            headers=dict(headers or {}),
            content=request.read(),
            body_type=request.headers.get("content-type"),
            accept=frozenset(accept),
            to_file=to_file,
        )

    def _follow(self, order: Order, sink: BinaryIO, *, ask_robots: bool = True) -> Response:
        for _ in range(self._policy.max_redirects + 1):
            check_budget()
            if ask_robots:
                delay = self._robots.check(order.checked().url)
                host = host_of(order.url)
                self._gate.slow_down(host, min(delay, self._policy.max_crawl_delay_seconds))
            reply = self._exchange.run(order.checked(), sink)
            if isinstance(reply, Response):
                return reply
            order = reply
        raise FetchError(order.url, Remark("redirects-endless"))

    def _read_robots(self, url: str) -> bytes:
        order = self._order("GET", url)
        return self._follow(order, io.BytesIO(), ask_robots=False).body
