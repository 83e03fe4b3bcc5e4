"""Titles: the words that tell one call from another."""

from matcher.text import fold, words

_FILLER = frozenset(
    "convocatoria convocatorias call calls for proposals de la el los las del en para y a the of "
    "and to in appel projets edital chamada programa programme program subvenciones grants grant "
    "abre abierta abierto open now ya nueva nuevo new ampliacion plazo extended deadline".split()
)


def title_key(title: str) -> str:
    """The words of a title that tell it from others, folded and sorted."""
    return " ".join(sorted(set(words(title)) - _FILLER)) or fold(title)
