"""Matching by meaning over a real database: once, resumable, and off as if it had never been."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.db.session import transaction
from matcher.matches import matching
from matcher.matches.incremental import Keeper
from matcher.matches.mailing import kept_from_mail, may_be_mailed
from matcher.matches.matching import match_bank
from matcher.matches.models import Match
from matcher.meaning.encoder import TextEncoder, find_encoder
from matcher.meaning.models import TextVector
from matcher.projects.models import Project
from matcher.reasons.sentences import PASSING
from matcher.settings import Settings
from tests.conftest import NOON
from tests.matcher.matches.test_matching import add_calls, rows

ABOUT = (
    ("heat", "Cooler schoolyards", "shade, trees and drinking fountains against heatwaves"),
    ("dance", "Moving bodies", "contemporary dance companies and their residencies"),
    ("jobs", "First jobs", "apprenticeships for young people who look for work"),
)


@pytest.fixture
def given(settings: Settings) -> Settings:
    return replace(settings, apertium=False, semantic=True, match_top=3)


@pytest.fixture
def bank(sessions: sessionmaker[Session]) -> sessionmaker[Session]:
    """Three English calls, and a Spanish project for one of them."""
    add_calls(sessions, *ABOUT, language="en")
    with transaction(sessions) as session:
        session.add(
            Project(
                code="sombra",
                name="Patios frescos",
                summary="Sembrar árboles en los colegios y protegerlos de las olas de calor.",
                modalities=[],
                created_at=NOON,
                updated_at=NOON,
                confirmed_at=NOON,
            )
        )
    return sessions


class Watched(TextEncoder):
    """The real one, noting what it encodes as a whole text or a sentence."""

    seen: list[str]

    def vectors(self, texts):  # type: ignore[no-untyped-def]
        self.seen.extend(texts)
        return super().vectors(texts)


def watch(monkeypatch: pytest.MonkeyPatch, edition: str = "test") -> list[str]:
    encoder = Watched(edition)
    encoder.seen = []
    monkeypatch.setattr(
        matching,
        "find_encoder",
        lambda *, wanted: encoder if wanted else find_encoder(wanted=False),
    )
    return encoder.seen


def run(
    bank: sessionmaker[Session], settings: Settings, *, days: int = 0, keeper: Keeper | None = None
) -> int:
    """One run; how many rows it wrote."""
    now = NOON + timedelta(days=days)
    counts = match_bank(bank, settings, now=now, progress=lambda *_: None, keeper=keeper)
    return counts.new + counts.changed


def kept(bank: sessionmaker[Session]) -> int:
    with transaction(bank) as session:
        return session.scalar(select(func.count()).select_from(TextVector)) or 0


def test_a_text_is_encoded_once_and_a_new_call_alone(
    bank: sessionmaker[Session], given: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, keeper = watch(monkeypatch), Keeper()
    run(bank, given, keeper=keeper)
    best = max(rows(bank).values(), key=lambda match: match.score)
    assert best.call.title == "Fondo: Cooler schoolyards"
    assert best.signals["points"]["meaning"] > 0
    before = set(seen)
    assert kept(bank) == len(before) > 5  # the whole texts, and the sentences that were compared
    seen.clear()
    assert run(bank, given, keeper=keeper) == 0
    assert seen == []
    add_calls(bank, ("bread", "Bakeries", "ovens for bakers"), language="en")
    run(bank, given, days=1, keeper=keeper)
    assert [text for text in seen if text.startswith("Fondo: Bakeries\n")] == seen[:1]
    assert before.isdisjoint(seen)
    assert kept(bank) == len(before) + len(seen)


def test_switched_off_it_is_as_if_it_had_never_been(
    bank: sessionmaker[Session], given: Settings
) -> None:
    off = replace(given, semantic=False)
    run(bank, off)
    before = {key: (m.score, m.signals, m.reasons) for key, m in rows(bank).items()}
    assert kept(bank) == 0
    run(bank, given)
    assert {key: m.score for key, m in rows(bank).items()} != {k: v[0] for k, v in before.items()}
    run(bank, off)
    assert {key: (m.score, m.signals, m.reasons) for key, m in rows(bank).items()} == before


def test_another_model_matches_all_again_and_forgets_the_old_vectors(
    bank: sessionmaker[Session], given: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = watch(monkeypatch, "one")
    run(bank, given)
    seen = watch(monkeypatch, "two")
    assert run(bank, given) == 3
    assert set(seen) == set(first)
    assert kept(bank) == len(set(first))


def told(points: dict[str, float], *kinds: str) -> Match:
    return Match(score=0.6, signals={"points": points}, reasons=[{"kind": kind} for kind in kinds])


def test_what_only_meaning_supports_is_mailed_with_two_sentences_or_not_at_all() -> None:
    lifted = {"usual": -1.0, "grams": 2.0, "meaning": 4.0}
    assert not may_be_mailed(told(lifted, "against"))
    assert may_be_mailed(told(lifted, "meaning"))
    assert may_be_mailed(told(lifted, "translated", "against"))
    assert not may_be_mailed(told(lifted, "ods"))
    assert may_be_mailed(told(lifted | {"ods": 4.0}, "ods"))
    assert may_be_mailed(told({"usual": 1.0, "grams": 3.0}, "against"))
    assert may_be_mailed(Match(score=0.6, signals={}, reasons=[]))


def test_a_low_match_that_shares_only_passing_words_is_not_mailed(
    bank: sessionmaker[Session], given: Settings
) -> None:
    passing = {"kind": "against", "code": PASSING, "params": {"paired": False}, "terms": ["años"]}
    assert may_be_mailed(Match(score=0.6, signals={"points": {}}, reasons=[passing]))
    run(bank, given)
    with transaction(bank) as session:
        first, second = session.scalars(select(Match).order_by(Match.id).limit(2))
        for match in (first, second):
            match.score, match.signals, match.blocked = 0.3, {"points": {}}, False
        first.reasons, second.reasons = [passing], [{**passing, "code": "only-theme"}]
    with transaction(bank) as session:
        assert kept_from_mail(session) == {first.id}
