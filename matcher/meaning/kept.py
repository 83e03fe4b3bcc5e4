"""Vectors made once and kept: in a folder for commands on files, in a table for the jobs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar, cast

import numpy as np
from sqlalchemy import Table, delete, insert, or_, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.db.session import transaction
from matcher.meaning.encoder import DIMENSIONS, TextEncoder, Vectors
from matcher.meaning.models import TextVector
from scrapers.files import written_whole

_KEPT = timedelta(days=400)
_AT_ONCE = 200
"""Vectors read or made before the next are; what a killed run has made so far stays."""
_NEW_VECTORS = insert(cast("Table", TextVector.__table__))
"""Into the table itself: by the class it takes twice as long."""
Progress = Callable[[int, int], None]
Thing = TypeVar("Thing")


class Shelf(Protocol):
    """Where vectors are kept, as bytes by their key."""

    def read(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Those of ``keys`` that are there."""

    def write(self, vectors: Mapping[str, bytes]) -> None:
        """Keep them."""


class KeptMeaning:
    """Vectors from a shelf, made where they are missing.

    :param progress: told how many of the texts asked for are through, while any are made.
    :param sentences: keep those of sentences too: a project that lists a new call is explained
        again, and making its sentences costs more than all else a day's calls ask.
    """

    def __init__(
        self,
        encoder: TextEncoder,
        shelf: Shelf,
        *,
        progress: Progress = lambda *_: None,
        sentences: bool = False,
    ) -> None:
        self._encoder, self._shelf, self._progress = encoder, shelf, progress
        self._keeps_sentences = sentences
        self.name = encoder.name

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """A row for each of ``texts``."""
        keys = [self._encoder.key(text) for text in texts]
        found: dict[str, bytes] = {}
        asked = list(dict(zip(keys, texts, strict=True)).items())
        for start, part in _parts(asked):
            known = dict(self._shelf.read([key for key, _ in part]))
            missing = [(key, text) for key, text in part if key not in known]
            if missing:
                rows = self._encoder.vectors([text for _, text in missing])
                made = {key: row.tobytes() for (key, _), row in zip(missing, rows, strict=True)}
                self._shelf.write(made)
                known |= made
                self._progress(start + len(part), len(asked))
            found |= known
        rows = np.frombuffer(b"".join(found[key] for key in keys), dtype=np.int8)
        return rows.reshape(len(keys), DIMENSIONS)

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """A row for each of ``texts``."""
        return self.vectors(texts) if self._keeps_sentences else self._encoder.vectors(texts)


class Folder:
    """A file for each vector, as translations are kept; the folder may be deleted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Those of ``keys`` that are there."""
        return {key: path.read_bytes() for key in keys if (path := self._path(key)).is_file()}

    def write(self, vectors: Mapping[str, bytes]) -> None:
        """Keep them, each whole or not at all."""
        for key, vector in vectors.items():
            path = self._path(key)
            path.parent.mkdir(parents=True, exist_ok=True)
            with written_whole(path) as draft:
                draft.write_bytes(vector)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key


class VectorTable:
    """The vectors of a database. Each reading and writing is a transaction of its own.

    :param at: the present instant.
    :param model: the name of the encoder whose vectors they are.
    """

    def __init__(self, sessions: sessionmaker[Session], *, at: datetime, model: str) -> None:
        self._sessions, self._at, self._model = sessions, at, model
        self._asked = set[str]()

    def read(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Those of ``keys`` that are there."""
        self._asked.update(keys)
        with transaction(self._sessions) as session:
            rows = session.execute(
                select(TextVector.key, TextVector.vector).where(TextVector.key.in_(keys))
            )
            return {key: vector for key, vector in rows}

    def write(self, vectors: Mapping[str, bytes]) -> None:
        """Keep them."""
        with transaction(self._sessions) as session:
            session.execute(
                _NEW_VECTORS,
                [
                    {"key": key, "vector": row, "made_at": self._at, "model": self._model}
                    for key, row in vectors.items()
                ],
            )

    def keep_only_asked(self) -> None:
        """Forget the vectors that this shelf was not asked for, a year after they were made.

        Until then a rehearsal of the year asks for them; for those of another model nobody does.
        """
        over = or_(
            TextVector.made_at.is_(None),
            TextVector.made_at < self._at - _KEPT,
            TextVector.model != self._model,
        )
        with transaction(self._sessions) as session:
            old = sorted(set(session.scalars(select(TextVector.key).where(over))) - self._asked)
            for _, part in _parts(old):
                session.execute(delete(TextVector).where(TextVector.key.in_(part)))


def _parts(things: Sequence[Thing]) -> Iterator[tuple[int, Sequence[Thing]]]:
    for start in range(0, len(things), _AT_ONCE):
        yield start, things[start : start + _AT_ONCE]
