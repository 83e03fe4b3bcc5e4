"""The library of approved texts: listed, written, retired, and given to the wizard."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.errors import Conflict, InvalidInput
from matcher.people.queries import get_person
from matcher.text import number_of
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import db, now, person, today
from matcher.web.values.inputs import day_of
from matcher.web.values.lists import as_table
from proposals.library.blocks import (
    BLOCK_LANGUAGES,
    BlockTold,
    blocks,
    get_block,
    retire_block,
    save_block,
    text_for,
)
from proposals.library.models import TextBlock
from proposals.process.mail import writers
from proposals.web.blueprint import blueprint

SOON = timedelta(days=30)


@blueprint.get("/biblioteca")
@requires("read")
def library() -> ResponseReturnValue:
    """Every approved text, with whose it is and until when it holds."""
    return render_template(
        "proposals/library.html",
        blocks=blocks(db()),
        retired=blocks(db(), retired=True),
        soon=today() + SOON,
        today=today(),
    )


@as_table(
    blueprint,
    library,
    named="biblioteca-de-textos",
    headings=(
        "Texto",
        "De quién es",
        "Guardado",
        "Vale hasta",
        "Retirado",
        "En español",
        "En inglés",
        "En portugués",
        "En francés",
    ),
    path="/biblioteca/tabla",
    endpoint="export_library",
)
def _rows() -> Iterator[list[Any]]:
    """Those on offer, then those that were retired; the words whole, by language."""
    for retired in (False, True):
        for one in blocks(db(), retired=retired):
            words = [one.texts.get(code) for code in BLOCK_LANGUAGES]
            yield [one.title, one.owner.name, one.at, one.expires_on, one.archived_at, *words]


@blueprint.route("/biblioteca/nuevo", methods=["GET", "POST"])
@blueprint.route("/biblioteca/<int:block_id>", methods=["GET", "POST"])
@requires("write-proposals")
def block_page(block_id: int | None = None) -> ResponseReturnValue:
    """Write a text, or change one."""
    block = get_block(db(), block_id) if block_id is not None else None
    if request.method == "GET":
        return _page(block)
    try:
        saved = save_block(
            db(),
            block,
            _told(),
            seen=number_of(request.form.get("version")) or 0,
            person=person(),
            at=now(),
        )
    except (InvalidInput, Conflict) as error:
        db().rollback()
        found = get_block(db(), block_id) if block_id is not None else None
        return _page(found, problem=said(error), status=409 if isinstance(error, Conflict) else 422)
    flash(_("Guardado."))
    return redirect(url_for("proposals.library", _anchor=f"texto-{saved.id}"))


def _told() -> BlockTold:
    form = request.form
    typed = form.get("expires_on", "").strip()
    expires = day_of(typed) if typed else None
    if typed and expires is None:
        raise InvalidInput("Escriba hasta cuándo vale, así: 2027-03-15.", field="expires_on")
    owner = number_of(form.get("owner"))
    return BlockTold(
        title=form.get("title", ""),
        texts={code: form.get(code, "").replace("\r\n", "\n") for code in BLOCK_LANGUAGES},
        owner=get_person(db(), owner) if owner is not None else person(),
        expires_on=expires,
    )


def _page(block: TextBlock | None, *, problem: str = "", status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "proposals/block.html",
        block=block,
        problem=problem,
        typed=request.form,
        people=writers(db()),
        languages=BLOCK_LANGUAGES,
        today=today(),
    )
    return page, status


@blueprint.post("/biblioteca/<int:block_id>/retirar")
@requires("write-proposals")
def retire_text(block_id: int) -> ResponseReturnValue:
    """Offer a text no more, or again."""
    block = get_block(db(), block_id)
    retired = request.form.get("back") != "1"
    retire_block(db(), block, retired=retired, person=person(), at=now())
    flash(_("Texto retirado.") if retired else _("El texto vuelve a ofrecerse."))
    return redirect(url_for("proposals.library"))


@blueprint.get("/biblioteca/<int:block_id>/texto")
@requires("read")
def block_text(block_id: int) -> ResponseReturnValue:
    """The words of a text in the language asked for, else in one it has: for the wizard."""
    words, language = text_for(get_block(db(), block_id), request.args.get("idioma", "es"))
    return jsonify(text=words, language=language)
