"""Build one file out of an order: no database, each step in a process with limits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from proposals.documents.kinds import BUNDLE, BUNDLED, DocumentKind, get_kind
from proposals.docx import document
from proposals.docx.context import Facts
from proposals.docx.document import Made, Tell, confined, word_file
from proposals.docx.office import convert, find_office
from proposals.docx.pages import page_count
from proposals.errors import DocumentError
from proposals.models import WHOLE
from proposals.workbook.writing import write_for_paper, write_workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentOrder:
    """What to build, with everything it says. ``annexes`` are the names and places of files,
    ``stem`` begins the names of the files in a bundle; ``own`` is where the agency's own templates
    lie, by the names of the shipped ones in whose place they are used.
    """

    kind: DocumentKind
    ending: str
    language: str
    facts: Facts
    annexes: tuple[tuple[str, Path], ...] = ()
    stem: str = "propuesta"
    own: Mapping[str, Path] = field(default_factory=dict)


def build(order: DocumentOrder, *, cache: Path, step: Tell = lambda: None) -> Made:
    """The file that was ordered; ``step`` is called :func:`steps_of` times.

    :raises TemplateError: if the template cannot be filled.
    :raises DocumentError: if it cannot be made.
    """
    if order.kind is BUNDLE:
        return _bundle(order, cache=cache, step=step)
    if not order.kind.templates:
        return _workbook(order, cache=cache, step=step)
    template = order.kind.templates[order.kind.language(order.language)]
    return word_file(
        order.facts,
        cache=cache,
        template=template,
        own=order.own.get(template),
        pdf=order.ending == "pdf",
        step=step,
    )


def steps_of(order: DocumentOrder) -> int:
    """How many steps building it takes."""
    if order.kind is BUNDLE:
        return 1 + sum(map(steps_of, _parts(order)))
    first = document.STEPS if order.kind.templates else 1
    return first + (order.ending == "pdf")


def _workbook(order: DocumentOrder, *, cache: Path, step: Tell) -> Made:
    with TemporaryDirectory(prefix="puente-") as folder:
        path = Path(folder) / "presupuesto.xlsx"
        write = write_for_paper if order.ending == "pdf" else write_workbook
        confined(write, order.facts, order.language, str(path))
        step()
        if order.ending == "xlsx":
            return Made(content=path.read_bytes(), pages=None)
        printed = convert(path, cache=cache)
        if printed is None:
            raise DocumentError(
                "Para hacer un PDF hace falta LibreOffice, y en el servidor no está o no respondió."
            )
        step()
        return Made(content=printed.read_bytes(), pages=page_count(printed))


def _bundle(order: DocumentOrder, *, cache: Path, step: Tell) -> Made:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for part in _parts(order):
            made = build(part, cache=cache, step=step)
            name = "-".join(filter(None, (order.stem, part.kind.name)))
            archive.writestr(f"{name}.{part.ending}", made.content)
        for number, (name, path) in enumerate(order.annexes, 1):
            if path.is_file():
                archive.write(path, f"anexos/{number:02d}-{name}")
    step()
    return Made(content=target.getvalue(), pages=None)


def _parts(order: DocumentOrder) -> Iterator[DocumentOrder]:
    """The documents of a bundle; without LibreOffice no PDF is among them."""
    for key, ending in BUNDLED:
        kind = get_kind(key or WHOLE[order.language])
        if ending != "pdf" or find_office() is not None:
            yield replace(order, kind=kind, ending=ending, annexes=())
