"""What a public site tells of itself: its map, its terms, its copyright, its accessibility."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from matcher.web.account.wcag import CRITERIA, AnnexCriterion
from matcher.web.frame.access import public
from matcher.web.frame.services import services

blueprint = Blueprint("policies", __name__)
RECORD = Path(__file__).with_name("evidence.json")
"""What ``make evidencia`` wrote of the run it made."""


@dataclass(frozen=True, slots=True)
class ShownTest:
    """A test that shows a criterion, and how it ended in the recorded run (``""``: not run)."""

    name: str
    outcome: str


@blueprint.get("/mapa-del-sitio")
@public
def sitemap() -> ResponseReturnValue:
    """Every section there is for who asks."""
    return render_template("about/sitemap.html", open_page=services().settings.public_page)


@blueprint.get("/terminos")
@public
def terms() -> ResponseReturnValue:
    """On what terms the site is used."""
    return render_template("about/terms.html")


@blueprint.get("/derechos-de-autor")
@public
def copyright_page() -> ResponseReturnValue:
    """Whose what is shown here is."""
    return render_template("about/copyright.html")


@blueprint.get("/accesibilidad/evidencia")
@public
def evidence() -> ResponseReturnValue:
    """Each criterion of the annex, the tests that show it, and the day they last ran."""
    record = run_record()
    ended: Mapping[str, str] = record.get("tests", {})
    at = record.get("at")
    return render_template(
        "about/evidence.html",
        rows=[(one, _tests(one, ended)) for one in CRITERIA],
        at=datetime.fromisoformat(at) if at else None,
        version=record.get("version"),
        by_hand=sum(not one.tests and not one.absent for one in CRITERIA),
        shown=sum(bool(one.tests) for one in CRITERIA),
        absent=sum(bool(one.absent) for one in CRITERIA),
    )


@cache
def run_record() -> dict[str, Any]:
    """What the recorded run said; empty where there is no record."""
    return dict(json.loads(RECORD.read_text("utf-8"))) if RECORD.exists() else {}


def _tests(one: AnnexCriterion, ended: Mapping[str, str]) -> list[ShownTest]:
    return [ShownTest(name, ended.get(name, "")) for name in one.tests]
