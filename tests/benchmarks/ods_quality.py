"""Measure the tags: ``PUENTE_BENCH=/path python tests/benchmarks/ods_quality.py``.

A fifth of the groups of near-duplicates is held out, and every Portuguese and French text; a
model is fitted on the rest exactly as the shipped one and measured on what it has not seen.
Each figure comes with its 95 % bootstrap interval. Thematic lines are measured with the
shipped model, since no line label is used to fit it.
"""

import json
import os
import sys
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.tags.classifier.calibration import HeldOut, fit_calibration
from matcher.tags.classifier.lexicon import base_lexicon
from matcher.tags.classifier.scoring import decisions, probabilities
from matcher.tags.classifier.tagger import Tagger
from matcher.tags.classifier.taxonomy import load_taxonomy
from matcher.tags.classifier.training import (
    KNOTS,
    TrainingExample,
    excerpts,
    fit,
    folds,
    scored_unseen,
    targets,
)
from matcher.tags.classifier.weights import save_weights
from matcher.tags.corpora import PROJECT_WEIGHT, read_corpora

SPLIT_SEED = 7
SPLITS = 5
RESAMPLES = 500
BINS = 15
NAMED = 0.25

Scores = NDArray[np.float64]
Measure = Callable[[NDArray[np.int64]], float]


def tell(name: str, count: int, measure: Measure) -> None:
    """Print one figure and its bootstrap interval over ``count`` texts."""
    random = np.random.default_rng(0)
    drawn = [measure(random.integers(0, count, count)) for _ in range(RESAMPLES)]
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    value = measure(np.arange(count))
    print(f"{name:<52} {value:.3f}  [{low:.3f}, {high:.3f}]  n={count}", flush=True)


def macro_f1(truth: NDArray[np.int64], found: NDArray[np.int64]) -> float:
    """Mean F1 over the ODS that occur."""
    scores = []
    for label in np.unique(truth):
        both = ((truth == label) & (found == label)).sum()
        scores.append(2 * both / ((truth == label).sum() + (found == label).sum()))
    return float(np.mean(scores))


def calibration_error(scores: Scores, truth: NDArray[np.int64]) -> float:
    """Expected calibration error of the best ODS, in 15 bins."""
    sure = scores.max(axis=1)
    right = scores.argmax(axis=1) == truth
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    return float(
        sum(
            abs(sure[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
            for b in np.unique(bins)
        )
    )


def first(texts: Sequence[str], words: int) -> list[str]:
    """The first words of each text."""
    return [" ".join(text.split()[:words]) for text in texts]


def bare(text: str) -> str:
    """The text without accents."""
    parts = unicodedata.normalize("NFD", text)
    return "".join(c for c in parts if not unicodedata.combining(c))


def paragraphs(tagger: Tagger, held: Sequence[TrainingExample]) -> None:
    """Spanish paragraphs: whole, without accents, in capitals, cut short."""
    texts = [e.text for e in held]
    truth = targets(held).argmax(axis=1)
    scores = tagger.ods_scores(texts)
    best = scores.argmax(axis=1)
    tell("es paragraphs: accuracy", len(held), lambda i: float((best[i] == truth[i]).mean()))
    tell("es paragraphs: macro-F1", len(held), lambda i: macro_f1(truth[i], best[i]))
    tell(
        "es paragraphs: calibration error",
        len(held),
        lambda i: calibration_error(scores[i], truth[i]),
    )
    variants = {
        "without accents": [bare(t) for t in texts],
        "in capitals": [t.upper() for t in texts],
        "in capitals without accents": [bare(t).upper() for t in texts],
        "first 40 words": first(texts, 40),
        "first 10 words": first(texts, 10),
    }
    for name, changed in variants.items():
        other = tagger.ods_scores(changed).argmax(axis=1)
        tell(
            f"es paragraphs, {name}: accuracy",
            len(held),
            lambda i, other=other: float((other[i] == truth[i]).mean()),
        )


def assigned(tagger: Tagger, texts: Sequence[str]) -> NDArray[np.bool_]:
    """What is assigned (texts × 17)."""
    return tagger.judge(texts).margins >= 0


def projects(tagger: Tagger, held: Sequence[TrainingExample]) -> None:
    """Real Spanish projects with one to three ODS."""
    hot = targets(held)
    texts = [e.text for e in held]
    order = np.argsort(-tagger.ods_scores(texts), axis=1)
    one = hot[np.arange(len(held)), order[:, 0]]
    three = np.array([hot[row, order[row, :3]].any() for row in range(len(held))])
    tell("es projects: hit@1", len(held), lambda i: float(one[i].mean()))
    tell("es projects: hit@3", len(held), lambda i: float(three[i].mean()))
    tell_sets("es projects, assigned set", assigned(tagger, texts), hot)


def sets_in_turn(home: Sequence[TrainingExample]) -> None:
    """Assigned sets of every labelled project, each by a model that has not seen it.

    The heads are fitted without a fifth of the texts; the mix and the thresholds without any
    project of that fifth, so that no figure is of a text that helped to choose a threshold.
    """
    encoded, held = scored_in_turn(home)
    hot = targets(held)
    project = np.array([e.source == "es_projects" for e in held])
    whole = np.array([e.weight == PROJECT_WEIGHT for e in held]) & project
    rows = np.flatnonzero(whole)
    turns = np.arange(len(rows)) % SPLITS
    given = np.zeros((len(rows), hot.shape[1]), dtype=bool)
    for turn in range(SPLITS):
        used = ~project
        used[rows[turns != turn]] = True
        calibration = fit_calibration(only(encoded, used), knots=KNOTS)
        asked = only(encoded, np.isin(np.arange(len(held)), rows[turns == turn]))
        found = probabilities(asked.heads, asked, calibration)
        scores = decisions(asked.heads, found, leanings=calibration.leanings)
        given[turns == turn] = scores >= calibration.thresholds
    truth = hot[rows]
    for name, some in (("all", truth.any(axis=1)), ("two or three ODS", truth.sum(axis=1) > 1)):
        tell_sets(f"es projects in turn, {name}", given[some], truth[some])


def scored_in_turn(home: Sequence[TrainingExample]) -> tuple[HeldOut, list[TrainingExample]]:
    """What heads give to texts and excerpts they have not seen, and what these are."""
    parts = folds(home, SPLITS, seed=SPLIT_SEED)
    turns, texts = [], []
    for part in range(SPLITS):
        learn = [e for e, p in zip(home, parts, strict=True) if p != part]
        held = [e for e, p in zip(home, parts, strict=True) if p == part]
        held += excerpts(held, seed=part)
        turns.append(scored_unseen(learn, held, lexicon=base_lexicon()))
        texts += held
    return HeldOut.joined(turns), texts


def only(held: HeldOut, rows: NDArray[np.bool_]) -> HeldOut:
    """Those texts of ``held``."""
    return HeldOut(
        heads=held.heads[rows],
        lengths=held.lengths[rows],
        foreign=held.foreign[rows],
        hot=held.hot[rows],
        importance=held.importance[rows],
    )


def tell_sets(name: str, given: NDArray[np.bool_], truth: NDArray[np.bool_]) -> None:
    """Precision and recall of assigned sets, every tag counted once."""
    right = (given & truth).sum(axis=1)
    tell(f"{name}: precision", len(truth), lambda i: float(right[i].sum() / given[i].sum()))
    tell(f"{name}: recall", len(truth), lambda i: float(right[i].sum() / truth[i].sum()))


def yes_or_no(tagger: Tagger, held: Sequence[TrainingExample], name: str) -> None:
    """Is this text about ODS k? Asked of the texts that name k; mean over the ODS.

    A stand-in for the expert benchmark: its no are texts of another ODS that use words of k.
    Yes and no weigh the same for each ODS.
    """
    hot = targets(held)
    texts = [e.text for e in held]
    judged = tagger.judge(texts)
    given = judged.margins >= 0
    named = judged.named >= NAMED

    def measure(rows: NDArray[np.int64]) -> float:
        shares = []
        for k in range(17):
            yes = rows[named[rows, k] & hot[rows, k]]
            no = rows[named[rows, k] & ~hot[rows, k]]
            if len(yes) >= 5 and len(no) >= 5:
                shares.append((given[yes, k].mean() + (~given[no, k]).mean()) / 2)
        return float(np.mean(shares))

    tell(f"{name}: is it about ODS k, mean accuracy", len(held), measure)


def official(tagger: Tagger, examples: Sequence[TrainingExample], language: str) -> None:
    """Official targets of a language that no model fitted here has seen."""
    held = [e for e in examples if e.source == f"official-{language}-target"]
    truth = targets(held).argmax(axis=1)
    right = tagger.ods_scores([e.text for e in held]).argmax(axis=1) == truth
    tell(
        f"official targets, {language} (left out): accuracy",
        len(held),
        lambda i: float(right[i].mean()),
    )


def lines(bench: Path) -> None:
    """The line of labelled calls, either label, with the shipped model."""
    path = bench / "pages" / "calls_dev.jsonl"
    calls = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = Tagger.load().tag([c["text"] for c in calls], titles=[c["title"] for c in calls])
    right = np.array(
        [
            tagging.lines[0].code in (c["labels"]["linea"], c["labels"]["linea_alt"])
            for c, tagging in zip(calls, found, strict=True)
        ]
    )
    tell("calls_dev: best line is one of the labels", len(calls), lambda i: float(right[i].mean()))


def main(bench: Path, *, keep: Path | None) -> None:
    """Fit on four fifths, measure on the rest."""
    lines(bench)
    home = read_corpora(bench, languages=("es", "en"))
    parts = folds(home, SPLITS, seed=SPLIT_SEED)
    learn = [e for e, part in zip(home, parts, strict=True) if part != 0]
    held = [e for e, part in zip(home, parts, strict=True) if part == 0]
    started = time.monotonic()
    weights = fit(learn, lexicon=base_lexicon())
    print(f"fitted on {len(learn)} texts in {time.monotonic() - started:.0f} s")
    if keep is not None:
        save_weights(weights, keep)
    tagger = Tagger(weights, load_taxonomy())
    by_source: dict[str, list[TrainingExample]] = {}
    for example in held:
        by_source.setdefault(example.source, []).append(example)
    paragraphs(tagger, by_source["es_paragraphs"])
    projects(tagger, by_source["es_projects"])
    yes_or_no(tagger, by_source["osdg_sample_fankto"], "en OSDG")
    yes_or_no(tagger, by_source["qu_tub_sentences"], "en sentences")
    yes_or_no(tagger, by_source["es_paragraphs"], "es paragraphs")
    for language in ("pt", "fr"):
        official(tagger, read_corpora(bench, languages=(language,)), language)
    sets_in_turn(home)


if __name__ == "__main__":
    folder = os.environ.get("PUENTE_BENCH")
    if folder is None:
        sys.exit("Indique la carpeta de datos en PUENTE_BENCH.")
    main(Path(folder), keep=Path(sys.argv[1]) if len(sys.argv) > 1 else None)
