"""Broken templates as files: what ``broken.txt`` describes, and what their comments say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from proposals.docx.catalogue import find_template

LIST = Path(__file__).with_name("broken.txt")
_PLANTED = re.compile(r"‹(.*?)(?:→([^›]*))?›")


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One template: how it is laid out, its lines, and the faults in them, in order."""

    name: str
    split: bool
    header: bool
    shipped: str
    lines: tuple[str, ...]
    faults: tuple[tuple[str, str], ...]


def broken_templates() -> Iterator[Broken]:
    """Every template of the list."""
    for block in LIST.read_text(encoding="utf-8").split("\n== ")[1:]:
        head, *lines = block.strip().splitlines()
        name, *more = head.split()
        yield Broken(
            name="-".join([name, *more]).replace("-of-", "-"),
            split="split" in more,
            header="header" in more,
            shipped=more[1] if more[:1] == ["of"] else "",
            lines=tuple(_PLANTED.sub(r"\1", line) for line in lines),
            faults=tuple((m[1], m[2] or "") for line in lines for m in _PLANTED.finditer(line)),
        )


def write(broken: Broken, path: Path) -> Path:
    """The template as a Word file."""
    if broken.shipped:
        return _changed(broken, path)
    document: Any = Document()
    lines = list(broken.lines)
    if broken.header:
        _say(document.sections[0].header.paragraphs[0], lines.pop(0), broken)
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line[1:].split("¦")])
            continue
        if rows:
            table = document.add_table(len(rows), len(rows[0]))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    _say(cell.paragraphs[0], text, broken)
            rows = []
        if line:
            _say(document.add_paragraph(), line, broken)
    document.save(str(path))
    return path


def _say(paragraph: Any, text: str, broken: Broken) -> None:
    """Write ``text``: in one run, or in many of which every second is bold."""
    parts = re.findall(r".{1,5}", text) if broken.split else [text]
    for number, part in enumerate(parts):
        paragraph.add_run(part).bold = broken.split and number % 2 == 1


def _changed(broken: Broken, path: Path) -> Path:
    """The shipped template with the first text that is as the list says written otherwise."""
    old, new = broken.lines[0].split(" => ")
    document: Any = Document(str(find_template(broken.shipped).path))
    for paragraph in document.element.body.iter(qn("w:p")):
        texts = [piece for piece in paragraph.iter(qn("w:t")) if old in (piece.text or "")]
        if texts:
            texts[0].text = texts[0].text.replace(old, new, 1)
            document.save(str(path))
            return path
    raise AssertionError(f"no «{old}» in {broken.shipped}")


def comments(path: Path) -> list[tuple[str, str]]:
    """The text each comment stands at, and what it says, in the order of the text."""
    document: Any = Document(str(path))
    said = {one.comment_id: one.text for one in document.comments}
    found = []
    for start in document.element.body.iter(qn("w:commentRangeStart")):
        number = start.get(qn("w:id"))
        at, here = "", start
        while (here := here.getnext()) is not None and here.get(qn("w:id")) != number:
            at += "".join(piece.text or "" for piece in here.iter(qn("w:t")))
        found.append((at, said[int(number)]))
    return found
