"""Whether a partner is asked for, welcome, or not needed."""

import re

from scrapers.extract.parties.cues import AS_PARTNER, BROUGHT, MUST_BE, PLACED
from scrapers.extract.parties.sentences import Answer, Sentence, first_told
from scrapers.extract.text.rules import Example, Rule
from scrapers.extract.text.wording import followed, table
from scrapers.item import Fact

_ALLY = table(
    r"""
    partner\w* | consor[ct]i(?:a|um|o|os)?\b(?! (?:de la|del)\b) | alianzas? | aliancas? |
    parceri\w+ | partenariat\w* |
    agrupa\w+ | groupements?\b | union temporal | uniones temporales | joint ventures? |
    coalitions? | asociacion con | colaboracion con | partenaires? | col.?laboracio amb |
    soci[oa]s?\b(?!-) | socis?\b | aliad[oa]s?\b | parceir[oa]s?\b | co-?applicants? |
    co-?solicitantes? |
    contraparte local | co-?beneficiar\w+ | homologues |
    entidades? (?:socia|aliada|asociada|colaboradora|parceira)s? | entitats? (?:socia|aliad)\w* |
    instituic\w+ parceira | organizacion(?:es)? (?:socia|aliada|asociada)s?
    """
)
_ANOTHER = table(r"junto con | con otra | with another | avec une autre | com outra")
_HAS_TO = table(
    r"""
    debe(?:n|ran?|ra)? | tiene[n]? que | ha[n]? de | requiere[n]? | requerira | exige | exigira |
    must | shall | should | needs? | has to | have to | requires? | required to |
    deve(?:m|ra|rao)? | doi(?:t|vent) | devra | devront | cal | haura de | hauran de |
    obligatoriamente | necesariamente | obligatoirement | only | solo | unicamente | seran | sera |
    se presentaran? | presentadas? por
    """,
    tail=r"\b",
)
_MANDATORY = table(
    r"""
    obligatori\w* | mandatory | required | requis\w* | obligatoire | imprescindible |
    necesari[oa] | exig\w+ | indispensable | compulsory | obrigatori\w+
    """
)
_IS_MANDATORY = table(
    r"""
    (?:is|are|es|son|sera|est|sont|e|:) (?:mandatory|required|obligat\w+|necesari\w+|requis\w*|
        compulsory|imprescindible\w*|indispensable|obrigat\w+|exigid\w+)
    """
)
_MINIMUM = table(
    r"""
    al menos | minimo | como minimo | at least | a minimum of | minimum of | minimum | au moins |
    pelo menos | ao menos | no minimo | almenys | com a minim | mas de | more than
    """
)
_COUNT = (
    r"(?:un|una|one|dos|duas|two|tres|three|deux|trois|cuatro|four|quatro|quatre|cinco|five|cinc|"
    r"cinq|dues|uma?|\d+)"
)
_BODIES = table(
    rf"""
    {_COUNT} (?:[a-z]+ ){{0,2}}(?:soci|entidad|entitat|entite|organi[sz]ac|ciudad|pais|gobiern|
        municip|partner|organi[sz]ation|entit|countr|cit(?:y|ies)\b|partenaire|structure|parceir|
        institu|ajuntament|pays|actor|miembro|member|beneficiar|universi)
    """
)
_SEVERAL = table(
    r"""
    como minimo | at the least | au minimum | no minimo | com a minim | o mas | or more | distint |
    diferent | different
    """
)
_MADE_OF = table(
    r"""
    (?:consor[ct]i(?:o|a|um)|partnerships?|alianzas?|agrupacion|partenariat|parceria|groupement|
        agrupacio|union temporal)
    """
)
_MEMBERS = table(
    r"""
    (?:of|de|d'|por|up of|reun\w+|between|entre)\s
        (?:al menos |at least |entre |minimo |au moins |pelo menos )?(?:dos|two|tres|three|deux|
        trois|cuatro|four|duas|dues|\d+)\b
    """
)
_TOGETHER = table(
    r"""
    must (?:partner|apply (?:jointly|in partnership)|involve|associate|bring together) |
    (?:en|mediante|a traves de|em|in|dans le cadre de) (?:alianza|asociacion con|consorcio|
        partenariado|agrupacion|parceria|partenariats?|consortium|consorci|partnership) |
    joint(?:ly)? appli | (?:submitted|presented|made) jointly with |
    parceria (?:obrigatoria|com pelo menos) | avec leurs homologues |
    (?:debe|deberan?|must|doit|deve|debera)\w*\s(?:[a-z]+ ){0,2}(?:aliarse|asociarse|associar-se|
        s'associer|associer|vincular|asociar) | en consorci\b | amb una entitat socia |
    partner up with | consorci(?:o|um|a)\b (?:obligatori|debe|must|shall|doit|deve)\w* |
    junto con otra | conjuntamente con | en conjunto con | de la mano de | coalition of
    """
)
_SINGLE = table(
    r"""
    (?:single|individual|sole)[ -](?:appli\w+|organi[sz]\w+|entit\w+|proposals?|bids?|
        submissions?) |
    (?:candidaturas?|solicitud(?:es)?|propuestas?|postulacion(?:es)?|proyectos?|propostas?)
        \sindividua(?:l|les|is)\b |
    (?:de|a titulo|en) (?:forma |manera |modo )?individual\b | individualmente |
    individualment\b | individuellement | individually |
    (?:a single|one) (?:organi[sz]ation|entity) |
    una sola (?:entidad|organizacion|institucion) | una unica (?:entidad|organizacion) |
    por si sol[oa]s? | por su cuenta | en solitario | on (?:their|its) own | apply alone |
    sozinh\w+ | uma (?:unica|so) (?:entidade|organizacao) | a titre individuel |
    candidatures? (?:individuelles?|isolees?) | une seule (?:structure|entite)
    """,
    tail=r"(?![a-z])",
)
_ALONE = table(
    r"""
    sol[oa]s? | seul\w* | alone | individua\w* | individuel\w* | sola entidad | single \w+ |
    propia cuenta | one \w+ | sozinh\w+ | on (?:its|their|your) own
    """,
    tail=r"\b",
)
_OR = re.compile(
    r"(?: [a-z]+){0,2},? (?:o|ou|or|como|bien)\s(?:(?:bien|tambien|en|in|as|em|with|con|"
    r"avec|com|amb|de|through|como|forma|manera|part|by|por|par|a|jointly|mediante|together|"
    r"un[ea]?|an?|of) ){0,5}"
)
_GROUP = table(
    r"""
    varias | several | red\b | network | reseau | others?\b | otr[oa]s\b | outr[oa]s\b |
    d'autres | altres | conjunt\w* |
    joint\w* | colectiv\w* | agrupad\w* | asociad\w* | conjointe\w* | group\w*
    """
)
_DENIAL = re.compile(
    r"\b(?:no(?! minimo)|nao|ne|not|cannot|tampoco|never|ineligible|inadmisib\w+|excluid\w+|"
    r"excluded|pas|descart\w+|rechaz\w+|reject\w+|recus\w+|irrecevable\w*)\b"
)
_NEEDLESS = table(
    r"""
    no (?:es|sera|hace|se|hay|son|exig\w+|requier\w+) | not? (?:be )?(?:need|requir|necess)\w* |
    nao (?:e|se|sera|ha) | n'est pas | no cal | (?:sin|sem|sans|sense) (?:[a-z]+ )?(?:necesidad|
        obligacion|exigencia|necessidade|obrigacao|obligation|besoin|necessitat)(?: de)? |
    without (?:a |the )?(?:need|requirement|obligation) |
    con o sin | with or without | avec ou sans | com ou sem | amb o sense
    """,
    tail=r"\b",
)
_FEW_WORDS = re.compile(r"\s(?:(?!menos|less|moins|solo|only)[a-z]+ ){0,5}")
_NO_PARTNER = table(r"no(?: [a-z]+){0,2}")
_RECOMMENDED = table(
    r"""
    se (?:recomienda|valora\w*|sugiere|aconseja) | (?:encourage|recommend|welcome)s? |
    recomenda-se | il est (?:recommande|conseille)
    """,
    tail=r"\b",
)
_NOT_MANDATORY = table(
    r"""
    optional | opcional\w* | voluntar\w+ | facultati\w+ | encouraged | desirable | deseable |
    recomendable | recommended | welcome | bienvenid\w+ |
    (?:not|no|nao|pas) (?:[a-z]+ )?(?:required|mandatory|compulsory|obligat\w+|necess\w+|
        necesari\w+|exig\w+|requis\w*|imprescindible|obrigat\w+|needed)
    """
)
_MAY = table(
    r"""
    podran? | pueden? | may | can | podem | poderao | peuvent | poden | se admiten | se aceptan |
    se permite\w* | are accepted
    """,
    tail=r"\b",
)
_IN_GROUP = table(
    r"""
    (?:en|in|as an?|em|como|de|as|mediante|con|with) (?:una? |an? )?(?:consorci\w+|consortium|
        alianzas?|partnership|partenariat|parceria|agrupacion|union temporal|forma conjunta|
        manera conjunta|asociacion con|groupement)
    """
)
_ONLY = re.compile(r"\b(?:solo|only|unicamente|seulement|apenas|al menos|at least|obligator\w+)\b")
_OF_APPLYING = table(
    r"""
    propuest | propost | proyect | project | projet | projec | solicitud | sol.?licitud |
    candidat | postul | particip | present | apply | appli | submit | submitted | concurr |
    concorr | deposer | demand | soumis | convocatoria | call\b | consor | proposal | required |
    obligator | bids | dossier | requis | se exige | agrupac
    """,
    lead="",
)
"""Of applying, and not of how something is held."""
_SUBMITTING = re.compile(
    r"present|postul|particip|candidat|propuest|propost|\bappl|propos|concurr|concorr|port(?:e|er)s?\b|"
    r"submit|organi[sz]ation|projet|proyect|project|beneficiarios l|municip"
)


def _is_role(sentence: Sentence) -> bool:
    """Whether it says as what somebody takes part, which asks for nothing."""
    return AS_PARTNER.search(sentence.text) is not None


def _may_together(sentence: Sentence) -> str | None:
    if _DENIAL.search(sentence.text) or _ONLY.search(sentence.text):
        return None
    return followed(sentence.text, _MAY, _IN_GROUP, within=50)


def _asked(sentence: Sentence) -> bool:
    """Whether a sentence can ask for a partner at all."""
    if not _OF_APPLYING.search(sentence.text) or _is_role(sentence):
        return False
    return not _DENIAL.search(sentence.text) and not _may_together(sentence)


def _not_alone(sentence: Sentence) -> str | None:
    """ "Individual applications" beside a denial."""
    match = _SINGLE.search(sentence.text)
    if match is None or _optional(sentence):
        return None
    near = sentence.text[max(0, match.start() - 60) : match.end() + 60]
    return match.group() if _DENIAL.search(near) else None


def _optional(sentence: Sentence) -> str | None:
    if _is_role(sentence):
        return None
    text = sentence.text
    return (
        followed(text, _NEEDLESS, _ALLY, within=50, gap=_FEW_WORDS)
        or followed(text, _ALLY, _NOT_MANDATORY, within=50)
        or followed(text, _RECOMMENDED, _ALLY, within=40)
        or _alone_or_together(text)
    )


def _submits(text: str, match: re.Match[str]) -> bool:
    """Whether the words around a match speak of applying."""
    return _SUBMITTING.search(text[max(0, match.start() - 130) : match.end() + 60]) is not None


def _alone_or_together(text: str) -> str | None:
    for match in _ALONE.finditer(text):
        if not _submits(text, match):
            continue
        joined = _OR.match(text, match.end())
        if joined and (_GROUP.match(text, joined.end()) or _ALLY.match(text, joined.end())):
            return match.group()
    return None


def _alone(sentence: Sentence) -> str | None:
    match = _SINGLE.search(sentence.text)
    if match is None or not _submits(sentence.text, match):
        return None
    return None if _DENIAL.search(sentence.text) else match.group()


def _mandatory(sentence: Sentence) -> str | None:
    text = sentence.text
    return (
        followed(text, _MANDATORY, _ALLY, within=60)
        or followed(text, _MANDATORY, _ANOTHER, within=60)
        or followed(text, _ALLY, _IS_MANDATORY, within=60)
    )


def _has_to(sentence: Sentence) -> str | None:
    return followed(sentence.text, _HAS_TO, _ALLY, within=70) if _asked(sentence) else None


def _several(sentence: Sentence) -> str | None:
    if not _asked(sentence):
        return None
    text = PLACED.sub(" ", sentence.text)
    return (
        followed(text, _MINIMUM, _BODIES, within=4)
        or followed(text, _BODIES, _SEVERAL, within=50)
        or followed(text, _MADE_OF, _MEMBERS, within=24)
    )


def _together(sentence: Sentence) -> str | None:
    match = _TOGETHER.search(sentence.text) if _asked(sentence) else None
    return match.group() if match else None


def _outright(sentence: Sentence) -> str | None:
    """A group or a partner that must be, whatever else the sentence speaks of."""
    if _DENIAL.search(sentence.text):
        return None
    match = MUST_BE.search(sentence.text) or BROUGHT.search(sentence.text)
    return match.group() if match else None


PARTNER_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="not-alone",
        when=_not_alone,
        gives=True,
        examples=(
            Example("No se admiten candidaturas individuales.", True),
            Example("Se admiten candidaturas individuales.", False),
        ),
    ),
    Rule(
        name="partner-optional",
        when=_optional,
        gives=False,
        examples=(
            Example("Se puede participar individualmente o en consorcio.", False),
            Example("Cada propuesta requiere un consorcio.", True),
        ),
    ),
    Rule(
        name="together-may-apply",
        when=_may_together,
        gives=False,
        examples=(
            Example("Las entidades podrán presentarse en consorcio.", False),
            Example("Las entidades podrán presentarse solo en consorcio.", True),
        ),
    ),
    Rule(
        name="alone-may-apply",
        when=_alone,
        gives=False,
        examples=(
            Example("Las entidades se presentan individualmente.", False),
            Example("Las entidades se presentan en octubre.", None),
        ),
    ),
    Rule(
        name="partner-mandatory",
        when=_mandatory,
        gives=True,
        examples=(
            Example("Es obligatorio presentarse en alianza con otra ciudad.", True),
            Example("Es obligatorio presentarse antes de mayo.", None),
        ),
    ),
    Rule(
        name="partner-asked",
        when=_has_to,
        gives=True,
        examples=(
            Example("The proposal must include at least one partner.", True),
            Example("The proposal must include a budget.", None),
        ),
    ),
    Rule(
        name="partner-must-be",
        when=_outright,
        gives=True,
        examples=(
            Example("Se requiere una contraparte local.", True),
            Example("The city must involve at least one university as a partner.", True),
            Example("Cities may take part as partners of a university.", None),
        ),
    ),
    Rule(
        name="several-asked",
        when=_several,
        gives=True,
        examples=(
            Example("Proposals come from consortia of at least two cities.", True),
            Example("Podrán participar consorcios y asociaciones de municipios.", None),
        ),
    ),
    Rule(
        name="in-partnership",
        when=_together,
        gives=True,
        examples=(
            Example("Las propuestas se presentan en alianza con una universidad.", True),
            Example("Las propuestas se presentan en papel.", None),
        ),
    ),
)
_OF_PARTNERS = re.compile(
    r"soci|conjunto|consor|alian|aliad|parcer|parceir|parten|partner|menos|minim|joint|homolog|"
    r"au moins|"
    r"amb una|individu|single|sol[oa]s?|alone|seul|agrupa|groupement|junto|con otra|union temporal|"
    r"coalition|together|least|counterpart|contraparte|red sol|team up|"
    r"un[ai]c?a? s?o?|one |associ|soli|own|members|miembros|almenys|asociar|vincul|sozinh"
)
"""What any word of the tables holds: sentences without it are not asked further."""


_ASKS = ("partner-asked", "partner-must-be", "several-asked", "in-partnership")


def read_partner(sentences: list[Sentence]) -> Fact | None:
    """Whether a partner is asked for: what is said outright, then what is only told of."""
    sentences = [sentence for sentence in sentences if _OF_PARTNERS.search(sentence.text)]
    told = {rule.name: first_told([rule], sentences) for rule in PARTNER_RULES}
    for name in ("not-alone", "partner-optional", "partner-mandatory"):
        if fact := told[name]:
            return fact
    alone = told["together-may-apply"] or told["alone-may-apply"]
    asked = next((told[name] for name in _ASKS if told[name]), None)
    return None if alone and asked else alone or asked
