"""Files that are there whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A draft beside ``path`` to write to, which takes its name once the block ends well.

    Otherwise nothing of it stays, and ``path`` is as it was. A reader never sees half a file, and
    two writers do not meet in one draft. It is its maker's only: backups hold keys.
    """
    draft = path.with_name(f".{path.name}.{uuid4().hex}.part")
    try:
        draft.touch(mode=0o600)
        yield draft
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
