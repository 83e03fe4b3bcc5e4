"""Projects as texts: what tagging and matching read of them."""

import hashlib
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.projects.models import Project
from matcher.tags.spreading import Subjected
from matcher.tags.tagging import Kind

PARTS = ("summary", "problem", "objective", "description", "beneficiaries", "programme")


def project_text(project: Project) -> str:
    """The words of a project, a paragraph per field, each sentence once."""
    parts = [getattr(project, name) for name in PARTS]
    return "\n".join(dict.fromkeys(part.strip() for part in parts if part and part.strip()))


def project_stamp(project: Project) -> str:
    """Changes when the words of a project do."""
    words = f"{project.name}\n{project_text(project)}"
    return hashlib.sha256(words.encode()).hexdigest()


def _subject(project: Project) -> Subjected:
    return Subjected(
        kind="project",
        id=project.id,
        stamp=project_stamp(project),
        title=project.name,
        text=project_text(project),
    )


def _stamps(session: Session) -> Iterable[tuple[int, str]]:
    query = select(Project).where(Project.archived_at.is_(None)).order_by(Project.id)
    return [(project.id, project_stamp(project)) for project in session.scalars(query)]


def _load(session: Session, ids: Sequence[int]) -> list[Subjected]:
    rows = session.scalars(select(Project).where(Project.id.in_(ids)).order_by(Project.id))
    return [_subject(project) for project in rows]


PROJECTS = Kind(kind="project", stamps=_stamps, load=_load)
