"""A full proposal that was edited in Word: each change in its answer, and no word lost."""

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.errors import InvalidInput
from matcher.people.models import Person
from proposals.errors import DraftLocked
from proposals.models import Draft, DraftComment
from proposals.process.returning import Returned
from proposals.saving import Save, get_answer, save
from tests.proposals.marks.words import ANSWERS, W, control, edit, paragraph, write

Bring = Callable[[Path], Returned]


def remarks(session: Session) -> list[DraftComment]:
    return list(session.scalars(select(DraftComment).order_by(DraftComment.id)))


def value(session: Session, draft: Draft, field: str, row: str = "") -> Any:
    return get_answer(session, draft, field=field, row=row).value


def test_what_comes_back_untouched_changes_nothing(
    session: Session, draft: Draft, document: Path, bring: Bring
) -> None:
    before = {(one.field, one.row): one.version for one in draft.answers}
    found = bring(document)
    assert (found.changed, found.comments, found.left, found.told) == (0, 0, (), ())
    assert {(one.field, one.row): one.version for one in draft.answers} == before


def test_each_change_lands_in_its_answer(
    session: Session, draft: Draft, document: Path, bring: Bring, tmp_path: Path
) -> None:
    def change(tree: Any) -> None:
        write(control(tree, "titulo"), "Agua para cuatro veredas")
        write(control(tree, "antecedentes"), "Luego un pozo hondo.", 1)
        control(tree, "necesidades").find(f"{W}sdtContent").append(paragraph("Y en invierno lodo."))
        write(control(tree, "objetivos", "obj2", "resultado"), "Red nueva")
        write(control(tree, "actividades", "act2", "objetivo"), "1")
        write(control(tree, "actividades", "act1", "objetivo"), "1 y otro")
        write(control(tree, "actividades", "act1", "fin"), "5 de julio de 2027")
        write(control(tree, "presupuesto", "pre1", "valor_unitario"), "1.750")
        write(control(tree, "presupuesto", "pre1", "concepto"), "Bomba solar")
        write(control(tree, "riesgos", "rie1", "probabilidad"), "Alta")

    found = bring(edit(document, change, into=tmp_path / "back.docx"))
    assert found.left == found.told == found.overtaken == ()
    assert value(session, draft, "titulo") == draft.title == "Agua para cuatro veredas"
    told = "Primero vino la sequía.\n\nLuego un pozo hondo.\nDespués la junta."
    assert value(session, draft, "antecedentes") == told
    assert value(session, draft, "necesidades") == "Falta caudal en verano.\nY en invierno lodo."
    assert value(session, draft, "objetivos", "obj2")["resultado"] == "Red nueva"
    assert value(session, draft, "actividades", "act2")["objetivo"] == "obj1"
    first = value(session, draft, "actividades", "act1")
    assert (first["fin"], first["objetivo"]) == ("2027-07-05", "1 y otro")
    line = value(session, draft, "presupuesto", "pre1")
    assert (line["valor_unitario"], line["concepto"]) == ("1.750", "Bomba solar")
    assert value(session, draft, "riesgos", "rie1")["probabilidad"] == "alta"
    assert found.changed == 8


def test_what_was_changed_in_puente_too_is_held_side_by_side(
    session: Session, draft: Draft, document: Path, bring: Bring, tmp_path: Path, owner: Person
) -> None:
    save(
        session,
        draft,
        Save(field="genero", value="Hay paridad.", base=1),
        person=owner,
        at=draft.updated_at,
    )
    cells = value(session, draft, "objetivos", "obj1") | {"texto": "Captar mejor"}
    row = Save(field="objetivos", row="obj1", value=cells, base=1)
    save(session, draft, row, person=owner, at=draft.updated_at)

    def change(tree: Any) -> None:
        write(control(tree, "genero"), "Las mujeres presiden la junta.")
        write(control(tree, "objetivos", "obj1", "resultado"), "Tres bocatomas")

    found = bring(edit(document, change, into=tmp_path / "back.docx"))
    assert [one.save.value for one in found.overtaken] == ["Las mujeres presiden la junta."]
    assert found.overtaken[0].error.theirs == value(session, draft, "genero") == "Hay paridad."
    joined = {"texto": "Captar mejor", "resultado": "Tres bocatomas"}
    assert value(session, draft, "objetivos", "obj1") == joined


def test_what_stands_in_no_mark_is_kept_as_a_comment_near_it(
    session: Session, draft: Draft, document: Path, bring: Bring, tmp_path: Path
) -> None:
    def change(tree: Any) -> None:
        lost = control(tree, "magnitud")
        lost.getparent().replace(lost, paragraph("Cinco de diez hogares, según la junta."))
        control(tree, "genero").addnext(paragraph("Y hay guardería."))
        emptied = control(tree, "metodologia")
        for text in emptied.iter(f"{W}t"):
            text.text = ""

    path = edit(document, change, into=tmp_path / "back.docx")
    found = bring(path)
    assert set(found.left) == {"Cinco de diez hogares, según la junta.", "Y hay guardería."}
    kept = {one.field: one.text for one in remarks(session)}
    assert kept["magnitud"].endswith("Cinco de diez hogares, según la junta.")
    assert kept["genero"].endswith("Y hay guardería.")
    assert value(session, draft, "magnitud") == ANSWERS["magnitud"]
    assert value(session, draft, "metodologia") == ""
    assert len(found.told) == 1  # that the magnitude is not in the document any more
    bring(path)
    assert len(remarks(session)) == 2


def test_what_is_corrected_where_an_answer_stands_a_second_time_lands_in_it(
    session: Session, draft: Draft, document: Path, bring: Bring, tmp_path: Path
) -> None:
    def copies(tree: Any, text: str) -> list[Any]:
        """The texts outside every mark that say just this."""
        return [
            one
            for one in tree.iter(f"{W}t")
            if one.text == text and next(one.iterancestors(f"{W}sdt"), None) is None
        ]

    def change(tree: Any) -> None:
        copies(tree, "Red sin fugas")[0].text = "Red nueva sin fugas"
        copies(tree, "Responsable: Oficina de agua")[0].text = "Responsable: Oficina del agua"
        copies(tree, "1. Captar más")[0].text = "1. Captar bastante más"
        write(control(tree, "actividades", "act1", "texto"), "Construir despacio")
        copies(tree, "Construir")[0].text = "Construir deprisa"

    found = bring(edit(document, change, into=tmp_path / "back.docx"))
    assert value(session, draft, "objetivos", "obj2")["resultado"] == "Red nueva sin fugas"
    assert value(session, draft, "objetivos", "obj1")["texto"] == "Captar bastante más"
    assert value(session, draft, "responsable") == "Oficina del agua"
    assert value(session, draft, "actividades", "act1")["texto"] == "Construir despacio"
    assert found.left == ("Construir deprisa",)  # its answer says something else by now


def test_comments_of_word_become_comments_and_tracked_changes_count(
    session: Session, draft: Draft, document: Path, bring: Bring, tmp_path: Path
) -> None:
    def change(tree: Any) -> None:
        first = next(control(tree, "genero").iter(f"{W}p"))
        for name in ("commentRangeStart", "commentRangeEnd"):
            mark = first.makeelement(f"{W}{name}", {f"{W}id": "7"})
            first.append(mark)
        run = next(control(tree, "sostenibilidad").iter(f"{W}r"))
        inserted = paragraph(" Y un fondo.")[0]
        holder = run.makeelement(f"{W}ins", {f"{W}id": "1", f"{W}author": "X"})
        holder.append(inserted)
        run.addnext(holder)
        gone = next(control(tree, "problema_central").iter(f"{W}r"))
        for text in gone.iter(f"{W}t"):
            text.tag = f"{W}delText"
        erased = gone.makeelement(f"{W}del", {f"{W}id": "2"})
        gone.addprevious(erased)
        erased.append(gone)
        erased.addnext(paragraph("El agua se pierde.")[0])

    comments = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:comment w:id="7" w:author="Secretaría de Hacienda"><w:p><w:r><w:t>¿Cuánto cuesta?'
        "</w:t></w:r></w:p></w:comment></w:comments>"
    )
    path = tmp_path / "back.docx"
    found = bring(edit(document, change, into=path, parts={"word/comments.xml": comments}))
    assert found.comments == 1
    (remark,) = remarks(session)
    assert (remark.field, remark.text) == (
        "genero",
        "Comentario en Word (Secretaría de Hacienda): ¿Cuánto cuesta?",
    )
    assert value(session, draft, "sostenibilidad") == "Una tarifa acordada. Y un fondo."
    assert value(session, draft, "problema_central") == "El agua se pierde."


def test_a_closed_proposal_and_a_foreign_file_are_refused(
    session: Session, draft: Draft, document: Path, bring: Bring, tmp_path: Path
) -> None:
    other = tmp_path / "notes.docx"
    other.write_bytes(b"PK no")
    with pytest.raises(InvalidInput, match="no se puede leer"):
        bring(other)
    draft.state = "approved"
    session.flush()
    with pytest.raises(DraftLocked):
        bring(document)


def longer(document: Path, to: Path, paragraphs: int) -> Path:
    """A copy of ``document`` with so many paragraphs more; packed they weigh next to nothing."""
    more = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * paragraphs
    with ZipFile(document) as whole, ZipFile(to, "w", ZIP_DEFLATED) as copy:
        for name in whole.namelist():
            content = whole.read(name)
            if name == "word/document.xml":
                content = content.replace(b"</w:body>", more + b"</w:body>", 1)
            copy.writestr(name, content)
    return to


@pytest.mark.parametrize("more", [3_000, 300_000])
def test_a_document_without_end_is_told_soon(
    document: Path, bring: Bring, tmp_path: Path, more: int
) -> None:
    began = time.monotonic()
    with pytest.raises(InvalidInput, match=r"más de 2\.000 párrafos"):
        bring(longer(document, tmp_path / "endless.docx", more))
    assert time.monotonic() - began < 10


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_may_save_it_again(
    session: Session, draft: Draft, document: Path, bring: Bring, tmp_path: Path
) -> None:
    def change(tree: Any) -> None:
        write(control(tree, "antecedentes"), "Después vino la junta.", 2)
        write(control(tree, "objetivos", "obj1", "texto"), "Captar bastante más")

    edited = edit(document, change, into=tmp_path / "back.docx")
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/office",
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(tmp_path / "again"),
        str(edited),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = bring(tmp_path / "again" / "back.docx")
    assert (found.left, found.told, found.overtaken) == ((), (), ())
    told = "Primero vino la sequía.\n\nLuego el pozo.\nDespués vino la junta."
    assert value(session, draft, "antecedentes") == told
    assert value(session, draft, "objetivos", "obj1")["texto"] == "Captar bastante más"
    assert found.changed == 2
