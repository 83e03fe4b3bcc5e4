"""Official codes: which are a record's own, and which its text only names.

A bare number is a code of a register only where address or text calls it so: the same digits are
a telephone, a sum or the number of another register elsewhere.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from matcher.calls.facts import CallFacts
from matcher.intake.identity.addresses import canonical_url
from matcher.text import fold

_CODE = re.compile(r"\b(?=[A-Z0-9_/-]*[A-Z])(?=[A-Z0-9_/-]*\d)[A-Z0-9]{2,}(?:[-_/][A-Z0-9]+){2,}\b")
_REGISTER = re.compile(
    r"\b(bdns|secop|snip|bpin)\b(?:\s*\(?(?:identif|id|cod)[a-z.]*\)?)?[\s:.#º°-]*"
    r"(?:(?:con )?(?:el )?(?:n[º°o.]+|num(?:ero)?\.?|codigo|identificador)[\s:]*)?(\d{5,14})\b"
)
_LABELLED = re.compile(
    r"\b(?:codigo|code|referencia|reference|ref\.?|expediente|identificador|identifier|"
    r"(?:funding )?opportunity (?:number|no\.?)|call id|topic id|topic|codi|cota|processo|"
    r"proced[ie]m[ie]ento?)"
    r"(?: (?:de (?:la )?(?:convocatoria|ayuda)|oficial|unico|of the call|du projet))?"
    r"[\s:#ºn°.-]{1,4}([a-z0-9][a-z0-9._/-]{3,}[a-z0-9])\b"
)
_OF_ANOTHER = (
    "anterior anteriors previ[ao]s? pasad[ao] antes distint[ao] diferencia vease otra otro outra "
    "altra autre hermana paralel[ao] incompatib\\w* excluy\\w* complement\\w* confund\\w* "
    "relacionad\\w* ademas asimismo tambien tambem aussi continu\\w* sucede salvo excepto "
    "previous earlier former related unlike sister other another also follow\\w* precedent\\w* "
    "voir cannot"
)
"""Words that speak of another call, in the sentence that leads up to its code."""
_ASIDE = (
    re.compile(rf"\b(?:{'|'.join(_OF_ANOTHER.split())})\b"),
    re.compile(r"\b(?:no (?:es|podran|pueden)|is not|may not)\b"),
)
_LEADS = re.compile(
    r"[\s,:(–-]*(?:(?:el|la|los|con|en|su|the|codigo|code|numero|number|n[uú]m\.?|n[º°o]\.?|"
    r"identificador|id|convocatoria|extracto|publicad[ao]|publicacion|registrad[ao]|inscrit[ao]|"
    r"funding|de|of|esta|ayuda|referencia|oficial|base|nacional|se|publico|publica|consta|figura|"
    r"registro|topic|call)[\s:(]+)*"
)
"""What may stand before a label that states the record's own code, and leads up to no other."""
_SLUG = re.compile(r"^(?=(?:.*\d){4})[A-Z][A-Z0-9]{1,9}(?:-[A-Z0-9]{1,9}){2,7}$")
_DIGITS = re.compile(r"\d{2,}")
_BEFORE, _BEHIND = 110, 40
_BARE = re.compile(r"^\d+$")
_PREFIXED = re.compile(r"^(bdns|secop|snip|bpin)[\s:.#-]*(\d+)$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"^(?:CONVOCATORIA|CALL|EDITAL|APPEL|CHAMADA)\s+(?:N[.º°O]*\s*|NO\.\s*)?(\d{2,6})"
    r"(?:\s*(?:DE|OF|/|-)\s*(?:19|20)\d\d)?$"
)
"""«Convocatoria 971 de 2026»: the number is the code."""
NONE: frozenset[str] = frozenset()
"""The one empty set: there are many of them."""
_STRONG_DIGITS = 3
"""Digits a code must have to name one call by itself; fewer are an article or a year. Set by
hand."""
_STRONG_LENGTH = 7
"""Characters it must have; shorter ones are the names of programmes. Set by hand."""
_KEPT = 100_000
"""Codes whose register is remembered: a record is compared with hundreds. A bound on memory."""
_BARE_DIGITS = 5
"""Digits in a row that name a call without the register; fewer are a year or a part."""


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of a record: its own, and those its text only names."""

    own: frozenset[str]
    named: frozenset[str]


def codes_of(facts: CallFacts, *, source_id: str) -> Codes:
    """The official codes of a record: those its source gives, its title, its address, its text.

    Of what the text calls by a label only the sole one of its family counts, and only where the
    label begins a sentence: what a sentence leads up to may be another call. A code in a sentence
    about another call is left out altogether.
    """
    about = fold(f"{source_id} {facts.url}")
    path = unquote(canonical_url(facts.url)).partition("?")[0].split("/")
    given = {normal(code, about=about) for code in facts.identifiers if code.strip()}
    given.update(_CODE.findall(facts.title), *map(_CODE.findall, path))
    given.update(told.code for told in _named(facts.title) if told.labelled and not told.aside)
    found = [told for told in _named(facts.text) if not told.aside]
    own = frozenset(given | _stated(found, {family(code) for code in given})) - {""}
    slug = path[-1].upper()
    named = frozenset([*(told.code for told in found), *([slug] if _SLUG.match(slug) else ())])
    return Codes(own or NONE, named - own or NONE)


def _stated(found: Iterable["_Named"], families: set[str]) -> set[str]:
    """Of the codes a text states as its own, those that are the sole ones of a new family."""
    stated: dict[str, set[str]] = {}
    for told in found:
        if told.states and family(told.code) not in families:
            stated.setdefault(family(told.code), set()).add(told.code)
    return {code for codes in stated.values() if len(codes) == 1 for code in codes}


def normal(code: str, *, about: str = "") -> str:
    """``code`` as it is compared; a bare number gets its register where ``about`` names it."""
    plain = " ".join(code.upper().split()).strip(" .:#")
    if numbered := _NUMBERED.match(plain):
        plain = numbered[1]
    if named := _PREFIXED.match(plain):
        return f"{named[1].upper()} {named[2]}"
    if _BARE.match(plain):
        register = re.search(r"bdns|secop|bpin", about)
        return f"{register.group().upper()} {plain}" if register else plain
    return plain


@dataclass(frozen=True, slots=True)
class _Named:
    """A code in a text: behind a label or not, stated, or in a sentence of another call."""

    code: str
    labelled: bool
    states: bool
    aside: bool


def _named(text: str) -> Iterator[_Named]:
    """Each code of ``text``; one without its label too, if it looks like nothing else."""
    for part in _around_digits(text):
        folded = fold(part)
        for match in _REGISTER.finditer(folded):
            yield _told(f"{match[1].upper()} {match[2]}", folded, match.start(), labelled=True)
        for match in _LABELLED.finditer(folded):
            if any(letter.isdecimal() for letter in match[1]):
                yield _told(normal(match[1]), folded, match.start(), labelled=True)
        for match in _CODE.finditer(part):
            yield _told(match.group(), folded, match.start(), labelled=False)


def _around_digits(text: str) -> Iterator[str]:
    """The parts of ``text`` that may hold a code: there is no need to read the others."""
    first = last = -1
    for match in _DIGITS.finditer(text):
        if first >= 0 and match.start() - _BEFORE > last:
            yield text[first:last]
            first = -1
        if first < 0:
            first = max(0, match.start() - _BEFORE)
        last = match.end() + _BEHIND
    if first >= 0:
        yield text[first:last]


def _told(code: str, folded: str, at: int, *, labelled: bool) -> _Named:
    before = re.split(r"[.;|\n]\s*", folded[max(0, at - _BEFORE) : at])[-1]
    states = labelled and _LEADS.fullmatch(before) is not None
    return _Named(code, labelled, states, any(one.search(before) for one in _ASIDE))


@lru_cache(maxsize=_KEPT)
def family(code: str) -> str:
    """What codes of one register have in common: the name of the register, or the first word."""
    if _BARE.match(code):
        return "#"
    return re.split(r"[\s/_-]", code, maxsplit=1)[0].rstrip("0123456789") or "#"


@lru_cache(maxsize=_KEPT)
def is_strong(code: str) -> bool:
    """Whether a code is enough to name one call, wherever it stands."""
    digits = sum(letter.isdecimal() for letter in code)
    letters = any(letter.isalpha() for letter in code)
    return letters and digits >= _STRONG_DIGITS and len(code) >= _STRONG_LENGTH


def bare_digits(code: str) -> str:
    """The digits by which a register counts, of a code that says them with more or with less."""
    runs = [run for run in re.split(r"[^A-Z0-9]+", code) if run.isdecimal()]
    long = [run for run in runs if len(run) >= _BARE_DIGITS]
    return long[0] if len(long) == 1 else code if _BARE.match(code) else ""


def named_otherwise(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether ``theirs`` hold one code of the register of one of ``ours``, and it is another."""
    for code in filter(is_strong, ours):
        of_it = [other for other in theirs if family(other) == family(code)]
        if len(of_it) == 1 and is_strong(of_it[0]) and not _are_kin(code, of_it[0]):
            return True
    return False


def _are_kin(one: str, other: str) -> bool:
    """Whether one code goes on from the other, or is the other written otherwise."""
    ours, theirs = (re.findall(r"\d{5,}", code) for code in (one, other))
    return one.startswith(other) or other.startswith(one) or (bool(ours) and ours == theirs)


def specific(codes: frozenset[str]) -> frozenset[str]:
    """``codes`` without those another one only goes on from: a topic names its call as well."""
    if len(codes) < 2:  # nearly all
        return codes
    return frozenset(c for c in codes if not any(o != c and o.startswith(c) for o in codes))
