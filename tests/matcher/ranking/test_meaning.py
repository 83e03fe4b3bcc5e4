"""What texts mean, as a second stage: both ways the same, now or later, and never alone."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from matcher.ranking.index import MatchIndex, Tools
from matcher.ranking.inputs import CallText, ProjectText
from matcher.ranking.score import shipped_ranker
from matcher.translation.translation import Translation

THEMES = {
    "agua": ("water supply", "acueducto"),
    "danza": ("stage arts", "danza"),
    "calor": ("shade trees", "sombra"),
    "empleo": ("first jobs", "empleo"),
    "museo": ("old archives", "memoria"),
}


class Knows:
    """A model that knows the themes above in both languages, and nothing else."""

    name = "knows"

    def vectors(self, texts: Sequence[str]) -> NDArray[np.int8]:
        rows = np.zeros((len(texts), 8), dtype=np.int8)
        for row, text in zip(rows, texts, strict=True):
            row[7] = 20  # what all have in common
            for at, words in enumerate(THEMES.values()):
                row[at] = 90 * any(word in text for word in words)
        return rows

    sentences = vectors


def calls() -> list[CallText]:
    return [
        CallText(
            id=f"{name}-{at}", title=f"Fund {at}", text=f"Grants for {words[0]}", language="en"
        )
        for name, words in THEMES.items()
        for at in range(3)
    ]


def projects() -> list[ProjectText]:
    return [
        ProjectText(id=name, title="Proyecto", text=f"Mejorar: {words[1]}", language="es")
        for name, words in THEMES.items()
    ]


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools(translation=Translation(apertium=None), ranker=shipped_ranker(), meaning=Knows())


@pytest.fixture(scope="module")
def index(tools: Tools) -> MatchIndex:
    return MatchIndex(calls(), projects(), tools=tools)


def names(index: MatchIndex, project: int, *, top: int) -> list[str]:
    return [index.calls.items[p.call].id for p in index.calls_for_projects(top=top)[project]]


def test_the_calls_that_mean_the_same_come_first_and_equal_ones_by_id(index: MatchIndex) -> None:
    for at, name in enumerate(THEMES):
        assert names(index, at, top=3) == [f"{name}-0", f"{name}-1", f"{name}-2"]


def test_both_directions_give_a_pair_the_same_meaning(index: MatchIndex) -> None:
    one, other = (
        {(p.project, p.call): (p.standing, p.meaning) for pairs in found for p in pairs}
        for found in (index.calls_for_projects(top=15), index.projects_for_calls(top=5))
    )
    assert one.keys() == other.keys()
    for key, (standing, meaning) in one.items():
        assert standing == pytest.approx(other[key][0], abs=1e-4)
        assert meaning == pytest.approx(other[key][1], abs=1e-6)


def test_what_comes_later_is_measured_as_if_it_had_been_there(index: MatchIndex) -> None:
    whole = {(p.project, p.call): p.meaning for ps in index.calls_for_projects(top=15) for p in ps}
    late = index.with_calls([calls()[4]])
    for project, (pair,) in enumerate(late.calls_for_projects(top=1)):
        assert pair.meaning == whole[project, 4]
    moved = index.with_projects([projects()[2]])
    for pair in moved.calls_for_projects(top=15)[0]:
        assert pair.meaning == whole[2, pair.call]


def test_in_one_language_and_for_a_long_project_meaning_is_worth_less(tools: Tools) -> None:
    def meaning(project: ProjectText, language: str) -> float:
        asked = [replace(call, language=language) for call in calls()]
        found = MatchIndex(asked, [project, *projects()], tools=tools).calls_for_projects(top=1)
        return found[0][0].meaning

    short = replace(projects()[0], id="x")
    across = meaning(short, "en")
    weights = tools.ranker.meaning
    assert meaning(short, "es") == pytest.approx(across * weights.same / weights.across, rel=0.01)
    long = replace(short, text=short.text + " y más" * 300)
    assert meaning(long, "en") > 0.8 * across
    assert meaning(long, "es") < 0.1 * across


def test_without_a_model_nothing_is_added(index: MatchIndex, tools: Tools) -> None:
    plain = MatchIndex(calls(), projects(), tools=replace(tools, meaning=None))
    assert {p.meaning for pairs in plain.calls_for_projects(top=15) for p in pairs} == {0.0}
    with_it = {(p.project, p.call): p for ps in index.calls_for_projects(top=15) for p in ps}
    for pairs in plain.calls_for_projects(top=15):
        for pair in pairs:
            other = with_it[pair.project, pair.call]
            assert other.standing - other.meaning == pytest.approx(pair.standing, abs=1e-5)


def test_one_call_and_one_project_are_no_accident_of_numbers(tools: Tools) -> None:
    alone = MatchIndex(calls()[:1], projects()[:1], tools=tools)
    ((pair,),) = alone.calls_for_projects(top=1)
    assert 0 < pair.meaning < 10
    empty = MatchIndex(
        [CallText(id="e", title="", text="", language="en")], projects(), tools=tools
    )
    assert all(np.isfinite(p.standing) for ps in empty.calls_for_projects(top=1) for p in ps)
