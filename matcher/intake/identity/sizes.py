"""How many: «de 10.000 a 50.000 habitantes», «menos de 200 empleados» tell sister calls apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.text import fold

_LESS = (
    "menos de|menor(?:es)? (?:de|a|que)|inferior(?:es)? a|hasta|fewer than|less than|under|below|"
    "up to|moins de|jusqu['’]?a|menor(?:es)? do que|ate|menys de|fins a"
)
_MORE = (
    "mas de|mayor(?:es)? (?:de|a|que)|superior(?:es)? a|a partir de|desde|more than|over|above|"
    "at least|plus de|mais de|acima de|mes de"
)
_NUMBER = r"\d{1,3}(?:[.,  ]\d{3})+(?!\d)|\d+"
_BETWEEN = r"\s*(?:-|–|\ba\b|\by\b|\bto\b|\band\b|\bet\b|\be\b|\bi\b)\s*"
_COUNTED = (
    r"habitant\w*|hab\b|inhabitants?|residents?|moradores|vecinos|residentes|empleados|"
    r"trabajadores|employees|salaries|funcionarios|people|personas|socios|miembros|members|"
    r"estudiantes|alumnos|hogares|households|hectareas|hectares|ha\b"
)
_GIVEN = (
    r"becas?|plazas?|cupos?|ayudas?|premios?|proyectos|puestos|grants?|scholarships?|places?|"
    r"awards?|prizes?|projects|bourses?|prix|bolsas?|vagas?|projetos|beques?|places"
)
"""What there is so much of: two who tell of one call count it otherwise."""
_RANGE = re.compile(
    rf"(?<![\w.,])(?P<low>{_NUMBER})(?:{_BETWEEN}(?P<high>{_NUMBER}))?(?![\w.,]*\d)"
)
_LESS_THAN = re.compile(rf"\b(?:{_LESS})\s+$")
_MORE_THAN = re.compile(rf"\b(?:{_MORE})\s+$")
_OF_COUNTED = re.compile(rf"\s+(?:{_COUNTED})")
_OF_GIVEN = re.compile(rf"\s+(?P<what>(?:{_GIVEN})\b)")
_LEAD = 24
"""Letters of the longest «mayores que»."""


@dataclass(frozen=True, slots=True)
class _Size:
    """One place: its figures, what stands before them and behind."""

    found: re.Match[str]
    less: re.Match[str] | None
    more: re.Match[str] | None
    counted: re.Match[str] | None
    given: re.Match[str] | None

    @property
    def start(self) -> int:
        lead = self.less or self.more
        return lead.start() if lead else self.found.start()

    @property
    def end(self) -> int:
        return self.counted.end() if self.counted else self.found.end()


def _sizes(folded: str) -> Iterator[_Size]:
    for found in _RANGE.finditer(folded):
        low, end = max(0, found.start() - _LEAD), found.end()
        counted = _OF_COUNTED.match(folded, end)
        yield _Size(
            found,
            _LESS_THAN.search(folded, low, found.start()),
            _MORE_THAN.search(folded, low, found.start()),
            counted,
            None if counted else _OF_GIVEN.match(folded, end),
        )


def sizes(title: str) -> Iterator[tuple[int, int, str, str]]:
    """Where a title says how many of whom: begin, end, value (``-10000``), how it is put.

    A bare number counts nothing (an edition, a year); it is a size where what is counted follows
    it, or where it has its thousands apart. How much there is of what is given has no value.
    """
    for size in _sizes(fold(title)):
        if size.given:
            yield size.start, size.given.start("what"), "", ""
            continue
        if not size.counted and not _apart(size.found["low"]):
            continue
        shown = title[size.start : size.end].strip()
        yield size.start, size.end, _value(size), shown


def of_whom(*texts: str) -> Iterator[str]:
    """The sizes ``texts`` tell with what is counted: «más de 100.000 habitantes»."""
    for text in texts:
        for size in _sizes(fold(text)):
            if size.counted:
                yield _value(size)


def _value(size: _Size) -> str:
    bounds = [_figure(size.found[name]) for name in ("low", "high") if size.found[name]]
    low, high = str(bounds[0]), str(bounds[-1])
    return f"-{low}" if size.less else f"{low}-" if size.more else f"{low}-{high}"


def _figure(number: str) -> int:
    return int(re.sub(r"\D", "", number))


def _apart(number: str) -> bool:
    """Whether the thousands of ``number`` stand apart."""
    return not number.isdecimal()
