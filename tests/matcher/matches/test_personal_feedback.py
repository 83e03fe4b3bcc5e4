"""A verdict «solo para mí» moves the lists of the one who gave it, in the web and in the mail."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.digests.content import content_for
from matcher.digests.shared import Shared
from matcher.intake.store import Counts, Store
from matcher.matches.feedback import give_feedback, undo_feedback
from matcher.matches.models import Match
from matcher.matches.personal_feedback import Gist, Taste, alike
from matcher.matches.queries import matches_for, project_matches
from matcher.people.models import Person
from matcher.people.queries import add_person
from matcher.projects.models import Project
from matcher.words.language import SPANISH
from matcher.words.reasons import reason_words
from tests.conftest import NOON
from tests.matcher.intake.records import closing, record

CALLS = {
    "Huertas": "huertas escolares, semillas nativas y cocina comunitaria",
    "Sensores": "sensores de caudal, datos abiertos y programación",
    "Semillas": "semillas nativas, huertas escolares y cocina comunitaria de barrio",
}
SCORES = {"Huertas": 0.65, "Sensores": 0.6, "Semillas": 0.55}
ZONE = "America/Bogota"
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def desk(session: Session) -> Session:
    """Two people, one project and its three matches."""
    Store(session, sources={}, at=NOON).add(
        [
            record(
                "fondo",
                name,
                title=name,
                text=f"Se financian {text}.",
                language="es",
                deadlines=closing("2027-03-05"),
            )
            for name, text in CALLS.items()
        ],
        Counts(),
        quiet=False,
    )
    session.add(
        Project(
            id=1,
            code="p",
            name="Barrio",
            summary="Huertas y datos.",
            modalities=[],
            created_at=NOON,
            updated_at=NOON,
            confirmed_at=NOON,
        )
    )
    for name in ("luz", "sol"):
        add_person(
            session,
            email=f"{name}@ciudad.example",
            name=f"{name.title()} Prueba",
            password="una frase larga",
            role="profesional",
            at=NOON,
        )
    session.flush()
    for call in session.query(Call):
        session.add(
            Match(
                call_id=call.id,
                project_id=1,
                score=SCORES[call.title],
                confidence=0.8,
                signals={},
                reasons=[],
                blockers=[],
                fingerprint="x",
                first_at=NOON,
                computed_at=NOON,
            )
        )
    session.flush()
    return session


def person(session: Session, name: str) -> Person:
    return session.query(Person).filter_by(email=f"{name}@ciudad.example").one()


def orders(session: Session, name: str) -> list[list[str]]:
    """What this person reads: their matches, those of the project, their mail."""
    who = person(session, name)
    taste = Taste(session, who.id)
    shared = Shared(session, now=LATER, timezone=ZONE, country="CO")
    return [
        [m.call.title for m in matches_for(session, who, now=LATER, timezone=ZONE)],
        [m.call.title for m in project_matches(session, 1, taste=taste, now=LATER, timezone=ZONE)],
        [item.call.title for item in content_for(session, who, shared=shared).items],
    ]


def judge(session: Session, name: str, call: str, **said: str) -> int:
    call_id = session.query(Call).filter_by(title=call).one().id
    return give_feedback(
        session,
        call_id=call_id,
        project_id=1,
        person=person(session, name),
        at=LATER,
        scope="me",
        **said,
    ).id


def test_a_refusal_lowers_what_is_like_it_for_that_person_alone(desk: Session) -> None:
    usual = ["Huertas", "Sensores", "Semillas"]
    assert orders(desk, "luz") == [usual] * 3
    judged = judge(desk, "luz", "Semillas", verdict="no-interesa", reason="otro-tema")
    mine, of_project, mail = orders(desk, "luz")
    assert mine == mail == ["Sensores", "Huertas"]  # the judged one is hidden from them
    assert of_project[0] == "Sensores"
    assert orders(desk, "sol") == [usual] * 3
    undo_feedback(desk, judged, person=person(desk, "luz"), at=LATER)
    assert orders(desk, "luz") == [usual] * 3


def test_a_wish_raises_what_is_like_it_and_says_why(desk: Session) -> None:
    judge(desk, "luz", "Huertas", verdict="interesa")
    assert orders(desk, "luz")[0][-1] == "Sensores"
    taste = Taste(desk, person(desk, "luz").id)
    moved = desk.query(Match).join(Call).filter(Call.title == "Semillas").one()
    nudge = taste.nudge(moved)
    assert nudge is not None
    assert (
        reason_words(nudge.reason, SPANISH)
        == "A usted le interesó una convocatoria parecida: «Huertas»."
    )
    assert SCORES["Semillas"] < taste.score(moved) < 0.75


@pytest.mark.parametrize("reason", ["ya-lo-vimos", "plazo-corto", "no-elegible"])
def test_reasons_that_say_nothing_of_the_theme_move_nothing(desk: Session, reason: str) -> None:
    judge(desk, "luz", "Semillas", verdict="no-interesa", reason=reason)
    assert orders(desk, "luz")[0] == ["Huertas", "Sensores"]


def test_across_languages_tags_tell_what_is_alike() -> None:
    def gist(language: str, *tags: str) -> Gist:
        return Gist(title="", language=language, stems=frozenset("ab"), tags=frozenset(tags))

    assert alike(gist("es", "6", "agua"), gist("en", "6", "agua")) == 0.5
    assert alike(gist("es", "6"), gist("en", "9")) == 0.0
    assert alike(gist("es"), gist("es")) == 1.0
