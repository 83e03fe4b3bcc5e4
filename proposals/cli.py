"""The proposals by hand: list them, make a document, look over a Word template."""

import shutil
import sys
from pathlib import Path

import click

from matcher.cli.service import open_service
from matcher.cli.terminal import bar
from matcher.coded import to_message
from matcher.db.session import transaction
from proposals import drafts as queries
from proposals.documents.kinds import KINDS, DocumentKind, check_ending, get_kind
from proposals.documents.making import Wanted, begin_document, run_document
from proposals.docx.validate import problems_of
from proposals.errors import DocumentError
from proposals.models import WHOLE
from proposals.wizard import view_steps
from scrapers.files import written_whole


@click.group()
def proposals() -> None:
    """Propuestas: verlas y generar su documento."""


@proposals.command("list")
def list_proposals() -> None:
    """Lista las propuestas, la última trabajada primero."""
    service = open_service()
    with transaction(service.sessions) as session:
        found = queries.drafts(session)
        for draft in found:
            done = sum(view.state == "done" for view in view_steps(draft))
            click.echo(f"{draft.id:>5}  {done:>2}/10  {draft.updated_at:%Y-%m-%d}  {draft.title}")
    if not found:
        click.echo("No hay propuestas todavía.")


@proposals.command("render")
@click.argument("draft_id", metavar="ID", type=int)
@click.option("--kind", metavar="CLASE", help=f"Una de: {', '.join(kind.key for kind in KINDS)}.")
@click.option(
    "-o",
    "output",
    metavar="ARCHIVO",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Dónde dejarlo; su terminación (.docx, .pdf, .xlsx) dice qué archivo se hace.",
)
def render_proposal(draft_id: int, kind: str | None, output: Path | None) -> None:
    """Genera un documento de la propuesta ID y dice dónde quedó.

    Sin --kind es la propuesta completa, en el idioma de la propuesta.
    """
    if output is not None and not output.resolve().parent.is_dir():
        raise DocumentError(
            "No existe la carpeta %(folder)s. Créela o escoja otra.", folder=output.parent
        )
    service = open_service()
    settings, clock = service.settings, service.clock
    with transaction(service.sessions) as session:
        draft = queries.get_draft(session, draft_id)
        chosen = get_kind(kind or WHOLE[draft.language])
        ending = check_ending(chosen, output.suffix if output else chosen.endings[0])
        wanted = Wanted(kind=chosen, ending=ending, language=chosen.language(draft.language))
        export = begin_document(
            session, draft, wanted, settings=settings, person=None, at=clock.now()
        )
        export_id, made = export.id, settings.documents / export.filename
    with bar(export.filename) as progress:
        run = run_document(
            service.sessions, export_id, settings=settings, clock=clock, progress=progress
        )
    if run.error:
        click.echo(f"Error: {to_message(run.error)}", err=True)
        sys.exit(1)
    if output is not None:
        with written_whole(output) as part:
            shutil.copyfile(made, part)
    click.echo(str(output or made))
    _warn_of_length(chosen, run.counts.get("pages"))


def _warn_of_length(kind: DocumentKind, pages: int | None) -> None:
    if kind.most_pages and pages and pages > kind.most_pages:
        told = f"Ocupa {pages} páginas y debería ocupar {kind.most_pages}: acorte las respuestas."
        click.echo(told, err=True)


@click.group()
def templates() -> None:
    """Plantillas de Word."""


@templates.command("check")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def check_template(file: Path) -> None:
    """Revisa una plantilla: etiquetas, variables y una prueba con datos de ejemplo."""
    problems = problems_of(file)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        sys.exit(1)
    click.echo(f"{file.name}: la plantilla se puede usar.")
