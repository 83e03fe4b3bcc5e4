"""``puente extract``: calls in JSON Lines in, what their prose says in JSON Lines out."""

import sys
from collections.abc import Iterator
from typing import Any

import click

from scrapers.extract.reader import extract
from scrapers.extract.record import to_record
from scrapers.extract.text.lines import day_field, text_field
from scrapers.jsonl import BadLine, read_lines, write_lines


@click.command("extract")
@click.argument("source", metavar="ENTRADA.jsonl")
@click.option("-o", "--output", default="-", metavar="SALIDA.jsonl", help="«-» es la salida.")
def extract_command(source: str, *, output: str) -> None:
    """Lee fechas, montos, requisitos, idioma y clase en el texto de cada convocatoria.

    Cada línea de ENTRADA trae {"id", "title", "text"} y, si se sabe, "url", "fetched_on",
    "published_on" y "country". Con «-» se lee la entrada estándar.
    """
    try:
        count = write_lines(output, _records(source))
    except (BadLine, OSError, EOFError) as error:
        reason = getattr(error, "strerror", None)
        click.echo(f"{source}: {reason or error}", err=True)
        sys.exit(2)
    if output != "-":
        click.echo(f"{count} convocatorias leídas → {output}", err=True)


def _records(source: str) -> Iterator[dict[str, Any]]:
    """The output lines, one by one."""
    for number, record in read_lines(source):
        fetched_on = day_field(record, "fetched_on", number=number)
        found = extract(
            text_field(record, "title", number=number),
            text_field(record, "text", number=number, needed=True),
            url=text_field(record, "url", number=number) or None,
            fetched_on=fetched_on,
            published_on=day_field(record, "published_on", number=number),
            country=text_field(record, "country", number=number) or None,
        )
        yield {"id": record.get("id"), **to_record(found, fetched_on=fetched_on)}


COMMAND: click.Command = extract_command
