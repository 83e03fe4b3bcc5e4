"""A bad template comes back marked: a comment at each bad tag, all else as it was."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from proposals.docx.validate import check_template, mark_faults
from tests.proposals.docx.ooxml import audit
from tests.proposals.vetting.planting import Broken, broken_templates, comments, write

BROKEN = list(broken_templates())
ENOUGH = 0.95


def marked(broken: Broken, folder: Path) -> tuple[Path, Path]:
    """The broken template and the copy that comes back."""
    before, after = write(broken, folder / "antes.docx"), folder / "despues.docx"
    mark_faults(before, str(after))
    return before, after


def found_in(broken: Broken, told: list[tuple[str, str]]) -> list[tuple[bool, bool]]:
    """For each planted fault, whether it is marked at its place, and whether with its name."""
    found, left = [], list(told)
    for tag, name in broken.faults:
        here = next(
            (one for one in left if one[0] == tag or (broken.header and tag in one[1])), None
        )
        if here is not None:
            left.remove(here)
        found.append((here is not None, here is not None and (not name or f"«{name}»" in here[1])))
    assert left == [], f"{broken.name}: marked what is not broken"
    return found


def test_faults_are_marked_where_they_are_with_the_name_that_was_meant(tmp_path: Path) -> None:
    assert len(BROKEN) >= 50
    found = []
    for broken in BROKEN:
        _before, after = marked(broken, tmp_path)
        found += found_in(broken, comments(after) if after.is_file() else [])
        after.unlink(missing_ok=True)
    assert sum(place for place, _name in found) / len(found) >= ENOUGH
    assert sum(name for _place, name in found) / len(found) >= ENOUGH


def letters(document: Any) -> list[list[tuple[str, str]]]:
    """Each letter of each paragraph with how it looks."""
    return [
        [
            (letter, "" if run.find(qn("w:rPr")) is None else run.find(qn("w:rPr")).xml)
            for run in paragraph.iter(qn("w:r"))
            for piece in run.iter(qn("w:t"))
            for letter in piece.text or ""
        ]
        for paragraph in document.element.body.iter(qn("w:p"))
    ]


@pytest.mark.parametrize("name", ["three-at-once-split", "shipped-name-propuesta-completa"])
def test_all_else_is_as_it_was(tmp_path: Path, name: str) -> None:
    before, after = marked(next(one for one in BROKEN if one.name == name), tmp_path)
    assert letters(Document(str(after))) == letters(Document(str(before)))
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(after) as new:
        added = set(new.namelist()) ^ set(old.namelist())
        assert added == {"word/comments.xml"}
        for part in set(old.namelist()) - {"word/document.xml", "[Content_Types].xml"}:
            if not part.endswith(".rels"):
                assert _same(part, old.read(part), new.read(part)), part
    assert audit(after.read_bytes()) == audit(before.read_bytes())


def _same(name: str, old: bytes, new: bytes) -> bool:
    if not name.endswith(".xml"):
        return old == new
    return etree.canonicalize(old.decode()) == etree.canonicalize(new.decode())


def test_a_template_marked_and_mended_can_be_used(tmp_path: Path) -> None:
    _before, after = marked(BROKEN[0], tmp_path)
    document: Any = Document(str(after))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("metodologa", "metodologia")
    document.save(str(after))
    assert check_template(after).problems == ()
