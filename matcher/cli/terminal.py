"""The terminal: a progress bar where somebody looks, a line where nobody does."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from matcher.jobs.job import Progress


@contextmanager
def bar(label: str) -> Iterator[Progress]:
    """A progress bar on standard error, if that is a terminal; otherwise nothing is drawn.

    The total may become known, or grow, while the work goes on.
    """
    if not sys.stderr.isatty():
        yield _silent
        return
    with click.progressbar(length=1, label=label, file=sys.stderr, show_pos=True) as drawn:

        def tell(done: int, total: int | None, label: str = "") -> None:
            drawn.length = max(total or done, 1)
            drawn.label = f"{drawn.label.split(' · ')[0]} · {label}" if label else drawn.label
            drawn.update(done - drawn.pos)

        yield tell


def _silent(done: int, total: int | None, label: str = "") -> None:
    """Draw nothing."""
