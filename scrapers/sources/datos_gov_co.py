"""datos.gov.co (Socrata): SECOP II processes about international cooperation.

It is public procurement, useful only filtered by words; ``p6dx-8zbt`` holds the processes (the
dataset of signed contracts is another). Null columns are absent, numbers are texts, timestamps
have no zone, and ``urlproceso`` is an object, a text, or missing.
"""

from typing import TYPE_CHECKING

from scrapers.item import Deadline, PublishedStatus, ScrapedCall
from scrapers.source import About
from scrapers.sources.base.json_list import Door, JsonList
from scrapers.sources.base.prose import one_line, paragraphs
from scrapers.sources.base.record import JsonRecord, listed
from scrapers.sources.base.values import (
    iso_closing,
    iso_day,
    money,
    said,
    some,
)

if TYPE_CHECKING:
    from scrapers.fetch import Response

TOKEN = "PUENTE_SOCRATA_TOKEN"  # noqa: S105  # the name of a setting, not a secret
_PATH = "/resource/p6dx-8zbt.json"
_ROWS = 1000
_WORDS = ("COOPERACIÓN INTERNACIONAL", "COOPERACION INTERNACIONAL")
_OPEN = ("publicado", "presentación de oferta", "convocado")
_DATASET = "https://www.datos.gov.co/d/p6dx-8zbt"


ABOUT = About(
    id="datos_gov_co",
    title="Colombia: SECOP II (datos.gov.co)",
    publisher="Colombia Compra Eficiente",
    funder_kind="gobierno-nacional",
    access="json-api",
    home="https://www.datos.gov.co",
    base="https://www.datos.gov.co",
    licence="CC BY-SA 4.0 (datos abiertos de Colombia)",
    expected=(1, 5000),
    language="es",
    country="CO",
    key=TOKEN,
    note="Contratación pública: solo procesos que nombran la cooperación internacional.",
)


def search(door: Door, number: int) -> "Response":
    """One page of the open processes; a token, where there is one, lifts the throttle."""
    token = door.fetcher.key(TOKEN)
    return door.fetcher.get(
        door.at(_PATH),
        params=query(number * _ROWS),
        headers={"X-App-Token": token} if token else None,
    )


def query(offset: int) -> dict[str, str | int]:
    """The SoQL of one page: open, and about cooperation; a quote inside a text is doubled."""
    texts = " OR ".join(
        "upper(descripci_n_del_procedimiento) like '%{}%'".format(word.replace("'", "''"))
        for word in _WORDS
    )
    return {
        "$where": f"estado_de_apertura_del_proceso='Abierto' AND ({texts})",
        "$order": "fecha_de_publicacion_del DESC",
        "$limit": _ROWS,
        "$offset": offset,
    }


def was_asked(row: JsonRecord) -> bool:
    """Whether the process is open, as far as it says, and speaks of cooperation."""
    words = f"{row.value('descripci_n_del_procedimiento')} {row.value('nombre_del_procedimiento')}"
    state = (row.text("estado_de_apertura_del_proceso") or "abierto").lower()
    return "cooperaci" in words.lower() and state == "abierto"


def row_name(row: JsonRecord) -> str:
    """What names a row: the process."""
    return str(row.value("id_del_proceso") or row.value("referencia_del_proceso") or row.path)


def parse_row(row: JsonRecord) -> ScrapedCall:
    """One process as a call.

    :raises ScraperError: where number or title are missing, or a value cannot be read.
    """
    number = row.need("id_del_proceso")
    description = row.text("descripci_n_del_procedimiento")
    title = row.text("nombre_del_procedimiento") or description
    entity = row.text("entidad")
    return ScrapedCall(
        source_id=ABOUT.id,
        source_key=number,
        url=_page(row) or _DATASET,
        title=one_line(title or row.need("nombre_del_procedimiento")),
        text=paragraphs(
            (None, title),
            (None, description),
            ("Entidad", entity),
            (
                "Lugar",
                ", ".join(
                    filter(None, [row.text("ciudad_entidad"), row.text("departamento_entidad")])
                ),
            ),
            ("Modalidad", row.text("modalidad_de_contratacion")),
            ("Tipo de contrato", row.text("tipo_de_contrato")),
        ),
        language="es",
        kind="convocatoria",
        kind_span=said(row.text("modalidad_de_contratacion"), "modalidad_de_contratacion"),
        funder=entity,
        funder_span=said(entity, "entidad"),
        status=_status(row),
        published_on=iso_day(
            row.text("fecha_de_publicacion_del"), field="fecha_de_publicacion_del"
        ),
        deadlines=_deadlines(row),
        amounts=some(
            money(
                row.number("precio_base"),
                kind="total",
                currency="COP",
                field="precio_base",
                name="Precio base",
                language="es",
            )
        ),
        identifiers=(number,),
    )


def _page(row: JsonRecord) -> str | None:
    found = row.value("urlproceso")
    return row.text("urlproceso.url") if isinstance(found, dict) else row.text("urlproceso")


def _status(row: JsonRecord) -> PublishedStatus:
    state = (row.text("estado_de_apertura_del_proceso") or "").lower()
    summary = (row.text("estado_resumen") or "").lower()
    if state == "abierto" or summary in _OPEN:
        return "open"
    return "closed" if state == "cerrado" else "unknown"


def _deadlines(row: JsonRecord) -> tuple[Deadline, ...]:
    value = row.text("fecha_de_recepcion_de")
    name = "Fecha de recepción de respuestas"
    return (iso_closing(value, field="fecha_de_recepcion_de", name=name),) if value else ()


SOURCE = JsonList(
    about=ABOUT,
    ask=search,
    rows=listed,
    name=row_name,
    matches=was_asked,
    what="procesos abiertos de cooperación",
    parse=parse_row,
    at_most=20,
)
