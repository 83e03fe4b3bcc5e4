"""Fit what guesses who may apply where no rule reads it, on labelled passages of calls.

    python tests/benchmarks/fit_who.py FILE.jsonl ... [--turns N]

Each line of a file: ``{"title", "text", "local_government", "partner_required", "colombia"}``, an
answer being true, false, "partner", null (not said) or "-" (not labelled; "Pf" is "partner").
The labelled sentences of the tests are added. Writes the weights and their card; with ``--turns``
nothing is written, and each of the last N files is read with weights fitted without it: the rules
first, then the guess.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from scrapers.extract import extract, to_record
from scrapers.extract.parties.learned import model
from scrapers.extract.parties.learned.features import WIDTH, features
from scrapers.letters import fold
from tests.scrapers.extract.test_whole_calls import PAGES

ROOT = Path(__file__).parents[2]
SENTENCES = ROOT / "tests/scrapers/extract"
QUESTIONS = ("local_government", "cofunding_required", "partner_required", "agency_country")
"""In the order of the columns of the tests' sentences."""
STRENGTH = 10.0
"""C of the regression: smaller is milder."""
WORTH = 2.0
"""What a passage of a page counts beside one sentence of the tests."""
LEAST = 0.02
"""A weight below that is left out."""
NAMES = {True: "yes", False: "no", None: "none", "partner": "partner", "Pf": "partner"}
COLUMN = {"yes": "yes", "no": "no", "partner": "partner", "-": "none"}


class Labelled(NamedTuple):
    """A passage and its answers by question; what is not labelled is left out."""

    title: str
    text: str
    answers: Mapping[str, str]

    @property
    def folded(self) -> str:
        """All of it, as the model reads it."""
        return fold(f"{self.title}\n{self.text}".strip())


def sentences() -> list[Labelled]:
    """The labelled sentences of the tests."""
    return [
        Labelled("", text.replace("\\n", "\n"), {q: COLUMN[a] for q, a in answers if a in COLUMN})
        for file in sorted(SENTENCES.glob("eligibility*.txt"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.count("|") >= len(QUESTIONS) and not line.startswith("#")
        for *told, text in [[part.strip() for part in line.split("|", len(QUESTIONS))]]
        for answers in [list(zip(QUESTIONS, told, strict=True))]
    ]


def pages() -> list[Labelled]:
    """The pages of the tests, and their sentences that ask for partners."""
    told = [
        Labelled("Convocatoria", text, {question: NAMES[said] for question, said in wanted.items()})
        for text, wanted in PAGES
    ]
    lines = (SENTENCES / "partners.txt").read_text(encoding="utf-8").splitlines()
    asking = [line.split(" | ", 3) for line in lines if line and not line.startswith("#")]
    return told + [
        Labelled("", text, {"partner_required": "yes"})
        for number, _, kinds, text in asking
        if (number, kinds) != ("-", "-")
    ]


def passages(file: Path) -> list[Labelled]:
    """The labelled passages of a file."""
    return [
        Labelled(
            row.get("title") or "",
            row["text"],
            {
                question: NAMES[row[name]]
                for question in QUESTIONS
                for name in [question if question != "agency_country" else "colombia"]
                if row.get(name, "-") != "-"
            },
        )
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines())
    ]


def fit(rows: Sequence[tuple[Labelled, float]]) -> dict[str, NDArray[Any]]:
    """The arrays of :mod:`scrapers.extract.parties.learned.model`."""
    arrays: dict[str, NDArray[Any]] = {}
    for question, classes in model.CLASSES.items():
        told = [(row, worth) for row, worth in rows if row.answers.get(question) in classes]
        matrix = sp.vstack([_row(row.folded) for row, _ in told]).tocsr()
        answers = [row.answers[question] for row, _ in told]
        fitted = LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-3)
        fitted.fit(matrix, answers, sample_weight=[worth for _, worth in told])
        assert tuple(fitted.classes_) == classes, (question, fitted.classes_)
        table = np.where(np.abs(fitted.coef_.T) < LEAST, 0.0, fitted.coef_.T)
        scale = np.float32(np.abs(table).max() / 127)
        arrays[f"{question}.table"] = np.round(table / scale).astype(np.int8)
        arrays[f"{question}.scale"] = scale
        arrays[f"{question}.bias"] = fitted.intercept_.astype(np.float32)
    return arrays


def _row(folded: str) -> sp.csr_matrix:
    found = features(folded)
    places = (np.zeros(len(found), dtype=int), np.fromiter(found, dtype=int, count=len(found)))
    return sp.csr_matrix((list(found.values()), places), shape=(1, WIDTH), dtype=np.float32)


def in_turns(files: Sequence[Path], turns: int) -> None:
    """Print how each of the last files is read by what was fitted without it."""
    every: Counter[tuple[str, str]] = Counter()
    own = [(row, 1.0) for row in [*sentences(), *pages()]]
    for file in files[-turns:]:
        others = [(row, WORTH) for other in files if other != file for row in passages(other)]
        tables = model.unpacked(fit([*own, *others]))
        model._tables = lambda tables=tables: tables  # type: ignore[assignment] # in their place
        here = Counter(_outcomes(passages(file)))
        _print(file.parent.name, here)
        every += here
    _print("all", every)


def _outcomes(rows: Sequence[Labelled]) -> Iterator[tuple[str, str]]:
    for row in rows:
        read = to_record(extract(row.title, row.text))["eligibility"]
        for question, wanted in row.answers.items():
            got = NAMES[read[question]["answer"]]
            how = " guessed" if read[question].get("guessed") else ""
            if got == wanted:
                yield question, ("right" if wanted != "none" else "rightly silent") + how
            elif wanted == "none":
                yield question, "invented" + how
            else:
                yield question, ("opposite" if got != "none" else "silent") + how


def _print(name: str, outcomes: Counter[tuple[str, str]]) -> None:
    total: Counter[str] = Counter()
    for question in QUESTIONS:
        of = Counter({how: n for (asked, how), n in outcomes.items() if asked == question})
        total += of
        print(f"{name:6} {question:20} {dict(sorted(of.items()))}")
    plain = Counter({how.removesuffix(" guessed"): 0 for how in total})
    for how, n in total.items():
        plain[how.removesuffix(" guessed")] += n
    stated = plain["right"] + plain["opposite"] + plain["silent"]
    every = stated + plain["invented"] + plain["rightly silent"]
    print(
        f"{name:6} right {plain['right'] / stated:.3f} of {stated}, opposite"
        f" {plain['opposite'] / stated:.3f}, invented {plain['invented'] / every:.3f},"
        f" all answers {(plain['right'] + plain['rightly silent']) / every:.3f}"
    )


def main() -> None:
    """Write the weights, or measure them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--turns", type=int, default=0)
    asked = parser.parse_args()
    if asked.turns:
        in_turns(asked.files, asked.turns)
        return
    own, told = [*sentences(), *pages()], [row for file in asked.files for row in passages(file)]
    arrays = fit([(row, 1.0) for row in own] + [(row, WORTH) for row in told])
    np.savez_compressed(model.WEIGHTS, **arrays)  # type: ignore[arg-type]
    card = {"fitted_on": datetime.now(UTC).date().isoformat(), "sentences": len(own)}
    card |= {"passages": len(told), "strength": STRENGTH, "width": WIDTH}
    text = json.dumps(card, indent=1) + "\n"
    model.WEIGHTS.with_name("card.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
