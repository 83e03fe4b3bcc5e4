"""ReliefWeb: courses for people who work in local government and aid.

Since November 2025 the API answers only to an ``appname`` approved by OCHA, so the source is off
until ``PUENTE_RELIEFWEB_APPNAME`` is set.
"""

from typing import TYPE_CHECKING

from scrapers.errors import FetchError
from scrapers.item import Deadline, Language, ScrapedCall
from scrapers.page import plain_text
from scrapers.source import About
from scrapers.sources.base.json_list import Door, JsonList
from scrapers.sources.base.prose import one_line, paragraphs
from scrapers.sources.base.record import JsonRecord
from scrapers.sources.base.values import (
    iso_closing,
    iso_day,
    said,
    span,
)

if TYPE_CHECKING:
    from scrapers.fetch import Response

APPNAME = "PUENTE_RELIEFWEB_APPNAME"
_PATH = "/v2/training"
_ROWS = 100
_STATES = ("published", "ongoing")
_FIELDS = (
    "id",
    "title",
    "url",
    "status",
    "body-html",
    "date.created",
    "date.registration",
    "date.start",
    "date.end",
    "source.name",
    "country.name",
    "language.code",
    "cost",
    "theme.name",
    "how_to_register-html",
)
_LANGUAGES: dict[str, Language] = {"es": "es", "en": "en", "fr": "fr", "pt": "pt"}


ABOUT = About(
    id="reliefweb",
    title="ReliefWeb: cursos y formación",
    publisher="OCHA (Naciones Unidas)",
    funder_kind="organismo-multilateral",
    access="json-api",
    home="https://reliefweb.int/training",
    base="https://api.reliefweb.int",
    licence="Condiciones de ReliefWeb: mención de la fuente de cada aviso",
    expected=(20, 5000),
    disabled=f"Falta el «appname» que OCHA aprueba a cada usuario de su API ({APPNAME}).",
    key=APPNAME,
)


def search(door: Door, number: int) -> "Response":
    """One page of the courses announced now, newest first.

    The query goes as JSON; where a server takes no POST, as the interface's own presets.
    """
    appname = door.fetcher.key(APPNAME) or "puente"
    try:
        return door.fetcher.post_json(
            door.at(_PATH),
            {
                "limit": _ROWS,
                "offset": number * _ROWS,
                "sort": ["date.created:desc"],
                "filter": {"field": "status", "value": list(_STATES)},
                "fields": {"include": list(_FIELDS)},
            },
            params={"appname": appname},
        )
    except FetchError as error:
        if error.status not in {404, 405, 501}:
            raise
    return door.fetcher.get(
        door.at(_PATH),
        params={
            "appname": appname,
            "limit": _ROWS,
            "offset": number * _ROWS,
            "preset": "latest",
            "profile": "full",
        },
    )


def was_asked(row: JsonRecord) -> bool:
    """Whether the course has a state that was asked for, as far as it says."""
    return (row.text("fields.status") or _STATES[0]) in _STATES


def row_name(row: JsonRecord) -> str:
    """What names a row: a text in the envelope, though a number inside ``fields``."""
    return str(row.value("id") or row.value("fields.id") or "sin número")


def parse_row(row: JsonRecord) -> ScrapedCall:
    """One course as a call; a course without dates is permanently open.

    :raises ScraperError: where id, title or address are missing, or a date cannot be read.
    """
    fields = row.record("fields")
    title = one_line(fields.need("title"))
    names = [s.text("name") or "" for s in fields.records("source")]
    languages = [_LANGUAGES.get(item.text("code") or "") for item in fields.records("language")]
    return ScrapedCall(
        source_id=ABOUT.id,
        source_key=row_name(row),
        url=fields.need("url"),
        title=title,
        text=paragraphs(
            (None, title),
            (None, plain_text(fields.markup("body-html") or fields.markup("body"))),
            ("How to register", plain_text(fields.markup("how_to_register-html"))),
            ("Cost", fields.text("cost")),
            ("Countries", ", ".join(c.text("name") or "" for c in fields.records("country"))),
            ("Starts", fields.text("date.start")),
        ),
        language=languages[0] if len(languages) == 1 else None,
        kind="beca",
        kind_span=span("Training", "type", name="Type"),
        funder=", ".join(filter(None, names)) or None,
        funder_span=said(", ".join(filter(None, names)), "fields.source[].name"),
        published_on=iso_day(fields.text("date.created"), field="fields.date.created"),
        deadlines=_deadlines(fields),
        rolling=fields.value("date.registration") is None and fields.value("date.start") is None,
    )


def _deadlines(fields: JsonRecord) -> tuple[Deadline, ...]:
    """The end of registration; the start of the course is no deadline."""
    value = fields.text("date.registration")
    field, name = "fields.date.registration", "Registration deadline"
    return (iso_closing(value, field=field, name=name),) if value else ()


SOURCE = JsonList(
    about=ABOUT,
    ask=search,
    rows=lambda data: JsonRecord(data).rows("data"),
    total="totalCount",
    name=row_name,
    matches=was_asked,
    what="cursos publicados",
    parse=parse_row,
)
