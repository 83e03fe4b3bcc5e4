"""Days that come back each year: the next one from the day of reading, marked as calculated."""

from dataclasses import replace

from scrapers.extract.dates.dated import Dated
from scrapers.extract.text.passage import Passage
from scrapers.extract.text.wording import table

EACH_YEAR = "each-year"
"""The name of the anchor of such a day."""

_EVERY = table(
    r"""
    (?:each|every) (?:calendar |fiscal )?year | of each year | annually | yearly | once a year |
    cada ano | todos los anos | anualmente | (?:una|dos|tres|cuatro) veces (?:al|por) ano |
    todos os anos | (?:uma|duas|tres|quatro) vezes (?:ao|por) ano | de cada any | cada any |
    anualment | tots els anys | (?:una|dues|tres|quatre) vegades (?:a )?l'any |
    chaque annee | tous les ans | (?:une|deux|trois|quatre) fois par an(?:nee)? |
    ogni anno | di ciascun anno | (?:una|due|tre|quattro) volte (?:all'|l')anno |
    (?:twice|three times|four times) (?:a|per|each|every) (?:calendar )?year | twice yearly |
    quarterly | semi-?annually | bi-?annually | trimestralmente | semestralmente
    """
)
"""Something takes place year after year."""

_CYCLE = table(
    r"""
    (?:annual|yearly|quarterly) (?:grant|granting|funding|application|review|award)s?
        (?:[- ]making)? (?:cycle|calendar|schedule|round|timetable) |
    (?:two|three|four|several) (?:application |grant |funding |submission )?
        (?:deadlines|rounds|cycles|closing dates|application periods)
        (?:each|every|a|per) (?:calendar )?year |
    (?:dos|tres|cuatro|varias) (?:convocatorias|rondas|ventanas|cierres|cortes|plazos)
        (?:al ano|por ano|cada ano|anuales) |
    (?:board|committee|panel|trustees|directors|jury)\b[^.;\n]{0,30}?\bmeets?\b[^.;\n]{0,30}?
        \b(?:quarterly|annually|(?:once|twice|two times|three times|four times)
            (?:a|per|each) year) |
    (?:considered|reviewed|awarded|assessed)\b[^.;\n]{0,40}?
        \b(?:quarterly|annually|(?:once|twice|two times|three times|four times)
            (?:a|per|each) year) |
    (?:grant|funding|application) cycles\b
    """
)
"""The days of the page are those of a cycle, wherever that is said."""

_NEAR = 240
"""Letters before a date in which "each year" speaks of it, if they are of the lines right above."""


def with_turns(dated: list[Dated], title: Passage) -> list[Dated]:
    """The dates, those told to come back each year marked.

    Where a closing day does, those beside it that have no year do too: they are its other rounds.
    """
    closing = [d for d in dated if d.role == "close" and d.hit.day and d.hit.year is None]
    told = any(map(_each_year, closing)) or (closing and _in_cycles(closing, title))
    return [replace(d, returns=d.hit.year is None) for d in dated] if told else dated


def _each_year(item: Dated) -> bool:
    """Whether the words before a date, or beside it in its sentence, say that it comes back."""
    start, end = item.passage.segment(item.hit.start)
    low = max(0, min(start, item.hit.start - _NEAR))
    return _EVERY.search(item.passage.folded, low, end) is not None


def _in_cycles(closing: list[Dated], title: Passage) -> bool:
    texts = {d.passage.folded for d in closing} | {title.folded}
    return any(_CYCLE.search(text) for text in texts)
