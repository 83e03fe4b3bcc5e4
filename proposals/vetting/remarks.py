"""A template given back with a Word comment at each bad tag, everything else as it was."""

from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.text.run import Run

from proposals.vetting.places import TemplateTag, W, pieces

AUTHOR, INITIALS = "Puente", "P"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def with_remarks(document: Any, remarks: Sequence[tuple[TemplateTag, str]]) -> bytes:
    """``document`` with each text as a comment on its tag.

    Word keeps comments for the body alone: what is said of a header or of a text box stands at the
    nearest paragraph of the body.
    """
    body = document.element.body
    for tag, text in remarks:
        runs = _runs(tag) if _can_be_told(tag, body) else _runs_near(tag, body)
        first, last = Run(runs[0], document), Run(runs[-1], document)
        document.add_comment([first, last], text=text, author=AUTHOR, initials=INITIALS)
    _drop_unknown_styles(document)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _drop_unknown_styles(document: Any) -> None:
    """Comments look as Word has them where the template has no styles of its own for them."""
    known = {style.get(f"{W}styleId") for style in document.styles.element.iter(f"{W}style")}
    for root in (document.element.body, document.part._comments_part.element):
        for name in ("CommentReference", "CommentText"):
            if name not in known:
                for one in root.xpath(f".//w:*[@w:val='{name}']"):
                    one.getparent().remove(one)


def open_document(path: Path) -> Any:
    """The document of a template, as its tags are looked for and told of."""
    return Document(str(path))


def _can_be_told(tag: TemplateTag, body: Any) -> bool:
    around = list(tag.paragraph.iterancestors())
    return body in around and all(one.tag != f"{W}txbxContent" for one in around)


def _runs(tag: TemplateTag) -> list[Any]:
    """The runs of a tag and of nothing else: a run that says more is cut in two or three."""
    for place in (tag.end, tag.start):
        _cut(tag.paragraph, place)
    found, through = [], 0
    for piece in pieces(tag.paragraph):
        run = _run_of(piece)
        if tag.start <= through < tag.end and run not in found:
            found.append(run)
        through += len(piece.text or "")
    return found


def _runs_near(tag: TemplateTag, body: Any) -> list[Any]:
    """The runs of the nearest paragraph of the body that has any; one of its own if none has."""
    around = [one for one in tag.paragraph.iterancestors(f"{W}p") if body in one.iterancestors()]
    for paragraph in (*around[-1:], *body.iter(f"{W}p")):
        runs = list(paragraph.iterchildren(f"{W}r"))
        if runs:
            return [runs[0], runs[-1]] if paragraph in around else runs[:1]
    paragraph = next(body.iter(f"{W}p"), None)
    if paragraph is None:
        paragraph = body.makeelement(f"{W}p")
        body.insert(0, paragraph)
    run = paragraph.makeelement(f"{W}r")
    paragraph.append(run)
    return [run]


def _run_of(piece: Any) -> Any:
    return next(piece.iterancestors(f"{W}r"))


def _cut(paragraph: Any, place: int) -> None:
    """Let a run begin at the letter ``place``; what is read and how it looks stay as they are."""
    through = 0
    for piece in pieces(paragraph):
        text = piece.text or ""
        if through == place:
            _move_on(piece)
            return
        if through < place < through + len(text):
            rest = deepcopy(piece)
            piece.text, rest.text = text[: place - through], text[place - through :]
            for one in (piece, rest):
                one.set(_SPACE, "preserve")
            piece.addnext(rest)
            _move_on(rest)
            return
        through += len(text)


def _move_on(piece: Any) -> None:
    """Put ``piece`` and what follows it into a run of their own, if anything is before it."""
    run = _run_of(piece)
    before = [one for one in piece.itersiblings(preceding=True) if one.tag != f"{W}rPr"]
    if not before or piece.getparent() is not run:
        return
    new = run.makeelement(f"{W}r", run.attrib)
    properties = run.find(f"{W}rPr")
    if properties is not None:
        new.append(deepcopy(properties))
    following = [piece, *piece.itersiblings()]
    run.addnext(new)
    for one in following:
        new.append(one)
