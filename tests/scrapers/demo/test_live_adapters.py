"""The live adapters and the live fetcher read every sample source."""

import re
from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest

from scrapers import registry
from scrapers.demo.server import SITES, DemoState, bases, serve
from scrapers.errors import UnreadableFeed
from scrapers.fetch import Fetcher, FetchPolicy
from scrapers.item import ScrapedCall
from scrapers.letters import fold
from scrapers.source import Run

DAY = date.today()  # noqa: DTZ011 # the adapters ask the clock what the last year is
EXPECTED = {
    "eu_funding": 14,
    "bdns": 14,
    "grants_gov": 11,
    "ucci": 17,
    "minciencias": 5,
    "apc_colombia": 11,
    "fundsforngos": 14,
}


@pytest.fixture(scope="module")
def rounds() -> tuple[dict[str, dict[str, ScrapedCall]], dict[str, dict[str, ScrapedCall]]]:
    """What two collections of every sample source that works find, by source and key."""
    state = DemoState()
    with serve(DAY, state) as url, _fetcher() as fetcher:
        first = {source_id: _read(fetcher, source_id, url) for source_id in EXPECTED}
        state.advance()
        return first, {source_id: _read(fetcher, source_id, url) for source_id in EXPECTED}


def _fetcher() -> Fetcher:
    policy = FetchPolicy(contact="demo@ciudad.example", delay_seconds=0, allow_private=True)
    return Fetcher(policy)


def _read(fetcher: Fetcher, source_id: str, url: str) -> dict[str, ScrapedCall]:
    run = Run()
    found = registry.get(source_id).calls(fetcher, base=bases(url)[source_id], run=run)
    calls = {call.source_key: call for call in found}
    assert run.failures == []
    assert run.warnings == []
    return calls


def _all(found: dict[str, dict[str, ScrapedCall]]) -> Iterator[ScrapedCall]:
    for calls in found.values():
        yield from calls.values()


def test_every_source_yields_what_its_site_tells(rounds) -> None:
    first, second = rounds
    assert {source_id: len(calls) for source_id, calls in first.items()} == EXPECTED
    assert sum(EXPECTED.values()) >= 80
    assert len(second["apc_colombia"]) == EXPECTED["apc_colombia"] + 1
    assert len(second["eu_funding"]) == EXPECTED["eu_funding"] - 1


def test_the_sources_are_live_ones_that_ship_switched_on() -> None:
    for site in SITES:
        assert registry.get(site.source_id).about.disabled is None


def test_every_call_has_a_language_and_most_a_deadline_a_funder_and_money(rounds) -> None:
    calls = list(_all(rounds[0]))
    assert {call.language for call in calls} == {"es", "en", "pt", "fr"}
    dated = [call for call in calls if call.deadlines or call.rolling]
    assert len(dated) >= 0.9 * len(calls)
    assert sum(call.funder is not None for call in calls) == len(calls)
    assert sum(bool(call.amounts) for call in calls) >= 0.8 * len(calls)
    assert all("inventada" in c.text or "invented" in c.text or "inventé" in c.text for c in calls)


def test_structured_deadlines_are_the_ones_written(rounds) -> None:
    first, _ = rounds
    call = first["eu_funding"]["NDICI-DEMO-LA-2-CITIES-01TOPICen"]
    assert [deadline.on for deadline in call.deadlines] == [DAY + timedelta(days=58)]
    twin = first["ucci"]["7101"]
    assert [deadline.on for deadline in twin.deadlines] == [DAY + timedelta(days=58)]


def test_contradictory_dates_are_told_and_not_picked_in_silence(rounds) -> None:
    first, _ = rounds
    (told,) = first["bdns"]["900115"].warnings
    assert f"{DAY + timedelta(days=31):%d/%m/%Y}" in told
    assert f"{DAY + timedelta(days=38):%d/%m/%Y}" in told


def test_a_deadline_moves_and_a_call_is_gone_in_the_second_round(rounds) -> None:
    first, second = rounds
    key = "ERASMUS-DEMO-CBHE-YOUTH-03TOPICen"
    before, after = first["eu_funding"][key], second["eu_funding"][key]
    assert after.deadlines[0].on == before.deadlines[0].on + timedelta(days=14)
    assert first["eu_funding"].keys() - second["eu_funding"].keys() == {
        "SMP-DEMO-TOURISM-13TOPICen"
    }


def test_the_source_that_is_down_fails_with_a_clear_error() -> None:
    (broken,) = [site.source_id for site in SITES if site.fails]
    with (
        serve(DAY) as url,
        _fetcher() as fetcher,
        pytest.raises(UnreadableFeed, match="página web"),
    ):
        list(registry.get(broken).calls(fetcher, base=bases(url)[broken], run=Run()))


def test_a_call_with_two_cycles_keeps_both_though_the_interface_names_the_last(rounds) -> None:
    call = rounds[0]["grants_gov"]["990012"]
    first, last = call.deadlines
    assert (last.on - first.on) == timedelta(days=117)
    assert (last.at, last.timezone) == (time(23, 59), "America/New_York")
    assert not [w for w in call.warnings if "menciona también" in w]


_DENIAL = re.compile(
    r"\b(?:no(?! gubernam| universit)|not(?!-for| associated)|cannot|nao(?! governam)|ne|tampoco|"
    r"ningun\w*|aucune?|nenhuma?|exclu(?:id|ye|ded|ent)\w*|neither)\b"
)


def test_no_yes_of_a_call_stands_over_a_sentence_that_denies(rounds) -> None:
    for call in _all(rounds[0]):
        for fact in (call.eligibility.local_government, call.eligibility.agency_country):
            if fact.answer and fact.span:
                assert not _DENIAL.search(fold(fact.span.quote)), fact.span.quote


def test_the_country_a_run_asks_about_is_the_agency_s() -> None:
    with serve(DAY, DemoState()) as url, _fetcher() as fetcher:
        found = registry.get("ucci").calls(
            fetcher, base=bases(url)["ucci"], run=Run(agency_country="PT")
        )
        told = [call.eligibility.agency_country for call in found]
    spans = {fact.span.quote: fact.answer for fact in told if fact.span and fact.answer is not None}
    assert next(answer for quote, answer in spans.items() if "América del Sur" in quote) is False
