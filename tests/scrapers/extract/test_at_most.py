"""A sum that nobody gets more than is the most there is, however it is denied."""

import pytest

from scrapers.extract import extract

MOST = [
    ("Ningún proyecto recibirá más de 250.000 euros.", "max"),
    ("Ninguna propuesta podrá obtener un apoyo superior a 40.000 euros.", "max"),
    ("No se concederán ayudas de más de 60.000 euros.", "max"),
    ("En ningún caso la subvención será mayor de 12.000 euros.", "max"),
    ("No project will receive more than EUR 250,000.", "max"),
    ("Grants will never be higher than EUR 30,000.", "max"),
    ("Aucun projet ne recevra plus de 50 000 euros.", "max"),
    ("Nenhum projeto receberá mais de 80.000 euros.", "max"),
    ("Cap projecte rebrà més de 20.000 euros.", "max"),
    ("Se apoyan proyectos de más de 20.000 euros.", "min"),
    ("No se financian proyectos de menos de 10.000 euros; la ayuda es desde 15.000 euros.", "min"),
    ("No solo apoyamos ideas: damos más de 90.000 euros.", "min"),
]


@pytest.mark.parametrize(("said", "kind"), MOST)
def test_more_than_a_sum_denied_makes_it_the_most(said: str, kind: str) -> None:
    told = [amount.kind for amount in extract("Ayudas", said).amounts]
    assert told[-1] == kind
