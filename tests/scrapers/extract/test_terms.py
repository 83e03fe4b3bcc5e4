"""A term counted from publication: a day where all it takes is known, words where it is not."""

from datetime import date

import pytest

from scrapers.extract.reader import extract
from scrapers.extract.record import to_record

PUBLISHED = date(2027, 3, 1)
COUNTED = {
    "El plazo de presentación de solicitudes será de 30 días calendario a partir de la publicación "
    "de esta convocatoria.": date(2027, 3, 31),
    "El plazo para postularse es de un mes contado desde el día siguiente a la publicación del "
    "extracto.": date(2027, 4, 1),
    "Las postulaciones se recibirán durante dos meses desde la publicación de las bases.": date(
        2027, 5, 1
    ),
    "O prazo de inscrição é de 15 dias corridos a partir da publicação deste edital.": date(
        2027, 3, 16
    ),
    "Applications may be submitted within 45 calendar days of publication of this notice.": date(
        2027, 4, 15
    ),
    "Les candidatures doivent être déposées dans un délai de deux mois à compter de la "
    "publication.": date(2027, 5, 1),
    "El termini de presentació de sol·licituds és de quinze dies naturals des de l'endemà de la "
    "publicació.": date(2027, 3, 16),
    "Las inscripciones cierran tres semanas después de la publicación.": date(2027, 3, 22),
    "Las propuestas podrán presentarse dentro de los treinta (30) días calendario siguientes a la "
    "publicación de la convocatoria. Plazo de postulación.": date(2027, 3, 31),
}
FROM_THE_GAZETTE = {
    "Plazo de presentación: cuarenta y cinco días calendario contados a partir de la publicación "
    "en el Diario Oficial.": date(2027, 4, 15),
    "Presentación de solicitudes: 15 días naturales desde la publicación en el boletín.": date(
        2027, 3, 16
    ),
    "El plazo de solicitud es de un mes desde la publicación del extracto en el BOE.": date(
        2027, 4, 1
    ),
    "El termini de presentació de sol·licituds és de quinze dies naturals des de la publicació al "
    "DOGC.": date(2027, 3, 16),
}
LEFT_AS_WORDS = (
    "Las solicitudes se presentarán en el plazo de 30 días hábiles a partir de la publicación.",
    "Plazo de solicitud: 30 días a partir de la publicación.",
    "O prazo de candidatura é de 20 dias úteis contados da publicação.",
    "The application deadline is 10 working days after publication.",
    "Le délai de dépôt des candidatures est de 30 jours ouvrés à compter de la publication.",
    "El termini de presentació de sol·licituds és de vint dies hàbils a partir de l'endemà de la "
    "publicació al BOP.",
    "La solicitud de la segunda fase se presenta en el plazo de un mes desde la publicación de los "
    "resultados de la primera.",
)
OF_ANOTHER_ACT = (
    "La resolución se notificará en 30 días calendario a partir de la publicación.",
    "El proyecto se ejecutará en doce meses desde la publicación de los resultados.",
    "El plazo de subsanación es de 10 días calendario a partir de la publicación del listado.",
)


@pytest.mark.parametrize("sentence", COUNTED)
def test_a_counted_day_says_that_it_is_counted_and_by_which_rule(sentence: str) -> None:
    told = to_record(extract("Convocatoria", sentence, published_on=PUBLISHED))
    assert told["deadline"] == COUNTED[sentence].isoformat()
    assert told["deadline_calculated"] is True
    assert "publicación" in told["deadline_details"][0]["calculated"]
    assert told["deadline_details"][0]["span"]["quote"] in sentence


@pytest.mark.parametrize("sentence", FROM_THE_GAZETTE)
@pytest.mark.parametrize(
    ("url", "is_the_gazette"),
    [
        ("https://www.boe.es/diario_boe/txt.php?id=BOE-B-2027-1", True),
        ("https://www.infosubvenciones.es/bdnstrans/GE/es/convocatorias/900001", True),
        ("https://noticias.example/ayudas-boe.es/", False),
        ("https://boston.example.org/boe", False),
        (None, False),
    ],
)
def test_a_term_from_the_gazette_counts_from_the_gazettes_own_day_only(
    sentence: str, url: str | None, is_the_gazette: bool
) -> None:
    told = to_record(extract("Convocatoria", sentence, published_on=PUBLISHED, url=url))
    wanted = FROM_THE_GAZETTE[sentence].isoformat() if is_the_gazette else None
    assert told["deadline"] == wanted
    assert told["deadline_details"][0]["text"]


@pytest.mark.parametrize("sentence", [*COUNTED, *LEFT_AS_WORDS, *OF_ANOTHER_ACT])
def test_nothing_is_counted_from_an_unknown_day(sentence: str) -> None:
    told = to_record(extract("Convocatoria", sentence))
    assert (told["deadline"], told["deadline_calculated"]) == (None, False)


@pytest.mark.parametrize("sentence", LEFT_AS_WORDS)
def test_what_cannot_be_counted_stays_in_its_words(sentence: str) -> None:
    told = to_record(extract("Convocatoria", sentence, published_on=PUBLISHED))
    assert (told["deadline"], told["deadline_calculated"]) == (None, False)
    assert told["deadline_details"][0]["text"]


@pytest.mark.parametrize("sentence", OF_ANOTHER_ACT)
def test_the_term_of_another_act_closes_nothing(sentence: str) -> None:
    told = to_record(extract("Convocatoria", sentence, published_on=PUBLISHED))
    assert told["deadline_details"] == []


def test_a_stated_day_is_not_called_counted() -> None:
    told = to_record(extract("Convocatoria", "Solicitudes hasta el 5 de marzo de 2027."))
    assert (told["deadline"], told["deadline_calculated"]) == ("2027-03-05", False)
    assert told["deadline_details"][0]["calculated"] is None
