"""How values read on a page: dates in words, money, numbers, unknown values."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_location
from babel.numbers import format_decimal, format_percent
from flask import Flask
from markupsafe import Markup, escape

from matcher.calls.state import closing_instant
from matcher.calls.workdays import working_days
from matcher.web.frame.gettext import _, ngettext
from matcher.web.frame.labels import DETAILS, FIELDS, QUESTIONS, REGIONS
from matcher.web.frame.language import language
from matcher.web.frame.services import services, today
from matcher.words.language import words_in
from matcher.words.reasons import reason_words

LONG = 160
NBSP = "\N{NO-BREAK SPACE}"
_PATTERN = {"es": "d 'de' MMMM 'de' y", "en": "d MMMM y"}
_SHORT = {"es": "d MMM y", "en": "d MMM y"}
_LOCALE = {"es": "es_CO", "en": "en_GB"}


def day_bounds(value: date) -> tuple[datetime, datetime]:
    """The instants at which a day begins and ends on the agency's clock."""
    zone = ZoneInfo(services().settings.timezone)
    start = datetime.combine(value, time(), zone)
    return start, datetime.combine(value + timedelta(days=1), time(), zone)


def month(value: str) -> str:
    """«marzo de 2027» of «2027-03»."""
    first = date.fromisoformat(f"{value}-01")
    pattern = {"es": "MMMM 'de' y", "en": "MMMM y"}[language()]
    return str(format_date(first, pattern, locale=_LOCALE[language()]))


def today_words() -> str:
    """«2 de marzo de 2027»."""
    return day(today())


def detail_words(detail: Mapping[str, Any]) -> str:
    """What an entry of the audit trail holds, in a line: «antes → ahora», then the rest."""
    told = {name: value for name, value in detail.items() if value not in (None, {}, [])}
    if fields := told.get("field"):
        named = fields if isinstance(fields, list) else [fields]
        told["field"] = ", ".join(str(FIELDS.get(name, name)) for name in named)
    parts = []
    if "before" in told or "after" in told:
        before, after = told.pop("before", None), told.pop("after", None)
        parts.append(f"{_plain_change(before)} → {_plain_change(after)}")
    for name, value in told.pop("changes", {}).items():
        sides = value if isinstance(value, list) and len(value) == 2 else [None, value]
        parts.append(f"{name}: {_plain_change(sides[0])} → {_plain_change(sides[1])}")
    parts += [f"{DETAILS.get(n, n)}: {_plain_change(v)}" for n, v in told.items()]
    return "; ".join(parts)


def _plain_change(value: Any) -> str:
    if isinstance(value, dict) and not {"on", "answer"} & value.keys():
        return ", ".join(f"{name} {change_value(part)}" for name, part in value.items())
    return change_value(value)


def sentence(record: Mapping[str, Any]) -> str:
    """The sentence of a reason or a blocker of a match."""
    return reason_words(record, words_in(language()))


def unknown() -> str:
    """What stands where the source gives nothing."""
    return _("la fuente no lo dice")


def local(instant: datetime) -> datetime:
    """``instant`` on the agency's clock."""
    return instant.astimezone(ZoneInfo(services().settings.timezone))


def day(value: date | datetime | None) -> str:
    """«2 de marzo de 2027»."""
    if value is None:
        return unknown()
    value = local(value).date() if isinstance(value, datetime) else value
    return str(format_date(value, _PATTERN[language()], locale=_LOCALE[language()]))


def short_day(value: date | datetime | None) -> str:
    """«2 mar 2027»: where there is little room."""
    if value is None:
        return "–"
    value = local(value).date() if isinstance(value, datetime) else value
    return str(format_date(value, _SHORT[language()], locale=_LOCALE[language()])).replace(".", "")


def moment(value: datetime | None) -> str:
    """«2 de marzo de 2027, 10:42», on the agency's clock."""
    return unknown() if value is None else f"{day(value)}, {local(value):%H:%M}"


def number(value: Decimal | float | str | None, digits: int = 0) -> str:
    """«346.000.000»; ``digits`` decimals at most."""
    if value is None:
        return unknown()
    try:
        figure = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    return str(format_decimal(figure, format=pattern, locale=_LOCALE[language()]))


def money(value: Decimal | float | str | None, currency: str | None) -> str:
    """«346.000.000 COP»; the currency is never assumed."""
    if value is None:
        return unknown()
    label = currency or _("(moneda sin indicar)")
    return f"{number(value, 2)}{NBSP}{label}"


def amount(item: Mapping[str, Any]) -> str:
    """One amount of a call in words: «hasta …», «entre … y …»."""
    currency, kind = item.get("currency"), item.get("kind")
    low, high, value = item.get("minimum"), item.get("maximum"), item.get("value")
    if low and high:
        return _("entre %(low)s y %(high)s", low=money(low, currency), high=money(high, currency))
    figure = money(value or high or low, currency)
    return {
        "max": _("hasta %(figure)s", figure=figure),
        "min": _("desde %(figure)s", figure=figure),
        "total": _("%(figure)s en total", figure=figure),
        "part": _("%(figure)s, una parte", figure=figure),
        "per_beneficiary": _("%(figure)s por beneficiario", figure=figure),
    }.get(str(kind), figure)


def money_offered(call: Any) -> str:
    """What a call offers, in a list: the most for one applicant, else its total."""
    if call.amount_max is not None:
        return _("hasta %(figure)s", figure=money(call.amount_max, call.currency))
    if call.amount_total is not None:
        return _("%(figure)s en total", figure=money(call.amount_total, call.currency))
    return _("Monto: la fuente no lo dice")


def percent(value: float | None) -> str:
    """«83 %»."""
    if value is None:
        return unknown()
    return str(format_percent(value, format="#,##0 %", locale=_LOCALE[language()])).replace(
        " ", NBSP
    )


def in_days(left: int | None) -> str:
    """«faltan 12 días», «cierra hoy», «cerró hace 3 días»."""
    if left is None:
        return ""
    if left == 0:
        return _("cierra hoy")
    if left == 1:
        return _("cierra mañana")
    if left > 0:
        return ngettext("falta %(num)d día", "faltan %(num)d días", left)
    return ngettext("cerró hace %(num)d día", "cerró hace %(num)d días", -left)


def days_until(value: date | None) -> int | None:
    """Calendar days from today, here."""
    return None if value is None else (value - today()).days


def workdays_until(value: date | None) -> str:
    """«6 días hábiles»; empty for a day that is past or a country without known holidays."""
    if value is None or value <= today():
        return ""
    left = working_days(today(), value, country=services().settings.agency_country)
    if left is None:
        return ""
    return ngettext("%(num)d día hábil", "%(num)d días hábiles", left)


def deadline_there(item: Any) -> str:
    """A deadline on the donor's clock, exactly as published."""
    if item.on_day is None:
        return str(item.words or item.partial or unknown())
    text = day(item.on_day)
    if item.at_time is None:
        untimed = _("sin hora publicada")
        return f"{text} ({untimed})"
    unknown_zone = _("zona horaria sin indicar")
    zone = _("hora de %(place)s", place=zone_name(item.timezone)) if item.timezone else unknown_zone
    return f"{text}, {item.at_time:%H:%M} ({zone})"


def zone_name(timezone: str) -> str:
    """The place a time zone is named after: «Bruselas»."""
    if timezone.startswith(("UTC", "Etc/")):
        return timezone
    return str(get_timezone_location(timezone, locale=_LOCALE[language()], return_city=True))


def deadline_here(item: Any) -> str | None:
    """The same deadline on the agency's clock, where time and zone are known."""
    instant = closing_instant(item)
    return None if instant is None else moment(instant)


def clock_time(value: datetime) -> str:
    """«10:42»."""
    return str(format_time(local(value), "HH:mm", locale=_LOCALE[language()]))


def change_value(value: Any) -> str:
    """One side of «antes → ahora» in words."""
    if value is None or value == [] or value == {}:
        return _("sin dato")
    if isinstance(value, bool):
        return _("sí") if value else _("no")
    if isinstance(value, list):
        return "; ".join(change_value(item) for item in value)
    if isinstance(value, dict):
        return _one_change(value)
    text = str(value)
    return text if len(text) <= LONG else text[:LONG].rsplit(" ", 1)[0] + " …"


def _one_change(value: dict[str, Any]) -> str:
    """A deadline, an amount, a document or the answers about eligibility."""
    if value.get("on"):
        hour = f", {value['at'][:5]}" if value.get("at") else ""
        return day(date.fromisoformat(value["on"])) + hour
    if {"value", "minimum", "maximum"} & value.keys():
        return amount(value)
    if "percent" in value:
        return f"{number(value['percent'], 1)}{NBSP}%"
    plain = value.get("title") or value.get("text") or value.get("partial")
    if plain:
        return str(plain)
    answers = (
        f"{QUESTIONS[k]} {change_value(v.get('answer'))}"
        for k, v in value.items()
        if k in QUESTIONS and isinstance(v, dict)
    )
    return "; ".join(answers) or _("sin dato")


def country_name(code: str) -> str:
    """A country or region in words."""
    if code in REGIONS:
        return str(REGIONS[code])
    return str(Locale(language()).territories.get(code, code))


def links(text: str | None) -> Markup | None:
    """Addresses in a text as links; everything else escaped."""
    if not text:
        return None
    parts = re.split(r"(https?://[^\s<>\"']+[^\s<>\"'.,;)])", text)
    return Markup("").join(
        Markup('<a href="{0}" rel="noopener noreferrer">{0}</a>').format(part)
        if number % 2
        else escape(part)
        for number, part in enumerate(parts)
    )


def in_words(quote: str) -> bool:
    """Whether a quote reads as words; «2027-03-05T00:00Z» or «300000» are for machines."""
    return re.search(r"[^\W\d_]{3}", quote) is not None


def install(app: Flask) -> None:
    """Let templates write values with these."""
    for function in (
        day, short_day, moment, number, money, amount, percent, in_days, days_until,
        deadline_there, deadline_here, clock_time, change_value, country_name, detail_words, month,
        money_offered, links, workdays_until, sentence,
    ):  # fmt: skip
        app.add_template_filter(function)
        app.add_template_global(function)
    app.add_template_test(in_words)
    app.add_template_global(unknown)
    app.add_template_global(today_words)
