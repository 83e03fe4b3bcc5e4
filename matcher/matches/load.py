"""The bank, the calls and the team's verdicts of the database as the matcher sees them."""

import re
from collections import defaultdict
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.facts import Amount, Eligibility, Fact, Share, Span, sound
from matcher.calls.models import Call
from matcher.calls.queries import ENDED
from matcher.matches.fingerprints import fingerprint_of
from matcher.matches.models import Feedback
from matcher.projects.models import Project
from matcher.projects.subjects import project_text
from matcher.ranking.inputs import AmountRange, Answer, CallText, ProjectText, Quoted
from matcher.ranking.team_feedback import Lesson, teaches
from matcher.settings import Settings
from matcher.tags.models import Subject, Tag
from matcher.terms import known_language
from matcher.text import fold
from matcher.words.calls import call_state, main_deadline
from matcher.words.language import gettext_noop

_ASKED_BY_ID = 500
"""Rows asked for by their ids; beyond that all are read. SQLite takes no list of any length."""
FIELDS = {
    "summary": gettext_noop("Resumen"),
    "problem": gettext_noop("Problema"),
    "objective": gettext_noop("Objetivo"),
    "description": gettext_noop("Descripción"),
    "beneficiaries": gettext_noop("Beneficiarios"),
    "programme": gettext_noop("Programa"),
}
KINDS_OF_MODALITY = {
    "tecnica": ("cooperacion-tecnica", "beca"),
    "financiera-no-reembolsable": ("subvencion", "convocatoria", "premio"),
    "financiera-reembolsable": ("prestamo",),
}
"""Which kinds of call answer each kind of cooperation a project looks for."""
_NOBODY = re.compile(
    r"ningun[oa]s?|nadie|no (?:hay|tiene|aplica)|sin (?:aliad|soci)os?|n ?[/.]? ?a"
    r"|(?:por|sin) (?:definir|confirmar|identificar|establecer)|pendientes?|no"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Calls and projects by id, in the order of their ids."""

    calls: Mapping[int, CallText]
    projects: Mapping[int, ProjectText]


def read_texts(
    session: Session,
    settings: Settings,
    *,
    now: datetime,
    calls: Collection[int],
    projects: Collection[int],
) -> Texts:
    """The calls and projects with these ids."""
    call_tags, project_tags = _tags(session, "call", calls), _tags(session, "project", projects)
    asked = select(Call).order_by(Call.id)
    if len(calls) <= _ASKED_BY_ID:
        asked = asked.where(Call.id.in_(calls))
    wanted = select(Project).order_by(Project.id)
    if len(projects) <= _ASKED_BY_ID:
        wanted = wanted.where(Project.id.in_(projects))
    return Texts(
        calls={
            call.id: call_from_row(call, call_tags.get(call.id, []), now=now, settings=settings)
            for call in session.scalars(asked)
            if call.id in calls
        },
        projects={
            row.id: project_from_row(row, project_tags.get(row.id, []), settings=settings)
            for row in session.scalars(wanted)
            if row.id in projects
        },
    )


def _tags(session: Session, kind: Subject, ids: Collection[int]) -> dict[int, list[Tag]]:
    """The tags that count, by thing; a long list of ids is not asked for, the base may refuse."""
    rows = (
        select(Tag)
        .where(Tag.subject_type == kind, Tag.assigned.is_(True))
        .order_by(Tag.subject_id, Tag.scheme, Tag.code)
    )
    if len(ids) <= _ASKED_BY_ID:
        rows = rows.where(Tag.subject_id.in_(ids))
    found = groupby(session.scalars(rows), key=attrgetter("subject_id"))
    return {subject: list(tags) for subject, tags in found}


def lesson_fingerprints(session: Session) -> dict[int, str]:
    """Each project the team has judged a match of → a fingerprint of all that was said."""
    said: dict[int, list[str]] = defaultdict(list)
    for verdict in _team_verdicts(session):
        said[verdict.project_id].append(f"{verdict.call_id}:{verdict.verdict}:{verdict.reason}")
    return {project_id: fingerprint_of(*sorted(set(told))) for project_id, told in said.items()}


def lessons(
    session: Session, settings: Settings, *, now: datetime, projects: Container[int]
) -> dict[str, tuple[Lesson, ...]]:
    """What the team said of calls, by the id (as text) of each of ``projects``."""
    standing = [one for one in _team_verdicts(session) if one.project_id in projects]
    judged = read_texts(
        session, settings, now=now, calls={one.call_id for one in standing}, projects=()
    ).calls
    found: dict[str, tuple[Lesson, ...]] = {}
    for one in standing:
        lesson = Lesson(
            call=judged[one.call_id], wanted=one.verdict == "interesa", reason=one.reason
        )
        found[str(one.project_id)] = (*found.get(str(one.project_id), ()), lesson)
    return found


def _team_verdicts(session: Session) -> list[Feedback]:
    """Verdicts for the team that stand and say something of other calls."""
    rows = session.scalars(
        select(Feedback)
        .where(Feedback.scope == "team", Feedback.undone_at.is_(None))
        .order_by(Feedback.id)
    )
    return [one for one in rows if teaches(wanted=one.verdict == "interesa", reason=one.reason)]


def call_from_row(
    call: Call, tags: Sequence[Tag], *, now: datetime, settings: Settings
) -> CallText:
    """A stored call; what its sources do not say stays unknown."""
    facts = call.composed
    rules = facts.eligibility
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
        closed=Quoted(value=True, quote=quote) if state in ENDED else None,
        rolling=call.rolling,
        kind=call.kind,
        funder=call.funder,
        countries=_countries(rules),
        agency_country=_said(rules.agency_country),
        asked_country=settings.agency_country or None,
        local_government=_said(rules.local_government),
        partner_required=_fact(rules.partner_required),
        partners_asked=rules.partners_asked,
        cofunding_percent=_share(facts.cofunding),
        amounts=tuple(_money(amount) for amount in sound(facts.amounts, facts.kind)),
        ods=_ods(tags),
        lines=_lines(tags),
        unconfirmed=_unconfirmed(tags),
        tagged=True,
    )


def project_from_row(project: Project, tags: Sequence[Tag], *, settings: Settings) -> ProjectText:
    """A stored project, presented by a local government of the agency's country."""
    fields = {
        label: text.strip() for name, label in FIELDS.items() if (text := getattr(project, name))
    }
    kinds = [kind for m in project.modalities for kind in KINDS_OF_MODALITY.get(m, ())]
    together = project.counterpart_currency == project.amount_sought_currency
    return ProjectText(
        id=str(project.id),
        title=project.name,
        text=project_text(project),
        fields=fields,
        country=settings.agency_country or None,
        amount=project.amount_sought,
        counterpart=project.counterpart if together else None,
        counterpart_apart=project.counterpart is not None and not together,
        currency=project.amount_sought_currency,
        modalities=tuple(kinds),
        local_government=True,
        partners=partners_named(project.partners),
        ods=_ods(tags),
        lines=_lines(tags),
        unconfirmed=_unconfirmed(tags),
        tagged=True,
    )


def partners_named(text: str | None) -> tuple[str, ...]:
    """Who is named in «Aliados»; «ninguno» and the like name nobody."""
    pieces = (piece.strip(" .-–—") for piece in re.split(r"[;\n]", text or ""))
    return tuple(piece for piece in pieces if piece and not _NOBODY.fullmatch(fold(piece)))


def _fact(fact: Fact) -> Quoted[bool] | None:
    """An answer that was read: one that is only guessed forbids nothing and asks for nothing."""
    return (
        None
        if fact.answer is None or fact.guessed
        else Quoted(value=fact.answer, quote=_quote(fact.span))
    )


def _said(fact: Fact) -> Quoted[Answer] | None:
    """The answer where it may be «only as a partner»."""
    return (
        None
        if fact.said is None or fact.guessed
        else Quoted(value=fact.said, quote=_quote(fact.span))
    )


def _countries(rules: Eligibility) -> Quoted[tuple[str, ...]] | None:
    if not rules.countries:
        return None
    return Quoted(value=rules.countries, quote=_quote(rules.countries_span))


def _share(share: Share | None) -> Quoted[Decimal] | None:
    return Quoted(value=share.percent, quote=_quote(share.span)) if share else None


def _money(amount: Amount) -> AmountRange:
    """An amount of the call; a total is no limit for one project and gives no maximum.

    Neither is what is paid each month or year.
    """
    if amount.per in {"month", "year"}:
        return AmountRange(
            minimum=None, maximum=None, currency=amount.currency, quote=_quote(amount.span)
        )
    return AmountRange(
        minimum=amount.minimum or (amount.value if amount.kind == "min" else None) or None,
        maximum=amount.maximum or (amount.value if _bounds(amount) else None) or None,
        currency=amount.currency,
        quote=_quote(amount.span),
    )


def _bounds(amount: Amount) -> bool:
    """Whether a single sum is the most for one project."""
    exact = amount.kind == "per_beneficiary" and amount.per == "project"
    return amount.kind == "max" or exact


def _quote(span: Span | None) -> str | None:
    return span.quote if span else None


def _ods(tags: Sequence[Tag]) -> tuple[int, ...]:
    return tuple(sorted(int(tag.code) for tag in tags if tag.scheme == "ods" and tag.assigned))


def _lines(tags: Sequence[Tag]) -> tuple[str, ...]:
    return tuple(sorted(tag.code for tag in tags if tag.scheme == "line" and tag.assigned))


def _unconfirmed(tags: Sequence[Tag]) -> frozenset[int | str]:
    """The tags that count and that no person has set or confirmed."""
    return frozenset(
        int(tag.code) if tag.scheme == "ods" else tag.code
        for tag in tags
        if tag.assigned and tag.origin == "model"
    )
