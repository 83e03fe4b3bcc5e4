"""What the codes of results are called in the language of the page."""

from collections.abc import Mapping

from matcher.pursuits.models import Stage
from matcher.results.countries import country_names
from matcher.results.entries import ResultEntry
from matcher.results.missed import Missed
from matcher.results.summary import UNKNOWN, By, Group
from matcher.web.cards.calls import line_names
from matcher.web.cards.pursuits import reason_name, stage_name
from matcher.web.frame.gettext import _, _l
from matcher.web.frame.language import language
from matcher.web.values.labels import REASONS, label_in, ods_name
from matcher.web.values.spanish import title_told

RELATIONS = {
    "norte-sur": _l("Norte-Sur"),
    "sur-sur": _l("Sur-Sur"),
    "triangular": _l("Triangular"),
    "col-col": _l("Col-Col"),
}
MEASURES = {
    "money": _l("Cooperación recibida, en USD"),
    "projects": _l("Proyectos alcanzados"),
    "south-south": _l("Acciones Sur-Sur"),
    "sent": _l("Propuestas presentadas"),
    "won": _l("Propuestas ganadas"),
    "people": _l("Personas alcanzadas"),
}
DIMENSIONS: Mapping[By, object] = {
    "line": _l("Línea temática"),
    "ods": _l("ODS"),
    "department": _l("Secretaría"),
    "funder": _l("Cooperante"),
    "country": _l("País del cooperante"),
    "relation": _l("Relación"),
}


def group_name(by: By, group: Group) -> str:
    """What a line, a country… is called."""
    key = group.key
    if key == UNKNOWN:
        return _("Sin indicar")
    if by == "ods":
        return f"{_('ODS')} {key} · {ods_name(key)}"
    names: Mapping[By, Mapping[str, object]] = {
        "line": line_names(),
        "country": country_names(language()),
        "relation": RELATIONS,
    }
    return label_in(group.label, names.get(by, {}))


def fact_told(one: ResultEntry) -> str:
    """What was obtained or lost, as the files of the report say it."""
    return title_told(one.title, one.language)


def ended_by(one: ResultEntry) -> str:
    """Why it was lost, of the reasons of the agency; empty where it was not, or nobody said."""
    return reason_name(one.pursuit.end_reason) if one.outcome == "lost" and one.pursuit else ""


def why_missed(one: Missed) -> str:
    """Why nobody answered a call, as far as anybody said."""
    if one.why == "left":
        stage: Stage = one.reason  # type: ignore[assignment] # a stage, where it was left
        return _("Se quedó en «%(stage)s».", stage=stage_name(stage))
    if one.why == "not-interested":
        return label_in(one.reason, REASONS) or _("Alguien dijo que no interesa.")
    if one.why == "nobody":
        return _("Nadie la tomó ni dijo por qué.")
    return one.reason or _("Sin razón escrita.")
