"""Saving on both databases: versions, repeats, two people at once."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import FixedClock
from matcher.people.models import Person
from matcher.people.queries import add_person
from matcher.projects.models import Project
from matcher.settings import Settings
from matcher.tags.models import Tag
from proposals.answers import answers
from proposals.drafts import begin, get_draft
from proposals.errors import DraftLocked, EditConflict
from proposals.models import Answer, AnswerVersion, Draft, DraftPassage
from proposals.process.moving import Wish, take
from proposals.saving import Save, get_answer, move, save


@pytest.fixture
def owner(session: Session, clock: FixedClock) -> Person:
    return add_person(
        session,
        email="ana@ciudad.example",
        name="Ana Prueba",
        password="una frase larga",
        role="profesional",
        at=clock.now(),
    )


@pytest.fixture
def draft(session: Session, owner: Person, settings: Settings, clock: FixedClock) -> Draft:
    draft = begin(session, owner=owner, project=None, call=None, settings=settings, at=clock.now())
    session.commit()
    return draft


@pytest.fixture
def write(
    session: Session, draft: Draft, owner: Person, clock: FixedClock
) -> Callable[..., Answer | None]:
    def write(
        value: object, base: int = 0, field: str = "motivacion", **more: str
    ) -> Answer | None:
        wanted = Save(field=field, value=value, base=base, **more)  # type: ignore[arg-type] # texts
        return save(session, draft, wanted, person=owner, at=clock.now())

    return write


Write = Callable[..., Answer | None]


def test_each_save_is_a_version_and_all_are_kept(
    session: Session, draft: Draft, write: Write
) -> None:
    write("Uno")
    write("Dos", 1)
    answer = get_answer(session, draft, field="motivacion")
    assert (answer.value, answer.version) == ("Dos", 2)
    assert [v.value for v in answer.versions] == ["Uno", "Dos"]
    assert answers(draft)["motivacion"] == "Dos"


def test_an_old_base_is_a_conflict_that_carries_the_other_text(write: Write) -> None:
    write("Uno")
    with pytest.raises(EditConflict) as caught:
        write("Otro", 0)
    assert (caught.value.theirs, caught.value.version, caught.value.by) == ("Uno", 1, "Ana Prueba")


def test_writing_what_stands_there_is_no_conflict_and_no_version(
    session: Session, draft: Draft, write: Write
) -> None:
    write("Uno")
    write("Uno", 0)
    write("Uno", 1)
    assert get_answer(session, draft, field="motivacion").version == 1


def test_a_repeated_operation_counts_once(session: Session, draft: Draft, write: Write) -> None:
    write("Uno", operation="a")
    write("Dos", 1, operation="b")
    write("Uno", 0, operation="a")
    assert get_answer(session, draft, field="motivacion").value == "Dos"


def test_nothing_where_nothing_stood_leaves_nothing(session: Session, write: Write) -> None:
    assert write("  ") is None
    assert session.scalars(select(Answer).where(Answer.field == "motivacion")).all() == []


def test_rows_keep_their_order_when_moved(session: Session, draft: Draft, write: Write) -> None:
    for row in "abc":
        write({"nombre": row}, field="equipo", row=row)
    assert move(session, draft, field="equipo", row="c", by=-1)
    assert not move(session, draft, field="equipo", row="a", by=-1)
    assert [row["nombre"] for row in answers(draft)["equipo"]] == ["a", "c", "b"]


def test_different_cells_of_one_row_are_joined_and_the_same_cell_is_not(
    session: Session, draft: Draft, write: Write
) -> None:
    row = {"field": "equipo", "row": "a"}
    write({"nombre": "Ana", "cargo": "Ingeniera", "rol": "Dirige"}, **row)
    write({"nombre": "Ana", "cargo": "Abogada"}, 1, **row)  # one changes the post, drops the role
    joined = write({"nombre": "Ana María", "cargo": "Ingeniera", "rol": "Dirige"}, 1, **row)
    assert joined is not None
    assert joined.value == {"nombre": "Ana María", "cargo": "Abogada"}
    assert joined.version == 3
    with pytest.raises(EditConflict):
        write({"nombre": "Ana", "cargo": "Médica", "rol": "Dirige"}, 1, **row)
    assert get_answer(session, draft, field="equipo", row="a").value == joined.value


def test_an_approval_and_a_save_at_once_never_both_go_through(
    sessions: sessionmaker[Session], draft: Draft, owner: Person, clock: FixedClock
) -> None:
    """What is approved is what stood there: a save comes before the lock, or is refused."""
    with sessions.begin() as session:
        director = add_person(
            session,
            email="dir@ciudad.example",
            name="Dina Prueba",
            password="una frase larga",
            role="direccion",
            at=clock.now(),
        )
        take(session, get_draft(session, draft.id), Wish(deed="ask"), person=owner, at=clock.now())
    ready = threading.Barrier(2, timeout=20)
    outcome: list[str] = []

    def approve() -> None:
        with sessions() as session:
            mine = get_draft(session, draft.id)
            ready.wait()
            take(session, mine, Wish(deed="grant", reason="Sí"), person=director, at=clock.now())
            session.commit()

    def write() -> None:
        with sessions() as session:
            mine = get_draft(session, draft.id)
            ready.wait()
            try:
                wanted = Save(field="motivacion", value="A última hora", base=0)
                save(session, mine, wanted, person=owner, at=clock.now())
                session.commit()
                outcome.append("saved")
            except DraftLocked as lock:
                session.rollback()
                outcome.append(lock.by)

    threads = [threading.Thread(target=work) for work in (approve, write)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with sessions() as session:
        granted = session.scalars(select(DraftPassage).where(DraftPassage.deed == "grant")).one()
        kept = {one["field"]: one["value"] for one in granted.snapshot or []}
        assert session.get_one(Draft, draft.id).state == "approved"
        assert outcome == (["saved"] if "motivacion" in kept else ["Dina Prueba"])


@pytest.mark.parametrize("first", [True, False])
def test_two_at_once_on_one_field_one_wins_and_the_other_is_told(
    sessions: sessionmaker[Session], draft: Draft, owner: Person, clock: FixedClock, first: bool
) -> None:
    """Whether the field is new or already has a version, exactly one of two writers gets it."""
    base = 0
    if not first:
        with sessions.begin() as session:
            wanted = Save(field="motivacion", value="Antes", base=0)
            save(session, get_draft(session, draft.id), wanted, person=owner, at=clock.now())
        base = 1
    ready = threading.Barrier(2, timeout=20)
    outcomes: list[str] = []

    def work(text: str) -> None:
        with sessions() as session:
            mine = get_draft(session, draft.id)
            ready.wait()
            try:
                wanted = Save(field="motivacion", value=text, base=base)
                save(session, mine, wanted, person=None, at=clock.now())
                session.commit()
                outcomes.append(f"saved {text}")
            except EditConflict as clash:
                session.rollback()
                outcomes.append(f"told {clash.theirs}")

    threads = [threading.Thread(target=work, args=(text,)) for text in ("Una", "Otra")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(outcomes) == 2
    (won,) = [o.removeprefix("saved ") for o in outcomes if o.startswith("saved")]
    assert f"told {won}" in outcomes
    with sessions() as session:
        versions = session.scalars(
            select(AnswerVersion.version)
            .join(Answer)
            .where(Answer.field == "motivacion")
            .order_by(AnswerVersion.version)
        )
        assert versions.all() == list(range(1, base + 2))


def test_a_draft_takes_over_only_the_tags_a_person_stands_for(
    session: Session, owner: Person, settings: Settings, clock: FixedClock
) -> None:
    at = clock.now()
    project = Project(
        name="Acueducto", modalities=[], extra={}, created_at=at, updated_at=at, confirmed_at=at
    )
    session.add(project)
    session.flush()
    for scheme, code, origin in (
        ("ods", "6", "model"),
        ("ods", "11", "person"),
        ("line", "ecociudad", "model"),
    ):
        session.add(
            Tag(
                subject_type="project",
                subject_id=project.id,
                scheme=scheme,
                code=code,
                score=0.9,
                assigned=True,
                evidence=[],
                origin=origin,
                at=at,
            )
        )
    session.flush()
    draft = begin(session, owner=owner, project=project, call=None, settings=settings, at=at)
    found = {answer.field: answer.value for answer in draft.answers}
    assert found["ods"] == ["11"]
    assert "lineas" not in found
