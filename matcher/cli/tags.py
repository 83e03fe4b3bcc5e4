"""``puente tag`` and ``puente train``: ODS and lines, on files or of the whole database."""

import sys
from pathlib import Path

import click

from matcher.cli.pipe import run_stage, tell_stage
from matcher.cli.rehearse import tell_difference
from matcher.cli.service import Service, open_service
from matcher.cli.terminal import bar
from matcher.db.session import transaction
from matcher.errors import PuenteError
from matcher.jobs import stages
from matcher.jsonl import read_records, write_records
from matcher.projects.subjects import PROJECTS
from matcher.rehearsals.trying import TriedSetting
from matcher.settings import from_env
from matcher.tags.classifier.lexicon import BASE
from matcher.tags.classifier.tagger import Tagger
from matcher.tags.classifier.taxonomy import load_taxonomy
from matcher.tags.classifier.weights import ModelWeights, load_weights
from matcher.tags.corpora import read_corpora
from matcher.tags.learning import MODELS, former, go_back, learn, put_in_service
from matcher.tags.records import correction_from, tag_records, text_from
from matcher.tags.retraining import Retraining, load_current, retrain, roll_back, store
from matcher.tags.tagging import CALLS


@click.command("tag")
@click.argument("source", metavar="[IN.jsonl]", required=False)
@click.option(
    "-o",
    "--output",
    metavar="OUT.jsonl",
    default="-",
    show_default=True,
    help="Dónde escribir; «-» para la salida.",
)
@click.option(
    "--model",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Carpeta de otro modelo (por defecto, el que trae Puente).",
)
@click.option(
    "--taxonomy",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Otro archivo TOML de líneas temáticas.",
)
def tag(*, source: str | None, output: str, model: Path | None, taxonomy: Path | None) -> None:
    """Pone ODS y líneas temáticas, con las palabras que los justifican.

    Con IN.jsonl («-» es la entrada) trabaja sobre líneas JSON {"id","title"?,"text"}, sin base
    de datos. Sin archivo, etiqueta lo nuevo y lo cambiado de la base de datos.
    """
    try:
        if source is None:
            tell_stage("tag", run_stage(open_service(), "tag", stages.tag))
            return
        records = read_records(source, text_from)
        tagger = Tagger.load(model, taxonomy=load_taxonomy(taxonomy))
        with bar("Etiquetando") as progress:
            written = write_records(output, tag_records(tagger, records, done=progress))
    except PuenteError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    click.echo(f"{written} textos etiquetados.", err=True)


@click.command("train")
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Carpeta con los textos de base: entrena de nuevo desde cero.",
)
@click.option(
    "--corrections",
    metavar="FILE.jsonl",
    help='Correcciones: {"title"?,"text","ods":{"4":true},"lines":{…}}.',
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Carpeta de modelos (por defecto, la de esta instalación).",
)
@click.option(
    "--taxonomy",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Otro archivo TOML de líneas temáticas.",
)
@click.option("--rollback", is_flag=True, help="Volver al modelo anterior.")
@click.option(
    "--yes", "sure", is_flag=True, help="No preguntar, ni ensayar los últimos doce meses."
)
def train(
    *,
    data: Path | None,
    corrections: str | None,
    out: Path | None,
    taxonomy: Path | None,
    rollback: bool,
    sure: bool,
) -> None:
    """Aprende de las correcciones; no cambia el modelo si el nuevo mide peor.

    Sin --corrections ni --out aprende de las correcciones de la base de datos y, antes de
    poner el modelo en servicio, repite con él los últimos doce meses, dice qué cambia y
    pregunta. El modelo anterior se conserva: con --rollback vuelve a estar en servicio.
    """
    try:
        if out is None and corrections is None:
            version = _train_service(data, rollback=rollback, sure=sure)
        else:
            models = out or from_env().data_dir / MODELS
            version = _train_files(data, corrections, models, taxonomy, rollback=rollback)
    except PuenteError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if version is None:
        sys.exit(1)
    click.echo(f"En servicio: modelo {version}.")


def _train_service(data: Path | None, *, rollback: bool, sure: bool) -> str | None:
    """Learn from the database; the version in service, ``None`` where the new one is refused."""
    service = open_service()
    if rollback:
        weights = former(service.settings)
    else:
        with transaction(service.sessions) as session:
            found = learn(
                session,
                service.settings,
                kinds=(CALLS, PROJECTS),
                examples=read_corpora(data) if data else (),
            )
        if _told(found) is None:
            return None
        weights = found.weights
    if not (sure or _wanted(service, weights)):
        return None
    now = service.clock.now()
    with transaction(service.sessions) as session:
        if rollback:
            return go_back(session, service.settings, now=now)
        return put_in_service(session, service.settings, weights, now=now).version


def _wanted(service: Service, weights: ModelWeights) -> bool:
    """Whether somebody who has seen what ``weights`` would have done wants them in service."""
    tell_difference(service, TriedSetting(settings=service.settings, weights=weights))
    try:
        return click.confirm(f"¿Poner en servicio el modelo {weights.version}?")
    except click.Abort:  # nobody is there to answer
        click.echo("\nSigue el modelo anterior. Sin nadie que responda, añada --yes.", err=True)
        return False


def _train_files(
    data: Path | None,
    corrections: str | None,
    models: Path,
    taxonomy: Path | None,
    *,
    rollback: bool,
) -> str | None:
    """Learn from files into a models folder; as :func:`_train_service`."""
    if rollback:
        return roll_back(models)
    found = retrain(
        load_current(models),
        read_records(corrections, correction_from) if corrections else [],
        base=load_weights(BASE),
        taxonomy=load_taxonomy(taxonomy),
        examples=read_corpora(data) if data else (),
    )
    if found.accepted:
        store(found.weights, models)
    return _told(found)


def _told(found: Retraining) -> str | None:
    """Say how the new model measured; its version, if it was accepted."""
    _tell(found)
    return found.weights.version if found.accepted else None


def _tell(found: Retraining) -> None:
    """What the measurement says, in a sentence."""
    if found.before is None or found.after is None:
        click.echo("Hay muy pocas correcciones para medir; se aprendió de todas.", err=True)
        return
    verdict = "se acepta" if found.accepted else "se rechaza: sigue el modelo anterior"
    click.echo(
        f"Acuerdo con las personas en {found.judged} respuestas apartadas: antes "
        f"{found.before:.1%}, ahora {found.after:.1%}; {verdict}.",
        err=True,
    )
