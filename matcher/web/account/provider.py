"""Signing in with the account of the city (OpenID Connect), where the settings name a provider."""

import logging
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Flask, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import update

from matcher.federation.matching import get_person
from matcher.federation.provider import BegunSignIn, ProviderError, ask, believe, way_out
from matcher.people.models import Person
from matcher.people.second_step import find_second_step
from matcher.web.account.beginning import begin
from matcher.web.account.second import wait_for_code
from matcher.web.frame.access import PASSED, public
from matcher.web.frame.gettext import said
from matcher.web.frame.navigation import safe_back
from matcher.web.frame.services import db, now, services

logger = logging.getLogger(__name__)
blueprint = Blueprint("provider", __name__, url_prefix="/entrar/institucional")
ASKED = "provider"
TEN_MINUTES = 600
FAILED = 401


@blueprint.get("")
@public
def begin_there() -> ResponseReturnValue:
    """Send the browser to the provider, with a question of its own."""
    _there_is_one()
    if current_user.is_authenticated:
        return redirect(safe_back(request.args.get("next")))
    try:
        address, question = ask(services().settings)
    except ProviderError as error:
        return _refused(error)
    until = int(now().timestamp()) + TEN_MINUTES
    session[ASKED] = asdict(question) | {"until": until, "next": request.args.get("next")}
    return redirect(address)


@blueprint.get("/vuelta")
@public
def back() -> ResponseReturnValue:
    """Believe what the provider says, or not; the question serves once."""
    _there_is_one()
    held: dict[str, Any] = session.pop(ASKED, None) or {}
    try:
        if now().timestamp() > held.get("until", 0):
            raise ProviderError("La entrada tardó demasiado o se empezó en otra ventana. Repítala.")
        question = BegunSignIn(**{name: held[name] for name in ("state", "nonce", "verifier")})
        known = believe(services().settings, question, request.args, now=now())
        who = get_person(db(), known, services().settings, at=now())
    except ProviderError as error:
        db().rollback()
        return _refused(error)
    if not known.second_step and find_second_step(db(), who):
        return wait_for_code(who, remember=False, kept=None)
    begin(who, remember=False)
    if known.second_step:
        session[PASSED] = True
    db().execute(update(Person).where(Person.id == who.id).values(signed_in_at=now()))
    return redirect(safe_back(held.get("next")))


@blueprint.get("/salir")
@public
def leave() -> ResponseReturnValue:
    """Sign out of the provider too, for who leaves a computer that others use."""
    _there_is_one()
    try:
        address = way_out(services().settings)
    except ProviderError as error:
        return _refused(error)
    return redirect(address or url_for("auth.sign_in"))


def _there_is_one() -> None:
    if not services().settings.oidc_issuer:
        abort(404)


def _refused(error: ProviderError) -> ResponseReturnValue:
    logger.warning("sign-in refused", extra={"fields": {"how": "provider"}})
    return render_template("auth/provider.html", why=said(error)), FAILED


def _named() -> str:
    """What the provider is called here; empty where there is none."""
    settings = services().settings
    return settings.oidc_name if settings.oidc_issuer else ""


def install(app: Flask) -> None:
    """Let the page for signing in show the way."""
    app.add_template_global(_named, "provider_name")
