"""How long a text is, counted as a donor counts: the page's script counts the same way.

Both are tested against the same list of texts (``tests/proposals/counting.json``).
"""

import re
import unicodedata

from matcher.messages import Message
from matcher.words.language import gettext_noop
from proposals.steps.step import Field, Unit

WORDS_A_PAGE = 500
"""A page as it is counted where the donor does not say how: an estimate, and told as one."""

_WORD = re.compile("[^\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")


def count(text: str, unit: Unit) -> int:
    """Code points, words or pages of ``text`` in NFC, a line break being one character."""
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if unit == "characters":
        return len(normal)
    words = _WORD.findall(normal)
    if unit == "characters-no-spaces":
        return sum(map(len, words))
    return -(-len(words) // WORDS_A_PAGE) if unit == "pages" else len(words)


_OVER: dict[Unit, str] = {
    "characters": gettext_noop(
        "Tiene %(length)s caracteres y el máximo es %(most)s: sobran %(over)s. El texto quedó "
        "guardado completo."
    ),
    "characters-no-spaces": gettext_noop(
        "Tiene %(length)s caracteres sin espacios y el máximo es %(most)s: sobran %(over)s. El "
        "texto quedó guardado completo."
    ),
    "words": gettext_noop(
        "Tiene %(length)s palabras y el máximo es %(most)s: sobran %(over)s. El texto quedó "
        "guardado completo."
    ),
    "pages": gettext_noop(
        "Tiene unas %(length)s páginas y el máximo es %(most)s: sobran %(over)s. El texto quedó "
        "guardado completo."
    ),
}


def over(text: object, *, most: int, unit: Unit) -> Message | None:
    """What to say of a text longer than ``most``; ``None`` where it is not."""
    length = count(text, unit) if isinstance(text, str) else 0
    if length <= most:
        return None
    return Message(_OVER[unit], length=length, most=most, over=length - most)


def over_limit(field: Field, value: object) -> Message | None:
    """The same by the field's own limit, if it has one."""
    limit = field.limit
    return over(value, most=limit.most, unit=limit.unit) if limit else None
