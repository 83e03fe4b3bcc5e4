"""A foreign text in Spanish, to be read: the machine's words, the glossary's terms.

Apertium translates; terms of the glossary, dates, sums and addresses are kept from it. What it
could not make sense of is not shown: a translation with too many unknown words, or with other
figures than the original, is none.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from rapidfuzz.process import extractOne

from matcher.glossary.shipped import HEADER, Entry
from matcher.text import Language, fold
from matcher.translation.apertium import Apertium
from matcher.translation.field_nouns import FIELD
from matcher.translation.stand_ins import StandIn, is_feminine, is_noun, plural, stand_ins
from matcher.words.calm import calm_name

FOREIGN: tuple[Language, ...] = ("en", "pt", "fr")
MOST_UNKNOWN = 0.15
"""Of the words: beyond it a translation is not shown. Measured, see ``docs/modelo.md``."""
LONGEST_TERM = 6
_KEPT = 7_700_000
"""Figures from here on hold the place of what is not to be translated."""
_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    )
    for number, name in enumerate(names.split())
}
_SPANISH_MONTHS = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
).split()
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_OF_YEAR = r"\b(?:,? (?:de )?(?P<year>\d{4})\b)?"
_BEFORE_DAY: Mapping[Language, Mapping[str, str]] = {
    "en": {"on": "el", "by": "a más tardar el", "until": "hasta el", "till": "hasta el"},
    "pt": {"em": "el", "até": "hasta el"},
    "fr": {"le": "el", "au plus tard le": "a más tardar el"},
}
"""What a preposition is before a day, where the machine has it for a place or a person: «encima
16 de diciembre», «por 26 de diciembre», «en 22 de diciembre»."""
_LED = re.compile(
    r"\b(?P<led>on|by|until|till|em|até|(?:au plus tard )?le) (?P<day>7[67]\d{5})\b", re.IGNORECASE
)
_DATES = (
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º)?(?: de| of)? (?P<month>{_NAMES}){_OF_YEAR}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<month>{_NAMES}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_OF_YEAR}", re.IGNORECASE
    ),
)
_SAID: Mapping[Language, Sequence[tuple[re.Pattern[str], str]]] = {
    "en": (
        (re.compile(r"(?<=: )[Nn]o(?=\s*(?:[.;,]|$))"), "No"),
        (re.compile(r"\b(?:the )?United States(?: of America)?\b"), "Estados Unidos"),
        (re.compile(r"\bCosta Rica\b"), "Costa Rica"),
        (re.compile(r"\bEl Salvador\b"), "El Salvador"),
        (re.compile(r"\bPuerto Rico\b"), "Puerto Rico"),
    ),
    "pt": ((re.compile(r"\bPeru\b"), "Perú"),),
    "fr": (
        (re.compile(r"\bau plus tard\b"), "a más tardar"),
        (re.compile(r"\bau plus\b"), "como máximo"),
    ),
}
"""What is never the machine's: its «Peru» is a turkey, its «No» the short form of a number."""
_MONTH_OF = re.compile(rf"\b(?P<month>{_NAMES}) (?:de )?(?P<year>\d{{4}})\b", re.IGNORECASE)
_AS_IS = re.compile(
    r"(?:https?://|www\.)[^\s<>()«»]*[\w/]|\S+@\S+\w|(?:[A-Z]{0,3}[$€£]|\b(?:USD|EUR|COP|GBP)\b)"
    r"\s?\d[\d.,]*\d|\d[\d.,]*\s?[€£]"
)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "Oe"})
_FIGURES = re.compile(r"\d+")
_MARKS = re.compile(r"[*#@](?=[^\W_])")
_COMPOUND = re.compile(r"[^\W\d_]{2,}-[^\W\d_]{2,}")
_LONGEST_WORD = 17
"""Letters: in a word so long, where the original has a compound, two have probably met. Set by
hand; a sentence with «aprovisionamiento» is then left in its own language for nothing."""
_STRANGE = re.compile(r"[*#@]([^\W_]+)")
"""Words the translator marks: it knows them not, or could not put them into Spanish."""
_BEFORE_POINTS = re.compile(r"(?<=\w) (?=[:;?!])")
"""French leaves a space there; Spanish does not."""
_BEGINS = re.compile(r"(?<=[a-záéíóúñ]{3}[.!?] )[a-záéíóúñ]")
"""The first letter of a sentence: where an article is put in, the machine writes it small. Behind
fewer letters the stop may be of an abbreviation."""
_INITIALS = re.compile(r"(?<![A-Z]{2}[ ,-])\b[A-Z]{2,7}s?\b(?![ ,-][A-Z]{2})")
_NEVER = re.compile(r"(?:to|will|may|shall|can|would|not|who|which|that)\Z")
_LINE = 15
"""Words: a text so short is read as a heading, where one foreign word in the middle stands out."""
_ALIKE = 75
"""Of 100: names so near in letters are one word in two languages. Set by hand."""
_HEADLINE = 0.6
"""Of the long words of an English heading: so many capitals are its style, and no names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A text in Spanish, and the share of its words the machine did not know."""

    text: str | None
    unknown: float


@dataclass(frozen=True, slots=True)
class _Masked:
    """A text as the translator gets it, and what goes back in afterwards."""

    text: str
    terms: list[StandIn] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)


class Terms:
    """The glossary's names in one language, as they stand in a text, with the Spanish for each.

    :param own: how many of the first ``entries`` are the agency's own: of those single words
        count, too, and they come before everything.
    """

    def __init__(self, entries: Sequence[Entry], language: Language, *, own: int = 0) -> None:
        self._names: dict[str, str] = {}
        self._add(entries[:own], language, least=1)
        for name, spanish in FIELD.get(language, {}).items():
            self._names.setdefault(fold(name), spanish)
        self._add(entries[own:], language, least=2)

    def _add(self, entries: Iterable[Entry], language: Language, *, least: int) -> None:
        for said, spanish in _names(entries, language):
            if least <= len(said) <= LONGEST_TERM and is_noun(spanish):
                self._names.setdefault(" ".join(said), spanish)
                self._names.setdefault(_plural_of(said, language), plural(spanish))

    def find(self, text: str) -> Iterable[tuple[int, int, str]]:
        """Where terms stand in ``text``, the longest first, with their Spanish."""
        straight = fold(text).replace("’", "'")
        placed = [(found.group(), *found.span()) for found in _WORD.finditer(straight)]
        at = 0
        while at < len(placed):
            for size in range(min(LONGEST_TERM, len(placed) - at), 0, -1):
                run = placed[at : at + size]
                spanish = self._names.get(" ".join(word for word, _, _ in run))
                if spanish and _whole(text, run) and not (at and _NEVER.match(placed[at - 1][0])):
                    yield run[0][1], run[-1][2], spanish
                    at += size - 1
                    break
            at += 1


def _names(entries: Iterable[Entry], language: Language) -> Iterator[tuple[list[str], str]]:
    """The words of each name, folded, and its Spanish."""
    for entry in entries:
        if spanish := entry.names.get("es", ()):
            for name in entry.names.get(language, ()):
                yield _WORD.findall(fold(name)), _nearest(name, spanish)


def _nearest(name: str, spanish: Sequence[str]) -> str:
    """Of the names of a thing the one that says it alike, else the first.

    An entry holds near synonyms: «prevenção da violência» is no «prevención del delito».
    """
    alike = extractOne(fold(name), [fold(one) for one in spanish], score_cutoff=_ALIKE)
    return spanish[alike[2]] if alike else spanish[0]


def _whole(text: str, run: Sequence[tuple[str, int, int]]) -> bool:
    """Whether nothing but spaces lies between the words."""
    return all(not text[a[2] : b[1]].strip(" -") for a, b in pairwise(run))


def _plural_of(words: Sequence[str], language: Language) -> str:
    links = [at for at, word in enumerate(words) if word in ("for", "of", "on", "in", "to")]
    at = links[0] - 1 if links and links[0] else -1 if language == "en" else 0
    last = words[at]
    many = last[:-1] + "ies" if language == "en" and last.endswith("y") else f"{last}s"
    changed = list(words)
    changed[at] = last if last.endswith("s") else many
    return " ".join(changed)


def in_spanish(
    texts: Sequence[str],
    *,
    source: Language,
    terms: Terms,
    apertium: Apertium,
    contexts: Sequence[str] = (),
) -> list[Spoken | None]:
    """Each text in Spanish; ``None`` where the translator was not to be had.

    :param contexts: what stands around each text: a heading's capitals are taken for names only
        where that does not know better.
    """
    texts = [calm_name(text).translate(_LIGATURES) for text in texts]
    around = contexts or [""] * len(texts)
    known = {context: _Prose.of(context) for context in set(around)}
    masked = [
        _masked(_calm(text, source, known[context]), source, terms)
        for text, context in zip(texts, around, strict=True)
    ]
    found = _through(masked, source, apertium)
    # Where a term got lost, once more without any: better the machine's word than a gap.
    lost = [at for at, one in enumerate(found) if one and one[1] is None]
    plain = [_masked(texts[at], source, None) for at in lost]
    for at, one in zip(lost, _through(plain, source, apertium), strict=True):
        found[at] = one
    return [one and _judged(text, *one) for text, one in zip(texts, found, strict=True)]


def _through(
    masked: Sequence[_Masked], source: Language, apertium: Apertium
) -> list[tuple[str, str | None] | None]:
    """What the machine makes of each, as it is and with everything back in its place."""
    texts = [one.text for one in masked]
    raw = apertium.translate(texts, source=source, target="es", marked=True)
    return [
        None if told is None else (told, _unmasked(told, one))
        for told, one in zip(raw, masked, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Prose:
    """How a text writes its words: those it has small, and its ``names``, with a capital in the
    middle of prose, as against the style of headings."""

    small: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, context: str) -> "_Prose":
        """The words of ``context``."""
        return cls(
            small=frozenset(word for word in _WORD.findall(context) if word.islower()),
            names=frozenset(
                word
                for line in context.splitlines()
                if not _is_headline(line)
                for before, word in pairwise(_WORD.findall(line))
                if before.islower() and word.istitle()
            ),
        )


def _is_headline(line: str) -> bool:
    """Whether a line writes its words with capitals, as English headings do."""
    words = [word for word in _WORD.findall(line) if len(word) > 3][1:]
    return len(words) > 1 and sum(word.istitle() for word in words) > _HEADLINE * len(words)


def _calm(text: str, source: Language, around: _Prose) -> str:
    """``text`` without the capitals that are but a heading's style."""
    headline = source == "en" and _is_headline(text)

    def calm(found: re.Match[str]) -> str:
        word = found.group()
        styled = word.lower() in around.small or (headline and word not in around.names)
        return word.lower() if found.start() and word.istitle() and styled else word

    return _WORD.sub(calm, text)


def _masked(text: str, language: Language, terms: Terms | None) -> _Masked:
    """``text`` with terms and figures held by what the translator lets pass."""
    kept: dict[str, str] = {}

    def keep(words: str) -> str:
        token = str(_KEPT + len(kept))
        kept[token] = words
        return token

    text = _AS_IS.sub(lambda found: keep(found.group()), text)
    text = _INITIALS.sub(lambda found: keep(found.group()), text)
    for dates in _DATES:
        text = dates.sub(lambda found: keep(_date_words(found)), text)
    text = _LED.sub(partial(_led_by, kept, _BEFORE_DAY.get(language, {})), text)
    for said, spanish in _SAID.get(language, ()):
        text = said.sub(partial(_instead, keep, spanish), text)
    text = _MONTH_OF.sub(
        lambda found: keep(
            f"{_SPANISH_MONTHS[_MONTHS[found['month'].lower()]]} de {found['year']}"
        ),
        text,
    )
    held: list[StandIn] = []
    free = list(stand_ins(language, text))
    pieces, end = [], 0
    for start, stop, spanish in terms.find(text) if terms else ():
        wanted = "f" if is_feminine(spanish) else "m"
        chosen = next((one for one in free if one[0] == wanted), None)
        if chosen is None:
            continue
        free.remove(chosen)
        single, many, comes_single, comes_many = chosen[1]
        is_many = fold(spanish.split()[0]).endswith("s")
        written, comes = (many, comes_many) if is_many else (single, comes_single)
        held.append(StandIn(written=written, comes_out=comes, means=spanish))
        pieces += [text[end:start], written]
        end = stop
    return _Masked("".join([*pieces, text[end:]]), held, kept)


def _instead(keep: Callable[[str], str], spanish: str, _found: re.Match[str]) -> str:
    return keep(spanish)


def _date_words(found: re.Match[str]) -> str:
    year = f" de {found['year']}" if found["year"] else ""
    return f"{int(found['day'])} de {_SPANISH_MONTHS[_MONTHS[found['month'].lower()]]}{year}"


def _led_by(kept: dict[str, str], said: Mapping[str, str], found: re.Match[str]) -> str:
    """The day with what leads to it, where it is a day that was kept."""
    led, day = said.get(found["led"].lower()), found["day"]
    if led is None or " de " not in kept.get(day, ""):
        return found.group()
    kept[day] = f"{led} {kept[day]}"
    return day


def _unmasked(raw: str, masked: _Masked) -> str | None:
    """The translation with everything back in its place; ``None`` where something got lost."""
    said: str | None = " ".join(_MARKS.sub("", raw).split())
    for one in masked.terms:
        said = said and one.put_back(said)
    for token, words in masked.kept.items():
        if said is None or said.count(token) != 1:
            return None
        said = said.replace(token, words)
    return said


def _judged(original: str, raw: str, said: str | None) -> Spoken:
    """What may be shown of a translation: not too much unknown, and the figures as they were."""
    strange = [word for word in _STRANGE.findall(raw) if not word.isupper()]
    unknown = len(strange) / max(1, len(_WORD.findall(raw)))
    if said is None or unknown > MOST_UNKNOWN or _figures(said) != _figures(original):
        return Spoken(text=None, unknown=unknown)
    heading = len(_WORD.findall(original)) <= _LINE
    if _is_torn(original, said) or (heading and any(word.islower() for word in strange)):
        return Spoken(text=None, unknown=unknown)
    capital = original[:1].isupper()
    said = _BEFORE_POINTS.sub("", said)
    said = _BEGINS.sub(lambda found: found.group().upper(), said)
    return Spoken(text=said[:1].upper() + said[1:] if capital else said, unknown=unknown)


def _is_torn(original: str, said: str) -> bool:
    """Whether a compound ("open-source tools") came out in pieces, or its pieces glued together.

    The machine moves half of such a word, and there is no writing it that helps: without its hyphen
    "non-profit" means the contrary.
    """
    there = set(_COMPOUND.findall(fold(original)))
    if not there:
        return False
    glued = any(len(word) >= _LONGEST_WORD for word in re.findall(r"[^\W\d_]+", said))
    return glued or bool(set(_COMPOUND.findall(fold(said))) - there)


def _figures(text: str) -> Counter[int]:
    return Counter(map(int, _FIGURES.findall(text)))


def terms_for(entries: Sequence[Entry], *, own: int = 0) -> Mapping[Language, Terms]:
    """The terms of every foreign language that is translated."""
    return {
        language: Terms(entries, language, own=own) for language in HEADER if language in FOREIGN
    }
