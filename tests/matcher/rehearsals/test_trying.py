"""What no page saves is replayed from the command line, and a model before it is in service."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete, insert, select

from matcher.calls.models import Call
from matcher.cli import rehearse as rehearsing
from matcher.cli import tags as training
from matcher.cli.service import Service
from matcher.clock import FixedClock
from matcher.db.session import open_engine, session_factory, transaction
from matcher.errors import SettingsError
from matcher.ranking.score import SHIPPED
from matcher.rehearsals.trying import TriedSetting, difference, settings_with
from matcher.tags.models import ModelVersion, Tag
from tests.matcher.rehearsals.lived_year import Office


def tried(office: Office, **given: str) -> dict[str, Any]:
    sessions, settings, now = office
    trial = TriedSetting(settings=settings_with(settings, given))
    return difference(sessions, settings, trial, at=now)


def nothing(part: dict[str, Any]) -> bool:
    return (part["new"], part["gone"], part["moved"]) == (0, 0, 0)


def open_at_the_end(office: Office, folder: Path) -> Service:
    settings = replace(office[1], data_dir=folder)
    engine = open_engine(settings.database)
    return Service(
        settings=settings,
        engine=engine,
        sessions=session_factory(engine),
        clock=FixedClock(office[2]),
    )


@pytest.fixture
def service(office: Office, tmp_path: Path) -> Service:
    """A copy of the office, which may be changed."""
    shutil.copytree(office[1].data_dir, tmp_path / "copy")
    return open_at_the_end(office, tmp_path / "copy")


def test_a_setting_as_it_is_changes_nothing(office: Office) -> None:
    found = tried(office, PUENTE_MATCH_TOP="10", PUENTE_SEMANTIC="no")
    assert nothing(found["matches"])
    assert nothing(found["mailed"])
    assert found["told"] > 20


def test_shorter_lists_lose_matches_and_their_mails(office: Office) -> None:
    found = tried(office, PUENTE_MATCH_TOP="1")
    assert found["matches"]["gone"] > 0
    assert found["matches"]["new"] == 0
    assert found["mailed"]["gone"] > 0
    assert all(one["is"] is None for one in found["mailed"]["examples"]["gone"])


def test_meaning_moves_matches(office: Office) -> None:
    found = tried(office, PUENTE_SEMANTIC="yes")
    assert not nothing(found["matches"])


def test_what_changes_no_list_is_not_rehearsed(office: Office) -> None:
    with pytest.raises(SettingsError, match="PUENTE_SMTP_HOST no cambia"):
        settings_with(office[1], {"PUENTE_SMTP_HOST": "correo.example"})
    with pytest.raises(SettingsError, match="de 1 en adelante"):
        settings_with(office[1], {"PUENTE_MATCH_TOP": "0"})


def run(monkeypatch: pytest.MonkeyPatch, service: Service, *words: str) -> Result:
    monkeypatch.setattr(rehearsing, "open_service", lambda: service)
    return CliRunner().invoke(rehearsing.rehearse, words)


def test_the_command_tells_what_differs_by_name(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run(monkeypatch, service, "--set", "PUENTE_MATCH_TOP=1")
    assert result.exit_code == 0, result.output
    assert "No se ha guardado nada" in result.output
    assert "Avisos que no habrían salido" in result.output
    assert "por «Proyecto de" in result.output
    assert run(monkeypatch, service, "--set", "PUENTE_MATCH_TOP").exit_code == 2
    assert run(monkeypatch, service).exit_code == 2


def test_other_weights_of_the_ranking_are_tried_from_a_copy(
    service: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    weights = tmp_path / "weights.toml"
    weights.write_text(SHIPPED.read_text("utf-8"), encoding="utf-8")
    same = run(monkeypatch, service, "--ranker", str(weights))
    assert "habrían sido las mismas" in same.output
    lower = SHIPPED.read_text("utf-8").replace("terms = 12.5", "terms = 0.5")
    weights.write_text(lower.replace("title = 5.0", "title = 0.1"), encoding="utf-8")
    other = run(monkeypatch, service, "--ranker", str(weights))
    assert "Coincidencias de otro puesto o afinidad" in other.output


def test_a_model_is_in_service_only_once_its_year_was_seen(
    office: Office, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "open_service", lambda: service)
    with transaction(service.sessions) as session:
        said = Tag.scheme == "ods", Tag.code == "9", Tag.subject_type == "call"
        session.execute(delete(Tag).where(*said))
        told = {"subject_type": "call", "scheme": "ods", "code": "9", "score": 1.0}
        told |= {"assigned": True, "origin": "person", "at": office[2]}
        calls = session.scalars(select(Call.id)).all()
        session.execute(insert(Tag), [{**told, "subject_id": one} for one in calls])

    def in_service() -> list[str]:
        with transaction(service.sessions) as session:
            asked = select(ModelVersion.version).where(ModelVersion.active_until.is_(None))
            return list(session.scalars(asked))

    before = in_service()
    refused = CliRunner().invoke(training.train, [], input="n\n")
    assert refused.exit_code == 1
    assert "Los últimos doce meses otra vez" in refused.output
    assert in_service() == before
    assert CliRunner().invoke(training.train, []).exit_code == 1  # nobody answers
    assert in_service() == before
    taken = CliRunner().invoke(training.train, [], input="y\n")
    assert taken.exit_code == 0, taken.output
    assert in_service() != before
