"""The hour and the time zone of a closing date, only as the source states them."""

import re
from datetime import time

from scrapers.extract.text.passage import Passage
from scrapers.extract.text.wording import WordTable

_HOUR = re.compile(
    r"(?<![\d/.,:$€-])(?P<h>[01]?\d|2[0-4])(?:\s?[:h.]\s?(?P<m>[0-5]\d))?(?::[0-5]\d)?"
    r"\s?(?P<u>a\.?\s?m\.?(?![^\W\d_])|p\.?\s?m\.?(?![^\W\d_])|noon|midday|hrs?\b\.?|horas?\b|"
    r"heures?\b|hores?\b|hs\b\.?|h\b\.?|uhr\b)?"
    r"(?!\d|[/]\d|\s?%)"
)
_LEAD = re.compile(
    r"(?:a|as|at|by|las?|les|hasta|ate|until|before|antes de|avant|fins|de|los)\s*$|[,(:|-]\s*$"
)
_NOON = re.compile(r"\b(?:(?:12 )?noon|mediodia|midday|meio-dia|midi|migdia)\b")
_OFFSET = re.compile(r"\b(?:gmt|utc)\s?(?P<s>[+-])\s?(?P<h>1[0-4]|0?\d)(?::?(?P<m>[0-5]\d))?(?!\d)")
_PLAIN_UTC = re.compile(r"\b(?:gmt|utc)\b")
_LETTERS: dict[str, str] = {
    "CEST": "UTC+02:00",
    "CET": "UTC+01:00",
    "EDT": "UTC-04:00",
    "EST": "UTC-05:00",
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "PT": "America/Los_Angeles",
    "PST": "UTC-08:00",
    "PDT": "UTC-07:00",
    "CST": "UTC-06:00",
    "CDT": "UTC-05:00",
    "BST": "UTC+01:00",
    "EAT": "UTC+03:00",
    "COT": "America/Bogota",
    "BRT": "America/Sao_Paulo",
    "ART": "America/Argentina/Buenos_Aires",
    "AOE": "UTC-12:00",
    "AoE": "UTC-12:00",
}
_LETTER = re.compile(r"\b(" + "|".join(_LETTERS) + r")\b")
_PLACES: dict[str, str] = {
    "bruselas|brussels|bruxelles|bruxelas|brussel·les": "Europe/Brussels",
    "canarias?|canary": "Atlantic/Canary",
    "madrid|peninsular|espanola?|espana|barcelona|spanish|spain|espanyola?": "Europe/Madrid",
    "huso horario espanol": "Europe/Madrid",
    "colombiana?|colombia|bogota": "America/Bogota",
    "venezuela|caracas": "America/Caracas",
    "ciudad de mexico|cdmx|centro de mexico|mexico": "America/Mexico_City",
    "peru|peruana|lima": "America/Lima",
    "ecuador|quito": "America/Guayaquil",
    "bolivia|la paz": "America/La_Paz",
    "argentina|buenos aires": "America/Argentina/Buenos_Aires",
    "chile|chilena|santiago de chile": "America/Santiago",
    "uruguaya?|montevide[ou]": "America/Montevideo",
    "paraguaya?|asuncion|assuncao": "America/Asuncion",
    "brasilia|brasil|brazil|sao paulo|df": "America/Sao_Paulo",
    "costa rica": "America/Costa_Rica",
    "panama": "America/Panama",
    "guatemala": "America/Guatemala",
    "honduras": "America/Tegucigalpa",
    "el salvador": "America/El_Salvador",
    "nicaragua": "America/Managua",
    "republica dominicana|santo domingo": "America/Santo_Domingo",
    "paris|france|francaise|metropolitaine": "Europe/Paris",
    "lisboa|lisbon|portugal": "Europe/Lisbon",
    "londres|london|uk|british": "Europe/London",
    "ginebra|geneva|geneve|genebra": "Europe/Zurich",
    "roma|rome": "Europe/Rome",
    "berlin|alemana|alemania|german": "Europe/Berlin",
    "viena|vienna": "Europe/Vienna",
    "nairobi": "Africa/Nairobi",
    "tokio|tokyo|japon|japan": "Asia/Tokyo",
    "seul|seoul|korea|corea": "Asia/Seoul",
    "washington(?:,? d\\.?c\\.?)?|nueva york|new york|eastern|este de (?:los )?ee\\.? ?uu|"
    "del este": "America/New_York",
    "pacific": "America/Los_Angeles",
    "central europe(?:an)?": "Europe/Brussels",
}
_LEAD_IN = (
    r"(?:hora(?:rio)?s?|heures?|huso horario|h\.?|hs|hrs?|time)\s*(?:\(?(?:oficial|legal|"
    r"local|standard)\)?)?\s*,?\s*"
    r"\(?(?:oficial |legal |local )?(?:en |in |a |de la |de las |de los |de |d'|do |da |"
    r"del |of |ciudad de )*(?:ciudad de )?"
)
_PLACE_PATTERNS = tuple(
    (
        WordTable(
            (
                rf"{_LEAD_IN}(?:{names})\b",
                rf"\b(?:{names})[\s,.]{{0,3}}(?:local |standard |date and )?time\b",
                rf"\((?:hora )?(?:{names})\)",
            ),
            lead="",
        ),
        zone,
    )
    for names, zone in _PLACES.items()
)


def find_time(passage: Passage, start: int, end: int) -> tuple[time | None, str | None]:
    """Hour and zone stated around the date at ``start``–``end`` of its own sentence."""
    first, last = passage.segment(start)
    last = max(last, passage.segment(max(start, end - 1))[1])
    after = (end, min(last, end + 90))
    before = (max(first, start - 60), start)
    for low, high in (after, before):
        found = _hour(passage, low, high, near_end=low < start)
        if found is not None:
            at, where = found
            zone = _zone(passage, where, min(last, where + 70)) or _zone(passage, end, after[1])
            return at, zone
    return None, None


def _hour(passage: Passage, low: int, high: int, *, near_end: bool) -> tuple[time, int] | None:
    """The hour nearest to the date between two positions, and where it begins."""
    found: list[tuple[time, int]] = []
    text = passage.folded
    noon = _NOON.search(text, low, high)
    if noon:
        found.append((time(12, 0), noon.start()))
    for match in _HOUR.finditer(text, low, high):
        unit = (match["u"] or "").replace(" ", "").replace(".", "")
        led = match.start() == low or _LEAD.search(
            text, max(low, match.start() - 14), match.start()
        )
        if not unit and not (match["m"] and (led or text[match.start() - 1] in " \nt")):
            continue
        at = _clock(int(match["h"]), int(match["m"] or 0), unit)
        if at is not None and not (noon and abs(noon.start() - match.start()) < 5):
            found.append((at, match.start()))
    if not found:
        return None
    return (
        max(found, key=lambda item: item[1]) if near_end else min(found, key=lambda item: item[1])
    )


def _clock(hour: int, minute: int, unit: str) -> time | None:
    """The time of day; ``None`` where there is none such (or it is the next day's)."""
    if unit in {"pm", "am"}:
        if not 1 <= hour <= 12:
            return time(hour, minute) if unit == "pm" and 12 < hour < 24 else None
        hour = hour % 12 + (12 if unit == "pm" else 0)
    if hour == 24:
        return time(23, 59) if minute == 0 else None
    return time(hour, minute)


def _zone(passage: Passage, low: int, high: int) -> str | None:
    """IANA name or UTC offset written between two positions."""
    text = passage.folded
    offset = _OFFSET.search(text, low, high)
    if offset:
        return f"UTC{offset['s']}{int(offset['h']):02d}:{offset['m'] or '00'}"
    found = [
        (m.start(), zone)
        for pattern, zone in _PLACE_PATTERNS
        if (m := pattern.search(text, low, high))
    ]
    letters = _LETTER.search(passage.plain, low, high)
    if letters:
        found.append((letters.start(), _LETTERS[letters[1]]))
    plain = _PLAIN_UTC.search(text, low, high)
    if plain:
        found.append((plain.start(), "UTC+00:00"))
    return min(found)[1] if found else None
