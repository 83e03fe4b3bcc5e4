"""What must hold of the model that is shipped, on texts written for this test."""

import unicodedata
from pathlib import Path

import numpy as np
import pytest

from matcher.tags.classifier.lexicon import BASE
from matcher.tags.classifier.tagger import Tagger

LIMIT_BYTES = 6 * 1024 * 1024
LIMIT_FILE_BYTES = 2 * 1024 * 1024

REACHED = {
    1: "Transferencias monetarias para que los hogares en pobreza extrema salgan de la miseria.",
    2: "Semillas y riego para pequeños agricultores contra el hambre y la desnutrición.",
    3: "El hospital amplía la vacunación y la atención de enfermedades como la malaria.",
    4: "Formación de docentes para que los estudiantes de primaria aprendan a leer en la escuela.",
    5: "Casas de acogida para mujeres que sufren violencia de género y acciones de igualdad.",
    6: "Acueducto veredal, alcantarillado y tratamiento de aguas residuales para la cuenca.",
    7: "Paneles solares y energía eólica para llevar electricidad limpia a zonas aisladas.",
    8: "Empleo decente y formalización laboral de trabajadores y microempresas.",
    9: "Banda ancha, parques industriales e investigación y desarrollo para la industria.",
    10: "Reducir la desigualdad de ingresos e integrar a migrantes y refugiados discriminados.",
    11: "Vivienda digna, transporte público y espacio público en los barrios de la ciudad.",
    12: "Reciclaje, economía circular y consumo responsable para reducir los residuos.",
    13: "Adaptación al cambio climático y reducción de gases de efecto invernadero.",
    14: "Protección de arrecifes de coral y pesca sostenible en el océano.",
    15: "Reforestación del bosque y conservación de la biodiversidad y de especies amenazadas.",
    16: "Acceso a la justicia, lucha contra la corrupción y construcción de paz con las víctimas.",
    17: "Cooperación sur-sur y alianzas entre países donantes para movilizar recursos.",
}
LANGUAGES = {
    "es": "La alcaldía mejora el saneamiento y el agua potable de los barrios rurales.",
    "en": "The city improves sanitation and drinking water in its rural districts.",
    "pt": "A prefeitura melhora o saneamento e a água potável dos bairros rurais.",
    "fr": "La mairie améliore l'assainissement et l'eau potable des quartiers ruraux.",
    "ca": "L'ajuntament millora el sanejament i l'aigua potable dels barris rurals.",
}


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


@pytest.mark.parametrize("number", REACHED)
def test_every_ods_can_be_reached(tagger: Tagger, number: int) -> None:
    best = tagger.tag([REACHED[number]])[0].ods[0]
    assert best.code == str(number)
    assert best.assigned
    assert best.evidence


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_call_gets_the_same_tags_in_each_language(tagger: Tagger, language: str) -> None:
    tagging = tagger.tag([LANGUAGES[language]])[0]
    assert tagging.language == language
    assert tagging.ods[0].code == "6"
    assert tagging.lines[0].code == "ecociudad"


def test_capitals_and_missing_accents_change_nothing(tagger: Tagger) -> None:
    texts = list(REACHED.values())
    bare = [
        "".join(c for c in unicodedata.normalize("NFD", t) if not unicodedata.combining(c))
        for t in texts
    ]
    pieces = [unicodedata.normalize("NFD", t) for t in texts]
    expected = tagger.ods_scores(texts)
    for other in (bare, [t.upper() for t in texts], pieces):
        np.testing.assert_allclose(tagger.ods_scores(other), expected, atol=1e-5)


def test_probabilities_add_up_to_one(tagger: Tagger) -> None:
    scores = tagger.ods_scores(list(REACHED.values()))
    assert scores.shape == (17, 17)
    np.testing.assert_allclose(scores.sum(axis=1), 1, atol=1e-4)
    assert tagger.ods_scores([]).shape == (0, 17)


def test_one_text_scores_the_same_alone_and_in_company(tagger: Tagger) -> None:
    texts = list(REACHED.values())
    together = tagger.ods_scores(texts)
    alone = np.concatenate([tagger.ods_scores([text]) for text in texts])
    np.testing.assert_allclose(alone, together, atol=1e-5)


def test_evidence_quotes_the_text_where_it_says(tagger: Tagger) -> None:
    title = "Convocatoria «Agua para todos»"
    text = (
        "Acueductos y alcantarillado.\n\nLas mujeres lideran la gestión del agua potable 💧 rural."
    )
    for tagging in tagger.tag([text, text], titles=[title, None]):
        for tag in (*tagging.ods, *tagging.lines):
            spans = [(e.field, e.start, e.end) for e in tag.evidence]
            assert len(spans) == len(set(spans))
            for e in tag.evidence:
                source = {"title": title, "text": text}[e.field]
                assert source[e.start : e.end] == e.quote
                assert e.weight > 0


def test_evidence_leaves_function_words_out(tagger: Tagger) -> None:
    tagging = tagger.tag([REACHED[6]])[0]
    quotes = {e.quote.lower() for e in tagging.ods[0].evidence}
    assert quotes.isdisjoint({"de", "y", "la", "para"})
    assert "acueducto" in " ".join(quotes) or "aguas residuales" in " ".join(quotes)


@pytest.mark.parametrize("text", ["", "   \n", "¡¿—?!", "🙂🙂"])
def test_a_text_without_words_is_given_no_tag(tagger: Tagger, text: str) -> None:
    tagging = tagger.tag([text])[0]
    assert tagging.language is None
    assert len(tagging.ods) == 17
    assert not any(tag.assigned for tag in (*tagging.ods, *tagging.lines))
    assert {tag.confidence for tag in tagging.ods} == {"por revisar"}


def test_what_is_assigned_says_how_sure_it_is(tagger: Tagger) -> None:
    tags = [tag for t in tagger.tag(list(REACHED.values())) for tag in (*t.ods, *t.lines)]
    assert {tag.confidence for tag in tags if tag.assigned} <= {"alta", "media"}
    assert {tag.confidence for tag in tags if not tag.assigned} == {"por revisar"}
    assert all(tag.evidence for tag in tags if tag.assigned)


def test_a_title_that_opens_the_text_is_not_read_twice(tagger: Tagger) -> None:
    text = REACHED[14]
    with_title = tagger.tag([text], titles=[text[:20]])[0]
    assert with_title == tagger.tag([text])[0]


def test_the_model_is_small_and_holds_no_pickle() -> None:
    files = [path for path in Path(BASE).iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= LIMIT_BYTES
    assert max(path.stat().st_size for path in files) <= LIMIT_FILE_BYTES
    for path in BASE.glob("*.npz"):
        with np.load(path, allow_pickle=False) as arrays:
            assert all(arrays[name].dtype.kind in "iuf" for name in arrays.files)


def test_version_and_data_hash_travel_with_the_model(tagger: Tagger) -> None:
    card = tagger.weights.card
    assert tagger.version == card["version"]
    assert len(card["data_hash"]) == 16
    assert tagger.tag(["Agua"])[0].model_version == tagger.version
