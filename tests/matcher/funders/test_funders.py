"""Which names are one funder, what is told of it, and what the office writes about it."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.calls.models import Call
from matcher.calls.state_sql import state_sql
from matcher.errors import Conflict, InvalidInput
from matcher.funders.names import funder_key, funders_of
from matcher.funders.notes import remove, rewrite, write
from matcher.funders.queries import calls_of, months_of, record_of, rounds_of
from tests.conftest import NOON
from tests.matcher.pursuits.office import add_person
from tests.matcher.web.seed import add_call, deadline

ONE = [
    ("Unión Europea", "Comisión Europea"),
    ("Unión Europea", "European Commission"),
    ("Unión Europea", "Delegación de la UE en Colombia"),
    ("AFD", "Agence française de développement (AFD)"),
    ("Fondo de Prueba", "  FONDO DE  PRUEBA "),
    ("Fondo del Agua Viva", "Fondo del Agua Viva (FAV)"),
    ("l’Institut du fleuve", "L'Institut du Fleuve"),
]
TWO = [
    ("Unión Europea", "Ministerio de Asuntos Exteriores, Unión Europea y Cooperación"),
    ("Ayuntamiento de Villanueva", "Universidad de Villanueva"),
    ("Unión Europea", "Unión Europea y Banco Mundial"),
    ("Fondo del Agua", "Fondo del Agua Viva"),
    ("Fondo para Todos", "Fondo"),
    ("Fundación Norte (Cali)", "Fundación Norte (Pasto)"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_the_names_of_one_funder_have_one_page(one: str, other: str) -> None:
    assert funder_key(one) == funder_key(other) != ""


@pytest.mark.parametrize(("one", "other"), TWO)
def test_another_funder_has_another_page(one: str, other: str) -> None:
    assert funder_key(one) != funder_key(other)


def test_a_funder_goes_by_the_name_most_calls_have() -> None:
    found = funders_of([("FONDO DE PRUEBA", 1), ("Fondo de Prueba", 4), ("–", 2)])
    (funder,) = found.values()
    assert (funder.key, funder.calls) == ("fondo-prueba", 5)


def test_what_was_sent_is_what_reached_the_funder() -> None:
    told = record_of({"won": 1, "lost": 2, "submitted": 3, "drafting": 4, "discarded": 5})
    assert (told.sent, told.won, told.lost, told.waiting, told.going) == (6, 1, 2, 3, 4)


NAMES = ("Fondo de Prueba", "FONDO DE PRUEBA")


@pytest.fixture
def calls(session: Session) -> dict[str, Call]:
    """A call of three years running, one open later, one always open, one without a day."""
    told = [
        ("Premio del agua 2024", "Fondo de Prueba", date(2024, 3, 10), {}),
        ("Premio del agua 2025", "FONDO DE PRUEBA", date(2025, 3, 20), {}),
        ("Premio del agua 2026", "Fondo de Prueba", date(2026, 11, 30), {}),
        ("Ciudades que escuchan", "Fondo de Prueba", date(2026, 11, 25), {}),
        ("Ventanilla de ideas", "Fondo de Prueba", None, {"rolling": True}),
        ("Becas sin fecha", "Fondo de Prueba", None, {"status": "unknown"}),
        ("Otra cosa", "Otro fondo", date(2026, 12, 1), {}),
    ]
    return {
        title: add_call(
            session,
            title=title,
            text=title,
            funder=funder,
            deadlines=[deadline(day)] if day else [],
            **more,
        )
        for title, funder, day, more in told
    }


def test_open_calls_come_first_by_closing_and_the_rest_is_counted(
    session: Session, calls: dict[str, Call]
) -> None:
    states = state_sql(session, now=NOON, timezone="America/Bogota")
    told = calls_of(session, NAMES, states)
    assert [call.title for call in told.standing] == [
        "Ciudades que escuchan",
        "Premio del agua 2026",
        "Ventanilla de ideas",
        "Becas sin fecha",
    ]
    assert [call.title for call in told.over] == ["Premio del agua 2025", "Premio del agua 2024"]
    assert (told.open_now, told.more_standing, told.more_over) == (3, 0, 0)
    assert calls_of(session, NAMES, states, shown=1).more_standing == 3


def test_a_month_is_usual_only_if_years_agree(session: Session, calls: dict[str, Call]) -> None:
    months = {month.number: month for month in months_of(session, NAMES)}
    assert len(months) == 12
    assert dict(months[3].years) == {2024: 1, 2025: 1}
    assert dict(months[11].years) == {2026: 2}
    assert [number for number, month in months.items() if month.usual] == [3]


def test_a_call_that_came_back_stands_with_its_rounds(
    session: Session, calls: dict[str, Call]
) -> None:
    ((call, before),) = rounds_of(session, NAMES)
    assert call.title == "Premio del agua 2026"
    assert [one.closed_on for one in before] == [date(2025, 3, 20), date(2024, 3, 10)]


def test_what_is_written_is_audited_and_a_contact_leaves_no_words(session: Session) -> None:
    ana = add_person(session, "Ana")
    told = write(session, "Fondo", "note", " Valoran la cofinanciación. ", person=ana, at=NOON)
    who = write(session, "Fondo", "contact", "Rosa, 555", person=ana, at=NOON)
    rewrite(session, told, "Piden cofinanciación.", seen=1, person=ana, at=NOON)
    with pytest.raises(Conflict):
        rewrite(session, told, "Otra cosa.", seen=1, person=ana, at=NOON)
    with pytest.raises(InvalidInput):
        rewrite(session, told, "  ", seen=2, person=ana, at=NOON)
    remove(session, who, seen=who.version, person=ana, at=NOON)
    remove(session, told, seen=told.version, person=ana, at=NOON)
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.subject_type == "funder").order_by(AuditEntry.id)
    ).all()
    assert [(entry.action, entry.detail) for entry in entries] == [
        ("funder-note.added", {"after": "Valoran la cofinanciación."}),
        ("funder-contact.added", {}),
        (
            "funder-note.changed",
            {"before": "Valoran la cofinanciación.", "after": "Piden cofinanciación."},
        ),
        ("funder-contact.removed", {}),
        ("funder-note.removed", {"before": "Piden cofinanciación."}),
    ]
