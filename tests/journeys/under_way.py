"""Proposals on their way to the funder, one in each state, and what the agency keeps of itself."""

from datetime import datetime, timedelta
from io import BytesIO

from docx import Document
from pypdfium2 import PdfDocument
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.coded import to_stored
from matcher.files.keeping import Upload, keep_file
from matcher.people.models import Person
from matcher.settings import Settings
from proposals.drafts import begin
from proposals.library.blocks import BlockTold, retire_block, save_block
from proposals.library.entity import save_entity
from proposals.library.files import attach
from proposals.library.team import MemberTold, save_member
from proposals.models import Draft, DraftComment
from proposals.own_templates.keeping import add_template, put_in_force
from proposals.process.comments import comment
from proposals.process.deeds import DeedName
from proposals.process.moving import Wish, endorsed, take, unendorsed
from proposals.process.outcomes import SentProposal, send

PDF = b"%PDF-1.7\n%%EOF\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def on_their_way(session: Session, settings: Settings, *, at: datetime) -> None:
    """Leave the profile, a person, two texts, and a proposal in each state with files and talk."""
    officer, director = (
        session.scalars(select(Person).where(Person.role == role)).one()
        for role in ("profesional", "direccion")
    )
    _library(session, settings, officer, at)
    _templates(session, settings, officer, at)
    first = session.scalars(select(Draft).order_by(Draft.id)).first()
    assert first is not None
    given = DraftComment(
        draft_id=first.id, field="resumen", text="¿Y esto?\nMírelo.", person=director, at=at
    )
    comment(session, settings, given, draft=first, also=[officer.id])
    named = keep_file(session, settings, Upload(filename="carta.pdf", content=PDF))
    soon = at.date() + timedelta(days=3)
    attach(session, first, named, kind="carta", expires_on=soon, person=officer, at=at)
    paths: tuple[tuple[DeedName, ...], ...] = (
        ("ask-review",),
        ("ask",),
        ("ask", "grant"),
        ("ask", "grant", "send"),
        ("archive",),
    )
    for path in paths:
        draft = begin(
            session, owner=officer, project=first.project, call=None, settings=settings, at=at
        )
        for deed in path:
            _do(session, draft, deed, officer=officer, director=director, at=at)


def _do(
    session: Session,
    draft: Draft,
    deed: DeedName,
    *,
    officer: Person,
    director: Person,
    at: datetime,
) -> None:
    if deed == "send":
        sent = SentProposal(
            at=at - timedelta(hours=1),
            timezone="Europe/Brussels",
            channel="Portal",
            number="1",
            receipt_id=None,
            content=[{"id": "d1", "name": "propuesta.docx", "digest": "0" * 64}],
            requested=None,
            currency=None,
        )
        send(session, draft, sent, person=officer, at=at)
        return
    answers = unendorsed("pedido") if deed == "ask" else {}
    if deed == "grant":
        answers = endorsed(by=director, on=at.date(), position="", reason="Conviene")
    who = director if deed == "grant" else officer
    take(session, draft, Wish(deed=deed, reason="Conviene", answers=answers), person=who, at=at)


def _library(session: Session, settings: Settings, officer: Person, at: datetime) -> None:
    rows = [{"proyecto": "Parques & riberas", "monto": "1.000,5"}]
    facts = {"nit": "900.000.000-1", "capacities": "\nUn renglón.\n\nOtro. "}
    save_entity(
        session,
        facts=facts,
        experience=rows,
        seen=0,
        person=officer,
        at=at,
    )
    cv = keep_file(session, settings, Upload(filename="Hoja de vida.pdf", content=PDF + b"cv"))
    told = MemberTold(name="Rosa Ejemplo", position="Ingeniera", profile="Uno\ndos", cv=cv)
    save_member(session, None, told, person=officer, at=at)
    for title in ("Género", "Retirado"):
        block = save_block(
            session,
            None,
            BlockTold(title=title, texts={"es": "Uno.\nDos."}, owner=officer, expires_on=None),
            person=officer,
            at=at,
        )
    retire_block(session, block, retired=True, person=officer, at=at)


def _templates(session: Session, settings: Settings, officer: Person, at: datetime) -> None:
    """Three templates of the agency's own: with a fault, in use, and one that waits to be used."""
    pdf, printed = PdfDocument.new(), BytesIO()
    pdf.new_page(200, 200)
    pdf.save(printed)
    example = Upload(filename="muestra.pdf", content=printed.getvalue())
    preview = keep_file(session, settings, example)[1].fingerprint
    for text in ("{{ documento.titlo }}", "Dos {{ documento.titulo }}", "{{ documento.titulo }}"):
        document, content = Document(), BytesIO()
        document.add_paragraph(text)
        document.save(content)
        given = Upload(filename="«odd» & <b>.docx", content=content.getvalue())
        named = keep_file(session, settings, given)
        added = add_template(session, "propuesta-completa", named, person=officer, at=at)
        added.checked_at = at
        if "titlo" in text:
            added.problems, added.marked = [to_stored("<b> no existe")], added.fingerprint
        else:
            added.preview, added.pages = preview, 1
        if "Dos" in text:
            put_in_force(session, added, person=officer, at=at)
