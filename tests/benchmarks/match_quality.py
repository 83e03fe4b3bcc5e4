"""How good the matches are: nDCG@10, recall@10 and MRR on real pairs, both directions.

Reads ``$PUENTE_BENCH/match/<set>/`` (calls.jsonl.gz, projects.jsonl.gz, qrels.tsv) and runs
``puente match`` on it, with and without Apertium; then takes signals and ways of translating
away one by one::

    PUENTE_BENCH=… python tests/benchmarks/match_quality.py [--sets us-cfda,…] [--no-ablation]
    PUENTE_BENCH=… python tests/benchmarks/match_quality.py --across

``--across`` gives the Spanish projects against English calls (esdev-*, or the ``--sets`` named)
together, each thing taken away, with 95 % intervals of the figure and of what it loses.
``PUENTE_SEMANTIC=no`` measures all without meaning.

The shipped classifier has read the projects of caf-* and the targets of sdg-*: with ``--tagger``
and the folder of one that has not, a table of what is to be expected of unseen texts is added.
"""

import argparse
import json
import math
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from click.testing import CliRunner
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from matcher.cli.match import match, open_tools
from matcher.glossary.shipped import Glossary
from matcher.jsonl import read_records
from matcher.matches.records import call_from, project_from
from matcher.ranking.index import MatchIndex, Tools
from matcher.ranking.inputs import Direction
from matcher.reasons.judge import SPARE
from matcher.settings import from_env
from matcher.tags.classifier.tagger import Tagger
from matcher.text import stems
from matcher.translation.translation import Translation, WordLink

TOP = 10
RESAMPLES = 2_000
Relevant = Mapping[str, frozenset[str]]
Ranked = Mapping[str, Sequence[str]]
Figures = tuple[float, float, float]


def judged(folder: Path, by: Direction) -> Relevant:
    """What belongs to each query."""
    pairs: dict[str, set[str]] = defaultdict(set)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        project, call = line.split("\t")[:2]
        query, answer = (project, call) if by == "project" else (call, project)
        pairs[query].add(answer)
    return {query: frozenset(answers) for query, answers in pairs.items()}


def figures(ranked: Ranked, relevant: Relevant) -> Figures:
    """Mean nDCG@10, recall@10 and MRR over the queries that have an answer."""
    ndcg, recall, mrr = np.mean(_each(ranked, relevant), axis=0).tolist()
    return ndcg, recall, mrr


def _each(ranked: Ranked, relevant: Relevant) -> list[Figures]:
    return [_one(ranked.get(query, ()), answers) for query, answers in relevant.items()]


def _one(answers: Sequence[str], wanted: frozenset[str]) -> Figures:
    gains = [1.0 if answer in wanted else 0.0 for answer in answers[:TOP]]
    best = sum(1 / math.log2(at + 2) for at in range(min(len(wanted), TOP)))
    first = next((1 / (at + 1) for at, gain in enumerate(gains) if gain), 0.0)
    gained = sum(gain / math.log2(at + 2) for at, gain in enumerate(gains))
    return gained / best, sum(gains) / len(wanted), first


def through_command(folder: Path, by: Direction, *, apertium: bool) -> Ranked:
    """The answers of ``puente match``."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "out.jsonl"
        found = CliRunner().invoke(
            match,
            [
                "--calls",
                str(folder / "calls.jsonl.gz"),
                "--projects",
                str(folder / "projects.jsonl.gz"),
                "--top",
                str(TOP),
                "--by",
                by,
                "-o",
                str(out),
            ],
            env={"PUENTE_APERTIUM": "on" if apertium else "off"},
            catch_exceptions=False,
        )
        if found.exit_code:
            sys.exit(found.output)
        lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    ranked: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        query, answer = ("project", "call") if by == "project" else ("call", "project")
        ranked[line[query]].append(line[answer])
    return ranked


def through_index(folder: Path, tools: Tools) -> Ranked:
    """The best calls of each project, with other tools, without reasons."""
    index = MatchIndex(
        read_records(str(folder / "calls.jsonl.gz"), call_from),
        read_records(str(folder / "projects.jsonl.gz"), project_from),
        tools=tools,
    )
    return {
        index.projects.items[at].id: [index.calls.items[pair.call].id for pair in pairs]
        for at, pairs in enumerate(index.calls_for_projects(top=TOP * SPARE))
    }


def plain_stems(folder: Path, by: Direction) -> Ranked:
    """The baseline: cosine of TF-IDF over stems, each text in its own language."""
    calls = read_records(str(folder / "calls.jsonl.gz"), call_from)
    projects = read_records(str(folder / "projects.jsonl.gz"), project_from)
    texts = [stems(f"{x.title}\n{x.text}", x.language or "es") for x in (*projects, *calls)]
    vectors = TfidfVectorizer(analyzer=_same, sublinear_tf=True).fit_transform(texts)
    scores = (vectors[: len(projects)] @ vectors[len(projects) :].T).toarray()
    queries, answers = [p.id for p in projects], [c.id for c in calls]
    if by == "call":
        scores, queries, answers = scores.T, answers, queries
    order = np.argsort(-scores, axis=1, kind="stable")[:, :TOP]
    return {query: [answers[at] for at in row] for query, row in zip(queries, order, strict=True)}


def _same(tokens: list[str]) -> list[str]:
    return tokens


class NoCognates(Translation):
    """The glossary and Apertium alone."""

    def links(self, content: Sequence[str], **asked: Any) -> Iterator[WordLink]:
        """What the glossary knows; other words stand for themselves."""
        return super().links(content, **(asked | {"cognates": None}))


def ablations(tools: Tools) -> dict[str, Tools]:
    """The tools with one thing taken away at a time."""
    ranker, weights = tools.ranker, tools.ranker.weights
    changed = {
        f"sin {name}": replace(tools, ranker=replace(ranker, weights=replace(weights, **gone)))
        for name, gone in (
            ("palabras", {"terms": 0.0}),
            ("título", {"title": 0.0}),
            ("caracteres", {"grams": 0.0}),
            ("ODS", {"ods": 0.0}),
        )
    }
    apertium = tools.translation.apertium
    return {
        "todo": tools,
        **changed,
        "sin glosario": replace(
            tools, translation=Translation(glossary=Glossary(()), apertium=apertium)
        ),
        "sin cognados": replace(tools, translation=NoCognates(apertium=apertium)),
        "sin sentido": replace(tools, meaning=None),
        "sin Apertium": replace(tools, translation=Translation(apertium=None)),
        "sin sentido ni Apertium": replace(
            tools, meaning=None, translation=Translation(apertium=None)
        ),
        "sin glosario ni Apertium": replace(
            tools, translation=Translation(glossary=Glossary(()), apertium=None)
        ),
    }


def table(folders: Iterable[Path]) -> None:
    """Quality of every set, both directions, with and without Apertium."""
    print("set                 by       apertium  nDCG@10  recall@10  MRR    TF-IDF stems nDCG@10")
    for folder in folders:
        for by in ("project", "call"):
            relevant = judged(folder, by)
            base = figures(plain_stems(folder, by), relevant)[0]
            for apertium in (True, False):
                ndcg, recall, mrr = figures(
                    through_command(folder, by, apertium=apertium), relevant
                )
                print(
                    f"{folder.name:19} {by:8} {'on' if apertium else 'off':8} {ndcg:7.3f} "
                    f"{recall:9.3f} {mrr:8.3f} {base:8.3f}{'  BELOW' if ndcg < base else ''}",
                    flush=True,
                )


def ablation_table(folders: Sequence[Path]) -> None:
    """nDCG@10 project→call with one thing taken away at a time."""
    print(f"{'':26}" + " ".join(f"{folder.name:>15}" for folder in folders))
    for name, tools in ablations(open_tools(from_env())).items():
        row = [
            figures(through_index(folder, tools), judged(folder, "project"))[0]
            for folder in folders
        ]
        print(f"{name:26}" + " ".join(f"{value:15.3f}" for value in row), flush=True)


def across_table(folders: Sequence[Path]) -> None:
    """nDCG@10 of all projects of ``folders`` together, and what each thing taken away loses."""
    drawn = np.random.default_rng(0)
    whole = np.zeros(0)
    for name, tools in ablations(open_tools(from_env())).items():
        rows = [
            row[0]
            for folder in folders
            for row in _each(through_index(folder, tools), judged(folder, "project"))
        ]
        found = np.asarray(rows)
        whole = whole if len(whole) else found
        picks = drawn.integers(0, len(found), (RESAMPLES, len(found)))
        told = [_interval(values, picks) for values in (found, found - whole)]
        print(f"{name:26} {told[0]}   {told[1]}   n={len(found)}", flush=True)


def _interval(values: NDArray[np.float64], picks: NDArray[np.int64]) -> str:
    low, high = np.percentile(values[picks].mean(axis=1), [2.5, 97.5])
    return f"{values.mean():+.3f} [{low:+.3f}, {high:+.3f}]"


def unseen_table(folders: Sequence[Path], tagger: Tagger) -> None:
    """nDCG@10 project→call with another classifier, with and without Apertium."""
    print(f"{'':26}" + " ".join(f"{folder.name:>15}" for folder in folders))
    tools = replace(open_tools(from_env()), topics=tagger)
    without = replace(tools, translation=Translation(apertium=None))
    for name, used in (("con Apertium", tools), ("sin Apertium", without)):
        row = [
            figures(through_index(folder, used), judged(folder, "project"))[0] for folder in folders
        ]
        print(f"{name:26}" + " ".join(f"{value:15.3f}" for value in row), flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", help="Names separated by commas; all unless given.")
    parser.add_argument("--no-table", action="store_true")
    parser.add_argument("--no-ablation", action="store_true")
    parser.add_argument("--across", action="store_true", help="Only the table across languages.")
    parser.add_argument("--tagger", type=Path, help="A classifier that has not seen these texts.")
    given = parser.parse_args()
    root = os.environ.get("PUENTE_BENCH")
    if not root:
        sys.exit("Set PUENTE_BENCH to the folder with the labelled sets.")
    names = given.sets.split(",") if given.sets else None
    folders = [
        folder
        for folder in sorted((Path(root) / "match").iterdir())
        if names is None or folder.name in names
    ]
    if given.across:
        across_table([f for f in folders if names or f.name.startswith("esdev-")])
        return
    if not given.no_table:
        table(folders)
    if given.tagger:
        unseen_table(folders, Tagger.load(given.tagger))
    if not given.no_ablation:
        ablation_table(folders)


if __name__ == "__main__":
    main()
