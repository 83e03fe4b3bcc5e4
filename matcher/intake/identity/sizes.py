"""How many: «de 10.000 a 50.000 habitantes», «menos de 200 empleados» tell sister calls apart."""

import re
from collections.abc import Iterator

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
_SIZE = re.compile(
    rf"(?:\b(?P<less>{_LESS})\s+|\b(?P<more>{_MORE})\s+)?"
    rf"(?<![\w.,])(?P<low>{_NUMBER})(?:{_BETWEEN}(?P<high>{_NUMBER}))?(?![\w.,]*\d)"
    rf"(?:\s+(?:(?P<counted>{_COUNTED})|(?P<given>(?:{_GIVEN})\b)))?"
)


def sizes(title: str) -> Iterator[tuple[int, int, str, str]]:
    """Where a title says how many of whom: begin, end, value (``-10000``), how it is put.

    A bare number counts nothing (an edition, a year); it is a size where what is counted follows
    it, or where it has its thousands apart. How much there is of what is given has no value.
    """
    for found in _SIZE.finditer(fold(title)):
        if found["given"]:
            yield found.start(), found.start("given"), "", ""
            continue
        if not found["counted"] and not _apart(found["low"]):
            continue
        shown = title[found.start() : found.end()].strip()
        yield found.start(), found.end(), _value(found), shown


def of_whom(*texts: str) -> Iterator[str]:
    """The sizes ``texts`` tell with what is counted: «más de 100.000 habitantes»."""
    for text in texts:
        for found in _SIZE.finditer(fold(text)):
            if found["counted"]:
                yield _value(found)


def _value(found: re.Match[str]) -> str:
    bounds = [_figure(found[name]) for name in ("low", "high") if found[name]]
    low, high = str(bounds[0]), str(bounds[-1])
    return f"-{low}" if found["less"] else f"{low}-" if found["more"] else f"{low}-{high}"


def _figure(number: str) -> int:
    return int(re.sub(r"\D", "", number))


def _apart(number: str) -> bool:
    """Whether the thousands of ``number`` stand apart."""
    return not number.isdecimal()
