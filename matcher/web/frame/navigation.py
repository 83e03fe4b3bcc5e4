"""The menu, links back, and addresses of static files that change with their content."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request, url_for
from werkzeug.routing import IntegerConverter, Map

from matcher.people.permissions import Permission, may
from matcher.web.frame.gettext import _l
from matcher.web.frame.services import known, person_or_none

LARGEST_ID = 2**31 - 1
"""Where the ids of PostgreSQL end."""


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One entry of the menu; shown if its page exists and the person may open it."""

    label: object
    endpoint: str
    permission: Permission
    main: bool = True


MENU = (
    MenuEntry(_l("Hoy"), "home.index", "read"),
    MenuEntry(_l("Novedades"), "reviews.index", "read"),
    MenuEntry(_l("Convocatorias"), "calls.index", "read"),
    MenuEntry(_l("Proyectos"), "projects.index", "read"),
    MenuEntry(_l("Coincidencias"), "matches.index", "read"),
    MenuEntry(_l("Seguimiento"), "pursuits.index", "read"),
    MenuEntry(_l("Propuestas"), "proposals.index", "read"),
    MenuEntry(_l("Resultados"), "results.index", "read", main=False),
    MenuEntry(_l("Financiadores"), "funders.index", "read", main=False),
    MenuEntry(_l("Redes de ciudades"), "networks.index", "read", main=False),
    MenuEntry(_l("Fuentes"), "sources.index", "read", main=False),
    MenuEntry(_l("Calidad"), "quality.index", "read", main=False),
    MenuEntry(_l("Líneas temáticas"), "taxonomy.index", "read", main=False),
    MenuEntry(_l("Secretarías"), "departments.index", "read", main=False),
    MenuEntry(_l("Glosario"), "glossary.index", "read", main=False),
    MenuEntry(_l("Tasas de cambio"), "rates.index", "read", main=False),
    MenuEntry(_l("Búsquedas guardadas"), "saved.index", "read", main=False),
    MenuEntry(_l("Nuestro filtro"), "gate.index", "read", main=False),
    MenuEntry(_l("Motivos de cierre"), "end_reasons.index", "read", main=False),
    MenuEntry(_l("Personas"), "people.index", "see-access", main=False),
    MenuEntry(_l("Primeros pasos"), "first_steps.index", "manage-agency", main=False),
    MenuEntry(_l("Identidad"), "identity.edit", "manage-agency", main=False),
    MenuEntry(_l("Trabajos"), "timetable.index", "manage-agency", main=False),
    MenuEntry(_l("Ajustes de correo"), "mail_settings.index", "manage-agency", main=False),
    MenuEntry(_l("Cuánto se guarda"), "retention.index", "manage-agency", main=False),
    MenuEntry(_l("Correcciones de datos"), "retiring.corrections", "manage-people", main=False),
    MenuEntry(_l("Correos que salen"), "outbox.index", "manage-people", main=False),
    MenuEntry(_l("Auditoría"), "audit.index", "manage-people", main=False),
)


def menu() -> list[MenuEntry]:
    """The entries this person sees."""
    who = person_or_none()
    if who is None:
        return []
    return [e for e in MENU if page_exists(e.endpoint) and may(who, e.permission)]


def page_exists(endpoint: str) -> bool:
    """Whether a route of this name is registered (packages may be absent)."""
    return endpoint in current_app.view_functions


def is_here(endpoint: str) -> bool:
    """Whether the page shown belongs to the section of ``endpoint``."""
    return request.blueprint is not None and request.blueprint == endpoint.partition(".")[0]


def safe_back(target: str | None) -> str:
    """``target`` if it is a path of this site, else the home page: no open redirect."""
    # What cannot be printed is no path: a line break would begin another header.
    if (
        target
        and target.isprintable()
        and target.startswith("/")
        and target[1:2] not in {"/", "\\"}
    ):
        parts = urlsplit(target)
        if not parts.scheme and not parts.netloc and "\\" not in target:
            return target
    return url_for("home.index")


@lru_cache(maxsize=64)
def _digest(path: str, _changed: float) -> str:
    return blake2b(Path(path).read_bytes(), digest_size=6).hexdigest()


def asset(name: str) -> str:
    """The address of a static file, with a mark that changes when the file does."""
    path = f"{current_app.static_folder}/{name}"
    return address("static", filename=name, v=_digest(path, os.stat(path).st_mtime))  # noqa: PTH116 # on every page, thrice


_ADDRESSES = "addresses"
_PLAIN = frozenset({str, int})
"""What an address is the same for each time; of others (a yes is a one too) it is built anew."""


def address(endpoint: str, **values: Any) -> str:
    """What ``url_for`` says, kept: a list names the same few hundred addresses again and again."""
    if endpoint[0] != "." and all(type(value) in _PLAIN for value in values.values()) and request:
        page = known()
        if _ADDRESSES not in page:
            page[_ADDRESSES] = partial(current_app.extensions[_ADDRESSES], request.script_root)
        kept: Callable[..., str] = page[_ADDRESSES]
        return kept(endpoint, tuple(values.items()))
    return url_for(endpoint, **values)


def _address(_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    return url_for(endpoint, **dict(values))


class Id(IntegerConverter):
    """The number of something in an address; one that no database takes is nobody's."""

    regex = r"\d{1,10}"

    def __init__(self, map: Map, *words: Any, **named: Any) -> None:  # noqa: A002 # werkzeug's
        super().__init__(map, *words, **({"max": LARGEST_ID} | named))


def install(app: Flask) -> None:
    """Let templates use the menu and these addresses."""
    app.url_map.converters["int"] = Id
    for function in (menu, page_exists, is_here, asset):
        app.add_template_global(function)
    app.extensions[_ADDRESSES] = lru_cache(maxsize=8192)(_address)
    app.add_template_global(address, "url_for")
