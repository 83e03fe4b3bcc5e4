"""EU Funding & Tenders (SEDIA): grant topics, calls for proposals and cascade calls.

The query is honoured only as a multipart *file* part; sent in any other way the server answers
HTTP 200 with the whole corpus. So every row is checked against the filter that was asked.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from scrapers.errors import FilterIgnored, ScraperError, UnknownValue
from scrapers.item import Amount, Deadline, Kind, PublishedStatus, ScrapedCall
from scrapers.page import plain_text
from scrapers.remark import Remark
from scrapers.source import About, Run
from scrapers.sources.base.json_list import Door, JsonList
from scrapers.sources.base.prose import one_line, paragraphs
from scrapers.sources.base.reading import incomplete
from scrapers.sources.base.record import JsonRecord, plain_number
from scrapers.sources.base.values import (
    floor_and_ceiling,
    iso_closing,
    iso_day,
    moment_of,
    money,
    named_day,
    said,
    some,
    span,
)

if TYPE_CHECKING:
    from scrapers.fetch import Response

_SEARCH = "/search-api/prod/rest/search"
_PORTAL = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities"
_DATA_HOST = "https://ec.europa.eu"
_DATA = "/info/funding-tenders/opportunities/data/topicDetails/{}.json"
_TYPES = ("1", "2", "8")
_STATUS: dict[str, PublishedStatus] = {
    "31094501": "forthcoming",
    "31094502": "open",
    "31094503": "closed",
}
_OPEN, _CLOSED = ("31094501", "31094502"), "31094503"
_LATE = 20
_QUERY = {"bool": {"must": [{"terms": {"type": list(_TYPES)}}, {"terms": {"status": list(_OPEN)}}]}}
_SORT = {"field": "sortStatus", "order": "ASC"}
_ZONE = "Europe/Brussels"


ABOUT = About(
    id="eu_funding",
    title="Unión Europea: Funding & Tenders",
    publisher="Comisión Europea",
    funder_kind="organismo-multilateral",
    access="json-api",
    home="https://ec.europa.eu/info/funding-tenders/opportunities/portal",
    base="https://api.tech.ec.europa.eu",
    licence="© Unión Europea, reutilización con mención de la fuente (Decisión 2011/833/UE)",
    expected=(100, 5000),
    note="Tipos 1 (temas), 2 (convocatorias, con las de Colombia) y 8 (en cascada).",
)


def search(door: Door, number: int) -> "Response":
    """One page of what is open or forthcoming; the server takes at most 100 rows a page."""
    parts = {"query": _QUERY, "languages": ["en"], "sort": _SORT}
    return door.fetcher.post_multipart(
        door.at(_SEARCH),
        params={
            "apiKey": "SEDIA",
            "text": "***",
            "pageSize": "100",
            "pageNumber": str(number + 1),
        },
        parts={
            name: ("blob", json.dumps(content).encode(), "application/json")
            for name, content in parts.items()
        },
    )


def with_description(row: JsonRecord, call: ScrapedCall, door: Door) -> ScrapedCall:
    """``call`` with the topic's own file where the search gave no description."""
    if row.markup("metadata.descriptionByte") or row.text("metadata.type") == "8":
        return call
    found = door.details.get(lambda: _topic(door, call.identifiers[0]), where=call.source_key)
    return incomplete(call) if found is None else with_topic(call, found)


def _topic(door: Door, identifier: str) -> JsonRecord:
    """The topic's file, which lives on another host than the search."""
    base = _DATA_HOST if door.base == ABOUT.base else door.base.rstrip("/")
    envelope = JsonRecord(door.fetcher.get(base + _DATA.format(identifier.lower())).json())
    topic = JsonRecord(envelope.record("TopicDetails").data or envelope.data, "TopicDetails")
    topic.need("description")
    return topic


def row_name(row: JsonRecord) -> str:
    """What names a row: its unique reference."""
    return str(row.value("reference") or row.value("url") or "sin referencia")


def was_asked(row: JsonRecord) -> bool:
    """Whether the row is of a type that was asked for."""
    return row.value("metadata.type") is not None and set(row.strings("metadata.type")) <= set(
        _TYPES
    )


def _has_closed(row: JsonRecord) -> bool:
    """Whether the row says it is closed; one that cannot be read is told of where it is parsed."""
    try:
        return row.strings("metadata.status")[:1] == [_CLOSED]
    except ScraperError:
        return False


def still_open(rows: Iterable[JsonRecord], _run: Run) -> Iterator[JsonRecord]:
    """The rows; a few closed ones are late in the index and stay, many are a lost filter.

    :raises FilterIgnored: when closed rows prevail.
    """
    open_ones = closed = 0
    for row in rows:
        if _has_closed(row):
            closed += 1
        else:
            open_ones += 1
        if closed > max(open_ones, _LATE):
            raise FilterIgnored(Remark("filter-closed"))
        yield row


def parse_row(row: JsonRecord) -> ScrapedCall:
    """One search result as a call.

    :raises ScraperError: where reference, title or type are missing or dates cannot be read.
    """
    meta = row.record("metadata")
    identifier = (meta.strings("identifier") or [row.need("reference")])[0]
    title = (meta.strings("title") or [row.text("title") or row.need("summary")])[0]
    budget = _actions(meta.inner("budgetOverview"), identifier)
    deadlines = _deadlines(meta, budget) or _action_deadlines(budget)
    status, warnings = _status(meta)
    if _disagree(deadlines, budget):
        warnings.append(Remark("closings-differ"))
    call_title = (meta.strings("callTitle") or [""])[0]
    return ScrapedCall(
        source_id=ABOUT.id,
        source_key=row.need("reference"),
        url=_page(meta, identifier),
        title=one_line(title),
        text=_text(meta, title=title, call_title=call_title),
        kind=_kind(meta),
        kind_span=said(", ".join(meta.strings("typesOfAction")), "metadata.typesOfAction"),
        funder="Unión Europea",
        funder_span=span(ABOUT.title, "fuente"),
        status=status,
        opens_on=_opening(meta),
        opens_span=said(
            moment_of(next(iter(meta.strings("startDate")), "")),
            "metadata.startDate[0]",
            name="Opening date",
        ),
        deadlines=deadlines,
        amounts=_amounts(budget),
        identifiers=(identifier, *meta.strings("callIdentifier")),
        warnings=tuple(warnings),
    )


def with_topic(call: ScrapedCall, topic: JsonRecord) -> ScrapedCall:
    """``call`` with the description, and the dates it lacked, of the topic's own file.

    :raises ScraperError: where the file holds values of another shape.
    """
    text = paragraphs(
        (None, call.text),
        (None, plain_text(topic.markup("description"))),
        ("Conditions", plain_text(topic.markup("conditions"))),
    )
    budget = _actions(topic.inner("budgetOverviewJSONItem"), call.identifiers[0])
    return replace(
        call,
        text=text,
        deadlines=call.deadlines or _action_deadlines(budget),
        amounts=call.amounts or _amounts(budget),
    )


def _page(meta: JsonRecord, identifier: str) -> str:
    if meta.strings("type")[:1] == ["8"]:
        key = (meta.strings("callccm2Id") or meta.strings("ccm2Id") or [identifier])[0]
        return f"{_PORTAL}/competitive-calls-cs/{key}"
    return f"{_PORTAL}/topic-details/{identifier}"


def _text(meta: JsonRecord, *, title: str, call_title: str) -> str:
    bodies = ("descriptionByte", "description", "topicConditions", "furtherInformation", "duration")
    return paragraphs(
        (None, one_line(title)),
        ("Call", one_line(call_title)),
        ("Type of action", ", ".join(meta.strings("typesOfAction"))),
        *((None, plain_text(meta.markup(name))) for name in bodies),
        ("Keywords", ", ".join(_keywords(meta))),
    )


def _keywords(meta: JsonRecord) -> list[str]:
    words: list[str] = []
    for text in meta.strings("keywords"):
        found = JsonRecord({"k": text}, "metadata.keywords").inner("k") if text[:1] == "[" else text
        words += [str(word) for word in found] if isinstance(found, list) else [str(found)]
    return words


def _kind(meta: JsonRecord) -> Kind:
    prize = any("prize" in action.lower() for action in meta.strings("typesOfAction"))
    return "premio" if prize else "subvencion"


def _status(meta: JsonRecord) -> tuple[PublishedStatus, list[Remark]]:
    """The published state; a sentence nobody has met is passed on as a warning."""
    word = (meta.strings("status") or [""])[0]
    if word in _STATUS:
        return _STATUS[word], []
    if "cancel" in word.lower():
        return "cancelled", []
    return "unknown", [Remark("status-unknown", word=word)] if word else []


def _opening(meta: JsonRecord) -> date | None:
    return iso_day(next(iter(meta.strings("startDate")), None), field="metadata.startDate[0]")


def _deadlines(meta: JsonRecord, actions: list[JsonRecord]) -> tuple[Deadline, ...]:
    values = meta.strings("deadlineDate")
    models = meta.strings("deadlineModel") + [
        action.text("deadlineModel") or "" for action in actions
    ]
    model = next(iter(models), "")
    return tuple(
        iso_closing(
            value,
            field=f"metadata.deadlineDate[{index}]",
            name="Deadline date",
            timezone=_ZONE,
            label=_label(model, index, of=len(values)),
        )
        for index, value in enumerate(values)
    )


def _label(model: str, index: int, *, of: int) -> str | None:
    if of < 2:
        return None
    return (
        f"etapa {index + 1}" if "stage" in model and "single" not in model else f"corte {index + 1}"
    )


def _actions(budget: object, identifier: str) -> list[JsonRecord]:
    """The actions of one topic: the map covers the whole call, so others' money is left out."""
    if not budget:
        return []
    groups = JsonRecord(budget, "budgetOverview").record("budgetTopicActionMap")
    actions = [action for name in groups.data for action in groups.records(name)]
    own = [a for a in actions if (a.text("action") or "").lower().startswith(identifier.lower())]
    return own or (actions if len(actions) == 1 else [])


def _action_deadlines(actions: list[JsonRecord]) -> tuple[Deadline, ...]:
    found: dict[date, Deadline] = {}
    for action in actions:
        for index, value in enumerate(action.strings("deadlineDates")):
            field = f"{action.path}.deadlineDates[{index}]"
            day = _day(value, field=field)
            found.setdefault(day, iso_closing(day.isoformat(), field=field, name="Deadline date"))
    return tuple(found[day] for day in sorted(found))


def _day(value: str, *, field: str) -> date:
    """ISO in new records, "19 May 2020" in old ones."""
    day = iso_day(value, field=field) if value[:4].isdigit() else named_day(value, field=field)
    if day is None:
        raise UnknownValue(Remark("date-empty", field=field))
    return day


def _disagree(deadlines: tuple[Deadline, ...], actions: list[JsonRecord]) -> bool:
    listed = {deadline.on for deadline in _action_deadlines(actions)}
    return bool(listed and deadlines) and not {d.on for d in deadlines} <= listed


def _amounts(actions: list[JsonRecord]) -> tuple[Amount, ...]:
    """Per project from least to most, and what the topic hands out in all; figures are euros."""
    found: list[Amount | None] = []
    for action in actions:
        field = f"{action.path}.budgetYearMap"
        years = action.record("budgetYearMap")
        totals = [plain_number(str(v), field=field) for v in years.data.values()]
        total = sum((value for value in totals if value), start=Decimal(0))
        low, high = action.number("minContribution"), action.number("maxContribution")
        found += [
            floor_and_ceiling(
                low,
                high,
                currency="EUR",
                field=f"{action.path}.maxContribution",
                names=("Minimum contribution", "Maximum contribution"),
                language="en",
            ),
            money(total, kind="total", currency="EUR", field=field, name="Budget", language="en"),
        ]
    return some(*found)


SOURCE = JsonList(
    about=ABOUT,
    ask=search,
    rows=lambda data: JsonRecord(data).rows("results"),
    total="totalResults",
    name=row_name,
    sift=still_open,
    matches=was_asked,
    what="tipos 1, 2 y 8",
    parse=parse_row,
    detail=with_description,
)
