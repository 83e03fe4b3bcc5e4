"""What a source gave lies on disk whole or not at all."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from matcher.intake.spool import Reading, read_reading, read_records, spool_file, spooling
from matcher.intake.store import Record

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
READ = Reading(source_id="x", started_at=NOON, finished_at=NOON, found=1)
RECORD = Record(
    source_id="x", source_key="1", payload={"source_id": "x", "source_key": "1"}, raw=None
)


def test_a_reading_that_was_finished_is_found(tmp_path: Path) -> None:
    with spooling(tmp_path, "x") as writer:
        writer.add(RECORD)
        assert not spool_file(tmp_path, "x").exists()
        writer.finish(READ)
    path = spool_file(tmp_path, "x")
    assert list(tmp_path.iterdir()) == [path]
    assert (read_reading(path), list(read_records(path))) == (READ, [RECORD])


def test_one_that_was_given_up_leaves_nothing_nor_hides_an_earlier_one(tmp_path: Path) -> None:
    with spooling(tmp_path, "x") as writer:
        writer.add(RECORD)
    assert list(tmp_path.iterdir()) == []
    with spooling(tmp_path, "x") as hanging:
        hanging.add(RECORD)
        with spooling(tmp_path, "x") as writer:
            writer.finish(READ)
    assert read_reading(spool_file(tmp_path, "x")) == READ


def test_a_mistake_while_reading_is_not_swallowed(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), spooling(tmp_path, "x"):
        _ = 1 // 0
    assert list(tmp_path.iterdir()) == []
