"""What a call's text asks of a proposal, on sentences labelled before they were read."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from proposals.asked.reading import read_terms

PHRASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).with_name("asked.toml")).read_text(encoding="utf-8")
)["frase"]
ELSEWHERE = {"socio_exigido"}
"""Read with the call itself (``scrapers.extract``), and taken from there."""


def read(text: str) -> set[tuple[str, str]]:
    return {
        (term.field, _told(term.value))
        for term in read_terms(text)
        if term.quote and term.quote.rstrip("…") in text
    }


def _told(value: str | dict[str, str]) -> str:
    if isinstance(value, str):
        return value
    if "criterio" in value:
        return f"{value['criterio']}={value['peso']}"
    return value.get("nombre") or value["texto"]


def wanted(phrase: dict[str, Any]) -> set[tuple[str, str]]:
    return {
        (field, one)
        for field, value in phrase["pide"].items()
        if field not in ELSEWHERE
        for one in (value if isinstance(value, list) else [value])
    }


def test_what_a_text_asks_is_read_and_nothing_else() -> None:
    right = over = under = 0
    for phrase in PHRASES:
        got, want = read(phrase["texto"]), wanted(phrase)
        right, over, under = (
            right + len(got & want),
            over + len(got - want),
            under + len(want - got),
        )
        if got != want:
            print(phrase["texto"][:90], "| over", got - want, "| under", want - got)
    print(right, over, under, right / (right + over), right / (right + under))
    assert right / (right + over) >= 0.97
    assert right / (right + under) >= 0.95


def test_two_sentences_that_disagree_give_nothing() -> None:
    text = "La duración máxima es de 12 meses.\nLa duración máxima es de 18 meses."
    assert read_terms(text) == ()


@pytest.mark.parametrize("text", ["", "…" * 50, "1.2.3,4 meses máximo " * 2000, "(" * 5000])
def test_no_text_breaks_it(text: str) -> None:
    read_terms(text)
