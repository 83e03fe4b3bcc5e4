"""Two calls become one and two again: what people said and wrote goes along, and comes back."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import proposals.models as drafting
from matcher.calls.counts import state_counts, value_counts
from matcher.calls.facts import Deadline, by_hand
from matcher.calls.models import Call, Sighting
from matcher.calls.queries import STATES, CallFilter, find_calls
from matcher.calls.state_sql import state_sql
from matcher.calls.twins import joined_into
from matcher.desk.corrections import correct
from matcher.desk.join import join, split
from matcher.digests.models import Digest, DigestItem
from matcher.errors import InvalidInput
from matcher.intake.store import Counts, SourceFacts, Store
from matcher.mail.models import OutgoingMail
from matcher.matches.models import Feedback, Match
from matcher.people.models import Person
from matcher.people.queries import add_person
from matcher.projects.models import Project
from matcher.searches.address import Asked
from matcher.searches.facets import facets
from matcher.searches.sheet import read_sheet
from matcher.tags.correcting import correct_tag
from matcher.tags.models import Tag
from tests.conftest import NOON
from tests.matcher.intake.records import closing, record

LATER = NOON + timedelta(days=1)
SOURCES = {
    name: SourceFacts(title=name, aggregator=name == "portal") for name in ("fondo", "portal")
}
WATER, PAGE = {"title": "Agua para ciudades"}, {"title": "Ciudades y su agua"}


class Desk:
    """One person, one project, and two calls that are the same."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.person: Person = add_person(
            session,
            email="ana@ciudad.example",
            name="Ana",
            password="una clave larga",
            role="profesional",
            at=NOON,
        )
        self.project = Project(
            name="Acueducto",
            owner_id=self.person.id,
            created_at=NOON,
            updated_at=NOON,
            confirmed_at=NOON,
        )
        session.add(self.project)
        self.take()
        self.keep, self.other = session.scalars(select(Call).order_by(Call.id)).all()

    def store(self) -> Store:
        return Store(self.session, sources=SOURCES, at=LATER)

    def take(self) -> Counts:
        counts = Counts()
        self.store().add(
            [
                record("fondo", "1", deadlines=closing("2027-03-05"), **WATER),
                record("portal", "9", deadlines=closing("2027-04-09"), **PAGE),
            ],
            counts,
            quiet=False,
        )
        self.session.flush()
        return counts

    def match(self, call: Call, verdict: str | None = None, *, days: int = 0) -> None:
        self.session.add(
            Match(
                call=call,
                project=self.project,
                score=0.5,
                confidence=0.5,
                signals={},
                reasons=[],
                blockers=[],
                fingerprint="x",
                first_at=NOON,
                computed_at=NOON,
            )
        )
        if verdict:
            self.session.add(
                Feedback(
                    call_id=call.id,
                    project_id=self.project.id,
                    person_id=self.person.id,
                    verdict=verdict,
                    scope="me",
                    at=NOON + timedelta(days=days),
                )
            )
        self.session.flush()

    def tell(self, call: Call, *reasons: str) -> None:
        mail = OutgoingMail(
            kind="digest",
            recipient=self.person.email,
            recipient_name="",
            subject="",
            text="",
            message_id=f"<{call.id}@puente>",
            html="",
            state="sent",
            created_at=NOON,
        )
        digest = Digest(
            person_id=self.person.id,
            mail=mail,
            created_at=NOON,
            items=[
                DigestItem(person_id=self.person.id, call_id=call.id, reason=r) for r in reasons
            ],
        )
        self.session.add(digest)
        self.session.flush()

    def join(self) -> None:
        join(
            self.session,
            self.keep,
            self.other,
            person_id=self.person.id,
            at=LATER,
            store=self.store(),
        )

    def split(self) -> Call:
        moved = self.session.scalars(select(Sighting).where(Sighting.source_id == "portal")).one()
        return split(self.session, moved, person_id=self.person.id, at=LATER, store=self.store())

    def calls_of(self, model: type) -> list[int]:
        rows = self.session.scalars(select(model).order_by(model.id))
        return [row.call_id for row in rows]


@pytest.fixture
def desk(session: Session) -> Desk:
    return Desk(session)


def test_drafts_verdicts_and_letters_go_along_and_come_back(desk: Desk) -> None:
    keep, other = desk.keep.id, desk.other.id
    desk.match(desk.other, "interesa")
    desk.tell(desk.other, "match", "change:2")
    desk.session.add(
        drafting.Draft(
            title="P", call_id=other, owner_id=desk.person.id, created_at=NOON, updated_at=NOON
        )
    )
    desk.join()
    assert desk.calls_of(drafting.Draft) == [keep]
    assert desk.calls_of(Match) == desk.calls_of(Feedback) == [keep]
    assert desk.calls_of(DigestItem) == [keep, other]  # the other's second version is not ours
    assert joined_into(desk.other) == keep
    assert desk.other.withdrawn_at == LATER

    back = desk.split()
    assert back.id == other
    assert (joined_into(back), back.withdrawn_at, back.title) == (None, None, PAGE["title"])
    assert desk.calls_of(drafting.Draft) == desk.calls_of(Match) == [other]
    assert desk.calls_of(Feedback) == [other]
    assert desk.calls_of(DigestItem) == [other, other]


def test_of_two_verdicts_the_later_stands_and_both_come_back(desk: Desk) -> None:
    desk.match(desk.keep, "no-interesa", days=-2)
    desk.match(desk.other, "interesa", days=-1)
    desk.join()
    said = desk.session.scalars(select(Feedback).order_by(Feedback.id)).all()
    assert [(f.call_id, f.undone_at) for f in said] == [(desk.keep.id, LATER), (desk.keep.id, None)]
    assert desk.calls_of(Match) == [desk.keep.id, desk.other.id]  # one project is matched once
    desk.split()
    said = desk.session.scalars(select(Feedback).order_by(Feedback.id)).all()
    assert [f.undone_at for f in said] == [None, None]
    assert desk.calls_of(Feedback) == [desk.keep.id, desk.other.id]


def test_corrected_tags_hold_unless_the_kept_one_was_corrected_itself(desk: Desk) -> None:
    def tags(call: Call) -> dict[str, bool]:
        asked = select(Tag).where(Tag.subject_id == call.id, Tag.origin == "person")
        return {tag.code: tag.assigned for tag in desk.session.scalars(asked)}

    def say(call: Call, code: str, *, answer: bool) -> None:
        correct_tag(
            desk.session,
            subject_type="call",
            subject_id=call.id,
            scheme="ods",
            code=code,
            answer=answer,
            person_id=desk.person.id,
            at=NOON,
        )

    say(desk.other, "6", answer=True)
    say(desk.other, "11", answer=True)
    say(desk.keep, "11", answer=False)
    desk.session.add(
        Tag(
            subject_type="call",
            subject_id=desk.keep.id,
            scheme="ods",
            code="6",
            score=0.1,
            assigned=False,
            origin="model",
            at=NOON,
        )
    )
    desk.session.flush()
    desk.join()
    assert tags(desk.keep) == {"6": True, "11": False}
    desk.split()
    assert tags(desk.keep) == {"11": False}
    assert tags(desk.other) == {"6": True, "11": True}


def test_a_deadline_set_by_a_person_goes_along_and_comes_back(desk: Desk) -> None:
    day = NOON.date() + timedelta(days=40)
    one = Deadline(on=day, precision="day", span=by_hand())
    correct(desk.session, desk.other, {"deadlines": (one,)}, person_id=desk.person.id, at=NOON)
    desk.join()
    assert (desk.keep.closes_on, desk.keep.pinned) == (day, ["deadlines"])
    desk.split()
    assert (desk.keep.closes_on.isoformat(), desk.keep.pinned) == ("2027-03-05", [])
    assert (desk.other.closes_on, desk.other.pinned) == (day, ["deadlines"])


def test_later_readings_keep_to_a_persons_word(desk: Desk) -> None:
    desk.join()
    assert desk.take().new == 0
    assert {s.call_id for s in desk.session.scalars(select(Sighting))} == {desk.keep.id}
    desk.split()
    assert desk.take().new == 0
    owners = {s.call_id for s in desk.session.scalars(select(Sighting))}
    assert owners == {desk.keep.id, desk.other.id}
    with pytest.raises(InvalidInput, match="una sola fuente"):
        desk.split()


def test_joined_split_and_joined_again(desk: Desk) -> None:
    desk.match(desk.other, "interesa")
    desk.join()
    desk.split()
    desk.join()
    assert joined_into(desk.other) == desk.keep.id
    assert desk.calls_of(Feedback) == [desk.keep.id]
    assert desk.split().id == desk.other.id
    assert desk.calls_of(Feedback) == [desk.other.id]


def test_a_call_that_is_another_is_in_no_list_and_no_figure(desk: Desk) -> None:
    session, when = desk.session, {"now": LATER, "timezone": "America/Bogota"}
    every = CallFilter(states=STATES)

    def told() -> tuple[object, ...]:
        states = state_sql(session, **when)
        page = find_calls(session, every, **when)
        gone = find_calls(session, CallFilter(states=("retirada",)), **when)
        beside = facets(session, Asked(query=every, sort="deadline"), every, **when)
        sheet = read_sheet(session, states)
        return (
            [call.id for call in page.calls],
            (page.total, gone.total, gone.ids),
            dict(state_counts(session, **when)),
            dict(beside.states),
            sheet.ids.tolist(),
            value_counts(session, Call.language),
        )

    before = told()
    desk.join()
    here = desk.keep.id
    alone = {"abierta": 1}
    assert told() == ([here], (1, 0, []), alone, alone, [here], [("es", 1)])
    # Who subscribed to the closing days of the other is told that it is there no more.
    cancelled = find_calls(session, CallFilter(states=("retirada",), joined=True), **when)
    assert cancelled.ids == [desk.other.id]
    desk.split()
    assert told() == before
