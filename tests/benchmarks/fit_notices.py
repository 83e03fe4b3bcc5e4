"""Fit the table of words that tells notices from calls, on the labelled pages of the tests.

``python tests/benchmarks/fit_notices.py`` writes ``word_weights.tsv``; with ``--turns`` it writes
nothing and judges each group of pages with a table that has not seen it.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from scrapers.extract import extract
from scrapers.extract.notices import phrasing
from scrapers.extract.text.passage import make_passage

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests/scrapers/extract"
TABLE = Path(phrasing.__file__).with_name("word_weights.tsv")
KEPT = 2500
"""Rows of the table: the weightiest features."""
SEEN = 3
"""Pages in which a feature has to stand."""
Page = Mapping[str, Any]


def groups() -> dict[str, list[Page]]:
    """The labelled pages by their group."""
    files = sorted(PAGES.glob("calls_and_news_*.jsonl"))
    return {
        file.stem.rpartition("_")[2]: [json.loads(line) for line in file.open(encoding="utf-8")]
        for file in files
    }


def fit(pages: Sequence[Page]) -> dict[str, float]:
    """Feature → weight, with the bias."""
    told = [
        dict.fromkeys(
            phrasing.features(make_passage("title", p["title"]), make_passage("text", p["text"])), 1
        )
        for p in pages
    ]
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(told)
    often = np.asarray(matrix.sum(axis=0)).ravel() >= SEEN
    model = LogisticRegression(C=1, max_iter=1000, class_weight="balanced")
    model.fit(matrix[:, often], [not p["call"] for p in pages])
    names = np.array(vectors.get_feature_names_out())[often]
    best = np.argsort(-np.abs(model.coef_[0]), kind="stable")[:KEPT]
    rows = {str(names[i]): round(float(model.coef_[0][i]), 3) for i in sorted(best)}
    return {phrasing.BIAS: round(float(model.intercept_[0]), 3), **rows}


def in_turns(every: Mapping[str, Sequence[Page]]) -> None:
    """Print how each group is judged by a table that was fitted without it."""
    for name, pages in every.items():
        table = fit([page for other, some in every.items() if other != name for page in some])
        phrasing.weights = lambda table=table: table  # type: ignore[assignment] # in its place
        right = {True: 0, False: 0}
        for page in pages:
            answer = extract(page["title"], page["text"]).call.answer
            right[page["call"]] += (answer is not False) == page["call"]
        many = sum(page["call"] for page in pages)
        print(f"{name}: {right[True]}/{many} calls, {right[False]}/{len(pages) - many} notices")


def main() -> None:
    """Write the table, or measure it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", action="store_true")
    every = groups()
    if parser.parse_args().turns:
        in_turns(every)
        return
    table = fit([page for pages in every.values() for page in pages])
    lines = "".join(f"{word}\t{weight}\n" for word, weight in table.items())
    TABLE.write_text(lines, encoding="utf-8")
    print(f"{len(table)} rows")


if __name__ == "__main__":
    main()
