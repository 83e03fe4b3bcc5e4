"""Whether a local government may apply: yes, no, or only as somebody's partner."""

import re
from collections.abc import Iterator

from scrapers.extract.parties.allies.beside import joins_another, let_in, not_first
from scrapers.extract.parties.clauses import ApplicantClause, ApplicantCue, Head
from scrapers.extract.parties.cues import (
    ALLIED_WITH,
    APPLICANT_TOO,
    AS_PARTNER,
    EXCEPT,
    FUNDER_ITSELF,
    ITS_OWN,
    LEADING,
    LED_BY,
    NOBODY,
    ONLY,
    SUBSET,
    WITH_ANOTHER,
)
from scrapers.extract.parties.sentences import Answer, Sentence
from scrapers.extract.parties.who import LOCAL, OTHERS
from scrapers.extract.parties.words.roles import ON_ITS_OWN
from scrapers.extract.text.rules import Example, Rule

_FAR = 220
"""Letters a cue reaches within its clause: lists of applicants are long. Set by hand."""
_NEAR = 60
"""Letters in which a denial says that it is of leading only. Set by hand."""
_ONLY_AFTER = re.compile(
    r"(?: [a-z]+)? (?:only|exclusively|exclusivamente|unicamente|uniquement|exclusivament)\b"
)
"""Right after others: nobody but them."""
_BESIDE = re.compile(r"\b(?:con|com|with|avec|amb|parceria|alianza|partnership|junto)\b")
"""Before others: they are whom one applies with."""
_NOT_EVEN = re.compile(r"\b(?:ni|nor|nem|not even|ni siquiera|tampoco|neither)\b[^.;]{0,12}$")
"""Right before a way of taking part: not that way either."""
_QUOTA = re.compile(r"\d ?(?:%|por ciento|per cent|pour cent)|cupos|cuota|quota|plazas|places\b")
"""A part that is kept for some leaves the rest to others."""


def _said_of(clause: ApplicantClause, head: Head) -> Iterator[ApplicantCue]:
    """What the clause says of the government at ``head``."""
    for cue in clause.cues:
        gap = head.start - cue.end
        active = not clause.text.startswith(" by ", cue.end)
        english_verb = head.english and active and not cue.target and cue.yes
        reach = min(_FAR, cue.reach)
        follows = cue.after and 0 <= gap < _FAR and not english_verb
        precedes = cue.before and 0 <= cue.start - head.end < reach
        within = cue.start < head.start and head.end <= cue.end
        if follows or precedes or within:
            yield cue


def _words(clause: ApplicantClause, cue: ApplicantCue) -> str:
    return clause.text[cue.start : cue.end]


def _is_taken_out(clause: ApplicantClause, head: Head) -> re.Match[str] | None:
    """The "except" the government stands behind."""
    for match in EXCEPT.finditer(clause.text, 0, head.start):
        if head.start - match.end() < _FAR:
            return match
    return None


def _nobody(clause: ApplicantClause, head: Head) -> bool:
    """«Ninguna administración»."""
    return NOBODY.search(clause.text, max(0, head.start - 24), head.start) is not None


def _partner(sentence: Sentence) -> str | None:
    for clause in sentence.clauses:
        for match in AS_PARTNER.finditer(clause.text):
            if _NOT_EVEN.search(clause.text, max(0, match.start() - 24), match.start()):
                continue
            if APPLICANT_TOO.search(clause.text, max(0, match.start() - 40), match.start()):
                continue
            if _takes_part(clause, match):
                return match.group()
    return None


def _takes_part(clause: ApplicantClause, match: re.Match[str]) -> bool:
    """Whether it is a local government that takes part as a partner."""
    after = clause.text[match.end() :]
    if re.match(r",? (?:de )?(?:una? |las |los |the |an? |otr[oa]s? )?", after):
        other = OTHERS.search(clause.text, match.end(), match.end() + 14)
        own = LOCAL.search(clause.text, match.end(), match.end() + 20)
        if own:
            return True
        lead = re.match(r" (?:de|d'|of|da|do)\b", after)
        if other and not lead:
            return False
    for found in LOCAL.finditer(clause.text, 0, match.start()):
        gap = clause.text[found.end() : match.start()]
        if len(gap) > _FAR or WITH_ANOTHER.search(gap):
            continue
        head = any(h.start == found.start() for h in clause.governments)
        led = re.search(
            r"\b(?:with|con|avec|com|amb)\s(?:[a-z]+ ){0,2}$", clause.text[: found.start()]
        )
        if head or led:
            return True
    return False


def _led_by_another(sentence: Sentence) -> str | None:
    """It may apply in what somebody else leads."""
    for clause in sentence.clauses:
        led = LED_BY.search(clause.text)
        if led is None or clause.denies or not clause.cues:
            continue
        other = OTHERS.search(clause.text, led.end(), led.end() + 30)
        own = other and LOCAL.search(clause.text, led.end(), other.start())
        if other and not own and any(list(_said_of(clause, head)) for head in clause.governments):
            return led.group()
    return None


def _asked_as_ally(sentence: Sentence) -> str | None:
    """Others apply, and need a local government beside them."""
    for clause in sentence.clauses:
        if not clause.others or not clause.cues or clause.denies:
            continue
        for found in LOCAL.finditer(clause.text):
            ally = ALLIED_WITH.search(clause.text, max(0, found.start() - 60), found.start())
            if ally and clause.others[0].start < ally.start() and not clause.governments:
                return ally.group().strip()
    return None


def _denials(sentence: Sentence) -> Iterator[tuple[ApplicantClause, Head, ApplicantCue | None]]:
    """Each denial of a local government as such, on either side of it."""
    for clause in sentence.clauses:
        if clause.denies and any(_is_taken_out(clause, head) for head in clause.governments):
            continue
        for head in clause.governments:
            if SUBSET.match(clause.text, head.end):
                continue
            said = list(_said_of(clause, head))
            if said and _nobody(clause, head) and all(cue.yes for cue in said):
                yield clause, head, None
            out = _is_taken_out(clause, head)
            for cue in said:
                if not cue.yes and out is None:
                    yield clause, head, cue


def _not_leading(sentence: Sentence) -> str | None:
    for clause, head, cue in _denials(sentence):
        at = cue.start if cue else head.end
        leads = LEADING.search(clause.text, at, at + _NEAR + 20)
        if leads:
            return f"{_words(clause, cue)} … {leads.group()}" if cue else leads.group()
    return None


def _denied(sentence: Sentence) -> str | None:
    for clause, head, cue in _denials(sentence):
        alone = ON_ITS_OWN.search(clause.text)
        if alone and not _NOT_EVEN.search(clause.text, 0, alone.start()):
            continue
        return _words(clause, cue) if cue else clause.text[head.start : head.end]
    return None


def _excepted(sentence: Sentence) -> str | None:
    """Taken out of who may; out of who may not, it is let in."""
    for clause in sentence.clauses:
        for head in clause.governments:
            match = _is_taken_out(clause, head)
            if match and not SUBSET.match(clause.text, head.end):
                return None if clause.denies or not clause.cues else match.group()
    return None


def _named(sentence: Sentence) -> str | None:
    for clause in sentence.clauses:
        for head in clause.governments:
            said = [c for c in _said_of(clause, head) if not _is_the_funder_s(clause, head, c)]
            out = _is_taken_out(clause, head)
            if out and clause.denies:
                return out.group()
            if said and not out and all(cue.yes for cue in said) and not clause.denies:
                return clause.text[head.start : head.end]
    return None


def _is_the_funder_s(clause: ApplicantClause, head: Head, cue: ApplicantCue) -> bool:
    """Whether one office asks for, receives or sends something: it may be the funder's."""
    named = FUNDER_ITSELF.search(clause.text, max(0, head.start - 5), head.end + 5)
    return (
        named is not None
        and head.end <= cue.start
        and ITS_OWN.search(clause.text, cue.start, cue.end + 5) is not None
    )


def _only_others(sentence: Sentence) -> str | None:
    for clause in sentence.clauses:
        if clause.governments or clause.denies or _QUOTA.search(clause.text):
            continue
        for other in clause.others:
            if clause.cues and _ONLY_AFTER.match(clause.text, other.end):
                return clause.text[other.start : other.end]
        for only in ONLY.finditer(clause.text):
            for other in clause.others:
                near = only.end() <= other.start < only.end() + _FAR
                beside = _BESIDE.search(clause.text, only.end(), max(only.end(), other.start))
                if near and not beside and clause.cues:
                    return clause.text[other.start : other.end]
    return None


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
        name="local-let-in-beside",
        when=let_in,
        gives="partner",
        examples=(
            Example("Municipalities may not apply alone, but may join a consortium.", "partner"),
            Example("Municipalities may not apply, but NGOs may join a consortium.", False),
        ),
    ),
    Rule(
        name="local-joins-another",
        when=joins_another,
        gives="partner",
        examples=(
            Example(
                "La solicitante será una ONG; podrán asociarse a ella las alcaldías.", "partner"
            ),
            Example("Podrán asociarse las alcaldías para presentar una propuesta.", True),
        ),
    ),
    Rule(
        name="local-led-by-another",
        when=_led_by_another,
        gives="partner",
        examples=(
            Example(
                "Los municipios podrán participar en propuestas lideradas por una ONG.", "partner"
            ),
            Example("Los municipios podrán presentar propuestas lideradas por su alcalde.", True),
        ),
    ),
    Rule(
        name="local-never-first",
        when=not_first,
        gives="partner",
        examples=(
            Example("Las alcaldías participan, nunca como proponentes.", "partner"),
            Example("Las alcaldías pueden sumarse; la entidad líder será una ONG.", "partner"),
            Example("Podrán sumarse alcaldías, nunca como observadoras.", True),
        ),
    ),
    Rule(
        name="local-asked-as-ally",
        when=_asked_as_ally,
        gives="partner",
        examples=(
            Example("Las ONG deberán presentarse en alianza con un municipio.", "partner"),
            Example("Los municipios deberán presentarse en alianza con una ONG.", True),
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
            Example("Ningún ayuntamiento podrá participar.", False),
            Example("Los ayuntamientos no podrán presentar más de una solicitud.", True),
            Example("No podrán participar empresas, sino ayuntamientos.", True),
            Example("Los municipios no pueden postular por sí mismos.", None),
            Example("No podrán participar los ayuntamientos con deudas.", None),
        ),
    ),
    Rule(
        name="local-excepted",
        when=_excepted,
        gives=False,
        examples=(
            Example("Pueden participar todas las entidades, excepto ayuntamientos.", False),
            Example("Pueden participar ayuntamientos, excepto los que ya tienen ayuda.", True),
            Example("No pueden participar entidades públicas, salvo los ayuntamientos.", True),
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
            Example("Los habitantes de los municipios rurales podrán postularse.", None),
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
"""Asked where no sentence says anything of a local government."""
