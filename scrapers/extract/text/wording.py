"""Tables of words, folded: lower case, without accents; each matched as one pattern would be."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

LONGEST = 400
"""Letters of a pattern a person can still check; a longer table becomes several."""


class WordTable:
    """A table of alternatives that is searched like one pattern and compiled into several.

    The leftmost match wins, and of two that begin together the one that stands first in the
    table. ``lead`` and ``tail`` are what every alternative begins and ends with.
    """

    def __init__(self, rows: Iterable[str], *, lead: str = r"\b", tail: str = "") -> None:
        self.rows = tuple(rows)
        self.lead, self.tail = lead, tail

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """The patterns, in the order of the table."""
        room = LONGEST - len(self.lead) - len(self.tail) - len("(?:)")
        return tuple(
            re.compile(f"{self.lead}(?:{'|'.join(chunk)}){self.tail}")
            for chunk in _chunks(self.rows, room)
        )

    def search(self, text: str, low: int = 0, high: int | None = None) -> re.Match[str] | None:
        """The leftmost match between two positions."""
        high = len(text) if high is None else high
        best: re.Match[str] | None = None
        for pattern in self.patterns:
            match = pattern.search(text, low, high)
            if match and (best is None or match.start() < best.start()):
                best = match
        return best

    def match(self, text: str, low: int = 0, high: int | None = None) -> re.Match[str] | None:
        """The match that begins at ``low``."""
        high = len(text) if high is None else high
        return next(filter(None, (p.match(text, low, high) for p in self.patterns)), None)

    def matches(self, text: str, low: int = 0, high: int | None = None) -> Iterator[re.Match[str]]:
        """What begins at ``low``, each of the short patterns for itself."""
        high = len(text) if high is None else high
        yield from filter(None, (p.match(text, low, high) for p in self.patterns))

    def fullmatch(self, text: str, low: int = 0, high: int | None = None) -> re.Match[str] | None:
        """The match of everything between two positions."""
        high = len(text) if high is None else high
        return next(filter(None, (p.fullmatch(text, low, high) for p in self.patterns)), None)

    def finditer(self, text: str, low: int = 0, high: int | None = None) -> Iterator[re.Match[str]]:
        """Every match in order; none shares a letter with another."""
        high = len(text) if high is None else high
        if len(self.patterns) == 1:
            yield from self.patterns[0].finditer(text, low, high)
            return
        coming = {i: m for i, p in enumerate(self.patterns) if (m := p.search(text, low, high))}
        while coming:
            first = min(coming, key=lambda i: (coming[i].start(), i))
            match = coming[first]
            yield match
            floor = max(match.end(), match.start() + 1)
            for i in [i for i, m in coming.items() if m.start() < floor]:
                found = self.patterns[i].search(text, floor, high)
                if found:
                    coming[i] = found
                else:
                    del coming[i]


def table(
    rows: str, *, lead: str = r"\b", tail: str = "", parts: Mapping[str, str] | None = None
) -> WordTable:
    """The words of a table of alternatives, separated by bars between spaces.

    A line that does not end in such a bar goes on, without a space, in the next one. ``parts``
    are tables of their own that a row names as ``%NAME%``.
    """
    every: list[str] = []
    for row in _rows(rows):
        named = re.search(r"%(\w+)%", row)
        if named is None or parts is None:
            every.append(row)
            continue
        room = LONGEST - len(lead) - len(tail) - len(row) - len("(?:)") * 2
        chunks = _chunks(_rows(parts[named[1]]), room)
        every += [row.replace(named[0], f"(?:{'|'.join(chunk)})") for chunk in chunks]
    return WordTable(every, lead=lead, tail=tail)


def alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern: "a|b(?:c|d)" gives "a" and "b(?:c|d)"."""
    parts = [""]
    depth = 0
    for piece in re.findall(r"\\.|\[(?:\\.|[^\]])*\]|.", pattern):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _rows(rows: str) -> list[str]:
    """The alternatives of a table."""
    return re.split(r"\s+\|\s+", re.sub(r"(?<! \|)\n\s*", "", rows.strip()))


def _chunks(rows: Iterable[str], room: int) -> list[list[str]]:
    """The rows in order, as many together as there is room for."""
    chunks: list[list[str]] = [[]]
    for row in rows:
        if chunks[-1] and len("|".join([*chunks[-1], row])) > room:
            chunks.append([])
        chunks[-1].append(row)
    return chunks


_CLAUSE_END = re.compile(r"[.;]")


def followed(
    text: str,
    first: WordTable,
    second: WordTable,
    *,
    within: int,
    gap: re.Pattern[str] | None = None,
) -> str | None:
    """The words of ``first`` and of ``second`` that stand in this order in one clause of ``text``.

    At most ``within`` letters lie between, and ``gap`` has to match all of them where it is given.
    """
    for match in first.finditer(text):
        for other in second.finditer(text, match.end(), match.end() + within + 40):
            between = text[match.end() : other.start()]
            if len(between) > within or _CLAUSE_END.search(between):
                break
            if gap is None or gap.fullmatch(between):
                return f"{match.group()} … {other.group()}"
    return None
