"""How values read on a page: dates in words, money, numbers, unknown values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from textwrap import shorten
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, url_for
from markupsafe import Markup, escape
from msgspec.structs import asdict

from matcher.calls.facts import Amount, Fact
from matcher.calls.models import Call
from matcher.calls.sections import section_anchor
from matcher.calls.state import closing_instant
from matcher.coded import Stored, is_verbatim, to_stored
from matcher.ranking.inputs import Blocker, Reason
from matcher.text import detect_language, outward
from matcher.web.frame.gettext import _, here, ngettext
from matcher.web.frame.services import services, today
from matcher.words.calls import (
    doubt_words,
    headline_words,
    left_words,
    sum_doubts_words,
    unknown_words,
    warnings_words,
)
from matcher.words.days import DaySaid, closing_said, opening_said
from matcher.words.reasons import reason_words
from matcher.words.sources import told_words
from matcher.words.twins import twin_words
from matcher.words.values import (
    amount_words,
    country_words,
    figure_words,
    money_words,
    value_words,
)
from matcher.workdays import working_days


def say(message: str) -> str:
    """What a check or an error says, in the page's language."""
    return here().say(message)


def in_tongue(text: str | None, language: str | None) -> Markup:
    """Somebody's own words, marked with their language where the page is in another."""
    if not text:
        return Markup()
    if not language or language == here().locale:
        return escape(text)
    return Markup('<span lang="{}">{}</span>').format(language, text)


def in_spanish(text: str | None) -> Markup:
    """Words of the agency and of its catalogue of sources, which are Spanish."""
    return in_tongue(text, "es")


def source_words(told: Stored | str) -> str:
    """The same, for where there is no page."""
    return told_words(here(), to_stored(told) if isinstance(told, str) else told)


def source_says(told: Stored | str) -> Markup:
    """What is said or stored of a reading, a mail or a job, in the page's language."""
    told = to_stored(told) if isinstance(told, str) else told
    return _said_or_marked(told_words(here(), told), kept=is_verbatim(told))


def _said_or_marked(told: str, *, kept: bool) -> Markup:
    """Words kept as somebody said them are in the language they were said in."""
    return in_tongue(told, detect_language(told)) if kept else escape(told)


def day_bounds(value: date) -> tuple[datetime, datetime]:
    """The instants at which a day begins and ends on the agency's clock."""
    zone = ZoneInfo(services().settings.timezone)
    start = datetime.combine(value, time(), zone)
    return start, datetime.combine(value + timedelta(days=1), time(), zone)


def month(value: str) -> str:
    """«marzo de 2027» of «2027-03»."""
    return here().month(date.fromisoformat(f"{value}-01"))


def today_words() -> str:
    """«2 de marzo de 2027»."""
    return day(today())


def sentence(told: Mapping[str, Any] | Reason | Blocker) -> Markup:
    """The sentence of a reason or a blocker of a match, stored or not."""
    record = told if isinstance(told, Mapping) else asdict(told)
    said = reason_words(record, here())
    return _said_or_marked(said, kept=said == record.get("text"))


def twin_reason(told: Mapping[str, Any]) -> str:
    """Why two calls are, or may be, one."""
    return twin_words(here(), told)


def warnings(call: Call) -> list[Markup]:
    """The warnings of a call."""
    told = warnings_words(here(), call.warnings)
    said = [
        _said_or_marked(words, kept=isinstance(one, str) or is_verbatim(one))
        for one, words in zip(call.warnings, told, strict=True)
    ]
    return [*said, *(escape(doubt) for doubt in sum_doubts_words(here(), call))]


def doubt(call: Call) -> str:
    """What a doubtful call seems to be instead."""
    return doubt_words(here(), call)


def agency_country() -> str:
    """The country every call is asked about."""
    return services().settings.agency_country


def unknown() -> str:
    """What stands where the source gives nothing."""
    return unknown_words(here())


def local(instant: datetime) -> datetime:
    """``instant`` on the agency's clock."""
    return instant.astimezone(ZoneInfo(services().settings.timezone))


def day(value: date | datetime | None) -> str:
    """«2 de marzo de 2027»."""
    if value is None:
        return unknown()
    return here().day(local(value).date() if isinstance(value, datetime) else value)


def short_day(value: date | datetime | None) -> str:
    """«2 mar 2027»: where there is little room."""
    if value is None:
        return "–"
    return here().short_day(local(value).date() if isinstance(value, datetime) else value)


def moment(value: datetime | None) -> str:
    """«2 de marzo de 2027, 10:42», on the agency's clock."""
    return unknown() if value is None else f"{day(value)}, {local(value):%H:%M}"


def number(value: Decimal | float | str | None, digits: int = 0) -> str:
    """«346.000.000»; ``digits`` decimals at most."""
    return unknown() if value is None else figure_words(here(), value, digits)


def money(value: Decimal | float | str | None, currency: str | None) -> str:
    """«346.000.000 COP»; the currency is never assumed."""
    return unknown() if value is None else money_words(here(), value, currency)


def amount(item: Amount) -> str:
    """One amount of a call in words: «hasta …», «entre … y …»."""
    return amount_words(here(), item)


def money_offered(call: Call) -> str:
    """The sum that heads a call, in a list; empty where there is none."""
    if call.offer.amount is None and not call.offer.doubts:
        return ""
    return headline_words(here(), call)


def doubted(call: Call) -> list[Amount]:
    """The sums of a call that are past belief."""
    return [doubt.amount for doubt in call.offer.doubts]


def percent(value: float | None) -> str:
    """«83 %»."""
    return unknown() if value is None else here().percent(value)


def in_days(left: int | None) -> str:
    """«faltan 12 días», «cierra hoy», «cerró hace 3 días»."""
    return "" if left is None else left_words(here(), left)


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


def deadline_there(item: Any) -> Markup:
    """A deadline on the donor's clock, exactly as published."""
    published = item.words or item.partial
    if item.on_day is None:
        return in_tongue(published, item.call.language) if published else escape(unknown())
    return escape(_on_day(item))


def _on_day(item: Any) -> str:
    text = day(item.on_day)
    if item.at_time is None:
        untimed = _("sin hora publicada")
        return f"{text} ({untimed})"
    unknown_zone = _("zona horaria sin indicar")
    zone = _("hora de %(place)s", place=zone_name(item.timezone)) if item.timezone else unknown_zone
    return f"{text}, {item.at_time:%H:%M} ({zone})"


def zone_name(timezone: str) -> str:
    """The place a time zone is named after: «Bruselas»."""
    return here().place(timezone)


def day_said(item: Any, call: Call) -> DaySaid:
    """The sentence a closing day stands in, and whether it was inferred, counted, contradicted."""
    return closing_said(here(), call, item)


def opens_said(call: Call) -> DaySaid | None:
    """The same of the opening day."""
    return opening_said(here(), call)


def deadline_here(item: Any) -> str | None:
    """The same deadline on the agency's clock, where time and zone are known."""
    instant = closing_instant(item)
    return None if instant is None else moment(instant)


def clock_time(value: datetime) -> str:
    """«10:42»."""
    return f"{local(value):%H:%M}"


def change_value(value: Any) -> str:
    """One side of «antes → ahora» in words."""
    return value_words(here(), value)


def country_name(code: str) -> str:
    """A country or region in words."""
    return country_words(here(), code)


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


@dataclass(frozen=True, slots=True)
class SectionLink:
    """Where the page of a call has the section in which an answer was not found."""

    url: str
    heading: str


def section(call: Call, fact: Fact) -> SectionLink | None:
    """The section ``fact`` was looked for in and not found; ``None`` where there is none."""
    anchor = section_anchor(call, fact)
    if anchor is None or fact.span is None:
        return None
    url = url_for("calls.page", call_id=call.id, _anchor=anchor)
    return SectionLink(url=url, heading=shorten(fact.span.quote.strip(" ¿?:"), 90, placeholder="…"))


def in_words(quote: str) -> bool:
    """Whether a quote reads as words; «2027-03-05T00:00Z» or «300000» are for machines."""
    return re.search(r"[^\W\d_]{3}", quote) is not None


def install(app: Flask) -> None:
    """Let templates write values with these."""
    for function in (
        day,
        short_day,
        moment,
        number,
        money,
        amount,
        percent,
        in_days,
        days_until,
        deadline_there,
        day_said,
        opens_said,
        deadline_here,
        clock_time,
        change_value,
        country_name,
        month,
        money_offered,
        doubted,
        links,
        outward,
        workdays_until,
        sentence,
        twin_reason,
        say,
        in_tongue,
        in_spanish,
        warnings,
        doubt,
        source_says,
        section,
    ):
        app.add_template_filter(function)
        app.add_template_global(function)
    app.add_template_test(in_words)
    app.add_template_global(unknown)
    app.add_template_global(today_words)
    app.add_template_global(agency_country)
