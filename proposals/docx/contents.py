"""The table of contents, filled in without Word: bookmarks, entries, page numbers when known."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice, pairwise
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from lxml import etree

from proposals.docx.layout import W, keep_with_next

DEEPEST = 2
COMPANY = 4
DEEPEST_HEADING = 10
"""Below every level of Word: where a text stands."""
SHORT_END = 3
"""Parts of a document (its heading, a table, a paragraph) that make a short last chapter."""
GAP = "Campovacío"
"""The style of what says that an answer is missing."""
SECTION = f"{W}pPr/{W}sectPr"
_PREFIX = "_Toc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One heading: its level (1 is the highest), number («2.1», empty for none) and bookmark."""

    level: int
    number: str
    text: str
    bookmark: str


def number_headings(document: Any) -> list[Heading]:
    """Bookmark every heading of ``document``; the headings in order, numbered as Word will."""
    found: list[Heading] = []
    counts = [0, 0, 0]
    styles: dict[str, tuple[int | None, bool]] = {}
    for paragraph in document.paragraphs:
        named = paragraph._p.style or ""
        if named not in styles:
            styles[named] = (_level(paragraph), _is_numbered(paragraph))
        level, numbered = styles[named]
        if level is None or not paragraph.text.strip():
            continue
        number = ""
        if numbered:
            counts[level - 1] += 1
            counts[level:] = [0] * (len(counts) - level)
            number = ".".join(map(str, counts[:level]))
        heading = Heading(
            level=level,
            number=number,
            text=paragraph.text.strip(),
            bookmark=f"{_PREFIX}{len(found) + 1:08d}",
        )
        _bookmark(paragraph, heading.bookmark, identifier=len(found) + 1)
        found.append(heading)
    return found


def write_contents(
    document: Any, headings: Sequence[Heading], *, pages: Sequence[int] | None
) -> None:
    """Write an entry for each heading into the contents field; nothing where there is no field."""
    holder = next((p for p in document.paragraphs if _is_contents(p)), None)
    if holder is None:
        return
    listed = [(number, h) for number, h in enumerate(headings) if h.level <= DEEPEST]
    styles = {level: _style_id(document, level) for level in {h.level for _number, h in listed}}
    entries = [
        _entry(heading, pages[number] if pages else None, style=styles[heading.level])
        for number, heading in listed
    ]
    if not entries:
        return
    switches = "\\h \\z \\u" if pages else "\\n \\h \\z \\u"
    opening = _runs("begin", f' TOC \\o "1-{DEEPEST}" {switches} ', "separate")
    for place, run in enumerate(opening):
        entries[0].insert(1 + place, run)
    entries[-1].append(_char("end"))
    for entry in entries[-COMPANY:-1]:  # the last does not stand alone on a second page
        entry.find(qn("w:pPr")).append(OxmlElement("w:keepNext"))
    for entry in entries:
        holder._p.addprevious(entry)
    parent: Any = holder._p.getparent()
    parent.remove(holder._p)


def tell_bare_headings(document: Any, gap: str) -> None:
    """Say ``gap`` below each heading with nothing below it; an empty one takes the heading away.

    One that is all of its section stays: a page would be left empty.
    """
    last, alone, level_of = 0, True, _levels(document)
    for element in reversed(list(document.element.body)):
        if element.find(SECTION) is not None:
            alone = True
        if not _says_anything(element):
            continue
        level = level_of(element)
        if level is not None and last <= level:
            if gap:
                element.addnext(_gap(document, gap))
            elif not (alone and _begins_section(element)):
                element.getparent().remove(element)
                continue
        last, alone = level or DEEPEST_HEADING, False


def keep_end_company(document: Any) -> None:
    """Let a short last chapter not stand alone on its page: what is before it goes along."""
    said = (one for one in reversed(list(document.element.body)) if _says_anything(one))
    level_of, spoken = _levels(document), list(islice(said, SHORT_END + 1))
    for element, before in pairwise(spoken):
        if level_of(element) is not None:
            if not _begins_section(element):
                keep_with_next(before)
            return


def _levels(document: Any) -> Callable[[Any], int | None]:
    """Tells how high a heading an element of the body is; each style is looked up once."""
    known: dict[str | None, int | None] = {}

    def level_of(element: Any) -> int | None:
        if element.tag != f"{W}p":
            return None
        named = element.style
        if named not in known:
            known[named] = _level(Paragraph(element, document))
        return known[named]

    return level_of


def _says_anything(element: Any) -> bool:
    """Whether an element of the body is a table, a picture or words."""
    if element.tag == f"{W}sectPr":
        return False
    if any((piece.text or "").strip() for piece in element.iter(f"{W}t")):
        return True
    return element.find(f".//{W}drawing") is not None


def _begins_section(element: Any) -> bool:
    before = element.getprevious()
    return before is None or before.find(SECTION) is not None


def _gap(document: Any, text: str) -> Any:
    paragraph: Any = parse_xml(f"<w:p {nsdecls('w')}/>")
    for style in document.styles:  # its name is that of the template's language
        if style.style_id == GAP:
            Paragraph(paragraph, document).style = style
    paragraph.append(_text(text))
    return paragraph


def renumber(document: bytes, headings: Sequence[Heading], pages: Sequence[int]) -> bytes:
    """The same document with the page of each heading in its contents."""
    known = {heading.bookmark: page for heading, page in zip(headings, pages, strict=True)}
    target = BytesIO()
    with ZipFile(BytesIO(document)) as before, ZipFile(target, "w", ZIP_DEFLATED) as after:
        for item in before.infolist():
            content = before.read(item)
            if item.filename == "word/document.xml":
                content = _renumbered(content, known)
            after.writestr(item, content)
    return target.getvalue()


def _renumbered(xml: bytes, known: Mapping[str, int]) -> bytes:
    tree = etree.fromstring(xml)
    for link in tree.iter(qn("w:hyperlink")):
        page = known.get(link.get(qn("w:anchor"), ""))
        if page is not None and link.find(f".//{qn('w:instrText')}") is not None:
            link.findall(f".//{qn('w:t')}")[-1].text = str(page)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _level(paragraph: Paragraph) -> int | None:
    """The outline level of a paragraph's style, looked up along what it is based on."""
    for properties in _chain(paragraph):
        outline = properties.find(qn("w:outlineLvl"))
        if outline is not None:
            return int(outline.get(qn("w:val"))) + 1
    return None


def _is_numbered(paragraph: Paragraph) -> bool:
    for properties in _chain(paragraph):
        number = properties.find(f"{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None:
            return bool(number.get(qn("w:val")) != "0")
    return False


def _chain(paragraph: Paragraph) -> list[Any]:
    """Paragraph properties of the style of ``paragraph`` and of its ancestors, nearest first."""
    found = []
    style = paragraph.style
    while style is not None:
        properties = style.element.find(qn("w:pPr"))
        if properties is not None:
            found.append(properties)
        style = style.base_style
    return found


def _is_contents(paragraph: Paragraph) -> bool:
    return any(
        re.match(r"\s*TOC\b", code.text or "") for code in paragraph._p.iter(qn("w:instrText"))
    )


def _style_id(document: Any, level: int) -> str:
    """The style of an entry; Word takes its own where a template brings none."""
    name = f"toc {level}"
    known = document.styles
    return str(known[name].style_id) if name in known else f"TOC{level}"


def _bookmark(paragraph: Paragraph, name: str, *, identifier: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(identifier))
    start.set(qn("w:name"), name)
    properties = paragraph._p.pPr
    paragraph._p.insert(0 if properties is None else 1, start)
    paragraph._p.append(end)


def _entry(heading: Heading, page: int | None, *, style: str) -> Any:
    """A paragraph «2.1 ⇥ Antecedentes ⇥ 5», all of it a link to the heading."""
    paragraph = parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:hyperlink w:anchor="{heading.bookmark}" w:history="1"/></w:p>'
    )
    link: Any = paragraph.find(qn("w:hyperlink"))
    if heading.number:
        link.append(_text(heading.number))
        link.append(_tab())
    link.append(_text(heading.text))
    if page is not None:
        link.append(_tab())
        for run in _runs("begin", f" PAGEREF {heading.bookmark} \\h ", "separate"):
            link.append(run)
        link.append(_text(str(page)))
        link.append(_char("end"))
    return paragraph


def _runs(first: str, instruction: str, then: str) -> list[Any]:
    code = parse_xml(f'<w:r {nsdecls("w")}><w:instrText xml:space="preserve"/></w:r>')
    code[0].text = instruction
    return [_char(first), code, _char(then)]


def _char(kind: str) -> Any:
    return parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="{kind}"/></w:r>')


def _text(words: str) -> Any:
    run = parse_xml(f'<w:r {nsdecls("w")}><w:t xml:space="preserve"/></w:r>')
    run[0].text = words
    return run


def _tab() -> Any:
    return parse_xml(f"<w:r {nsdecls('w')}><w:tab/></w:r>")
