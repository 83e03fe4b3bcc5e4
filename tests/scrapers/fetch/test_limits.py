"""Bodies that never end, trickle, or blow up when unpacked."""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from scrapers.errors import FetchError, TooLarge, UnreadableFeed

Handler = Callable[[socket.socket], None]


@contextmanager
def raw_server(handler: Handler) -> Iterator[str]:
    """A server that speaks whatever ``handler`` writes; robots.txt is 404."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                try:
                    if b"/robots.txt" in connection.recv(65536):
                        connection.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")
                        connection.recv(65536)
                    handler(connection)
                except OSError:
                    continue

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        listener.close()


def test_headers_that_trickle_are_cut(door):
    def slow_loris(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for number in range(200):
            connection.sendall(b"X-%d: a\r\n" % number)
            time.sleep(0.05)

    with raw_server(slow_loris) as url:
        started = time.monotonic()
        with pytest.raises(FetchError, match="tardó demasiado"):
            door(total_seconds=0.4, attempts=1).get(url)
        assert time.monotonic() - started < 3


def test_a_body_that_trickles_is_cut(door):
    def slow(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(200):
            connection.sendall(b"a")
            time.sleep(0.05)

    with raw_server(slow) as url, pytest.raises(FetchError, match="tardó demasiado"):
        door(total_seconds=0.4, attempts=1).get(url)


def test_a_body_without_end_is_cut(door):
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while True:
            connection.sendall(b"a" * 65536)

    with raw_server(endless) as url, pytest.raises(TooLarge, match="mayor de lo que se acepta"):
        door(max_wire_bytes=1_000_000).get(url)


def test_a_body_cut_short_is_said_so(door):
    def short(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc")

    with raw_server(short) as url, pytest.raises(FetchError, match="cortó la respuesta"):
        door(attempts=1).get(url)


def test_what_is_not_http_is_said_so(door):
    def other(connection: socket.socket) -> None:
        connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")

    with raw_server(other) as url, pytest.raises(FetchError):
        door(attempts=1).get(url)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_does_not_go_off(door, httpserver: HTTPServer, encoding: str):
    packed = gzip.compress if encoding == "gzip" else zlib.compress
    bomb = packed(b"\0" * 50_000_000)
    assert len(bomb) < 100_000
    httpserver.expect_request("/").respond_with_data(bomb, headers={"Content-Encoding": encoding})
    with pytest.raises(TooLarge):
        door(max_bytes=1_000_000).get(httpserver.url_for("/"))


def test_packed_bodies_are_unpacked(door, httpserver: HTTPServer):
    text = "convocatoria " * 1000
    raw = zlib.compressobj(wbits=-15)
    bodies = {
        "gzip": gzip.compress(text[:600].encode()) + gzip.compress(text[600:].encode()),
        "x-gzip": gzip.compress(text.encode()),
        "deflate": zlib.compress(text.encode()),
        "DEFLATE": raw.compress(text.encode()) + raw.flush(),
        "identity": text.encode(),
    }
    for name, body in bodies.items():
        httpserver.expect_request(f"/{name}").respond_with_data(
            body, headers={"Content-Encoding": name}
        )
        assert door().get(httpserver.url_for(f"/{name}")).text() == text


@pytest.mark.parametrize(("encoding", "reason"), [("br", "br"), ("gzip", "dañada")])
def test_what_cannot_be_unpacked_is_said_so(
    door, httpserver: HTTPServer, encoding: str, reason: str
):
    httpserver.expect_request("/").respond_with_data(
        "no es gzip", headers={"Content-Encoding": encoding}
    )
    with pytest.raises(FetchError, match=reason):
        door(attempts=1).get(httpserver.url_for("/"))


def test_a_big_file_goes_to_disk_under_its_own_limit(door, httpserver: HTTPServer):
    httpserver.expect_request("/f.zip").respond_with_data(b"z" * 300_000)
    path = door(max_bytes=1000, max_wire_bytes=1000).stream(httpserver.url_for("/f.zip"))
    try:
        assert path.read_bytes() == b"z" * 300_000
    finally:
        path.unlink()


def test_a_failed_download_leaves_no_file(
    door, httpserver: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    httpserver.expect_request("/f.zip").respond_with_data(b"z" * 300_000)
    with pytest.raises(TooLarge):
        door(max_file_bytes=1000).stream(httpserver.url_for("/f.zip"))
    assert list(tmp_path.iterdir()) == []


def test_a_body_that_stops_in_the_middle_is_read_again_from_the_start(door, httpserver: HTTPServer):
    httpserver.expect_oneshot_request("/f").respond_with_data(
        gzip.compress(b"a" * 5000)[:-12], headers={"Content-Encoding": "gzip"}
    )
    httpserver.expect_request("/f").respond_with_data(b"entero")
    path = door().stream(httpserver.url_for("/f"))
    try:
        assert path.read_bytes() == b"entero"
    finally:
        path.unlink()


def test_json_that_is_a_web_page_is_said_so(door, httpserver: HTTPServer):
    httpserver.expect_request("/").respond_with_data("<html>Mantenimiento</html>")
    response = door().get(httpserver.url_for("/"))
    with pytest.raises(UnreadableFeed, match="<html>Mantenimiento"):
        response.json()


def test_a_page_garbled_before_it_was_sent_is_repaired(door, httpserver: HTTPServer):
    garbled = "<p>participación</p>\n<p>año bueno</p>".replace("ó", "Ã³")
    httpserver.expect_request("/").respond_with_data(garbled, content_type="text/html")
    response = door().get(httpserver.url_for("/"))
    assert response.text() == "<p>participación</p>\n<p>año bueno</p>"


def test_parts_travel_as_files(door, httpserver: HTTPServer):
    httpserver.expect_request("/s", method="POST").respond_with_json({"ok": 1})
    door().post_multipart(
        httpserver.url_for("/s"),
        params={"apiKey": "CLAVE", "text": "***"},
        parts={"query": ("blob", '{"a": 1}', "application/json")},
    )
    request = httpserver.log[-1][0]
    assert request.args["text"] == "***"
    body = request.get_data()
    assert b'name="query"; filename="blob"' in body
    assert b"Content-Type: application/json" in body


def test_a_form_travels_as_a_browser_sends_it(door, httpserver: HTTPServer):
    httpserver.expect_request("/f", method="POST").respond_with_json({"ok": 1})
    door().post_form(httpserver.url_for("/f"), {"token": "a&ñ=1", "offset": 50})
    request = httpserver.log[-1][0]
    assert request.content_type == "application/x-www-form-urlencoded"
    assert dict(request.form) == {"token": "a&ñ=1", "offset": "50"}


def test_parameters_join_those_of_the_address(door, httpserver: HTTPServer):
    httpserver.expect_request("/").respond_with_data("x")
    door().get(httpserver.url_for("/") + "?p=7", params={"q": "año ñ", "nada": None})
    assert dict(httpserver.log[-1][0].args) == {"p": "7", "q": "año ñ"}
