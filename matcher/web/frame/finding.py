"""What else the search box finds: each noun offers its own, to those who may read it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app
from sqlalchemy.orm import Session

from matcher.people.permissions import Permission
from matcher.web.frame.rights import can
from matcher.web.frame.services import db

_KEY = "puente-findable"
MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundThing:
    """One thing that was found; ``name`` is somebody's own words, in ``language`` if known."""

    name: str
    url: str
    detail: str = ""
    language: str | None = "es"


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable:
    """A kind of thing: what its group is called, who may see it, how it is looked for.

    ``find`` takes the session, what was typed and how many are wanted.
    """

    label: object
    permission: Permission
    find: Callable[[Session, str, int], Iterable[FoundThing]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundGroup:
    """What was found of one kind; ``more`` if there is more than is shown."""

    label: object
    things: list[FoundThing]
    more: bool


def offer(app: Flask, findable: Findable) -> None:
    """Have ``findable`` looked through whenever somebody searches."""
    app.extensions.setdefault(_KEY, []).append(findable)


def found_elsewhere(words: str) -> list[FoundGroup]:
    """What the search box finds beside calls, of the kinds this person may read."""
    groups = []
    for kind in cast("list[Findable]", current_app.extensions.get(_KEY, [])):
        if can(kind.permission):
            things = list(kind.find(db(), words, MOST + 1))
            if things:
                groups.append(
                    FoundGroup(label=kind.label, things=things[:MOST], more=len(things) > MOST)
                )
    return groups
