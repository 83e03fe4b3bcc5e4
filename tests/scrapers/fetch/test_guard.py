"""Where the door does not open: private addresses, other schemes, endless redirects."""

import ssl
import subprocess
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from scrapers.errors import FetchError, ForbiddenAddress
from scrapers.fetch.network import is_never_open, is_private, system_resolver

PRIVATE = [
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "168.63.129.16",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::1",
    "64:ff9b::7f00:1",
    "2001:db8::1",
]
PUBLIC = ["8.8.8.8", "185.15.59.224", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_in_every_disguise(address: str):
    assert is_private(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_is_public(address: str):
    assert not is_private(address)


NEVER = [
    "169.254.169.254",
    "169.254.170.2",
    "fe80::1",
    "fe80::a9fe:a9fe%eth0",
    "fd00:ec2::254",
    "fd20:ce::254",
    "168.63.129.16",
    "100.100.100.200",
    "192.0.0.192",
    "::ffff:169.254.169.254",
    "::ffff:a9fe:a9fe",
    "::169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "2002:a9fe:a9fe::1",
    "0.0.0.0",
    "::",
    "224.0.0.1",
    "255.255.255.255",
    "ff02::1",
]


@pytest.mark.parametrize("address", NEVER)
def test_what_no_setting_opens(address: str):
    assert is_never_open(address)
    assert is_private(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "10.1.2.3", "192.168.1.1", "fd12::1"])
def test_what_a_setting_may_open(address: str):
    assert not is_never_open(address)


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254",
        "2852039166",
        "0xA9FEA9FE",
        "0251.0376.0251.0376",
        "0xa9.254.43518",
        "169.254.43518",
        "[::ffff:169.254.169.254]",
        "[::ffff:a9fe:a9fe]",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "0",
        "0.0.0.0",
        "168.63.129.16",
    ],
)
def test_metadata_stays_closed_though_private_addresses_are_open(door, host: str):
    fetcher = door(allow_private=True, resolve=system_resolver, attempts=1)
    # Some spellings are no address at all to the client, which is as good.
    with pytest.raises(FetchError, match=r"nunca se abre|no está bien escrita"):
        fetcher.get(f"http://{host}/latest/meta-data/")


def test_a_redirect_to_metadata_is_refused_though_private_addresses_are_open(
    door, httpserver: HTTPServer
):
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/").respond_with_data(
        "", status=307, headers={"Location": "http://2852039166/latest/meta-data/"}
    )
    fetcher = door(allow_private=True, resolve=system_resolver)
    with pytest.raises(ForbiddenAddress, match="nunca se abre"):
        fetcher.get(f"http://127.0.0.1:{httpserver.port}/")


def test_a_name_that_turns_into_metadata_is_refused(door, httpserver: HTTPServer):
    """Rebinding: the first answers are ours, the later one is the cloud's."""
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    fetcher = door(allow_private=True, resolve=lambda host, port: next(answers), attempts=1)
    httpserver.expect_request("/robots.txt").respond_with_data(
        "", status=404, headers={"Connection": "close"}
    )
    with pytest.raises(ForbiddenAddress, match="nunca se abre"):
        fetcher.get(f"http://sitio.example:{httpserver.port}/")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"]
)
def test_this_machine_is_never_read_by_its_address(door, httpserver: HTTPServer, host: str):
    from scrapers.fetch.network import system_resolver

    fetcher = door(allow_private=False, resolve=system_resolver)
    with pytest.raises(ForbiddenAddress, match="red privada"):
        fetcher.get(f"http://{host}:{httpserver.port}/")
    assert httpserver.log == []


def test_a_name_with_one_private_answer_is_refused(door, httpserver: HTTPServer):
    fetcher = door(allow_private=False, resolve=lambda host, port: ["93.184.216.34", "127.0.0.1"])
    with pytest.raises(ForbiddenAddress):
        fetcher.get(f"http://sitio.example:{httpserver.port}/")
    assert httpserver.log == []


def test_a_name_is_resolved_once_per_connection_and_that_answer_is_used(
    door, httpserver: HTTPServer
):
    """A rebinding name answers with a public address first and a private one afterwards."""
    answers = iter([["192.0.2.1"], ["127.0.0.1"], ["127.0.0.1"]])
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    fetcher = door(allow_private=False, resolve=rebinding, attempts=1)
    for _ in range(3):
        with pytest.raises(FetchError):
            fetcher.get(f"http://sitio.example:{httpserver.port}/")
    assert asked == ["sitio.example"] * 3
    assert httpserver.log == []


def test_the_checked_address_is_the_one_connected_to_and_the_host_header_stays(
    door, site, httpserver: HTTPServer
):
    asked: list[tuple[str, int]] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["127.0.0.1"]

    httpserver.expect_request("/").respond_with_data("hola")
    door(resolve=resolve).get(site + "/")
    assert set(asked) == {("sitio.example", httpserver.port)}
    assert httpserver.log[-1][0].headers["Host"] == f"sitio.example:{httpserver.port}"


def test_a_redirect_into_the_private_network_is_refused(door, httpserver: HTTPServer):
    """The first host is let through by pretending it is public; the second is not."""
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/").respond_with_data(
        "", status=302, headers={"Location": f"http://10.0.0.7:{httpserver.port}/secreto"}
    )
    from scrapers.fetch import network

    fetcher = door(allow_private=False, resolve=lambda host, port: [_address(host)])
    original = network.is_private
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(network, "is_private", lambda ip: ip != "127.0.0.1" and original(ip))
        with pytest.raises(ForbiddenAddress, match="red privada"):
            fetcher.get(f"http://sitio.example:{httpserver.port}/")


def _address(host: str) -> str:
    return "127.0.0.1" if host == "sitio.example" else host


@pytest.mark.parametrize(
    "url",
    [
        "ftp://sitio.example/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "sitio.example/x",
        "http:///x",
        "http://usuario:clave@sitio.example/",
        "http://sitio.example:99999/",
        "http://[::1/",
        "",
        "gopher://sitio.example/",
    ],
)
def test_only_plain_web_addresses(door, url: str):
    with pytest.raises(FetchError) as caught:
        door().get(url)
    assert "clave" not in str(caught.value)


def test_a_redirect_to_another_scheme_is_refused(door, site, httpserver: HTTPServer):
    httpserver.expect_request("/").respond_with_data(
        "", status=301, headers={"Location": "file:///etc/passwd"}
    )
    with pytest.raises(ForbiddenAddress, match="http y https"):
        door().get(site + "/")


def test_endless_redirects_end(door, site, httpserver: HTTPServer):
    httpserver.expect_request("/").respond_with_data("", status=302, headers={"Location": "/"})
    with pytest.raises(FetchError, match="redirige demasiadas veces"):
        door().get(site + "/")
    assert [request.path for request, _ in httpserver.log].count("/") == 6


def test_our_own_headers_never_leave_for_another_host(door, site, httpserver: HTTPServer):
    httpserver.expect_request("/").respond_with_data(
        "", status=302, headers={"Location": f"http://otro.example:{httpserver.port}/fin"}
    )
    httpserver.expect_request("/fin").respond_with_data("fin")
    response = door().get(site + "/", headers={"X-AUTH-TOKEN": "secreto"})
    assert response.url == f"http://otro.example:{httpserver.port}/fin"
    sent = {request.path: "X-AUTH-TOKEN" in request.headers for request, _ in httpserver.log}
    assert sent["/"]
    assert not sent["/fin"]


def test_a_posted_question_is_not_lost_in_a_redirect(door, site, httpserver: HTTPServer):
    httpserver.expect_request("/a").respond_with_data("", status=302, headers={"Location": "/b"})
    httpserver.expect_request("/c").respond_with_data("", status=307, headers={"Location": "/d"})
    httpserver.expect_request("/d", method="POST", json={"q": 1}).respond_with_json({"bien": True})
    with pytest.raises(FetchError, match="desvía la consulta"):
        door().post_json(site + "/a", {"q": 1})
    assert door().post_json(site + "/c", {"q": 1}).json() == {"bien": True}


def test_an_unknown_name_is_said_in_spanish(door):
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(FetchError, match="No existe el sitio «nadie") as caught:
        door(resolve=unknown).get("http://nadie.example/pagina")
    assert caught.value.url == "http://nadie.example/pagina"


def test_nobody_listening_is_said_in_spanish(door):
    with pytest.raises(FetchError, match="No se pudo conectar"):
        door(attempts=1).get("http://127.0.0.1:9/")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate signed by nobody but itself."""
    path = tmp_path_factory.mktemp("tls") / "self.pem"
    try:
        subprocess.run(
            [
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=sitio.example",
                "-addext",
                "subjectAltName=DNS:sitio.example",
                "-keyout",
                path,
                "-out",
                path.with_suffix(".crt"),
            ],
            check=True,
            capture_output=True,
        )
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    path.write_bytes(path.read_bytes() + path.with_suffix(".crt").read_bytes())
    return path


def _tls_server(certificate: Path) -> HTTPServer:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = HTTPServer(host="127.0.0.1", ssl_context=context)
    server.expect_request("/robots.txt").respond_with_data("", status=404)
    server.expect_request("/").respond_with_data("hola")
    return server


def test_a_certificate_nobody_vouches_for_is_refused(door, certificate: Path):
    with (
        _tls_server(certificate) as server,
        pytest.raises(FetchError, match="certificado de seguridad"),
    ):
        door().get(f"https://sitio.example:{server.port}/")


def test_tls_verifies_the_name_though_the_connection_goes_to_the_address(
    door, certificate: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_suffix(".crt")))
    with _tls_server(certificate) as server:
        assert door().get(f"https://sitio.example:{server.port}/").text() == "hola"
        with pytest.raises(FetchError, match="certificado"):
            door().get(f"https://otro.example:{server.port}/")
