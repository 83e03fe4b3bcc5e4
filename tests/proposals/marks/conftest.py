"""A proposal whose full document was made and can be edited in Word."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matcher.clock import FixedClock
from matcher.people.models import Person
from matcher.people.queries import add_person
from matcher.settings import Settings
from matcher.words.language import SPANISH
from proposals.documents.making import make_document
from proposals.docx import office
from proposals.drafts import begin
from proposals.models import Draft, Export
from proposals.process.returning import Returned, bring_word
from proposals.saving import Save, save
from tests.proposals.marks.words import ANSWERS, ROWS


@pytest.fixture(autouse=True)
def without_office(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No page numbers, so that a document takes no time; a test of LibreOffice has it."""
    if "office" not in request.keywords:
        monkeypatch.setattr(office.shutil, "which", lambda _name: None)


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
    units: list[tuple[str, str, Any]] = [(key, "", value) for key, value in ANSWERS.items()]
    units += [(key, row, cells) for key, rows in ROWS.items() for row, cells in rows.items()]
    for field, row, value in units:
        held = next((a for a in draft.answers if (a.field, a.row) == (field, row)), None)
        wanted = Save(field=field, row=row, value=value, base=held.version if held else 0)
        save(session, draft, wanted, person=owner, at=clock.now())
    return draft


@pytest.fixture
def export(session: Session, draft: Draft, owner: Person, settings: Settings) -> Export:
    return make_document(session, draft, settings=settings, person=owner, at=draft.updated_at)


@pytest.fixture
def document(export: Export, settings: Settings) -> Path:
    """The Word file as it was made."""
    return settings.documents / export.filename


@pytest.fixture
def bring(
    session: Session, draft: Draft, owner: Person, settings: Settings, clock: FixedClock
) -> Callable[[Path], Returned]:
    def bring(path: Path) -> Returned:
        return bring_word(
            session,
            draft,
            path,
            settings=settings,
            said=SPANISH,
            person=owner,
            at=clock.now(),
        )

    return bring
