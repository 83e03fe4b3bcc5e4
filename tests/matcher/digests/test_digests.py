"""Digests against a real database and a real mail server."""

import email
from datetime import datetime, timedelta
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.calls.models import Call, SourceRun
from matcher.clock import FixedClock
from matcher.db.session import transaction
from matcher.desk.verdicts import discard
from matcher.digests.choices import choices_of, due_kinds, is_due
from matcher.digests.models import Digest, DigestItem
from matcher.digests.send import deliver, queue_digests
from matcher.gate.editing import save_rule
from matcher.intake.store import Counts, SourceFacts, Store
from matcher.mail.models import OutgoingMail
from matcher.mail.senders import FolderSender, Sender
from matcher.matches.decisions import Sheet, decide
from matcher.matches.models import Feedback, Match
from matcher.people.models import Person
from matcher.people.queries import add_person
from matcher.projects.models import Project
from matcher.settings import Settings
from matcher.tags.models import Tag
from proposals.drafts import begin
from tests.conftest import NOON
from tests.matcher.intake.records import closing, record

SOURCES = {"fondo": SourceFacts(title="El Fondo", aggregator=False)}
TITLES = {"fondo": "El Fondo", "red": "La Red"}


@pytest.fixture
def bank(sessions: sessionmaker[Session]) -> None:
    """One officer, one project, two calls that fit it and one that is closed."""
    with transaction(sessions) as session:
        add_person(
            session,
            email="ana@ciudad.example",
            name="Ana «Oficial» Pérez",
            password="una clave larga",
            role="profesional",
            at=NOON,
        )
        session.add(
            Project(
                name="Quebradas limpias & vivas",
                modalities=[],
                extra={},
                created_at=NOON,
                updated_at=NOON,
                confirmed_at=NOON,
            )
        )
        collect(session, "2027-03-05")
        session.add(SourceRun(source_id="fondo", started_at=NOON, status="ok"))
        session.add(SourceRun(source_id="red", started_at=NOON, status="failed"))
        for call in session.scalars(select(Call)).all():
            pair(session, call, score=0.9 if call.title.endswith("agua") else 0.6)


def collect(session: Session, day: str, *, days: int = 0) -> None:
    """One run of the source, in which the first call closes on ``day``."""
    store = Store(session, sources=SOURCES, at=NOON + timedelta(days=days))
    store.add(
        [
            record("fondo", "1", title="Fondo <b>R&D</b> de agua", deadlines=closing(day)),
            record("fondo", "2", title="Premio de paz", rolling=True),
            record("fondo", "3", title="Beca que cerró", deadlines=closing("2026-10-01")),
        ],
        Counts(),
        quiet=False,
    )


def pair(session: Session, call: Call, *, score: float, project_id: int | None = None) -> None:
    session.add(
        Match(
            call_id=call.id,
            project_id=project_id or session.scalars(select(Project.id)).one(),
            score=score,
            confidence=0.8,
            signals={},
            blockers=[],
            fingerprint="x",
            first_at=NOON,
            computed_at=NOON,
            reasons=[
                {"kind": "terms", "text": "Ambos hablan de «quebradas»."},
                {"kind": "against", "text": "Pide un socio."},
            ],
        )
    )


def run(
    sessions: sessionmaker[Session], settings: Settings, sender: Sender, *, now: datetime = NOON
) -> tuple[int, int, int]:
    """One notify run: how many were queued, sent, put off."""
    with transaction(sessions) as session:
        queued = queue_digests(session, settings, now=now, source_titles=TITLES)
    sent = deliver(sessions, settings, sender, clock=FixedClock(now))
    return queued.queued, sent.sent, sent.waiting


def read(sessions: sessionmaker[Session], *sources: str, at: datetime) -> None:
    """These sources are read well."""
    with transaction(sessions) as session:
        session.add_all(SourceRun(source_id=i, started_at=at, status="ok") for i in sources)


def messages(folder: Path) -> list[EmailMessage]:
    return [
        email.message_from_bytes(path.read_bytes(), policy=policy.default)  # type: ignore[misc]
        for path in sorted(folder.glob("*.eml"))
    ]


@pytest.mark.usefixtures("bank")
def test_one_mail_with_reasons_deadline_and_sources(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    assert run(sessions, settings, FolderSender(settings.outbox)) == (1, 1, 0)
    (message,) = messages(settings.outbox)
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    html = message.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert message["Subject"] == "2 nuevas para «Quebradas limpias & vivas»"
    assert "Fondo <b>R&D</b> de agua" in text
    assert "5 de marzo de 2027 (sin hora publicada)" in text
    assert text.index("agua") < text.index("Premio de paz")
    assert "encaja con «Quebradas limpias & vivas»" in text
    assert "Ambos hablan de «quebradas»." in text
    assert "En contra: Pide un socio." in text
    assert "No se pudieron leer bien: La Red" in text
    assert "Beca que cerró" not in text
    assert "¿Puede participar un gobierno local?: la fuente no lo dice" in text
    assert "Fondo &lt;b&gt;R&amp;D&lt;/b&gt; de agua" in html
    assert "<img" not in html
    assert "http-equiv" not in html


@pytest.mark.usefixtures("bank")
def test_a_pair_that_has_a_proposal_leads_to_it(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    with transaction(sessions) as session:
        call = session.scalars(select(Call).where(Call.title == "Premio de paz")).one()
        project, ana = session.scalars(select(Project)).one(), session.scalars(select(Person)).one()
        ids = begin(session, owner=ana, project=project, call=call, settings=settings, at=NOON).id
    run(sessions, settings, FolderSender(settings.outbox))
    (message,) = messages(settings.outbox)
    address = f"{settings.base_url.rstrip('/')}/propuestas/{ids}"
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    html = message.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert text.count("Seguir con el borrador: ") == html.count("Seguir con el borrador<") == 1
    assert f"Seguir con el borrador: {address}" in text[text.index("2. Premio de paz") :]
    assert f'href="{address}"' in html


@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize(("best", "told"), [(0.9, 1), (0.45, 2)])
def test_a_project_that_fits_badly_is_only_named_where_another_fits_well(
    sessions: sessionmaker[Session], settings: Settings, best: float, told: int
) -> None:
    with transaction(sessions) as session:
        for match in session.scalars(select(Match)):
            match.score = best
        other = Project(name="Huertas", modalities=[], extra={}, confirmed_at=NOON)
        other.created_at = other.updated_at = NOON
        session.add(other)
        session.flush()
        for call in session.scalars(select(Call)).all():
            pair(session, call, score=0.3, project_id=other.id)
    run(sessions, settings, FolderSender(settings.outbox))
    (mail,) = messages(settings.outbox)
    for kind in ("plain", "html"):
        (body,) = [p.get_content() for p in mail.walk() if p.get_content_subtype() == kind]
        assert body.count("Por qué le llegó") == 2 * told, "two calls, and their projects"
        assert ("con afinidad baja, a: «Huertas» (30)" in body) == (told == 1)
    assert mail["Subject"].startswith(f"2 nuevas para {'«Quebradas' if told == 1 else '2 pro'}")


@pytest.mark.usefixtures("bank")
def test_a_tag_nobody_confirmed_is_mailed_as_the_word_of_puente(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    with transaction(sessions) as session:
        call_id = session.scalars(select(Call.id).where(Call.title == "Premio de paz")).one()
        for code, origin in (("16", "person"), ("6", "model")):
            session.add(
                Tag(
                    subject_type="call",
                    subject_id=call_id,
                    scheme="ods",
                    code=code,
                    score=0.9,
                    assigned=True,
                    evidence=[],
                    origin=origin,
                    at=NOON,
                )
            )
    run(sessions, settings, FolderSender(settings.outbox))
    (message,) = messages(settings.outbox)
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    html = message.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert "   ODS: 16 Paz, justicia e instituciones sólidas\n" in text
    assert "   Puente la etiquetó con: ODS 6 Agua limpia y saneamiento\n" in text
    assert "Puente la etiquetó con</td>" in html
    assert "ODS 6 Agua" in html.replace("&nbsp;", " ").replace("\xa0", " ")


@pytest.mark.usefixtures("bank")
def test_nothing_is_told_twice(sessions: sessionmaker[Session], settings: Settings) -> None:
    sender = FolderSender(settings.outbox)
    run(sessions, settings, sender)
    assert run(sessions, settings, sender) == (0, 0, 0)
    later = NOON + timedelta(days=8)
    read(sessions, "fondo", "red", at=later)
    assert run(sessions, settings, sender, now=later) == (1, 1, 0)
    quiet = messages(settings.outbox)[-1] if len(messages(settings.outbox)) == 2 else None
    subjects = {m["Subject"] for m in messages(settings.outbox)}
    assert quiet is not None
    assert "Sin novedades esta semana: 2 fuentes revisadas" in subjects


@pytest.mark.usefixtures("bank")
def test_a_moved_deadline_is_told_as_before_and_now(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    sender = FolderSender(settings.outbox)
    run(sessions, settings, sender)
    later = NOON + timedelta(days=8)
    with transaction(sessions) as session:
        collect(session, "2027-03-20", days=7)
    run(sessions, settings, sender, now=later)
    bodies = [m.get_body(("plain",)).get_content() for m in messages(settings.outbox)]  # type: ignore[union-attr]
    (told,) = [body for body in bodies if "CAMBIÓ" in body]
    assert "Cierre: antes 5 de marzo de 2027 → ahora 20 de marzo de 2027" in told
    run(sessions, settings, sender, now=later + timedelta(days=8))
    assert (
        sum("CAMBIÓ" in m.get_body(("plain",)).get_content() for m in messages(settings.outbox))
        == 1
    )  # type: ignore[union-attr]


@pytest.mark.usefixtures("bank")
def test_what_a_person_discarded_is_mailed_no_more(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    run(sessions, settings, FolderSender(settings.outbox))
    with transaction(sessions) as session:
        call = session.scalars(select(Call).where(Call.title.contains("agua"))).one()
        discard(session, call, person_id=session.scalars(select(Person.id)).one(), at=NOON)
        collect(session, "2027-04-09", days=1)
    later = NOON + timedelta(days=8)
    run(sessions, settings, FolderSender(settings.outbox), now=later)
    told = messages(settings.outbox)[1:]
    assert all("agua" not in m.get_body(("plain",)).get_content() for m in told)  # type: ignore[union-attr]


@pytest.mark.usefixtures("bank")
def test_a_doubtful_call_is_not_mailed(sessions: sessionmaker[Session], settings: Settings) -> None:
    with transaction(sessions) as session:
        for call in session.scalars(select(Call)):
            call.doubt = "results"
    assert run(sessions, settings, FolderSender(settings.outbox))[0] == 0


@pytest.mark.usefixtures("bank")
def test_a_dismissed_match_is_not_mailed(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    with transaction(sessions) as session:
        for match in session.scalars(select(Match)):
            session.add(
                Feedback(
                    call_id=match.call_id,
                    project_id=match.project_id,
                    person_id=session.scalars(select(Person.id)).one(),
                    verdict="no-interesa",
                    scope="team",
                    reason="otro-tema",
                    at=NOON,
                )
            )
    assert run(sessions, settings, FolderSender(settings.outbox))[0] == 0


@pytest.mark.usefixtures("bank")
def test_the_owner_is_asked_whether_a_project_still_lives(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    with transaction(sessions) as session:
        project = session.scalars(select(Project)).one()
        project.owner_id = session.scalars(select(Person.id)).one()
    later = NOON + timedelta(days=80)
    run(sessions, settings, FolderSender(settings.outbox), now=later)
    (message,) = messages(settings.outbox)
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "¿Siguen vigentes estos proyectos?" in text
    assert "- Quebradas limpias & vivas: http://127.0.0.1:8000/proyectos/" in text


@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize(("chosen", "told"), [(True, "ir con «"), (False, "ir: Faltó")])
def test_a_call_that_comes_back_says_when_it_closed_last_time(
    sessions: sessionmaker[Session], settings: Settings, chosen: bool, told: str
) -> None:
    with transaction(sessions) as session:
        store = Store(session, sources=SOURCES, at=NOON)
        again = [
            record("fondo", "8", title="Premio Viva 2025", deadlines=closing("2025-12-01")),
            record("fondo", "9", title="Premio Viva 2026", deadlines=closing("2026-12-20")),
        ]
        store.add(again, Counts(), quiet=False)
        session.flush()
        pair(
            session, session.scalars(select(Call).where(Call.title.like("%2026"))).one(), score=0.9
        )
        decide(
            session,
            call_id=session.scalars(select(Call.id).where(Call.title.like("%2025"))).one(),
            project_id=session.scalars(select(Project.id)).first() if chosen else None,
            sheet=Sheet(verdict="no-vamos", reason="Faltó un aliado."),
            person=session.scalars(select(Person)).one(),
            at=NOON,
        )
    run(sessions, settings, FolderSender(settings.outbox))
    text = messages(settings.outbox)[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "la vez anterior cerró el 1 de diciembre de 2025" in text
    assert f"Entonces decidieron no {told}" in text
    assert "Faltó un aliado.\n" in text


@pytest.mark.usefixtures("bank")
def test_the_database_itself_forbids_telling_twice(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        person = session.scalars(select(Person.id)).one()
        call = session.scalars(select(Call.id)).first()
        for number in range(2):
            session.add(
                Digest(
                    person_id=person,
                    created_at=NOON,
                    mail=OutgoingMail(
                        kind="digest",
                        recipient="ana@ciudad.example",
                        recipient_name="Ana",
                        message_id=f"<{number}@x>",
                        subject="s",
                        text="t",
                        html="h",
                        created_at=NOON,
                    ),
                    items=[DigestItem(person_id=person, call_id=call, reason="match")],
                )
            )
        with pytest.raises(Exception, match=r"(?i)unique"):
            session.commit()


@pytest.mark.usefixtures("bank")
def test_a_first_load_is_told_only_in_the_first_mail(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    sender = FolderSender(settings.outbox)
    run(sessions, settings, sender)
    with transaction(sessions) as session:
        store = Store(session, sources=SOURCES, at=NOON)
        many = [record("nueva", str(n), title=f"Vieja convocatoria número {n}") for n in range(30)]
        store.add(many, Counts(), quiet=True)
        for call in session.scalars(select(Call).where(Call.quiet)).all():
            pair(session, call, score=0.9)
    run(sessions, settings, sender, now=NOON + timedelta(days=8))
    with sessions() as session:
        told = session.scalar(select(func.count()).select_from(DigestItem))
        assert told == 2


@pytest.mark.parametrize(
    ("rhythm", "days", "due"),
    [
        ("off", 30, False),
        ("daily", 0, False),
        ("daily", 1, True),
        ("weekly", 2, False),
        ("weekly", 3, True),  # NOON is a Friday: three days later is a Monday
        ("weekly", 7, True),
        ("immediate", 0, True),
    ],
)
def test_when_a_mail_is_due(rhythm: str, days: int, due: bool) -> None:
    now = NOON + timedelta(days=days)
    assert is_due(rhythm, last=NOON, now=now, timezone="America/Bogota") is due  # type: ignore[arg-type] # one of them


def test_on_the_days_one_chose() -> None:
    """NOON is a Friday: Wednesday comes five days later, and a missed week is made up for."""
    turns = {
        days: is_due(
            "days",
            last=NOON,
            now=NOON + timedelta(days=days),
            timezone="America/Bogota",
            weekdays=[2],
        )
        for days in (0, 3, 5, 6, 7)
    }
    assert turns == {0: False, 3: False, 5: True, 6: False, 7: True}


def test_nobody_is_mailed_while_paused_or_before_their_hour(session: Session) -> None:
    person = Person(
        email="a@b",
        name="A",
        digest="daily",
        active=True,
        paused_until=(NOON + timedelta(days=5)).date(),
    )
    person.id = 1
    choices, zone = choices_of(session, person), {"timezone": "America/Bogota"}
    later = NOON + timedelta(days=5)
    assert not due_kinds(person, choices, {}, now=NOON, **zone)
    assert due_kinds(person, choices, {}, now=later, **zone) == {"news", "changes", "closings"}
    choices.hour = 13
    assert not due_kinds(person, choices, {}, now=later, **zone)
    assert due_kinds(person, choices, {}, now=later + timedelta(hours=1), **zone)


@pytest.mark.usefixtures("bank")
def test_what_the_gate_stops_is_mailed_with_its_why_and_cannot_be_taken(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    with transaction(sessions) as session:
        call = session.scalars(select(Call).where(Call.title.like("%agua"))).one()
        call.kind = "prestamo"
        call.facts = call.facts | {"composed": call.facts["composed"] | {"kind": "prestamo"}}
        save_rule(
            session, None, "kinds-never-taken", ["prestamo"], because="", person_id=1, at=NOON
        )
    run(sessions, settings, FolderSender(settings.outbox))
    (mail,) = messages(settings.outbox)
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    stopped, other = text.split("1. Fondo")[-1].split("2. Premio")
    assert "Atención: No pasa nuestro filtro." in stopped
    assert "Asignármela:" not in stopped
    assert "Asignármela:" in other
    assert "No pasa nuestro filtro" not in other
