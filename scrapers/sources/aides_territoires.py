"""Aides-territoires: French aid for local authorities, with calls for decentralised cooperation.

The API wants a token: a key is exchanged for it, and the source is off until
``PUENTE_AIDES_TERRITOIRES_TOKEN`` is set.
"""

from typing import TYPE_CHECKING

from scrapers.item import Deadline, Eligibility, Fact, Kind, ScrapedCall
from scrapers.page import plain_text
from scrapers.source import About
from scrapers.sources.base.json_list import Door, JsonList
from scrapers.sources.base.prose import one_line, paragraphs
from scrapers.sources.base.reading import Site
from scrapers.sources.base.record import JsonRecord
from scrapers.sources.base.values import (
    iso_closing,
    iso_day,
    said,
    share_asked,
    span,
)

if TYPE_CHECKING:
    from scrapers.fetch import Response

KEY = "PUENTE_AIDES_TERRITOIRES_TOKEN"
_CONNECT, _AIDS = "/api/connexion/", "/api/aids/"
_ROWS = 100
_LOCAL = ("commune", "epci", "intercommunalit", "collectivit", "département", "région")
_ASKED_FOR = "coopération"


ABOUT = About(
    id="aides_territoires",
    title="Francia: Aides-territoires",
    publisher="ANCT (Francia)",
    funder_kind="gobierno-nacional",
    access="json-api",
    home="https://aides-territoires.beta.gouv.fr",
    base="https://aides-territoires.beta.gouv.fr",
    licence="Licence Ouverte 2.0 (Etalab)",
    expected=(5, 2000),
    language="fr",
    country="FR",
    disabled=f"Falta la clave de la API de Aides-territoires ({KEY}).",
    key=KEY,
    note="Ayudas para colectividades francesas: útiles como socias de una ciudad colombiana.",
)


def search(door: Door, number: int) -> "Response":
    """One page of the aids that speak of cooperation."""
    return door.fetcher.get(
        door.at(_AIDS),
        params={"page": number + 1, "itemsPerPage": _ROWS, "text": _ASKED_FOR},
        headers=bearer(door),
    )


def bearer(door: Door) -> dict[str, str]:
    """The header with a fresh token; none without a key (saved responses need none).

    :raises ScraperError: when the key is refused.
    """
    key = door.fetcher.key(KEY)
    if not key:
        return {}
    answer = door.fetcher.post_json(door.at(_CONNECT), {}, headers={"X-AUTH-TOKEN": key})
    return {"Authorization": f"Bearer {JsonRecord(answer.json()).need('token')}"}


def row_name(row: JsonRecord) -> str:
    """What names a row: its number."""
    return str(row.value("id") or row.value("slug") or "sin número")


def parse_row(row: JsonRecord) -> ScrapedCall:
    """One aid as a call; "Permanente" has no deadline by nature.

    :raises ScraperError: where id or name are missing, or a date cannot be read.
    """
    title = one_line(row.need("name"))
    financers = ", ".join(_names(row, "financers"))
    site = Site(ABOUT.home, ABOUT.home)
    page = row.text("url") or row.text("origin_url") or f"/aides/{row.need('slug')}/"
    permanent = (row.text("recurrence") or "").lower() == "permanente"
    return ScrapedCall(
        source_id=ABOUT.id,
        source_key=row.need("id"),
        url=site.public(page),
        title=title,
        text=_text(row, title),
        kind=_kind(row),
        kind_span=said(", ".join(_names(row, "aid_types")), "aid_types"),
        funder=financers or None,
        funder_span=said(financers, "financers"),
        published_on=iso_day(row.text("date_created"), field="date_created"),
        opens_on=iso_day(row.text("start_date"), field="start_date"),
        opens_span=said(row.text("start_date"), "start_date", name="Date d'ouverture"),
        deadlines=_deadlines(row),
        rolling=permanent,
        rolling_span=said(
            row.text("recurrence") if permanent else None, "recurrence", name="Récurrence"
        ),
        cofunding=share_asked(
            row.number("subvention_rate_upper_bound"),
            field="subvention_rate_upper_bound",
            name="Taux de subvention (max)",
        ),
        eligibility=_eligibility(row),
        links=tuple(filter(None, (row.text("origin_url"), row.text("application_url")))),
    )


def _names(row: JsonRecord, field: str) -> list[str]:
    """A list of texts, or of objects with a name, or one text."""
    found = row.value(field)
    if isinstance(found, list) and any(isinstance(item, dict) for item in found):
        return [item.text("name") or "" for item in row.records(field)]
    return row.strings(field)


def _text(row: JsonRecord, title: str) -> str:
    return paragraphs(
        (None, title),
        (None, plain_text(row.markup("description"))),
        ("Bénéficiaires", ", ".join(_names(row, "targeted_audiences"))),
        ("Conditions d'éligibilité", plain_text(row.markup("eligibility"))),
        ("Périmètre", row.text("perimeter")),
        ("Récurrence", row.text("recurrence")),
        (None, plain_text(row.markup("subvention_comment"))),
        ("Thèmes", ", ".join(_names(row, "categories"))),
    )


def _kind(row: JsonRecord) -> Kind:
    """From the types of aid: engineering is technical cooperation, a loan is a loan."""
    types = " ".join(_names(row, "aid_types")).lower()
    if "subvention" in types or not types:
        return "subvencion"
    if "prêt" in types or "avance" in types:
        return "prestamo"
    return "cooperacion-tecnica" if "ingénierie" in types else "subvencion"


def _eligibility(row: JsonRecord) -> Eligibility:
    """Whether local authorities are among those the aid is meant for."""
    audiences = _names(row, "targeted_audiences")
    if not audiences:
        return Eligibility()
    words = ", ".join(audiences)
    local = any(word in words.lower() for word in _LOCAL)
    where = span(words, "targeted_audiences", name="Bénéficiaires")
    return Eligibility(local_government=Fact(answer=local, span=where))


def _deadlines(row: JsonRecord) -> tuple[Deadline, ...]:
    """The closing day, after the day for a first dossier where there is one."""
    found = []
    for name, told, label in (
        ("predeposit_date", "Date de pré-dépôt", "prepostulación"),
        ("submission_deadline", "Date de clôture", None),
    ):
        if value := row.text(name):
            found.append(iso_closing(value, field=name, name=told, label=label))
    return tuple(found)


SOURCE = JsonList(
    about=ABOUT,
    ask=search,
    rows=lambda data: JsonRecord(data).rows("results"),
    total="count",
    ceiling=2_000,
    name=row_name,
    parse=parse_row,
)
