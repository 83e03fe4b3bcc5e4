"""The bank as a table: import with a preview, rows to correct, export."""

import re
import secrets
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

import matcher.projects
from matcher.departments.names import departments_of
from matcher.errors import NotFound
from matcher.projects.exporting import export_csv, export_xlsx, rejected_xlsx
from matcher.projects.importing import ImportPlan, plan_import
from matcher.projects.imports.models import BankImport
from matcher.projects.imports.running import begin, imports_of, start
from matcher.projects.queries import find_projects
from matcher.projects.tables.kept import (
    HowFar,
    begin_reading,
    forget_kept,
    how_far,
    read_kept,
)
from matcher.projects.tables.table import Book
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, here
from matcher.web.frame.rights import works
from matcher.web.frame.services import db, now, person, services, today
from matcher.web.projects.importing import importer, shown_imports, told_counts
from matcher.web.projects.pages import wanted
from matcher.web.values.tables import XLSX
from matcher.web.values.trail import taken_away

blueprint = Blueprint("project_tables", __name__, url_prefix="/proyectos/tabla")
_KEPT = re.compile(r"[a-f0-9]{32}")
_SESSION = "table"
_ALL = 1_000_000
PATIENCE = 2.0
"""Seconds a small book may take while its page is waited for."""
_SAMPLES = Path(matcher.projects.__file__).parent / "sample"
KEPT_FOR = timedelta(days=1)
"""How long an upload waits for «importar» before it is deleted."""


@blueprint.route("/importar", methods=["GET", "POST"])
@requires("edit-projects")
def upload() -> ResponseReturnValue:
    """Choose a file; what it would change is shown before anything is written."""
    if request.method == "GET":
        return _upload_page(None)
    given = request.files.get("file")
    if given is None or not given.filename:
        return _upload_page(_("Escoja un archivo.")), 422
    _sweep()
    name = secrets.token_hex(16)
    path = _folder() / name
    given.save(path)
    _forget()
    session[_SESSION] = {"key": name, "filename": given.filename}
    begin_reading(path, given.filename).join(timeout=PATIENCE)
    far = how_far(path)
    if not far.ended:
        return redirect(url_for("project_tables.reading"))
    return _unreadable(far) or _preview(_kept_book(), None)


@blueprint.get("/leyendo")
@requires("edit-projects")
def reading() -> ResponseReturnValue:
    """How far the reading of a large book is; once it ended, on to what it would change."""
    far = how_far(_kept())
    if far.ended:
        return _unreadable(far) or redirect(url_for("project_tables.preview"))
    return render_template("projects/reading.html", far=far, name=session[_SESSION]["filename"])


def _unreadable(far: HowFar) -> ResponseReturnValue | None:
    """Why there is no book, and the way to choose another; ``None`` where there is one."""
    if far.problem is None:
        return None
    _forget()
    return _upload_page(here().say(far.problem)), 422


def _upload_page(problem: str | None) -> str:
    return render_template(
        "projects/upload.html", problem=problem, imports=shown_imports(db(), person())
    )


@blueprint.get("/vista")
@requires("edit-projects")
def preview() -> ResponseReturnValue:
    """What importing another sheet of the book would change."""
    return _preview(_kept_book(), request.args.get("hoja"))


def _plan(book: Book, sheet: int) -> ImportPlan:
    return plan_import(db(), book.tables[sheet], works=lambda one: works(person(), one))


def _preview(book: Book, asked: str | None) -> str:
    sheet = _sheet(book, asked)
    plan = _plan(book, sheet)
    return render_template(
        "projects/preview.html",
        plan=plan,
        warnings=[one for one in plan.warnings if one not in {new.told for new in plan.unknown}],
        departments=[one.name for one in departments_of(db())],
        book=book,
        sheet=sheet,
        name=session[_SESSION]["filename"],
        done=_done(),
    )


@blueprint.post("/aplicar")
@requires("edit-projects")
def apply() -> ResponseReturnValue:
    """Begin what the preview said, and wait a moment for it.

    What takes longer has a page that tells how far it is.
    """
    kept, sheet = _kept(), _sheet(_kept_book(), request.form.get("sheet") or None)
    names = zip(request.form.getlist("written"), request.form.getlist("meant"), strict=False)
    one, asked = begin(
        db(),
        person_id=person().id,
        filename=session[_SESSION]["filename"],
        upload=_key(),
        sheet=sheet,
        names={written: meant for written, meant in names if meant},
        at=now(),
    )
    number = one.id
    db().commit()  # who works on it reads it in a session of their own
    given = services()
    if asked:
        thread = start(
            given.sessions, number, path=kept, works=importer(person().id), clock=given.clock
        )
        thread.join(timeout=PATIENCE)
    db().refresh(one)
    if one.ended_at is None or one.found is None:
        return redirect(url_for("imports.page", import_id=number))
    flash(_("Importado.") + " " + told_counts(one), f"import:{one.id}")
    further = onward(one)
    if further is None:
        _forget()
    return redirect(further or url_for("projects.index"))


def onward(one: BankImport) -> str | None:
    """Where to go on in the book of an import: the sheets that are left, the rows to correct.

    While rows of any of its sheets wait to be corrected the book is kept, so that they can be
    downloaded.
    """
    if one.upload != _key() or not _is_kept():
        return None
    book, imported = _kept_book(), imports_of(db(), one.upload)
    done = {each.sheet for each in imported if each.found}
    wrong = sorted({each.sheet for each in imported if (each.found or {}).get("rejected")})
    left = [i for i in range(len(book.tables)) if i not in done]
    if left:
        return url_for("project_tables.preview", hoja=left[0])
    if wrong:
        return url_for("project_tables.preview", hoja=one.sheet if one.sheet in wrong else wrong[0])
    return None


def _done() -> set[int]:
    return {one.sheet for one in imports_of(db(), _key()) if one.found}


@blueprint.get("/por-corregir.xlsx")
@requires("edit-projects")
def rejected() -> ResponseReturnValue:
    """The rows that were left out, each with what to correct; it can be imported again."""
    book = _kept_book()
    plan = _plan(book, _sheet(book, request.args.get("hoja")))
    return _download(rejected_xlsx(plan), name=_("por-corregir"), kind="xlsx")


@blueprint.get("/banco.<any(xlsx, csv):kind>")
@requires("read")
def export(kind: str) -> ResponseReturnValue:
    """What the list shows now, the whole bank where nothing is asked; it can be imported again."""
    found = find_projects(db(), wanted(), limit=_ALL).projects
    taken_away("projects", format=kind, rows=len(found))
    body = export_xlsx(db(), found) if kind == "xlsx" else export_csv(db(), found)
    return _download(body, name=_("banco-de-proyectos"), kind=kind)


@blueprint.get("/ficha-de-ejemplo.<any(xlsx, pdf):kind>")
@requires("read")
def example(kind: str) -> ResponseReturnValue:
    """A national sheet that is made up, to see how one is read."""
    name = f"ficha-mga.{kind}"
    return send_file(_SAMPLES / name, as_attachment=True, download_name=f"ejemplo-{name}")


def _download(body: bytes, *, name: str, kind: str) -> Response:
    return send_file(
        BytesIO(body),
        mimetype=XLSX if kind == "xlsx" else "text/csv",
        as_attachment=True,
        download_name=f"{name}-{today().isoformat()}.{kind}",
    )


def _folder() -> Path:
    folder = services().settings.data_dir / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


def _key() -> str:
    kept = session.get(_SESSION)
    return str(kept.get("key", "")) if isinstance(kept, dict) else ""


def _is_kept() -> bool:
    return bool(_KEPT.fullmatch(_key())) and (_folder() / _key()).exists()


def _kept() -> Path:
    """The file of the preview this person is looking at.

    :raises NotFound: if there is none any more.
    """
    if not _is_kept():
        raise NotFound(_("La vista previa ya no está. Suba el archivo otra vez."))
    return _folder() / _key()


def _kept_book() -> Book:
    return read_kept(_kept(), session[_SESSION]["filename"])


def _sheet(book: Book, asked: str | None) -> int:
    """The place of the table that is asked for; the best one where none is.

    :raises NotFound: if the book has no such table.
    """
    if asked is None:
        return book.best
    if not asked.isdecimal() or int(asked) >= len(book.tables):
        raise NotFound(_("El libro no tiene esa hoja. Suba el archivo otra vez."))
    return int(asked)


def _sweep() -> None:
    """Delete what was uploaded and never imported."""
    oldest = (now() - KEPT_FOR).timestamp()
    for path in _folder().iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def _forget() -> None:
    name = _key()
    session.pop(_SESSION, None)
    if _KEPT.fullmatch(name):
        forget_kept(_folder() / name)
