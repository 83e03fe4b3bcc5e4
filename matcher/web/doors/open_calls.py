"""«Abiertas»: the page for everybody, off until the agency switches it on.

No account, no session, no cookie: the same address gives everybody the same page, which any cache
between may keep.
"""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale  # type: ignore[import-untyped] # ships no types

from matcher.errors import NotFound
from matcher.web.cards.calls import timezone
from matcher.web.doors.feeds import MIMETYPE, MOST_ENTRIES
from matcher.web.doors.fresh import send_fresh
from matcher.web.doors.shown import (
    CATEGORIES,
    Category,
    ShownCalls,
    calls_as_data,
    category_of,
    projects_as_data,
    shown_calls,
    shown_projects,
)
from matcher.web.frame.access import public
from matcher.web.frame.agency import agency
from matcher.web.frame.gettext import _, _l, here
from matcher.web.frame.language import LANGUAGES
from matcher.web.frame.services import db, now, services

blueprint = Blueprint("open_calls", __name__, url_prefix="/abiertas")
SHARED_SECONDS = 300
"""How long caches may give a page without asking again."""
MOST_LETTERS = 200
NAMES: dict[Category, Any] = {
    "subvenciones": _l("Subvenciones y financiamiento"),
    "convocatorias": _l("Convocatorias"),
    "premios": _l("Premios"),
    "educacion": _l("Educación"),
}


@blueprint.get("")
@public
def calls() -> ResponseReturnValue:
    """Open calls, by category and words."""
    asked, category, after = _asked(), _category(), request.args.get("after")

    def make() -> bytes:
        found = _found(asked, category, after=after)
        name = str(NAMES[category]) if category else _("Convocatorias abiertas")
        data = calls_as_data(found.calls, name=name)
        return _page("open/calls.html", asked, category, found=found, data=data, heading=name)

    return _send(make, "calls", asked, category, after)


@blueprint.get("/proyectos")
@public
def projects() -> ResponseReturnValue:
    """The projects of the bank that may be shown."""
    asked = _asked()

    def make() -> bytes:
        found = shown_projects(db(), asked=asked)
        name = _("Proyectos de la ciudad")
        data = projects_as_data(found, name=name, agency=agency().name)
        return _page("open/projects.html", asked, None, found=found, data=data, heading=name)

    return _send(make, "projects", asked)


@blueprint.get("/convocatorias.atom")
@public
def feed() -> ResponseReturnValue:
    """The newest open calls, for readers of feeds."""
    asked, category = _asked(), _category()

    def make() -> bytes:
        found = _found(asked, category, newest=True).calls
        updated = max((call.changed_at for call in found), default=now())
        return _page("open/calls.xml", asked, category, calls=found, updated=updated)

    return _send(make, "feed", asked, category, mimetype=MIMETYPE)


@blueprint.get("/proyectos.atom")
@public
def projects_feed() -> ResponseReturnValue:
    """The projects that may be shown, those changed last first, for readers of feeds."""
    asked = _asked()

    def make() -> bytes:
        every = shown_projects(db(), asked=asked)
        found = sorted(every, key=lambda one: one.updated_at, reverse=True)[:MOST_ENTRIES]
        updated = max((one.updated_at for one in found), default=now())
        return _page("open/projects.xml", asked, None, projects=found, updated=updated)

    return _send(make, "projects-feed", asked, mimetype=MIMETYPE)


def _asked() -> str:
    return " ".join(request.args.get("q", "").split())[:MOST_LETTERS]


def _category() -> Category | None:
    return category_of(request.args.get("categoria", ""))


def _language() -> str:
    """Of the address alone: what a cache keeps must not depend on who asks."""
    given = request.args.get("lang", "")
    return given if given in LANGUAGES else "es"


def _found(
    asked: str, category: Category | None, *, after: str | None = None, newest: bool = False
) -> ShownCalls:
    return shown_calls(
        db(),
        here(),
        asked=asked,
        category=category,
        now=now(),
        timezone=timezone(),
        after=after,
        newest=newest,
    )


def _page(template: str, asked: str, category: Category | None, **shown: Any) -> bytes:
    settings = services().settings

    def address(endpoint: str, **more: str | None) -> str:
        """An address of this page, with what was asked unless ``more`` says otherwise."""
        kept: dict[str, Any] = {
            "q": asked or None,
            "categoria": category,
            "lang": _language(),
        } | more
        if kept["lang"] == "es":
            kept["lang"] = None
        return url_for(endpoint, **{name: value for name, value in kept.items() if value})

    return render_template(
        template,
        asked=asked,
        category=category,
        categories={code: NAMES[code] for code in CATEGORIES},
        address=address,
        words=here(),
        base_url=settings.base_url,
        site=settings.site,
        **shown,
    ).encode()


def _send(make: Any, *asked: object, mimetype: str = "text/html") -> ResponseReturnValue:
    """The page, if the agency shows it, in the language of its address.

    :raises NotFound: where it does not.
    """
    if not services().settings.public_page:
        raise NotFound("Esta página no existe.")
    with force_locale(_language()):
        return send_fresh(
            make,
            _language(),
            agency().version,
            *asked,
            mimetype=mimetype,
            shared_seconds=SHARED_SECONDS,
        )
