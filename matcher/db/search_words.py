"""«¿Quiso decir…?»: the words of the index that a mistyped one may have been meant for."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from matcher.db.base import Base
from matcher.text import fold

SHORTEST, LONGEST = 4, 30
_LETTERS = re.compile(r"[^\W\d_]+")
_CANDIDATES = 12


class SearchWord(Base):
    """A word that some title or opening has or had: ``said`` as it was first seen written."""

    __tablename__ = "search_word"

    word: Mapped[str] = mapped_column(primary_key=True)
    letters: Mapped[int] = mapped_column(index=True)
    said: Mapped[str]


@dataclass(frozen=True, slots=True)
class LikeWord:
    """A word of the index, and how many letters it is away from the one asked for."""

    said: str
    away: int


def learn(session: Session, texts: Iterable[str]) -> None:
    """Keep the words of ``texts``: one that is known already costs nothing but the looking."""
    rows = [
        {"word": word, "letters": len(word), "said": said}
        for word, said in sorted(dict(_spelled(texts)).items())
    ]
    if rows:
        session.execute(
            text(
                "INSERT INTO search_word (word, letters, said) VALUES (:word, :letters, :said) "
                "ON CONFLICT DO NOTHING"
            ),
            rows,
        )


def _spelled(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for content in texts:
        for said in _LETTERS.findall(unicodedata.normalize("NFC", content).lower()):
            if SHORTEST <= len(word := fold(said)) <= LONGEST:
                yield word, said


def like(session: Session, word: str) -> list[LikeWord]:
    """Words that differ from the folded ``word`` in a letter or two, the nearest first."""
    if not SHORTEST <= len(word) <= LONGEST or not _LETTERS.fullmatch(word):
        return []
    most = 1 if len(word) < 6 else 2
    spelled = {
        known: said
        for known, said in session.execute(
            select(SearchWord.word, SearchWord.said).where(
                SearchWord.letters.between(len(word) - most, len(word) + most)
            )
        )
    }
    nearest = process.extract(
        word, spelled.keys(), scorer=OSA.distance, score_cutoff=most, limit=_CANDIDATES
    )
    return [LikeWord(spelled[known], int(away)) for known, away, _place in nearest if away]
