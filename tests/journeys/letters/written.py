"""One mail of every kind, each written by what writes it in earnest; read from the outbox."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.agency.identity import read_identity
from matcher.agency.models import Agency
from matcher.calls.models import Call, CallDeadline, SourceRun
from matcher.calls.queries import get_call
from matcher.coded import Coded, to_stored
from matcher.desk.invitations import send_link
from matcher.desk.sharing import ShareWith, send_shared, share
from matcher.digests.concerns import Concern
from matcher.digests.content import Content, Item
from matcher.digests.reminders import Reminder
from matcher.digests.render import View, render
from matcher.jobs.alarm import queue_alarms
from matcher.jobs.models import JobRun
from matcher.jobs.pausing import queue_pause_notices
from matcher.jobs.pulse import STAGES
from matcher.mail.models import OutgoingMail, PausedAddress
from matcher.mail.templates import Rendered
from matcher.people.models import Person, Role
from matcher.pursuits.following import open_pursuit
from matcher.settings import Settings
from matcher.words.language import words_in
from proposals.models import Draft
from proposals.process.mail import DraftNews, NewsKind, tell

NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
SETTINGS = Settings(
    agency_name="Agencia de muestra",
    base_url="https://puente.example",
    mail_from="Agencia de muestra <avisos@ciudad.example>",
    smtp_host="127.0.0.1",
    secret_key="una llave de muestra, siempre la misma",
)
PEOPLE: tuple[tuple[str, Role, str], ...] = (
    ("Lucía", "profesional", "es"),
    ("Rosa", "administracion", "es"),
    ("Ann", "administracion", "en"),
)


def office(session: Session) -> dict[str, Person]:
    """Who gets the letters, and a call and a proposal to write about."""
    people = {
        name: Person(
            email=f"{name.lower().replace('í', 'i')}@ciudad.example",
            name=name,
            password_hash="x",
            role=role,
            language=language,
            created_at=NOW,
        )
        for name, role, language in PEOPLE
    }
    call = Call(
        title="Agua y saneamiento para ciudades intermedias",
        text="Bases de la convocatoria.",
        url="https://fondo.example/agua",
        language="es",
        kind="grant",
        funder="Fondo de Prueba",
        round_key="agua",
        content_hash="agua",
        closes_on=date(2026, 11, 27),
        first_seen_at=NOW,
        changed_at=NOW,
    )
    day = {"on_day": call.closes_on, "precision": "day", "span": {"quote": "27 de noviembre"}}
    call.deadlines = [CallDeadline(position=0, **day)]
    session.add_all([*people.values(), agency(), call])
    session.flush()
    draft = Draft(
        title="Quebradas limpias",
        call=call,
        owner_id=people["Lucía"].id,
        created_at=NOW,
        updated_at=NOW,
    )
    session.add(draft)
    session.flush()
    return people


def agency() -> Agency:
    """An agency with a face of its own."""
    return Agency(
        id=1,
        name="Agencia de Cooperación de Muestra",
        brand="#7a1f5c",
        link="#8a2a1b",
        signature="Con un saludo,\nEl equipo de cooperación",
        footer="Calle 1 # 2-3, piso 4 · Lunes a viernes, 8 a 17 h",
        logo="0" * 64,
        at=NOW,
    )


def every_letter(session: Session) -> Iterator[tuple[str, Rendered]]:
    """Name → the letter."""
    people = office(session)
    yield from _digests(session, people["Lucía"])
    for write in (_accounts, _shared, _proposals, _paused, _timetable):
        known = set(session.scalars(select(OutgoingMail.id)))
        names = list(write(session, people))
        new = session.scalars(
            select(OutgoingMail).where(OutgoingMail.id.not_in(known)).order_by(OutgoingMail.id)
        ).all()
        assert len(names) == len(new), (names, [mail.subject for mail in new])
        for name, mail in zip(names, new, strict=True):
            yield name, Rendered(subject=mail.subject, text=mail.text, html=mail.html)


def _digests(session: Session, person: Person) -> Iterator[tuple[str, Rendered]]:
    """What is told of followed calls, and of nothing."""
    call = get_call(session, 1)
    follows = [Concern(call_id=1, why="follows", since=NOW)]
    near = Item(
        kind="closing",
        keys=["k"],
        call=call,
        reminder=Reminder(days=7, working=5, key="k"),
        concern=follows,
    )
    moved = {
        "field": "deadlines",
        "before": [{"on": "2026-11-20"}],
        "after": [{"on": "2026-11-27"}],
    }
    changed = Item(kind="change", keys=["k"], call=call, changes=[moved], concern=follows)
    gone = {"field": "withdrawn", "before": False, "after": True}
    withdrawn = replace(changed, changes=[gone])
    failed = [SourceRun(source_id="red", started_at=NOW, status="failed")]
    empty = Content(person=person, items=[], sources_read=8, sources_failed=failed)
    view = View(
        settings=SETTINGS,
        now=NOW,
        source_titles={"red": "Red de Ciudades de Ejemplo"},
        tags={},
        agency=read_identity(session, SETTINGS),
    )
    followed = replace(empty, kinds=frozenset({"changes", "closings"}))
    for name, content in {
        "recordatorio": replace(followed, items=[near]),
        "cambio": replace(followed, items=[changed]),
        "retirada": replace(followed, items=[withdrawn]),
        "semana-quieta": empty,
    }.items():
        for language in ("es", "en"):
            person.language = language
            call.withdrawn_at = NOW if name == "retirada" else None
            yield f"{name}-{language}", render(content, view)
    person.language, call.withdrawn_at = "es", None


def _accounts(session: Session, people: dict[str, Person]) -> Iterator[str]:
    for name in ("Lucía", "Ann"):
        for purpose in ("invitation", "reset"):
            send_link(session, SETTINGS, people[name], purpose, at=NOW)  # type: ignore[arg-type] # both are
            yield f"{purpose}-{people[name].language}"


def _shared(session: Session, people: dict[str, Person]) -> Iterator[str]:
    pursuit = open_pursuit(session, get_call(session, 1), None, person=people["Lucía"], at=NOW)
    to = ShareWith(
        name="Secretaría de Agua",
        days=15,
        message="¿Les sirve para las quebradas?",
        email="agua@ciudad.example",
    )
    for language in ("es", "en"):
        made, _link = share(session, pursuit, to, settings=SETTINGS, person=people["Lucía"], at=NOW)
        link = "https://puente.example/pasada/ENLACE"
        words = words_in(language)
        send_shared(session, made, link, settings=SETTINGS, words=words, at=NOW)
        yield f"pasada-{language}"


def _proposals(session: Session, people: dict[str, Person]) -> Iterator[str]:
    draft = session.scalars(select(Draft)).one()
    for kind in get_args(NewsKind):
        news = DraftNews(kind=kind, draft=draft, by=people["Lucía"], words="Falta el presupuesto.")
        tell(session, SETTINGS, news, to=[people["Rosa"], people["Ann"]], at=NOW)
        yield from (f"propuesta-{kind}-es", f"propuesta-{kind}-en")


def _paused(session: Session, _people: dict[str, Person]) -> Iterator[str]:
    mail = session.scalars(select(OutgoingMail)).first()
    assert mail is not None
    words = "550 5.1.1 User unknown"
    session.add_all(
        PausedAddress(
            address=address,
            at=NOW,
            mail_id=mail.id,
            reason=to_stored(Coded("returned-no-mailbox", words=words)),
        )
        for address in ("lucia@ciudad.example", "otra@ciudad.example")
    )
    session.flush()
    assert queue_pause_notices(session, SETTINGS, now=NOW) == 2
    yield from ("direcciones-en-pausa-es", "direcciones-en-pausa-en")


def _timetable(session: Session, _people: dict[str, Person]) -> Iterator[str]:
    before = NOW - timedelta(days=2)
    session.add_all(
        JobRun(name=name, started_at=before, finished_at=before, status="ok")
        for name in (*STAGES, "send")
    )
    session.flush()
    assert queue_alarms(session, SETTINGS, now=NOW) == 2
    yield from ("horario-parado-es", "horario-parado-en")
