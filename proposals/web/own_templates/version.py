"""One version of an own template: what is wrong with it, or how it looks; in force or away."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pypdfium2
from flask import flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from matcher.coded import to_message
from matcher.errors import InvalidInput, NotFound
from matcher.files.keeping import path_of
from matcher.web.cards.files import serve_file
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import db, now, person, services
from proposals.docx.office import find_office
from proposals.own_templates.keeping import get_own_template, put_in_force, remove_template, uses_of
from proposals.own_templates.models import OwnTemplate
from proposals.web.blueprint import blueprint
from proposals.web.own_templates.pages import get_place, try_in_time

ADDRESS = "/plantillas/version/<int:template_id>"
LONGEST = timedelta(minutes=15)
"""No template takes so long: whoever was looking it over is not there any more."""
MOST_SHOWN = 12
"""Pages of the example that are shown; the PDF has all of them."""
SCALE = 1.2
YEAR = 31_536_000


@blueprint.get(ADDRESS)
@requires("manage-agency")
def template_version(template_id: int) -> ResponseReturnValue:
    """What was found in it, and the pages of the example."""
    template = get_own_template(db(), template_id)
    stuck = template.checked_at is None and now() - template.at > LONGEST
    return render_template(
        "proposals/template_version.html",
        template=template,
        place=get_place(template.programme),
        problems=[to_message(one) for one in template.problems],
        checking=template.checked_at is None and not stuck,
        stuck=stuck,
        shown=range(1, min(template.pages or 0, MOST_SHOWN) + 1) if template.preview else (),
        uses=uses_of(db(), template.programme).get(template.id, 0),
        office=find_office() is not None,
    )


@blueprint.post(f"{ADDRESS}/revisar")
@requires("manage-agency")
def try_template_again(template_id: int) -> ResponseReturnValue:
    """Look it over once more, as after an interruption or with LibreOffice back."""
    template = get_own_template(db(), template_id)
    if not template.in_force:
        template.checked_at, template.problems, template.at = None, [], now()
        db().commit()
    try_in_time(template)
    return redirect(url_for("proposals.template_version", template_id=template_id))


@blueprint.post(f"{ADDRESS}/usar")
@requires("manage-agency")
def use_template(template_id: int) -> ResponseReturnValue:
    """Make documents with it from now on."""
    template = get_own_template(db(), template_id)
    try:
        put_in_force(db(), template, person=person(), at=now())
    except InvalidInput as problem:
        flash(said(problem), "warn")
        return redirect(url_for("proposals.template_version", template_id=template_id))
    flash(_("En uso. Los documentos se hacen con ella desde ahora."))
    return redirect(url_for("proposals.template_page", programme=template.programme))


@blueprint.post(f"{ADDRESS}/quitar")
@requires("manage-agency")
def take_template_away(template_id: int) -> ResponseReturnValue:
    """Take a version away that nothing was made with."""
    template = get_own_template(db(), template_id)
    try:
        remove_template(db(), template, person=person(), at=now())
    except InvalidInput as problem:
        flash(said(problem), "warn")
    else:
        flash(_("Versión quitada."))
    return redirect(url_for("proposals.template_page", programme=template.programme))


@blueprint.get(f"{ADDRESS}/archivo.docx")
@requires("manage-agency")
def template_file(template_id: int) -> ResponseReturnValue:
    """The Word file as it was uploaded."""
    template = get_own_template(db(), template_id)
    return serve_file(template.fingerprint, template.filename)


@blueprint.get(f"{ADDRESS}/marcada.docx")
@requires("manage-agency")
def marked_template(template_id: int) -> ResponseReturnValue:
    """The same file with a comment at each bad tag."""
    template = get_own_template(db(), template_id)
    if template.marked is None:
        raise NotFound(_("Esta versión no tiene nada marcado."))
    return serve_file(template.marked, f"{Path(template.filename).stem}-revisada.docx")


@blueprint.get(f"{ADDRESS}/muestra.pdf")
@requires("manage-agency")
def template_example(template_id: int) -> ResponseReturnValue:
    """The example made with it, as a PDF."""
    template = get_own_template(db(), template_id)
    stem = f"{template.programme}-v{template.version}-muestra"
    return serve_file(_preview(template), f"{stem}.pdf")


@blueprint.get(f"{ADDRESS}/pagina-<int:number>.png")
@requires("manage-agency")
def template_example_page(template_id: int, number: int) -> ResponseReturnValue:
    """One page of the example as a picture."""
    template = get_own_template(db(), template_id)
    path = path_of(services().settings, _preview(template))
    if not 1 <= number <= min(template.pages or 0, MOST_SHOWN) or not path.is_file():
        raise NotFound(_("Esta página no existe."))
    picture = BytesIO()
    pdf = pypdfium2.PdfDocument(path)
    try:
        pdf[number - 1].render(scale=SCALE).to_pil().save(picture, "PNG")
    finally:
        pdf.close()
    picture.seek(0)
    return send_file(picture, mimetype="image/png", max_age=YEAR)


def _preview(template: OwnTemplate) -> str:
    if template.preview is None:
        raise NotFound(_("Esta versión no tiene muestra."))
    return template.preview
