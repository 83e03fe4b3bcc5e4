"""``puente same``: records in JSON Lines in, which of them are one call out."""

import sys
from collections.abc import Iterator
from typing import Any

import click

from matcher.errors import InvalidInput, PuenteError
from matcher.intake.grouping import FiledRecord, Grouped, RecordId, grouped, record_from
from matcher.jsonl import each_record, write_records
from matcher.words.language import Words
from matcher.words.twins import twin_words


@click.command("same")
@click.argument("source", metavar="ENTRADA.jsonl")
@click.option("-o", "--output", default="-", metavar="SALIDA.jsonl", help="«-» es la salida.")
@click.option("--explain", "why", is_flag=True, help="Añade «reasons»: por qué, en palabras.")
def same(source: str, *, output: str, why: bool) -> None:
    """Dice qué registros son la misma convocatoria, con las reglas de la recolección.

    Cada línea de ENTRADA trae lo que escribe «puente extract» y además "source_id", "url",
    "title", "text", "funder", "deadline", "identifiers", "links" y "aggregator"; solo "id" y
    "title" son obligatorios. Por cada una sale {"id", "group", "doubtful"}: los registros del
    mismo "group" son una convocatoria, y los de "doubtful" pueden serlo y pide mirarlos una
    persona. No usa la base de datos. Con «-» se lee la entrada estándar.
    """
    try:
        found = grouped(_each_once(source))
        count = write_records(output, (_line(one, why=why) for one in found))
    except PuenteError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if output != "-":
        click.echo(f"{count} registros comparados → {output}", err=True)


def _each_once(source: str) -> Iterator[FiledRecord]:
    """The records of the file; two of one name could not be told apart in the answer."""
    seen: set[RecordId] = set()

    def fresh(line: Any) -> FiledRecord:
        record = record_from(line)
        if record.id in seen:
            raise InvalidInput("el id «%(id)s» ya salió antes.", id=record.id, field="id")
        seen.add(record.id)
        return record

    return each_record(source, fresh)


def _line(one: Grouped, *, why: bool) -> dict[str, Any]:
    line: dict[str, Any] = {
        "id": one.id,
        "group": one.group,
        "doubtful": [other for other, _ in one.doubts],
    }
    if not why:
        return line
    spanish = Words("es")
    joined = twin_words(spanish, one.why.to_reason()) if one.why else None
    doubts = [[other, twin_words(spanish, told.to_reason())] for other, told in one.doubts]
    return line | {"reasons": {"group": joined, "doubtful": doubts}}
