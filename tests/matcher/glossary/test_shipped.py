"""The glossary files keep the format that the query expansion relies on."""

import unicodedata
from collections import Counter
from pathlib import Path

import pytest

import matcher

FOLDER = Path(matcher.__file__).parent / "glossary" / "terms"
FILES = sorted(FOLDER.glob("*.tsv"))
HEADER = ["es", "en", "pt", "fr"]
MOST_ALTERNATIVES = 4
LEAST_ENTRIES = 4000


def rows_of(path: Path) -> list[list[str]]:
    """Return the rows of ``path`` after the header, split at tabs."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]


def alternatives(cell: str) -> list[str]:
    """Return the alternatives of one cell; an empty cell has none."""
    return cell.split("|") if cell else []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_header_and_four_columns(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.splitlines()[0].split("\t") == HEADER
    assert text.endswith("\n")
    assert "\r" not in text
    wrong = [row for row in rows_of(path) if len(row) != len(HEADER)]
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_text_is_composed_unicode(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_cells_are_clean(path: Path) -> None:
    for row in rows_of(path):
        assert row[0], row
        assert row[1], row
        for cell in row:
            parts = alternatives(cell)
            assert len(parts) <= MOST_ALTERNATIVES, row
            assert len(parts) == len(set(parts)), row
            assert all(part and part == " ".join(part.split()) for part in parts), row


def test_no_spanish_term_twice() -> None:
    terms = Counter(
        term for path in FILES for row in rows_of(path) for term in alternatives(row[0])
    )
    assert [term for term, count in terms.items() if count > 1] == []


def test_enough_entries() -> None:
    assert sum(len(rows_of(path)) for path in FILES) >= LEAST_ENTRIES
