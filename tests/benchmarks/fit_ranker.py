"""Fit the weights of ``matcher/ranking/ranker.toml`` on real pairs.

A linear ranker: the weights that make each true call stand out among others of its project (and,
a third as much, each true project among others of its call), under a softmax. Every set counts
alike. Each group of sets is also scored by weights fitted on the other groups alone::

    PUENTE_BENCH=… python tests/benchmarks/fit_ranker.py [--tagger FOLDER]

``--tagger`` names a classifier that has not seen the projects of these sets; with the shipped
one, which has, the weight of the ODS comes out too large. The answer is printed, to be copied.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from matcher.jsonl import read_records
from matcher.matches.records import call_from, project_from
from matcher.ranking.bags import Numbers
from matcher.ranking.counting import Reader
from matcher.ranking.language_index import Rows, Spaces
from matcher.ranking.meaning import shortness
from matcher.ranking.score import Ranker, shipped_ranker
from matcher.ranking.tfidf import topic_vectors
from matcher.ranking.translated import Bridge, languages_of, whole_text
from matcher.tags.classifier.tagger import Tagger
from matcher.translation.translation import Translation

NAMES = ("terms", "title", "phrases", "grams", "ods")
GROUPS = {"caf-ods-en": "caf", "caf-ods-es": "caf", "sdg-es2en": "sdg", "sdg-fr2es": "sdg"}
QUERIES, OTHERS, SEED = 200, 150, 0
RIDGE = 0.02
CALL_SIDE = 0.3
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Measured:
    """One set: similarities ``(projects, calls, signals)`` and which pairs are true."""

    name: str
    similarities: Floats
    true: NDArray[np.bool_]

    @property
    def group(self) -> str:
        """Sets of one group share texts, so that they are left out together."""
        return GROUPS.get(self.name, self.name)


def measure(folder: Path, *, translation: Translation, tagger: Tagger, ranker: Ranker) -> Measured:
    """All signals of all pairs of one set (each has one language on either side)."""
    calls = read_records(str(folder / "calls.jsonl.gz"), call_from)
    projects = read_records(str(folder / "projects.jsonl.gz"), project_from)
    source, target = languages_of(projects)[0], languages_of(calls)[0]
    reader = Reader(target, stems=Numbers(), skeletons=Numbers())
    theirs = reader.own(calls)
    bridge = Bridge(
        source=source, target=target, translation=translation, cognates=reader.cognates()
    )
    ours = reader.own(projects) if source == target else reader.translated(projects, bridge)
    short = shortness(calls, ranker.short)
    words, themes = (1 + (each - 1) * short for each in (ranker.short.terms, ranker.short.ods))
    scale = ranker.topic_weights(calls=len(calls), lines=0)[0] / ranker.weights.ods * themes
    ods = [
        topic_vectors(tagger.ods_scores([whole_text(item) for item in items]))
        for items in (projects, calls)
    ]
    found = [*_lexical(*Spaces(reader, [ours, theirs]).rows), ods[0] @ ods[1].T * scale]
    found[0] *= words
    places = {call.id: at for at, call in enumerate(calls)}
    rows = {project.id: at for at, project in enumerate(projects)}
    true = np.zeros((len(projects), len(calls)), dtype=np.bool_)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        project, call = line.split("\t")[:2]
        true[rows[project], places[call]] = True
    return Measured(folder.name, np.stack(found, axis=-1).astype(np.float32), true)


def _lexical(projects: Rows, calls: Rows) -> list[Floats]:
    """Similarities of stems, titles, phrases and character n-grams."""
    sides = (
        (projects.terms, calls.terms),
        (projects.terms, calls.title),
        (projects.phrases, calls.phrases),
        (projects.grams.rows(), calls.grams.rows()),
    )
    return [np.asarray((ours @ theirs.T).toarray(), dtype=np.float32) for ours, theirs in sides]


def lists(similarities: Floats, true: NDArray[np.bool_]) -> tuple[Floats, NDArray[np.bool_]]:
    """For queries drawn at random: a true answer first, then hard and random others."""
    rng = np.random.default_rng(SEED)
    drawn = rng.permutation(np.flatnonzero(true.any(axis=1)))[:QUERIES]
    found = []
    for query in drawn:
        wrong = np.flatnonzero(~true[query])
        hard = wrong[np.argsort(-similarities[query][wrong].sum(axis=1))[: OTHERS // 2]]
        drawn_wrong = rng.choice(wrong, min(OTHERS // 2, len(wrong)), replace=False)
        others = similarities[query][np.union1d(hard, drawn_wrong)]
        found += [
            np.vstack([similarities[query][[right]], others])
            for right in np.flatnonzero(true[query])[:5]
        ]
    longest = max(map(len, found))
    padded = np.zeros((len(found), longest, similarities.shape[2]), dtype=np.float32)
    filled = np.zeros((len(found), longest), dtype=np.bool_)
    for row, rows in enumerate(found):
        padded[row, : len(rows)], filled[row, : len(rows)] = rows, True
    return padded, filled


def fit(sets: Sequence[Measured]) -> NDArray[np.float64]:
    """Weights, none below zero."""
    drawn = [(lists(one.similarities * 10, one.true), 1.0 / len(sets)) for one in sets] + [
        (lists(one.similarities.transpose(1, 0, 2) * 10, one.true.T), CALL_SIDE / len(sets))
        for one in sets
    ]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = RIDGE * float(weights @ weights), 2 * RIDGE * weights
        for (rows, filled), importance in drawn:
            scores = np.where(filled, rows @ weights, -np.inf)
            top = scores.max(axis=1, keepdims=True)
            odds = np.exp(scores - top)
            mass = odds.sum(axis=1, keepdims=True)
            share = importance / len(rows)
            total += share * float((top[:, 0] + np.log(mass[:, 0]) - scores[:, 0]).sum())
            expected = np.einsum("qm,qmk->qk", odds / mass, rows)
            slope = slope + share * (expected - rows[:, 0]).sum(axis=0)
        return total, slope

    start = np.full(len(NAMES), 0.1)
    best = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0.0, None)] * len(start))
    return np.asarray(best.x) * 10


def ndcg(scores: Floats, true: NDArray[np.bool_]) -> float:
    """Mean nDCG@10 over the rows that have a true answer."""
    rows = true.any(axis=1)
    scores, true = scores[rows], true[rows]
    order = np.argsort(-scores, axis=1, kind="stable")[:, :10]
    discount = 1 / np.log2(np.arange(2, 12))[: order.shape[1]]
    gained = (np.take_along_axis(true, order, axis=1) * discount).sum(axis=1)
    wanted = np.minimum(true.sum(axis=1), 10)
    return float(np.mean(gained / np.cumsum(1 / np.log2(np.arange(2, 12)))[wanted - 1]))


def report(sets: Sequence[Measured], weights: NDArray[np.float64]) -> None:
    """Quality of each set by all weights and by those of the other groups."""
    print(f"{'set':26}{'fitted on all':>15}{'on the others':>15}")
    for one in sets:
        others = fit([other for other in sets if other.group != one.group])
        print(
            f"{one.name:26}{ndcg(one.similarities @ weights, one.true):15.3f}"
            f"{ndcg(one.similarities @ others, one.true):15.3f}",
            flush=True,
        )


def typical(sets: Sequence[Measured], weights: NDArray[np.float64]) -> None:
    """Print what a project has with calls at large, and where true pairs stand."""
    rows = []
    for one in sets:
        raw = one.similarities @ weights
        mean, deviation = raw.mean(axis=1, keepdims=True), raw.std(axis=1, keepdims=True)
        quartiles = np.percentile(((raw - mean) / deviation)[one.true], [25, 50, 75])
        rows.append([mean.mean(), deviation.mean(), *quartiles])
    mean, deviation, *quartiles = np.mean(rows, axis=0).round(2).tolist()
    print(f"[typical] mean = {mean} deviation = {deviation} [score] quartiles = {quartiles}")


def main() -> None:
    """Measure, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tagger", type=Path, default=None)
    given = parser.parse_args()
    root = os.environ.get("PUENTE_BENCH")
    if not root:
        sys.exit("Set PUENTE_BENCH to the folder with the labelled sets.")
    cache = Path(os.environ.get("PUENTE_DATA_DIR", "var")) / "cache"
    tagger, ranker, sets = Tagger.load(given.tagger), shipped_ranker(), []
    for folder in sorted((Path(root) / "match").iterdir()):
        for apertium in (True, False):
            translation = Translation.local(apertium=apertium, cache=cache)
            sets.append(measure(folder, translation=translation, tagger=tagger, ranker=ranker))
    weights = fit(sets)
    print("[weights]", dict(zip(NAMES, np.round(weights, 1).tolist(), strict=True)))
    report(sets, weights)
    typical(sets, weights)


if __name__ == "__main__":
    main()
