"""A full proposal that was edited in Word, uploaded: what it changed, and what needs a decision."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.errors import InvalidInput
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, here, ngettext, said
from matcher.web.frame.services import db, now, person, services
from matcher.web.values.filters import say
from proposals.drafts import get_draft
from proposals.errors import EditConflict
from proposals.locking import hold_open
from proposals.models import Draft
from proposals.process.returning import Returned, bring_word
from proposals.rows.references import known_rows
from proposals.saving import save
from proposals.steps import get_field
from proposals.web.blueprint import blueprint
from proposals.web.forms import Posted, read_form
from proposals.web.steps import Clash
from proposals.wizard import view_steps

MOST_TOLD = 50


@blueprint.post("/<int:draft_id>/documentos/word")
@requires("write-proposals")
def bring_document(draft_id: int) -> ResponseReturnValue:
    """Save what the uploaded document says otherwise; hold side by side what both changed."""
    draft = get_draft(db(), draft_id)
    hold_open(db(), draft)
    file = request.files.get("word")
    back = redirect(url_for("proposals.documents", draft_id=draft_id))
    if file is None or not file.filename:
        flash(_("Elija el documento de Word que editaron."), "warn")
        return back
    try:
        with TemporaryDirectory(prefix="puente-") as folder:
            path = Path(folder) / "word.docx"
            file.save(path)
            found = bring_word(
                db(),
                draft,
                path,
                settings=services().settings,
                said=here(),
                person=person(),
                at=now(),
            )
    except InvalidInput as problem:
        flash(said(problem), "warn")
        return back
    _tell(found)
    clashes = [
        Clash(posted=Posted(save=one.save, field=get_field(one.save.field)), error=one.error)
        for one in found.overtaken
    ]
    if clashes:
        return _two_versions(draft, clashes)
    if found.comments or found.left:
        return redirect(url_for("proposals.draft_comments", draft_id=draft_id))
    return back


def _tell(found: Returned) -> None:
    answers = ngettext("%(num)d respuesta cambiada", "%(num)d respuestas cambiadas", found.changed)
    comments = ngettext("%(num)d comentario nuevo", "%(num)d comentarios nuevos", found.comments)
    flash(_("Documento leído: %(answers)s, %(comments)s.", answers=answers, comments=comments))
    if found.left:
        told = _(
            "Esto no está en ninguna respuesta. Quedó como comentario junto a la más cercana; "
            "páselo a su lugar: %(texts)s",
            texts=" · ".join(f"«{text}»" for text in found.left[:MOST_TOLD]),
        )
        flash(told, "warn")
    for one in found.told[:MOST_TOLD]:
        flash(say(one), "warn")


@blueprint.post("/<int:draft_id>/documentos/word/versiones")
@requires("write-proposals")
def choose_versions(draft_id: int) -> ResponseReturnValue:
    """What was decided about the answers that both the document and somebody here changed."""
    draft = get_draft(db(), draft_id)
    hold_open(db(), draft)
    clashes = []
    posted = [one for view in view_steps(draft) for one in read_form(view, request.form)]
    for one in posted:
        try:
            save(db(), draft, one.save, person=person(), at=now())
        except EditConflict as error:
            clashes.append(Clash(posted=one, error=error))
    if clashes:
        return _two_versions(draft, clashes)
    flash(_("Guardado."))
    return redirect(url_for("proposals.documents", draft_id=draft_id))


def _two_versions(draft: Draft, clashes: Sequence[Clash]) -> ResponseReturnValue:
    return render_template(
        "proposals/conflict.html",
        draft=draft,
        view=None,
        clashes=clashes,
        known=known_rows(draft),
        action=url_for("proposals.choose_versions", draft_id=draft.id),
        back=url_for("proposals.documents", draft_id=draft.id),
    )
