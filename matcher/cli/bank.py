"""The project bank by hand: ``bank import`` and ``bank export``."""

import sys
from pathlib import Path

import click
from sqlalchemy import select

from matcher.cli.service import open_service
from matcher.cli.terminal import bar
from matcher.db.session import transaction
from matcher.projects.exporting import export_csv, export_xlsx, rejected_xlsx
from matcher.projects.importing import apply_import, plan_import
from matcher.projects.models import Project
from matcher.projects.queries import refresh_index
from matcher.projects.tables import read_table
from matcher.tags.tagging import seed_lines


@click.group()
def bank() -> None:
    """Banco de proyectos: traer y llevar hojas de cálculo."""


@bank.command("import")
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Solo dice qué pasaría.")
def import_bank(source: Path, *, dry_run: bool) -> None:
    """Importa un XLSX o CSV; las filas con errores quedan en un archivo aparte, nada se pierde."""
    service = open_service()
    with bar("Abriendo el archivo"):
        table = read_table(source)
    with transaction(service.sessions) as session, bar("Revisando las filas") as progress:
        seed_lines(session)
        plan = plan_import(session, table, done=progress)
        progress(len(table.rows), len(table.rows), "Guardando")
        result = None if dry_run else apply_import(session, plan, by=None, at=service.clock.now())
        refresh_index(session)
    for warning in plan.warnings:
        click.echo(f"Aviso: {warning}", err=True)
    for problem in plan.problems:
        click.echo(problem.text, err=True)
    counts = plan.counts()
    click.echo(
        f"{'Se importarían' if result is None else 'Importados'}: {counts['new']} nuevos, "
        f"{counts['changed']} cambiados, {counts['same']} iguales, "
        f"{counts['rejected']} por corregir."
    )
    if plan.problems:
        rejected = source.with_name(f"{source.stem}-por-corregir.xlsx")
        rejected.write_bytes(rejected_xlsx(plan))
        click.echo(f"Corrija las filas en {rejected} y vuelva a importarlo.", err=True)
        sys.exit(1)


@bank.command("export")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
def export_bank(target: Path) -> None:
    """Exporta el banco a XLSX, o a CSV si el nombre termina en .csv."""
    service = open_service()
    with transaction(service.sessions) as session:
        live = select(Project).where(Project.archived_at.is_(None)).order_by(Project.id)
        projects = session.scalars(live).all()
        write = export_csv if target.suffix.lower() == ".csv" else export_xlsx
        target.write_bytes(write(session, projects))
    click.echo(f"{len(projects)} proyectos en {target}.")
