"""The commands of docs/instalacion.md, typed as they stand there, in a scratch folder.

What needs root is done without it: no other user is made, and ``/srv``, ``/etc``, ``/var/lib`` and
``/usr/local/bin`` lie in the scratch folder. Each command runs in another folder, as people do.
"""

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from openpyxl import Workbook

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "instalacion.md").read_text(encoding="utf-8")
PLACES = ("/srv/puente", "/var/lib/puente", "/etc/puente", "/usr/local/bin")
PASSWORD = "tres loros comen arroz"
LEFT_OUT = ("sudo useradd", "sudoedit")


def documented() -> list[str]:
    """The commands of the section, in order."""
    section = GUIDE.partition("## Ponerlo a trabajar")[2].partition("\n### ")[0]
    blocks = re.findall(r"^```\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


@dataclass
class Machine:
    """A scratch folder that stands for the machine."""

    folder: Path
    typed: int = 0

    def __str__(self) -> str:
        return str(self.folder)

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PUENTE_")}
        return kept | {
            "PATH": f"{self.folder}/usr/local/bin:{os.environ['PATH']}",
            "PYTHONPATH": f"{self.folder}/srv/puente",
            "PUENTE_ENV_FILE": f"{self.folder}/etc/puente/puente.env",  # stands for /etc
            "PUENTE_SOURCES": "ninguna",
        }

    def words(self, line: str) -> list[str]:
        """``line`` without root and with its places in the scratch folder."""
        for place in PLACES:
            line = re.sub(rf"(?<![\w/]){place}\b", f"{self.folder}{place}", line)
        line = re.sub(r"^sudo (-u puente )?", "", line)
        if line.startswith("install "):
            line = re.sub(r" -[og] puente", "", line)
        return shlex.split(line)

    def elsewhere(self) -> Path:
        """A folder nobody worked in before, with the bank's file in it."""
        self.typed += 1
        folder = self.folder / f"elsewhere-{self.typed}"
        folder.mkdir()
        book = Workbook()
        book.active.append(["Nombre del proyecto", "Resumen"])  # type: ignore[union-attr]
        book.active.append(["Parque de la ribera", "Árboles y senderos"])  # type: ignore[union-attr]
        book.save(folder / "banco.xlsx")
        return folder

    def run(self, line: str, *, answers: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.words(line),
            cwd=self.elsewhere(),
            env=self.environment,
            input=answers,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def start(self, line: str, *more: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*self.words(line), *more],
            cwd=self.elsewhere(),
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with the folders every machine has."""
    (tmp_path / "usr/local/bin").mkdir(parents=True)
    return Machine(tmp_path)


def get_the_code(machine: Machine) -> None:
    """What ``git clone`` and ``make setup`` give, without the network."""
    home = machine.folder / "srv/puente"
    ignored = shutil.ignore_patterns(".git", ".venv", "var", "tests", ".*_cache", "__pycache__")
    shutil.copytree(ROOT, home, ignore=ignored, dirs_exist_ok=True)
    (home / ".venv").mkdir()
    for name in ("bin", "lib"):
        (home / ".venv" / name).symlink_to(Path(sys.prefix) / name)
    (home / ".venv" / ".ready").touch()


def test_whoever_follows_the_guide_can_enter(machine: Machine) -> None:
    lines = documented()
    assert len(lines) >= 12
    for line in lines:
        if line.startswith(LEFT_OUT):
            continue
        if " git clone " in line:
            get_the_code(machine)
        elif line.endswith(("puente serve", "puente scheduler")):
            continue
        else:
            answers = f"Directora Prueba\n{PASSWORD}\n{PASSWORD}\n"
            done = machine.run(line, answers=answers)
            assert done.returncode == 0, (line, done.stdout, done.stderr)
            if line.endswith("puente.env"):
                settings = machine.folder / "etc/puente/puente.env"
                text = settings.read_text(encoding="utf-8")
                settings.write_text(text.replace("/var/lib", f"{machine}/var/lib"))
    assert f"Archivo de ajustes: {machine}/etc/puente/puente.env" in done.stdout
    serve = next(line for line in lines if line.endswith("puente serve"))
    scheduler = next(line for line in lines if line.endswith("puente scheduler"))
    enter(machine, serve)
    keep_time(machine, scheduler)


def enter(machine: Machine, line: str) -> None:
    """Start the web as the guide says and sign in with the account made by hand."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    web = machine.start(line, "--port", str(port))
    try:
        base = f"http://127.0.0.1:{port}"
        page = wait_for(f"{base}/entrar")
        token = re.search(r'name="?csrf_token"?[^>]*value="([^"]+)"', page.text)
        assert token
        cookie = page.headers["set-cookie"].partition(";")[0]
        given = {"email": "directora@ciudad.gov.co", "password": PASSWORD, "csrf_token": token[1]}
        sent = {"Cookie": cookie}
        answer = httpx.post(f"{base}/entrar", data=given, headers=sent, timeout=60)
        assert answer.status_code == 302, answer.text[:500]
        cookie = answer.headers["set-cookie"].partition(";")[0]
        bank = httpx.get(f"{base}/proyectos", headers={"Cookie": cookie}, timeout=60)
        assert "Parque de la ribera" in bank.text
    finally:
        web.send_signal(signal.SIGTERM)
        web.wait(30)


def wait_for(address: str) -> httpx.Response:
    for _ in range(150):
        try:
            return httpx.get(address, timeout=60)
        except httpx.ConnectError:
            time.sleep(0.2)
    raise AssertionError(f"Nobody answers at {address}")


def keep_time(machine: Machine, line: str) -> None:
    """Start the timetable as the guide says, and end it."""
    timetable = machine.start(line)
    assert timetable.stdout is not None
    assert "El horario está en marcha" in timetable.stdout.readline()
    timetable.send_signal(signal.SIGTERM)
    timetable.communicate(timeout=60)
    assert timetable.returncode == 0


def test_the_units_start_what_the_guide_installs() -> None:
    started = re.findall(r"ExecStart=(\S+) (\w+)", GUIDE)
    assert {path for path, _ in started} == {"/srv/puente/.venv/bin/puente"}
    assert {command for _, command in started} == {"serve", "scheduler"}
