import gc
import gzip
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.calls.models import (
    Call,
    CallVersion,
    IdentityRule,
    PossibleTwin,
    Sighting,
    Snapshot,
)
from matcher.intake.store import Counts, Record, SourceFacts, Store
from matcher.people.queries import add_person
from matcher.words.calls import warnings_words
from matcher.words.language import words_in
from tests.conftest import NOON
from tests.matcher.intake.records import closing, record

SOURCES = {
    "fondo": SourceFacts(title="El Fondo", aggregator=False),
    "portal": SourceFacts(title="El Portal", aggregator=True),
}


def take(session: Session, *records: Record, days: int = 0, whole: bool = False) -> Counts:
    """One run over ``records``, ``days`` after the first."""
    store = Store(session, sources=SOURCES, at=NOON + timedelta(days=days))
    counts = Counts()
    store.add(records, counts, quiet=False)
    if whole:
        store.mark_missing("fondo", counts)
    session.commit()
    return counts


def rows(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def only_call(session: Session) -> Call:
    return session.scalars(select(Call)).one()


def told(session: Session, language: str = "es") -> list[str]:
    return warnings_words(words_in(language), only_call(session).warnings)


def test_the_same_records_again_write_nothing(session: Session) -> None:
    records = [record("fondo", str(n), deadlines=closing("2027-03-05")) for n in range(3)]
    first = take(session, *records)
    assert (first.new, first.unchanged) == (3, 0)
    before = session.execute(select(Sighting.last_seen_at, Sighting.content_hash)).all()
    second = take(session, *records, days=1)
    assert (second.new, second.changed, second.unchanged) == (0, 0, 3)
    assert session.execute(select(Sighting.last_seen_at, Sighting.content_hash)).all() == before
    assert rows(session, CallVersion) == 0
    assert rows(session, Snapshot) == 3


def test_three_changes_write_three_versions(session: Session) -> None:
    keys = ["a", "b", "c", "d"]
    take(session, *(record("fondo", k, deadlines=closing("2027-03-05")) for k in keys))
    counts = take(
        session,
        record("fondo", "a", deadlines=closing("2027-03-20")),
        record("fondo", "b", title="Otro título", deadlines=closing("2027-03-05")),
        record("fondo", "c", deadlines=closing("2027-03-05"), rolling=False, kind="premio"),
        record("fondo", "d", deadlines=closing("2027-03-05")),
        days=1,
    )
    assert (counts.changed, counts.unchanged) == (3, 1)
    versions = session.scalars(select(CallVersion).order_by(CallVersion.id)).all()
    assert [v.changes[0]["field"] for v in versions] == ["deadlines", "title", "kind"]
    assert versions[0].changes[0]["before"][0]["on"] == "2027-03-05"
    assert versions[0].changes[0]["after"][0]["on"] == "2027-03-20"


def test_a_reworded_sentence_around_the_same_date_is_no_change(session: Session) -> None:
    take(session, record("fondo", "a", deadlines=closing("2027-03-05")))
    reworded = closing("2027-03-05")
    reworded[0]["span"]["quote"] = "hasta el 5 de marzo de 2027"
    assert take(session, record("fondo", "a", deadlines=reworded), days=1).unchanged == 1


def test_one_call_on_two_sources_is_stored_once_with_both_links(session: Session) -> None:
    title = "Ciudades que cuidan: subvenciones para gobiernos locales"
    counts = take(
        session,
        record("portal", "9", title=title, deadlines=closing("2027-03-05"), funder="Portal"),
        record("fondo", "1", title=title, deadlines=closing("2027-03-05"), text="Texto oficial."),
    )
    assert (counts.new, counts.merged) == (1, 1)
    call = only_call(session)
    assert [s.source_id for s in call.sightings] == ["portal", "fondo"]
    assert call.text == "Texto oficial."  # the funder's own page comes before an aggregator


def test_contradictory_sources_are_flagged_not_picked_in_silence(session: Session) -> None:
    same = {"title": "Fondo de agua rural", "identifiers": ["FA-2027-1"]}
    take(session, record("fondo", "1", deadlines=closing("2027-03-05"), **same))
    take(session, record("portal", "9", **same))
    take(session, record("portal", "9", deadlines=closing("2027-03-15"), **same), days=1)
    warning = told(session)[0]
    assert "El Portal dice que cierra el 15 de marzo de 2027" in warning
    assert "El Fondo, el 5 de marzo de 2027" in warning


AGUA = {"title": "Fondo de agua rural para veredas altas", "funder": "Fundación Manantial"}


def test_what_is_only_likely_is_stored_as_two_and_put_before_a_person(session: Session) -> None:
    take(session, record("fondo", "1", deadlines=closing("2027-03-05"), **AGUA))
    later = record("portal", "9", deadlines=closing("2027-04-05"), **AGUA)
    assert take(session, later).new == 1
    row = session.scalars(select(PossibleTwin)).one()
    assert (row.first_id, row.second_id, row.looked_at) == (1, 2, None)
    assert row.reason["code"] == "same-title-other-day"
    assert take(session, later, days=1).unchanged == 1
    assert rows(session, PossibleTwin) == 1


def test_a_record_says_why_it_was_taken_for_a_known_call(session: Session) -> None:
    code = {"identifiers": ["FM-2027-0009"], **AGUA}
    take(session, record("fondo", "1", deadlines=closing("2027-03-05"), **code))
    take(session, record("portal", "9", deadlines=closing("2027-04-05"), **code))
    _, second = session.scalars(select(Sighting).order_by(Sighting.id)).all()
    assert second.joined_by is not None
    assert second.joined_by["code"] == "same-code-extended"
    assert "Posible prórroga" in told(session)[0]


def test_what_an_earlier_version_noted_is_read_again(session: Session) -> None:
    """Its digits of a telephone were once a code, and it knew no funder and no days."""
    take(session, record("fondo", "1", deadlines=closing("2027-03-05"), **AGUA))
    sighting = session.scalars(select(Sighting)).one()
    sighting.traits = {"identifiers": [], "links": [], "mentions": ["712345"], "figures": []}
    session.flush()
    take(session, record("portal", "9", deadlines=closing("2027-03-05"), **AGUA))
    session.expire_all()
    assert sighting.traits["days"] == ["2027-03-05"]
    assert sighting.traits["mentions"] == []
    assert rows(session, Call) == 1


def test_a_person_has_said_they_are_two_calls(session: Session) -> None:
    person = add_person(
        session,
        email="ana@ciudad.example",
        name="Ana",
        password="una clave larga",
        role="profesional",
        at=NOON,
    )
    title = "Intercambio de bibliotecas públicas"
    take(
        session,
        record("fondo", "1", title=title),
        record("portal", "2", title="Otra cosa distinta"),
    )
    one, two = session.scalars(select(Sighting.id).order_by(Sighting.id)).all()
    session.add(IdentityRule(first_id=one, second_id=two, same=False, person_id=person.id, at=NOON))
    take(session, record("portal", "2", title=title), days=1)
    assert rows(session, Call) == 2


def test_what_a_complete_source_no_longer_lists_is_marked_and_can_return(session: Session) -> None:
    take(
        session,
        record("fondo", "open", deadlines=closing("2027-03-05")),
        record("fondo", "over", deadlines=closing("2026-01-05")),
        record("fondo", "stays"),
    )
    gone = take(session, record("fondo", "stays"), days=1, whole=True)
    assert gone.withdrawn == 1  # the one that closed long ago has simply closed
    call = session.scalars(select(Call).where(Call.withdrawn_at.is_not(None))).one()
    assert call.sightings[0].source_key == "open"
    take(session, record("fondo", "open", deadlines=closing("2027-03-05")), days=2)
    session.refresh(call)
    assert call.withdrawn_at is None
    fields = [v.changes[-1]["field"] for v in call.versions]
    assert fields == ["withdrawn", "withdrawn"]


def test_a_field_set_by_a_person_survives_the_next_scrape(session: Session) -> None:
    take(session, record("fondo", "1", title="Título de la fuente"))
    call = only_call(session)
    call.title, call.pinned = "Título corregido", ["title"]
    call.facts = {"composed": call.facts["composed"] | {"title": "Título corregido"}}
    session.commit()
    take(session, record("fondo", "1", title="Título nuevo", kind="premio"), days=1)
    session.refresh(call)
    assert (call.title, call.kind) == ("Título corregido", "premio")


def test_the_page_as_fetched_is_kept_with_its_date(session: Session) -> None:
    take(session, record("fondo", "1", text="uno"))
    take(session, record("fondo", "1", text="dos"), days=1)
    bodies = [gzip.decompress(s.body) for s in session.scalars(select(Snapshot))]
    assert len(bodies) == 2
    assert all(s.fetched_at == NOON for s in session.scalars(select(Snapshot)))


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_run_killed_in_the_middle_and_run_again_gives_the_same(session: Session, at: int) -> None:
    records = [record("fondo", str(n), deadlines=closing("2027-03-05")) for n in range(3)]
    store = Store(session, sources=SOURCES, at=NOON)
    store.add(records[:at], Counts(), quiet=False)
    session.rollback()
    counts = take(session, *records)
    assert counts.new == 3
    assert rows(session, Call) == rows(session, Sighting) == 3


def test_a_long_dump_does_not_stay_in_memory(session: Session) -> None:
    store, counts = Store(session, sources=SOURCES, at=NOON), Counts()
    for first in range(0, 60, 20):
        batch = [
            record("fondo", str(n), title=f"Convocatoria {n}") for n in range(first, first + 20)
        ]
        store.add(batch, counts, quiet=False)
        gc.collect()
        assert len(session.identity_map) == 0
    assert counts.new == 60
    again = record("portal", "x", url="https://fondo.example/7", title="Convocatoria 7")
    store.add([again], counts, quiet=False)
    assert (counts.new, counts.merged) == (60, 1)


THIN = {"thin": True, "text": "Solo el título.", "warnings": ["Solo el listado."]}


def test_a_row_whose_page_failed_takes_nothing_away(session: Session) -> None:
    """The night the call's own page fails writes no version; the next good one, none either."""
    whole = record("fondo", "1", deadlines=closing("2027-03-05"), text="Bases completas.")
    take(session, whole)
    night = record("fondo", "1", **THIN)
    assert take(session, night, days=1).changed == 0
    call = only_call(session)
    assert (call.closes_on.isoformat(), call.text) == ("2027-03-05", "Bases completas.")
    assert "se conservan los datos de la ficha" in told(session)[0]
    assert take(session, night, days=2).unchanged == 1
    assert take(session, whole, days=3).changed == 0
    session.refresh(call)
    assert call.warnings == []
    assert rows(session, CallVersion) == 0
    moved = record("fondo", "1", deadlines=closing("2027-04-05"), text="Bases completas.")
    assert take(session, moved, days=4).changed == 1


def test_a_row_that_names_another_day_is_told_not_taken(session: Session) -> None:
    take(session, record("fondo", "1", deadlines=closing("2027-03-05")))
    take(session, record("fondo", "1", deadlines=closing("2027-04-09"), **THIN), days=1)
    call = only_call(session)
    assert call.closes_on.isoformat() == "2027-03-05"
    assert "dice ahora que cierra el 9 de abril de 2027" in told(session)[1]
    assert "now says that it closes on 9 April 2027" in told(session, "en")[1]
    assert rows(session, CallVersion) == 0


def test_a_row_said_to_be_cancelled_is(session: Session) -> None:
    take(session, record("fondo", "1", deadlines=closing("2027-03-05")))
    assert take(session, record("fondo", "1", status="cancelled", **THIN), days=1).changed == 1
    assert only_call(session).published_status == "cancelled"


def test_a_call_first_met_as_a_row_is_filled_later(session: Session) -> None:
    take(session, record("fondo", "1", **THIN))
    whole = record("fondo", "1", deadlines=closing("2027-03-05"), text="Bases completas.")
    assert take(session, whole, days=1).changed == 1
    assert only_call(session).warnings == []
