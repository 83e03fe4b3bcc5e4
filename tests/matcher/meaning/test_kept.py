"""A text is encoded once; what a killed run has made stays."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.db.session import transaction
from matcher.meaning.kept import Folder, KeptMeaning, VectorTable
from matcher.meaning.models import TextVector
from tests.conftest import NOON
from tests.matcher.meaning.counted import Counted

MANY = [f"text {number}" for number in range(450)]


def rows(sessions: sessionmaker[Session]) -> int:
    with transaction(sessions) as session:
        return session.scalar(select(func.count()).select_from(TextVector)) or 0


def test_a_folder_keeps_what_was_made(tmp_path: Path) -> None:
    first, again = Counted(), Counted()
    made = KeptMeaning(first, Folder(tmp_path)).vectors(["a", "b", "a"])
    read = KeptMeaning(again, Folder(tmp_path)).vectors(["a", "b", "a"])
    assert (made == read).all()
    assert (made[0] == made[2]).all()
    assert (first.texts, again.texts) == (["a", "b"], [])


def test_a_killed_run_goes_on_where_it_was(sessions: sessionmaker[Session]) -> None:
    told: list[tuple[int, int]] = []
    killed = Counted(stop="text 300")
    with pytest.raises(KeyboardInterrupt):
        KeptMeaning(
            killed, VectorTable(sessions, model="m", at=NOON), progress=lambda *at: told.append(at)
        ).vectors(MANY)
    assert rows(sessions) == 200
    assert told == [(200, 450)]
    rest = Counted()
    KeptMeaning(rest, VectorTable(sessions, model="m", at=NOON)).vectors(MANY)
    assert rest.texts == MANY[200:]


def test_what_nobody_asks_for_any_more_is_forgotten(sessions: sessionmaker[Session]) -> None:
    KeptMeaning(Counted("old"), VectorTable(sessions, model="m", at=NOON)).vectors(MANY)
    in_a_year = VectorTable(sessions, model="m", at=NOON + timedelta(days=399))
    KeptMeaning(Counted("new"), in_a_year).vectors(MANY[:3])
    in_a_year.keep_only_asked()
    assert rows(sessions) == 453  # a rehearsal of the year may still ask for them
    table = VectorTable(sessions, model="m", at=NOON + timedelta(days=401))
    KeptMeaning(Counted("new"), table).vectors(MANY[:3])
    table.keep_only_asked()
    assert rows(sessions) == 3


def test_sentences_are_kept_for_the_jobs(sessions: sessionmaker[Session]) -> None:
    first, again = Counted(), Counted()
    for encoder in (first, again):
        table = VectorTable(sessions, model="m", at=NOON)
        KeptMeaning(encoder, table, sentences=True).sentences(MANY[:3])
    assert (first.texts, again.texts) == (MANY[:3], [])


def test_no_text_gives_no_row(tmp_path: Path) -> None:
    assert KeptMeaning(Counted(), Folder(tmp_path)).vectors([]).shape == (0, 512)
