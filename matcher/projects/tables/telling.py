"""How many rows of a book were read of how many: written into a file, for others to look at.

Who reads is a process with limits that answers once, at the end, and whoever asks may be served by
another process than the one that began it; both see the file.
"""

from pathlib import Path

EVERY = 100


class Telling:
    """Counts the rows as they come, and writes how far it is now and then; nowhere without path."""

    def __init__(self, path: str | None = None) -> None:
        self._path = path
        self._done = 0
        self._total = 0

    def expect(self, rows: int) -> None:
        """There are so many more to read."""
        self._total += rows
        self._write()

    def row(self) -> None:
        """One more was read."""
        self._done += 1
        if self._done % EVERY == 0 or self._done == self._total:
            self._write()

    def _write(self) -> None:
        if self._path is None:
            return
        told = Path(self._path)
        # In one step, for somebody may look at any moment.
        half = told.with_suffix(".half")
        half.write_text(f"{min(self._done, self._total)} {self._total}", encoding="ascii")
        half.replace(told)


def told_in(path: Path) -> tuple[int, int]:
    """What was told there last: rows read, and rows in all; none of none before anything was."""
    try:
        done, total = path.read_text(encoding="ascii").split()
    except FileNotFoundError:
        return 0, 0
    return int(done), int(total)
