"""Asking for the documents of a proposal, seeing how far they are, and fetching them."""

import threading
from collections.abc import Callable
from pathlib import Path

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from matcher.errors import NotFound
from matcher.files.keeping import MEDIA
from matcher.jobs.models import JobRun
from matcher.people.queries import people
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import Services, db, now, person, services, today
from matcher.web.values.trail import taken_away
from proposals.checks.rules import LENGTHS, check
from proposals.documents.kinds import ALL, check_ending, get_kind
from proposals.documents.making import begin_document, run_document, wanted_for
from proposals.documents.watching import documents_of
from proposals.docx.catalogue import templates
from proposals.docx.office import find_office
from proposals.drafts import choose_language, get_draft
from proposals.errors import UnknownKind
from proposals.locking import find_lock
from proposals.models import WHOLE, Export
from proposals.web.blueprint import blueprint

MIMETYPES = {**MEDIA, "zip": "application/zip"}
PATIENCE = 1.5
"""Seconds the page waits for a document before it says that it is being made."""


@blueprint.get("/<int:draft_id>/documentos")
@requires("read")
def documents(draft_id: int) -> ResponseReturnValue:
    """The kinds there are, and what was made so far, the newest first."""
    draft = get_draft(db(), draft_id)
    whole = set(WHOLE.values()) - {WHOLE[draft.language]}
    made = documents_of(db(), draft, now=now())
    return render_template(
        "proposals/documents.html",
        draft=draft,
        lock=find_lock(db(), draft),
        kinds=[kind for kind in ALL if kind.key not in whole],
        whole=WHOLE.values(),
        documents=made,
        lengths=[one for one in check(db(), draft, on=today()) if one.code in LENGTHS],
        making=any(one.state == "making" for one in made),
        names={one.id: one.name for one in people(db())},
        languages={one.programme: one.language.partition("-")[0] for one in templates()},
        office=find_office() is not None,
    )


@blueprint.post("/<int:draft_id>/documentos")
@requires("write-proposals")
def make(draft_id: int) -> ResponseReturnValue:
    """Begin the document that was asked for, of what stands now, in the language chosen for it."""
    draft, settings = get_draft(db(), draft_id), services().settings
    language = request.form.get("document_language", draft.language)
    choose_language(db(), draft, language, settings=settings, at=now())
    key, _dot, ending = request.form.get("document", "").partition(".")
    try:
        kind = get_kind(WHOLE[draft.language] if not key or key in WHOLE.values() else key)
        wanted = wanted_for(draft, kind, check_ending(kind, ending or kind.endings[0]))
    except UnknownKind as problem:
        flash(said(problem), "warn")
        return redirect(url_for("proposals.documents", draft_id=draft_id))
    export = begin_document(db(), draft, wanted, settings=settings, person=person(), at=now())
    db().commit()  # the job reads it from the database, in a session of its own
    number = export.id

    def work(given: Services) -> JobRun:
        return run_document(given.sessions, number, settings=given.settings, clock=given.clock)

    if in_time(work, name=f"document-{number}"):
        flash(_("Documento listo: %(name)s", name=export.filename))
    return redirect(url_for("proposals.documents", draft_id=draft_id, _anchor="generados"))


def in_time(work: Callable[[Services], JobRun], *, name: str) -> bool:
    """Do ``work`` beside the request; whether it ended well while somebody waited."""
    ended, given = [], services()

    def beside() -> None:
        ended.append(work(given).status)

    thread = threading.Thread(target=beside, name=name, daemon=True)
    thread.start()
    thread.join(timeout=PATIENCE)
    return ended == ["ok"]


@blueprint.get("/<int:draft_id>/documentos/<int:export_id>")
@requires("read")
def download(draft_id: int, export_id: int) -> ResponseReturnValue:
    """The file itself."""
    export = db().get(Export, export_id)
    if export is None or export.draft_id != draft_id:
        raise NotFound(_("Este documento no existe."))
    if not export.fingerprint:
        raise NotFound(_("Este documento todavía se está haciendo."))
    path: Path = (services().settings.documents / export.filename).resolve()
    if not path.is_file():
        raise NotFound(_("El archivo ya no está. Genere el documento otra vez."))
    taken_away("document", number=draft_id, title=export.filename)
    media = MIMETYPES.get(path.suffix.lstrip("."), "application/octet-stream")
    return send_file(path, mimetype=media, as_attachment=True, download_name=export.filename)
