"""Numbers written out are read as figures, and quoted as they were typed."""

import pytest

from proposals.asked.figures import written
from proposals.checks.rules import check_answers

SAID = (
    ("dos mil quinientas familias y un perro", "2500 familias y un perro"),
    ("treinta y dos años; dos y tres", "32 anos; 2 y 3"),
    ("un millón doscientas mil personas", "1200000 personas"),
    ("2 mil personas, 1,5 millones de pesos", "2 mil personas, 1,5 millones de pesos"),
    ("twenty-five thousand people, two hundred and six schools", "25000 people, 206 schools"),
    (
        "los objetivos uno, dos y tres; millones de voces",
        "los objetivos uno, 2 y 3; millones de voces",
    ),
    ("cien mil doscientos; mil y una noches", "100200; 1000 y una noches"),
    ("la canción milenaria", "la cancion milenaria"),
)


@pytest.mark.parametrize(("text", "read"), SAID)
def test_numbers_in_words_are_figures(text: str, read: str) -> None:
    assert written(text).folded == read


def test_each_place_of_the_figures_leads_to_the_words() -> None:
    one = written("Serán Dos mil quinientas familias.")
    start = one.folded.index("2500")
    assert one.raw[one.places[start] : one.places[start + 4]] == "Dos mil quinientas"
    assert one.raw[one.places[-1] :] == ""


@pytest.mark.parametrize(
    ("field", "text", "codes"),
    [
        ("metodologia", "El proyecto dura dos años.", {"months-disagree"}),
        ("metodologia", "Es un proyecto de quince meses.", {"months-disagree"}),
        ("metodologia", "Dura un año y medio.", set()),
        ("metodologia", "Cada curso dura tres meses y la fase piloto dura seis meses.", set()),
        ("sostenibilidad", "Lo logrado se mantiene durante cinco años.", set()),
        ("resumen", "En dos años, la ladera tendrá agua.", {"months-disagree"}),
        ("resumen", "El proyecto deja obras que se cuidan durante cinco años.", set()),
        ("resumen", "Llega a mil doscientas familias.", {"people-unheld"}),
        ("resumen", "Llega a 2 mil personas.", {"people-unheld"}),  # a price is no count of them
        ("resumen", "Una de cada diez mujeres; grupos de veinte jóvenes.", set()),
        ("resumen", "Llega a cuatrocientas personas.", set()),
        ("motivacion", "Cumple el Objetivo de Desarrollo Sostenible 15.", {"ods-unticked"}),
        ("magnitud", "De cada cien pesos, diez se quedan.", set()),
        ("magnitud", "OJO: pedir la cifra.", {"left-over"}),
        ("magnitud", "El acta dice OJO DE AGUA.", set()),
        ("magnitud", "Por definir con la secretaría.", {"left-over"}),
        ("magnitud", "Las fechas están por definir.", set()),
    ],
)
def test_prose_is_held_against_the_fields_in_words_too(
    field: str, text: str, codes: set[str]
) -> None:
    line = {"concepto": "Obra", "cantidad": "1", "valor_unitario": "2000"}
    given = {"duracion": "18", "beneficiarios_directos": "400", "presupuesto": [line]}
    given |= {"moneda": "COP", "ods": ["6"], field: text}
    watched = {"months-disagree", "people-unheld", "ods-unticked", "money-unheld", "left-over"}
    found = {one.code for one in check_answers(given)}
    assert found & watched == codes
