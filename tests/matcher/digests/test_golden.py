"""Mails as they are read, compared with how they were last looked at; light, small, whole.

One that is taken away is written anew, to be looked at in a browser.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from sqlalchemy.orm import Session, sessionmaker

from matcher.db.session import transaction
from matcher.digests.content import Content
from matcher.digests.render import MOST_BYTES, View, rendered_within
from matcher.mail.templates import Rendered
from matcher.settings import Settings
from tests.conftest import NOON
from tests.matcher.digests.test_digests import collect
from tests.matcher.digests.test_in_english import content, rendered
from tests.matcher.web.support import unbalanced

FOLDER = Path(__file__).parent / "golden"
MAILS = {"es": False, "en": False, "es-nada": True}
TOKEN = re.compile(r"(/(?:dejar|opinar|asignar|vigente|cierre)/)[\w.-]+?(?=\.ics|[\"\s]|$)")


def written(session: Session, settings: Settings, name: str) -> Rendered:
    """One of the mails, its tickets left out: they are tested where they are used."""
    made = rendered(session, settings, name[:2], empty=MAILS[name])
    return Rendered(
        subject=made.subject,
        text=TOKEN.sub(r"\1TICKET", made.text),
        html=TOKEN.sub(r"\1TICKET", made.html),
    )


@pytest.fixture
def given(settings: Settings) -> Settings:
    return replace(settings, agency_name="Agencia de muestra", base_url="https://puente.example")


def compare(folder: Path, name: str, made: Rendered) -> None:
    """That ``made`` is what was last looked at, and sound: its text says what its page says."""
    text, page = folder / f"{name}.txt", folder / f"{name}.html"
    if not text.exists():
        folder.mkdir(exist_ok=True)
        text.write_text(f"{made.subject}\n\n{made.text}")
        page.write_text(made.html)
        pytest.fail(f"{name} was written anew: look at it")
    assert f"{made.subject}\n\n{made.text}" == text.read_text()
    assert made.html == page.read_text()
    assert_sound(made.html, made.text)


def assert_sound(page: str, text: str) -> None:
    assert unbalanced(page) == []
    tree = html.document_fromstring(page)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in tree.xpath("//a/@href[starts-with(., '#')]")} <= set(ids)
    assert not tree.xpath("//img|//script|//link|//form")
    assert all(table.get("role") == "presentation" for table in tree.xpath("//table"))
    assert "prefers-color-scheme: dark" in page
    links = {href for href in tree.xpath("//a/@href") if href.startswith("http")}
    said = set(re.findall(r"https?://\S+", text))
    assert links - said <= {"https://puente.example/proyectos/por-confirmar"}
    assert len(page.encode()) <= 100_000


@pytest.mark.parametrize("name", list(MAILS))
def test_a_mail_reads_as_it_was_last_looked_at(
    sessions: sessionmaker[Session], given: Settings, name: str
) -> None:
    with transaction(sessions) as session:
        collect(session, "2027-03-05")
        made = written(session, given, name)
        session.rollback()
    compare(FOLDER, name, made)


def test_a_title_in_another_language_says_which() -> None:
    page = html.document_fromstring((FOLDER / "en.html").read_text())
    assert page.get("lang") == "en"
    assert set(page.xpath("//a[text()='Water fund']/@lang")) == {"es"}


def test_what_is_too_much_for_one_mail_waits_for_the_next(
    sessions: sessionmaker[Session], given: Settings
) -> None:
    with transaction(sessions) as session:
        collect(session, "2027-03-05")
        many: Content = content(session, "es", empty=False)
        view = View(settings=given, now=NOON, source_titles={}, tags={})
        many = replace(many, items=[*many.items] * 12)
        kept, made = rendered_within(many, view)
        session.rollback()
    assert len(made.html.encode()) <= MOST_BYTES
    assert len(kept.items) + len(kept.held) == len(many.items)
    assert f"Hay {len(kept.held) + 3} más: véalas en Puente" in made.text
