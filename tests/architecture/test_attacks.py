"""The list of attacks names only tests there are, each once, so that none is counted twice."""

import ast
from collections import Counter
from pathlib import Path

from tests.attacks.attacks import kinds

ROOT = Path(__file__).parents[2]


def test_every_attack_has_its_test() -> None:
    named = Counter(name for names in kinds().values() for name in names)
    assert len(named) > 80
    assert [name for name, times in named.items() if times > 1] == []
    for name in named:
        path, _, function = name.partition("::")
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert function in {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}, name
