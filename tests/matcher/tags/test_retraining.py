"""Learning from corrections: what is taken, what is refused, and how to go back."""

from dataclasses import replace
from pathlib import Path

import pytest

from matcher.errors import ModelError
from matcher.tags.classifier.adapting import Correction, adapt
from matcher.tags.classifier.lexicon import BASE
from matcher.tags.classifier.tagger import Tagger
from matcher.tags.classifier.taxonomy import load_taxonomy
from matcher.tags.classifier.weights import ModelWeights, load_weights
from matcher.tags.retraining import (
    SHIPPED,
    Retraining,
    current_model,
    load_current,
    retrain,
    roll_back,
    split_corrections,
    store,
)

PLACES = [
    f"{kind} {name}"
    for kind in ("la comuna", "el barrio", "la vereda", "el corregimiento")
    for name in ("norte", "alta", "central", "oriental", "del río", "nueva")
]


@pytest.fixture(scope="module")
def base() -> ModelWeights:
    return load_weights(BASE)


def chess(*, ods: bool = True) -> list[Correction]:
    """This agency counts chess as education (or insists that it is not culture at all)."""
    return [
        Correction(
            text=f"Torneo de ajedrez en {place} con tableros y relojes",
            ods={4: ods},
            lines={"educacion-cultura": True},
        )
        for place in PLACES
    ]


def taught(base: ModelWeights, corrections: list[Correction]) -> Retraining:
    return retrain(base, corrections, base=base, taxonomy=load_taxonomy())


def test_corrections_change_what_they_speak_of(base: ModelWeights) -> None:
    text = "Escuela de ajedrez en la ladera"
    adapted = adapt(base, chess(), taxonomy=load_taxonomy())
    before = Tagger(base, load_taxonomy()).judge([text]).margins[0, 3]
    after = Tagger(adapted, load_taxonomy()).judge([text]).margins[0, 3]
    assert after > before + 0.1


def test_corrections_leave_other_texts_alone(base: ModelWeights) -> None:
    texts = ["Reforestación del bosque y conservación de especies", "Vacunas para el hospital"]
    adapted = adapt(base, chess(), taxonomy=load_taxonomy())
    before = Tagger(base, load_taxonomy()).ods_scores(texts)
    after = Tagger(adapted, load_taxonomy()).ods_scores(texts)
    assert (before.argmax(axis=1) == after.argmax(axis=1)).all()
    assert abs(before - after).max() < 0.1


def test_a_model_that_agrees_more_is_accepted(base: ModelWeights) -> None:
    found = taught(base, chess())
    assert found.accepted
    assert found.before is not None
    assert found.after is not None
    assert found.after > found.before
    assert found.weights.card["former"] == base.version
    assert found.weights.card["corrections"] == len(PLACES)
    assert found.weights.version != base.version


def test_a_model_that_agrees_less_is_refused(base: ModelWeights) -> None:
    good = taught(base, chess()).weights
    learned, held = split_corrections(chess())
    wrong = [replace(c, ods={4: False}, lines={"educacion-cultura": False}) for c in learned]
    found = retrain(good, [*wrong, *held], base=base, taxonomy=load_taxonomy())
    assert not found.accepted
    assert found.before is not None
    assert found.after is not None
    assert found.after < found.before


def test_lines_are_learned_for_a_line_nobody_knew(base: ModelWeights) -> None:
    found = taught(base, chess())
    line = Tagger(found.weights, load_taxonomy()).line_scores(["Tableros y relojes de ajedrez"])[0]
    plain = Tagger(base, load_taxonomy()).line_scores(["Tableros y relojes de ajedrez"])[0]
    assert line[2] > plain[2]


def test_too_few_corrections_are_learned_but_not_measured(base: ModelWeights) -> None:
    found = taught(base, chess()[:2])
    assert (found.before, found.after) == (None, None)
    assert found.accepted


def test_nothing_to_learn_from_is_an_error(base: ModelWeights) -> None:
    with pytest.raises(ModelError, match="No hay correcciones"):
        taught(base, [])


def test_a_stored_model_is_in_service_and_the_former_can_come_back(
    base: ModelWeights, tmp_path: Path
) -> None:
    assert current_model(tmp_path) == BASE
    first = taught(base, chess()).weights
    second = taught(base, chess(ods=False)).weights
    store(first, tmp_path)
    store(second, tmp_path)
    assert load_current(tmp_path).version == second.version
    assert roll_back(tmp_path) == first.version
    text = ["Ajedrez para la vereda alta"]
    kept = Tagger(load_current(tmp_path), load_taxonomy()).line_scores(text)
    told = Tagger(first, load_taxonomy()).line_scores(text)
    assert abs(kept - told).max() < 0.02
    assert roll_back(tmp_path) == SHIPPED
    assert current_model(tmp_path) == BASE
    with pytest.raises(ModelError, match="anterior"):
        roll_back(tmp_path)
