"""One record our own code breaks on is told by name; all the others are read and stored."""

import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from matcher.calls.models import Call, Sighting, SourceRun
from matcher.clock import FixedClock
from matcher.coded import to_message
from matcher.db.session import open_engine, session_factory
from matcher.intake import faults, judging, store
from matcher.settings import Settings
from scrapers.demo.server import DemoState, bases, serve
from scrapers.sources.base import reading
from tests.conftest import NOON
from tests.matcher.intake.collecting import collect

Database = sessionmaker[Session]
LATER = FixedClock(NOON + timedelta(days=1))


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serve(NOON.date(), DemoState()) as found:
        yield found


@pytest.fixture
def fed(settings: Settings, url: str) -> Settings:
    return replace(settings, sources=("minciencias", "ucci"), source_bases=bases(url))


@pytest.fixture
def opened(tmp_path: Path, sqlite_template: Path) -> Iterator[Callable[[str], Database]]:
    engines = []

    def open_one(name: str) -> Database:
        shutil.copyfile(sqlite_template, tmp_path / name)
        engines.append(open_engine(f"sqlite:///{tmp_path / name}"))
        return session_factory(engines[-1])

    yield open_one
    for engine in engines:
        engine.dispose()


@pytest.fixture
def sessions(opened: Callable[[str], Database]) -> Database:
    return opened("test.sqlite")


def keys(sessions: Database, source_id: str) -> list[str]:
    with sessions() as session:
        asked = select(Sighting.source_key).where(Sighting.source_id == source_id)
        return sorted(session.scalars(asked))


def last_run(sessions: Database, source_id: str) -> SourceRun:
    with sessions() as session:
        asked = select(SourceRun).where(SourceRun.source_id == source_id)
        return session.scalars(asked.order_by(SourceRun.id.desc())).first()


def breaking(real: Callable[..., Any], broken: Callable[..., bool]) -> Callable[..., Any]:
    def planted(*given: Any, **named: Any) -> Any:
        if broken(*given):
            raise IndexError("list index out of range")
        return real(*given, **named)

    return planted


def told(run: SourceRun, name: str) -> bool:
    """Whether the run names the record, in its list of failures and in what its page shows."""
    shown = " ".join(to_message(reason) for reason in run.reasons)
    words = "El programa falló con este registro"
    return name in [one["where"] for one in run.failures] and name in shown and words in shown


@pytest.fixture
def whole(opened: Callable[[str], Database], fed: Settings, clock: FixedClock) -> list[str]:
    """The keys of a reading in which nothing breaks."""
    sound = opened("sound.sqlite")
    collect(sound, replace(fed, sources=("minciencias",)), clock)
    found = keys(sound, "minciencias")
    assert len(found) > 2
    return found


def test_a_record_that_breaks_identity_is_left_out_and_named(
    sessions: Database,
    fed: Settings,
    clock: FixedClock,
    whole: list[str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    odd = whole[1]
    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        real = store.Store._traits
        planted = breaking(real, lambda _store, record: record.source_key == odd)
        patch.setattr(store.Store, "_traits", planted)
        counts = collect(sessions, fed, clock)
    assert counts["ucci"]["status"] == "ok"
    assert keys(sessions, "ucci")
    assert keys(sessions, "minciencias") == [key for key in whole if key != odd]
    run = last_run(sessions, "minciencias")
    (where,) = [one["where"] for one in run.failures]
    assert told(run, where)
    assert (run.status, run.new) == ("ok", len(whole) - 1)
    assert [one.fields["record"] for one in caplog.records if one.msg == "record broke"] == [where]

    counts = collect(sessions, fed, LATER)["minciencias"]
    assert (counts["new"], counts["withdrawn"]) == (1, 0), "mended, it comes in; nothing was gone"
    assert keys(sessions, "minciencias") == whole


def test_a_known_record_that_breaks_is_not_called_gone(
    sessions: Database,
    fed: Settings,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    collect(sessions, fed, clock)
    odd = keys(sessions, "minciencias")[0]
    monkeypatch.setattr(
        store,
        "content_hash",
        breaking(store.content_hash, lambda payload: payload["source_key"] == odd),
    )
    counts = collect(sessions, fed, LATER)["minciencias"]
    assert (counts["status"], counts["withdrawn"]) == ("ok", 0)
    assert len(last_run(sessions, "minciencias").failures) == 1


def test_a_row_whose_prose_breaks_the_reader_is_left_out_and_named(
    sessions: Database,
    fed: Settings,
    clock: FixedClock,
    whole: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    odd = whole[0]
    planted = breaking(reading.complete, lambda call: call.source_key == odd)
    monkeypatch.setattr(reading, "complete", planted)
    assert collect(sessions, fed, clock)["ucci"]["status"] == "ok"
    assert keys(sessions, "minciencias") == whole[1:]
    run = last_run(sessions, "minciencias")
    assert told(run, run.failures[0]["where"]), "the first fault is told where people read"


def test_a_call_nobody_can_judge_is_read_as_the_others_are(
    sessions: Database,
    fed: Settings,
    clock: FixedClock,
    whole: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    planted = breaking(judging.doubt_of, lambda call, _: call.sightings[0].source_key == whole[0])
    monkeypatch.setattr(judging, "doubt_of", planted)
    counts = collect(sessions, fed, clock)
    assert {one["status"] for one in counts.values()} == {"ok"}
    with sessions() as session:
        assert set(session.scalars(select(Call.judged_by))) == {judging.EDITION}


def test_a_fault_of_every_record_is_that_of_the_reading_and_leaves_nothing_half_done(
    sessions: Database,
    fed: Settings,
    clock: FixedClock,
    whole: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(faults, "_MOST_BROKEN", 1)
    planted = breaking(store.Store._traits, lambda _store, record: record.source_key in whole[1:])
    monkeypatch.setattr(store.Store, "_traits", planted)
    counts = collect(sessions, fed, clock)
    assert (counts["minciencias"]["status"], counts["ucci"]["status"]) == ("failed", "ok")
    assert keys(sessions, "minciencias") == [], "the good one of them was taken back, too"
    assert "IndexError" in to_message(last_run(sessions, "minciencias").reasons[0])


def test_a_database_that_is_away_is_no_fault_of_a_record(
    sessions: Database,
    fed: Settings,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(*_: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    monkeypatch.setattr(store.Store, "_traits", away)
    with pytest.raises(AssertionError):
        collect(sessions, fed, clock)
    assert last_run(sessions, "minciencias") is None
