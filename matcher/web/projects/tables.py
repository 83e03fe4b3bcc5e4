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
from matcher.errors import NotFound, UnreadableTable
from matcher.projects.applying import apply_import
from matcher.projects.exporting import export_csv, export_xlsx, rejected_xlsx
from matcher.projects.importing import ImportPlan, plan_import
from matcher.projects.queries import find_projects, refresh_index
from matcher.projects.tables.files import read_book
from matcher.projects.tables.table import Book
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.rights import works
from matcher.web.frame.services import db, now, person, services, today
from matcher.web.projects.pages import wanted
from matcher.web.values.tables import XLSX
from matcher.web.values.trail import taken_away

blueprint = Blueprint("project_tables", __name__, url_prefix="/proyectos/tabla")
_KEPT = re.compile(r"[a-f0-9]{32}")
_SESSION = "table"
_ALL = 1_000_000
_SAMPLES = Path(matcher.projects.__file__).parent / "sample"
KEPT_FOR = timedelta(days=1)
"""How long an upload waits for «importar» before it is deleted."""


@blueprint.route("/importar", methods=["GET", "POST"])
@requires("edit-projects")
def upload() -> ResponseReturnValue:
    """Choose a file; what it would change is shown before anything is written."""
    if request.method == "GET":
        return render_template("projects/upload.html", problem=None)
    given = request.files.get("file")
    if given is None or not given.filename:
        return render_template("projects/upload.html", problem=_("Escoja un archivo.")), 422
    _sweep()
    name = secrets.token_hex(16)
    path = _folder() / name
    given.save(path)
    try:
        book = read_book(path, given.filename)
    except UnreadableTable as error:
        path.unlink()
        return render_template("projects/upload.html", problem=said(error)), 422
    _forget()
    session[_SESSION] = {"key": name, "filename": given.filename, "done": [], "wrong": []}
    return _preview(book, book.best)


@blueprint.get("/vista")
@requires("edit-projects")
def preview() -> ResponseReturnValue:
    """What importing another sheet of the book would change."""
    book = _kept_book()
    return _preview(book, _sheet(book, request.args.get("hoja")))


def _plan(book: Book, sheet: int) -> ImportPlan:
    return plan_import(db(), book.tables[sheet], works=lambda one: works(person(), one))


def _preview(book: Book, sheet: int) -> str:
    return render_template(
        "projects/preview.html",
        plan=_plan(book, sheet),
        book=book,
        sheet=sheet,
        name=session[_SESSION]["filename"],
        done=session[_SESSION]["done"],
    )


@blueprint.post("/aplicar")
@requires("edit-projects")
def apply() -> ResponseReturnValue:
    """Do what the preview said; the sheets still to import are offered next.

    While rows of any of its sheets wait to be corrected the book is kept, so that they can be
    downloaded.
    """
    book = _kept_book()
    sheet = _sheet(book, request.form.get("sheet"))
    done = apply_import(db(), _plan(book, sheet), by=person().id, at=now())
    refresh_index(db())
    flash(
        _(
            "Importado. Nuevos: %(new)s. Cambiados: %(changed)s. Sin cambios: %(same)s. "
            "Por corregir: %(rejected)s.",
            new=done.new,
            changed=done.changed,
            same=done.same,
            rejected=done.rejected,
        )
    )
    kept = session[_SESSION]
    wrong = {*kept.get("wrong", ())} - {sheet} | ({sheet} if done.rejected else set())
    session[_SESSION] = kept | {"done": [*kept["done"], sheet], "wrong": sorted(wrong)}
    left = [i for i in range(len(book.tables)) if i not in session[_SESSION]["done"]]
    if left:
        return redirect(url_for("project_tables.preview", hoja=left[0]))
    if wrong:
        return redirect(
            url_for("project_tables.preview", hoja=sheet if done.rejected else min(wrong))
        )
    _forget()
    return redirect(url_for("projects.index"))


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


def _kept_book() -> Book:
    """The book of the preview this person is looking at.

    :raises NotFound: if there is none any more.
    """
    path = _folder() / _key()
    if not _KEPT.fullmatch(_key()) or not path.exists():
        raise NotFound(_("La vista previa ya no está. Suba el archivo otra vez."))
    return read_book(path, session[_SESSION]["filename"])


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
        (_folder() / name).unlink(missing_ok=True)
