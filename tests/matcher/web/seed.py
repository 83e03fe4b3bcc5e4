"""A small agency: four people, calls in every state, three projects, matches, runs of sources."""

import gzip
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call, CallVersion, Snapshot, SourceRun
from matcher.calls.queries import refresh_index
from matcher.coded import to_stored
from matcher.intake.store import Counts, Record, Store
from matcher.matches.models import Match
from matcher.people.models import Role
from matcher.people.queries import add_person
from matcher.projects.models import Project
from matcher.tags.models import Tag, ThematicLine
from tests.matcher.web.support import PASSWORD

NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)  # twelve o'clock in Bogotá
TODAY = date(2026, 11, 20)
PEOPLE: tuple[tuple[str, str, Role], ...] = (
    ("luz@ciudad.example", "Luz Prueba", "profesional"),
    ("ver@ciudad.example", "Vera Prueba", "consulta"),
    ("dir@ciudad.example", "Dina Prueba", "direccion"),
    ("admin@ciudad.example", "Ada Prueba", "administracion"),
)
LINES = (
    ("desarrollo-economico", "Desarrollo económico", ["empleo", "emprendimiento"]),
    ("desarrollo-social", "Desarrollo social", ["niñez", "mujeres"]),
    ("educacion-cultura", "Transformación educativa y cultural", ["becas", "cultura"]),
    ("ecociudad", "Ecociudad e innovación digital", ["clima", "agua"]),
    ("gobernanza-paz", "Gobernanza y construcción de paz", ["paz", "transparencia"]),
)


def span(quote: str, **more: Any) -> dict[str, Any]:
    return {"quote": quote, "field": "text", "method": "prose", "start": None, "end": None, **more}


def deadline(on: date | None, **more: Any) -> dict[str, Any]:
    return {
        "on": on.isoformat() if on else None,
        "span": span("hasta esa fecha"),
        "precision": "day",
        "at": None,
        "timezone": None,
        "partial": None,
        "text": None,
        "label": None,
        "year_assumed": False,
        **more,
    }


def amount(kind: str, currency: str | None, **values: str) -> dict[str, Any]:
    empty = {"value": None, "minimum": None, "maximum": None}
    return {"span": span("el monto"), "kind": kind, "currency": currency, **empty, **values}


def fact(answer: bool | None, quote: str | None = None) -> dict[str, Any]:
    return {"answer": answer, "span": span(quote) if quote else None}


def fields(title: str, text: str, **more: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "title": title,
        "text": text,
        "url": "https://funder.example/call",
        "language": "es",
        "kind": "subvencion",
        "funder": "Fondo de Prueba",
        "status": "open",
        "published_on": None,
        "opens_on": None,
        "deadlines": [],
        "rolling": False,
        "amounts": [],
        "cofunding": None,
        "documents": [],
        "identifiers": [],
        "links": [],
        "warnings": [],
        "kind_span": None,
        "funder_span": None,
        "opens_span": None,
        "rolling_span": None,
        "eligibility": {
            "local_government": fact(None),
            "agency_country": fact(None),
            "partner_required": fact(None),
            "cofunding_required": fact(None),
            "countries": [],
            "countries_span": None,
        },
    }
    return base | more


def add_call(session: Session, *, source: str = "bdns", **given: Any) -> Call:
    """A call as the service itself stores it."""
    payload = fields(**given) | {"source_id": source, "source_key": given["title"]}
    store = Store(session, sources={}, at=NOW - timedelta(days=2))
    record = Record(source_id=source, source_key=payload["title"], payload=payload)
    store.add([record], Counts(), quiet=False)
    return session.scalars(select(Call).where(Call.title == payload["title"])).one()


WATER = (
    "El programa financia soluciones de agua potable y saneamiento en ciudades intermedias.\n"
    "Podrán presentarse entidades públicas territoriales de América Latina y el Caribe.\n"
    "La ayuda cubre hasta 250.000 euros por proyecto. La entidad aporta el 20 % del costo.\n"
    "El plazo termina el 30 de noviembre de 2026 a las 17:00 (hora de Bruselas)."
)


def seed(session: Session) -> None:
    """Everything the pages show."""
    people = [
        add_person(session, email=email, name=name, password=PASSWORD, role=role, at=NOW)
        for email, name, role in PEOPLE
    ]
    for position, (code, name, words) in enumerate(LINES):
        session.add(
            ThematicLine(
                code=code,
                position=position,
                name=name,
                description=f"Todo sobre {name.lower()}.",
                words=words,
                ods={},
            )
        )
    calls = _calls(session)
    _tags(session, calls)
    _matches(session, calls, _projects(session, owner_id=people[0].id))
    _history(session, calls[0])
    _runs(session)
    refresh_index(session)


def _calls(session: Session) -> list[Call]:
    water = add_call(
        session,
        title="Agua y saneamiento para ciudades intermedias",
        text=WATER,
        deadlines=[
            deadline(
                date(2026, 11, 30),
                at="17:00:00",
                timezone="Europe/Brussels",
                precision="minute",
                span=span("30 de noviembre de 2026 a las 17:00 (hora de Bruselas)"),
            )
        ],
        amounts=[amount("max", "EUR", maximum="250000")],
        cofunding={"percent": "20", "span": span("La entidad aporta el 20 % del costo")},
        eligibility={
            "local_government": fact(True, "Podrán presentarse entidades públicas territoriales"),
            "agency_country": fact(True, "América Latina y el Caribe"),
            "partner_required": fact(None),
            "cofunding_required": fact(True, "La entidad aporta el 20 % del costo"),
            "countries": ["LAC"],
            "countries_span": span("América Latina y el Caribe"),
        },
        documents=[{"url": "https://funder.example/bases.pdf", "title": "Bases (PDF)"}],
    )
    english = add_call(
        session,
        title="Clean urban mobility: grants for cities",
        source="eu-funding",
        text="Grants for municipalities that pilot zero-emission buses & cycling.",
        language="en",
        funder="European Fund",
        deadlines=[deadline(date(2027, 3, 2))],
    )
    closed = add_call(
        session,
        title="Premio a la innovación pública",
        text="Premio para gobiernos locales.",
        kind="premio",
        deadlines=[deadline(date(2026, 6, 1))],
    )
    rolling = add_call(
        session,
        title="Cooperación técnica Sur-Sur",
        text="Ventanilla abierta todo el año.",
        kind="cooperacion-tecnica",
        rolling=True,
        funder=None,
        language="es",
    )
    doubtful = add_call(
        session,
        title="Becas para jóvenes <investigadores>",
        text="Becas & pasantías.",
        kind="beca",
        amounts=[amount("total", None, value="90000")],
        deadlines=[deadline(date(2027, 1, 15)), deadline(date(2027, 2, 15), label="Segundo corte")],
        warnings=[to_stored("La página dice 15 de enero y el PDF dice 20 de enero.")],
        eligibility=fields("x", "")["eligibility"]
        | {"local_government": fact(False, "Solo personas")},
    )
    vague = add_call(
        session,
        title="Fondo para la cultura viva",
        text="Plazo: veinte días hábiles.",
        deadlines=[deadline(None, precision="text", text="20 días hábiles desde la publicación")],
    )
    return [water, english, closed, rolling, doubtful, vague]


def _tags(session: Session, calls: list[Call]) -> None:
    start = WATER.index("agua potable")
    found = [
        (
            calls[0],
            "ods",
            "6",
            0.93,
            [{"quote": "agua potable", "field": "text", "start": start, "end": start + 12}],
        ),
        (
            calls[0],
            "ods",
            "11",
            0.61,
            [
                {
                    "quote": "ciudades",
                    "field": "text",
                    "start": WATER.index("ciudades"),
                    "end": WATER.index("ciudades") + 8,
                }
            ],
        ),
        (calls[0], "ods", "3", 0.34, []),
        (calls[0], "line", "ecociudad", 0.88, []),
        (calls[1], "ods", "11", 0.9, []),
        (calls[1], "line", "ecociudad", 0.7, []),
        (calls[4], "ods", "4", 0.95, []),
        (calls[4], "line", "educacion-cultura", 0.91, []),
    ]
    for call, scheme, code, score, evidence in found:
        session.add(
            Tag(
                subject_type="call",
                subject_id=call.id,
                scheme=scheme,
                code=code,
                score=score,
                assigned=score >= 0.5,
                evidence=evidence,
                origin="model",
                model_version="base-1",
                at=NOW,
            )
        )


def _projects(session: Session, *, owner_id: int) -> list[Project]:
    rows = [
        (
            "P-001",
            "Acueductos comunitarios de ladera",
            "Agua potable para veredas",
            "Secretaría de Medio Ambiente",
            Decimal(400_000_000),
        ),
        (
            "P-002",
            "Buses eléctricos en el corredor sur",
            "Movilidad sin emisiones",
            "Secretaría de Movilidad",
            None,
        ),
        ("P-003", "Escuela de cultura viva", None, "Secretaría de Cultura", Decimal(90_000_000)),
    ]
    projects = [
        Project(
            code=code,
            name=name,
            summary=summary,
            department=department,
            amount_sought=sought,
            currency="COP" if sought else None,
            stage="perfil",
            modalities=["tecnica"],
            extra={},
            owner_id=owner_id,
            created_at=NOW,
            updated_at=NOW,
            confirmed_at=NOW - timedelta(days=120 if code == "P-003" else 5),
        )
        for code, name, summary, department, sought in rows
    ]
    session.add_all(projects)
    session.flush()
    return projects


REASONS = [
    {
        "kind": "terms",
        "code": "same-words",
        "params": {"field": "Problema"},
        "call_quote": "Financia agua potable.",
        "project_quote": "Falta agua potable.",
        "terms": ["agua potable"],
    },
    {
        "kind": "against",
        "code": "partner-asked",
        "params": {},
        "call_quote": None,
        "project_quote": None,
        "terms": [],
    },
]


def _matches(session: Session, calls: list[Call], projects: list[Project]) -> None:
    session.add(
        Match(
            call_id=calls[0].id,
            project_id=projects[0].id,
            score=0.81,
            confidence=0.7,
            signals={},
            reasons=REASONS,
            blockers=[],
            fingerprint="x",
            first_at=NOW,
            computed_at=NOW,
        )
    )
    session.add(
        Match(
            call_id=calls[1].id,
            project_id=projects[1].id,
            score=0.64,
            confidence=0.5,
            signals={},
            reasons=[],
            blockers=[
                {
                    "kind": "country",
                    "code": "agency-country-out",
                    "params": {"country": "CO"},
                    "quote": "Solo Perú.",
                },
            ],
            fingerprint="x",
            first_at=NOW,
            computed_at=NOW,
        )
    )


def _history(session: Session, call: Call) -> None:
    call.version = 2
    session.add(
        CallVersion(
            call=call,
            number=2,
            at=NOW - timedelta(days=1),
            source_id="bdns",
            changes=[
                {
                    "field": "deadlines",
                    "before": [{"on": "2026-11-15", "at": None}],
                    "after": [{"on": "2026-11-30", "at": "17:00:00"}],
                }
            ],
        )
    )
    page = (
        "<html><head><title>x</title></head><body><h1>Agua</h1><p>Texto <b>guardado</b></p>"
        "<script>alert(1)</script></body></html>"
    )
    session.add(
        Snapshot(
            sighting_id=call.sightings[0].id,
            fingerprint="d",
            url=call.url,
            content_type="text/html",
            fetched_at=NOW - timedelta(days=1),
            body=gzip.compress(page.encode()),
        )
    )


def _runs(session: Session) -> None:
    for day, found in enumerate((41, 40, 43, 42, 3)):
        at = NOW - timedelta(days=5 - day)
        session.add(
            SourceRun(
                source_id="bdns",
                started_at=at,
                finished_at=at + timedelta(minutes=1),
                status="ok" if found > 10 else "unhealthy",
                found=found,
                reasons=[]
                if found > 10
                else [to_stored("Encontró 3 convocatorias; lo usual son unas 41.")],
                failures=[],
            )
        )
