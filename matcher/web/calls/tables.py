"""The list of calls as a table to take away: what the filters show, with Spanish headings."""

from collections.abc import Iterator
from typing import Any

from matcher.calls.facts import Fact
from matcher.searches.looking import look
from matcher.tags.models import Tag
from matcher.web.calls.filters import asked
from matcher.web.calls.pages import blueprint, index
from matcher.web.cards.calls import line_names, summaries, timezone
from matcher.web.frame.gettext import _
from matcher.web.frame.services import db, now
from matcher.web.values.labels import KINDS, STATES, ods_name
from matcher.web.values.lists import MOST_ROWS, as_table
from matcher.web.values.source_names import source_title
from matcher.words.calls import headline_words
from matcher.words.language import SPANISH

_HEADINGS = (
    "Título",
    "Estado",
    "Cierre",
    "Hora",
    "Zona horaria",
    "Clase",
    "Financiador",
    "Monto",
    "Monto máximo",
    "Monto total",
    "Moneda",
    "Entidad territorial puede aplicar",
    "Líneas temáticas",
    "ODS",
    "Idioma",
    "Fuentes",
    "Enlace",
    "Vista por primera vez",
)


@as_table(blueprint, index, named="convocatorias", headings=_HEADINGS, what="calls")
def _rows() -> Iterator[list[Any]]:
    found = look(db(), asked(), now=now(), timezone=timezone(), limit=MOST_ROWS)
    names = line_names()
    for view in summaries(db(), found.page.calls):
        yield _row(view, names)


def _told(tag: Tag, name: str) -> str:
    """A tag by its name; one that nobody confirmed is Puente's word, not the call's."""
    return _("%(tag)s (según Puente)", tag=name) if tag.origin == "model" else name


_ANSWER = {True: "sí", False: "no", "partner": "solo como socio", None: None}


def _answered(fact: Fact) -> str | None:
    """The answer, what the wording suggests, or that a section on it was read and none found."""
    if fact.guessed:
        return f"parece que {_ANSWER[fact.said]}"
    return "Puente no lo encontró" if fact.unread else _ANSWER[fact.said]


def _row(view: dict[str, Any], names: dict[str, str]) -> list[Any]:
    call, deadline, tags = view["call"], view["deadline"], view["tags"]
    limit = call.offer.limit
    return [
        call.title,
        str(STATES[view["state_now"]]),
        deadline.on_day if deadline else None,
        deadline.at_time if deadline else None,
        deadline.timezone if deadline else None,
        str(KINDS.get(call.kind, "")) or None,
        call.funder,
        headline_words(SPANISH, call),
        limit.most if limit and not limit.indexed else None,
        call.amount_total,
        call.currency,
        _answered(call.composed.eligibility.local_government),
        "; ".join(_told(t, names.get(t.code, t.code)) for t in tags if t.scheme == "line") or None,
        "; ".join(_told(t, f"{t.code} {ods_name(t.code)}") for t in tags if t.scheme == "ods")
        or None,
        call.language,
        "; ".join(source_title(s.source_id) for s in call.sightings),
        call.url,
        call.first_seen_at.date(),
    ]
