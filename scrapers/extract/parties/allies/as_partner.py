"""A local government that takes part as somebody's partner, by the role the sentence gives it."""

import re
from collections.abc import Iterator

from scrapers.extract.parties.clauses import ApplicantClause, ApplicantCue, Head
from scrapers.extract.parties.cues import APPLYING
from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import LOCAL, OTHERS
from scrapers.extract.parties.words.as_partner import AS_PARTNER
from scrapers.extract.parties.words.beside import (
    ALLIED_WITH,
    ALLY_CALLED,
    ANOTHER_BE,
    APPLICANT_TOO,
    BROUGHT_IN,
    CALLED_ALLY,
    EVEN,
    FIRST_PARTY,
    GROUPED,
    MUST,
    NOT_EVEN,
    THE_APPLICANT,
    WITH_ANOTHER,
)
from scrapers.extract.parties.words.roles import LED_BY, PRESENTED_BY

FAR = 220
"""Letters a cue reaches within its clause: lists of applicants are long. Set by hand."""


def said_of(clause: ApplicantClause, head: Head) -> Iterator[ApplicantCue]:
    """What the clause says of the government at ``head``."""
    for cue in clause.cues:
        gap = head.start - cue.end
        active = not clause.text.startswith(" by ", cue.end)
        english_verb = head.english and active and not cue.target and cue.yes
        reach = min(FAR, cue.reach)
        follows = cue.after and 0 <= gap < FAR and not english_verb
        precedes = cue.before and 0 <= cue.start - head.end < reach
        within = cue.start < head.start and head.end <= cue.end
        if follows or precedes or within:
            yield cue


def as_partner(sentence: Sentence) -> str | None:
    """It takes part as a partner, and is not named as the applicant too."""
    for clause in sentence.clauses:
        for match in AS_PARTNER.finditer(clause.text):
            if _denied(clause, match) or _applies_too(clause, match):
                continue
            if _takes_part(clause, match) or _are(clause, match):
                return match.group()
        for head in clause.governments:
            if duty := _BY_DUTY.match(clause.text, head.end):
                return duty.group().strip()
            with_first = FIRST_PARTY.search(clause.text, head.end)
            if with_first and clause.cues and not clause.denies:
                return with_first.group().strip()
    return None


def _denied(clause: ApplicantClause, match: re.Match[str]) -> bool:
    """Whether it may not even be a partner."""
    if NOT_EVEN.search(clause.text, max(0, match.start() - 24), match.start()):
        return True
    before = clause.text[: match.start()]
    return bool(clause.denies and (EVEN.search(before) or _EITHER.search(before)))


def _applies_too(clause: ApplicantClause, match: re.Match[str]) -> bool:
    """Whether it is named as the applicant as well, or hands the papers in."""
    too = APPLICANT_TOO.search(clause.text, max(0, match.start() - 40), match.start())
    leads = not clause.denies and _LEADS.search(clause.text, 0, match.start())
    return bool(too or leads or PRESENTED_BY.search(clause.text[: _first_government(clause)]))


def _first_government(clause: ApplicantClause) -> int:
    """Where the first one begins: it may be who hands the papers in, with another beside it."""
    return min((head.start for head in clause.governments), default=0)


_LEADS = re.compile(
    r"\b(?:ayuntamientos?|municipios?|alcaldias?|municipalit\w+|communes?|collectivites?|prefeituras?|"
    r"ajuntaments?|ciudades|cities|local (?:governments|authorities))\b[^.;,]{0,25}"
    r"\b(?:liderara?n?|encabezara?n?|coordinara?n?|(?:will |shall )lead|piloteront|lideraran)\b"
)
"""A government that leads, before the partner of the same sentence."""
_EITHER = re.compile(
    r"\b(?:directly|directamente|diretamente|directement|direct|principal\w*|lead\w*|solicitante\w*|"
    r"applicant\w*|proponente\w*|titular\w*),? (?:or|nor|o|ni|ou|nem|ne) $"
)
"""Right before the role, under a denial: it is denied as well."""
_BY_DUTY = re.compile(
    r" (?:y |em |in )?(?:est|sont|esta|es|is|are|sera|e|debe estar|debera estar|doit etre|must be) "
    r"(?:obligatoire|obligatoria|obrigatoria|necesaria|necessari|necessaire)(?:ment|mente|ly) "
    r"(?:associ|asociad|vinculad|implica)"
)
"""Right after a government: whoever applies has to bring it."""
_BE = re.compile(r"\b(?:ser|be|etre|estar|essere|tener|have|tenir|avoir|ter|figur\w+)\b")
_ANOTHER_VERB = re.compile(
    r"\b(?:podra\w*|pueden?|may|can|must|deb\w+|son|are|sont|sao|should|dev\w+)\b"
)


def _are(clause: ApplicantClause, match: re.Match[str]) -> bool:
    """«Podrán ser cosolicitantes las ONG, los municipios …»: a list of who may be that."""
    if not _BE.search(match.group()):
        return False
    for head in clause.governments:
        between = clause.text[match.end() : head.start]
        if head.start >= match.end() and not _ANOTHER_VERB.search(between):
            return len(between) < FAR and not re.search(r"^ (?:de|of|d')", between)
    return False


_HAS_THEM = re.compile(r"\b(?:tener|have|ter|avoir|tenir) ?$")
"""Right before «as partners»: whoever was named has them."""


def _takes_part(clause: ApplicantClause, match: re.Match[str]) -> bool:
    """Whether it is a local government that takes part as a partner."""
    after = clause.text[match.end() :]
    first = any(head.start < match.start() for head in clause.governments)
    if first and _HAS_THEM.search(clause.text[: match.start()]):
        return False
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
        if len(gap) > FAR or WITH_ANOTHER.search(gap):
            continue
        head = any(h.start == found.start() for h in clause.governments)
        led = re.search(
            r"\b(?:(?:with|con|avec|com|amb)\s(?:[a-z]+ ){0,2}|(?:inclu|incorpor|vincul|"
            r"involucr|involv|"
            r"associ|sum|integr|invit)[a-z]*\s(?:a )?(?:los |las |the )?)$",
            clause.text[: found.start()],
        )
        if head or led:
            return True
    return False


_THEM = re.compile(
    r"(?:un[oa] de )?(?:ell[oa]s|estas|estos|elas|eles)\b|(?:one of )?them\b|elles\b"
)
"""Those named before, who are no local government."""


def led_by_another(sentence: Sentence) -> str | None:
    """It may apply in what somebody else leads."""
    for clause in sentence.clauses:
        led = LED_BY.search(clause.text)
        if led is None or clause.denies or not clause.cues:
            continue
        other = OTHERS.search(clause.text, led.end(), led.end() + 30)
        if not any(head.start < led.start() for head in clause.governments):
            other = other or _THEM.match(clause.text, led.end())
        own = other and LOCAL.search(clause.text, led.end(), other.start())
        if other and not own and any(list(said_of(clause, head)) for head in clause.governments):
            return led.group()
    return None


_BY = re.compile(r"\b(?:por|by|par|pel[oa]s?|da|per|dell[ae'])\s(?:(?:una?|an?|uma?|la|el|the) )?$")
"""Right before others: they hand the papers in."""


def _who_applies(clause: ApplicantClause, before: int) -> int | None:
    """Where whoever applies is named, others than a local government, before a position."""
    if any(head.start < before for head in clause.governments):
        return None
    found = [other.end for other in clause.others if other.start < before]
    others = OTHERS.finditer(clause.text, 0, before)
    found += [other.end() for other in others if _BY.search(clause.text[: other.start()])]
    named = THE_APPLICANT.search(clause.text, 0, before)
    if named and not LOCAL.search(clause.text, 0, before):
        found.append(named.end())
    return min(found, default=None)


_EACH = re.compile(
    r"[;, ]*(?:cada|chaque|each|every|el|la|le|the|todo|que|o) ?"
    r"(?:propuesta|proyecto|programme|projet|project|proposal|proposta|projeto|candidatura|dossier|"
    r"deb|dev|must)"
)
"""Of what those named before hand in."""


def asked_as_ally(sentence: Sentence) -> str | None:
    """Others apply, and need a local government beside them."""
    named = False
    for clause in sentence.clauses:
        before, named = named, any(cue.yes for cue in clause.cues) and bool(clause.others)
        no = min((cue.start for cue in clause.cues if not cue.yes), default=len(clause.text))
        for found in LOCAL.finditer(clause.text, 0, no):
            if ANOTHER_BE.search(clause.text[: found.start()]):
                return found.group()
            who = _who_applies(clause, found.start())
            if who is None and before and _EACH.match(clause.text):
                who = 0
            if who is None:
                continue
            if words := _beside(clause, who, found):
                return words
    return None


def _beside(clause: ApplicantClause, who: int, found: re.Match[str]) -> str | None:
    """The words that put a government beside whoever applies."""
    before = clause.text[who : found.start()]
    ally = ALLIED_WITH.search(before)
    rest = clause.text[:who] + before[: ally.start()] if ally else ""
    if ally and (clause.cues or GROUPED.search(rest) or APPLYING.search(rest)):
        return ally.group().strip(" ,")
    brought = BROUGHT_IN.search(before)
    called = CALLED_ALLY.match(clause.text, found.end()) or ALLY_CALLED.search(before)
    near = clause.text[who : found.end() + 40]
    if brought and (called or GROUPED.search(near)):
        return brought.group().strip()
    if called and MUST.search(before):
        return found.group()
    return None
