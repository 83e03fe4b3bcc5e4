"""The file of a template, part by part: nothing that runs, fetches, or grows when it is opened."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from proposals.errors import TemplateError

MOST_UNPACKED = 100 * 1024 * 1024
MOST_XML = 30 * 1024 * 1024
MOST_PARTS = 2000
FIELDS = frozenset(
    "PAGE NUMPAGES SECTIONPAGES TOC PAGEREF SEQ REF STYLEREF HYPERLINK TITLE AUTHOR DATE".split()
)
"""Fields of Word that only look at the document itself, or wait for somebody to press them."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROGRAMS = re.compile(
    r"vba|activex|/embeddings/|oleobject|/afchunk|\.(?:exe|dll|js|vbs|bat|ps1|bin|html?|rtf|mht)$",
    re.IGNORECASE,
)
_REFUSED = frozenset(
    "altChunk object OLEObject control attachedTemplate mailMerge subDoc movie script".split()
)
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s\\]+", re.IGNORECASE)


def refuse_package(template: Path) -> None:
    """Refuse a file that is no plain Word document.

    :raises TemplateError: saying what it holds.
    """
    try:
        with ZipFile(template) as archive:
            _refuse_shape(archive, template.name)
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    _refuse_part(name, _tree(archive, name))
    except (BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as problem:
        raise TemplateError(
            "«%(name)s» no es un documento de Word (.docx).", name=template.name
        ) from problem


def _refuse_shape(archive: ZipFile, name: str) -> None:
    items = archive.infolist()
    sizes = [one.file_size for one in items]
    if sum(sizes) > MOST_UNPACKED or len(items) > MOST_PARTS:
        raise TemplateError("«%(name)s» ocupa demasiado al abrirse.", name=name)
    names = [one.filename for one in items]
    if len(set(names)) < len(names) or any(".." in one or one.startswith("/") for one in names):
        raise TemplateError("«%(name)s» no es un documento de Word (.docx).", name=name)
    for one in names:
        if _PROGRAMS.search(one) and not one.startswith("word/printerSettings"):
            raise _holds(f"programas u objetos de otro programa ({one})")


def _tree(archive: ZipFile, name: str) -> Any:
    """A part as XML, which may not declare anything of its own."""
    with archive.open(name) as part:
        content = part.read(MOST_XML + 1)
    if len(content) > MOST_XML:
        raise TemplateError("«%(name)s» ocupa demasiado al abrirse.", name=name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        raise TemplateError("«%(name)s» no se puede leer como Word.", name=name) from problem
    docinfo: Any = tree.getroottree().docinfo
    if docinfo.doctype:
        raise _holds("definiciones de XML (DOCTYPE)")
    return tree


def _refuse_part(name: str, tree: Any) -> None:
    if name.endswith(".rels"):
        for one in tree.iter("{*}Relationship"):
            _refuse_link(one)
        return
    if name == "[Content_Types].xml":
        if any("macroEnabled" in (one.get("ContentType") or "") for one in tree):
            raise _holds("macros")
        return
    for one in tree.iter():
        kind = etree.QName(one).localname if isinstance(one.tag, str) else ""
        if kind in _REFUSED:
            raise _holds(f"«{kind}»")
    for code in _codes(tree):
        words = code.split()
        if words and words[0].upper().lstrip("\\") not in FIELDS:
            raise _holds(f"el campo «{words[0][:40]}»")


def _refuse_link(one: Any) -> None:
    """What is outside may only be a link that somebody presses."""
    kind = (one.get("Type") or "").rpartition("/")[2]
    target = one.get("Target") or ""
    if kind in ("attachedTemplate", "oleObject", "vbaProject", "aFChunk", "subDocument", "frame"):
        raise _holds(f"«{kind}»")
    outside = (one.get("TargetMode") or "").lower() == "external" or "://" in target
    if outside and not (kind == "hyperlink" and _SAFE_LINK.fullmatch(target)):
        raise _holds(f"algo que está fuera del archivo ({target[:80]})")


def _codes(tree: Any) -> Iterator[str]:
    """The instruction of each field, put together from its runs; a field in a field by itself."""
    open_fields: list[list[str]] = []
    for one in tree.iter(f"{_W}fldSimple", f"{_W}fldChar", f"{_W}instrText", f"{_W}delInstrText"):
        if one.tag == f"{_W}fldSimple":
            yield one.get(f"{_W}instr") or ""
        elif one.tag != f"{_W}fldChar":
            if not open_fields:
                yield one.text or ""
            else:
                open_fields[-1].append(one.text or "")
        elif one.get(f"{_W}fldCharType") == "begin":
            open_fields.append([])
        elif one.get(f"{_W}fldCharType") == "end" and open_fields:
            yield "".join(open_fields.pop())
    yield from ("".join(parts) for parts in open_fields)


def _holds(what: str) -> TemplateError:
    return TemplateError(
        "La plantilla trae %(what)s, y eso no se acepta. Quítelo en Word y súbala otra vez.",
        what=what,
    )
