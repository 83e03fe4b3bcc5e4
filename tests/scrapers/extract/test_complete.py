"""Structured values stay; prose fills the gaps; what contradicts is told."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from scrapers.extract import Counting, complete, read_deadline
from scrapers.item import Amount, Deadline, ScrapedCall, Span

FIELD = Span(quote="2025-05-10", field="metadata.deadline", method="structured")
TEXT = (
    "El plazo de presentación de solicitudes finaliza el 15 de mayo de 2025 a las 14:00 horas. "
    "La cuantía total es de 90.000 euros. Pueden presentarse los ayuntamientos."
)


def call(**fields: object) -> ScrapedCall:
    given = {
        "source_id": "s",
        "source_key": "1",
        "url": "https://ejemplo.org/1",
        "title": "Subvenciones a la cultura",
        "text": TEXT,
    } | fields
    return ScrapedCall(**given)  # type: ignore[arg-type] # fields are checked by the dataclass


def test_gaps_are_filled_from_prose() -> None:
    done = complete(call())
    assert [d.on for d in done.deadlines] == [date(2025, 5, 15)]
    assert done.amounts[0].value == Decimal(90000)
    assert done.kind == "subvencion"
    assert done.language == "es"
    assert done.eligibility.local_government.answer is True


def test_structured_values_stay_and_the_contradiction_is_told() -> None:
    stated = Deadline(on=date(2025, 5, 10), span=FIELD, precision="day")
    money = Amount(span=FIELD, kind="total", currency="EUR", value=Decimal(1))
    done = complete(call(deadlines=(stated,), amounts=(money,), kind="premio"))
    assert done.deadlines == (stated,)
    assert done.amounts == (money,)
    assert done.kind == "premio"
    assert any("10/05/2025" in w and "15/05/2025" in w for w in done.warnings)


def test_agreement_is_silent() -> None:
    stated = Deadline(on=date(2025, 5, 15), span=FIELD, precision="day")
    assert complete(call(deadlines=(stated,))).warnings == ()


def test_the_hour_that_only_the_prose_tells_is_kept_with_its_words() -> None:
    first = Deadline(on=date(2025, 5, 15), span=FIELD, precision="day", label="etapa 1")
    second = Deadline(on=date(2025, 9, 1), span=FIELD, precision="day", label="etapa 2")
    done = complete(call(deadlines=(first, second)))
    assert [(d.on, d.at, d.label) for d in done.deadlines] == [
        (date(2025, 5, 15), time(14), "etapa 1"),
        (date(2025, 9, 1), None, "etapa 2"),
    ]
    assert done.deadlines[0].span.quote in TEXT
    assert done.deadlines[1] == second
    held = replace(first, at=time(9))
    assert complete(call(deadlines=(held,))).deadlines == (held,)


def test_the_zone_that_only_the_prose_tells_is_kept_where_the_hour_is_the_same() -> None:
    text = "La convocatoria se cierra el 15 de mayo de 2025, a las 2:00 p. m. (hora de Bogotá)."
    held = Deadline(on=date(2025, 5, 15), at=time(14), span=FIELD, precision="minute")
    (done,) = complete(call(text=text, deadlines=(held,))).deadlines
    assert (done.at, done.timezone) == (time(14), "America/Bogota")
    other = replace(held, at=time(17))
    assert complete(call(text=text, deadlines=(other,))).deadlines == (other,)


def test_completing_twice_changes_nothing_more() -> None:
    once = complete(call(published_on=date(2025, 4, 1)))
    assert complete(once) == once


def test_a_labelled_phrase_is_read_as_a_deadline() -> None:
    phrase = "15 días naturales desde el día siguiente a la publicación en el BOE"
    counting = Counting(published_on=date(2021, 5, 10), of_gazette=True)
    computed = read_deadline(phrase, counting=counting)
    assert computed is not None
    assert computed.on == date(2021, 5, 25)
    kept = read_deadline(phrase.replace("naturales", "hábiles"), counting=counting)
    assert kept is not None
    assert kept.on is None
    assert kept.text == phrase.replace("naturales", "hábiles")
    dated = read_deadline("14:30 h del 20 de septiembre de 2021")
    assert dated is not None
    assert (dated.on, dated.span.quote) == (date(2021, 9, 20), "20 de septiembre de 2021")
    assert read_deadline("Según establezca la convocatoria.") is None


def test_a_zone_is_named_in_the_tongue_of_the_page() -> None:
    text = "Envio das propostas: até 20 de dezembro de 2026, 23h59 (hora de Montevidéu)."
    (done,) = complete(call(text=text)).deadlines
    assert (done.at, done.timezone) == (time(23, 59), "America/Montevideo")
