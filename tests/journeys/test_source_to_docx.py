"""The whole pipe as a newcomer runs it: from sample sources to emails and a Word document."""

import email
import shutil
import sqlite3
from email import policy
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from tests.journeys.conftest import run_demo


def count(folder: Path, query: str) -> int:
    with sqlite3.connect(folder / "puente.sqlite") as connection:
        return int(connection.execute(query).fetchone()[0])


@pytest.fixture(scope="module")
def twice(
    demo_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str, list[Path], str]:
    """A folder in which the demo ran twice: what it said and the mails after the first run."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    shutil.copytree(demo_data, folder)
    mails = sorted((folder / "outbox").glob("*.eml"))
    return folder, (folder / "said.txt").read_text(), mails, run_demo(folder)


Twice = tuple[Path, str, list[Path], str]


def test_every_stage_leaves_something(twice: Twice) -> None:
    folder, said, mails, _ = twice
    assert count(folder, "SELECT count(*) FROM call") >= 80
    assert count(folder, "SELECT count(*) FROM project") == 30
    assert count(folder, "SELECT count(*) FROM tag WHERE assigned AND origin = 'model'") > 80
    assert count(folder, "SELECT count(*) FROM match WHERE NOT blocked") > 100
    assert len(mails) == 4
    assert "opportunity_desk" in said
    assert "FALLÓ" in said


def test_the_same_call_on_two_sources_is_one(twice: Twice) -> None:
    folder = twice[0]
    query = "SELECT count(*) FROM (SELECT 1 FROM sighting GROUP BY call_id HAVING count(*) > 1)"
    assert count(folder, query) == 4


def test_the_mail_gives_reasons_and_names_the_source_that_failed(twice: Twice) -> None:
    message = email.message_from_bytes(twice[2][0].read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "Por qué le llegó: encaja con «" in text
    assert "No se pudieron leer bien: Opportunity Desk" in text
    assert "\n   Vuelve una convocatoria conocida" in text
    assert "quedó en «Perdida»: No cumplimos un requisito formal." in text  # a year ago
    assert message.get_body(("html",)) is not None


def _text(path: Path) -> str:
    body = email.message_from_bytes(path.read_bytes(), policy=policy.default).get_body(("plain",))
    assert body is not None
    text: str = body.get_content()
    return text


def test_the_document_opens_and_tells_project_and_call(twice: Twice) -> None:
    folder = twice[0]
    (path,) = (folder / "documents").glob("*.docx")
    document = docx.Document(str(path))
    with sqlite3.connect(folder / "puente.sqlite") as connection:
        project, call = connection.execute(
            "SELECT p.name, c.title FROM draft d JOIN project p ON p.id = d.project_id "
            "JOIN call c ON c.id = d.call_id"
        ).fetchone()
    words = "\n".join(t.text or "" for t in document.element.body.iter(qn("w:t")))
    assert project in words
    assert call in words
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert len(headings) >= 10
    assert document.inline_shapes


def test_again_it_repeats_nothing_and_tells_what_changed(twice: Twice) -> None:
    folder, _, mails, _ = twice
    fresh = sorted(set((folder / "outbox").glob("*.eml")) - set(mails))
    assert len(fresh) == 4  # each is told what changed in what concerns them
    assert all("CAMBIÓ:" in _text(path) for path in fresh)
    assert len(list((folder / "documents").glob("*.docx"))) == 1
    assert count(folder, "SELECT count(*) FROM project") == 30
    assert count(folder, "SELECT count(*) FROM draft") == 1
    assert count(folder, "SELECT count(*) FROM call WHERE withdrawn_at IS NOT NULL") == 1
    moved = "SELECT count(*) FROM call_version WHERE changes LIKE '%\"deadlines\"%'"
    assert count(folder, moved) >= 1


def test_a_third_time_nothing_at_all_is_written(twice: Twice) -> None:
    folder = twice[0]
    tables = ("call", "call_version", "sighting", "snapshot", "tag", "match", "digest", "draft")

    def state() -> list[list[tuple[object, ...]]]:
        with sqlite3.connect(folder / "puente.sqlite") as connection:
            return [connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables]

    before = state()
    run_demo(folder)
    assert state() == before
