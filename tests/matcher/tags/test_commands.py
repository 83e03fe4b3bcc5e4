"""``puente tag`` and ``puente train`` on files."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from matcher.cli.tags import tag, train

CALL = {
    "id": "c1",
    "title": "Premio al agua limpia",
    "text": "Acueductos y saneamiento para barrios rurales.",
}


def write(path: Path, records: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return path


def test_a_line_comes_out_for_each_line_that_goes_in(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", [CALL, {"id": 2, "text": "Becas de maestría"}])
    target = tmp_path / "out.jsonl"
    result = CliRunner().invoke(tag, [str(source), "-o", str(target)])
    assert result.exit_code == 0, result.output
    first, second = (json.loads(line) for line in target.read_text("utf-8").splitlines())
    assert (first["id"], second["id"]) == ("c1", 2)
    assert first["language"] == "es"
    assert sorted(o["code"] for o in first["ods"]) == list(range(1, 18))
    assert len(first["lines"]) == 5
    scores = [o["score"] for o in first["ods"]]
    assert scores == sorted(scores, reverse=True)
    assert first["ods"][0]["code"] == 6
    assert 6 in first["assigned"]["ods"]
    assert first["assigned"]["lines"] == ["ecociudad"]
    for found in first["ods"][0]["evidence"]:
        assert CALL[found["field"]][found["start"] : found["end"]] == found["quote"]


def test_compressed_files_and_standard_streams_are_read_and_written(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl.gz"
    source.write_bytes(gzip.compress((json.dumps(CALL) + "\n").encode()))
    result = CliRunner().invoke(tag, [str(source)])
    assert json.loads(result.stdout)["ods"][0]["code"] == 6
    piped = CliRunner().invoke(tag, ["-"], input=json.dumps(CALL) + "\n")
    assert json.loads(piped.stdout) == json.loads(result.stdout)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "línea 2: no es JSON"),
        ('{"text": "x"}', "línea 2: falta «id»"),
        ('{"id": 1}', "línea 2: falta «text»"),
        ('{"id": 1, "text": 3}', "línea 2: falta «text»"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(tmp_path: Path, line: str, said: str) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(CALL) + "\n" + line + "\n", encoding="utf-8")
    target = tmp_path / "out.jsonl"
    result = CliRunner().invoke(tag, [str(source), "-o", str(target)])
    assert result.exit_code == 2
    assert said in result.stderr
    assert not target.exists()


def corrections(answer: bool) -> list[dict[str, Any]]:
    return [
        {
            "title": f"Torneo {n}",
            "text": f"Ajedrez con tableros y relojes, jornada {n} del año",
            "ods": {"4": answer},
            "lines": {"educacion-cultura": answer},
        }
        for n in range(40)
    ]


def test_training_puts_a_better_model_in_service_and_can_go_back(tmp_path: Path) -> None:
    models = tmp_path / "models"
    told = write(tmp_path / "told.jsonl", corrections(True))
    result = CliRunner().invoke(train, ["--corrections", str(told), "--out", str(models)])
    assert result.exit_code == 0, result.output
    assert "se acepta" in result.stderr
    version = json.loads((models / "current.json").read_text("utf-8"))[0]
    card = json.loads((models / version / "card.json").read_text("utf-8"))
    assert card["corrections"] == 40
    assert card["corrections_scores"]["agreement_after"] > 0.5
    source = write(tmp_path / "in.jsonl", [{"id": 1, "text": "Ajedrez, tableros y relojes"}])
    tagged = CliRunner().invoke(tag, [str(source), "--model", str(models / version)])
    assert json.loads(tagged.stdout)["model"] == version
    back = CliRunner().invoke(train, ["--out", str(models), "--rollback"])
    assert "de-serie" in back.stdout
    assert CliRunner().invoke(train, ["--out", str(models), "--rollback"]).exit_code == 2


def test_a_worse_model_is_refused_and_the_former_stays(tmp_path: Path) -> None:
    models = tmp_path / "models"
    told = write(tmp_path / "told.jsonl", corrections(True))
    CliRunner().invoke(train, ["--corrections", str(told), "--out", str(models)])
    before = (models / "current.json").read_text("utf-8")
    nonsense = [
        {
            "text": record["text"],
            "title": record["title"],
            "ods": {"4": False},
            "lines": {"educacion-cultura": False},
        }
        for record in corrections(True)
    ]
    mixed = write(tmp_path / "mixed.jsonl", _truth_held_out(nonsense))
    result = CliRunner().invoke(train, ["--corrections", str(mixed), "--out", str(models)])
    assert result.exit_code == 1
    assert "se rechaza" in result.stderr
    assert (models / "current.json").read_text("utf-8") == before


def _truth_held_out(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Wrong answers to learn from, right ones where the measuring is done."""
    from matcher.tags.records import correction_from
    from matcher.tags.retraining import split_corrections

    made = {correction_from(r).text: r for r in records}
    _, held = split_corrections([correction_from(r) for r in records])
    for correction in held:
        made[correction.text]["ods"] = {"4": True}
        made[correction.text]["lines"] = {"educacion-cultura": True}
    return list(made.values())


def test_a_wrong_correction_is_named(tmp_path: Path) -> None:
    told = write(tmp_path / "told.jsonl", [{"text": "x", "ods": {"19": True}}])
    result = CliRunner().invoke(train, ["--corrections", str(told), "--out", str(tmp_path / "m")])
    assert result.exit_code == 2
    assert "línea 1: «19» no es un ODS" in result.stderr
