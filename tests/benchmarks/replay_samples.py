"""The whole pipe on saved responses of real sources, through the live adapters.

``PUENTE_SAMPLES`` names their folder. The clock stands on a day on which many of the Spanish
calls of 2021 were open. Prints what was found and how long each stage took.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from matcher.cli.pipe import run_stage, tell_stage
from matcher.cli.service import open_service
from matcher.clock import FixedClock
from matcher.db.session import transaction
from matcher.jobs.schedule import cycle
from matcher.jobs.stages import Pipe
from matcher.settings import Settings
from proposals.demo.sample import prepare, propose
from proposals.demo.totals import summary, totals
from tests.replay import NOT_FOUND, Answer, Asked, Replay, Responder, as_json

DAY = datetime(2021, 6, 15, 15, 0, tzinfo=UTC)
GRANTS = "grantspotter/fixtures/grants-gov-federal"
BDNS = "/bdnstrans/api/convocatorias"
Routes = dict[str, Answer | Responder]


def main() -> None:
    """Replay, run, tell."""
    samples = Path(os.environ.get("PUENTE_SAMPLES", ""))
    if not samples.is_dir():
        print("PUENTE_SAMPLES no nombra una carpeta: se omite.")
        return
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    with Replay(routes=routes(samples)) as server:
        ids = ("bdns", "boe", "eu_funding", "grants_gov", "nsf", "ucci", "world_bank")
        settings = replace(
            Settings(data_dir=folder, agency_name="Agencia de muestra"),
            sources=ids,
            source_bases=dict.fromkeys(ids, server.base),
        )
        service = open_service(settings, clock=FixedClock(DAY))
        pipe = Pipe(sessions=service.sessions, settings=settings)
        prepare(pipe, clock=service.clock)
        for name, work in cycle():
            counts = timed(name, lambda name=name, work=work: run_stage(service, name, work))
            tell_stage(name, counts)
        document = timed("propose", lambda: propose(pipe, clock=service.clock))
    print(f"Documento: {document}")
    with transaction(service.sessions) as session:
        summary(totals(session), pipe, tell=print)


def timed(name: str, work: Callable[[], Any]) -> Any:
    """What ``work`` gives; prints the seconds it took."""
    start = time.perf_counter()
    result = work()
    print(f"{name}: {time.perf_counter() - start:.1f} s")
    return result


def routes(samples: Path) -> Routes:
    """The saved answers under the paths of the live interfaces."""

    def load(name: str) -> Any:
        return json.loads((samples / name).read_text(encoding="utf-8"))

    def saved(name: str) -> Answer:
        kind = "application/json" if name.endswith(".json") else "application/xml"
        return Answer(body=(samples / name).read_bytes(), content_type=kind)

    records = {
        r["numeroConvocatoria"]: r for r in load("bdns/convocatorias_estatales_2021_detalle.json")
    }
    thin = ("id", "mrr", "numeroConvocatoria", "descripcion", "nivel1", "nivel2", "nivel3")
    rows = [{key: record[key] for key in thin} for record in records.values()]
    details = [
        load(str(p.relative_to(samples))) for p in (samples / GRANTS).glob("*etch*pportunity*")
    ]
    known = {int(answer["data"]["id"]): answer for answer in details}

    def search(asked: Asked) -> Answer:
        start = int(asked.query["page"]) * 50
        return as_json({"content": rows[start : start + 50], "totalElements": len(rows)})

    def opportunity(asked: Asked) -> Answer:
        found = known.get(asked.json()["opportunityId"])
        return as_json(found) if found else NOT_FOUND

    return {
        f"{BDNS}/busqueda": search,
        BDNS: lambda asked: as_json(records[asked.query["numConv"]]),
        "/rss/boe.php": saved("boe_rss/boe_2024-01-17.xml"),
        "/search-api/prod/rest/search": saved("sedia/search_result_one_2023.json"),
        "/v1/api/search2": saved(f"{GRANTS}/01-api-grants-gov-v1-api-search2.json"),
        "/v1/api/fetchOpportunity": opportunity,
        "/rss/rss_www_funding.xml": saved(
            "grantspotter/fixtures/nsf-funding-rss/00-www-nsf-gov-rss-rss-www-funding-xml.xml"
        ),
        "/wp-json/wp/v2/posts": saved("synthetic/wordpress_es_wpjson_posts.json"),
        "/api/v2/procnotices": saved("worldbank/procnotices_v2_2026-09_trimmed.json"),
    }


if __name__ == "__main__":
    main()
