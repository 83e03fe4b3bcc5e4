"""What a person's own calendar programs make of it: khal of the file, vdirsyncer of the address."""

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.desk.verdicts import discard
from matcher.people.keys import make_key, revoke_key
from matcher.people.models import Person
from tests.journeys.conftest import served
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor

_SETTINGS = """
[calendars]
[[puente]]
path = {folder}/calendar
type = calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = America/Bogota
default_timezone = America/Bogota
[sqlite]
path = {folder}/khal.db
"""
_SUBSCRIPTION = """
[general]
status_path = "{folder}/status"
[pair puente]
a = "there"
b = "here"
collections = null
conflict_resolution = "a wins"
[storage there]
type = "http"
url = "{url}"
[storage here]
type = "filesystem"
path = "{folder}/calendar"
fileext = ".ics"
"""
SHOWN = ("list", "--format", "{start-time}|{title}|{status}", "2026-11-01", "90d")
Khal = Callable[..., str]


@pytest.fixture
def khal(tmp_path: Path) -> Khal:
    (tmp_path / "calendar").mkdir()
    settings = tmp_path / "khal.conf"
    settings.write_text(_SETTINGS.format(folder=tmp_path))

    def run(*words: str) -> str:
        program = [str(Path(sys.executable).with_name("khal")), "-c", str(settings), *words]
        done = subprocess.run(
            program, capture_output=True, text=True, check=True, timeout=60
        )  # ours
        return done.stdout

    return run


def test_an_import_again_changes_what_is_there(
    khal: Khal, officer: Visitor, session: Session, tmp_path: Path
) -> None:
    file = tmp_path / "convocatorias.ics"
    file.write_bytes(officer.client.get("/convocatorias/calendario.ics?q=agua").data)
    khal("import", "--batch", "-a", "puente", str(file))
    first = khal(*SHOWN)
    assert "11:00|Cierra: " in first
    water = session.get_one(Call, 1)
    assert water.title in first
    discard(session, water, person_id=1, at=NOW)
    session.commit()
    file.write_bytes(officer.client.get("/convocatorias/calendario.ics?q=agua").data)
    khal("import", "--batch", "-a", "puente", str(file))
    after = khal(*SHOWN)
    assert after.count(water.title) == first.count(water.title)
    assert "CANCELLED" in after


@pytest.fixture
def luz(session: Session) -> Person:
    found = session.scalars(select(Person).order_by(Person.id)).first()
    assert found is not None
    return found


@pytest.fixture
def sync(tmp_path: Path) -> Callable[[str], int]:
    """Subscribe vdirsyncer to an address, or fetch it again; its exit code."""
    settings = tmp_path / "vdirsyncer.conf"

    def vdirsyncer(*words: str) -> int:
        program = str(Path(sys.executable).with_name("vdirsyncer"))
        done = subprocess.run(
            [program, "-c", str(settings), *words], capture_output=True, timeout=60, check=False
        )
        return done.returncode

    def fetch(url: str) -> int:
        if not settings.exists():
            settings.write_text(_SUBSCRIPTION.format(folder=tmp_path, url=url))
            assert vdirsyncer("discover") == 0
        return vdirsyncer("sync")

    return fetch


def test_a_subscription_follows_what_changes(
    khal: Khal, sync: Callable[[str], int], app: Flask, session: Session, luz: Person
) -> None:
    key, secret = make_key(session, luz, door="calendar", name="agua", at=NOW, asked="q=agua")
    session.commit()
    water = session.get_one(Call, 1)
    with served(app) as site:
        url = f"{site}/calendario/{secret}.ics"
        assert sync(url) == 0
        assert f"11:00|Cierra: {water.title}" in khal(*SHOWN)
        discard(session, water, person_id=luz.id, at=NOW)
        session.commit()
        assert sync(url) == 0
        assert khal(*SHOWN).count(water.title) == 1
        assert "CANCELLED" in khal(*SHOWN)
        revoke_key(session, key.id, person=luz, at=NOW)
        session.commit()
        assert sync(url) != 0


def test_what_leaves_the_list_leaves_the_calendar_even_the_last(
    khal: Khal, sync: Callable[[str], int], app: Flask, session: Session, luz: Person
) -> None:
    water = session.get_one(Call, 1)
    day = water.deadlines[0].on_day
    assert day is not None
    asked = f"from={day - timedelta(days=1)}&to={day + timedelta(days=1)}"
    _key, secret = make_key(session, luz, door="calendar", name="días", at=NOW, asked=asked)
    session.commit()
    with served(app) as site:
        url = f"{site}/calendario/{secret}.ics"
        assert sync(url) == 0
        assert khal(*SHOWN).count("Cierra") == 1
        water.deadlines[0].on_day = day + timedelta(days=20)
        water.version, water.changed_at = water.version + 1, NOW
        session.commit()
        assert sync(url) == 0
        assert "Cierra" not in khal(*SHOWN)
