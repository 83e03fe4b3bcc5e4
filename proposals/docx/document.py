"""Make the Word document of a draft."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.clock import local_day
from matcher.people.models import Person
from matcher.settings import Settings
from matcher.tags.queries import lines
from matcher.text import words
from proposals.answers import answers
from proposals.budget import read_budget
from proposals.charts import draw_sources, draw_timetable
from proposals.docx.catalogue import Template, find_template
from proposals.docx.context import Facts, build_context
from proposals.docx.finish import finish
from proposals.docx.pages import heading_pages
from proposals.docx.render import render
from proposals.models import Draft, Export
from proposals.schedule import read_schedule
from scrapers.files import written_whole

WORDS_IN_NAME = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A Word file, not yet stored."""

    content: bytes
    title: str
    template: Template


def make_document(
    session: Session, draft: Draft, *, settings: Settings, person: Person | None, at: datetime
) -> Export:
    """Render ``draft`` into ``settings.documents`` and record it.

    :raises TemplateError: if the template cannot be filled.
    """
    version = 1 + (session.scalar(select(func.count()).where(Export.draft_id == draft.id)) or 0)
    facts = Facts(
        title=draft.title,
        version=version,
        on=local_day(at, settings.timezone),
        agency=settings.agency_name,
        city=settings.agency_city,
        answers=answers(draft),
        lines={line.code: line.name for line in lines(session, retired=True)},
    )
    made = compose(facts, cache=settings.cache)
    filename = f"{_slug(made.title)}-{draft.id}-v{version}.docx"
    _write(settings.documents / filename, made.content)
    export = Export(
        draft_id=draft.id,
        template=made.template.programme,
        template_version=made.template.version,
        filename=filename,
        digest=sha256(made.content).hexdigest(),
        person_id=person.id if person else None,
        at=at,
    )
    session.add(export)
    session.flush()
    record(
        session,
        at=at,
        person_id=person.id if person else None,
        action="draft.document-made",
        subject_type="draft",
        subject_id=draft.id,
        file=filename,
        digest=export.digest,
    )
    return export


def compose(facts: Facts, *, cache: Path, template: Template | None = None) -> Made:
    """The Word file of what ``facts`` say; page numbers need a second pass, and LibreOffice.

    :raises TemplateError: if the template cannot be filled.
    """
    template = template or find_template()
    context = build_context(facts)
    rendered = render(template.path, context)
    title = context["documento"]["titulo"]
    pictures = {
        "cronograma": draw_timetable(read_schedule(facts.answers)),
        "presupuesto": draw_sources(read_budget(facts.answers)),
    }
    content, headings = finish(rendered, pictures=pictures, title=title, language=template.language)
    pages = heading_pages(content, headings, cache=cache)
    if pages is not None:
        content, _ = finish(
            rendered, pictures=pictures, title=title, language=template.language, pages=pages
        )
    return Made(content=content, title=title, template=template)


def _slug(title: str) -> str:
    """A name for a file, from the first words of ``title``."""
    return "-".join(words(title)[:WORDS_IN_NAME]) or "propuesta"


def _write(path: Path, content: bytes) -> None:
    """Write the whole file or none of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path) as draft:
        draft.write_bytes(content)
