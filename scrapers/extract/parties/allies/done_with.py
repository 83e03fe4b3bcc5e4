"""Who the project is done with: «se ejecutará con una entidad socia», «repose sur un partenaire».

What is told of that body, who it may be and from where, stands between the first word on it and the
end of the clause.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scrapers.extract.parties.allies.with_another import (
    COMES_WITH,
    LAUNCHES,
    NO_DENIAL,
    ONE_KIND,
    SOMEBODY,
    is_optional,
)
from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.words.partners import DENIAL, HAS_TO
from scrapers.extract.text.wording import table

_PROJECT = table(
    r"""
    proyect\w* | propuest\w* | iniciativ\w* | intervenc\w* | accion(?:es)? | candidatur\w* |
    postulac\w* | solicitud\w* | project\w* | proposals? | applications? | initiatives? |
    projets? | porteu\w* | demandes? | dossiers? | projet[eo]s? | propostas? | projecte\w* |
    sol.?licitud\w* | entidad\w* | entitat\w* | entit\w* | organi[sz]a\w* | solicitante\w* |
    applicants? | proponente\w* | demandeur\w* | associa\w* | asociaci\w* | ong\w* | ngos? |
    universi\w* | municip\w* | ciudad\w* | cit(?:y|ies) | ajuntament\w* | ayuntamiento\w* |
    activit\w* | actividad\w* | obra | it | ella | hi
    """,
    tail=r"\b",
)
"""What is done, or who does it …"""
_DONE = table(
    r"""
    (?:ejecut|llev|realiz|desarroll|implement|hara|hace|trabaj|actua|colabor|carried out|delivered|
        run|works?|conduit|men[ee]e?s?|realis|agi[rt]|travaill|execut|desenvolv|realitz|treball|
        trabalh|col.?labor|fer\b|cooper|coordin|formul|undertaken|mis en oeuvre|portee?s?|
        construi|built|codise|disen|design)[a-z]*(?: [a-z']+){0,6}?
        \s(?:con|with|avec|com|amb|junto a)\b
    """
)
"""… is done with …"""
_HAS = table(
    r"""
    (?:%VERB%)(?: obligatoriamente| obrigatoriamente| obligatoirement| necessarily)?
        (?: con| com| amb| avec| sur| a| with)?
    """,
    tail=r"(?: |, )",
    parts={
        "VERB": r"""
        tendra | contara | cuenta | contar\w* | tener | tenir | identif\w+ | disponer |
        dispondra | comptar | comptara | ter | tera | have | has | include | name | involve |
        secure | repos\w+ | appuie\w* | appuy\w+ | s'adjoindre | associer | associe | associera |
        vincular\w* | incluir\w* | incorporar\w* | sumar\w* | integra\w* | designar\w* |
        indicar | s'associ\w+ | reuni\w+ | involucrar\w* | necesita | requiere | requires |
        exige | needs?
        """
    },
)
"""… or has …"""
_ALLIED = table(
    r"""
    (?:(?:una?|une?|uma?|an?|one|la|el|le|su|the|its|their|sa|son|a|o|al menos una?|at least one|
        au moins une?|pelo menos uma?|almenys una?)\s)?(?:l'|d'une? )?
        (?:(?!cart|lettre|letter|convenio|acuerdo|agreement)[a-z'-]+ ){0,3}?%ALLY%
    """,
    lead="",
    tail=r"\b",
    parts={
        "ALLY": r"""
        soci[oa]s? | aliad[oa]s? | contrapart(?:e|es|s)? | counterparts? | partenaires? |
        parceir[oa]s? | partners? | homologues? | homolog[oa]s? | autorite locale
        """
    },
)
"""… a partner, called so."""
_ROLE = re.compile(
    r"\b(?:como|as|comme|com a|en calidad de|en qualite de|na qualidade de|na condicao de|"
    r"a titulo de|en tant que|en condicion de)\s(?:an? |una? |uma? |de |its |their |sus? |seus? |"
    r"sua )?(?:[a-z]+ )?"
    r"(?:soci|aliad|contrapart(?!ida)|counterpart|partenaire|parceir|partner|mentor|co-?ejecut)"
)
"""What somebody is in it as."""
_OF_THERE = re.compile(
    r"\b(?:(?:al|por lo|pelo|ao) menos|at least|au moins|almenys|como minimo)"
    r" (?:una?|uma?|one|une?) (?:[a-z]+ ){0,8}?"
    r"(?:de|del|from|en|in|do|da|au|dans|of) (?:el |un |le |the |l')?"
    r"(?:pais de (?:ejecu|destino|interv)|otro pais|another country|outro pais|pays d'interv|"
    r"autre pays|altre pais|country (?:where|of)|pais (?:donde|en (?:el )?que|socio))"
)
"""One of the members is from there."""
_SIGNS = table(
    r"""
    (?:gobiernos? local(?:es)?|entidad(?:es)?|organizacion(?:es)?|instituci\w+|ciudad|municipio|
        collectivites?|autorites?|villes?|structures?|organisations?|entitat|organitzacio)
        (?: [a-z]+){0,2} (?:soci[oa]s?|aliad[oa]s?|partenaires?|parceir[oa]s?|contrapartes?)\b
        [^.;]{0,70}?\b(?:co-?sign|est associe|firma|suscrib|cofirma|co-?finan|acompan|signa|assina)
    """
)
"""A partner puts its name to it."""
_AS_ALLY = table(
    r"""
    (?:deben?|deberan?|must|shall|devem?|doivent|doit|han de)
        (?: (?!destin|aport|pon|pagar|contrib|provid|pay)[a-z]+){0,4},?
        \s(?:como|as|comme|com a|en calidad de)\s(?:una? |an? )?%ALLY% |
    (?:participa|interviene|intervient|takes part),? (?:como|as|comme|com a|en calidad de)
        \s(?:una? |an? )?%ALLY%,? (?:una?|une?|an?|um|uma)\s
    """,
    parts={
        "ALLY": r"(?:soci|aliad|contrapart(?!ida)|counterpart|partenaire|parceir|partner)[a-z]*"
    },
)
"""Somebody has to be in it as a partner."""
_LETTER_OF = re.compile(
    r"\b(?:carta|lettre|letter)s? (?:[a-z']+ ){1,4}?(?:de|d'|of|from|del|do|da|des?)\s?(?:une? |"
    r"un |"
    r"uma? |a |el |la )?(?:gobiernos? local|governo local|local government|pouvoir local|"
    r"collectivite|govern local)"
)
"""The letter of another government comes with it."""
_WHO_ACTS_AS = re.compile(
    r"\b(?:que|qui|which|who|that) (?:[a-z]+ ){0,2}?(?:actua|atua|agi|act|figura|particip|interven|"
    r"serv)[a-z]* (?:como|as|comme|com a|en calidad de|en tant que|na condicao de)\s(?:una? |an? |"
    r"uma? )?"
    r"(?:soci|aliad|contrapart(?!ida)|counterpart|partenaire|parceir|partner|ally)"
)
"""Whoever was named before is in it as a partner."""
_SIGNED_WITH = table(
    r"""
    (?:convention|conven[iy]o?|acuerdo|agreement|accord|acordo|protocol[eo]?|carta|lettre|letter|
        memorand[ou]m)\b[^.;:]{0,40}? (?:signe|firmad|signed|assinad|suscrit|signad|firmat)[a-z]*
        (?: [a-z]+)? (?:par|por|by|con|avec|with|com|amb|per|des?)\b[^.;:]{0,90}?\b%ALLY%
    """,
    parts={
        "ALLY": r"""
        partenaires? | soci[oa]s?\b | partners?\b | parceir[oa]s? | aliad[oa]s?\b | homologues? |
        contrapartes? | homolog[oa]s? | (?:deux|dos|duas|two) part(?:ies|es)
        """,
    },
)
"""A paper that the partner signed comes with it."""
_ONLY_AS = re.compile(
    r"\b(?:solo|only|unicamente|exclusivamente|apenas|somente|uniquement|nomes)\b[^.;,]{0,40}"
    r"\b(?:como|as|comme|com a|en calidad de|en tant que)\b"
)
"""They may be in it as partners only: nobody is asked for one."""
_BREAK = re.compile(
    r";|\.(?= |$)|,? (?:but|pero|mais|mas|sino) |"
    r", (?=(?:que|qui|which|who) (?:no|ne|nao|may not|cannot)\b)"
)
_NAMED = 50
"""Letters before «who acts as a partner» in which it is named. Set by hand."""
_TIED = 90
"""Letters between what is done and who it is done with. Set by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ally:
    """Where a sentence tells of the partner: of its text, the words for it first."""

    start: int
    end: int
    words: str


def find_allies(text: str) -> Iterator[Ally]:
    """Each partner a folded sentence says the project is done with."""
    at = 0
    for stop in [*_BREAK.finditer(text), None]:
        end = stop.start() if stop else len(text)
        clause = text[at:end]
        told = DENIAL.search(NO_DENIAL.sub(" ", clause)) or _ONLY_AS.search(clause)
        told = told or (ONE_KIND.match(clause) if at else None)
        if not told and not LAUNCHES.search(clause):
            found = _found(clause)
            if found is not None and not is_optional(clause, found[0]):
                # who the partner may be is told to the end of the sentence
                yield Ally(start=at + found[0], end=len(text), words=clause[found[0] : found[1]])
        at = stop.end() if stop else end


def _found(text: str) -> tuple[int, int] | None:
    """Where the words for the partner begin, and where the first of them end."""
    for pattern in (_OF_THERE, _AS_ALLY, _LETTER_OF):
        if match := pattern.search(text):
            return match.start(), match.end()
    if match := _SIGNS.search(text) or _signed(text):
        return match.start(), match.end()
    if match := _WHO_ACTS_AS.search(text):
        return max(0, match.start() - _NAMED), match.end()
    for beside in COMES_WITH.finditer(text):
        if somebody := SOMEBODY.match(text, beside.end() + 1):
            return beside.start(), somebody.end()
    project = _PROJECT.search(text)
    if project is None:
        return None
    must = HAS_TO.search(text)
    low = min(project.start(), must.start() if must else project.start())
    return _done(text, project.end()) or _had(text, low)


def _signed(text: str) -> re.Match[str] | None:
    """The signed paper, where it has to come with the project."""
    match = _SIGNED_WITH.search(text)
    if match is None or _IF_ANY.search(text, match.end()):
        return None
    comes = _COMES.search(text, 0, match.start()) or _PAPERS.match(text)
    return match if comes else None


_COMES = table(
    r"""
    accompagn\w+ | acompan\w+ | acompanh\w+ | accompanied | present\w+ | apresent\w+ | adjunt\w+ |
    anex\w+ | attach\w* | joindre | joint\w* | fourni\w* | aport\w+ | provid\w+ | includ\w+ |
    inclu\w+ | comport\w+ | contien\w+ | contain\w* | submit\w* | requir\w+ | exig\w+ | requis\w*
    """
)
_IF_ANY = re.compile(
    r"\b(?:si l[ao]s? hay|si l[ao]s? hubiera|en su caso|if any|where applicable|if applicable|"
    r"de haberl[ao]s?|le cas echeant|se houver|si n'hi ha|si existe\w*)\b"
)
_PAPERS = re.compile(r"\W*(?:requisitos?|documentos?|documents?|pieces|papers|requirements?)\b")


def _done(text: str, low: int) -> tuple[int, int] | None:
    for done in _DONE.finditer(text, low, low + _TIED):
        somebody = SOMEBODY.match(text, done.end() + 1) or _ALLIED.match(text, done.end() + 1)
        if somebody:
            return done.start(), somebody.end()
    return None


def _had(text: str, low: int) -> tuple[int, int] | None:
    for has in _HAS.finditer(text, low):
        at = has.end()
        ally = _ALLIED.match(text, at)
        if ally:
            return has.start(), ally.end()
        somebody = SOMEBODY.match(text, at)
        if somebody and _ROLE.search(text, somebody.end()):
            return has.start(), somebody.end()
    return None


def done_with(sentence: Sentence) -> str | None:
    """The words for a partner the project is done with."""
    return next((ally.words for ally in find_allies(sentence.text)), None)
