"""What a match scores is the sum of what its signals found, on the pairs of the demo."""

import json
import sqlite3
from collections import Counter
from datetime import UTC, datetime
from math import fsum
from pathlib import Path

import pytest
from sqlalchemy import select

from matcher.calls.models import Call
from matcher.db.session import open_engine, session_factory, transaction
from matcher.matches.load import read_texts
from matcher.matches.matching import open_tools
from matcher.projects.models import Project
from matcher.ranking.index import MatchIndex, Pair
from matcher.ranking.score import shipped_ranker
from matcher.reasons.evidence import Witness
from matcher.reasons.judge import Judge
from matcher.reasons.sentences import PASSING
from matcher.reasons.signals import SIGNALS
from matcher.settings import Settings

TOP = 10


def test_each_stored_score_is_that_of_the_sum_of_its_signals(demo_data: Path) -> None:
    with sqlite3.connect(demo_data / "puente.sqlite") as connection:
        rows = connection.execute("SELECT score, signals FROM match").fetchall()
    assert len(rows) > 200
    said = set()
    for score, stored in rows:
        points = json.loads(stored)["points"]
        assert score == round(shipped_ranker().score(fsum(points.values())), 4)
        said |= points.keys()
    assert {"terms", "title", "phrases", "grams", "ods", "lines", "usual"} <= said
    assert said <= SIGNALS.keys()


@pytest.fixture(scope="module")
def index(demo_data: Path) -> MatchIndex:
    """All calls and projects of the demo, to be compared anew."""
    settings = Settings(data_dir=demo_data, secret_key="for tests", apertium=False)
    engine = open_engine(settings.database)
    with transaction(session_factory(engine)) as session:
        read = read_texts(
            session,
            settings,
            now=datetime.now(UTC),
            calls=session.scalars(select(Call.id)).all(),
            projects=session.scalars(select(Project.id)).all(),
        )
        tools = open_tools(session, settings)
    engine.dispose()
    return MatchIndex(list(read.calls.values()), list(read.projects.values()), tools=tools)


def test_the_signals_of_a_pair_add_up_to_what_all_pairs_were_compared_by(
    index: MatchIndex,
) -> None:
    judge = Judge(index, today=datetime.now(UTC).date())
    shown = 0
    for pairs in index.calls_for_projects(top=TOP):
        compared = {index.calls.items[pair.call].id: pair.standing for pair in pairs}
        for match in judge.matches(pairs, top=TOP):
            assert fsum(match.points.values()) == pytest.approx(compared[match.call_id], abs=1e-4)
            shown += 1
    assert shown == TOP * len(index.projects.items)


def test_no_reason_speaks_for_what_its_signal_counts_against(index: MatchIndex) -> None:
    """Of all pairs, not only of the shown ones: a reason and its points never disagree."""
    witness = Witness(index, line_names={}, learned=None)
    told = Counter[str]()
    for project in range(len(index.projects.items)):
        for call in range(len(index.calls.items)):
            (evidence,) = witness.of([Pair(project=project, call=call, standing=0.0)])
            for name, signal in SIGNALS.items():
                points, reason = signal(evidence)
                if reason is not None and reason.code != PASSING:  # it says of words what they are
                    against = reason.kind == "against"
                    assert points <= 0 if against else points >= 0, (name, points, reason)
                    told[reason.code] += 1
    assert min(told["shared-ods"], told["other-ods"], told["shared-lines"]) > 100
