"""Making the Word document of a proposal, and fetching it."""

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from matcher.errors import NotFound
from matcher.people.queries import people
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import db, now, person, services
from matcher.web.values.trail import taken_away
from proposals.docx.catalogue import templates
from proposals.docx.document import make_document
from proposals.drafts import choose_language, get_draft
from proposals.errors import TemplateError
from proposals.locking import find_lock
from proposals.models import Export
from proposals.web.blueprint import blueprint

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("/<int:draft_id>/documentos")
@requires("read")
def documents(draft_id: int) -> ResponseReturnValue:
    """The documents made so far, the newest first."""
    draft = get_draft(db(), draft_id)
    made = db().scalars(
        select(Export).where(Export.draft_id == draft_id).order_by(Export.id.desc())
    )
    return render_template(
        "proposals/documents.html",
        draft=draft,
        lock=find_lock(db(), draft),
        exports=made.all(),
        names={one.id: one.name for one in people(db())},
        languages={one.programme: one.language.partition("-")[0] for one in templates()},
    )


@blueprint.post("/<int:draft_id>/documentos")
@requires("write-proposals")
def make(draft_id: int) -> ResponseReturnValue:
    """Make the document of what stands now, in the language chosen for it."""
    draft, settings = get_draft(db(), draft_id), services().settings
    chosen = request.form.get("document_language", draft.language)
    choose_language(db(), draft, chosen, settings=settings, at=now())
    try:
        export = make_document(db(), draft, settings=settings, person=person(), at=now())
    except TemplateError as problem:
        flash(said(problem), "warn")
    else:
        flash(_("Documento listo: %(name)s", name=export.filename))
    return redirect(url_for("proposals.documents", draft_id=draft_id))


@blueprint.get("/<int:draft_id>/documentos/<int:export_id>")
@requires("read")
def download(draft_id: int, export_id: int) -> ResponseReturnValue:
    """The Word file itself."""
    export = db().get(Export, export_id)
    if export is None or export.draft_id != draft_id:
        raise NotFound(_("Este documento no existe."))
    path = (services().settings.documents / export.filename).resolve()
    if not path.is_file():
        raise NotFound(_("El archivo ya no está. Genere el documento otra vez."))
    taken_away("document", number=draft_id, title=export.filename)
    return send_file(path, mimetype=WORD, as_attachment=True, download_name=export.filename)
