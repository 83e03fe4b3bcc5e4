"""Learn from corrections, and take the new model only where it measures no worse.

A models folder holds one folder per version and ``current.json``, which names the version in
service and the ones before it: going back is naming another.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from matcher.coded import Coded
from matcher.errors import ModelError
from matcher.tags.classifier.adapting import Correction, adapt
from matcher.tags.classifier.lexicon import BASE, base_lexicon
from matcher.tags.classifier.lines import LINE_THRESHOLD
from matcher.tags.classifier.tagger import Tagger
from matcher.tags.classifier.taxonomy import Taxonomy
from matcher.tags.classifier.training import TrainingExample, fit
from matcher.tags.classifier.weights import ModelWeights, hash_texts, load_weights, save_weights
from scrapers.files import written_whole

CURRENT: Final = "current.json"
SHIPPED: Final = "de-serie"
HELD_SHARE: Final = 4
"""One corrected text in so many is held out to measure on. Set by hand: more measure better and
teach less."""
LEAST_HELD: Final = 5
"""Texts held out below which a share of right answers says nothing, and all are learned from. Set
by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraining:
    """A new model beside the former one: the share of held-out answers each gives rightly.

    The shares are ``None`` with too few corrections to hold any out.
    """

    weights: ModelWeights
    before: float | None
    after: float | None
    judged: int

    @property
    def accepted(self) -> bool:
        """Whether the new model measures no worse."""
        return self.before is None or self.after is None or self.after >= self.before


def retrain(
    former: ModelWeights,
    corrections: Sequence[Correction],
    *,
    base: ModelWeights,
    taxonomy: Taxonomy,
    examples: Sequence[TrainingExample] = (),
) -> Retraining:
    """Fit ``corrections`` over ``base``, or over a model fitted anew on ``examples``.

    A quarter of the corrected texts, always the same ones, is never learned from: former and
    new are judged on their answers alone. With too few to judge by, all are learned from.
    ``base`` is a model without corrections, or they would count twice.

    :raises ModelError: if there is nothing to learn from.
    """
    if not corrections and not examples:
        raise ModelError(Coded("training-nothing"))
    if examples:
        base = fit(examples, lexicon=base_lexicon())
    learn, held = split_corrections(corrections)
    if len(held) < LEAST_HELD:
        learn, held = list(corrections), []
    final = adapt(base, learn, taxonomy=taxonomy)
    before = agreement(Tagger(former, taxonomy), held) if held else None
    after = agreement(Tagger(final, taxonomy), held) if held else None
    judged = sum(len(c.ods) + len(c.lines) for c in held)
    scores = {"held_answers": judged, "agreement_before": before, "agreement_after": after}
    card = _card(base, former=former, corrections=corrections, scores=scores)
    return Retraining(weights=replace(final, card=card), before=before, after=after, judged=judged)


def agreement(tagger: Tagger, corrections: Sequence[Correction]) -> float:
    """The share of people's answers that the model would have given."""
    texts = [c.text for c in corrections]
    judged = tagger.judge(texts)
    ods = judged.margins >= 0
    lines = tagger.line_scores(texts, judged) >= LINE_THRESHOLD
    places = {code: place for place, code in enumerate(tagger.taxonomy.codes)}
    right = [
        bool(ods[row, number - 1]) == answer
        for row, correction in enumerate(corrections)
        for number, answer in correction.ods.items()
    ]
    right += [
        bool(lines[row, places[code]]) == answer
        for row, correction in enumerate(corrections)
        for code, answer in correction.lines.items()
        if code in places
    ]
    return sum(right) / len(right) if right else 1.0


def split_corrections(
    corrections: Sequence[Correction],
) -> tuple[list[Correction], list[Correction]]:
    """To learn from and to measure on; a text falls on the same side each time."""
    learn: list[Correction] = []
    held: list[Correction] = []
    for correction in corrections:
        digest = hashlib.sha256(correction.text.encode()).digest()
        (held if digest[0] % HELD_SHARE == 0 else learn).append(correction)
    return learn, held


def _card(
    base: ModelWeights,
    *,
    former: ModelWeights,
    corrections: Sequence[Correction],
    scores: dict[str, float | int | None],
) -> dict[str, Any]:
    """The card of a new model: what it stands on, what it learned from, how it measured."""
    if not corrections:
        return {**base.card, "former": former.version}
    told = hash_texts(
        [f"{sorted(c.ods.items())} {sorted(c.lines.items())} {c.text}" for c in corrections]
    )
    base_version = str(base.card.get("base", base.version))
    return {
        **base.card,
        "version": f"{base_version}-{told[:8]}",
        "base": base_version,
        "former": former.version,
        "corrections": len(corrections),
        "corrections_hash": told,
        "corrections_scores": scores,
    }


def store(weights: ModelWeights, directory: Path) -> Path:
    """Put a model into a models folder and in service; returns its own folder."""
    target = directory / weights.version
    save_weights(weights, target)
    former = _history(directory) or [SHIPPED]
    history = [version for version in former if version != weights.version]
    _write_history(directory, [weights.version, *history])
    return target


def roll_back(directory: Path) -> str:
    """Put the former model of a models folder back in service; returns its version.

    Before the first of the folder there is the shipped one, :data:`SHIPPED`.

    :raises ModelError: if there was none before.
    """
    version = former_version(directory)
    _write_history(directory, _history(directory)[1:])
    return version


def former_version(directory: Path) -> str:
    """The version :func:`roll_back` would put back in service.

    :raises ModelError: if there was none before.
    """
    history = _history(directory)
    if len(history) < 2:
        raise ModelError(f"En {directory} no hay un modelo anterior al que volver.")
    return history[1]


def current_model(directory: Path) -> Path:
    """The folder of the model in service: of a models folder, else the shipped one."""
    history = _history(directory)
    return BASE if history[:1] in ([], [SHIPPED]) else directory / history[0]


def load_current(directory: Path) -> ModelWeights:
    """The model in service in a models folder; the shipped one where there is none.

    :raises ModelError: if its files are missing or damaged.
    """
    return load_weights(current_model(directory))


def _history(directory: Path) -> list[str]:
    """Versions, the one in service first."""
    path = directory / CURRENT
    if not path.exists():
        return []
    try:
        return [str(version) for version in json.loads(path.read_text(encoding="utf-8"))]
    except ValueError as error:
        raise ModelError(Coded("model-damaged", path=path)) from error


def _write_history(directory: Path, versions: list[str]) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    with written_whole(directory / CURRENT) as draft:
        draft.write_text(json.dumps(versions, indent=2) + "\n", encoding="utf-8")
