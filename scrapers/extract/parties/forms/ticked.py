"""A row of kinds with a mark beside each: «Administración local ✔ | Empresa ✘»."""

import re

from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import LOCAL

_YES = re.compile(r"[^|;\n✔✓☑✅✘✗❌✖]{0,30}[✔✓☑✅]")
_NO = re.compile(r"[^|;\n✔✓☑✅✘✗❌✖]{0,30}[✘✗❌✖]")
"""Right after a kind: its mark."""
_BEFORE = re.compile(r"(?:^|[|;\n])\s*[✔✓☑✅✘✗❌✖][^|;\n]{0,30}$")
"""The marks stand before their kinds: the one behind belongs to the next."""


def _marked(sentence: Sentence, mark: re.Pattern[str]) -> str | None:
    for found in LOCAL.finditer(sentence.text):
        if _BEFORE.search(sentence.text[: found.start()]):
            continue
        if mark.match(sentence.text, found.end()):
            return found.group()
    return None


def ticked(sentence: Sentence) -> str | None:
    """Marked as one that may."""
    return _marked(sentence, _YES)


def crossed(sentence: Sentence) -> str | None:
    """Marked as one that may not."""
    return _marked(sentence, _NO)
