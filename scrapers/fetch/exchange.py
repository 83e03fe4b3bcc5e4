"""One exchange with one host: turn, request, limits, retries. Redirects come back as orders."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import partial
from ssl import SSLError
from time import monotonic
from typing import BinaryIO

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_exponential_jitter

from scrapers.errors import FetchError, ForbiddenAddress, TooLarge
from scrapers.fetch.cache import ConditionalCache, Stored
from scrapers.fetch.inflate import Inflater, UnknownEncoding
from scrapers.fetch.network import Ticket, limits
from scrapers.fetch.pace import Gate, Times
from scrapers.fetch.policy import FetchPolicy
from scrapers.fetch.response import Response
from scrapers.remark import Remark

REDIRECTS = frozenset({301, 302, 303, 307, 308})
REFUSING = frozenset({401, 403, 429, 451})
TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})
TOLD = frozenset({401, 403, 404, 410, 429, 451})
"""Statuses with a sentence of their own."""


class Transient(FetchError):
    """A failure that may pass. ``retry_after`` is the pause the site asked for, in seconds."""

    retry_after: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A request still to be made."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""
    body_type: str | None = None
    accept: frozenset[int] = frozenset()
    to_file: bool = False

    def checked(self) -> "Order":
        """Itself.

        :raises ForbiddenAddress: where the address is not plain http(s).
        """
        url = httpx.URL(self.url)
        if url.scheme not in {"http", "https"}:
            raise ForbiddenAddress(self.url, Remark("address-not-http"))
        if not url.host:
            raise ForbiddenAddress(self.url, Remark("address-no-host"))
        if url.userinfo:
            hidden = str(url.copy_with(username=None, password=None))
            raise ForbiddenAddress(hidden, Remark("address-with-user"))
        return self

    def redirected(self, location: str, status: int) -> "Order":
        """The order that follows a redirect; our own headers never leave for another site.

        :raises FetchError: where a question that was posted would be lost on the way.
        """
        if self.method != "GET" and status not in {307, 308}:
            raise FetchError(self.url, Remark("redirect-elsewhere"), status=status)
        try:
            target = str(httpx.URL(self.url).join(location).copy_with(fragment=None))
        except httpx.InvalidURL as error:
            raise FetchError(self.url, Remark("redirect-malformed")) from error
        same = origin_of(target) == origin_of(self.url)
        return replace(self, url=target, headers=self.headers if same else {})


def origin_of(url: str) -> str:
    """Scheme, host and port: what shares a robots.txt, and our headers."""
    parsed = httpx.URL(url)
    return f"{parsed.scheme}://{parsed.netloc.decode('ascii')}"


def host_of(url: str) -> str:
    """Host, and port where it is not the usual one: what shares a pace."""
    return httpx.URL(url).netloc.decode("ascii").lower()


class Exchange:
    """Runs orders one hop at a time."""

    def __init__(
        self,
        *,
        client: httpx.Client,
        policy: FetchPolicy,
        gate: Gate,
        cache: ConditionalCache | None,
        times: Times,
    ) -> None:
        self._client = client
        self._policy = policy
        self._gate = gate
        self._cache = cache
        self._times = times
        self._backoff = wait_exponential_jitter(
            multiplier=policy.backoff_seconds, max=60.0, jitter=policy.backoff_seconds
        )

    def run(self, order: Order, sink: BinaryIO) -> Response | Order:
        """The answer, or the order to follow where the site redirects.

        :raises FetchError: or one of its children, when the attempts are used up.
        """
        retrying = Retrying(
            retry=retry_if_exception_type(Transient),
            stop=stop_after_attempt(self._policy.attempts),
            wait=self._pause,
            # Whoever asks this host next waits too, whatever thread they are in.
            sleep=partial(self._gate.postpone, host_of(order.url)),
            reraise=True,
        )
        return retrying(self._once, order, sink)

    def _pause(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, Transient) else None
        return self._backoff(state) if asked is None else asked

    def _once(self, order: Order, sink: BinaryIO) -> Response | Order:
        sink.seek(0)
        sink.truncate()
        stored = self._stored(order)
        policy = self._policy
        seconds = policy.file_seconds if order.to_file else policy.total_seconds
        size = policy.max_file_bytes if order.to_file else policy.max_wire_bytes
        with self._gate.turn(host_of(order.url), order.url):
            ticket = Ticket(url=order.url, deadline=monotonic() + seconds, bytes_left=size)
            with limits(ticket):
                return self._send(order, sink, stored)

    def _stored(self, order: Order) -> Stored | None:
        if self._cache is None or order.method != "GET" or order.to_file:
            return None
        return self._cache.find(_key(order))

    def _send(self, order: Order, sink: BinaryIO, stored: Stored | None) -> Response | Order:
        headers = {**order.headers, **(stored.conditions if stored else {})}
        if order.body_type:
            headers["Content-Type"] = order.body_type
        try:
            request = self._client.build_request(
                order.method, order.url, headers=headers, content=order.content or None
            )
            reply = self._client.send(request, stream=True)
            try:
                return self._answer(order, sink, stored, reply)
            finally:
                reply.close()
        except httpx.HTTPError as error:
            raise _network_failure(order.url, error) from error
        except zlib.error as error:
            raise Transient(order.url, Remark("answer-damaged")) from error
        except UnknownEncoding as error:
            raise FetchError(order.url, Remark("compression-unknown", error=error)) from error

    def _answer(
        self, order: Order, sink: BinaryIO, stored: Stored | None, reply: httpx.Response
    ) -> Response | Order:
        self._gate.count_answer(host_of(order.url), refused=reply.status_code in REFUSING)
        if reply.status_code in REDIRECTS and "location" in reply.headers:
            return order.redirected(reply.headers["location"], reply.status_code)
        if reply.status_code == 304 and stored is not None:
            return self._response(order, 200, stored.headers, stored.body, from_cache=True)
        if not reply.is_success and reply.status_code not in order.accept:
            raise self._refusal(order.url, reply)
        self._receive(order, reply, sink)
        headers = {name.lower(): value for name, value in reply.headers.items()}
        if order.to_file:
            return self._response(order, reply.status_code, headers, b"")
        sink.seek(0)
        body = sink.read()
        if self._cache is not None and order.method == "GET" and reply.status_code == 200:
            self._cache.keep(_key(order), headers, body)
        return self._response(order, reply.status_code, headers, body)

    def _receive(self, order: Order, reply: httpx.Response, sink: BinaryIO) -> None:
        limit = self._policy.max_file_bytes if order.to_file else self._policy.max_bytes
        inflater = Inflater(reply.headers.get("content-encoding"))
        written = 0
        for chunk in reply.iter_raw():
            for piece in inflater.feed(chunk):
                written += len(piece)
                if written > limit:
                    raise TooLarge(order.url, Remark("answer-too-large"))
                sink.write(piece)
        inflater.finish()

    def _refusal(self, url: str, reply: httpx.Response) -> FetchError:
        status = reply.status_code
        kind = status if status in TOLD else "5xx" if status >= 500 else "other"
        reason = Remark(f"http-{kind}", status=status)
        if status not in TRANSIENT:
            return FetchError(url, reason, status=status)
        failure = Transient(url, reason, status=status)
        failure.retry_after = self._retry_after(reply.headers.get("retry-after"))
        if (failure.retry_after or 0.0) > self._policy.max_retry_after_seconds:
            self._gate.postpone(host_of(url), failure.retry_after or 0.0)
            return FetchError(url, reason, status=status)
        return failure

    def _retry_after(self, value: str | None) -> float | None:
        if not value:
            return None
        if value.strip().isdecimal():
            return float(value)
        try:
            moment = parsedate_to_datetime(value)
        except ValueError:
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - self._times.now()).total_seconds())

    def _response(
        self,
        order: Order,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        *,
        from_cache: bool = False,
    ) -> Response:
        return Response(
            url=order.url,
            status=status,
            headers=headers,
            body=body,
            content_type=headers.get("content-type", ""),
            fetched_at=self._times.now(),
            from_cache=from_cache,
        )


def _key(order: Order) -> str:
    own = "".join(f"\n{name.lower()}: {value}" for name, value in sorted(order.headers.items()))
    return order.url + own


def _network_failure(url: str, error: httpx.HTTPError) -> FetchError:
    if isinstance(error, httpx.ConnectError) and _is_tls(error):
        return FetchError(url, Remark("certificate"))
    if isinstance(error, httpx.TimeoutException):
        return Transient(url, Remark("site-slow"))
    if isinstance(error, httpx.ConnectError):
        return Transient(url, Remark("site-unreachable"))
    if isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError):
        return Transient(url, Remark("answer-cut"))
    return FetchError(url, Remark("answer-garbled"))


def _is_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, SSLError) or "CERTIFICATE_VERIFY_FAILED" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False
