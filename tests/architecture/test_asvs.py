"""The table of ASVS says something of every requirement, and names only tests there are."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| ([\d.]+)(?:–([\d.]+))? \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
STATES = {"cumple", "no aplica"}
"""What is missing is mended or does not apply: no third state."""
Number = tuple[int, int, int]


@cache
def page() -> str:
    return (ROOT / "docs/asvs.md").read_text(encoding="utf-8")


def number(text: str) -> Number:
    chapter, section, one = map(int, text.split("."))
    return chapter, section, one


def wanted() -> list[Number]:
    """The requirements of levels 1 and 2, in their order."""
    found = []
    for line in (ROOT / "tests/architecture/asvs.txt").read_text().splitlines():
        section, _, span = line.partition(" ")
        first, _, last = span.partition("-")
        found += [number(f"{section}.{one}") for one in range(int(first), int(last or first) + 1)]
    return found


def told(known: list[Number]) -> Iterator[Number]:
    for first, last, *_ in ROW.findall(page()):
        begin, end = number(first), number(last or first)
        yield from (one for one in known if begin <= one <= end)


def test_every_requirement_has_its_row_once() -> None:
    known = wanted()
    assert len(known) > 220
    assert list(told(known)) == known


def test_every_row_says_how_it_stands_and_why() -> None:
    rows = ROW.findall(page())
    assert {row[3] for row in rows} == STATES
    assert all(len(row[4]) >= 8 for row in rows)


def test_every_test_that_is_named_is_there() -> None:
    wrong = []
    for path, _, name in (
        one.partition("::") for one in re.findall(r"`(tests/[\w/.]+(?:::\w+)?)`", page())
    ):
        file = ROOT / path
        if not file.is_file():
            wrong.append(path)
        elif name:
            tree = ast.parse(file.read_text(encoding="utf-8"))
            if name not in {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}:
                wrong.append(f"{path}::{name}")
    assert wrong == []
