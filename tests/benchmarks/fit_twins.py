"""Fit the weights by which two records are known as one call, on pairs that people labelled.

``python tests/benchmarks/fit_twins.py --others CALLS.jsonl SET…`` prints weights for
``matcher/intake/identity/weighing.py``; and how the pairs of each set come out by weights and
thresholds that have not seen it. A set is a folder with ``twins.jsonl``, records in the shape of
``puente same``, and ``twins_truth.jsonl``, lines ``{"a", "b", "same"}``; or a file of pairs such
as those of ``tests/matcher/intake``. ``--others`` are records that are all of different calls.
"""

import argparse
import json
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from matcher.intake.grouping import record_from
from matcher.intake.identity.pair import RecordPair
from matcher.intake.identity.rules import WEIGHED, judge
from matcher.intake.identity.traits import Traits
from matcher.intake.identity.weighing import InCommon, against, in_common
from matcher.intake.lookup import Lookup

TOLD_TWICE, UNLABELLED = 0.5, 0.05
"""What a pair weighs in the fit that nobody labelled as it is: siblings of one source as if two
told of them, and what else of the same files would be compared."""
MOST_JOINED, MOST_ASKED = 0.01, 3
"""Siblings that may be joined, and pairs of different calls that may be asked about."""


@dataclass(frozen=True)
class Pair:
    """Two records, whether they are one call, and what the pair weighs in the fit."""

    of: str
    one: bool
    a: Traits
    b: Traits
    weight: float = 1.0

    def told_twice(self) -> "Pair":
        """The same, as if another source told of the second."""
        other = replace(self.b, source_id="another", aggregator=not self.a.aggregator)
        return replace(self, b=other, weight=TOLD_TWICE)


def labelled(where: Path) -> Iterator[Pair]:
    """The pairs of a set."""
    if where.is_file():
        for pair in tomllib.loads(where.read_text())["pair"]:
            a, b = (record_from({**pair[name], "id": name}).own for name in ("a", "b"))
            yield Pair(where.stem, pair["label"] == "one", a, b)
        return
    records = dict(_records(where / "twins.jsonl"))
    told = map(json.loads, (where / "twins_truth.jsonl").open(encoding="utf-8"))
    truth = {frozenset((one["a"], one["b"])): one["same"] for one in told}
    for (a, b), one in ((tuple(names), one) for names, one in truth.items()):
        pair = Pair(str(where), one, records[a], records[b])
        yield pair
        if not one and pair.a.source_id == pair.b.source_id:
            yield pair.told_twice()
    for a, b in _compared(list(records), list(records.values())):
        if frozenset((a, b)) not in truth:
            yield Pair(str(where), one=False, a=records[a], b=records[b], weight=UNLABELLED)


def _records(file: Path) -> Iterator[tuple[str, Traits]]:
    for line in file.open(encoding="utf-8"):
        record = record_from(json.loads(line))
        yield str(record.id), record.own


def _compared(names: Sequence[str], records: Sequence[Traits]) -> Iterator[tuple[str, str]]:
    """Which of some records ``puente same`` would compare."""
    lookup = Lookup()
    near = lookup.near(records)
    for here, (own, positions) in enumerate(zip(records, near, strict=True)):
        yield from ((names[at], names[here]) for at in positions)
        lookup.add(own)


def different(file: Path) -> Iterator[Pair]:
    """The pairs of a file of different calls that would be compared."""
    records = dict(_records(file))
    for a, b in _compared(list(records), list(records.values())):
        yield Pair(str(file), one=False, a=records[a], b=records[b], weight=UNLABELLED)


class Table:
    """What is known of each pair, a row each."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        judged = [judge(pair.a, pair.b) for pair in pairs]
        seen = [RecordPair(pair.a, pair.b) for pair in pairs]
        self.of = np.array([pair.of for pair in pairs])
        self.one = np.array([pair.one for pair in pairs])
        self.weight = np.array([pair.weight for pair in pairs])
        self.open = np.array([told.rule in WEIGHED for told in judged])
        self.ruled = np.array([told.verdict for told in judged])
        self.told = np.array([tuple(map(float, in_common(pair))) for pair in seen])
        self.against = np.array([against(pair) for pair in seen])

    def fit(self, rows: NDArray[np.bool_]) -> tuple[NDArray[np.float64], float]:
        """The weights that fit ``rows``, and the base."""
        rows = rows & self.open
        model = LogisticRegression(C=1, max_iter=2000)
        model.fit(self.told[rows], self.one[rows], sample_weight=self.weight[rows])
        return model.coef_[0], float(model.intercept_[0])

    def outcome(
        self, scores: NDArray[np.float64], *, sure: float, asked: float
    ) -> NDArray[np.str_]:
        """What comes out for each pair with these thresholds."""
        joined = (scores >= sure) & ~self.against
        weighed = np.where(joined, "same", np.where(scores >= asked, "doubt", "other"))
        return np.where(self.open, weighed, self.ruled)

    def thresholds(
        self, scores: NDArray[np.float64], rows: NDArray[np.bool_], others: Iterable[str]
    ) -> tuple[float, float]:
        """The lowest ones that join and ask no more than they may."""
        siblings = rows & ~self.one & (self.weight == 1)
        strangers = rows & np.isin(self.of, list(others))
        grid = np.arange(-1, 3, 0.1)
        sure = next(
            t
            for t in grid
            if (self.outcome(scores, sure=t, asked=9)[siblings] == "same").mean() <= MOST_JOINED
        )
        asked = next(t for t in grid if (self.open & (scores >= t))[strangers].sum() <= MOST_ASKED)
        return max(sure, asked), asked


def _share(found: NDArray[np.str_], rows: NDArray[np.bool_], verdict: str) -> str:
    return f"{float((found[rows] == verdict).mean()):.2f}" if rows.any() else "–"


def in_turns(table: Table, others: Sequence[str]) -> None:
    """Print how each set comes out by what was fitted without it."""
    for name in dict.fromkeys(table.of):
        held = table.of == name
        weights, base = table.fit(~held)
        scores = table.told @ weights + base
        sure, asked = table.thresholds(scores, ~held, others)
        found = table.outcome(scores, sure=sure, asked=asked)
        twins, siblings = (held & (table.one == one) & (table.weight == 1) for one in (True, False))
        print(
            f"{name} (at {sure:.1f} and {asked:.1f}): twins joined {_share(found, twins, 'same')}, "
            f"doubtful {_share(found, twins, 'doubt')}; siblings joined "
            f"{_share(found, siblings, 'same')}, doubtful {_share(found, siblings, 'doubt')}"
        )
        rest = held & (table.weight < 1)
        print(
            f"   of {rest.sum()} others joined {(found[rest] == 'same').sum()}, "
            f"doubtful {(found[rest] == 'doubt').sum()}"
        )


def main() -> None:
    """Print the weights, and how they were measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--others", nargs="*", default=[], type=Path)
    given = parser.parse_args()
    pairs = [pair for where in given.sets for pair in labelled(where)]
    pairs += [pair for file in given.others for pair in different(file)]
    table = Table(pairs)
    in_turns(table, [str(file) for file in given.others])
    weights, base = table.fit(np.ones(len(pairs), dtype=bool))
    for name, weight in zip(InCommon._fields, weights, strict=True):
        print(f"    {name}={weight:.2f},")
    print(f"BASE = {base:.2f}")


if __name__ == "__main__":
    main()
