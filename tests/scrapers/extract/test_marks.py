"""Percentages in any writing, and words a page stresses: read as the same, quoted as they stand."""

import re
from datetime import date
from decimal import Decimal

import pytest

from scrapers.extract import extract
from scrapers.extract.money.cofunding import read_cofunding
from scrapers.extract.text.passage import make_passage

PAID_AT_MOST = [
    ("Se subvenciona hasta el 80 por 100 del coste total; el resto, con aportaciones.", 20),
    ("La subvención no podrá superar el 75 por 100 del presupuesto del proyecto.", 25),
    ("La intensidad de la ayuda es del 70 por cien de los costes subvencionables.", 30),
    ("El fondo financia hasta el ochenta y cinco por ciento del costo total.", 15),
    ("El fondo financia hasta el noventa por ciento (90 %) del costo total.", 10),
    ("O apoio cobre até 85% (oitenta e cinco por cento) do custo total do projeto.", 15),
    ("La ayuda cubre el 80 (ochenta) por ciento del costo total.", 20),
    ("Hasta el 60 POR CIENTO del costo total será financiado por el fondo.", 40),
    ("Up to sixty per cent of eligible costs will be funded.", 40),
    ("The grant may not exceed 85 percent of the total project cost.", 15),
    ("La subvention ne peut dépasser 80 p. 100 du coût total.", 20),
    ("La subvenció cobreix fins al 80 per 100 del cost total del projecte.", 20),
    ("Il contributo copre fino al 70 per cento dei costi totali.", 30),
    ("La ayuda cubre **hasta el 80** por 100 del *coste total*.", 20),
]


@pytest.mark.parametrize(("said", "left"), PAID_AT_MOST)
def test_what_the_funder_does_not_pay_is_for_whoever_applies(said: str, left: int) -> None:
    share = read_cofunding(make_passage("text", f"Bases.\n{said}\nFin."))
    assert share is not None
    assert (share.percent, share.span.method) == (left, "rest-of-financed-share")
    assert re.search(r"\d|sixty|ochenta", share.span.quote)
    assert share.span.quote in said
    assert extract("Ayudas", said).eligibility.cofunding_required.answer is True


@pytest.mark.parametrize(
    "said",
    [
        "El anticipo será del 80 por 100 de la ayuda.",
        "Los gastos de personal no superarán el 30 por 100 del presupuesto.",
        "Se valora hasta el 20 por 100 de la puntuación.",
        "La ayuda cubre el 100 por 100 del coste del proyecto.",
        "La ayuda cubre el cien por cien de los gastos.",
    ],
)
def test_other_shares_leave_nothing_to_pay(said: str) -> None:
    assert read_cofunding(make_passage("text", said)) is None


STRESSED = [
    ("no **podrán** participar", "no podrán participar"),
    ("**Beneficiarios:** los *municipios*", "Beneficiarios: los municipios"),
    ("_Plazo_: __hasta el 5__ de ***mayo***", "Plazo: hasta el 5 de mayo"),
    ("sin**acento**", "sinacento"),
]
AS_IT_IS = [
    "a_b_c y 3*4*5",
    "* uno\n* dos",
    "Plazo* de 5 días\n*Sujeto a cambios",
    "Firma: ______ de (nombre) ______",
    "Entre 5 * y 6 * estrellas",
]


@pytest.mark.parametrize(("said", "read"), STRESSED)
def test_stress_is_not_read_and_stands_in_what_is_quoted(said: str, read: str) -> None:
    passage = make_passage("text", said)
    assert passage.plain == read
    assert passage.sentence_span(2, method="x").quote == said


@pytest.mark.parametrize("said", AS_IT_IS)
def test_other_stars_and_lines_stay(said: str) -> None:
    assert make_passage("text", said).plain == said


CALL = (
    "# Fondo de agua\n**Quién:** Los gobiernos locales **no** *podrán* **participar**.\n"
    "**Fecha de cierre:** 5 de **marzo** de __2027__.\n"
    "Monto: hasta **USD** 50.000 por *proyecto*.\n"
)


def test_dates_money_and_who_may_apply_are_read_through_stress() -> None:
    found = extract("Fondo de agua", CALL)
    city = found.eligibility.local_government
    assert city.answer is False
    assert found.deadlines[0].on == date(2027, 3, 5)
    (amount,) = found.amounts
    assert (amount.value or amount.maximum, amount.currency) == (Decimal(50000), "USD")
    for span in (city.span, found.deadlines[0].span, amount.span):
        assert span is not None
        assert span.start is not None
        assert CALL[span.start : span.end] == span.quote
    assert city.span is not None
    assert city.span.quote == CALL.splitlines()[1]
