"""Fit what tells notices from calls by their wording, on labelled pages.

    python tests/benchmarks/fit_notices.py FILE.jsonl ... [--turns N] [--kept SHARE]

Each line of a file: ``{"title", "text", "is_call"}``; a line without ``is_call`` is a passage of a
call (the labelled dates, sums and conditions of other benchmarks) and counts little. The labelled
pages of the tests are added. Writes the weights and their card, with the bias at which ``SHARE``
of the calls of the files are kept, each judged by weights that have not seen it; with ``--turns``
nothing is written, and each of the last N files is judged by what was fitted without it.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from scrapers.extract.dates.deadlines import read_dates
from scrapers.extract.notices import judging, phrasing
from scrapers.extract.reader import page_passages

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests/scrapers/extract"
STRENGTH = 10.0
"""C of the regression: smaller is milder."""
PAGE, PASSAGE = 4.0, 0.1
"""What a page of a file, and a passage of a call, count beside one page of the tests."""
SEEN = 2
"""Pages in which a piece has to stand."""
PARTS = 10
"""Into so many parts the files' pages fall where the bias is sought."""


class Labelled(NamedTuple):
    """A page or a passage, read once."""

    seen: Mapping[str, Mapping[int, float]]
    call: bool
    worth: float
    judged: Any
    """What judges it: a page of a file has one, and a passage of a call none."""


def read(row: Mapping[str, Any], worth: float | None = None) -> Labelled:
    """A row of a file, or of the tests where ``worth`` is given."""
    title, text, _, order = page_passages(row.get("title") or "", row["text"], country=None)
    call = row.get("is_call", row.get("call", True))
    page = "is_call" in row

    def judged() -> judging.CallJudgement:
        dates = read_dates(title, text, order=order, url=None, published_on=None)
        return judging.judge(title, text, dated=bool(dates.deadlines) or dates.rolling)

    if worth is None:
        worth = PAGE if page else PASSAGE
    return Labelled(phrasing.looks(title, text), call, worth, judged if page else None)


def rows(file: Path) -> list[dict[str, Any]]:
    """The rows of a file that have a text."""
    told = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [row for row in told if "text" in row]


def own() -> list[Labelled]:
    """The labelled pages of the tests."""
    return [read(row, 1.0) for file in sorted(PAGES.glob("calls_and_news_*")) for row in rows(file)]


def fit(pages: Sequence[Labelled]) -> dict[str, NDArray[Any]]:
    """The arrays of :mod:`scrapers.extract.notices.phrasing`."""
    arrays: dict[str, NDArray[Any]] = {}
    blocks, whole = [], np.array([page.worth != PASSAGE for page in pages])
    for look, length in phrasing.LOOKS.items():
        counts = _matrix([page.seen[look] for page in pages])
        often = np.asarray((counts[whole] > 0).sum(0)).ravel()
        rarity = np.where(often < SEEN, 0, np.log((1 + whole.sum()) / (1 + often)) + 1)
        kept = np.round(rarity * phrasing.RARITY)
        assert kept.max() < 256, kept.max()
        arrays[f"{look}.rarity"] = kept.astype(np.uint8)
        rare = sp.csr_matrix(counts.multiply(kept[None, :] / phrasing.RARITY))
        total = np.sqrt(np.asarray(rare.multiply(rare).sum(1)).ravel())
        blocks.append(sp.diags(length / np.where(total == 0, 1, total)) @ rare)
    fitted = LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-3)
    matrix, worth = sp.hstack(blocks).tocsr(), [page.worth for page in pages]
    fitted.fit(matrix, [not page.call for page in pages], sample_weight=worth)
    for look, table in zip(phrasing.LOOKS, np.split(fitted.coef_[0], len(blocks)), strict=True):
        scale = np.float32(np.abs(table).max() / 127)
        arrays[f"{look}.table"] = np.round(table / scale).astype(np.int8)
        arrays[f"{look}.scale"] = scale
    return arrays | {"bias": np.float32(fitted.intercept_[0])}


def _matrix(seen: Sequence[Mapping[int, float]]) -> sp.csr_matrix:
    ends = np.cumsum([0, *(len(one) for one in seen)])
    places = np.fromiter((place for one in seen for place in one), dtype=np.int64)
    values = np.fromiter((value for one in seen for value in one.values()), dtype=np.float32)
    return sp.csr_matrix((values, places, ends), shape=(len(seen), phrasing.WIDTH))


def use(arrays: Mapping[str, NDArray[Any]]) -> None:
    """Judge by these weights from now on."""
    fitted = phrasing.unpacked(arrays)
    phrasing.model = lambda: fitted  # type: ignore[assignment] # in its place


def set_bias(arrays: dict[str, NDArray[Any]], pages: Sequence[Labelled], kept: float) -> None:
    """Move the bias so that ``kept`` of the calls of the files stay calls."""
    asked = [page for page in pages if page.judged]
    others = [page for page in pages if not page.judged]
    scores = []
    for part in range(PARTS):
        held = asked[part::PARTS]
        use(fit([*others, *(page for at, page in enumerate(asked) if at % PARTS != part)]))
        scores += [page.judged().score for page in held if page.call]
    level = float(np.quantile(scores, kept))
    arrays["bias"] = np.float32(arrays["bias"] - (level - judging.LEVEL) / judging.WORDED)


def measure(pages: Sequence[Labelled]) -> dict[bool, int]:
    """How many calls and other notices are told for what they are."""
    right = {True: 0, False: 0}
    for page in pages:
        right[page.call] += (page.judged().answer is not False) == page.call
    return right


def in_turns(files: Mapping[Path, list[Labelled]], turns: int, kept: float) -> None:
    """Print how each of the last files is judged by what was fitted without it."""
    ours = own()
    for file in list(files)[-turns:]:
        seen = [*ours, *(page for other, some in files.items() if other != file for page in some)]
        arrays = fit(seen)
        set_bias(arrays, seen, kept)
        use(arrays)
        right, calls = measure(files[file]), sum(page.call for page in files[file])
        print(
            f"{file.parent.name}: {right[True]}/{calls} calls,"
            f" {right[False]}/{len(files[file]) - calls} notices"
        )


def main() -> None:
    """Write the weights, or measure them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--turns", type=int, default=0)
    parser.add_argument("--kept", type=float, default=0.98)
    asked = parser.parse_args()
    files = {file: [read(row) for row in rows(file)] for file in asked.files}
    if asked.turns:
        in_turns(files, asked.turns, asked.kept)
        return
    ours, told = own(), [page for some in files.values() for page in some]
    arrays = fit([*ours, *told])
    set_bias(arrays, [*ours, *told], asked.kept)
    np.savez_compressed(phrasing.WEIGHTS, **arrays)  # type: ignore[arg-type]
    pages = sum(bool(page.judged) for page in told)
    card = {"fitted_on": datetime.now(UTC).date().isoformat(), "own_pages": len(ours)}
    card |= {"pages": pages, "passages": len(told) - pages, "kept": asked.kept}
    card |= {"strength": STRENGTH, "width": phrasing.WIDTH, "bias": round(float(arrays["bias"]), 3)}
    text = json.dumps(card, indent=1) + "\n"
    phrasing.WEIGHTS.with_suffix(".json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
