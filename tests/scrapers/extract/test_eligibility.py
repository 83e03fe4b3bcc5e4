"""Who may apply, sentence by sentence; an opposite answer is worse than none."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from scrapers.extract import extract, to_record
from scrapers.extract.command import extract_command

NAMES = ("local_government", "cofunding_required", "partner_required", "agency_country")
ANSWERS = {"yes": True, "no": False, "partner": "partner"}
LINES = [
    line.split(" | ", 4)
    for line in (Path(__file__).parent / "eligibility.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def read(says: str, **given: Any) -> dict[str, Any]:
    return dict(to_record(extract("Convocatoria de cooperación", says, **given))["eligibility"])


@pytest.mark.parametrize("line", LINES, ids=[line[-1][:60] for line in LINES])
def test_a_sentence_tells_what_a_person_reads_in_it(line: list[str]) -> None:
    *wanted, says = line
    told = read(says)
    for name, want in zip(NAMES, wanted, strict=True):
        if want != "-" or (name == "local_government" and set(wanted) == {"-"}):
            assert told[name]["answer"] == ANSWERS.get(want), name


@pytest.mark.parametrize(
    ("says", "country", "wanted"),
    [
        ("Podrán participar entidades de Chile y Perú.", "PE", True),
        ("Podrán participar ciudades de América Latina.", "PE", True),
        ("Podrán participar ciudades de América Latina.", "PT", False),
        ("Podrán participar ciudades iberoamericanas.", "PT", True),
        ("Podrán participar todos los países de la Unión Europea, excepto Portugal.", "PT", False),
        ("Podrán participar entidades con sede en Colombia.", "PE", False),
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
