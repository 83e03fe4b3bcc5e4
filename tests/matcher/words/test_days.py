"""The sentence of a day, and what is said of it."""

from datetime import date

import pytest

from matcher.calls.facts import CallFacts, Deadline, Span
from matcher.calls.fields import write_facts
from matcher.calls.models import Call
from matcher.words.days import closing_said, opening_said, sentence_of
from matcher.words.language import words_in

TEXT = "Se invita a las ciudades. El plazo vence el 30 de abril. Los resultados, en mayo."


def told(method: str, *, year_assumed: bool = False, **more: object) -> Call:
    start = TEXT.index("30 de abril")
    span = Span(
        quote="30 de abril",
        field="text",
        method=method,
        start=start,
        end=start + len("30 de abril"),
    )
    closing = Deadline(on=date(2027, 4, 30), span=span, precision="day", year_assumed=year_assumed)
    facts = CallFacts(
        url="https://f.example/c", title="Árboles", text=TEXT, deadlines=(closing,), **more
    )
    call = Call()
    write_facts(call, facts)
    return call


def test_the_whole_sentence_is_quoted() -> None:
    call = told("closing-word")
    said = closing_said(words_in("es"), call, call.deadlines[0])
    assert (said.quote, said.marks, said.how) == ("El plazo vence el 30 de abril.", (), None)


def test_the_stops_of_an_hour_end_no_sentence() -> None:
    text = "Cierra el 30 de abril, a las 3:00 p. m. (hora de Colombia). Los resultados, en mayo."
    at = text.index("30 de abril")
    assert (
        sentence_of(
            Call(text=text, title=""),
            {"quote": "30 de abril", "field": "text", "start": at, "end": at + len("30 de abril")},
        )
        == "Cierra el 30 de abril, a las 3:00 p. m. (hora de Colombia)."
    )


@pytest.mark.parametrize("place", ["Washington D. C.", "los EE. UU."])
def test_initials_end_no_sentence(place: str) -> None:
    text = f"Cierra el 30 de abril, hora de {place} Habrá entrevista."
    at = text.index("30 de abril")
    span = {"quote": "30 de abril", "field": "text", "start": at, "end": at + len("30 de abril")}
    told = sentence_of(Call(text=text, title=""), span)
    assert told == f"Cierra el 30 de abril, hora de {place}"


def test_a_place_that_is_not_there_leaves_the_quote() -> None:
    call = told("closing-word")
    call.text = "Otro texto."
    assert closing_said(words_in("es"), call, call.deadlines[0]).quote == "30 de abril"


@pytest.mark.parametrize(
    ("method", "language", "mark", "how"),
    [
        ("term-in-working-days-ES-AN", "es", "día calculado", "España (AN)"),
        ("term-in-working-days-ES", "en", "day worked out", "Spain from the day after"),
        ("term-from-publication", "es", "día calculado", "el mismo día del mes"),
    ],
)
def test_a_counted_day_is_never_shown_as_published(
    method: str, language: str, mark: str, how: str
) -> None:
    call = told(method)
    said = closing_said(words_in(language), call, call.deadlines[0])
    assert said.marks == (mark,)
    assert said.how is not None
    assert how in said.how


def test_an_inferred_year_and_a_contradiction_are_marked() -> None:
    call = told("closing-word, year-from-url", year_assumed=True)
    call.warnings = [{"code": "closes-otherwise", "params": {}}]
    said = closing_said(words_in("es"), call, call.deadlines[0])
    assert said.marks == ("el año se dedujo", "la fuente se contradice")


def test_the_opening_day_has_its_words_too() -> None:
    span = Span(quote="Al día siguiente", field="textInicio", method="day-after-publication")
    call = told("closing-word", opens_on=date(2027, 3, 2), opens_span=span)
    said = opening_said(words_in("es"), call)
    assert said is not None
    assert (said.quote, said.marks) == ("Al día siguiente", ("día calculado",))
    assert opening_said(words_in("es"), told("closing-word")) is None


@pytest.mark.parametrize(
    ("zone", "named"),
    [
        ("Europe/Brussels", "Bruselas"),
        ("UTC+00:00", "Greenwich"),
        ("UTC-05:00", "UTC−5"),
        ("UTC+05:30", "UTC+5:30"),
    ],
)
def test_a_zone_is_named_by_its_place_or_by_its_distance(zone: str, named: str) -> None:
    assert words_in("es").place(zone) == named
