"""A call's text as sentences, folded letter by letter so that a quote is the text itself."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from matcher.text import fold
from proposals.asked.figures import written

MOST_CHARS = 80_000
LONGEST_QUOTE = 300
_END = re.compile(r"\n+|(?<=[.!?])(?<!\n\d\.)(?<!\n\d\d\.)\s+(?=[^\W\d_a-z]|[¿¡«\"“(\d-])")
_APOSTROPHES = str.maketrans("’‘´", "'''")
_WORDS = (
    "un uno una one um uma une",
    "dos two deux dois duas dues",
    "tres three trois",
    "cuatro four quatre quatro",
    "cinco five cinq cinc",
    "seis six sis",
    "siete seven sept sete set",
    "ocho eight huit oito vuit",
    "nueve nine neuf nove nou",
    "diez ten dix dez deu",
)
NUMBERS = {word: number for number, words in enumerate(_WORDS, 1) for word in words.split()}
NUMBER = rf"(?:\d{{1,3}}(?:[.,\u00a0\u202f ]\d{{3}})+|\d+|\b(?:{'|'.join(NUMBERS)})\b)"
LEAST = re.compile(
    r"(?:minim\w*|al menos|at least|au moins|pelo menos|almenys|no menos de|not less than|"
    r"no less than|(?<!no )mas de|(?<!no )(?<!not )more than|(?<!no )(?<!not )over|plus de|mais de|"
    r"mes de|superior a)"
)
MOST = re.compile(
    r"(?:maxim\w*|max\.|hasta|up to|at most|no mas de|no more than|(?:not|no) (?:to )?exceed\w*|"
    r"longer than|exce[dr]\w*|super(?:ar|en|e|ara|aran)\b|pasar|sobrepas\w+|depass\w+|au plus|"
    r"ate|fins a|plafon\w+|limit\w*|capped at|flat rate of|ultrapass\w+|jusqu'a)"
)


@dataclass(frozen=True, slots=True)
class AskedSentence:
    """``raw`` as published and ``folded`` (small letters, no accents), letter for letter."""

    raw: str
    folded: str

    @property
    def counted(self) -> str:
        """``folded`` with figures for numbers written out: «dieciocho meses» is «18 meses»."""
        return written(self.folded).folded

    @property
    def quote(self) -> str:
        """The sentence, cut where it is very long."""
        text = self.raw.strip()
        return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1].rstrip()}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing asked: the field of the wizard it fills, the value as typed there, the words."""

    field: str
    value: str | dict[str, str]
    quote: str


def sentences(text: str) -> list[AskedSentence]:
    """The sentences and lines of ``text``, in order."""
    plain = unicodedata.normalize("NFC", text[:MOST_CHARS])
    found, start = [], 0
    for end in _ends(plain):
        raw = plain[start:end]
        if raw.strip():
            found.append(AskedSentence(raw, _folded(raw)))
        start = end
    return found


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        yield match.end()
    yield len(text)


def _folded(text: str) -> str:
    """Folded, and as long as it was: a letter that folds to more than one stays."""
    return "".join(
        small if len(small := fold(char)) == 1 else char for char in text.translate(_APOSTROPHES)
    )


def counted_in(chain: Iterable[re.Match[str]]) -> re.Match[str] | None:
    """Of the matches of a chain, the one that holds the number (its group ``n``)."""
    return next((match for match in chain if "n" in match.re.groupindex), None)


def number_of(words: str) -> Decimal:
    """What a match of :data:`NUMBER` counts."""
    text = words.strip()
    return Decimal(NUMBERS.get(text) or re.sub(r"\D", "", text))
