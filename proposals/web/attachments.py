"""The files that go with a proposal: what each is, until when it holds, and what was taken off."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.errors import InvalidInput
from matcher.web.cards.files import given_file, serve_file
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import db, now, person
from matcher.web.values.inputs import day_of
from matcher.web.values.trail import taken_away
from proposals.drafts import get_draft
from proposals.library.files import attach, attachments, get_attachment
from proposals.library.models import Attachment
from proposals.locking import find_lock, hold_open
from proposals.models import Draft
from proposals.web.blueprint import blueprint

AFTERWARDS = frozenset({"constancia", "respuesta"})
"""What comes only once the proposal is closed, and so is taken then too."""


@blueprint.get("/<int:draft_id>/anexos")
@requires("read")
def annexes(draft_id: int) -> ResponseReturnValue:
    """The files of a proposal, and a form to add one."""
    return _page(get_draft(db(), draft_id))


def _page(draft: Draft, *, problem: str = "") -> ResponseReturnValue:
    page = render_template(
        "proposals/attachments.html",
        draft=draft,
        files=attachments(db(), draft),
        problem=problem,
        typed=request.form,
        lock=find_lock(db(), draft),
    )
    return page, 422 if problem else 200


@blueprint.post("/<int:draft_id>/anexos")
@requires("write-proposals")
def add_annex(draft_id: int) -> ResponseReturnValue:
    """Add a file, judged by what is in it."""
    draft = get_draft(db(), draft_id)
    kind = request.form.get("kind", "")
    if kind not in AFTERWARDS:
        hold_open(db(), draft)
    try:
        uploaded(draft, name="file", kind=kind, needed=True)
    except InvalidInput as error:
        db().rollback()
        return _page(get_draft(db(), draft_id), problem=said(error))
    flash(_("Archivo guardado."))
    return redirect(url_for("proposals.annexes", draft_id=draft_id))


def uploaded(draft: Draft, *, name: str, kind: str, needed: bool) -> Attachment | None:
    """The file sent as ``name``, kept and put with ``draft``.

    :raises InvalidInput: for a file or a kind that cannot be used.
    """
    expires = _expiry()
    named = given_file(name, needed=needed)
    if named is None:
        return None
    return attach(db(), draft, named, kind=kind, expires_on=expires, person=person(), at=now())


def _expiry() -> date | None:
    typed = request.form.get("expires_on", "").strip()
    day = day_of(typed) if typed else None
    if typed and day is None:
        raise InvalidInput("Escriba hasta cuándo vale, así: 2027-03-15.", field="expires_on")
    return day


@blueprint.get("/<int:draft_id>/anexos/<int:attachment_id>")
@requires("read")
def annex(draft_id: int, attachment_id: int) -> ResponseReturnValue:
    """The file itself, always as a download."""
    found = get_attachment(db(), get_draft(db(), draft_id), attachment_id)
    taken_away("attachment", number=draft_id, title=found.filename)
    return serve_file(found.fingerprint, found.filename)


@blueprint.post("/<int:draft_id>/anexos/<int:attachment_id>/quitar")
@requires("write-proposals")
def remove_annex(draft_id: int, attachment_id: int) -> ResponseReturnValue:
    """Take a file off, or put it back; the file itself stays."""
    draft = get_draft(db(), draft_id)
    hold_open(db(), draft)
    found = get_attachment(db(), draft, attachment_id)
    found.removed_at = None if request.form.get("back") else now()
    flash(_("Archivo devuelto.") if request.form.get("back") else _("Archivo quitado."))
    return redirect(url_for("proposals.annexes", draft_id=draft_id))
