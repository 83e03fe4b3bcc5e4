"""The wizard is whole in either language: questions, checks, sums, what is refused."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from proposals.steps import STEPS
from tests.journeys.under_way import on_their_way
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor
from tests.matcher.web.tongues import foreign

PAGES = (
    "/propuestas",
    "/propuestas/1",
    "/propuestas/1/todas",
    "/propuestas/1/documentos",
    "/propuestas/1/versiones/resumen",
    "/propuestas/nueva?project=1&call=2",
    *(f"/propuestas/1/{step.slug}" for step in STEPS),
    "/propuestas?q=nada",
    "/propuestas/1/comentarios",
    "/propuestas/1/anexos",
    *(f"/propuestas/{number}/proceso" for number in range(1, 7)),
    "/propuestas/4/proceso/4",
    "/propuestas/4/necesidad",
    "/propuestas/4/anexos",
    "/propuestas/biblioteca",
    "/propuestas/biblioteca/1",
    "/propuestas/entidad",
    "/propuestas/entidad/personas/1",
)


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_page_of_a_draft_speaks_one_language(
    app: Flask, officer: Visitor, session: Session, language: str
) -> None:
    on_their_way(session, app.extensions["puente"].settings, at=NOW)
    session.commit()
    officer.send("/idioma", {"language": language, "next": "/"}, on="/perfil")
    form = officer.get("/propuestas/1/objetivos").form("/propuestas/1/objetivos")
    form["campo-duracion"], form["campo-inicio"], form["hacer"] = "x", "2026-02-30", "seguir"
    refused = officer.send("/propuestas/1/objetivos", form)
    assert not foreign(refused, language)
    wrong = refused.tree.get_element_by_id("campo-duracion-error").text_content()
    assert ("is not a number" in wrong) is (language == "en")
    pages = {path: officer.get(path) for path in PAGES}
    odd = {path: found for path, page in pages.items() if (found := foreign(page, language))}
    assert not odd, "\n".join(f"{path}: {found}" for path, found in odd.items())
