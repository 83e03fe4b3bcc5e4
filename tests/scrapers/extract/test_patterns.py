"""Ceilings of the patterns: none longer than a person can check, and tables read as one pattern."""

import random
import re
import subprocess
import sys
from pathlib import Path

from scrapers.extract.text.wording import LONGEST, WordTable, alternatives, table

ROOT = Path(__file__).resolve().parents[3]
WATCH = """
import re, sys
every = {}
compile_ = re._compile
def watched(pattern, flags):
    made = compile_(pattern, flags)
    frame = sys._getframe(1)
    while frame and frame.f_code.co_filename.endswith(("re/__init__.py", "functools.py")):
        frame = frame.f_back
    where = frame.f_code.co_filename if frame else ""
    if "scrapers/extract/" in where and isinstance(pattern, str):
        every[pattern] = f"{where.rpartition('scrapers/extract/')[2]}:{frame.f_lineno}"
    return made
re._compile = watched
import importlib, pkgutil
import scrapers.extract
from scrapers.extract.text.wording import WordTable
for module in pkgutil.walk_packages(scrapers.extract.__path__, "scrapers.extract."):
    importlib.import_module(module.name)
import gc
for made in gc.get_objects():
    if isinstance(made, WordTable):
        made.patterns
print(len(every))
for pattern, where in every.items():
    if len(pattern) > int(sys.argv[1]):
        print(where, len(pattern), pattern[:60])
"""


def test_no_pattern_is_longer_than_a_person_can_check() -> None:
    """Also those made of tables: every pattern compiled in this package is seen."""
    told = subprocess.run(
        [sys.executable, "-c", WATCH, str(LONGEST)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert int(told[0]) > 300
    assert told[1:] == []


def test_a_table_in_pieces_finds_what_one_pattern_finds() -> None:
    rows = [f"{a}{b}{c}*" for a in "abcd" for b in "abcd" for c in "abcd"] * 3
    words, whole = WordTable(rows), re.compile(rf"\b(?:{'|'.join(rows)})")
    assert len(words.patterns) > 1
    chance = random.Random(7)
    for _ in range(200):
        text = "".join(chance.choice("abcd  ") for _ in range(80))
        low, high = sorted(chance.choices(range(81), k=2))
        spans = [m.span() for m in whole.finditer(text, low, high)]
        assert [m.span() for m in words.finditer(text, low, high)] == spans
        found = words.search(text, low, high)
        assert (found.span() if found else None) == (spans[0] if spans else None)
        begins, whole_begins = words.match(text, low, high), whole.match(text, low, high)
        assert (begins and begins.span()) == (whole_begins and whole_begins.span())


def test_a_row_may_name_a_table_of_its_own() -> None:
    words = table("plazo de %WHAT% | fin", parts={"WHAT": "entrega | envio"}, tail=r"\b")
    assert [m.group() for m in words.finditer("plazo de envio, plazo de entrega, fin")] == [
        "plazo de envio",
        "plazo de entrega",
        "fin",
    ]
    assert words.search("plazo de pago") is None


def test_a_pattern_is_split_only_between_its_own_alternatives() -> None:
    assert alternatives(r"a|b(?:c|d)|[|]|\|") == ["a", "b(?:c|d)", "[|]", r"\|"]
