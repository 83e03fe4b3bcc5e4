"""A group is one of those who may apply, or the way in which the work is done."""

import re

from scrapers.extract.parties.sentences import Answer, Sentence
from scrapers.extract.parties.who import LOCAL, OTHERS
from scrapers.extract.parties.words.partners import DENIAL
from scrapers.extract.text.rules import Example, Rule
from scrapers.extract.text.wording import WordTable, alternatives, table

_OR_GROUPS = re.compile(
    r"(?:,|\b(?:y|e|and|or|et|ou|o|i))\s(?:tambien |also )?(?:las |sus |as |suas |their |les |"
    r"leurs |"
    r"els |les seves |le loro |an? |el |un )?"
    r"(?:groupings?|agrupac\w+ (?:lider\w+|(?:de|entre) (?:ell|est|mun|ayun|gob|ent))|"
    r"agrupaciones(?= ?(?:[.,;]|$|podra|pued))|consorti(?:um|a) of (?:such|these|them|eligible)|"
    r"asociaciones (?:de|entre) (?:ell|est|"
    r"mun|ayun))"
)
"""After one body: their groups too."""
_IF_SEVERAL = re.compile(
    r"\b(?:if|si|se|cuando|when|quando|lorsque) (?:two|dos|deux|several|varias|various|"
    r"more than one|mas de "
    r"una?|duas|plusieurs)(?: (?:or|o|ou) (?:more|mas|plus|mais))? (?:[a-z]+ )?(?:organi|entit|"
    r"entid|"
    r"institu|applic|municip|associa|asociac|partner|soci|cit)[a-z]*"
)
_IN_CASE = WordTable(
    alternatives(
        r"\b(?:en (?:el )?caso (?:de|en) que|cuando|si|in case|where|caso) "
        r"[^.;,]{0,40}?(?:present|solicit|"
        r"submitted|apresent|propuest)[a-z]* (?:conjuntamente )?(?:(?:en|em|in) (?:un |una |"
        r"a )?(?:consorci|"
        r"agrupaci|alianza|parceria|consortium)|(?:por|by) (?:una sola|una unica|dos o mas|varias|"
        r"mas de una|una "
        r"agrupaci|two or more|several|a single))|\ben (?:el )?caso de (?:las )?(?:agrupaciones|"
        r"uniones)|"
        r"\bgroupings?\b[^.;]{0,50}(?:encouraged|invited|may apply|can apply)|"
        r"\bsingol\w+ (?:o|e|oppure|che) (?:in )?(?:forma )?(?:associat|aggreg|raggrupp)\w*|"
        r"\banche in (?:forma )?(?:di )?(?:associat\w+|partenariato|aggregazione)|"
        r"\b(?:an?|una?) [a-z -]{3,50},? (?:or|o|ou) (?:an? |una? |un )?(?:partnership|consorcio|"
        r"consortium|"
        r"agrupacion)\b"
    ),
    lead="",
)
_IS_ITEM = re.compile(
    r"\s*[-•*–·>a-z0-9.)]{1,4}\s+(?:un |une |les |las |los |els |the )?(?:consortium|consortia|"
    r"consorcios?|"
    r"agrupaci\w+|agrupacions|groupements?|groupings?)\b"
)
"""A line of a list of who may apply …"""
_AN_ITEM = re.compile(r"\s*[-•*–·>a-z0-9.)]{1,4}\s+(?:l[aeo]s? |un |une |els |the |an? )?[a-z]")
"""… below another."""
_WELCOME = re.compile(
    r"\b(?:we )?(?:welcome|encourage|favou?r|value)s? (?:[a-z]+ )?(?:collaborations?|joint|"
    r"partnering)\b|"
    r"\bcollaborations? (?:[a-z]+ ){0,6}?(?:is|are) (?:welcome|encouraged)|"
    r"\bse (?:valora|privilegi|fomenta|alienta)\w* (?:la )?(?:colaboracion|asociatividad|"
    r"articulacion)"
)
_MAY_HAVE = re.compile(
    r"\b(?:podran?|pueden?|may|can|peuvent|pourront|podem|poderao|poden|possono)\b[^.;:]{0,70}?"
    r"\b(?:tener|have|ter|avoir|contar con|incluir|include|sumar|invitar)\s(?:a )?(?:(?:como|as|"
    r"comme) )?"
    r"(?:an? |una? |otr[oa]s |other )?(?:entidades |organi[sz]a\w+ )?(?:soci[oa]s|partners|"
    r"aliad[oa]s|"
    r"partenaires|parceir[oa]s)\b"
)
_JOINED = re.compile(
    r"\b(?:podran?|pueden?|may|can|peuvent|podem|poderao|poden)\b[^.;:]{0,30}?\b(?:present|postul|apply|"
    r"submit|particip|concurr|depos|apresent|candidat)[a-z]*(?:se)? (?:en|de|in|em) (?:forma|"
    r"manera|"
    r"modo) (?:conjunta|asociativa|asociada)"
)
_ALONE_NOT = re.compile(r"\b(?:only|solo(?! una?\b)|unicamente|exclusiv\w+|must|deb\w+|siempre)\b")


def takes_groups(sentence: Sentence) -> str | None:
    """One alone may apply, for groups are named beside it, or are merely welcome."""
    text = sentence.text
    for pattern in (_IF_SEVERAL, _IN_CASE, _WELCOME, _MAY_HAVE, _JOINED):
        if match := pattern.search(text):
            if DENIAL.search(text, 0, match.end() if pattern is _IN_CASE else len(text)):
                return None
            return None if pattern is _JOINED and _ALONE_NOT.search(text) else match.group()
    return _is_listed(sentence) or _stands_beside_one(sentence)


def _is_listed(sentence: Sentence) -> str | None:
    """A group is one of the lines below who may apply."""
    above = sentence.passage.previous_segment(sentence.start)
    item = _IS_ITEM.match(sentence.text) if above else None
    if item and above and _AN_ITEM.match(sentence.passage.folded, above[0]):
        return item.group().strip()
    return None


def _stands_beside_one(sentence: Sentence) -> str | None:
    """A group is named right after somebody who may apply alone."""
    text = sentence.text
    for match in _OR_GROUPS.finditer(text):
        low = max(0, match.start() - 90)
        if DENIAL.search(text, 0, match.end()):
            return None
        one = LOCAL.search(text, low, match.start()) or OTHERS.search(text, low, match.start())
        may = any(cue.yes for clause in sentence.clauses for cue in clause.cues)
        if one and (may or "beneficiari" in text):
            return match.group()
    return None


_THE_WAY = table(
    r"""
    (?:mener|menant|menent|conduire|realiser|porter|portant)\s[^.;]{0,40}?(?:dans le cadre
        \sd(?:e|'un|'une)\s(?:partenariat|cooperation)|avec (?:une?|des|leurs?)
        \s(?:autorite|collectivite|partenaire|homologue|ville)) |
    (?:through|mediante|por medio de|a traves de|by means of|au moyen de|
        via)\s(?:the )?(?:partnerships?|
        asociaciones|alianzas|partenariats|parcerias|consorcios|hermanamientos)\s(?:[a-z]+ ){0,2}?
        (?:between|among|entre|built|cread|form|establec) |
    (?:en forma|in forma|de forma|de manera|forma) (?:associata|asociativa|
        obligatoriamente conjunta) (?:da|
        por|entre) |
    (?:presentad|propuest|apresentad|submitted|liderad|formulad|presentat)[a-z]* (?:por|by|da|
        per|pel)
        \s(?:al menos )?[2-9] (?:o mas )?(?:organi|entid|institu|munic|soci|partner|entit|
            univers)[a-z]* |
    minimum (?:partnership|consortium) (?:composition|size|requirement|of) |
    (?:(?:inter|trans)national|multi-?[a-z]+|transnacional\w*|interdisciplin\w+)\s(?:consorti(?:a|um)|
        consorcios|teams|partnerships)\s(?:are|is|may|must|can|seran|podran) |
    (?:il|el|le|the|la|o) (?:partenariato|partenariado|consorcio|consortium|partnership)
        \s(?:di progetto |de proyecto |del proyecto |do projeto )?(?:dovra|debera|devra|must|
            devera|shall) |
    (?:help|support|enable|ayudar?|apoyar?) (?:a )?(?:[a-z]+ )?(?:communities|cities|municipalities|
        ciudades|municipios|local governments) (?:to )?[a-z]+ [^.;]{0,40}? (?:in partnership|
            en alianza)
        \s(?:with|con) |
    (?:plataformas|platforms|redes|alianzas|consorcios) [^.;]{0,30}?(?:constituid|formad|integrad|
        made up|compuest)[a-z]* (?:por|of|by) (?:agentes|actores|entidades|organi[a-z]+|
            instituciones)
        \s(?:public[a-z]*|diferentes|distint[a-z]+|de) |
    (?:il |un |i )?(?:partenariato|raggruppament[oi]|
        gruppo promotore)\s(?:di progetto )?(?:deve |dovra )?
        (?:essere )?(?:composto|di almeno|formato|costituito) |
    dans le cadre d(?:e|'un|'une)s? (?:partenariats?|
        cooperations?)\s(?:de cooperation )?(?:decentralisee )?avec |
    (?:da|by|por|par) (?:un|una|un') ?(?:network|rete|red|consorci\w+|partenariat\w*)
        \s(?:compost|format|integrad|formad|made up)[a-z]* |
    (?:entities|organi[sz]ations) forming a consortium are eligible |
    provided that the consortium includes |
    todos los (?:socios|miembros del consorcio) deb |
    on behalf of (?:a |an )?(?:[a-z]+ )?(?:consortium|partnership)
    """
)
"""Whoever applies does it with others, and there is no other way."""
_AS_THEY_LIKE = re.compile(
    r"\b(?:podra\w*|pueden?|may|can|peuvent|optional|opcional|or|o) [^.;]{0,20}$|\b(?:no|not|"
    r"nao)\b[^.;]{0,16}$"
)


def is_the_way(sentence: Sentence) -> str | None:
    """What is financed is what several do together."""
    match = _THE_WAY.search(sentence.text)
    if match is None or _AS_THEY_LIKE.search(sentence.text[: match.start()]):
        return None
    return match.group()


GROUP_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="partnership-is-the-way",
        when=is_the_way,
        gives=True,
        examples=(
            Example("Proyectos propuestos por 2 organizaciones de base.", True),
            Example("The call funds partnerships built among local authorities.", None),
            Example("It works through partnerships built among local authorities.", True),
        ),
    ),
    Rule(
        name="groups-are-taken",
        when=takes_groups,
        gives=False,
        examples=(
            Example("Podrán solicitarla los municipios y sus agrupaciones.", False),
            Example("Podrán solicitarla los municipios y sus empresas.", None),
            Example("If two organizations work together, say so in the form.", False),
        ),
    ),
)
