"""``puente match`` on files: lines in, lines out, clear complaints."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from matcher.cli.match import match

CALLS = [
    {
        "id": "c1",
        "title": "Water grants",
        "text": "Drinking water and sanitation.",
        "lang": "en",
        "deadline": "2020-01-31",
        "kind": "subvencion",
        "amounts": [{"max": 50000, "currency": "EUR"}],
        "eligibility": {"local_government": {"answer": True, "quote": "Cities may apply"}},
    },
    {"id": "c2", "title": "Museos", "text": "Archivos y bibliotecas.", "language": "es"},
]
PROJECTS = [
    {"id": 7, "title": "Acueducto", "problem": "Falta agua potable.", "objective": "Llevar agua."},
    {"id": "p2", "title": "Archivo", "text": "Digitalizar la biblioteca y los archivos."},
]


def lines(path: Path, records: list[dict[str, Any]]) -> Path:
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")
    return path


def run(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(
        match,
        [str(argument) for argument in arguments],
        input=stdin,
        env={"PUENTE_APERTIUM": "off"},
    )


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    return lines(tmp_path / "c.jsonl.gz", CALLS)


@pytest.fixture
def projects(tmp_path: Path) -> Path:
    return lines(tmp_path / "p.jsonl", PROJECTS)


def test_each_project_gets_its_best_calls_with_reasons_and_blockers(
    calls: Path, projects: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    found = run("--calls", calls, "--projects", projects, "--top", 2, "-o", out)
    assert found.exit_code == 0, found.output
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(row["project"], row["rank"]) for row in rows] == [
        ("7", 1),
        ("7", 2),
        ("p2", 1),
        ("p2", 2),
    ]
    assert rows[2]["call"] == "c2"
    assert set(rows[0]) == {
        "project",
        "call",
        "rank",
        "score",
        "confidence",
        "reasons",
        "blockers",
    }
    water = next(row for row in rows if (row["project"], row["call"]) == ("7", "c1"))
    assert water["blockers"][0]["kind"] == "closed"
    assert water["blockers"][0]["code"] == "closed-on"
    assert water["blockers"][0]["text"].startswith("La convocatoria cerró el ")
    assert water["reasons"][0]["kind"] == "translated"
    assert water["reasons"][0]["text"].startswith("La convocatoria está en inglés")
    assert "agua potable ↔ drinking water" in water["reasons"][0]["terms"]
    assert water["reasons"][0]["project_quote"] == "Falta agua potable."


def test_projects_of_a_call_and_standard_input_and_output(projects: Path) -> None:
    text = "\n".join(json.dumps(call) for call in CALLS)
    found = run("--calls", "-", "--projects", projects, "--by", "call", "--top", 1, stdin=text)
    assert found.exit_code == 0, found.output
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    assert [(row["call"], row["project"]) for row in rows] == [("c1", "7"), ("c2", "p2")]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "línea 2: no es JSON"),
        ("[]", "línea 2: se esperaba un objeto"),
        ('{"title": "x"}', "línea 2: falta «id»"),
        ('{"id": "x"}', "línea 2: no trae ni «title» ni «text»"),
        ('{"id": "x", "title": 3}', "línea 2: «title» debe ser un texto"),
        ('{"id": "x", "title": "y", "deadline": "mañana"}', "línea 2: «deadline»"),
        ('{"id": "x", "title": "y", "amounts": [{"max": "mucho"}]}', "línea 2: «max»"),
        ('{"id": "x", "title": "y", "ods": [18]}', "línea 2: «ods»"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(
    line: str, complaint: str, projects: Path, tmp_path: Path
) -> None:
    bad, out = tmp_path / "bad.jsonl", tmp_path / "out.jsonl"
    bad.write_text('{"id": "a", "title": "b"}\n' + line + "\n", encoding="utf-8")
    found = run("--calls", bad, "--projects", projects, "-o", out)
    assert found.exit_code == 2
    assert complaint in found.output
    assert not out.exists()
    assert not list(tmp_path.glob(".out*"))


def test_a_missing_file_and_a_missing_option_are_said(projects: Path, tmp_path: Path) -> None:
    missing = run("--calls", tmp_path / "no.jsonl", "--projects", projects)
    assert missing.exit_code == 2
    assert "No se pudo leer" in missing.output


def test_a_damaged_gz_is_said(projects: Path, tmp_path: Path) -> None:
    broken = tmp_path / "c.jsonl.gz"
    broken.write_bytes(gzip.compress(b'{"id": "a", "title": "b"}\n' * 200)[:-10])
    found = run("--calls", broken, "--projects", projects)
    assert found.exit_code == 2
    assert "No se pudo leer" in found.output


def test_no_calls_give_no_lines(projects: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    found = run("--calls", lines(tmp_path / "none.jsonl", []), "--projects", projects, "-o", out)
    assert found.exit_code == 0, found.output
    assert out.read_text() == ""
