"""What a record says in particular, wherever it says it and in whatever language.

Two who tell of one call choose other words, but not other numbers, days and names. Words of other
languages are compared by what the glossary says for them, and by the letters that cognates share.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from babel import Locale

from matcher.glossary.shipped import shipped_glossary
from matcher.intake.identity.telling_words import HOUSE_KINDS, MONTHS, NUMBERS, TENS
from matcher.intake.identity.title_parts import (
    country_at,
    is_noise,
    known_or_spanish,
    roman_number,
    told_by,
)
from matcher.terms import content_word, content_words, term
from matcher.text import Language, fold

_MONTH = {word: int(number) for number, words in MONTHS for word in words.split()}
_AND = r"\s*(?:-|–|a|al|to|au|y|and|et|e|i)\s*(?:el |o |le |the )?"
_DAYS = (
    re.compile(
        rf"\b(?P<first>\d{{1,2}})(?:{_AND}(?P<last>\d{{1,2}}))?(?:st|nd|rd|th|er|º)?\s+"
        r"(?:de |d['’]|of )?(?P<month>[a-z]{3,10})\b"
    ),
    re.compile(r"\b(?P<month>[a-z]{3,10})\s+(?P<first>\d{1,2})(?:st|nd|rd|th)?\b(?!\s*\d)"),
)
_SLASHED = re.compile(r"\b(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?:20)?\d\d\b")
_CLOCK = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d|\s?h\d{0,2})\b(?!\s?%)|\b\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?\s?m\b"
)
_WORD_VALUE = {word: int(value) for value, words in NUMBERS for word in words.split()}
_MULTIPLES = {"mil millones": 10**9, "mil": 1000, "thousand": 1000, "mille": 1000}
_VALUE = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?:[.,\s]\d{3})+(?!\d)|\d+[.,]\d{1,2}(?![\d.,])|\d+(?![.,]\d)|[a-z]+\b)"
)
_WORD = re.compile(r"[a-z]+\b")
_JOINT = re.compile(r"(?:\s+(?:y|e|i|et|and)\s+|[\s-]+)")
_UP_TO = re.compile(
    r"\s*(?:-|–|\b(?:y|e|et|and|a|to|i|o|ou|or|y hasta|hasta)\b)\s*(?:[a-z]{2,3}\b|r?\$)?\s*"
)
"""Between two numbers of which the second says what both are: «entre 10 y 75 mil»."""
_HALF = re.compile(r"\s*\b(?:y medio|e meio|and a half|et demie?|i mig)\b")
_SPELT = (
    (
        re.compile(
            r"\b(?:un[ae]? |uma? |an? )?(?:ano|any|year|an) (?:y medio|e meio|i mig|and a half|"
            r"et demi)\b"
        ),
        "18 months",
    ),
    (re.compile(r"\b(?:la mitad|half|la moitie|a metade|la meitat)(?= d|:| of)"), "50%"),
)
"""Terms and shares that need no number."""
_OF = re.compile(
    r"[\s-]*(?P<times>mil millones|millon(?:es)?|millions?|milhoes|milhao|milions?|mil|thousand|"
    r"mille)?\b"
    r"(?:\s+de)?[\s-]*(?P<unit>%|por ciento|por cento|per ?cent|pour cent|mes(?:es|os)?\b|months?|"
    r"mois|anos?\b|years?|annees|ans\b|anys?\b|semanas?|weeks?|semaines?|setmanes)?"
)
"""Right behind a number: how often it is taken, and what it counts."""
_YEARS = range(1900, 2101)
_EDITION = frozenset(
    "edicion edition edicao edicions convocatoria call appel chamada edital ronda rodada round "
    "ventana window janela version cohorte cohort concurso premio award prix".split()
)
"""What is held again and again, under a number."""
_ORDINAL = re.compile(r"(\d{1,2})(?:a|o|ª|º|st|nd|rd|th|e|eme|va|na|ma|mo|vo|no|to|da|ra)")
_PLAIN = re.compile(r"\d{1,2}|[ivxl]{2,7}")
_PARTS = re.compile(r"[a-z]+|\d+[a-zªº]*")
_TEN = {word: int(value) for value, words in TENS for word in words.split()}
_AHEAD = 3
"""Words within which an ordinal is followed by what it counts: «7th … Award»."""
_FEW = 3
"""Numbers under it count hardly anything."""
_LONG = 5
"""Digits in a row from which a number is a code or a telephone, unless it is a round one."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_TOKEN = re.compile(r"[^\W\d_]+")
_BEGINS = re.compile(r"(?:^|[.!?:;\n\])»”\"]|[-–—•·])\s*$")
_NO_NAMES = frozenset(HOUSE_KINDS) | frozenset(
    "fondo fund fonds fundo fons premio award prize prix premi beca becas bourse bolsa proyecto "
    "proyectos project projects projet projeto union estado america latina".split()
)
"""What many names have."""
_TONGUES = frozenset(
    "espanol spanish espagnol english french frances francais portugues portuguese portugais "
    "aleman german italiano italian japones japanese coreano korean".split()
)
"""Words for a language, in which one may apply, as much as for a nation."""
_COGNATES = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("ph", "f"),
        ("th", "t"),
        ("qu|k", "c"),
        ("y", "i"),
        (r"(.)\1", r"\1"),
        ("^es(?=[ptcm])", "s"),
    )
)
LETTERS = 6
"""Letters of a stem by which words of two languages are one. Set by hand."""
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Particulars:
    """``numbers`` (``40000``, ``24m``, ``70%``, ``7e`` for an edition), ``days`` (``03-19``),
    ``words`` as they are compared, ``names`` of those that are written as one, ``countries`` by
    their codes.
    """

    numbers: frozenset[str]
    days: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    countries: frozenset[str]


def particulars(text: str, language: str | None) -> Particulars:
    """What ``text`` says in particular."""
    text = _ADDRESS.sub(" ", text)
    folded = fold(text)
    days = frozenset(_days(folded))
    numbers = frozenset(_numbers(_CLOCK.sub(" ; ", _without_days(folded)))) | _editions(folded)
    words, names, countries = _words(text, folded, known_or_spanish(language))
    return Particulars(numbers, days, words, names, countries)


def _days(folded: str) -> Iterator[str]:
    for found in _SLASHED.finditer(folded):
        yield f"{int(found['m']):02}-{int(found['d']):02}"
    for pattern in _DAYS:
        for found in pattern.finditer(folded):
            month = _MONTH.get(found["month"])
            told = found.groupdict()
            for day in (told["first"], told.get("last")) if month else ():
                if day:
                    yield f"{month:02}-{int(day):02}"


def _without_days(folded: str) -> str:
    for pattern in _DAYS:
        folded = pattern.sub(lambda m: " ; " if m["month"] in _MONTH else m.group(), folded)
    return _SLASHED.sub(" ; ", folded)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in a text: its figure, how often it is taken, what it counts, where it stands."""

    value: float
    times: int
    unit: str
    plain: bool
    start: int
    end: int


def _numbers(folded: str) -> Iterator[str]:
    """The numbers with what they count; what is a code, a telephone or a year is none."""
    for spelt, figure in _SPELT:
        folded = spelt.sub(figure, folded)
    found = list(_read(folded))
    for one, following in zip_longest(found, found[1:]):
        times, unit = one.times, one.unit
        bare = times == 1 and not unit
        if following and bare and _UP_TO.fullmatch(folded, one.end, following.start):
            times, unit = following.times, following.unit
        value = one.value * times
        plain = one.plain and times == 1
        if value == int(value) and (counted := _counted(int(value), unit, plain=plain)):
            yield counted


def _read(folded: str) -> Iterator[_Number]:
    """The numbers of a text, in figures and in words."""
    at = 0
    for told in _VALUE.finditer(folded):
        if told.start() < at:
            continue
        value, end = _value(folded, told)
        found = _OF.match(folded, end) if value is not None else None
        if found is None or value is None:  # another word, or letters stick to it
            continue
        times = _MULTIPLES.get(found["times"], 10**6) if found["times"] else 1
        at = found.end()
        if (half := _HALF.match(folded, at)) and times > 1:
            value, at = value + 0.5, half.end()
        plain = told.group().isdecimal()
        code = plain and len(told.group()) >= _LONG and not told.group().endswith("00")
        if not code:
            yield _Number(value, times, found["unit"] or "", plain, told.start(), at)


def _editions(folded: str) -> frozenset[str]:
    """Which editions a text speaks of; the first one is no mark, for stages are counted too."""
    parts = _PARTS.findall(folded)
    found: set[int | None] = set()
    for at, part in enumerate(parts):
        if part in _EDITION:
            found.update(_plain_number(one) for one in parts[at + 1 : at + 2])
        elif (counted := _ordinal(part)) and _EDITION & set(parts[at + 1 : at + 1 + _AHEAD]):
            found.add(counted + _TEN.get(parts[at - 1], 0) if at else counted)
    return frozenset(f"{one}e" for one in found if one and one > 1)


def _ordinal(part: str) -> int | None:
    if figures := _ORDINAL.fullmatch(part):
        return int(figures[1])
    told = told_by(part) if part.isalpha() else None
    return int(told[1]) if told and told[0] == "number" else None


def _plain_number(part: str) -> int | None:
    """The number behind «convocatoria»: in figures, Roman or in words."""
    if not _PLAIN.fullmatch(part):
        return _WORD_VALUE.get(part)
    return int(part) if part.isdecimal() else roman_number(part.upper())


def _value(folded: str, told: re.Match[str]) -> tuple[float | None, int]:
    """What figures or words count, and where they end; ``None`` for a word that is no number."""
    shown = told.group()
    if shown.isalpha():
        return _spelt(folded, told.start())
    if len(re.split(r"[.,]", shown)[-1]) in (1, 2) and not shown.isdecimal():
        return float(shown.replace(",", ".")), told.end()
    return int(re.sub(r"\D", "", shown)), told.end()


def _spelt(folded: str, start: int) -> tuple[float | None, int]:
    """A number in words: «cuarenta y dos», «trescientos cincuenta», «two hundred and fifty»."""
    total, last, at, end = 0, 0, start, start
    while word := _WORD.match(folded, at):
        value = _WORD_VALUE.get(word.group())
        hundreds = value == 100 and 0 < total < 10
        if value is None or not (hundreds or not last or _goes_on(last, value)):
            break
        total = total * 100 if hundreds else total + value
        last, end = (100 if hundreds else value), word.end()
        joint = _JOINT.match(folded, end)
        if joint is None:
            break
        at = joint.end()
    return (total, end) if last else (None, start)


def _goes_on(last: int, value: int) -> bool:
    """Whether a word for ``value`` goes on from one for ``last``."""
    return value < 100 <= last or (value < 10 and last in range(20, 100, 10))


def _counted(value: int, unit: str, *, plain: bool) -> str | None:
    """A number as it is compared: ``70%``, ``24m``, ``3w``, ``40000``."""
    if unit.startswith(("%", "p")):
        return f"{value}%"
    if unit.startswith("m"):
        return f"{value}m"
    if unit.startswith(("a", "y")):
        return f"{12 * value}m"
    if unit:
        return f"{value}w"
    return str(value) if value >= _FEW and not (plain and value in _YEARS) else None


def is_telling(number: str) -> bool:
    """Whether few other calls have ``number``: a share, a term, a day, a sum; no count of a few."""
    if not number.isdecimal():
        return True
    value = int(number)
    return value >= 1000 or (value > 12 and value % 10 > 0)


def _words(
    text: str, folded: str, language: Language
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The words, the names and the countries of a text."""
    found = list(_TOKEN.finditer(text))
    tokens = [folded[m.start() : m.end()] for m in found]
    shouted = 2 * sum(match.group().isupper() for match in found) > len(found)
    words: set[str] = set()
    names: set[str] = set()
    countries: set[str] = set()
    content: list[str] = []
    for at, (match, word) in enumerate(zip(found, tokens, strict=True)):
        if code := country_at(tokens, at)[0] or _nation(word):
            countries.add(code)
        if country_at(tokens, at)[0] or (len(word) < _SHORTEST and not match.group().isupper()):
            continue
        keys = word_keys(word, language)
        content.append(word)
        words |= keys
        named = not shouted and _named(match.group(), text, match.start())
        if named and _rare(match.group(), word, language):
            names |= keys
    if language != "es":
        words.update(_translated(content, language))
    return frozenset(words), frozenset(names), frozenset(countries)


def _nation(word: str) -> str:
    """The country of whose people a word is; none for what may be a language as well."""
    told = told_by(word)
    of = told is not None and told[0] == "place" and told[1].isupper() and word not in _TONGUES
    return told[1] if told and of else ""


def _rare(token: str, word: str, language: Language) -> bool:
    """Whether what is written as a name is no common word, no currency and nobody's kind."""
    told = told_by(word)
    if word in _NO_NAMES or token in _currencies() or (told and told[0] != "place"):
        return False
    return token.isupper() or term(word, language) not in _common()


def _named(token: str, text: str, at: int) -> bool:
    """Whether a word is written as a name: a capital where no sentence begins, or all capitals."""
    if token.isupper():
        return len(token) > 2
    return token[0].isupper() and not _BEGINS.search(text[max(0, at - 3) : at])


@lru_cache(maxsize=1)
def _currencies() -> frozenset[str]:
    """The codes of currencies, which stand in capitals as names do."""
    return frozenset(Locale("es").currencies)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """The stems of all that the glossary has: whoever writes them with a capital names nothing."""
    return frozenset(
        term(word, language)
        for entry in shipped_glossary().entries
        for language, names in entry.names.items()
        for name in names
        for word in content_words(name, language)
    )


@lru_cache(maxsize=200_000)
def word_keys(word: str, language: Language) -> frozenset[str]:
    """Under which a folded word is compared: its letters, and what it tells in any language."""
    bare = content_word(word, language)
    if not bare or is_noise(bare):
        return frozenset()
    told = told_by(word)
    if told and told[0] in ("number", "month"):
        return frozenset()
    keys = {_cognate(term(bare, language))}
    if told and told[0] != "place":
        keys.add(f"={told[1]}")
    return frozenset(keys)


def _cognate(stem: str) -> str:
    for pattern, letters in _COGNATES:
        stem = pattern.sub(letters, stem)
    return stem[:LETTERS]


def _translated(content: list[str], language: Language) -> Iterator[str]:
    """What the glossary says in Spanish for words of another language."""
    for hit in shipped_glossary().find(content, source=language, target="es"):
        for name in hit.translations[:3]:
            for word in _TOKEN.findall(fold(name)):
                if len(word) >= _SHORTEST:
                    yield from word_keys(word, "es")


@lru_cache(maxsize=100_000)
def title_words(title: str, language: str | None) -> tuple[frozenset[str], ...]:
    """Each word of a title but for countries, as all that it may be in another text."""
    read, tokens = known_or_spanish(language), _TOKEN.findall(fold(title))
    words: dict[str, frozenset[str]] = {}
    for at, word in enumerate(tokens):
        if len(word) < _SHORTEST or country_at(tokens, at)[0]:
            continue
        keys = word_keys(word, read)
        if keys and read != "es":
            keys |= frozenset(_translated([word], read))
        if keys:
            words.setdefault(word, keys)
    return tuple(words.values())


@lru_cache(maxsize=100_000)
def title_names(title: str, language: str | None) -> frozenset[str]:
    """The words of a title that are written as names."""
    return particulars(title, language).names
