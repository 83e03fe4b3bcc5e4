"""Who applies: the agency's profile and the people of its projects, each written once."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.errors import Conflict, InvalidInput, NotFound
from matcher.text import number_of
from matcher.web.cards.files import given_file, serve_file
from matcher.web.frame.access import requires
from matcher.web.frame.agency import agency
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import db, now, person
from matcher.web.values.trail import taken_away
from proposals.library.entity import EXPERIENCE, FACTS, LONG, find_entity, save_entity
from proposals.library.models import TeamMember
from proposals.library.team import MemberTold, get_member, retire_member, save_member, team
from proposals.web.blueprint import blueprint

BLANK_ROWS = 2
_MOST_ROWS = 60


@blueprint.get("/entidad")
@requires("read")
def entity() -> ResponseReturnValue:
    """The profile, and the people."""
    return _page()


def _page(*, problem: str = "", status: int = 200) -> ResponseReturnValue:
    profile = find_entity(db())
    given = request.form if problem else None
    facts = given or (profile.facts if profile else {"name": agency().name})
    rows = _rows() if given else (profile.experience if profile else [])
    page = render_template(
        "proposals/entity.html",
        profile=profile,
        facts=facts,
        rows=[*rows, *({} for _row in range(BLANK_ROWS))],
        labels=FACTS,
        long=LONG,
        columns=EXPERIENCE,
        members=team(db()),
        problem=problem,
    )
    return page, status


def _rows() -> list[dict[str, str]]:
    """The rows of experience as they were typed; those left blank are left out when saved."""
    return [
        {key: request.form.get(f"experiencia-{number}-{key}", "") for key in EXPERIENCE}
        for number in range(_MOST_ROWS)
        if f"experiencia-{number}-proyecto" in request.form
    ]


@blueprint.post("/entidad")
@requires("write-proposals")
def change_entity() -> ResponseReturnValue:
    """Keep the profile; proposals begun from now on are filled from it."""
    try:
        save_entity(
            db(),
            facts={key: request.form.get(key, "").replace("\r\n", "\n") for key in FACTS},
            experience=_rows(),
            seen=number_of(request.form.get("version")) or 0,
            person=person(),
            at=now(),
        )
    except (Conflict, InvalidInput) as error:
        db().rollback()
        return _page(problem=said(error), status=409 if isinstance(error, Conflict) else 422)
    flash(_("Guardado. Las propuestas en curso lo ofrecen donde aún no dicen nada."))
    return redirect(url_for("proposals.entity"))


@blueprint.route("/entidad/personas/nueva", methods=["GET", "POST"])
@blueprint.route("/entidad/personas/<int:member_id>", methods=["GET", "POST"])
@requires("write-proposals")
def member_page(member_id: int | None = None) -> ResponseReturnValue:
    """Somebody of the team, with their CV."""
    member = get_member(db(), member_id) if member_id is not None else None
    if request.method == "GET":
        return _member(member)
    try:
        told = MemberTold(
            name=request.form.get("name", ""),
            position=request.form.get("position", ""),
            profile=request.form.get("profile", "").replace("\r\n", "\n"),
            cv=given_file("cv", needed=False),
        )
        seen = number_of(request.form.get("version")) or 0
        save_member(db(), member, told, seen=seen, person=person(), at=now())
    except (InvalidInput, Conflict) as error:
        db().rollback()
        found = get_member(db(), member_id) if member_id is not None else None
        status = 409 if isinstance(error, Conflict) else 422
        return _member(found, problem=said(error), status=status)
    flash(_("Guardado."))
    return redirect(url_for("proposals.entity", _anchor="personas"))


def _member(
    member: TeamMember | None, *, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    page = render_template(
        "proposals/member.html", member=member, problem=problem, typed=request.form
    )
    return page, status


@blueprint.post("/entidad/personas/<int:member_id>/retirar")
@requires("write-proposals")
def retire_person(member_id: int) -> ResponseReturnValue:
    """Offer somebody no more in new proposals."""
    retire_member(db(), get_member(db(), member_id), retired=True, person=person(), at=now())
    flash(_("Ya no se ofrece en propuestas nuevas. Las que la nombran quedan como están."))
    return redirect(url_for("proposals.entity", _anchor="personas"))


@blueprint.get("/entidad/personas/<int:member_id>/hoja-de-vida")
@requires("read")
def member_cv(member_id: int) -> ResponseReturnValue:
    """The CV itself."""
    member = get_member(db(), member_id)
    if member.fingerprint is None or member.filename is None:
        raise NotFound("Esta persona no tiene hoja de vida guardada.")
    taken_away("cv", number=member_id, title=member.filename)
    return serve_file(member.fingerprint, member.filename)
