"""«Llevarse esta lista»: download it or subscribe to it, and one's own addresses and keys."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.desk.sharing import shared_by
from matcher.errors import InvalidInput
from matcher.people.keys import keys_of, make_key, revoke_key
from matcher.people.models import AccessKey, Door
from matcher.web.calls.filters import address_args
from matcher.web.cards.pursuits import shared_state
from matcher.web.doors.feeds import KEY
from matcher.web.doors.lists import listed
from matcher.web.doors.own_days import MINE, TEAM
from matcher.web.frame.access import requires, signed_in
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import db, now, person, services
from matcher.web.values.labels import DOORS
from matcher.web.values.lists import MOST_ROWS, as_table

blueprint = Blueprint("addresses", __name__)
MOST_SHOWN = 100
"""Links passed on that the page lists; its table holds them all."""
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
    return _page()


def _page(problem: str | None = None) -> str:
    return render_template(
        "doors/index.html",
        keys=keys_of(db(), person()),
        passed=shared_by(db(), person(), most=MOST_SHOWN),
        problem=problem,
    )


@as_table(
    blueprint,
    index,
    named="mis-direcciones",
    headings=("Nombre", "Qué abre", "Lo que muestra", "Desde"),
    path="/direcciones/tabla",
)
def _rows() -> Iterator[list[Any]]:
    for key in keys_of(db(), person()):
        yield [key.name, str(DOORS[key.door]), _shown(key), key.created_at]


def _shown(key: AccessKey) -> str:
    """What a key opens, as an address of the web where it is one."""
    if key.door == "api":
        return _("(lee y escribe)") if "write" in key.scopes else _("(solo lee)")
    if key.asked in (MINE, TEAM):
        return _("lo que sigo") if key.asked == MINE else _("lo del equipo")
    listed_at = services().settings.base_url + url_for("calls.index")
    return "?".join(filter(None, (listed_at, key.asked)))


@as_table(
    blueprint,
    index,
    named="enlaces-que-pase",
    headings=("Para quién", "Correo", "Convocatoria", "Desde", "Vence", "Cómo va", "Quién firmó"),
    path="/direcciones/pasadas/tabla",
    endpoint="export_passed",
)
def _passed() -> Iterator[list[Any]]:
    for one in shared_by(db(), person(), most=MOST_ROWS):
        _tone, told = shared_state(one)
        title = one.pursuit.call.title
        yield [one.name, one.email, title, one.at, one.until, told, one.answered_by]


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
        return _page(said(problem)), 422
    return render_template("doors/made.html", kind="clave", name=name, address=secret)


@blueprint.post("/direcciones/<int:key_id>/retirar")
@signed_in
def revoke(key_id: int) -> ResponseReturnValue:
    """Close an address: whoever has it sees nothing from now on."""
    key = revoke_key(db(), key_id, person=person(), at=now())
    flash(_("«%(name)s» ya no abre nada. Quien la tenga verá que no existe.", name=key.name))
    return redirect(url_for("addresses.index"))
