"""Spanish unless the person chose English: whose choice counts, and where it is kept."""

from flask import Blueprint, Flask, g, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_babel import Babel  # type: ignore[import-untyped] # ships no types

from matcher.people.editing import change_profile
from matcher.web.frame import gettext
from matcher.web.frame.access import language_of_account, public
from matcher.web.frame.navigation import safe_back
from matcher.web.frame.services import db, person_or_none

LANGUAGES = {"es": "Español", "en": "English"}
KEY = "language"
ADDRESSEE = "addressee"
"""In ``g``: the language of whose mail led here, where nobody is signed in."""
blueprint = Blueprint("language", __name__)


def select_locale() -> str:
    """The language of this session, else of the person, else Spanish."""
    chosen = session.get(KEY)
    if chosen in LANGUAGES:
        return str(chosen)
    theirs = language_of_account() or g.get(ADDRESSEE)
    return theirs if theirs in LANGUAGES else "es"


def language() -> str:
    """The two-letter code of the page's language."""
    return gettext.here().locale


@blueprint.post("/idioma")
@public
def choose() -> ResponseReturnValue:
    """Switch between Spanish and English, and remember it in the person's profile."""
    chosen = request.form.get("language", "es")
    if chosen in LANGUAGES:
        session[KEY] = chosen
        if who := person_or_none():
            change_profile(db(), who, name=who.name, language=chosen, in_spanish=who.in_spanish)
    return redirect(safe_back(request.form.get("next")))


def install(app: Flask, *, directories: str) -> None:
    """Give ``app`` its translations, read from ``directories`` (separated by ``;``)."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = directories
    # Flask-WTF reads the catalogue of the checks at each request; WTForms keeps it.
    app.config["WTF_I18N_ENABLED"] = False
    Babel(app, default_locale="es", locale_selector=select_locale)
    gettext.install(app)
    app.add_template_global(language)
    app.jinja_env.globals["LANGUAGES"] = LANGUAGES
    app.register_blueprint(blueprint)
