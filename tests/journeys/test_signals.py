"""What a match scores is the sum of what its signals found, on the pairs of the demo."""

import json
import sqlite3
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
from matcher.ranking.index import MatchIndex
from matcher.ranking.score import shipped_ranker
from matcher.reasons.judge import Judge
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


def test_the_signals_of_a_pair_add_up_to_what_all_pairs_were_compared_by(demo_data: Path) -> None:
    settings = Settings(data_dir=demo_data, secret_key="for tests", apertium=False)
    now = datetime.now(UTC)
    engine = open_engine(settings.database)
    with transaction(session_factory(engine)) as session:
        read = read_texts(
            session,
            settings,
            now=now,
            calls=session.scalars(select(Call.id)).all(),
            projects=session.scalars(select(Project.id)).all(),
        )
        tools = open_tools(session, settings)
    engine.dispose()
    index = MatchIndex(list(read.calls.values()), list(read.projects.values()), tools=tools)
    judge = Judge(index, today=now.date())
    shown = 0
    for pairs in index.calls_for_projects(top=TOP):
        compared = {index.calls.items[pair.call].id: pair.standing for pair in pairs}
        for match in judge.matches(pairs, top=TOP):
            assert fsum(match.points.values()) == pytest.approx(compared[match.call_id], abs=1e-4)
            shown += 1
    assert shown == TOP * len(read.projects)
