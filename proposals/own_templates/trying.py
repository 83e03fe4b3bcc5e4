"""Look a template over and fill it with an example, in processes with limits, as a job."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import Clock
from matcher.coded import to_stored
from matcher.db.session import transaction
from matcher.files.keeping import Upload, keep_file, path_of
from matcher.jobs.job import Context, run_job
from matcher.jobs.models import JobRun
from matcher.messages import Message
from matcher.settings import Settings
from proposals.docx.document import word_file
from proposals.docx.example import EXAMPLE, example_facts
from proposals.docx.office import find_office
from proposals.docx.validate import ROWS, check_template
from proposals.errors import DocumentError, TemplateError
from proposals.own_templates.models import OwnTemplate

JOB = "template-%d"
FILE = "plantilla.docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateTrial:
    """What trying a template gave: problems and the marked copy, or an example as a PDF."""

    problems: tuple[Message, ...] = ()
    marked: bytes | None = None
    preview: bytes | None = None
    pages: int | None = None


def run_trial(
    sessions: sessionmaker[Session],
    template_id: int,
    *,
    settings: Settings,
    clock: Clock,
    language: str,
) -> JobRun:
    """Try a version that was uploaded, and note what came of it.

    :param language: that of the comments in the marked copy.
    """

    def work(context: Context) -> dict[str, Any]:
        with transaction(sessions) as session:
            template = session.get_one(OwnTemplate, template_id)
            source, programme = path_of(settings, template.fingerprint), template.programme
        tried = try_template(source, programme, cache=settings.cache, language=language)
        with transaction(sessions) as session:
            template = session.get_one(OwnTemplate, template_id)
            _note(session, template, tried, settings=settings, at=context.clock.now())
        return {"problems": len(tried.problems), "pages": tried.pages}

    return run_job(sessions, JOB % template_id, work, clock=clock)


def try_template(source: Path, programme: str, *, cache: Path, language: str) -> TemplateTrial:
    """Check the whole file, then make of it what will be made: filled, finished, as a PDF."""
    with TemporaryDirectory(prefix="puente-") as folder:
        path, marked = Path(folder) / FILE, Path(folder) / "marcada.docx"
        shutil.copyfile(source, path)
        checked = check_template(path, marked=marked, language=language)
        if checked.problems:
            return TemplateTrial(problems=checked.problems, marked=checked.marked)
        try:
            made = word_file(
                example_facts(rows=ROWS, text=EXAMPLE),
                cache=cache,
                template=programme,
                own=path,
                pdf=find_office() is not None,
            )
        except (TemplateError, DocumentError) as problem:
            return TemplateTrial(problems=(problem.message,))
    return TemplateTrial(preview=made.content if find_office() else None, pages=made.pages)


def _note(
    session: Session,
    template: OwnTemplate,
    tried: TemplateTrial,
    *,
    settings: Settings,
    at: datetime,
) -> None:
    def kept(name: str, content: bytes | None) -> str | None:
        if content is None:
            return None
        upload = Upload(filename=name, content=content)
        return keep_file(session, settings, upload)[1].fingerprint

    template.checked_at = at
    template.problems = [to_stored(one) for one in tried.problems]
    template.marked = kept("marcada.docx", tried.marked)
    template.preview, template.pages = kept("muestra.pdf", tried.preview), tried.pages
