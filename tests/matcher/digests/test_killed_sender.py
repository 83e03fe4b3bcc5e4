"""``kill -9`` at every step of sending, for many officers: each digest arrives, none is lost."""

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import sessionmaker

from matcher.calls.models import Call, SourceRun
from matcher.db.session import transaction
from matcher.digests.models import Digest, DigestItem
from matcher.intake.store import Counts, SourceFacts, Store
from matcher.mail.models import OutgoingMail
from matcher.matches.models import Match
from matcher.people.models import Person
from matcher.projects.models import Project
from tests.conftest import NOON
from tests.matcher.intake.records import closing, record
from tests.matcher.mail.moody import Moody, free_port

ROOT = Path(__file__).parents[3]
MONDAY = NOON + timedelta(days=3)  # so that nobody is due another before the storm is over


def staff(sessions: sessionmaker, number: int) -> None:
    """So many officers, one project, one call that fits it."""
    with transaction(sessions) as session:
        session.add_all(
            Person(
                email=f"o{i}@ciudad.example",
                name=f"Oficial {i}",
                password_hash="x",
                role="profesional",
                created_at=NOON,
            )
            for i in range(number)
        )
        project = Project(
            name="Quebradas limpias",
            modalities=[],
            extra={},
            created_at=NOON,
            updated_at=NOON,
            confirmed_at=NOON,
        )
        store = Store(session, sources={"f": SourceFacts(title="F", aggregator=False)}, at=NOON)
        found = record("f", "1", title="Fondo de agua", deadlines=closing("2027-03-05"))
        store.add([found], Counts(), quiet=False)
        session.add_all([project, SourceRun(source_id="f", started_at=NOON, status="ok")])
        session.flush()
        session.add(
            Match(
                call_id=session.scalars(select(Call.id)).one(),
                project_id=project.id,
                score=0.9,
                confidence=0.8,
                signals={},
                blockers=[],
                fingerprint="x",
                first_at=NOON,
                computed_at=NOON,
                reasons=[{"kind": "terms", "text": "Ambos hablan de agua."}],
            )
        )


@pytest.fixture(scope="module")
def nursery() -> Iterator[subprocess.Popen[str]]:
    """What makes doomed processes: it has loaded everything once."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.matcher.digests.doomed"],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


@dataclass(frozen=True, kw_only=True)
class Office:
    """Officers, their database, the mail server, and the processes that die on them."""

    engine: Engine
    sessions: sessionmaker
    nursery: subprocess.Popen[str]

    def round(self, server: Moody, *, hours: int, step: int) -> int:
        """One round so many hours from now; what its process ended with."""
        assert self.nursery.stdin is not None
        assert self.nursery.stdout is not None
        database = self.engine.url.render_as_string(hide_password=False)
        at = (MONDAY + timedelta(hours=hours)).isoformat()
        self.nursery.stdin.write(f"{database} {server.port} {at} {step}\n")
        self.nursery.stdin.flush()
        return int(self.nursery.stdout.readline())


@pytest.fixture
def office(engine: Engine, sessions: sessionmaker, nursery: subprocess.Popen[str]) -> Office:
    return Office(engine=engine, sessions=sessions, nursery=nursery)


def storm(office: Office, *, officers: int, steps: list[int]) -> None:
    """Kill a sender at each of ``steps``, then let one live; look at what arrived."""
    staff(office.sessions, officers)
    server, hours = Moody(port=free_port()), 0
    with server.listening():
        for step in steps:
            assert office.round(server, hours=hours, step=step) == -signal.SIGKILL, step
            hours += 1
        for _ in range(4):  # what was killed over and over waits longer each time
            assert office.round(server, hours=hours, step=0) == 0
            hours += 6
    with office.sessions() as session:
        mails = session.scalars(select(OutgoingMail)).all()
        assert Counter(mail.state for mail in mails) == {"sent": officers}
        assert session.scalar(select(func.count()).select_from(Digest)) == officers
        assert session.scalar(select(func.count()).select_from(DigestItem)) == officers
    assert set(server.taken) == {mail.message_id for mail in mails}
    copies = Counter(server.taken)
    assert sum(copies.values()) - officers <= len(steps)  # a kill costs one copy at the most
    assert timedelta(hours=hours) < timedelta(days=5)


def test_killed_at_each_of_the_first_steps(office: Office) -> None:
    storm(office, officers=12, steps=list(range(1, 15)))


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_killed_at_every_step_for_a_thousand_officers(office: Office) -> None:
    """Every step of the first mails, then all through the rest, at another step each time."""
    storm(office, officers=1000, steps=[*range(1, 41), *([97, 101, 103] * 10)])
