"""Every reason and blocker has its sentence in both languages; old sentences stay readable."""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from matcher.ranking.inputs import AmountRange, Blocker, CallText, ProjectText, Quoted, Reason
from matcher.reasons.blockers import blockers
from matcher.words.language import words_in
from matcher.words.reasons import CODES, reason_words
from tests.matcher.words.said import said

SPANISH = re.compile(
    r"\b(?:el|la|los|las|un|una|de|del|que|con|su|convocatoria|proyecto|apunta|etiquetó)\b"
)
ENGLISH = re.compile(r"\b(?:the|of|that|with|call|project|aims?|tagged|and)\b", re.IGNORECASE)
WAY = {"codes": [6, 11], "names": ["Nautics"], "call_guessed": False, "project_guessed": False}
PARAMS = {
    "funder": "Andes Fund",
    "title": "Rivers",
    "field": "Objetivo",
    "language": "pt",
    "project_language": "es",
    "paired": False,
    "call": [4],
    "project": [6, 11],
    "on": "2027-03-02",
    "country": "PE",
    "named": ["CL", "EC"],
    "asked": "30",
    "offered": "12.55",
    "sought": "400000",
    "minimum": "1000",
    "maximum": "12500.5",
    "currency": "EUR",
    "kind": "beca",
    "wanted": ["premio", "prestamo"],
    "partners": "Andes University",
    "number": 3,
    "counts": "others",
    "kinds": ["university", "abroad"],
    "has": 1,
    "call_guessed": False,
    "project_guessed": False,
    "ways": [
        WAY,
        WAY | {"call_guessed": True},
        WAY | {"project_guessed": True},
        WAY | {"call_guessed": True, "project_guessed": True, "codes": [6]},
    ],
}


def told(code: str, language: str) -> str:
    record = {"code": code, "params": PARAMS, "terms": ["rivers", "wells"]}
    return reason_words(json.loads(json.dumps(record)), words_in(language))


@pytest.mark.parametrize("code", sorted(CODES))
def test_each_code_has_a_sentence_in_each_language(code: str) -> None:
    spanish, english = told(code, "es"), told(code, "en")
    assert spanish.endswith(".")
    assert english.endswith(".")
    assert not ENGLISH.search(spanish), spanish
    assert not SPANISH.search(english), english
    assert "%" not in re.sub(r"\d ?%", "", spanish + english)


def test_numbers_days_and_lists_are_those_of_the_language() -> None:
    assert told("closed-on", "en") == "The call closed on 2 March 2027."
    assert told("counterpart-short", "es") == (
        "Pide una contrapartida del 30 % del costo total y el proyecto cuenta con el 12,6 %."
    )
    assert "12.6%" in told("counterpart-short", "en")
    assert told("kind-unwanted", "en") == (
        "It offers scholarship or course and the project seeks: prize, loan."
    )
    assert told("same-words", "en") == (
        "The call and the project (field “Goal”) both speak of “rivers” and “wells”."
    )


def test_a_sentence_stored_before_there_were_codes_is_shown_as_it_is() -> None:
    old = {"kind": "ods", "text": "Ambos apuntan al ODS 6.", "terms": []}
    assert reason_words(old, words_in("en")) == "Ambos apuntan al ODS 6."


def test_a_percentage_in_a_title_is_no_place_for_a_value() -> None:
    title = {"title": "100% agua %(x)s"}
    record = {"code": "you-liked", "params": title}
    assert "«100% agua %(x)s»" in reason_words(record, words_in("es"))


def test_what_the_rules_give_can_be_said() -> None:
    call = CallText(
        id="c",
        title="Fondo",
        text="",
        closes_on=Quoted(value=date(2026, 1, 2)),
        countries=Quoted(value=("CL",)),
        local_government=Quoted(value=False),
        cofunding_percent=Quoted(value=Decimal(50)),
        kind="premio",
        amounts=(AmountRange(minimum=None, maximum=Decimal(5), currency="EUR"),),
    )
    project = ProjectText(
        id="p",
        title="Agua",
        text="",
        country="PE",
        amount=Decimal(4000),
        currency="EUR",
        counterpart=Decimal(1),
        modalities=("beca",),
        local_government=True,
    )
    at_home = replace(project, country="CO")
    found: list[Blocker | Reason] = [
        *blockers(call, project, today=date(2026, 11, 1)),
        *blockers(
            replace(call, closed=Quoted(value=True), agency_country=Quoted(value=False)),
            at_home,
            today=date(2026, 11, 1),
        ),
    ]
    assert {one.code for one in found} == {
        "closed",
        "closed-on",
        "country-out",
        "agency-country-out",
        "local-government-out",
        "counterpart-short",
        "amount-apart",
        "kind-unwanted",
    }
    assert not [one for one in found if SPANISH.search(said(one, "en"))]
