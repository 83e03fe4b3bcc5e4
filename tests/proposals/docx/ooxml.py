"""Look over a Word file as its standard wants it: what can be told without the schemas."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader "
    "tblCellSpacing jc hidden",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr "
    "trPr tcPr tblStylePr",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tcMar": "top left start bottom right end",
    "pBdr": "top left bottom right between bar",
    "settings": "writeProtection view zoom removePersonalInformation embedTrueTypeFonts "
    "proofState formsDesign attachedTemplate defaultTabStop autoHyphenation evenAndOddHeaders "
    "characterSpacingControl savePreviewPicture compat rsids mathPr themeFontLang "
    "clrSchemeMapping doNotAutoCompressPictures shapeDefaults decimalSymbol listSeparator",
}
REQUIRED = {
    "zoom": ("percent",),
    "tab": (),
    "gridCol": ("w",),
    "tcW": ("w", "type"),
    "tblW": ("w", "type"),
    "pgSz": ("w", "h"),
    "bookmarkStart": ("id", "name"),
    "bookmarkEnd": ("id",),
    "fldChar": ("fldCharType",),
    "fldSimple": ("instr",),
    "pStyle": ("val",),
    "tblStyle": ("val",),
    "outlineLvl": ("val",),
    "sz": ("val",),
}
OUTSIDE = re.compile(r"attachedTemplate|oleObject|frame|subDocument|externalLink")


def audit(content: bytes) -> list[str]:
    """Sentences about what is wrong with a Word file; none for one that is well."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        trees = {
            name: etree.fromstring(archive.read(name))
            for name in names
            if name.endswith((".xml", ".rels"))
        }
    found = [f"twice in the package: {n}" for n, count in Counter(names).items() if count > 1]
    found += _package(names, trees)
    styles = trees["word/styles.xml"]
    known = {s.get(f"{W}styleId") for s in styles.iter(f"{W}style")}
    for name, tree in trees.items():
        if name.startswith("word/") and name.endswith(".xml"):
            found += [f"{name}: {what}" for what in _part(tree, known)]
    found += _languages(trees)
    found += _anchors(trees["word/document.xml"])
    return found


def _package(names: list[str], trees: dict[str, Any]) -> Iterator[str]:
    types = trees["[Content_Types].xml"]
    overrides = {o.get("PartName") for o in types.iter(f"{TYPES}Override")}
    defaults = {d.get("Extension").lower() for d in types.iter(f"{TYPES}Default")}
    for part in overrides - {f"/{name}" for name in names}:
        yield f"a content type for what is not there: {part}"
    for name in names:
        ending = name.rpartition(".")[2].lower()
        if name != "[Content_Types].xml" and f"/{name}" not in overrides and ending not in defaults:
            yield f"no content type: {name}"
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder = dirname(dirname(name))
        rels = list(tree.iter(f"{RELS}Relationship"))
        ids = [rel.get("Id") for rel in rels]
        if len(set(ids)) != len(ids):
            yield f"{name}: an id twice"
        for rel in rels:
            if rel.get("TargetMode") == "External" or OUTSIDE.search(rel.get("Type")):
                yield f"{name}: leads outside: {rel.get('Target')}"
            elif normpath(join(folder, rel.get("Target"))).lstrip("/") not in names:
                yield f"{name}: leads nowhere: {rel.get('Target')}"
        source = f"{folder}/{name.rpartition('/')[2].removesuffix('.rels')}".lstrip("/")
        used = {
            value
            for element in (trees[source].iter() if source in trees else ())
            for key, value in element.attrib.items()
            if key.startswith(R)
        }
        yield from (f"{source}: asks for {one}, which is not there" for one in used - set(ids))


def _part(tree: Any, styles: set[str]) -> Iterator[str]:
    depth, within = 0, 0
    pictures = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        if element.tag.startswith(W):
            yield from _attributes(element, name)
            yield from _order(element, name)
        if name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
            if element.get(f"{W}val") not in styles:
                yield f"a style that is not there: {element.get(f'{W}val')}"
        elif name == "fldChar":
            kind = element.get(f"{W}fldCharType")
            depth += {"begin": 1, "end": -1}.get(kind, 0)
            within = min(within, depth)
        elif element.tag == f"{WP}docPr":
            pictures.append(element.get("id"))
            if not (element.get("descr") or "").strip():
                yield "a picture without words"
        elif name == "tc" and (len(element) == 0 or element[-1].tag != f"{W}p"):
            yield "a cell without a paragraph at its end"
    if depth or within:
        yield "fields that are not balanced"
    if len(set(pictures)) != len(pictures):
        yield "two pictures with one id"
    yield from _tables(tree)


def _attributes(element: Any, name: str) -> Iterator[str]:
    for needed in REQUIRED.get(name, ()):
        if not element.get(f"{W}{needed}"):
            yield f"{name} without {needed}"
    for key, value in element.attrib.items():
        if value == "" and key.startswith(W):
            yield f"{name} with an empty {etree.QName(key).localname}"


def _order(element: Any, name: str) -> Iterator[str]:
    if name not in ORDER:
        return
    order = ORDER[name].split()
    children = [etree.QName(child).localname for child in element if isinstance(child.tag, str)]
    if name == "sectPr":  # headers and footers come in any order among themselves
        children = ["headerReference" if c == "footerReference" else c for c in children]
    unknown = [c for c in children if c not in order]
    if unknown and name not in ("settings", "trPr"):
        yield f"{name} holds {unknown}"
    places = [order.index(c) for c in children if c in order]
    if places != sorted(places):
        yield f"{name} out of order: {children}"
    if name.endswith("Pr") and name not in ("sectPr", "trPr") and len(set(places)) != len(places):
        yield f"{name} holds something twice: {children}"


def _tables(tree: Any) -> Iterator[str]:
    for table in tree.iter(f"{W}tbl"):
        columns = table.find(f"{W}tblGrid").findall(f"{W}gridCol")
        width = sum(int(c.get(f"{W}w")) for c in columns)
        whole = int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w"))
        if abs(width - whole) > len(columns):
            yield f"a table of {whole} whose columns sum to {width}"
        if table.find(f"{W}tblPr/{W}tblCaption") is None:
            yield "a table without a title"
        if not table.findall(f"{W}tr"):
            yield "a table without rows"
        for row in table.findall(f"{W}tr"):
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
            count = sum(1 if s is None else int(s.get(f"{W}val")) for s in spans)
            if count != len(columns):
                yield f"a row of {count} cells in a table of {len(columns)} columns"


def _languages(trees: dict[str, Any]) -> Iterator[str]:
    path = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"
    default = trees["word/styles.xml"].find(path)
    theme = trees["word/settings.xml"].find(f"{W}themeFontLang")
    spoken = {one.get(f"{W}val") for one in (default, theme) if one is not None}
    told = trees["docProps/core.xml"].find("{http://purl.org/dc/elements/1.1/}language")
    if len(spoken) != 1 or told is None or {told.text} != spoken:
        yield f"language: {spoken}, {None if told is None else told.text}"
    if not (trees["docProps/core.xml"].findtext("{http://purl.org/dc/elements/1.1/}title") or ""):
        yield "no title"


def _anchors(tree: Any) -> Iterator[str]:
    starts = [b.get(f"{W}id") for b in tree.iter(f"{W}bookmarkStart")]
    ends = [b.get(f"{W}id") for b in tree.iter(f"{W}bookmarkEnd")]
    if sorted(starts) != sorted(ends) or len(set(starts)) != len(starts):
        yield "bookmarks that are not pairs"
    names = [b.get(f"{W}name") for b in tree.iter(f"{W}bookmarkStart")]
    for anchor in {h.get(f"{W}anchor") for h in tree.iter(f"{W}hyperlink")} - {None}:
        if names.count(anchor) != 1:
            yield f"a link to {anchor}, which stands {names.count(anchor)} times"
