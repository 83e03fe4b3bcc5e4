"""How long a text is, counted as a donor counts: the page's script counts the same way.

Both are tested against the same list of texts (``tests/proposals/counting.json``).
"""

import re
import unicodedata

from proposals.steps.step import Unit

_WORD = re.compile("[^\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")


def count(text: str, unit: Unit) -> int:
    """Code points or words of ``text`` in NFC, a line break being one character."""
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if unit == "characters":
        return len(normal)
    return len(_WORD.findall(normal))
