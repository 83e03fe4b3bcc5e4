"""Nobody but who follows: «ninguna entidad distinta de …», "no one other than", «que no sea»."""

import re
from typing import Literal

from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import LOCAL, OTHERS
from scrapers.extract.parties.words.nobody import BUT, NO_OTHERS, NONE

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
    if found := _who_is_not(text):
        return found
    if not any(clause.cues for clause in sentence.clauses):
        return None
    for but in BUT.finditer(text):
        if _denied_before(text[: but.start()]) and (named := _named_after(text, but.end())):
            return named
    return None


def _denied_before(before: str) -> bool:
    """Whether everybody else is denied right before the "but"."""
    none = NONE.search(before)
    between = before[none.end() :] if none else ""
    if none is None or not _CLOSE.fullmatch(between) or _ALSO.search(between):
        return False
    return not LOCAL.search(between) and not OTHERS.search(between)


def _named_after(text: str, at: int) -> tuple[Named, str] | None:
    """Who is let in: local governments where they stand first, others where only they do."""
    local = LOCAL.search(text, at, at + _REACH)
    other = OTHERS.search(text, at, at + _REACH)
    if local and (other is None or local.start() < other.start()):
        return "local", local.group()
    if other and local is None and not LOCAL.search(text, at):
        return "others", other.group()
    return None


_WHO_IS_NOT = re.compile(
    r"\b(?:quien(?:es)?|who|whoever|those|anyone|ceux qui|celles qui|quem|chi|qui|"
    r"(?:[a-z]+ )?que|which|"
    r"that)\s(?:no se(?:an?|ra[n]?)|are not|is not|isn't|aren't|ne sont pas|n'est pas|"
    r"ne soient pas|"
    r"nao (?:seja[m]?|for(?:em)?|sao)|no siguin?|non s(?:ia(?:no)?|ono))\s(?:an? |una? |un )?"
)
_SHUT = re.compile(
    r"\b(?:absten\w+|abster\w+|rechaz\w+|reject\w*|no podra\w*|no pued\w*|cannot|may not|exclu\w+|"
    r"inelig\w+|inelegib\w+|not eligible|no (?:sera\w*|son) (?:eleg|admit|consider|acept)\w+|"
    r"nao pod\w+|ne peu\w+ pas|desestim\w+|inadmi\w+|recus\w+|esclus\w+|ecart\w+|non poss\w+|"
    r"need not apply|should not apply|queda\w* fuera|not be (?:accept|consider)\w+)"
)


def _who_is_not(text: str) -> tuple[Named, str] | None:
    """«Quienes no sean municipios deberán abstenerse»: only they may."""
    for match in _WHO_IS_NOT.finditer(text):
        local = LOCAL.match(text, match.end())
        other = OTHERS.match(text, match.end())
        named = local or other
        if named and _SHUT.search(text, named.end()):
            return ("local" if local else "others"), named.group()
    return None


_ABOVE = 600
"""Letters of the list that a closing line is about. Set by hand."""


def closing_line(sentence: Sentence) -> str | None:
    """«No other applicants will be considered», below a list of others."""
    match = NO_OTHERS.search(sentence.text)
    above = sentence.passage.folded[max(0, sentence.start - _ABOVE) : sentence.start]
    if match is None or not OTHERS.search(above) or LOCAL.search(above):
        return None
    return match.group()


def only_local(sentence: Sentence) -> str | None:
    """Nobody but local governments, perhaps with others."""
    found = none_but(sentence)
    return found[1] if found and found[0] == "local" else None


def none_but_others(sentence: Sentence) -> str | None:
    """Nobody but others."""
    found = none_but(sentence)
    return found[1] if found and found[0] == "others" else None
