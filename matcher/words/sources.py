"""What is stored of a reading, a mail or a job as a code, in the reader's language."""

from matcher.coded import Stored, to_message
from matcher.words.language import Words


def told_words(words: Words, told: Stored) -> str:
    """The sentence of ``told`` in this language; what was kept word for word, as it stands."""
    return words.say(to_message(told))
