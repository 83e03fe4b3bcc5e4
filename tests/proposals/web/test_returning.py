"""A full proposal edited in Word and uploaded in its page."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from proposals.docx import office
from tests.matcher.web.support import Visitor
from tests.proposals.marks.words import control, edit, paragraph, write


@pytest.fixture(autouse=True)
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda _name: None)


def test_a_document_goes_out_is_edited_and_comes_back(
    officer: Visitor, draft: int, tmp_path: Path
) -> None:
    step = f"/propuestas/{draft}/transparencia"
    first = {"campo-sostenibilidad": "Una tarifa.", "version-sostenibilidad": "0"}
    officer.send(step, first | {"campo-replicabilidad": "Sí.", "version-replicabilidad": "0"})
    documents = f"/propuestas/{draft}/documentos"
    page = officer.send(documents, {"document": "completa-es.docx"})
    link = next(h for h in page.links().values() if h and "/documentos/" in h)
    made = tmp_path / "made.docx"
    made.write_bytes(officer.client.get(link).data)

    def change(tree: Any) -> None:
        write(control(tree, "sostenibilidad"), "Una tarifa y un fondo.")
        write(control(tree, "replicabilidad"), "En dos veredas más.")
        tree[0][0].addprevious(paragraph("Visto bueno de Hacienda"))

    second = {"campo-sostenibilidad": "Un subsidio.", "version-sostenibilidad": "1"}
    officer.send(step, second)
    back = edit(made, change, into=tmp_path / "back.docx").read_bytes()
    page = officer.send(f"{documents}/word", {"word": [(BytesIO(back), "propuesta.docx")]})
    assert "Hay dos versiones" in page.text
    assert "1 respuesta cambiada" in page.text
    assert "Visto bueno de Hacienda" in page.text
    assert "Un subsidio." in page.text
    assert "Una tarifa y un fondo." in page.text
    chosen = {"campo-sostenibilidad": "Un fondo.", "version-sostenibilidad": "2"}
    officer.send(f"{documents}/word/versiones", chosen)
    told = officer.get(step).text
    assert "Un fondo." in told
    assert "En dos veredas más." in told
    assert "Visto bueno de Hacienda" in officer.get(f"/propuestas/{draft}/comentarios").text


def test_what_is_no_document_of_ours_is_told(officer: Visitor, draft: int) -> None:
    path = f"/propuestas/{draft}/documentos"
    officer.send(path, {"document": "ficha.docx"})
    page = officer.send(f"{path}/word", {})
    assert "Elija el documento" in page.text
    page = officer.send(f"{path}/word", {"word": [(BytesIO(b"no"), "a.docx")]})
    assert "no se puede leer como Word" in page.text
