"""Run the tests that show a criterion of accessibility, and write down how each ended and when.

``make evidencia`` does it; the page «Evidencia de accesibilidad» shows what is written here.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

from matcher.web.account.policies import RECORD
from matcher.web.account.wcag import CRITERIA

ROOT = Path(__file__).parents[1]


def named() -> list[str]:
    """Every test a criterion names, once."""
    return sorted({name for one in CRITERIA for name in one.tests})


def run(names: Iterable[str]) -> dict[str, str]:
    """How each ended; a test of several cases passed where all did."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", f"--junitxml={report}"]
        subprocess.run([*command, *names], cwd=ROOT, check=False)
        return read(ET.parse(report), names)


def read(report: ET.ElementTree, names: Iterable[str]) -> dict[str, str]:
    """The same from the report of a run; what did not run is not in it."""
    ended: dict[str, list[str]] = {}
    for case in report.iter("testcase"):
        path = str(case.get("classname")).replace(".", "/")
        name = f"{path}.py::{str(case.get('name')).partition('[')[0]}"
        bad = next((one.tag for one in case if one.tag in ("failure", "error", "skipped")), "")
        ended.setdefault(name, []).append(bad)
    told = {name: ended[name] for name in names if name in ended}
    return {
        name: "failed" if {"failure", "error"} & set(cases) else "passed"
        for name, cases in told.items()
        if set(cases) != {"skipped"}
    }


def main() -> None:
    """Run, and write."""
    at = datetime.now(UTC).replace(microsecond=0)
    tests = run(named())
    record = {"at": at.isoformat(), "version": version("puente"), "tests": tests}
    RECORD.write_text(json.dumps(record, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    sys.exit(0 if tests and set(tests.values()) == {"passed"} else 1)


if __name__ == "__main__":
    main()
