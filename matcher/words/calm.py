"""Names that a source writes all in capitals, written as people write them."""

import re

_LINKS = frozenset(
    "a al and at by con d da das de del des di do dos du e el en et for from i in l la las le les "
    "los o of on or ou para per por the to u with y".split()
)
_SHORT_WORDS = frozenset("luz mar pan paz red río rio rey san sol sur vía via".split())
_MOST_INITIALS = 3
_ONE_WORD = 8
"""A single word no longer than this is taken for initials: UNESCO, COSUDE."""


def calm_name(name: str | None) -> str:
    """«AYUNTAMIENTO DE MADRID (AYTO)» → «Ayuntamiento de Madrid (AYTO)»; initials stay."""
    bare = re.sub(r"\([^)]*\)", "", name or "")
    if not name or bare != bare.upper() or bare == bare.lower():
        return name or ""
    parts = name.split()
    if len(bare.split()) == 1 and len(bare.strip()) <= _ONE_WORD:
        return name
    return " ".join(
        "-".join(_calm(piece, first=not number) for piece in part.split("-"))
        for number, part in enumerate(parts)
    )


def _calm(word: str, *, first: bool) -> str:
    core = word.strip("«»\"'.,;:-–/").lower()
    if core in _LINKS:
        return word.capitalize() if first else word.lower()
    if word.startswith("(") or "." in word.strip(".") or any(c.isdigit() for c in word):
        return word
    if not re.search("[aeiouáéíóúüàèìòùâêîôûãõäëïö]", core) or (
        len(core) <= _MOST_INITIALS and core not in _SHORT_WORDS
    ):
        return word
    return re.sub(r"[^\W\d_]+", lambda found: found.group().capitalize(), word)
