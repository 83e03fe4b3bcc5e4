"""What a team said of one call moves the next ones, within bounds, until it is taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.db.session import transaction
from matcher.intake.store import Counts, Store
from matcher.matches.feedback import give_feedback, undo_feedback
from matcher.matches.incremental import Keeper
from matcher.matches.matching import match_bank
from matcher.matches.models import Match, Scope, Verdict
from matcher.matches.save import MatchCounts
from matcher.people.queries import add_person
from matcher.projects.models import Project
from matcher.ranking.index import MatchIndex, Pair, Tools
from matcher.ranking.inputs import CallText, ProjectText
from matcher.ranking.score import shipped_ranker
from matcher.ranking.team_feedback import MOST, Learned, Lesson, teaches
from matcher.settings import Settings
from matcher.translation.translation import Translation
from matcher.words.language import SPANISH
from matcher.words.reasons import reason_words
from tests.conftest import NOON
from tests.matcher.intake.records import closing, record

AGUA = "acueductos rurales, agua potable y cuencas"
TOLD = {
    "huertas": f"huertas escolares, semillas y cocina comunitaria, cerca de {AGUA}",
    "huertos": f"semillas, huertas y cocina comunitaria para escuelas, cerca de {AGUA}",
    "sensores": f"sensores, datos abiertos y programación, cerca de {AGUA}",
    "cauces": f"cauces, puentes y obras de contención, cerca de {AGUA}",
    "turismo": f"turismo, senderos y aves, cerca de {AGUA}",
}


def told_call(name: str, **facts: object) -> CallText:
    return CallText(
        id=name, title=f"Fondo {name}", text=TOLD.get(name, name), language="es", **facts
    )


PROJECT = ProjectText(id="p", title="Agua", text=f"Mejorar {AGUA}.", language="es")
OTHER = ProjectText(id="q", title="Agua", text=f"Mejorar {AGUA}.", language="es")


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools(translation=Translation(apertium=None), ranker=shipped_ranker())


def moves(tools: Tools, *lessons: Lesson, calls: list[CallText] | None = None) -> dict[str, float]:
    """Call → by how much the lessons of the first project moved it; the second is left alone."""
    index = MatchIndex(calls or [told_call(name) for name in TOLD], [PROJECT, OTHER], tools=tools)
    learned = Learned(index, {"p": lessons})
    mine, theirs = index.calls_for_projects(top=10)
    assert learned.applied(theirs) == theirs

    def standings(pairs: list[Pair]) -> dict[str, float]:
        return {index.calls.items[pair.call].id: pair.standing for pair in pairs}

    moved, before = learned.applied(mine), standings(mine)
    assert [p.standing for p in moved] == sorted((p.standing for p in moved), reverse=True)
    assert all(one.finding[1] is not None for p in mine for one in learned.nudges(p))
    return {call: standing - before[call] for call, standing in standings(moved).items()}


def test_a_wanted_call_raises_those_like_it_and_not_itself(tools: Tools) -> None:
    found = moves(tools, Lesson(call=told_call("huertas"), wanted=True))
    assert found["huertas"] == 0
    assert found["huertos"] > 0.1
    assert found["huertos"] > 3 * max(found[name] for name in ("sensores", "cauces", "turismo"))


@pytest.mark.parametrize(
    ("reason", "least", "most"),
    [
        ("otro-tema", -MOST, -0.1),
        (None, -MOST / 2, -0.05),
        ("otra", -MOST / 2, -0.05),
        ("ya-lo-vimos", 0, 0),
        ("plazo-corto", 0, 0),
        ("no-elegible", 0, 0),
    ],
)
def test_a_refusal_lowers_as_much_as_its_reason_says_of_the_theme(
    tools: Tools, reason: str | None, least: float, most: float
) -> None:
    found = moves(tools, Lesson(call=told_call("huertas"), wanted=False, reason=reason))
    assert least <= found["huertos"] <= most
    assert teaches(wanted=False, reason=reason) == (reason not in {"ya-lo-vimos", "plazo-corto"})


def test_many_verdicts_move_no_more_than_the_most_alike(tools: Tools) -> None:
    lessons = [
        Lesson(call=replace(told_call("huertos"), id=f"h{at}"), wanted=True) for at in range(9)
    ]
    assert max(moves(tools, *lessons).values()) == pytest.approx(MOST)


def test_conditions_lower_the_same_door_slightly(tools: Tools) -> None:
    door = {"funder": "Fondo del Valle", "kind": "subvencion"}
    calls = [
        told_call("sensores", **door),
        told_call("cauces", funder="Fondo del Valle"),
        told_call("turismo", **{**door, "funder": "FONDO DEL VALLE"}),
    ]
    judged = replace(told_call("huertas", **door), id="judged")
    lesson = Lesson(call=judged, wanted=False, reason="sin-contrapartida")
    found = moves(tools, lesson, calls=calls)
    assert found == pytest.approx({"sensores": -0.25, "cauces": 0, "turismo": -0.25})


def test_across_languages_tags_tell_what_is_alike(tools: Tools) -> None:
    calls = [told_call("sensores", ods=(6,), lines=("agua",)), told_call("cauces", ods=(9,))]
    judged = CallText(
        id="en", title="Rivers", text="Rivers and wells", language="en", ods=(6,), lines=("agua",)
    )
    found = moves(tools, Lesson(call=judged, wanted=True), calls=calls)
    assert found == pytest.approx({"sensores": 0.5 * MOST, "cauces": 0})


@pytest.fixture
def given(settings: Settings) -> Settings:
    return replace(settings, apertium=False, match_top=5)


@pytest.fixture
def bank(sessions: sessionmaker[Session]) -> sessionmaker[Session]:
    """Calls that are alike for the project; two of them are alike otherwise too."""
    with transaction(sessions) as session:
        Store(session, sources={}, at=NOON).add(
            [
                record(
                    "fondo",
                    name,
                    title=f"Fondo {name}",
                    text=f"Se financian {text}.",
                    language="es",
                    deadlines=closing("2027-03-05"),
                )
                for name, text in TOLD.items()
            ],
            Counts(),
            quiet=False,
        )
        for code in ("agua", "otra"):
            session.add(
                Project(
                    code=code,
                    name="Acueductos",
                    summary=f"Busca mejorar {AGUA}.",
                    modalities=[],
                    created_at=NOON,
                    updated_at=NOON,
                    confirmed_at=NOON,
                )
            )
        add_person(
            session,
            email="luz@ciudad.example",
            name="Luz Prueba",
            password="una frase larga",
            role="profesional",
            at=NOON,
        )
    return sessions


def run(sessions: sessionmaker[Session], settings: Settings, keeper: Keeper | None) -> MatchCounts:
    at = NOON + timedelta(hours=1)
    return match_bank(sessions, settings, now=at, progress=lambda *_: None, keeper=keeper)


def listed(sessions: sessionmaker[Session], code: str = "agua") -> dict[str, Match]:
    """The matches of one project, best first, by name of call."""
    with sessions() as session:
        rows = session.scalars(select(Match).join(Project).where(Project.code == code)).all()
        ordered = sorted(rows, key=lambda row: (-row.score, row.id))
        return {row.call.title.removeprefix("Fondo "): row for row in ordered}


def judge(
    sessions: sessionmaker[Session],
    call: str,
    verdict: Verdict,
    *,
    scope: Scope = "team",
    reason: str | None = None,
) -> int:
    match = listed(sessions)[call]
    with transaction(sessions) as session:
        person = add_person(
            session,
            email=f"{call}@ciudad.example",
            name="Otra Prueba",
            password="una frase larga",
            role="profesional",
            at=NOON,
        )
        return give_feedback(
            session,
            call_id=match.call_id,
            project_id=match.project_id,
            person=person,
            verdict=verdict,
            scope=scope,
            reason=reason,
            at=NOON,
        ).id


@pytest.mark.parametrize("kept", [True, False])
def test_the_order_of_the_next_calls_follows_the_team_and_undo_restores_it(
    bank: sessionmaker[Session], given: Settings, kept: bool
) -> None:
    keeper = Keeper() if kept else None
    run(bank, given, keeper)
    before, other = listed(bank), listed(bank, "otra")
    twin = {"huertas": "huertos", "huertos": "huertas"}
    planted = next(name for name in reversed(before) if name in twin)
    feedback = judge(bank, twin[planted], "interesa")
    assert run(bank, given, keeper).projects == 1
    after = listed(bank)
    assert after[planted].score > before[planted].score
    assert list(after).index(planted) < list(before).index(planted)
    told = [reason_words(reason, SPANISH) for reason in after[planted].reasons]
    assert f"A su equipo le interesó una convocatoria parecida: «Fondo {twin[planted]}»." in told
    assert {n: m.computed_at for n, m in listed(bank, "otra").items()} == {
        n: m.computed_at for n, m in other.items()
    }
    with transaction(bank) as session:
        person = add_person(
            session,
            email="jefa@ciudad.example",
            name="Jefa Prueba",
            password="una frase larga",
            role="direccion",
            at=NOON,
        )
        undo_feedback(session, feedback, person=person, at=NOON + timedelta(hours=2))
    assert run(bank, given, keeper).projects == 1
    assert [(n, m.score) for n, m in listed(bank).items()] == [
        (n, m.score) for n, m in before.items()
    ]
