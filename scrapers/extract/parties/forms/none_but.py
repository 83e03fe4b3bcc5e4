"""Nobody but who follows: «ninguna entidad distinta de …», "no one other than", «que no sea»."""

import re
from typing import Literal

from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import LOCAL, OTHERS
from scrapers.extract.parties.words.nobody import BUT, NONE

_CLOSE = re.compile(r"[^.;:]{0,90}$")
"""Between nobody and "but": the noun, and what it does."""
_ALSO = re.compile(r"\b(?:gastos?|costs?|costes?|despesas|depenses|activid\w+|activit\w+)\b[^.;]*$")
"""It is costs or works that are denied, not applicants."""
_REACH = 90
"""Letters in which who is let in is named first. Set by hand."""

Named = Literal["local", "others"]


def none_but(sentence: Sentence) -> tuple[Named, str] | None:
    """Who alone may apply, where a sentence says so by denying everybody else."""
    text = sentence.text
    if not any(clause.cues for clause in sentence.clauses):
        return None
    for but in BUT.finditer(text):
        none = NONE.search(text, 0, but.start())
        before = text[none.end() : but.start()] if none else ""
        if none is None or not _CLOSE.fullmatch(before) or _ALSO.search(before):
            continue
        if LOCAL.search(before) or OTHERS.search(before):
            continue
        local = LOCAL.search(text, but.end(), but.end() + _REACH)
        other = OTHERS.search(text, but.end(), but.end() + _REACH)
        if local and (other is None or local.start() < other.start()):
            return "local", local.group()
        if other and local is None and not LOCAL.search(text, but.end()):
            return "others", other.group()
    return None


def only_local(sentence: Sentence) -> str | None:
    """Nobody but local governments, perhaps with others."""
    found = none_but(sentence)
    return found[1] if found and found[0] == "local" else None


def none_but_others(sentence: Sentence) -> str | None:
    """Nobody but others."""
    found = none_but(sentence)
    return found[1] if found and found[0] == "others" else None
