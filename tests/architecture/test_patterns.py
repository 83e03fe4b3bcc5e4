"""No pattern is longer than a person can check, wherever it stands."""

import subprocess
import sys
from pathlib import Path

from scrapers.extract.text.wording import LONGEST

ROOT = Path(__file__).resolve().parents[2]
WATCH = """
import re, sys
from pathlib import Path
root = Path.cwd()
every = {}
compile_ = re._compile
def watched(pattern, flags):
    made = compile_(pattern, flags)
    frame = sys._getframe(1)
    while frame and frame.f_code.co_filename.endswith(("re/__init__.py", "functools.py")):
        frame = frame.f_back
    where = Path(frame.f_code.co_filename) if frame else root
    if isinstance(pattern, str) and where.is_relative_to(root) and ".venv" not in where.parts:
        every[pattern] = f"{where.relative_to(root)}:{frame.f_lineno}"
    return made
re._compile = watched
import importlib, pkgutil
for room in ("scrapers", "matcher", "proposals"):
    for module in pkgutil.walk_packages(importlib.import_module(room).__path__, room + "."):
        if ".migrations." not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
import gc
from scrapers.extract.text.wording import WordTable
for made in gc.get_objects():
    if isinstance(made, WordTable):
        made.patterns
print(len(every))
for pattern, where in every.items():
    if len(pattern) > int(sys.argv[1]):
        print(where, len(pattern), pattern[:60])
"""


def test_no_pattern_is_longer_than_a_person_can_check() -> None:
    """Also those made of tables: every pattern compiled as the house is loaded is seen."""
    told = subprocess.run(
        [sys.executable, "-c", WATCH, str(LONGEST)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert int(told[0]) > 600
    assert told[1:] == []
