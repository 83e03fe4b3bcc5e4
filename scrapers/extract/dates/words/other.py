"""Words that give a date any other purpose (folded; five languages): it closes nothing."""

import re

from scrapers.extract.text.wording import table

_PURPOSES = r"""
    questions? | queries | q ?& ?a | (?<!letter of )(?<!letters of )inquir\w+ | enquir\w+ |
    clarification\w* | consultas | preguntas | dudas | aclaracion\w* | observacion\w* | duvidas |
    esclarecimento\w* | consultes | preguntes | dubtes | perguntas | al.?legacion\w* |
    al.?legacions |
    reclama\w+ | subsana\w+ | recurso\w* | reports? | informes? |
    justifica\w+ | resultad\w+ | results? | evalua\w+ | notifica\w+ |
    finalizacion(?! de(?:l| la| las| los)? (?:plazo|convocatoria|inscrip|recep|postul|present|
        solicit)) |
    ejecu\w+ | execu\w+ | implement\w+ | documentos complementares | visas? |
    register for the (?:webinar|event|session)
    """
_PAPERS = r"""
    certificad[oa]s? | certificates? | certificats? |
    cartas? de (?:aceptacion|admision|aceite|admissao) | letters? of (?:acceptance|admission) |
    lettres? d'(?:acceptation|admission) | attestations? |
    documents? (?:d'accept|attest|justificatif) |
    documentos? (?:acreditativ|comprobatorio|justificativ|que acredit) | proof of |
    comprobantes? | comprovantes? | justificatifs?
    """
_THINGS = r"""
    proyectos? | projets? | projectes? | projetos? | pasantias? | actividades | actividad |
    acciones | estancias? | visitas? | obras? | curso | residencias? | movilidades |
    intercambios? | accions | atividades | gastos?
    """
_MUST = r"""
    debe | deben | debera | deberan | tendran? que | ha de | han de | habran? de | must | should |
    needs? to | ha[sv]e? to | deve | devem | devera | deverao | doit | doivent | devra | devront |
    s'han d[e'] | s'hauran d[e']
    """

_SHOWN = r"""
    ferias? | fairs? | feiras? | foires? | fires? | votaci\w+ | votac\w+ | voting | public vote |
    vote du public | exposicion | exhibition | exposicao | exposicio | mercados?
    """
OTHER = table(
    r"""
    %SHOWN%(?: (?:del|de la|of the|do|du|publica?|popular|online|en linea) ?[a-z]*)?
        \s(?:abr\w+|opens?\b|is open|runs?\b|(?:est|perman|fic|ser)\w+
        \s(?:abiert|abert|ouvert|obert)\w+) |
    (?:acreditacion de prensa|press accreditation|billetterie|venta de (?:entradas|boletos)|
        ticket sales)(?: (?:cierra|cerrara|closes?|ouverte?|abiert[oa]s?|open))?
        (?: jusqu| hasta| until)? |
    entrega d(?:e|el) (?:los |las )?(?:apoyos|recursos|fondos|ayudas|estimulos|subsidios|
        incentivos|equipos|becas) |
    (?:that|which|que|qui) (?:were|was|had been|have been|fueron|hayan sido|fueran|ont ete|
        foram|tenham sido) [a-z]+ (?:before|antes|avant|until|hasta|by)\b |
    reports? (?:[a-z]+ ){0,3}(?:submitted|sent|delivered|due) |
    (?:review|evaluation|assessment|revision|evaluacion|analise|avaliacao|examen|instruction|
        avaluacio) (?:of|de|das|dos|des) (?:the |las |los |les )?(?:proposals|applications|
        propuestas|solicitudes|candidat\w+|propost\w+|dossiers) (?:\w+ ){0,2}(?:ends?|finaliza|
        termina|concluye|closes?|se termine|acaba|encerra)\w*(?: on| at)? |
    (?:deadline|due date|fechas? (?:limite|maxima|tope)|plazo|prazo|data limite|date limite|
        date de cloture|cierre|termini|delai)s? (?:[\w']+[ '])??(?:[\w']+[ ']){0,4}%PAPERS% |
    (?:deadline|due date|fechas? (?:limite|maxima|tope)|plazo|prazo|data limite|date limite|
        delai|termini|cierre)s? (?:de|para|for|to|pour|per a|of|da|das|dos|del|de las|de los) (?:
        \w+ ){0,3}%PURPOSES% |
    (?:entrega|lliurament|remise|entrega) d(?:e|es|els|el) (?:los |las |les )?(?:premios?|
        galardon\w*|certificad\w*|obras?|diplomas?|premis?|prix) |
    %PURPOSES% (?:submission |period |and answers? )?(?:deadline|due|close|plazo) |
    (?:fin|fim|final|cierre|cloture|tancament|encerramento|termino|end|closing)
        \s(?:de |des |del |do |das |dos |of |d')(?:las |los |the |les |la |periodo de |period of )?
        (?:questions?|consultas|preguntas|duvidas|perguntas|dubtes|consultes|aclaraciones) |
    resultad | resultats?\b | results?\b | notifi | seleccionad | selected | ganador |
    (?:successful|winning|approved|funded) (?:candidates?|applicants?|projects?|proposals?|teams?|
        organi[sz]ations?|cities)\b | con corte al?\b | (?:grants|prizes) paid |
    (?:encontros?|eventos?|actos?|cer[ei]monias?|jornadas?|seminari\w+|galas?|reuni\w+|sesion|
        sessao|taller|oficina|feria|foro|event|seance|fete)\s(?:final )?(?:de|do|of|de la)
        \s(?:cierre|clausura|encerramento|cloture|closing|tancament) |
    closing (?:event|ceremony|seminar|workshop|conference|session|gala) |
    comite (?:evaluador|de evaluacion) |
    (?:posterior(?:es)?|despues|after|apos|apres)\s(?:al?|the|o|la|le|del?)\s(?:cierre|closing|
        encerramento|cloture|deadline) |
    (?:plazos?|prazos?|calendario|cronograma) d(?:el?|o|os|e los) (?:proyectos?|projetos?)\b |
    winners?\b | announce(?:d|ment) | se anunciar |
    (?<!error se )(?<!engano se )anunci(?:o|a|ara|aran|aremos)\b | fallo\b |
    divulga | selecionad | vencedor | laureats? | guanyador | resol(?:ucion|ucio|vera)\b |
    adjudica | decision | shortlist | preselec | invited to submit | award (?:date|notification) |
    listado | publicacion (?:de|del) (?:la )?(?:lista|resultad|banco|ganador|elegibles) |
    evaluacion\b | entrevistas? | interviews?\b | jurado | jury\b | taller(?:es)?\b | webin |
    seminari | jornadas?\b | sesion(?:es)? (?:informativa|de informacion|virtual|de orientacion) |
    charlas?\b | \bforos?\b | congreso | cumbre | ceremoni | cerimonia | eventos?\b | \bgala\b |
    workshops? | info(?:rmation)?(?: |-)(?:session|day|webinar)s? | conference | conferencia |
    summit | \bevents?\b | (?<!\bla )(?<!\blas )(?<!nuestra )(?<!nuestras )oficinas?\b | sessao |
    sessoes | ateliers? | reunion(?:es)?\b |
    reunioes | sessions? d'informac?tion | sessio (?:informativa|d'informacio) | celebra |
    tendra lugar | tendran lugar |
    se realizara | se llevara |
    se (?:realicen?|desarrollen?|lleven?|realizem|celebren?)\b |
    (?:monitoring|satisfaction|evaluation) (?:forms?|surveys?) |
    tak(?:es?|ing) place | hear (?:back|from) |
    will be (?:informed|contacted|told) |
    (?:seran|sera) (?:informad|contactad|comunicad) | se (?:informar|contactar|comunicar)a |
    communiqu |
    (?:projects?|activities) (?:must|should|shall|need to|have to) (?:be )?(?:complet|finish|
        start|end) |
    completed by | run from | will run | deroul |
    %THINGS%\s(?:[a-z]+ ){0,3}(?:deber|debe|podra|tendra|hauran|haura|devr|devem|deve|han?\b|
        han de|doivent)[a-z]*\s(?:de |d'|que )?(?:ser |estar )?(?:realiz|desarroll|ejecut|inici|
        comenz|estren|finaliz|conclu|llevarse|executa|fer-se|dur-se|comenc|acab|termin)[a-z]* |
    (?:persones? becad|becari|beneficiari|premiad|galardonad|grantees?|awardees?|fellows|
        boursiers?|laureats|bolsistas?|scholars)[a-z]*\s(?:seleccionad[oa]s\s)?(?:deber|debe|haura|
        hauran|must|will|should|devr|devera|se compromet)[a-z]* |
    if you (?:have )?(?:already )?(?:applied|submitted) |
    si (?:usted )?ya (?:se )?(?:present|postul) |
    estancias? (?:se|sera|tendra|comenz|del?\s\d|del?\s1º|de entre|entre|desde) |
    ano (?:fiscal|academico|escolar|lectivo) | (?:fiscal|academic|school) year |
    (?:hay(?:a|an)|hubier(?:a|an|on)|tenham|hagin|aient|haver|tenha|hagi)
        \s[a-z]+(?:ado|ido|at|ut|it|e)\b |
    (?:have|has|had|having) (?:already )?(?:received|participated|benefited) |
    (?:be|been|were|was|legally) (?:registered|established|founded|incorporated|created|born) |
    (?:est(?:ar|en)|haber sido|legalmente) (?:inscrit|registrad|legalizad)[a-z]* (?:antes|con) |
    passports?\b | pasaportes?\b |
    (?<!deben ser )(?<!podran ser )(?<!deberan ser )(?:presentad|recibid)[oa]s entre\b |
    (?:proceso|etapa|fase|periodo|comite) de (?:seleccion|evaluacion|revision|votacion) |
    aprovad[oa]s ate | justificar |
    (?:received|awarded) an? (?:grant|award|funding|prize) |
    (?:grant|funding|project|performance|implementation|contract|agreement) period |
    appl(?:y|ying|ication) for (?:your |a |the |their )?visas? | visados? |
    confirm(?:ar)? (?:your|their|attendance|su |la asistencia) | conveni\b |
    signat | be held | ocorre | acontece |
    aura lieu |
    tindra lloc | clases\b | classes\b | aulas\b | encuentros?\b | viaje |
    curso (?:se|sera|inicia|comenzara|tendra|tiene) | consultas\b | preguntas | dudas |
    aclaracion | questions?\b | clarification | (?<!letter of )(?<!letters of )inquir | enquir |
    observaciones | duvidas |
    esclarecimento | comentarios | feedback | comments?\b | retroalimentacion | subsanacion |
    subsanar | alegaciones | reclamacion(?:es)?\b | reclamacoes\b | reclamacions\b |
    objecion(?:es)?\b |
    complaints?\b | objections?\b | appeals?\b | reclamations?\b |
    apertura (?:publica|de (?:los |las )?(?:sobres|ofertas|plicas|propuestas)) | bid opening |
    public opening | ouverture des (?:plis|offres) |
    abertura (?:publica|das? propostas|dos envelopes) | convalidacion |
    (?:correccion|rectificacion|retificacao|correcao|esmena|correction)(?:es)? d(?:e|es|as?|
        os?|els)\b |
    impugna | recursos? (?:administrativ|de reposicion|contra) |
    interposicion | ejecu(?:cion|tar|tars|tad|cio) | execu(?:cao|tion|tad|tar|cio) | implement |
    realizad[oa]s\b |
    durara?n?\b | se disfrut | gozar |
    dur(?:acion|ation|ee|acao|ada)\b(?! (?:maxima |maximum |minima )?(?:d'|de |of |sera de )?(?:
        une?|uno|um|one|\d+|dos|tres|doce|seis|entre|up to|dotze|douze|doze)\b) |
    periodo (?:de (?:ejec|execu|realiz|activ|gasto|elegib|vigenc|evalua|revis|aclara|subsan|
        presta|caren|clases|estanc|estad)|
        subvencionable|elegible) | gastos?\b | producid[oa] | teng(?:a|an) lugar |
    durante el ano | se desarroll |
    (?:hayan?|haber|habiendo) cumplido | \d+ anos\b | edad\b | idade\b | age\b | despeses |
    depenses | expenditure |
    eligible costs | actividades (?:realizadas|deberan|a realizar|que) | activities |
    start(?:ing)? dates? | project (?:start|end|period|dates?) |
    inicio (?:del?|de los|previsto) (?:proyectos?|programas?|clases|actividades|cursos?) |
    (?:inicio|comienzo|fin|final|termino) (?:de(?:l| la| las| los)? |previsto de la )(?:estancias?|
        becas?|movilidad|formacion|obras?|contrat\w+|mision(?:es)?|practicas|residencias?) |
    fechas? (?:de|prevista de) (?:inicio|finalizacion|termino|terminacion|fin|cierre|realizacion)
        \sde(?:l| la| los| las| l')? (?:(?:etapa|fase) de )?(?:proyecto|programa|
        beca|curso|estancia|actividad|ejecuc|evento|formacion|clases|diplomado|contrato|accion) |
    fechas? (?:de|del) (?:comite|la reunion) |
    fechas? del (?:proyecto|programa|curso|evento|viaje|seminario|diplomado) |
    vigencia | (?:cuentas?|memorias?|comptes?) justificativ\w+ |
    (?:propuesta|proposta|proposition) d(?:e |')(?:selec|concesion|concessio|adjudic)\w* |
    se (?:entregar|enviar|remitir)an? a l[oa]s (?:ministr|ganador|beneficiari|alcald|seleccionad|
        autoridad|gobiern|participant|asistent)\w+ | prestac(?:ao|oes|io) de cont |
    retiment de comptes | justificacion | justificar |
    justificacio | rendicion |
    (?:envio|entrega|presentacion|remision|submission|envoi|depot|apresentacao|presentacio)
        \s(?:de |of |des |del |d')(?:los |the )?(?:informes?|reports?|rapports?|relatorios?)\b |
    inform(?:e|es) (?:final|tecnic|parcial|financier|narrativ|economic|anual|semestral|
        de(?: \w+)?) |
    relatorios? (?:final|finais|parcia|tecnic|narrativ|d[eo]s?\b)\w* |
    relazion[ei] (?:final|tecnic|intermed|narrativ)\w* | reports?\b(?! d[eu] ) | rapport |
    plazo (?:maximo )?(?:de|para la|para el|para) (?:la )?(?:ejecu|resol|justific|notific|subsan|
        realiza|amortiz|desembols|carencia|garant|duracion|respuesta|
        entrega de los (?:bienes|productos)) |
    prazo (?:de|para a|para) (?:execu|vigencia|realiza|implement|resposta|recurso) |
    delais? d(?:e |')(?:execution|realisation|instruction|paiement|reponse) |
    termini (?:d'execucio|de justificacio|de resolucio|per a l'execucio) |
    deadline for (?:questions|clarif|inquir|enquir|implement|report) |
    cierre (?:de|del) (?:proyecto|ejercicio|programa) |
    mandatos?\b | estados financieros | financial statements | etats financiers |
    demonstracoes (?:financeiras|contabeis) | memorias? (?:justificativ|de cierre|final)\w* |
    fecha (?:limite )?(?:de|para) (?:la )?(?:ejecu|justific|subsan|consult|resol) |
    finaliza(?:r|cion|do|dos|das)? (?:el|la|los|las|del|de los|de las) (?:proyecto|ejecu|obra|
        curso|activ|acci) |
    contrato | convenio | \bley\b | \blei\b | \bllei\b | \bloi\b(?! accepted) | decreto |
    decret\b | \bact of\b | \borden\b | \bordre\b | \bresolucio\b | \bacuerdo\b | acord de |
    reglamento | portaria | directiva | \barrete\b | circular | publicad[oa]s?\b | posted |
    published | publie | publication\b | actualizad | updated | mise? a jour | modified |
    (?:actualizacion|atualizacao|actualitzacio)\b(?! del? (?:plazo|prazo|termini)) |
    atualizad[oa] em | actualitzat | ultima (?:modificacion|modificacao|revision|revisao) |
    derniere (?:modification|mise) | last (?:updated|modified|reviewed) | \bcreado\b |
    \bboletin\b | \bboe\b | dogc | diario oficial | nacid[oa]s? | fundad | desde su | since\b |
    constituid | edicion(?:es)? anterior | la edicion (?:pasada|de) | previous |
    anterior(?:es)?\b | aprobad[oa] | firmad[oa] | signed | de fecha |
    con fecha(?! (?:y hora )?(?:de (?:apertura|inicio|cierre|termino|vencimiento|corte)|limite|
        tope|maxima|final)) |
    comite (?:presidentiel|interministeriel) | declar(?:er|ar|acion) | early |
    (?:el|del) ano pasado | l'any passat | l'annee derniere | l'an dernier | (?:no )?ano passado |
    last year\b |
    se (?:realizaron|recibieron|presentaron|registraron|postularon|inscribieron|celebraron) |
    foram (?:recebid|apresentad|inscrit)[a-z]+ | van presentar | va rebre |
    se reuni(?:o|eron|ra|ran)\b | (?:last|next) met\b | \bmet (?:on|in)\b | s'est reuni |
    se reunira\b | es va reunir |
    recibiran? (?:un|una|el|la|su) (?:correo|mensaje|respuesta|notifica|comunica|confirma) |
    will receive (?:a|an|the) (?:e-?mail|message|reply|response|answer|decision|notification) |
    instal+ments? | desembols | disburse | amendment | enmienda |
    (?:to|must|should|can|may|shall) (?:be )?(?:spend|spent|used?)\b |
    (?:grabacion|recording|gravacao|gravacio)\b[^.;]{0,40}(?:disponi\w+|available) |
    grabacion | recordings? (?:is|are|will|of)\b | enregistrement (?:de|sera) | gravacao |
    gravacio |
    registered (?:before|since|prior|on or before|in)\b |
    whose (?:[a-z]+ ){0,5}(?:ended|closed|finished|expired)\b |
    cuy[oa]s? (?:[a-z]+ ){0,5}(?:termino|terminaron|finalizo|finalizaron|concluyo|concluyeron|
        vencio|vencieron|cerro|cerraron)\b |
    %MUST%[\s:•*·▪-]{0,10}(?:estar |haber |be |etre |ser |se |s'|to )?
        (?:conclui|finaliza|finalitza|termin|ejecuta|justifica|start\b|begin\b|end\b|finish|
        conclude|comenza|inicia|demarre|achev|comecar|acabar|executar|realitzar)
        (?![^.;]{0,25}(?:inscri|postula|solicit|registr|applica|candidat)) |
    (?:boot)?camps?\b | kick-?off\b | demo day
    """,
    parts={
        "SHOWN": _SHOWN,
        "PURPOSES": _PURPOSES,
        "PAPERS": _PAPERS,
        "THINGS": _THINGS,
        "MUST": _MUST,
    },
)
"""Any other purpose: the date closes nothing."""

ADJACENT_ONLY = table(
    r"""
    \bley\b | \blei\b | \bllei\b | \bloi\b | decreto | decret\b | \borden\b | \bordre\b |
    \bresolucio\b | resolucion\b | \bacuerdo\b | reglamento | publicad | posted | published |
    publie\b | publication\b | actualizad | updated | boletin | \bboe\b | diario oficial |
    aprobad | firmad | anterior | since\b | previous |
    \bact of\b | de fecha | con fecha
    """
)
"""Of :data:`OTHER`, those that only speak for a date a few words away."""

OTHER_AFTER = table(
    r"""
    \b(?:ask|make|hacer|fazer|poser|plantear|formular|fer|send|enviar)\s(?:[a-z]+ ){0,3}
        (?:questions?|preguntas|consultas|dudas|perguntas|duvidas|preguntes|consultes) |
    comentarios | retroalimentacion | feedback | comments | consejos | descuento | discount |
    early[ -](?:bird|feedback) | webin | taller | workshop | sesion informativa | info session |
    resultados | results | notific | ceremonia |
    se publicar | se anunciar | will be announced | to be announced | inicio del proyecto |
    project start | talleres |
    \b(?:para|per|pour|to|in order to)(?: (?:la|el|a|o|l'))?\s?(?:acept|accept|renunci|contrata|
        firmar|sign\b|signer|signar|confirmar(?! su particip)|justific|ejecut|execut|gastar|
        spend|subsan|alegar|
        recurrir|entregar (?:os|los|la) (?:documentos|documentacion) de contrata) |
    \b(?:para|pour|per|to|in order to)\s(?:estudi|etudi|study|scor|rate\b|designa|design|juzga|
        juger|pronunci|prononc|
        jutja|votar|vote|ler\b|leer|read|lire|llegir|analis|analiz|evalu|avali|revis|review|assess|examin|
        valor|deliber|decid|select|seleccion|selecion|julg|apreci|verific|resolver|publicar|anunci|
        announc|notific|notify|statuer|trancher|invit)
    """,
    lead="",
)
"""What follows a date that is for something else."""

EXCLUDES = re.compile(
    r"\b(?:cannot apply|can not apply|may not apply|(?:are|is|will) not (?:be )?eligible|"
    r"ineligible|no podran? (?:postul|particip|present|concur|solicit|optar|acceder)|quedan? exclu|"
    r"nao poder(?:a|ao) (?:particip|concorr|se inscrev|apresent)|ne peuvent|no poden|no podran ser)"
)
"""What follows a date in a sentence that tells who may not apply."""

TOLD_AFTER = table(
    r"""
    \b(?:para|pour|per|to|in order to) (?:adjudic|award|attribu|otorg|conced)[a-z]+ |
    (?:will|shall|should) (?:hear|know|learn|be (?:told|informed|notified|contacted)) |
    hear (?:whether|back|from) | sabran?\b | conoceran?\b | saber(?:a|ao)\b | saura\b | sauront |
    seron?t? (?:informe|averti|notifie|contacte|annonce|publie) |
    s(?:er(?:a|ao|an)|eran) (?:informad|avisad|comunicad|notificad|contactad|informat|avisat) |
    se (?:dira|conocer|comunicar|sabra|informar|sabera|hara public|dara a conocer) |
    es (?:comunicara|publicara|fara public)
    """
)
"""What follows a date by which applicants are told something."""

ASKED_ABOUT = re.compile(
    r"\b(?:consultas|preguntas|dudas|aclaracion\w*|questions?|queries|inquiries|enquiries|"
    r"clarification\w*|duvidas|perguntas)\b(?: (?:y|o|e|and|or|et|ou) [a-z]+)? (?:sobre|respecto|"
    r"acerca|relativ\w+|about|regarding|concerning|relating|on|sur|a propos)\b"
)
"""Questions, and what they are about: that is no application."""

REVIEW = table(
    r"""
    admisibilidad | admissibilidade | admissibility | recevabilite | admissibilitat |
    seleccion | selecao | seleccio | selection | evaluation | evaluacion | avaliacao | avaluacio |
    assessment | review | analise | analisis | analyse | examen | instruction | apreciacao |
    julgamento | habilitacao | homologacao | screening | valoracion | valoracio | revision |
    revisao | revisio
    """,
    lead=(
        r"\W*(?:\d+[.)]\s*)?(?:(?:period|periodo|fase|etapa|phase|stage|plazo|prazo) "
        r"(?:de |d'|of |da )?)?(?:la )?"
    ),
    tail=(
        r"\b[^:.;,]{0,80}(?:[:,]|\s-|\s)\s*(?:(?:del?|desde|from|du|entre|between|hasta|ate|until|"
        r"by|al?|au|jusqu'au|fins|el|le|the|dia|o|em|on|no|les|las?|los)\b\W*)*$"
    ),
)
"""A line that tells when others read what was handed in: "Selección de propuestas: …"."""

FOR_IT = re.compile(
    r"\b(?:regist\w+ for (?:it|them|this)|inscri\w+ en (?:el|ella|ellos|ellas)|"
    r"inscrev\w+-se nel[ae]s?|s'y inscrire|inscriure-s'hi|sign up for (?:it|them|this))\b"
    r"(?:(?!appl|postul|candidat)[^.;]){0,30}$"
)
"""Registering for what was just spoken of; where that is an :data:`EVENT`, no application."""

SIGNING_UP = table(
    r"""
    register | registration | sign up | inscrib\w+ | registro | registrese | inscrev\w+(?:-se)? |
    inscrivez-vous | inscriviu-vos | inscriure's | s'inscrire | inscri[pc]\w+ | rsvp
    """,
    lead=(
        r"(?:[;,.:(]|\b(?:y|e|et|i|and))\s*(?:(?:and|please|y|e|et|i|cal|il faut|hay que|"
        r"deben?)\s)?"
        r"(?:la |l'|les |las |as |o |your )?"
    ),
    tail=(
        r"\s(?:(?:obligat\w+|required|previa|libre|gratuit\w*|is|es|est|on|before|by|until|hasta|"
        r"antes|ate|avant|jusqu'au|fins|abans|del?|el|le|al?|o|dia)\s?)*$"
    ),
)
"""Signing up for what the same sentence tells of, and nothing named besides."""

EVENT = re.compile(
    r"\b(?:webin|sessions?\b|sesion|sessao|sessio\b|charla|taller\b|workshop|atelier|reunion\b|"
    r"reuniao|briefing|seminari|conferenc|conferenci|jornada|encuentro|encontro|meeting)"
)

PAID = re.compile(
    r"^[\s,;)]*(?:para|for|pour|per a)\b|\b(?:realizad|celebrad|hech|held|incurred|realise|"
    r"fet[es]+\b|inversion|gast|feria|actividad|activit|cost|despes)"
)
"""What a call pays for, with a window of its own."""

TAUGHT = re.compile(
    r"\b(?:(?<!en )cursos?|courses?|escuela|school|formation|festival|feria|estancia)\b"
)
"""What runs for a while itself."""

SHOW = re.compile(
    r"\b(?:exposicion|exhibition|exposicao|exposicio|muestra (?:de|se|sera))\b[^.;]*$"
)
"""What is open to visitors, not to applicants."""

DECIDED = re.compile(
    r"\b(?:reparto|se ha (?:hecho|repartido|concedido|adjudicado|distribuido)|se han (?:concedido|"
    r"adjudicado)|(?:has|have) been (?:awarded|shared)|ont ete (?:attribue|retenu)|"
    r"foram (?:concedid|selecionad))"
)
"""What a sentence says once the money is given out: no call is open any more."""
