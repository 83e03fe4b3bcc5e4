"""The proposals by hand, as they are typed."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from matcher.cli.service import open_service
from matcher.db.session import transaction
from matcher.people.queries import add_person
from matcher.settings import Settings
from proposals.cli import proposals, templates
from proposals.docx import office
from proposals.docx.catalogue import find_template
from proposals.drafts import begin


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PUENTE_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(office.shutil, "which", lambda _name: None)
    return tmp_path


def test_an_empty_installation_says_so(home: Path) -> None:
    result = CliRunner().invoke(proposals, ["list"])
    assert (result.exit_code, result.output) == (0, "No hay propuestas todavía.\n")


@pytest.fixture
def one_proposal(home: Path) -> None:
    """A proposal just begun, the only one there is."""
    service = open_service(Settings(data_dir=home))
    with transaction(service.sessions) as session:
        owner = add_person(
            session,
            email="ana@ciudad.example",
            name="Ana Prueba",
            password="una frase larga",
            role="profesional",
            at=service.clock.now(),
        )
        begin(
            session,
            owner=owner,
            project=None,
            call=None,
            settings=service.settings,
            at=service.clock.now(),
        )


@pytest.mark.usefixtures("one_proposal")
def test_a_proposal_is_listed_and_rendered() -> None:
    assert "0/10" in CliRunner().invoke(proposals, ["list"]).output
    result = CliRunner().invoke(proposals, ["render", "1"])
    assert result.exit_code == 0
    assert Document(result.output.strip()).paragraphs[1].text == "Propuesta nueva"


def test_a_template_is_looked_over(tmp_path: Path) -> None:
    shipped = str(find_template().path)
    assert CliRunner().invoke(templates, ["check", shipped]).exit_code == 0
    bad = tmp_path / "mala.docx"
    document = Document()
    document.add_paragraph("{{ no_existe }}")
    document.save(str(bad))
    result = CliRunner().invoke(templates, ["check", str(bad)])
    assert result.exit_code == 1
    assert "«no_existe» no existe" in result.output


@pytest.mark.usefixtures("one_proposal")
def test_a_kind_is_made_into_the_file_that_was_named(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "nota.docx"
    run = CliRunner().invoke
    result = run(proposals, ["render", "1", "--kind", "nota-conceptual", "-o", str(target)])
    assert (result.exit_code, result.output.strip()) == (0, str(target))
    assert any("Nota conceptual" in p.text for p in Document(str(target)).paragraphs)
    refused = run(proposals, ["render", "1", "--kind", "ficha", "-o", str(tmp_path / "x.xlsx")])
    assert "no sale como «.xlsx»" in str(refused.exception)
    assert not (tmp_path / "x.xlsx").exists()
    printed = run(proposals, ["render", "1", "--kind", "aval", "-o", str(tmp_path / "x.pdf")])
    assert printed.exit_code == 1
    assert "hace falta LibreOffice" in printed.output
    assert not list((home / "documents").glob("*aval*"))
