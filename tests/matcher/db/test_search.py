"""The same answers on SQLite and PostgreSQL, whatever somebody types."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.db import search, search_query
from matcher.db.search_sql import matches
from matcher.glossary.shipped import shipped_glossary
from matcher.glossary.synonyms import synonyms

TEXTS = {
    1: ("Agua potable y saneamiento", "Acueductos para las ciudades intermedias.", "es"),
    2: ("Clean drinking water for cities", "Grants for municipalities; WASH & sanitation.", "en"),
    3: ("Água e saneamento nas cidades", "Financiamento a municípios brasileiros.", "pt"),
    4: ("Eau potable et assainissement", "Subventions aux collectivités locales.", "fr"),
    5: ("Becas de investigación", "Para jóvenes; incluye la ciudad de origen.", "es"),
    6: ("Niñez y cultura ciudadana", "El agua no se menciona aquí como potable.", None),
}


@pytest.fixture
def indexed(session: Session) -> Session:
    documents = [
        search.Searchable(id=i, stamp="a", title=title, text=text, language=language)
        for i, (title, text, language) in TEXTS.items()
    ]
    assert search.index(session, "call", documents) == len(TEXTS)
    return session


def found(session: Session, query: str, subject: str = "call") -> list[int]:
    rows = matches(session, subject, query)
    if rows is None:
        return []
    return list(session.scalars(select(rows.c.subject_id).order_by(rows.c.rank)))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("AGUA", {1, 3, 6}),  # folded «água» is the same word
        ("acueducto", {1}),  # plural forgiven
        ("ciudad", {1, 5}),
        ("investigacion", {5}),  # accent forgiven
        ("niñez", {6}),
        ("ninez", {6}),
        ("city", {2}),  # English stem
        ("municipality", {2}),
        ("município", {2, 3}),  # a shared stem meets across languages
        ("collectivité", {4}),
        ("agua potable", {1, 6}),  # every word has to be there
        ('"agua potable"', {1}),  # in this order, side by side
        ("WASH", {2}),
        ("inexistente", set()),
        ("", set()),
        ("   ", set()),
        ("!!! & | ( )", set()),
    ],
)
def test_words_are_found_in_any_form(indexed: Session, query: str, expected: set[int]) -> None:
    assert set(found(indexed, query)) == expected


def test_a_hit_in_the_title_comes_first(indexed: Session) -> None:
    assert found(indexed, "agua")[-1] == 6


def test_reindexing_replaces_and_forgetting_removes(indexed: Session) -> None:
    search.index(indexed, "call", [search.Searchable(id=1, stamp="b", title="Otra", text="cosa")])
    assert 1 not in found(indexed, "agua")
    assert found(indexed, "otra") == [1]
    search.forget(indexed, "call", [1])
    assert found(indexed, "otra") == []


def test_kinds_of_things_do_not_mix(indexed: Session) -> None:
    search.index(indexed, "project", [search.Searchable(id=1, stamp="a", title="Río", text="agua")])
    assert found(indexed, "agua", "project") == [1]
    assert found(indexed, "rio") == []


@given(query=st.text(max_size=60))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_typed_breaks_it(indexed: Session, query: str) -> None:
    found(indexed, query)
    found(indexed, f'"{query}')


@pytest.mark.parametrize("query", ["agua NOT potable", "agua*", "title:agua", "NEAR(agua)", "a'b"])
def test_operators_are_only_words(indexed: Session, query: str) -> None:
    assert 2 not in found(indexed, query)


def test_hits_are_marked_in_whatever_form_they_stand() -> None:
    text = "Las ciudades y la Ciudad; cívico."
    ranges = search_query.hit_ranges(text, "ciudad civicos")
    assert [text[a:b] for a, b in ranges] == ["ciudades", "Ciudad", "cívico"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("género", {7}),
        ("GENEROS", {7}),
        ("generar", {8}),
        ("comunidades", {8}),
        ("común", {7}),
        ("corregimiento", {7}),
        ("deportes", {8}),
    ],
)
def test_words_of_one_stem_and_two_meanings_are_kept_apart(
    session: Session, query: str, expected: set[int]
) -> None:
    texts = {
        7: ("Igualdad de género", "Un fondo común para cada corregimiento; no la deportación."),
        8: ("Generación de energía", "La comunidad practica un deporte; corregir lo que genera."),
    }
    documents = [
        search.Searchable(id=i, stamp="a", title=title, text=text, language="es")
        for i, (title, text) in texts.items()
    ]
    search.index(session, "call", documents)
    assert set(found(session, query)) == expected
    marked = [i for i, text in texts.items() if search_query.hit_ranges(" ".join(text), query)]
    assert set(marked) == expected


@pytest.mark.parametrize(("query", "expected"), [("mayor", {7}), ("andinos", {7}), ("nota", {7})])
def test_a_stem_that_is_a_small_word_meets_nothing(
    session: Session, query: str, expected: set[int]
) -> None:
    texts = {
        7: "Notas para alcaldes mayores de los bosques andinos.",
        8: "Local bodies may apply and are not asked to pay.",
    }
    documents = [
        search.Searchable(id=i, stamp="a", title="", text=text, language=None)
        for i, text in texts.items()
    ]
    search.index(session, "call", documents)
    rows = matches(session, "call", query, {"andinos": ("Andean",)})
    assert rows is not None
    assert set(session.scalars(select(rows.c.subject_id))) == expected


@pytest.mark.parametrize(
    ("query", "meant", "not_meant"),
    [
        ("género", "gender", "generar"),
        ("géneros", "gender", "generation"),
        ("refugiados", "refugee", "hostel"),
        ("niños", "children", "ENSO"),
        ("comunidad", "community", "common"),
    ],
)
def test_what_is_meant_with_a_word_is_not_what_another_of_its_stem_means(
    query: str, meant: str, not_meant: str
) -> None:
    (others,) = synonyms(query, shipped_glossary()).values()
    assert meant in others
    assert not_meant not in others


def test_a_phrase_of_any_language_is_meant_before_its_words() -> None:
    others = synonyms("climate change", shipped_glossary())
    assert "cambio climático" in others["change"]
    assert "exchange rate" not in others["change"]
    assert "elderly" in synonyms("ancianos", shipped_glossary())["ancianos"]
    assert () not in synonyms("dengue fever", shipped_glossary()).values()


def test_a_translation_will_do_as_well(indexed: Session) -> None:
    also = {"agua": ("drinking water", "eau"), "potable": ("drinking water",)}
    rows = matches(indexed, "call", "agua potable", also)
    assert rows is not None
    assert set(indexed.scalars(select(rows.c.subject_id))) == {1, 2, 4, 6}
