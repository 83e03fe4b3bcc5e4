"""A file the antivirus knows is not kept, nor any while it does not answer."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from matcher.errors import InvalidInput
from matcher.files.keeping import Upload, keep_file, path_of
from matcher.settings import Settings

CLEAN = b"%PDF-1.4\n" + b"x" * 200_000
SICK = CLEAN + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


class Clamd(socketserver.StreamRequestHandler):
    """As clamd speaks: the command, pieces with their length, an answer that ends in a zero."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := int.from_bytes(self.rfile.read(4)):
            content += self.rfile.read(size)
        if b"EICAR" in content:
            self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0")
        elif b"broken" not in content:
            self.wfile.write(b"stream: OK\0")


@contextmanager
def clamd(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(params=["tcp", "unix"])
def guarded(
    request: pytest.FixtureRequest, settings: Settings, tmp_path: Path
) -> Iterator[Settings]:
    server: socketserver.BaseServer
    if request.param == "tcp":
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd)
        where = f"127.0.0.1:{server.server_address[1]}"
    else:
        where = str(tmp_path / "clamd.ctl")
        server = socketserver.ThreadingUnixStreamServer(where, Clamd)
    with clamd(server):
        yield replace(settings, antivirus=where)


def kept(session: Session, settings: Settings, content: bytes) -> Path:
    _, stored = keep_file(session, settings, Upload(filename="anexo.pdf", content=content))
    return path_of(settings, stored.fingerprint)


def test_what_the_antivirus_knows_is_not_kept(plain: Session, guarded: Settings) -> None:
    assert kept(plain, guarded, CLEAN).read_bytes() == CLEAN
    with pytest.raises(InvalidInput, match=r"«Eicar-Test-Signature»\. No se guardó"):
        kept(plain, guarded, SICK)
    assert [path.read_bytes() for path in (guarded.documents / "files").iterdir()] == [CLEAN]


def test_without_an_answer_nothing_is_kept(plain: Session, guarded: Settings) -> None:
    gone = replace(guarded, antivirus="127.0.0.1:9")
    for setting, content in ((gone, CLEAN), (guarded, CLEAN + b"broken")):
        with pytest.raises(InvalidInput, match="El antivirus no responde"):
            kept(plain, setting, content)
    assert not (guarded.documents / "files").exists()
    assert kept(plain, replace(guarded, antivirus=""), SICK).is_file()  # where none is set
