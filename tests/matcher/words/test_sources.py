"""What a source's reader says is known again and said in English, quotes and all."""

from dataclasses import replace
from datetime import date

from matcher.words.language import words_in
from matcher.words.sources import source_words
from scrapers import checks, registry
from scrapers.errors import FetchError
from scrapers.extract import extract
from scrapers.source import Failure, Run

ENGLISH = words_in("en")


def test_the_verdicts_on_a_run_are_said_in_english() -> None:
    about = replace(registry.sources()[0].about, expected=(5, 20))
    broken = Run(listed=9, failures=[Failure(where=f"r{n}", reason="x") for n in range(9)])
    said = [
        source_words(ENGLISH, reason)
        for found, run, before in (
            (0, Run(), ()),
            (2, Run(), ()),
            (30, Run(), (100,)),
            (8, broken, ()),
        )
        for reason in checks.judge(about, run, found, before).reasons
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


def test_what_nobody_knows_stays_as_it_stands() -> None:
    assert source_words(ENGLISH, "Algo raro.") == "Algo raro."
    assert source_words(words_in("es"), "Algo raro.") == "Algo raro."
