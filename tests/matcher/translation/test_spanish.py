"""Foreign texts in Spanish: terms, figures and dates hold, and nonsense is not shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from matcher.glossary.shipped import Entry, shipped_glossary
from matcher.text import Language
from matcher.translation.apertium import Apertium, installed_modes
from matcher.translation.spanish import MOST_UNKNOWN, Terms, in_spanish
from matcher.translation.stand_ins import is_feminine, plural
from tests.translator import translator

AGENCY = Entry(names={"es": ("gobierno distrital",), "en": ("city",), "pt": (), "fr": ()})
ENTRIES = shipped_glossary().entries


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[Path]:
    with translator(tmp_path / "bin") as runs:
        yield runs


def said(text: str, *, own: bool = False, context: str = "") -> str | None:
    terms = Terms([AGENCY, *ENTRIES], "en", own=1) if own else Terms(ENTRIES, "en")
    (found,) = in_spanish([text], source="en", terms=terms, apertium=Apertium(), contexts=[context])
    return found.text if found else None


@pytest.mark.usefixtures("runs")
def test_terms_of_the_glossary_win_and_keep_their_number() -> None:
    assert said("grants for cities") == "subvenciones para ciudades"
    assert said("Grants for local authorities") == "Subvenciones para autoridades locales"
    assert said("the calls for proposals") == "las convocatorias"


@pytest.mark.usefixtures("runs")
def test_a_heading_s_capitals_are_no_names() -> None:
    prose = "we offer grants for mobility.\nIt is run in Cali, for the city of Cali."
    assert said("Grants for Clean Urban Mobility", context=prose) == (
        "Subvenciones para limpia movilidad urbana"
    )


def test_of_near_synonyms_the_one_that_says_it_alike_is_taken() -> None:
    terms = Terms(ENTRIES, "pt")
    found = [spanish for _, _, spanish in terms.find("prevenção da violência")]
    assert found == ["prevención de la violencia"]


def test_the_field_s_nouns_have_their_meaning_in_it() -> None:
    for language, text, meant in (
        ("fr", "appel à manifestation d’intérêt", "convocatoria de manifestaciones de interés"),
        ("pt", "edital", "convocatoria"),
        ("en", "fellowships", "becas"),
    ):
        terms = Terms(ENTRIES, language)
        assert [spanish for _, _, spanish in terms.find(text)] == [meant]


@pytest.mark.usefixtures("runs")
def test_what_the_agency_calls_it_comes_before_everything() -> None:
    assert said("grants for the cities", own=True) == "subvenciones para las gobiernos distritales"
    assert said("mobility for city", own=True) == "movilidad para gobierno distrital"


@pytest.mark.usefixtures("runs")
def test_dates_sums_and_addresses_pass_as_they_are() -> None:
    assert said("before 12 March 2026") == "antes del 12 de marzo de 2026"
    assert said("before March 5th, 2027, 17:00") == "antes del 5 de marzo de 2027, 17:00"
    assert said("for US$ 50,000 that") == "para US$ 50,000 que"
    assert said("for https://a.example/for?the=1.") == "para https://a.example/for?the=1."
    assert said("for ana@the.example") == "para ana@the.example"


@pytest.mark.usefixtures("runs")
def test_too_many_unknown_words_or_another_figure_are_no_translation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert said("wuthering clean mobility") is None
    long = "clean urban mobility for cities that pilot buses for municipalities wuthering"
    assert said(long) is None, "in a heading one foreign word stands out"
    longer = "grants for cities, for towns, for municipalities; " + long
    assert str(said(longer)).endswith("municipios wuthering"), "one of eighteen: shown, no mark"
    assert 1 / 11 < MOST_UNKNOWN < 1 / 3
    monkeypatch.setattr(
        Apertium, "translate", lambda _, texts, **__: ["para 2 ciudades" for _ in texts]
    )
    assert said("for 3 cities") is None


@pytest.mark.usefixtures("runs")
@pytest.mark.parametrize(
    ("text", "made", "shown"),
    [
        ("open-source tools for cities", "herramientasdefuente abierta para ciudades", False),
        ("gender-based violence", "género-violencia basada", False),
        ("non-profit groups", "grupos sin ánimo de lucro", True),
        ("the Cali-Palmira road", "la vía Cali-Palmira", True),
        ("international tools", "herramientas internacionalizadoras", True),
    ],
)
def test_a_compound_that_came_out_torn_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, text: str, made: str, shown: bool
) -> None:
    monkeypatch.setattr(Apertium, "translate", lambda _, texts, **__: [made for _ in texts])
    terms = Terms((), "en")
    (found,) = in_spanish([text], source="en", terms=terms, apertium=Apertium())
    assert found is not None
    assert (found.text is not None) == shown


@pytest.mark.usefixtures("runs")
def test_a_heading_in_capitals_is_read_as_its_text_writes_it() -> None:
    assert said("Mobility That Cities Pilot") != "Movilidad que ciudades prueban"
    told = said("Mobility That Cities Pilot", context="cities that pilot mobility")
    assert told == "Mobility que ciudades prueban"


def test_without_a_translator_there_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    installed_modes.cache_clear()
    assert said("grants for cities") is None
    installed_modes.cache_clear()


def test_spanish_names_in_gender_and_number() -> None:
    assert plural("organización de la sociedad civil") == "organizaciones de la sociedad civil"
    assert plural("autoridad local") == "autoridades locales"
    assert [is_feminine(n) for n in ("convocatoria", "programa marco", "red", "monto")] == [
        True,
        False,
        True,
        False,
    ]


@pytest.mark.skipif(not Apertium().available("en", "es"), reason="needs apertium-eng-spa")
def test_the_real_translator_agrees_with_the_terms_put_in() -> None:
    assert said("The grant covers new local authorities") is not None
    found = str(said("The new grants for local authorities before 12 March 2026"))
    assert found.startswith("Las subvenciones nuevas")
    assert "autoridades locales" in found
    assert "12 de marzo de 2026" in found


REAL = [
    ("en", "Statements must be received by December 26, 2026.", "a más tardar el 26 de diciembre"),
    ("en", "The cycle closes on December 23, 2026.", "cierra el 23 de diciembre de 2026"),
    ("en", "Proposals are accepted until January 18, 2027.", "hasta el 18 de enero de 2027"),
    ("en", "Cost Sharing or Matching Requirement: No", "Requisito de contrapartida: No"),
    ("pt", "Alcaldias de Brasil, Colômbia, Equador e Peru.", "Ecuador y Perú"),
    ("pt", "As inscrições terminam em 22 de dezembro de 2026.", "terminan el 22 de diciembre"),
    ("pt", "O apoio é de um ano. O resultado sai em maio.", "año. El resultado"),
    ("fr", "L’aide couvre au plus 75 % des coûts.", "cubre como máximo 75 %"),
    (
        "fr",
        "Le dossier doit parvenir au plus tard le 25 décembre.",
        "a más tardar el 25 de diciembre",
    ),
]


@pytest.mark.parametrize(("language", "text", "has"), REAL)
def test_days_refusals_and_countries_are_not_the_machine_s(
    language: Language, text: str, has: str
) -> None:
    """It made «encima 23 de diciembre», «requisito: núm» and «Ecuador y Pavo» of them."""
    if not Apertium().available(language, "es"):
        pytest.skip("needs apertium")
    terms = Terms(ENTRIES, language)
    (spoken,) = in_spanish([text], source=language, terms=terms, apertium=Apertium())
    assert spoken is not None
    assert has in (spoken.text or "")
