"""Fitting a model on a handful of texts written for this test, saving it, reading it back."""

from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest

from matcher.errors import ModelError
from matcher.tags.classifier.features import Encoder, learn_vocabulary
from matcher.tags.classifier.lexicon import base_lexicon
from matcher.tags.classifier.scoring import judge_ods
from matcher.tags.classifier.tagger import Tagger
from matcher.tags.classifier.taxonomy import load_taxonomy
from matcher.tags.classifier.training import TrainingExample, calibration_mass, excerpts, fit, folds
from matcher.tags.classifier.weights import ModelWeights, load_weights, named, pruned, save_weights

THEMES = {
    4: ("escuelas", "docentes", "estudiantes", "lectura", "universidad"),
    6: ("acueducto", "alcantarillado", "agua potable", "cuencas", "saneamiento"),
    14: ("océano", "arrecifes", "pesca", "manglares", "litoral"),
}
PLACES = ("en el municipio", "de la región", "para las familias", "con la comunidad", "este año")


def examples() -> list[TrainingExample]:
    return [
        TrainingExample(text=f"Apoyo a {a} y {b} {place}", ods=frozenset({ods}))
        for ods, words in THEMES.items()
        for (a, b), place in product(pairwise(words), PLACES)
    ]


@pytest.fixture(scope="module")
def weights() -> ModelWeights:
    return fit(examples(), lexicon=base_lexicon())


def test_a_fitted_model_knows_what_it_was_taught(weights: ModelWeights) -> None:
    tagger = Tagger(weights, load_taxonomy())
    texts = ["Dotación de escuelas rurales", "Redes de alcantarillado", "Cuidado de los manglares"]
    assert (tagger.ods_scores(texts).argmax(axis=1) + 1).tolist() == [4, 6, 14]


def test_a_model_read_back_scores_as_the_one_written(weights: ModelWeights, tmp_path: Path) -> None:
    save_weights(weights, tmp_path)
    again = load_weights(tmp_path)
    texts = [e.text for e in examples()[::7]]
    lexicon = base_lexicon()
    written = judge_ods(weights, Encoder(weights.vocabulary, lexicon), texts)
    read = judge_ods(again, Encoder(again.vocabulary, again.lexicon), texts)
    np.testing.assert_allclose(read.probabilities, written.probabilities, atol=0.02)
    assert again.version == weights.version
    assert again.card["examples"] == len(examples())


def test_a_model_written_before_leanings_decides_as_it_did(
    weights: ModelWeights, tmp_path: Path
) -> None:
    save_weights(weights, tmp_path)
    with np.load(tmp_path / "head.npz") as head:
        former = {name: head[name] for name in head.files if name != "leanings"}
    np.savez(tmp_path / "head.npz", **former)
    again = load_weights(tmp_path)
    np.testing.assert_allclose(again.calibration.leanings, [0.1, 0, 0])
    np.testing.assert_array_equal(again.calibration.thresholds, weights.calibration.thresholds)


def test_what_moves_texts_least_is_left_out(weights: ModelWeights) -> None:
    half = pruned(weights, pairs=len(weights.pairs) // 2, grams=len(weights.grams) // 2)
    known = weights.vocabulary.pairs
    places = [known.index(pair) for pair in half.vocabulary.pairs]
    assert places == sorted(places)
    assert len(places) == len(half.pairs) == len(known) // 2
    np.testing.assert_array_equal(half.pairs, weights.pairs[places])
    np.testing.assert_array_equal(half.vocabulary.pair_idf, weights.vocabulary.pair_idf[places])
    texts = [e.text for e in examples()]
    full, less = Tagger(weights, load_taxonomy()), Tagger(half, load_taxonomy())
    np.testing.assert_array_equal(
        less.ods_scores(texts).argmax(axis=1), full.ods_scores(texts).argmax(axis=1)
    )
    assert named(half, weights.card).version != weights.version


def test_a_text_never_counts_more_than_once_for_the_calibration() -> None:
    counted = [TrainingExample(text="t", ods=frozenset({1}), weight=w) for w in (0.5, 1.0, 4.0)]
    assert calibration_mass(counted).tolist() == [0.5, 1.0, 1.0]


def test_the_same_examples_make_the_same_model(weights: ModelWeights) -> None:
    again = fit(examples(), lexicon=base_lexicon())
    np.testing.assert_array_equal(again.words, weights.words)
    assert again.version == weights.version


def test_other_examples_make_another_version(weights: ModelWeights) -> None:
    changed = [*examples()[1:], TrainingExample(text="Un texto nuevo del mar", ods=frozenset({14}))]
    assert fit(changed, lexicon=base_lexicon()).version != weights.version


def test_a_group_is_never_split() -> None:
    grouped = [
        TrainingExample(text=f"t{i}", ods=frozenset({1}), group=str(i // 3)) for i in range(60)
    ]
    parts = folds(grouped, 4)
    assert all(len(set(parts[i : i + 3].tolist())) == 1 for i in range(0, 60, 3))
    assert set(parts.tolist()) == {0, 1, 2, 3}


def test_excerpts_are_cut_from_long_texts_only() -> None:
    long = TrainingExample(text=" ".join(f"p{i}" for i in range(50)), ods=frozenset({1}))
    short = TrainingExample(text="muy corto", ods=frozenset({2}))
    cut = excerpts([long, short])
    assert [len(e.text.split()) for e in cut] == [10, 12, 30]
    assert all(e.ods == {1} and e.weight < 1 for e in cut)


def test_one_ods_alone_cannot_be_learned() -> None:
    with pytest.raises(ModelError, match="dos ODS"):
        fit(
            [TrainingExample(text=f"agua {i}", ods=frozenset({6})) for i in range(9)],
            lexicon=base_lexicon(),
        )


def test_every_word_is_a_unit_vector_of_its_ngrams() -> None:
    vocabulary = learn_vocabulary(
        ["agua aguas aguacero", "agua potable", "aguas potables"], least_words=1
    )
    rows = vocabulary.gram_weights(["agua", "aguado"]).toarray()
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert vocabulary.gram_weights(["xyz"]).nnz == 0


@pytest.mark.parametrize("name", ["card.json", "words-0.npz", "head.npz"])
def test_a_missing_or_broken_file_is_told(weights: ModelWeights, tmp_path: Path, name: str) -> None:
    save_weights(weights, tmp_path)
    (tmp_path / name).write_bytes(b"no es un modelo")
    with pytest.raises(ModelError, match="modelo"):
        load_weights(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ModelError, match=r"modelo|Falta"):
        load_weights(tmp_path)
