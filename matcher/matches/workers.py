"""Who does the blocks: threads of this machine, or the workers of a dask cluster.

Both run the same function on the same blocks and give the answers in the same order, so that
where it ran cannot be told from the result.
"""

import importlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from matcher.errors import PuenteError, SettingsError

Task = TypeVar("Task")
Shared = TypeVar("Shared")
Done = TypeVar("Done")
Progress = Callable[[int, int], None]
_SECONDS_TO_CONNECT = 5


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
    """The threads of this machine; the products leave Python's lock while they compute."""

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
        done: list[Done] = []
        with ThreadPoolExecutor(self._count) as pool:
            for answer in pool.map(work, tasks, [shared] * len(tasks)):
                done.append(answer)
                progress(len(done), len(tasks))
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
        done: list[Done] = []
        try:
            for future in futures:
                done.append(future.result())
                progress(len(done), len(tasks))
        except (CancelledError, OSError) as error:
            raise ClusterFailed(
                "El clúster perdió una parte del trabajo; revise sus trabajadores y repita."
            ) from error
        finally:
            executor.shutdown(wait=False)
        return done


_RETRIES = 3


class ClusterFailed(PuenteError):
    """The cluster did not finish what it was given."""


@contextmanager
def open_workers(address: str = "") -> Iterator[Workers]:
    """Threads, or with an ``address`` (``tcp://host:port`` of a dask scheduler) its cluster.

    :raises SettingsError: where dask is not installed or nobody answers at the address.
    """
    if not address:
        yield Threads()
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
