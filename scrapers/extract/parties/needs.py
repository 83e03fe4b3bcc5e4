"""What a call asks of applicants: a partner, money of their own."""

import re
from collections.abc import Callable

from scrapers.extract.parties.cues import AS_PARTNER
from scrapers.extract.parties.sentences import Answer, Sentence, first_told
from scrapers.extract.text.rules import Example, Rule
from scrapers.extract.text.wording import WordTable, table
from scrapers.item import Fact

_NUMBER = (
    r"(?:un|una|one|dos|duas|two|tres|three|deux|trois|cuatro|four|quatro|quatre|cinco|five|cinc|"
    r"cinq|dues|\d+)"
)
_ALLIES = r"""
    partner\w* | consor[ct]i(?:a|um|o|os)?\b | alianzas? | aliancas? | parceri\w+ | partenariat\w* |
    agrupa\w+ | groupements?\b | union temporal | uniones temporales | joint ventures? |
    coalitions? | asociacion con | colaboracion con | partenaires? | col.?laboracio amb
    """
_ONE_ALLY = r"""
    soci[oa]s?\b | aliad[oa]s?\b | parceir[oa]s?\b | partners?\b | partenaires?\b |
    co-?applicants? | co-?solicitantes? | contraparte local | co-?beneficiar\w+ |
    entidades? (?:socia|aliada|asociada|colaboradora|parceira)s? | entitats? (?:socia|aliad)\w* |
    organizacion(?:es)? (?:socia|aliada|asociada)s? | homologues
    """
_AT_LEAST = table(
    rf"""
    (?:al menos|minimo(?: de)?|como minimo|at least|a minimum of|minimum of|minimum|au moins|
        pelo menos|no minimo|almenys|com a minim|mas de|more than)
        \s(?:de )?{_NUMBER} (?:[a-z]+ ){{0,2}}(?:soci|entidad|entitat|entite|organi[sz]ac|ciudad|
        pais|gobiern|municip|partner|organi[sz]ation|entit|countr|cit(?:y|ies)\b|partenaire|
        structure|parceir|institu|ajuntament|pays|actor|miembro|member|beneficiar|universi) |
    {_NUMBER} (?:[a-z]+ ){{0,2}}(?:entidades|socios|organizaciones|instituciones|ciudades|partners|
        organi[sz]ations|entities|cities|members|miembros|parceiros|entitats|partenaires|
        structures)\b[^.;]{{0,40}}(?:como minimo|at the least|au minimum|no minimo|com a minim|
        o mas|or more|distint|diferent|different) |
    (?:consor[ct]i(?:o|a|um)|partnerships?|alianzas?|agrupacion|partenariat|parceria|groupement|
        agrupacio|union temporal) (?:of|de|d'|formad[oa] por|integrad[oa] por|made up of|compuest[oa]
        por|compose de|que reun\w+|between|entre|with|con)
        \s(?:al menos |at least |entre |minimo |au moins |pelo menos )?{_NUMBER}\b
    """
)
_HAS_TO = (
    r"(?:debe(?:n|ran?|ra)?|tiene[n]? que|ha[n]? de|requiere[n]?|requerira|exige|exigira|se exige|"
    r"must|shall|should|need(?:s)? to|has to|have to|requires?|required to|deve(?:m|ra|rao)?|"
    r"exige|doi(?:t|vent)|devra|devront|exige|cal|haura de|hauran de|obligatoriamente|"
    r"necesariamente|obligatoirement|only|solo|unicamente|seran|sera|se presentaran|"
    r"se presentara)"
)
_ASKS_ALLY = table(
    rf"""
    {_HAS_TO}\b[^.;]{{0,70}}\b(?:%ALLIES%|%ONE%)
    """.replace("(?:%ALLIES%|%ONE%)", "%ALL%"),
    parts={"ALL": f"{_ALLIES.strip()} | {_ONE_ALLY.strip()}"},
)
_ASKED_ALLY = table(
    r"""
    (?:obligatori\w+|mandatory|required|requis\w*|obligatoire|imprescindible|necesari[oa]|exig\w+|
        indispensable|compulsory|obrigatori\w+)\b[^.;]{0,60}\b(?:junto con|con otra|%ALL%) |
    %ALL%[^.;]{0,60}\b(?:is|are|es|son|sera|est|sont|e|:) (?:mandatory|required|obligat\w+|
        necesari\w+|requis\w*|compulsory|imprescindible\w*|indispensable|obrigat\w+|exigid\w+)
    """,
    parts={"ALL": f"{_ALLIES.strip()} | {_ONE_ALLY.strip()}"},
)
_TOGETHER = table(
    r"""
    must (?:partner|apply (?:jointly|in partnership)|involve|associate|bring together) |
    (?:en|mediante|a traves de|em|in|en|dans le cadre de) (?:alianza|asociacion|consorcio|
        partenariado|agrupacion|parceria|partenariats?|consortium|consorci|partnership) |
    joint(?:ly)? appli | parceria (?:obrigatoria|com pelo menos) | avec leurs homologues |
    (?:debe|deberan?|must|doit|deve|debera)\w*\s(?:[a-z]+ ){0,2}(?:aliarse|asociarse|associar-se|
        s'associer|associer|vincular|asociar) | en consorci\b | amb una entitat socia |
    partner up with | consorci(?:o|um|a)\b (?:obligatori|debe|must|shall|doit|deve)\w* |
    junto con otra | conjuntamente con | coalition of
    """
)
_SINGLE = table(
    r"""
    (?:single|individual|sole) (?:appli\w+|organi[sz]\w+|entit\w+|proposals?|bids?|submissions?) |
    (?:candidaturas?|solicitud(?:es)?|propuestas?|postulacion(?:es)?|proyectos?|propostas?)
        \sindividua(?:l|les|is)\b |
    (?:de|a titulo|en) (?:forma |manera |modo )?individual\b | individualmente |
    individualment\b | individuellement | individually | (?:a single|one) (?:organi[sz]ation|entity) |
    una sola (?:entidad|organizacion|institucion) | una unica (?:entidad|organizacion) |
    por si sol[oa]s? | por su cuenta | en solitario | on (?:their|its) own | apply alone |
    sozinh\w+ | uma (?:unica|so) (?:entidade|organizacao) | candidatures? (?:individuelles?|isolees?) |
    a titre individuel | une seule (?:structure|entite)
    """,
    tail=r"(?![a-z])",
)
_DENIAL = re.compile(
    r"\b(?:no|nao|ne|not|cannot|tampoco|never|ineligible|inadmisib\w+|excluid\w+|excluded|pas|"
    r"descart\w+|rechaz\w+|reject\w+|recus\w+|irrecevable\w*)\b"
)
_OPTIONAL = table(
    r"""
    (?:no (?:es|sera|hace|se|hay|son|exig\w+|requier\w+)|not? (?:be )?(?:need|requir|necess)\w*|
        nao (?:e|se|sera|ha)|n'est pas|sin|without|sem|sans|sense|no cal)
        \s(?:(?!menos|less|moins|solo|only)[a-z]+ ){0,5}%ALL% |
    (?:sol[oa]s?|seul\w*|alone|individua\w*|individuel\w*|sola entidad|single \w+|propia cuenta|
        one \w+|sozinh\w+|on (?:its|their|your) own)(?: [a-z]+){0,2},? (?:o|ou|or|como|and|y|e|bien)
        \s(?:(?:bien|tambien|en|in|as|em|with|con|avec|com|amb|de|through|como|forma|manera|part|by|
        por|par|a|jointly|mediante|together) ){0,3}(?:un[ea]? |an? |of |otr\w+ |other )*(?:varias|several|others?\b|otr[oa]s\b|outr[oa]s\b|d'autres|altres|conjunt\w*|
        joint\w*|colectiv\w*|agrupad\w*|asociad\w*|conjointe\w*|group\w*|%ALL%) |
    %ALL%[^.;]{0,50}(?:optional|opcional\w*|(?:not|no|nao|pas) (?:[a-z]+ )?(?:required|mandatory|
        compulsory|obligat\w+|necess\w+|necesari\w+|exig\w+|requis\w*|imprescindible|obrigat\w+)|
        voluntari\w+|facultati\w+|encouraged|desirable|deseable|recomendable|recommended|welcome|
        bienvenid\w+) |
    (?:con o sin|with or without|avec ou sans|com ou sem|amb o sense) (?:[a-z]+ )?%ALL%
    """,
    parts={"ALL": f"{_ALLIES.strip()} | {_ONE_ALLY.strip()}"},
)
_MAY_TOGETHER = re.compile(
    r"\b(?:podran?|pueden?|may|can|podem|poderao|peuvent|poden|se admiten|se aceptan|"
    r"se permite\w*|are accepted)\b(?![^.;]{0,60}\b(?:solo|only|unicamente|seulement|apenas|al menos|"
    r"at least|obligator)\b)[^.;]{0,50}\b(?:en|in|as an?|em|como|de|as|mediante|con|with) (?:una? |an? )?"
    r"(?:consorci\w+|consortium|alianzas?|partnership|partenariat|parceria|agrupacion|"
    r"union temporal|forma conjunta|manera conjunta|asociacion con|groupement)"
)
_COFUNDING = table(
    r"""
    contrapartidas? | cofinanciacion | co-?financiamiento | cofinanciamento |
    aport(?:e|es|acion|aciones) (?:propi[oa]s?|local(?:es)?|en especie|minim\w+|economic\w+ de) |
    co-?funding | co-?financing | cost[- ]?shar(?:e|ing) | match(?:ing)?[- ]fund(?:s|ing)? |
    matching contribution | cofinancement | autofinancement | co-?financement |
    apport (?:propre|financier|minimum) | cofinancament | aportacio (?:propia|minima) |
    contribution (?:propre|en nature) | own contribution | contribucion propia |
    (?:recursos|fondos|medios) (?:propios|proprios) | own (?:resources|funds|means) |
    (?:fonds|ressources|moyens) propres | fons propis | recursos propis | contrapart(?:es|e) financ\w+
    """,
    tail=r"\b",
)
_PART = (
    r"(?:(?:quinta|cuarta|tercera|sexta|decima|quarta|terca) parte|un tercio|un quinto|un cuarto|"
    r"la mitad|(?:one|a) (?:half|third|quarter|fifth|tenth)|one[- ](?:third|half|fifth|quarter)|"
    r"half\b|un quart|un tiers|la moitie|um terco|um quinto|um quarto|(?:a|la) metade|la meitat|"
    r"un cinquieme|una cinquena part|un cinque|one to one|1:1|dollar for dollar)"
)
_PERCENT = r"\d ?(?:%|por ciento|per ?cent|pour cent|por cento)"
_APPLICANT = r"""
    ciudad(?:es)? | municipios? | entidad(?:es)? | solicitantes? | beneficiari[oa]s? | applicants? |
    city | cities | municipality | municipalities | alcaldias? | ayuntamientos? | proponent\w* |
    collectivites? | prefeituras? | ajuntaments? | porteurs? | demandeurs? | beneficiaires? |
    beneficiar(?:y|ies) | candidat\w* | grantees? | recipients? | gobiernos? local(?:es)? |
    local governments? | organi[sz]acion(?:es)? | organi[sz]ations? | entidades? | entitats? |
    postulantes? | communes? | municipis? | ejecutor\w* | socios? | partners?
    """
_GIVES = (
    r"(?:pon|pondra|aport|contribu|asum|provid|apport|cubr|cover|match|pag|pay|financ|cofinanc|"
    r"arcar|suport|prendre en charge)\w*"
)
_OWN_SHARE = table(
    rf"""
    %APPLICANT%\b[^.;]{{0,40}}\b{_GIVES}\b[^.;]{{0,60}}(?:{_PERCENT}|{_PART}) |
    (?:aporte|aportacion|apport|contribu\w+) [^.;]{{0,90}}{_PART} |
    (?:remaining|restante?s?|resto|reste|remainder|rest|rest of the|restant)\b[^.;]{{0,80}}\b%APPLICANT% |
    %APPLICANT%\b[^.;]{{0,40}}\b{_GIVES}\b[^.;]{{0,20}}(?:el resto|the rest|the remaind|le reste|
        o restante|la resta|lo restante|the balance)
    """,
    parts={"APPLICANT": _APPLICANT},
)
_LIMIT = (
    r"(?:hasta|up to|maxim\w+|as much as|jusqu'a|ate|fins a|no mas de|not exceed\w*|"
    r"no (?:podra |puede )?(?:super\w+|exced\w+|sobrepas\w+)|plafonn\w+ a|limit\w+ (?:a|to)|"
    r"ne (?:peut|pourra) (?:pas )?(?:depasser|exceder)|no more than|nao (?:podera )?(?:ultrapass|exced)\w+|"
    r"tope|limite|ceiling|cap(?:ped)? (?:of|at)|a maximum of|au maximum|como maximo|"
    r"intensi(?:dad|te|ty|dade|tat)|taux|tasa|rate|porcentaje|a hauteur de|sera de[l]?|es de[l]?|"
    r"is|cubr\w+|cover\w*|financ\w+|cobr\w+|couvr\w+|funds?|subvencion\w*|reimburs\w+)"
)
_FUNDER_PAYS = re.compile(
    rf"\b{_LIMIT}\b[^.;\d]{{0,40}}(?<![\d.,])\d{{1,2}}(?:[.,]\d+)? ?"
    r"(?:%|por ciento|per ?cent|pour cent|por cento)"
)
_OF_COSTS = re.compile(
    r"\b(?:cost|cout|gasto|presupuesto|budget|depens|despes|custo|valor|inversion|investment|"
    r"expen|importe (?:total|subvencionable)|pressupost|orcamento|obra|proyecto|project|projet|"
    r"projeto|actuacion|accion)"
)
_FUNDING = re.compile(
    r"\b(?:financ|fund(?:ed|s|ing)?\b|subvenc|subvent|cubr|cover|couvr|reimburs|ayuda|aide\b|grant|"
    r"ajut|cobr|apoio|apoyo|aid\b|support|contribucion de la|contribution|auxilio|aporte del fondo)"
)
_ITEM = re.compile(
    r"personal\b|staff|overhead|indirect|administra|anticip|advance|equip|viaje|trave|salar|"
    r"honorari|imprevist|conting|publicid|gastos generales|subcontrat|primer pago|first (?:pay|inst)|"
    r"desembols|disburs|tramo|cuota|garantia|frais de|auditor|puntos|points|poblacion|mujeres|"
    r"women|women-led|interes"
)
_ASKED_FOR = (
    r"(?:contrapartidas?|cofinan\w+|co-?fund\w+|co-?financ\w+|aport\w+|matching|"
    r"match\w*[- ]fund\w*|cost[- ]?shar\w+|autofinanc\w+|apport|"
    r"contribu(?:tion|cion?|cao) (?:prop|financ|econom|local|en espec|minim)\w*|own contribution|"
    r"(?:recursos|fondos) pro?prios|(?:recursos|fondos) propios|own (?:resources|funds))"
)
_NO_COFUNDING = table(
    rf"""
    (?:sin|sem|sans|sense|without|aucune?|ningun[oa]?|cap|nenhuma?) (?:[a-z]+ ){{0,4}}{_ASKED_FOR} |
    (?:no|nao|ne|n'|not|tampoco) ?(?:se |es |sera |hay |e |est |ha |les )?(?:exig|hace falta|precis|
        requ[ie]\w*r|pid|ped|solicit|neces|obliga|hay|habra|cal|pas |demand|contempla|oblig|haura|
        tendra|tienen|tienen que|deb|hay que|ha de|il y a|preve|reclam)\w*[^.;]{{0,40}}\b{_ASKED_FOR} |
    {_ASKED_FOR}[^.;]{{0,50}}\b(?:(?:no|nao|not|pas|ni) (?:[a-z]+ ){{0,2}}(?:exig|requ|obligat|necesar|
        mandatory|needed|expected|compulsory|necess|obrigat|aplica|impose|imprescind|demand|
        oblig)\w*|optional|opcional|voluntari\w+|facultati\w+|n'est pas|exempt\w*|waived) |
    {_ASKED_FOR} ?: (?:no\b|none|ninguna|n/a|0 ?%|nao|aucun|sense|cap|non) |
    no (?:co-?funding|cost[- ]?shar\w+|match\w*|own (?:funds|contrib)\w*|co-?financing) |
    (?:do|does|need|will) not (?:need|have|be required|require)(?: to)? [^.;]{{0,40}}\b{_ASKED_FOR} |
    (?:exent[oa]s?|exim\w+|exoner\w+|dispens\w+|isent[oa]s?|exempt\w*|exonere\w*|libres?) (?:de|d'|
        from|of|da|do)\b[^.;]{{0,30}}\b{_ASKED_FOR}
    """
)
_ALL = r"""
    100 ?(?:%|por ciento|per ?cent|pour cent|por cento) | la totalidad | el total de los |
    all (?:the |of the )?(?:eligible )?(?:costs|expenses) | the (?:full|entire|whole) (?:cost|budget|
        amount) | l'integralite | (?:la|a) totalidade | la totalite | la totalitat |
    integramente | integralmente | in full\b | fully | totalmente | entierement | integrament |
    todos los (?:costos|gastos|costes) | todos os custos | tots els costos | cien por cien\w*
    """
_COVERS_ALL = table(
    r"""
    (?:cubr|cubiert|cover|financ|fund|couvr|cobr|subvencion|asum|pag|pay|alcan|llegar|reach|up to|
        hasta|jusqu'a|ate o|ascend|sufrag|arca|custe|prend|paid|met)\w*\b[^.;\d]{0,60}\b%ALL% |
    %ALL%[^.;\d]{0,12}\b(?:financ|fund|cubiert|subvencion|cover|finance|pagad|sufrag|a cargo del fond)\w*
    """,
    parts={"ALL": _ALL},
)
_NOT_ASKED_HERE = re.compile(
    r"\b(?:(?:podran?|can|may|podem|peuvent|puede[n]?)(?:not)? (?:not )?(?:ser |be |etre )?(?:us|utiliz|"
    r"destin|employ|empleo|servir|count)\w*|como contrapartida de|as (?:a )?match(?:ing)? for|"
    r"si (?:la |los |las )?(?:hubiera|hubiere|existe|procede|aplica)|en su caso|de existir|if any|"
    r"where applicable|if applicable|le cas echeant|se houver|si n'hi ha|"
    r"se valorara|se puntuara|sera valorad|valora(?:ra)? positiv|puntaje adicional|"
    r"bonus|additional points|preferen|desirable|deseable|encouraged|welcome|"
    r"prioridad|priorit|por convenio|"
    r"en caso de (?:que )?(?:exist|hab|contar)|in case of|"
    r"(?:cofinan\w+|co-?fin\w+|co-?fund\w+|contrapartida)(?: nacional| estatal| federal| nationale?)? (?:de|del|de la|by|from|du|da|do|por) "
    r"(?:la |el |the |l')?(?:union|ue\b|eu\b|fondo|feder|gobierno|ministerio|estado|european|fse|"
    r"banco|bid\b|nacion|state|government))\b"
)
"""Beside a word for the applicant's share: it is not asked for here."""


_OF_APPLYING = re.compile(
    r"propuest|propost|proyect|project|projet|projec|solicitud|sol.?licitud|candidat|postul|particip|"
    r"present|apply|appli|submit|submitted|concurr|concorr|deposer|demand|soumis|convocatoria|\bcall\b|"
    r"consor|proposal|required|obligator|bids|dossier|requis|se exige|agrupac"
)
"""Of applying, and not of how something is held."""


def _words(words: WordTable) -> Callable[[Sentence], str | None]:
    """Whether a sentence holds any of ``words``."""

    def asks(sentence: Sentence) -> str | None:
        match = words.search(sentence.text)
        return match.group() if match else None

    return asks


def _pays_part(sentence: Sentence) -> str | None:
    """A share of the costs at most: the rest is the applicant's; a share of one item is not."""
    text = sentence.text
    match = _FUNDER_PAYS.search(text)
    if match is None or not _FUNDING.search(text) or _ITEM.search(text):
        return None
    return match.group() if _OF_COSTS.search(text) else None


def _all_of_it(sentence: Sentence) -> str | None:
    """ "100 %" beside a word for the applicant's share: nothing is left to pay."""
    asked = _COFUNDING.search(sentence.text)
    at = sentence.text.replace("100%", "100 %").find("100 %")
    return "100 %" if asked and at >= 0 else None


def _own_money_named(sentence: Sentence) -> str | None:
    if _NOT_ASKED_HERE.search(sentence.text):
        return None
    match = _COFUNDING.search(sentence.text)
    return match.group() if match else None


def _optional(sentence: Sentence) -> str | None:
    if AS_PARTNER.search(sentence.text):
        return None
    match = _OPTIONAL.search(sentence.text)
    return match.group() if match else None


def _not_alone(sentence: Sentence) -> str | None:
    """ "Individual applications" beside a denial."""
    match = _SINGLE.search(sentence.text)
    if match is None or _OPTIONAL.search(sentence.text):
        return None
    near = sentence.text[max(0, match.start() - 60) : match.end() + 60]
    return match.group() if _DENIAL.search(near) else None


def _alone(sentence: Sentence) -> str | None:
    match = _SINGLE.search(sentence.text)
    return match.group() if match and not _DENIAL.search(sentence.text) else None


def _together(words: WordTable) -> Callable[[Sentence], str | None]:
    def asks(sentence: Sentence) -> str | None:
        match = words.search(sentence.text)
        if match is None or not _OF_APPLYING.search(sentence.text):
            return None
        if any(w.search(sentence.text) for w in (_MAY_TOGETHER, _DENIAL, AS_PARTNER)):
            return None
        return match.group()

    return asks


def _may_together(sentence: Sentence) -> str | None:
    match = _MAY_TOGETHER.search(sentence.text)
    return match.group() if match and not _DENIAL.search(sentence.text) else None


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
        when=_words(_ASKED_ALLY),
        gives=True,
        examples=(
            Example("Es obligatorio presentarse en alianza con otra ciudad.", True),
            Example("Es obligatorio presentarse antes de mayo.", None),
        ),
    ),
    Rule(
        name="partner-asked",
        when=_together(_ASKS_ALLY),
        gives=True,
        examples=(
            Example("The proposal must include at least one partner.", True),
            Example("The proposal must include a budget.", None),
        ),
    ),
    Rule(
        name="several-asked",
        when=_together(_AT_LEAST),
        gives=True,
        examples=(
            Example("Consortia of at least two cities.", True),
            Example("Consorcios y asociaciones de municipios.", None),
        ),
    ),
    Rule(
        name="in-partnership",
        when=_together(_TOGETHER),
        gives=True,
        examples=(
            Example("Las propuestas se presentan en alianza con una universidad.", True),
            Example("Las propuestas se presentan en papel.", None),
        ),
    ),
)
COFUNDING_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="cofunding-not-asked",
        when=_words(_NO_COFUNDING),
        gives=False,
        examples=(
            Example("No se exige ninguna aportación de la entidad.", False),
            Example("El aporte de la entidad no será inferior a la cuarta parte.", True),
        ),
    ),
    Rule(
        name="funder-pays-all",
        when=_words(_COVERS_ALL),
        gives=False,
        examples=(
            Example("La ayuda cubre el 100 % de los gastos.", False),
            Example("La ayuda cubre el viaje.", None),
        ),
    ),
    Rule(
        name="nothing-left-to-pay",
        when=_all_of_it,
        gives=False,
        examples=(
            Example("Cofinanciación: 100 % del presupuesto.", False),
            Example("Cofinanciación: 60 % del presupuesto.", True),
        ),
    ),
    Rule(
        name="funder-pays-a-part",
        when=_pays_part,
        gives=True,
        examples=(
            Example("Up to 60 % of eligible costs will be funded.", True),
            Example("Up to 10 % of eligible costs may be funded as staff costs.", None),
        ),
    ),
    Rule(
        name="own-share-asked",
        when=_words(_OWN_SHARE),
        gives=True,
        examples=(
            Example("El municipio aporta la tercera parte del costo.", True),
            Example("El municipio aporta un terreno.", None),
        ),
    ),
    Rule(
        name="cofunding-named",
        when=_own_money_named,
        gives=True,
        examples=(
            Example("La contrapartida se acredita con un certificado.", True),
            Example("La solicitud se acredita con un certificado.", None),
            Example("Se valorará la cofinanciación.", None),
        ),
    ),
)


_OF_PARTNERS = re.compile(
    r"soci|consor|alian|aliad|parcer|parceir|parten|partner|menos|minim|debe|requier|must|at least|"
    r"joint|homolog|au moins|amb una|individu|single|sol[oa]s?|alone|seul|agrupa|groupement|junto|"
    r"con otra|union temporal|coalition|un[ai]c?a? s?o?|one |associ|soli|own|members|miembros|almenys"
)
_OF_MONEY = re.compile(
    r"contrapart|cofin|co-?f|aport|match|cost|autofin|apport|contribu|100|totali|integra|%|"
    r"ciento|cento|cent\b|parte|mitad|half|third|quarter|fifth|tiers|quart|moiti|metade|terc|meitat|"
    r"propi|proprio|own|propres|fully|in full|entier|todos"
)
"""What any word of the tables holds: sentences without it are not asked further."""


def read_partner(sentences: list[Sentence]) -> Fact:
    """Whether a partner is asked for: what is said outright, then what is only told of."""
    sentences = [sentence for sentence in sentences if _OF_PARTNERS.search(sentence.text)]
    told = {rule.name: first_told([rule], sentences) for rule in PARTNER_RULES}
    for name in ("not-alone", "partner-optional", "partner-mandatory"):
        if fact := told[name]:
            return fact
    alone = told["together-may-apply"] or told["alone-may-apply"]
    asked = told["partner-asked"] or told["several-asked"] or told["in-partnership"]
    return Fact() if alone and asked else alone or asked or Fact()


def read_own_money(sentences: list[Sentence]) -> Fact:
    """Whether money of the applicant's own is asked for: a sentence that denies it decides."""
    sentences = [sentence for sentence in sentences if _OF_MONEY.search(sentence.text)]
    denies = [rule for rule in COFUNDING_RULES if rule.gives is False]
    asks = [rule for rule in COFUNDING_RULES if rule.gives is True]
    return first_told(denies, sentences) or first_told(asks, sentences) or Fact()
