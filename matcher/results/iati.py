"""What was obtained, as a file of IATI 2.03 activities: only what was told, nothing made up."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from lxml import etree

from matcher.errors import InvalidInput
from matcher.results.entries import ResultEntry

VERSION = "2.03"
SPANISH = "es"
TONGUE = "{http://www.w3.org/XML/1998/namespace}lang"
INCOMING_COMMITMENT, INCOMING_FUNDS = "11", "1"
TECHNICAL = "D02"
"""«Other technical assistance», of the list of kinds of aid."""
GOALS, OWN = "2", "99"
"""Of the lists of vocabularies: the goals of the UN among tags, one's own among sectors."""
_IDENTIFIER = re.compile(r"[^\s/&|?]+-[^\s/&|?]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who publishes: its identifier among organisations, its kind by the list of IATI."""

    identifier: str
    name: str
    kind: str
    country: str


def what_is_missing(publisher: Publisher) -> InvalidInput | None:
    """What has to be filled in before anything can be published, if anything has."""
    if not publisher.identifier:
        return InvalidInput(
            "Falta el identificador IATI de la agencia: se obtiene al registrarse en IATI, y quien "
            "instala Puente lo escribe en PUENTE_IATI_IDENTIFIER."
        )
    if not _IDENTIFIER.fullmatch(publisher.identifier):
        return InvalidInput(
            "«%(value)s» no parece un identificador IATI: lleva el código del registro, un guion y "
            "el número de la agencia en él, sin espacios.",
            value=publisher.identifier,
        )
    return None


def activities(
    found: Iterable[ResultEntry],
    publisher: Publisher,
    *,
    lines: Mapping[str, str],
    ods: Mapping[int, str],
    today: date,
    at: datetime,
) -> bytes:
    """The file of what was won among ``found``.

    :raises InvalidInput: without a publisher, or where nothing can be told.
    """
    if missing := what_is_missing(publisher):
        raise missing
    told = [one for one in found if one.outcome == "won" and one.result is not None]
    if not told:
        raise InvalidInput("No hay resultados que publicar con estos filtros.")
    root = etree.Element(
        "iati-activities", version=VERSION, attrib={"generated-datetime": _instant(at)}
    )
    for one in sorted(told, key=lambda e: e.result.id if e.result else 0):
        root.append(_activity(one, publisher, lines=lines, ods=ods, today=today))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _activity(
    entry: ResultEntry,
    publisher: Publisher,
    *,
    lines: Mapping[str, str],
    ods: Mapping[int, str],
    today: date,
) -> etree._Element:
    result = entry.result
    assert result is not None
    activity = etree.Element(
        "iati-activity", attrib={TONGUE: SPANISH, "last-updated-datetime": _instant(result.at)}
    )
    _add(activity, "iati-identifier").text = f"{publisher.identifier}-R{result.id}"
    reporting = _add(activity, "reporting-org", ref=publisher.identifier, type=publisher.kind)
    _say(reporting, publisher.name)
    _say(_add(activity, "title"), entry.title, entry.language)
    _say(_add(activity, "description"), *_described(entry))
    _organisations(activity, entry, publisher)
    ended = result.ends_on is not None and result.ends_on < today
    _add(activity, "activity-status", code="4" if ended else "2")
    _add(activity, "activity-date", type="2", **{"iso-date": result.day.isoformat()})
    if result.ends_on is not None:
        kind = "4" if ended else "3"
        _add(activity, "activity-date", type=kind, **{"iso-date": result.ends_on.isoformat()})
    _add(activity, "recipient-country", code=publisher.country)
    if entry.line:
        sector = _add(activity, "sector", vocabulary=OWN, code=entry.line)
        _say(sector, lines.get(entry.line, entry.line))
    for code in entry.ods:
        tag = _add(activity, "tag", vocabulary=GOALS, code=code)
        _say(tag, f"ODS {code}: {ods[int(code)]}")
    _transactions(activity, entry)
    return activity


def _described(entry: ResultEntry) -> tuple[str, str]:
    """What was obtained, for which project, and in what language: never two in one text."""
    told = f"{entry.title.rstrip('.')}."
    if entry.project is None:
        return told, entry.language
    project = f"Proyecto: {entry.project}."
    return (f"{told} {project}" if entry.language == SPANISH else project), SPANISH


def _organisations(activity: etree._Element, entry: ResultEntry, publisher: Publisher) -> None:
    if entry.funder:
        _say(_add(activity, "participating-org", role="1"), entry.funder)
    accountable = _add(activity, "participating-org", role="2", type=publisher.kind)
    accountable.set("ref", publisher.identifier)
    _say(accountable, publisher.name)
    if entry.department:
        _say(_add(activity, "participating-org", role="4"), entry.department)


def _transactions(activity: etree._Element, entry: ResultEntry) -> None:
    """Each sum by itself, in its own currency, on its own day."""
    result = entry.result
    assert result is not None
    sums: Sequence[tuple[str, str, date | None, str]] = (
        (INCOMING_COMMITMENT, "granted", result.day, ""),
        (INCOMING_COMMITMENT, "technical", result.day, TECHNICAL),
        (INCOMING_FUNDS, "disbursed", result.disbursed_on, ""),
    )
    for kind, name, day, aid in sums:
        amount: Decimal | None = getattr(result, name)
        currency = result.currency_of(name)
        if amount is None or day is None or currency is None:
            continue
        transaction = _add(activity, "transaction")
        _add(transaction, "transaction-type", code=kind)
        _add(transaction, "transaction-date", **{"iso-date": day.isoformat()})
        value = _add(transaction, "value", currency=currency)
        value.set("value-date", day.isoformat())
        value.text = f"{amount.normalize():f}"
        if aid:
            _say(_add(transaction, "description"), "Cooperación técnica valorada")
        if entry.funder:
            _say(_add(transaction, "provider-org"), entry.funder)
        if aid:
            _add(transaction, "aid-type", code=aid)


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, name, attrib=attributes)


def _say(parent: etree._Element, text: str, language: str = SPANISH) -> None:
    """A narrative, without what XML cannot hold; it says its language where it is another."""
    held = re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
    told = _add(parent, "narrative")
    told.text = held
    if language != SPANISH:
        told.set(TONGUE, language)


def _instant(at: datetime) -> str:
    return at.replace(microsecond=0).isoformat()
