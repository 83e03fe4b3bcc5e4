"""A reason across languages is a pair of sentences, the call's with its marked translation."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from matcher.matches.pairing import rank
from matcher.ranking.index import Tools
from matcher.ranking.inputs import CallText, ProjectText, RankedPair
from matcher.ranking.score import shipped_ranker
from matcher.reasons.closeness import WORTH_TELLING
from matcher.text import Language
from matcher.translation.translation import Translation
from tests.matcher.words.said import said

SHADE = "Awnings and evergreens over squares that overheat every summer."
SOMBRA = "Poner toldos y sembrar encinas donde los vecinos sufren la canícula."


class Heat:
    """A model for which the two sentences above say nearly the same, and nothing else does."""

    name = "heat"

    def __init__(self, near: int = 90) -> None:
        self.near = near

    def vectors(self, texts: Sequence[str]) -> NDArray[np.int8]:
        rows = np.zeros((len(texts), 130), dtype=np.int8)
        for row, text in zip(rows, texts, strict=True):
            row[2 + sum(text.encode()) % 128] = 60
            if "Awnings" in text:
                row[0] = 100
            if "toldos" in text:
                row[:2] = (self.near, 30)
        return rows

    sentences = vectors


class Marks(Translation):
    """A translator that says how often it was started."""

    started = 0

    def __init__(self) -> None:
        super().__init__(apertium=None)

    def whole(
        self, texts: Sequence[str], *, source: Language, target: Language
    ) -> list[str | None]:
        if (source, target) == ("en", "es"):
            self.started += 1
            return [f"[{text}]" for text in texts]
        return [None] * len(texts)


OTHERS = [
    CallText(id=f"o{n}", title=f"Brass {n}", text="Trombones for school orchestras.", language="en")
    for n in range(50)
]
CALL = CallText(id="c", title="Green fund", text=f"We fund works. {SHADE} Ask us.", language="en")
PROJECT = ProjectText(
    id="p", title="Barrio fresco", text=SOMBRA, language="es", fields={"Objetivo": SOMBRA}
)


def matched(
    meaning: Heat | None, *, call: CallText = CALL, project: ProjectText = PROJECT
) -> RankedPair:
    tools = Tools(translation=Marks(), ranker=shipped_ranker(), meaning=meaning)
    found = rank([call, *OTHERS], [project], top=6, tools=tools, today=date(2026, 11, 20))
    return next(pair for pair in found if pair.call_id == call.id)


def test_two_sentences_that_come_near_are_shown_with_what_the_call_says() -> None:
    match = matched(Heat())
    (reason,) = [one for one in match.reasons if one.kind == "meaning"]
    assert (reason.call_quote, reason.project_quote) == (SHADE, SOMBRA)
    assert reason.params["translation"] == f"[{SHADE}]"
    assert "está en inglés" in said(reason)
    assert "campo «Objetivo»" in said(reason)
    assert "is in English" in said(reason, "en")
    assert match.points["meaning"] > 0
    assert not any(one.code in {"nothing-shared", "only-theme"} for one in match.reasons)


def test_what_is_not_near_enough_is_not_shown() -> None:
    match = matched(Heat(near=20))
    assert match.points["meaning"] > 0
    assert [one.code for one in match.reasons] == ["nothing-shared"]


def test_words_are_told_first_and_the_same_sentences_once() -> None:
    project = replace(PROJECT, text=f"{SOMBRA} Evergreens, squares.", fields={"Objetivo": SOMBRA})
    wordy = replace(
        project,
        fields={"Objetivo": SOMBRA.replace("encinas", "evergreens").replace("vecinos", "squares")},
    )
    kinds = [one.kind for one in matched(Heat(), project=wordy).reasons]
    assert kinds.count("meaning") == 0
    assert kinds[0] == "translated"
    elsewhere = replace(project, fields={"Título": "Evergreens, squares", "Objetivo": SOMBRA})
    kinds = [one.kind for one in matched(Heat(), project=elsewhere).reasons]
    assert kinds[:2] == ["translated", "meaning"]


def test_no_sentence_is_read_where_meaning_adds_nothing_worth_telling() -> None:
    class Reading(Heat):
        """Keeps the sentences it was asked for."""

        def __init__(self) -> None:
            super().__init__()
            self.read = set[str]()

        def sentences(self, texts: Sequence[str]) -> NDArray[np.int8]:
            self.read.update(texts)
            return self.vectors(texts)

    meaning = Reading()
    match = matched(meaning)
    assert match.points["meaning"] >= WORTH_TELLING
    assert SHADE in meaning.read
    assert not any("Trombones" in text for text in meaning.read)


def test_the_score_is_that_of_the_points_and_without_a_model_as_before() -> None:
    match, plain = matched(Heat()), matched(None)
    ranker = shipped_ranker()
    assert match.score == round(ranker.score(sum(match.points.values())), 4)
    assert {k: v for k, v in match.points.items() if k != "meaning"} == pytest.approx(plain.points)
    assert "meaning" not in plain.points


def test_the_translator_is_started_once_for_many_projects() -> None:
    tools = Tools(translation=Marks(), ranker=shipped_ranker(), meaning=Heat())
    bank = [replace(PROJECT, id=f"p{number}") for number in range(20)]
    call = replace(CALL, title="Awnings")
    found = list(rank([call, *OTHERS], bank, top=2, tools=tools, today=date(2026, 11, 20)))
    told = [one for pair in found for one in pair.reasons if one.params.get("translation")]
    assert len(told) == 20
    assert isinstance(tools.translation, Marks)
    assert tools.translation.started == 1
