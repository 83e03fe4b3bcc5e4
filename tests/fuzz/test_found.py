"""What fuzzing found stays mended, and a handful of fresh inputs are read."""

import random

import pytest

from tests.fuzz.fuzz import READERS, judge, kept, mutated, seeds


def test_what_was_found_stays_mended() -> None:
    assert [
        path.name for path in kept() if judge(path.name.partition("-")[0], path.read_bytes())
    ] == []


@pytest.mark.parametrize("kind", READERS)
def test_a_few_inputs_of_each(kind: str) -> None:
    chance = random.Random(7311)
    for _ in range(10):
        assert judge(kind, mutated(chance.choice(seeds(kind)), chance)) is None
