"""Words of a text as the classifier sees them, with their places in the original."""

import re
from typing import Final

from matcher.text import fold

_WORD: Final = re.compile(r"[^\W_]+")


def split(text: str) -> list[str]:
    """Folded words; an apostrophe or hyphen parts two words (``l'eau`` is ``l``, ``eau``)."""
    return _WORD.findall(fold(text))


def places(text: str) -> list[tuple[str, int, int]]:
    """Folded words with the code points where each starts and ends in ``text``."""
    return [(m.group(), m.start(), m.end()) for m in _WORD.finditer(fold(text))]
