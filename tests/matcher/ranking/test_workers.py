"""Threads and processes of this machine give the same answers in the same order."""

import os
from time import sleep

import pytest

from matcher.ranking.workers import Processes, Threads, forked


def added(task: int, shared: list[int]) -> tuple[int, int]:
    return task + sum(shared), os.getpid()


def slowly(task: int, shared: float) -> tuple[int, int]:
    sleep(shared)
    return task, os.getpid()


@pytest.mark.parametrize("workers", [Threads(1), Threads(3), Processes(1), Processes(2)])
def test_answers_keep_the_order_of_the_tasks(workers: Threads | Processes) -> None:
    told: list[tuple[int, int]] = []
    done = workers.map(
        added, range(9), shared=[1, 2], progress=lambda at, total: told.append((at, total))
    )
    assert [answer for answer, _ in done] == list(range(3, 12))
    assert told == [(at, 9) for at in range(1, 10)]


def test_little_work_stays_in_this_process_and_much_is_shared() -> None:
    here = os.getpid()
    assert {who for _, who in Processes(2).map(slowly, range(3), shared=0.0)} == {here}
    done = Processes(2).map(slowly, range(6), shared=0.3)
    assert [task for task, _ in done] == list(range(6))
    assert len({who for _, who in done}) == 2


def test_an_error_of_a_copy_is_raised_here() -> None:
    def broken(task: int, shared: int) -> float:
        return shared / task

    with pytest.raises(ZeroDivisionError):
        list(forked(broken_at_nought, [2, 1, 0], shared=1, processes=2))
    assert list(forked(broken, [2, 1], shared=1, processes=1)) == [0.5, 1.0]


def broken_at_nought(task: int, shared: int) -> float:
    return shared / task
