"""What is kept for how long, what would go now, and the last time."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from matcher.clock import FixedClock
from matcher.jobs.models import JobRun
from matcher.jobs.pruning import prune
from matcher.mail.models import OutgoingMail
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Page, Visitor


def row(page: Page, name: str) -> list[str]:
    """The cells of the row that begins with ``name``."""
    (found,) = page.tree.xpath(f"//tr[th[starts-with(normalize-space(), '{name}')]]")
    return [" ".join(cell.text_content().split()) for cell in found.xpath("./td")]


def test_what_the_page_says_would_go_is_what_goes(app: Flask, session: Session) -> None:
    for number, days in enumerate((399, 401, 500)):
        session.add(
            OutgoingMail(
                kind="alarm",
                recipient="luz@ciudad.example",
                recipient_name="Luz",
                message_id=f"<{number}@ciudad.example>",
                subject="Aviso",
                text="Aviso",
                html="",
                state="sent",
                created_at=NOW - timedelta(days=days),
            )
        )
    session.commit()
    admin = Visitor(app).sign_in("admin@ciudad.example")
    page = admin.get("/cuanto-se-guarda")
    assert row(page, "Correos que no son") == ["400 días", "2"]
    assert row(page, "Ejecuciones") == ["90 días", "0"]
    assert row(page, "Auditoría") == ["siempre", "0"]
    assert "No hay registro" in page.text
    given = app.extensions["puente"]
    counts = prune(given.sessions, given.settings, clock=FixedClock(NOW))
    assert counts["mails"] == 2
    told = {"name": "prune", "started_at": NOW, "finished_at": NOW, "status": "ok"}
    session.add(JobRun(**told, counts=counts))
    session.commit()
    page = admin.get("/cuanto-se-guarda")
    assert row(page, "Correos que no son") == ["400 días", "0"]
    assert "Terminó bien el" in page.text
