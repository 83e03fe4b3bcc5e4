"""For programs that watch: is it alive, can it serve, and figures for Prometheus.

A monitor asks every few seconds, so nothing here reads more than counts by an index. The figures
hold no name and no address of anybody.
"""

from collections.abc import Iterable
from ipaddress import ip_address
from pathlib import Path

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.db.migrate import current_revision, is_known, latest_revision
from matcher.intake.health import health
from matcher.jobs.pulse import read_pulse
from matcher.mail.models import OutgoingMail
from matcher.matches.models import Match
from matcher.projects.models import Project
from matcher.web.frame.access import public
from matcher.web.frame.services import db, now, services

blueprint = Blueprint("health", __name__)
FAILED = 503
_COUNTED = {"calls": Call.id, "projects": Project.id, "matches": Match.id}


@blueprint.get("/healthz")
@public
def alive() -> ResponseReturnValue:
    """The process answers; it asks nothing of the database."""
    return _plain("ok")


@blueprint.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    """It can serve: the database answers, where it was, and has the schema of this release."""
    engine = services().sessions.kw["bind"]
    try:
        db().execute(select(1))
        revision = current_revision(engine)
    except SQLAlchemyError:
        return _plain("la base de datos no responde", FAILED)
    if engine.dialect.name == "sqlite" and not Path(engine.url.database).exists():
        # what is open goes on answering, and what it is told is lost with it
        return _plain("el archivo de la base de datos ya no está en su sitio", FAILED)
    if revision != latest_revision():
        return _plain(_other(revision), FAILED)
    return _plain("ok")


def _other(revision: str | None) -> str:
    """What to do about a schema that is not this release's."""
    if revision is None:
        return "la base de datos no dice qué esquema tiene"
    if not is_known(revision):
        return f"el esquema es {revision}, de una versión más nueva de Puente: instale esa versión"
    return f"el esquema es {revision}: falta actualizar la base de datos"


def _plain(text: str, status: int = 200) -> Response:
    return Response(text + "\n", status=status, mimetype="text/plain")


@blueprint.get("/metrics")
@public
def metrics() -> ResponseReturnValue:
    """Figures in the format of Prometheus, for whom the settings let read them."""
    who = services().settings.metrics
    if who == "no" or (who == "local" and not _from_here()):
        abort(404)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_ServiceFigures(db()))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _from_here() -> bool:
    """Whether a program of this machine asks by itself: what comes through a proxy says so."""
    try:
        loopback = ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
    return loopback and "X-Forwarded-For" not in request.headers and "Via" not in request.headers


class _ServiceFigures(Collector):
    """What the database tells of how the service is doing."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def collect(self) -> Iterable[Metric]:
        """The figures, read as they are asked for."""
        yield self._rows()
        yield self._mails()
        yield self._sources()
        yield from self._stages()

    def _rows(self) -> Metric:
        found = GaugeMetricFamily("puente_rows", "Rows by noun.", labels=["noun"])
        for noun, column in _COUNTED.items():
            found.add_metric([noun], self._session.scalar(select(func.count(column))) or 0)
        return found

    def _mails(self) -> Metric:
        found = GaugeMetricFamily("puente_mails", "Mails by state.", labels=["state"])
        asked = select(OutgoingMail.state, func.count()).group_by(OutgoingMail.state)
        for state, count in self._session.execute(asked):
            found.add_metric([state], count)
        return found

    def _sources(self) -> Metric:
        found = GaugeMetricFamily(
            "puente_source_well",
            "Whether the last reading of a source went well.",
            labels=["source"],
        )
        for source_id, state in health(self._session).items():
            found.add_metric([source_id], float(state.well))
        return found

    def _stages(self) -> Iterable[Metric]:
        age = GaugeMetricFamily(
            "puente_stage_age_seconds",
            "Seconds since a stage of the timetable last ended well.",
            labels=["stage"],
        )
        late = GaugeMetricFamily(
            "puente_stage_late", "Whether a stage should have run long ago.", labels=["stage"]
        )
        for stage, pulse in read_pulse(self._session, now=now()).items():
            if pulse.last_good is not None:
                age.add_metric([stage], (now() - pulse.last_good).total_seconds())
            late.add_metric([stage], float(pulse.late))
        return age, late
