"""Terms as Spanish law counts them, and whose holidays they leave out."""

import re
from dataclasses import replace

from scrapers.extract import Counting, WorkCalendar, read_deadline
from scrapers.item import Deadline
from scrapers.remark import Remark
from scrapers.sources.base.values import clock

NEXT_DAY = re.compile(
    r"\W*(?:(?:desde|a partir|del?|al?|el|primer) )*(?:d[ií]a )?(?:al )?"
    r"(?:sigui?ente|posterior|despu[eé]s) ?(?:(?:al?|del?|la|el|su|fecha) )*publicaci[oó]n\b"
    r".{0,200}",
    re.IGNORECASE | re.DOTALL,
)
"""How the register says that one may apply from the day after the notice."""

_REGIONS = {
    "11": "GA",
    "12": "AS",
    "13": "CB",
    "21": "PV",
    "22": "NC",
    "23": "RI",
    "24": "AR",
    "30": "MD",
    "41": "CL",
    "42": "CM",
    "43": "EX",
    "51": "CT",
    "52": "VC",
    "53": "IB",
    "61": "AN",
    "62": "MC",
    "63": "CE",
    "64": "ML",
    "70": "CN",
}
"""NUTS 2 of Spain to the community's code in ISO 3166-2."""

_HOUR = re.compile(r"\blas\s+(\d{1,2}[:.]\d{2})")
_PENINSULA = re.compile(r"peninsular|madrid", re.IGNORECASE)
_NUTS = re.compile(r"(?:^|, )([A-Z]{2}\w*) - ")
_TOLERANCE = 3
"""Days that local holidays may add to a count that knows only the nation's."""


def calendar_of(level: str, regions: str) -> WorkCalendar | None:
    """The working days a body counts: the nation's for the state, else those of its one region.

    :param level: what the register calls the body's level: "ESTADO", "AUTONOMICA", "LOCAL".
    :param regions: the regions it names: "ES61 - ANDALUCIA, ES30 - COMUNIDAD DE MADRID".
    """
    if level.upper().startswith("ESTA"):
        return WorkCalendar(country="ES")
    named = {_REGIONS.get(code[2:4]) for code in _NUTS.findall(regions)}
    region = named.pop() if len(named) == 1 else None
    return WorkCalendar(country="ES", region=region) if region else None


def at_the_hour(deadline: Deadline, words: str) -> Deadline:
    """``deadline`` with the hour that the words beside the date add ("A las 14:00 (hora …)")."""
    match = _HOUR.search(words)
    at = clock(match.group(1), field="textFin") if match and deadline.at is None else None
    if at is None:
        return deadline
    zone = "Europe/Madrid" if _PENINSULA.search(words) else None
    return replace(deadline, at=at, precision="minute", timezone=zone, text=words)


def told_by_term(words: str, counting: Counting) -> Deadline | None:
    """The closing day of a phrase about the end of a term."""
    return read_deadline(words, counting=counting, language="es", country="ES")


def says_otherwise(stated: Deadline, words: str, counting: Counting) -> Remark | None:
    """The warning where the day a record states cannot be the one its term ends on."""
    told = told_by_term(words, counting)
    counted = told is not None and told.span.method.startswith("term-")
    if told is None or told.on is None or stated.on is None or not counted:
        return None
    if 0 <= (stated.on - told.on).days <= _TOLERANCE:
        return None
    return Remark(
        "term-otherwise", one=f"{stated.on:%d/%m/%Y}", quote=words, other=f"{told.on:%d/%m/%Y}"
    )
