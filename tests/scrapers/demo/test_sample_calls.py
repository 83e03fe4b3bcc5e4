"""The sample calls themselves: how many, how varied, and told with real dates."""

import re
from datetime import date, timedelta

import pytest

from scrapers.demo.calendar import in_words, table_day
from scrapers.demo.calls_file import NOTICE, publish, read_calls
from scrapers.demo.server import SITES, content_on
from scrapers.item import KINDS

FILES = sorted({site.calls for site in SITES if not site.fails})
CALLS = [call for name in FILES for call in read_calls(name)]
DAY = date(2026, 3, 1)


def test_there_are_enough_calls_and_every_key_is_unique() -> None:
    keys = [(name, call.key) for name in FILES for call in read_calls(name)]
    assert len(keys) == len(set(keys)) == 90


def test_they_cover_the_kinds_lines_ods_and_languages() -> None:
    assert {call.kind for call in CALLS} == set(KINDS)
    assert {code for call in CALLS for code in call.ods} == set(range(1, 18))
    assert {call.lang for call in CALLS} == {"es", "en", "pt", "fr"}
    assert {line for call in CALLS for line in call.lines} == {
        "desarrollo-economico",
        "desarrollo-social",
        "educacion-cultura",
        "ecociudad",
        "gobernanza-paz",
    }


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.key)
def test_a_text_is_long_enough_dated_marked_as_a_sample_and_names_nobody(call) -> None:
    told = publish(call, day=DAY, number=1)
    assert 120 <= len(told.text.split()) <= 350
    assert told.text.endswith(NOTICE[call.lang])
    assert "{" not in told.text
    assert "@" not in told.text
    assert not re.search(r"https?://(?![\w.-]*\.example\b)", told.text)


def test_the_same_call_stands_on_two_sources_with_the_same_deadline() -> None:
    by_name = {f"{name}:{call.key}": call for name in FILES for call in read_calls(name)}
    twins = [call for call in CALLS if call.same_as]
    assert len(twins) == 4
    for call in twins:
        other = by_name[call.same_as]
        assert call.closes == other.closes
        assert call.title != other.title


def test_closed_rolling_moved_withdrawn_and_new_calls_are_among_them() -> None:
    first = {c.call.key: c for name in FILES for c in content_on(name, day=DAY, number=1).calls}
    second = {c.call.key: c for name in FILES for c in content_on(name, day=DAY, number=2).calls}
    assert sum(not told.is_open for told in first.values()) >= 5
    assert sum(told.call.rolling for told in first.values()) >= 5
    assert first.keys() - second.keys() == {"SMP-DEMO-TOURISM-13"}
    assert second.keys() - first.keys() == {"9114"}
    moved = [k for k in first.keys() & second.keys() if first[k].closes_on != second[k].closes_on]
    assert len(moved) == 5
    assert all(second[key].closes_on > first[key].closes_on for key in moved)
    assert all(first[key].text != second[key].text for key in moved)


def test_dates_move_with_the_day() -> None:
    call = read_calls("bdns")[0]
    on = DAY + timedelta(days=call.closes[0])
    assert in_words(on, "es") in publish(call, day=DAY, number=1).text
    assert (
        in_words(on + timedelta(days=9), "es")
        in publish(call, day=DAY + timedelta(days=9), number=1).text
    )


@pytest.mark.parametrize(
    ("lang", "style", "words"),
    [
        ("es", "", "1 de marzo de 2026"),
        ("en", "", "1 March 2026"),
        ("en", "us", "March 1, 2026"),
        ("pt", "", "1 de março de 2026"),
        ("fr", "", "1er mars 2026"),
        ("es", "dmy", "01/03/2026"),
        ("es", "noyear", "1 de marzo"),
        ("fr", "noyear", "1er mars"),
    ],
)
def test_a_date_is_written_as_people_of_that_language_write_it(lang, style, words) -> None:
    assert in_words(DAY, lang, style) == words


def test_a_table_writes_the_day_as_drupal_does() -> None:
    assert table_day(date(2025, 8, 21)) == "Jueves, Agosto 21, 2025"
