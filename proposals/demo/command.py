"""``puente demo``: the whole pipe over sample sources, and the web to look at what it made."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from matcher.cli import pipe
from matcher.cli.serve import run_server
from matcher.cli.service import open_service
from matcher.clock import SystemClock, local_day
from matcher.db.session import transaction
from matcher.jobs.schedule import cycle
from matcher.jobs.stages import Pipe
from matcher.settings import Settings
from matcher.settings_file import PREFIX, SETTINGS_FILE
from proposals.demo import office, outcomes, sample
from proposals.demo.totals import Totals, summary, totals

ROUNDS = 2
"""The sample sources tell something new in their second round, and nothing after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSources:
    """The sample sources as handed over: their ids, and how to serve them.

    ``serve`` takes the day their dates count from and the round, and yields id → base address.
    """

    ids: tuple[str, ...]
    serve: Callable[[date, int], AbstractContextManager[Mapping[str, str]]]


@click.command()
@click.option("--once", is_flag=True, help="Sin abrir la web.")
@click.option(
    "--dir", "folder", type=click.Path(path_type=Path), default=Path("var/demo"), show_default=True
)
@click.option("--port", type=int, default=8000, show_default=True, help="Puerto de la web.")
@click.pass_obj
def demo(
    sample_sources: Callable[[], SampleSources], *, once: bool, folder: Path, port: int
) -> None:
    """Recorre todo con fuentes de muestra y abre la web. Otra vez no repite nada."""
    settings = Settings(
        data_dir=folder.resolve(),
        base_url=f"http://127.0.0.1:{port}",
        agency_name="Agencia de muestra",
        agency_city="Medellín",
    )
    sources = sample_sources()
    made = run_demo(settings, sources)
    for missing in made.missing():
        click.echo(f"No hubo {missing}: algo falló en la demostración.", err=True)
    if made.missing():
        sys.exit(1)
    if not once:
        _open_web(settings, sources, port=port)


def _open_web(settings: Settings, sources: SampleSources, *, port: int) -> None:
    click.echo(f"\nAbra {settings.base_url} y entre con una de estas cuentas:")
    for person in sample.PEOPLE:
        click.echo(f"  {person.email:<30} {sample.PASSWORD}   ({person.role})")
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]  # the web shows what was just made, whatever a real service is told
    os.environ |= {
        SETTINGS_FILE: "",
        "PUENTE_DATA_DIR": str(settings.data_dir),
        "PUENTE_BASE_URL": settings.base_url,
        "PUENTE_AGENCY_NAME": settings.agency_name,
        "PUENTE_AGENCY_CITY": settings.agency_city,
        "PUENTE_SOURCES": ",".join(sources.ids),
    }
    run_server(host="127.0.0.1", port=port, workers=1, kind="OneByOne")


def run_demo(settings: Settings, sources: SampleSources) -> Totals:
    """The whole pipe over ``sources`` in ``settings.data_dir``; tells what it does."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    clock = SystemClock()
    day, number = _day_and_round(settings, local_day(clock.now(), settings.timezone))
    with sources.serve(day, number) as bases:
        service = open_service(
            replace(settings, sources=tuple(bases), source_bases=bases), clock=clock
        )
        pipeline = Pipe(sessions=service.sessions, settings=service.settings)
        click.echo(f"Banco de proyectos: {sample.prepare(pipeline, clock=clock)} proyectos nuevos")
        for name, work in cycle():
            if name == "notify":  # the mail tells how the same call went a year ago
                office.remember(pipeline, clock=clock)
            click.echo(pipe.TITLES[name])
            pipe.tell_stage(name, pipe.run_stage(service, name, work))
    document = sample.propose(pipeline, clock=clock)
    if document:
        click.echo(f"Propuesta de muestra: {document}")
    click.echo(f"Seguimiento: {office.live(pipeline, clock=clock)} convocatorias nuevas")
    click.echo(f"Resultados: {outcomes.report(pipeline, clock=clock)} registrados")
    with transaction(service.sessions) as session:
        made = totals(session)
    click.echo("Ahora hay:")
    summary(made, pipeline, tell=click.echo)
    return made


def _day_and_round(settings: Settings, today: date) -> tuple[date, int]:
    """The day the sample deadlines count from and the round: both kept from run to run."""
    path = settings.data_dir / "demo.json"
    kept: dict[str, Any] = {"day": today.isoformat(), "round": 0}
    if path.exists():
        kept = json.loads(path.read_text())
    kept["round"] = min(kept["round"] + 1, ROUNDS)
    path.write_text(json.dumps(kept))
    return date.fromisoformat(kept["day"]), kept["round"]
