"""The proposals by hand: list them, make a document, look over a Word template."""

import sys
from pathlib import Path

import click

from matcher.cli.service import open_service
from matcher.db.session import transaction
from proposals import drafts as queries
from proposals.docx.document import make_document
from proposals.docx.validate import problems_of
from proposals.wizard import view_steps


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
def render_proposal(draft_id: int) -> None:
    """Genera el documento de Word de la propuesta ID y dice dónde quedó."""
    service = open_service()
    with transaction(service.sessions) as session:
        draft = queries.get_draft(session, draft_id)
        export = make_document(
            session, draft, settings=service.settings, person=None, at=service.clock.now()
        )
        click.echo(str(service.settings.documents / export.filename))


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
