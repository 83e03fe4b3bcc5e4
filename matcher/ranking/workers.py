"""Who does the blocks: threads or processes of this machine, or the workers of a dask cluster.

All run the same function on the same blocks and give the answers in the same order, so that
where it ran cannot be told from the result.
"""

import gc
import importlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from time import perf_counter
from typing import Any, Protocol, TypeVar

from matcher.errors import PuenteError, SettingsError

Task = TypeVar("Task")
Shared = TypeVar("Shared")
Done = TypeVar("Done")
Progress = Callable[[int, int], None]
_SECONDS_TO_CONNECT = 5
"""For a cluster to answer."""
_WORTH_SHARING = 2
"""Tasks, and workers, from which there is anything to share."""
_SECONDS_WORTH_FORKING = 1.0
"""Work in seconds from which copies of the process are started. Set by hand; ``bench_match.py``
would tell."""


def silent(done: int, total: int) -> None:
    """Progress that nobody watches."""
    del done, total


class Workers(Protocol):
    """Anything that does tasks."""

    def map(
        self,
        work: Callable[[Task, Shared], Done],
        tasks: Sequence[Task],
        *,
        shared: Shared,
        progress: Progress = silent,
    ) -> list[Done]:
        """``work(task, shared)`` of every task, in the order of the tasks."""


class Threads:
    """The threads of this machine. Most of the work holds Python's lock: they gain little."""

    def __init__(self, count: int | None = None) -> None:
        self._count = count or len(os.sched_getaffinity(0))

    def map(
        self,
        work: Callable[[Task, Shared], Done],
        tasks: Sequence[Task],
        *,
        shared: Shared,
        progress: Progress = silent,
    ) -> list[Done]:
        """``work(task, shared)`` of every task, in the order of the tasks."""
        if len(tasks) < _WORTH_SHARING or self._count < _WORTH_SHARING:
            return _watched((work(task, shared) for task in tasks), len(tasks), progress)
        with ThreadPoolExecutor(self._count) as pool:
            return _watched(pool.map(work, tasks, [shared] * len(tasks)), len(tasks), progress)


class Processes:
    """Copies of this process, so that nothing has to be sent to them but the tasks.

    Only where no other thread is at work: a copy has this one alone.
    """

    def __init__(self, count: int | None = None) -> None:
        self._count = count or len(os.sched_getaffinity(0))

    def map(
        self,
        work: Callable[[Task, Shared], Done],
        tasks: Sequence[Task],
        *,
        shared: Shared,
        progress: Progress = silent,
    ) -> list[Done]:
        """``work(task, shared)`` of every task, in the order of the tasks."""
        return _watched(self._each(work, tasks, shared), len(tasks), progress)

    def _each(
        self, work: Callable[[Task, Shared], Done], tasks: Sequence[Task], shared: Shared
    ) -> Iterator[Done]:
        """The first task tells whether the others are worth the copies."""
        start = perf_counter()
        yield from (work(task, shared) for task in tasks[:1])
        expected = (perf_counter() - start) * len(tasks)
        processes = self._count if expected > _SECONDS_WORTH_FORKING else 1
        yield from forked(work, tasks[1:], shared=shared, processes=processes)


def forked(
    work: Callable[[Task, Shared], Done],
    tasks: Sequence[Task],
    *,
    shared: Shared,
    processes: int,
    at_once: int = 1,
) -> Iterator[Done]:
    """``work(task, shared)`` of every task in order, by this process and copies of it.

    :param processes: with one, and where a system cannot fork, this process does it alone.
    :param at_once: how many tasks are handed out together.
    """
    alone = processes < _WORTH_SHARING or "fork" not in get_all_start_methods()
    gc.freeze()  # what is shared is not looked through again and again, nor copied for it
    try:
        if alone:
            yield from (work(task, shared) for task in tasks)
            return
        parts = [tasks[start : start + at_once] for start in range(0, len(tasks), at_once)]
        yield from _shared_out(work, parts, shared, processes)
    finally:
        gc.unfreeze()


def _shared_out(
    work: Callable[[Task, Shared], Done],
    parts: Sequence[Sequence[Task]],
    shared: Shared,
    processes: int,
) -> Iterator[Done]:
    """Part by part; this process does its share, whose answers then need not be sent."""
    theirs = [part for at, part in enumerate(parts) if at % processes]
    with (
        garbage_left(),
        get_context("fork").Pool(
            processes - 1, initializer=_adopt, initargs=(work, shared)
        ) as pool,
    ):
        done = pool.imap(_by_adopted, theirs)
        for at, part in enumerate(parts):
            yield from next(done) if at % processes else [work(task, shared) for task in part]


@contextmanager
def garbage_left() -> Iterator[None]:
    """Within, nobody looks for cycles of garbage.

    Reading and explaining make none, and looking for them among all that is read and answered
    took up to a third of the time.
    """
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


_adopted: list[Any] = []
"""In a process of :func:`forked`: its work, and what is shared."""


def _adopt(work: Callable[[Task, Shared], Done], shared: Shared) -> None:
    """Keep what the process was forked with."""
    _adopted[:] = [work, shared]


def _by_adopted(part: Sequence[Any]) -> list[Any]:
    """Some tasks, in a process of :func:`forked`."""
    work, shared = _adopted
    return [work(task, shared) for task in part]


def _watched(answers: Iterable[Done], total: int, progress: Progress) -> list[Done]:
    """All answers, each of them reported."""
    done: list[Done] = []
    for answer in answers:
        done.append(answer)
        progress(len(done), total)
    return done


class Cluster:
    """The workers of a dask cluster. A task of a worker that dies is done by another.

    :param client: a ``distributed.Client``.
    """

    def __init__(self, client: Any) -> None:
        self._client = client

    def map(
        self,
        work: Callable[[Task, Shared], Done],
        tasks: Sequence[Task],
        *,
        shared: Shared,
        progress: Progress = silent,
    ) -> list[Done]:
        """``work(task, shared)`` of every task, in the order of the tasks.

        :raises ClusterFailed: where the cluster drops a task for good.
        """
        executor = self._client.get_executor(pure=False, retries=_RETRIES)
        sent = self._client.scatter(shared, broadcast=True)
        futures = [executor.submit(work, task, sent) for task in tasks]
        try:
            return _watched((future.result() for future in futures), len(tasks), progress)
        except (CancelledError, OSError) as error:
            raise ClusterFailed(
                "El clúster perdió una parte del trabajo; revise sus trabajadores y repita."
            ) from error
        finally:
            executor.shutdown(wait=False)


_RETRIES = 3
"""Times a task is tried again whose worker died."""


class ClusterFailed(PuenteError):
    """The cluster did not finish what it was given."""


@contextmanager
def open_workers(address: str = "") -> Iterator[Workers]:
    """Processes, or with an ``address`` (``tcp://host:port`` of a dask scheduler) its cluster.

    :raises SettingsError: where dask is not installed or nobody answers at the address.
    """
    if not address:
        yield Processes()
        return
    try:
        distributed = importlib.import_module("distributed")
    except ImportError as error:
        raise SettingsError(
            "PUENTE_CLUSTER está puesto, pero falta dask: instale «puente[cluster]»."
        ) from error
    try:
        client = distributed.Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"PUENTE_CLUSTER={address!r}: nadie responde en esa dirección ({error})."
        ) from error
    with client:
        yield Cluster(client)
