"""A title taken apart: what names the call, and what tells it from others of the same name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from babel import Locale

from matcher.calls.titles import FILLER
from matcher.intake.identity.sizes import sizes
from matcher.intake.identity.telling_words import (
    ADJECTIVES,
    ALSO_CALLED,
    APPLICANTS,
    DEGREES,
    LETTERED,
    LOT_LABELS,
    MONTHS,
    ORDINALS,
    PLACES,
    POPULATIONS,
    REGIONS,
    SCALES,
    SPELT,
    STRANDS,
    TENS,
    THEMES,
    WIDE,
    Table,
)
from matcher.terms import content_word, term
from matcher.text import LANGUAGES, Language, fold

SHARED_CLASSES = ("year", "number", "size", "lot", "place", "population", "degree", "month")
"""What tells apart in any language; a theme only between languages, where words do not."""
_MOST_ROMAN = 60
"""The highest edition in roman numerals; longer ones are words such as «mil» or «civil». Set by
hand."""
_LONGEST_NAME = 4
"""Words of the longest name of a place that is looked up."""
_SHORT_YEAR = re.compile(r"\b((?:19|20)\d{2})\s*[-/–]\s*(\d{2})\b(?!\d)")
_YEAR = re.compile(r"^(?:19|20)\d{2}$")
_MONTH_NAMES = frozenset(word for _, words in MONTHS for word in words.split())
_LEAD = (
    r"(?:(?:hasta|hast[ae]|before|until|by|jusqu['’]?au?|ate|fins|cierra|cierre|closes?|deadline|"
    r"plazo|del?|al?|el|le|o)\s+)*"
)
_DATES = (
    re.compile(
        rf"{_LEAD}\d{{1,2}}(?:st|nd|rd|th|er|º)?\s+(?:de\s+|d')?(?P<month>[a-z]{{3,10}})\b"
        r"(?:\s+(?:de\s+|del\s+)?\d{4}\b)?"
    ),
    re.compile(rf"{_LEAD}\b(?P<month>[a-z]{{3,10}})\s+\d{{1,2}},?\s+\d{{4}}\b"),
    re.compile(
        rf"{_LEAD}(?P<month>)(?:\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}})\b"
    ),
)
"""A day with what leads up to it; in figures it names no month."""
_MONEY = re.compile(
    r"(?:€|us\$|\$|\busd|\beur|\bcop)\s*\d[\d.,]*(?:\s*(?:millones|million|mil|m)\b)?"
    r"|\d[\d.,]*\s*(?:millones\s+(?:de\s+)?|million\s+|mil\s+)?(?:€|%|\b(?:euros?|eur|usd|cop|"
    r"dolares|dollars|pesos)\b)"
)
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu)['’]|['’]s?$")
"""The article that French and Catalan write together with a noun."""
_ROMAN = re.compile(r"^(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})$")
_ORDINAL = re.compile(r"^(\d{1,3})(?:a|o|ª|º|st|nd|rd|th|e|eme|er|ra|da|ta|va|na|ma|mo|vo|to)$")
_TENS = {word: int(value) for value, words in TENS for word in words.split()}
_SITE = re.compile(
    r"\s+[-–—|·»]\s+(?:www\.)?[\w-]+\.(?:org|com|net|es|co|eu|gov|info)\b.*$", re.IGNORECASE
)
_APPLICANTS = tuple((word, re.compile(rf"\b(?:{pattern})\b")) for word, pattern in APPLICANTS)
_NOISE = frozenset(
    "plazo plazos inscripciones inscripcion abiertas abierto abierta abiertos abren abre lanza "
    "lanzan lanzamiento publica publican publicada anuncia participa presentate postulate postula "
    "postule aplica apply applications application aplicaciones deadline prorroga prorrogado "
    "prorrogada prorrogan ampliado ampliada amplia amplian ampliacion extendido extendida extended "
    "extension extiende "
    "hasta cierra cierre closes closing opens opening invitacion invitation solicitud solicitudes "
    "proposals proposal propuestas projects appel appels ouvert ouverte prolonge chamada edital "
    "editais abertas inscricoes convocatories oberta obertes bases reguladoras resolucion orden "
    "anuncio extracto ayuda ayudas subvencion subvenciones subvention subventions grant grants "
    "funding financiacion financiamiento concesion aids aide aides aprueba aprueban convocan "
    "convoca convocant edicion edition edicao edicions noticia news actualizado updated".split()
)


GENERIC = frozenset(
    term(word, "es")
    for word in (
        "asociacion entidad actividad animo lucro ejercicio municipal proyecto iniciativa accion "
        "social sociales apoyo fomento promocion desarrollo local publica publico general "
        "organizacion cultural deportiva regimen concurrencia competitiva anual"
    ).split()
)
"""Words that the calls of every town hall have: they make no title one call's own."""


@dataclass(frozen=True, slots=True)
class TitleParts:
    """``telling``: class → value → how the title puts it; ``words``: stem → the word itself.

    ``names`` are the stems of words written with a capital where others are not.
    """

    telling: Mapping[str, Mapping[str, str]]
    words: Mapping[str, str]
    names: frozenset[str] = frozenset()
    whole: str = field(default="", compare=False)


@lru_cache(maxsize=100_000)
def title_parts(title: str, language: str | None) -> TitleParts:
    """``title`` taken apart; what is read once is kept, for a title is compared many times."""
    plain = _with_applicants(_SITE.sub("", title))
    counted: dict[str, str] = {}
    if any(letter.isdecimal() for letter in plain):
        for dates in _DATES:
            plain = _without(dates, plain)
        plain = _without(_MONEY, plain)
        plain = _SHORT_YEAR.sub(lambda m: f"{m[1]} {m[1][:2]}{m[2]}", plain)
        plain, counted = _without_sizes(plain)
    tokens = [m.group() for m in _TOKEN.finditer(plain)]
    told = _Telling(tokens, known_or_spanish(language))
    told.read()
    if counted:
        told.found["size"] = counted
    return TitleParts(
        telling=told.found,
        words=told.words,
        names=frozenset(told.names),
        whole=" ".join(sorted(told.words)),
    )


def _with_applicants(title: str) -> str:
    """``title`` with one word more for those who may apply; «tercer» counts nothing."""
    for word, pattern in _APPLICANTS:
        for found in reversed([*pattern.finditer(fold(title))]):
            begin, end = found.span()
            said = [one for one in title[begin:end].split() if not _is_number(fold(one))]
            title = f"{title[:begin]}{' '.join([*said, word])}{title[end:]}"
    return title


def _is_number(word: str) -> bool:
    told = told_by(word)
    return told is not None and told[0] == "number"


def known_or_spanish(language: str | None) -> Language:
    """The language whose stems are taken; whoever names none is read as Spanish."""
    return next((one for one in LANGUAGES if one == language), "es")


def _without(pattern: re.Pattern[str], title: str) -> str:
    """``title`` without days or sums written out: a record tells them elsewhere."""
    folded = fold(title)
    kept, at = [], 0
    for found in pattern.finditer(folded):
        if found.groupdict().get("month") and found["month"] not in _MONTH_NAMES:
            continue
        kept.append(title[at : found.start()])
        at = found.end()
    return " ".join([*kept, title[at:]])


def _without_sizes(title: str) -> tuple[str, dict[str, str]]:
    """``title`` without how many it is for, and those sizes: value → how it puts them."""
    found = list(sizes(title))
    for begin, end, _, _ in reversed(found):
        title = f"{title[:begin]} {title[end:]}"
    return title, {value: shown for _, _, value, shown in found if value}


class _Telling:
    """Reads the tokens of a title, each once."""

    def __init__(self, tokens: list[str], language: Language) -> None:
        self._tokens = tokens
        self._folded = [fold(token) for token in tokens]
        self._language = language
        self._shouted = all(t.isupper() or not t.isalpha() for t in tokens)
        self.found: dict[str, dict[str, str]] = {}
        self.words: dict[str, str] = {}
        self.names: list[str] = []

    def read(self) -> None:
        """Put every token where it belongs."""
        at = 0
        while at < len(self._tokens):
            length = self._country(at) or self._tens(at)
            if not length:
                self._one(at)
            at += length or 1

    def _country(self, at: int) -> int:
        """How many tokens from ``at`` name a country."""
        code, length = country_at(self._folded, at)
        if length:
            self._tell("place", code, " ".join(self._tokens[at : at + length]))
        return length

    def _tell(self, kind: str, value: str, shown: str) -> None:
        self.found.setdefault(kind, {}).setdefault(value, shown)

    def _tens(self, at: int) -> int:
        """How many tokens from ``at`` are an ordinal in two words: «twenty-first»."""
        units = dict(_tables()[0].get(word, ("", "")) for word in self._folded[at + 1 : at + 2])
        tens = _TENS.get(self._folded[at])
        if not tens or "number" not in units:
            return 0
        value = str(tens + int(units["number"]))
        self._tell("number", value, " ".join(self._tokens[at : at + 2]))
        return 2

    def _one(self, at: int) -> None:
        token, word = self._tokens[at], self._folded[at]
        if _YEAR.match(word):
            return self._tell("year", word, token)
        if word.isdecimal() and not SCALES.isdisjoint(self._folded[at + 1 : at + 2]):
            return None  # «38 millones»: a sum, told by the record
        if (value := self._figure(at)) is not None:
            return self._tell(*value)
        if (told := told_by(_ELIDED.sub("", word))) is not None:
            self._tell(*told, token)
            if told[0] == "theme":
                self._keep(word, token, at)
            return None
        return self._keep(word, token, at)

    def _figure(self, at: int) -> tuple[str, str, str] | None:
        """A number of any kind: plain, ordinal, Roman; the letter or the name of a lot."""
        token, word = self._tokens[at], self._folded[at]
        before = self._folded[at - 1] if at else ""
        shown = f"{self._tokens[at - 1]} {token}" if before in LOT_LABELS else token
        if word.isdecimal():
            return ("number", word.lstrip("0") or "0", shown)
        if ordinal := _ORDINAL.match(word):
            return ("number", ordinal[1], token)
        roman = token.isupper() or before in LOT_LABELS
        if (
            roman
            and (value := roman_number(token.upper()))
            and (len(token) > 1 or self._counts(at))
        ):
            return ("number", str(value), shown)
        return self._labelled(before, token, word, shown) if token[0].isupper() else None

    def _labelled(
        self, before: str, token: str, word: str, shown: str
    ) -> tuple[str, str, str] | None:
        """A letter or a name after what it is one of several of."""
        if before in LETTERED and len(token) == 1:
            return ("lot", word, shown)
        if before in STRANDS and not self._shouted:
            return ("strand", term(word, self._language), shown)
        return None

    def _counts(self, at: int) -> bool:
        """Whether a lone Roman letter counts: after a label, or before what has editions."""
        near = self._folded[max(0, at - 1) : at] + self._folded[at + 1 : at + 2]
        return any(w in LOT_LABELS or w in _HAS_EDITIONS for w in near)

    def _keep(self, word: str, token: str, at: int) -> None:
        bare = content_word(word, self._language)
        if not bare or is_noise(bare):
            return
        stem = term(bare, self._language)
        self.words.setdefault(stem, token)
        if at and token[0].isupper() and not self._shouted:
            self.names.append(stem)


_NATIONS = frozenset(country for country, _ in ADJECTIVES)
_HAS_EDITIONS = frozenset(
    "convocatoria premio premios concurso edicion edition edicao programa certamen beca becas "
    "festival congreso encuentro fondo award prize prix concours appel call edital semana".split()
)


def roman_number(token: str) -> int | None:
    """The number ``token`` is in Roman letters, if it is one that editions have."""
    if not token or not _ROMAN.match(token):
        return None
    values = {"I": 1, "V": 5, "X": 10, "L": 50}
    numbers = [values[letter] for letter in token]
    total = sum(
        -n if any(n < later for later in numbers[i + 1 : i + 2]) else n
        for i, n in enumerate(numbers)
    )
    return total if 0 < total <= _MOST_ROMAN else None


def is_noise(word: str) -> bool:
    """Whether a folded word is one that titles of calls have, whatever they are of."""
    return word in FILLER or word in _NOISE or word in LOT_LABELS


def is_nationality(shown: str) -> bool:
    """Whether one word says of which country somebody is, who may be the one who funds."""
    told = told_by(fold(shown))
    return told is not None and told[0] == "place" and told[1] in _NATIONS


def country_at(folded: Sequence[str], at: int) -> tuple[str, int]:
    """The country that the tokens from ``at`` name, and how many they are; 0 where none is."""
    names, begin = _countries()
    if folded[at] in begin:
        for length in range(min(_LONGEST_NAME, len(folded) - at), 0, -1):
            if code := names.get(" ".join(folded[at : at + length])):
                return code, length
    return "", 0


@lru_cache(maxsize=100_000)
def told_by(word: str) -> tuple[str, str] | None:
    """Class and value of a word that tells apart."""
    exact, stems = _tables()
    if word in exact:
        return exact[word]
    return next((stems[word[:n]] for n in range(len(word), 2, -1) if word[:n] in stems), None)


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
    """Whole words, and stems, each with class and value; the first that names a word has it."""
    exact: dict[str, tuple[str, str]] = {}
    stems: dict[str, tuple[str, str]] = {}
    tables: Iterable[tuple[str, Table]] = (
        ("number", ORDINALS),
        ("month", MONTHS),
        ("population", POPULATIONS),
        ("degree", DEGREES),
        ("place", ADJECTIVES),
        ("place", REGIONS),
        ("theme", THEMES),
    )
    for kind, table in tables:
        for value, words in table:
            for word in words.split():
                where = stems if word.endswith("*") else exact
                where.setdefault(word.rstrip("*"), (kind, value))
    for place in (*lies_in(), *WIDE):
        exact.setdefault(place, ("place", place))
    for place, others in SPELT:
        for word in others.split():
            exact.setdefault(word, ("place", place))
    return exact, stems


@lru_cache(maxsize=1)
def lies_in() -> dict[str, frozenset[str]]:
    """In which country, and in which city of it, each place lies that is looked up by its name."""
    around = {place: code for code, places in PLACES for place in places.split()}
    return {place: frozenset((code, around.get(code, ""))) for place, code in around.items()}


@lru_cache(maxsize=1)
def _countries() -> tuple[dict[str, str], frozenset[str]]:
    """The names of countries in six languages, folded → code; and their first words."""
    names: dict[str, str] = {}
    for language in (*LANGUAGES, "it"):
        for code, name in Locale(language).territories.items():
            words = " ".join(_TOKEN.findall(fold(name)))
            if code.isalpha() and len(code) == 2 and len(words) > 2:  # ISO 3166
                names.setdefault(words, code)
    for words, code in ALSO_CALLED:
        names.setdefault(words, code)
    return names, frozenset(name.partition(" ")[0] for name in names)
