"""Calls made up for measuring: as long and as varied as real ones, the same every time."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from matcher.clock import SystemClock
from matcher.intake.store import RawBody, Record

SOURCE = "grants_gov"
THEMES = (
    "agua potable y saneamiento, movilidad sostenible, primera infancia, memoria histórica, "
    "empleo juvenil, energía solar, residuos orgánicos, vivienda digna, salud mental, robótica "
    "educativa, gobierno abierto, turismo comunitario, agricultura urbana, calidad del aire, "
    "economía circular, cultura viva, paz territorial, datos abiertos, mujeres emprendedoras, "
    "gestión del riesgo, bosques urbanos, discapacidad, migración, seguridad alimentaria, "
    "deporte barrial, bibliotecas, transporte eléctrico, justicia restaurativa, patrimonio, ríos"
).split(", ")
_WHO = (
    "municipios intermedios, organizaciones sociales, universidades públicas, gobiernos locales, "
    "redes de ciudades, cooperativas, pueblos indígenas, centros de investigación, empresas "
    "sociales, asociaciones vecinales, consorcios regionales, institutos técnicos, hospitales"
).split(", ")
_HOW = (
    "Fortalecimiento de, Innovación para, Alianzas por, Fondo semilla de, Laboratorio de, "
    "Asistencia técnica en, Cofinanciación de, Premio a, Investigación aplicada en, Redes de, "
    "Formación en, Infraestructura para, Pilotos de, Intercambio sobre, Evaluación de"
).split(", ")
_SENTENCES = (
    "Podrán presentar propuestas las entidades que acrediten experiencia de tres años.",
    "El financiamiento cubre personal, equipos, viajes y hasta un siete por ciento indirecto.",
    "Las propuestas serán evaluadas por un comité independiente según pertinencia e impacto.",
    "Se valorará la participación de mujeres, jóvenes y comunidades de las zonas rurales.",
    "El proyecto tendrá una duración máxima de treinta y seis meses y un informe anual.",
    "La contrapartida puede ser en especie y debe estar soportada con una carta firmada.",
)
_ENGLISH_THEMES = (
    "drinking water and sanitation, sustainable mobility, early childhood, historical memory, "
    "youth employment, solar energy, organic waste, decent housing, mental health, educational "
    "robotics, open government, community tourism, urban agriculture, air quality, circular "
    "economy, living culture, territorial peace, open data, women entrepreneurs, risk "
    "management, urban forests, disability, migration, food security, neighbourhood sports, "
    "libraries, electric transport, restorative justice, heritage, rivers"
).split(", ")
_ENGLISH_SENTENCES = (
    "Proposals may be submitted by organisations with at least three years of experience.",
    "Funding covers staff, equipment, travel and up to seven per cent of indirect costs.",
    "Proposals will be assessed by an independent panel according to relevance and impact.",
    "The participation of women, young people and rural communities will be valued.",
    "Projects may last up to thirty-six months and must present an annual report.",
    "Co-funding may be in kind and must be supported by a signed letter.",
)


def title_of(rng: random.Random, number: int) -> str:
    """A title of nine to fifteen words; one in three names its edition."""
    themes = rng.sample(THEMES, 2)
    edition = f" {2020 + number % 9}" if number % 3 == 0 else ""
    return f"{rng.choice(_HOW)} {themes[0]} y {themes[1]} con {rng.choice(_WHO)}{edition}"


def english_call(rng: random.Random) -> tuple[str, str]:
    """Title and text of a call in English, about the same themes."""
    themes = rng.sample(_ENGLISH_THEMES, 2)
    about = f"The programme supports pilots on {themes[0]} and {themes[1]} in intermediate cities."
    title = f"Call for proposals: {themes[0]} and {themes[1]}"
    return title, "\n".join([about, *rng.choices(_ENGLISH_SENTENCES, k=15)])


def records(
    count: int, *, source: str = SOURCE, body_bytes: int = 6000, english: float = 0.0
) -> Iterator[Record]:
    """``count`` records of ``source``, each with a deadline, an amount and a raw payload.

    :param english: the share of them that is in English.
    """
    rng = random.Random(7)  # the same calls each time, no secret
    now = SystemClock().now()
    for number in range(count):
        text, language = "\n".join(rng.choices(_SENTENCES, k=16)), "es"
        day = (date(2027, 1, 1) + timedelta(days=rng.randrange(700))).isoformat()
        raw = f"<html>{text * (body_bytes // len(text))}{number}</html>".encode()
        url = f"https://fondo.example/convocatoria/{number}"
        title = title_of(rng, number)
        if english and rng.random() < english:
            (title, text), language = english_call(rng), "en"
        payload = made_payload(source, number, title=title, text=text, day=day, url=url)
        yield Record(
            source_id=source,
            source_key=str(number),
            payload={**payload, "language": language},
            raw=RawBody(body=raw, content_type="text/html", url=url, fetched_at=now),
        )


def made_payload(
    source: str, number: int, *, title: str, text: str, day: str, url: str
) -> dict[str, Any]:
    """What ``source`` tells of one call: a closing day, an amount, a document."""

    def span(quote: str) -> dict[str, Any]:
        return {"quote": quote, "field": "text", "method": "prose", "start": 0, "end": 9}

    return {
        "source_id": source,
        "source_key": str(number),
        "url": url,
        "title": title,
        "text": text,
        "language": "es",
        "kind": "subvencion",
        "kind_span": span("fondo"),
        "funder": f"Fundación {number % 400}",
        "funder_span": span("fundación"),
        "status": "open",
        "published_on": "2026-11-01",
        "opens_on": None,
        "opens_span": None,
        "deadlines": [
            {
                "on": day,
                "at": None,
                "timezone": None,
                "precision": "day",
                "partial": None,
                "text": None,
                "label": None,
                "year_assumed": False,
                "span": span(day),
            }
        ],
        "rolling": False,
        "rolling_span": None,
        "amounts": [
            {
                "span": span("monto"),
                "kind": "max",
                "currency": "EUR",
                "value": str(10_000 + number),
                "minimum": None,
                "maximum": None,
            }
        ],
        "cofunding": None,
        "eligibility": {
            name: {"answer": None, "span": None}
            for name in (
                "local_government",
                "agency_country",
                "partner_required",
                "cofunding_required",
            )
        },
        "documents": [{"url": f"{url}/bases.pdf", "title": "Bases"}],
        "identifiers": [f"{source.upper()}-{number:07d}"],
        "links": [],
        "warnings": [],
    }
