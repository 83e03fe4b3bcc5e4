"""Titles: the words that tell one call from another."""

from matcher.text import fold, words

FILLER = frozenset(
    "convocatoria convocatorias call calls for proposals de la el los las del en para y a the of "
    "and to in appel projets edital chamada programa programme program subvenciones grants grant "
    "abre abierta abierto open now ya nueva nuevo new ampliacion plazo extended deadline".split()
)
"""Words that every call has in its title."""


def title_key(title: str) -> str:
    """The words of a title that tell it from others, folded and sorted."""
    return " ".join(sorted(set(words(title)) - FILLER)) or fold(title)
