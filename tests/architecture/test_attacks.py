"""The list of attacks and the operators' page name only tests there are, each attack once."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

from tests.attacks.attacks import kinds

ROOT = Path(__file__).parents[2]


@cache
def functions(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}


def gone(names: list[str]) -> list[str]:
    return [n for n in names if n.partition("::")[2] not in functions(n.partition("::")[0])]


def test_every_attack_has_its_test_and_counts_once() -> None:
    named = Counter(name for names in kinds().values() for name in names)
    assert len(named) > 80
    assert [name for name, times in named.items() if times > 1] == []
    assert gone(list(named)) == []


def test_the_operators_page_names_tests_there_are() -> None:
    page = (ROOT / "docs/operacion.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py::\w+)`", page)
    assert len(named) > 30
    assert gone(named) == []
