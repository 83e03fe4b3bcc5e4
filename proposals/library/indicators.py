"""Standard indicators of projects, to choose from: data beside this file."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).with_name("indicators.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardIndicator:
    """An indicator: of which ODS and line, what it counts in, and which way it improves."""

    code: str
    ods: int
    line: str
    way: str
    text: str
    unit: str


@lru_cache
def standard_indicators(language: str) -> tuple[StandardIndicator, ...]:
    """All of them by ODS, in Spanish or English."""
    tongue = "en" if language == "en" else "es"
    with _DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return tuple(
        StandardIndicator(
            code=row["code"],
            ods=int(row["ods"]),
            line=row["line"],
            way=row["way"],
            text=row[tongue],
            unit=row[f"unit_{tongue}"],
        )
        for row in rows
    )


def find_indicator(code: str, language: str) -> StandardIndicator | None:
    """The indicator with this code."""
    return next((one for one in standard_indicators(language) if one.code == code), None)
