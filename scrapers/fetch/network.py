"""The network below httpx: resolve, check, and connect to the very address that was checked."""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from scrapers.errors import FetchError, ForbiddenAddress, TooLarge
from scrapers.remark import Remark

Resolver = Callable[[str, int], list[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")
COMPATIBLE = ipaddress.ip_network("::/96")
# Blocks this Python still calls global.
CLOSED_NETWORKS = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "64:ff9b:1::/48")))
NEVER_OPEN = tuple(
    map(
        ipaddress.ip_network,
        (
            "169.254.0.0/16",
            "fe80::/10",  # this link only: the metadata of most clouds
            "168.63.129.16/32",
            "100.100.100.200/32",
            "192.0.0.192/32",  # Azure, Alibaba, Oracle
            "fd00:ec2::/32",
            "fd20:ce::254/128",
            "fd00:42::42/128",  # AWS, Google, Scaleway
            "0.0.0.0/8",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/128",
            "ff00::/8",  # nobody's
        ),
    )
)
"""What no setting opens: there are no calls there, only keys of the machine we run on."""


@dataclass(slots=True)
class Ticket:
    """The limits of one exchange: its address, its end (monotonic), the bytes left to arrive."""

    url: str
    deadline: float
    bytes_left: int

    def remaining(self) -> float:
        """Seconds left.

        :raises FetchError: where none are.
        """
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise FetchError(self.url, Remark("site-slow"))
        return left

    def spend(self, size: int) -> None:
        """Count ``size`` bytes off the wire.

        :raises TooLarge: where the limit is passed.
        """
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise TooLarge(self.url, Remark("answer-too-large"))


_ticket: ContextVar[Ticket] = ContextVar("puente_fetch_ticket")


@contextmanager
def limits(ticket: Ticket) -> Iterator[None]:
    """Hold everything this thread reads from the network to ``ticket``."""
    token = _ticket.set(ticket)
    try:
        yield
    finally:
        _ticket.reset(token)


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses the operating system gives for ``host``."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_private(address: str) -> bool:
    """Whether ``address`` lies outside the public internet, in whatever disguise."""
    ip = _unwrap(ipaddress.ip_address(address.split("%")[0]))
    return (
        is_never_open(address)
        or not ip.is_global
        or ip.is_multicast
        or ip.is_reserved
        or ip.is_unspecified
        or any(ip in network for network in CLOSED_NETWORKS)
        or (isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local)
    )


def is_never_open(address: str) -> bool:
    """Whether ``address`` stays closed even where private networks are open."""
    ip = _unwrap(ipaddress.ip_address(address.split("%")[0]))
    return any(ip in network for network in NEVER_OPEN)


def _unwrap(ip: Address) -> Address:
    """The IPv4 address an IPv6 one carries (mapped, compatible, 6to4, Teredo, NAT64), or itself."""
    if not isinstance(ip, ipaddress.IPv6Address):
        return ip
    if ip.ipv4_mapped:
        return ip.ipv4_mapped
    if ip.sixtofour:
        return ip.sixtofour
    if ip.teredo:
        return ip.teredo[1]
    if ip in NAT64 or (ip in COMPATIBLE and int(ip) > 0xFFFF):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections only to checked addresses.

    The name is resolved once, here, and the connection goes to that answer: a name that gives a
    public address to a check and a private one to a connection (DNS rebinding) gains nothing.
    TLS still verifies the name, since httpcore starts it with the host of the request.
    """

    def __init__(self, *, allow_private: bool, resolve: Resolver) -> None:
        self._allow_private = allow_private
        self._resolve = resolve
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve ``host``, refuse it if any answer is private, connect to the first that takes.

        :raises ForbiddenAddress: for a private address.
        """
        ticket = _ticket.get()
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in self._checked(host, port, ticket.url):
            try:
                stream = self._inner.connect_tcp(
                    address,
                    port,
                    timeout=_sooner(timeout, ticket.remaining()),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return GuardedStream(stream)
        raise failure or httpcore.ConnectError(f"no address for {host}")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002  # httpcore's interface
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002  # httpcore's interface
    ) -> httpcore.NetworkStream:
        """Refuse: nothing on this machine is a source.

        :raises ForbiddenAddress: always.
        """
        raise ForbiddenAddress(path, Remark("address-not-http"))

    def _checked(self, host: str, port: int, url: str) -> list[str]:
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchError(url, Remark("host-unknown", host=host)) from error
        if any(map(is_never_open, addresses)):
            raise ForbiddenAddress(url, Remark("address-inner"))
        if not self._allow_private and any(map(is_private, addresses)):
            raise ForbiddenAddress(url, Remark("address-private"))
        return addresses


class GuardedStream(httpcore.NetworkStream):
    """A connection on which every read and write answers to the ticket of the exchange."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read at most ``max_bytes``, within the time and size left."""
        ticket = _ticket.get()
        data = self._inner.read(max_bytes, timeout=_sooner(timeout, ticket.remaining()))
        ticket.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write ``buffer`` within the time left."""
        self._inner.write(buffer, timeout=_sooner(timeout, _ticket.get().remaining()))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Begin TLS, verified against ``server_hostname``."""
        left = _sooner(timeout, _ticket.get().remaining())
        return GuardedStream(
            self._inner.start_tls(ssl_context, server_hostname=server_hostname, timeout=left)
        )

    def get_extra_info(self, info: str) -> Any:
        """What the socket below says of itself."""
        return self._inner.get_extra_info(info)


def _sooner(timeout: float | None, left: float) -> float:
    return left if timeout is None else min(timeout, left)


class GuardedTransport(httpx.HTTPTransport):
    """httpx over :class:`GuardedBackend`; TLS certificates are always verified."""

    def __init__(self, *, allow_private: bool, resolve: Resolver) -> None:
        context = httpx.create_ssl_context()
        super().__init__(verify=context)
        # httpx has no public way to hand a network backend to the pool it builds.
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=32,
            max_keepalive_connections=16,
            keepalive_expiry=15.0,
            network_backend=GuardedBackend(allow_private=allow_private, resolve=resolve),
        )
