"""What the demo brings along: people, a project bank, and one proposal with its document.

Run again it repeats nothing: what was stored, sent or written stays as it is.
"""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.clock import Clock
from matcher.db.session import transaction
from matcher.digests.choices import own_choices
from matcher.digests.models import LEAST
from matcher.jobs.stages import Pipe
from matcher.matches.models import Match
from matcher.people.models import Person, Role
from matcher.people.queries import add_person, find_by_email
from matcher.places import BESIDE
from matcher.projects.applying import apply_import
from matcher.projects.importing import plan_import
from matcher.projects.models import Project
from matcher.projects.queries import refresh_index
from matcher.projects.tables.files import read_table
from matcher.tags.tagging import seed_lines
from proposals.answers import answers
from proposals.demo.answers import MONTHS, typed_answers
from proposals.documents.making import make_document
from proposals.drafts import begin, new_row
from proposals.models import Draft
from proposals.saving import Save, save
from proposals.steps import get_field
from proposals.steps.values import currency_in, day_in, read

BANK = BESIDE / "matcher/projects/sample/banco-de-proyectos.xlsx"
PASSWORD = "lluvia-sobre-el-puente"  # noqa: S105 # printed on purpose, for accounts of the demo only


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """An account of the demo; each gets other mail, by secretaría, by line or by fit."""

    email: str
    name: str
    role: Role
    department: str | None = None
    line: str | None = None
    least: int = LEAST


PEOPLE = (
    DemoPerson(email="profesional@demo.example", name="Profesional de muestra", role="profesional"),
    DemoPerson(
        email="direccion@demo.example", name="Dirección de muestra", role="direccion", least=75
    ),
    DemoPerson(
        email="consulta@demo.example",
        name="Consulta de muestra",
        role="consulta",
        department="Secretaría de Medio Ambiente",
    ),
    DemoPerson(
        email="administracion@demo.example",
        name="Administración de muestra",
        role="administracion",
        line="gobernanza-paz",
    ),
)


def prepare(pipe: Pipe, *, clock: Clock) -> int:
    """Add the demo's people and import the sample bank; returns how many projects are new."""
    with transaction(pipe.sessions) as session:
        seed_lines(session)
        for person in PEOPLE:
            if find_by_email(session, person.email) is None:
                _join(session, person, at=clock.now())
        if session.scalar(select(Project.id).limit(1)) is not None:
            return 0  # importing again would undo what somebody edited in the demo
        plan = plan_import(session, read_table(BANK))
        owner = find_by_email(session, PEOPLE[0].email)
        result = apply_import(
            session, plan, by=None, owner=owner.id if owner else None, at=clock.now()
        )
        refresh_index(session)
        return result.new


def _join(session: Session, person: DemoPerson, *, at: datetime) -> None:
    """An account, with what it chose of its mail."""
    added = add_person(
        session,
        email=person.email,
        name=person.name,
        password=PASSWORD,
        role=person.role,
        department=person.department,
        at=at,
    )
    choices = own_choices(session, added)
    choices.lines, choices.least = [person.line] if person.line else [], person.least


def propose(pipe: Pipe, *, clock: Clock) -> Path | None:
    """One draft with its Word document, for the best match nothing forbids; once only."""
    with transaction(pipe.sessions) as session:
        if session.scalar(select(Draft.id).limit(1)) is not None:
            return None
        match = session.scalar(
            select(Match).where(Match.blocked.is_(False)).order_by(Match.score.desc()).limit(1)
        )
        owner = session.scalar(select(Person).where(Person.role == "profesional"))
        if match is None or owner is None:
            return None
        draft = begin(
            session,
            owner=owner,
            project=match.project,
            call=match.call,
            settings=pipe.settings,
            at=clock.now(),
        )
        _type_samples(session, draft, owner, clock)
        export = make_document(session, draft, settings=pipe.settings, person=owner, at=clock.now())
        return pipe.settings.documents / export.filename


def _type_samples(session: Session, draft: Draft, owner: Person, clock: Clock) -> None:
    """Rows that an officer would type, where nothing was known; each says it is an example."""
    at = clock.now()
    session.refresh(draft)
    known = answers(draft)
    start = day_in(get_field("inicio"), known.get("inicio")) or date(at.year + 1, 6, 1)
    months = read(get_field("duracion"), known.get("duracion")).value
    typed = typed_answers(
        start,
        months=months if isinstance(months, int) else MONTHS,
        currency=currency_in(known.get("moneda")),
    )
    for key, value in typed:
        if not get_field(key).is_table and known.get(key):
            continue
        row = new_row() if get_field(key).is_table else ""
        save(session, draft, Save(field=key, row=row, value=value, base=0), person=owner, at=at)
    session.refresh(draft)
