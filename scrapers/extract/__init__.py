"""Prose to facts."""

from scrapers.extract.complete import complete
from scrapers.extract.dates.terms import Counting
from scrapers.extract.dates.working_days import WorkCalendar
from scrapers.extract.reader import extract, read_deadline
from scrapers.extract.record import to_record
from scrapers.extract.result import Extraction

__all__ = [
    "Counting",
    "Extraction",
    "WorkCalendar",
    "complete",
    "extract",
    "read_deadline",
    "to_record",
]
