"""A pasted text finds calls as a project would, and leaves no trace."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.db.migrate import upgrade
from matcher.db.session import open_engine, session_factory
from matcher.errors import InvalidInput
from matcher.matches.models import Match
from matcher.matches.pasted import calls_for_text
from matcher.projects.models import Project
from matcher.settings import Settings
from tests.matcher.web.seed import NOW, add_call, seed
from tests.matcher.words.said import said

WATER = "Queremos llevar agua potable y saneamiento a los barrios de ladera de la ciudad."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, secret_key="for tests", apertium=False)


@pytest.fixture
def agency(settings: Settings) -> Session:
    engine = open_engine(settings.database)
    upgrade(engine)
    session = session_factory(engine)()
    seed(session)
    session.commit()
    return session


def test_the_call_about_it_comes_first_with_reasons(agency: Session, settings: Settings) -> None:
    before = agency.scalar(select(func.count()).select_from(Match))
    found = calls_for_text(agency, settings, WATER, now=NOW)
    assert found[0].call.title == "Agua y saneamiento para ciudades intermedias"
    assert any("agua" in said(reason).lower() for reason in found[0].match.reasons)
    assert all("Premio" not in item.call.title for item in found)  # it has closed
    assert agency.scalar(select(func.count()).select_from(Match)) == before
    assert not agency.dirty
    assert not agency.new


def test_a_call_that_arrives_meanwhile_is_found(agency: Session, settings: Settings) -> None:
    calls_for_text(agency, settings, WATER, now=NOW)
    add_call(agency, title="Huertas escolares", text="Siembra en colegios.", rolling=True)
    found = calls_for_text(agency, settings, "huertas escolares en los colegios", now=NOW)
    assert found[0].call.title == "Huertas escolares"


def test_an_empty_bank_is_no_hindrance(agency: Session, settings: Settings) -> None:
    for project in agency.scalars(select(Project)):
        project.archived_at = project.updated_at = NOW
    agency.flush()
    found = calls_for_text(agency, settings, WATER, now=NOW)
    assert found[0].call.title == "Agua y saneamiento para ciudades intermedias"


@pytest.mark.parametrize("text", ["", "agua", "agua, ya."])
def test_two_words_are_not_a_text(agency: Session, settings: Settings, text: str) -> None:
    with pytest.raises(InvalidInput, match="al menos una frase"):
        calls_for_text(agency, settings, text, now=NOW)
