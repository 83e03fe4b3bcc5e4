"""The templates in force, and the versions of each: uploaded, switched on, taken back."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from matcher.errors import InvalidInput, NotFound
from matcher.files.keeping import MEDIA
from matcher.jobs.models import JobRun
from matcher.web.cards.files import given_file
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, here, said
from matcher.web.frame.services import Services, db, now, person
from proposals.documents.kinds import KINDS, DocumentKind
from proposals.docx.catalogue import Template, find_template
from proposals.own_templates.keeping import (
    add_template,
    in_force,
    use_shipped,
    uses_of,
    versions_of,
)
from proposals.own_templates.models import OwnTemplate
from proposals.own_templates.trying import run_trial
from proposals.web import documents
from proposals.web.blueprint import blueprint

BLANK = "/plantillas/<programme>"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatePlace:
    """Where a template is used: the kind of document, the language, the shipped template."""

    kind: DocumentKind
    language: str
    programme: str


def places() -> list[TemplatePlace]:
    """Every kind of document that has a template, in each of its languages."""
    return [
        TemplatePlace(kind=kind, language=language, programme=programme)
        for kind in KINDS
        for language, programme in kind.templates.items()
    ]


def get_place(programme: str) -> TemplatePlace:
    """Where the shipped template ``programme`` is used.

    :raises NotFound: if nowhere.
    """
    for place in places():
        if place.programme == programme:
            return place
    raise NotFound(_("Esta plantilla no existe."))


@blueprint.get("/plantillas")
@requires("manage-agency")
def own_templates() -> ResponseReturnValue:
    """Each kind of document with the template it is made with."""
    return render_template("proposals/templates.html", places=places(), in_force=in_force(db()))


@blueprint.get(BLANK)
@requires("manage-agency")
def template_page(programme: str) -> ResponseReturnValue:
    """The versions of one template, and how to bring another."""
    return _page(get_place(programme))


def _page(place: TemplatePlace, *, problem: str = "") -> ResponseReturnValue:
    versions = versions_of(db(), place.programme)
    page = render_template(
        "proposals/template.html",
        place=place,
        versions=versions,
        own=any(one.in_force for one in versions),
        uses=uses_of(db(), place.programme),
        problem=problem,
    )
    return page, 422 if problem else 200


@blueprint.post(BLANK)
@requires("manage-agency")
def upload_template(programme: str) -> ResponseReturnValue:
    """Keep a template and look it over; nothing is made with it before somebody says so."""
    place = get_place(programme)
    try:
        named = given_file("template", needed=True)
        assert named is not None
        added = add_template(db(), programme, named, person=person(), at=now())
    except InvalidInput as problem:
        db().rollback()
        return _page(place, problem=said(problem))
    db().commit()  # the job reads it from the database, in a session of its own
    try_in_time(added)
    return redirect(url_for("proposals.template_version", template_id=added.id))


def try_in_time(template: OwnTemplate) -> None:
    """Begin to look a template over; the page of the version tells how it ends."""
    number, language = template.id, here().locale

    def work(given: Services) -> JobRun:
        return run_trial(
            given.sessions,
            number,
            settings=given.settings,
            clock=given.clock,
            language=language,
        )

    documents.in_time(work, name=f"template-{number}")


@blueprint.post(f"{BLANK}/de-puente")
@requires("manage-agency")
def use_shipped_template(programme: str) -> ResponseReturnValue:
    """Make documents with the shipped template again."""
    place = get_place(programme)
    use_shipped(db(), programme, person=person(), at=now())
    flash(_("Los documentos se hacen otra vez con la plantilla de Puente."))
    return redirect(url_for("proposals.template_page", programme=place.programme))


@blueprint.get(f"{BLANK}/de-puente.docx")
@requires("manage-agency")
def shipped_template(programme: str) -> ResponseReturnValue:
    """The shipped template itself, to begin another from."""
    shipped: Template = find_template(get_place(programme).programme)
    return send_file(
        shipped.path,
        mimetype=MEDIA["docx"],
        as_attachment=True,
        download_name=f"{programme}.docx",
    )
