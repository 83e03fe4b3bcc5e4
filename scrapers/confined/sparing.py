"""One thing that our own code breaks on costs itself alone: the fault is handed over, work goes on.

Everything else is caught by name. Here nobody knows what comes: a page nobody has seen, a rule that
was never asked about such words.
"""

from collections.abc import Callable
from types import TracebackType

_OF_THE_MACHINE = (OSError, MemoryError)


class Sparing:
    """Hands a fault of its block to ``note``, and work goes on behind it.

    What the machine lacks passes through, and so does what stands in ``but``: the one thing is
    not to blame then, and the next would fare no better.
    """

    def __init__(
        self, note: Callable[[Exception], None], *, but: tuple[type[Exception], ...] = ()
    ) -> None:
        self._note = note
        self._passing: tuple[type[Exception], ...] = (*_OF_THE_MACHINE, *but)

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if not isinstance(fault, Exception) or isinstance(fault, self._passing):
            return False
        self._note(fault)
        return True
