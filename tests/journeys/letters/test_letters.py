"""Every kind of mail: as it was last looked at, valid HTML, the same in text, legible on a phone.

One that is taken away is written anew, to be looked at in a browser.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import html5lib
import pytest
from lxml import html
from playwright.sync_api import Browser
from sqlalchemy.orm import Session

from matcher.mail.message import weight
from matcher.mail.templates import Rendered
from tests.journeys.letters.written import every_letter

FOLDER = Path(__file__).parent / "golden"
DIGESTS = Path(__file__).parents[2] / "matcher" / "digests" / "golden"
TOKEN = re.compile(
    r"(/(?:dejar|opinar|asignar|vigente|cierre|contrasena)/)[\w.-]+?(?=\.ics|[\"\s]|$)"
)
LOOKS: list[tuple[int, Literal["light", "dark"]]] = [
    (600, "light"),
    (360, "light"),
    (600, "dark"),
    (360, "dark"),
]
LEGIBLE = (Path(__file__).parent / "legible.js").read_text()


@pytest.fixture
def letters(plain: Session) -> Mapping[str, Rendered]:
    return {
        name: Rendered(
            subject=made.subject,
            text=TOKEN.sub(r"\1ENLACE", made.text),
            html=TOKEN.sub(r"\1ENLACE", made.html),
        )
        for name, made in every_letter(plain)
    }


def kept() -> list[Path]:
    """Every mail that is kept, as HTML; its text stands beside it."""
    return sorted([*FOLDER.glob("*.html"), *DIGESTS.glob("*.html")])


def test_every_letter_reads_as_it_was_last_looked_at(letters: Mapping[str, Rendered]) -> None:
    anew = []
    for name, made in letters.items():
        page, text = FOLDER / f"{name}.html", FOLDER / f"{name}.txt"
        if not page.exists():
            anew.append(name)
            page.write_text(made.html)
            text.write_text(f"{made.subject}\n\n{made.text}")
        assert made.html == page.read_text(), name
        assert f"{made.subject}\n\n{made.text}" == text.read_text(), name
    assert not anew, "written anew: look at them"
    assert {path.stem for path in FOLDER.glob("*.html")} == set(letters)


@pytest.mark.parametrize("page", kept(), ids=lambda path: path.stem)
def test_it_is_valid_html_of_little_weight_and_its_text_says_the_same(page: Path) -> None:
    parser = html5lib.HTMLParser(strict=True)  # the first error of any kind is raised
    parser.parse(page.read_text())
    tree, text = html.document_fromstring(page.read_text()), page.with_suffix(".txt").read_text()
    assert weight(text=text, html=page.read_text()) <= 100_000
    body = tree.find("body")
    assert body is not None
    said = _words(text)
    assert [word for word in _words(" ".join(body.itertext())) if word not in said] == []


def _words(text: str) -> list[str]:
    """The words of a text, without signs, in one case."""
    return re.findall(r"[^\W_]+", re.sub(r"https?://\S+", " ", text).casefold())


@pytest.mark.browser
def test_it_is_legible_wide_and_narrow_light_and_dark(browser: Browser) -> None:
    """Nothing sticks out sideways, and no word is fainter than WCAG 2.1 AA asks."""
    page = browser.new_context(offline=True).new_page()
    for letter in kept():
        page.set_content(letter.read_text(), wait_until="domcontentloaded")
        for width, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate(LEGIBLE)
            assert found == {"wide": width, "faint": []}, (letter.stem, width, scheme)
    page.context.close()
