"""A call of few words: its words count less, its themes and its title more."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from matcher.ranking.index import MatchIndex, Tools
from matcher.ranking.inputs import CallText, ProjectText
from matcher.ranking.meaning import senses_of_calls, unit
from matcher.ranking.score import Ranker, shipped_ranker
from matcher.ranking.team_feedback import Learned, Lesson
from matcher.translation.translation import Translation

LONG = " ".join(f"huertas obra{n} plaza{n} taller{n}" for n in range(60))
CALLS = [
    CallText(id="short", title="Fondo verde", text="huertas escolares y semillas", language="es"),
    CallText(id="alike", title="Fondo azul", text="semillas y huertas escolares", language="es"),
    CallText(id="long", title="Fondo largo", text=LONG, language="es"),
]
PROJECT = ProjectText(id="p", title="Huertas", text="huertas y semillas", language="es")
SHORT = shipped_ranker().short
ALL_ALIKE = replace(shipped_ranker(), short=replace(SHORT, terms=1.0, ods=1.0))


class Two:
    """A model that knows titles from the rest: one number for either."""

    name = "two"

    def vectors(self, texts: Sequence[str]) -> NDArray[np.int8]:
        whole = [len(text.split()) > 2 for text in texts]
        rows = [(100, 0) if one else (0, 100) for one in whole]
        return np.asarray(rows, dtype=np.int8).reshape(-1, 2)

    sentences = vectors


def index(ranker: Ranker) -> MatchIndex:
    tools = Tools(translation=Translation(apertium=None), ranker=ranker)
    return MatchIndex(CALLS, [PROJECT], tools=tools)


def words_of(index: MatchIndex, call: int) -> NDArray[np.float64]:
    lane = index.lanes["es"]
    return np.asarray(lane.calls.fast.terms[call].todense(), dtype=np.float64).ravel()


@pytest.mark.parametrize(("characters", "share"), [(10, 1.0), (300, 1.0), (600, 0.5**6), (0, 1.0)])
def test_how_short_a_text_is(characters: int, share: float) -> None:
    assert SHORT.share([characters]).tolist() == pytest.approx([share])


def test_words_of_a_short_call_count_less_and_those_of_its_title_as_ever() -> None:
    now, alike = index(shipped_ranker()), index(ALL_ALIKE)
    stems = alike.lanes["es"].spaces.terms
    names = [stems.name(at) for at in range(stems.size)]
    mine, whole = words_of(now, 0)[: stems.size], words_of(alike, 0)[: stems.size]
    told = [at for at in np.flatnonzero(whole) if not names[at].startswith(("fond", "verd"))]
    assert len(told) == 3
    assert mine[told] == pytest.approx(SHORT.terms * whole[told])
    titled = [at for at in np.flatnonzero(whole) if at not in told]
    assert all(SHORT.terms * whole[at] < mine[at] < whole[at] for at in titled)
    assert words_of(now, 2) == pytest.approx(words_of(alike, 2), rel=0.01)


def test_the_ods_of_a_short_call_count_more() -> None:
    calls = [replace(call, ods=(6,)) for call in CALLS]
    tools = Tools(translation=Translation(apertium=None), ranker=shipped_ranker())
    ranked = [
        MatchIndex(calls, [PROJECT], tools=replace(tools, ranker=ranker)).lanes["es"].calls.fast
        for ranker in (shipped_ranker(), ALL_ALIKE)
    ]
    more, same, long = ranked[0].topics[0], ranked[1].topics[0], ranked[0].topics[2]
    assert more == pytest.approx(SHORT.ods * same)
    assert long == pytest.approx(same, rel=0.01)


def test_two_short_calls_are_as_alike_as_their_words_say() -> None:
    moved = []
    for ranker in (shipped_ranker(), ALL_ALIKE):
        found = index(ranker)
        learned = Learned(found, {"p": (Lesson(call=CALLS[0], wanted=True),)})
        pairs = found.calls_for_projects(top=3)[0]
        before = {pair.call: pair.standing for pair in pairs}
        after = {pair.call: pair.standing for pair in learned.applied(pairs)}
        moved.append({call: after[call] - before[call] for call in before})
    assert moved[0][1] > 0.1
    assert moved[0] == pytest.approx(moved[1], abs=1e-3)


def test_the_title_of_a_short_call_counts_as_much_as_the_whole() -> None:
    short, _, long = senses_of_calls(CALLS, Two(), SHORT)
    assert unit(short[None, :])[0] == pytest.approx([np.sqrt(0.5), np.sqrt(0.5)], abs=0.01)
    assert long.tolist() == [100, 0]
    only = replace(CALLS[0], title="Fondo verde", text="")
    assert senses_of_calls([only], Two(), SHORT).tolist() == [[0, 100]]
