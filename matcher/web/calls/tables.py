"""The list of calls as a table to take away: what the filters show, with Spanish headings."""

from typing import Any

from flask.typing import ResponseReturnValue

from matcher.calls.facts import Fact
from matcher.searches.looking import look
from matcher.tags.models import Tag
from matcher.web.calls.filters import asked
from matcher.web.calls.pages import blueprint
from matcher.web.cards.calls import line_names, summaries, timezone
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _
from matcher.web.frame.services import db, now
from matcher.web.values import tables
from matcher.web.values.labels import KINDS, STATES, ods_name
from matcher.web.values.source_names import source_title
from matcher.web.values.trail import taken_away
from matcher.words.calls import headline_words
from matcher.words.language import SPANISH

EXPORT_LIMIT = 5000


@blueprint.get("/tabla.<any(xlsx, csv):table>")
@requires("read")
def export(table: str) -> ResponseReturnValue:
    """What the list shows now, as a table with Spanish headings."""
    wanted = asked()
    found = look(db(), wanted, now=now(), timezone=timezone(), limit=EXPORT_LIMIT)
    names = line_names()
    rows = [_row(view, names) for view in summaries(db(), found.page.calls)]
    taken_away("calls", format=table, rows=len(rows))
    return tables.send(_("convocatorias"), list(_HEADINGS), rows, kind=table)


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


def _told(tag: Tag, name: str) -> str:
    """A tag by its name; one that nobody confirmed is Puente's word, not the call's."""
    return _("%(tag)s (según Puente)", tag=name) if tag.origin == "model" else name


_ANSWER = {True: "sí", False: "no", "partner": "solo como socio", None: None}


def _answered(fact: Fact) -> str | None:
    """The answer, or that a section on it was read and none found."""
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
