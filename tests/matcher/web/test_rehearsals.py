"""Before a setting is saved, what it would have done: real forms, a real process beside."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.digests.models import MailChoices
from matcher.gate.models import GateRule
from matcher.rehearsals import running
from matcher.rehearsals.models import Rehearsal
from matcher.tags.models import ThematicLine
from matcher.web.cards import rehearsing
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Page, Visitor

RULE = "/filtro/nueva/kinds-never-taken"


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks waits for the process to end."""

    def start(*given: Any, **more: Any) -> None:
        running.start(*given, **more).join()

    monkeypatch.setattr(rehearsing, "start", start)


def fields(page: Page) -> dict[str, list[str]]:
    """What the button that saves would send."""
    form = next(f for f in page.tree.forms if "Guardar" in f.text_content())
    found: dict[str, list[str]] = {}
    for one in form.xpath(".//input[@name!='csrf_token']"):
        found.setdefault(one.get("name"), []).append(one.get("value"))
    return found


@pytest.mark.usefixtures("waited")
def test_a_rule_is_saved_once_its_effect_was_seen(admin: Visitor, session: Session) -> None:
    told = {"values": ["subvencion"], "because": "Acuerdo 4", "rehearse": "yes"}
    page = admin.send(RULE, told)
    assert page.heading == "Qué habría pasado"
    assert "Dejarían de pasar" in page.text
    assert "Todavía no se ha guardado nada" in page.text
    assert session.scalars(select(GateRule)).all() == []
    page = admin.send(RULE, fields(page))
    assert "Guardada. Rige desde ya." in page.text
    (rule,) = session.scalars(select(GateRule)).all()
    assert (rule.params, rule.because) == ({"kinds": ["subvencion"]}, "Acuerdo 4")


@pytest.mark.usefixtures("waited")
def test_one_goes_back_to_what_one_wrote(admin: Visitor, session: Session) -> None:
    told = {"name": "Agua y clima", "description": "Todo lo del agua.", "words": "río\nlluvia"}
    page = admin.send("/lineas/nueva", told | {"rehearse": "yes"})
    assert "Correos" in page.text
    assert "Coincidencias" in page.text
    page = admin.send("/lineas/nueva", fields(page) | {"back": "yes"})
    assert page.tree.get_element_by_id("name").get("value") == "Agua y clima"
    assert session.get(ThematicLine, "agua-y-clima") is None


def test_what_changes_nothing_is_not_rehearsed(admin: Visitor, session: Session) -> None:
    line = session.get_one(ThematicLine, "ecociudad")
    told = {"name": line.name, "description": line.description, "words": "\n".join(line.words)}
    page = admin.send("/lineas/ecociudad", told | {"rehearse": "yes"})
    assert "Guardada." in page.text
    assert session.scalars(select(Rehearsal)).all() == []


def test_while_it_runs_one_may_save_or_leave(
    officer: Visitor, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearsing, "start", lambda *_, **__: None)  # it goes on and on
    told = officer.get("/correos/elegir").form("/correos/elegir")
    told["least"], told["rehearse"] = "75", "yes"
    page = officer.send("/correos/elegir", told)
    assert "Se están repitiendo los doce meses" in page.text
    assert "Guardar sin esperar" in page.text
    (asked,) = session.scalars(select(Rehearsal)).all()
    officer.send("/correos/elegir", fields(page))
    assert [one.least for one in session.scalars(select(MailChoices))] == [75]
    asked.person_id += 1
    session.commit()
    assert "Guardar sin esperar" not in officer.get(f"/ensayos/{asked.id}").text
    asked.asked_at -= timedelta(hours=1)
    session.commit()
    assert "El ensayo no terminó" in officer.get(f"/ensayos/{asked.id}").text
    officer.get("/ensayos/99", status=404)


def test_the_difference_is_told_with_names_and_days(officer: Visitor, session: Session) -> None:
    told = {"person": 1, "call": 1, "project": 1, "was": "2026-03-05", "is": "2026-03-09"}
    listed = {"project": 1, "call": 1, "was": 5, "is": 5, "score_was": 0.3, "score_is": 0.6}
    three: dict[str, Any] = {"new": 6, "gone": 1, "moved": 1}
    mailed = {"examples": {kind: [told] for kind in three}, **three}
    matches = {"examples": {kind: [listed] for kind in three}, **three}
    found = {"calls": 9, "projects": 3, "mails": 4, "told": 8, "repeated": 7}
    found |= {"mailed": mailed, "matches": matches}
    asked = Rehearsal(
        person_id=1, deed="line", proposal={}, form=[], path="/lineas/nueva", about="Agua"
    )
    asked.asked_at = asked.ended_at = NOW
    asked.found = found
    session.add(asked)
    session.commit()
    page = officer.get(f"/ensayos/{asked.id}").text
    assert "Luz Prueba habría sabido el 9 de marzo de 2026 de" in page
    assert "que recibió el 5 de marzo de 2026 por" in page
    assert "habría sabido el 9 de marzo de 2026 y no el 5 de marzo de 2026 de" in page
    assert "en el mismo puesto, de afinidad baja a alta." in page
    assert "Y 5 más." in page
    assert "repite 7 de los 8 avisos" in page
