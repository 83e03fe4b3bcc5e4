"""The pictures of the guide: each that is named is there, and each that is there is named."""

import re
from pathlib import Path

from tests.guide import MAIL, PICTURES, SHEETS, STOPS, looks_of_the_mail

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "imagenes"
NAMED = re.compile(r"\]\((?:[./\w-]*/)?imagenes/([\w.-]+)\)")


def named() -> set[str]:
    """The pictures that documents show."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return {name for page in pages for name in NAMED.findall(page.read_text(encoding="utf-8"))}


def test_every_picture_is_there_and_none_is_unused() -> None:
    assert {path.name for path in FOLDER.iterdir()} == named()


def test_one_command_makes_every_picture_that_a_page_can_show() -> None:
    way = [*(f"propuesta-{name}" for name in STOPS), *(name for name, *_ in SHEETS.values())]
    assert {f"{name}.png" for name in (*(one.name for one in PICTURES), *way)} == named()


def test_the_picture_of_the_mail_is_of_the_mail_as_it_is() -> None:
    """``make guia`` takes it anew from a demo; by hand nobody could tell that it grew old."""
    assert looks_of_the_mail().encode() in (FOLDER / f"{MAIL}.png").read_bytes()
