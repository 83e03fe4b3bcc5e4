"""The words about who may apply (folded; five languages)."""

import re

from scrapers.extract.text.wording import table

WHO = table(
    r"""
    premia a | reconoce a | ganadora?s?\b | vencedor\w* | winning | available to |
    students from |
    (?:loans?|grants?|prestamos|creditos|subvencion\w*|ayudas|
        subsidios)\b(?: of [^.;]{1,30})? (?:a|to|para)\b | selected cities |
    ciudades seleccionadas | (?:may|can|should|must|are invited to) (?:submit|apply) |
    (?:deben|deberan) (?:remitir|enviar|presentar) | interesad[oa]s\b | interested\b |
    empr?estimos? a |
    (?:por|per|cada|each|par) (?:municipio|ciudad|city|municipality|ville|commune|municipi|
        cidade) | (?:cupos|becas|plazas|vagas|bolsas|bourses) (?:para|for|pour) |
    podran? (?:participar|postular|presentar|solicitar|ser benef|optar|concurrir|aplicar) |
    pueden? (?:participar|postular\w*|presentar\w*|solicitar|aplicar|optar|ser benef|acceder|
        aspirar) | dirigid[oa]s? a | destinad[oa]s? a | destinatari | benefici[ao]ri[oa]s |
    elegib | convocan? a | invita(?:n|mos)? a | abiert[oa]s? a | requisitos? | solicitantes? |
    participantes | quienes? puede | ciudadan[oa]s | exclusiv\w+ | unicamente | solamente |
    eligib\w+ | who can apply | may apply | can apply | open to | applicants? | invite[sd]?\b |
    must be | designed to help | support(?:s|ed)? .{0,30}members |
    podem? (?:participar|se (?:inscrever|candidatar)|concorrer|candidatar|apresentar|
        submeter) | poderao |
    elegive\w+ | destinad[oa]s? a | destina-se | voltad[oa]s? (?:a|para) | publico-alvo |
    proponentes | peuvent (?:candidater|deposer|participer|presenter|beneficier) |
    s'adresse(?:nt)? aux? | eligibles? | destinataires? | destine(?:e|s|es)? aux? |
    ouvert(?:e|s|es)? aux | invite(?:e|s|es)\b(?! a (?:suivre|consulter|prendre)) |
    poden (?:participar|presentar|optar|sol|demanar|rebre|accedir) | podran? acceder |
    ens locals | adrecad[ae]s? a | podran (?:participar|presentar|sol) | beneficiaris |
    destinataris | entitats beneficiaries | a quien(?:es)? (?:se dirige|va dirigid) |
    consor[ct]i(?:a|um|os?) (?:of|de|d')[^.;]{0,12} (?:at least|al menos|como minimo|pelo menos) |
    qui (?:peut|pot) | quem pode | sol.?licitar-ho |
    (?:peuvent|pourront) (?:pas )?(?:etre|candidater) |
    (?:podem?|podran?|pueden?|poden) ser (?:[a-z]+ ){0,2}(?:benefici|solicit|propon|candidat|
        titular|soci|parceir|elegib|admi|aliad) | no se admit\w+ |
    (?:can|may|shall)(?:not| not)? (?:be|join|act|serve)
        \s(?:an? |the |as )?(?:[a-z]+ )?(?:applicant|beneficiar|partner|lead|part of|as\b) |
    (?:solo|only|unicamente|uniquement|apenas|somente|nomes) (?:para|for|pour|per a)\b |
    s'adrecan? a | (?:may|can) (?:only )?(?:receive|request|participate|take part) |
    (?:convocatoria|fondo|programa|ayudas?|becas?|premio|call|fund|grant|programme|appel|edital)
        \s(?:es|is|son|are|est|e) (?:solo |only )?(?:para|for|pour|per a)\b |
    entities (?:established|based|registered) |
    (?:podra|podran|pueden) (?:acceder|formar parte|integrar)
    """
)
"""A sentence that speaks of applicants."""

LOCAL = table(
    r"""
    gobiernos? (?:locales?|municipales?|subnacional(?:es)?|territoriales?|regionales? y locales) |
    autoridades? locales? | municip(?:ios?|is|alidad(?:es)?|alit(?:y|ies|es|e))\b | alcaldias? |
    ayuntamientos? | entidades? (?:locales|territoriales|municipales) | corporaciones locales |
    intendencias? | ciudades\b | local (?:governments?|authorit(?:y|ies)) |
    city (?:governments?|authorities|councils?|teams?) | municipal authorities |
    autoridades municipales | cities\b | mayors\b | counties | subnational governments? |
    governos? (?:locais|local|municipa\w+) | prefeituras? | cidades\b | autarquias |
    entes local(?:es|s)\b | entes locais | administraciones locales | intercommunalites |
    (?:local and regional|regional and local) (?:governments?|authorities) |
    consorcios? intermunicipa\w+ | collectivites (?:territoriales|locales) |
    autorites (?:territoriales|locales) | villes\b | communes\b | ctf\b | ajuntaments? |
    ens locals | governs locals | ciutats\b |
    collectivites\b | consells? comarcals? | consejos? comarcales | mancomuni(?:dad|tat)\w* |
    diputacion(?:es)? provincial\w* | gobernaciones | consorcios? publicos? | town councils? |
    local councils? | public (?:bodies|entities|authorities|institutions) | entes? territoriales? |
    (?:orgaos? d[ae] )?administracao publica | metropoles\b | entes? federad[oa]s? |
    instituciones publicas \(a nivel estatal, regional o local\) | entidades publicas |
    administracion(?:es)? publicas?
    """
)
"""A local government or a public body."""

NOT_NAMED = re.compile(
    r"\b(?:en|in|dans|em|con|with|avec|com|amb|junto a)"
    r"(?: (?:el|los|las|la|the|les|os|as|els|una?|sus?|estos|these|otros|other|cualquier|todos?|"
    r"any|all|each|cada|varios|several|algunos|some|plusieurs|tout|toutes|qualquer|qualsevol)){0,2}\s$"
)
"""What stands before a local government that is only a place, or somebody's ally."""

OTHERS = table(
    r"""
    sociedad civil | ong[sd]?\b | ongd |
    organizaciones (?:no gubernamentales|sin (?:animo|fines) de lucro|de base|sociales|
        comunitarias|locales y de base) | fundaciones | asociaciones |
    sin (?:animo|fines) de lucro | universidades | instituciones de educacion superior |
    higher education | empresas | pymes | autonomos |
    personas (?:fisicas|naturales|juridicas sin) | estudiantes | civil society | non-?profits? |
    ngos? | universities | companies | individuals | students | sociedade civil | empresas |
    osc\b | entidades sem fins | associations | entreprises | universites | entitats sense |
    liderados por la comunidad
    """,
    tail=r"\b",
)
"""Applicants that are no local government."""

ONLY = re.compile(
    r"\b(?:solo|solamente|unicamente|exclusiv\w+|only|exclusively|apenas|somente|uniquement|"
    r"exclusivement|seulement|nomes|han de ser|deberan ser|must be|devem ser|doivent etre)\b"
)
"""Nobody else may apply."""

_APPLYING = r"""
    ser\b | etre\b | be\b | postul | particip | present | solicit | sol.?licit | concurr | concorr |
    optar | acced | aceder | benefici | demanar | candidat | depos | submit | apply | receive |
    qualify | lead\b | act\b | recib | receb | rebre | inscri | aspir | propon | propor | apresent |
    submet | obtener | tomar parte | figur | constar | actuar | atuar | formar parte | fer-ne
    """
DENIED = table(
    r"""
    (?:no|tampoco) (?:podran?|pueden?|poden) (?:[a-z]+ ){0,2}%APPLYING% |
    (?:no|tampoco) (?:son|seran?|es|estan?)\s[^.;,]{0,25}(?:elegib|benefici|solicit|admis|destinat|
        candidat|acept) |
    (?:no|nao) se (?:admit|acept|aceit|consider)\w+ | quedan? (?:exclu\w+|fuera) | excluid[oa]s? |
    se excluyen? | excluyen? a\b | excludes?\b | exclu(?:t|ent)\b | vedad[oa]s? |
    (?:are|is|will) not (?:be )?(?:eligible|allowed|accepted|considered|entitled|permitted) |
    not eligible | ineligible | excluded |
    (?:may|can|could|must|shall|do|does) ?not (?:[a-z]+ ){0,1}%APPLYING% |
    nao (?:podem|poderao|podera|pode) (?:[a-z]+ ){0,2}%APPLYING% |
    nao (?:sao|serao) (?:elegiv|aceit|admit)\w+ |
    ne (?:peuvent|pourront) (?:pas|plus) (?:[a-z]+ ){0,2}%APPLYING% |
    ne (?:sont|seront) pas (?:eligib|admis|accept)\w* | exclu(?:s|es)?\b | exclos[oae]?s?\b
    """,
    parts={"APPLYING": _APPLYING},
)
"""Somebody may not apply; it stands on either side of who."""

EXCEPT = table(
    r"""
    a excepcion | excepto | salvo | exceptuan\w* | excluding | (?<!al )(?<!lo )menos (?!de\b) |
    except(?: for)?\b | other than |
    excet[ou] | a l'exception | sauf | llevat
    """
)
"""Somebody may not apply; it stands before who."""

LIMITED = re.compile(
    r"[^.;]{0,60}\b(?:mas de|more than|plus d|mais d[eo]|superar|exceder|exceed|superior|"
    r"individual|por separado|alone|sin|without|sans|sem|seul\w*|que no|simultane\w*|mes d)\b"
)
"""What follows a "may not" that only limits how one applies."""

BUT = re.compile(
    r"\b(?:solo|solamente|pero|sino|unicamente|only|but|mais|mas|apenas|seul\w*|si podran?)\b|;"
)
_ALLY = (
    r"(?:soci[oa]s?|aliad[oa]s?|parceir[oa]s?|partenaires?|partners?|co-?applicants?|"
    r"co-?solicitantes?|colaborador\w*|asociad[oa]s?|contrapartes?|"
    r"entidad(?:es)? (?:colabor|asoc|aliad)\w*)\b"
)
AS_PARTNER = re.compile(
    r"\b(?:(?:como|as|en calidad de|na qualidade de|en tant que|comme|com a|a titulo de|en "
    rf"qualitat de)|(?:podran?|pueden?|may|can|peuvent|podem|poden) (?:ser|be|etre)) "
    rf"(?:an? |los |las |una? |des |de )?(?:[a-z]+ )?{_ALLY}"
)
"""Somebody may take part, and not as the applicant."""

APPLICANT_TOO = re.compile(
    r"\b(?:solicitante|applicant|lead|proponente|candidat|beneficiari|demandeur)\w* "
    r"(?:o|or|ou|y|and|i|e)(?: bien| also)?\s$"
)
"""Right before :data:`AS_PARTNER`: as the applicant too."""

WITH_ANOTHER = re.compile(r"\b(?:con|with|avec|com|amb) [^.;,]{0,40}$")
"""Right before :data:`AS_PARTNER`: it is another who is the partner."""

LEADING = re.compile(
    r"\b(?:prime|lead\w*|principa\w+|porteu\w*|chef\w*|lider\w*|cabeza|"
    r"coordina\w+)\b"
)
"""The first place among applicants, which is not the only one."""
