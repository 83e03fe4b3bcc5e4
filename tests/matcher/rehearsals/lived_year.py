"""A year of a small office as it really goes: calls come and close, people judge, mails go."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from matcher.db.session import transaction
from matcher.digests.choices import own_choices
from matcher.digests.send import queue_digests
from matcher.intake.store import Counts, SourceFacts, Store
from matcher.mail.models import OutgoingMail
from matcher.matches.feedback import give_feedback
from matcher.matches.matching import match_bank
from matcher.matches.models import Match
from matcher.people.models import Person
from matcher.people.queries import add_person
from matcher.projects.models import Project
from matcher.projects.subjects import PROJECTS
from matcher.settings import Settings
from matcher.tags.tagging import CALLS, tag_everything
from tests.matcher.intake.records import closing, record

Office = tuple[sessionmaker[Session], Settings, datetime]
"""The database, its settings, and the end of the year."""
SOURCES = {"fondo": SourceFacts(title="El Fondo", aggregator=False)}
THEMES = {
    "agua": (
        "Acueductos, agua potable y saneamiento para barrios y veredas sin servicio",
        "Llevar agua potable y alcantarillado a cuatro veredas de la ladera, con la gente",
    ),
    "musica": (
        "Orquestas, coros y escuelas de música para niñas y niños",
        "Una escuela de música en cada comuna y una banda que ensaye los sábados",
    ),
    "riesgo": (
        "Gestión del riesgo de deslizamientos, alertas tempranas y obras de mitigación",
        "Sensores en la ladera y alertas tempranas para los barrios que se deslizan",
    ),
    "archivo": (
        "Memoria histórica, archivos, museos y relatos de las víctimas",
        "Digitalizar los archivos del barrio y contar su memoria en un museo pequeño",
    ),
}
"""What the calls of a theme say, and what the project of the city does."""
PEOPLE = (("Ana", "Agua"), ("Beto", None), ("Carla", "Cultura"))
WEEKS = 6
FIRST = datetime.fromisoformat("2026-02-02T15:00:00+00:00")


def live(sessions: sessionmaker[Session], settings: Settings) -> datetime:
    """Live the weeks through, by the jobs themselves; the instant at the end."""
    with transaction(sessions) as session:
        for name, department in PEOPLE:
            person = add_person(
                session,
                email=f"{name.lower()}@ciudad.example",
                name=name,
                password="una clave larga",
                role="profesional",
                at=FIRST,
            )
            person.department, person.digest = department, "daily" if department else "weekly"
        for number, (theme, (_, told)) in enumerate(THEMES.items()):
            session.add(
                Project(
                    name=f"Proyecto de {theme}",
                    summary=f"{told}.",
                    department=("Agua", "Cultura")[number % 2],
                    modalities=[],
                    created_at=FIRST,
                    updated_at=FIRST,
                    confirmed_at=FIRST,
                )
            )
        session.flush()
        own_choices(session, session.get_one(Person, 3)).least = 50
    for week in range(WEEKS):
        _week(sessions, settings, FIRST + timedelta(weeks=week), week)
    return FIRST + timedelta(weeks=WEEKS)


def _week(sessions: sessionmaker[Session], settings: Settings, at: datetime, week: int) -> None:
    with transaction(sessions) as session:
        names, records = list(THEMES), []
        for place, theme in enumerate(names):
            other = names[(place + week + 1) % len(names)]
            told = THEMES[theme][0]
            if week % 2:  # a call of two themes, one of them in passing
                told = f"Fondo para la ciudad y sus oficios. {told}. {THEMES[other][0]}"
            records.append(
                record(
                    "fondo",
                    f"{theme}{week}",
                    title=f"{theme.capitalize()} {week}: {told.split(',')[0]}",
                    text=f"{told}. Se financian obras, equipos y talleres por {week + 6} meses.",
                    deadlines=closing((at + timedelta(days=16 + 3 * place)).date().isoformat()),
                )
            )
        Store(session, sources=SOURCES, at=at).add(records, Counts(), quiet=False)
    run(sessions, settings, at + timedelta(hours=1))
    with transaction(sessions) as session:
        if week == 5:
            match = session.scalars(select(Match).order_by(Match.score.desc())).first()
            assert match is not None
            give_feedback(
                session,
                call_id=match.call_id,
                project_id=match.project_id,
                person=session.get_one(Person, 1),
                verdict="no-interesa",
                scope="me",
                reason="plazo-corto",
                at=at + timedelta(hours=26),
            )


def run(sessions: sessionmaker[Session], settings: Settings, at: datetime) -> None:
    """Tag, match and mail, as the timetable does."""

    def silent(*_: object) -> None:
        """Nobody looks on."""

    tag_everything(sessions, settings, now=at, progress=silent, kinds=(CALLS, PROJECTS))
    match_bank(sessions, replace(settings, apertium=False), now=at, progress=silent)
    with transaction(sessions) as session:
        queue_digests(session, settings, now=at, source_titles={})
        session.execute(update(OutgoingMail).values(state="sent"))
