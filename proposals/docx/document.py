"""Make the Word document of a draft."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import count
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
from proposals.docx.catalogue import WHOLE, Template, find_template
from proposals.docx.context import Facts, build_context
from proposals.docx.finish import finish
from proposals.docx.pages import heading_pages
from proposals.docx.render import render
from proposals.docx.wording import words_of
from proposals.models import Draft, Export
from proposals.schedule import read_schedule
from scrapers.files import written_whole

WORDS_IN_NAME = 6
LETTERS_IN_NAME = 50
"""A file system takes 255 bytes, with the numbers and the ending."""


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
    made_so_far = select(func.count()).where(Export.draft_id == draft.id)
    version, path = _reserve(
        settings.documents, draft, first=1 + (session.scalar(made_so_far) or 0)
    )
    try:
        made = word_file(
            _facts(session, draft, version=version, settings=settings, at=at),
            cache=settings.cache,
            template=find_template(WHOLE[draft.language]),
        )
        _write(path, made.content)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    export = Export(
        draft_id=draft.id,
        template=made.template.programme,
        template_version=made.template.version,
        filename=path.name,
        fingerprint=sha256(made.content).hexdigest(),
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
        file=path.name,
        digest=export.fingerprint,
    )
    return export


def _facts(
    session: Session, draft: Draft, *, version: int, settings: Settings, at: datetime
) -> Facts:
    return Facts(
        title=draft.title,
        version=version,
        on=local_day(at, settings.timezone),
        agency=settings.agency_name,
        city=settings.agency_city,
        answers=answers(draft),
        lines={line.code: line.name for line in lines(session, retired=True)},
    )


def word_file(facts: Facts, *, cache: Path, template: Template | None = None) -> Made:
    """The Word file of what ``facts`` say; page numbers need a second pass, and LibreOffice.

    :raises TemplateError: if the template cannot be filled.
    """
    template = template or find_template()
    said = words_of(template.language)
    context = build_context(facts, said)
    rendered = render(template.path, context)
    title = context["documento"]["titulo"]
    pictures = {
        "cronograma": draw_timetable(read_schedule(facts.answers), said),
        "presupuesto": draw_sources(read_budget(facts.answers), said),
    }
    content, headings = finish(rendered, pictures=pictures, title=title, language=template.language)
    pages = heading_pages(content, headings, cache=cache)
    if pages is not None:
        content, _ = finish(
            rendered, pictures=pictures, title=title, language=template.language, pages=pages
        )
    return Made(content=content, title=title, template=template)


def _reserve(folder: Path, draft: Draft, *, first: int) -> tuple[int, Path]:
    """The number of a new document, from ``first`` on, and its file, which is ours from now on.

    Two people may make a document at once: whoever creates the file first has the number.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for version in count(first):
        path = folder / f"{_slug(draft.title)}-{draft.id}-v{version}.docx"
        try:
            path.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            continue
        return version, path
    raise AssertionError("counting has no end")


def _slug(title: str) -> str:
    """A name for a file, from the first words of ``title``."""
    return "-".join(words(title)[:WORDS_IN_NAME])[:LETTERS_IN_NAME] or "propuesta"


def _write(path: Path, content: bytes) -> None:
    """Write the whole file or none of it."""
    with written_whole(path) as draft:
        draft.write_bytes(content)
