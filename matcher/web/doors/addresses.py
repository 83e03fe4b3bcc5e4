"""«Llevarse esta lista»: download it or subscribe to it, and one's own addresses and keys."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.errors import InvalidInput
from matcher.people.keys import keys_of, make_key, revoke_key
from matcher.people.models import Door
from matcher.web.calls.filters import address_args
from matcher.web.doors.feeds import KEY
from matcher.web.doors.lists import listed
from matcher.web.doors.own_days import MINE, TEAM
from matcher.web.frame.access import requires, signed_in
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import db, now, person, services

blueprint = Blueprint("addresses", __name__)
_DOORS: dict[str, Door] = {"calendario": "calendar", "feed": "feed"}


@blueprint.get("/convocatorias/llevar")
@requires("read")
def take_away() -> ResponseReturnValue:
    """The ways a list leaves Puente, told apart: once as a file, or for good by an address."""
    return render_template("doors/take_away.html", asked=listed().text, address_args=address_args)


@blueprint.post("/convocatorias/suscribirse/<any(calendario, feed):kind>")
@requires("read")
def subscribe(kind: str) -> ResponseReturnValue:
    """Make an address of one's own for the list, and show it this once."""
    asked, name = request.form.get("asked", ""), request.form.get("name", "")
    if kind != "calendario" or asked not in (MINE, TEAM):
        asked = listed(asked).text
    try:
        _key, secret = make_key(db(), person(), door=_DOORS[kind], name=name, asked=asked, at=now())
    except InvalidInput as problem:
        page = render_template(
            "doors/take_away.html",
            asked=asked,
            address_args=address_args,
            problem=said(problem),
            problem_at=kind,
        )
        return page, 422
    return render_template(
        "doors/made.html", kind=kind, name=name, address=_address(kind, secret, asked)
    )


def _address(kind: str, secret: str, asked: str) -> str:
    if kind == "calendario":
        path = url_for("calendars.subscription", key=secret)
    else:
        path = "&".join(filter(None, (f"{url_for('feeds.calls')}?{KEY}={secret}", asked)))
    return services().settings.base_url + path


@blueprint.get("/direcciones")
@signed_in
def index() -> ResponseReturnValue:
    """One's own addresses and keys: what each opens, and a way to close it."""
    return render_template("doors/index.html", keys=keys_of(db(), person()))


@blueprint.post("/direcciones/clave")
@requires("read")
def make_api_key() -> ResponseReturnValue:
    """Make a key for a program, and show it this once."""
    name, scopes = request.form.get("name", ""), ["read"]
    if "write" in request.form:
        scopes.append("write")
    try:
        _key, secret = make_key(db(), person(), door="api", name=name, scopes=scopes, at=now())
    except InvalidInput as problem:
        page = render_template(
            "doors/index.html", keys=keys_of(db(), person()), problem=said(problem)
        )
        return page, 422
    return render_template("doors/made.html", kind="clave", name=name, address=secret)


@blueprint.post("/direcciones/<int:key_id>/retirar")
@signed_in
def revoke(key_id: int) -> ResponseReturnValue:
    """Close an address: whoever has it sees nothing from now on."""
    key = revoke_key(db(), key_id, person=person(), at=now())
    flash(_("«%(name)s» ya no abre nada. Quien la tenga verá que no existe.", name=key.name))
    return redirect(url_for("addresses.index"))
