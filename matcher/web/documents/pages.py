"""Documents of a project or a pursuit: added, downloaded, taken off, put back."""

from collections.abc import Iterator
from math import ceil
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.errors import InvalidInput
from matcher.files.shelf import (
    LONGEST,
    Owner,
    documents_of,
    file_document,
    get_document,
    owner_of,
    put_back,
    take_off,
)
from matcher.people.permissions import Permission, require
from matcher.projects.queries import get_project
from matcher.pursuits.queries import get_pursuit
from matcher.web.cards.files import given_file, serve_file
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.rights import require_own
from matcher.web.frame.services import db, now, person
from matcher.web.values.lists import as_table
from matcher.web.values.trail import taken_away

blueprint = Blueprint("documents", __name__, url_prefix="/documentos")
_OWNERS: dict[str, Owner] = {"proyecto": "project", "seguimiento": "pursuit"}
_MAY: dict[Owner, Permission] = {"project": "edit-projects", "pursuit": "pursue"}


@blueprint.get("/<any(proyecto,seguimiento):of>/<int:owner_id>")
@requires("read")
def index(of: str, owner_id: int) -> ResponseReturnValue:
    """The documents there, those taken off, and a form to add one."""
    return _page(_OWNERS[of], owner_id)


@as_table(
    blueprint,
    index,
    named="documentos",
    headings=("Archivo", "Qué es", "Tamaño en kB", "Quién lo agregó", "Desde", "Quitado"),
    path="/<any(proyecto,seguimiento):of>/<int:owner_id>/tabla",
)
def _rows(of: str, owner_id: int) -> Iterator[list[Any]]:
    owner, owner_id = _held(_OWNERS[of], owner_id)
    for removed in (False, True):
        for one in documents_of(db(), owner, owner_id, removed=removed):
            size = ceil(one.file.size / 1024)
            yield [one.filename, one.about, size, one.person.name, one.at, one.removed_at]


@blueprint.post("/<any(proyecto,seguimiento):of>/<int:owner_id>")
@requires("pursue")
def add(of: str, owner_id: int) -> ResponseReturnValue:
    """Add one, judged by what is in it."""
    owner, owner_id = _held(_OWNERS[of], owner_id)
    _require_theirs(owner, owner_id)
    about = request.form.get("about", "").strip()
    try:
        named = given_file("file", needed=True)
        assert named is not None
        file_document(db(), owner, owner_id, named, about=about, person=person(), at=now())
    except InvalidInput as problem:
        db().rollback()
        return _page(owner, owner_id, wrong={problem.field or "file": said(problem)}), 422
    flash(_("Archivo guardado."))
    return redirect(_address(owner, owner_id))


@blueprint.get("/<int:document_id>")
@requires("read")
def download(document_id: int) -> ResponseReturnValue:
    """The file itself, always as a download."""
    found = get_document(db(), document_id)
    _held(*owner_of(found))
    taken_away("filed", number=document_id, title=found.filename)
    return serve_file(found.fingerprint, found.filename)


@blueprint.post("/<int:document_id>/quitar")
@requires("pursue")
def remove(document_id: int) -> ResponseReturnValue:
    """Take one off, or put it back; the file itself stays."""
    found = get_document(db(), document_id)
    owner, owner_id = owner_of(found)
    _require_theirs(owner, owner_id)
    back = request.form.get("back") == "yes"
    (put_back if back else take_off)(db(), found, person=person(), at=now())
    flash(_("Archivo devuelto.") if back else _("Archivo quitado. Abajo puede devolverlo."))
    return redirect(_address(owner, owner_id))


def _held(owner: Owner, owner_id: int) -> tuple[Owner, int]:
    """The project or pursuit that there is; of one that was joined, the one that stands.

    :raises NotFound: if there is none.
    """
    if owner == "project":
        return owner, get_project(db(), owner_id).id
    return owner, get_pursuit(db(), owner_id).id


def _require_theirs(owner: Owner, owner_id: int) -> None:
    """Stop here unless the person may change the project or pursuit the document lies with."""
    require(person(), _MAY[owner])
    require_own(person(), (get_project if owner == "project" else get_pursuit)(db(), owner_id))


def _page(owner: Owner, owner_id: int, *, wrong: dict[str, str] | None = None) -> str:
    owner, owner_id = _held(owner, owner_id)
    thing: Any = (get_project if owner == "project" else get_pursuit)(db(), owner_id)
    return render_template(
        "documents/index.html",
        of=_word(owner),
        owner_id=owner_id,
        project=thing if owner == "project" else None,
        pursuit=thing if owner == "pursuit" else None,
        documents=documents_of(db(), owner, owner_id),
        removed=documents_of(db(), owner, owner_id, removed=True),
        may_edit=_MAY[owner],
        wrong=wrong or {},
        about=request.form.get("about", ""),
        longest=LONGEST,
    )


def _word(owner: Owner) -> str:
    return next(word for word, one in _OWNERS.items() if one == owner)


def _address(owner: Owner, owner_id: int) -> str:
    return url_for("documents.index", of=_word(owner), owner_id=owner_id)
