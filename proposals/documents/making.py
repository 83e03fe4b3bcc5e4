"""Make the documents of a draft: each a file of its own, recorded, in a job that can be left."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.agency.identity import read_identity
from matcher.audit.record import record
from matcher.clock import Clock, local_day
from matcher.db.session import transaction
from matcher.files.keeping import path_of
from matcher.jobs.job import Context, Progress, run_job
from matcher.jobs.models import JobRun
from matcher.people.models import Person
from matcher.settings import Settings
from matcher.tags.queries import lines
from matcher.text import words
from proposals.documents.building import DocumentOrder, build, steps_of
from proposals.documents.kinds import BUNDLE, DocumentKind, get_kind
from proposals.docx.catalogue import find_template
from proposals.docx.context import Facts
from proposals.docx.document import Made
from proposals.drafts import answers_in
from proposals.library.files import attachments
from proposals.marks.marking import marks_of
from proposals.models import WHOLE, Draft, Export
from proposals.own_templates.keeping import in_force
from proposals.own_templates.models import OwnTemplate
from scrapers.files import written_whole

WORDS_IN_NAME = 6
LETTERS_IN_NAME = 50
"""A file system takes 255 bytes, with the numbers and the ending."""
KEPT_INSIDE = ("constancia", "respuesta")
"""Files of a proposal that are no annexes of it: what came back from whoever finances."""
JOB = "document-%d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A document somebody asks for: its kind, how its file ends, the language of the draft's."""

    kind: DocumentKind
    ending: str
    language: str

    @property
    def template(self) -> str | None:
        """The template of it, where it has one."""
        return self.kind.templates.get(self.kind.language(self.language))

    @property
    def comes_back(self) -> bool:
        """Whether it is written for somebody to edit in Word and bring back."""
        return self.kind.key in WHOLE.values() and self.ending == "docx"


def wanted_for(draft: Draft, kind: DocumentKind, ending: str) -> Wanted:
    """The document of ``kind`` in the language of the draft, where it may be in more than one."""
    return Wanted(kind=kind, ending=ending, language=kind.language(draft.language))


def wanted_of(export: Export, draft: Draft) -> Wanted:
    """What was asked for when ``export`` was begun."""
    kind = get_kind(export.kind)
    language = draft.language
    if kind.templates:
        language = find_template(export.template).language.partition("-")[0]
    return Wanted(kind=kind, ending=Path(export.filename).suffix.lstrip("."), language=language)


def begin_document(
    session: Session,
    draft: Draft,
    wanted: Wanted,
    *,
    settings: Settings,
    person: Person | None,
    at: datetime,
) -> Export:
    """A document that is to be made: its number and its file are taken from now on."""
    made_so_far = select(func.count()).where(Export.draft_id == draft.id)
    first = 1 + (session.scalar(made_so_far) or 0)
    path = _reserve(settings.documents, draft, wanted, first=first)
    template = find_template(wanted.template) if wanted.template else None
    own = in_force(session).get(wanted.template) if wanted.template else None
    export = Export(
        draft_id=draft.id,
        kind=wanted.kind.key,
        template=template.programme if template else wanted.kind.key,
        template_version=str(own.version) if own else template.version if template else "1",
        own_template_id=own.id if own else None,
        filename=path.name,
        fingerprint="",
        person_id=person.id if person else None,
        at=at,
    )
    session.add(export)
    session.flush()
    return export


def order_of(
    session: Session,
    draft: Draft,
    export: Export,
    wanted: Wanted,
    *,
    settings: Settings,
    at: datetime,
) -> DocumentOrder:
    """All that is needed to make ``export``, taken out of the database."""
    facts = _facts(session, draft, export, language=wanted.language, settings=settings, at=at)
    annexes: tuple[tuple[str, Path], ...] = ()
    if wanted.kind is BUNDLE:
        annexes = tuple(
            (one.filename, path_of(settings, one.fingerprint))
            for one in attachments(session, draft)
            if one.kind not in KEPT_INSIDE
        )
    return DocumentOrder(
        kind=wanted.kind,
        ending=wanted.ending,
        language=wanted.language,
        facts=replace(facts, marks=marks_of(draft, export.id)) if wanted.comes_back else facts,
        annexes=annexes,
        stem=_slug(draft.title),
        own=_own_templates(session, export, settings=settings),
    )


def _own_templates(session: Session, export: Export, *, settings: Settings) -> dict[str, Path]:
    """Where the agency's own templates for ``export`` lie: what was in force when it was begun;
    for a bundle of documents, what is now."""
    if export.kind == BUNDLE.key:
        found = list(in_force(session).values())
    elif export.own_template_id is not None:
        found = [session.get_one(OwnTemplate, export.own_template_id)]
    else:
        found = []
    return {one.programme: path_of(settings, one.fingerprint) for one in found}


def make_document(
    session: Session,
    draft: Draft,
    *,
    settings: Settings,
    person: Person | None,
    at: datetime,
    wanted: Wanted | None = None,
) -> Export:
    """Make a document now, in this process's own time, and record it.

    :raises TemplateError: if the template cannot be filled.
    :raises DocumentError: if it cannot be made.
    """
    wanted = wanted or wanted_for(draft, get_kind(WHOLE[draft.language]), "docx")
    export = begin_document(session, draft, wanted, settings=settings, person=person, at=at)
    try:
        order = order_of(session, draft, export, wanted, settings=settings, at=at)
        made = build(order, cache=settings.cache)
        _complete(session, export, made, settings=settings, at=at)
    except BaseException:
        (settings.documents / export.filename).unlink(missing_ok=True)
        raise
    return export


def run_document(
    sessions: sessionmaker[Session],
    export_id: int,
    *,
    settings: Settings,
    clock: Clock,
    progress: Progress | None = None,
) -> JobRun:
    """Make a document that was begun, as a job: how far it is can be read while it runs."""

    def work(context: Context) -> dict[str, Any]:
        return _make(sessions, export_id, settings=settings, context=context)

    return run_job(sessions, JOB % export_id, work, clock=clock, progress=progress)


def _make(
    sessions: sessionmaker[Session], export_id: int, *, settings: Settings, context: Context
) -> dict[str, Any]:
    at = context.clock.now()
    with transaction(sessions) as session:
        export = session.get_one(Export, export_id)
        draft = session.get_one(Draft, export.draft_id)
        wanted = wanted_of(export, draft)
        order = order_of(session, draft, export, wanted, settings=settings, at=at)
        path = settings.documents / export.filename
    total, through = steps_of(order), 0

    def step() -> None:
        nonlocal through
        through += 1
        context.progress(through, total)

    context.progress(0, total)
    try:
        made = build(order, cache=settings.cache, step=step)
        with transaction(sessions) as session:
            export = session.get_one(Export, export_id)
            _complete(session, export, made, settings=settings, at=context.clock.now())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return {"pages": made.pages}


def _complete(
    session: Session, export: Export, made: Made, *, settings: Settings, at: datetime
) -> None:
    """Write the whole file or none of it, and record it."""
    with written_whole(settings.documents / export.filename) as part:
        part.write_bytes(made.content)
    export.fingerprint = sha256(made.content).hexdigest()
    export.pages = made.pages
    session.flush()
    record(
        session,
        at=at,
        person_id=export.person_id,
        action="draft.document-made",
        subject_type="draft",
        subject_id=export.draft_id,
        file=export.filename,
        digest=export.fingerprint,
    )


def _facts(
    session: Session,
    draft: Draft,
    export: Export,
    *,
    language: str,
    settings: Settings,
    at: datetime,
) -> Facts:
    agency = read_identity(session, settings)
    logo = path_of(settings, agency.logo) if agency.logo else None
    return Facts(
        title=draft.title,
        version=_number(export),
        on=local_day(at, settings.timezone),
        agency=agency.name,
        city=settings.agency_city,
        answers=answers_in(session, draft, language, settings=settings, at=at),
        lines={line.code: line.name for line in lines(session, retired=True)},
        state=draft.state,
        logo=logo.read_bytes() if logo and logo.is_file() else None,
    )


def _reserve(folder: Path, draft: Draft, wanted: Wanted, *, first: int) -> Path:
    """The file of a new document, numbered from ``first`` on, which is ours from now on.

    Two people may make a document at once: whoever creates the file first has the number.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stem = "-".join(filter(None, (_slug(draft.title), str(draft.id), wanted.kind.name)))
    for version in count(first):
        path = folder / f"{stem}-v{version}.{wanted.ending}"
        try:
            path.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            continue
        return path
    raise AssertionError("counting has no end")


def _number(export: Export) -> int:
    """The number of a document, which stands at the end of its name."""
    return int(Path(export.filename).stem.rpartition("-v")[2])


def _slug(title: str) -> str:
    """A name for a file, from the first words of ``title``."""
    return "-".join(words(title)[:WORDS_IN_NAME])[:LETTERS_IN_NAME] or "propuesta"
