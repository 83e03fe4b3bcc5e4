"""Real projects in turn: ``PUENTE_BENCH=/path python tests/benchmarks/project_tags.py``.

Every labelled project is judged by heads and a mix that have seen neither it nor what is nearly
the same. Beside the present model stand ways that might do better on projects, learned from scores
of that kind (so the heads behind them did see other fifths); the last row is
the way that did best inside each learning part, so that no figure chose itself.
"""

import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from ods_quality import SPLIT_SEED, SPLITS, Scores, calibration_error, macro_f1, only, tell
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from matcher.meaning.encoder import find_encoder
from matcher.tags.classifier.calibration import HeldOut, fit_calibration
from matcher.tags.classifier.lexicon import base_lexicon
from matcher.tags.classifier.scoring import MENTIONS, probabilities
from matcher.tags.classifier.tokens import split
from matcher.tags.classifier.training import (
    KNOTS,
    TrainingExample,
    excerpts,
    folds,
    scored_unseen,
    targets,
)
from matcher.tags.corpora import read_corpora

ALIKE = 0.5
REPEATS = 5
LEAST = 5
Rows = NDArray[np.int64]
Way = Callable[["Projects", Rows, Rows, Scores], Scores]


@dataclass(frozen=True, kw_only=True)
class Projects:
    """What is known of each project; ``logs`` are log-probabilities, ``groups`` the near-same."""

    groups: NDArray[np.int64]
    hot: NDArray[np.bool_]
    logs: Scores
    mentions: Scores
    vectors: Scores | None


def grouped(examples: Sequence[TrainingExample]) -> list[TrainingExample]:
    """The examples, projects that share half of their words in one group."""
    groups: list[tuple[str, set[str]]] = []
    found = []
    for example in examples:
        if example.source == "es_projects":
            words = set(split(example.text))
            near = (g for g, other in groups if len(words & other) > ALIKE * len(words | other))
            name = next(near, f"project-{len(groups)}")
            groups.append((name, words))
            example = replace(example, group=name)
        found.append(example)
    return found


@dataclass(frozen=True, kw_only=True)
class Turns:
    """Texts and excerpts, what heads that have not seen them give, and in which turn."""

    texts: list[TrainingExample]
    held: HeldOut
    turn: Rows


def scored(home: Sequence[TrainingExample]) -> Turns:
    """Every text and its excerpts by heads fitted without its fifth."""
    parts = folds(home, SPLITS, seed=SPLIT_SEED)
    texts, held, turn = [], [], []
    for part in range(SPLITS):
        learn = [e for e, p in zip(home, parts, strict=True) if p != part]
        asked = [e for e, p in zip(home, parts, strict=True) if p == part]
        asked += excerpts(asked, seed=part)
        held.append(scored_unseen(learn, asked, lexicon=base_lexicon()))
        texts += asked
        turn += [part] * len(asked)
    return Turns(texts=texts, held=HeldOut.joined(held), turn=np.array(turn))


def in_turn(turns: Turns) -> Scores:
    """Probabilities of every text by a mix fitted without its fifth."""
    result = np.zeros(turns.held.hot.shape)
    for part in range(SPLITS):
        calibration = fit_calibration(only(turns.held, turns.turn != part), knots=KNOTS)
        asked = only(turns.held, turns.turn == part)
        result[turns.turn == part] = probabilities(asked.heads, asked, calibration)
    return result


def shares(projects: Projects, learn: Rows) -> Scores:
    """How much more each ODS is asked for among projects than it is given, as log-odds."""
    hot = projects.hot[learn]
    asked = (hot / hot.sum(axis=1, keepdims=True)).sum(axis=0)
    given = np.exp(projects.logs[learn]).sum(axis=0)
    return np.asarray(np.log((asked + 10 / 17) / (given + 10 / 17)))


def opinion(projects: Projects, learn: Rows, asked: Rows) -> Scores:
    """Log-odds by sentence vectors alone."""
    found = np.zeros((len(asked), projects.hot.shape[1]))
    if projects.vectors is None:
        return found
    for number, truth in enumerate(projects.hot[learn].T):
        found[:, number] = -6.0
        if 1 < truth.sum() < len(truth):
            machine = LogisticRegression(C=20, max_iter=300)
            machine.fit(projects.vectors[learn], truth)
            found[:, number] = machine.decision_function(projects.vectors[asked])
    return found


WAYS: dict[str, Way] = {
    "present": lambda p, _, asked, __: p.logs[asked],
    "half the shares of projects": lambda p, learn, asked, _: (
        p.logs[asked] + 0.5 * shares(p, learn)
    ),
    "the shares of projects": lambda p, learn, asked, _: p.logs[asked] + shares(p, learn),
    "mentions, 0.5": lambda p, _, asked, __: p.logs[asked] + 0.5 * p.mentions[asked],
    "mentions, 1": lambda p, _, asked, __: p.logs[asked] + p.mentions[asked],
    "mentions, 2": lambda p, _, asked, __: p.logs[asked] + 2 * p.mentions[asked],
    "vectors, 0.1": lambda p, _, asked, said: p.logs[asked] + 0.1 * said,
    "vectors, 0.3": lambda p, _, asked, said: p.logs[asked] + 0.3 * said,
    "vectors, 1": lambda p, _, asked, said: p.logs[asked] + said,
}
"""What is tried, the present model first: of two that do as well the earlier is taken."""


def hits(scores: Scores, hot: NDArray[np.bool_]) -> Scores:
    """Projects × 2: whether the best, and any of the best three, is one of theirs."""
    order = np.argsort(-scores, axis=1, kind="stable")[:, :3]
    right = np.take_along_axis(hot, order, axis=1)
    return np.stack([right[:, 0], right.any(axis=1)], axis=1).astype(float)


def parts(groups: Rows, seed: int) -> Rows:
    """A fifth for each row; a group stays together."""
    names, place = np.unique(groups, return_inverse=True)
    return np.asarray(np.random.default_rng(seed).permutation(len(names)) % SPLITS)[place]


def judged(projects: Projects, rows: Rows, seed: int) -> dict[str, Scores]:
    """Hits of every way on ``rows``, each fifth by what is learned from the others."""
    part = parts(projects.groups[rows], seed)
    found = {name: np.zeros((len(rows), 2)) for name in WAYS}
    for number in range(SPLITS):
        learn, asked = rows[part != number], rows[part == number]
        said = opinion(projects, learn, asked)
        for name, way in WAYS.items():
            scores = way(projects, learn, asked, said)
            found[name][part == number] = hits(scores, projects.hot[asked])
    return found


def nested(projects: Projects) -> None:
    """Every way, and the one chosen inside each learning part, over repeated fifths."""
    rows = np.arange(len(projects.hot))
    found: dict[str, list[Scores]] = {name: [] for name in [*WAYS, "chosen inside"]}
    chosen: Counter[str] = Counter()
    for seed in range(REPEATS):
        outer = judged(projects, rows, seed)
        part = parts(projects.groups, seed)
        outer["chosen inside"] = np.zeros((len(rows), 2))
        for number in range(SPLITS):
            inner = judged(projects, rows[part != number], 100 + seed)
            best = max(WAYS, key=lambda name: round(float(inner[name].sum()), 6))
            outer["chosen inside"][part == number] = outer[best][part == number]
            chosen[best] += 1
        for name, scores in outer.items():
            found[name].append(scores)
    means = {name: np.mean(scores, axis=0) for name, scores in found.items()}
    for name, mean in means.items():
        for column, label in enumerate(("hit@1", "hit@3")):
            here, usual = mean[:, column], means["present"][:, column]
            tell(f"{name}: {label}", len(rows), lambda i, h=here: float(h[i].mean()))
            more = here - usual
            tell(f"{name}: {label} over present", len(rows), lambda i, m=more: float(m[i].mean()))
    print("chosen:", dict(chosen))


def readable(projects: Projects) -> None:
    """Per ODS, how well its score tells projects that have it from those that do not (area)."""
    for number, truth in enumerate(projects.hot.T):
        if truth.sum() < LEAST:
            continue
        score = projects.logs[:, number]

        def area(rows: Rows, truth: Rows = truth, score: Scores = score) -> float:
            both = 0 < truth[rows].sum() < len(rows)
            return float(roc_auc_score(truth[rows], score[rows])) if both else float("nan")

        tell(f"ODS {number + 1}, {truth.sum()} projects: area", len(truth), area)


def main(bench: Path) -> None:
    """Score every text in turn, then judge the ways."""
    turns = scored(grouped(read_corpora(bench, languages=("es", "en"))))
    found = in_turn(turns)
    heaviest = max(e.weight for e in turns.texts)
    whole = np.array([e.weight in {1.0, heaviest} for e in turns.texts])
    source = np.array([e.source for e in turns.texts])
    some = np.flatnonzero(whole & (source == "es_paragraphs"))
    truth = turns.held.hot[some].argmax(axis=1)
    best = found[some].argmax(axis=1)
    tell("es paragraphs: macro-F1", len(some), lambda i: macro_f1(truth[i], best[i]))
    tell(
        "es paragraphs: calibration error",
        len(some),
        lambda i: calibration_error(found[some][i], truth[i]),
    )
    rows = np.flatnonzero(whole & (source == "es_projects"))
    texts = [turns.texts[row] for row in rows]
    encoder = find_encoder()
    vectors = None
    if encoder is not None:
        vectors = encoder.vectors([e.text for e in texts]).astype(np.float64)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    heads = turns.held.heads[rows, MENTIONS]
    projects = Projects(
        groups=np.unique([e.group for e in texts], return_inverse=True)[1],
        hot=targets(texts),
        logs=np.log(np.clip(found[rows], 1e-4, 1)),
        mentions=heads - heads.mean(axis=1, keepdims=True),
        vectors=vectors,
    )
    nested(projects)
    readable(projects)


if __name__ == "__main__":
    folder = os.environ.get("PUENTE_BENCH")
    if folder is None:
        sys.exit("Indique la carpeta de datos en PUENTE_BENCH.")
    main(Path(folder))
