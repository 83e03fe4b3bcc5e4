"""Words on partners: named, asked for, welcome, needless; folded, five languages."""

import re

from scrapers.extract.text.wording import table

ALLY = table(
    r"""
    partner\w* | consor[ct]i(?:a|um|o|os)?\b(?! (?:de la|del)\b) | alianzas? | aliancas? |
    parceri\w+ | partenariat\w* |
    agrupa\w+ | groupements?\b | union temporal | uniones temporales | joint ventures? |
    coalitions? | asociacion con | colaboracion con | partenaires? | col.?laboracio amb |
    reti?\b(?= d| tra|$) | raggruppament\w+ | consorzi\w* | soci[oa]s?\b(?!-) | socis?\b |
    aliad[oa]s?\b | parceir[oa]s?\b | co-?applicants? |
    co-?solicitantes? |
    contrapart(?:e|es|s)? loca\w+ | local counterparts?(?! fund| contrib| fin) |
    counterpart organi[sz]ations? |
    (?:acuerdo|convenio|carta|agreement|acordo|accord|acord) (?:de|d'|of)
        \s?(?:asociacion|colaboracion|associacao|parceria|partenariat|col.?laboracio|alianza) |
        co-?beneficiar\w+ | homologues |
    (?:atuacao|actuacion|trabajo|trabalho|treball) e[nm] (?:rede?|xarxa)\b |
    entidades? (?:socia|aliada|asociada|colaboradora|parceira)s? | entitats? (?:socia|aliad)\w* |
    instituic\w+ parceira | organizacion(?:es)? (?:socia|aliada|asociada)s?
    """
)
ALLIED_BODY = table(
    r"""
    (?:entidad(?:es)?|gobiernos? local(?:es)?|organizacion(?:es)?|institucion(?:es)?|ciudad(?:es)?|
        municipios?|universidad(?:es)?|centros?|alcaldias?|administraci\w+|entidades|cidades?|
        organizac\w+|instituic\w+|entitats?|collectivites?(?: territoriales?)?|villes?|
        organisations?|empresas?)(?: [a-z]+)? (?:soci[oa]s?|aliad[oa]s?|asociad[oa]s?|parceir[oa]s?|
        partenaires?|contrapartes?|associe\w*)\b |
    contrapartes?(?: locale?s?)? | local counterparts? |
    (?:conjointement|juntamente|conjuntamente|junto|juntament|jointly|together|manera conjunta|
        forma conjunta|hermanad[oa]s?|trabaj\w+|colabor\w+|travaill\w+|trabalh\w+|treball\w+)
        \s(?:con|com|amb|avec|with)\b |
    (?:men(?:ant|ent)|ayant|having|que (?:mant|teng|tien)[a-z]+|qui ont) (?:an? |une? |una |um )?
        (?:partenariat|partnership|alianza|parceria|convenio|acuerdo|accord)s?(?: de [a-z]+)?
        \s(?:avec|con|com|with|amb) (?:une?|una?|uma?|an?|des)\b |
    (?:associe|asociad|associad|associat)[a-z]* (?:a|con|com|with|amb)
        \s(?:au moins |al menos |at least |(?:pelo|ao) menos |almenys )?
        (?:une?|una?|uma?|one|an?)\s |
    partner (?:organi[sz]ations?|cit(?:y|ies)|municipalit(?:y|ies)|institutions?|entit(?:y|ies)|
        universit(?:y|ies)|local) |
    (?<!applicants and )(?<!solicitantes y )(?:co-?applicants|co-?solicitantes|affiliated entities|
        entidades afiliadas)\b |
    (?<!paises )(?<!pays )(?<!paisos )(?<!estados )(?:partners|partenaires|soci[oa]s|parceir[oa]s|
        aliad[oa]s) (?:from|in|based|de|of|d'|do|da|em|
        en|au|del|locale?s?) |
    (?:at least one|one|an?|una?|un|une) (?:partner|soci[oa]|partenaire|aliad[oa]|parceir[oa])
        \s(?:from|in|based|de|en|em|d[ao]|del|au)\b
    """
)
"""Whoever is somebody's partner, not who applies."""
ANOTHER = table(
    r"""
    junto con | con otras? | with another | avec une autre | com outra | amb una altra |
    trois communes |
    (?:tres|two|three|deux|trois|dues|duas) (?:[a-z]+ )?(?:communes|villes|cities|
        ciudades|entidades|organi\w+|municip\w+|pays|paises|countries)
    """
)
HAS_TO = table(
    r"""
    debe(?:n|ran?|ra)? | tiene[n]? que | ha[n]? de | requiere[n]? | requerira | exige | exigira |
    must | shall | should | needs? | has to | have to | requires? | required to |
    deve(?:m|ra|rao)? | doi(?:t|vent) | devra | devront | cal | haura de | hauran de |
    obligatoriamente | necesariamente | obligatoirement | only | solo | unicamente | seran | sera |
    se presentaran? | presentadas? por
    """,
    tail=r"\b",
)
MANDATORY = table(
    r"""
    obb?ligatori\w* | mandatory | required | requis\w* | obligatoire | imprescindible |
    necesari[oa] | hace falta | se necesita | essential | essencial | indispensable |
    imprescindivel | obrigatori |
    obligatoirement | cal comptar | cal tenir | es requisito | (?:pre)?requisito | exig\w+ |
    indispensable | compulsory | obrigatori\w+
    """
)
IS_MANDATORY = table(
    r"""
    (?:is|are|es|son|sera|est|sont|e|:) (?:both |all |ambos |ambas )?(?:mandatory|required|
        obb?ligat\w+|necesari\w+|requis\w*|
        compulsory|essential|vital|imprescindible\w*|indispensable|obrigat\w+|exigi?d?\w*|
        (?:una? |uma |a |une )?(?:condi[cz]\w+|requisit\w+) (?:de|di|d'|of|for|para|per)\b)
    """
)
MINIMUM = table(
    r"""
    al menos | n[ou]m[be]+r[eo]? minim(?:o|um) (?:de|d') |
    minimo | como minimo | at least | a minimum of | minimum of | minimum | au moins |
    no fewer than | no(?:t)? less than | no menos de | nao menos de | pas moins de |
    pelo menos | ao menos | almeno | no minimo | almenys | com a minim | mas de | more than
    """
)
COUNT = (
    r"(?:tre|un|una|one|dos|dois|duas|two|tres|three|deux|trois|cuatro|four|quatro|quatre|cinco|five|cinc|"
    r"cinq|dues|uma?|\d+)"
)
OR_MORE = re.compile(
    rf"\b(?:por|by|par|pel[oa]s?|entre|between) {COUNT} (?:o|or|ou) (?:mas|more|mais|plus|mes) "
    r"(?:[a-z]+ )?(?:soci|entid|organi|institu|partner|parceir|municip|ciudad|cit(?:y|ies)|"
    r"structure|"
    r"commune|ayunt|alcald)"
)
BODIES = table(
    rf"""
    (?:otra?s?|another|one other|outra?|une autre|un autre|una altra) (?:entidad|organi|institu|
        soci|partner|parceir|structure|municip|ciudad|city|entit) |
    {COUNT} (?:(?:o|or|ou) (?:mas|more|mais|plus|mes) |ou plusieurs )(?:[a-z]+ )?(?:soci|entidad|
        organi|institu|partner|parceir|municip|ciudad|cit(?:y|ies)|structure|commune|pays|pais) |
    {COUNT} (?:[a-z]+ ){{0,2}}(?:soci|entidad|entitat|entite|organi[sz]ac|ciudad|pais|gobiern|
        municip|partner|organi[sz]ation|entit|countr|cit(?:y|ies)\b|partenaire|structure|parceir|
        colectiv|collectif|
        collectivit|ctf\b|institu|ajuntament|pays|actor|miembro|member|beneficiar|universi)
    """
)
SEVERAL = table(
    r"""
    como minimo | at the least | au minimum | no minimo | com a minim | o mas | or more | distint |
    diferent | different
    """
)
MADE_OF = table(
    r"""
    (?:consor[ct]i(?:o|a|um)|partnerships?|alianzas?|agrupacion|partenariat|parceria|groupement|
        agrupacio|union temporal|teams|equipos|redes|networks|equipes|reseaux)
    """
)
MEMBERS = table(
    r"""
    (?:of|de|d'|por|up of|reun\w+|between|entre)\s
        (?:al menos |at least |entre |minimo |au moins |pelo menos )?(?:dos|two|tres|three|deux|
        trois|cuatro|four|duas|dues|\d+)\b(?![ .,]?\d{3}\b)(?! (?:mil\b|habit|inhab|an[os]))
    """
)
TOGETHER = table(
    r"""
    (?<!fueron )(?<!were )(?:formul|present|apresent|suscri|submitted|depose|firma)[a-z]*
        \s(?:(?:entre|por|by|par|per|between) )?(?:dos|tres|two|three|deux|trois|duas|due|tre|
        cuatro|
        four) (?:partes|parties|soci[oa]s|partners|entidades|ciudades|cidades|cities|villes|
        instituciones|organi\w+|paises|alcaldias|municipi\w+|ayuntamientos|gobiernos|universi\w+|
        prefeituras|communes|comuni)\b |
    must (?:partner|apply (?:jointly|in partnership)|involve|associate|bring together) |
    (?:en|mediante|a traves de|em|in|dans le cadre de) (?:alianza|asociacion con|consorcio|
        partenariado|agrupacion|parceria|partenariats?|consortium|consorci|partnership) |
    joint(?:ly)? appli(?![a-z]* (?:(?:is|are|may|can|will) )(?:be )?(?:also|welcom|possib|accept|
        eligib|allow|encourag|option)) | (?:submitted|presented|made) jointly with |
    (?:apresentad|presentad)[oa]s? em rede | (?:acudi|concurri|presenta|participa)ran?
        \s(?:[a-z]+ ){0,2}(?:agrupad|en red|conjunta|asociad|en agrupacion|de forma conjunta|
        en grupo) |
    must be (?:submitted |made |presented )?joint | (?:agrupad|asociad)[oa]s con otr |
    parceria (?:obrigatoria|com pelo menos) | avec leurs homologues |
    (?:debe|deberan?|must|doit|deve|debera)\w*\s(?:[a-z]+ ){0,2}(?:aliarse|asociarse|associar-se|
        s'associer|associer|vincular|asociar) | en consorci\b | amb una entitat socia |
    (?:presentar|postular|particip|concurr|submit|apply|candidat|depos|apresent|concorr)\w*
        \s(?:[a-z]+ ){0,3}(?:junto (?:con|a)|together with|jointly with|conjuntamente con|
        en conjunto con|juntamente com|em conjunto com|conjointement avec|juntament amb)
        \s(?:una?|another|otr|outr|autre|au|an?|um|uma|al menos|at least|pelo menos|dos|two)\b |
    (?:must|shall|should|deben?|deberan?|tienen que|devem?|deverao|doivent|han de)
        \s(?:apply|submit|presentar(?:se)?|postular|candidatar-se|concorrer|concurrir|
        deposer|presentar-se)(?: [a-z]+){0,3} (?:together|jointly|conjuntament\w*|juntos|juntas|
        ensemble|em conjunto|de forma conjunta|de manera conjunta|en conjunto|conjointement) |
    partner up with | consorci(?:o|um|a)\b (?:obligatori|debe|must|shall|doit|deve)\w* |
    junto con otra | conjuntamente con | en conjunto con | de la mano de | coalition of
    """
)
SINGLE = table(
    r"""
    (?:single|individual|sole|stand-?alone|solo|single-country)[ -](?:appli\w+|organi[sz]\w+|
        entit\w+|bod\w+|institu\w+|proposals?|
        bids?|submissions?) |
    (?:una|uma|une|one) (?:entidad|entidade|entity|structure|organi\w+)
        (?= (?:o|ou|or|bien|only)\b) |
    (?:candidaturas?|solicitud(?:es)?|propuestas?|postulacion(?:es)?|proyectos?|propostas?)
        \sindividua(?:l|les|is)\b |
    (?:de|a titulo|en) (?:forma |manera |modo )?individual\b | individualmente |
    individualment\b | individuellement | individually |
    (?:a single|one) (?:organi[sz]ation|entity) |
    una (?:sola|unica) (?:entidad|organizacion|institucion)(?! por\b) |
    por si sol[oa]s? | por su cuenta | en solitario | isoladamente | isolement |
    (?:candidatur|solicitud|propuest|postulacion|propost)[a-z]* (?:pued|podr|pod[ei])[a-z]* ser
        \sindividua(?:l|les|is) | on (?:their|its) own | apply alone |
    sozinh\w+ | uma (?:unica|so) (?:entidade|organizacao) | a titre individuel |
    candidatures? (?:individuelles?|isolees?) | une seule (?:structure|entite)
    """,
    tail=r"(?![a-z])",
)
ALONE = table(
    r"""
    (?:una?|uma) (?:sola|unica|so) (?:entidad|organi|institu)\w+ |
    sol[oa]s? | sols | singol[iae] | seul\w* | alone | individua\w* | individuel\w* | sola entidad |
    single \w+ |
    propia cuenta | isolad\w+ | por si mism[oa]s | por su cuenta | one \w+ |
    sozinh\w+ | on (?:its|their|your) own
    """,
    tail=r"\b",
)
OR = re.compile(
    r"(?:(?: [a-z]+){0,2},? (?:o|ou|or|como|bien)|[;,] (?:tambien|also|aussi|tambem|"
    r"anche))\s(?:(?:bien|tambien|en|in|as|em|with|con|"
    r"avec|com|amb|de|through|como|forma|manera|part|by|por|par|a|jointly|mediante|together|"
    r"un[ea]?|an?|of) ){0,5}"
)
GROUP = table(
    r"""
    varias | several | (?:a )?plusieurs | junt[oa]s? | unid[oa]s | unis | juntamente | together |
    ensemble | red\b |
        network | reseau | others?\b | otr[oa]s\b | outr[oa]s\b |
    d'autres | altres | conjunt\w* | teams? | equipos? | equipes? | equips? |
    joint\w* | associat[aei] | colectiv\w* | agrupa[dt]\w* | asociad\w* | conjointe\w* | group\w*
    """
)
DENIAL = re.compile(
    r"\b(?:no(?! minimo| fewer| less| menos| more than| mas de)|nao|ne|not(?! more than)|cannot|"
    r"tampoco|never|ineligible|"
    r"inadmisib\w+|excluid\w+|"
    r"excluded|pas|descart\w+|rechaz\w+|reject\w+|recus\w+|irrecevable\w*)\b"
)
NEEDLESS = table(
    r"""
    no (?:es|sera|son) (?:[a-z]+ )?(?:obligat|necesar|requisit|imprescind|indispens|precis|exig|
        condic|
        forzos|menester|mandator)\w* | no (?:hacen? falta|hay que|hay obligacion|exig\w+|
        requier\w+) |
    no se (?:les )?(?:exig|requ|requier|pid|pide|necesit|oblig|demand|impon|solicit|precis)\w* |
    no hay (?:[a-z]+ )?(?:obligac|exigenc|requisit|necesid)\w* |
    non (?:e|sara|sono|e') (?:[a-z]+ )?(?:necessar|obbligator|richiest|indispens|requisit)\w* |
    not? (?:be )?(?:need|requir|necess)\w* |
    nao (?:e|se|sera|ha) | n'est pas | no cal | (?:sin|sem|sans|sense) (?:[a-z]+ )?(?:necesidad|
        obligacion|exigencia|necessidade|obrigacao|obligation|besoin|necessitat)(?: de)? |
    (?:no|sin) (?:existe )?(?:obligacion|exigencia|requisito|obligation|requirement)(?: de| to)? |
    (?:nenhuma|aucune|ninguna|cap) (?:obriga|obliga|exig)\w+(?: de| d')? | not obliged |
    (?:no|nao|ne) (?:estan?|sao|son|sont) (?:pas )?(?:obligad|obrigad|tenus|oblige)\w* |
    without (?:a |the )?(?:need|requirement|obligation) |
    con o sin | with or without | avec ou sans | com ou sem | amb o sense
    """,
    tail=r"\b",
)
FEW_WORDS = re.compile(r"\s(?:(?!menos|less|moins|solo|only)[a-z'-]+ ){0,5}(?:d')?")
NO_ALLY = table(
    r"""
    (?:no|zero|ningun[ao]?|aucune?|nenhuma?|cap) (?:[a-z]+ )?(?:partner|soci[oa]|aliad|parceir|
        partenai|consor|alianza|co-?applicant)\w*[^.;]{0,25}(?:requir|need|necess|necesar|exig|requ|
        precis|obligat|obrigat|pid|demand|ask|expect|chiest) |
    (?:partner(?:ship)?|consorti(?:um|a)|consorcio|alianza|socios?|parceria|partenariat)
        (?: (?:is |are )?(?:requir|requerid|exig|obligat|obrigat|necesari|requis|mandator)[a-z]*)? ?
        [:?] ?(?:no|none|nao|non|ningun[oa]?|aucun|n/a)\b
        (?! (?:menos|mas|mais|less|more|fewer|podr|pued|pod|may|can|son|are|mo[ir]))
    """
)
"""No partner is asked for."""
NO_GROUP = table(
    r"""
    no podran? ser (?:entidades )?beneficiari\w+ %GROUP% |
    no podran? ser (?:entidades )?beneficiari\w+ las %GROUP% |
    (?:(?:no|nao) (?:se )?(?:admit|permit|acept|aceit)\w+|no s'admet\w+|not? (?:accept|allow)\w*|
        non si
        \s(?:ammett|accett)\w+)(?: (?:las|los|as|os|les|the|applications from|
        propuestas de))? %GROUP%
    """,
    tail=r"\b(?! (?:en|con|que|cuy|sin|de|with|that|who|of|without|com|sem|formad|compuest))",
    parts={
        "GROUP": r"""
        consorcios | alianzas | agrupaciones | uniones temporales | consortia | consortiums |
        partnerships | parcerias | groupements | consorcis | joint applications | consorzi
        """
    },
)
"""A group may not apply: nobody is asked for one."""
RECOMMENDED = table(
    r"""
    se (?:recomienda|valora\w*|sugiere|aconseja) | (?:encourage|recommend|welcome)s? |
    recomenda-se | il est (?:recommande|conseille)
    """,
    tail=r"\b",
)
NOT_MANDATORY = table(
    r"""
    (?:no|nao|non) (?:es|e|e'|constitu\w+|supon\w+|represent\w+)
        \s(?:una? |uma? )?(?:requisit|condi[cz])\w+ |
    (?:sin|sem|sans|sense|without) (?:(?:ser|being|etre|que sea) )?(?:oblig|obrig)\w*\b
        (?! (?:de|of|d'|a|to)\b) |
    (?:not|no son|ne sont pas|n'est pas|nao sao|non sono) (?:an? |una? |uma? |une )?(?:condi[czt]|
        requi|
        obligation|obligac|obrigac)\w* | no es un requisit | encourage\w* | recommande\w* |
    souhait\w+ |
    recomendad\w+ | aconselh\w+ | aconsej\w+ | conseille\w* | recomana\w* |
    optional | opcional\w* | (?<!trabajo )(?<!trabalho )(?<!travail )(?<!treball )voluntar\w+ |
    facultati\w+ | encouraged | desirable | deseable |
    recomendable | recommended | welcome | bienvenid\w+ |
    (?:not|no|nao|pas|nunca|never|jamais|non|mai) (?:[a-z]+ )?(?:required|mandatory|compulsory|
        obligat\w+|obbligat\w+|richiest\w+|necess\w+|
        necesari\w+|exig\w+|requis\w*|imprescindible|obrigat\w+|needed)
    """
)
MAY = table(
    r"""
    podran? | pueden? | may | can | podem | poderao | peuvent | poden | se admiten | se aceptan |
    se permite\w* | are accepted
    """,
    tail=r"\b",
)
IN_GROUP = table(
    r"""
    (?:en|in|as an?|em|como|de|as|mediante|con|with) (?:una? |an? )?(?:consorci\w+|consortium|
        alianzas?|partnership|partenariat|parceria|agrupacion|union temporal|forma conjunta|
        manera conjunta|asociacion con|groupement)
    """
)
ONLY = re.compile(
    r"\b(?:solo(?! una?\b)|only|unicamente|seulement|apenas|al menos|at least|obligator\w+)\b"
)
OF_APPLYING = table(
    r"""
    propuest | propost | proyect | project | projet | projec | solicitud | sol.?licitud |
    candidat | postul | particip | present | apply | appli | submit | submitted | concurr |
    concorr | acudi | reun | bring together | applicant | solicitant | proponent | associe |
    contar con | comptar | contar com | counterpart | disposer | deposer | demand | soumis |
    programme devra | evento |
    convocatoria | call\b | consor | iniciativ | initiative | proposal | required |
    obligator | bids | dossier | requis | se exige | agrupac
    """,
    lead="",
)
"""Of applying, and not of how something is held."""
PART_ENDS = (
    r"[;.] |: (?!(?:(?:no|nao|not|non|pas|ne|n')\s?(?:[a-z]{1,5} |s')?)?(?:admi|acept|accept|aceit|"
    r"elegib|eligib|recevab|permit|rechaz|reject|inadm|irrec|exclu|ammess|consider|allow))"
)
"""What is denied on one side of it is not denied on the other; a refusal after a colon is."""
SUBMITTING = re.compile(
    r"present|submet|solicit|sol.licit|demand|optar|concell|inscri|inscrev|\benter\b|postul|particip|"
    r"candidat|actuar|propuest|propost|\bappl|propos|concurr|concorr|"
    r"port(?:e|er)s?\b|s'adress|s'adre[cz]|dirig|"
    r"actuar|\bact\b|submit|organi[sz]ation|projet|proyect|project|propon|eligib|"
    r"beneficiarios l|municip"
)
PLACED = re.compile(
    r"\b(?:en|in|em|dans|across|benefi\w+(?: a)?|cover\w*|abarca\w*|cubr\w+|atend\w+(?: a)?|"
    r"reach\w*|"
    r"serv\w+|alcan[cz]\w+|abrang\w+|couvr\w+|touch\w+|lleg\w+ a|"
    r"(?:poblacion|habitantes|vecinos|residents?|people|"
    r"population|habitants|populacao|personas|comunidades|familias|territorios?) (?:de|of|from|"
    r"in|en)) "
    r"(?:al menos|at least|un minimo de|minimo|au moins|pelo menos)\b(?: \w+){0,2}"
)
"""In so many, or for so many: where the work is done, and not with whom."""
OF_PARTNERS = table(
    r"""
    soci | conjunto | consor | alia[nd] | parce | parte?n | menos | minim | joint | homolog |
    au moins | amb una | allian | individu | compan | single | sol[oa]s? | alone | seul | agrupa |
    groupement |
    junto | con otra | union temporal | coalition | together | least | counterpart | contraparte |
    red sol | team up | o mas | or more | ou mais | agrup | en red | em rede | fewer | altra |
    outra | otra | another | contrapart | unic | one\s | associ | soli | own | ensemble | conjunt |
    jointly | junt[oa]s | work with | trabaj | colabor | collabor | travaill | members | miembros |
    almen | vincul | sozinh | dupla | pareja | acompan | accompagn | co-?sign | co-?firm |
    identif\w+ | integra | directament | directement | diretament |
    participa\w+ (?:de|of|d'|do|da) | team\b | equip | mano d | rete\b | raggrupp | partner |
    alia | unir | figur | uniones | partes\b | parties\b | oblig | pluri |
    plusieurs | obrigator | siempre (?:en|con|de) | sempre (?:em|com|in) |
    group (?:app|prop|sub) | colectiv | stand-?alone | regroup | single-country | trios |
    imperativ | toujours (?:en|avec) | together |
    (?:con|with|avec|com|amb) (?:una?|an?|une?|uma?|dos|two|deux)\b |
    avec | cooperat | if two | si dos | propuest\w+ por | presentad\w+ por | plataform |
    platform | partenar |
    (?:two|dos|several|varias) (?:or |o )?(?:more |mas )?organi
    """,
    lead="",
)
"""What any word of the tables holds: sentences without it are not asked further."""
