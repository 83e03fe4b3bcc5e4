"""SICON: the calls for culture of Bogotá's district bodies, behind the public portal CultuRed.

Every visitor's browser is given a token in the clear; it changes daily. The list takes a form and
nothing else: with JSON, or by GET, it answers under HTTP 200 that the token is wrong.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from scrapers.errors import LayoutChanged, UnknownValue
from scrapers.item import Amount, Deadline, PublishedStatus, ScrapedCall
from scrapers.letters import fold
from scrapers.page import plain_text
from scrapers.remark import Remark
from scrapers.source import About
from scrapers.sources.base.json_list import Door, JsonList
from scrapers.sources.base.prose import one_line, paragraphs
from scrapers.sources.base.record import JsonRecord
from scrapers.sources.base.values import iso_closing, iso_day, money, said, some

if TYPE_CHECKING:
    from scrapers.fetch import Response

_PORTAL = "https://cultured.gov.co"
_SETTINGS = "/config/config.txt"
_LIST = "/crud_SCRD_pv/api/DrupalWS/convocatorias_publicadas"
_PAGE = _PORTAL + "/detalle/convocatorias/{}"
_ROWS = 50
_OPENS, _CLOSES, _PUBLISHED = "fecha de apertura", "fecha de cierre", "fecha de publicacion"
_STATES: dict[str, PublishedStatus] = {
    "publicada": "open",
    "publicada cerrada": "closed",
    "cancelada": "cancelled",
}
_DECIDED = ("adjudicada", "desierta")
_PESOS = re.compile(r"\$?\s*(\d{1,3}(?:\.\d{3})*|\d+)")


ABOUT = About(
    id="bogota_sicon",
    title="Bogotá: convocatorias de cultura (SICON)",
    publisher="Secretaría de Cultura, Recreación y Deporte de Bogotá",
    funder_kind="gobierno-local",
    access="json-api",
    home="https://cultured.gov.co/todo/convocatorias-abiertas",
    base="https://sicon.scrd.gov.co",
    licence="Información pública (Ley 1712 de 2014), con mención de la fuente",
    expected=(1, 1000),
    language="es",
    country="CO",
    verified=False,
    disabled="Se lee con la clave pública que CultuRed da a cada visitante: antes de encenderla, "
    "una persona debe confirmar con la Secretaría de Cultura que acepta ese uso.",
)


def search(door: Door, number: int) -> "Response":
    """One page of the list, asked for as the portal does."""
    return door.fetcher.post_form(
        door.at(_LIST), {"token": token(door), "offset": number * _ROWS, "limit": _ROWS}
    )


def token(door: Door) -> str:
    """The public token of the day: what stands before ``{{`` in the portal's settings.

    :raises LayoutChanged: where there is none.
    """
    host = _PORTAL if door.base == ABOUT.base else door.base.rstrip("/")
    found = door.fetcher.get(host + _SETTINGS).text().partition("{{")[0].strip()
    if not found or not found.isprintable() or "<" in found:
        raise LayoutChanged(Remark("sicon-no-key"))
    return found


def rows_of(data: Any) -> list[JsonRecord]:
    """The rows of an answer.

    :raises LayoutChanged: where it carries an error under HTTP 200, or no list.
    """
    envelope = JsonRecord(data)
    code = envelope.number("error")
    if code:
        raise LayoutChanged(Remark("sicon-says", words=envelope.value("respuesta"), code=code))
    return envelope.rows("respuesta")


def row_name(row: JsonRecord) -> str:
    """What names a row: its number in the portal."""
    return str(row.value("id") or row.value("nombre") or "sin número")


def parse_row(row: JsonRecord) -> ScrapedCall | None:
    """One call; ``None`` once it was decided, when only its results are left.

    :raises ScraperError: where number or title are missing, or a value cannot be read.
    """
    state = row.text("estado") or ""
    if fold(state).startswith(_DECIDED):
        return None
    status = _STATES.get(fold(state), "unknown")
    number, entity = row.need("id"), row.text("entidad")
    title = one_line(row.need("nombre"))
    unmet = status == "unknown" and state
    opens = next(_days(row, _OPENS), None)
    return ScrapedCall(
        source_id=ABOUT.id,
        source_key=number,
        url=_PAGE.format(number),
        title=title,
        text=_text(row, title),
        language="es",
        funder=entity,
        funder_span=said(entity, "entidad"),
        status=status,
        published_on=next((day for day, _ in _days(row, _PUBLISHED)), None),
        opens_on=opens[0] if opens else None,
        opens_span=said(opens[1], "cronograma", name="Fecha de apertura") if opens else None,
        deadlines=_deadlines(row),
        amounts=some(_amount(row)),
        identifiers=(number,),
        warnings=(Remark("status-unknown", word=state),) if unmet else (),
    )


def _text(row: JsonRecord, title: str) -> str:
    applicants = (
        f"{who.text('participante') or ''}: {plain_text(who.markup('descripcion'))}".strip(": ")
        for who in row.records("tipo_de_participante")
    )
    return paragraphs(
        (None, title),
        (None, plain_text(row.markup("justificacion"))),
        ("Programa", row.text("tipo_programa")),
        ("Categoría", row.text("categoria")),
        ("Área", row.text("area")),
        ("Línea estratégica", row.text("linea_estrategica")),
        ("Enfoque", row.text("enfoque")),
        ("Quién puede participar", "\n".join(filter(None, applicants))),
    )


def _events(row: JsonRecord, name: str) -> Iterator[str]:
    """The moments of the schedule under exactly this name: others close other things."""
    for event in row.records("cronograma"):
        at = event.text("fecha_inicio")
        if at and fold(event.text("tipo_evento") or "") == name:
            yield at.replace("/", "-")


def _days(row: JsonRecord, name: str) -> Iterator[tuple[date, str]]:
    for at in _events(row, name):
        if day := iso_day(at, field="cronograma.fecha_inicio"):
            yield day, at


def _deadlines(row: JsonRecord) -> tuple[Deadline, ...]:
    return tuple(
        iso_closing(at, field="cronograma.fecha_inicio", name="Fecha de cierre")
        for at in _events(row, _CLOSES)
    )


def _amount(row: JsonRecord) -> Amount | None:
    """What all the prizes come to, written "$ 350.000.000"; "$ 0" says that nobody stated it."""
    field = "distribucion_estimulos.valor_total_estimulos"
    words = row.text(field)
    if words is None:
        return None
    found = _PESOS.fullmatch(words.strip())
    if found is None:
        raise UnknownValue(Remark("number-unreadable", field=field, value=repr(words[:40])))
    return money(
        Decimal(found.group(1).replace(".", "")),
        kind="total",
        currency="COP",
        field=field,
        name="Valor total de los estímulos",
        language="es",
    )


SOURCE = JsonList(
    about=ABOUT,
    ask=search,
    rows=rows_of,
    name=row_name,
    parse=parse_row,
    total="total_registros_sin_filtro",
    what="las convocatorias de cultura de Bogotá",
    at_most=100,
)
