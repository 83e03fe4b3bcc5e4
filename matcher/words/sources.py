"""What is stored of a reading, a mail or a job as a code, in the reader's language."""

import re
from datetime import date

from matcher.coded import Stored, to_message
from matcher.messages import Message
from matcher.words.language import Words

_DAYS = frozenset({"one", "other", "before", "now"})
"""Values of a remark that are days, as its reader wrote them: 22/12/2026."""
_DAY = re.compile(r"\b(\d{2})/(\d{2})/(\d{4})\b")


def told_words(words: Words, told: Stored) -> str:
    """The sentence of ``told`` in this language; what was kept word for word, as it stands."""
    said = to_message(told)
    days = {
        name: _DAY.sub(lambda found: _in_words(words, found), value)
        for name, value in said.values.items()
        if name in _DAYS and isinstance(value, str)
    }
    return words.say(Message(said.text, **{**said.values, **days}) if days else said)


def _in_words(words: Words, found: re.Match[str]) -> str:
    day, month, year = map(int, found.groups())
    return words.day(date(year, month, day))
