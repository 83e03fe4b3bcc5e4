"""With whom one has to come: «en asociación con un centro», «junto con al menos una ciudad».

Whom the sentence names is somebody, not somebody known: «en alianza con la Universidad de …»
tells who gives the money.
"""

import re

from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.words.partners import DENIAL, NOT_MANDATORY, SINGLE
from scrapers.extract.text.wording import WordTable, followed, table

COMES_WITH = table(
    r"""
    (?:en|in|em|y en|and in) (?:estrecha )?(?:alianza|asociacion|asocio|consorcio|colaboracion|
        cooperacion|agrupacion|union|uniao|unio|unione|partnership|association|consortium|collaboration|cooperation|
        parceria|dupla|binome|tandem|partenariato|collaborazione|consorzio|consorci|col.?laboracio|partenariat|groupement|pareja)
        \s(?:con|with|com|avec|amb) |
    (?:men(?:ant|ent)|ayant|having|que (?:mant|teng|tien)[a-z]+|qui ont) (?:an? |une? |una |um )?
        (?:partenariat|partnership|alianza|parceria|convenio|acuerdo|accord)s?(?: de [a-z]+)?
        \s(?:avec|con|com|with|amb) |
    (?:junto|juntamente|conjuntamente|conjuntament|juntament|conjointement|together|jointly|along|ensemble|
        en conjunto|em conjunto|(?:manera|forma|maneira) conjunta) (?:con|with|com|avec|amb|a)\b |
    (?:aliad|asociad|agrupad|associad|allie|associe)[oae]?e?s? (?:con|a|com|avec|amb)\b |
    de la mano de | acompanad[oa]s? (?:de|por) | accompagnee?s? (?:de|d'|par) |
    (?:present\w+|postul\w+|concurr\w+|apresent\w+|submit\w*|apply|applying|depos\w+|
        candidat\w+) (?:con|with|com|avec|amb)
    """
)
"""Whoever applies comes with who is named next …"""
SOMEBODY = table(
    r"""
    (?:(?:(?:al|pelo|ao|por lo) men|at l|alm|au m)[a-z]+,? |(?:como )?minimo )?(?:a )?
        (?:un[aeo]?|uma?|(?<=with )an?|one|d(?:os|eux|ois|uas|ues)|two|tr(?:es|ois)|three|
        ou?tr[oa]s?|another|altr[ea]s?|une? autre|\d)
        (?: (?:o|ou|or) (?:mas|mes|mais|more|plusieurs))?['\s](?:(?!cart|lett|formul|plan\b|
        pro[yj]e[ct]|aval\b|copia|relac|list|inform|propu|mes\b|plaz)[a-z'-]+ ){0,3}?%BODY%
    """,
    lead="",
    parts={
        "BODY": r"""
        entidad\w* | entit\w+ | organi[sz]a\w+ | organism\w+ | institu\w+ | ciudad\w* |
        ent[ei]\b | comun[ei]\b |
        cit(?:y|ies) | cidade\w* | villes? | municip\w+ | ajuntament\w* |
        ayuntamiento\w* | alcaldia\w* |
        prefeitura\w* | communes? | collectivit\w+ | gobierno\w* | govern\w* | pouvoirs? |
        miembros? |
        autorid\w+ | authorit\w+ | autorit\w+ | universi\w+ | centr\w+ | laborator\w+ |
        laboratoire\w* | empresa\w* | entreprise\w* | compan\w+ | firms? | fundaci\w+ |
        foundation\w* | fundac\w+ | fondation\w* | asociaci\w+ | associa\w+ | cooperativ\w+ |
        ong\w* | ngos? | osc\b | soci[oa]s? | aliad[oa]s? | partners? | partenaires? | parceir\w+ |
        contrapartes? | operador\w* | operat\w+ | federaci\w+ | federation\w* | red\b | network |
        escuela\w* | schools? | ecoles? | hospital\w* | instancia\w* | structures? | collectif\w* |
        colectiv\w+ | grup\w+ | groups? | comunidad\w* | pyme\w* | smes?
        """
    },
)
"""… somebody, by their kind."""
_GAP = re.compile(r"[ ,]+(?:(?:no|como|a|un|um) minim[oa](?: de)?,? )?")
_OPTIONAL = re.compile(
    r"\b(?:podran?|pueden?|podria\w*|may|can|might|peuvent|peut|podem|pode|poderao|poden|pot|"
    r"se (?:valora|recomienda|prioriza|privilegia)\w*|preferen\w+|ideal\w*|encourag\w+|"
    r"recommend\w+|welcome\w*|souhait\w+|valoriza\w*|sea|sean|tanto)\b[^.;:]{0,70}$|"
    r"\b(?:o|or|ou|bien)\s?$"
)
"""Before it: one may come so, or otherwise."""
_UNLESS_ONLY = re.compile(
    r"\b(?:solo|only|unicamente|siempre que|uniquement|apenas|nomes)\b|"
    r"\b(?:que|qui|who|that|che) (?:se )?(?:lo hagan|presenten|concurran|acudan|vayan|"
    r"postulen|"
    r"do so|apply|le font|deposent|candidatent|o facam|apresentem|ho facin|presentin|presentino)\b"
)
_OR_NOT = re.compile(
    r"[^.;]{0,60}?\b(?:o|or|ou) (?:[a-z]+ ){0,2}(?:individual|sol[oa]s?\b|alone|seul)"
)
LAUNCHES = re.compile(
    r"\b(?:lanz|abre\b|convoca\b|invita\b|anunci|presenta (?:la|el|su)|launch|announce|invites\b|"
    r"^\W*presentad[oa] por|lance\b|lanca\b|publica (?:la|el|una?|su|os?|as?)\b|obre\b|organiza\b)"
)
"""Whoever gives the money is who comes with somebody."""
_BRINGS = (
    r"\b(?:con|with|com|avec|amb) (?:al menos |at least |au moins |(?:pelo|ao) menos |almenys )?"
)
_AS_ONE = re.compile(
    rf"{_BRINGS}"
    r"(?:una?|um|uma|une?|an?|one|dos|two|deux|\d) (?:[a-z'-]+ ){1,9}?"
    r"(?:como|as|comme|com a|en calidad de) (?:an? |de )?"
    r"(?:co-?)?(?:solicitante|applicant|demandeur|proponente|soci|aliad|partner|partenaire|parceir)"
)
_PRESENCE = table(
    r"""
    (?:participacion|presencia|vinculacion|implicacion|inclusion|participation|involvement|
        presence|implication|participacao|participacio|envolvimento|presenca|presenza|partecipazione|
        presencia)
        \s(?:activa |active |efectiva )?(?:de|of|d'|do|da|des|del|dels|di) ?(?:[a-z']+ ){0,4}?%ORG%
    """,
    parts={
        "ORG": r"""
        organi[sz]a\w+ | entidad\w* | institu\w+ | universi\w+ | empresa\w* | entreprises? |
        compan\w+ | municip\w+ | alcaldia\w* | prefeitura\w* | collectivit\w+ | ciudad(?:es)?\b |
        cit(?:y|ies) | soci[oa]s? | partners? | partenaires? | parceir\w+ | ong\w* | ngos? |
        autorid\w+ | authorit\w+ | cooperativ\w+ | asociaci\w+ | associa\w+ | grupos? | groups? |
        centr[eo]s? | laborat\w+ | equip\w+ | entit\w+ | ent[ei]\b | comun[ei]\b | ajuntament\w* |
        ayuntamiento\w* | villes? | communes? | councils? | sindicat\w+ | colectiv\w+
        """
    },
)
_MUST = table(
    r"(?:es|sera|son|is|are|est|sont|e|sao) (?:(?:una?|uma|une|an?) )?(?:[a-z]+ )?(?:obligat|"
    r"mandator|"
    r"compuls|requi|obrigat|obbligat|imprescind|indispens|necesari|condicion|condition|condicao|"
    r"condicio|condizione|prerequi)",
)
_COSIGNS = re.compile(
    r"\b(?:organi[sz]a\w+|entidad\w*|entit\w+|institu\w+|universi\w+|municip\w+|ciudad|city|ville|"
    r"empresa|entreprise|autorid\w+|authorit\w+|socio|partner|partenaire|parceir\w+)\b[^.;,]{0,40}"
    r"\b(?:debe\w*|must|shall|doit|deve\w*|ha de|tiene que) (?:tambien |also |egalement )?"
    r"(?:co-?sign|co-?firm|co-?assin|cosuscrib|co-?present)"
)
_CONDITION = re.compile(
    r"\b(?:si|if|siempre que|siempre y cuando|cuando|provided(?: that)?|as long as|a condition|"
    r"desde que|sempre que|quando|when|pourvu que) [^.;,]{0,24}?"
    r"(?:asoci\w+|alian|alien|aliad\w+|lo ha(?:gan|cen)|vayan|associ\w+|partner\w*|team up|"
    r"s'associ\w+|acompan\w+|do so|le font) [^.;,]{0,12}?\b(?:con|with|com|avec|amb|a)\b"
)
_WITH_ALLY = re.compile(
    rf"{_BRINGS}"
    r"(?:una?|(?<=with )an?|one|une?|uma?|dos|two) (?:[a-z'-]+ ){0,3}?"
    r"(?:contrapart(?!ida)\w+|soci[oa]\w*|partners?|partenaires?|parceir\w+|aliad\w+|counterparts?)\b"
)
_ADDS = table(
    r"""
    (?:sumara|incorporara|incluira|vinculara|integrara|asociara|identificara|trabajara)n?(?: con)? |
    (?:integra|inclui)(?: |, )obrigatoriamente,? | (?:deve|devera|doit|debe|debera|must)\w*
        \s(?:indicar|identificar|integrar|incluir|incorporar|sumar|include|name|associer|inclure) |
    will work with | travaillera avec
    """,
    tail=r"(?: a| con)?",
)
"""A partner that will be in it, or has to be named."""
NO_DENIAL = re.compile(
    r"\b(?:sea o no|o no\b|or not|ou nao|ou non|no gubernamental\w*|nao governamenta\w+|"
    r"non[- ]gouvernemental\w*|no governamental\w*|"
    r"not[- ]for[- ]profit|no lucrativ\w+|(?:no|nao|non)[ -](?:reembols|retorn|rembours)\w+)"
)
"""Names that deny nothing."""
ONE_KIND = re.compile(
    r"(?:^|;)\s*(?:and|or|y|o|e|ou|et|i) (?:[a-z-]+ ){1,4}?(?:working|which work|that work|"
    r"que traba[jl]h?[a-z]+|qui travaillent|travaillant) [^;.]*"
)
"""The last of a list of who may apply, and whom that one works with."""
_MADE_UP = table(
    r"""
    ^\W*(?:las |los |les |the |as |os )?(?:alianzas?|consorci\w*|consortia|consortiums?|
        partnerships?|parcerias?|partenariats?|uniones temporales|agrupaciones|groupements)
        (?: [a-z]+)? (?:formad|conformad|integrad|compuest|constituid|compos|formed|made up|entre|
        between|of|de|d') |
    ^\W*(?:redes|networks?|reseaux) (?:de|of|d'au) (?:al |un |no )?(?:menos|minimo|at least|moins|
        pelo menos) |
    \b(?:duplas?|binomes?|parejas?|pairs?) (?:de |of |d')(?:ciudades|cidades|cities|villes|
        municip) |
    \bone (?:[a-z]+ ){1,3}and one (?:[a-z]+ ){1,4}(?:together|jointly) |
    \bprojets? communs? d'une? [^.;]{3,40} et d'une?\s |
    \b(?:un|une|uma?|una) (?:binome|dupla|pareja|tandem)
        \s(?:compos|formad|conformad|entre|de\b|d')
    """,
    lead="",
)
"""A group of them is who applies."""


def comes_with_needless(text: str) -> str | None:
    """Coming with somebody, and that it is not asked for."""
    for match in COMES_WITH.finditer(text):
        gap = _GAP.match(text, match.end())
        somebody = SOMEBODY.match(text, gap.end()) if gap else None
        if somebody and NOT_MANDATORY.search(text, somebody.end(), somebody.end() + _TO_TELL):
            return match.group()
    return None


_TO_TELL = 60
"""Letters between whom one comes with and that it is not asked for. Set by hand."""


def comes_with(sentence: Sentence) -> str | None:
    """Somebody whoever applies has to come with, by whatever the sentence ties the two."""
    text = ONE_KIND.sub(" ", NO_DENIAL.sub(" ", sentence.text))
    if DENIAL.search(text) or SINGLE.search(text) or LAUNCHES.search(text):
        return None
    return (
        _beside(text)
        or _first(_AS_ONE, text)
        or followed(text, _PRESENCE, _MUST, within=90)
        or followed(text, _MUST, _PRESENCE, within=24)
        or _on_pain(text)
        or _first(_COSIGNS, text)
        or _told(_CONDITION, text)
        or _first(_WITH_ALLY, text)
        or followed(text, _ADDS, SOMEBODY, within=3)
        or _first(_MADE_UP, text)
    )


_PAIN = re.compile(
    r",? ?\b(?:(?:so|sob|bajo|baixo|sota|under|on) (?:la |a )?(?:pena|pain|penalty)|sous peine|"
    r"a pena|pena) (?:de|d'|di|of)(?: la| a)? ?[a-z]{5,}(?: [a-z]{5,})?,?"
)
"""Without it they are turned down."""
_HAS_IT = table(
    r"""
    (?:inclu|compren|compr|associ|asoci|integr|reun|involv|coinvolg|prev|vincul|incorpor|
        sum)[a-z]* |
    (?:conta|contara|cuenta|contar|comptara|compta) (?:com|con|amb) | has | have | tem | tiene |
    tendra | tera | compte | comptera | names? | brings?
    """,
    tail=r",?(?: (?:a|with)\b)?",
)


def _on_pain(text: str) -> str | None:
    """On pain of being turned down, somebody else is in it."""
    pain = _PAIN.search(text)
    if pain is None:
        return None
    rest = text[: pain.start()] + text[pain.end() :]
    return followed(rest, _HAS_IT, SOMEBODY, within=2)


def _told(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match.group() if match else None


def _first(pattern: re.Pattern[str] | WordTable, text: str) -> str | None:
    match = pattern.search(text)
    return match.group() if match and not is_optional(text, match.start()) else None


def is_optional(text: str, at: int) -> bool:
    """Whether what stands before ``at`` only lets one come so."""
    before = text[:at]
    return _OPTIONAL.search(before) is not None and _UNLESS_ONLY.search(before) is None


def _beside(text: str) -> str | None:
    for match in COMES_WITH.finditer(text):
        gap = _GAP.match(text, match.end())
        somebody = SOMEBODY.match(text, gap.end()) if gap else None
        if somebody is None or is_optional(text, match.start()):
            continue
        if _OR_NOT.match(text, somebody.end()):
            continue
        return f"{match.group()} … {somebody.group()}"
    return None
