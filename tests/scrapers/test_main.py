"""``python -m scrapers``: the contract of its commands."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scrapers import registry
from scrapers.__main__ import main
from scrapers.checks import unproved
from tests.replay import Answer, Replay, as_json, as_page, saved, saved_json

HERE = Path(__file__).parents[2]
SEARCH = "/search-api/prod/rest/search"


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()


def test_list_names_every_source_as_json(runner: CliRunner) -> None:
    result = runner.invoke(main, ["list", "--json"])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert {"eu_funding", "bdns", "ucci"} <= {row["id"] for row in rows}


def test_check_passes(runner: CliRunner) -> None:
    assert runner.invoke(main, ["check"]).exit_code == 0


def test_try_replays_below_any_prefix_and_writes_the_contract() -> None:
    with Replay(routes={f"/saved{SEARCH}": as_json(saved_json("sedia_search.json"))}) as site:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "scrapers",
                "try",
                "eu_funding",
                "--base",
                f"{site.base}/saved/",
                "--json",
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 3
    wanted = {
        "source_id",
        "id",
        "title",
        "url",
        "status",
        "deadline",
        "deadlines",
        "opens_on",
        "rolling",
        "amounts",
        "language",
        "kind",
        "funder",
        "eligibility",
    }
    assert all(wanted <= set(row) for row in rows)
    assert rows[0]["deadlines"] == ["2027-02-18", "2027-09-16"]
    assert (rows[0]["source_id"], rows[2]["status"]) == ("eu_funding", "cancelled")
    assert "3 convocatorias" in done.stderr


def test_try_fails_where_the_run_is_unhealthy(runner: CliRunner) -> None:
    with Replay(routes={SEARCH: as_json({"results": []})}) as site:
        result = runner.invoke(main, ["try", "eu_funding", "--base", site.base, "--json"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "NO es sana" in result.stderr


def test_try_stops_at_the_limit(runner: CliRunner) -> None:
    with Replay(routes={SEARCH: as_json(saved_json("sedia_search.json"))}) as site:
        result = runner.invoke(
            main, ["try", "eu_funding", "--base", site.base, "--json", "--limit", "1"]
        )
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1


def test_try_names_an_unknown_source(runner: CliRunner) -> None:
    result = runner.invoke(main, ["try", "nada"])
    assert result.exit_code == 2
    assert "nada" in result.stderr


def test_a_live_site_is_not_read_anonymously(runner: CliRunner) -> None:
    result = runner.invoke(main, ["try", "ucci"], env={"PUENTE_CONTACT": ""})
    assert result.exit_code == 2
    assert "contacto" in result.stderr


DETAIL = "/node/1"
LIST = {
    "/convocatorias": as_page(saved("list_plain.html")),
    DETAIL: as_page(
        saved("detail_plain.html").replace("<body>", "<body><nav><a href='/'>Portada</a></nav>")
    ),
}


def begin(runner: CliRunner, root: Path, *options: str, routes: dict[str, Answer]) -> Result:
    """``new mi_fuente`` on the first of ``routes``, below ``root``."""
    with Replay(routes=dict(routes)) as site:
        url = site.base + next(iter(routes))
        return runner.invoke(main, ["new", "mi_fuente", url, "--root", str(root), *options])


def complete(path: Path, *pairs: tuple[str, str]) -> None:
    """Write what a person would where the scaffold asks for it."""
    text = path.read_text(encoding="utf-8")
    for asked, told in pairs:
        assert asked in text
        text = text.replace(asked, told)
    path.write_text(text, encoding="utf-8")


def proof(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the scaffold's own test on the scaffold's own module, beside the rest of the tree."""
    shutil.copytree(HERE / "scrapers", root / "all" / "scrapers")
    for name in ("conftest.py", "reading.py"):
        target = root / "all" / "tests" / "scrapers" / "sources" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HERE / "tests" / "scrapers" / "sources" / name, target)
    shutil.copyfile(HERE / "tests" / "replay.py", root / "all" / "tests" / "replay.py")
    for part in ("scrapers", "tests"):
        shutil.copytree(root / part, root / "all" / part, dirs_exist_ok=True)
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "--import-mode=importlib",
            "-p",
            "no:cacheprovider",
            "-W",
            "ignore",
            "tests/scrapers/sources/test_mi_fuente.py",
        ],
        cwd=root / "all",
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(root / "all")},
    )


def finish_list(root: Path) -> Path:
    """Complete module and test of a list page as its saved pages say; the module."""
    module = root / "scrapers/sources/mi_fuente.py"
    complete(module, ('item="COMPLETE"', 'item="li"'), ('body="COMPLETE"', 'body="main"'))
    complete(
        root / "tests/scrapers/sources/test_mi_fuente.py",
        ("== 0, ", "== 3, "),
        ('"complete: el título de la primera"', '"Convocatoria abierta de becas de prueba 2026"'),
        ("complete: una frase que solo está en la página", "15 de enero de 2027"),
        ("[date.min], ", "[date(2027, 1, 15)], "),
        ("complete: unas palabras del menú o del pie", "Portada"),
    )
    return module


def test_new_saves_list_and_page_and_a_test_that_fails(runner: CliRunner, tmp_path: Path) -> None:
    assert begin(runner, tmp_path, routes=LIST).exit_code == 0
    again = begin(runner, tmp_path, routes=LIST)
    made = sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file())
    assert made == [
        "scrapers/sources/mi_fuente.py",
        "tests/scrapers/pages/mi_fuente.html",
        "tests/scrapers/pages/mi_fuente_detail.html",
        "tests/scrapers/sources/test_mi_fuente.py",
    ]
    assert "Segunda convocatoria" in (tmp_path / made[1]).read_text(encoding="utf-8")
    assert "Portada" in (tmp_path / made[2]).read_text(encoding="utf-8")
    assert (again.exit_code, "Ya existe" in again.stderr) == (2, True)
    done = proof(tmp_path)
    assert done.returncode == 1, done.stdout
    assert "3 failed" in done.stdout or "3 errors" in done.stdout or "2 errors" in done.stdout


def test_a_list_that_links_no_call_asks_for_the_page_of_one(
    runner: CliRunner, tmp_path: Path
) -> None:
    bare = {"/aqui": as_page('<main><a href="/x1">Uno</a></main>'), "/x1": LIST[DETAIL]}
    told = begin(runner, tmp_path, routes=bare)
    assert (told.exit_code, "--detail" in told.stderr) == (2, True)
    assert not any(tmp_path.rglob("*.py"))
    with Replay(routes=dict(bare)) as site:
        command = ["new", "mi_fuente", f"{site.base}/aqui", "--root", str(tmp_path)]
        assert runner.invoke(main, [*command, "--detail", f"{site.base}/x1"]).exit_code == 0
    assert (tmp_path / "tests/scrapers/pages/mi_fuente_detail.html").is_file()


def test_a_completed_list_passes_and_fails_with_a_wrong_body(
    runner: CliRunner, tmp_path: Path
) -> None:
    assert begin(runner, tmp_path, routes=LIST).exit_code == 0
    module = finish_list(tmp_path)
    done = proof(tmp_path)
    assert done.returncode == 0, done.stdout
    for wrong in (".nowhere", "html"):
        complete(module, ('body="main"', f'body="{wrong}"'))
        shutil.rmtree(tmp_path / "all")
        assert proof(tmp_path).returncode == 1, wrong
        complete(module, (f'body="{wrong}"', 'body="main"'))


def test_an_interface_begins_with_its_rows_and_fields(runner: CliRunner, tmp_path: Path) -> None:
    row = {
        "code": "A1",
        "name": "Convocatoria de prueba",
        "page": "https://example.org/a1",
        "words": "Recibe propuestas.",
        "closes": "2027-03-31",
        "contactName": "No guardar",
    }
    routes = {"/api/calls": as_json({"meta": {"n": 1}, "found": {"calls": [row]}})}
    assert begin(runner, tmp_path, routes=routes).exit_code == 0
    kept = (tmp_path / "tests/scrapers/pages/mi_fuente.json").read_text(encoding="utf-8")
    assert '"name": "Convocatoria de prueba",' in map(str.strip, kept.splitlines())
    assert "No guardar" not in kept
    module = tmp_path / "scrapers/sources/mi_fuente.py"
    text = module.read_text(encoding="utf-8")
    assert 'rows("found.calls")' in text
    assert "# closes: '2027-03-31'" in text
    assert "contactName" not in text
    assert proof(tmp_path).returncode == 1
    for name in ("page", "code", "name", "code", "page", "words", "closes", "closes", "Closing"):
        text = re.sub(r'"COMPLETE"', f'"{name}"', text, count=1)
    module.write_text(text, encoding="utf-8")
    complete(
        tmp_path / "tests/scrapers/sources/test_mi_fuente.py",
        ("== 0, ", "== 1, "),
        ("complete: el título de la primera", "Convocatoria de prueba"),
        ("complete: la página de la primera", "https://example.org/a1"),
        ("[date.min], ", "[date(2027, 3, 31)], "),
        ("complete: una frase de su texto", "Recibe propuestas."),
    )
    shutil.rmtree(tmp_path / "all")
    done = proof(tmp_path)
    assert done.returncode == 0, done.stdout


def test_check_demands_a_test_on_a_saved_page(tmp_path: Path) -> None:
    shutil.copytree(HERE / "scrapers" / "sources", tmp_path / "scrapers" / "sources")
    shutil.copytree(HERE / "tests" / "scrapers", tmp_path / "tests" / "scrapers")
    known = [source.about.id for source in registry.from_modules()]
    assert unproved(tmp_path, known) == []
    new = tmp_path / "scrapers" / "sources" / "otra.py"
    new.write_text('"""COMPLETE"""\n')
    assert len(unproved(tmp_path, [*known, "otra"])) == 2
    new.write_text('"""Done."""\n')
    test = tmp_path / "tests/scrapers/sources/test_otra.py"
    test.write_text("from scrapers.sources.otra import SOURCE\n")
    assert ["página" in told for told in unproved(tmp_path, ["otra"])] == [True]
    test.write_text("from scrapers.sources.otra import SOURCE\n\nPAGE = 'caf.html'\n")
    assert unproved(tmp_path, ["otra"]) == []
