"""Commands of the scrapers: look at the sources, check them, try one."""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from scrapers import checks, registry
from scrapers.errors import ScraperError
from scrapers.source import Source
from scrapers.trial import Trial, as_record, normalised, open_fetcher

_SHOWN_DEADLINES = 3
ROOT = Path(__file__).resolve().parents[1]


@click.group("sources")
def sources() -> None:
    """Fuentes de convocatorias: verlas, revisarlas, probarlas."""


@sources.command("list")
@click.option("--json", "as_json", is_flag=True, help="Una línea de JSON por fuente.")
def list_sources(*, as_json: bool) -> None:
    """Muestra todas las fuentes, por clase de financiador."""
    country = os.environ.get("PUENTE_AGENCY_COUNTRY", "CO")
    found = sorted(registry.sources(), key=lambda s: (s.about.funder_kind, s.about.id))
    for source in found:
        about = source.about
        if as_json:
            row = {
                "id": about.id,
                "title": about.title,
                "funder_kind": about.funder_kind,
                "access": about.access,
                "home": about.home,
                "disabled": None if about.is_on(os.environ, country) else about.disabled,
                "verified": about.verified,
            }
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            state = "activa " if about.is_on(os.environ, country) else "apagada"
            click.echo(f"{about.funder_kind:23} {about.id:26} {state}  {about.title}")


@sources.command()
def check() -> None:
    """Revisa que cada fuente se describa bien; termina con error si alguna no."""
    try:
        problems = checks.problems_of_all(registry.sources())
        if (ROOT / "tests").is_dir():  # a checkout, where sources are written
            modules = [source.about.id for source in registry.from_modules()]
            problems += checks.unproved(ROOT, modules)
    except ScraperError as error:
        problems = [str(error)]
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        sys.exit(1)
    click.echo(f"{len(registry.sources())} fuentes, todas bien descritas.")


@sources.command("try")
@click.argument("source_id")
@click.option("--base", help="Otra dirección base, por ejemplo http://127.0.0.1:8080")
@click.option("--limit", type=click.IntRange(min=1), help="Cuántas convocatorias leer.")
@click.option("--json", "as_json", is_flag=True, help="Una línea de JSON por convocatoria.")
@click.option("--contact", envvar="PUENTE_CONTACT", default="", help="Quién lee: correo o página.")
def try_source(
    source_id: str, *, base: str | None, limit: int | None, as_json: bool, contact: str
) -> None:
    """Lee una fuente una vez y muestra lo que da; termina con error si la lectura no es sana."""
    try:
        source = registry.get(source_id)
    except ScraperError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    trial = Trial(source=source, base=normalised(base) if base else source.about.base, limit=limit)
    try:
        _write(trial, source, as_json=as_json, contact=contact)
    except ScraperError as error:
        click.echo(f"{error} Use --contact o PUENTE_CONTACT.", err=True)
        sys.exit(2)
    health = trial.health()
    for failure in trial.run.failures[:20]:
        click.echo(f"  no se leyó {failure.where}: {failure.reason}", err=True)
    for reason in health.reasons:
        click.echo(f"  {reason}", err=True)
    verdict = "sana" if health.ok else "NO es sana"
    click.echo(f"{source_id}: {trial.found} convocatorias; la lectura {verdict}.", err=True)
    sys.exit(0 if health.ok else 1)


def _write(trial: Trial, source: Source, *, as_json: bool, contact: str) -> None:
    today = datetime.now(UTC).date()
    with open_fetcher(trial.base, contact=contact) as fetcher:
        for call in trial.calls(fetcher):
            record = as_record(call, today=today)
            if as_json:
                click.echo(json.dumps(record, ensure_ascii=False))
                continue
            closes = ", ".join(record["deadlines"][:_SHOWN_DEADLINES]) or "sin fecha"
            click.echo(f"· {call.title[:90]}\n  cierra: {closes} · {source.about.publisher}")
            click.echo(f"  {call.url}")
