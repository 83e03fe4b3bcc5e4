"""The queue of what machines wrote: what enters it, what a person says of it, and the way back."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, text, update
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.calls.models import Call, Review, SourceRun
from matcher.calls.queries import CallFilter, find_calls, refresh_index
from matcher.calls.review_queue import (
    ReviewFilter,
    Waiting,
    close,
    count_first_loads,
    count_waiting,
    first_loads,
    source_counts,
    waiting,
)
from matcher.calls.twins import joined_into
from matcher.desk.join import join
from matcher.desk.likely_twins import likely_same
from matcher.desk.verdicts import (
    accept,
    accept_first_loads,
    discard,
    discarded,
    leave_as_it_was,
    restore,
    undo,
)
from matcher.errors import Conflict, InvalidInput, NotFound
from matcher.intake.store import Counts, Record, SourceFacts, Store
from matcher.people.queries import add_person
from tests.conftest import NOON
from tests.matcher.intake.records import closing, record

ZONE = "America/Bogota"
SOURCES = {name: SourceFacts(title=name, aggregator=False) for name in ("fondo", "portal")}


class Desk:
    """One officer, and sources that are read a day apart."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.at = NOON
        self.me = add_person(
            session,
            email="ana@ciudad.example",
            name="Ana",
            password="una clave larga",
            role="profesional",
            at=NOON,
        ).id

    def read(self, *records: Record, quiet: bool = False, gone: str | None = None) -> None:
        self.at += timedelta(days=1)
        store, counts = self.store(), Counts()
        store.add(records, counts, quiet=quiet)
        if gone:
            store.mark_missing(gone, counts)
        self.session.flush()

    def store(self) -> Store:
        return Store(self.session, sources=SOURCES, at=self.at)

    def queue(self, **wanted: Any) -> list[Waiting]:
        return waiting(self.session, ReviewFilter(**wanted))[0]

    def only(self) -> Waiting:
        (entry,) = self.queue()
        return entry

    def accept(self, *entries: Waiting) -> AuditEntry | None:
        seen = {e.row.id: e.row.version for e in entries or self.queue()}
        return accept(self.session, seen, person_id=self.me, at=self.at)[0]

    def undo(self, entry: AuditEntry | None) -> Call | None:
        assert entry is not None
        return undo(self.session, entry.id, person_id=self.me, at=self.at, store=self.store())

    def leave(self, entry: Waiting, only: str | None = None) -> AuditEntry:
        return leave_as_it_was(
            self.session,
            entry.row,
            only=only,
            version=entry.row.version,
            person_id=self.me,
            at=self.at,
        )


@pytest.fixture
def desk(session: Session) -> Desk:
    return Desk(session)


def amounts(figure: str) -> list[dict[str, Any]]:
    return [{"kind": "max", "currency": "EUR", "maximum": figure, "value": None, "minimum": None}]


def test_a_new_call_waits_until_somebody_looks_and_can_wait_again(desk: Desk) -> None:
    desk.read(record("fondo", "1"), record("portal", "2", title="Otra cosa muy distinta"))
    assert [(e.new, e.row.source_id) for e in desk.queue()] == [(True, "portal"), (True, "fondo")]
    assert source_counts(desk.session) == [("fondo", 1), ("portal", 1)]
    entry = desk.accept()
    assert entry is not None
    assert entry.person_id == desk.me
    assert desk.queue() == []
    desk.read(record("fondo", "1"))
    assert desk.queue() == []
    desk.undo(entry)
    assert count_waiting(desk.session) == 2
    with pytest.raises(NotFound):
        desk.undo(entry)


def test_several_changes_are_one_entry_with_the_first_before_and_the_last_after(desk: Desk) -> None:
    desk.read(record("fondo", "1", deadlines=closing("2027-03-05"), text="Uno."))
    desk.accept()
    desk.read(record("fondo", "1", deadlines=closing("2027-03-09"), text="Dos."))
    desk.read(
        record("fondo", "1", deadlines=closing("2027-04-09"), text="Dos.", amounts=amounts("9"))
    )
    entry = desk.only()
    assert [c["field"] for c in entry.changes] == ["deadlines", "amounts", "text"]
    days = [c["on"] for side in ("before", "after") for c in entry.changes[0][side]]
    assert days == ["2027-03-05", "2027-04-09"]
    assert entry.row.at == desk.at


def test_a_change_that_is_taken_back_or_only_reworded_asks_for_nobody(desk: Desk) -> None:
    desk.read(record("fondo", "1", deadlines=closing("2027-03-05")))
    desk.accept()
    desk.read(record("fondo", "1", deadlines=closing("2027-03-05"), text="Con otras palabras."))
    assert desk.queue() == []
    desk.read(record("fondo", "1", deadlines=closing("2027-03-09")))
    assert len(desk.queue()) == 1
    desk.read(record("fondo", "1", deadlines=closing("2027-03-05")))
    assert desk.queue() == []


def test_an_answer_that_turns_to_no_is_a_change(desk: Desk) -> None:
    desk.read(record("fondo", "1", eligibility={"agency_country": {"answer": None, "span": None}}))
    desk.accept()
    desk.read(record("fondo", "1", eligibility={"agency_country": {"answer": False, "span": None}}))
    (change,) = desk.only().changes
    assert (change["before"]["agency_country"], change["after"]["agency_country"]) == (
        {"answer": None},
        {"answer": False},
    )


def test_what_changes_while_somebody_looks_goes_on_waiting(desk: Desk) -> None:
    desk.read(record("fondo", "1", deadlines=closing("2027-03-05")))
    seen = {desk.only().row.id: desk.only().row.version}
    desk.read(record("fondo", "1", deadlines=closing("2027-03-09")))
    assert accept(desk.session, seen, person_id=desk.me, at=desk.at) == (None, 0)
    assert desk.only().new


def test_the_former_value_outlives_later_readings_until_it_is_let_go(desk: Desk) -> None:
    first = {"deadlines": closing("2027-03-05"), "amounts": amounts("100")}
    desk.read(record("fondo", "1", **first))
    desk.accept()
    later = {"deadlines": closing("2026-03-05"), "amounts": amounts("1")}
    desk.read(record("fondo", "1", **later))
    entry = desk.leave(desk.only())
    call = desk.session.scalars(select(Call)).one()
    assert (str(call.closes_on), call.amount_max) == ("2027-03-05", 100)
    assert desk.queue() == []
    desk.read(record("fondo", "1", text="Otra vez.", **later))
    assert (str(call.closes_on), call.pinned) == ("2027-03-05", ["deadlines", "amounts"])
    desk.undo(entry)
    assert (str(call.closes_on), call.amount_max, call.pinned) == ("2026-03-05", 1, [])
    assert [c["field"] for c in desk.only().changes] == ["deadlines", "amounts", "text"]


def test_one_field_stays_as_it_was_and_the_rest_waits(desk: Desk) -> None:
    desk.read(record("fondo", "1", deadlines=closing("2027-03-05"), funder="A"))
    desk.accept()
    desk.read(record("fondo", "1", deadlines=closing("2027-03-09"), funder="B"))
    act = desk.leave(desk.only(), only="funder")
    assert [c["field"] for c in desk.only().changes] == ["deadlines"]
    desk.undo(act)
    assert [c["field"] for c in desk.only().changes] == ["deadlines", "funder"]
    desk.leave(desk.only(), only="funder")
    desk.leave(desk.only(), only="deadlines")
    assert desk.queue() == []


def test_a_withdrawal_is_told_and_has_no_former_value(desk: Desk) -> None:
    desk.read(record("fondo", "1", deadlines=closing("2027-03-05")))
    desk.accept()
    desk.read(record("fondo", "2", title="Otra cosa muy distinta"), gone="fondo")
    gone = desk.queue(kind="cambios")[0]
    assert [c["field"] for c in gone.changes] == ["withdrawn"]
    with pytest.raises(InvalidInput):
        desk.leave(gone)


def test_a_discarded_call_stays_gone_when_the_source_gives_it_again(desk: Desk) -> None:
    desk.read(record("fondo", "1", deadlines=closing("2027-03-05")))
    call = desk.only().row.call
    act = discard(desk.session, call, person_id=desk.me, at=desk.at)
    desk.read(record("fondo", "1", deadlines=closing("2027-03-09")))
    assert desk.queue() == []
    assert find_calls(desk.session, CallFilter(), now=NOON, timezone=ZONE).total == 0
    assert discarded(desk.session) == ([call], None)
    with pytest.raises(Conflict):
        discard(desk.session, call, person_id=desk.me, at=desk.at)
    desk.undo(act)
    assert desk.only().new
    assert find_calls(desk.session, CallFilter(), now=NOON, timezone=ZONE).total == 1


def test_a_call_that_waited_no_more_is_discarded_and_brought_back_without_waiting(
    desk: Desk,
) -> None:
    desk.read(record("fondo", "1"))
    desk.accept()
    call = desk.session.scalars(select(Call)).one()
    desk.undo(discard(desk.session, call, person_id=desk.me, at=desk.at))
    assert desk.queue() == []
    discard(desk.session, call, person_id=desk.me, at=desk.at)
    back = restore(desk.session, call, person_id=desk.me, at=desk.at)
    assert call.discarded_at is None
    desk.undo(back)
    assert call.discarded_at is not None


def test_a_first_load_is_one_group_and_one_click(desk: Desk) -> None:
    load = [record("fondo", str(n), title=f"Beca {n} de música y canto") for n in range(30)]
    desk.read(*load, quiet=True)
    desk.read(record("portal", "1", title="Agua para ciudades"))
    assert [e.row.source_id for e in desk.queue()] == ["portal"]
    (group,) = first_loads(desk.session)
    assert (group.source_id, group.again) == ("fondo", False)
    assert group.count == count_waiting(desk.session, ReviewFilter(source="fondo", first_load=True))
    act, count = accept_first_loads(
        desk.session, ["fondo"], before=desk.at, person_id=desk.me, at=desk.at
    )
    assert (count, first_loads(desk.session)) == (group.count, [])
    desk.undo(act)
    assert first_loads(desk.session) == [group]


@pytest.mark.parametrize(
    ("other", "again"), [(timedelta(days=1), False), (-timedelta(days=1), True)]
)
def test_a_group_is_a_return_where_the_source_was_read_before_it(
    desk: Desk, other: timedelta, again: bool
) -> None:
    desk.read(record("fondo", "1"), quiet=True)
    written = desk.session.scalars(select(Review.at)).one()
    for at in (written, written + other):
        desk.session.add(SourceRun(source_id="fondo", started_at=at, finished_at=at, status="ok"))
    assert [group.again for group in first_loads(desk.session)] == [again]


def test_sources_whose_first_load_waits_are_counted(desk: Desk) -> None:
    assert count_first_loads(desk.session) == 0
    for source in ("fondo", "portal", "ucci"):
        loads = [record(source, f"{source}{n}", title=f"{source} {n} de música") for n in (1, 2)]
        desk.read(*loads, quiet=True)
    assert count_first_loads(desk.session) == len(first_loads(desk.session)) == 3
    portal = select(Review.call_id).where(Review.source_id == "portal")
    desk.session.execute(update(Call).where(Call.id.in_(portal)).values(discarded_at=NOON))
    fondo = update(Review).where(Review.source_id == "fondo")
    desk.session.execute(fondo.values(looked_at=NOON))
    assert count_first_loads(desk.session) == len(first_loads(desk.session)) == 1


def test_pages_follow_each_other_and_filters_narrow(desk: Desk) -> None:
    for number, word in enumerate(("agua", "paz", "música", "puertos", "salud")):
        warned = ["Dos fechas."] if number % 2 else []
        desk.read(record("fondo", word, title=f"Fondo para {word}", warnings=warned))
    found: list[str] = []
    after: str | None = None
    for _ in range(3):
        entries, after = waiting(desk.session, ReviewFilter(), after=after, limit=2)
        found += [e.row.call.title.split()[-1] for e in entries]
    assert found == ["salud", "puertos", "música", "paz", "agua"]
    assert after is None
    warned_only = desk.queue(kind="con-advertencia")
    assert [e.row.call.title.split()[-1] for e in warned_only] == ["puertos", "paz"]
    assert desk.queue(kind="cambios") == desk.queue(source="nadie") == []


def test_a_correction_saved_counts_as_looked_at(desk: Desk) -> None:
    desk.read(record("fondo", "1"))
    row = desk.only().row
    close(desk.session, row.call, "corrected", person_id=desk.me, at=desk.at)
    assert (row.person_id, row.looked_at, desk.queue()) == (desk.me, desk.at, [])


def test_joining_is_offered_with_likely_ones_and_can_be_undone(desk: Desk) -> None:
    desk.read(
        record("fondo", "1", title="Programa de agua potable para ciudades intermedias"),
        record("fondo", "2", title="Becas de música"),
    )
    desk.read(record("portal", "9", title="Ciudades intermedias: agua segura y potable, 2027"))
    refresh_index(desk.session)
    new, *_ = desk.queue()
    likely = likely_same(desk.session, new.row.call)
    assert [c.title for c in likely] == ["Programa de agua potable para ciudades intermedias"]
    keep, other = likely[0], new.row.call
    act = join(desk.session, keep, other, person_id=desk.me, at=desk.at, store=desk.store())
    desk.session.flush()
    close(desk.session, other, "joined", person_id=desk.me, at=desk.at, entry_id=act.id)
    assert (joined_into(other), len(keep.sightings)) == (keep.id, 2)
    assert other.id not in [e.row.call_id for e in desk.queue()]
    desk.undo(act)
    assert (joined_into(other), other.withdrawn_at, len(other.sightings)) == (None, None, 1)
    assert other.id in [e.row.call_id for e in desk.queue()]


def test_what_waits_of_each_source_is_told_by_an_index_alone(desk: Desk) -> None:
    engine = desk.session.get_bind()
    if engine.dialect.name != "sqlite":
        pytest.skip("a planner with statistics scans a table of one row")
    desk.read(record("fondo", "1"), quiet=True)
    run: list[tuple[str, Any]] = []
    event.listen(engine, "before_cursor_execute", lambda *told: run.append((told[2], told[3])))
    first_loads(desk.session)
    source_counts(desk.session)
    asked = run.copy()
    for statement, values in asked:
        explained = desk.session.connection().exec_driver_sql(
            f"EXPLAIN QUERY PLAN {statement}", values
        )
        (review,) = [row[3] for row in explained if " review " in row[3]]
        assert "USING COVERING INDEX ix_review_sources" in review


def test_the_queue_is_read_through_its_indexes(desk: Desk) -> None:
    desk.read(record("fondo", "1"))
    if desk.session.get_bind().dialect.name != "sqlite":
        pytest.skip("a planner with statistics scans a table of one row")
    plan = desk.session.execute(
        text(
            "EXPLAIN QUERY PLAN SELECT * FROM review WHERE looked_at IS NULL AND quiet IS 0 "
            "ORDER BY at DESC, id DESC LIMIT 21"
        )
    ).all()
    assert [row[-1] for row in plan] == ["SEARCH review USING INDEX ix_review_waiting (quiet=?)"]
    assert desk.session.scalars(select(Review)).all()
