"""When a run is healthy."""

import dataclasses

from scrapers import registry
from scrapers.checks import Tally, judge, problems_of
from scrapers.remark import Remark
from scrapers.source import About, Failure, Run

ABOUT: About = dataclasses.replace(registry.get("ucci").about, expected=(10, 100))


def run(*, listed: int = 20, failed: int = 0) -> Run:
    failures = [Failure(str(n), Remark.of("ilegible")) for n in range(failed)]
    return Run(listed=listed, failures=failures)


def tallies(*counts: int) -> list[Tally]:
    return [Tally(found=found) for found in counts]


def test_inside_the_range_is_healthy() -> None:
    assert judge(ABOUT, run(), Tally(found=20)).ok


def test_none_is_never_healthy_even_replayed() -> None:
    health = judge(ABOUT, run(listed=0), Tally(found=0), replayed=True)
    assert not health.ok
    assert "ninguna" in health.reasons[0]


def test_a_source_that_may_be_quiet_may_find_none() -> None:
    quiet = dataclasses.replace(ABOUT, expected=(0, 100))
    assert judge(quiet, run(listed=0), Tally(found=0)).ok


def test_too_few_and_too_many_are_not() -> None:
    assert not judge(ABOUT, run(), Tally(found=9)).ok
    assert not judge(ABOUT, run(), Tally(found=101)).ok


def test_a_replay_need_not_reach_the_range() -> None:
    assert judge(ABOUT, run(listed=2), Tally(found=2), replayed=True).ok


def test_far_fewer_than_usual_is_not() -> None:
    health = judge(ABOUT, run(), Tally(found=12), tallies(60, 58, 64))
    assert not health.ok
    assert "60" in health.reasons[0]
    assert judge(ABOUT, run(), Tally(found=40), tallies(60, 58, 64)).ok


def test_some_failures_are_life_and_many_are_not() -> None:
    assert judge(ABOUT, run(listed=50, failed=3), Tally(found=47)).ok
    assert not judge(ABOUT, run(listed=50, failed=20), Tally(found=30)).ok


def test_warnings_are_passed_on_without_failing_the_run() -> None:
    told = run()
    told.warnings.append("Algo raro.")
    health = judge(ABOUT, told, Tally(found=20))
    assert health.ok
    assert health.reasons == ("Algo raro.",)


def test_what_the_scaffold_left_open_is_a_problem() -> None:
    source = registry.get("ucci")
    begun = dataclasses.replace(source, about=dataclasses.replace(ABOUT, licence="COMPLETE: usos"))
    assert problems_of(source) == []
    assert "COMPLETE" in problems_of(begun)[0]


def test_far_fewer_days_than_usual_is_in_doubt() -> None:
    usual = [Tally(found=20, dated=17, whole=20), Tally(found=22, dated=19, whole=21)]
    assert judge(ABOUT, run(), Tally(found=21, dated=15, whole=21), usual).ok
    health = judge(ABOUT, run(), Tally(found=20, dated=2, whole=20), usual, replayed=True)
    assert health.reasons == (
        "Solo 2 de 20 convocatorias traen una fecha de cierre; lo usual en esta fuente serían unas "
        "17: la página pudo cambiar de forma.",
    )
    assert not judge(ABOUT, run(), Tally(found=20, dated=17, whole=3), usual).ok


def test_shares_nobody_counted_and_handfuls_say_nothing() -> None:
    assert judge(ABOUT, run(), Tally(found=20, dated=0, whole=0), tallies(20, 20)).ok
    few = [Tally(found=20, dated=2, whole=20)]
    assert judge(ABOUT, run(), Tally(found=20, dated=0, whole=20), few).ok
