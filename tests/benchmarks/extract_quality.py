"""How well ``puente extract`` reads labelled pages, and whether BDNS's dates and prose agree.

Run: ``PUENTE_BENCH=… PUENTE_SAMPLES=… python tests/benchmarks/extract_quality.py [-v]``. Reads
``pages/*.jsonl`` under ``PUENTE_BENCH`` (records with ``labels``) through the real command and
``bdns/*.json`` under ``PUENTE_SAMPLES`` through ``complete``. Neither is part of this repository.
"""

import html
import json
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from scrapers.extract import complete
from scrapers.extract.command import extract_command
from scrapers.extract.parties.known_funders import KNOWN
from scrapers.extract.text.passage import make_passage
from scrapers.item import Deadline, ScrapedCall, Span

KINDS = {
    "subvención": "subvencion",
    "beca/curso": "beca",
    "cooperación técnica": "cooperacion-tecnica",
    "préstamo": "prestamo",
    "premio": "premio",
    "convocatoria": "convocatoria",
}
GENERIC = frozenset(
    "del the for and los las des dos das una aux sur ministerio ministere ministry secretaria "
    "departamento department agencia agence agency fundacion fundacao fondation foundation fondo "
    "fundo fonds fund trust instituto institut institute ayuntamiento ajuntament alcaldia mairie "
    "prefeitura municipio municipal municipalidad diputacion provincial gobernacion gobierno "
    "government governo junta consejo council conseil embajada embaixada embassy ambassade "
    "delegacion delegation delegacao comision commission comissao banco bank banque asociacion "
    "association federacion federacio federation organizacion organization union programa "
    "programme "
    "program casa centro centre servicio direccion general nacional national internacional "
    "international internationale cooperacion cooperacao cooperation desarrollo development "
    "desenvolvimento developpement publico publica social ambiente medio cultura estado affairs "
    "public relaciones exteriores relations affaires educacion proyectos projects becas bourses "
    "fellowship colombia espana mexico chile peru brasil brazil france francia quebec angola "
    "america latina cities ciudades".split()
)
"""Words that many funders' names share."""
UNSCORED = {"part", "threshold", "historical"}
Score = tuple[str, bool, str]


def main() -> None:
    """Print a line per field: how many of how many."""
    verbose = "-v" in sys.argv
    if bench := os.environ.get("PUENTE_BENCH"):
        for path in sorted(Path(bench).glob("pages/*.jsonl")):
            report(path.name, pages(path), verbose=verbose)
    if samples := os.environ.get("PUENTE_SAMPLES"):
        for path in sorted(Path(samples).glob("bdns/*.json")):
            report(path.name, bdns(path), verbose=verbose)


def report(name: str, scores: Iterable[Score], *, verbose: bool) -> None:
    """Totals per field, and with ``verbose`` each miss."""
    right, total = Counter[str](), Counter[str]()
    for field, good, told in scores:
        total[field] += 1
        right[field] += good
        if verbose and not good:
            print(f"  {field}: {told}")
    print(f"{name} ({datetime.now(tz=UTC).date().isoformat()})")
    for field, count in total.items():
        print(f"  {field:28} {right[field]:4}/{count:<4} {right[field] / count:6.1%}")


def pages(path: Path) -> Iterator[Score]:
    """Scores of every labelled page, field by field."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for record, out in zip(records, extracted(records), strict=True):
        yield from page_scores(record, out)


def extracted(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the command writes for ``records`` (without their labels)."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        kept = [{k: r[k] for k in ("id", "title", "text", "url") if k in r} for r in records]
        source.write_text("\n".join(json.dumps(r) for r in kept), encoding="utf-8")
        extract_command.main([str(source), "-o", str(target)], standalone_mode=False)
        return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def page_scores(record: dict[str, Any], out: dict[str, Any]) -> Iterator[Score]:
    """One page: each field right or wrong."""
    labels, name = record["labels"], record["id"]
    inferred = labels["deadline_year_inferred"]
    field = "deadline (year inferred)" if inferred else "deadline"
    for key, want, got in (
        (field, labels["deadline"], out["deadline"]),
        ("all deadlines", sorted(labels["deadlines_all"]), sorted(set(out["deadlines"]))),
        ("partial deadline", labels["deadline_partial"], out["deadline_partial"]),
        ("opening date", labels["opening_date"], out["opens_on"]),
        ("rolling", labels["rolling"], out["rolling"]),
        ("language", labels["language"], out["language"]),
    ):
        yield key, want == got, f"{name} {want} != {got}"
    kinds = {KINDS.get(labels["type"]), KINDS.get(labels["type_alt"])} - {None}
    yield "kind", out["kind"] in kinds, f"{name} {kinds} != {out['kind']}"
    yield (
        "funder named",
        _same_funder(labels["funder"], out["funder"]),
        (f"{name} {labels['funder']} != {out['funder']}"),
    )
    if not labels["amounts_uncertain"]:
        want = {(a["value"], a["currency"]) for a in labels["amounts"] if a["kind"] not in UNSCORED}
        got = {(a.get("value", a.get("min", a.get("max"))), a["currency"]) for a in out["amounts"]}
        yield "amounts all found", want <= got, f"{name} lacks {want - got}, has {got}"
        every = {(a["value"], a["currency"]) for a in labels["amounts"]}
        yield "amounts none besides", got <= every, f"{name} besides {got - every}"


def _same_funder(want: str | None, got: str | None) -> bool:
    """Whether two names are one funder's: known by both, or sharing a word only it bears.

    What says no more than what kind of body it is, or where, tells no two of them apart.
    """
    if not want or not got:
        return want == got
    if {name for name, words in KNOWN if words.search(_folded(want))} & {
        name for name, words in KNOWN if words.search(_folded(got)) or name == got
    }:
        return True
    wanted, found = (set(re.findall(r"\w{3,}", _folded(name))) for name in (want, got))
    return bool((wanted & found) - GENERIC) or (len(found) > 2 and found <= wanted)


def _folded(name: str) -> str:
    """Lower case without accents."""
    return make_passage("name", name).folded


def bdns(path: Path) -> Iterator[Score]:
    """Whether a structured closing date and the one in the prose agree or are flagged."""
    details = json.loads(path.read_text(encoding="utf-8"))
    for detail in details:
        closes = detail.get("fechaFinSolicitud")
        prose = "\n".join(_plain(a.get("texto") or "") for a in detail.get("anuncios") or [])
        if not closes or not prose.strip():
            continue
        call = _call(detail, date.fromisoformat(closes), prose)
        told = read_prose(call)
        if told is None:
            yield "prose states a date", False, f"{detail['numeroConvocatoria']} {closes}"
            continue
        yield "prose states a date", True, ""
        agrees = told == date.fromisoformat(closes)
        flagged = any("ficha" in warning for warning in complete(call, country="ES").warnings)
        where = f"{detail['numeroConvocatoria']} ficha {closes}, texto {told}"
        yield "prose date equals the field", agrees, where
        yield "agree or are flagged", agrees or flagged, where


def read_prose(call: ScrapedCall) -> date | None:
    """The closing date the prose alone gives."""
    bare = ScrapedCall(
        source_id=call.source_id,
        source_key=call.source_key,
        url=call.url,
        title=call.title,
        text=call.text,
    )
    dated = [d.on for d in complete(bare, country="ES").deadlines if d.on]
    return max(dated) if dated else None


def _call(detail: dict[str, Any], closes: date, prose: str) -> ScrapedCall:
    """A call with the structured closing date and the extract's prose."""
    span = Span(quote=closes.isoformat(), field="fechaFinSolicitud", method="structured")
    return ScrapedCall(
        source_id="bdns",
        source_key=str(detail["numeroConvocatoria"]),
        url="https://www.infosubvenciones.es/",
        title=detail["descripcion"] or "sin título",
        text=prose,
        deadlines=(Deadline(on=closes, span=span, precision="day"),),
    )


def _plain(markup: str) -> str:
    """Text of a fragment of HTML, a line per block."""
    lines = re.sub(r"(?i)</p>|<br\s*/?>|</li>|</div>", "\n", markup)
    return html.unescape(re.sub(r"<[^>]+>", " ", lines))


if __name__ == "__main__":
    main()
