"""Fields that must be there, and lists that must end."""

import pytest

from scrapers.access.json_api import field, find, pages
from scrapers.errors import LayoutChanged, UnknownValue

RECORD = {"a": {"b": [{"c": 7}, {"c": None}]}, "s": "texto", "yes": True}


def test_a_path_leads_to_its_value():
    assert field(RECORD, "a.b[0].c") == 7
    assert field(RECORD, "a.b[0].c", int) == 7
    assert find(RECORD, "a.b[1].c") is None
    assert find(RECORD, "a.x.c") is None
    assert find(None, "a") is None


@pytest.mark.parametrize(
    ("path", "missing"), [("a.b[2].c", "a.b[2]"), ("a.z.c", "a.z"), ("s.x", "s.x"), ("q", "q")]
)
def test_a_missing_step_is_named(path: str, missing: str):
    with pytest.raises(LayoutChanged) as caught:
        field(RECORD, path)
    assert f"Falta «{missing}»" in str(caught.value)


@pytest.mark.parametrize(("path", "kind"), [("s", int), ("yes", int), ("a.b[1].c", int)])
def test_another_type_is_never_taken_for_the_right_one(path: str, kind: type):
    with pytest.raises(UnknownValue, match="debía ser int"):
        field(RECORD, path, kind)


def numbers(start: int) -> list[int]:
    return [n for n in range(start, start + 3) if n < 8]


def test_pages_by_offset_end_with_the_first_empty_one():
    asked: list[int] = []

    def read(offset: int) -> list[int]:
        asked.append(offset)
        return numbers(offset)

    assert list(pages(read, key=int, step=3)) == list(range(8))
    assert asked == [0, 3, 6, 9]


def test_rows_that_moved_between_pages_come_once():
    book = {1: [1, 2, 3], 2: [3, 4, 4, 5], 3: []}
    assert list(pages(book.__getitem__, key=int, first=1)) == [1, 2, 3, 4, 5]


def test_a_site_that_repeats_its_last_page_for_ever_ends():
    assert list(pages(lambda number: numbers(min(number, 2) * 3), key=int)) == list(range(8))


def test_a_list_without_end_is_an_error():
    with pytest.raises(LayoutChanged, match="no termina"):
        list(pages(lambda number: [number], key=int, max_pages=20))
