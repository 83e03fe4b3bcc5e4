"""What an office of a made city did in four years: colleagues, pursuits, their days and changes."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from made_calls import THEMES

from matcher.db.base import Base
from matcher.people.models import Person
from matcher.pursuits.models import Pursuit, PursuitChange, PursuitDate, PursuitFollower

COLLEAGUES = 20
STAGES = {
    "detected": 250,
    "assigned": 150,
    "analysis": 120,
    "drafting": 80,
    "endorsed": 30,
    "submitted": 80,
    "second_stage": 20,
    "won": 300,
    "lost": 600,
    "discarded": 1370,
}
"""How many pursuits stand at each stage."""


def office(
    now: datetime, *, calls: int, projects: int
) -> Iterator[tuple[type[Base], Iterator[dict[str, Any]]]]:
    """Table by table; the person with the number 1 is there already."""
    count = min(calls, sum(STAGES.values()))
    yield Person, _people(now)
    yield Pursuit, _pursuits(now, count, calls=calls, projects=projects)
    yield PursuitChange, _changes(now, count)
    yield PursuitDate, _dates(now, count)
    yield PursuitFollower, _followers(now, count)


def _people(now: datetime) -> Iterator[dict[str, Any]]:
    for number in range(2, COLLEAGUES + 2):
        yield {
            "id": number,
            "email": f"colega{number}@ciudad.example",
            "name": f"Colega {number}",
            "password_hash": "!",
            "role": "profesional",
            "department": f"Secretaría de {THEMES[number % len(THEMES)]}",
            "language": "es",
            "active": True,
            "created_at": now,
        }


def _stages(count: int) -> Iterator[tuple[int, str, random.Random]]:
    """The number of each pursuit, its stage, and what decides the rest of it."""
    told = [stage for stage, count in STAGES.items() for _ in range(count)]
    for number, stage in enumerate(told[:count], 1):
        yield number, stage, random.Random(f"pursuit {number}")


def _pursuits(now: datetime, count: int, *, calls: int, projects: int) -> Iterator[dict[str, Any]]:
    chosen = random.Random(5).sample(range(1, calls + 1), count)
    for number, stage, rng in _stages(count):
        moved = now - timedelta(minutes=rng.randrange(60, 60_000))
        yield {
            "id": number,
            "call_id": chosen[number - 1],
            "project_id": rng.randrange(1, projects + 1) if rng.random() < 0.7 else None,
            "stage": stage,
            "assignee_id": None if stage == "detected" else rng.randrange(1, COLLEAGUES + 2),
            "department": f"Secretaría de {rng.choice(THEMES)}",
            "end_reason": None,
            "endorsement_asked_at": moved if number % 200 == 0 else None,
            "version": 2,
            "opened_at": moved - timedelta(days=3),
            "opened_by": rng.randrange(1, COLLEAGUES + 2),
            "moved_at": moved,
            "touched_at": moved,
            "joined_into_id": None,
        }


def _changes(now: datetime, count: int) -> Iterator[dict[str, Any]]:
    for number, stage, rng in _stages(count):
        for kind, after in (("opened", "detected"), ("stage", stage)):
            yield {
                "pursuit_id": number,
                "at": now - timedelta(minutes=rng.randrange(60, 60_000)),
                "person_id": rng.randrange(1, COLLEAGUES + 2),
                "kind": kind,
                "about": None,
                "before": None if kind == "opened" else "detected",
                "after": after,
                "end_reason": None,
                "reason": "",
            }


def _dates(now: datetime, count: int) -> Iterator[dict[str, Any]]:
    for number, stage, rng in _stages(count):
        for kind in ("draft", "legal") if stage in ("drafting", "endorsed", "analysis") else ():
            yield {
                "pursuit_id": number,
                "kind": kind,
                "label": "",
                "day": now.date() + timedelta(days=rng.randrange(-10, 60)),
                "done_at": now if rng.random() < 0.4 else None,
            }


def _followers(now: datetime, count: int) -> Iterator[dict[str, Any]]:
    for number, _stage, rng in _stages(count):
        yield {"pursuit_id": number, "person_id": rng.randrange(1, COLLEAGUES + 2), "at": now}
