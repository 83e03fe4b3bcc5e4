"""Trabajos: each run in words, and one asked for with a button."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.coded import to_stored
from matcher.jobs.models import JobRequest, JobRun
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor

URL = "/trabajos"


@pytest.fixture
def runs(session: Session) -> None:
    def run(name: str, hours: float, status: str, **more: object) -> JobRun:
        began = NOW - timedelta(hours=hours)
        ended = None if status == "running" else began + timedelta(minutes=3, seconds=20)
        values = {"started_at": began, "finished_at": ended, "status": status, "counts": {}}
        return JobRun(name=name, **(values | more))

    read = {"bdns": {"status": "ok", "new": 1200, "changed": 3, "withdrawn": 0}}
    session.add_all(
        [
            run("collect", 9, "ok", counts=read),
            run("tag", 8, "failed", error=to_stored("No hay etiquetas.")),
            run("match", 1, "running", done=3, total=8),
            run("send", 0.1, "ok"),
        ]
    )
    session.commit()


def rows(page, number: int) -> list[str]:
    tables = page.tree.xpath("//table")
    return [" ".join(r.text_content().split()) for r in tables[number].xpath(".//tbody/tr")]


@pytest.mark.usefixtures("runs")
def test_how_each_run_ended_in_words(admin: Visitor) -> None:
    page = admin.get(URL)
    assert page.heading == "Trabajos"
    match, tag, collect = rows(page, 1)
    assert "Terminó bien" in collect
    assert "3 min 20 s" in collect
    assert "fuentes leídas bien: 1 · convocatorias nuevas: 1.200" in collect
    assert "Falló" in tag
    assert "No hay etiquetas." in tag
    assert "va en 3 de 8" in match
    assert "Podar lo antiguo" in rows(page, 0)[-1]
    assert "Nunca" in rows(page, 0)[-1]
    assert "Nada nuevo que hacer" in rows(admin.get(f"{URL}?job=send"), 1)[0]
    assert len(rows(admin.get(f"{URL}?outcome=failed"), 1)) == 1


@pytest.mark.usefixtures("runs")
def test_one_is_asked_for_once_and_it_is_noted(admin: Visitor, session: Session) -> None:
    said = admin.send(f"{URL}/collect/ahora", {}, on=URL)
    assert "Empieza en unos segundos" in said.text
    assert "Pedido el" in rows(said, 0)[0]
    session.expire_all()
    assert [one.name for one in session.scalars(select(JobRequest))] == ["collect"]
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert last is not None
    assert (last.action, last.subject_id) == ("job.asked", "collect")
    assert "pidió ejecutar un trabajo" in admin.get("/auditoria").text


def test_without_a_timetable_it_says_so(admin: Visitor) -> None:
    assert "El horario no ha corrido nunca." in admin.get(URL).text


def test_only_those_who_administer_see_it(officer: Visitor) -> None:
    assert "Trabajos" not in officer.get("/").links()
    officer.get(URL, status=403)
