"""One alone, or several together: as they like, or as they must not."""

import re

from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.words.partners import (
    ALLY,
    ALONE,
    COUNT,
    DENIAL,
    GROUP,
    OR,
    PART_ENDS,
    SINGLE,
    SUBMITTING,
)
from scrapers.extract.text.wording import table


def is_role(sentence: Sentence) -> bool:
    """Whether it says as what somebody takes part, which asks for nothing."""
    return sentence.names_role


def either_way(sentence: Sentence) -> str | None:
    """Alone or together: as they like."""
    return None if is_role(sentence) else _alone_or_together(sentence.text)


def _submits(text: str, match: re.Match[str]) -> bool:
    """Whether the words around a match speak of applying."""
    return SUBMITTING.search(text[max(0, match.start() - 130) : match.end() + 60]) is not None


_DIRECTLY_OR = re.compile(
    r"\b(?:directamente|directement|directly|diretamente|directament) (?:o|ou|or) "
    r"(?:bien |tambien )?(?:por medio de|a traves de|mediante|through|via|en|in|por meio de|par)\b"
    r"[^.;]{0,40}(?:asociativ|consor|alianz|union|partner|agrupa|parceri|grouping|associa)"
)
"""By themselves or in a group of them."""
_BY_ONE = re.compile(
    r"\b(?:presenta|presentan|presented by|submitted by|presentad\w+ por|apresentad\w+ por) "
    r"(?:una sola|una unica|a single|uma unica|uma so) (?:entidad|organiza|institu|entity|organi)"
)
"""Each is handed in by one only."""
_PARTS = re.compile(PART_ENDS)
_OPENS = re.compile(
    r"(?:[a-z ]{3,40}[:?] ?)?\W*(?:(?:de|d'|en|in|di|a|em) )?(?:(?:manera|forma|modo|maniere|"
    r"maneira|xeito|titulo|titre) )?"
)
"""Before «alone or together», where the sentence says nothing else."""
_MAY_APPLY = table(
    r"""
    %MAY% (?:apply|candidater|postular(?:se)?|presentarse|participar|deposer|presenter|presentar|
        apresentar|concorrer|optar-hi|
        respond|answer|reply|submit|participate|take part|compete|bid|repondre|responder|concurrir|
        concursar|inscribirse|presentar-se|participer|candidarsi|partecipare)
    """,
    tail=r" ",
    parts={
        "MAY": r"""
        peut | peuvent | may | can | puede[n]? | podra[n]? | pode[mn]? | pot | puo | possono
        """
    },
)
_BY_ITSELF = table(
    r"""
    alone | seule?s? | sol[oaie]s? | sozinh[oa]s? | on (?:its|their) own | en solitario |
    (?:sin|sem|sans|sense|senza|without) (?:(?:a|any) )?(?:compania|soci\w+|aliad\w+|pareja|
        partners?|
        partenaires?|parceiros?)
    """,
    tail=r"\b(?! (?:en|con|in|as|if|como|comme|una?|uma?|one|dos|two|hasta)\b)",
)
"""One may apply without another."""


def _alone_or_together(text: str) -> str | None:
    if match := _DIRECTLY_OR.search(text):
        return match.group()
    for match in _MAY_APPLY.finditer(text):
        if _BY_ITSELF.match(text, match.end()):
            return match.group()
    if (match := _BY_ONE.search(text)) and not DENIAL.search(text):
        return match.group()
    for match in ALONE.finditer(text):
        if not (_submits(text, match) or _OPENS.fullmatch(text[: match.start()])):
            continue
        joined = OR.match(text, match.end())
        if joined and (GROUP.match(text, joined.end()) or ALLY.match(text, joined.end())):
            return match.group()
    return None


_ROW_OF_SEVERAL = re.compile(
    r"\W*(?:composici\w+|composition|partnerships?|consor[ct]i\w*|partenariats?|parcerias?|"
    r"alianzas?|agrupaci\w+|socios|partners|partenaires|parceiros|"
    r"partenariato)(?: [a-z']+){0,4} ?: ?"
    rf"(?:[a-z]+ ){{0,5}}?(?:{COUNT}|[a-z]+ (?:o mas|or more|ou plus|ou mais))\b(?! ?%)"
)
_NOT_NEEDED = re.compile(
    r"\b(?:no m[ao][rs]e?|nao mais|opcional|optional|facultat|voluntar|hasta|maxim|up to|jusqu|ate)"
)


def labelled_several(sentence: Sentence) -> str | None:
    """«Composición: como mínimo tres socios»: a row on the group there has to be."""
    match = _ROW_OF_SEVERAL.match(sentence.text)
    return match.group() if match and not _NOT_NEEDED.search(match.group()) else None


def alone(sentence: Sentence) -> str | None:
    """One is who hands a proposal in."""
    text, at = sentence.text, 0
    for end in [*(m.end() for m in _PARTS.finditer(text)), len(text)]:
        match = SINGLE.search(text, at, end)
        if match and _submits(text, match) and not DENIAL.search(text, at, end):
            return match.group()
        at = end
    return None
