"""Whether a local government may apply: yes, no, or only as somebody's partner."""

import re

from scrapers.extract.parties.sentences import Answer, Sentence
from scrapers.extract.parties.who import (
    APPLICANT_TOO,
    AS_PARTNER,
    BUT,
    DENIED,
    EXCEPT,
    LEADING,
    LIMITED,
    ONLY,
    OTHERS,
    WHO,
    WITH_ANOTHER,
)
from scrapers.extract.text.rules import Example, Rule

_FAR = 120


def _between(sentence: Sentence, first: re.Match[str], last: re.Match[str]) -> str:
    """What stands between two words of a sentence."""
    return sentence.text[first.end() : last.start()]


def _denial(sentence: Sentence) -> re.Match[str] | None:
    """The "may not" that speaks of the local government, on either side of it."""
    named = sentence.local
    if named is None:
        return None
    for match in DENIED.finditer(sentence.text):
        if LIMITED.match(sentence.text, match.end()):
            continue
        if match.start() < named.start():
            gap = _between(sentence, match, named)
            near = len(gap) < _FAR and not BUT.search(gap)
        else:
            gap = _between(sentence, named, match)
            invited = WHO.search(sentence.text, 0, named.start())
            near = len(gap) < _FAR and not BUT.search(gap) and not invited
        if near:
            return match
    return None


def _partner(sentence: Sentence) -> str | None:
    named = sentence.local
    match = AS_PARTNER.search(sentence.text) if named else None
    if named is None or match is None:
        return None
    if APPLICANT_TOO.search(sentence.text, max(0, match.start() - 40), match.start()):
        return None
    if match.start() < named.start():
        return match.group() if len(_between(sentence, match, named)) < 30 else None
    gap = _between(sentence, named, match)
    away = ";" in gap or len(gap) > _FAR or WITH_ANOTHER.search(gap)
    return None if away else match.group()


def _not_leading(sentence: Sentence) -> str | None:
    match = _denial(sentence)
    leads = LEADING.search(sentence.text, match.start(), match.end() + 50) if match else None
    return f"{match.group()} … {leads.group()}" if match and leads else None


def _denied(sentence: Sentence) -> str | None:
    match = _denial(sentence)
    return match.group() if match else None


def _excepted(sentence: Sentence) -> str | None:
    named = sentence.local
    if named is None:
        return None
    for match in EXCEPT.finditer(sentence.text, 0, named.start()):
        gap = _between(sentence, match, named)
        if len(gap) < _FAR and not BUT.search(gap):
            return match.group()
    return None


def _named(sentence: Sentence) -> str | None:
    return sentence.local.group() if sentence.local else None


def _only_others(sentence: Sentence) -> str | None:
    others = OTHERS.search(sentence.text)
    return others.group() if others and ONLY.search(sentence.text) else None


LOCAL_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="local-only-as-partner",
        when=_partner,
        gives="partner",
        examples=(
            Example(
                "Podrán postular las ONG; los municipios pueden participar como socios.", "partner"
            ),
            Example("Podrán postular los municipios como solicitantes o como socios.", True),
            Example("Podrán postular los municipios con una universidad como socia.", True),
        ),
    ),
    Rule(
        name="local-not-as-lead",
        when=_not_leading,
        gives="partner",
        examples=(
            Example("Municipalities cannot be lead applicants.", "partner"),
            Example("Municipalities cannot be applicants.", False),
        ),
    ),
    Rule(
        name="local-denied",
        when=_denied,
        gives=False,
        examples=(
            Example("Los ayuntamientos no podrán participar en esta convocatoria.", False),
            Example("No podrán solicitarla empresas ni ayuntamientos.", False),
            Example("Los ayuntamientos no podrán presentar más de una solicitud.", True),
            Example("No podrán participar empresas, sino ayuntamientos.", True),
        ),
    ),
    Rule(
        name="local-excepted",
        when=_excepted,
        gives=False,
        examples=(
            Example("Pueden participar todas las entidades, excepto ayuntamientos.", False),
            Example("Pueden participar ayuntamientos, excepto los que ya tienen ayuda.", True),
        ),
    ),
    Rule(
        name="local-may-apply",
        when=_named,
        gives=True,
        examples=(
            Example("Pueden participar ayuntamientos y mancomunidades.", True),
            Example("Pueden participar artistas. El acto será en el ayuntamiento.", None),
            Example("Pueden participar artistas que trabajen en municipios rurales.", None),
        ),
    ),
)

CLOSED_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="only-others-may-apply",
        when=_only_others,
        gives=False,
        examples=(
            Example("Solo podrán participar organizaciones sin ánimo de lucro.", False),
            Example("Podrán participar organizaciones sin ánimo de lucro.", None),
        ),
    ),
)
"""Asked where no sentence names a local government."""
