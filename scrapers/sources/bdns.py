"""BDNS, Spain's national database of subsidies: competitive calls of state, regions and towns.

A search row is thin, so each call is read from its own record. Most records are awards published
afterwards ("Concesión directa"): only "Concurrencia competitiva" is a call.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from scrapers.errors import FilterIgnored, ScraperError
from scrapers.extract import Counting
from scrapers.item import Amount, Deadline, Document, Kind, Raw, ScrapedCall, Span
from scrapers.page import plain_text
from scrapers.remark import Remark
from scrapers.source import About, Failure, Run
from scrapers.sources.base.prose import one_line, paragraphs
from scrapers.sources.base.reading import (
    Details,
    Pages,
    asked,
    finish,
    incomplete,
    json_raw,
    read,
    refuse_flood,
)
from scrapers.sources.base.record import JsonRecord, listed
from scrapers.sources.base.spain import (
    NEXT_DAY,
    at_the_hour,
    calendar_of,
    says_otherwise,
    told_by_term,
)
from scrapers.sources.base.values import (
    iso_closing,
    iso_day,
    money,
    said,
    some,
    span,
)

if TYPE_CHECKING:
    from scrapers.fetch import Fetcher, Response

_API = "/bdnstrans/api/convocatorias"
_PAGE_SIZE = 50
_WINDOW = timedelta(days=365)
_SHORT_WINDOW = timedelta(days=45)
_CEILING = 60_000
_PURPOSE = "cooperación internacional"
_COMPETITIVE = "concurrencia competitiva"
_LOOKS_LIKE_A_CALL = re.compile(r"\bconvoca|\bpremio|\bbeca|\bbases\b|concurrencia", re.IGNORECASE)
_VOID = re.compile(r"\W*(?:desierta|anulada|desistida|revocada|sin efecto)\b", re.IGNORECASE)
"""How the register opens the title of a call that nobody won or that was taken back."""
_NO_TERM = re.compile(
    r"\s*(?:sin plazo|no tiene|no procede|no aplica|ninguno|concesi)", re.IGNORECASE
)
Listed = tuple[JsonRecord, tuple[JsonRecord, Raw] | None]
"""A row of the search and, where it could be read, its record with the raw payload."""


@dataclass(slots=True, kw_only=True)
class Search:
    """One reading: what is asked for, and the last page that came."""

    fetcher: "Fetcher"
    base: str
    run: Run
    details: Details
    purpose: str | None
    announced: int | None = None
    answer: "Response | None" = None

    def load(self, number: int) -> list[JsonRecord]:
        """The rows of one page; the page size goes under both names that servers have used.

        :raises FilterIgnored: where the server announces its whole corpus.
        """
        window = _WINDOW if self.purpose else _SHORT_WINDOW
        since = self.fetcher.now().date() - window
        self.answer = self.fetcher.get(
            f"{self.base.rstrip('/')}{_API}/busqueda",
            params={
                "vpd": "GE",
                "page": number,
                "pageSize": _PAGE_SIZE,
                "size": _PAGE_SIZE,
                "order": "fechaRecepcion",
                "direccion": "desc",
                "fechaDesde": since.strftime("%d/%m/%Y"),
                "finalidad": self.purpose,
            },
        )
        data = self.answer.json()
        if isinstance(data, list):
            return listed(data)
        envelope = JsonRecord(data)
        total = envelope.number("totalElements")
        self.announced = None if total is None else int(total)
        refuse_flood(self.announced, ceiling=_CEILING, what="los últimos meses")
        return envelope.rows("content")

    def with_record(self, row: JsonRecord) -> Listed:
        """The row and its record; a row that is a whole record already needs no other."""
        found = self.details.get(
            lambda: detail(self.fetcher, base=self.base, number=number_of(row)),
            where=row_name(row),
        )
        if found is None and self.answer and row.value("tipoConvocatoria") is not None:
            found = row, json_raw(row, self.answer)
        return row, found

    def serves(self, pair: Listed) -> bool:
        """Whether the record is filed under the purpose that was asked for."""
        purpose = "" if pair[1] is None else pair[1][0].text("descripcionFinalidad")
        return self.purpose is None or pair[1] is None or _PURPOSE in (purpose or "").lower()

    def parse(self, pair: Listed) -> ScrapedCall | None:
        """The call, ``None`` for an award; without its record only what calls itself a call."""
        row, found = pair
        if found is None:
            self.run.failures.append(Failure(row_name(row), Remark("record-unread")))
            return incomplete(parse_row(row)) if looks_like_a_call(row) else None
        record, raw = found
        return replace(parse_record(record), raw=raw) if is_competitive(record) else None


class Bdns:
    """Search of the last months, then the record of each call."""

    about = About(
        id="bdns",
        title="España: Base de Datos Nacional de Subvenciones",
        publisher="Ministerio de Hacienda (España)",
        funder_kind="gobierno-nacional",
        access="json-api",
        home="https://www.infosubvenciones.es",
        base="https://www.infosubvenciones.es",
        licence="Reutilización con mención de la fuente (aviso legal del SNPSAP)",
        expected=(20, 20_000),
        language="es",
        country="ES",
        note="Reúne AECID, Barcelona, diputaciones y comunidades; solo concurrencia competitiva.",
    )

    def calls(
        self, fetcher: "Fetcher", *, base: str, run: Run, limit: int | None = None
    ) -> Iterator[ScrapedCall]:
        """Yield the competitive calls for cooperation registered in the last year.

        Where the server does not say the number of that purpose, the last weeks of every purpose
        are read instead, and the run does not count as complete: older calls may still be open.

        :raises FilterIgnored: when the server sends its whole corpus.
        :raises ScraperError: when the first page cannot be read.
        """
        details = Details(run=run)
        search = Search(
            fetcher=fetcher,
            base=base,
            run=run,
            details=details,
            purpose=purpose_number(fetcher, base=base),
        )
        pages = Pages(
            load=search.load, key=row_name, run=run, at_most=60, total=lambda: search.announced
        )
        what = "finalidad de cooperación internacional"
        rows = asked(map(search.with_record, pages), search.serves, run=run, what=what)
        yield from read(
            rows,
            search.parse,
            run=run,
            name=lambda pair: row_name(pair[0]),
            country=self.about.country,
            limit=limit,
        )
        details.close()
        finish(run, ended=pages.ended and search.purpose is not None, about=self.about)


def detail(fetcher: "Fetcher", *, base: str, number: str) -> tuple[JsonRecord, Raw]:
    """The record of one call and its raw payload.

    :raises FilterIgnored: when another call than the one asked for comes back.
    :raises ScraperError: when it cannot be read.
    """
    response = fetcher.get(base.rstrip("/") + _API, params={"numConv": number, "vpd": "GE"})
    data = response.json()
    record = JsonRecord(data[0] if isinstance(data, list) and len(data) == 1 else data)
    answered = record.text("codigoBDNS") or record.text("numeroConvocatoria")
    if answered != number:
        raise FilterIgnored(Remark("call-other", number=number, answered=answered))
    return record, json_raw(record, response)


def purpose_number(fetcher: "Fetcher", *, base: str) -> str | None:
    """The number under which the server files development cooperation; ``None`` if it is mute."""
    try:
        answer = fetcher.get(f"{base.rstrip('/')}/bdnstrans/api/finalidades", params={"vpd": "GE"})
        for item in listed(answer.json()):
            if _PURPOSE in (item.text("descripcion") or "").lower():
                return item.text("id")
    except ScraperError:
        return None
    return None


def number_of(row: JsonRecord) -> str:
    """The number of the call.

    :raises ScraperError: where the row has none.
    """
    return row.text("numeroConvocatoria") or row.need("codigoBDNS")


def row_name(row: JsonRecord) -> str:
    """What names a row: the number of the call."""
    return str(row.value("numeroConvocatoria") or row.value("codigoBDNS") or row.value("id"))


def is_competitive(record: JsonRecord) -> bool:
    """Whether money is competed for; nominative awards are not."""
    return _COMPETITIVE in (record.text("tipoConvocatoria") or "").lower()


def looks_like_a_call(row: JsonRecord) -> bool:
    """Whether the title alone names a call, where the record itself could not be read."""
    return bool(_LOOKS_LIKE_A_CALL.search(row.text("descripcion") or ""))


def parse_row(row: JsonRecord) -> ScrapedCall:
    """What the thin row of the search says.

    :raises ScraperError: where number or title are missing.
    """
    number = number_of(row)
    title = one_line(row.need("descripcion"))
    funder, funder_span = _funder(row)
    return ScrapedCall(
        source_id=Bdns.about.id,
        source_key=number,
        url=f"{Bdns.about.home}/bdnstrans/GE/es/convocatorias/{number}",
        title=title,
        text=paragraphs((None, title), (None, row.text("descripcionLeng"))),
        kind=None,
        funder=funder,
        funder_span=funder_span,
        status="cancelled" if _VOID.match(title) else "unknown",
        identifiers=(number,),
    )


def parse_record(record: JsonRecord) -> ScrapedCall:
    """The record of one call.

    :raises ScraperError: where number or title are missing, or a date cannot be read.
    """
    notices = record.records("anuncios")
    published = _published(notices)
    kind, kind_span = _kind(record)
    opens, opens_span = _opening(record, published)
    level = record.text("nivel1") or record.text("organo.nivel1") or ""
    free = calendar_of(level, _names(record, "regiones"))
    counting = Counting(published_on=published, opens_on=opens, calendar=free, of_gazette=True)
    deadlines = _deadlines(record, counting)
    doubt = deadlines and says_otherwise(deadlines[0], record.text("textFin") or "", counting)
    return replace(
        parse_row(record),
        text=_text(record, notices),
        kind=kind,
        kind_span=kind_span,
        published_on=published,
        opens_on=opens,
        opens_span=opens_span,
        deadlines=deadlines,
        warnings=(doubt,) if doubt else (),
        amounts=_amounts(record),
        documents=_documents(record),
        links=_links(record, notices),
    )


def _funder(row: JsonRecord) -> tuple[str | None, Span | None]:
    """The granting body: the lowest level that is named."""
    for level in ("nivel3", "nivel2", "nivel1"):
        for field in (level, f"organo.{level}"):
            if name := row.text(field):
                return name, span(name, field)
    return None, None


def _kind(record: JsonRecord) -> tuple[Kind, Span | None]:
    title = record.need("descripcion")
    tools = _names(record, "instrumentos")
    folded = title.lower()
    if "PRÉSTAMO" in tools and "SUBVENCIÓN" not in tools:
        return "prestamo", span(tools, "instrumentos[0].descripcion")
    if re.search(r"\bpremios?\b", folded):
        return "premio", span(title, "descripcion")
    if re.search(r"\bbecas?\b", folded):
        return "beca", span(title, "descripcion")
    return "subvencion", said(tools, "instrumentos[0].descripcion")


def _published(notices: list[JsonRecord]) -> date | None:
    """The day of the first official notice, the only day relative deadlines count from."""
    days = [iso_day(notice.text("datPublicacion"), field="datPublicacion") for notice in notices]
    return min((day for day in days if day), default=None)


def _opening(record: JsonRecord, published: date | None) -> tuple[date | None, Span | None]:
    """The first day for applications: the register's own, else the day after the notice."""
    field = "fechaInicioSolicitud"
    if value := record.text(field):
        day = iso_day(value, field=field)
        return day, said(value, field, name="Fecha de inicio de solicitudes")
    words = record.text("textInicio") or ""
    if published is None or not NEXT_DAY.fullmatch(words):
        return None, None
    where = replace(span(words, "textInicio"), method="day-after-publication")
    return published + timedelta(days=1), where


def _deadlines(record: JsonRecord, counting: Counting) -> tuple[Deadline, ...]:
    """The closing day, stated or counted; a term nobody can count stays in words."""
    words = record.text("textFin")
    if value := record.text("fechaFinSolicitud"):
        name = "Fecha de finalización de solicitudes"
        closes = iso_closing(value, field="fechaFinSolicitud", name=name)
        return (at_the_hour(closes, words or ""),)
    if words is None or _NO_TERM.match(words):
        return ()
    where = span(words, "textFin")
    told = told_by_term(words, counting)
    if told is None:
        return (Deadline(on=None, precision="text", text=words, span=where),)
    return (replace(told, text=told.text or words, span=replace(where, method=told.span.method)),)


def _amounts(record: JsonRecord) -> tuple[Amount, ...]:
    """The budget of the whole call; the database counts in euros."""
    budget = record.number("presupuestoTotal")
    return some(
        money(
            budget,
            kind="total",
            currency="EUR",
            field="presupuestoTotal",
            name="Presupuesto total de la convocatoria",
            language="es",
        )
    )


def _text(record: JsonRecord, notices: list[JsonRecord]) -> str:
    """Title, the official extract, and the words in which the record gives its terms."""
    return paragraphs(
        (None, one_line(record.need("descripcion"))),
        ("Apertura de solicitudes", record.text("textInicio")),
        ("Fin del plazo de solicitud", record.text("textFin")),
        ("Beneficiarios", _names(record, "tiposBeneficiarios")),
        ("Ámbito", _names(record, "regiones")),
        ("Finalidad", record.text("descripcionFinalidad")),
        ("Instrumento", _names(record, "instrumentos")),
        *((None, plain_text(notice.markup("texto"))) for notice in notices),
        *((None, plain_text(notice.markup("textoLeng"))) for notice in notices),
        ("Bases reguladoras", record.text("descripcionBasesReguladoras")),
        ("Sectores", _names(record, "sectores")),
    )


def _names(record: JsonRecord, field: str) -> str:
    return ", ".join(item.text("descripcion") or "" for item in record.records(field))


def _documents(record: JsonRecord) -> tuple[Document, ...]:
    return tuple(
        Document(
            url=f"{Bdns.about.home}{_API}/documentos?idDocumento={document.need('id')}",
            title=document.text("descripcion") or document.text("nombreFic") or "Documento",
        )
        for document in record.records("documentos")
    )


def _links(record: JsonRecord, notices: list[JsonRecord]) -> tuple[str, ...]:
    """The rules, the online office and the official notices; a scheme is added where it lacks."""
    found = [record.text("urlBasesReguladoras"), record.text("sedeElectronica")]
    found += [notice.text("url") for notice in notices]
    full = (url if "://" in url else f"https://{url}" for url in found if url and "." in url)
    return tuple(dict.fromkeys(url for url in full if " " not in url))


SOURCE = Bdns()
