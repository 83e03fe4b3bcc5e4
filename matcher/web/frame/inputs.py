"""What people type, read: days and figures."""

from datetime import date
from decimal import Decimal

from matcher.projects.numbers import NotANumber, read_money


def day_of(text: str) -> date | None:
    """An ISO date, or ``None``."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def money_of(text: str) -> Decimal | None:
    """A figure as people type it («50.000», «50 000», «50000,5»), or ``None``."""
    try:
        return read_money(text).value
    except NotANumber:
        return None
