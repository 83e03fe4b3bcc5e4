"""``python -m scrapers``: list, check and try the sources; begin a new one."""

import sys
from pathlib import Path

import click

from scrapers.cli import check, list_sources, try_source
from scrapers.errors import ScraperError
from scrapers.scaffold import start
from scrapers.trial import open_fetcher


@click.group()
def main() -> None:
    """Fuentes de convocatorias, desde la consola."""


@click.command()
@click.argument("source_id")
@click.argument("url")
@click.option("--contact", envvar="PUENTE_CONTACT", default="", help="Quién lee: correo o página.")
@click.option("--detail", help="La página de una convocatoria, si la lista no la enlaza.")
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="El repositorio.")
def new(source_id: str, url: str, *, contact: str, detail: str | None, root: Path) -> None:
    """Empieza una fuente con código: su módulo, lo que responde y una prueba que falla."""
    try:
        with open_fetcher(url, contact=contact) as fetcher:
            made = start(source_id, url, fetcher=fetcher, root=root, detail=detail)
    except ScraperError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    for path in made:
        click.echo(f"escrito: {path}")
    click.echo("Ahora: complete el módulo hasta que su prueba pase (scrapers/README.md).")


for command in (list_sources, check, try_source, new):
    main.add_command(command)

if __name__ == "__main__":
    main(prog_name="python -m scrapers")
