"""Files that only the user of the service may read: the database, letters, documents, copies."""

import os
from pathlib import Path

from matcher.db.lock import sqlite_file
from matcher.db.session import open_url
from matcher.settings import Settings

OURS = 0o077
"""What is taken from everybody else of what this process makes."""
_FOLDERS = ("outbox", "documents", "models", "spool", "cache", "copies", "uploads")


def close_to_others(settings: Settings) -> None:
    """Make the folder of the data, and close to other users of the machine what Puente keeps.

    Files made by former releases are closed too. A folder that was there before may hold what is
    not Puente's, so it is left as it is, and only what is inside is closed.
    """
    if not settings.data_dir.exists():
        settings.data_dir.mkdir(parents=True, mode=0o700)
    for name in _FOLDERS:
        _close(settings.data_dir / name, 0o700)
    database = sqlite_file(open_url(settings.database))
    if database is not None:
        for ending in ("", "-wal", "-shm"):
            _close(database.with_name(database.name + ending), 0o600)


def _close(path: Path, mode: int) -> None:
    """Take from others what they may do with ``path``, where it is there and ours."""
    if path.exists() and path.stat().st_uid == os.geteuid() and path.stat().st_mode & OURS:
        path.chmod(mode)
