"""What a person's own calendar program makes of the file: khal, over a folder of its own."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.desk.verdicts import discard
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
    shown = ("list", "--format", "{start-time}|{title}|{status}", "2026-11-01", "90d")
    first = khal(*shown)
    assert "11:00|Cierra: " in first
    water = session.get_one(Call, 1)
    assert water.title in first
    discard(session, water, person_id=1, at=NOW)
    session.commit()
    file.write_bytes(officer.client.get("/convocatorias/calendario.ics?q=agua").data)
    khal("import", "--batch", "-a", "puente", str(file))
    after = khal(*shown)
    assert after.count(water.title) == first.count(water.title)
    assert "CANCELLED" in after
