"""LibreOffice reaches no network, whatever a document points to."""

import os
import shutil
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from docx import Document

from proposals.docx import office

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice"),
]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


class Asked:
    """A server beside us, and what it was asked for."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        told = self.paths

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                told.append(self.path)
                self.send_response(200)
                self.send_header("Content-Type", "image/png")
                self.end_headers()
                self.wfile.write(PIXEL)

            def log_message(self, *_args: object) -> None:
                """Say nothing."""

        for name in ("do_HEAD", "do_OPTIONS", "do_PROPFIND"):  # what an office asks with first
            setattr(Answering, name, Answering.do_GET)
        self.server = HTTPServer(("127.0.0.1", 0), Answering)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def asked() -> Iterator[Asked]:
    one = Asked()
    Thread(target=one.server.serve_forever, daemon=True).start()
    yield one
    one.server.shutdown()
    one.server.server_close()


def pointing(folder: Path, url: str) -> Path:
    """A Word file whose picture, and whose template, lie on a server."""
    plain, path = folder / "plain.docx", folder / "pointing.docx"
    document = Document()
    document.add_paragraph("Con una imagen de afuera")
    picture = folder / "pixel.png"
    picture.write_bytes(PIXEL)
    document.add_picture(str(picture))
    document.save(str(plain))
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(path, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "word/_rels/document.xml.rels":
                content = content.replace(
                    b'Target="media/image1.png"',
                    f'Target="{url}/imagen.png" TargetMode="External"'.encode(),
                )
            if name == "word/document.xml":
                content = content.replace(b"r:embed=", b"r:link=")
            after.writestr(name, content)
    return path


@pytest.mark.parametrize("fence", [True, False], ids=["namespace", "profile-alone"])
def test_what_a_document_points_to_is_not_fetched(
    asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fence: bool
) -> None:
    if not fence:  # a machine that lets nobody make a world without network
        monkeypatch.setattr(office, "_without_network", tuple)
    elif not office._without_network():
        pytest.skip("this machine lets nobody make a network of its own")
    path = pointing(tmp_path, asked.url)
    assert f"{asked.url}/imagen.png" in str(
        zipfile.ZipFile(path).read("word/_rels/document.xml.rels")
    )
    assert office.convert(path, cache=tmp_path / "cache") is not None
    assert asked.paths == []


def test_without_all_this_it_would_be_fetched(
    asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_without_network", tuple)
    monkeypatch.setattr(office, "_environment", lambda: dict(os.environ))
    monkeypatch.setattr(office, "_prepare", lambda profile: profile.mkdir(parents=True))
    assert office.convert(pointing(tmp_path, asked.url), cache=tmp_path / "cache") is not None
    assert asked.paths
