"""Every word of the steps has its English, and the compiled catalogue is the written one."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from proposals.steps.messages import texts
from tests.matcher.web.support import Visitor
from tests.proposals.web.conftest import app, draft, officer, seeded, visitor

__all__ = ["app", "draft", "officer", "seeded", "visitor"]
ROOT = Path(__file__).parents[2]
PLACE = Path("translations/en/LC_MESSAGES")


def written(package: str) -> dict[str, str]:
    catalogue: Catalog = read_po((ROOT / package / PLACE / "messages.po").open("rb"), locale="en")
    return {m.id: m.string for m in catalogue if isinstance(m.id, str) and m.id}


def test_nothing_is_untranslated_and_nothing_in_vain() -> None:
    mine = written("proposals")
    assert set(mine) == set(texts())
    assert all(mine.values())


def test_the_two_catalogues_agree_where_both_have_a_word() -> None:
    mine, theirs = written("proposals"), written("matcher")
    assert {k for k in mine.keys() & theirs.keys() if mine[k] != theirs[k]} == set()


def test_the_compiled_catalogue_is_the_written_one() -> None:
    compiled = read_mo((ROOT / "proposals" / PLACE / "messages.mo").open("rb"))
    assert {m.id: m.string for m in compiled if m.id} == written("proposals")


def test_the_wizard_reads_english(officer: Visitor, draft: int) -> None:
    officer.send("/idioma", {"language": "en", "next": "/propuestas"}, on="/perfil")
    page = officer.get(f"/propuestas/{draft}/objetivos")
    assert page.heading == "Objectives and targets"
    assert "Duration (months)" in page.text
    assert "Add activity" in page.text
