"""Rows as the interface gives them."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

from matcher.calls.facts import CallFacts, Fact
from matcher.calls.models import Call
from matcher.matches.models import Match
from matcher.projects.models import Project
from matcher.projects.queries import FIELDS
from matcher.pursuits.models import Pursuit
from matcher.tags.models import Tag
from matcher.tags.queries import TagMark
from matcher.web.api.shapes import (
    ApiAmount,
    ApiAnswer,
    ApiCall,
    ApiClosing,
    ApiEligibility,
    ApiMatch,
    ApiOwnDate,
    ApiProject,
    ApiPursuit,
    ApiTag,
)
from matcher.web.cards.calls import line_names, timezone
from matcher.web.frame.gettext import here
from matcher.web.frame.services import now, services
from matcher.words.calls import call_state
from matcher.words.names import ODS_NAMES
from matcher.words.reasons import reason_words


def address(endpoint: str, **held: Any) -> str:
    """The whole address of a page of the web."""
    return services().settings.base_url + url_for(endpoint, **held)


def call_given(call: Call, tags: Sequence[Tag | TagMark], *, whole: bool = False) -> ApiCall:
    """A call; with its text if ``whole``."""
    known = call.composed
    return ApiCall(
        id=call.id,
        title=call.title,
        state=call_state(call, now=now(), timezone=timezone()),
        kind=known.kind,  # type: ignore[arg-type] # one of the contract's, or of an older one
        language=known.language,  # type: ignore[arg-type] # as above
        funder=known.funder,
        url=address("calls.page", call_id=call.id),
        source_url=call.url,
        published_on=known.published_on,
        opens_on=known.opens_on,
        rolling=known.rolling,
        closings=_closings(known),
        amounts=[
            ApiAmount(
                kind=one.kind,
                currency=one.currency,
                value=one.value,
                minimum=one.minimum,
                maximum=one.maximum,
                per=one.per,
                quote=one.span.quote,
            )
            for one in known.amounts
        ],
        cofunding_percent=known.cofunding.percent if known.cofunding else None,
        eligibility=ApiEligibility(
            local_government=_answer(known.eligibility.local_government),
            agency_country=_answer(known.eligibility.agency_country),
            partner_required=_answer(known.eligibility.partner_required),
            cofunding_required=_answer(known.eligibility.cofunding_required),
            countries=list(known.eligibility.countries),
        ),
        ods=[tag.code for tag in tags if tag.scheme == "ods"],
        lines=[tag.code for tag in tags if tag.scheme == "line"],
        first_seen_at=call.first_seen_at,
        changed_at=call.changed_at,
        version=call.version,
        text=call.text if whole else None,
    )


def _closings(known: CallFacts) -> list[ApiClosing]:
    return [
        ApiClosing(
            on=one.on,
            at=one.at,
            timezone=one.timezone,
            precision=one.precision,
            partial=one.partial,
            label=one.label,
            year_assumed=one.year_assumed,
            quote=one.span.quote,
        )
        for one in known.deadlines
    ]


def _answer(fact: Fact) -> ApiAnswer:
    return ApiAnswer(
        answer=fact.said,
        quote=fact.span.quote if fact.span and fact.said is not None else None,
        guessed=fact.guessed,
    )


def project_given(project: Project, tags: Sequence[Tag]) -> ApiProject:
    """A project with its tags."""
    return ApiProject(
        **{name: getattr(project, name) for name in FIELDS},
        id=project.id,
        version=project.version,
        ods=[tag.code for tag in tags if tag.scheme == "ods"],
        lines=[tag.code for tag in tags if tag.scheme == "line"],
        url=address("projects.page", project_id=project.id),
        archived=project.archived_at is not None,
        confirmed_at=project.confirmed_at,
        updated_at=project.updated_at,
    )


def match_given(match: Match) -> ApiMatch:
    """A match with its reasons in words."""
    told = [(one.get("kind") == "against", reason_words(one, here())) for one in match.reasons]
    return ApiMatch(
        id=match.id,
        call_id=match.call_id,
        project_id=match.project_id,
        score=match.score,
        confidence=match.confidence,
        blocked=match.blocked,
        reasons=[words for against, words in told if not against],
        against=[
            *(words for against, words in told if against),
            *(reason_words(one, here()) for one in match.blockers),
        ],
        first_at=match.first_at,
        computed_at=match.computed_at,
        url=address("matches.page", call_id=match.call_id, project_id=match.project_id),
    )


def pursuit_given(pursuit: Pursuit) -> ApiPursuit:
    """A pursuit with the office's own days."""
    return ApiPursuit(
        id=pursuit.id,
        version=pursuit.version,
        call_id=pursuit.call_id,
        project_id=pursuit.project_id,
        stage=pursuit.stage,
        assignee_id=pursuit.assignee_id,
        assignee=pursuit.assignee.name if pursuit.assignee else None,
        department=pursuit.department,
        end_reason=pursuit.end_reason,
        own_dates=[
            ApiOwnDate(kind=d.kind, label=d.label, day=d.day, done=d.done_at is not None)
            for d in pursuit.dates
        ],
        opened_at=pursuit.opened_at,
        moved_at=pursuit.moved_at,
        url=address("pursuits.page", pursuit_id=pursuit.id),
    )


def tag_given(tag: Tag) -> ApiTag:
    """A tag with its name."""
    names = line_names() if tag.scheme == "line" else {str(k): v for k, v in ODS_NAMES.items()}
    return ApiTag(
        id=tag.id,
        subject=tag.subject_type,
        subject_id=tag.subject_id,
        scheme=tag.scheme,
        code=tag.code,
        name=here().named(names.get(tag.code, tag.code)),
        score=tag.score,
        origin=tag.origin,
    )
