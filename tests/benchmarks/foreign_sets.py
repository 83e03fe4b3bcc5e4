"""Sets for Portuguese and French calls, made of the labelled sets; their texts stay outside.

Nobody published Spanish projects with the Portuguese or French calls that paid for them. Two
kinds of sets stand in, each with labels that were there before::

    PUENTE_BENCH=… python tests/benchmarks/foreign_sets.py FOLDER
    PUENTE_BENCH=FOLDER python tests/benchmarks/match_quality.py --no-ablation

``odsdev-pt``, ``odsdev-fr``, ``odsdev-en``: indicators of the ODS in Spanish against the official
texts of goals and targets (and, but for Portuguese, of other indicators) in that language. Human
texts on both sides, and the United Nations say which target an indicator measures. An indicator
never meets its own translation. Without Portuguese indicators there are fewer calls there.

``esdev-pt``, ``esdev-fr`` and ``esdev-en``: the Spanish projects of the three ``esdev-*`` sets
against the calls that are theirs and others drawn at random, the same in all three; Apertium took
the calls from English to Spanish and from there on, so that they keep their labels and are
clumsier than what a funder writes. Spanish words lie between: a proxy, kinder to whoever comes
from Spanish.
"""

import argparse
import gzip
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

SETS = ("esdev-cfda", "esdev-fp7", "esdev-he")
CALLS = 600
"""Calls of a set of three, those that belong to a project among them."""
LONGEST = 1500
"""Characters of a call that are translated: what a list of calls says of it."""
LEGS = {"pt": ("eng-spa", "es-pt"), "fr": ("eng-spa", "es-fr")}
BREAK = "\n\n@@@@\n\n"
Row = Mapping[str, Any]


def official(root: Path, out: Path, language: str) -> None:
    """Spanish indicators against the targets, and the indicators left over, of ``language``."""
    texts = json.loads((root / "ods" / "sdg_texts.json").read_text(encoding="utf-8"))
    spanish, theirs = texts["es"], texts[language]
    numbers = sorted(key.partition(":")[2] for key in spanish if key.startswith("indicator:"))
    asked = numbers[::2]
    left = [n for n in numbers[1::2] if f"indicator:{n}" in theirs]
    wanted = ("target:", "goal:")
    calls = [_row(key, language, theirs[key]) for key in sorted(theirs) if key.startswith(wanted)]
    calls += [_row(f"indicator:{n}", language, theirs[f"indicator:{n}"]) for n in left]
    known = {call["id"] for call in calls}
    pairs = [(n, f"target:{n.rpartition('.')[0]}") for n in asked]
    pairs += [(n, f"goal:{n.partition('.')[0]}") for n in asked]
    pairs += [(n, f"indicator:{m}") for n in asked for m in left if _same_target(n, m)]
    pairs = [(n, call) for n, call in pairs if call in known]
    projects = [_row(n, "es", spanish[f"indicator:{n}"]) for n in sorted({n for n, _ in pairs})]
    _write(out / f"odsdev-{language}", calls, projects, pairs)


def _same_target(one: str, other: str) -> bool:
    return one.rpartition(".")[0] == other.rpartition(".")[0]


def _row(key: str, language: str, text: str) -> Row:
    return {"id": key, "lang": language, "title": text, "text": ""}


def translated(root: Path, out: Path) -> None:
    """The Spanish projects of :data:`SETS` against the same calls in English and in ``LEGS``."""
    dice = random.Random(0)  # the same calls each time, no secret
    calls, projects, pairs = list[Row](), list[Row](), list[tuple[str, str]]()
    for name in SETS:
        folder = root / "match" / name
        every = _lines(folder / "calls.jsonl.gz")
        mine = [
            (line.split("\t")[0], line.split("\t")[1])
            for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()
        ]
        wanted = {call for _, call in mine}
        others = [row for row in every if row["id"] not in wanted]
        drawn = dice.sample(others, CALLS // len(SETS) - len(wanted))
        calls += [row for row in every if row["id"] in wanted] + drawn
        projects += _lines(folder / "projects.jsonl.gz")
        pairs += mine
    short = [{**row, "text": row["text"][:LONGEST]} for row in calls]
    _write(out / "esdev-en", short, projects, pairs)
    for language, legs in LEGS.items():
        told = _by_apertium([f"{row['title']}\n\n{row['text']}" for row in short], legs)
        _write(
            out / f"esdev-{language}",
            [
                {"id": row["id"], "lang": language, "title": title.strip(), "text": text.strip()}
                for row, (title, _, text) in zip(
                    short, (one.strip().partition("\n\n") for one in told), strict=True
                )
            ],
            projects,
            pairs,
        )


def _by_apertium(texts: Sequence[str], legs: Iterable[str]) -> list[str]:
    """``texts`` through one pair of languages after the other; unknown words stay as they are."""
    joined = BREAK.join(texts)
    for leg in legs:
        joined = subprocess.run(  # a fixed command line, the text is its input
            ["apertium", "-u", leg],  # where the system has it
            input=joined,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    found = joined.split("@@@@")
    if len(found) != len(texts):
        sys.exit(f"{len(texts)} texts went in, {len(found)} came back")
    return found


def _lines(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _write(
    folder: Path, calls: Sequence[Row], projects: Sequence[Row], pairs: Iterable[tuple[str, str]]
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (("calls", calls), ("projects", projects)):
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    told = "".join(f"{project}\t{call}\n" for project, call in pairs)
    (folder / "qrels.tsv").write_text(told, encoding="utf-8")
    print(
        f"{folder.name}: {len(projects)} projects, {len(calls)} calls, {told.count(chr(10))} pairs"
    )


def main() -> None:
    """Write the sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    out = parser.parse_args().folder / "match"
    root = os.environ.get("PUENTE_BENCH")
    if not root:
        sys.exit("Set PUENTE_BENCH to the folder with the labelled sets.")
    for language in ("en", *LEGS):
        official(Path(root), out, language)
    translated(Path(root), out)


if __name__ == "__main__":
    main()
