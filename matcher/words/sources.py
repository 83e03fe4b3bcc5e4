"""What was stored as a sentence in Spanish, in the reader's language.

The readers of sources know nothing of the service and write plain Spanish; so does what became of
a mail or of a job. Here the sentences they make are known by their pattern and said again. Any
other text stays as it stands.
"""

import re
from functools import lru_cache

from matcher.words.language import Words
from matcher.words.told import OF_JOBS, OF_MAIL, OF_SOURCES

_WHERE = re.compile(r"(\S+: )(.+)", re.DOTALL)
"""An address or the name of a record before the sentence about it."""


def source_words(words: Words, sentence: str) -> str:
    """A stored sentence in this language, with the sentences that stand in it."""
    if words.locale == "es":
        return sentence
    for known, pattern in _patterns():
        if found := pattern.fullmatch(sentence):
            values = {name: _each(words, value) for name, value in found.groupdict().items()}
            return words.named(known, **values)
    if found := _WHERE.fullmatch(sentence):
        return found[1] + source_words(words, found[2])
    return sentence


def _each(words: Words, listed: str) -> str:
    return "; ".join(source_words(words, one) for one in listed.split("; "))


@lru_cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((known, _pattern(known)) for known in (*OF_SOURCES, *OF_MAIL, *OF_JOBS))


def _pattern(sentence: str) -> re.Pattern[str]:
    """What the sentence looks like with anything in its places."""
    parts = re.split(r"%\((\w+)\)s", sentence)
    made = [
        f"(?P<{part}>.+?)" if number % 2 else re.escape(part) for number, part in enumerate(parts)
    ]
    return re.compile("".join(made), re.DOTALL)
