"""Every word of the interface has its English, and the compiled catalogue is the written one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from sqlalchemy.orm import Session

from matcher.audit.record import record
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "matcher" / "translations" / "en" / "LC_MESSAGES"
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    **dict.fromkeys(
        "Message finding InvalidInput Conflict NotFound Forbidden UnreadableTable BadCell "
        "NotANumber JobRunning UnknownField EditConflict InvalidAnswer TemplateError "
        "UnknownKind DocumentError ProviderError".split()
    ),
}
PLACE = re.compile(r"%\(\w+\)[sd]")


def sources() -> Iterator[tuple[str, Path]]:
    yield "python", ROOT / "scrapers" / "sentences.py"
    for package in ("matcher", "proposals"):
        for path in sorted((ROOT / package).rglob("*.py")):
            yield "python", path
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".html", ".txt"):
            yield "jinja2", path


@pytest.fixture(scope="module")
def used() -> set[str | tuple[str, ...]]:
    return {
        message
        for method, path in sources()
        for _line, message, _comments, _context in extract_from_file(
            method, path, keywords=KEYWORDS, options={"trimmed": "true", "encoding": "utf-8"}
        )
    }


@pytest.fixture(scope="module")
def written() -> Catalog:
    return read_po((FOLDER / "messages.po").open("rb"), locale="en")


def test_nothing_is_untranslated(used: set[str | tuple[str, ...]], written: Catalog) -> None:
    done = [m.id for m in written if m.id and all(_texts(m.string)) and not m.fuzzy]
    known = {*done, *(_texts(i)[0] for i in done)}  # one text may stand with and without a plural
    assert sorted(map(str, used - known)) == []


def test_no_sentence_is_put_together_before_it_is_told() -> None:
    """A sentence with its values already in it has no English."""
    made = []
    for method, path in sources():
        for node in ast.walk(ast.parse(path.read_text())) if method == "python" else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                first = node.args[0] if node.func.id in KEYWORDS and node.args else None
                if isinstance(first, ast.JoinedStr | ast.BinOp):
                    made.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert made == []


def test_nothing_is_translated_in_vain(used: set[str | tuple[str, ...]], written: Catalog) -> None:
    assert sorted(str(m.id) for m in written if m.id and m.id not in used) == []


def test_places_for_values_are_kept(written: Catalog) -> None:
    assert [m.id for m in written if m.id and _places(m.id) != _places(m.string)] == []


def test_the_compiled_catalogue_is_the_written_one(written: Catalog) -> None:
    compiled = read_mo((FOLDER / "messages.mo").open("rb"))
    assert _pairs(compiled) == _pairs(written)


def test_english_reads_english(officer: Visitor) -> None:
    officer.send("/idioma", {"language": "en", "next": "/convocatorias/1"}, on="/perfil")
    page = officer.get("/convocatorias/1")
    assert "Can we apply?" in page.text
    assert "30 November 2026, 17:00 (Brussels time)" in page.text
    assert "10 days left" in page.text
    assert "EUR 250,000" in page.text
    match = officer.get("/coincidencias/1/1").text
    assert "The call and the project (field “Problem”) both speak of “agua potable”." in match
    assert "It asks to apply with a partner." in match
    again = Visitor(officer.app).sign_in("luz@ciudad.example")
    assert again.get("/perfil").heading == "My profile"  # the choice went into the profile


def test_the_trail_names_what_changed_in_english(admin: Visitor, session: Session) -> None:
    about = {"at": NOW, "person_id": 1, "action": "project.imported", "subject_type": "project"}
    record(session, **about, subject_id=1, after={"funder": "A", "department": "B"})
    record(session, **about, subject_id=1, before={"Secretaría": "B"}, after={"Secretaría": "C"})
    session.commit()
    admin.send("/idioma", {"language": "en", "next": "/auditoria"}, on="/perfil")
    told = [
        " ".join(li.text_content().split()) for li in admin.get("/auditoria").tree.xpath("//li")
    ]
    assert {"Department: B", "Department: B → C"} <= {one.replace("nothing → ", "") for one in told}


def _places(value: str | tuple[str, ...] | list[str]) -> set[str]:
    return set(PLACE.findall(" ".join(_texts(value))))


def _texts(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _pairs(catalogue: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {_texts(m.id): _texts(m.string) for m in catalogue if m.id}
