"""Letting go of what is old: ``prune``."""

import click

from matcher.cli.pipe import run_stage
from matcher.cli.service import open_service
from matcher.jobs.pruning import pack
from matcher.jobs.stages import prune


@click.command(name="prune")
def prune_command() -> None:
    """Borra lo que pasó de PUENTE_KEEP_DAYS y devuelve el espacio al disco."""
    service = open_service()
    counts = run_stage(service, "prune", prune)
    freed = pack(service.engine)
    if not counts:
        click.echo("PUENTE_KEEP_DAYS=0: se guarda todo.")
        return
    click.echo(
        f"  {counts['snapshots']} copias de páginas, {counts['readings']} lecturas de fuentes, "
        f"{counts['runs']} ejecuciones, {counts['mails']} correos y el diseño de "
        f"{counts['layouts']} más. {freed // 1024} kB devueltos al disco."
    )
