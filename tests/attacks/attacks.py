"""``make attacks``: try what ``attacks.toml`` lists, and count what was tried and refused.

Ends with 1 where something was not refused, or a test did not run.
"""

import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[2]
LIST = Path(__file__).with_name("attacks.toml")


def kinds() -> dict[str, list[str]]:
    """The tests of each kind of attack."""
    return {one["name"]: one["tests"] for one in tomllib.loads(LIST.read_text())["kinds"]}


def run(names: list[str]) -> ET.ElementTree:
    """The report of the tests with these names."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        words = ["-q", "-p", "no:xdist", "--timeout=1800", f"--junitxml={report}"]
        subprocess.run([sys.executable, "-m", "pytest", *words, *names], cwd=ROOT, check=False)
        return ET.parse(report)


def count(report: ET.ElementTree) -> tuple[Counter[str], Counter[str], set[str]]:
    """Attacks tried and refused by each test; tests with a case that did not run to its end."""
    tried: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    left: set[str] = set()
    for case in report.iter("testcase"):
        path = str(case.get("classname")).replace(".", "/")
        name = f"{path}.py::{str(case.get('name')).partition('[')[0]}"
        ended = {one.tag for one in case} & {"failure", "error", "skipped"}
        told = [one.get("value") for one in case.iter("property") if one.get("name") == "attacks"]
        number = int(told[0] or 1) if told else 1
        if "skipped" in ended:
            left.add(name)
            continue
        tried[name] += number
        refused[name] += 0 if ended else number
    return tried, refused, left


def main() -> None:
    """Run, count, and say it as the table of docs/operacion.md."""
    listed = kinds()
    tried, refused, left = count(run([name for names in listed.values() for name in names]))
    print("\n| qué se intentó | veces | rechazado |\n|---|---|---|")
    for kind, names in listed.items():
        told = sum(tried[n] for n in names), sum(refused[n] for n in names)
        print("| {} | {} | {} |".format(kind, *told))
    print(f"| en todo | {tried.total()} | {refused.total()} |")
    absent = {name for names in listed.values() for name in names} - set(tried)
    for name in sorted(left | absent):
        print(f"SIN INTENTAR {name}")
    sys.exit(1 if absent or tried != refused else 0)


if __name__ == "__main__":
    main()
