"""What is older than the settings keep goes; what somebody may still ask for stays."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.calls.models import Sighting, Snapshot, SourceRun
from matcher.clock import FixedClock
from matcher.db.session import transaction
from matcher.digests.models import Digest
from matcher.intake.store import Counts, SourceFacts, Store
from matcher.jobs.models import JobRun
from matcher.jobs.pruning import pack, prune
from matcher.mail.models import OutgoingMail
from matcher.people.models import Person
from matcher.settings import Settings
from tests.conftest import NOON
from tests.matcher.intake.records import closing, record

OLD, YOUNG = NOON - timedelta(days=500), NOON - timedelta(days=100)


def mail(once: str, at) -> OutgoingMail:
    return OutgoingMail(
        kind="digest",
        recipient="luz@ciudad.example",
        recipient_name="Luz",
        message_id=f"<{once}@ciudad.example>",
        subject="Novedades",
        text="Las palabras",
        html="<p>Las palabras",
        headers={},
        state="sent",
        created_at=at,
    )


def fill(session: Session) -> None:
    person = Person(
        email="luz@ciudad.example",
        name="Luz",
        password_hash="x",
        role="profesional",
        created_at=OLD,
    )
    told = mail("contado", OLD)
    store = Store(session, sources={"f": SourceFacts(title="F", aggregator=False)}, at=OLD)
    store.add(
        [record("f", "1", title="Fondo", deadlines=closing("2027-03-05"))], Counts(), quiet=False
    )
    session.add_all([person, told, mail("viejo", OLD), mail("nuevo", YOUNG)])
    session.flush()
    session.add(Digest(person_id=person.id, mail_id=told.id, created_at=OLD))
    session.add_all(SourceRun(source_id=s, started_at=OLD, status="ok") for s in ("f", "f", "g"))
    session.add(SourceRun(source_id="f", started_at=YOUNG, status="ok"))
    session.add_all(JobRun(name=n, started_at=OLD, status="ok") for n in ("a", "a", "b"))
    sighting = session.scalars(select(Sighting.id)).one()
    session.add_all(
        Snapshot(
            sighting_id=sighting,
            fingerprint=name,
            url="https://f.example/1",
            content_type="text/html",
            fetched_at=OLD,
            body=b"x" * 9000,
        )
        for name in ("superada", "la última")
    )


def test_what_is_old_goes_and_the_last_of_each_stays(
    sessions: sessionmaker[Session], settings: Settings, clock: FixedClock
) -> None:
    with transaction(sessions) as session:
        fill(session)
    assert prune(sessions, replace(settings, keep_days=0), clock=clock) == {}
    counts = prune(sessions, settings, clock=clock)
    assert counts["readings"] == 2
    assert counts["runs"] == 1
    assert counts["mails"] == 1
    assert counts["layouts"] == 1
    assert counts["snapshots"] >= 1
    with sessions() as session:
        left = set(session.scalars(select(Snapshot.fingerprint)))
        assert "la última" in left
        assert "superada" not in left
        kept = {one.message_id: one for one in session.scalars(select(OutgoingMail))}
        assert set(kept) == {"<contado@ciudad.example>", "<nuevo@ciudad.example>"}
        assert kept["<contado@ciudad.example>"].text == "Las palabras"
        assert kept["<nuevo@ciudad.example>"].html
        assert set(session.scalars(select(SourceRun.source_id))) == {"f", "g"}
        assert session.scalar(select(func.count()).select_from(JobRun)) == 2
        engine = session.get_bind().engine
    again = prune(sessions, settings, clock=clock)
    assert not any(again.values())
    assert pack(engine) >= 0
