from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.calls.rounds import earlier_rounds, round_key
from matcher.intake.store import Counts, SourceFacts, Store
from tests.conftest import NOON
from tests.matcher.intake.records import closing, record

SOURCES = {
    "fondo": SourceFacts(title="El Fondo", aggregator=False),
    "otra": SourceFacts(title="Otra", aggregator=False),
}


def seen(
    session: Session, key: str, title: str, day: str, *, source: str = "fondo", **more: Any
) -> Call:
    store = Store(session, sources=SOURCES, at=NOON - timedelta(days=400))
    store.add(
        [record(source, key, title=title, deadlines=closing(day), **more)], Counts(), quiet=False
    )
    session.commit()
    return session.scalars(select(Call).order_by(Call.id.desc())).first()  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Convocatoria Sur-Sur 2025", "Convocatoria Sur-Sur 2026"),
        ("5ª edición del Premio Ciudad Viva", "Premio Ciudad Viva, 6ª edición"),
        ("Green Cities Fund – Round III", "Green Cities Fund – Round IV"),
        ("3rd Call of the Urban Lab", "4th call of the Urban Lab"),
    ],
)
def test_a_title_without_its_edition_is_the_same_for_every_round(one: str, other: str) -> None:
    assert round_key(one) == round_key(other)


def test_a_title_that_is_only_a_number_keeps_it() -> None:
    assert round_key("2026") == "2026"


def test_a_call_that_comes_back_finds_its_earlier_rounds(session: Session) -> None:
    first = seen(session, "1", "Premio Ciudad Viva 2024", "2024-03-01", funder="Red de Ciudades")
    second = seen(session, "2", "Premio Ciudad Viva 2025", "2025-03-01", funder="Red de Ciudades")
    seen(session, "3", "Premio Ciudad Viva 2025", "2025-03-02", funder="Otra Fundación Distinta")
    seen(session, "4", "Premio Ciudad Verde 2025", "2025-03-01", funder="Red de Ciudades")
    back = seen(session, "5", "Premio Ciudad Viva 2026", "2026-03-01", funder="Red de Ciudades")
    assert [r.call.id for r in earlier_rounds(session, back)] == [second.id, first.id]
    assert earlier_rounds(session, first) == []


def test_where_no_funder_is_named_one_source_is_enough(session: Session) -> None:
    first = seen(session, "1", "Premio Ciudad Viva 2024", "2024-03-01")
    seen(session, "2", "Premio Ciudad Viva 2025", "2025-03-01", source="otra")
    back = seen(session, "3", "Premio Ciudad Viva 2026", "2026-03-01", funder="Red de Ciudades")
    session.expunge_all()
    told = earlier_rounds(session, session.get_one(Call, back.id))
    assert [r.call.id for r in told] == [first.id]
    assert "text" not in told[0].call.__dict__, "what is not told of an earlier round is not read"


def test_an_extension_is_no_new_round(session: Session) -> None:
    seen(session, "1", "Premio Ciudad Viva", "2026-03-01", funder="Red de Ciudades")
    later = seen(session, "2", "Premio Ciudad Viva", "2026-03-20", funder="Red de Ciudades")
    assert earlier_rounds(session, later) == []
