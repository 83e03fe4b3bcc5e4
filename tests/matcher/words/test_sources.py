"""What a source's reader says is known again and said in English, quotes and all."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from matcher.words.language import words_in
from matcher.words.sources import source_words
from scrapers import checks, registry
from scrapers.errors import FetchError
from scrapers.extract import extract
from scrapers.source import Failure, Run

ENGLISH = words_in("en")
SCRAPERS = Path(__file__).parents[3] / "scrapers"
TYPED = {
    "cli.py",
    "command.py",
    "trial.py",
    "scaffold",
    "demo",
    "lines.py",
    "registry.py",
    "entry.py",
    "jsonl.py",
}
"""What is only said to who types commands or writes a source."""
FILLED = {
    "El plazo se amplió: x x.": "El plazo se amplió: ahora cierra el x.",
    "La ficha de la fuente dice que cierra el x y su texto x x. Compruebe cuál vale.": (
        "La ficha de la fuente dice que cierra el x y su texto dice x. Compruebe cuál vale."
    ),
}
"""Sentences a part of which is put together."""
SPANISH = re.compile(
    r"\b(?:el|la|los|las|una?|de|que|no|es|en|se|más|falta)\b|[ñáéíóú]", re.IGNORECASE
)


def sentences() -> Iterator[str]:
    """What is raised or warned of anywhere in the scrapers, with an x in each place."""
    for path in SCRAPERS.rglob("*.py"):
        if TYPED & {*path.relative_to(SCRAPERS).parts}:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            for said in _said(node):
                if isinstance(said, ast.Constant) and isinstance(said.value, str):
                    yield said.value
                elif isinstance(said, ast.JoinedStr):
                    parts = (p.value if isinstance(p, ast.Constant) else "x" for p in said.values)
                    yield FILLED.get(made := "".join(map(str, parts)), made)


def _said(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        return node.exc.args
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        heard = ast.unparse(node.func.value)
        return node.args if node.func.attr == "append" and heard.endswith("warnings") else []
    return []


@pytest.mark.parametrize("sentence", sorted({s for s in sentences() if SPANISH.search(s)}))
def test_every_sentence_of_the_scrapers_has_its_english(sentence: str) -> None:
    assert source_words(ENGLISH, sentence) != sentence


def test_the_verdicts_on_a_run_are_said_in_english() -> None:
    about = replace(registry.sources()[0].about, expected=(5, 20))
    broken = Run(listed=9, failures=[Failure(where=f"r{n}", reason="x") for n in range(9)])
    said = [
        source_words(ENGLISH, reason)
        for found, run, before in (
            (0, Run(), ()),
            (2, Run(), ()),
            (30, Run(), (checks.Tally(found=100),)),
            (8, broken, ()),
        )
        for reason in checks.judge(about, run, checks.Tally(found=found), before).reasons
    ]
    assert said == [
        "It found no call: the page may have changed or did not answer well.",
        "It found 2 calls; 5 or more is normal.",
        "It found 30 calls; 20 or fewer is normal.",
        "It found 30 calls; the last readings found about 100.",
        "9 of 9 records could not be read (r0: x; r1: x; r2: x).",
    ]


def test_a_site_that_does_not_answer_is_told_in_english() -> None:
    error = FetchError("https://a.example/x", "El sitio tardó demasiado en responder.")
    assert source_words(ENGLISH, str(error)) == (
        "https://a.example/x: The site took too long to answer."
    )


def test_the_doubts_of_an_extraction_are_said_in_english() -> None:
    text = "Fecha de cierre: 30 de febrero de 2027."
    (warning,) = extract("Fondo", text, url=None, published_on=date(2026, 11, 1)).warnings
    assert source_words(ENGLISH, warning) == (
        "The closing date “30 de febrero de 2027” does not exist in the calendar: "
        "look at the source."
    )


def test_fields_nobody_reads_are_told_whole_in_english() -> None:
    told = "La fuente trae campos que Puente no lee: plazo.nuevo, tope (en 12 de 40 registros)."
    assert source_words(ENGLISH, told) == (
        "The source has fields that Puente does not read: plazo.nuevo, tope (in 12 of 40 records)."
    )


def test_what_nobody_knows_stays_as_it_stands() -> None:
    assert source_words(ENGLISH, "Algo raro.") == "Algo raro."
    assert source_words(words_in("es"), "Algo raro.") == "Algo raro."
