"""``python -m scrapers``: the contract of its commands."""

import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from scrapers.__main__ import main
from scrapers.source import Run
from scrapers.trial import open_fetcher
from tests.replay import Replay, as_json, as_page, saved, saved_json

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
            [sys.executable, "-m", "scrapers", "try", "eu_funding",
             "--base", f"{site.base}/saved/", "--json"],
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 3
    wanted = {
        "source_id", "id", "title", "url", "status", "deadline", "deadlines", "opens_on",
        "rolling", "amounts", "language", "kind", "funder", "eligibility",
    }  # fmt: skip
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


def test_new_writes_three_files_and_the_test_fails(runner: CliRunner, tmp_path: Path) -> None:
    with Replay(routes={"/convocatorias": as_page(saved("list_plain.html"))}) as site:
        url = f"{site.base}/convocatorias"
        command = ["new", "mi_fuente", url, "--root", str(tmp_path)]
        assert runner.invoke(main, command).exit_code == 0
        again = runner.invoke(main, command)
    made = sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file())
    assert made == [
        "scrapers/sources/mi_fuente.py",
        "tests/scrapers/pages/mi_fuente.html",
        "tests/scrapers/sources/test_mi_fuente.py",
    ]
    module = (tmp_path / made[0]).read_text(encoding="utf-8")
    compile(module, made[0], "exec")
    assert 'id="mi_fuente"' in module
    assert "Segunda convocatoria" in (tmp_path / made[1]).read_text(encoding="utf-8")
    test = (tmp_path / made[2]).read_text(encoding="utf-8")
    compile(test, made[2], "exec")
    assert "assert len(calls) == 0" in test
    assert again.exit_code == 2
    assert "Ya existe" in again.stderr


def test_a_scaffold_reads_its_page_once_completed(runner: CliRunner, tmp_path: Path) -> None:
    page = as_page(saved("list_plain.html"))
    with Replay(routes={"/convocatorias": page}) as site:
        url = f"{site.base}/convocatorias"
        assert runner.invoke(main, ["new", "hecha", url, "--root", str(tmp_path)]).exit_code == 0
        module = tmp_path / "scrapers" / "sources" / "hecha.py"
        text = module.read_text(encoding="utf-8")
        module.write_text(text.replace('item="COMPLETE"', 'item="li"'), encoding="utf-8")
        made = runpy.run_path(str(module))["SOURCE"]
        with open_fetcher(site.base, contact="") as fetcher:
            calls = list(made.calls(fetcher, base=site.base, run=Run()))
    assert calls[0].title == "Convocatoria abierta de becas de prueba 2026"
    assert len(calls) == 3
