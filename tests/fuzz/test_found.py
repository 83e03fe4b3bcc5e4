"""What fuzzing found stays mended, and a handful of fresh inputs are read."""

import random

import pytest

from tests.fuzz.fuzz import judge, kept, mutated
from tests.fuzz.readers import KINDS


def test_what_was_found_stays_mended() -> None:
    assert [
        path.name for path in kept() if judge(path.name.partition("-")[0], path.read_bytes())
    ] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_few_inputs_of_each(kind: str) -> None:
    chance = random.Random(7311)
    for _ in range(10):
        assert judge(kind, mutated(kind, chance)) is None


def test_what_breaks_and_what_never_ends_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(raw: bytes) -> None:
        while raw == b"endless":
            pass
        raise KeyError(raw)

    planted = KINDS | {"date": type(KINDS["date"])(read=broken, seeds=list, share=1)}
    monkeypatch.setattr("tests.fuzz.fuzz.KINDS", planted)
    monkeypatch.setattr("tests.fuzz.fuzz.PATIENCE", 0.2)
    assert "KeyError" in str(judge("date", b"x"))
    assert "más de" in str(judge("date", b"endless"))
