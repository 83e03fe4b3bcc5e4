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
from sqlalchemy import select

from matcher.errors import NotFound, UnreadableTable
from matcher.projects.applying import apply_import
from matcher.projects.exporting import export_csv, export_xlsx, rejected_xlsx
from matcher.projects.importing import ImportPlan, plan_import
from matcher.projects.models import Project
from matcher.projects.queries import refresh_index
from matcher.projects.tables import read_table
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import db, now, person, services, today
from matcher.web.frame.tables import XLSX

blueprint = Blueprint("project_tables", __name__, url_prefix="/proyectos/tabla")
_KEPT = re.compile(r"[a-f0-9]{32}")
_SESSION = "table"
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
        plan = _plan(path, given.filename)
    except UnreadableTable as error:
        path.unlink()
        return render_template("projects/upload.html", problem=said(error)), 422
    _forget()
    session[_SESSION] = name
    return render_template("projects/preview.html", plan=plan, name=given.filename)


@blueprint.post("/aplicar")
@requires("edit-projects")
def apply() -> ResponseReturnValue:
    """Do what the preview said."""
    plan = _plan(_kept())
    done = apply_import(db(), plan, by=person().id, at=now())
    refresh_index(db())
    _forget()
    flash(
        _(
            "Importado: %(new)s nuevos, %(changed)s cambiados, %(same)s sin cambios, "
            "%(rejected)s por corregir.",
            new=done.new,
            changed=done.changed,
            same=done.same,
            rejected=done.rejected,
        )
    )
    return redirect(url_for("projects.index"))


@blueprint.get("/por-corregir.xlsx")
@requires("edit-projects")
def rejected() -> ResponseReturnValue:
    """The rows that were left out, each with what to correct; it can be imported again."""
    return _download(rejected_xlsx(_plan(_kept())), name=_("por-corregir"), kind="xlsx")


@blueprint.get("/banco.<any(xlsx, csv):kind>")
@requires("read")
def export(kind: str) -> ResponseReturnValue:
    """The whole bank; the file can be imported again."""
    found = list(
        db().scalars(
            select(Project).where(Project.archived_at.is_(None)).order_by(Project.name, Project.id)
        )
    )
    body = export_xlsx(db(), found) if kind == "xlsx" else export_csv(db(), found)
    return _download(body, name=_("banco-de-proyectos"), kind=kind)


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


def _kept() -> Path:
    """The file of the preview this person is looking at.

    :raises NotFound: if there is none any more.
    """
    name = str(session.get(_SESSION, ""))
    path = _folder() / name
    if not _KEPT.fullmatch(name) or not path.exists():
        raise NotFound(_("La vista previa ya no está. Suba el archivo otra vez."))
    return path


def _sweep() -> None:
    """Delete what was uploaded and never imported."""
    oldest = (now() - KEPT_FOR).timestamp()
    for path in _folder().iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def _forget() -> None:
    name = str(session.pop(_SESSION, ""))
    if _KEPT.fullmatch(name):
        (_folder() / name).unlink(missing_ok=True)


def _plan(path: Path, name: str | None = None) -> ImportPlan:
    return plan_import(db(), read_table(path, name))
