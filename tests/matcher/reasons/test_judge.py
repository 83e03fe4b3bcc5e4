"""Many lists explained at once are those explained one by one, and no more is looked at."""

import gc
from datetime import date

import pytest

from matcher.ranking.index import MatchIndex, Tools
from matcher.ranking.inputs import CallText, ProjectText, Quoted
from matcher.ranking.score import shipped_ranker
from matcher.ranking.workers import garbage_left
from matcher.reasons import judge as module
from matcher.reasons.judge import Judge
from matcher.translation.translation import Translation

TODAY = date(2026, 11, 20)
TOP = 4
OVER = Quoted(value=date(2026, 11, 1), quote="Cerró el 1 de noviembre.")
THEMES = (
    ("agua potable y saneamiento rural", "rural drinking water and sanitation"),
    ("movilidad en bicicleta y transporte limpio", "cycling and clean urban transport"),
    ("archivos históricos de museos y bibliotecas", "historical archives of museums"),
    ("empleo juvenil en los barrios", "youth employment in the neighbourhoods"),
    ("bosques urbanos y calidad del aire", "urban forests and air quality"),
    ("primera infancia y alimentación escolar", "early childhood and school meals"),
)


def call(number: int) -> CallText:
    spanish, english = THEMES[number % len(THEMES)]
    language = "es" if number % 3 else "en"
    theme = spanish if language == "es" else english
    return CallText(
        id=f"c{number:02}",
        title=f"{theme} {number}",
        text=f"{theme.capitalize()}. Edition {number}.",
        language=language,
        closes_on=OVER if number % 5 == 0 else None,
    )


@pytest.fixture(scope="module")
def index() -> MatchIndex:
    projects = [
        ProjectText(
            id=f"p{number:02}",
            title=THEMES[number % len(THEMES)][0],
            text=f"{THEMES[number % len(THEMES)][0]}, y {THEMES[(number + 1) % len(THEMES)][0]}.",
            language="es",
        )
        for number in range(21)
    ]
    tools = Tools(translation=Translation(apertium=None), ranker=shipped_ranker())
    return MatchIndex([call(number) for number in range(30)], projects, tools=tools)


def test_lists_explained_together_are_those_explained_one_by_one(index: MatchIndex) -> None:
    found = index.calls_for_projects(top=TOP * module.SPARE)
    together = list(Judge(index, today=TODAY).lists(found, top=TOP))
    alone = [Judge(index, today=TODAY).matches(pairs, top=TOP) for pairs in found]
    assert together == alone
    told = [reason.code for matches in together for match in matches for reason in match.reasons]
    assert {"same-words", "other-words"} <= set(told)


def test_what_forbids_is_looked_for_no_further_than_a_list_is_long(
    index: MatchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, real = list[str](), module.blockers

    def counted(call: CallText, project: ProjectText, *, today: date) -> object:
        seen.append(call.id)
        return real(call, project, today=today)

    monkeypatch.setattr(module, "blockers", counted)
    pairs = index.calls_for_projects(top=30)[0]
    ids = [index.calls.items[pair.call].id for pair in pairs]
    barred = {call_id for call_id in ids if index.calls.items[int(call_id[1:])].closes_on}
    best = [call_id for call_id in ids if call_id not in barred][:TOP]
    told = Judge(index, today=TODAY).matches(pairs, top=TOP)
    assert {match.call_id for match in told} == set(best)
    assert seen == ids[: ids.index(best[-1]) + 1]
    every = Judge(index, today=TODAY).matches(pairs, top=30)
    assert [bool(match.blockers) for match in every] == [False] * 24 + [True] * 6


def test_garbage_is_looked_for_again_afterwards() -> None:
    with garbage_left():
        assert not gc.isenabled()
    assert gc.isenabled()
