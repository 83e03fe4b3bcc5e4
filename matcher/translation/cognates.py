"""Cognates: one spelling for words that Spanish, English, Portuguese and French share.

``infraestructura``, ``infrastructure`` and ``infraestrutura`` meet in one skeleton, so that a
project and a call meet where no dictionary knows the word. The rules are spelling habits of
the four languages, not a list of words.
"""

import re
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache

_ENDINGS = (
    ("aciones", "aci"),
    ("acion", "aci"),
    ("acoes", "aci"),
    ("acao", "aci"),
    ("ations", "aci"),
    ("ation", "aci"),
    ("ciones", "ci"),
    ("cion", "ci"),
    ("coes", "ci"),
    ("cao", "ci"),
    ("tions", "ci"),
    ("tion", "ci"),
    ("xion", "ci"),
    ("siones", "si"),
    ("sions", "si"),
    ("sion", "si"),
    ("soes", "si"),
    ("sao", "si"),
    ("idades", "it"),
    ("idade", "it"),
    ("idad", "it"),
    ("ities", "it"),
    ("ity", "it"),
    ("ites", "it"),
    ("ite", "it"),
    ("edades", "iet"),
    ("edad", "iet"),
    ("iety", "iet"),
    ("tades", "t"),
    ("tad", "t"),
    ("dades", "t"),
    ("dade", "t"),
    ("dad", "t"),
    ("ties", "t"),
    ("amientos", "am"),
    ("amiento", "am"),
    ("imientos", "im"),
    ("imiento", "im"),
    ("amentos", "am"),
    ("amento", "am"),
    ("imentos", "im"),
    ("imento", "im"),
    ("amente", ""),
    ("mente", ""),
    ("icamente", "ic"),
    ("ically", "ic"),
    ("ment", "m"),
    ("mentos", "m"),
    ("mento", "m"),
    ("ments", "m"),
    ("ments", "m"),
    ("logicos", "log"),
    ("logicas", "log"),
    ("logico", "log"),
    ("logica", "log"),
    ("logical", "log"),
    ("logique", "log"),
    ("logiques", "log"),
    ("logias", "log"),
    ("logia", "log"),
    ("logies", "log"),
    ("logie", "log"),
    ("logy", "log"),
    ("icos", "ic"),
    ("icas", "ic"),
    ("ico", "ic"),
    ("ica", "ic"),
    ("iques", "ic"),
    ("ique", "ic"),
    ("ical", "ic"),
    ("ics", "ic"),
    ("ivos", "iv"),
    ("ivas", "iv"),
    ("ivo", "iv"),
    ("iva", "iv"),
    ("ives", "iv"),
    ("ive", "iv"),
    ("ifs", "iv"),
    ("ncias", "nc"),
    ("ncia", "nc"),
    ("ncies", "nc"),
    ("nces", "nc"),
    ("nce", "nc"),
    ("ncy", "nc"),
    ("osos", "os"),
    ("osas", "os"),
    ("oso", "os"),
    ("osa", "os"),
    ("euses", "os"),
    ("euse", "os"),
    ("eux", "os"),
    ("ous", "os"),
    ("veis", "bl"),
    ("vel", "bl"),
    ("bles", "bl"),
    ("ble", "bl"),
    ("arios", "ari"),
    ("arias", "ari"),
    ("ario", "ari"),
    ("aria", "ari"),
    ("aires", "ari"),
    ("aire", "ari"),
    ("aries", "ari"),
    ("ary", "ari"),
    ("ales", "al"),
    ("aux", "al"),
    ("ais", "al"),
    ("als", "al"),
    ("ating", ""),
    ("ated", ""),
    ("ates", ""),
    ("ate", ""),
    ("izar", "is"),
    ("izing", "is"),
    ("ized", "is"),
    ("ize", "is"),
    ("ise", "is"),
    ("iser", "is"),
    ("ising", "is"),
    ("ando", ""),
    ("iendo", ""),
    ("adas", ""),
    ("ados", ""),
    ("ada", ""),
    ("ado", ""),
    ("idas", ""),
    ("idos", ""),
    ("ida", ""),
    ("ido", ""),
    ("ing", ""),
    ("ed", ""),
    ("ly", ""),
    ("ar", ""),
    ("er", ""),
    ("ir", ""),
)
_SHARED = dict(_ENDINGS)
_LONGEST_ENDING = max(map(len, _SHARED))
_SPELLING = (
    (re.compile(r"^es(?=[bcdfgklmnpqtv])"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"([tr])h"), r"\1"),
    (re.compile(r"ch|ck|qu|k|q"), "c"),
    (re.compile(r"[yj]"), "i"),
    (re.compile(r"z"), "s"),
    (re.compile(r"w"), "v"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"([aeiou])[aeiou]+"), r"\1"),
)
_NUMBERS = frozenset(
    "cinco cinq five quince quinze fifteen siete sete sept seven ocho oito huit eight nueve nove "
    "neuf nine diez onze once doce doze douze trece treze treize catorce quatorze cuatro quatro "
    "quatre four".split()
)
_SHORTEST_ROOT = 3
"""Letters that stay of a word at least. This and the two below are set by hand;
``match_quality.py`` without Apertium measures others."""
_ROOT = 6
"""First letters of a spelling by which words may be related."""
_SAME_ROOT = 0.6
"""What a word counts that only begins alike, 0 to 1."""
_VOWELS_END = re.compile(r"(?:[aeiouy]+s?|s)$")


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """The shared spelling of one folded ``word``; words of under four letters stay as they are,
    and so do numbers: «quince» is spelt like «cinco»."""
    if len(word) < _SHORTEST_ROOT + 1 or not word.isalpha() or word in _NUMBERS:
        return word
    root = _cut(word)
    for pattern, spelling in _SPELLING:
        root = pattern.sub(spelling, root)
    return root


def _cut(word: str) -> str:
    """``word`` with its ending replaced by the shared one."""
    for size in range(min(_LONGEST_ENDING, len(word) - _SHORTEST_ROOT), 0, -1):
        if (shared := _SHARED.get(word[-size:])) is not None:
            return word[:-size] + shared
    return _VOWELS_END.sub("", word) or word


class Cognates:
    """The words of a collection, to be found by a cognate of another language.

    :param by_stem: asked, at the first search, for one word for each stem of the collection.
    """

    def __init__(self, by_stem: Callable[[], Mapping[str, str]]) -> None:
        self._by_stem = by_stem
        self._found = dict[str, Mapping[str, float]]()

    @cached_property
    def _tables(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Words by their whole skeleton, and by its first letters."""
        whole: dict[str, list[str]] = {}
        rooted: dict[str, list[str]] = {}
        for word in sorted(self._by_stem().values()):
            if len(word) > _SHORTEST_ROOT:
                whole.setdefault(skeleton(word), []).append(word)
                rooted.setdefault(skeleton(word)[:_ROOT], []).append(word)
        return whole, rooted

    def find(self, word: str) -> Mapping[str, float]:
        """Words of the collection that look like ``word``, and how far each may stand for it.

        One for a single word of the same spelling, less where only the first letters agree and
        where there are several.
        """
        if (known := self._found.get(word)) is None:
            known = self._found[word] = self._look(word)
        return known

    def _look(self, word: str) -> dict[str, float]:
        if len(word) <= _SHORTEST_ROOT:
            return {}
        whole, rooted = self._tables
        shape = skeleton(word)
        found: dict[str, float] = {}
        for known, trust in (
            (rooted.get(shape[:_ROOT], ()), _SAME_ROOT),
            (whole.get(shape, ()), 1.0),
        ):
            for cognate in known:
                found[cognate] = max(found.get(cognate, 0.0), trust / len(known) ** 0.5)
        return found
