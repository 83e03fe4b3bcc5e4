"""An installation with mail in every old state comes to the outbox and back; no mail is lost."""

from datetime import timedelta

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session, sessionmaker

from matcher.calls.models import Call
from matcher.db.migrate import alembic_config
from matcher.db.session import transaction
from matcher.digests.models import Digest, DigestItem
from matcher.intake.store import Counts, SourceFacts, Store
from matcher.mail.models import OutgoingMail
from matcher.people.queries import add_person
from tests.conftest import NOON
from tests.matcher.intake.records import record

OLD = (  # state and tries before; what becomes of it, and whether what it told counts as told
    ("sent", 1, "sent", True),
    ("queued", 0, "waiting", True),
    ("failed", 2, "waiting", True),
    ("failed", 5, "failed", False),
    ("sending", 1, "failed", False),
)


def move(engine: Engine, *, back: bool) -> None:
    config = alembic_config()
    script = ScriptDirectory.from_config(config).get_revision("0009")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        if back:
            command.downgrade(config, str(script.down_revision))
        else:
            command.upgrade(config, "head")


@pytest.fixture
def told(sessions: sessionmaker[Session]) -> None:
    """One person with five digests, each of which told one thing."""
    with transaction(sessions) as session:
        person = add_person(
            session,
            email="ana@ciudad.example",
            name="Ana",
            password="una clave larga",
            role="profesional",
            at=NOON,
        )
        store = Store(session, sources={"f": SourceFacts(title="F", aggregator=False)}, at=NOON)
        store.add([record("f", "1", title="Fondo")], Counts(), quiet=False)
        session.flush()
        call = session.scalars(select(Call.id)).one()
        for number in range(len(OLD)):
            mail = OutgoingMail(
                kind="digest",
                recipient=person.email,
                recipient_name="Ana",
                subject="Asunto",
                message_id=f"<{number}@x>",
                text="Texto",
                html="<p>Texto</p>",
                state="sent",
                created_at=NOON,
                sent_at=NOON,
            )
            item = DigestItem(person_id=person.id, call_id=call, reason=f"change:{number}")
            session.add(Digest(person_id=person.id, mail=mail, created_at=NOON, items=[item]))


@pytest.mark.usefixtures("told")
def test_each_old_state_finds_its_place(engine: Engine, sessions: sessionmaker[Session]) -> None:
    move(engine, back=True)
    with engine.begin() as connection:
        kept = connection.execute(text("SELECT count(*) FROM digest_item")).scalar_one()
        assert kept == len(OLD)
        for number, (status, attempts, _, _) in enumerate(OLD):
            connection.execute(
                text(
                    "UPDATE digest SET status = :s, attempts = :a, error = :e,"
                    " sent_at = CASE WHEN :sent THEN sent_at END WHERE message_id = :m"
                ),
                {
                    "s": status,
                    "sent": status == "sent",
                    "a": attempts,
                    "e": f"error {number}",
                    "m": f"<{number}@x>",
                },
            )
    move(engine, back=False)
    with sessions() as session:
        digests = session.scalars(select(Digest).order_by(Digest.id)).all()
        assert [d.mail.message_id for d in digests] == [f"<{n}@x>" for n in range(len(OLD))]
        assert [d.mail.state for d in digests] == [after for _, _, after, _ in OLD]
        assert [d.mail.tries for d in digests] == [tries for _, tries, _, _ in OLD]
        assert [bool(d.items) for d in digests] == [counts for _, _, _, counts in OLD]
        waiting = digests[2].mail
        assert (waiting.next_try_at, waiting.expires_at) == (NOON, NOON + timedelta(days=5))
        assert (waiting.recipient, waiting.text, waiting.headers) == (
            "ana@ciudad.example",
            "Texto",
            {},
        )
        assert (digests[0].mail.sent_at, digests[0].mail.next_try_at) == (NOON, None)
        assert "No se supo si salió" in str(digests[4].mail.error)
    with transaction(sessions) as session:  # ids go on where they were
        session.add(
            OutgoingMail(
                kind="digest",
                recipient="x@x",
                recipient_name="",
                subject="",
                text="",
                html="",
                message_id="<new@x>",
                created_at=NOON,
            )
        )
