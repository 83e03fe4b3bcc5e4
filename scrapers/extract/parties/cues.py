"""What is said of applicants: may, may not, only, as whom; folded, five languages."""

import re

from scrapers.extract.text.wording import table

CAN = table(
    r"""
    podra[ns]? | poderan? | pueden? | tendra[n]? que | tienen? que | terao que | tem que |
    podrian | podem | habran? de | han de | podera(?:o)? | pode | poden | pot | pourront |
    peuvent | peut | may | can | cannot | could | should | must | shall | deben? | deberan? |
    devem | deverao | doivent | doit | devra | devront | hauran de |
    (?:are|is)(?: not)? (?:highly |strongly |warmly )?(?:(?:invit|encourag|allow|permitt|request|
        entitl)ed|eligible|able|
        welcome) to |
    (?:estan?|son|quedan) (?:invitad\w+|habilitad\w+|facultad\w+|llamad\w+) (?:a|para) |
    sont invitee?s a | tienen derecho a | have the right to | ont le droit de | tem direito a |
    tenen dret a | possono | puo | potranno | potra | devono | deve | dovranno | hanno diritto a |
    (?:estan?|quedan?|son|seran|are|is|sont|estao|sao|sono) (?:obligad|required|tenue?|tenus|
        obrigad|
        tenut|forced|obliges)[a-z]* (?:a|to|de|d') | necesitan? | needs? | precisa[mn]? |
        (?:ont|a) besoin de | hanno bisogno di | sauraient | saurait | possa[m]? | puguin? |
        estao (?:aptos|aptas|habilitad\w+) a | will be able to | are able to
    """,
    tail=r"(?![a-z])",
)
"""Somebody may, or has to."""

NEED = re.compile(
    r"(?:tiene[n]? que|tendra[n]? que|tem que|terao que|tenen que|necesitan?|needs?|precisa[mn]?|"
    r"(?:ont|a) besoin|hanno bisogno|hauran de|(?:estan?|quedan?|son|are|is|sont|estao|sao|sono) "
    r"(?:obligad|required|tenu|obrigad|tenut|forced|oblige))"
)
"""What is no need, where denied, is no ban either."""

APPLYING = table(
    r"""
    postul | particip | someter | sottomettere | (?:assum|asum|ostent|ejerc|desempe|take|hold|
        play|assur|tenir)[a-z]*\s(?:on )?(?:(?:the|el|la|il|o|le|ese|este|tal|that|this|
        esse|ce) )?(?:role|rol|ruolo|papel|
        funcion|condicion|calidad|lideraz\w+|lead\w*) | presentar?(?:-se|se)?\b | presentin |
        presenter | presentar-se |
    presentad[oa]s? por | portee?s? par | submeter | solicit | sol.?licit | concurr | concorr |
    concours | optar | acced | aceder |
    demanar | inscrev | candidat | depos | submit | apply | aplicar | receive | recibir |
    percibir | percevoir |
    receber | recevoir |
    rebre | inscri | aspirar | propon | propor | propose | apresent | obtener | obtenir | benefici |
    take part | tomar parte | prendre part | formar parte | fazer parte | repondre | soumettre |
    qualify | request | remitir | enviar | diligenciar | completar | radicar | rellenar |
    cumplimentar |
    be (?:made|filed|lodged|put forward) by | concursar | figurar | acoger | acollir | adherir |
    sumarse | unirse | join\b | enter\b |
    compete | access\b | bid\b |
    concourir | presentare | partecipare | concorrere | richiedere | proporre |
    accedere | beneficiare | sign up | register\b | iscriversi | s'inscrire | apuntarse |
    anotarse | concourir | cadastr | candidar[es]i? |
    hold the (?:grant|award|contract|funds) |
    put (?:itself|themselves|oneself|yourself) forward | come forward | step forward |
    re-?apply | agrupar | associarsi |
    pretendre | pleitear | habilitar-se | aderir | juntar-se | promover |
    (?:acreditar|comprovar|justificar|justifier|prove|show|demonstrate)
        \s(?:[a-z]+ ){0,5}(?:contrapart|cofinan|co-?fund|match|contrepart) |
    (?:adjuntar|anexar|attach|joindre|acompanar|include|incluir)
        \s(?:[a-z]+ ){0,6}(?:su|their|its|a su|to the|leur|sua) (?:solicitud|postulac|propuest|
        candidat|applic|dossier|proposal) |
    (?:provide|contribute|bring|secure|aportar|poner|garantizar|asegurar|fournir|apporter|assurer|
        assegurar|oferecer|acreditar)
        \s(?:[a-z%\d,.]+ ){0,5}(?:contrapart|cofinan|co-?fund|match|contrepart|own (?:funds|
        resources)|
        (?:recursos|fondos) propios|autofinanc|del? (?:coste?|valor|presupuesto)|du (?:cout|
        budget)|of the (?:cost|budget|total)) |
    pedir | team up | partner up | join forces | asociarse | aliarse | agruparse | s'associer |
    associar-se | asociar-se | aliar-se | partner |
    formular (?:proyect|propuest|sol) |
    formul(?:ate|er) | elaborar y presentar | complete (?:the|an|their) | fill in | registr |
    remplir | preencher | omplir | inscribir | nominate | licitar | lead\b | liderar | encabezar |
    coordina | porter\b |
    (?:ser|ser-ne|etre|be) (?:(?!part)[a-z]+ ){0,2}(?:ejecutor|executor|promotor|promoteur) |
    (?:ser|ser-ne|etre|essere|be|act|actuar|atuar|figurar|constar|intervenir|agir)
        (?: (?!part)[a-z]+){0,4} (?:benefici|recept|recipient|solicit|propon|candidat|titular|
        elegib|eligib|elegiv|
        admi|adjudicat|applicant|recipient|grantee|funded|awarded|selected|seleccion|considered|
        laureat|chef|cabeza|responsab|postul|porteu|lead\b|financia|lider|principal|coordina|
        eligible|accept|acept)
    """
)
"""What applicants do, right after :data:`CAN`."""

IS = table(
    r"""
    son | seran? | es | are | is | will be | sont | seront | est | sao | serao | sera | e | estan? |
    quedan? | queden | quedaran? | sono | saranno | resultan | ficam | estao | estaran? |
    seran considerad\w+ | esta
    """,
    tail=r"(?![a-z])",
)
ELIGIBLE = table(
    r"""
    eligib | elegib | elegiv | admis | admitid | admes | benefici(?!\w+ (?:final|finau|indirect)) |
    destinat(?!\w+ (?:final|finau|indirect|ultim)) | invitad | convocad |
    convidad | habilitad | legitimad | autorizad | facultad | considerad | considered | tenid |
    aceptad | accepted | acceptee | aceit | entitled | permitted | allowed | postulantes |
    susceptibles | habilit | autoris | (?:la |el |the |le |o |a |una? |an? )?(?:(?:entidad(?:es)?|
        organi\w+|lead|main|sole) )?(?:solicitant|proponent|postulant|applicant|requerent|
        sol.?licitant) |
    recevab | ammess | ammissib | legittimat | concern[e]+s? | contemplad | welcome | bienvenid |
    titulares | promotor |
    l[oa]s (?:responsable|encargad)\w* de (?:postul|presentar|solicit) | los solicitantes |
    seleccionad | selected | participantes elegib | aptos | aptas
    """
)
"""What applicants are, right after :data:`IS`."""
EXCLUDED = table(
    r"""
    exclu(?:id|ded|it|sos|es?\b|s\b) | exclos | ineligib | inelegib | no elegib | non eligib |
    inadmis | inammiss | esclus(?!iv) | irrecevab | vedad | proibid | prohibid | inhabilitad |
    impedid | fuera | por fuera | fora |
    not eligible | out of (?:the )?scope | outside (?:of )?the scope
    """
)

TARGET = table(
    r"""
    (?:se|seran|sera) (?:entregar|asignar|otorgar|conceder|adjudicar|destinar|entreg|asign|otorg|
        conced|adjudic|destin)(?:an?|en?)?(?:ad[oa]s?)?(?: directamente)? a(?=l? |l[oa]s ) |
    ponen? a disposicion de(?:l)?\b | (?:will|shall|are|is) (?:be )?(?:given|allocated|awarded) to |
    (?:seront|sont) (?:attribue|verse|octroye)e?s aux? | met(?:tent)? a (?:la )?disposition des? |
    ^\W*para (?=entidades|organizaciones|municip|alcald|gobiernos|ciudades|ayuntam) |
    buscamos (?:a )?(?=parejas|municip|ciudades|alcald|gobiernos|entidades|organiz) | se buscan |
    antragsberechtigt sind | antrage stellen konnen | invitar a (?=sus? |tu |vuestr) |
    inviter? (?:a )?(?:votre|vos)\b | (?:convoc|invit)(?:o|aron|ara) a\b |
    a l'(?:attention|intention) des? |
    (?:prestar|conceder|otorgar|brindar|dar) (?:asistencia|apoyo|ayuda|cooperacion|
        subvenciones)(?: [a-z]+)? a
        (?= (?:los |las )?(?:ayunt|munic|ent|gob)) |
        beneficiano d[a-z']+ (?:[a-z.0-9' ]+ )?(?=i comuni) |
    sosti(?:ene|ene) (?:le )?(?:iniziative|progetti) (?:degli|dei|delle)\b |
    (?:premiar|reconocer|distinguir|destacar)[^.;]{0,70}?(?:experiencias|practicas|iniciativas|gestion)[^.;]{0,40}?
        \sde (?:los |las )?(?=gobiern|municip|ciudad|ayunt|alcald) |
    (?:encourages?|solicit(?:s|ing)|seeks?|requests?) (?:applications|proposals)[^.;]{0,60}? from |
    plan(?: provincial)? de (?:apoyo|ayuda|cooperacion|asistencia) a\b |
    lead partner (?:is|must be|shall be) |
    (?:progetti|proyectos|projects|projets) (?:promossi|promovidos|promoted|portes) (?:da|por|by|
        par) |
    appel a (?:projets|candidatures) (?:pour|ouvert aux?) |
    (?:concurso|convocatoria|premio) (?:ano )?20\d\d para |
    abrange a participacao de | selecao de (?:projetos|propostas) de |
    (?:awards?|grants?|funds?) (?:will )?support (?:member )?(?=cit|munic|local gov) |
    (?:for )?(?:every |each |any )?applying (?=cit|munic|town) |
    ^\W*(?:convocatoria|llamado|chamada) a (?:los |las )?(?=municip|gobiern|alcald|ciudad|ayunt) |
    invite your |
    para (?:poder\w* )?(?:postular|participar|aplicar|acceder|concursar|concorrer|ser elegible|
        optar)\w*, |
    to (?:apply|be eligible|qualify|participate), | pour (?:candidater|participer|postuler), |
    (?:recogni[sz]es|rewards|honou?rs|recompense) | (?:distingu|galardon|premi|reconoc)\w+ a |
    (?:addressed|open|available) to | meant for |
    dirigid[oa]s?(?: (?:exclusivamente|unicamente|solo|principalmente))? a(?:l|os|s)?\b |
    (?:se )?dirigen? (?:exclusivamente |unicamente )?a\b |
    destinad[oa]s?(?: exclusiv\w+| unicamente| solo)? (?:a|aos?|as)\b |
    destinam?-se | abiert[oa]s?(?: exclusiv\w+| unicamente| solo)? (?:al?|para)\b |
    open (?:only |exclusively |solely )?to\b | (?:aimed|directed|targeted) at |
    (?:intended|designed) for | available (?:only |exclusively |solely )?to |
    (?:pensad|disenad|orientad|enfocad|concebid|previst|
        planteada)[oa]s? (?:para|a|en)\b | geared (?:to|towards) | tailored to |
    concu(?:e|s|es)? pour | oriente(?:e|s|es)? vers | pensad[oa]?s? per a |
    abert[oa]s?(?: exclusiv\w+| apenas)? (?:a|aos?|as|para)\b |
    a destination d[eu]s? | vocacionad[oa]s? para | inviting |
    call(?:s|ing) (?:all|on|for participation from) |
    (?:applications?|proposals|bids|submissions|nominations|entries|ideas|
        expressions of interest) (?:is|are)
        \s(?:[a-z]+ ){0,2}(?:welcome|invited|sought|accepted|received)(?: [a-z]+)? from |
    (?:apoya|apoyara|financia|financiara|supports?|soutient|apoia)
        (?: directamente| directly| directement)? (?:a|aux?|aos?)\b(?=[^.;]{3,40}(?:que|qui|which|
        who|that)\s(?:se )?(?:present|postul|solicit|appl|depos|apresent)) |
    (?:dispositif|aide|fonds|subvention|appel) (?:beneficie|profite) aux? |
    (?:recibira|recibe|recevra|receives?|recebera|acepta|accepts?|aceita|admite|considera|considers?|
        (?:recib|acept|admit|consider|receb|aceit)[aei]mos)
        \s(?:las |les |des |as )?(?:solicitud\w*|propuest\w*|proyectos|applications|proposals|
        candidatur\w*|propostas|demandes|postulacion\w*) (?:de|from|d'|provenientes de) |
    disponibles? para | accessibles? aux? |
    (?:se )?(?:postulan|concursan|concurren|candidatent|candidatam-se) (?=(?:las|los|les|os|
        as)\b) | se abre a | (?:se|es) (?:conceden?|otorgan?|ofrecen?|concedeix(?:en)?) a |
    (?:granted|awarded) to | (?:attribue|accorde)(?:e|s|es)? aux? |
    ^\W*(?:eligibility|el[ei]gibili?dade?|eligibilite|elegibilitat) ?: |
    (?:restrit|restringit|limitat)[oae]s? a | restreinte?s? aux? | limitee?s? aux? |
    seeks? (?:proposals|applications) from | looking for |
    perfil (?:del?|de la) (?:postulante|solicitante|proponente|participante|entidad|organizacion) |
    (?:papel|rol|role|condicion|titularidad|responsabilidad|solicitud|candidatura|application|lead|demande)
        (?: [a-z]+){0,2} (?:corresponde\w*|pertenece|recae|compete|falls|belongs|revient|cabe|
        spetta|
        correspon|rests)(?: [a-z]+)? (?:a|al|en|to|on|with|aux?|ao|ai|agli)\b |
    rivolt[oai] (?:esclusivamente |solo )?a[gile]*\b |
    destinat[oaie] (?:esclusivamente |solo )?a[gile]*\b |
    apert[oaie] (?:esclusivamente |solo )?a[gile]*\b | aprese? (?:solo )?a\b |
    riservat[oaie] a[gile]*\b |
    soggetti (?:beneficiari|ammissibili|proponenti|ammessi) |
    chi puo (?:partecipare|presentare)[a-z ]* |
    se (?:admit|recib|acept|aceit)\w+ (?:las |los )?(?:solicitud\w*|propuest\w*|proyectos|
        candidatur\w*|postulacion\w*|propost\w*) |
    a quien(?:es)? (?:esta|va)n? (?:dirigid|destinad)\w*(?: [a-z]+){0,4} |
    voltad[oa]s? (?:a|ao|aos|as|para)\b |
    abiert[oa]s? (?:de manera |de forma )?permanente(?:mente)? (?:a|para)\b |
    (?:eligible|potential|prospective|beneficiary) (?:applicants?|entit\w+|organi[sz]ations?|
        institutions|bodies|candidates|beneficiaries|participants|recipients) |
    who (?:can|may|should) (?:be nominated|apply|participate|submit|enter|join|take part|propose|
        compete) |
    who is (?:eligible|this for|it for) |
    (?:pod\w+|puede\w*) (?:ser )?(?:beneficiari\w+|solicitantes) |
    (?:entidades|solicitantes|participantes|postulantes|instituciones|organizaciones|proponentes|
        candidatos|actores|sujetos|organismos|entitats|entites|structures|demandeurs|candidats|
        porteurs)
        \s(?:potencial\w+ )?(?:elegib\w+|eligib\w+|beneficiari\w+|destinatari\w+|convocad\w+|
        participantes|solicitantes|candidat\w+|elegive\w+|admes\w+|admitid\w+) |
    (?<!poblacion )(?<!personas )(?<!familias )beneficiari[oa]s?\b(?! final| indirect|\w) |
    (?<!population )beneficiaires?\b(?! fin| ind) | beneficiaris?\b |
    destinatari[oa]?s?\b(?! (?:final|indirect|ultim)) |
    destinataires?\b(?! fin) | publico[ -]alvo | publics? (?:vises?|cibles?|eligibles?) |
    elegive(?:l|is)\b | elegibles?\b | eligibles?\b(?! (?:costs?|expen|coun|activ|depens|proj)) |
    (?:a )?quien(?:es)? (?:puede|se dirige|va dirigid|pueden)\w*(?: [a-z]+)? |
    qui (?:peut|pot)(?: [a-z]+)? | quem pode(?: [a-z]+)? | a qui s'adreca |
    (?:se )?invitan?(?: a|mos a)\b | invitamos a | convocan? a\b | convida(?:m)? | invita? les\b |
    invites?\b(?! you) | invited to apply: | calls on |
    s'adresse(?:nt)?(?: exclusivement| uniquement| en priorite)? (?:aux?|a)\b |
    s'adrecan?(?: exclusivament| unicament| nomes)? a(?:ls?)?\b |
    adrecad[ae]s?(?: exclusivament| unicament| nomes)? a(?:ls?)?\b |
    ouvert(?:e|s|es)? (?:aux?|a)\b |
    obert[ae]?s? a(?:ls?)?\b | destine(?:e|s|es)? aux? | reserve(?:e|s|es)? aux? |
    reservad[oa]s? (?:a|para|aos?|as)\b | se reservan? (?:a|para)\b | reservat\w* a | reserved for |
    (?:limited|restricted) to | (?:limitad|restringid|circunscrit)[oa]s? a |
    ^\W*(?:solo|so|only|unicamente|apenas|somente|uniquement|seulement|nomes|soltanto)
        (?= (?:l[aeo]s |the |os |as |i )?(?:gobiern|municip|ayunt|alcald|ciudad|local |cit[iy]|
        commune|collectiv|comuni|concell)\w*\s[^.;:]{0,40}(?:of|in|from|d[aeiou]s?|en|con|with)
        \b)(?![^.;:]*\b(?:\w+(?:ran|rao|ront)|son|es|are|is|may|can|will|pued\w+|deb\w+)\b) |
    (?:exclusiv[oa]s?|exclusivamente|unicamente|solamente|solo|only|just|uniquement|exclusivement|
        apenas|somente|exclusively|nomes) (?:para|for|pour|per a|aux?|a|to)\b |
    (?:loans?|grants?|funding|prestamos|creditos|subvenc\w*|ayudas?|ajuts?|aides?|apoios?|
        subsidios|emprestimos|
        financiamiento|financiacion)\b(?: directas?| economicas?)?(?: (?:of|de|por|up to|hasta)
        \s[^.;:]{1,40})? (?:a|to|para|for|per a|pour)\b(?! \d) |
    (?:convocatoria|fondo|programa|premio|concurso|call|fund|programme|program|appel|edital|
        chamada|award|prize|scheme|grant|bolsa|bourse|prix|premi|opportunity|oportunidade?|linea|
        competition|window|initiative|iniciativa|dispositif|aide|ayuda)
        \s(?:(?:es|is|est|e|de ayudas|de subvenciones|especial|exclusiv[oa]|
            propi[oa]|
        nuev[oa]|especific[oa]) )?(?:solo |only )?(?:para|for|pour|per a)\b |
    (?:cupos|becas|plazas|vagas|bolsas|bourses|scholarships) (?:para|for|pour)\b |
    premiar?a? a\b | reconoce a\b | se (?:seleccionara|premiara|financiara)n?\b(?: a\b)? |
    selected | will select(?: up to)?(?: [a-z\d]+)?(?= (?:cit|munic|local|town)) |
    (?:applications?|proposals|bids|submissions) (?:are invited |will be accepted )?from |
    consor[ct]i(?:a|um|os?) (?:of|de|d') | proponentes? | postulantes | solicitantes?\b |
    requisitos?:? (?:[a-z]+ )?ser | applicants?\b(?! from)(?: (?:must|should) be)? | candidats? |
    demandeurs | (?:demandeur|candidato) (?:est|e|seja|soit)\b | porteurs de projets? |
    entitats beneficiaries | poden ser-ne |
    podem se (?:candidatar|inscrever) | sont concernes |
    (?:por|per|par) (?:(?:al menos|at least|dos|two|tres|three|los|las|varias|varios|
        \d+) ){0,3}(?=municip|ciudad|cit)
    """
)
"""Whoever follows may apply."""

FORBIDS = table(
    r"""
    (?:dej(?:an?|aran?)|deix(?:am?|arao?|en|aran)) de (?:ser|estar|figurar|poder|tener|participar|
        postular|acceder|optar|ter|constar) | (?:cease|stop)s? (?:to be|being) eligib\w+ |
    cess(?:ent|eront|e) d'etre | (?:are|is|will) no longer (?:be )?(?:eligib|able|allow|admit|
        accept|consider)\w+ | no longer (?:apply|qualify|eligible) | smett\w+ di essere |
    se excluyen?(?: expresamente)?(?: a)?\b | excluyen? (?:a\b|expresamente) | excludes?\b |
    exclu(?:t|ent)\b | excluindo | (?:quedan?|queden|quedaran?|estan?|son|seran?|estao|ficam|sao|
        serao|sont|seront|are|will be) (?:expresamente |tambien |explicitamente )?(?:exclu\w+|
        exclos\w*|exceptu\w+|
        fuera|vedad\w+|inhabilitad\w+) | exclusiones? | exclusions? | exclo[se]\w* d |
    (?:no|nao) se (?:admit|acept|aceit|consider|recib|permit|tendran|tramit|financi|valor|estudi|
        atend|analiz|apoy)\w* |
    (?:vedad|proibid|prohibid)[oa]s? (?:a|la|o|el)\b |
    no (?:esta|va|esta n|se)?\s?(?:abiert[oa]s?|dirigid[oa]s?|dirigen?|destinad[oa]s?) a |
    not (?:open|available|aimed|intended|accessible) (?:to|for|at) |
    not accept\w*(?: (?:proposals|applications|projects)(?: [a-z]+){0,4} by)? |
    (?:will|are|do) not (?:be )?(?:accept|consider|fund|review)\w*(?: applications? from)? |
    ne s'adresse(?:nt)? pas | n'est pas ouvert\w* | nao se destina\w* |
    (?:quienes?|who|qui|quem|qui) (?:no|cannot|can not|may not|ne|nao) (?:puede\w*|apply|peut|
        pode\w*)\b |
    (?:no|not|non|nao) (?:son |es |sera |seran |are |is |sont |sao )?(?:elegibles?|eligible|
        eligibles|elegive\w+|subvencionables) | ineligible | inelegib\w+ |
    (?:no|nao|ne|do not|does not|will not) (?:recib[ei]n?|recibira[n]?|receive|recoivent|
        recebem?|receberao)\s(?:directamente |diretamente |directement )?(?:fondos|recursos|
        dinero|financiaci\w+|funds|funding|money|financement|dinheiro) |
    (?:do|does|will|would) not qualify | no califican | nao se qualificam |
    (?:no|nao) (?:es|esta|e|se) permit\w* | no tienen cabida | no seran objeto | impedid[oa]s de |
    a excepcion de | n'(?:ont|a|auront) pas acces | no (?:tienen|tendran|tenen) acces\w* |
    (?:do|does) not have access | nao (?:tem|terao) acesso | no s'(?:admet|accept)\w+ |
    (?:do|does|will|can) ?not (?:fund|support|finance|award) |
    no (?:financia|apoya|contempla|incluye)\w*(?: a\b| proyectos)? |
    nao (?:financia|apoia|contempla) |
    (?:no|nao) (?:es|resulta|e) posi?(?:ble|vel) (?:apoyar|financiar|aceptar|considerar|apoiar)\w* |
    no es possib\w+ (?:donar|finan)\w* |
    (?:are|is) (?:unable|not able) to (?:support|fund|consider) |
    (?:cannot|can not) (?:support|fund|consider|accept)\b |
    nous ne pouvons (?:pas )?(?:soutenir|financer) |
    ne (?:finance|soutient|concerne)(?:nt)? pas | (?:no es|not) (?:para|for)\b | prohibe\w* |
    descart\w+ | need not apply | independent (?:from|of) (?=(?:any |all )?gov) |
    (?:cerrad[oa]s?|ferme(?:e|s|es)?|closed|fechad[oa]s?|tancad[ae]s?) (?:aux?|als?|aos?|as?|to)\b |
    (?:no|nao) participan?\b | (?:do|does) not participate | (?:en )?rest(?:en|a) exclo\w+
    """
)
"""Whoever follows may not apply."""

EXCEPT = table(
    r"""
    tranne | ad eccezione |
    (?:a|con|sin mas|la unica|unica|sole) (?:la )?(?:sola |unica )?exce[pc]\w* | excepto | salvo |
    exceptua[nd]\w* | excluding | with the exception |
    (?<!al )(?<!lo )(?<!por )menos (?!de\b) | except(?: for)?\b | other than | excet[ou] |
    a l'exception | a l'exclusion | sauf | hormis | llevat | tret d | (?<=, )excluid[oa]s |
    quitando | a excecao | sole exception |
    (?<=, )(?:aparte|apart) (?:de|from) | (?:sin|sem|sans|not|without) (?:inclu[a-z]+|contar|
        compter|counting) | save for | com excecao | exception faite | con la salvedad |
        fora (?:a |o )?(?=colomb) | co[nm] exclus\w+ | (?:to|with) the exclusion | excluindo |
    (?:con|ad) esclusione | (?<=, )esclus[ei] | amb exclusio | unless (?:it|they|you) (?:is|are) |
    a moins (?:que|qu'|d')\s?(?:etre|il)? | a meno che | a n[ao]o? ser que
    """
)
"""Who follows is taken out of what was said."""

ONLY = table(
    r"""
    solo | so (?=(?:pod|ser[ao]|sao|se )) | soltanto | esclusivamente | riservat[oaie] |
    excluyente |
    tan sols | solamente | unicamente | exclusiv\w+ | only | solely |
    exclusively | apenas | somente |
    (?:seran?|son|are|serao|seront|saranno)
        \s(?:por fuerza|necesariamente|obligatoriamente|necessarily|forcement|obligatoirement|
        forcosamente|per forca|necessariamente) |
    (?:habran? de|tendran? que|ha(?:ve|s) to|hauran? de) (?:ser|be) |
    uniquement | (?:los|las|els|les|gli|i|os|as) unic[oae]s? | the only | les seuls |
    (?:il|el|l)\s?'?unico | exclusivement | seulement | seule?s? | nomes |
    reserv(?:ad[oa]s?|ed|ee?s?|at\w*|es) | se reservan? |
    (?:limited|restricted) to | (?:limitad|restringid|restrit|restringit|limitat)[oae]s? a |
    restreinte?s? aux? | limitee?s? aux? | est forcement |
    (?:debe[n]?|debera[n]?|ha[n]? de|must|should|deve[m]?|devera|deverao|doi(?:t|vent)|hauran de|
        haura de)(?: necesariamente| obligatoriamente| imperativement)? (?:ser|be|etre) |
    (?:est|es|sera) obligatoirement
    """,
    tail=r"\b",
)
"""Nobody but who follows may apply."""

NEGATED = re.compile(
    r"(?<!-)\b(?:n'|(?:no|non|nao|ne|not|tampoco|nunca|never|ni|jamas|neither|in no case|"
    r"en (?:ningun|aucun|cap) cas[o]?|em nenhum caso|under no circumstances)\b)\s?(?:[a-z]{2,3} )?$"
)
"""Right before a verb: it is denied."""
NOT_FOR = re.compile(
    r"(?<!-)\b(?:no|nao|ne|n'|not|cannot|tampoco|nunca|never|en ningun caso|in no case)"
    r"(?! (?:gubernam|governam|lucrativ|reembols|universit))(?:[ '](?!y\b|and\b|et\b|e\b|solo\b|"
    r"only\b|hay\b|dude)[a-z]+){0,4}\s?$"
)
"""Before who is addressed: they are not."""
NEGATED_AFTER = re.compile(r"(?:not\b|n't\b| not\b| pas\b| plus\b| no longer\b)")
RELATIVE = re.compile(
    r"\b(?:que|who|which|that|qui|cuy[oa]s?|quienes|si|if|when|cuando|quand)\s"
    r"(?:[a-z]+ ){0,2}$"
)
"""Right before a denial: it narrows who is meant and denies nothing of the rest."""
LIMITED = re.compile(
    r"[^.;]{0,60}\b(?:mas de|more than|plus d|mais d[eo]|superar|exceder|exceed|superior|"
    r"individual\w*|por separado|alone(?! or\b)|sin|without|sans|sem|seul\w*|que no|"
    r"simultane\w*|mes d|"
    r"mas que|fuera de(?:l)? plazo|despues|after|hasta|until|antes)\b"
)
"""What follows a "may not" that only limits how one applies."""
SUBSET = table(
    r"""
    que | con | who | which | that | mayores | menores | over | under | larger | smaller |
    above | below | with | having | cuy[oa]s? | qui | avec | amb | com | incurs\w+ |
    sancionad\w+ | morosos | en mora | already | ya | de mas de | de menos de | with more |
    of more | whose | inhabilitad\w+ | beneficiad\w+ | beneficiari\w+ d | benefici\w+ en |
    ganador\w+ | en situacion | inscrit\w+ en | no inscri\w+ | no adherid\w+ | no asociad\w+ |
    situated | located | outside | fuera de | ayant | deja | dont | che | cuj[oa]s? | no al dia |
    per cui | para l[oa]s (?:que|cuales) | for which | pour lesquel\w+ |
    sin | sem | sans | without | inadimpl\w+ | defaillant\w* | indebted | sanctioned | debarred |
    (?:de |from |d'|of |di )(?:otros|other|autres|outros|altri|altres) (?:paises|countries|pays|
        paesi|paisos|estados|states|regiones|departamentos) |
    insolven\w+ | endett\w+ | deudor\w* | endeudad\w+ | suspend\w+ | embargad\w+
    """,
    lead=r"[ ,]{1,2}",
    tail=r"\b",
)
"""What follows governments of which only some are meant."""
