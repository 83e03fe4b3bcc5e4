"""Nobody, and but whom: the two halves of a denial that lets in; folded, six languages."""

import re

from scrapers.extract.text.wording import table

NONE = re.compile(
    r"\b(?:ningun[oa]?|nadie|no|non|nao|not|none|nobody|no one|ne|aucune?|nul(?:le)?|nessun[oa]?|"
    r"nenhuma?|ninguem|cap|ningu|quedan? fuera)\b"
)
BUT = table(
    r"""
    distint[oa]s? (?:a|de|del|al)\b | diferentes? (?:a|de|del|al|do|dos|das)\b | other than |
    different from | que no sean? | quien(?:es)? no sean? | who (?:is|are) not |
    que nao seja[m]? | que ne (?:soi\w+ pas|sont pas) |
    that (?:is|are) not | which (?:is|are) not | who (?:is|are) not | autres? que |
    outr[oa]s? que | otr[oa]s? que | altr[oie] (?:che|da)\b | altres? que |
    divers[oaei] d[ae]\w* | che non si(?:a|ano)\b | que no siguin? | ajen[oa]s? a |
    mas que | mais que | salvo | except(?: for)? | excepto | sauf | sino | senao | sinon |
    tranne | llevat de | but\b(?! not) | aparte de | apart from | fuera de(?:l)?\b(?! plazo) |
    more than just | a excepcion de | que (?:no )?(?:esten|esta) fuera de
    """
)
"""Everybody but who is named next."""
NO_OTHERS = re.compile(
    r"\b(?:no other (?:applicants?|entit\w+|organi\w+|candidat\w+|bod\w+|institu\w+)|nobody else|"
    r"no one else|nadie mas|ningun[oa]? otr[oa]|aucune? autre|nul autre|nenhum[a]? outr[oa]|"
    r"ninguem mais|nessun altr[oa]|cap altr[ea]|ningu mes|toute autre candidature)\b"
)
"""Nobody but those named before."""
ONLY_THEY = re.compile(
    r"\b(?:excluyente|y (?:de |a )?nadie mas|y ningun[oa]? otr[oa]|and (?:no one|nobody|"
    r"none) else|and no others?|"
    r"et (?:personne|nul) d'autre|e ninguem mais|e nenhum[a]? outr[oa]|e nessun altro|"
    r"i ningu mes)\b"
)
"""After who may apply: nobody else."""
NOBODY = re.compile(
    r"\b(?:ningun[oa]?|no|cap|aucune?|nenhuma?|neither|nor|nul(?:le)?|ni|nem)"
    r"(?: [a-z]+)?\s$"
)
"""Right before who it is said of: of none of them."""
CALL_IS_FOR = table(
    r"""
    (?:(?:se )?dirige[n]?|dirigid[oa]s?|destinad[oa]s?|s'adresse(?:nt)?|destinee?s?|s'adreca|
        adrecad[ae]s?|destina-se|voltad[oa]|rivolt[oaie]|destinat[oaie]|riservat[oaie])
        (?: [a-z]+mente?)? (?:a(?:ux?|ls?|os?|s|gli|lle|i)?|para) |
    (?:abiert[oa]s?|abert[oa]s?|obert[ae]s?|ouvert[es]*|apert[oaie]|open) (?:a|to|aos?|aux?|als) |
    (?:se )?(?:convoca|invita)\b(?: a)? | (?:ayudas?|ajuts|aides|subvencion\w*|subsidios|apoios?|
        grants)
        \s(?:a|aux?|aos?|als?|to|para|for) |
    (?:beneficiari[oa]s|destinatari[oa]s|beneficiaris|beneficiaires|solicitantes|proponentes)
        \s(?:seran|son|sao|serao|sont|seront|are) |
    (?:lead |main )?applicants? (?:(?:must|should|has to|have to) be|is|are)(?: either)? |
    (?:solicitante|proponente)s? (?:es|son|seran?|debe\w* ser) |
    (?:seran|serao|seront) (?:entidades? )?(?:beneficiari|destinatari|solicit)\w+ |
    (?:solo|unicamente|only|nomes|apenas|uniquement)(?: se)?
        \s(?:apoya|financia|ajuda|support|fund)\w*
        (?: (?:proyectos|propuestas|projects|projetos|projets|iniciativas) (?:de|by|from|d'))?
    """,
    tail=r" ?",
)
"""Right before those a call is for."""
