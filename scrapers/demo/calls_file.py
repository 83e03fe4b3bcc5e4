"""The sample calls: read from ``calls/*.toml`` and told as of a day and a round.

Dates in those files are days from the day of the demo, so that a sample never grows old. A text
says ``{closes}``, ``{closes2}``, ``{opens}`` or ``{late|dmy}`` where the date has to stand.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from scrapers.demo.calendar import in_words

_PLACE = re.compile(r"\{([a-z]+)(\d?)(?:\|([a-z]+))?\}")
NOTICE = {
    "es": "Datos de ejemplo: esta convocatoria es inventada y no se puede solicitar.",
    "en": "Sample data: this call is invented and nobody can apply to it.",
    "pt": "Dados de exemplo: esta chamada é inventada e não aceita inscrições.",
    "fr": "Données d’exemple : cet appel est inventé et n’accepte pas de candidatures.",
}

_FUNDER = {"es": "Financiador: ", "en": "Funder: ", "pt": "Financiador: ", "fr": "Financeur : "}


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCall:
    """One invented call; ``published``, ``opens`` and ``closes`` are days from the demo's day.

    ``closes_later`` replaces ``closes`` from the second round on. ``facts`` holds what only one
    interface asks for. ``same_as`` names, as ``file:key``, the same call on another source.
    """

    key: str
    lang: str
    title: str
    funder: str
    kind: str
    lines: tuple[str, ...]
    ods: tuple[int, ...]
    text: str
    published: int
    opens: int
    closes: tuple[int, ...] = ()
    closes_later: tuple[int, ...] = ()
    dates: Mapping[str, int]
    rolling: bool = False
    new_in_round: int = 1
    gone_in_round: int | None = None
    same_as: str | None = None
    facts: Mapping[str, Any]

    def is_listed_in(self, number: int) -> bool:
        """Whether the site lists the call in that round."""
        return self.new_in_round <= number and (
            self.gone_in_round is None or number < self.gone_in_round
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCall:
    """A call as its site publishes it on one day: dates are real, ``text`` holds them in words."""

    call: SampleCall
    published_on: date
    opens_on: date
    closes_on: tuple[date, ...]
    text: str
    is_open: bool
    is_forthcoming: bool

    @property
    def credited(self) -> str:
        """The text below a line that names the funder, for sites that have no field for it."""
        return f"{_FUNDER[self.call.lang]}{self.call.funder}\n\n{self.text}"


def publish(call: SampleCall, *, day: date, number: int) -> PublishedCall:
    """``call`` as of ``day`` in round ``number`` (1 is the first).

    :raises KeyError: where the text names a date the file does not give.
    """
    offsets = call.closes_later if number > 1 and call.closes_later else call.closes
    closes = tuple(day + timedelta(days=offset) for offset in offsets)
    named = {"opens": call.opens, "published": call.published, **call.dates}
    dates = {name: day + timedelta(days=offset) for name, offset in named.items()}
    dates |= {f"closes{index}": on for index, on in enumerate(closes, start=1)}
    if closes:
        dates["closes"] = closes[0]

    def put(match: re.Match[str]) -> str:
        return in_words(dates[match[1] + match[2]], call.lang, match[3] or "")

    return PublishedCall(
        call=call,
        published_on=dates["published"],
        opens_on=dates["opens"],
        closes_on=closes,
        text=f"{_PLACE.sub(put, call.text).strip()}\n\n{NOTICE[call.lang]}",
        is_open=call.rolling or not closes or closes[-1] >= day,
        is_forthcoming=dates["opens"] > day,
    )


@cache
def read_calls(name: str) -> tuple[SampleCall, ...]:
    """The calls of ``calls/<name>.toml``, in the order they are written.

    :raises FileNotFoundError: where there is no such file.
    """
    source = files("scrapers.demo").joinpath("calls", f"{name}.toml").read_text(encoding="utf-8")
    return tuple(_call(record) for record in tomllib.loads(source)["call"])


def _call(record: dict[str, Any]) -> SampleCall:
    own = {field.name for field in fields(SampleCall)} - {"facts", "dates"}
    known: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in record.items()
        if name in own
    }
    facts = {name: value for name, value in record.items() if name not in own | {"dates"}}
    return SampleCall(
        **known,
        dates=MappingProxyType(record.get("dates", {})),
        facts=MappingProxyType(facts),
    )
