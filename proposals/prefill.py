"""First values for a draft, from the project, the call and the agency; each keeps its origin.

A value nobody has is not filled in. The officer edits freely; a later change of the source is
offered, never imposed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from matcher.calls.models import Call
from matcher.calls.state import DatedDeadline
from matcher.projects.models import Project
from matcher.projects.national.structure import NationalPlan, plan_of
from matcher.words.calls import not_found_words
from matcher.words.language import SPANISH, Words, gettext_noop
from proposals.asked.reading import read_terms
from proposals.library.models import EntityProfile
from proposals.models import Origin
from proposals.steps import STEPS, get_field
from proposals.steps.step import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a draft can be filled from.

    ``lines`` and ``ods`` are the project's tags that a person set or confirmed: a proposal states
    them as the project's own, which a classifier's guess is not. ``said`` are the words of the
    document: what Puente itself writes is in them. ``entity`` is the agency's profile, if there is
    one; ``agency`` its name; ``form`` the donor's questions, where another draft for the same call
    has them.
    """

    project: Project | None
    call: Call | None
    agency: str
    deadline: DatedDeadline | None = None
    lines: tuple[str, ...] = ()
    ods: tuple[int, ...] = ()
    said: Words = SPANISH
    entity: EntityProfile | None = None
    form: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """One first value: for a field, or for one row of its table.

    ``row`` is the row's id where another row means it.
    """

    field: Field
    value: Any
    origin: Origin
    source_version: int | None
    row: str = ""


def prefill(sources: Sources) -> Iterator[Filled]:
    """First values in the order of the steps, as they are stored: text, lists of codes, rows."""
    for step in STEPS:
        for field in step:
            if field.source is None:
                continue
            origin, _, name = field.source.partition(".")
            value = _READERS[origin](sources, name)
            for told in value if field.is_table else [value]:
                row, one = told if isinstance(told, tuple) else ("", told)
                if one not in (None, "", []):
                    yield Filled(
                        field=field,
                        value=one,
                        row=row,
                        origin=origin,  # type: ignore[arg-type] # the readers' names are Origins
                        source_version=_version(sources, origin),
                    )


def _version(sources: Sources, origin: str) -> int | None:
    known = {"project": sources.project, "call": sources.call, "agency": sources.entity}
    source = known.get(origin)
    return source.version if source else None


def _from_project(sources: Sources, name: str) -> Any:
    project = sources.project
    if project is None:
        return [] if name.startswith("national.") else None
    if name.startswith("national."):
        return _NATIONAL[name.removeprefix("national.")](plan_of(project.extra or {}))
    if name == "lines":
        return list(sources.lines)
    if name == "ods":
        return [str(code) for code in sources.ods]
    return plain(getattr(project, name))


Row = tuple[str, dict[str, str]]
"""The id of a row, and what stands in it."""


def _rows(table: str, values: Iterable[dict[str, str]]) -> list[Row]:
    """``values`` as rows with ids that are the same each time, so that others can mean them."""
    told = [{name: text for name, text in value.items() if text} for value in values]
    return [(f"mga{table}{number}", value) for number, value in enumerate(told, start=1)]


def _activities(plan: NationalPlan) -> list[Row]:
    goals = {text: row for row, text in ((r, v["texto"]) for r, v in _goals(plan))}
    return _rows(
        "actividad",
        [
            {
                "texto": one.text,
                "entregable": one.product,
                "objetivo": goals.get(one.goal, ""),
            }
            for one in plan.activities
        ],
    )


def _goals(plan: NationalPlan) -> list[Row]:
    return _rows("objetivo", ({"texto": text} for text in plan.goals))


def _costs(plan: NationalPlan) -> list[Row]:
    """A line for each year of an activity: what it costs, once; what it is spent on is asked."""
    rows = zip(_activities(plan), plan.activities, strict=True)
    return _rows(
        "costo",
        [
            {
                "concepto": one.text,
                "actividad": row,
                "cantidad": "1",
                "valor_unitario": figure(value),
                "ano": year,
            }
            for (row, _told), one in rows
            for year, value in one.costs
        ],
    )


_NATIONAL: dict[str, Callable[[NationalPlan], Any]] = {
    "causes": lambda plan: _rows("causa", ({"texto": t, "grado": d} for t, d in plan.causes)),
    "effects": lambda plan: _rows("efecto", ({"texto": t, "grado": d} for t, d in plan.effects)),
    "magnitude": lambda plan: plan.magnitude,
    "goals": _goals,
    "indicators": lambda plan: _rows(
        "indicador",
        ({"texto": m.text, "unidad": m.unit, "meta": m.target} for m in plan.indicators),
    ),
    "activities": _activities,
    "costs": _costs,
}
"""What of a national sheet goes where; what it does not say stays empty."""


def _from_call(sources: Sources, name: str) -> Any:
    if sources.call is None:
        return []
    if name.startswith("asked."):
        return _asked(sources.call, name.removeprefix("asked."))
    if name in _CALL_READERS:
        return _CALL_READERS[name](sources.call, sources)
    return plain(getattr(sources.call, name))


def _asked(call: Call, field: str) -> Any:
    """What the call's own text asks: a value, or rows (nothing is both)."""
    told = [term.value for term in read_terms(call.text) if term.field == field]
    return told if get_field(field).is_table else next(iter(told), None)


def _from_agency(sources: Sources, name: str) -> Any:
    """The profile's word; for the name, that of its identity while there is none."""
    entity = sources.entity
    if name == "experience":
        return entity.experience if entity else []
    told = entity.facts.get(name) if entity else None
    return told or (sources.agency if name == "name" else None)


def plain(value: Any) -> Any:
    """A column's value as the wizard stores it: text, or a list of codes."""
    if value is None or isinstance(value, list):
        return value
    if isinstance(value, Decimal):
        return figure(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def figure(value: Decimal) -> str:
    """«346.000.000» or «1.250,5»: how an officer would type it."""
    text = f"{value.normalize():,f}"
    return text.translate(str.maketrans(",.", ".,"))


def _closing_day(_call: Call, sources: Sources) -> str | None:
    deadline = sources.deadline
    return deadline.on_day.isoformat() if deadline and deadline.on_day else None


def _closing_time(_call: Call, sources: Sources) -> str | None:
    deadline, said = sources.deadline, sources.said
    if deadline is None or deadline.at_time is None:
        return None
    hour = f"{deadline.at_time:%H:%M}"
    if not deadline.timezone:
        return hour
    place = said.place(deadline.timezone)
    return said.gettext("%(hour)s hora de %(place)s", hour=hour, place=place)


def _most(call: Call, _sources: Sources) -> str | None:
    limit = call.offer.limit
    if limit is None or limit.most is None or limit.indexed:
        return None
    return " ".join(filter(None, [figure(limit.most), limit.currency]))


def _least(call: Call, _sources: Sources) -> str | None:
    """The least for one project: of the sum that heads the call, else of one told by itself."""
    limit = call.offer.limit
    told = [limit] if limit else []
    told += [one for one in call.composed.amounts if one.kind == "min" and not one.indexed]
    for one in told:
        least = one.minimum or (one.value if one.kind == "min" else None)
        if least is not None and one.per not in {"month", "year"}:
            return " ".join(filter(None, [figure(least), one.currency]))
    return None


def _partner(call: Call, sources: Sources) -> str | None:
    """With how many, and whom, one has to apply: in the words of the call."""
    facts = call.composed.eligibility
    if facts.partner_required.said is not True:
        return None
    span = facts.partners_asked.span if facts.partners_asked else facts.partner_required.span
    return sources.said.quoted([span.quote]) if span and span.quote else None


def _cofunding(call: Call, _sources: Sources) -> str | None:
    """The least of one's own, where it is told; «up to 80 % is paid» is a limit of its own."""
    share = call.composed.cofunding
    if share is None:
        return None
    most = _asked(call, "solicitado_maximo")
    if most is not None and share.percent + Decimal(most.replace(",", ".")) == 100:
        return None
    return figure(share.percent)


REQUIREMENTS = {
    "local_government": gettext_noop("Puede participar un gobierno local"),
    "agency_country": gettext_noop("Puede participar una entidad de nuestro país"),
    "partner_required": gettext_noop("Se exige un socio"),
    "cofunding_required": gettext_noop("Se exige contrapartida"),
}
_ANSWERS = {
    False: gettext_noop("%(what)s: no, según la fuente"),
    "partner": gettext_noop("%(what)s: solo como socio, según la fuente"),
}


def _requirements(call: Call, sources: Sources) -> list[dict[str, str]]:
    """A row for each condition of which the call says something, with its sentence."""
    rows = []
    said, eligibility = sources.said, call.composed.eligibility
    for name, label in REQUIREMENTS.items():
        fact = getattr(eligibility, name)
        if fact.unread and fact.span is not None:
            missing = not_found_words(said, fact.span.quote)
            rows.append({"texto": f"{said.named(label)}: {missing}", "cumple": "por-confirmar"})
        if fact.said is None:
            continue
        says = said.named(label)
        if fact.said in _ANSWERS:
            says = said.named(_ANSWERS[fact.said], what=says)
        if fact.guessed:
            says = said.gettext("%(what)s (Puente lo supone por la redacción)", what=says)
        quote = said.quoted([fact.span.quote]) if fact.span and fact.span.quote else ""
        rows.append({"texto": f"{says}. {quote}" if quote else says, "cumple": "por-confirmar"})
    return rows


def _documents(call: Call, _sources: Sources) -> list[dict[str, str]]:
    """What the text asks to send along, then what the call's page links to."""
    named = [t.value for t in read_terms(call.text) if t.field == "anexos"]
    asked = [value for value in named if isinstance(value, dict)]
    linked = [{"nombre": one.title or one.url} for one in call.composed.documents]
    return [*asked, *linked]


_CALL_READERS: dict[str, Callable[[Call, Sources], Any]] = {
    "closes_on": _closing_day,
    "closing_time": _closing_time,
    "amount_max": _most,
    "amount_min": _least,
    "partner": _partner,
    "form": lambda _call, sources: list(sources.form),
    "cofunding": _cofunding,
    "requirements": _requirements,
    "documents": _documents,
}
_READERS: dict[str, Callable[[Sources, str], Any]] = {
    "project": _from_project,
    "call": _from_call,
    "agency": _from_agency,
}
