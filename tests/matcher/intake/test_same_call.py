from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.intake.identity.codes import named_codes
from matcher.intake.identity.rules import judge
from matcher.intake.identity.title_index import TitleIndex
from matcher.intake.identity.traits import Traits, canonical_url


def told(source: str, title: str, **more: object) -> Traits:
    given: dict[str, object] = {
        "language": "es",
        "canonical": f"{source}.example/{abs(hash(title))}",
        "funder": None,
        "closes_on": None,
    }
    return Traits(source_id=source, title=title, **(given | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://www.fondo.example/Convocatoria/7/?utm_source=x&b=2&a=1#top",
            "fondo.example/Convocatoria/7?a=1&b=2",
        ),
        ("http://fondo.example/a//b/", "fondo.example/a/b"),
        ("https://FONDO.example", "fondo.example"),
    ],
)
def test_canonical_address(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


MARCH, APRIL = date(2027, 3, 5), date(2027, 4, 5)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(
            told("a", "Convocatoria Ciudades Verdes para gobiernos locales", closes_on=MARCH),
            told("b", "Ciudades Verdes para gobiernos locales: ya abierta", closes_on=MARCH),
            True,
            id="same title in other words, same day",
        ),
        pytest.param(
            told("a", "Convocatoria Ciudades Verdes para gobiernos locales", closes_on=MARCH),
            told("b", "Convocatoria Ciudades Verdes para gobiernos locales", closes_on=APRIL),
            False,
            id="another deadline is another round",
        ),
        pytest.param(
            told("a", "Premio Innovación Urbana 2026"),
            told("b", "Premio Innovación Urbana 2027"),
            False,
            id="another year",
        ),
        pytest.param(
            told("a", "Programa de agua, lote II de obras"),
            told("b", "Programa de agua, lote III de obras"),
            False,
            id="another lot",
        ),
        pytest.param(
            told("a", "Fondo para ciudades resilientes", funder="Banco Uno"),
            told("b", "Fondo para ciudades resilientes", funder="Agencia Dos"),
            False,
            id="same title, other funder, no date",
        ),
        pytest.param(
            told("a", "Green cities facility", identifiers=frozenset({"GCF-9"}), closes_on=MARCH),
            told("b", "Ciudades verdes", identifiers=frozenset({"GCF-9"})),
            True,
            id="an official identifier, other languages",
        ),
        pytest.param(
            told("a", "Green cities facility", identifiers=frozenset({"GCF-LA-2027-9"})),
            told("b", "Fondo de ciudades verdes", mentions=named_codes("código GCF-LA-2027-9.")),
            True,
            id="names the other's official code in its text",
        ),
        pytest.param(
            told("a", "Green cities facility", canonical="f.example/call/9", closes_on=MARCH),
            told("b", "Ciudades verdes", links=frozenset({"f.example/call/9"}), closes_on=MARCH),
            True,
            id="links to the other's page and closes the same day",
        ),
        pytest.param(
            told("a", "Becas de maestría en salud pública", canonical="a.example/1"),
            told("a", "Becas de maestría en salud pública", canonical="a.example/2"),
            False,
            id="two records of one source are two calls",
        ),
        pytest.param(
            told("a", "Becas de maestría"),
            told("b", "Becas de maestría"),
            False,
            id="a title that could be anybody's, and nothing else",
        ),
        pytest.param(
            told("a", "Becas de maestría en salud"),
            told("b", "Fondo de riego para veredas"),
            False,
            id="nothing in common",
        ),
    ],
)
def test_same_call(first: Traits, second: Traits, expected: bool) -> None:
    assert same_call(first, second) is expected
    assert same_call(second, first) is expected


SUMS = frozenset({"350000 EUR", "5000000 EUR"})


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"closes_on": MARCH, "figures": SUMS}, {"closes_on": MARCH, "figures": SUMS}, True),
        ({"closes_on": MARCH, "figures": SUMS}, {"closes_on": APRIL, "figures": SUMS}, False),
        ({"figures": SUMS}, {"figures": SUMS}, False),
        (
            {"closes_on": MARCH, "figures": SUMS},
            {"closes_on": MARCH, "figures": frozenset({"350000 EUR", "7 USD"})},
            False,
        ),
    ],
)
def test_two_sums_and_the_day_make_two_languages_one_call(
    first: dict[str, object], second: dict[str, object], expected: bool
) -> None:
    french, spanish = told("a", "Guichet rivières", **first), told("b", "Ríos de ciudad", **second)
    assert same_figures(french, spanish) is expected
    assert not same_figures(french, told("a", "Otra del mismo sitio", **second))


WORDS = st.lists(
    st.sampled_from("agua paz empleo ciudad mujer clima red salud digital rural juventud".split()),
    min_size=3,
    max_size=6,
    unique=True,
)


@given(st.lists(WORDS, min_size=1, max_size=30))
@settings(max_examples=50, deadline=None)
def test_a_known_title_is_its_own_first_candidate(titles: list[list[str]]) -> None:
    texts = [f"{' '.join(words)} {number}" for number, words in enumerate(titles)]
    index = TitleIndex(texts[: len(texts) // 2])
    index.add(texts[len(texts) // 2 :])
    found = index.candidates(texts)
    assert all(number in near for number, near in enumerate(found))


def test_candidates_of_an_empty_index() -> None:
    assert TitleIndex().candidates(["agua para todos"]) == [[]]
