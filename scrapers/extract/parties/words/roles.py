"""A government spoken of as who applies, refused as such, or let in beside who does; folded."""

import re

from scrapers.extract.text.wording import table

ROLE = table(
    r"""
    solicitantes? | postulantes? | proponentes? | candidat[oa]s? | candidates? | candidats? |
    interesad[oa]s?(?! (?:legitim|por|ante)) | interessad[oa]s? | interessee?s? | interessats? |
    concursantes? | aspirantes? | convenentes? | peticionari[oa]s? | requerentes? | requirentes? |
    sol.?licitants? | demandeu(?:rs?|ses?) | demandantes? | concurrentes?
    """,
    lead=r" (?:municipales |locales |municipais |municipaux |publicas )?",
    tail=r"(?![a-z])",
)
"""Right after a government: it is who applies …"""
GAINER = table(
    r"""
    beneficiari[oa]s? | beneficiaires? | beneficiaris | laureates? | retenues? |
    adjudicatari[oa]s? |
    receptor(?:es|as?)? | ganador(?:es|as?)? | contemplad[oa]s?
    """,
    lead=r" ",
    tail=r"(?![a-z])",
)
"""… or who gets it, where something is asked of it too."""
OF_ITS_MEANS = re.compile(
    r"(?:aport|pon|provid|contrib|bring|secur|garant|asegur|fourn|apport|assur|assegur|oferec|"
    r"acredit|asoci|alia|agrup|partner|team|join forces|s'assoc|associ|justif|comprov)"
)
"""What applicants bring, or whom: where it is denied them, they may apply all the same."""
DUTY = re.compile(
    r"(?:(?!\b(?:no|nao|ne|not)\b)[^.;:,]){0,30}?\b(?:deb(?:e|en|era|eran)|must|shall|dev(?:e|em|"
    r"era|erao)|doi(?:t|vent)|"
    r"devr(?:a|ont)|tendran? que|ha[n]? de|hauran? de|s'engage(?:nt)?|se compromet\w+|"
    r"prennent|assument|apportent|asumen|aportan|cubren|cofinancian|pay|contribute|bear|cover|suportam|"
    r"aportam|assumeixen|aporten|[a-z]{3,}(?:ran|rao|ront)|[a-z]{4,}(?:ara|era|ira))\b"
)
"""After it: what it has to do."""
WISH = table(
    r"""
    (?:que|qui|who|which|that)\s(?:se )?(?:dese\w+|quier[ae]n|quisier\w+|pretend\w+|aspir\w+|
        este[n]? interesad\w+|tengan interes|desej\w+|queiram|tenham interesse|souhait\w+|
        desirent|veulent|envisagent|vulguin|desitgin|wish|want|intend|seek|are interested) |
    wishing | willing | wanting | seeking | intending | interested in | souhaitant | desirant |
    desireu\w+ | desejos[oa]s | interesad[oa]s en | interessad[oa]s em | interessee?s? par |
    interessa(?:ts|des) | con interes en
    """,
    lead=r",? ",
    tail=r"(?![a-z])",
)
"""Right after a government: it wishes to do what follows."""
PRESENTED_BY = table(
    r"""
    %PAPERS%[a-z]*[^.;,]{0,12} (?:la|lo|los|las|o|a) (?:firm[ae]|present[ae]|suscrib[ea]|radica|
        assin[ae]|
        apresent[ae]|envi[ae]|remite|formul[ae]|solicit[ae]|firmara|suscribira|presentara|assinara|
        apresentara|remitira)n?
        (?: [a-z]+mente)? |
    cuy[oa]s? %PAPERS%[a-z]* (?:l[ao] )?(?:firma|presenta|suscribe|radica)(?:ra)?n? |
    %PAPERS%[a-z]* (?:est|sont|es|sera|ha de ser) (?:portee?s?|presente\w*|deposee?s?)
        (?:,? [a-z]+ment,?){1,2} (?:par|per) |
    (?:proyectos|propuestas|iniciativas|initiatives|acciones|projects|proposals|projets|projetos|progetti)
        [^.;,]{0,24} (?:seran?|deb\w+ (?:ser|estar)|(?:will|must|have to|should) be|se[a-z]{2,4}nt|
        sont|
        serao|saranno|dev\w+ (?:ser|estar)|d[eo]\w+nt etre) %DONE%[a-z]* (?:por|by|par|pel[oa]s?|
        da|dai) |
    %PAPERS%[a-z]*[^.;,]{0,12} (?:debera?|must|has to|should|doit|deve|ha de) (?:(?:estar|be|etre|
        essere|ser)
        \s)?(?:encabezad|liderad|headed|led|portee?|pilotee?|guidat|encapcalad)[a-z]*
        \s(?:por|by|par|pel[oa]|da|per) |
    %PAPERS%[a-z]*[^.;,]{0,20} (?:presentad|liderad|formulad|promovid|propuest|apresentad|submetid|
        suscrit|firmad|firma |assinad|signed|signee?|firmat|signad|submitted|led|proposed|
        presented|portee?|deposee?|presentee?|presentat|postulad)
        [a-z]*(?: [a-z]+mente?)? (?:por|by|par|pel[oa]s?|per)
    """,
    tail=r"\b(?:,? (?:al menos|at least|au moins|pelo menos|[a-z]+|\d+),?){0,3} $",
    parts={
        "DONE": r"""
        led | liderad | pilote | gestionad | ejecutad | desarrollad | implementad | encabezad |
        realizad | run | managed |
        implemented | carried out | delivered | headed | conducted | mene | conduit | realise |
        executad | realizzat | gestit | attuat | portat
        """,
        "PAPERS": r"""
        proyect | propuest | solicitud | candidatur | iniciativ | postulac | propost | projet |
        project | proposal | application | bid | demande | dossier | sol.?licitud | ideas
        """,
    },
)
"""Right before a government: papers it hands in …"""
HANDED_ALREADY = re.compile(
    r"\b(?:fueron|fue|han sido|ha sido|were|was|have been|recibi[od]|premiad|seleccionad|"
    r"aprobad|ganador|"
    r"ont ete|a ete|foram|foi|van ser|informes?|reports?|resultad|results?)"
)
"""… and has handed in: news."""
WHO_APPLY = table(
    r"""
    (?:que|qui|who|which|that)\s(?:se |la |lo |las |los |le |les |l')?(?:directly )?(?:postul\w+|
        solicit[ae]n|concurr[ae]n|
        opt[ae]n a|apply\b|
        (?:present[ae]n|apresent[ae]m|submet[ae]m|submit|deposent|formul[ae]n|envi[ae]n)
        \s(?:[a-z]+ ){0,2}(?:solicitud|propuest|candidat|postulac|proyect|propos|projet|projec|
        demande|dossier|application|sol.?licit)|candidat[ae]m|candidatent)
    """,
    lead=r",? ",
)
"""Right after a government: it applies."""
ON_EQUAL_TERMS = re.compile(
    r"\b(?:compit\w+|compete[mn]?|competono|concurr\w+|concorr\w+|particip\w+|partecip\w+|apply|"
    r"concour\w+)\b[^.;,]{0,20}?\b(?:igualdad|igualdade|equal (?:terms|footing)|pie de igual|"
    r"egalite|parita|igualtat|mismas condiciones|mesmas condicoes)"
)
"""It applies as others do."""
WHO_DOES = re.compile(
    r", (?:que|qui|who|which|che|as quais|los cuales|las cuales)\s(?:se )?(?:deb|pod|pued|must|"
    r"may|can|"
    r"should|peuv|pourr|doiv|poss|dev|potr|tendr)[a-z]*\b"
)
"""Right after a government: what it may or has to do."""
FILES = table(
    r"""
    (?:partecipano|participan|participent|participam|concurren|apply|concorrono)\s[^.;]{0,90}?(?:ruolo|rol|
        role|papel|condicion|calidad|como|as|comme|em qualidade)(?: de| di| of)?
        \s(?:an? |the )?(?:capofila|solicitante|lider|lead|applicant|proponente|chef de file|
        candidat) |
    (?:lideraran?|encabezaran?|lideran|encabezan|presentaran|presentam|will lead|pilotent|
        piloteront)
        \s(?:las? |los? |el |the |les |as? )?(?:propuest|proyect|consorci|candidatur|proposal|
            project|
        bids|projet|propost) |
    tienen (?:de )?plazo [^.;]{0,40}para (?:solicitar|presentar|inscribir|postular)[a-z]* |
    hace[n]? la (?:solicitud|postulacion) | faz(?:em)? a candidatura | (?:fait|font) la demande |
    makes? the application | qualif(?:y|ies) as | califican? como | se qualificam como |
    reunissent les conditions |
    postularan? | solicitaran? | concurriran? | acudiran? | se inscribiran? | optaran? a |
    candidataront | se candidatarao | concorrerao | sol.?licitaran |
    (?:presentar(?:an?|en)|remitir(?:an?|en)|enviar(?:an?|en)|cumplimentar(?:an?|en)|presentan|
        envian|remiten)\s(?:[a-z]+ ){0,4}%FORM% |
    (?:diligenciar(?:an?|en)|llenar(?:an?|en)|rellenar(?:an?|en)|radicar(?:an?|en)|diligencian|
        llenan|formularan?|tramitaran?)\s(?:[a-z]+ ){0,4}%FORM% |
    (?:apresentarao?|submeterao?|encaminharao?|preencherao?|enviarao?|preenchem|apresentam|
        submetem|encaminham)\s(?:[a-z]+ ){0,4}%FORM% |
    (?:depose(?:nt|ra|ront)|presentero?n?t|transmett(?:ent|ra|ront)|adresse(?:nt|ra|ront)|
        renseignent|remplissent|envoient)\s(?:[a-z']+ ){0,4}(?:l')?%FORM% |
    (?:presentar|enviar|remitir|apresentar|submeter|deposer|presenter|envoyer|submit|send)
        \s(?:sus?|their|its|leurs?|sa|son|seus?|suas?|la seva|a sua|o seu)\s%FORM% |
    (?:submit|complete|fill in|fill out|file|send|lodge)\s(?:[a-z]+ ){0,4}%FORM%
    """,
    parts={
        "FORM": r"""
        solicitud | propuest | candidat | postulac | formular | anexo | anex | instancia |
        inscripc | inscric | propost | pedido | demande | dossier | form\b | application |
        proposal | sol.?licitud | expresion | unico proyecto | solo proyecto | single project |
        seul projet | unico projeto | unic projecte
        """
    },
)
"""What an applicant does with its papers."""

LOOKS_ON = re.compile(
    r"[a-z]{0,12}[^.;,]{0,40}?\b(?:como|as|comme|come|en tant qu(?:e |')|com a|"
    r"(?:en|na|in|em|en su) (?:calidad|qualidade|qualita|qualite|condicion|condicao) d[ei'] ?)\s?"
    r"(?:simples? |mer[oae]s? |guest |sempli[a-z]+ )?(?:observ|osserv|oyente|invitad|convidad|"
    r"asistente|guests?\b|attendee|ouvinte|ospit|spectat|uditor)"
)
"""Right after a «may»: they are there, and get nothing."""
NO_GIFT = table(
    r"""
    (?:no|nao|ne) (?:se |es )?(?:otorg|conced|entreg|asign|adjudic|atribu|reci[b]|rece[b]|acog|
        acept|aceit|admit|consider|conce)\w*(?: [a-z']+){0,3}? %GIFT% |
    n'(?:accorde|octroie|attribue|alloue|accepte|admet|examine)\w*(?: [a-z']+){1,3}? (?:d'|
        de )?%GIFT% |
    (?:cannot|can not|will not|may not|are not|is not|shall not) be (?:made|given|awarded|
        paid|granted|
        provided|issued) to |
    (?:no|nao|ne) (?:podran?|pueden?|podem|poderao|peuvent|pourront|peut|poden) (?:ser |etre )?
        (?:otorga|concede|concedi|entrega|asigna|adjudica|atribu|attribu|accord|verse|conceb|
        destina)\w*(?: [a-z']+){0,2}? (?:a|aux?|als?|aos?|as) |
    ne (?:verse|donne|recoit|prend|subventionne|retient|soutient)\w* (?:pas|aucun\w*) |
    (?:do|does|will|can|would|shall) ?not (?:make|award|give|provide|offer|receive|grant|issue)
        (?: [a-z']+){0,3}? %GIFT%
    """,
    parts={
        "GIFT": r"""
        ayuda | subvenc | donaci | doac | donat | dinero | money | premi | estimul | apoyo |
        fondos | financ | recursos | beca | premio | solicitud |
        propuest | proyecto | postulac | candidat | aide | subvent | demande | projet | apoio |
        subsidi | propost | ajut | grant | fund | support | award | application | proposal |
        sol.?licitud
        """
    },
)
"""The funder gives nothing to whoever follows, or takes no papers from them."""
REFUSED = table(
    r"""
    (?:will|shall|are|is|be)(?: automatically| be| not be)* (?:rejected|returned|disregarded|
        discarded|dismissed|declined|refused|disqualified|turned down) |
    (?:seran?|serao?|quedaran?|resultaran?)(?: automaticamente)? (?:rechazad|desestimad|inadmitid|
        descartad|devuelt|eliminad|rejeitad|desclassificad|indeferid|recusad|rebutjad|desestimat|
        devolvid)\w* |
    (?:seront|sera|sont) (?:rejet|ecart|refus|declar\w+ irrecevab)\w* |
    se (?:inadmitiran?|rechazaran?|desestimaran?|descartaran?|devolveran?) |
    abstenerse | abstener-se | abster-se | s'abstenir | (?<!hacerlo )no aplican\b
    """
)
"""Whoever is spoken of is refused as such …"""
FOR_ANOTHER_REASON = re.compile(
    r"\b(?:after|late|before|incomplet\w*|fuera|plazo|deadline|without|sin|sem|sans|sense|"
    r"que no|que nao|which|that|who|que|qui|missing|lack\w*|falt\w*|antes|prazo|delai|hors|"
    r"termini|duplicad\w+|si|if|cuando|when|carezcan|incumpl\w+|mas de|more than|no pueden|"
    r"present\w+ (?:en|por)|mail|correo)\b"
)
"""… and not because of this."""

JOINS = table(
    r"""
    (?:formar|fazer|formen|forman) parte?\b | integrar\w* | sumarse | unirse | agregarse |
    adherirse | vincularse | adher(?:ent|en|em)\b | rejoignent | se (?:unen|suman|adhieren) |
    (?:ser|sean|son) (?:incluid|parte\b|miembro|asociad|invitad)\w* |
    partner(?: up)? with | team up with | asociarse | aliarse | associarse | collaborate |
    collaborer |
    associar-s'hi | aliar-se | respaldar | support | apoyar |
    soutenir | apoiar |
    be (?:included|part of|partners?|involved|associated|affiliated|members?|invited|named) |
    join\b | take part | participate | act as | serve as |
    associated with(?! (?:polit|relig|part)) |
    etre (?:associe|membre|partenaire|inclus|implique)\w* | participer | rejoindre | s'associer |
    prendre part | juntar-se | associar-se | participar\w* | ser (?:parceir|inclui|membr)\w* |
    formar-ne part | sumar-s'hi | participen[t]? | participa[nm] | partecipano |
    intervenir | intervienen |
    intervendran | figurar | miembros asociados | affiliated | acompanar | colaborar | actuar
    """,
    tail=r"(?![a-z])",
)
"""Takes part, whoever applies."""
NOT_AS_APPLICANT = table(
    r"""
    (?:nunca|never|jamas|jamais|no|not|pas|nao|en ningun caso|in no case|em caso algum|
        em nenhum caso|en aucun cas)
        \s(?:como|as|en tant que|comme|com a|na qualidade de|a titulo de|en calidad de)
        \s(?:una? |an? |the |el |la |os |los |las |des )?%FIRST% |
    (?:no|nao|not|pas|non|ni) (?:ser|be|etre|essere) (?:una? |an? |the |el |la |os? |as? )?%FIRST% |
    (?:nunca|never|jamas|jamais|not|pas|nao) (?:the |la |el |le |a |o |los |les )?(?:chefs? de file|
        lead|lideres|lider|coordinat|coordinad|porteurs?|liderar|liderarl|encabezar|lead)\w*
    """,
    parts={
        "FIRST": r"""
        proponent | solicit | (?:lead |main |prime |principal |sole )?applicant | candidat | lider |
        lead | postul | titular | entidad(?:es)? (?:solicit|propon|lider|princip) | princip |
        cabeza | porteu | chef | demandeu | coordin | (?:main |direct |principal )?beneficiar |
        responsab | entidade (?:propon|lider)
        """
    },
)
"""It takes part, and not as who applies."""
LED_ELSEWHERE = table(
    r"""
    (?:entidade?|organi[sz]a\w+|institu\w+|entity|entitat|structure|soci[oa]|partner|parceir[oa])
        \s(?:lider|principal|coordi\w+|coordenadora|solicitante|proponente|porteuse|
        responsa\w+)\s%BE% |
    (?:lead|main|principal|prime) (?:applicant|partner|organi[sz]ation|entity|institution) %BE% |
    (?:el|la|le|o|a|the) (?:chef de file|liderazgo|lideranca|solicitante|proponente|applicant|
        coordinador|coordenador|porteur|demandeur) %BE% |
    (?:presentad|apresentad|liderad|encabezad|coordinad|coordenad)[oa]s?%ALWAYS% (?:por|pel[oa]s?|
        per) |
    (?:submitted|led|headed|coordinated|presented)%ALWAYS% by |
    (?:portee?s?|deposee?s?|presentee?s?|pilotee?s?)%ALWAYS% par
    """.replace("%ALWAYS%", "(?: siempre| sempre| always| toujours| solo| only| so)?").replace(
        "%BE%",
        "(?:debe|debera|deve|tem de|tem que|tiene que|tendra que|ha de|must|has to|shall|should|"
        "will|is|es|sera|est|doit|e)(?: siempre| sempre| always| toujours| necesariamente)?"
        "(?: be| ser| etre| corresponder a)?",
    )
)
"""Before who applies, beside those who only take part."""
ON_ITS_OWN = re.compile(
    r"\b(?:por si (?:mism|sol)[oa]s?|on (?:their|its) own|by (?:themselves|itself)|"
    r"seules?|seuls|sozinh[oa]s?|par (?:eux|elles)-memes|en solitario|"
    r"por conta propria|por su cuenta|per si sols|"
    r"sol[oa]s(?! ni\b)|alone(?! or\b)|individually|individualmente)\b"
)
"""After a denial: with others it may be."""
LED_BY = re.compile(
    r"\b(?:propuest|proyect|candidatur|consorci|proposal|project|application|projet|propost|projec|"
    r"agrupaci|alianza|grouping|groupement|coalit)"
    r"[a-z ]{0,16} (?:liderad[oa]s?|encabezad[oa]s?|coordinad[oa]s?|led|headed|coordinated|"
    r"portee?s?|"
    r"coordonnee?s?|liderad[oa]s|presentad[oa]s?|submitted) (?:por|by|par|per|pel[oa]) "
    r"(?:una? |an? |une? |la |el )?"
)
"""Right before who is first among the applicants."""
AT_AN_EVENT = re.compile(
    r"[^.;,]{0,12}\b(?:taller|feria|evento|seminar|workshop|foro|forum|encuentro|congreso|event|"
    r"jornada|webinar|conferenc|cumbre|summit|curso|visita|fair|festival|capacitacion|rencontre|reuni)"
)
"""What follows a taking part that is no application."""
OF_THE_WORKS = re.compile(
    r"[a-z]* (?:por|de|from|by|des?|d[aoe]s?|pel[aoe]s?|delle|dei|dels?)\s?(?:las |los |les |"
    r"the |le )?"
    r"(?:actividades|acciones|obras|resultados|activities|works|results|actions|resultats|acoes|"
    r"atividades|attivita|azioni|accions|activitats|travaux|proyectos|projects|projets|projetos)\b"
)
"""After «benefit»: they have the fruits of it, and may not apply for that."""


def is_no_application(text: str, applying: re.Match[str]) -> bool:
    """Whether what somebody may do is to be at an event, or to have the fruits of the works."""
    works = "benefici" in applying.group() and OF_THE_WORKS.match(text, applying.end())
    return bool(works or AT_AN_EVENT.match(text, applying.end()))


BUT_ONLY = re.compile(
    r"(?:(?! pas\b)[^.;,]){0,40} (?:qu'(?:en|a|au|avec|par)|que (?:comme|dans|si|sous|par|avec)|"
    r"mas que (?:como|en|con|a)|sino (?:como|en|con|a)|except as|other than as|senao como)\b"
)
"""After a denied «may»: this, and nothing else, they may."""
