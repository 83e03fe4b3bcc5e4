"""Trabajos: what the timetable does, how each run ended, and asking for one now."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, func, or_, select

from matcher.jobs.asking import ask_job, asked_jobs
from matcher.jobs.models import JobRun
from matcher.jobs.pulse import BEAT, silent_since, told_silent
from matcher.jobs.told import TITLES, WHEN, told_counts
from matcher.people.queries import people
from matcher.text import number_of
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, _l
from matcher.web.frame.services import db, now, person, services
from matcher.web.values.filters import source_words
from matcher.web.values.lists import MOST_ROWS, as_table
from matcher.words.language import words_in

blueprint = Blueprint("timetable", __name__, url_prefix="/trabajos")
PAGE = 50
OUTCOMES = {
    "ok": _l("Terminó bien"),
    "failed": _l("Falló"),
    "running": _l("En marcha"),
}


@blueprint.get("")
@requires("manage-agency")
def index() -> ResponseReturnValue:
    """Each job with its last run, and the runs of three months, the newest first."""
    (name, outcome), after = _asked(), number_of(request.args.get("after"))
    runs = list(db().scalars(_narrowed(name, outcome, after=after).limit(PAGE + 1)))
    silent = silent_since(db(), now=now())
    words, timezone = words_in(person().language), services().settings.timezone
    return render_template(
        "timetable/index.html",
        titles=TITLES,
        when=WHEN,
        last={run.name: run for run in _last_runs()},
        asked={one.name: one for one in asked_jobs(db())},
        silent=words.say(told_silent(silent, timezone=timezone)) if silent else None,
        never=not db().scalar(select(JobRun.id).where(JobRun.name == BEAT).limit(1)),
        runs=runs[:PAGE],
        after=runs[PAGE - 1].id if len(runs) > PAGE else None,
        names={one.id: one.name for one in people(db())},
        outcomes=OUTCOMES,
        counts=lambda run: told_counts(run.name, run.counts),
        lasted=_lasted,
        asked_of={key: word for key, word in (("job", name), ("outcome", outcome)) if word},
    )


def _asked() -> tuple[str, str]:
    return request.args.get("job", ""), request.args.get("outcome", "")


@as_table(
    blueprint,
    index,
    named="trabajos",
    headings=("Cuándo", "Trabajo", "Quién lo pidió", "Tardó", "Cómo terminó", "Qué contó", "Error"),
)
def _rows() -> Iterator[list[Any]]:
    names = {one.id: one.name for one in people(db())}
    for run in db().scalars(_narrowed(*_asked(), after=None).limit(MOST_ROWS)):
        counted = [f"{_(what)}: {number}" for what, number in told_counts(run.name, run.counts)]
        yield [
            run.started_at,
            _(TITLES[run.name]) if run.name in TITLES else run.name,
            names.get(run.asked_by) if run.asked_by else None,
            _lasted(run),
            str(OUTCOMES[run.status]),
            " · ".join(counted) or None,
            source_words(run.error) if run.error else None,
        ]


@blueprint.post("/<name>/ahora")
@requires("manage-agency")
def ask(name: str) -> ResponseReturnValue:
    """Ask for one run; the timetable does it."""
    if ask_job(db(), name, by=person(), at=now()):
        flash(_("Pedido. Empieza en unos segundos si el horario está en marcha."))
    else:
        flash(_("Ya estaba pedido: empieza en cuanto el horario pueda."))
    return redirect(url_for("timetable.index"))


def _last_runs() -> list[JobRun]:
    """The newest run of each job."""
    newest = select(func.max(JobRun.id)).where(JobRun.name.in_(TITLES)).group_by(JobRun.name)
    return list(db().scalars(select(JobRun).where(JobRun.id.in_(newest))))


def _narrowed(name: str, outcome: str, *, after: int | None) -> Select[JobRun]:
    """The runs asked for. Those of every five minutes are left out where they ended well and
    nobody asked for them: nobody would find another among them.
    """
    query = select(JobRun).order_by(JobRun.id.desc())
    if name in TITLES:
        query = query.where(JobRun.name == name)
    else:
        query = query.where(or_(JobRun.name != BEAT, JobRun.status != "ok"))
    if outcome in OUTCOMES:
        query = query.where(JobRun.status == outcome)
    return query if after is None else query.where(JobRun.id < after)


def _lasted(run: JobRun) -> str:
    """How long a run took, or has taken so far: «1 h 5 min», «3 min 20 s», «12 s»."""
    whole = int(((run.finished_at or now()) - run.started_at) / timedelta(seconds=1))
    minutes, seconds = divmod(max(whole, 0), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
