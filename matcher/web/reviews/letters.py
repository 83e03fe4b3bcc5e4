"""Traídas por correo: the newsletters people forwarded, and what became of each of their links."""

from collections.abc import Iterator
from typing import Any

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from matcher.calls.review_queue import ReviewFilter
from matcher.errors import Conflict
from matcher.intake.forwarded import calls_brought, decide, recent_letters
from matcher.people.queries import people
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import db, now, person, services
from matcher.web.reviews.pages import back, blueprint, frame
from matcher.web.values.lists import as_table

BY_MAIL = "por-correo"


@blueprint.get("/correo")
@requires("read")
def letters() -> ResponseReturnValue:
    """The last letters, each with what its links came to."""
    found = recent_letters(db())
    return render_template(
        "reviews/letters.html",
        letters=found,
        brought=calls_brought(db(), found),
        names={p.id: p.name for p in people(db())},
        mailbox=services().settings.imap_host and services().settings.imap_user,
        wanted=ReviewFilter(),
        sources=[],
        **frame(BY_MAIL),
    )


@as_table(
    blueprint,
    letters,
    named="traidas-por-correo",
    headings=(
        "Correo",
        "Quién lo reenvió",
        "Cuándo",
        "Enlace",
        "Título del enlace",
        "Convocatoria",
    ),
    path="/correo/tabla",
    endpoint="export_letters",
)
def _rows() -> Iterator[list[Any]]:
    """A row for each link."""
    found = recent_letters(db())
    brought, names = calls_brought(db(), found), {p.id: p.name for p in people(db())}
    for letter in found:
        for lead in letter.leads:
            call = brought.get(lead.get("key") or "")
            told = [letter.subject, names.get(letter.person_id), letter.at, lead["url"]]
            yield [*told, lead.get("title"), call.title if call else None]


@blueprint.post("/correo/<int:letter_id>")
@requires("edit-calls")
def judge_letter(letter_id: int) -> ResponseReturnValue:
    """A letter nobody vouches for: read it all the same, or leave it."""
    chosen = request.form.get("do", "")
    if chosen not in ("read", "leave"):
        abort(400)
    try:
        decide(db(), letter_id, read=chosen == "read", person_id=person().id, at=now())
    except Conflict as late:
        flash(said(late), "warn")
        return back()
    flash(
        _("Se lee en la próxima hora: sus convocatorias aparecerán aquí.")
        if chosen == "read"
        else _("Queda sin leer.")
    )
    return back()
