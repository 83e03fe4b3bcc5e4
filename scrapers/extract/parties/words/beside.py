"""Who stands beside whom: words for a partner there has to be, and for who is first; folded."""

import re

from scrapers.extract.parties.words.as_partner import AS_PARTNER
from scrapers.extract.text.wording import table

MUST_BE = table(
    r"""
    (?:consor[ct]\w+|partnerships?|alianzas?|agrupacion\w*|partenariat|parceria|groupement|
        red solicitante) (?:debe\w*|must|shall|deve\w*|doit|has to|tendra que|haura de|cal que|
        estara|sera) (?:\w+ ){0,2}(?:inclu\w+|compri\w+|compos\w+|compost\w*|integrad\w+|
        formad\w+|constitu\w+|reun\w+|contar|bring|gather|join|group|span|unite|reunir|agrupar|
        consist\w*|have|tener|ter|comptar|estar) |
    (?:se (?:requiere|exige|necesita)|requires?|il faut|exige-se|e preciso|cal(?: tenir)?|
        (?:debe|deben|deberan?|must|doi\w+|deve\w*) (?:tener|contar con|have|avoir|ter|
        contar com)) (?:(?:una?|an?|uma?|un|une|al menos|at least) ){0,2}(?:local )?(?:soci[oa]|
        contrapart(?:e|a)?|aliad[oa]|partner|partenaire|parceir[oa]|counterpart)\b |
    (?:must|shall|debe\w*|deve\w*|doi\w+)\b[^.;]{5,80}? (?:with|con|com|avec|amb) (?:partners|
        soci[oa]s|partenaires|parceir[oa]s|socis) (?:in|en|em|dans|a) (?:each|cada|chaque|every|all|
        tod[oa]s|both|ambos) |
    (?:debe\w*|must|deve\w*|doi\w+|tienen que|have to|hauran de) (?:\w+ )?(?:asociarse|aliarse|
        s'associer|associar-se|aliar-se|partner(?: up)?|team up) (?:con|with|a|avec|com|amb)\b |
    (?:must|shall|deben?|deberan?|devem?|deverao|doivent|han de)
        \s(?:work|collaborate|cooperate|trabajar|colaborar|cooperar|travailler|collaborer|trabalhar|
        col.?laborar|treballar) (?:[a-z]+ )?(?:with|con|com|avec|amb) (?:[a-z]+ ){1,3}?(?:universi|
        organi|institu|soci[oa]|partner|ong|ngo|empresa|compan|municip|ciudad|cit(?:y|ies)|non-?prof|ally|ecole|entid)
    """
)
"""A group or a partner there has to be, whatever else the sentence speaks of."""
BROUGHT = re.compile(
    r"\b(?:debe\w*|must|shall|deve\w*|doi\w+|tienen que|have to|requires?|hauran de|cal)"
    r"(?: [a-z-]+){0,4}? (?:con|with|avec|com|amb|vincular|involve|incluir|include|associer|"
    r"incorporar|sumar|"
    r"participation of) (?:al menos |at least |au moins |pelo menos |almenys )?"
    r"(?:una?|one|an?|une|uma?|dos|two|tres|three|deux) (?:[a-z-]+ ){1,7}"
    r"(?:como|as|comme|com a) (?:an? )?(?:soci|aliad|partner|partenaire|parceir)"
)
"""It is another who is brought as the partner."""
APPLICANT_TOO = re.compile(
    r"\b(?:solicitante|applicant|lead|proponente|candidat|beneficiari|demandeur|lider|principal|"
    r"porteu|coordinad|coordenad|coordinat)\w*(?: (?:en|in|em|dans) [a-z ]{3,24})?"
    r" (?:o|or|ou|y|and|i|e|et)(?: bien| also)?\s$|"
    r"\b(?:amb[oa]s|l[oa]s dos|both|(?:les|tous|toutes) deux|[oa]s du?[oa]s|ambdu\w+|"
    r"entramb[ei]),? $"
)
"""Right before :data:`AS_PARTNER`: as the applicant too, or both of them so."""


def role_beside(text: str) -> re.Match[str] | None:
    """As what somebody takes part beside whoever applies, where they do not all do so."""
    role = AS_PARTNER.search(text)
    return None if role and APPLICANT_TOO.search(text[: role.start()]) else role


WITH_ANOTHER = re.compile(
    r"\b(?:con|with|avec|com|amb|have|tener|ter|avoir|tenir|contar|incluir|include|having|incorporar|"
    r"vincular|involucrar|involve|sumar|(?<!s')(?<!s'y )associer|associar|invitar) [^.;,]{0,40}$"
)
"""Right before :data:`AS_PARTNER`: it is another who is the partner."""
ALLIED_WITH = table(
    r"""
    (?:en|in|em) %GROUP%(?: [a-z]+)? (?:con|with|com|avec|amb) | de la mano de |
    acompanad\w+ (?:de|por) | (?:aliarse|asociarse|partner|associarsi|associar-se|s'associer|
        vincular)
        \s(?:con|with|a|com|avec|amb) | junto (?:con|a) | along with | together with |
        jointly with |
    conjointement avec | juntament amb | insieme (?:a|con) | ao lado de
    """,
    tail=r"[\s,]{1,2}(?:[a-z0-9]+[ ,]{1,2}){0,5}$",
    parts={
        "GROUP": r"""
        alianza | asociacion | partnership | parceria | consorcio | consortium | partenariat |
        partenariato | collaborazione | colaboracion | conjunto | agrupacion | col.?laboracio |
        consorci | asocio | binome | tandem | dupla | pareja | pair
        """
    },
)
"""Right before a government: it is asked for as somebody's ally."""
LEADING = re.compile(
    r"\b(?:prime|main (?:appl|benef|prop|cand)\w*|primary|lead\w*|principa\w+|porteu\w*|porter|"
    r"chef\w*|capofila|lider\w*|titular\w*|cabeza|encabez\w+|"
    r"coordina\w+|coordin\w+)\b"
)
"""The first place among applicants, which is not the only one."""
FUNDER_ITSELF = re.compile(
    r"\b(?:el|la|l'|the|a|(?<!\w )o|le)\s?(?:ayuntamiento|alcaldia|diputacion|prefeitura|"
    r"mairie|ajuntament|"
    r"diputacio|city|council|municipio|ciudad|gobernacion|intendencia|cabildo|distrito|"
    r"municipalidad|administracion|mancomunidad|poder publico|town|municipality|municipi|ville)"
    r"(?: council| de| of| d|,|\s)"
)
"""One government spoken of by name or by its article: it may be who gives the money."""
CONVENES = re.compile(
    r"[^,.;:]{0,40}?\b(?:convoca|publica|abre|lanza|anuncia|launch(?:es)?|opens|announces|ouvre|"
    r"lance|lanca|obre|convida|invit[ae]s?|otorga|concede|destina(?:ra)?|ofrece|offers|apre|bandisce)\b"
)
"""Right after a government: it makes the call that others answer."""
ITS_OWN = re.compile(
    r"\b(?:solicit|sol.?licit|request|requ|present|recib|recev|receb|rebre|receive|propon|enviar|"
    r"remitir|submit)"
)
"""What an office does as well as an applicant."""
NOT_EVEN = re.compile(r"\b(?:ni|nor|nem|not even|ni siquiera|tampoco|neither|meme)\b[^.;]{0,12}$")
"""Right before a way of taking part: not that way either."""
EVEN = re.compile(
    r"\b(?:inclusive|incluso|incluid[oa]s?|even|including|y compris|mesmo|aun|anche) (?:[a-z]+ )?$"
)
"""Right before it, under a denial: that way as well."""
CALLED_ALLY = re.compile(
    r" (?:[a-z]+ )?(?:soci[oa]s?|aliad[oa]s?|parceir[oa]s?|partenaires?|asociad[oa]s?|"
    r"associad[oa]s?|"
    r"associe[es]*|associat[oie]s?|partners?|contrapartes?|socis?)(?![a-z])"
)
"""Right after a government: it is called a partner …"""
ALLY_CALLED = re.compile(r"\b(?:partner|associate[d]?|co-?applicant|affiliated) (?:[a-z]+ )?$")
"""… right before it."""
THE_APPLICANT = table(
    r"""
    (?:entidad(?:es)?|organi[sz]a\w+|associa\w+|asociaci\w+|institu\w+|empresas?|structure|ente|
        universi\w+|association|entitat|fundac\w+)
        \s(?:solicitante|proponente|candidata|lider|postulante|principal|porteuse|demandeuse|
        requerente|sol.?licitant|capofila|titular|convenente|beneficiaria)s? |
    (?:lead |main |principal |prime )?applicants? | lead (?:partner|organi[sz]ation) |
    solicitantes? | proponentes? | postulantes? | porteu\w+ | demandeu\w+ | capofila | requerente |
    candidat[oe]s?
    """,
    tail=r"\b",
)
"""Whoever applies, called so and by no kind of their own."""
GROUPED = re.compile(
    r"agrupaci|consor|alianza|candidatur|partner|soci[oa]s?\b|parcer|parceir|partenair|partenar|"
    r"equipo|union temporal|groupement|applicat|proposal|propuesta|propost|dossier|demande|"
    r"solicitud|sol.?licitud|aliad|dupla|equipe|programme|participant"
)
"""The group, or the papers, it is brought into."""
BROUGHT_IN = table(
    r"""
    (?:deb\w+|must|shall|should|dev\w+|doi\w+|tien\w+ que|has to|have to|ha[n]? de|requir\w+|
        exig\w+|
        necesit\w+|needs?|dovra\w*|obligatoriamente|obrigatoriamente|
        obligatoirement)\b[^.;]{0,12}?\b%VERB%
    """,
    tail=r"\b[^.;:]{0,40}$",
    parts={
        "VERB": r"""
        inclu\w+ | contar | comptar | sumar | integra?er? | incorporar | vincular | involucrar |
        involve | bring | have | tener | ter | tenir | associer | compter | impliquer | envolver |
        asociar | coinvolgere | includere | invitar | acompanarse | identificar | name | identify |
        team up | partner
        """
    },
)
"""Right before a government: it is brought in by whoever applies."""
FIRST_PARTY = table(
    r"""
    (?:en|em|in|dans le cadre d'un|como|as) (?:una? |uma? |an? |la )?%GROUP%\s(?:con|com|with|
        avec|amb|
        led by)\s(?:la |el |a |o |the |l'|an? |una? |le |il )?(?:[a-z]+ ){0,2}?
        (?:proponente|solicitante|applicant|candidat|lead|lider|principal|porteu|demandeu|titular|
        capofila|requerente|sol.?licitant)
    """,
    lead=r"\s",
    parts={
        "GROUP": r"""
        parceria | alianza | asociacion | asocio | consorcio | partnership | association |
        partenariat | colaboracion | collaboration | consortium | partenariato | col.?laboracio |
        consorci
        """
    },
)
"""Right after taking part: with whoever applies, who is another."""
MUST = re.compile(
    r"\b(?:deb\w+|must|shall|should|dev\w+|doi\w+|tien\w+ que|has to|have to|ha[n]? de|requir\w+|"
    r"exig\w+|necesit\w+|needs?|obligatoriamente|obrigatoriamente|obligatoirement|dovr\w+)\b"
)
"""It has to be."""
NOR_BESIDE = re.compile(
    r"[^.;,]{0,24}?,? (?:and|or|nor|ni|y|o|u|ou|et|e|i|como|ne|nem) (?!(?:so|solo|only|si)\b)"
    r"(?:(?:as|como|comme|en tant que|com a|come|a titulo de)\s)?(?:an? |the |una? |de )?"
    r"(?:[a-z]+ )?(?:partner|soci[oai]?s?\b|aliad|parceir|partenaire|co-?appl|co-?solic|afil|affil|"
    r"asociad|associ)"
)
"""After the first place: nor any other."""
ANOTHER_BE = re.compile(
    r"\b(?:otra|another|outra|une autre|un altro|un'altra|aliad[oa]|soci[oa]|contraparte|"
    r"counterpart|"
    r"partner|parceir[oa]|partenaire)\b(?! (?:de|of|del|da|do) )[^.;,]{0,24}? (?:(?:que|which|"
    r"that|qui|che) )?(?:puede|"
    r"podra|may|can|pode|podera|peut|pourra|puo|potra) (?:ser|be|etre|essere) [^.;]{0,60}$"
)
"""Right before a government: the other one beside whoever applies may be it."""
