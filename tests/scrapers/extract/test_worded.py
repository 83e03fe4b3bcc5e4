"""What the wording suggests where no rule reads an answer, and where it speaks against one."""

from dataclasses import replace

import pytest

from scrapers.extract import extract, to_record
from scrapers.extract.parties.learned.features import WIDTH, features
from scrapers.extract.parties.learned.model import CLASSES, probabilities
from scrapers.extract.parties.learned.reading import read_worded, spoken_against
from scrapers.extract.text.passage import Passage, make_passage
from scrapers.item import WORDED, Fact

TITLE = make_passage("title", "Convocatoria de proyectos")
LISTED = (
    "Beneficiarios de la convocatoria\n"
    "La presente línea tiene como destinatarios finales a las asociaciones vecinales y a las "
    "fundaciones inscritas en el registro, que desarrollen su labor en los barrios.\n"
    "Cuantía\nHasta 20.000 euros por proyecto."
)


def body(text: str) -> Passage:
    return make_passage("text", text)


def test_a_passage_becomes_places_of_length_one() -> None:
    found = features("podran presentarse los municipios y 3 entidades")
    assert all(0 <= place < WIDTH for place in found)
    assert sum(weight * weight for weight in found.values()) == pytest.approx(1)
    assert features("— ···") == {}


@pytest.mark.parametrize("question", CLASSES)
def test_the_answers_of_a_question_share_all_probability(question: str) -> None:
    told = probabilities(question, "podran presentarse los ayuntamientos")
    assert sum(told.values()) == pytest.approx(1)
    assert tuple(told) == CLASSES[question]


def test_a_guess_is_marked_and_stands_on_a_sentence_of_the_page() -> None:
    fact = read_worded("local_government", TITLE, body(LISTED))
    assert fact is not None
    assert fact.said is False
    assert fact.guessed
    assert fact.span is not None
    assert fact.span.method == WORDED
    assert fact.span.quote in LISTED
    assert "asociaciones vecinales" in fact.span.quote


def test_a_yes_never_stands_over_a_denial_or_over_nobody() -> None:
    for text in (
        "Podrán presentarse entidades locales, pero no los municipios de menos de mil habitantes.",
        "Podrán presentarse quienes lo deseen, sean de donde sean, con su proyecto bajo el brazo.",
        "Beneficiarios\nLos resultados se documentan para uso de ciudades con equipos pequeños.",
        "915 | Convocatoria de ideas para servicios de la ciudad | Presentar una idea digital",
    ):
        fact = read_worded("local_government", TITLE, body(text))
        assert fact is None or fact.said is not True, text


def test_a_page_that_speaks_of_nobody_suggests_nothing() -> None:
    text = "El premio consiste en una escultura y un diploma. La entrega será en primavera."
    assert all(read_worded(question, TITLE, body(text)) is None for question in CLASSES)


def test_what_is_not_asked_of_the_wording_is_not_guessed() -> None:
    assert read_worded("cofunding_required", TITLE, body(LISTED)) is None


def test_passages_that_differ_leave_it_unsaid() -> None:
    open_to = (
        "Podrán presentarse los ayuntamientos, las diputaciones y las demás entidades locales de "
        "la región, con un proyecto de su competencia y dentro del plazo que se señala abajo. "
        "Cada ayuntamiento y cada diputación podrá presentar una solicitud como beneficiario."
    )
    filler = "El formulario está en la sede electrónica, con sus anexos y sus instrucciones. " * 9
    each = [read_worded("local_government", TITLE, body(text)) for text in (open_to, LISTED)]
    assert [fact.said for fact in each if fact] == [True, False]
    both = body(f"{open_to}\n{filler}\n{LISTED}")
    assert read_worded("local_government", TITLE, both) is None


def test_the_wording_speaks_against_an_answer_it_hardly_ever_gives() -> None:
    text = body(
        "Requisitos de los participantes\n"
        "Solo podrán presentarse empresas privadas legalmente constituidas, con al menos dos años "
        "de actividad y domicilio en el país, que acrediten estar al día con sus obligaciones."
    )
    span = text.sentence_span(40, method="some-rule")
    yes, no = (Fact(answer=answer, span=span) for answer in (True, False))
    assert spoken_against("local_government", yes, TITLE, text)
    assert not spoken_against("local_government", no, TITLE, text)
    assert not spoken_against("local_government", Fact(), TITLE, text)
    assert not spoken_against("cofunding_required", yes, TITLE, text)


def test_from_where_is_guessed_only_for_the_country_it_was_learned_for() -> None:
    text = (
        "Requisitos\nLas entidades solicitantes tendrán su domicilio social en la provincia de "
        "Ávila y llevarán dos años inscritas en el registro provincial de asociaciones."
    )
    for country in ("MX", "ES"):
        fact = extract("Ayudas", text, agency_country=country).eligibility.agency_country
        assert not fact.guessed


def test_the_record_says_what_is_guessed() -> None:
    read = extract("Convocatoria de proyectos", LISTED)
    span = body(LISTED).sentence_span(40, method=WORDED)
    for method, keys in ((WORDED, {"answer", "quote", "guessed"}), ("rule", {"answer", "quote"})):
        fact = Fact(answer=False, span=replace(span, method=method))
        told = replace(read, eligibility=replace(read.eligibility, local_government=fact))
        assert to_record(told)["eligibility"]["local_government"].keys() == keys
