"""Pieces of pages rendered once: never shown for other content, another person or another day."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale  # type: ignore[import-untyped] # ships no types
from markupsafe import Markup
from sqlalchemy import select

from matcher.calls.models import Call
from matcher.db.session import transaction
from matcher.matches.models import Match
from matcher.tags.models import Tag
from matcher.web.values.pieces import Pieces, content, mark_of, piece
from tests.matcher.web.support import Visitor

LISTS = (
    "/convocatorias",
    "/coincidencias",
    "/seguimiento",
    "/",
    "/convocatorias/1",
    "/proyectos/1",
)


def source(visitor: Visitor, path: str) -> str:
    """The HTML of a page, without what is new at each request."""
    page = visitor.client.get(path, follow_redirects=True).text
    return re.sub(r'(nonce|name="csrf_token" value)="[^"]*"', r"\1", page)


def rendered_anew(app: Flask, visitor: Visitor, path: str) -> str:
    """The page as a process shows it that has kept nothing."""
    app.extensions["pieces"] = Pieces()
    return source(visitor, path)


@pytest.mark.parametrize("path", LISTS)
def test_a_page_of_kept_pieces_is_the_page(app: Flask, officer: Visitor, path: str) -> None:
    made = rendered_anew(app, officer, path)
    assert source(officer, path) == made


def test_what_changes_in_a_call_or_its_tags_is_seen_at_once(app: Flask, officer: Visitor) -> None:
    officer.get("/convocatorias")
    with transaction(app.extensions["puente"].sessions) as session:
        call = session.get_one(Call, 1)
        composed = {**call.facts.get("composed", {}), "amounts": []}
        call.title, call.facts = "Un título nuevo", {**call.facts, "composed": composed}
        for tag in session.scalars(select(Tag).where(Tag.subject_id == 1)):
            tag.origin = "person"
    shown = source(officer, "/convocatorias")
    assert "Un título nuevo" in shown
    assert shown == rendered_anew(app, officer, "/convocatorias")


def test_what_changes_in_a_match_is_seen_at_once(app: Flask, officer: Visitor) -> None:
    former = source(officer, "/coincidencias")
    changes: list[Callable[[Match], None]] = [
        lambda one: setattr(one, "confidence", one.confidence / 2),
        lambda one: setattr(one, "reasons", one.reasons[1:]),
        lambda one: setattr(one.call, "title", "Un título nuevo"),
        lambda one: setattr(one.project, "name", "Un nombre nuevo"),
        lambda one: setattr(one.call.deadlines[0], "on_day", date(2027, 1, 9)),
    ]
    for change in changes:
        with transaction(app.extensions["puente"].sessions) as session:
            change(session.scalars(select(Match).order_by(Match.score.desc())).first())
        shown = source(officer, "/coincidencias")
        assert shown == rendered_anew(app, officer, "/coincidencias")
        assert shown != former
        former = shown


@pytest.mark.parametrize("path", ["/convocatorias/1", "/"])
def test_what_changes_in_a_tag_is_seen_at_once(app: Flask, officer: Visitor, path: str) -> None:
    former = source(officer, path)
    changes: list[Callable[[Tag], None]] = [
        lambda one: setattr(one, "evidence", []),
        lambda one: setattr(one, "origin", "person"),
        lambda one: setattr(one, "person_id", 1),
    ]
    for change in changes:
        with transaction(app.extensions["puente"].sessions) as session:
            for tag in session.scalars(select(Tag).where(Tag.subject_type == "call")):
                change(tag)
        shown = source(officer, path)
        assert shown == rendered_anew(app, officer, path)
        assert shown != former or path == "/"
        former = shown


def test_a_kept_form_has_the_token_of_who_asks(app: Flask, officer: Visitor) -> None:
    first, again = (tokens(officer, "/coincidencias") for _ in range(2))
    other = Visitor(app).sign_in("admin@ciudad.example")
    theirs = tokens(other, "/coincidencias")
    for told in (first, again, theirs):
        assert len(told) > 1, "there are forms in the pieces"
        assert len(set(told)) == 1, "one token for all forms of a page"
    assert not set(theirs) & {*first, *again}


def tokens(visitor: Visitor, path: str) -> list[str]:
    """The token of each form of a page."""
    page = visitor.client.get(path).text
    return re.findall(r'name="csrf_token" value="([^"]+)"', page)


def test_the_other_language_is_another_piece(app: Flask) -> None:
    made: list[str] = []

    def caller() -> Markup:
        made.append("once")
        return Markup("<p>")

    for language in ("es", "es", "en"):
        with app.test_request_context(), force_locale(language):
            assert piece("card", 1, caller=caller) == "<p>"
    assert len(made) == 2


def test_marks_tell_apart_what_is_alike() -> None:
    alike: list[Any] = [1, True, 1.0, "1", None, [1], (("1",),), {"1": 1}, date(2026, 1, 1)]
    assert len({mark_of(one) for one in alike}) == len(alike)
    assert mark_of(["a", "b"]) != mark_of(["ab"])


def test_what_is_not_known_by_its_values_is_refused() -> None:
    with pytest.raises(TypeError):
        content(object())
