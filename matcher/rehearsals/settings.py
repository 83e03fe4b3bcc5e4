"""What is rehearsed: the settings in force, and those that would be once a proposal is saved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit.models import AuditEntry
from matcher.digests.choices import own_choices
from matcher.digests.models import MailChoices
from matcher.gate.editing import retire_rule, save_rule
from matcher.gate.models import RuleKind
from matcher.gate.passing import get_rule, rules
from matcher.glossary.own_entries import get_entry, retire_entry, save_entry
from matcher.matches.matching import open_tools
from matcher.people.queries import get_person
from matcher.ranking.index import Tools
from matcher.ranking.score import Ranker
from matcher.settings import OtherDepartments, Settings
from matcher.tags.classifier.tagger import Tagger
from matcher.tags.classifier.weights import ModelWeights
from matcher.tags.editing import merge_line, retire_line, save_line
from matcher.tags.queries import get_line
from matcher.tags.tagging import open_tagger

Proposal = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInForce:
    """A rule of the gate, apart from the database."""

    id: int
    kind: RuleKind
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """All that decides what fits, what is mailed and what the gate stops.

    ``least`` is the fit of 100 below which a person is told of nothing, of those who chose it.
    ``semantic`` says whether meaning is wanted: only a run has the vectors in ``tools``.
    """

    tools: Tools
    tagger: Tagger
    top: int
    semantic: bool
    others: OtherDepartments
    least: Mapping[int, int]
    rules: Sequence[RuleInForce]


def present_setting(
    session: Session,
    settings: Settings,
    *,
    weights: ModelWeights | None = None,
    ranker: Ranker | None = None,
) -> Setting:
    """What is in force; or would be, with another model of tags or other weights of the ranking."""
    tagger = open_tagger(session, settings)
    if weights is not None:
        tagger = Tagger(weights, tagger.taxonomy)
    tools = replace(open_tools(session, settings), topics=tagger)
    return Setting(
        tools=replace(tools, ranker=ranker or tools.ranker),
        tagger=tagger,
        top=settings.match_top,
        semantic=settings.semantic,
        others=settings.other_departments,
        least={one.person_id: one.least for one in session.scalars(select(MailChoices))},
        rules=[RuleInForce(id=r.id, kind=r.kind, params=dict(r.params)) for r in rules(session)],
    )


def proposed_setting(
    sessions: sessionmaker[Session],
    settings: Settings,
    deed: str,
    proposal: Proposal,
    *,
    person_id: int,
    at: datetime,
) -> Setting:
    """What would be in force once ``deed`` is done, which is taken back at once.

    :raises InvalidInput: or ``Conflict``, where it cannot be done.
    """
    with sessions() as session:
        try:
            DEEDS[deed](session, proposal, person_id, at)
            session.flush()
            return present_setting(session, settings)
        finally:
            session.rollback()


def would_change(
    sessions: sessionmaker[Session],
    deed: str,
    proposal: Proposal,
    *,
    person_id: int,
    at: datetime,
) -> bool:
    """Whether ``deed`` would leave anything otherwise than it is; it is taken back at once.

    :raises InvalidInput: or ``Conflict``, where it cannot be done.
    """
    last = select(func.max(AuditEntry.id))
    with sessions() as session:
        try:
            before = session.scalar(last)
            changed = DEEDS[deed](session, proposal, person_id, at)
            session.flush()
            return changed is True or session.scalar(last) != before
        finally:
            session.rollback()


def _line(session: Session, told: Proposal, person_id: int, at: datetime) -> None:
    line = get_line(session, told["code"]) if told["code"] else None
    save_line(
        session,
        line,
        name=told["name"],
        description=told["description"],
        words=told["words"],
        ods={int(code): weight for code, weight in told["ods"].items()},
        person_id=person_id,
        at=at,
        version=told["version"],
    )


def _retire_line(session: Session, told: Proposal, person_id: int, at: datetime) -> None:
    line = get_line(session, told["code"])
    retire_line(session, line, retired=told["retired"], person_id=person_id, at=at)


def _merge_lines(session: Session, told: Proposal, person_id: int, at: datetime) -> None:
    line, into = get_line(session, told["code"]), get_line(session, told["into"])
    merge_line(session, line, into, person_id=person_id, at=at)


def _entry(session: Session, told: Proposal, person_id: int, at: datetime) -> None:
    save_entry(
        session,
        get_entry(session, told["id"]) if told["id"] else None,
        names=told["names"],
        person_id=person_id,
        at=at,
        version=told["version"],
    )


def _retire_entry(session: Session, told: Proposal, person_id: int, at: datetime) -> None:
    entry = get_entry(session, told["id"])
    retire_entry(session, entry, retired=told["retired"], person_id=person_id, at=at)


def _rule(session: Session, told: Proposal, person_id: int, at: datetime) -> None:
    save_rule(
        session,
        get_rule(session, told["id"]) if told["id"] else None,
        told["kind"],
        told["values"],
        because=told["because"],
        person_id=person_id,
        at=at,
        seen=told["version"],
    )


def _retire_rule(session: Session, told: Proposal, person_id: int, at: datetime) -> None:
    rule = get_rule(session, told["id"])
    retire_rule(session, rule, retired=told["retired"], person_id=person_id, at=at)


def _least(session: Session, told: Proposal, person_id: int, _at: datetime) -> bool:
    """The one that leaves no trace in the audit: says itself whether it changes anything."""
    choices = own_choices(session, get_person(session, person_id))
    changed: bool = choices.least != told["least"]
    choices.least = told["least"]
    return changed


DEEDS: Mapping[str, Callable[[Session, Proposal, int, datetime], object]] = {
    "line": _line,
    "line-retired": _retire_line,
    "lines-merged": _merge_lines,
    "entry": _entry,
    "entry-retired": _retire_entry,
    "rule": _rule,
    "rule-retired": _retire_rule,
    "least": _least,
}
"""What can be rehearsed, done as the page does it when it is saved."""
OF_THE_GATE = frozenset({"rule", "rule-retired"})
"""Deeds that no list and no mail depends on."""
