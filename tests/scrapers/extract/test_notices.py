"""Whether a page is a call at all: the signals on their sentences, and the labelled pages."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scrapers.extract import extract
from scrapers.extract.notices.judging import SIGNALS, CallJudgement, hear, judge
from scrapers.extract.notices.phrasing import LOOKS, WEIGHTS, WIDTH, model, phrasing
from scrapers.extract.notices.signal import NoticeSignal
from scrapers.extract.text.passage import make_passage
from scrapers.extract.text.rules import Example

HERE = Path(__file__).parent
REAL, OTHER = 0.98, 0.85
"""The shares of calls and of other notices that are to be told for what they are."""


def cases() -> Iterator[Any]:
    for signal in SIGNALS:
        for number, example in enumerate(signal.examples):
            yield pytest.param(signal, example, id=f"{signal.name}-{number}")


def judged(title: str, text: str = "", **known: bool) -> CallJudgement:
    return judge(make_passage("title", title), make_passage("text", text), **known)


@pytest.mark.parametrize(("signal", "example"), list(cases()))
def test_a_signal_is_heard_where_its_example_says(
    signal: NoticeSignal, example: Example[Any]
) -> None:
    found = list(hear(make_passage("title", example.says), make_passage("text", "")))
    names = {one.signal.name for one in found}
    if example.gives in {signal.gives, None}:
        assert (signal.name in names) == (example.gives is not None), names
    else:
        assert judged(example.says).reason == example.gives


def test_every_signal_has_a_name_of_its_own_and_an_example_of_either_kind() -> None:
    assert len({signal.name for signal in SIGNALS}) == len(SIGNALS)
    for signal in SIGNALS:
        kinds = {example.gives == signal.gives for example in signal.examples}
        assert kinds == {True, False}, signal.name


def pages() -> list[dict[str, Any]]:
    files = sorted(HERE.glob("calls_and_news_*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def test_calls_stay_calls_and_other_notices_are_told() -> None:
    told: dict[bool, list[str]] = {True: [], False: []}
    many = {True: 0, False: 0}
    for page in pages():
        answer = extract(page["title"], page["text"]).call.answer
        many[page["call"]] += 1
        if (answer is False) == page["call"]:
            told[page["call"]].append(page["id"])
    assert min(many.values()) >= 150
    assert len(told[True]) / many[True] <= 1 - REAL, told[True]
    assert len(told[False]) / many[False] <= 1 - OTHER, told[False]


def test_a_notice_is_told_with_its_words() -> None:
    found = judged("Conozca los 12 proyectos ganadores", "Se premió a doce barrios.")
    assert (found.answer, found.reason) == (False, "results")
    assert found.span is not None
    assert found.span.quote in "Conozca los 12 proyectos ganadores"


def test_an_extension_is_about_a_call() -> None:
    found = judged("Se amplía el plazo de la convocatoria de teatro", "El resto no cambia.")
    assert (found.answer, found.reason) == (True, "call")


def test_a_page_may_be_silent_where_the_source_lists_nothing_but_calls() -> None:
    title, text = "Ingeniería de aguas", "Estudia procesos de filtración en cuencas tropicales."
    assert judged(title, text).reason == "nothing-asked"
    assert judged(title, text, listed=True).answer is None
    assert judged(title, text, dated=True).answer is None


def test_what_people_said_is_added_to_the_score() -> None:
    title, text = "Concierto por el agua", "Diez grupos tocan en la plaza."
    before = judged(title, text)
    assert before.answer is False
    passages = make_passage("title", title), make_passage("text", text)
    after = judge(*passages, learned={"event": -9.0})
    assert after.answer is not False


def test_the_wording_of_a_page_tells_what_no_signal_names_and_is_silent_on_a_title() -> None:
    text = (
        "Los vecinos celebraron la llegada del tranvía con música. La obra, financiada por el "
        "banco, tardó seis años y pasa por doce barrios del norte de la ciudad."
    )
    told = phrasing(make_passage("title", "Seis años después"), make_passage("text", text))
    assert told.odds > 0
    assert told.span is not None
    assert told.span.quote in text or told.span.field == "title"
    bare = phrasing(make_passage("title", "Los vecinos celebraron"), make_passage("text", ""))
    assert bare.odds == 0


def test_the_weights_are_small_and_of_the_width_that_is_read() -> None:
    fitted = model()
    assert {len(table) for table in fitted.table.values()} == {WIDTH}
    assert set(fitted.table) == set(fitted.rarity) == set(LOOKS)
    assert WEIGHTS.stat().st_size < 500_000
    assert WEIGHTS.with_suffix(".json").is_file()


def test_wording_alone_never_outweighs_a_page_that_only_asks_for_applications() -> None:
    asks = (
        "Se abre la convocatoria. Pueden presentar proyectos las alcaldías. Plazo de presentación "
        "de solicitudes: hasta el 8 de mayo. ¿Quiénes pueden participar? Se reciben propuestas."
    )
    gossip = " La obra tardó seis años y los vecinos celebraron con música su llegada." * 6
    told = phrasing(make_passage("title", "Fondo de barrios"), make_passage("text", gossip))
    assert told.odds > 2
    assert judged("Convocatoria del fondo de barrios", asks + gossip).answer is not False
