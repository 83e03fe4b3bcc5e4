"""Two hundred queries: the same hits in the same order on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import URL, select
from sqlalchemy.orm import Session

from matcher.db import search
from matcher.db.search_sql import SOME_WORDS, class_of, matches
from matcher.db.session import open_engine, session_factory
from matcher.glossary.shipped import shipped_glossary
from matcher.glossary.synonyms import synonyms
from tests.conftest import run_on

pytestmark = pytest.mark.postgres

TITLES = (
    ("Movilidad sostenible para ciudades intermedias", "es"),
    ("Sustainable urban mobility in small cities", "en"),
    ("Mobilidade urbana sustentável", "pt"),
    ("Mobilité durable et vélo en ville", "fr"),
    ("Agua potable y saneamiento básico", "es"),
    ("WASH grants for municipalities", "en"),
    ("Saneamento para todos", "pt"),
    ("Eau potable dans les écoles", "fr"),
    ("Bicicletas públicas y ciclorrutas", "es"),
    ("Cycle lanes and bike sharing", "en"),
    ("Derechos de las personas LGBTI", "es"),
    ("LGBTIQ+ youth in Europe", "en"),
    ("Primera infancia y nutrición", "es"),
    ("Beca COVID-19: 2.º ciclo, 1e5 dosis", "es"),
    ("Energía solar en techos d'habitatge públic", "ca"),
    ("Museos, memoria histórica y paz", "es"),
    ("Cities of the future: 5G & data", None),
    ("Gestión del riesgo de desastres", "es"),
    ("Igualdad de género en la comunidad", "es"),
    ("Generar bienes comunes", "es"),
)
BODIES = (
    "El fondo apoya proyectos de agua potable en barrios de ladera. Se valora la bicicleta.",
    "The programme funds drinking water, sanitation and cycling infrastructure for local bodies.",
    "Podrán participar alcaldías y organizaciones. La movilidad de bajas emisiones es prioritaria.",
    "Convoca a mujeres jóvenes; no financia becas individuales ni obra pública sostenible.",
    "Les collectivités peuvent déposer un dossier sur l'eau ou sur l'égalité.",
    "Plan de acción de la ciudad " * 300 + " plan de agua para la ciudad sostenible y segura.",
)
WORDS = (
    "movilidad sostenible; bicicletas; agua potable; saneamiento; WASH; LGBTI; LGTBI; ciudad; "
    "ciudades; city; municipality; municipio; eau; vélo; velo; cycling; primera infancia; "
    "niñez; memoria; paz; museo; becas; beca; COVID-19; 2027; 5G; 1e5; solar; energía; energia; "
    "techo; d'habitatge; l'eau; égalité; plan; acción; plan de acción; mujeres; mujer; jóvenes; "
    "sostenible; sustentável; desastre; riesgos; gestión del riesgo; data; future; inexistente; "
    "de; de la; obra pública; barrio ladera; género; comunidad; generar; comunes"
).split("; ")


def queries() -> list[str]:
    """Each word alone, as a phrase, with another one, without another one, and odd ones."""
    made = [*WORDS, *(f'"{word}"' for word in WORDS)]
    for place, word in enumerate(WORDS):
        made.append(f"{word} {WORDS[(place * 7 + 3) % len(WORDS)]}")
        made.append(f"{word} -{WORDS[(place * 5 + 2) % len(WORDS)]}")
    made += ['ciudad -"plan de"', "-agua", '-"plan de acción" -becas', "a & b | !c", "NEAR(x y)"]
    return made


def filled(url: str) -> Session:
    session = session_factory(open_engine(url))()
    for number in range(len(TITLES) * 4):
        title, language = TITLES[number % len(TITLES)]
        text = " ".join((BODIES[number % 6], BODIES[(number * 5 + 1) % 6] if number % 3 else ""))
        document = search.Searchable(
            id=number + 1, stamp="a", title=title, text=text, language=language
        )
        search.index(session, "call", [document])
    search.index(
        session, "project", [search.Searchable(id=1, stamp="a", title="Agua", text="bicicleta")]
    )
    session.commit()
    return session


@pytest.fixture(scope="module")
def both(
    sqlite_template: Path, postgres_template: URL, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Session, Session]]:
    """The same things indexed in both databases, once."""
    path = tmp_path_factory.mktemp("both") / "one.sqlite"
    shutil.copyfile(sqlite_template, path)
    name = f"both_{uuid4().hex}"
    run_on(postgres_template, f"CREATE DATABASE {name} TEMPLATE template_puente")
    there = postgres_template.set(database=name).render_as_string(hide_password=False)
    sessions = filled(f"sqlite:///{path}"), filled(there)
    yield sessions
    for session in sessions:
        session.close()
        session.get_bind().dispose()  # type: ignore[union-attr] # an engine
    run_on(postgres_template, f"DROP DATABASE {name}")


def found(session: Session, query: str, *, any_word: bool) -> list[tuple[int, int]]:
    """Class and id of each hit, in order."""
    also = synonyms(query, shipped_glossary())
    rows = matches(session, "call", query, also, any_word=any_word)
    if rows is None:
        return []
    hits = session.execute(select(rows.c.rank, rows.c.subject_id).order_by(rows.c.rank))
    return [(class_of(rank), subject_id) for rank, subject_id in hits]


def test_two_hundred_queries_find_the_same_in_the_same_order(both: tuple[Session, Session]) -> None:
    asked = queries()
    assert len(asked) >= 200
    differing, empty = [], 0
    for place, query in enumerate(asked):
        any_word = place % 3 > 0
        one, other = (found(session, query, any_word=any_word) for session in both)
        empty += not one
        if one != other:
            differing.append((query, any_word, one[:5], other[:5]))
    assert differing == []
    assert empty < len(asked) / 3


def test_all_the_words_stand_above_some_of_them(both: tuple[Session, Session]) -> None:
    for session in both:
        strict = found(session, "bicicleta ciudad", any_word=False)
        wide = found(session, "bicicleta ciudad", any_word=True)
        assert wide[: len(strict)] == strict
        assert len(wide) > len(strict) > 0
        assert all(degree < SOME_WORDS for degree, _id in strict)
        assert all(degree >= SOME_WORDS for degree, _id in wide[len(strict) :])


def test_a_phrase_is_found_however_often_its_words_occur(both: tuple[Session, Session]) -> None:
    """A vector of PostgreSQL forgets where a word stands after it has occurred 256 times."""
    for session in both:
        assert found(session, '"plan de agua para la ciudad"', any_word=False)
