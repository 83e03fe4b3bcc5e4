"""What there is after a run of the demo, counted and told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.jobs.stages import Pipe
from matcher.mail.models import OutgoingMail
from matcher.matches.models import Match
from matcher.projects.models import Project
from matcher.tags.models import Tag
from proposals.models import Export


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What there is after a run; a zero means that a stage produced nothing."""

    calls: int
    projects: int
    tags: int
    matches: int
    emails: int
    documents: int

    def missing(self) -> list[str]:
        """Names of the stages that produced nothing."""
        names = {
            "calls": "convocatorias",
            "projects": "proyectos",
            "tags": "etiquetas",
            "matches": "coincidencias",
            "emails": "correos",
            "documents": "documentos",
        }
        return [label for name, label in names.items() if not getattr(self, name)]


def totals(session: Session) -> Totals:
    """Count everything the pipe has made so far."""

    def rows(model: type[Any], *conditions: Any) -> int:
        return session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0

    return Totals(
        calls=rows(Call),
        projects=rows(Project),
        tags=rows(Tag, Tag.assigned.is_(True)),
        matches=rows(Match),
        emails=rows(OutgoingMail, OutgoingMail.state == "sent"),
        documents=rows(Export),
    )


def summary(totals: Totals, pipe: Pipe, *, tell: Callable[[str], None]) -> None:
    """Say what there is and where it lies."""
    folder = pipe.settings.data_dir
    tell(f"  {totals.calls:>5} convocatorias, {totals.tags} etiquetas de líneas y ODS")
    tell(
        f"  {totals.projects:>5} proyectos en el banco, {totals.matches} coincidencias con razones"
    )
    tell(f"  {totals.emails:>5} correos en {folder / 'outbox'}")
    tell(f"  {totals.documents:>5} documento de Word en {folder / 'documents'}")
