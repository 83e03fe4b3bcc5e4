"""An import of the bank: how far it is, what it did, and what undoes it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, event, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from matcher.db.base import Base
from matcher.db.types import Json, JsonOrNull
from matcher.projects.models import Project


class BankImport(Base):
    """One sheet that somebody imports. ``upload`` is the kept file; ``names`` the departments that
    whoever imports says are another spelling.

    ``told_at`` is when it last said how far it is. ``found`` counts what it did, once it ended;
    ``error`` says why it stopped. ``highest`` is the largest id of a project it made.
    """

    __tablename__ = "bank_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    filename: Mapped[str]
    upload: Mapped[str] = mapped_column(index=True)
    sheet: Mapped[int]
    names: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    told_at: Mapped[datetime]
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    found: Mapped[dict[str, Any] | None] = mapped_column(JsonOrNull)
    error: Mapped[dict[str, Any] | None] = mapped_column(JsonOrNull)
    highest: Mapped[int] = mapped_column(default=0)
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ImportedProject(Base):
    """A project an import made or changed, as it left it (``version``).

    ``before`` holds what it changed, field by field; nothing for a project that was new.
    """

    __tablename__ = "imported_project"

    import_id: Mapped[int] = mapped_column(
        ForeignKey("bank_import.id", ondelete="CASCADE"), primary_key=True
    )
    project_id: Mapped[int] = mapped_column(
        ForeignKey("project.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    version: Mapped[int]
    before: Mapped[dict[str, Any] | None] = mapped_column(JsonOrNull)


def _never_again(session: Session, *_told: object) -> None:
    """Give no id a second time: SQLite would, and links in mails would lead to another project."""
    made = [one for one in session.new if isinstance(one, Project) and one.id is None]
    if not made or session.get_bind().dialect.name != "sqlite":
        return
    with session.no_autoflush:
        undone = session.scalar(select(func.max(BankImport.highest))) or 0
        top = session.scalar(select(func.max(Project.id))) or 0
    if undone > top:
        for number, one in enumerate(made, undone + 1):
            one.id = number


event.listen(Session, "before_flush", _never_again)
