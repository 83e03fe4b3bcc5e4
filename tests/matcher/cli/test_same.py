"""``puente same`` on files: a line per record, clear complaints, no database."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.matcher.cli.running import puente

CALL: dict[str, Any] = {
    "id": 1,
    "source_id": "fondo",
    "url": "https://fondo.example/agua",
    "title": "Fondo de agua para veredas altas",
    "text": "Hasta 350.000 EUR por proyecto.",
    "funder": "Fundación Manantial",
    "deadline": "2027-03-05",
    "identifiers": ["FM-2027-0009"],
    "links": [],
    "aggregator": False,
}
AGAIN = CALL | {
    "id": "b",
    "source_id": "portal",
    "url": "https://portal.example/9",
    "deadline": "2027-03-20",
    "aggregator": True,
}
LIKELY = AGAIN | {
    "id": "c",
    "source_id": "boletin",
    "identifiers": [],
    "url": "https://b.example/1",
}
OTHER = CALL | {
    "id": "d",
    "title": "Becas de danza",
    "url": "https://x.example/2",
    "identifiers": [],
}


def written(folder: Path, *records: Any) -> Path:
    path = folder / "in.jsonl"
    lines = (one if isinstance(one, str) else json.dumps(one) for one in records)
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_a_line_per_record_in_their_order(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    done = puente("same", written(tmp_path, CALL, AGAIN, LIKELY, OTHER), "-o", out, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, f"4 registros comparados → {out}\n")
    assert read(out) == [
        {"id": 1, "group": 1, "doubtful": []},
        {"id": "b", "group": 1, "doubtful": []},
        {"id": "c", "group": 1, "doubtful": []},
        {"id": "d", "group": "d", "doubtful": []},
    ]
    assert not (tmp_path / "puente.sqlite").exists()


def test_a_doubt_names_every_record_of_the_other_group(tmp_path: Path) -> None:
    apart = LIKELY | {"deadline": "2027-04-09"}
    out = tmp_path / "out.jsonl"
    path = written(tmp_path, CALL, AGAIN, apart)
    done = puente("same", path, "-o", out, "--explain", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    first, second, third = read(out)
    assert [line["group"] for line in (first, second, third)] == [1, 1, "c"]
    assert [line["doubtful"] for line in (first, second, third)] == [["c"], ["c"], [1, "b"]]
    assert second["reasons"]["group"] == (
        "Mismo código: FM-2027-0009. Prórroga: el cierre pasa del 5 de marzo de 2027 al 20 de "
        "marzo de 2027."
    )
    assert "Puede ser una prórroga" in third["reasons"]["doubtful"][0][1]


def test_a_pipe_goes_through(tmp_path: Path) -> None:
    typed = json.dumps({"id": "solo", "title": "Una convocatoria"}) + "\n"
    done = puente("same", "-", folder=tmp_path, typed=typed)
    assert (done.returncode, json.loads(done.stdout)) == (
        0,
        {"id": "solo", "group": "solo", "doubtful": []},
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{no", "línea 2: no es JSON"),
        ({"title": "Sin nombre"}, "línea 2: Falta el campo «id»"),
        ({"id": 2}, "línea 2: Falta el campo «title»"),
        (CALL, "línea 2: el id «1» ya salió antes."),
        (CALL | {"id": 2, "title": 7}, "línea 2: El campo «title» debe ser un texto."),
        (CALL | {"id": 2, "links": "x"}, "línea 2: El campo «links» debe ser una lista"),
        (CALL | {"id": 2, "deadline": "marzo"}, "línea 2: «marzo» no es un día"),
        (CALL | {"id": 2, "amounts": [{"value": "mucho"}]}, "línea 2: Un monto de «amounts»"),
        (CALL | {"id": 2, "amounts": 5}, "línea 2: El campo «amounts» debe ser una lista"),
        (CALL | {"id": 2, "url": "http://[x"}, "línea 2: El campo «url» no es una dirección."),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: Any, told: str) -> None:
    out = tmp_path / "out.jsonl"
    done = puente("same", written(tmp_path, CALL, line), "-o", out, folder=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert not out.exists()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = puente("same", tmp_path / "none.jsonl", folder=tmp_path)
    assert done.returncode == 2
    assert "No se pudo leer" in done.stderr


def test_the_answer_is_that_of_a_reading(tmp_path: Path) -> None:
    """What ``puente extract`` writes goes in as it is: ranges, closing days, no sums."""
    told = {
        "amounts": [{"min": 350000, "currency": "EUR", "kind": "range"}],
        "deadlines": ["2027-03-05", "2027-09-05"],
        "deadline": None,
        "language": "es",
    }
    path = written(tmp_path, CALL | told, AGAIN | {"identifiers": [], "deadline": "2027-09-05"})
    done = puente("same", path, folder=tmp_path)
    assert [json.loads(x)["group"] for x in done.stdout.splitlines()] == [1, 1], done.stderr
