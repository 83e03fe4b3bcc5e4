"""What a rehearsal costs: twelve months of 50 officers, and the calls and projects of a city.

    python tests/benchmarks/bench_rehearsal.py [--calls 10000] [--projects 300] [--people 50]

A fifth of the people have mail every working day, the others every week; a line, a term of the
glossary, a rule of the gate and the least fit of one person are rehearsed, each from the database
to the kept difference. The bound is 60 seconds of the clock.
"""

import argparse
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import made_city
from sqlalchemy import Engine, delete, func, insert, select, update

import wsgi
from matcher.clock import SystemClock
from matcher.db.migrate import upgrade
from matcher.db.session import open_engine, session_factory, transaction
from matcher.digests.models import Digest
from matcher.mail.models import OutgoingMail
from matcher.matches.models import Feedback
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.rehearsals.models import Rehearsal
from matcher.rehearsals.running import run
from matcher.settings import Settings
from matcher.tags.models import ThematicLine

BOUND = 60.0
DAY = timedelta(days=1)
VERDICTS = 600
"""What a team says of matches in a year: two on each project."""


def people(engine: Engine, count: int) -> None:
    """Officers of the departments, and a year of mails to each."""
    now = SystemClock().now()
    with transaction(session_factory(engine)) as session:
        departments = session.scalars(select(Project.department).distinct()).all()
        session.execute(update(Project).values(created_at=now - 400 * DAY))
        session.execute(delete(Feedback).where(Feedback.id > VERDICTS))
        first = (session.scalar(select(func.max(Person.id))) or 0) + 1
        session.execute(
            insert(Person),
            [
                {
                    "id": first + n,
                    "email": f"p{n}@ciudad.example",
                    "name": f"Persona {n}",
                    "password_hash": "x",
                    "role": "profesional",
                    "department": None if n % 10 == 0 else departments[n % len(departments)],
                    "created_at": now,
                }
                for n in range(count)
            ],
        )
        turns = [
            (first + n, now - day * DAY)
            for n in range(count)
            for day in range(365, 0, -1 if n % 5 == 0 else -7)
            if (now - day * DAY).weekday() < 5 or n % 5
        ]
        mail: dict[str, Any] = {"kind": "digest", "recipient": "x", "recipient_name": "x"}
        mail |= {"subject": "x", "text": "x", "html": "", "state": "sent"}
        session.execute(
            insert(OutgoingMail),
            [
                {**mail, "id": n, "message_id": f"<{n}>", "created_at": at}
                for n, (_, at) in enumerate(turns, start=1)
            ],
        )
        session.execute(
            insert(Digest),
            [
                {"id": n, "person_id": person_id, "mail_id": n, "created_at": at}
                for n, (person_id, at) in enumerate(turns, start=1)
            ],
        )
        print(f"{count} people, {len(turns)} mails")


def proposals(engine: Engine) -> dict[str, dict[str, Any]]:
    """One of each kind that can be rehearsed."""
    with transaction(session_factory(engine)) as session:
        line = session.scalars(select(ThematicLine).order_by(ThematicLine.code)).first()
        assert line is not None
        changed = {
            "code": line.code,
            "name": line.name,
            "description": line.description,
            "words": [*line.words, "energía solar", "movilidad", "vivienda"],
            "ods": line.ods,
            "version": line.version,
        }
    names = {"es": "residuos orgánicos", "en": "food scraps", "pt": "restos", "fr": ""}
    rule = {"id": None, "kind": "kinds-never-taken", "values": ["beca"], "because": ""}
    return {
        "line": changed,
        "entry": {"id": None, "names": names, "version": None},
        "rule": {**rule, "version": None},
        "least": {"least": 50},
    }


def main() -> None:
    """Print what each costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=10_000)
    parser.add_argument("--projects", type=int, default=300)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--semantic", action="store_true", help="With vectors of meaning, too.")
    given = parser.parse_args()
    wsgi.register_models()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), apertium=False, semantic=given.semantic)
        engine = open_engine(settings.database)
        upgrade(engine)
        made_city.fill(
            engine, made_city.Size(calls=given.calls, projects=given.projects, matches=10)
        )
        people(engine, given.people)
        sessions, now = session_factory(engine), SystemClock().now()
        for deed, proposal in proposals(engine).items():
            with transaction(sessions) as session:
                asked = Rehearsal(
                    person_id=2, deed=deed, proposal=proposal, form=[], path="/", asked_at=now
                )
                session.add(asked)
                session.flush()
                number = asked.id
            began, cpu = time.monotonic(), time.process_time()
            run(sessions, settings, number, clock=SystemClock())
            seconds, cpu = time.monotonic() - began, time.process_time() - cpu
            with transaction(sessions) as session:
                kept = session.get_one(Rehearsal, number)
                found = {k: v for k, v in (kept.found or {}).items() if isinstance(v, int)}
                for name in ("matches", "mailed", "gate"):
                    if name in (kept.found or {}):
                        part = (kept.found or {})[name]
                        found[name] = [part[k] for k in ("new", "gone", "moved")]
                print(
                    f"{deed:6} {seconds:6.1f} s ({cpu:.1f} s of processor)"
                    f"{'' if seconds <= BOUND else '  OVER'}  {found} {kept.error or ''}",
                    flush=True,
                )
        engine.dispose()


if __name__ == "__main__":
    main()
