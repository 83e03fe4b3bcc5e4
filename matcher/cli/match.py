"""``puente match``: which calls fit which projects, on files or on the database."""

import os
import sys
from collections.abc import Iterator

import click

from matcher.cli.pipe import run_stage, tell_stage
from matcher.cli.service import open_service
from matcher.cli.terminal import bar
from matcher.clock import SystemClock
from matcher.errors import PuenteError
from matcher.jobs import stages
from matcher.jsonl import read_records, write_records
from matcher.matches.pairing import rank
from matcher.matches.records import call_from, match_record, project_from
from matcher.meaning.encoder import find_encoder
from matcher.meaning.kept import Folder, KeptMeaning
from matcher.ranking.index import Tools
from matcher.ranking.inputs import CallText, Direction, ProjectText, RankedPair
from matcher.ranking.score import shipped_ranker
from matcher.ranking.workers import open_workers
from matcher.settings import Settings, from_env
from matcher.tags.classifier.tagger import Tagger
from matcher.tags.classifier.taxonomy import load_taxonomy
from matcher.translation.translation import Translation


@click.command("match")
@click.option(
    "--calls", "calls_path", metavar="C.jsonl", help="Convocatorias; «-» para la entrada."
)
@click.option("--projects", "projects_path", metavar="P.jsonl", help="Proyectos.")
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="Cuántas convocatorias por proyecto (o proyectos por convocatoria).",
)
@click.option(
    "--by",
    type=click.Choice(["project", "call"]),
    default="project",
    show_default=True,
    help="Para quién se busca.",
)
@click.option(
    "-o",
    "--output",
    "output",
    metavar="OUT.jsonl",
    default="-",
    show_default=True,
    help="Dónde escribir; «-» para la salida.",
)
@click.option(
    "--explain", "explain", is_flag=True, help="Añade «explain»: cuánto suma cada señal al puntaje."
)
def match(
    *,
    calls_path: str | None,
    projects_path: str | None,
    top: int,
    by: Direction,
    output: str,
    explain: bool,
) -> None:
    """Empareja convocatorias y proyectos, con razones.

    Con --calls y --projects trabaja sobre archivos de líneas JSON, sin base de datos. Sin
    archivos, empareja lo nuevo y lo cambiado de la base de datos.
    """
    if calls_path is None and projects_path is None:
        tell_stage("match", run_stage(open_service(), "match", stages.match))
        return
    if calls_path is None or projects_path is None:
        raise click.UsageError("Indique los dos archivos: --calls y --projects.")
    if calls_path == projects_path == "-":
        raise click.UsageError("Solo uno de los dos archivos puede ser la entrada «-».")
    try:
        settings = from_env()
        calls = read_records(calls_path, call_from)
        projects = read_records(projects_path, project_from)
        found = _ranked(calls, projects, top=top, by=by, settings=settings)
        written = write_records(output, (match_record(one, explain=explain) for one in found))
    except PuenteError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    click.echo(f"{written} parejas escritas.", err=True)


def _ranked(
    calls: list[CallText],
    projects: list[ProjectText],
    *,
    top: int,
    by: Direction,
    settings: Settings,
) -> Iterator[RankedPair]:
    """The answer, a pair at a time."""
    tools = open_tools(settings)
    taxonomy = load_taxonomy()
    with open_workers(settings.cluster) as workers, bar("Emparejando") as progress:
        yield from rank(
            calls,
            projects,
            top=top,
            by=by,
            tools=tools,
            today=SystemClock().now().date(),
            workers=workers,
            progress=progress,
            processes=len(os.sched_getaffinity(0)),
            line_names={line.code: line.name for line in taxonomy.lines},
        )


def open_tools(settings: Settings) -> Tools:
    """What matching works with on this machine."""
    return Tools(
        translation=Translation.local(apertium=settings.apertium, cache=settings.cache),
        ranker=shipped_ranker(),
        topics=Tagger.load(),
        meaning=_meaning(settings),
    )


def _meaning(settings: Settings) -> KeptMeaning | None:
    """What texts mean, with the vectors of earlier runs."""
    encoder = find_encoder(wanted=settings.semantic)
    return KeptMeaning(encoder, Folder(settings.cache / "meaning")) if encoder else None
