"""Read a Word file back: each text with the mark it stands in, however the file was treated.

A mark is known by the tag of a content control or, where that is gone, by the bookmark beside it.
Deleted text is not read, inserted text is: changes that are tracked count as made.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from proposals.marks.controls import W
from proposals.marks.marking import find_mark
from scrapers.confined.process import ConfinedError, Limits, run

LIMITS = Limits(cpu_seconds=30, seconds=90.0)
LARGEST = 60 * 1024 * 1024
"""Bytes of a part of the file, unpacked."""
MOST_PARAGRAPHS = 20_000
"""A whole proposal has some hundreds; what was changed is looked for among all of them."""
_PARAGRAPH = re.compile(rb"<(?:\w{1,20}:)?p[\s/>]")
_NAME = re.compile(r"Puente_(\d{1,9})_\d{1,9}")
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {f"{W}moveFrom", f"{W}del", f"{_MC}Fallback", f"{W}sdtPr", f"{W}pPr", f"{W}rPr"}
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_OTHER_PARTS = re.compile(r"word/(?:header|footer|footnotes|endnotes)\d*\.xml")


class UnreadableWord(Exception):
    """The file is no Word document, or more than one can be read of."""


class EndlessWord(UnreadableWord):
    """It has more paragraphs than any proposal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A stretch of a document: ``owner`` is the mark or bookmark it stands in, or is empty.

    ``group`` tells two places of one owner apart; ``loose`` is text whose figures change by
    themselves: contents, captions, heads and feet of the pages.
    """

    text: str
    owner: str = ""
    group: str = ""
    loose: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WordComment:
    """A comment of Word: who made it, and the number of the text it is on."""

    author: str
    text: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordReading:
    """All the texts of a document in order, and its comments.

    ``exports`` are the documents its marks say it came from; ``names`` are the bookmarks that
    stand in a control, with the tag of it.
    """

    texts: tuple[Text, ...]
    remarks: tuple[WordComment, ...]
    exports: tuple[int, ...]
    names: dict[str, str]


def read_word(path: Path) -> WordReading:
    """What the file says, read in a process with limits.

    :raises UnreadableWord: where it cannot be read; ``EndlessWord`` where it is far too long.
    """
    try:
        told: dict[str, Any] = run(reading, str(path.resolve()), limits=LIMITS)
    except ConfinedError as problem:
        raise UnreadableWord from problem
    if "problem" in told:
        raise EndlessWord if told["problem"] == "endless" else UnreadableWord
    return WordReading(
        texts=tuple(Text(**one) for one in told["texts"]),
        remarks=tuple(WordComment(**one) for one in told["remarks"]),
        exports=tuple(told["exports"]),
        names=told["names"],
    )


def reading(path: str) -> dict[str, Any]:
    """The same as JSON, for the process with limits."""
    try:
        with ZipFile(path) as archive:
            parts = {one.filename for one in archive.infolist() if one.file_size <= LARGEST}
            walk = _Walk(_comments(archive) if "word/comments.xml" in parts else {})
            if _paragraphs(archive) > MOST_PARAGRAPHS:
                return {"problem": "endless"}
            walk.read(_tree(archive, "word/document.xml"))
            for name in sorted(filter(_OTHER_PARTS.fullmatch, parts)):
                loose = name.startswith(("word/header", "word/footer"))
                walk.read(_tree(archive, name), loose=loose)
    except (BadZipFile, KeyError, OSError, etree.XMLSyntaxError, RuntimeError, ValueError):
        return {"problem": "unreadable"}
    return walk.told()


def _paragraphs(archive: ZipFile) -> int:
    """How many paragraphs the text has, counted before any is read."""
    return len(_PARAGRAPH.findall(_content(archive, "word/document.xml")))


def _content(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        content = part.read(LARGEST + 1)
    if len(content) > LARGEST or b"<!DOCTYPE" in content:
        raise ValueError(name)
    return content


def _tree(archive: ZipFile, name: str) -> Any:
    content = _content(archive, name)
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _comments(archive: ZipFile) -> dict[str, tuple[str, str]]:
    found = {}
    for one in _tree(archive, "word/comments.xml").iter(f"{W}comment"):
        lines = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in one.iter(f"{W}p")]
        text = "\n".join(lines).strip()
        found[one.get(f"{W}id", "")] = (one.get(f"{W}author", "").strip(), text)
    return found


@dataclass(slots=True)
class _Paragraph:
    """One paragraph being read: its pieces with their owners, the comments that begin in it."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)
    """Owner → group."""
    remarks: list[tuple[str, str]] = field(default_factory=list)
    """Number of a comment, and the owner where it begins."""
    loose: bool = False


class _Walk:
    """The way through a document, in order."""

    def __init__(self, comments: dict[str, tuple[str, str]]) -> None:
        self._comments = comments
        self._marks: list[tuple[str, str]] = []
        self._open: dict[str, str] = {}
        self._paragraphs: list[_Paragraph] = []
        self._texts: list[dict[str, Any]] = []
        self._remarks: list[dict[str, Any]] = []
        self._told: set[str] = set()
        self._cells: list[list[_Paragraph]] = []
        self._names: dict[str, str] = {}
        self._exports: dict[int, int] = defaultdict(int)
        self._loose = False
        self._count = 0

    def told(self) -> dict[str, Any]:
        """What was read, as JSON keeps it."""
        for number, (author, text) in self._comments.items():
            if number not in self._told and text:
                self._remarks.append({"author": author, "text": text, "at": len(self._texts) - 1})
        exports = sorted(self._exports, key=lambda one: -self._exports[one])
        return {
            "texts": self._texts,
            "remarks": self._remarks,
            "exports": exports,
            "names": self._names,
        }

    def read(self, tree: Any, *, loose: bool = False) -> None:
        """Read one part."""
        self._loose = loose
        self._open.clear()
        self._into(tree)

    def _into(self, element: Any) -> None:
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self._visit(child)

    def _visit(self, element: Any) -> None:
        tag = element.tag
        if tag == f"{W}p":
            self._paragraph(element)
        elif tag == f"{W}tc":
            self._cell(element)
        elif tag == f"{W}sdt":
            self._control(element)
        elif tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            self._bookmark(element)
        elif tag in (f"{W}commentRangeStart", f"{W}commentReference"):
            self._remark(element.get(f"{W}id", ""))
        elif tag in (f"{W}t", f"{_M}t"):
            self._piece(element.text or "")
        elif tag in _BREAKS:
            self._piece(_BREAKS[tag])
        else:
            self._into(element)

    def _control(self, element: Any) -> None:
        tag = element.find(f"{W}sdtPr/{W}tag")
        mark = find_mark(tag.get(f"{W}val") if tag is not None else None)
        if mark is None:
            self._into(element)
            return
        self._count += 1
        self._exports[mark.export] += 1
        self._marks.append((mark.tag, f"control-{self._count}"))
        emptied = element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
        if not emptied:
            self._into(element)
        elif not self._paragraphs:  # what stands in it now are words of Word's own
            self._done(_Paragraph(owners=dict([self._marks[-1]])))
        self._touch()
        self._marks.pop()

    def _bookmark(self, element: Any) -> None:
        identifier, name = element.get(f"{W}id", ""), element.get(f"{W}name", "")
        if element.tag == f"{W}bookmarkEnd":
            # LibreOffice may begin one twice and end it once; the end may stand a paragraph below.
            ended = self._open.get(identifier)
            self._open = {key: one for key, one in self._open.items() if one != ended}
            return
        found = _NAME.fullmatch(name)
        if found:
            self._exports[int(found[1])] += 1
            self._open[identifier] = name
            self._touch()

    def _owner(self) -> tuple[str, str]:
        if self._marks:
            return self._marks[-1]
        name = next(reversed(self._open.values()), "")
        return name, name

    def _touch(self) -> None:
        """Let the paragraph know in whose mark it stands, though no letter may be there."""
        owner, group = self._owner()
        if self._paragraphs and owner:
            self._paragraphs[-1].owners.setdefault(owner, group)
        if self._marks:
            self._names |= dict.fromkeys(self._open.values(), owner)

    def _piece(self, text: str) -> None:
        if self._paragraphs and text:
            self._touch()
            self._paragraphs[-1].pieces.append((text, self._owner()[0]))

    def _remark(self, number: str) -> None:
        if number in self._comments and number not in self._told and self._paragraphs:
            self._told.add(number)
            self._paragraphs[-1].remarks.append((number, self._owner()[0]))

    def _paragraph(self, element: Any) -> None:
        style = element.find(f"{W}pPr/{W}pStyle")
        named = (style.get(f"{W}val") or "" if style is not None else "").lower()
        codes = [one.text or "" for one in element.iter(f"{W}instrText")]
        codes += [one.get(f"{W}instr") or "" for one in element.iter(f"{W}fldSimple")]
        counted = any("PAGEREF" in code or "SEQ " in code for code in codes)
        listed = named.startswith(("toc", "contents", "tdc", "ndice"))
        one = _Paragraph(loose=self._loose or counted or listed)
        self._paragraphs.append(one)
        if self._marks:
            self._touch()
        self._into(element)
        self._touch()
        self._paragraphs.pop()
        self._done(one)

    def _done(self, one: _Paragraph) -> None:
        if self._cells:
            self._cells[-1].append(one)
        else:
            self._keep([one])

    def _cell(self, element: Any) -> None:
        self._cells.append([])
        self._into(element)
        inside = self._cells.pop()
        owners = {owner for one in inside for owner in one.owners}
        if len(owners) == 1:
            self._keep(inside)
            return
        for one in inside:
            self._keep([one])

    def _keep(self, paragraphs: list[_Paragraph]) -> None:
        """Texts of paragraphs that have one owner among them; else each piece its own."""
        owners = {owner: group for one in paragraphs for owner, group in one.owners.items()}
        if len(owners) <= 1:
            owner, group = next(iter(owners.items()), ("", ""))
            for one in paragraphs:
                self._add(one, [("".join(text for text, _owner in one.pieces), owner)], group)
            return
        for one in paragraphs:
            self._add(one, _runs(one.pieces), "")

    def _add(self, one: _Paragraph, runs: list[tuple[str, str]], group: str) -> None:
        for text, owner in runs:
            where = group or one.owners.get(owner, "")
            told = {"text": text, "owner": owner, "group": where, "loose": one.loose}
            self._texts.append(told)
        for number, owner in one.remarks:
            author, text = self._comments[number]
            places = [n for n, run in enumerate(runs) if run[1] == owner] or [len(runs) - 1]
            at = len(self._texts) - len(runs) + places[0]
            if text:
                self._remarks.append({"author": author, "text": text, "at": max(at, 0)})


def _runs(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pieces that follow each other in one mark, joined."""
    found: list[tuple[str, str]] = []
    for text, owner in pieces:
        if found and found[-1][1] == owner:
            found[-1] = (found[-1][0] + text, owner)
        else:
            found.append((text, owner))
    return found
