"""One meaning per word: a class is known by its name alone, wherever it is read about."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_no_two_classes_have_the_same_name() -> None:
    known: dict[str, list[str]] = defaultdict(list)
    for package in ("scrapers", "matcher", "proposals"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ClassDef):
                    known[node.name].append(str(path.relative_to(ROOT)))
    assert {name: where for name, where in known.items() if len(where) > 1} == {}
