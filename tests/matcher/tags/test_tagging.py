"""Tagging what the database holds: what is done again, what is left, what a person said."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.calls.models import Call
from matcher.db.session import transaction
from matcher.intake.store import Counts, Store
from matcher.projects.models import Project
from matcher.projects.subjects import PROJECTS
from matcher.settings import Settings
from matcher.tags import tagging
from matcher.tags.models import Tag, Tagged, ThematicLine
from matcher.tags.tagging import CALLS, TagCounts, tag_everything
from tests.conftest import NOON
from tests.matcher.intake.records import record

TEXTS = (
    ("Agua potable y saneamiento rural", "Acueductos veredales, agua potable y saneamiento."),
    ("Igualdad para las mujeres", "Prevención de violencias contra las mujeres e igualdad."),
    ("Aire limpio y clima", "Reducir emisiones y adaptarse al cambio climático en la ciudad."),
)


@pytest.fixture
def bank(sessions: sessionmaker[Session]) -> sessionmaker[Session]:
    """Three calls, a project and an archived one."""
    with transaction(sessions) as session:
        records = [
            record("fondo", str(n), title=title, text=f"{text} " * 5)
            for n, (title, text) in enumerate(TEXTS)
        ]
        Store(session, sources={}, at=NOON).add(records, Counts(), quiet=False)
        for code, archived in (("viva", None), ("archivada", NOON)):
            session.add(
                Project(
                    code=code,
                    name=TEXTS[0][0],
                    summary=TEXTS[0][1],
                    modalities=[],
                    created_at=NOON,
                    updated_at=NOON,
                    confirmed_at=NOON,
                    archived_at=archived,
                )
            )
    return sessions


def run(sessions: sessionmaker[Session], settings: Settings, *, now: datetime = NOON) -> TagCounts:
    return tag_everything(
        sessions, settings, now=now, progress=lambda *_: None, kinds=(CALLS, PROJECTS)
    )


def tags(session: Session, title: str, scheme: str = "ods") -> dict[str, Tag]:
    call_id = session.scalars(select(Call.id).where(Call.title == title)).one()
    found = session.scalars(
        select(Tag).where(
            Tag.subject_type == "call", Tag.subject_id == call_id, Tag.scheme == scheme
        )
    )
    return {tag.code: tag for tag in found}


def test_everything_once_and_then_nothing(bank: sessionmaker[Session], settings: Settings) -> None:
    first = run(bank, settings)
    assert (first.calls, first.projects, first.unchanged) == (3, 1, 0)
    with bank() as session:
        assert tags(session, TEXTS[0][0])["6"].assigned
        assert tags(session, TEXTS[1][0])["5"].assigned
        assert tags(session, TEXTS[2][0])["13"].assigned
        assigned = session.scalar(select(func.count()).where(Tag.assigned.is_(True)))
        assert first.assigned == assigned
        quote = tags(session, TEXTS[0][0])["6"].evidence[0]
        text = session.scalars(select(Call).where(Call.title == TEXTS[0][0])).one()
        where = text.title if quote["field"] == "title" else text.text
        assert where[quote["start"] : quote["end"]] == quote["quote"]
        before = session.execute(select(Tag.id, Tag.at)).all()
    again = run(bank, settings, now=NOON + timedelta(days=1))
    assert (again.calls, again.projects, again.unchanged) == (0, 0, 4)
    with bank() as session:
        assert session.execute(select(Tag.id, Tag.at)).all() == before


def test_the_word_of_a_person_is_never_touched(
    bank: sessionmaker[Session], settings: Settings
) -> None:
    run(bank, settings)
    with transaction(bank) as session:
        water = tags(session, TEXTS[0][0])
        no = water["6"]
        no.assigned, no.origin = False, "person"
        yes = Tag(
            subject_type="call",
            subject_id=no.subject_id,
            scheme="ods",
            code="17",
            score=1.0,
            assigned=True,
            evidence=[],
            origin="person",
            at=NOON,
        )
        if "17" in water:
            session.delete(water["17"])
            session.flush()
        session.add(yes)
        session.query(Tagged).delete()
    assert run(bank, settings).calls == 3
    with bank() as session:
        found = tags(session, TEXTS[0][0])
        assert (found["6"].origin, found["6"].assigned) == ("person", False)
        assert (found["17"].origin, found["17"].assigned) == ("person", True)


def test_only_what_changed_is_tagged_again(bank: sessionmaker[Session], settings: Settings) -> None:
    run(bank, settings)
    title, _ = TEXTS[0]
    with transaction(bank) as session:
        changed = record("fondo", "0", title=title, text="Igualdad de las mujeres. " * 5)
        Store(session, sources={}, at=NOON + timedelta(days=1)).add(
            [changed], Counts(), quiet=False
        )
    counts = run(bank, settings)
    assert (counts.calls, counts.projects, counts.unchanged) == (1, 0, 3)


def test_another_set_of_lines_tags_everything_again(
    bank: sessionmaker[Session], settings: Settings
) -> None:
    run(bank, settings)
    with transaction(bank) as session:
        session.add(
            ThematicLine(
                code="agua",
                position=99,
                name="Agua",
                description="Agua y saneamiento",
                words=["agua potable", "acueducto", "saneamiento"],
                ods={"6": 1.0},
            )
        )
    counts = run(bank, settings)
    assert (counts.calls, counts.projects, counts.unchanged) == (3, 1, 0)
    with bank() as session:
        assert "agua" in tags(session, TEXTS[0][0], "line")
    with transaction(bank) as session:
        session.get_one(ThematicLine, "agua").retired_at = datetime(2026, 11, 20, tzinfo=UTC)
    assert run(bank, settings).calls == 3
    with bank() as session:
        assert "agua" not in tags(session, TEXTS[0][0], "line")


def test_a_killed_run_goes_on_where_it_stopped(
    bank: sessionmaker[Session], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tagging, "BATCH", 2)

    def stop(done: int, _: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tag_everything(bank, settings, now=NOON, progress=stop, kinds=(CALLS, PROJECTS))
    with bank() as session:
        assert session.scalar(select(func.count()).select_from(Tagged)) == 2
    counts = run(bank, settings)
    assert (counts.calls, counts.projects, counts.unchanged) == (1, 1, 2)
