"""Many tasks in threads, each with an end: one that never comes back does not hold the others."""

from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from time import monotonic

HEARTBEAT_SECONDS = 60.0


class Stuck(Exception):
    """A task that neither ends nor looks at its time."""

    def __init__(self, seconds: float) -> None:
        self.hours = f"{seconds / 3600:.1f}"
        super().__init__(f"not done after {self.hours} hours")


@dataclass(slots=True)
class ReadingTask:
    """One task. It looks at ``given_up`` before it makes anything of its work known."""

    name: str
    begun_at: float | None = None
    given_up: bool = False

    def run(self, work: Callable[["ReadingTask"], None]) -> None:
        """Note the moment it begins: a task may wait long for a thread."""
        self.begun_at = monotonic()
        work(self)

    def is_over(self, seconds: float) -> bool:
        """Whether it has had its ``seconds``."""
        return self.begun_at is not None and monotonic() - self.begun_at > seconds


def run_all(
    work: Mapping[str, Callable[[ReadingTask], None]],
    *,
    threads: int,
    seconds: float,
    ended: Callable[[str, BaseException | None], None],
    alive: Callable[[], None],
    heartbeat: float = HEARTBEAT_SECONDS,
) -> None:
    """Run every task of ``work``, some at once, until each ended or was given up.

    A thread cannot be called back: one that was given up is left behind, and its process stays
    busy with it until somebody restarts it.

    :param seconds: what one task may take before it is given up.
    :param ended: told the name of each and what it raised: ``Stuck`` where it was given up.
    :param alive: called at least every ``heartbeat`` seconds.
    """
    pool = ThreadPoolExecutor(threads, thread_name_prefix="task")
    tasks: dict[Future[None], ReadingTask] = {}
    for name, one in work.items():
        task = ReadingTask(name)
        tasks[pool.submit(task.run, one)] = task
    waiting = set(tasks)
    try:
        while waiting:
            over, waiting = wait(waiting, timeout=heartbeat, return_when=FIRST_COMPLETED)
            stuck = {job for job in waiting if tasks[job].is_over(seconds)}
            for job in over | stuck:
                tasks[job].given_up = job in stuck
                fault = Stuck(seconds) if job in stuck else None
                ended(tasks[job].name, fault or job.exception())
            waiting -= stuck
            alive()
    finally:
        left_behind = any(task.given_up for task in tasks.values())
        pool.shutdown(wait=not left_behind, cancel_futures=True)
