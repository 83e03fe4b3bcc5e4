"""Official codes: which are a record's own, and which its text only names.

A bare number is a code of a register only where address or text calls it so: the same digits are
a telephone, a sum or the number of another register elsewhere.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from matcher.calls.facts import CallFacts
from matcher.text import fold

_CODE = re.compile(r"\b(?=[A-Z0-9_/-]*[A-Z])(?=[A-Z0-9_/-]*\d)[A-Z0-9]{2,}(?:[-_/][A-Z0-9]+){2,}\b")
_REGISTER = re.compile(
    r"\b(bdns|secop|snip|bpin)\b(?:\s*\(?(?:identif|id|cod)[a-z.]*\)?)?[\s:.#º°-]*"
    r"(?:n[º°o.]+\s*|num(?:ero)?\.?\s*)?(\d{5,14})\b"
)
_LABELLED = re.compile(
    r"\b(?:codigo|code|referencia|reference|ref\.?|expediente|identificador|identifier|"
    r"(?:funding )?opportunity (?:number|no\.?)|call id|topic id|topic|codi|cota|processo)"
    r"(?: (?:de (?:la )?(?:convocatoria|ayuda)|oficial|unico|of the call|du projet))?"
    r"[\s:#ºn°.-]{1,4}([a-z0-9][a-z0-9._/-]{3,}[a-z0-9])\b"
)
_ASIDE = re.compile(
    r"\b(?:anterior|previ[ao]s?|pasad[ao]|distint[ao]|diferencia|vease|otra|otro|"
    r"hermana|paralel[ao]|complement\w*|confund\w*|relacionad\w*|ademas|tambien|continu\w*|sucede|"
    r"previous|earlier|related|unlike|sister|other|another|complement\w*|also|follow\w*|"
    r"former|precedent\w*|voir|autre|aussi|tambem|outra|anteriors?|altra|no es|is not|antes)\b"
)
_BEFORE = 90
_BARE = re.compile(r"^\d+$")
_PREFIXED = re.compile(r"^(bdns|secop|snip|bpin)[\s:.#-]*(\d+)$", re.IGNORECASE)
_STRONG_DIGITS = 3
_STRONG_LENGTH = 7
_MOST_OF_A_FAMILY = 1


def own_codes(facts: CallFacts, *, source_id: str) -> frozenset[str]:
    """The official codes of a record: those its source gives, its title, its address, its text.

    Of what the text calls by a label only the sole one of its family counts, and none that stands
    in a sentence about another call.
    """
    about = fold(f"{source_id} {facts.url}")
    given = {normal(code, about=about) for code in facts.identifiers if code.strip()}
    path = unquote(urlsplit(facts.url).path).upper()
    given.update(_CODE.findall(facts.title), _CODE.findall(path))
    given.update(code for code, aside in _labelled(facts.title) if not aside)
    families = {family(code) for code in given}
    told: dict[str, set[str]] = {}
    for code, aside in _labelled(facts.text):
        if not aside and family(code) not in families:
            told.setdefault(family(code), set()).add(code)
    sole = (codes for codes in told.values() if len(codes) <= _MOST_OF_A_FAMILY)
    return frozenset(given.union(*sole)) - {""}


def normal(code: str, *, about: str = "") -> str:
    """``code`` as it is compared; a bare number gets its register where ``about`` names it."""
    plain = " ".join(code.upper().split()).strip(" .:#")
    if named := _PREFIXED.match(plain):
        return f"{named[1].upper()} {named[2]}"
    if _BARE.match(plain):
        register = re.search(r"bdns|secop|bpin", about)
        return f"{register.group().upper()} {plain}" if register else plain
    return plain


def named_codes(text: str) -> frozenset[str]:
    """The codes ``text`` names, but for those in a sentence about another call."""
    found = {code for code, aside in _labelled(text) if not aside}
    for match in _CODE.finditer(text):
        if not _is_aside(fold(text[max(0, match.start() - _BEFORE) : match.start()])):
            found.add(match.group())
    return frozenset(found)


def _labelled(text: str) -> Iterator[tuple[str, bool]]:
    """Each code that stands behind its label, and whether the sentence is about another call."""
    folded = fold(text)
    for match in _REGISTER.finditer(folded):
        yield f"{match[1].upper()} {match[2]}", _is_aside(_clause(folded, match.start()))
    for match in _LABELLED.finditer(folded):
        if any(letter.isdecimal() for letter in match[1]):
            yield normal(match[1]), _is_aside(_clause(folded, match.start()))


def _clause(folded: str, at: int) -> str:
    return folded[max(0, at - _BEFORE) : at]


def _is_aside(before: str) -> bool:
    """Whether the sentence that leads up to a code speaks of another call."""
    sentence = re.split(r"[.;\n]\s", before)[-1]
    return _ASIDE.search(sentence) is not None


def family(code: str) -> str:
    """What codes of one register have in common: the name of the register, or the first word."""
    if _BARE.match(code):
        return "#"
    return re.split(r"[\s/_-]", code, maxsplit=1)[0].rstrip("0123456789") or "#"


def is_strong(code: str) -> bool:
    """Whether a code is enough to name one call, wherever it stands."""
    digits = sum(letter.isdecimal() for letter in code)
    letters = any(letter.isalpha() for letter in code)
    return letters and digits >= _STRONG_DIGITS and len(code) >= _STRONG_LENGTH


def specific(codes: frozenset[str]) -> frozenset[str]:
    """``codes`` without those another one only goes on from: a topic names its call as well."""
    if len(codes) < 2:  # nearly all
        return codes
    return frozenset(c for c in codes if not any(o != c and o.startswith(c) for o in codes))
