"""Dates in words, as sites of four languages write them."""

from datetime import date

_MONTHS = {
    "es": "enero febrero marzo abril mayo junio "
    "julio agosto septiembre octubre noviembre diciembre",
    "en": "January February March April May June July August September October November December",
    "pt": "janeiro fevereiro março abril maio junho "
    "julho agosto setembro outubro novembro dezembro",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_WEEKDAYS_ES = "lunes martes miércoles jueves viernes sábado domingo".split()
_SHORT_EN = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_PATTERNS = {
    "es": "{day} de {month} de {year}",
    "en": "{day} {month} {year}",
    "pt": "{day} de {month} de {year}",
    "fr": "{day} {month} {year}",
}


def month_name(day: date, lang: str) -> str:
    """The month of ``day`` in words of ``lang`` (es, en, pt, fr)."""
    return _MONTHS[lang].split()[day.month - 1]


def in_words(day: date, lang: str, style: str = "") -> str:
    """``day`` as prose of ``lang``: "30 de septiembre de 2025", "1er mars 2026".

    ``style`` may be ``us`` ("March 12, 2026"), ``dmy`` ("12/03/2026") or ``noyear``.

    :raises KeyError: for a language or a style that is unknown.
    """
    number = "1er" if lang == "fr" and day.day == 1 else str(day.day)
    month = month_name(day, lang)
    if style == "noyear":
        return f"{number} de {month}" if lang in {"es", "pt"} else f"{number} {month}"
    if style == "us":
        return f"{month_name(day, 'en')} {day.day}, {day.year}"
    if style == "dmy":
        return f"{day:%d/%m/%Y}"
    if style:
        raise KeyError(style)
    return _PATTERNS[lang].format(day=number, month=month, year=day.year)


def table_day(day: date) -> str:
    """As a Drupal table of the Colombian state writes it: "Jueves, Agosto 21, 2025"."""
    weekday = _WEEKDAYS_ES[day.weekday()].capitalize()
    return f"{weekday}, {month_name(day, 'es').capitalize()} {day.day}, {day.year}"


def schedule_day(day: date, clock: str) -> str:
    """As the schedule of such a page writes it: "jueves 25 septiembre 2025 05:00 pm"."""
    month = month_name(day, "es")
    return f"{_WEEKDAYS_ES[day.weekday()]} {day.day} {month} {day.year} {clock}"


def american(day: date) -> str:
    """As Grants.gov details write it: "Sep 09, 2026 12:00:00 AM EST"."""
    return f"{_SHORT_EN[day.month - 1]} {day.day:02d}, {day.year} 12:00:00 AM EST"
