"""Files are there whole or not at all."""

from pathlib import Path

import pytest

from scrapers.files import written_whole
from scrapers.jsonl import BadLine, read_jsonl, write_jsonl


def test_a_block_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "kept.txt"
    path.write_text("before")

    with pytest.raises(FileNotFoundError), written_whole(path) as draft:
        (draft.write_text("half"), Path(tmp_path / "gone").read_text())

    assert [p.name for p in tmp_path.iterdir()] == ["kept.txt"]
    assert path.read_text() == "before"


@pytest.mark.parametrize("name", ["lines.jsonl", "lines.jsonl.gz"])
def test_lines_come_back_as_they_were_written(tmp_path: Path, name: str) -> None:
    path = str(tmp_path / name)

    assert write_jsonl(path, [{"id": "ñ"}, {"id": 2}]) == 2

    assert list(read_jsonl(path)) == [(1, {"id": "ñ"}), (2, {"id": 2})]
    assert [p.name for p in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("line", "told"),
    [(b'{"id": 1', "no es JSON"), (b"[1]", "un objeto entre llaves"), (b"\xff{}", "UTF-8")],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: bytes, told: str) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b'{"id": 1}\n\n' + line + b"\n")

    with pytest.raises(BadLine, match=f"Línea 3: .*{told}"):
        list(read_jsonl(str(path)))
