"""A call in words an officer reads: dates, times, money. What nobody said is said so."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from matcher.calls.models import Call, CallDeadline
from matcher.calls.state import (
    CallDates,
    State,
    closing_instant,
    days_left,
    entries,
    local_closing_day,
    next_deadline,
    state_of,
)
from matcher.words.language import Words, gettext_noop
from matcher.words.names import CHANGE_NAMES, DOUBT_NAMES, PUBLISHED_NAMES
from matcher.words.sources import told_words
from matcher.words.values import amount_words, value_words


def dates_of(call: Call) -> CallDates:
    """What decides the state of ``call``."""
    return CallDates(
        deadlines=call.deadlines,
        opens_on=call.opens_on,
        rolling=call.rolling,
        withdrawn=call.withdrawn_at is not None,
        discarded=call.discarded_at is not None,
        doubtful=call.doubtful,
        published_status=call.published_status,
    )


def call_state(call: Call, *, now: datetime, timezone: str) -> State:
    """The state of ``call`` at ``now``, in the agency's zone."""
    return state_of(dates_of(call), now=now, timezone=timezone)


def main_deadline(call: Call, *, now: datetime, timezone: str) -> CallDeadline | None:
    """The deadline to show: the next one, else the last that has passed, else an undated one."""
    return shown_deadline(call.deadlines, now=now, timezone=timezone)


def shown_deadline(
    deadlines: Sequence[CallDeadline], *, now: datetime, timezone: str
) -> CallDeadline | None:
    """The same of the deadlines of a call."""
    ahead = next_deadline(deadlines, now=now, timezone=timezone)
    if ahead is not None:
        return ahead
    shown = [d for d in entries(deadlines) if d.on_day]
    return next(reversed(shown or list(deadlines)), None)


def unknown_words(words: Words) -> str:
    """What stands where the source gives nothing."""
    return words.gettext("la fuente no lo dice")


def not_found_words(words: Words, heading: str | None) -> str:
    """What stands where a section of the call was read and no answer found in it."""
    if heading is None:
        return unknown_words(words)
    return words.gettext("Puente no lo encontró; vea «%(heading)s»", heading=heading.strip(" ¿?:"))


def deadline_words(words: Words, call: Call, *, now: datetime, timezone: str) -> str:
    """«5 de marzo de 2027, 17:00 hora de Bruselas (11:00 aquí)»."""
    deadline = main_deadline(call, now=now, timezone=timezone)
    if deadline is None:
        if call.rolling:
            return words.gettext("permanente, sin fecha de cierre")
        return unknown_words(words)
    return closing_words(words, deadline, timezone=timezone)


def closing_words(words: Words, deadline: CallDeadline, *, timezone: str) -> str:
    """One closing day on both clocks, or the part of it that is known."""
    if deadline.on_day is None:
        return words.gettext(
            "fecha incompleta en la fuente: «%(words)s»", words=deadline.words or deadline.partial
        )
    day = words.day(deadline.on_day)
    if deadline.at_time is None:
        return words.gettext("%(day)s (sin hora publicada)", day=day)
    hour = f"{deadline.at_time:%H:%M}"
    if deadline.timezone is None:
        return words.gettext(
            "%(day)s, %(hour)s (la fuente no dice de qué país)", day=day, hour=hour
        )
    place = words.place(deadline.timezone)
    here = _here(words, deadline, timezone=timezone)
    if here is None:
        return words.gettext("%(day)s, %(hour)s hora de %(place)s", day=day, hour=hour, place=place)
    return words.gettext(
        "%(day)s, %(hour)s hora de %(place)s (%(here)s aquí)",
        day=day,
        hour=hour,
        place=place,
        here=here,
    )


def _here(words: Words, deadline: CallDeadline, *, timezone: str) -> str | None:
    """The same instant on the agency's clock, with the day where it is another."""
    instant = closing_instant(deadline)
    if instant is None or deadline.timezone == timezone:
        return None
    day = local_closing_day(deadline, timezone=timezone)
    clock = f"{instant.astimezone(ZoneInfo(timezone)):%H:%M}"
    if day is None or day == deadline.on_day:
        return clock
    return words.gettext("%(hour)s del %(day)s", hour=clock, day=words.day(day))


def left_words(words: Words, left: int) -> str:
    """«faltan 12 días», «cierra hoy», «cerró hace 3 días»."""
    if left == 0:
        return words.gettext("cierra hoy")
    if left == 1:
        return words.gettext("cierra mañana")
    if left > 0:
        return words.ngettext("falta %(num)d día", "faltan %(num)d días", left)
    return words.ngettext("cerró hace %(num)d día", "cerró hace %(num)d días", -left)


def days_left_words(words: Words, call: Call, *, now: datetime, timezone: str) -> str | None:
    """How long there is; ``None`` where no dated deadline lies ahead."""
    ahead = next_deadline(call.deadlines, now=now, timezone=timezone)
    left = days_left(ahead, now=now, timezone=timezone) if ahead else None
    return None if left is None else left_words(words, left)


def offer_words(words: Words, call: Call) -> str:
    """«hasta 350.000 EUR por proyecto; 5.000.000 EUR en total»."""
    made = call.offer
    parts = [headline_words(words, call)]
    if made.total and made.headline != "total":
        parts.append(amount_words(words, made.total))
    return "; ".join(parts)


def headline_words(words: Words, call: Call) -> str:
    """The one sum that heads a call, as its source says it: for each, in all, or just named."""
    made = call.offer
    if made.amount is None:
        if made.doubts:
            return words.gettext("monto dudoso: verifíquelo en la fuente")
        return unknown_words(words)
    said = amount_words(words, made.amount)
    return words.gettext("se menciona %(sum)s", sum=said) if made.headline == "mentioned" else said


def sum_doubts_words(words: Words, call: Call) -> list[str]:
    """A sentence for each sum of a call that is past belief."""
    return [
        words.named(
            _DOUBTS[doubt.reason],
            sum=amount_words(words, doubt.amount),
            total=amount_words(words, doubt.total) if doubt.total else "",
        )
        for doubt in call.offer.doubts
    ]


_DOUBTS = {
    "over-total": gettext_noop(
        "La fuente dice «%(sum)s» y solo «%(total)s»: no cuadran. No usamos la primera cifra para "
        "buscar, ordenar ni comparar. Verifíquela en la fuente."
    ),
    "too-large": gettext_noop(
        "«%(sum)s» es una cifra demasiado grande para una convocatoria así: puede ser un error. No "
        "la usamos para buscar, ordenar ni comparar. Verifíquela en la fuente."
    ),
    "too-small": gettext_noop(
        "«%(sum)s» es una cifra demasiado pequeña para una convocatoria: puede ser un error. No la "
        "usamos para buscar, ordenar ni comparar. Verifíquela en la fuente."
    ),
}


def changes_words(words: Words, changes: Sequence[Mapping[str, Any]]) -> list[str]:
    """What changed, «antes → ahora», for the fields a change of which is worth a mail."""
    return [
        _withdrawn_words(words, change)
        if change["field"] == "withdrawn"
        else words.gettext(
            "%(field)s: antes %(before)s → ahora %(after)s",
            field=words.named(CHANGE_NAMES[change["field"]]),
            before=_side(words, change["field"], change["before"]),
            after=_side(words, change["field"], change["after"]),
        )
        for change in changes
        if change["field"] in CHANGE_NAMES
    ]


def _withdrawn_words(words: Words, change: Mapping[str, Any]) -> str:
    if change["after"]:
        return words.gettext("La fuente la retiró: ya no está entre las suyas.")
    return words.gettext("La fuente la publica otra vez.")


def _side(words: Words, field: str, value: Any) -> str:
    if field == "status" and value in PUBLISHED_NAMES:
        return words.named(PUBLISHED_NAMES[value])
    return value_words(words, value)


def warnings_words(words: Words, warnings: Iterable[str | Mapping[str, Any]]) -> list[str]:
    """The warnings of a call, and messages beside them."""
    return [
        _warning(words, one) if isinstance(one, Mapping) else words.say(one) for one in warnings
    ]


def doubt_words(words: Words, call: Call) -> str:
    """What a doubtful call seems to be; empty for others."""
    return words.named(DOUBT_NAMES[call.doubt]) if call.doubt in DOUBT_NAMES else ""


def _warning(words: Words, warning: Mapping[str, Any]) -> str:
    if (code := str(warning["code"])) not in _WARNINGS:
        return told_words(words, warning)
    params = {
        name: words.day(date.fromisoformat(value)) if name.endswith("on") else value
        for name, value in (warning.get("params") or {}).items()
    }
    return words.named(_WARNINGS[code], **params)


_WARNINGS = {
    "closes-otherwise": gettext_noop(
        "Posible prórroga: %(other)s dice que cierra el %(other_on)s; %(first)s, el %(first_on)s. "
        "Verifique en la fuente."
    ),
    "closes-before-opening": gettext_noop(
        "Cierra el %(closes_on)s, antes de abrir (%(opens_on)s). Verifique en la fuente."
    ),
    "list-only": gettext_noop(
        "La última lectura solo alcanzó el listado de la fuente: se conservan los datos de la "
        "ficha leída antes."
    ),
    "list-closes-otherwise": gettext_noop(
        "El listado de la fuente dice ahora que cierra el %(closes_on)s. Verifique en la fuente."
    ),
}
"""Parameters whose name ends in ``on`` are days."""
