"""``puente rehearse``: what another setting would have done, before anybody writes it down."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.cli.service import Service, open_service
from matcher.cli.terminal import bar
from matcher.db.session import transaction
from matcher.messages import long_day
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.ranking.score import load_ranker
from matcher.rehearsals.running import STEPS
from matcher.rehearsals.trying import TRIED, TriedSetting, difference, settings_with

Found = Mapping[str, Any]
_MAILS = (
    ("new", "Avisos nuevos"),
    ("gone", "Avisos que no habrían salido"),
    ("moved", "Avisos de otro día"),
)
_MATCHES = (
    ("new", "Coincidencias nuevas"),
    ("gone", "Coincidencias que dejarían de estar"),
    ("moved", "Coincidencias de otro puesto o afinidad"),
)


@click.command("rehearse")
@click.option(
    "--set",
    "given",
    metavar="NOMBRE=VALOR",
    multiple=True,
    help=f"Un ajuste y su valor, las veces que haga falta: {', '.join(TRIED)}.",
)
@click.option(
    "--ranker",
    "ranker",
    metavar="PESOS.toml",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Otros pesos de las coincidencias: una copia de ranker.toml con lo que se quiere cambiar.",
)
def rehearse(*, given: Sequence[str], ranker: Path | None) -> None:
    """Repite los últimos doce meses con otros ajustes y dice qué cambia. No guarda nada.

    Así se ve qué coincidencias y qué avisos por correo habría de más, de menos y en otro
    puesto u otro día, antes de escribir el ajuste en el archivo.
    """
    if not given and ranker is None:
        raise click.UsageError("Diga qué se ensaya: --set NOMBRE=VALOR o --ranker PESOS.toml.")
    if wrong := [one for one in given if "=" not in one]:
        raise click.UsageError(f"--set {wrong[0]}: escriba NOMBRE=VALOR.")
    service = open_service()
    named = dict(one.split("=", 1) for one in given)
    tell_difference(
        service,
        TriedSetting(
            settings=settings_with(service.settings, named),
            ranker=load_ranker(ranker) if ranker else None,
        ),
    )


def tell_difference(service: Service, trial: TriedSetting) -> None:
    """Replay the last twelve months with ``trial``, and say what differs."""
    done = 0
    with bar("Repitiendo los últimos doce meses") as progress:

        def step() -> None:
            nonlocal done
            done += 1
            progress(done, STEPS)

        found = difference(
            service.sessions, service.settings, trial, at=service.clock.now(), step=step
        )
    with transaction(service.sessions) as session:
        for line in _told(session, found):
            click.echo(line)


def _told(session: Session, found: Found) -> Iterator[str]:
    yield (
        f"Los últimos doce meses otra vez: {found['calls']} convocatorias, {found['projects']} "
        f"proyectos, {found['told']} avisos por correo. No se ha guardado nada."
    )
    mailed, listed = found["mailed"], found["matches"]
    if not found["mails"]:
        yield "En estos doce meses no salió ningún correo de novedades: no hay con qué comparar."
    elif not _any(mailed):
        yield "Correos: habría llegado lo mismo, a las mismas personas y los mismos días."
    for kind, label in _MAILS:
        yield from _part(label, mailed, kind, [_mail(session, one) for one in _of(mailed, kind)])
    if not _any(listed):
        yield "Coincidencias: las listas de todos los proyectos habrían sido las mismas."
    for kind, label in _MATCHES:
        yield from _part(label, listed, kind, [_match(session, one) for one in _of(listed, kind)])
    if found["repeated"] < found["told"]:
        yield (
            f"El ensayo repite {found['repeated']} de los {found['told']} avisos que salieron. Los "
            "demás dependen de textos, páginas u opiniones que cambiaron después: se dejan como "
            "fueron."
        )


def _any(part: Found) -> bool:
    return any(part[kind] for kind in ("new", "gone", "moved"))


def _of(part: Found, kind: str) -> Sequence[Found]:
    examples: Sequence[Found] = part["examples"][kind]
    return examples


def _part(label: str, part: Found, kind: str, shown: Sequence[str]) -> Iterator[str]:
    if part[kind]:
        yield f"{label}: {part[kind]}"
        yield from (f"  {line}" for line in shown)
    if part[kind] > len(shown):
        yield f"  … y {part[kind] - len(shown)} más"


def _mail(session: Session, one: Found) -> str:
    person = session.get(Person, one["person"])
    was, would = (_day(one[key]) for key in ("was", "is"))
    days = f"el {would}, no el {was}" if was and would else f"el {was or would}"
    return f"{person.name if person else 'Alguien'}, {days}: {_pair(session, one)}"


def _day(written: str | None) -> str:
    return long_day(date.fromisoformat(written), "es") if written else ""


def _match(session: Session, one: Found) -> str:
    places = [f"puesto {place}" for place in (one["was"], one["is"]) if place]
    fits = [f"{round(100 * fit)}" for fit in (one["score_was"], one["score_is"]) if fit is not None]
    moved = " → ".join(dict.fromkeys(places))
    return f"{moved} (afinidad {' → '.join(dict.fromkeys(fits))}): {_pair(session, one)}"


def _pair(session: Session, one: Found) -> str:
    call, project = session.get(Call, one["call"]), session.get(Project, one["project"])
    return (
        f"«{call.title if call else 'una convocatoria que ya no está'}», por "
        f"«{project.name if project else 'un proyecto que ya no está'}»"
    )
