"""A sample of the EU Funding & Tenders search, with the quirk that hurts.

The query counts only as a multipart *file* part; sent in any other way the whole corpus comes
back with HTTP 200.
"""

import json
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from scrapers.demo.calls_file import PublishedCall
from scrapers.demo.http import Reply, Request, SiteContent, as_json, not_found
from scrapers.demo.markup import to_html

_BRUSSELS = ZoneInfo("Europe/Brussels")
_WHOLE_CORPUS = 4_183_204
_LARGEST_PAGE = 100


def answer(request: Request, telling: SiteContent) -> Reply:
    """Answer one request to the search; everything else is not found."""
    if request.method != "POST" or not request.path.endswith("/search-api/prod/rest/search"):
        return not_found()
    if request.param("apiKey") != "SEDIA":
        return as_json({"error": "Internal Server Error"}, status=500)
    if not request.param("text"):
        return as_json({"error": "Required parameter 'text' is not present."}, status=400)
    parts = request.file_parts()
    rows = [_row(told) for told in telling.calls]
    if "query" not in parts:
        return _page(request, [*_tenders(), *rows], total=_WHOLE_CORPUS)
    try:
        wanted = json.loads(parts["query"])
    except ValueError:
        return as_json({"error": "Malformed query"}, status=400)
    kept = [row for row in [*_tenders(), *rows] if _matches(row, wanted)]
    return _page(request, kept, total=len(kept))


def _page(request: Request, rows: list[dict[str, Any]], *, total: int) -> Reply:
    size = min(request.number("pageSize", 50), _LARGEST_PAGE)
    number = max(request.number("pageNumber", 1), 1)
    return as_json(
        {
            "apiVersion": "2.154",
            "terms": request.param("text"),
            "responseTime": 41,
            "totalResults": total,
            "pageNumber": number,
            "pageSize": size,
            "results": rows[(number - 1) * size : number * size],
        }
    )


def _matches(row: dict[str, Any], query: dict[str, Any]) -> bool:
    """Whether every ``terms`` (or ``term``) clause of ``bool.must`` finds one of its values."""
    for clause in query.get("bool", {}).get("must", []):
        for name, values in {**clause.get("terms", {}), **clause.get("term", {})}.items():
            wanted = {str(value) for value in (values if isinstance(values, list) else [values])}
            if not wanted & set(row["metadata"].get(name, [])):
                return False
    return True


def _row(told: PublishedCall) -> dict[str, Any]:
    call, facts = told.call, told.call.facts
    closing = [_moment(on, facts.get("clock", "17:00")) for on in told.closes_on]
    metadata: dict[str, Any] = {
        "DATASOURCE": ["SEDIA"],
        "identifier": [call.key],
        "callIdentifier": [call.key.rsplit("-", 1)[0]],
        "callTitle": [facts["programme"]],
        "title": [call.title],
        "type": [facts["type"]],
        "status": [_status(told)],
        "language": ["en"],
        "startDate": [_moment(told.opens_on, "")],
        "deadlineDate": closing,
        "deadlineModel": [facts["model"]],
        "frameworkProgramme": [facts["programme"]],
        "typesOfAction": ["Example Action Grants"],
        "programmePeriod": ["2021 - 2027"],
        "keywords": [json.dumps(["international cooperation", "sample data"])],
        "descriptionByte": [to_html(told.text, _kind_heading)],
        "budgetOverview": [json.dumps(_budget(told))],
    }
    if facts["type"] == "8":
        metadata["callccm2Id"] = [str(80_000_000 + len(call.key))]
    return {
        "apiVersion": "2.154",
        "reference": f"{call.key}TOPICen",
        "url": f"https://portal-ue.example/data/topicDetails/{call.key}.json",
        "title": None,
        "contentType": "text/plain",
        "language": "en",
        "database": "SEDIA",
        "summary": None,
        "content": call.title,
        "metadata": metadata,
        "children": [],
    }


def _kind_heading(title: str) -> str:
    return f'<span class="topicdescriptionkind">{title}</span>'


def _status(told: PublishedCall) -> str:
    if told.is_forthcoming:
        return "31094501"
    return "31094502" if told.is_open else str(told.call.facts.get("stale_status", "31094503"))


def _moment(on: date, clock: str) -> str:
    """ISO with Brussels' offset of that day; without a clock midnight UTC, as the portal does."""
    if not clock:
        return f"{on.isoformat()}T00:00:00.000+0000"
    moment = datetime.combine(on, time.fromisoformat(clock), _BRUSSELS)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000{moment:%z}"


def _budget(told: PublishedCall) -> dict[str, Any]:
    """The budget of the whole call, with a neighbour's action that belongs to another topic."""
    facts, key = told.call.facts, told.call.key
    year = str(told.published_on.year)
    dates = {
        "plannedOpeningDate": told.opens_on.isoformat(),
        "deadlineModel": facts["model"],
        "deadlineDates": [on.isoformat() for on in told.closes_on],
    }
    own = {
        "action": f"{key} - Example Action Grants",
        "expectedGrants": facts.get("grants", 0),
        "minContribution": facts.get("minimum", 0),
        "maxContribution": facts.get("maximum", 0),
        "budgetYearMap": {year: str(facts.get("budget", 0))},
        **dates,
    }
    other = {**own, "action": "NEIGHBOUR-DEMO-99 - Example Action Grants"}
    other["budgetYearMap"] = {year: "999000000"}
    return {
        "budgetYearsColumns": [year],
        "budgetTopicActionMap": {"109381": [own], "109382": [other]},
    }


def _tenders() -> list[dict[str, Any]]:
    """Procurement nobody asked for: what an unfiltered answer is full of."""
    return [
        {
            "reference": f"DEMO-TENDER-{number:03d}",
            "url": f"https://portal-ue.example/tender/{number}",
            "title": None,
            "summary": None,
            "language": "en",
            "metadata": {
                "identifier": [f"DEMO-TENDER-{number:03d}"],
                "title": [f"Sample data: framework contract for office supplies, lot {number}"],
                "type": ["0"],
                "status": ["31094502"],
                "language": ["en"],
            },
        }
        for number in range(1, 121)
    ]
