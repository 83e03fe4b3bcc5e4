"""The routes of the interface, a noun at a time."""

from decimal import Decimal
from typing import Any

from msgspec import UNSET
from msgspec.structs import asdict, fields

from matcher.calls.counts import (
    source_counts,
)
from matcher.calls.queries import (
    find_calls,
    get_call,
)
from matcher.intake.health import health
from matcher.matches.queries import matches_after
from matcher.projects.models import Project
from matcher.projects.queries import (
    ProjectFilter,
    find_projects,
    get_project,
    refresh_index,
    save_project,
)
from matcher.searches.address import Args
from matcher.searches.matches import MatchFilter, conditions_of
from matcher.tags.queries import assigned_tags, tag_marks, tagged_with, tags_after
from matcher.web.api import filters, shapes
from matcher.web.api.operations import blueprint, cut, following, operation
from matcher.web.api.views import call_given, match_given, project_given, tag_given
from matcher.web.calls.filters import asked as calls_asked
from matcher.web.cards.calls import states_now, timezone
from matcher.web.cards.counts import counts_by_state
from matcher.web.frame.services import db, now, person
from matcher.web.values.departments import asked_department
from matcher.web.values.source_names import all_sources

__all__ = ["blueprint"]
_SUMS = ("total_cost", "amount_sought", "counterpart")


@operation("GET", "/calls", asks=filters.CallsAsked, gives=shapes.ApiCalls)
def calls(asked: filters.CallsAsked) -> shapes.ApiCalls:
    """Las convocatorias, con los filtros de la lista."""
    wanted = calls_asked(_as_in_the_web(asked))
    page = find_calls(
        db(),
        wanted.query,
        now=now(),
        timezone=timezone(),
        sort=wanted.sort,
        after=asked.after,
        limit=asked.limit,
        counted=counts_by_state(),
    )
    tags = tag_marks(db(), "call", page.ids)
    return shapes.ApiCalls(
        items=[call_given(call, tags.get(call.id, [])) for call in page.calls],
        total=page.total,
        next=following(page.after),
    )


def _as_in_the_web(asked: filters.CallsAsked) -> Args:
    """The filters as the address of the list has them."""
    found: Args = {}
    for field in fields(asked):
        value = getattr(asked, field.name)
        if field.encode_name in ("after", "limit") or value in (None, "", []):
            continue
        for one in value if isinstance(value, list) else [value]:
            text = str(one)
            # In the web a point parts thousands: the decimal point becomes its comma.
            said = text.replace(".", ",") if field.name == "amount" else text
            found.setdefault(field.encode_name, []).append(said)
    return found


@operation("GET", "/calls/<int:call_id>", asks=filters.NothingAsked, gives=shapes.ApiCall)
def call(_asked: filters.NothingAsked, call_id: int) -> shapes.ApiCall:
    """Una convocatoria, con su texto."""
    found = get_call(db(), call_id)
    return call_given(found, assigned_tags(db(), "call", [found.id]).get(found.id, []), whole=True)


@operation("GET", "/projects", asks=filters.ProjectsAsked, gives=shapes.ApiProjects)
def projects(asked: filters.ProjectsAsked) -> shapes.ApiProjects:
    """Los proyectos del banco, por nombre."""
    line = (tagged_with("project", Project.id, "line", [asked.line]),) if asked.line else ()
    wanted = ProjectFilter(
        words=asked.q,
        department=asked_department(asked.department),
        stage=asked.stage or "",
        archived=bool(asked.archived),
        to_confirm_at=now() if asked.stale else None,
        extra=line,
    )
    page = find_projects(db(), wanted, after=asked.after, limit=asked.limit)
    tags = assigned_tags(db(), "project", [one.id for one in page.projects])
    return shapes.ApiProjects(
        items=[project_given(one, tags.get(one.id, [])) for one in page.projects],
        total=page.total,
        next=following(page.after),
    )


@operation("GET", "/projects/<int:project_id>", asks=filters.NothingAsked, gives=shapes.ApiProject)
def project(_asked: filters.NothingAsked, project_id: int) -> shapes.ApiProject:
    """Un proyecto."""
    return _given(get_project(db(), project_id))


@operation(
    "POST",
    "/projects",
    asks=shapes.ProjectNew,
    gives=shapes.ApiProject,
    needs="edit-projects",
    status=201,
)
def add_project(asked: shapes.ProjectNew) -> shapes.ApiProject:
    """Un proyecto nuevo; solo el nombre es obligatorio."""
    saved = save_project(db(), None, _values(asked), person_id=person().id, at=now())
    refresh_index(db())
    return _given(saved)


@operation(
    "PATCH",
    "/projects/<int:project_id>",
    asks=shapes.ProjectChange,
    gives=shapes.ApiProject,
    needs="edit-projects",
)
def change_project(asked: shapes.ProjectChange, project_id: int) -> shapes.ApiProject:
    """Cambia lo que se envía; `version` es la que se leyó, y una más nueva es un conflicto."""
    stored = get_project(db(), project_id)
    values = {"name": stored.name, "code": stored.code} | _values(asked)
    saved = save_project(
        db(), stored, values, person_id=person().id, at=now(), version=asked.version
    )
    refresh_index(db())
    return _given(saved)


def _values(asked: shapes.ProjectValues) -> dict[str, Any]:
    told = {
        name: value
        for name, value in asdict(asked).items()
        if value is not UNSET and name != "version"
    }
    sums = {name: Decimal(told[name]) for name in _SUMS if told.get(name) is not None}
    return told | sums


def _given(stored: Project) -> shapes.ApiProject:
    return project_given(stored, assigned_tags(db(), "project", [stored.id]).get(stored.id, []))


@operation("GET", "/matches", asks=filters.MatchesAsked, gives=shapes.ApiMatches)
def matches(asked: filters.MatchesAsked) -> shapes.ApiMatches:
    """Las coincidencias, con sus razones en palabras."""
    wanted = MatchFilter(
        mine=bool(asked.de),
        department=asked_department(asked.secretaria),
        line=asked.linea,
        closes_within=asked.cierra,
    )
    found = matches_after(
        db(),
        asked.after,
        call_id=asked.call,
        project_id=asked.project,
        least=asked.least,
        conditions=conditions_of(wanted, states_now(), person().id),
        limit=asked.limit + 1,
    )
    here, after = cut(found, asked.limit)
    return shapes.ApiMatches(items=[match_given(one) for one in here], next=after)


@operation("GET", "/tags", asks=filters.TagsAsked, gives=shapes.ApiTags)
def tags(asked: filters.TagsAsked) -> shapes.ApiTags:
    """Las etiquetas que cuentan: ODS y líneas de convocatorias y proyectos."""
    found = tags_after(
        db(),
        asked.after,
        subject_type=asked.subject,
        scheme=asked.scheme,
        code=asked.code,
        limit=asked.limit + 1,
    )
    here, after = cut(found, asked.limit)
    return shapes.ApiTags(items=[tag_given(one) for one in here], next=after)


@operation("GET", "/sources", asks=filters.NothingAsked, gives=shapes.ApiSources)
def sources(_asked: filters.NothingAsked) -> shapes.ApiSources:
    """Las fuentes, y cómo les fue en la última lectura."""
    states, counts = health(db()), dict(source_counts(db()))
    items = [
        shapes.ApiSource(
            id=source_id,
            title=source.about.title,
            url=source.about.home,
            on=source.enabled,
            calls=counts.get(source_id, 0),
            last_read_at=states[source_id].last.started_at if source_id in states else None,
            last_status=states[source_id].last.status if source_id in states else None,
        )
        for source_id, source in sorted(all_sources().items())
    ]
    return shapes.ApiSources(items=items, next=None)
