"""Whether a local government may apply: yes, no, or only as somebody's partner."""

import re
from collections.abc import Iterator

from scrapers.extract.parties.allies.as_partner import FAR, said_of
from scrapers.extract.parties.clauses import ApplicantClause, ApplicantCue, Head
from scrapers.extract.parties.cues import (
    LIMITED,
    ONLY,
    SUBSET,
)
from scrapers.extract.parties.forms.fronted import find_exception
from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import LOCAL
from scrapers.extract.parties.words.beside import (
    CONVENES,
    FUNDER_ITSELF,
    ITS_OWN,
    LEADING,
    NOR_BESIDE,
    NOT_EVEN,
    THE_APPLICANT,
)
from scrapers.extract.parties.words.nobody import NOBODY, ONLY_THEY
from scrapers.extract.parties.words.roles import ON_ITS_OWN
from scrapers.extract.text.wording import table

_NEAR = 60
"""Letters in which a denial says that it is of leading only. Set by hand."""
_ONLY_AFTER = re.compile(
    r"(?: [a-z]+)? (?:only|exclusively|exclusivamente|unicamente|uniquement|exclusivament)\b"
)
"""Right after others: nobody but them."""
_BESIDE = re.compile(r"\b(?:con|com|with|avec|amb|parceria|alianza|partnership|junto)\b")
"""Before others: they are whom one applies with."""
_QUOTA = re.compile(r"\d ?%|cupos|cuota|quota|plazas|places\b")
"""A part that is kept for some leaves the rest to others."""


def _words(clause: ApplicantClause, cue: ApplicantCue) -> str:
    return clause.text[cue.start : cue.end]


def _is_taken_out(clause: ApplicantClause, head: Head) -> re.Match[str] | None:
    """The "except" the government stands behind."""
    return find_exception(clause.text, head.start, FAR)


_NONE_WITH = re.compile(
    r"\b(?:ningun[oa]?|no|aucune?|nenhuma?|nessun[oa]?|cap) [a-z -]{3,40}, (?:includ\w+|"
    r"inclu[isy]\w+|"
    r"y compris|compres\w+|compres[oaie]|ni siquiera|not even)(?: (?:los|las|the|les|os|as|els|"
    r"i|gli))? $"
)
_NONE = re.compile(
    r"\b(?:ningun[oa]?|nenhuma?|aucune?|nessun[oa]?|nul(?:le)?|"
    r"no (?:other |further )?(?:public|entit|institut|bod|organi[sz]|government|state|"
    r"local)[a-z-]*)\b"
)
"""None of them: a denial in the subject."""


def _denies(clause: ApplicantClause) -> bool:
    return clause.denies or _NONE.search(clause.text) is not None


def _lets_some_in(clause: ApplicantClause) -> bool:
    """Whether a government is what the denial has as its exception."""
    return any(find_exception(clause.text, m.start(), FAR) for m in LOCAL.finditer(clause.text))


def _nobody(clause: ApplicantClause, head: Head) -> bool:
    """«Ninguna administración», «ninguna entidad, incluidos los municipios»."""
    before = clause.text[: head.start]
    return NOBODY.search(before[-24:]) is not None or _NONE_WITH.search(before) is not None


_OF_WORKS = re.compile(
    r" (?:a )?(?:los |las |the |les |os |as |els |aquellos |aquellas )?(?:proyectos|acciones|"
    r"gastos|obras|"
    r"actividades|iniciativas|projects|costs|activities|expenses|projets|actions|depenses|projetos|"
    r"despesas|acoes|projectes|despeses) (?:que|who|which|that|ya|qui|already|cuy[oa]s?|cubiert|"
    r"financi)"
)
"""After a denial: works are shut out for what they are, whoever does them."""
_RELATIVE = re.compile(r", (?:que|qui|who|which|che|cuy[oa]s?)\b")


def _only_some(clause: ApplicantClause, head: Head) -> re.Match[str] | None:
    """What narrows a government to some of them; a clause between commas narrows nobody."""
    if _RELATIVE.match(clause.text, head.end):
        return None
    return SUBSET.match(clause.text, head.end)


_NATIONAL = re.compile(r"\b(?:ministr|ministeri|embass|embajad|ambassad)")
_GENERAL = re.compile(
    r"(?:government|state|public|entidades|organismos|agencias)\b(?! (?:local|munic))"
)
_NEXT_TO = 40
"""Letters around a body in which ministries make it one of the country's. Set by hand."""


def _is_national(clause: ApplicantClause, head: Head) -> bool:
    """«Ministries, government agencies and embassies»: bodies of the country, and no town's."""
    near = clause.text[max(0, head.start - _NEXT_TO) : head.end + _NEXT_TO]
    named = clause.text[head.start : head.end]
    return bool(_NATIONAL.search(near) and _GENERAL.match(named)) and "local" not in named


def _is_not_meant(clause: ApplicantClause, head: Head) -> bool:
    """Whether a denial is of some governments only, or of those of the country."""
    return _only_some(clause, head) is not None or _is_national(clause, head)


def _denials(sentence: Sentence) -> Iterator[tuple[ApplicantClause, Head, ApplicantCue | None]]:
    """Each denial of a local government as such, on either side of it."""
    for clause in sentence.clauses:
        if _denies(clause) and _lets_some_in(clause):
            continue
        for head in clause.governments:
            if _is_not_meant(clause, head):
                continue
            if _is_what_none_may_be(clause, head):
                yield clause, head, None
            said = list(said_of(clause, head))
            if said and _nobody(clause, head) and all(cue.yes for cue in said):
                yield clause, head, None
            out = _is_taken_out(clause, head)
            for cue in said:
                if _OF_WORKS.match(clause.text, cue.end, max(cue.end, head.start)):
                    continue
                if not cue.yes and out is None:
                    yield clause, head, cue


def not_leading(sentence: Sentence) -> str | None:
    """Denied the first place, and nothing else."""
    for clause, head, cue in _denials(sentence):
        at = cue.start if cue else head.end
        leads = LEADING.search(clause.text, at, at + _NEAR + 20)
        if leads and not NOR_BESIDE.match(clause.text, leads.end()):
            return f"{_words(clause, cue)} … {leads.group()}" if cue else leads.group()
    return None


def denied(sentence: Sentence) -> str | None:
    """Denied as such."""
    for clause, head, cue in _denials(sentence):
        alone = ON_ITS_OWN.search(clause.text)
        if alone and not NOT_EVEN.search(clause.text, 0, alone.start()):
            continue
        return _words(clause, cue) if cue else clause.text[head.start : head.end]
    return None


def excepted(sentence: Sentence) -> str | None:
    """Taken out of who may."""
    return _by_exception(sentence, denied=False)


def let_in_by_exception(sentence: Sentence) -> str | None:
    """Taken out of who may not: «ninguna entidad pública, salvo los municipios»."""
    return _by_exception(sentence, denied=True)


def _by_exception(sentence: Sentence, *, denied: bool) -> str | None:
    for clause in sentence.clauses:
        if not clause.cues:
            continue
        heads = {head.start for head in clause.governments}
        for found in LOCAL.finditer(clause.text):
            reach = FAR if found.start() in heads else _NEAR
            match = find_exception(clause.text, found.start(), reach)
            some = SUBSET.match(clause.text, found.end())
            if match and not some and not (not denied and _others_stay(clause, found)):
                return match.group() if _denies(clause) is denied else None
    return None


_TOWNS = re.compile(
    r"\b(?:municip(?!al(?!i))|ayuntamient|alcaldia|communes?\b|prefeitur|ajuntament|comuni\b|concello|"
    r"cit(?:y|ies)\b(?! counc)|towns\b|ciudades\b|cidades\b|villes\b)"
)
_LOCAL_BODIES = re.compile(
    r"\b(?:entidad(?:es)? local|(?:gobierno|administracion|administracione)s? local|ens locals|"
    r"local (?:auth|gov)|collectivites? (?:locale|territoriale))"
)


def _others_stay(clause: ApplicantClause, out: re.Match[str]) -> bool:
    """«Las entidades locales, excepto las diputaciones»: towns may apply all the same."""
    if _TOWNS.search(clause.text, 0, out.start()):
        return True
    some = _TOWNS.match(out.group()) or _LOCAL_BODIES.match(out.group())
    return some is None and _LOCAL_BODIES.search(clause.text, 0, out.start()) is not None


def named(sentence: Sentence) -> str | None:
    """Spoken of as who may."""
    for clause in sentence.clauses:
        for head in clause.governments:
            said = [c for c in said_of(clause, head) if not _is_the_funder_s(clause, head, c)]
            out = _is_taken_out(clause, head)
            not_one = _is_what_none_may_be(clause, head)
            shut = _DENIED_NEXT.match(clause.text, head.end)
            not_one = not_one or bool(shut and not LIMITED.match(clause.text, shut.end()))
            if said and not (out or not_one or clause.denies) and all(cue.yes for cue in said):
                return clause.text[head.start : head.end]
    return None


_MIDDLE = table(
    r"""
    (?:gobiernos?|governos?|governs?|gouvernements?|autoridades|autorites|administraciones)
        \s(?:intermedi[oa]s|intermediaires|regiona\w+|provincia\w+|departamenta\w+|estadua\w+)
        (?: (?:y|o|e|et|ou) (?:provincia|departamenta|estadua|regiona)\w+)? |
    (?:regional|provincial|state) (?:governments?|authorit(?:y|ies)) | gobernacion(?:es)? |
    conseils? (?:regionau?x?l?|departement\w+|departementa\w+) |
    diputacion(?:es)?(?: (?:provincial|foral)\w*)?
    """
)
"""A government between a town's and the country's."""


_AND_TOWNS = re.compile(
    r",? (?:(?:y|o|e|and|or|et|ou|i) |[a-z]+,? (?:y|o|and) )(?:munic|loca|distr)"
)


def _is_of_the_middle(found: re.Match[str]) -> bool:
    if _MIDDLE.fullmatch(found.group()) is None:
        return False
    return _AND_TOWNS.match(found.string, found.end()) is None


def only_the_middle(sentence: Sentence) -> str | None:
    """Regions or provinces are named, and nobody but them."""
    for clause in sentence.clauses:
        named = list(LOCAL.finditer(clause.text))
        if not named or clause.denies or not all(map(_is_of_the_middle, named)):
            continue
        for head in clause.governments:
            said = any(cue.yes for cue in said_of(clause, head))
            if said and (
                _is_shut_after(clause.text, head.end) or _is_only(clause.text, head.start)
            ):
                return clause.text[head.start : head.end]
    return None


def convenes(clause: ApplicantClause, head: Head) -> bool:
    """Whether one office is who makes the call."""
    named = FUNDER_ITSELF.search(clause.text, max(0, head.start - 5), head.end + 5)
    return named is not None and CONVENES.match(clause.text, head.end) is not None


_DENIED_NEXT = re.compile(
    r"(?: [a-z]+){0,2} (?:(?:no|nao|non|tampoco) (?:l[eo]s? |se )?(?:podr|pued|pod|poss|pot|deb|"
    r"dev)|"
    r"(?:may|can|shall|must) ?not\b|cannot|ne (?:peu|pourr|doi))[a-z]*"
)
"""Right after a government: whatever it may not do."""
_BYLINE = re.compile(r".{15} ?[–—|-] (?:el |la |o |a |the |le |il )?$")
_BY_NAME = re.compile(
    r"(?:ayuntamiento|alcaldia|diputacion|diputacio|prefeitura|mairie|ajuntament|gobernacion|"
    r"concello|municipi[oa]?|municipalidad|municipality|intendencia|cabildo|comune|ville|camara "
    r"municipal|city|town|mancomunidad)(?: [a-z]+)? (?:de |del |of |do |da |d'|di )[^.;:|]{2,50}"
)
"""One office by its name after a dash, at the end: it signs what it publishes."""


def _is_the_funder_s(clause: ApplicantClause, head: Head, cue: ApplicantCue) -> bool:
    """Whether one office asks for, receives or sends something: it may be the funder's."""
    named = FUNDER_ITSELF.search(clause.text, max(0, head.start - 5), head.end + 5)
    if named and CONVENES.match(clause.text, head.end, max(head.end, cue.start)):
        return True
    if _BYLINE.search(clause.text[: head.start]) and _BY_NAME.fullmatch(clause.text, head.start):
        return True
    if THE_APPLICANT.search(clause.text, cue.start, cue.end + 12):
        return False
    return (
        named is not None
        and head.end <= cue.start
        and ITS_OWN.search(clause.text, cue.start, cue.end + 5) is not None
    )


_NONE_MAY_BE = re.compile(
    r"\b(?:no|nao|non|ne|not|cannot)\b[^.;,]{0,24}\b(?:ser|sea[n]?|be|etre|soi(?:t|ent)|essere|"
    r"seja[m]?) (?:pas )?(?:(?:an?|una?|uma?|une|un'|el|la|the) )?(?:local |other |otra |single )?$"
)


def _is_what_none_may_be(clause: ApplicantClause, head: Head) -> bool:
    """«El solicitante no podrá ser una entidad pública»."""
    return _NONE_MAY_BE.search(clause.text[: head.start]) is not None


def only_others(sentence: Sentence) -> str | None:
    """Others are named, and nobody but them."""
    for clause in sentence.clauses:
        governments = [head for head in clause.governments if not convenes(clause, head)]
        if governments or clause.denies or not clause.cues:
            continue
        for other in clause.others:
            if _QUOTA.search(clause.text, 0, other.start):
                continue
            if _is_shut_after(clause.text, other.end) or _is_only(clause.text, other.start):
                return clause.text[other.start : other.end]
    return None


def _is_shut_after(text: str, at: int) -> bool:
    """Whether it is said right after others that nobody else may."""
    return _ONLY_AFTER.match(text, at) is not None or ONLY_THEY.search(text, at) is not None


def _is_only(text: str, at: int) -> bool:
    """Whether what stands at ``at`` is who alone may, and not whom one applies with."""
    return any(
        only.end() <= at < only.end() + FAR and not _BESIDE.search(text, only.end(), at)
        for only in ONLY.finditer(text, 0, at)
    )
