"""A call in words an officer reads: dates, times, money. What nobody said is said so."""

from collections.abc import Sequence
from datetime import datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from babel.numbers import format_decimal

from matcher.calls.compose import in_words
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

UNKNOWN = "la fuente no lo dice"
STATE_NAMES: dict[State, str] = {
    "proxima": "próxima",
    "abierta": "abierta",
    "cierra-pronto": "cierra pronto",
    "cerrada": "cerrada",
    "permanente": "permanente",
    "retirada": "retirada",
    "descartada": "descartada",
    "sin-fecha": "sin fecha publicada",
}
KIND_NAMES = {
    "subvencion": "subvención",
    "convocatoria": "convocatoria",
    "premio": "premio",
    "beca": "beca o curso",
    "prestamo": "préstamo",
    "cooperacion-tecnica": "cooperación técnica",
}
CHANGE_NAMES = {
    "deadlines": "Cierre",
    "rolling": "Plazo permanente",
    "amounts": "Montos",
    "eligibility": "Quién puede participar",
    "documents": "Documentos",
    "status": "Estado en la fuente",
    "withdrawn": "Retirada por la fuente",
}


def dates_of(call: Call) -> CallDates:
    """What decides the state of ``call``."""
    return CallDates(
        deadlines=call.deadlines,
        opens_on=call.opens_on,
        rolling=call.rolling,
        withdrawn=call.withdrawn_at is not None,
        discarded=call.discarded_at is not None,
        published_status=call.published_status,
    )


def call_state(call: Call, *, now: datetime, timezone: str) -> State:
    """The state of ``call`` at ``now``, in the agency's zone."""
    return state_of(dates_of(call), now=now, timezone=timezone)


def main_deadline(call: Call, *, now: datetime, timezone: str) -> CallDeadline | None:
    """The deadline to show: the next one, else the last that has passed, else an undated one."""
    ahead = next_deadline(call.deadlines, now=now, timezone=timezone)
    if ahead is not None:
        return ahead
    shown = [d for d in entries(call.deadlines) if d.on_day]
    return next(reversed(shown or list(call.deadlines)), None)


def deadline_words(call: Call, *, now: datetime, timezone: str) -> str:
    """«5 de marzo de 2027, 17:00 hora de Bruselas (11:00 aquí)»."""
    deadline = main_deadline(call, now=now, timezone=timezone)
    if deadline is None:
        return "permanente, sin fecha de cierre" if call.rolling else UNKNOWN
    if deadline.on_day is None:
        return f"fecha incompleta en la fuente: «{deadline.words or deadline.partial}»"
    return in_words(deadline.on_day) + _clock_words(deadline, timezone=timezone)


def _clock_words(deadline: CallDeadline, *, timezone: str) -> str:
    if deadline.at_time is None:
        return " (sin hora publicada)"
    hour = _hour(deadline.at_time)
    if deadline.timezone is None:
        return f", {hour} (la fuente no dice de qué país)"
    instant = closing_instant(deadline)
    if instant is None or deadline.timezone == timezone:
        return f", {hour} hora de {place(deadline.timezone)}"
    here = local_closing_day(deadline, timezone=timezone)
    clock = _hour(instant.astimezone(ZoneInfo(timezone)).time())
    day = f" del {in_words(here)}" if here and here != deadline.on_day else ""
    return f", {hour} hora de {place(deadline.timezone)} ({clock}{day} aquí)"


def place(timezone: str) -> str:
    """The place a time zone is named after, in Spanish: «Bruselas»."""
    if timezone.startswith(("UTC", "Etc/")):
        return timezone
    return str(get_timezone_location(timezone, locale="es", return_city=True))


def days_left_words(call: Call, *, now: datetime, timezone: str) -> str | None:
    """«hoy», «mañana», «faltan 12 días»; ``None`` where no dated deadline lies ahead."""
    ahead = next_deadline(call.deadlines, now=now, timezone=timezone)
    left = days_left(ahead, now=now, timezone=timezone) if ahead else None
    if left is None:
        return None
    return {0: "cierra hoy", 1: "cierra mañana"}.get(left, f"faltan {left} días")


def amount_words(amount: Decimal | None, currency: str | None) -> str:
    """«346.000.000 COP»; without a currency the source's silence shows."""
    if amount is None:
        return UNKNOWN
    figure = format_decimal(amount.normalize(), locale="es_CO", format="#,##0.##")
    return f"{figure}\u00a0{currency}" if currency else f"{figure} (moneda: {UNKNOWN})"


def money_words(call: Call) -> str:
    """«hasta 350.000 EUR por proyecto; 5.000.000 EUR en total»."""
    parts = []
    if call.amount_max is not None:
        parts.append(f"hasta {amount_words(call.amount_max, call.currency)} por proyecto")
    if call.amount_total is not None:
        parts.append(f"{amount_words(call.amount_total, call.currency)} en total")
    return "; ".join(parts) or UNKNOWN


def changes_words(changes: Sequence[dict[str, object]]) -> list[str]:
    """What changed, «antes → ahora», for the fields a change of which is worth a mail."""
    return [
        f"{CHANGE_NAMES[name]}: antes {_short(c['before'])} → ahora {_short(c['after'])}"
        for c in changes
        if (name := str(c["field"])) in CHANGE_NAMES
    ]


def _short(value: object) -> str:
    if value is None or value == []:
        return "sin dato"
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, list):
        return "; ".join(_item(v) for v in value)
    if isinstance(value, dict):
        return "; ".join(f"{k} {_short(v)}" for k, v in value.items() if v)
    return str(value)


def _item(value: object) -> str:
    """One deadline, amount or document of a change."""
    if not isinstance(value, dict):
        return str(value)
    if value.get("on"):
        return in_words(datetime.fromisoformat(value["on"]).date())
    figure = value.get("maximum") or value.get("value") or value.get("minimum")
    if figure:
        return amount_words(Decimal(str(figure)), value.get("currency"))
    return str(value.get("title") or value.get("text") or value.get("partial") or value)


def _hour(at: time) -> str:
    return f"{at:%H:%M}"
