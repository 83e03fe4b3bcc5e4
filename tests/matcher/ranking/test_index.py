"""New calls and changed projects against what is indexed give what indexing all would rank."""

from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp
from numpy.typing import NDArray

from matcher.errors import ModelError
from matcher.ranking.bags import Bags, Numbers
from matcher.ranking.index import MatchIndex, Pair, Tools
from matcher.ranking.inputs import CallText, ProjectText
from matcher.ranking.ngrams import Grams, few_words, gram_products
from matcher.ranking.score import load_ranker, shipped_ranker
from matcher.ranking.tfidf import GramSpace, PairSpace, TermSpace, topic_vectors
from matcher.ranking.translated import languages_of
from matcher.ranking.workers import Threads
from matcher.text import Language
from matcher.translation.translation import Translation

THEMES = {
    "agua": "agua potable acueducto saneamiento cuenca tratamiento vertimientos",
    "movilidad": "bicicleta ciclorruta transporte tranvía peatones semáforos",
    "cultura": "museo biblioteca archivo patrimonio artes festival",
    "empleo": "empleo juventud formación emprendimiento oficio capacitación",
    "clima": "emisiones árboles calor resiliencia adaptación bosque",
}


def calls(prefix: str = "c") -> list[CallText]:
    return [
        CallText(
            id=f"{prefix}-{name}-{at}",
            title=f"Fondo {name} {at}",
            language="es",
            text=" ".join([*words.split()[at:], "ciudad", "proyecto", "apoyo"]),
        )
        for name, words in THEMES.items()
        for at in range(4)
    ]


def projects() -> list[ProjectText]:
    return [
        ProjectText(id=f"p-{name}", title=name, text=f"Mejorar {words} en la ciudad", language="es")
        for name, words in THEMES.items()
    ]


class Themes:
    """A classifier that knows five ODS by one word each."""

    def ods_scores(self, texts: list[str], languages: object = None) -> NDArray[np.float64]:
        rows = np.full((len(texts), 17), 0.01)
        for row, text in enumerate(texts):
            for at, name in enumerate(THEMES):
                if name in text:
                    rows[row, at] = 1.0
        return rows / rows.sum(axis=1, keepdims=True)


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools(translation=Translation(apertium=None), ranker=shipped_ranker(), topics=Themes())


@pytest.fixture(scope="module")
def index(tools: Tools) -> MatchIndex:
    return MatchIndex(calls(), projects(), tools=tools)


def shown(index: MatchIndex, pairs: list[Pair]) -> list[tuple[str, str, float]]:
    return [
        (
            index.projects.items[pair.project].id,
            index.calls.items[pair.call].id,
            round(pair.standing, 4),
        )
        for pair in pairs
    ]


def test_both_directions_give_a_pair_the_same_score(index: MatchIndex) -> None:
    by_project = {
        (pair.project, pair.call): pair.standing
        for pairs in index.calls_for_projects(top=50)
        for pair in pairs
    }
    by_call = {
        (pair.project, pair.call): pair.standing
        for pairs in index.projects_for_calls(top=50)
        for pair in pairs
    }
    assert by_project.keys() == by_call.keys()
    for key, standing in by_project.items():
        assert standing == pytest.approx(by_call[key], abs=1e-4)


def test_a_call_matched_later_scores_as_if_it_had_been_there(index: MatchIndex) -> None:
    late = index.with_calls([calls()[6]])
    (pairs,) = late.projects_for_calls(top=3)
    whole = index.projects_for_calls(top=3)[6]
    assert [row[::2] for row in shown(late, pairs)] == [row[::2] for row in shown(index, whole)]
    assert index.calls.items[6].id == late.calls.items[0].id


def test_a_changed_project_scores_as_if_it_had_been_there(index: MatchIndex) -> None:
    changed = index.with_projects([projects()[2]])
    (pairs,) = changed.calls_for_projects(top=4)
    assert shown(changed, pairs) == shown(index, index.calls_for_projects(top=4)[2])


def test_a_first_call_in_a_new_language_is_matched_too(index: MatchIndex) -> None:
    call = CallText(id="en", language="en", title="Museums", text="Libraries, archives, heritage.")
    late = index.with_calls([call])
    (pairs,) = late.projects_for_calls(top=1)
    assert late.projects.items[pairs[0].project].id == "p-cultura"
    assert set(index.lanes) == {"es"}


def test_confirmed_ods_and_lines_draw_a_pair_together(tools: Tools) -> None:
    def standing(**facts: object) -> float:
        call = CallText(id="x", title="Fondo", text="Apoyo a la ciudad", language="es", **facts)
        project = ProjectText(id="p", title="Plan", text="Plan de ciudad", language="es", **facts)
        found = MatchIndex([*calls(), call], [project], tools=tools)
        (pairs,) = found.calls_for_projects(top=50)
        return next(pair.standing for pair in pairs if found.calls.items[pair.call].id == "x")

    assert standing(ods=(6,)) > standing()
    assert standing(lines=("agua",)) > standing()


def test_texts_without_any_word_do_no_harm(tools: Tools) -> None:
    empty = [CallText(id="a", title="…", text=""), CallText(id="b", title="de la", text="")]
    found = MatchIndex(empty, [ProjectText(id="p", title="?", text="")], tools=tools)
    (pairs,) = found.calls_for_projects(top=5)
    assert [found.calls.items[pair.call].id for pair in pairs] == ["a", "b"]
    assert all(np.isfinite(pair.standing) for pair in pairs)


def bags(*told: dict[str, float], numbers: Numbers) -> Bags:
    return Bags.of(told, numbers)


def test_vectors_have_unit_length_and_unknown_terms_are_left_out() -> None:
    numbers, told = Numbers(), ({"agua": 2.0, "luz": 1.0}, {"agua": 1.0, "sol": 0.5})
    space = TermSpace([bags(*told, numbers=numbers)], list(numbers))
    later = Numbers(numbers)
    rows = space.vectors(bags(*told, {"nada": 1.0}, numbers=later)).toarray()
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 0])
    assert np.array_equal(rows[:2], space.rows[0].toarray())
    assert [space.name(at) for at in range(space.size)] == ["agua", "luz", "sol"]
    assert later.new() == ["nada"]
    pairs = PairSpace([bags(*told, numbers=numbers)])
    assert pairs.vectors(bags(*told, numbers=numbers)).shape[1] == 1


def test_grams_of_an_unknown_word_meet_those_of_a_known_one() -> None:
    words = Numbers()
    told = bags({"biodiversit": 1.0}, {"transport": 1.0}, numbers=words)
    space = GramSpace([told], list(words))
    known, other = space.vectors(told, []).rows().toarray()
    later = Numbers(words)
    read = bags({"biodiverse": 1.0, "transport": 1.0}, {"biodiverse": 1.0}, numbers=later)
    both, fresh = space.vectors(read, later.new()).rows().toarray()
    assert fresh @ known > 0.5 > fresh @ other
    assert both @ other > fresh @ other
    assert np.array_equal(known, space.rows[0].rows().toarray()[0])


def test_products_through_the_words_are_those_of_the_grams() -> None:
    rng = np.random.default_rng(0)
    words = [sp.random_array((rows, 40), density=0.2, rng=rng, format="csr") for rows in (7, 300)]
    cut = sp.csr_matrix(sp.random_array((40, 60), density=0.2, rng=rng), dtype=np.float32)
    ours, theirs = (Grams(words=sp.csr_matrix(x, dtype=np.float32), cut=cut) for x in words)
    wanted = np.argsort(rng.random((7, 300)), axis=1)[:, :20]
    found = gram_products(ours, theirs, wanted, workers=Threads(2))
    whole = (ours.rows() @ theirs.rows().T).toarray()
    assert found == pytest.approx(np.take_along_axis(whole, wanted, axis=1), abs=1e-4)
    assert np.linalg.norm(theirs.unit().rows().toarray(), axis=1) == pytest.approx(1, abs=1e-5)


def test_few_words_are_multiplied_once_a_query_and_to_the_same_bits() -> None:
    rng = np.random.default_rng(0)
    cut = sp.csr_matrix(sp.random_array((900, 60), density=0.2, rng=rng), dtype=np.float32)
    ours, few, many = (
        Grams(
            words=sp.csr_matrix(
                sp.hstack([sp.random_array((rows, used), density=0.2, rng=rng), empty])
            ).astype(np.float32),
            cut=cut,
        )
        for rows, used in ((9, 40), (30, 40), (30, 880))
        for empty in [sp.csr_matrix((rows, 900 - used))]
    )
    both = Grams(words=sp.csr_matrix(sp.vstack([few.words, many.words])), cut=cut)
    wanted = np.argsort(rng.random((9, 30)), axis=1)[:, :20]
    assert few_words(few, asked=20) is not None
    assert few_words(both, asked=2) is None
    at_once = gram_products(ours, few, wanted, workers=Threads(1))
    one_by_one = gram_products(ours, both, wanted[:, :2], workers=Threads(1))
    assert at_once.any()
    assert np.array_equal(at_once[:, :2], one_by_one)


def test_undecided_probabilities_point_nowhere() -> None:
    rows = topic_vectors(np.array([[0.25] * 4, [0.7, 0.1, 0.1, 0.1]]))
    assert np.linalg.norm(rows, axis=1) == pytest.approx([0, 1])


def test_scores_rise_with_standing_between_nought_and_one() -> None:
    ranker = shipped_ranker()
    scores = [ranker.score(standing) for standing in (-50, 0, 2, 4, 8, 80)]
    assert scores == sorted(scores)
    assert 0 <= scores[0] < 0.05 < 0.95 < scores[-1] <= 1
    assert ranker.score(ranker.quartiles[1]) == pytest.approx(0.5)


def test_a_damaged_model_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text("[weights]\nterms = 1\n")
    with pytest.raises(ModelError, match=r"r\.toml"):
        load_ranker(tmp_path / "r.toml")


def test_a_short_title_follows_the_language_of_nearly_all_the_others() -> None:
    def named(at: int, title: str, language: Language | None = None) -> CallText:
        return CallText(id=str(at), title=title, text="", language=language)

    english = [
        named(at, f"Support for the modernisation of {name} in the regions of the country")
        for at, name in enumerate(("ports", "roads", "schools", "water works", "hospitals") * 4)
    ]
    doubtful, stated = named(90, "Digital agenda"), named(91, "Agenda digital", "es")
    assert languages_of([*english, doubtful, stated])[-2:] == ("en", "es")
    mixed = [*english[:2], named(92, "Apoyo a la modernización de los puertos de la región")]
    assert languages_of(mixed) == ("en", "en", "es")
