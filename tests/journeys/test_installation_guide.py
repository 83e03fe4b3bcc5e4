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
import yaml
from openpyxl import Workbook

from wsgi import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "instalacion.md").read_text(encoding="utf-8")
PLACES = (
    "/srv/puente",
    "/var/lib/puente",
    "/etc/puente",
    "/usr/local/bin",
    "/etc/systemd/system",
    "/etc/caddy",
)
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
        except httpx.TransportError:  # not there yet, or on its way
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


def of_section(title: str) -> list[str]:
    """The commands below one heading of the guide."""
    section = GUIDE.partition(f"### {title}\n")[2].partition("\n### ")[0]
    blocks = re.findall(r"^```\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def test_units_and_proxy_come_to_their_place(machine: Machine) -> None:
    get_the_code(machine)
    lines = of_section("Con systemd") + of_section("Con HTTPS")
    for place in ("etc/systemd/system", "etc/caddy"):
        (machine.folder / place).mkdir(parents=True)
    done = [machine.run(line) for line in lines if line.startswith(("sudo cp ", "sudo install "))]
    assert [one.returncode for one in done] == [0, 0, 0], done
    left = {" ".join(line.split()[1:3]) for line in lines} - {"cp", "install"}
    assert {"systemctl daemon-reload", "systemctl enable", "systemctl reload"} <= left
    units = sorted((machine.folder / "etc/systemd/system").iterdir())
    assert [unit.name for unit in units] == ["puente-horario.service", "puente-web.service"]
    started = [re.findall(r"^ExecStart=(\S+) (\w+)", u.read_text(), re.MULTILINE) for u in units]
    path = "/srv/puente/.venv/bin/puente"
    assert started == [[(path, "scheduler")], [(path, "serve")]]
    if shutil.which("systemd-analyze"):
        for unit in units:  # as on that machine, where the program and its user are
            here = unit.read_text().replace("/srv/puente", f"{machine}/srv/puente")
            unit.write_text(re.sub(r"^(User|Group)=.*\n", "", here, flags=re.MULTILINE))
        told = subprocess.run(
            ["systemd-analyze", "verify", *map(str, units)],
            capture_output=True,
            text=True,
            check=False,
        )
        ours = [line for line in told.stderr.splitlines() if "puente-" in line]
        assert ours == []
    proxy = (machine.folder / "etc/caddy/Caddyfile").read_text()
    assert proxy.count("{") == proxy.count("}")


def test_the_interface_is_not_led_to_https_in_silence() -> None:
    proxy = (ROOT / "docs/despliegue/Caddyfile").read_text()
    plain, _, secure = proxy.partition("\n}\n")
    assert plain.index("respond /api/*") < plain.index("redir https://{host}{uri} permanent")
    assert re.search(r"^http://(\S+) \{$", plain, re.MULTILINE)[1] in secure  # type: ignore[index]


def test_the_log_goes_to_another_machine_over_tls(machine: Machine) -> None:
    get_the_code(machine)
    (machine.folder / "etc/systemd").mkdir(parents=True)
    lines = of_section("El registro en otro equipo")
    (copy,) = [line for line in lines if line.startswith("sudo install ")]
    done = machine.run(copy.replace(" /etc/systemd/", f" {machine}/etc/systemd/"))
    assert done.returncode == 0, done.stderr
    told = (machine.folder / "etc/systemd/journal-upload.conf").read_text()
    assert re.search(r"^URL=https://", told, re.MULTILINE)
    assert re.search(r"^TrustedCertificateFile=/", told, re.MULTILINE)
    units = (ROOT / "docs/despliegue").glob("puente-*.service")
    assert not [one for one in units if "StandardError=" in one.read_text()], "journald has it all"


def test_the_containers_start_commands_there_are_with_files_there_are() -> None:
    folder = ROOT / "docs" / "despliegue"
    services = yaml.safe_load((folder / "compose.yaml").read_text())["services"]
    assert set(services) == {"base", "web", "horario", "caddy"}
    for name in ("web", "horario"):
        assert services[name]["command"][0] in COMMANDS
        assert services[name]["environment"]["PUENTE_DATABASE_URL"].startswith("postgresql://")
        assert (folder / services[name]["build"]["context"]).resolve() == ROOT
        assert (ROOT / services[name]["build"]["dockerfile"]).is_file()
    for words in re.findall(r"^COPY (.+)$", (folder / "Dockerfile").read_text(), re.MULTILINE):
        for copied in words.split()[:-1]:
            assert (ROOT / copied).exists(), copied
            allowed = (folder / "Dockerfile.dockerignore").read_text().splitlines()
            assert f"!{copied}" in allowed
    wanted = {line.split()[0] for line in of_section("Con contenedores")}
    assert wanted == {"cd", "cp", "echo", "docker"}
