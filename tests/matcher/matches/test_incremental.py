"""Small changes cost little, and end where matching everything again would."""

import gc
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.db.session import transaction
from matcher.intake.store import Counts, Store
from matcher.matches import incremental as keeping
from matcher.matches import matching, save
from matcher.matches.incremental import Keeper
from matcher.matches.matching import match_bank
from matcher.matches.models import Match, MatchedState
from matcher.matches.save import MatchCounts
from matcher.projects.models import Project
from matcher.ranking.index import MatchIndex, Pair, Tools
from matcher.ranking.inputs import RankedPair as Judged
from matcher.ranking.score import shipped_ranker
from matcher.reasons.judge import Judge
from matcher.results.missed import missed
from matcher.settings import Settings
from matcher.translation.translation import Translation
from tests.conftest import NOON
from tests.matcher.intake.records import closing, record

THEMES = {
    "agua": "agua potable acueductos rurales cuencas vertimientos saneamiento quebradas",
    "clima": "adaptación al calor árboles sombra escuelas emisiones resiliencia",
    "memoria": "memoria víctimas reconciliación paz archivos testimonios museos",
    "empleo": "empleo juvenil oficios empresas formación emprendimiento aprendices",
    "movilidad": "bicicletas ciclorrutas peatones tranvía buses semáforos andenes",
    "salud": "salud hospitales vacunas nutrición maternidad enfermería puestos",
    "tecnología": "datos software conectividad internet programación robótica laboratorios",
    "vivienda": "vivienda laderas titulación mejoramiento techos barrios hogares",
}
NEAR = 0.02
PLACES = ("ladera", "ribera", "comuna", "vereda", "ciudad", "valle")


class Counting:
    """A classifier that knows nothing and keeps what it was asked to read."""

    version = "contando"

    def __init__(self) -> None:
        self.read: list[str] = []

    def ods_scores(self, texts: Sequence[str], languages: object = None) -> NDArray[np.float64]:
        self.read.extend(text.split("\n")[0] for text in texts)
        return np.full((len(texts), 17), 1 / 17)


class Listening(Judge):
    """A judge that keeps the pairs it explained."""

    explained: list[tuple[str, str]]

    def lists(self, found: Iterable[Sequence[Pair]], *, top: int) -> Iterator[list[Judged]]:
        for told in super().lists(found, top=top):
            self.explained.extend((one.project_id, one.call_id) for one in told)
            yield told


@pytest.fixture
def given(settings: Settings) -> Settings:
    return replace(settings, apertium=False, match_top=5)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counting]:
    topics, tools, shipped = Counting(), Translation(apertium=None), shipped_ranker()
    # The calls of these cases are of one sentence, and weighed as if they were as long as most:
    # how far short ones drift is measured on real ones, in docs/modelo.md.
    ranker = replace(shipped, short=replace(shipped.short, characters=0.0))
    monkeypatch.setattr(
        matching,
        "open_tools",
        lambda *_: Tools(translation=tools, ranker=ranker, topics=topics),
    )
    monkeypatch.setattr(Listening, "explained", [], raising=False)
    monkeypatch.setattr(keeping, "Judge", Listening)
    yield topics
    topics.read.clear()


@pytest.fixture
def bank(sessions: sessionmaker[Session], counting: Counting) -> sessionmaker[Session]:
    """Six calls and two projects for each of eight themes."""
    for at, place in enumerate(PLACES):
        for name in THEMES:
            add_call(sessions, f"{name}-{at}", name, place=place)
    with transaction(sessions) as session:
        for name, words in THEMES.items():
            for place in ("ladera", "valle"):
                session.add(
                    Project(
                        code=f"{name}-{place}",
                        name=f"Plan de {name} en la {place}",
                        summary=f"El proyecto mejora {words} en la {place}.",
                        modalities=[],
                        created_at=NOON,
                        updated_at=NOON,
                        confirmed_at=NOON,
                    )
                )
    return sessions


def add_call(
    sessions: sessionmaker[Session],
    key: str,
    theme: str,
    *,
    place: str,
    closes: str = "2027-03-05",
    days: int = 0,
    text: str | None = None,
    language: str | None = "es",
) -> None:
    words = THEMES[theme].split()
    shift = len(key) % 3
    told = text or (
        f"Se financian proyectos de {' '.join(words[shift:])} en la {place}, con {theme}."
    )
    item = record(
        "fondo",
        key,
        title=f"Fondo {key} para {theme}",
        text=told,
        language=language,
        deadlines=closing(closes),
    )
    with transaction(sessions) as session:
        Store(session, sources={}, at=NOON + timedelta(days=days)).add(
            [item], Counts(), quiet=False
        )


def run(
    sessions: sessionmaker[Session], settings: Settings, keeper: Keeper | None, *, days: int = 0
) -> MatchCounts:
    Listening.explained.clear()
    now = NOON + timedelta(days=days)
    return match_bank(sessions, settings, now=now, progress=lambda *_: None, keeper=keeper)


def lists(sessions: sessionmaker[Session]) -> dict[str, list[tuple[str, float]]]:
    """Calls and scores of each project, as they stand in its list."""
    with sessions() as session:
        place = (Match.project_id, Match.blocked, Match.score.desc(), Match.call_id)
        found: dict[str, list[tuple[str, float]]] = {}
        for row in session.scalars(select(Match).order_by(*place)):
            found.setdefault(row.project.code or "", []).append((row.call.title, row.score))
    assert all(len(one) == 5 for one in found.values())
    return found


def matched_anew(
    sessions: sessionmaker[Session], settings: Settings, *, days: int
) -> dict[str, list[tuple[str, float]]]:
    with transaction(sessions) as session:
        session.execute(delete(MatchedState))
        session.execute(delete(Match))
    run(sessions, settings, None, days=days)
    return lists(sessions)


def assert_alike(
    stepwise: dict[str, list[tuple[str, float]]],
    whole: dict[str, list[tuple[str, float]]],
    *,
    near: float = NEAR,
) -> None:
    """Place by place the same calls with nearly the same scores; near equals may change places."""
    assert stepwise.keys() == whole.keys()
    for code, found in stepwise.items():
        expected = whole[code]
        assert [score for _, score in found] == pytest.approx(
            [score for _, score in expected], abs=near
        )
        scores = dict(expected)
        last = expected[-1][1]
        for at, (title, score) in enumerate(found):
            assert scores.get(title, last) == pytest.approx(score, abs=near)
            if title != expected[at][0]:
                assert score == pytest.approx(expected[at][1], abs=near)


def test_the_index_that_stands_is_left_out_of_looking_for_garbage(
    bank: sessionmaker[Session], given: Settings
) -> None:
    gc.unfreeze()
    keeper = Keeper()
    run(bank, given, keeper)
    assert keeper.index is not None
    assert gc.get_freeze_count() > 0
    looked_through = {id(one) for one in gc.get_objects()}
    assert id(keeper.index.calls.items[0]) not in looked_through
    gone = weakref.ref(keeper.index)
    keeper.method = "another"
    add_call(bank, "agua-9", "agua", place="costa", days=1)
    run(bank, given, keeper, days=1)
    assert gone() is None  # and let go of when another takes its place


def test_new_calls_enter_the_lists_and_nothing_else_is_read_or_explained(
    bank: sessionmaker[Session], given: Settings, counting: Counting
) -> None:
    keeper = Keeper()
    run(bank, given, keeper)
    index = keeper.index
    before = {m.id: (m.score, m.computed_at) for m in matches(bank)}
    counting.read.clear()
    add_call(bank, "nueva", "agua", place="ladera", days=1)
    add_call(bank, "otra-nueva", "salud", place="valle", days=1)
    counts = run(bank, given, keeper, days=1)
    assert keeper.index is index
    assert (counts.calls, counts.projects) == (2, 16)
    assert 0 < counts.new == counts.gone <= 8
    assert len(counting.read) == 2
    fresh = {str(m.call_id) for m in matches(bank) if m.id not in before}
    assert {call_id for _, call_id in Listening.explained} == fresh
    assert len(Listening.explained) == len(set(Listening.explained)) == counts.new
    kept = {m.id: (m.score, m.computed_at) for m in matches(bank) if m.id in before}
    assert kept.items() <= before.items()
    stepwise = lists(bank)
    assert "Fondo nueva para agua" in dict(stepwise["agua-ladera"])
    assert_alike(stepwise, matched_anew(bank, given, days=1))


def test_a_changed_project_is_ranked_over_old_and_later_calls(
    bank: sessionmaker[Session], given: Settings, counting: Counting
) -> None:
    keeper = Keeper()
    run(bank, given, keeper)
    add_call(bank, "tardía", "movilidad", place="ladera", days=1)
    run(bank, given, keeper, days=1)
    counting.read.clear()
    with transaction(bank) as session:
        project = session.scalars(select(Project).where(Project.code == "agua-valle")).one()
        project.summary = f"El proyecto mejora {THEMES['movilidad']} en la ladera."
        project.version += 1
        changed = str(project.id)
    counts = run(bank, given, keeper, days=2)
    assert (counts.calls, counts.projects) == (0, 1)
    assert {project_id for project_id, _ in Listening.explained} == {changed}
    assert len(counting.read) == 2
    stepwise = lists(bank)
    assert "Fondo tardía para movilidad" in dict(stepwise["agua-valle"])
    add_call(bank, "última", "movilidad", place="ladera", days=3)
    assert run(bank, given, keeper, days=3).projects == 16
    stepwise = lists(bank)
    assert "Fondo última para movilidad" in dict(stepwise["agua-valle"])
    # Eight calls of its theme among fifty instead of six make each stand out less.
    assert_alike(stepwise, matched_anew(bank, given, days=3), near=0.08)


def test_a_call_that_closed_is_replaced_where_it_was_listed(
    bank: sessionmaker[Session], given: Settings, counting: Counting
) -> None:
    told = f"El proyecto mejora {THEMES['memoria']} en la ladera y en la valle."
    add_call(bank, "corta", "memoria", place="valle", closes="2026-11-25", text=told)
    keeper = Keeper()
    run(bank, given, keeper)
    index = keeper.index
    fitted = [m for m in matches(bank) if m.call.title.startswith("Fondo corta")]
    listing = {str(m.project_id) for m in fitted}
    assert listing
    counting.read.clear()
    run(bank, given, keeper, days=10)
    assert keeper.index is index
    assert {project_id for project_id, _ in Listening.explained} == listing
    assert len(counting.read) == len(listing)
    stepwise = lists(bank)
    assert "Fondo corta para memoria" not in {
        title for one in stepwise.values() for title, _ in one
    }
    best = max(fitted, key=lambda match: match.score)
    with transaction(bank) as session:
        (told,) = missed(session, year=2026, today=date(2026, 11, 30)).shown
        assert (told.call.id, told.project.id) == (best.call_id, best.project_id)
        assert (told.score, told.why) == (best.score, "nobody")
    assert_alike(stepwise, matched_anew(bank, given, days=10))


def test_a_call_that_changed_leaves_where_it_no_longer_fits(
    bank: sessionmaker[Session], given: Settings
) -> None:
    keeper = Keeper()
    run(bank, given, keeper)
    before = dict(lists(bank)["agua-ladera"])
    told = f"Ahora se financian {THEMES['vivienda']} en la ladera."
    add_call(bank, "agua-0", "agua", place="ladera", days=1, text=told)
    assert run(bank, given, keeper, days=1).calls == 1
    stepwise = lists(bank)
    title = "Fondo agua-0 para agua"
    assert dict(stepwise["agua-ladera"]).get(title, 0.0) < before[title] - 0.1
    assert_alike(stepwise, matched_anew(bank, given, days=1))


def test_a_step_that_was_killed_is_taken_up(
    bank: sessionmaker[Session], given: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(save, "PAIRS_AT_ONCE", 1)
    keeper = Keeper()
    run(bank, given, keeper)
    for theme in THEMES:
        add_call(bank, f"de-{theme}", theme, place="valle", days=1)

    def stop(done: int, _: int | None) -> None:
        if done == 7:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        match_bank(bank, given, now=NOON + timedelta(days=1), progress=stop, keeper=keeper)
    assert run(bank, given, keeper, days=1).projects in range(9, 17)
    assert run(bank, given, keeper, days=1) == MatchCounts()
    assert_alike(lists(bank), matched_anew(bank, given, days=1))


@pytest.mark.parametrize("what", ["restart", "method", "many", "language"])
def test_what_is_no_small_change_reads_everything_again(
    bank: sessionmaker[Session], given: Settings, counting: Counting, what: str
) -> None:
    keeper = Keeper()
    run(bank, given, keeper)
    index: MatchIndex | None = keeper.index
    counting.read.clear()
    if what == "method":
        given = replace(given, match_top=4)
    elif what == "many":
        for at in range(17):
            add_call(bank, f"más-{at}", "salud", place="valle", days=1)
    elif what == "language":
        text = "Funding for museums, archives and testimonies of victims in the whole region."
        add_call(bank, "en", "memoria", place="valle", text=text, days=1, language="en")
    else:
        keeper, index = Keeper(), None
        add_call(bank, "una", "salud", place="valle", days=1)
    run(bank, given, keeper, days=1)
    assert keeper.index is not index
    assert len(counting.read) >= 48 + 16


def matches(sessions: sessionmaker[Session]) -> list[Match]:
    with sessions() as session:
        found = list(session.scalars(select(Match).order_by(Match.id)))
        for one in found:
            assert one.call
        return found
