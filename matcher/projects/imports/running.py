"""Import a sheet part by part: how far it is can be read while it runs, and left.

Each part is a transaction, so that nobody else waits for long with a large book, and what it did
can be undone as a whole.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import Clock
from matcher.coded import to_stored
from matcher.db.session import transaction
from matcher.errors import NotFound, PuenteError
from matcher.projects.applying import apply_rows, plain
from matcher.projects.importing import PlannedRow, plan_import
from matcher.projects.imports.models import BankImport, ImportedProject
from matcher.projects.models import Project
from matcher.projects.queries import refresh_index
from matcher.projects.tables.kept import read_kept

TOGETHER = 200
SILENT = timedelta(minutes=3)
"""A part takes seconds, and reading a file has a limit: after so long nobody is at it any more."""
KEPT = timedelta(days=90)
"""How long an import can be undone."""
CONFIRMED = "confirmed_at"
ADDED = "departments"
"""The departments it put on the list."""
Works = Callable[[Session, Project], bool]


def begin(
    session: Session,
    *,
    person_id: int,
    filename: str,
    upload: str,
    sheet: int,
    names: Mapping[str, str],
    at: datetime,
) -> tuple[BankImport, bool]:
    """Ask for an import; ``False`` where one of the same sheet is under way already."""
    _forget_old(session, now=at)
    same = select(BankImport).where(BankImport.upload == upload, BankImport.sheet == sheet)
    for known in session.scalars(same.where(BankImport.ended_at.is_(None))):
        if is_running(known, now=at):
            return known, False
    made = BankImport(
        person_id=person_id,
        filename=filename,
        upload=upload,
        sheet=sheet,
        names=dict(names),
        asked_at=at,
        told_at=at,
    )
    session.add(made)
    session.flush()
    return made, True


def is_running(one: BankImport, *, now: datetime) -> bool:
    """Whether somebody is at it."""
    return one.ended_at is None and now - one.told_at < SILENT


def start(
    sessions: sessionmaker[Session], import_id: int, *, path: Path, works: Works, clock: Clock
) -> threading.Thread:
    """Begin it beside the request; its record tells how far it is."""
    thread = threading.Thread(
        target=lambda: run(sessions, import_id, path=path, works=works, clock=clock),
        name=f"import-{import_id}",
        daemon=True,
    )
    thread.start()
    return thread


def run(
    sessions: sessionmaker[Session], import_id: int, *, path: Path, works: Works, clock: Clock
) -> None:
    """Import the sheet that was asked for, and write down what it did."""
    found: dict[str, Any] | None = None
    error: dict[str, Any] | None = None
    try:
        found = _import(sessions, import_id, path=path, works=works, clock=clock)
    except PuenteError as problem:
        error = to_stored(problem.message)
    with transaction(sessions) as session:
        refresh_index(session)
        one = session.get_one(BankImport, import_id)
        one.found, one.error, one.ended_at = found, error, clock.now()


def _import(
    sessions: sessionmaker[Session], import_id: int, *, path: Path, works: Works, clock: Clock
) -> dict[str, Any]:
    with transaction(sessions) as session:
        one = session.get_one(BankImport, import_id)
        book = read_kept(path, one.filename)
        if one.sheet >= len(book.tables):
            raise NotFound("El libro no tiene esa hoja. Suba el archivo otra vez.")
        plan = plan_import(
            session,
            book.tables[one.sheet],
            works=lambda project: works(session, project),
            called=one.names,
        )
    rows = [*plan.of("new"), *plan.of("changed")]
    _tell(sessions, import_id, done=0, total=len(rows), at=clock.now())
    for first in range(0, len(rows), TOGETHER):
        part = rows[first : first + TOGETHER]
        with transaction(sessions) as session:
            _part(session, import_id, part)
        _tell(sessions, import_id, done=first + len(part), total=len(rows), at=clock.now())
    return {**plan.counts(), ADDED: [one.name for one in plan.unknown]}


def _part(session: Session, import_id: int, rows: Sequence[PlannedRow]) -> None:
    one = session.get_one(BankImport, import_id)
    known = [row.project_id for row in rows if row.project_id is not None]
    asked = select(Project.id, Project.confirmed_at).where(Project.id.in_(known))
    confirmed = {row.id: row.confirmed_at for row in session.execute(asked)}
    ids = apply_rows(session, rows, by=one.person_id, owner=one.person_id, at=one.asked_at)
    for row, project_id in zip(rows, ids, strict=True):
        before = None
        if row.project_id is not None:
            before = {change.field: plain(change.before) for change in row.changes}
            before[CONFIRMED] = confirmed[row.project_id].isoformat()
        version = 1 if row.version is None else row.version + 1
        session.add(
            ImportedProject(
                import_id=import_id, project_id=project_id, version=version, before=before
            )
        )
    one.highest = max([one.highest, *ids])


def _tell(
    sessions: sessionmaker[Session], import_id: int, *, done: int, total: int, at: datetime
) -> None:
    with transaction(sessions) as session:
        one = session.get_one(BankImport, import_id)
        one.done, one.total, one.told_at = done, total, at


def imports_of(session: Session, upload: str) -> list[BankImport]:
    """What was imported of one uploaded file, the first first."""
    query = select(BankImport).where(BankImport.upload == upload, BankImport.undone_at.is_(None))
    return list(session.scalars(query.order_by(BankImport.id)))


def latest(session: Session, *, most: int) -> list[BankImport]:
    """The last imports, the newest first."""
    return list(session.scalars(select(BankImport).order_by(BankImport.id.desc()).limit(most)))


def _forget_old(session: Session, *, now: datetime) -> None:
    """Let go of what undoes old imports: it holds what was once written of people."""
    old = select(BankImport.id).where(BankImport.asked_at < now - KEPT)
    session.execute(delete(ImportedProject).where(ImportedProject.import_id.in_(old)))
