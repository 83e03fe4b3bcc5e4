"""A sample of Grants.gov: ``search2`` and ``fetchOpportunity``, errors inside HTTP 200."""

from datetime import date
from html import escape
from typing import Any

from scrapers.demo.calendar import american
from scrapers.demo.calls_file import PublishedCall
from scrapers.demo.http import Reply, Request, SiteContent, as_json, not_found
from scrapers.demo.markup import to_html


def answer(request: Request, telling: SiteContent) -> Reply:
    """Answer the search or the detail of one opportunity; both are asked by POST."""
    if request.method == "POST" and request.path.endswith("/v1/api/search2"):
        return _search(request, telling)
    if request.method == "POST" and request.path.endswith("/v1/api/fetchOpportunity"):
        wanted = str(request.sent_json().get("opportunityId"))
        for told in telling.calls:
            if told.call.key == wanted:
                return _success(_detail(told))
        return as_json({"errorcode": 404, "msg": "Opportunity not found", "data": {}})
    return not_found()


def _success(data: dict[str, Any]) -> Reply:
    return as_json({"errorcode": 0, "msg": "Webservice Succeeds", "token": "", "data": data})


def _search(request: Request, telling: SiteContent) -> Reply:
    asked = request.sent_json()
    statuses = str(asked.get("oppStatuses") or "posted|forecasted").split("|")
    rows, start = _whole(asked.get("rows"), 25), _whole(asked.get("startRecordNum"), 0)
    hits = [_hit(told) for told in telling.calls if _status(told) in statuses]
    return _success(
        {
            "hitCount": len(hits),
            "startRecord": start,
            "oppHits": hits[start : start + rows],
        }
    )


def _whole(value: object, default: int) -> int:
    return value if isinstance(value, int) and value >= 0 else default


def _status(told: PublishedCall) -> str:
    return str(told.call.facts.get("status") or ("posted" if told.is_open else "closed"))


def _hit(told: PublishedCall) -> dict[str, Any]:
    facts = told.call.facts
    closing = told.closes_on[-1] if told.closes_on and "status" not in facts else None
    return {
        "id": told.call.key,
        "number": facts["number"],
        "title": told.call.title,
        "agencyCode": facts["agency"],
        "agency": escape(told.call.funder),
        "openDate": f"{told.opens_on:%m/%d/%Y}",
        "closeDate": f"{closing:%m/%d/%Y}" if closing else "",
        "oppStatus": _status(told),
        "docType": "forecast" if "status" in facts else "synopsis",
        "cfdaList": ["19.040"],
    }


def _detail(told: PublishedCall) -> dict[str, Any]:
    facts = told.call.facts
    agency = {
        "code": facts["agency"],
        "seed": facts["agency"],
        "agencyName": told.call.funder,
        "agencyCode": facts["agency"],
        "topAgencyCode": facts["agency"].split("-")[0],
    }
    forecast = "status" in facts
    return {
        "id": int(told.call.key),
        "revision": 0,
        "opportunityNumber": facts["number"],
        "opportunityTitle": told.call.title,
        "owningAgencyCode": facts["agency"],
        "listed": "L",
        "opportunityCategory": {"category": "D", "description": "Discretionary"},
        "forecast" if forecast else "synopsis": _body(told, agency, forecast=forecast),
        "agencyDetails": agency,
        "topAgencyDetails": agency,
        "synopsisAttachmentFolders": [],
        "synopsisDocumentURLs": [],
        "cfdas": [{"cfdaNumber": "19.040", "programTitle": "Sample data"}],
        "docType": "forecast" if forecast else "synopsis",
        "errorMessages": [],
    }


def _body(told: PublishedCall, agency: dict[str, str], *, forecast: bool) -> dict[str, Any]:
    facts = told.call.facts
    kind = ("CA", "Cooperative Agreement") if "tecnica" in told.call.kind else ("G", "Grant")
    closing = _dates("estApplicationResponseDate" if forecast else "responseDate", told.closes_on)
    return {
        "opportunityId": int(told.call.key),
        "version": 1,
        "agencyCode": facts["agency"],
        "agencyName": "Grantor",
        "agencyDetails": agency,
        "forecastDesc" if forecast else "synopsisDesc": to_html(told.text),
        **closing,
        **_dates("postingDate", (told.published_on,)),
        "costSharing": facts["cost_sharing"],
        "numberOfAwards": "none",
        "awardCeiling": facts["ceiling"],
        "awardFloor": facts["floor"],
        "estimatedFunding": facts["total"],
        "applicantTypes": [
            {"id": "25", "description": "Others (see the text on eligibility)"},
        ],
        "fundingInstruments": [{"id": kind[0], "description": kind[1]}],
        "fundingActivityCategories": [{"id": "O", "description": "Other"}],
    }


def _dates(name: str, days: tuple[date, ...]) -> dict[str, str]:
    """The last of ``days`` in the two notations of the interface; nothing where there is none."""
    if not days:
        return {}
    return {name: american(days[-1]), f"{name}Str": f"{days[-1]:%Y-%m-%d}-00-00-00"}
