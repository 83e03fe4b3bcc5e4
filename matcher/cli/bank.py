"""The project bank by hand: ``bank import`` and ``bank export``."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.cli.service import open_service
from matcher.cli.terminal import bar
from matcher.db.session import transaction
from matcher.errors import InvalidInput
from matcher.people.models import Person
from matcher.people.permissions import may
from matcher.people.queries import find_by_email
from matcher.projects.applying import apply_import
from matcher.projects.asking import asked_about
from matcher.projects.exporting import export_csv, export_xlsx, rejected_xlsx
from matcher.projects.importing import plan_import
from matcher.projects.models import Project
from matcher.projects.queries import refresh_index
from matcher.projects.tables.files import read_book
from matcher.projects.tables.table import Book, Table
from matcher.tags.tagging import seed_lines


@click.group()
def bank() -> None:
    """Banco de proyectos: traer y llevar hojas de cálculo."""


@bank.command("import")
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Solo dice qué pasaría.")
@click.option(
    "--owner",
    metavar="CORREO",
    help="Quién responde por ellos: se le pregunta cada trimestre si siguen vigentes.",
)
@click.option("--sheet", metavar="HOJA", help="Qué hoja; sin ella, la que más parece un banco.")
def import_bank(source: Path, *, dry_run: bool, owner: str | None, sheet: str | None) -> None:
    """Importa un XLSX o CSV; las filas con errores quedan en un archivo aparte, nada se pierde."""
    service = open_service()
    with bar("Abriendo el archivo"):
        book = read_book(source)
    table = _chosen(book, sheet)
    with transaction(service.sessions) as session, bar("Revisando las filas") as progress:
        person = _owner(session, owner) if owner else None
        seed_lines(session)
        plan = plan_import(session, table, done=progress)
        progress(len(table.rows), len(table.rows), "Guardando")
        result = None
        if not dry_run:
            result = apply_import(
                session, plan, by=None, owner=person.id if person else None, at=service.clock.now()
            )
            _tell_who_is_asked(session, result.ids)
        refresh_index(session)
    for warning in plan.warnings:
        click.echo(f"Aviso: {warning}", err=True)
    for problem in plan.problems:
        click.echo(problem.text, err=True)
    counts = plan.counts()
    click.echo(
        f"{'Se importaría' if result is None else 'Importado'}. Nuevos: {counts['new']}. "
        f"Cambiados: {counts['changed']}. Iguales: {counts['same']}. "
        f"Por corregir: {counts['rejected']}."
    )
    if plan.problems:
        rejected = source.with_name(f"{source.stem}-por-corregir.xlsx")
        rejected.write_bytes(rejected_xlsx(plan))
        click.echo(f"Corrija las filas en {rejected} y vuelva a importarlo.", err=True)
        sys.exit(1)


def _chosen(book: Book, sheet: str | None) -> Table:
    """The table of that sheet, or the best; the other sheets are named.

    :raises InvalidInput: if no table is on that sheet.
    """
    named = [table for table in book.tables if sheet in table.sheets]
    if sheet is not None and not named:
        known = ", ".join(f"«{name}»" for table in book.tables for name in table.sheets)
        raise InvalidInput(
            "En la hoja «%(sheet)s» no hay proyectos. Los hay en: %(known)s.",
            sheet=sheet,
            known=known,
        )
    chosen = named[0] if named else book.tables[book.best]
    for table in book.tables:
        if table is not chosen:
            click.echo(
                f"Aviso: no se importa la hoja {', '.join(f'«{name}»' for name in table.sheets)} "
                f"(proyectos: {len(table.rows)}); pídala con --sheet.",
                err=True,
            )
    for left in book.left:
        click.echo(f"Aviso: la hoja «{left.sheet}» {left.why}; no se importa.", err=True)
    return chosen


def _owner(session: Session, email: str) -> Person:
    """The account that is to answer for what is imported.

    :raises InvalidInput: if there is none, or it may not edit projects.
    """
    person = find_by_email(session, email)
    if person is None:
        raise InvalidInput(
            "No hay una cuenta con el correo %(email)s. Véalas: puente user list.", email=email
        )
    if not may(person, "edit-projects"):
        raise InvalidInput(
            "La cuenta %(email)s no puede editar proyectos o está desactivada. Escoja otra.",
            email=person.email,
        )
    return person


def _tell_who_is_asked(session: Session, ids: Sequence[int]) -> None:
    """Say whom Puente will ask each quarter whether what came in still stands."""
    found = [session.get_one(Project, project_id) for project_id in ids]
    asked = asked_about(session, found)
    names = sorted({person.name for people in asked.values() for person in people})
    if names:
        click.echo(f"Cada trimestre se preguntará si siguen vigentes a: {', '.join(names)}.")
    if not all(asked.values()):
        click.echo(
            "Aviso: no hay ninguna cuenta a quien preguntar si los proyectos siguen vigentes, y "
            "sin respuesta dejan de buscar convocatorias a los tres meses. Cree una cuenta con "
            "puente user add.",
            err=True,
        )


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
