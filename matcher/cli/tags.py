"""``puente tag``: ODS and lines of texts on files, or of everything in the database."""

import sys
from pathlib import Path

import click

from matcher.cli.pipe import run_stage
from matcher.cli.service import open_service
from matcher.cli.terminal import bar
from matcher.errors import PuenteError
from matcher.jobs import stages
from matcher.matches.files import read_records, write_records
from matcher.tags.classifier import Tagger
from matcher.tags.records import tag_records, text_from
from matcher.tags.taxonomy import load_taxonomy


@click.command("tag")
@click.argument("source", metavar="[IN.jsonl]", required=False)
@click.option("-o", "--output", metavar="OUT.jsonl", default="-", show_default=True,
              help="Dónde escribir; «-» para la salida.")  # fmt: skip
@click.option("--model", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="Carpeta de otro modelo (por defecto, el que trae Puente).")  # fmt: skip
@click.option("--taxonomy", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Otro archivo TOML de líneas temáticas.")  # fmt: skip
def tag(*, source: str | None, output: str, model: Path | None, taxonomy: Path | None) -> None:
    """Pone ODS y líneas temáticas, con las palabras que los justifican.

    Con IN.jsonl («-» es la entrada) trabaja sobre líneas JSON {"id","title"?,"text"}, sin base
    de datos. Sin archivo, etiqueta lo nuevo y lo cambiado de la base de datos.
    """
    try:
        if source is None:
            counts = run_stage(open_service(), "tag", stages.tag)
            click.echo("Etiquetado: " + ", ".join(f"{n} {what}" for what, n in counts.items()))
            return
        records = read_records(source, text_from)
        tagger = Tagger.load(model, taxonomy=load_taxonomy(taxonomy))
        with bar("Etiquetando") as progress:
            written = write_records(output, tag_records(tagger, records, done=progress))
    except PuenteError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    click.echo(f"{written} textos etiquetados.", err=True)


COMMANDS: tuple[click.Command, ...] = (tag,)
