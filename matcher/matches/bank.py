"""The bank and the calls of the database as the matcher sees them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from matcher.calls.models import Call
from matcher.calls.wording import call_state, main_deadline
from matcher.matches.texts import CallText, Money, ProjectText, Quoted
from matcher.matches.tokens import known_language
from matcher.projects.models import Project
from matcher.projects.subjects import project_text
from matcher.settings import Settings
from matcher.tags.models import Tag

FIELDS = {
    "summary": "Resumen",
    "problem": "Problema",
    "objective": "Objetivo",
    "description": "Descripción",
    "beneficiaries": "Beneficiarios",
    "programme": "Programa",
}
KINDS_OF_MODALITY = {
    "tecnica": ("cooperacion-tecnica", "beca"),
    "financiera-no-reembolsable": ("subvencion", "convocatoria", "premio"),
    "financiera-reembolsable": ("prestamo",),
}
"""Which kinds of call answer each kind of cooperation a project looks for."""


def call_from_row(
    call: Call, tags: Sequence[Tag], *, now: datetime, settings: Settings
) -> CallText:
    """A stored call; what its sources do not say stays unknown."""
    composed = call.facts.get("composed", {})
    rules: Mapping[str, Any] = composed.get("eligibility") or {}
    deadline = main_deadline(call, now=now, timezone=settings.timezone)
    state = call_state(call, now=now, timezone=settings.timezone)
    quote = (deadline.span.get("quote") if deadline else None) or None
    return CallText(
        id=str(call.id),
        title=call.title,
        text=call.text,
        language=known_language(call.language),
        closes_on=Quoted(value=deadline.on_day, quote=quote)
        if deadline and deadline.on_day
        else None,
        closed=Quoted(value=True, quote=quote) if state in {"cerrada", "retirada"} else None,
        rolling=call.rolling,
        kind=call.kind,
        funder=call.funder,
        countries=_countries(rules),
        colombia=_fact(rules.get("colombia")),
        local_government=_fact(rules.get("local_government")),
        partner_required=_fact(rules.get("partner_required")),
        cofunding_percent=_share(composed.get("cofunding")),
        amounts=tuple(_money(amount) for amount in composed.get("amounts") or ()),
        ods=_ods(tags),
        lines=_lines(tags),
    )


def project_from_row(project: Project, tags: Sequence[Tag], *, settings: Settings) -> ProjectText:
    """A stored project, presented by a local government of the agency's country."""
    fields = {
        label: text.strip() for name, label in FIELDS.items() if (text := getattr(project, name))
    }
    kinds = [kind for m in project.modalities for kind in KINDS_OF_MODALITY.get(m, ())]
    return ProjectText(
        id=str(project.id),
        title=project.name,
        text=project_text(project),
        fields=fields,
        country=settings.agency_country or None,
        amount=project.amount_sought,
        counterpart=project.counterpart,
        currency=project.currency,
        modalities=tuple(kinds),
        local_government=True,
        ods=_ods(tags),
        lines=_lines(tags),
    )


def _fact(fact: Mapping[str, Any] | None) -> Quoted[bool] | None:
    if not fact or fact.get("answer") is None:
        return None
    return Quoted(value=bool(fact["answer"]), quote=(fact.get("span") or {}).get("quote"))


def _countries(rules: Mapping[str, Any]) -> Quoted[tuple[str, ...]] | None:
    named = rules.get("countries")
    if not named:
        return None
    quote = (rules.get("countries_span") or {}).get("quote")
    return Quoted(value=tuple(named), quote=quote)


def _share(share: Mapping[str, Any] | None) -> Quoted[Decimal] | None:
    if not share:
        return None
    quote = (share.get("span") or {}).get("quote")
    return Quoted(value=Decimal(str(share["percent"])), quote=quote)


def _money(amount: Mapping[str, Any]) -> Money:
    """An amount of the call; a total is no limit for one project and gives no maximum."""
    most = amount.get("maximum") or (amount.get("value") if amount["kind"] == "max" else None)
    least = amount.get("minimum") or (amount.get("value") if amount["kind"] == "min" else None)
    return Money(
        minimum=Decimal(str(least)) if least else None,
        maximum=Decimal(str(most)) if most else None,
        currency=amount.get("currency"),
        quote=(amount.get("span") or {}).get("quote"),
    )


def _ods(tags: Sequence[Tag]) -> tuple[int, ...]:
    return tuple(sorted(int(tag.code) for tag in tags if tag.scheme == "ods" and tag.assigned))


def _lines(tags: Sequence[Tag]) -> tuple[str, ...]:
    return tuple(sorted(tag.code for tag in tags if tag.scheme == "line" and tag.assigned))
