"""A built wheel, installed where nothing else of the repository is, runs the whole pipe."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 540
UV = Path(sys.executable).with_name("uv")
LEFT_AT_HOME = {".po", ".cfg", ".md"}
PARTS = ("scrapers", "matcher", "proposals", "templates")


def run(*command: str | Path, cwd: Path) -> str:
    """What a command said; its environment names neither this checkout nor a setting of ours."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PUENTE_") and name not in {"PYTHONPATH", "VIRTUAL_ENV"}
    }
    done = subprocess.run(
        command,
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
        env=kept | {"PUENTE_APERTIUM": "no"},
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


def product() -> list[str]:
    """The files of the checkout that make the product, those not yet committed among them."""
    listed = run("git", "ls-files", "-zco", "--exclude-standard", *PARTS, cwd=ROOT).split("\0")
    return [name for name in listed if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy, so that the checkout stays clean."""
    source = tmp_path_factory.mktemp("source")
    for name in [*product(), "wsgi.py", "pyproject.toml", "README.md", "LICENSE"]:
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, source / name)
    out = tmp_path_factory.mktemp("dist")
    run(
        UV,
        "build",
        "-q",
        "--wheel",
        "--no-build-isolation",
        "--offline",
        "--python",
        sys.executable,
        "-o",
        out,
        source,
        cwd=out,
    )
    return next(out.glob("puente-*.whl"))


@pytest.fixture(scope="module")
def puente(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command ``puente`` of an environment with the locked dependencies and the wheel."""
    home = tmp_path_factory.mktemp("installed")
    run(UV, "venv", "-q", "--python", sys.executable, home / "env", cwd=home)
    python = home / "env" / "bin" / "python"
    locked = ("--require-hashes", "-r", ROOT / "requirements.txt")
    install = (UV, "pip", "install", "-q", "--python", python)
    try:  # what `make setup` has fetched is in uv's cache
        run(*install, "--offline", *locked, cwd=home)
    except AssertionError:
        run(*install, *locked, cwd=home)
    run(*install, "--offline", "--no-deps", wheel, cwd=home)
    return python.with_name("puente")


def test_every_file_the_product_reads_is_in_the_wheel(wheel: Path) -> None:
    inside = set(ZipFile(wheel).namelist())
    wanted = [name for name in product() if Path(name).suffix not in LEFT_AT_HOME]
    assert [name for name in [*wanted, "wsgi.py"] if name not in inside] == []


@pytest.mark.timeout(SECONDS + 60)
def test_it_runs_the_demo_in_an_empty_environment(puente: Path, tmp_path: Path) -> None:
    (tmp_path / "wsgi.py").write_text("raise SystemExit('the folder of somebody else')\n")
    said = run(puente, "demo", "--once", "--dir", "var", cwd=tmp_path)
    assert "Propuesta de muestra:" in said
    assert list((tmp_path / "var" / "outbox").glob("*.eml"))
    assert list((tmp_path / "var" / "documents").rglob("*.docx"))


def test_it_checks_a_template_of_somebodys_own(puente: Path, tmp_path: Path) -> None:
    template = ROOT / "templates/docx/propuesta-completa/1/template.docx"
    shutil.copyfile(template, tmp_path / "mine.docx")
    run(puente, "templates", "check", "mine.docx", cwd=tmp_path)
