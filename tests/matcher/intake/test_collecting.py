import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.calls.models import Call, CallVersion, Sighting, SourceRun
from matcher.clock import FixedClock
from matcher.coded import to_message
from matcher.db.session import open_engine, session_factory, transaction
from matcher.intake import collect as ingest
from matcher.intake.spool import open_spool, read_reading, spool_file, stored_at
from matcher.jobs import stages
from matcher.jobs.job import Context
from matcher.settings import Settings
from scrapers.demo.server import SITES, DemoState, bases, serve
from scrapers.errors import ScraperError
from scrapers.source import Failure, Run, Source
from tests.conftest import NOON
from tests.matcher.intake.collecting import collect, dump

DAY = NOON.date()
LATER = FixedClock(NOON + timedelta(days=1))
MOVED, GONE = "ERASMUS-DEMO-CBHE-YOUTH-03TOPICen", "SMP-DEMO-TOURISM-13TOPICen"
MOVED_CALLS, MOVED_FIELDS = 5, frozenset({"deadlines", "text"})  # the text names the day too


@pytest.fixture
def state() -> DemoState:
    return DemoState()


@pytest.fixture
def fed(settings: Settings, state: DemoState) -> Iterator[Settings]:
    """Settings under which all sources are the sample ones."""
    with serve(DAY, state) as url:
        yield replace(settings, sources=tuple(bases(url)), source_bases=bases(url))


@pytest.fixture
def engine(tmp_path: Path, sqlite_template: Path) -> Iterator[Engine]:
    shutil.copyfile(sqlite_template, tmp_path / "test.sqlite")
    engine = open_engine(f"sqlite:///{tmp_path / 'test.sqlite'}")
    yield engine
    engine.dispose()


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    return session_factory(engine)


def sighting(session: Session, key: str) -> Sighting:
    return session.scalars(select(Sighting).where(Sighting.source_key == key)).one()


def test_three_runs(
    engine: Engine,
    sessions: sessionmaker[Session],
    fed: Settings,
    clock: FixedClock,
    state: DemoState,
) -> None:
    """All is new and quiet; then nothing is written; then what changed is, and nothing else."""
    first = collect(sessions, fed, clock)
    assert {i for i, c in first.items() if c["status"] != "ok"} == {"opportunity_desk"}
    with sessions() as session:
        assert session.scalar(select(func.count()).where(Call.quiet.is_(False))) == 0
        assert session.scalar(select(func.count()).select_from(CallVersion)) == 0

    before = dump(engine)
    again = collect(sessions, fed, LATER)
    assert [c for c in again.values() if c["new"] or c["changed"] or c["withdrawn"]] == []
    assert dump(engine) == before

    state.advance()
    third = collect(sessions, fed, FixedClock(NOON + timedelta(days=2)))
    assert {i: c["withdrawn"] for i, c in third.items() if c["withdrawn"]} == {"eu_funding": 1}
    assert {i: c["new"] for i, c in third.items() if c["new"]} == {"apc_colombia": 1}
    with sessions() as session:
        moved, gone = sighting(session, MOVED).call, sighting(session, GONE).call
        assert gone.withdrawn_at == NOON + timedelta(days=2)
        (change,) = [c for c in moved.versions[-1].changes if c["field"] == "deadlines"]
        days = [date.fromisoformat(change[side][0]["on"]) for side in ("before", "after")]
        assert days[1] - days[0] == timedelta(days=14)
        versions = session.scalars(select(CallVersion)).all()
        fields = [frozenset(c["field"] for c in v.changes) for v in versions]
        assert Counter(fields) == {MOVED_FIELDS: MOVED_CALLS, frozenset({"withdrawn"}): 1}
        assert len({v.call_id for v in versions}) == len(versions)
        (new,) = session.scalars(select(Call).where(Call.quiet.is_(False)))
        assert new.first_seen_at == NOON + timedelta(days=2)


def test_a_source_that_fails_is_recorded_and_closes_nothing(
    sessions: sessionmaker[Session], fed: Settings, clock: FixedClock
) -> None:
    one = replace(fed, sources=("ucci",))
    collect(sessions, one, clock)
    broken = replace(one, source_bases={"ucci": fed.source_bases["opportunity_desk"]})
    counts = collect(sessions, broken, LATER)
    assert (counts["ucci"]["status"], counts["ucci"]["withdrawn"]) == ("failed", 0)
    with sessions() as session:
        run = session.scalars(select(SourceRun).order_by(SourceRun.id.desc())).first()
        assert run is not None
        assert str(to_message(run.reasons[0])).strip()
        assert run.finished_at is not None
        assert session.scalar(select(func.count()).where(Call.withdrawn_at.is_not(None))) == 0
        assert session.scalar(select(func.count()).where(Sighting.missing_since.is_not(None))) == 0


class Odd:
    """A source that yields what it is told to, or breaks in its own way."""

    def __init__(self, source: Source, *, fault: Exception | None = None) -> None:
        self.about, self._source, self._fault = source.about, source, fault

    def calls(self, fetcher, *, base: str, run: Run, limit: int | None = None):
        if self._fault is not None:
            yield from list(self._source.calls(fetcher, base=base, run=run))[:2]
            raise self._fault
        run.complete = True


def read_with(
    source: Source, sessions: sessionmaker[Session], fed: Settings, clock: FixedClock
) -> SourceRun:
    """One reading of ``source`` as a job would make it."""
    with transaction(sessions) as session:
        known = ingest.known_sources(session, fed)
        usual = {source.about.id: ingest.usual_tallies(session, source.about.id)}
    known[source.about.id] = replace(known[source.about.id], source=source)
    spool = open_spool(fed.data_dir / "odd" / str(clock.instant.timestamp()), now=clock.now())
    with ingest.open_fetcher(fed, list(fed.source_bases.values())) as fetcher:
        (path,) = ingest.fetch(
            [known[source.about.id]],
            fetcher,
            spool=spool,
            clock=clock,
            usual=usual,
            agency_country=fed.agency_country,
        )
    with transaction(sessions) as session:
        return ingest.store_reading(session, path, sources=known, at=clock.now())


def test_no_rows_after_many_is_unhealthy_and_closes_nothing(
    sessions: sessionmaker[Session], fed: Settings, clock: FixedClock
) -> None:
    collect(sessions, fed, clock, only="ucci")
    with transaction(sessions) as session:
        ucci = ingest.get_source(session, fed, "ucci").source
    run = read_with(Odd(ucci), sessions, fed, LATER)
    assert (run.status, run.found, run.withdrawn) == ("unhealthy", 0, 0)
    assert "No encontró ninguna convocatoria" in to_message(run.reasons[0])
    with sessions() as session:
        assert session.scalar(select(func.count()).where(Call.withdrawn_at.is_not(None))) == 0


class Undated(Odd):
    """A source that answers as always, and whose pages say no day any more."""

    def calls(self, fetcher, *, base: str, run: Run, limit: int | None = None):
        for call in list(self._source.calls(fetcher, base=base, run=run))[1:]:
            yield replace(call, deadlines=(), rolling=False)
        run.complete = True


def test_days_that_are_read_no_more_put_the_run_in_doubt_and_close_nothing(
    sessions: sessionmaker[Session], fed: Settings, clock: FixedClock
) -> None:
    collect(sessions, fed, clock, only="eu_funding")
    with transaction(sessions) as session:
        eu = ingest.get_source(session, fed, "eu_funding").source
    later = LATER
    for _ in range(2):
        run = read_with(Undated(eu), sessions, fed, later)
        assert (run.status, run.dated, run.withdrawn) == ("unhealthy", 0, 0)
        assert run.found > 3
        assert "traen una fecha de cierre" in to_message(run.reasons[0])
        later = FixedClock(later.instant + timedelta(days=1))
    with sessions() as session:
        assert session.scalar(select(func.count()).where(Call.withdrawn_at.is_not(None))) == 0


def test_a_fault_of_our_own_in_one_source_is_its_reading_and_stops_no_other(
    sessions: sessionmaker[Session],
    fed: Settings,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    two = replace(fed, sources=("minciencias", "ucci"))
    real = ingest.known_sources

    def known(session: Session, settings: Settings) -> dict[str, ingest.KnownSource]:
        found = real(session, settings)
        odd = Odd(found["ucci"].source, fault=KeyError("metadata"))
        return found | {"ucci": replace(found["ucci"], source=odd)}

    monkeypatch.setattr(ingest, "known_sources", known)
    counts = collect(sessions, two, clock)
    assert (counts["ucci"]["status"], counts["ucci"]["found"]) == ("failed", 0)
    assert counts["minciencias"]["status"] == "ok"
    with sessions() as session:
        (run,) = session.scalars(select(SourceRun).where(SourceRun.source_id == "ucci"))
        assert "KeyError: 'metadata'" in to_message(run.reasons[0])


def test_a_source_back_after_a_long_time_loads_quietly(
    sessions: sessionmaker[Session], fed: Settings, clock: FixedClock, state: DemoState
) -> None:
    collect(sessions, fed, clock, only="apc_colombia")
    state.advance()
    collect(sessions, fed, FixedClock(NOON + timedelta(days=8)), only="apc_colombia")
    with sessions() as session:
        assert set(session.scalars(select(Call.quiet))) == {True}
        assert session.scalar(select(func.count()).select_from(Call)) == 12


def test_a_weekly_source_rests_for_a_week_and_then_is_no_old_news(
    sessions: sessionmaker[Session],
    fed: Settings,
    clock: FixedClock,
    state: DemoState,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = replace(fed, sources=("apc_colombia",))
    real = ingest.known_sources

    def weekly(session: Session, settings: Settings) -> dict[str, ingest.KnownSource]:
        known = real(session, settings)
        source = known["apc_colombia"].source
        slow = replace(source, about=replace(source.about, frequency="weekly"))
        return known | {"apc_colombia": replace(known["apc_colombia"], source=slow)}

    monkeypatch.setattr(ingest, "known_sources", weekly)
    assert set(collect(sessions, one, clock)) == {"apc_colombia"}
    assert collect(sessions, one, FixedClock(NOON + timedelta(days=6))) == {}
    state.advance()
    over = FixedClock(NOON + timedelta(days=7, minutes=1))
    assert collect(sessions, one, over)["apc_colombia"]["new"] == 1
    with sessions() as session:
        assert session.scalar(select(func.count()).where(Call.quiet.is_(False))) == 1
    by_hand = collect(sessions, one, FixedClock(NOON + timedelta(days=8)), only="apc_colombia")
    assert set(by_hand) == {"apc_colombia"}


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("after", [0, 3, 7])
def test_a_killed_run_goes_on_without_reading_again(
    engine: Engine,
    sessions: sessionmaker[Session],
    fed: Settings,
    clock: FixedClock,
    state: DemoState,
    monkeypatch: pytest.MonkeyPatch,
    after: int,
) -> None:
    """Killed between the sources it stores, wherever that is."""
    real, left = ingest.store_reading, [after]

    def dying(*args, **kwargs):
        if not left[0]:
            raise Killed
        left[0] -= 1
        return real(*args, **kwargs)

    monkeypatch.setattr(ingest, "store_reading", dying)
    with pytest.raises(Killed):
        collect(sessions, fed, clock)
    monkeypatch.undo()
    asked = dict(state.seen)
    counts = collect(sessions, fed, FixedClock(NOON + timedelta(hours=1)))
    assert state.seen == asked
    assert len(counts) == len(SITES)
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(SourceRun)) == len(SITES)
        assert session.scalar(select(func.count()).select_from(CallVersion)) == 0
        assert set(session.scalars(select(Call.first_seen_at))) == {NOON}
    assert not any((fed.data_dir / "spool").iterdir())


def test_what_a_killed_run_left_is_dropped_when_it_is_old(tmp_path: Path) -> None:
    folder = open_spool(tmp_path / "all", now=NOON)
    spool_file(folder, "x").write_text("")
    assert stored_at(folder, now=NOON) == NOON
    soon, late = NOON + timedelta(hours=6), NOON + timedelta(hours=7)
    assert spool_file(open_spool(folder, now=soon), "x").exists()
    assert stored_at(folder, now=soon) == NOON
    assert not spool_file(open_spool(folder, now=late), "x").exists()
    assert stored_at(folder, now=late) == late


def test_a_run_of_one_source_leaves_the_readings_of_a_whole_one(
    sessions: sessionmaker[Session], fed: Settings, clock: FixedClock
) -> None:
    whole = open_spool(fed.data_dir / "spool" / "all", now=NOON)
    spool_file(whole, "bdns").write_text("half of a run")
    collect(sessions, fed, clock, only="ucci")
    assert spool_file(whole, "bdns").read_text() == "half of a run"


def test_a_source_nobody_knows(
    sessions: sessionmaker[Session], fed: Settings, clock: FixedClock
) -> None:
    pipe = stages.Pipe(sessions=sessions, settings=fed)
    idle = Context(run_id=0, clock=clock, progress=lambda *_: None)
    with pytest.raises(ingest.NotFound, match="puente sources list"):
        stages.collect(pipe, idle, only="ucc")


class Endless(Odd):
    """A source that goes on and on, taking each refusal for one more record it cannot read."""

    def calls(self, fetcher, *, base: str, run: Run, limit: int | None = None):
        yield from list(self._source.calls(fetcher, base=base, run=run))[:2]
        run.complete = False
        for number in range(2_000):
            try:
                fetcher.get(f"{base}?page={number}")
            except ScraperError as error:
                run.failures.append(Failure(where=str(number), reason=error.said))
        run.complete = True


def test_a_source_that_never_ends_is_stopped_and_closes_nothing(
    sessions: sessionmaker[Session],
    fed: Settings,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    collect(sessions, fed, clock, only="ucci")
    with transaction(sessions) as session:
        ucci = ingest.get_source(session, fed, "ucci").source
    monkeypatch.setattr(ingest, "SOURCE_SECONDS", 1.5)
    began = time.monotonic()
    run = read_with(Endless(ucci), sessions, fed, LATER)
    assert time.monotonic() - began < 20
    assert (run.status, run.found, run.withdrawn) == ("failed", 2, 0)
    assert "se dejó a medias" in to_message(run.reasons[0])


def test_a_source_that_hangs_in_our_own_code_holds_no_other(
    sessions: sessionmaker[Session],
    fed: Settings,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    let_go = threading.Event()

    class Hung(Odd):
        def calls(self, fetcher, *, base: str, run: Run, limit: int | None = None):
            let_go.wait(60)
            yield from self._source.calls(fetcher, base=base, run=run)

    with transaction(sessions) as session:
        known = ingest.known_sources(session, fed)
    two = [replace(known["ucci"], source=Hung(known["ucci"].source)), known["minciencias"]]
    monkeypatch.setattr(ingest, "SOURCE_SECONDS", 0.5)
    monkeypatch.setattr(ingest, "GRACE_SECONDS", 8.0)
    monkeypatch.setattr("matcher.calls.tasks.run_all.__kwdefaults__", {"heartbeat": 0.2})
    spool = open_spool(fed.data_dir / "odd", now=clock.now())
    try:
        with ingest.open_fetcher(fed, list(fed.source_bases.values())) as fetcher:
            paths = ingest.fetch(
                two, fetcher, spool=spool, clock=clock, usual={}, agency_country="CO"
            )
            assert "no terminó" in to_message(read_reading(paths[0]).error or {})
            assert read_reading(paths[1]).source_id == "minciencias"
            let_go.set()  # what it still writes is not kept
            time.sleep(1)
            assert "no terminó" in to_message(read_reading(paths[0]).error or {})
    finally:
        let_go.set()
