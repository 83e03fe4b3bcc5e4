import pytest

from matcher.db.search_names import Names
from matcher.db.search_query import holds_all

TEXTS = (
    "Fundación Ciudades Intermedias",
    "Agence Française de Développement",
    "Banco Interamericano de Desarrollo",
    "The City's Trust",
    "Fundação Cidade e Água",
    "Instituto de la Ciudadanía",
    "de la",
)


@pytest.mark.parametrize(
    "query",
    [
        "ciudad",
        "ciudades fundación",
        "developpement",
        "desarrollo banco",
        "city",
        "agua",
        "de",
        '"fundación ciudades"',
        "-ciudad",
        "ciudad -banco",
        "",
        "«»",
        "city's trust",
        "xyz ciudad",
        "(ciudad|agua).*",
        "[ciudad",
        "ciudad\\",
    ],
)
def test_all_at_once_hold_what_each_holds(query: str) -> None:
    assert Names.of(TEXTS).holding(query) == [text for text in TEXTS if holds_all(text, query)]
