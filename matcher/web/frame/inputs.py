"""What people type, read: days and figures."""

from datetime import date
from decimal import Decimal, InvalidOperation


def day_of(text: str) -> date | None:
    """An ISO date, or ``None``."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def money_of(text: str) -> Decimal | None:
    """A figure as people type it («50.000», «50 000», «50000,5»), or ``None``."""
    plain = text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(".", "")
    try:
        value = Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() and value >= 0 else None
