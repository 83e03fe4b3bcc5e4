"""What of a proposal waits for somebody stands in their digest, once, until somebody acts."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.digests.send import queue_digests
from matcher.mail.models import OutgoingMail
from matcher.people.models import Person, Role
from matcher.settings import Settings
from proposals.models import Draft, DraftComment
from proposals.process.comments import comment
from proposals.process.moving import Wish, take
from tests.conftest import NOON
from tests.matcher.pursuits.office import add_call, add_person

HOUR = timedelta(hours=1)


@pytest.fixture
def draft(plain: Session) -> Draft:
    """Ana writes it, Luis writes too, Eva approves; nobody is told of anything else."""
    for name in ("Ana Ruiz", "Luis Mora", "Eva Paz"):
        role: Role = "direccion" if name == "Eva Paz" else "profesional"
        add_person(plain, name, role).digest = "off"
    call = add_call(plain, closes=date(2027, 6, 1))
    made = Draft(
        title="Quebradas limpias",
        call=call,
        owner=person(plain, "Ana"),
        created_at=NOON,
        updated_at=NOON,
    )
    plain.add(made)
    plain.flush()
    return made


def person(session: Session, name: str) -> Person:
    return session.scalars(select(Person).where(Person.name.startswith(name))).one()


def mailed(session: Session, *, hours: int) -> dict[str, str]:
    """Who gets a digest in so many hours, and its text."""
    before = set(session.scalars(select(OutgoingMail.id)))
    queue_digests(session, Settings(), now=NOON + hours * HOUR, source_titles={})
    new = session.scalars(select(OutgoingMail).where(OutgoingMail.id.not_in(before))).all()
    for mail in new:
        mail.state, mail.sent_at = "sent", NOON
    return {mail.recipient_name.split()[0]: mail.text for mail in new}


def test_an_endorsement_waits_for_whoever_may_give_it(plain: Session, draft: Draft) -> None:
    take(plain, draft, Wish(deed="ask"), person=person(plain, "Ana"), at=NOON)
    ((who, text),) = mailed(plain, hours=1).items()
    assert who == "Eva"
    assert "Ana Ruiz pide su aval desde el 20 de noviembre de 2026" in text
    assert f"/propuestas/{draft.id}/proceso" in text
    assert mailed(plain, hours=49) == {}


def test_a_review_waits_for_who_was_asked_and_ends(plain: Session, draft: Draft) -> None:
    passage = take(plain, draft, Wish(deed="ask-review"), person=person(plain, "Ana"), at=NOON)
    passage.asked = [person(plain, "Luis").id]
    found = mailed(plain, hours=1)
    assert list(found) == ["Luis"]
    assert "Ana Ruiz le pide revisarla" in found["Luis"]
    take(plain, draft, Wish(deed="end-review"), person=person(plain, "Luis"), at=NOON + HOUR)
    passage = take(
        plain, draft, Wish(deed="ask-review"), person=person(plain, "Ana"), at=NOON + 26 * HOUR
    )
    passage.asked = [person(plain, "Luis").id]
    assert list(mailed(plain, hours=27)) == ["Luis"]


def test_a_comment_waits_until_it_is_answered(plain: Session, draft: Draft) -> None:
    def remark(name: str, text: str, parent: int | None = None) -> DraftComment:
        given = DraftComment(
            draft_id=draft.id,
            field="titulo",
            text=text,
            person_id=person(plain, name).id,
            person=person(plain, name),
            at=NOON,
            parent_id=parent,
        )
        return comment(plain, Settings(), given, draft=draft)

    asked = remark("Ana", "@Luis Mora ¿de dónde sale la cifra?")
    remark("Ana", "@Eva Paz ¿le parece?")
    remark("Eva", "Sí.", parent=asked.id + 1)
    found = mailed(plain, hours=1)
    assert list(found) == ["Luis"]
    assert "¿de dónde sale la cifra?" in found["Luis"]
    assert "Quebradas limpias" in found["Luis"]
