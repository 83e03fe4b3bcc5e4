"""A reason as it is read, for tests of what is said."""

from msgspec.structs import asdict

from matcher.ranking.inputs import Blocker, Reason
from matcher.words.language import words_in
from matcher.words.reasons import reason_words


def said(one: Reason | Blocker, language: str = "es") -> str:
    return reason_words(asdict(one), words_in(language))
