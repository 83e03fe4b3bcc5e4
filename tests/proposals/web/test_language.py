"""The wizard is whole in either language: questions, checks, sums, what is refused."""

import pytest
from flask import Flask

from proposals.steps import STEPS
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
)


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_page_of_a_draft_speaks_one_language(
    app: Flask, officer: Visitor, language: str
) -> None:
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
