"""What is matched again and what is left alone, over a real database."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import FixedClock
from matcher.db.session import transaction
from matcher.intake.store import Counts, Store
from matcher.matches import matching, save
from matcher.matches.feedback import give_feedback
from matcher.matches.matching import match_bank
from matcher.matches.models import Match, MatchedState
from matcher.matches.save import MatchCounts
from matcher.people.models import Person
from matcher.people.queries import add_person
from matcher.projects.models import Project
from matcher.settings import Settings
from matcher.tags.models import Tag
from tests.conftest import NOON
from tests.matcher.intake.records import closing, record

THEMES = (
    ("agua", "Acueductos veredales", "acueductos rurales, agua potable y cuidado de las cuencas"),
    ("clima", "Refugios del calor", "adaptación al calor, árboles y sombra en las escuelas"),
    ("memoria", "Casas de la memoria", "memoria, víctimas, paz y reconciliación en los barrios"),
    ("empleo", "Primer empleo joven", "empleo juvenil, formación para el trabajo y empresas"),
)


@pytest.fixture
def given(settings: Settings) -> Settings:
    return replace(settings, apertium=False, match_top=3)


@pytest.fixture
def bank(sessions: sessionmaker[Session], given: Settings) -> sessionmaker[Session]:
    """A call and a project for each theme, tagged by nobody."""
    add_calls(sessions, *((name, title, text) for name, title, text in THEMES))
    with transaction(sessions) as session:
        for name, title, text in THEMES:
            session.add(
                Project(
                    code=name,
                    name=title,
                    summary=f"El proyecto busca {text}.",
                    modalities=[],
                    created_at=NOON,
                    updated_at=NOON,
                    confirmed_at=NOON,
                )
            )
    return sessions


def add_calls(
    sessions: sessionmaker[Session],
    *told: tuple[str, str, str],
    closes: str = "2027-03-05",
    at: datetime = NOON,
    **more: Any,
) -> None:
    with transaction(sessions) as session:
        records = [
            record(
                "fondo",
                key,
                title=f"Fondo: {title}",
                text=f"La convocatoria financia {text}. Se valora {text}.",
                **({"deadlines": closing(closes)} | more),
            )
            for key, title, text in told
        ]
        Store(session, sources={}, at=at).add(records, Counts(), quiet=False)


def run(
    sessions: sessionmaker[Session], settings: Settings, *, days: int = 0
) -> tuple[MatchCounts, list[int]]:
    """One run; its counts and how many projects were through at each step."""
    steps: list[int] = []
    now = FixedClock(NOON + timedelta(days=days)).now()
    counts = match_bank(sessions, settings, now=now, progress=lambda done, _: steps.append(done))
    return counts, sorted(set(steps) - {0})


def rows(sessions: sessionmaker[Session]) -> dict[tuple[str, str], Match]:
    """Matches by code of project and title of call."""
    with sessions() as session:
        return {(m.project.code or "", m.call.title): m for m in session.scalars(select(Match))}


def change(sessions: sessionmaker[Session], code: str, **values: object) -> None:
    with transaction(sessions) as session:
        project = session.scalars(select(Project).where(Project.code == code)).one()
        for name, value in values.items():
            setattr(project, name, value)
        project.version += 1


def standing(bank: sessionmaker[Session], match: Match) -> int:
    """The place of a match in the list of its project."""
    found = [one for one in rows(bank).values() if one.project_id == match.project_id]
    found.sort(key=lambda one: (one.blocked, -one.score, one.call_id))
    return [one.id for one in found].index(match.id) + 1


def test_each_project_finds_its_call_first(bank: sessionmaker[Session], given: Settings) -> None:
    counts, steps = run(bank, given)
    assert (counts.calls, counts.projects, counts.new) == (4, 4, 12)
    assert steps == [1, 2, 3, 4]
    best = {code: title for (code, title), m in rows(bank).items() if standing(bank, m) == 1}
    assert best == {name: f"Fondo: {title}" for name, title, _ in THEMES}


def test_nothing_changed_nothing_computed(
    bank: sessionmaker[Session], given: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(bank, given)
    before = {key: (m.score, m.computed_at) for key, m in rows(bank).items()}
    monkeypatch.setattr(matching, "MatchIndex", None)
    monkeypatch.setattr(matching, "read_texts", None)
    assert run(bank, given, days=1) == (MatchCounts(), [])
    assert {key: (m.score, m.computed_at) for key, m in rows(bank).items()} == before


def test_a_changed_project_is_ranked_alone_and_measured_among_all(
    bank: sessionmaker[Session], given: Settings
) -> None:
    run(bank, given)
    before = rows(bank)
    change(bank, "agua", summary="El proyecto busca empleo juvenil y empresas en las cuencas.")
    counts, steps = run(bank, given, days=1)
    assert (counts.calls, counts.projects, steps) == (0, 1, [1])
    after = rows(bank)
    touched = {key[0] for key, m in after.items() if m.computed_at > NOON}
    assert touched == {"agua"}
    with transaction(bank) as session:
        session.execute(MatchedState.__table__.delete())
        session.execute(Match.__table__.delete())
    run(bank, given, days=1)
    whole = {key: m.score for key, m in rows(bank).items() if key[0] == "agua"}
    assert whole == {key: m.score for key, m in after.items() if key[0] == "agua"}
    assert before.keys() == after.keys()


def test_a_new_call_enters_the_lists_it_belongs_to(
    bank: sessionmaker[Session], given: Settings
) -> None:
    run(bank, given)
    told = ("nueva", "Agua para veredas", "acueductos rurales, agua potable y cuencas")
    add_calls(bank, told, at=NOON + timedelta(days=1))
    counts, _ = run(bank, given, days=1)
    assert (counts.calls, counts.projects) == (1, 4)
    found = rows(bank)
    assert standing(bank, found["agua", "Fondo: Agua para veredas"]) <= 2
    assert all(sum(code == name for code, _ in found) == 3 for name, _, _ in THEMES)


def test_a_run_that_was_killed_goes_on_with_the_other_projects(
    bank: sessionmaker[Session], given: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(save, "PAIRS_AT_ONCE", 6)

    def stop(done: int, _: int | None) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        match_bank(bank, given, now=NOON, progress=stop)
    assert {code for code, _ in rows(bank)} == {"agua", "clima"}
    partial = {key: m.score for key, m in rows(bank).items()}
    counts, steps = run(bank, given, days=1)
    assert (counts.projects, steps) == (2, [1, 2])
    resumed = {key: m.score for key, m in rows(bank).items()}
    assert partial.items() <= resumed.items()
    with transaction(bank) as session:
        session.execute(MatchedState.__table__.delete())
        session.execute(Match.__table__.delete())
    run(bank, given)
    assert {key: m.score for key, m in rows(bank).items()} == resumed


def test_a_call_that_closed_leaves_the_lists_and_is_forgotten(
    bank: sessionmaker[Session], given: Settings
) -> None:
    told = ("corta", "Agua ya", "acueductos rurales, agua potable y cuencas")
    add_calls(bank, told, closes="2026-11-25")
    run(bank, given)
    assert ("agua", "Fondo: Agua ya") in rows(bank)
    counts, _ = run(bank, given, days=10)
    assert counts.gone > 0
    assert not [key for key in rows(bank) if key[1] == "Fondo: Agua ya"]
    with bank() as session:
        marks = session.scalars(select(MatchedState).where(MatchedState.subject_type == "call"))
        assert len(marks.all()) == 4
    assert run(bank, given, days=10) == (MatchCounts(), [])


def test_a_row_somebody_judged_stays(bank: sessionmaker[Session], given: Settings) -> None:
    told = ("corta", "Agua ya", "acueductos rurales, agua potable y cuencas")
    add_calls(bank, told, closes="2026-11-25")
    run(bank, given)
    judged = rows(bank)["agua", "Fondo: Agua ya"]
    with transaction(bank) as session:
        person: Person = add_person(
            session,
            email="luz@ciudad.example",
            name="Luz Prueba",
            password="una frase larga",
            role="profesional",
            at=NOON,
        )
        give_feedback(
            session,
            call_id=judged.call_id,
            project_id=judged.project_id,
            person=person,
            verdict="interesa",
            scope="team",
            at=NOON,
        )
    run(bank, given, days=10)
    assert ("agua", "Fondo: Agua ya") in rows(bank)
    assert run(bank, given, days=10) == (MatchCounts(), [])


def test_what_is_forbidden_stands_last(bank: sessionmaker[Session], given: Settings) -> None:
    span = {"quote": "No podrán presentarse municipios.", "field": "text", "method": "t"}
    told = ("vedada", "Agua sin municipios", "acueductos rurales, agua potable y cuencas")
    add_calls(bank, told, eligibility={"local_government": {"answer": False, "span": span}})
    run(bank, replace(given, match_top=5))
    ranks = {title: m for (code, title), m in rows(bank).items() if code == "agua"}
    blocked = ranks["Fondo: Agua sin municipios"]
    assert blocked.blocked
    assert blocked.blockers[0]["quote"] == span["quote"]
    assert standing(bank, blocked) == 5
    assert [m.blocked for m in ranks.values()].count(True) == 1


@pytest.mark.parametrize("what", ["tag", "top", "deadline"])
def test_what_the_matcher_looks_at_changes_what_is_remembered(
    bank: sessionmaker[Session], given: Settings, what: str
) -> None:
    run(bank, given)
    if what == "tag":
        with transaction(bank) as session:
            project = session.scalars(select(Project).where(Project.code == "agua")).one()
            session.add(
                Tag(
                    subject_type="project",
                    subject_id=project.id,
                    scheme="ods",
                    code="6",
                    score=1.0,
                    assigned=True,
                    evidence=[],
                    origin="person",
                    at=NOON,
                )
            )
        expected = 1
    elif what == "top":
        given, expected = replace(given, match_top=2), 4
    else:
        name, title, text = THEMES[0]
        add_calls(bank, (name, title, text), closes="2027-04-09", at=NOON + timedelta(days=1))
        expected = 4
    counts, _ = run(bank, given, days=1)
    assert counts.projects == expected


def test_projects_nobody_confirmed_and_archived_ones_are_left_out(
    bank: sessionmaker[Session], given: Settings
) -> None:
    change(bank, "agua", confirmed_at=NOON - timedelta(days=93))
    change(bank, "clima", archived_at=NOON)
    counts, _ = run(bank, given)
    assert counts.projects == 2
    assert {code for code, _ in rows(bank)} == {"memoria", "empleo"}
    change(bank, "agua", confirmed_at=NOON)
    assert run(bank, given)[0].projects == 1


def test_the_next_cut_off_makes_a_call_new_to_the_matcher(
    bank: sessionmaker[Session], given: Settings
) -> None:
    cuts = [closing(day)[0] for day in ("2026-12-01", "2027-05-01")]
    told = ("cortes", "Agua por cortes", "acueductos rurales, agua potable y cuencas")
    add_calls(bank, told, deadlines=cuts)
    run(bank, given)
    assert run(bank, given, days=5)[0].calls == 0
    assert date(2026, 11, 20) + timedelta(days=15) > date(2026, 12, 1)
    assert run(bank, given, days=15)[0].calls == 1
