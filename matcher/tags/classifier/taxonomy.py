"""The thematic lines: data of the agency, never code."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from matcher.coded import Coded
from matcher.errors import ModelError

DEFAULT: Final = Path(__file__).with_name("taxonomy.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A thematic line: its words (or phrases; ``*`` ends a beginning) and its ODS (1–17 → 0..1)."""

    code: str
    name: str
    description: str
    words: tuple[str, ...]
    ods: Mapping[int, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """The lines of an agency, in its order."""

    lines: tuple[Line, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the lines, in order."""
        return tuple(line.code for line in self.lines)


class LineRow(Protocol):
    """A line as the database keeps it."""

    code: str
    name: str
    description: str
    words: list[str]
    ods: dict[str, Any]


def load_taxonomy(path: Path | None = None) -> Taxonomy:
    """The lines of a TOML file; the default five of the agency unless ``path`` is given.

    :raises ModelError: if the file is not TOML or a line lacks a field or names a wrong ODS.
    """
    source = path or DEFAULT
    try:
        rows = tomllib.loads(source.read_text(encoding="utf-8"))["line"]
        return _taxonomy([_line(**row) for row in rows])
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ModelError(Coded("lines-unreadable", source=source.name, error=error)) from error


def taxonomy_from_rows(rows: Iterable[LineRow]) -> Taxonomy:
    """The lines as the agency edits them in the web, in the order given.

    :raises ModelError: if two have the same code or one names a wrong ODS.
    """
    try:
        return _taxonomy(
            [
                _line(
                    code=row.code,
                    name=row.name,
                    description=row.description,
                    words=row.words,
                    ods=row.ods,
                )
                for row in rows
            ]
        )
    except (TypeError, ValueError) as error:
        raise ModelError(Coded("line-malformed", error=error)) from error


def _line(
    *, code: str, name: str, description: str, words: Sequence[str], ods: Mapping[str, Any]
) -> Line:
    affinities = {int(number): float(weight) for number, weight in ods.items()}
    wrong = [number for number in affinities if not 1 <= number <= 17]
    if wrong:
        raise ValueError(f"la línea «{code}» nombra el ODS {wrong[0]}")
    return Line(code=code, name=name, description=description, words=tuple(words), ods=affinities)


def _taxonomy(lines: list[Line]) -> Taxonomy:
    codes = [line.code for line in lines]
    repeated = {code for code in codes if codes.count(code) > 1}
    if repeated:
        raise ValueError(f"el código «{min(repeated)}» está repetido")
    return Taxonomy(lines=tuple(lines))
