"""A made city for measuring: calls, projects, tags and matches as many as asked.

Rows go straight into the tables; only the bodies of our copies are left out. Each call has its
sighting, its days, its tags and its entry in the search, each project the ten matches a run keeps.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from hashlib import sha256
from itertools import islice
from typing import Any

from made_calls import THEMES, made_payload, title_of
from made_office import office
from sqlalchemy import Engine, Table, insert, text

from matcher.audit.models import AuditEntry
from matcher.calls.models import Call, CallDeadline, Review, Sighting, SourceRun
from matcher.db.base import Base
from matcher.db.search import SearchEntry, place_of
from matcher.db.session import session_factory, transaction
from matcher.jobs.models import JobRun
from matcher.matches.models import Feedback, Match, MatchedState
from matcher.people.models import AccessKey
from matcher.people.queries import add_person
from matcher.projects.models import Project
from matcher.tags.models import Tag, Tagged
from matcher.tags.tagging import seed_lines
from matcher.text import stem, words
from scrapers import registry

EMAIL = "mide@ciudad.example"
PASSWORD = "lluvia-sobre-el-puente"  # of a database that only measures
API_KEY = "clave-que-solo-mide"
LINES = (
    "desarrollo-economico",
    "desarrollo-social",
    "educacion-cultura",
    "ecociudad",
    "gobernanza-paz",
)
KINDS = ("subvencion", "premio", "beca", "credito", "cooperacion-tecnica", "red", None)
CHUNK = 2000
SPAN = {"quote": "hasta el día", "field": "text", "method": "prose", "start": 0, "end": 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many of each."""

    calls: int = 100_000
    projects: int = 9_700
    matches: int = 10


def fill(engine: Engine, size: Size) -> None:
    """Write the whole city into an empty database at the present schema."""
    now = datetime.now(UTC).replace(microsecond=0)
    with transaction(session_factory(engine)) as session:
        seed_lines(session)
        who = {"email": EMAIL, "name": "Mide", "password": PASSWORD, "role": "direccion"}
        person = add_person(session, **who, at=now)
        session.add(
            AccessKey(
                person_id=person.id,
                door="api",
                name="mide",
                asked="",
                scopes=["read"],
                secret_hash=sha256(API_KEY.encode()).hexdigest(),
                created_at=now,
            )
        )
    city = _City(size, now)
    for model, rows in city.tables():
        _write(engine, model, rows)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _write(engine: Engine, model: type[Base], rows: Iterator[dict[str, Any]]) -> None:
    table = model.__table__
    assert isinstance(table, Table)
    with engine.begin() as connection:
        while some := list(islice(rows, CHUNK)):
            connection.execute(insert(table), some)
    if engine.dialect.name == "postgresql" and "id" in table.columns:
        with engine.begin() as connection:  # numbers of ours were given: the next one follows
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "
                    f'(SELECT max(id) FROM "{table.name}"))'
                )
            )


class _City:
    """The rows, in the order in which one table may point at another."""

    def __init__(self, size: Size, now: datetime) -> None:
        self.size, self.now, self.today = size, now, now.date()
        self.sources = [source.about.id for source in registry.sources()]

    def tables(self) -> Iterator[tuple[type[Base], Iterator[dict[str, Any]]]]:
        """Table by table."""
        yield Call, self._calls()
        yield Sighting, self._sightings()
        yield CallDeadline, self._deadlines()
        yield Review, self._reviews()
        yield Project, self._projects()
        yield Tag, self._tags()
        yield Tagged, self._tagged()
        yield Match, self._matches()
        yield MatchedState, self._matched()
        yield Feedback, self._feedback()
        yield SearchEntry, self._search()
        yield AuditEntry, self._audit()
        yield SourceRun, self._runs()
        yield JobRun, self._jobs()
        yield from office(self.now, calls=self.size.calls, projects=self.size.projects)

    def _facts(self, number: int) -> dict[str, Any]:
        """What a source tells of the call ``number``; the same at each asking."""
        rng = random.Random(number)  # the same calls each time, no secret
        source = self.sources[int(len(self.sources) * rng.random() ** 3)]
        payload = made_payload(
            source,
            number,
            title=title_of(rng, number),
            text=_text(rng),
            day=(self.today + timedelta(days=rng.randrange(-450, 550))).isoformat(),
            url=f"https://fondo.example/convocatoria/{number}",
        )
        payload["kind"] = rng.choice(KINDS)
        payload["language"] = rng.choices(("es", "en", "pt", "fr"), (5, 4, 1, 1))[0]
        payload["funder"] = f"Fundación {rng.choice(THEMES)} {int(3000 * rng.random() ** 3)}"
        self._days(payload, rng)
        answers = rng.choices((None, True, False), (6, 3, 1), k=2)
        for name, answer in zip(("local_government", "agency_country"), answers, strict=True):
            payload["eligibility"][name]["answer"] = answer
        amount = payload["amounts"][0]
        amount["currency"] = rng.choice(("EUR", "USD", "COP", "GBP"))
        if rng.random() < 0.5:
            payload["amounts"] = []
        return payload

    def _days(self, payload: dict[str, Any], rng: random.Random) -> None:
        """One in eight says no day, one in twelve two of them; half of them an hour."""
        first, chance = payload["deadlines"][0], rng.random()
        if chance < 0.12:
            payload["deadlines"], payload["rolling"] = [], chance < 0.05
        elif chance < 0.2:
            later = date.fromisoformat(first["on"]) + timedelta(days=rng.randrange(20, 120))
            payload["deadlines"].append({**first, "on": later.isoformat(), "label": "corte 2"})
        for one in payload["deadlines"] if chance > 0.5 else ():
            one.update(at="17:00:00", timezone="Europe/Brussels", precision="minute")
        if chance > 0.97:
            payload["opens_on"] = (self.today + timedelta(days=rng.randrange(60))).isoformat()

    def _calls(self) -> Iterator[dict[str, Any]]:
        for number in range(1, self.size.calls + 1):
            told, rng = self._facts(number), random.Random(-number)
            days = [date.fromisoformat(one["on"]) for one in told["deadlines"]]
            seen = self.now - timedelta(minutes=rng.randrange(60, 600_000))
            kept = {"title", "text", "url", "source_id", "source_key"}
            opens = told["opens_on"]
            yield {
                "id": number,
                **{name: told[name] for name in ("title", "text", "url", "language", "kind")},
                "funder": told["funder"],
                "published_status": "open",
                "published_on": date(2026, 11, 1),
                "opens_on": date.fromisoformat(opens) if opens else None,
                "closes_on": days[-1] if days else None,
                "rolling": told["rolling"],
                "amount_max": told["amounts"][0]["value"] if told["amounts"] else None,
                "amount_total": None,
                "currency": told["amounts"][0]["currency"] if told["amounts"] else None,
                "facts": {"composed": {k: v for k, v in told.items() if k not in kept}},
                "warnings": [],
                "pinned": [],
                "round_key": told["title"].lower(),
                "content_hash": f"{number:032x}",
                "version": 1,
                "quiet": False,
                "first_seen_at": seen,
                "changed_at": seen,
                "withdrawn_at": seen if rng.random() < 0.02 else None,
                "discarded_at": seen if rng.random() < 0.01 else None,
                "doubt": "report" if rng.random() < 0.03 else None,
                "doubt_span": None,
                "judged_by": 1,
                "confirmed_at": None,
            }

    def _sightings(self) -> Iterator[dict[str, Any]]:
        for number in range(1, self.size.calls + 1):
            told = self._facts(number)
            for place in range(1 + (number % 11 == 0)):
                yield {
                    "id": number + place * self.size.calls,
                    "call_id": number,
                    "source_id": told["source_id"] if not place else "grants_gov",
                    "source_key": f"{number}-{place}",
                    "url": told["url"],
                    "canonical_url": told["url"],
                    "title": told["title"],
                    "content_hash": f"{number:032x}",
                    "marks": {},
                    "payload": told,
                    "joined_by": None,
                    "first_seen_at": self.now,
                    "last_seen_at": self.now,
                    "missing_since": None,
                }

    def _deadlines(self) -> Iterator[dict[str, Any]]:
        for number in range(1, self.size.calls + 1):
            for position, one in enumerate(self._facts(number)["deadlines"]):
                yield {
                    "call_id": number,
                    "position": position,
                    "on_day": date.fromisoformat(one["on"]),
                    "at_time": time.fromisoformat(one["at"]) if one["at"] else None,
                    "timezone": one["timezone"],
                    "precision": one["precision"],
                    "partial": None,
                    "words": None,
                    "label": one["label"],
                    "year_assumed": False,
                    "span": SPAN,
                }

    def _reviews(self) -> Iterator[dict[str, Any]]:
        for number in range(1, self.size.calls + 1, 3):
            rng = random.Random(number)
            yield {
                "call_id": number,
                "since": 0,
                "version": 1,
                "source_id": self._facts(number)["source_id"],
                "quiet": number % 9 != 1,
                "at": self.now - timedelta(minutes=rng.randrange(600_000)),
                "looked_at": self.now if rng.random() < 0.3 else None,
                "person_id": None,
                "outcome": None,
                "entry_id": None,
            }

    def _projects(self) -> Iterator[dict[str, Any]]:
        for number in range(1, self.size.projects + 1):
            rng = random.Random(-number)
            told = _text(rng)
            confirmed = self.now - timedelta(days=rng.randrange(77), hours=1)
            yield {
                "id": number,
                "code": f"P-{number:05}",
                "name": title_of(rng, number),
                "summary": told[:300],
                "description": told,
                "problem": told[300:900],
                "objective": told[900:1200],
                "department": f"Secretaría de {THEMES[number % len(THEMES)]}",
                "stage": rng.choice(("idea", "perfil", "factibilidad", "listo")),
                "amount_sought": rng.randrange(10**6, 10**9),
                "amount_sought_currency": "COP",
                "modalities": [],
                "public": number % 20 == 0,
                "extra": {},
                "owner_id": 1,
                "version": 1,
                "created_at": confirmed,
                "updated_at": confirmed,
                "confirmed_at": confirmed,
            }

    def _tags(self) -> Iterator[dict[str, Any]]:
        subjects = (("call", self.size.calls), ("project", self.size.projects))
        for kind, count in subjects:
            for number in range(1, count + 1):
                yield from self._tags_of(kind, number)

    def _tags_of(self, kind: str, number: int) -> Iterator[dict[str, Any]]:
        rng = random.Random(f"{kind}{number}")
        for scheme, codes in (("ods", [str(n) for n in range(1, 18)]), ("line", list(LINES))):
            chosen = rng.sample(codes, 4)
            for place, code in enumerate(chosen):
                assigned = place < 1 + (rng.random() < 0.4)
                yield {
                    "subject_type": kind,
                    "subject_id": number,
                    "scheme": scheme,
                    "code": code,
                    "score": 0.5 + rng.random() / 2 if assigned else rng.random() / 2,
                    "assigned": assigned,
                    "evidence": [SPAN] if assigned else [],
                    "origin": "model",
                    "model_version": "base-1",
                    "person_id": None,
                    "at": self.now,
                }

    def _tagged(self) -> Iterator[dict[str, Any]]:
        for kind, count in (("call", self.size.calls), ("project", self.size.projects)):
            for number in range(1, count + 1):
                at = self.now
                yield {"subject_type": kind, "subject_id": number, "fingerprint": "x", "at": at}

    def _matches(self) -> Iterator[dict[str, Any]]:
        said = {"kind": "terms", "code": "same-words", "params": {"field": "Problema"}}
        quoted = {"call_quote": SPAN["quote"], "project_quote": SPAN["quote"], "terms": ["agua"]}
        for project in range(1, self.size.projects + 1):
            rng = random.Random(project)
            for call in rng.sample(range(1, self.size.calls + 1), self.size.matches):
                blocked = rng.random() < 0.1
                yield {
                    "call_id": call,
                    "project_id": project,
                    "score": rng.random() ** 2,
                    "confidence": rng.random(),
                    "blocked": blocked,
                    "signals": {"words": rng.random(), "tags": rng.random()},
                    "reasons": [{**said, **quoted}] * 3,
                    "blockers": [],
                    "fingerprint": "x",
                    "first_at": self.now - timedelta(minutes=rng.randrange(300_000)),
                    "computed_at": self.now,
                }

    def _matched(self) -> Iterator[dict[str, Any]]:
        for kind, count in (("call", self.size.calls), ("project", self.size.projects)):
            for number in range(1, count + 1):
                at = self.now
                yield {"subject_type": kind, "subject_id": number, "fingerprint": "x", "at": at}

    def _feedback(self) -> Iterator[dict[str, Any]]:
        for number in range(1, 2000):
            rng = random.Random(number)
            yield {
                "call_id": rng.randrange(1, self.size.calls + 1),
                "project_id": rng.randrange(1, self.size.projects + 1),
                "person_id": 1,
                "verdict": rng.choice(("interesa", "no-interesa")),
                "scope": "team",
                "reason": None,
                "position": rng.randrange(1, 11),
                "at": self.now - timedelta(days=rng.randrange(300)),
                "undone_at": None,
            }

    def _search(self) -> Iterator[dict[str, Any]]:
        for number in range(1, self.size.calls + 1):
            told = self._facts(number)
            yield _entry("call", number, told["title"], f"{told['funder']} {told['text']}")
        for number in range(1, self.size.projects + 1):
            rng = random.Random(-number)
            told_of_it = _text(rng)
            yield _entry("project", number, title_of(rng, number), told_of_it)

    def _audit(self) -> Iterator[dict[str, Any]]:
        for number in range(1, 20_001):
            rng = random.Random(number)
            detail = {"scheme": "line", "code": rng.choice(LINES), "before": True}
            fixed = {"field": ["deadlines"], "before": {}, "after": {}}
            yield {
                "id": number,
                "at": self.now - timedelta(minutes=(20_000 - number) * 30),
                "person_id": 1,
                "action": "tag.corrected" if number % 3 else "call.corrected",
                "subject_type": "call",
                "subject_id": str(rng.randrange(1, self.size.calls + 1)),
                "detail": detail | {"after": rng.random() < 0.8} if number % 3 else fixed,
            }

    def _runs(self) -> Iterator[dict[str, Any]]:
        for source in self.sources:
            for ago in range(300, -1, -1):
                at = self.now - timedelta(days=ago, hours=1)
                yield {
                    "source_id": source,
                    "started_at": at,
                    "finished_at": at + timedelta(minutes=2),
                    "status": "ok",
                    **dict.fromkeys(("found", "new", "changed", "merged", "unchanged"), 40),
                    "withdrawn": 0,
                    "quiet": False,
                    "reasons": [],
                    "failures": [],
                }

    def _jobs(self) -> Iterator[dict[str, Any]]:
        for ago in range(5000, -1, -1):
            at = self.now - timedelta(hours=ago, minutes=10)
            for name in ("collect", "tag", "match", "notify"):
                yield {
                    "name": name,
                    "started_at": at,
                    "finished_at": at + timedelta(minutes=5),
                    "status": "ok",
                    "done": 1,
                    "total": 1,
                    "counts": {},
                    "error": None,
                }


@cache
def _sentences(theme: str) -> tuple[str, ...]:
    """Sentences on a theme, as pages of funders have them."""
    rng = random.Random(theme)
    who = ("la entidad", "el municipio", "la universidad", "el consorcio", "la organización")
    does = ("presentará", "financiará", "acreditará", "fortalecerá", "evaluará", "promoverá")
    what = ("propuestas", "alianzas", "planes", "pilotos", "redes", "informes", "estudios")
    return tuple(
        f"{rng.choice(who).capitalize()} {rng.choice(does)} {rng.choice(what)} de {theme} con "
        f"{rng.choice(what)} de experiencia, equipos propios y una carta firmada, hasta el "
        f"{rng.randrange(5, 90)} % del costo y en {rng.randrange(6, 60)} meses desde la firma."
        for _ in range(400)
    )


def _text(rng: random.Random) -> str:
    """About two and a half thousand characters on two or three themes."""
    themes = rng.sample(THEMES, rng.randrange(2, 4))
    return "\n".join(
        rng.choice(_sentences(rng.choice(themes))) for _ in range(rng.randrange(8, 24))
    )


@cache
def _stems(word: str) -> str:
    return stem(word, "es")


def _tokens(content: str) -> str:
    """As the product indexes a Spanish text; each word is stemmed once for all texts."""
    found = words(content)
    distinct = set(found)
    return " ".join([*found, *sorted({_stems(word) for word in distinct} - distinct)])


def _entry(kind: str, number: int, title: str, body: str) -> dict[str, Any]:
    return {
        "id": place_of(kind, number),
        "subject_type": kind,
        "subject_id": number,
        "stamp": "1" if kind == "project" else f"{number:032x}",
        "title": _tokens(title),
        "body": _tokens(body),
    }
