"""``puente extract``: calls in JSON Lines in, what their prose says in JSON Lines out."""

import sys
from collections.abc import Iterator
from typing import Any

import click

from scrapers.extract.explain import explain
from scrapers.extract.reader import extract
from scrapers.extract.record import to_record
from scrapers.extract.text.lines import day_field, text_field
from scrapers.jsonl import BadLine, read_jsonl, write_jsonl


@click.command("extract")
@click.argument("source", metavar="ENTRADA.jsonl")
@click.option("-o", "--output", default="-", metavar="SALIDA.jsonl", help="«-» es la salida.")
@click.option("--explain", "why", is_flag=True, help="Añade «explain»: qué regla leyó cada dato.")
@click.option(
    "--agency-country",
    default="CO",
    envvar="PUENTE_AGENCY_COUNTRY",
    metavar="PAÍS",
    help="Por qué país se pregunta (ISO 3166, dos letras); PUENTE_AGENCY_COUNTRY.",
)
def extract_command(source: str, *, output: str, why: bool, agency_country: str) -> None:
    """Lee fechas, montos, requisitos, idioma y clase en el texto de cada convocatoria.

    Cada línea de ENTRADA trae {"id", "title", "text"} y, si se sabe, "url", "fetched_on",
    "published_on" y "country". Con «-» se lee la entrada estándar.
    """
    try:
        count = write_jsonl(
            output, _records(source, why=why, agency_country=agency_country.upper())
        )
    except (BadLine, OSError, EOFError) as error:
        reason = getattr(error, "strerror", None)
        click.echo(f"{source}: {reason or error}", err=True)
        sys.exit(2)
    if output != "-":
        click.echo(f"{count} convocatorias leídas → {output}", err=True)


def _records(source: str, *, why: bool, agency_country: str) -> Iterator[dict[str, Any]]:
    """The output lines, one by one."""
    for number, record in read_jsonl(source):
        fetched_on = day_field(record, "fetched_on", number=number)
        title = text_field(record, "title", number=number)
        text = text_field(record, "text", number=number, needed=True)
        country = text_field(record, "country", number=number) or None
        found = extract(
            title,
            text,
            url=text_field(record, "url", number=number) or None,
            published_on=day_field(record, "published_on", number=number),
            read_on=fetched_on,
            country=country,
            agency_country=agency_country,
        )
        out = {"id": record.get("id"), **to_record(found, fetched_on=fetched_on)}
        if why:
            amounts = bool(found.amounts)
            out["explain"] = explain(
                title,
                text,
                country=country,
                has_amounts=amounts,
                agency_country=agency_country,
            )
        yield out


COMMAND: click.Command = extract_command
