"""``puente extract`` on real files and pipes."""

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from scrapers.extract.command import extract_command

CALL = {
    "id": "c1",
    "title": "Fondo de agua",
    "fetched_on": "2025-03-01",
    "text": "Cortes: 31 de enero, 30 de abril y 31 de julio de 2025. Hasta USD 10.000.",
}


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(extract_command, list(arguments), input=given)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_line_in_gives_a_line_out_with_the_next_deadline(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps(CALL) + "\n\n", encoding="utf-8")
    assert run(str(source), "-o", str(target)).exit_code == 0
    (record,) = lines(target)
    assert record["id"] == "c1"
    assert record["deadline"] == "2025-04-30"
    assert record["deadlines"] == ["2025-01-31", "2025-04-30", "2025-07-31"]
    assert [(a["value"], a["currency"]) for a in record["amounts"]] == [(10000, "USD")]


def test_without_the_day_of_reading_the_last_deadline_stands(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({**CALL, "fetched_on": None}), encoding="utf-8")
    run(str(source), "-o", str(target))
    assert lines(target)[0]["deadline"] == "2025-07-31"


def test_gzip_is_read(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl.gz", tmp_path / "out.jsonl"
    source.write_bytes(gzip.compress(json.dumps(CALL).encode()))
    assert run(str(source), "-o", str(target)).exit_code == 0
    assert len(lines(target)) == 1


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("{nada", "JSON"),
        ("[1]", "objeto"),
        ('{"id": 1}', "«text»"),
        ('{"id": 1, "text": 5}', "«text»"),
        ('{"id": 1, "text": "x", "fetched_on": "ayer"}', "AAAA-MM-DD"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_left_half_written(
    tmp_path: Path, bad: str, told: str
) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    target.write_text("lo de antes\n", encoding="utf-8")
    source.write_text(json.dumps(CALL) + "\n" + bad + "\n", encoding="utf-8")
    result = run(str(source), "-o", str(target))
    assert result.exit_code == 2
    assert "Línea 2" in result.output
    assert told in result.output
    assert target.read_text(encoding="utf-8") == "lo de antes\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    result = run(str(tmp_path / "no.jsonl"))
    assert result.exit_code == 2
    assert "no.jsonl" in result.output


def test_it_works_in_a_pipe() -> None:
    code = "from scrapers.extract.command import extract_command as c; c()"
    done = subprocess.run(
        [sys.executable, "-c", code, "-"],
        input=json.dumps(CALL),
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert json.loads(done.stdout)["deadline"] == "2025-04-30"


def test_explain_tells_which_rule_read_each_date_and_which_were_asked_before(
    tmp_path: Path,
) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    text = "Premio de ideas. Resultados: 3 de junio de 2027. Plazo: 5 de mayo de 2027."
    source.write_text(json.dumps({"id": 1, "title": "Premio", "text": text}), encoding="utf-8")
    run(str(source), "-o", str(target))
    assert "explain" not in lines(target)[0]
    assert run(str(source), "-o", str(target), "--explain").exit_code == 0
    (record,) = lines(target)
    told = [(d["date"], d["role"], d["rule"], d["words"]) for d in record["explain"]["dates"]]
    assert told == [
        ("3 de junio de 2027", "other", "another-purpose", "resultad"),
        ("5 de mayo de 2027", "close", "closing-word", "plazo"),
    ]
    assert "deadline-moved" in record["explain"]["dates"][1]["tried"]
    assert record["deadline_details"][0]["span"]["method"] == "closing-word"
    first = record["explain"]["kind"]["signals"][0]
    assert (first["rule"], first["kind"], first["words"]) == ("prize", "premio", "premio")
