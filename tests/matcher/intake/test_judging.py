"""What is judged at intake: which calls become doubtful, and what people's words teach."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.desk.doubts import confirm
from matcher.desk.verdicts import discard, undo
from matcher.errors import NotFound
from matcher.intake.judging import judge_calls, learned
from matcher.intake.store import Counts, Store
from matcher.people.queries import add_person
from tests.conftest import NOON
from tests.matcher.intake.records import closing, record

RESULTS = {
    "title": "Conozca los doce proyectos seleccionados",
    "text": "El jurado eligió doce proyectos entre 80 candidaturas. La firma será en mayo.",
}
CALL = {
    "title": "Convocatoria de ayudas a bandas de música",
    "text": "Los municipios podrán solicitarlas. Plazo de presentación: hasta el 3 de mayo.",
    "deadlines": closing("2027-05-03"),
}
SILENT = {
    "title": "Noche de faroles",
    "text": "Las calles del centro se llenan de luz y de comparsas.",
}


def taken(session: Session, key: str, *, source: str = "fondo", **fields: Any) -> Call:
    store = Store(session, sources={}, at=NOON)
    store.add([record(source, key, **fields)], Counts(), quiet=False)
    judge_calls(session)
    return session.scalars(select(Call).where(Call.title == fields["title"])).one()


@pytest.fixture
def person_id(session: Session) -> int:
    person = add_person(
        session,
        email="luz@ciudad.example",
        name="Luz",
        password="una clave larga",
        role="direccion",
        at=NOON,
    )
    session.flush()
    return person.id


def test_results_are_doubtful_with_their_words_and_a_call_is_not(session: Session) -> None:
    results, call = taken(session, "1", **RESULTS), taken(session, "2", **CALL)
    assert (results.doubt, call.doubt) == ("results", None)
    assert results.doubt_span is not None
    assert results.doubt_span["quote"] == RESULTS["title"]
    assert judge_calls(session) == 0


def test_a_register_that_says_what_a_record_is_is_believed(session: Session) -> None:
    span = {"quote": "Subvención", "field": "instrumento", "method": "source"}
    assert taken(session, "1", kind_span=span, **RESULTS).doubt is None


def test_a_source_of_nothing_but_calls_may_be_silent_and_is_not_blind(session: Session) -> None:
    span = {"quote": "Fondo", "field": "fuente", "method": "source"}
    assert taken(session, "1", kind_span=span, **SILENT).doubt is None
    assert taken(session, "2", source="otra", **SILENT | {"title": "Noche de velas"}).doubt
    assert taken(session, "3", kind_span=span, **RESULTS).doubt == "results"


def test_what_changes_is_judged_again_and_a_persons_word_stands(
    session: Session, person_id: int
) -> None:
    call = taken(session, "1", **RESULTS)
    confirm(session, call, person_id=person_id, at=NOON)
    again = taken(session, "1", **RESULTS | {"text": RESULTS["text"] + " Habrá una gala."})
    assert again is call
    assert (call.doubt, call.doubtful) == ("results", False)
    taken(session, "1", **RESULTS | {"title": "Convocatoria de ayudas", "text": CALL["text"]})
    assert call.doubt is None


def test_verdicts_against_puente_teach_and_are_taken_back(session: Session, person_id: int) -> None:
    names = ("velas", "títeres", "cometas")
    calls = [taken(session, one, **SILENT | {"title": f"Noche de {one}"}) for one in names]
    assert [call.doubt for call in calls] == ["nothing-asked"] * 3
    for call in calls:
        entry = confirm(session, call, person_id=person_id, at=NOON)
        session.flush()
    assert learned(session).sources == {"fondo": -3.0}
    assert taken(session, "9", **SILENT).doubt is None
    assert taken(session, "9", source="otra", **SILENT | {"title": "Noche blanca"}).doubt

    undo(session, entry.id, person_id=person_id, at=NOON, store=Store(session, sources={}, at=NOON))
    assert call.doubtful
    assert learned(session).sources == {"fondo": -2.0}
    with pytest.raises(NotFound):
        undo(
            session,
            entry.id,
            person_id=person_id,
            at=NOON,
            store=Store(session, sources={}, at=NOON),
        )


def test_what_people_discard_makes_its_like_doubtful(session: Session, person_id: int) -> None:
    faint = {"title": "Encuentro con {}", "text": "Una mañana para oír propuestas de barrio."}
    names = ("editores", "arquitectas", "jardineros", "bibliotecarias")
    calls = [taken(session, name, **faint | {"title": f"Tarde de {name}"}) for name in names]
    assert [call.doubt for call in calls] == [None] * 4
    for call in calls:
        discard(session, call, person_id=person_id, at=NOON)
        session.flush()
    later = taken(session, "z", **faint | {"title": "Tarde de escultores"})
    assert later.doubt == "learned"
