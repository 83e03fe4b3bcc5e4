"""The agency's own terms: what they replace, what is refused, and that matching follows them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit.record import history
from matcher.db.session import transaction
from matcher.errors import InvalidInput, NotFound
from matcher.glossary.models import OwnEntry
from matcher.glossary.own_entries import (
    SUBJECT,
    agency_glossary,
    get_entry,
    own_entries,
    retire_entry,
    retired_entries,
    save_entry,
    shipped_entry,
)
from matcher.glossary.search import PAGE, look_up
from matcher.glossary.shipped import LONGEST_ENTRY, shipped_glossary
from matcher.intake.store import Counts, Store
from matcher.matches.matching import match_bank
from matcher.matches.models import Match
from matcher.matches.pasted import calls_for_text
from matcher.people.queries import add_person
from matcher.projects.models import Project
from matcher.settings import Settings
from matcher.terms import content_words
from matcher.text import Language
from tests.conftest import NOON
from tests.matcher.intake.records import closing, record


@pytest.fixture
def ada(session: Session) -> int:
    """Who edits the glossary."""
    ada = add_person(
        session,
        email="ada@ciudad.example",
        name="Ada Prueba",
        role="administracion",
        password="una frase larga",
        at=NOON,
    )
    session.flush()
    return ada.id


def save(
    session: Session, who: int, es: str, term: OwnEntry | None = None, **names: str
) -> OwnEntry:
    told: dict[Language, str] = {"es": es, "en": names.get("en", "")}
    told |= {"pt": names.get("pt", ""), "fr": names.get("fr", "")}
    return save_entry(session, term, names=told, person_id=who, at=NOON)


def said(session: Session, text: str, target: Language, source: Language = "es") -> list[str]:
    """What the agency's glossary says for ``text``, the usual first."""
    hits = agency_glossary(session).find(content_words(text, source), source=source, target=target)
    return [name for hit in hits for name in hit.translations]


def test_without_own_entries_the_shipped_glossary_serves(session: Session) -> None:
    assert agency_glossary(session) is shipped_glossary()


def test_a_new_term_is_found_both_ways_and_inflected(session: Session, ada: int) -> None:
    save(session, ada, "biblioparque", en="library park; park library", fr="parc-bibliothèque")
    assert said(session, "los biblioparques", "en") == ["library park", "park library"]
    assert said(session, "library parks", "es", source="en") == ["biblioparque"]
    assert said(session, "biblioparque", "pt") == []


def test_an_own_term_takes_the_place_of_the_shipped_one(session: Session, ada: int) -> None:
    shipped = shipped_entry("BARRIO")
    assert shipped is not None
    assert "neighbourhood" in shipped.names["en"]
    save(session, ada, "barrio", en="commune")
    assert said(session, "barrio", "en") == ["commune"]
    assert said(session, "barrio", "pt") == list(shipped.names["pt"])  # nothing said: as before
    assert "barrio" not in said(session, "neighbourhood", "es", source="en")


def test_only_the_same_name_is_replaced(session: Session, ada: int) -> None:
    assert shipped_entry("") is None
    save(session, ada, "vereda", en="hamlet")  # whose stem is that of «verano»
    assert said(session, "vereda", "en")[0] == "hamlet"
    assert look_up(session, "verano").rows[0].entry.names["en"] == ("summer",)


def test_other_names_of_a_shipped_entry_stay(session: Session, ada: int) -> None:
    save(session, ada, "acera", en="footway")
    assert "sidewalk" not in said(session, "acera", "en")
    assert said(session, "andén", "en") == ["sidewalk", "pavement", "platform"]


def test_changing_and_retiring_bring_the_shipped_one_back(session: Session, ada: int) -> None:
    shipped = said(session, "barrio", "en")
    term = save(session, ada, "barrio", en="commune")
    save(session, ada, "barrio", term, en="ward")
    assert said(session, "barrio", "en") == ["ward"]
    retire_entry(session, term, retired=True, person_id=ada, at=NOON)
    retire_entry(session, term, retired=True, person_id=ada, at=NOON + timedelta(days=1))
    assert said(session, "barrio", "en") == shipped
    assert (own_entries(session), retired_entries(session)) == ([], [term])
    assert term.retired_at == NOON
    retire_entry(session, term, retired=False, person_id=ada, at=NOON)
    assert said(session, "barrio", "en") == ["ward"]
    told = history(session, subject_type=SUBJECT, subject_id=term.id)
    assert [entry.action for entry in told] == [
        "term.added",
        "term.changed",
        "term.retired",
        "term.restored",
    ]
    assert told[1].detail["before"]["en"] == "commune"
    assert told[1].detail["after"]["en"] == "ward"


def test_saving_the_same_again_is_no_change(session: Session, ada: int) -> None:
    term = save(session, ada, "barrio", en="commune")
    save(session, ada, "  barrio |Barrio ", term, en="commune")
    assert len(history(session, subject_type=SUBJECT, subject_id=term.id)) == 1


@pytest.mark.parametrize(
    ("names", "field", "words"),
    [
        ({"es": " | ", "en": "ward"}, "es", "Escriba el término en español."),
        ({"es": "barrio"}, "en", "Escriba cómo se dice en al menos otro idioma."),
        ({"es": "para los", "en": "ward"}, "es", "no tiene ninguna palabra"),
        ({"es": "barrio", "pt": "+ de"}, "pt", "no tiene ninguna palabra"),
        ({"es": "pino|roble|ceiba|sauce|cedro", "en": "ward"}, "es", "Deje 4 formas o menos"),
        ({"es": "gato " * (LONGEST_ENTRY + 1), "en": "ward"}, "es", "es muy largo"),
        ({"es": "VIAS|ÁRBOL", "en": "ward"}, "es", "«árbol» ya está entre los términos"),
    ],
)
def test_what_cannot_be_used_is_told_beside_its_field(
    session: Session, ada: int, names: dict[Language, str], field: str, words: str
) -> None:
    save(session, ada, "árbol", en="tree")
    with pytest.raises(InvalidInput, match=words) as problem:
        save_entry(session, None, names=names, person_id=ada, at=NOON)
    assert problem.value.field == field
    assert len(own_entries(session)) == 1


def test_a_retired_term_does_not_come_back_beside_its_successor(session: Session, ada: int) -> None:
    old = save(session, ada, "árbol", en="tree")
    retire_entry(session, old, retired=True, person_id=ada, at=NOON)
    save(session, ada, "arbol", en="tree")
    with pytest.raises(InvalidInput, match="ya está"):
        retire_entry(session, old, retired=False, person_id=ada, at=NOON)
    assert old.retired_at is not None
    with pytest.raises(NotFound):
        get_entry(session, old.id + 100)


def test_looking_up_forgives_accents_and_reads_every_language(session: Session, ada: int) -> None:
    own = save(session, ada, "árbol patrimonial", en="heritage tree")
    assert look_up(session, "ARBOL PATRIM").rows[0].own is own
    assert look_up(session, "eau potable").rows[0].entry.names["es"] == ("agua potable",)
    assert [row.own for row in look_up(session, "", mine=True).rows] == [own]
    assert look_up(session, "zzzz").total == 0
    first, last = look_up(session, ""), look_up(session, "", page=10_000)
    assert (first.rows[0].own, len(first.rows), first.number) == (own, PAGE, 1)
    assert first.total == len(shipped_glossary().entries) + 1
    assert last.number == last.pages == -(-first.total // PAGE)
    assert 0 < len(last.rows) <= PAGE


@pytest.fixture
def bank(sessions: sessionmaker[Session]) -> tuple[sessionmaker[Session], int]:
    """Two English calls and a Spanish project that says a word no shipped entry has."""
    with transaction(sessions) as session:
        records = [
            record(
                "fund", key, title=title, language="en", text=text, deadlines=closing("2027-03-05")
            )
            for key, title, text in (
                ("a", "Harbour fund", "The fund pays for harbour cranes, docks and ships."),
                ("b", "Walkable streets", "The fund pays for placemaking and placemaking crews."),
            )
        ]
        Store(session, sources={}, at=NOON).add(records, Counts(), quiet=False)
        session.add(
            Project(
                code="c",
                name="Cuadra viva",
                summary="Cuadraviva en cada comuna: cuadraviva.",
                modalities=[],
                created_at=NOON,
                updated_at=NOON,
                confirmed_at=NOON,
            )
        )
        who = add_person(
            session,
            email="ada@ciudad.example",
            name="Ada Prueba",
            role="administracion",
            password="una frase larga",
            at=NOON,
        )
        session.flush()
        return sessions, who.id


def test_a_change_is_matched_anew_and_leads_to_the_call(
    bank: tuple[sessionmaker[Session], int], settings: Settings
) -> None:
    sessions, who = bank
    given = replace(settings, apertium=False)

    def run() -> int:
        return match_bank(sessions, given, now=NOON, progress=lambda *_: None).projects

    def shown() -> list[str]:
        with sessions() as session:
            rows = session.scalars(select(Match).order_by(Match.score.desc()))
            return [str(row.reasons) for row in rows if row.call.title == "Walkable streets"]

    assert (run(), run()) == (1, 0)
    assert "placemaking" not in "".join(shown())
    with sessions() as session:
        calls_for_text(session, given, "Queremos hacer cuadraviva aquí", now=NOON)
    with transaction(sessions) as session:
        save(session, who, "cuadraviva", en="placemaking")
    assert (run(), run()) == (1, 0)
    assert "placemaking" in shown()[0]
    with sessions() as session:  # the index kept for pasted texts is made anew as well
        found = calls_for_text(session, given, "Queremos hacer cuadraviva aquí", now=NOON)
        assert found[0].call.title == "Walkable streets"
