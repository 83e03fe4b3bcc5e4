"""The pipe by hand: ``collect``, ``notify``, ``cycle``; and the service: ``scheduler``."""

import logging
import signal
import threading
from typing import Any

import click
from sqlalchemy.exc import OperationalError

from matcher.cli.service import Service, open_service
from matcher.cli.terminal import bar
from matcher.clock import ClockWatch
from matcher.coded import to_message
from matcher.errors import JobRunning, PuenteError
from matcher.jobs.job import run_job
from matcher.jobs.leader import RETRY_SECONDS, lead
from matcher.jobs.schedule import TIMETABLE, Work, cycle
from matcher.jobs.scheduler import build_scheduler, catch_up, run_asked
from matcher.jobs.stages import Pipe, notify
from matcher.logs import configure

logger = logging.getLogger(__name__)
ASKED_SECONDS = 5.0
TITLES = {
    "collect": "Leyendo las fuentes",
    "tag": "Etiquetando",
    "match": "Emparejando",
    "translate": "Poniendo en español",
    "notify": "Escribiendo los correos",
    "prune": "Podando lo antiguo",
}


def run_stage(service: Service, name: str, work: Work) -> dict[str, Any]:
    """Run one stage with a progress bar; returns what it counted.

    :raises PuenteError: if it failed, or runs already elsewhere.
    """
    pipe = Pipe(sessions=service.sessions, settings=service.settings)
    with bar(TITLES[name]) as progress:
        run = run_job(
            service.sessions,
            name,
            lambda context: work(pipe, context),
            clock=service.clock,
            progress=progress,
        )
    if run.status == "failed":
        raise PuenteError(f"{TITLES[name]}: falló. {to_message(run.error or {})}")
    return dict(run.counts)


@click.command()
@click.option("--source", help="Solo esta fuente (vea: puente sources list).")
def collect(source: str | None) -> None:
    """Lee las fuentes y guarda lo nuevo y lo que cambió."""
    name, work = cycle(source)[0]
    tell_stage(name, run_stage(open_service(), name, work))


@click.command(name="notify")
def notify_command() -> None:
    """Escribe y envía los correos que tocan hoy."""
    tell_stage("notify", run_stage(open_service(), "notify", notify))


@click.command(name="cycle")
def cycle_command() -> None:
    """Recorre todo: leer, etiquetar, emparejar y avisar."""
    service = open_service()
    for name, work in cycle():
        tell_stage(name, run_stage(service, name, work))


@click.command()
def scheduler() -> None:
    """Cumple el horario en su propio proceso, hasta que se le pida terminar (Ctrl-C)."""
    configure()
    service = open_service()
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())
    waiting = False
    while not over.is_set():
        try:
            with lead(service.sessions, clock=service.clock) as lost:
                _keep_time(service, over=over, lost=lost)
            waiting = False
        except JobRunning:
            if not waiting:
                click.echo("Otro horario está en marcha; este espera por si el otro se detiene.")
            waiting = True
            over.wait(RETRY_SECONDS)
        except OperationalError:
            logger.warning("no database; the timetable waits for it", exc_info=True)
            over.wait(RETRY_SECONDS)


def _keep_time(service: Service, *, over: threading.Event, lost: threading.Event) -> None:
    """Run the timetable until somebody ends it, or another process leads."""
    pipe = Pipe(sessions=service.sessions, settings=service.settings)
    planned = build_scheduler(pipe, clock=service.clock)
    planned.start()
    click.echo("El horario está en marcha. Ctrl-C para terminar.")
    threading.Thread(target=_catch_up, args=[pipe, service], daemon=True).start()
    threading.Thread(target=_answer, args=[pipe, service, over, lost], daemon=True).start()
    moved = ClockWatch(service.clock)
    while not over.wait(1.0) and not lost.is_set() and not moved():
        pass
    if lost.is_set():
        click.echo("Otro horario tomó el relevo; este deja de cumplirlo.")
    elif not over.is_set():
        click.echo("El reloj del servidor cambió: el horario se cuenta de nuevo desde ahora.")
    planned.shutdown(wait=over.is_set())


def _catch_up(pipe: Pipe, service: Service) -> None:
    titles = {planned.name: planned.title for planned in TIMETABLE}
    try:
        for name in catch_up(pipe, clock=service.clock):
            click.echo(f"Se puso al día: {titles[name]}")
    except OperationalError:  # the database is away for a moment: the timetable goes on
        logger.warning("could not catch up", exc_info=True)


def _answer(pipe: Pipe, service: Service, over: threading.Event, lost: threading.Event) -> None:
    """Run what people ask for in their pages, while this process leads."""
    while not over.wait(ASKED_SECONDS) and not lost.is_set():
        try:
            run_asked(pipe, clock=service.clock)
        except OperationalError:  # the database is away for a moment: there is a next time
            logger.warning("what was asked for waits", exc_info=True)


def _tell_collect(counts: dict[str, Any]) -> None:
    """A line per source, and the failed ones where nobody overlooks them."""
    marks = {"ok": "bien", "unhealthy": "con dudas", "failed": "FALLÓ"}
    for source_id, c in counts.items():
        click.echo(
            f"  {source_id:<22} {marks[c['status']]:<10} {c['found']:>5} encontradas  "
            f"{c['new']:>5} {_word('new', c['new']):<6}  {c['changed']:>4} cambiadas  "
            f"{c['merged']:>4} repetidas  {c['withdrawn']:>4} retiradas"
        )


WORDS = {
    "calls": ("convocatoria", "convocatorias"),
    "projects": ("proyecto", "proyectos"),
    "assigned": ("etiqueta asignada", "etiquetas asignadas"),
    "unchanged": ("sin cambios", "sin cambios"),
    "new": ("nueva", "nuevas"),
    "changed": ("cambiada", "cambiadas"),
    "gone": ("que ya no va", "que ya no van"),
    "texts": ("texto en español", "textos en español"),
    "refused": ("que no se entendió", "que no se entendieron"),
    "queued": ("por enviar", "por enviar"),
    "sent": ("enviado", "enviados"),
    "waiting": ("que espera otro intento", "que esperan otro intento"),
    "unknown": ("del que no se sabe si salió", "de los que no se sabe si salieron"),
    "failed": ("que no salió", "que no salieron"),
}


def _word(key: str, number: int) -> str:
    one, many = WORDS[key]
    return one if number == 1 else many


def tell_stage(name: str, counts: dict[str, Any]) -> None:
    """Say in words what a stage counted."""
    if name == "collect":
        _tell_collect(counts)
    else:
        click.echo(
            "  " + ", ".join(f"{value} {_word(key, value)}" for key, value in counts.items())
        )
