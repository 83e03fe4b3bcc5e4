"""Who may apply, sentence by sentence; an opposite answer is worse than none."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from scrapers.extract import extract, to_record
from scrapers.extract.command import extract_command
from scrapers.extract.explain import explain
from scrapers.extract.parties.places import find_places, holds
from scrapers.letters import fold

NAMES = ("local_government", "cofunding_required", "partner_required", "agency_country")
ANSWERS = {"yes": True, "no": False, "partner": "partner"}


def lines(name: str) -> list[list[str]]:
    told = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    kept = [line for line in told if line and not line.startswith("#")]
    return [line.replace("\\n", "\n").split(" | ", 4) for line in kept]


LINES = lines("eligibility.txt")
BATCHES = [
    line
    for name in (
        "eligibility_batches.txt",
        "eligibility_second.txt",
        "eligibility_late.txt",
        "eligibility_forms.txt",
        "eligibility_where.txt",
        "eligibility_calls.txt",
        "eligibility_turns.txt",
        "eligibility_seats.txt",
        "eligibility_whose.txt",
        "eligibility_pages.txt",
    )
    for line in lines(name)
]
DENIAL = re.compile(
    r"\b(?:no|not|cannot|nao|ne|n'|tampoco|ningun\w*|aucune?|nenhuma?|exclu(?:id|ye|ded|ent)\w*|neither)\b"
)
NO_DENIAL = re.compile(
    r"ser-ne|no gubernamental|no universitari|nao governamental|no obstante|no solo|no mas de|"
    r"no (?:podran?|pueden?) presentar mas|not submit more than|including but not limited|"
    r"no se aceptaran propuestas conjuntas: cada|"
    r"no (?:momento|pais|ambito|sistema)|no match needed|no reembolsable|"
    r"y no las empresas,|en ningun caso deben aportar|"
    r"no (?:tienen que|estan obligad\w+ a|necesitan) (?:aportar|asociarse|socios)"
)
"""Names and limits that hold the word and deny nobody."""

TWO_DENIALS = {
    "local-is-the-way",
    "local-only-they",
    "local-let-in-again",
    "local-let-in-by-exception",
    "local-let-in-too",
    "local-ticked",
    "local-the-rest-may",
}
"""Rules that read a denial of others, or of what was denied before."""


@cache
def read(says: str, **given: Any) -> dict[str, Any]:
    return dict(to_record(extract("Convocatoria de cooperación", says, **given))["eligibility"])


@pytest.mark.parametrize("line", LINES, ids=[line[-1][:60] for line in LINES])
def test_a_sentence_tells_what_a_person_reads_in_it(line: list[str]) -> None:
    *wanted, says = line
    told = read(says)
    for name, want in zip(NAMES, wanted, strict=True):
        if want != "-" or (name == "local_government" and set(wanted) == {"-"}):
            assert told[name]["answer"] == ANSWERS.get(want), name


@pytest.mark.parametrize("line", BATCHES, ids=[line[-1][:60] for line in BATCHES])
def test_a_sentence_tells_that_and_nothing_else(line: list[str]) -> None:
    *wanted, says = line
    told = read(says)
    for name, want in zip(NAMES, wanted, strict=True):
        if want != "?":
            assert told[name]["answer"] == ANSWERS.get(want), name


def test_no_yes_stands_over_a_sentence_that_denies_but_by_a_rule_on_two_denials() -> None:
    for *_, says in LINES + BATCHES:
        told = extract("Convocatoria de cooperación", says).eligibility.local_government
        asked = told.span is not None and told.span.quote.endswith("?")
        if told.answer is True and told.span and not asked and told.span.method not in TWO_DENIALS:
            quote = NO_DENIAL.sub("", fold(told.span.quote))
            assert not DENIAL.search(quote), told.span.quote


@pytest.mark.parametrize(
    ("says", "country", "wanted"),
    [
        ("Podrán participar entidades de Chile y Perú.", "PE", True),
        ("Podrán participar ciudades de América Latina.", "PE", True),
        ("Podrán participar ciudades de América Latina.", "PT", False),
        ("Podrán participar ciudades iberoamericanas.", "PT", True),
        ("Podrán participar todos los países de la Unión Europea, excepto Portugal.", "PT", False),
        ("Podrán participar entidades con sede en Colombia.", "PE", False),
        ("Podrán participar entidades con sede en Colombia.", "", None),
    ],
)
def test_the_country_asked_about_is_the_agency_s_own(
    says: str, country: str, wanted: bool | None
) -> None:
    told = read(says, agency_country=country)
    assert told["agency_country"]["answer"] is wanted
    assert told["colombia"] == told["agency_country"]


def test_the_environment_says_which_country_is_asked_about() -> None:
    line = json.dumps({"id": 1, "text": "Podrán participar entidades de Chile y Perú."})
    for country, wanted in (("PE", True), ("MX", False)):
        done = CliRunner().invoke(
            extract_command, ["-"], input=line, env={"PUENTE_AGENCY_COUNTRY": country}
        )
        told = json.loads(done.output.splitlines()[0])["eligibility"]
        assert told["agency_country"]["answer"] is wanted


@pytest.mark.parametrize(
    ("says", "region", "inside", "outside"),
    [
        ("paises miembros de la alianza del pacifico", "PACIFIC-ALLIANCE", "CO", "BR"),
        ("countries on the dac list", "ODA", "CO", "CL"),
        ("paises centroamericanos", "CENTRAL-AMERICA", "CR", "CO"),
        ("estados miembros de la oea", "AMERICAS", "CO", "ES"),
        ("pays andins", "ANDEAN", "PE", "CL"),
        ("los de renta media alta", "UPPER-MIDDLE-INCOME", "CO", "BO"),
        ("lower-middle-income countries", "LOWER-MIDDLE-INCOME", "BO", "CO"),
        ("paises de renta media", "MIDDLE-INCOME", "CO", "CL"),
        ("non-eu countries", "NON-EU", "CO", "ES"),
        ("pais accionista de caf", "CAF", "CO", "GT"),
        ("paesi in via di sviluppo", "ODA", "CO", "IT"),
        ("estados asociados del mercosur", "MERCOSUR-ASSOCIATED", "CO", "MX"),
    ],
)
def test_a_region_holds_its_members(says: str, region: str, inside: str, outside: str) -> None:
    ((_, _, found),) = find_places(says, 0, len(says))
    assert found == region
    assert holds(found, inside)
    assert not holds(found, outside)


def test_a_country_is_known_in_five_languages() -> None:
    for name in ("alemania", "germany", "alemanha", "allemagne", "alemanya"):
        assert [code for _, _, code in find_places(name, 0, len(name))] == ["DE"]


def test_a_section_in_which_nothing_was_read_is_told_with_its_heading() -> None:
    page = "El fondo abre en mayo.\n¿Quién puede participar?\nVea las bases.\nContacto: escríbanos."
    fact = extract("Fondo", page).eligibility.local_government
    assert (fact.said, fact.unread) == (None, True)
    assert fact.span is not None
    assert page[fact.span.start : fact.span.end] == "¿Quién puede participar?"
    assert read(page)["local_government"] == {
        "answer": None,
        "quote": None,
        "section": "¿Quién puede participar?",
    }
    silent = extract("Fondo", "El fondo abre en mayo.").eligibility.local_government
    assert (silent.said, silent.unread, silent.span) == (None, False, None)


def test_the_trace_tells_the_rule_of_every_answer() -> None:
    says = "Los municipios no podrán participar. Podrán participar entidades de Colombia."
    told = explain("Fondo", says)["eligibility"]
    (local,) = told["local_government"]
    assert (local["rule"], local["answer"]) == ("local-denied", False)
    assert local["sentence"] == "Los municipios no podrán participar."
    assert "local-only-as-partner" in local["tried"]
    assert [one["rule"] for one in told["agency_country"]] == ["country-named"]
    assert told["partner_required"] == told["cofunding_required"] == []


PARTNERS = [
    line.split(" | ", 3)
    for line in (Path(__file__).parent / "partners.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
COUNTS = {"in": "everybody", "out": "others"}


@pytest.mark.parametrize("line", PARTNERS, ids=[line[-1][:60] for line in PARTNERS])
def test_with_how_many_one_applies_and_with_whom(line: list[str]) -> None:
    number, counts, kinds, says = line
    told = read(says).get("partners_asked")
    if number == kinds == "-":
        assert told is None
        return
    assert told["number"] == (None if number == "-" else int(number))
    assert told["counts"] == COUNTS.get(counts)
    assert sorted(told["kinds"]) == ([] if kinds == "-" else sorted(kinds.split(",")))
    assert told["quote"] == says


@pytest.mark.parametrize(
    ("says", "percent"),
    [
        ("El aporte de la entidad podrá ser en especie y no será inferior a la quinta parte.", 20),
        ("The applicant must contribute one quarter of the budget.", 25),
        ("La subvención cubre como máximo el 80 % del costo.", 20),
        ("La ciudad recibirá la mitad de la ayuda al firmar.", None),
        ("Chaque subvention couvre au plus 75 % des coûts éligibles.", 25),
        ("A subvenção cobre no máximo 80% dos custos elegíveis.", 20),
        ("A cidade reserva recursos próprios, em valor não inferior a 15% do custo estimado.", 15),
        ("O município investe fundos próprios de pelo menos 10% do orçamento.", 10),
        ("La commune apporte au moins 20 % du coût total sur fonds propres.", 20),
        ("Les fonds propres représentent au moins 30 % du budget.", 30),
        ("L'aide est versée pour 30 % au plus tard un mois après la signature.", None),
    ],
)
def test_a_share_is_read_as_it_is_stated(says: str, percent: int | None) -> None:
    share = extract("Convocatoria de cooperación", says).cofunding
    assert (share.percent if share else None) == percent


@pytest.mark.parametrize(
    ("line", "may"),
    [
        ("Fundaciones y autoridades locales con sede en Colombia o en un país andino.", True),
        ("Equipos técnicos de alcaldías colombianas.", True),
        ("La sede de las universidades aliadas es Colombia.", None),
    ],
)
def test_a_line_below_a_heading_on_applicants_says_where_they_come_from(line, may) -> None:
    fact = extract("Fondo", f"Solicitantes admisibles\n{line}").eligibility.agency_country
    assert fact.answer is may


def test_a_team_of_a_city_hall_is_sent_by_it() -> None:
    page = "A quién se dirige\nEquipos de tres a cinco personas de alcaldías de la región."
    assert extract("Curso", page).eligibility.local_government.answer is True
    page = "Podrán participar universidades.\nDirigido a equipos de mujeres de municipios rurales."
    assert extract("Curso", page).eligibility.local_government.answer is not True
