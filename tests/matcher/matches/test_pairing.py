"""Ranking small texts in four languages: what fits comes first, with reasons."""

from dataclasses import replace
from datetime import date
from hashlib import blake2b
from pathlib import Path

import pytest

from matcher.matches.matching import METHOD
from matcher.matches.pairing import rank
from matcher.ranking.index import Tools
from matcher.ranking.inputs import CallText, ProjectText, Quoted, RankedPair
from matcher.ranking.score import shipped_ranker
from matcher.translation.translation import Translation

TODAY = date(2026, 11, 20)
CALLS = (
    CallText(
        id="agua-en",
        language="en",
        title="Safe drinking water in rural communities",
        text="Grants for rural water supply and sanitation. Proposals must protect watersheds.",
    ),
    CallText(
        id="museos-en",
        language="en",
        title="Digital archives for museums",
        text="Support for museums and libraries that digitise their historical collections.",
    ),
    CallText(
        id="bici-fr",
        language="fr",
        title="Mobilité à vélo dans les villes",
        text="Appui aux pistes cyclables et aux transports publics propres.",
    ),
    CallText(
        id="empleo-pt",
        language="pt",
        title="Emprego para jovens",
        text="Formação profissional e emprego digno para jovens das periferias.",
    ),
    CallText(
        id="agua-es",
        language="es",
        title="Acueductos veredales",
        text="Subvenciones para agua potable y saneamiento en zonas rurales.",
    ),
)
PROJECTS = (
    ProjectText(
        id="acueducto",
        language="es",
        title="Acueducto veredal",
        text="Llevar agua potable y saneamiento básico a familias rurales.",
    ),
    ProjectText(
        id="ciclorrutas",
        language="es",
        title="Red de ciclorrutas",
        text="Ampliar las vías para bicicletas y el transporte público limpio de la ciudad.",
    ),
    ProjectText(
        id="jovenes",
        language="es",
        title="Primer empleo",
        text="Formación profesional y empleo digno para jóvenes de los barrios periféricos.",
    ),
    ProjectText(
        id="archivo",
        language="es",
        title="Archivo histórico digital",
        text="Digitalizar las colecciones históricas de los museos y bibliotecas.",
    ),
)


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools(translation=Translation(apertium=None), ranker=shipped_ranker())


def best(matches: list[RankedPair], query: str, *, by: str = "project") -> list[str]:
    if by == "project":
        return [match.call_id for match in matches if match.project_id == query]
    return [match.project_id for match in matches if match.call_id == query]


def test_a_spanish_project_finds_its_calls_in_four_languages(tools: Tools) -> None:
    matches = list(rank(CALLS, PROJECTS, top=2, tools=tools, today=TODAY))
    assert set(best(matches, "acueducto")) == {"agua-es", "agua-en"}
    assert best(matches, "ciclorrutas")[0] == "bici-fr"
    assert best(matches, "jovenes")[0] == "empleo-pt"
    assert best(matches, "archivo")[0] == "museos-en"


def test_a_call_finds_its_project(tools: Tools) -> None:
    matches = list(rank(CALLS, PROJECTS, top=1, by="call", tools=tools, today=TODAY))
    assert best(matches, "museos-en", by="call") == ["archivo"]
    assert best(matches, "agua-en", by="call") == ["acueducto"]


def test_ranks_run_from_one_and_scores_fall(tools: Tools) -> None:
    matches = list(rank(CALLS, PROJECTS[:1], top=5, tools=tools, today=TODAY))
    assert [match.rank for match in matches] == [1, 2, 3, 4, 5]
    scores = [match.score for match in matches]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= match.score <= 1 and 0 <= match.confidence <= 1 for match in matches)


def test_a_closed_call_comes_last_whatever_its_score(tools: Tools) -> None:
    shut = CallText(
        id="cerrada",
        language="es",
        title="Acueducto veredal y agua potable",
        text="Agua potable y saneamiento básico para familias rurales.",
        closes_on=Quoted(value=date(2026, 3, 1), quote="Cierre: 1 de marzo de 2026"),
    )
    matches = list(rank((*CALLS, shut), PROJECTS[:1], top=6, tools=tools, today=TODAY))
    assert matches[-1].call_id == "cerrada"
    assert matches[-1].blockers[0].quote == "Cierre: 1 de marzo de 2026"
    assert matches[-1].score > matches[0].score


def test_a_translated_match_says_so_with_both_words(tools: Tools) -> None:
    matches = list(rank(CALLS, PROJECTS[:1], top=5, tools=tools, today=TODAY))
    reason = next(match for match in matches if match.call_id == "agua-en").reasons[0]
    assert reason.kind == "translated"
    assert any(term.startswith("agua") and "↔" in term for term in reason.terms)
    assert reason.call_quote is not None
    assert reason.call_quote in f"{CALLS[0].title} {CALLS[0].text}"
    assert reason.project_quote in (PROJECTS[0].title, PROJECTS[0].text)


METHOD_TOLD = Path(__file__).with_name("method.txt")
"""The method, and what these texts gave by it: a number of all scores, reasons and blockers."""


def test_whoever_tells_pairs_in_another_way_raises_the_method(tools: Tools) -> None:
    """Stored matches stay as they are until ``METHOD`` is another: forgotten, they are untrue.

    After it was raised, what this says is right goes into ``method.txt``. A changed glossary or
    ranker needs no other method, since both are part of what a pair is known by.
    """
    counted = replace(CALLS[0], text=f"{CALLS[0].text} At least five of fifteen villages.")
    project = replace(PROJECTS[0], text=f"{PROJECTS[0].text} Quince veredas y cinco acueductos.")
    found = rank((counted, *CALLS[1:]), (project, *PROJECTS[1:]), top=9, tools=tools, today=TODAY)
    told = [
        (one.project_id, one.call_id, round(one.score, 4), one.reasons, one.blockers)
        for one in found
    ]
    number = blake2b(repr(told).encode(), digest_size=8).hexdigest()
    assert METHOD_TOLD.read_text().split() == [METHOD, number]


def test_nothing_in_nothing_out(tools: Tools) -> None:
    assert list(rank((), PROJECTS, top=3, tools=tools, today=TODAY)) == []
    assert list(rank(CALLS, (), top=3, tools=tools, today=TODAY)) == []


def test_the_order_of_the_files_does_not_change_the_answer(tools: Tools) -> None:
    def pairs(calls: tuple[CallText, ...]) -> list[tuple[str, str, float]]:
        found = rank(calls, PROJECTS, top=3, tools=tools, today=TODAY)
        return [(match.project_id, match.call_id, match.score) for match in found]

    assert pairs(CALLS) == pairs(CALLS[::-1])
