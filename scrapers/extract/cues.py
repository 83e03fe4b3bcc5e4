"""Cue words that say what a date is for (folded; Spanish, English, Portuguese, French, Catalan).

A cue is a pattern tried on folded text. Order inside a table carries no meaning; where two
tables match the same words, the more specific one (``OTHER``) wins.
"""

import re

_PURPOSES = (
    r"(?:questions?|queries|inquir\w+|enquir\w+|clarification\w*|consultas|preguntas|dudas|"
    r"aclaracion\w*|observacion\w*|duvidas|esclarecimento\w*|reclama\w+|subsana\w+|recurso\w*|"
    r"reports?|informes?|justifica\w+|resultad\w+|results?|evalua\w+|"
    r"notifica\w+|finalizacion(?! de(?:l| la| las| los)? (?:"
    r"plazo|convocatoria|inscrip|recep|postul|"
    r"present|solicit))|ejecu\w+|execu\w+|implement\w+|"
    r"documentos complementares|visas?|register for the (?:webinar|event|session))"
)


def table(rows: str) -> re.Pattern[str]:
    """One pattern out of a table of alternatives, separated by bars between spaces.

    A line that does not end in such a bar goes on, without a space, in the next one.
    """
    rows = rows.replace("%PURPOSES%", _PURPOSES)
    whole = re.sub(r"(?<! \|)\n\s*", "", rows.strip())
    return re.compile(r"\b(?:" + "|".join(re.split(r"\s+\|\s+", whole)) + ")")


CLOSE = table(
    r"""
    fechas? (?:y hora )?(?:limite|tope|maxima|final|de cierre|de termino|de vencimiento|
        de finalizacion|ultima) |
    (?:hora|dia) (?:y fecha )?(?:limite|de cierre) | ultim[oa]s? (?:dia|fecha|plazo)s? |
    fechas? de corte | cortes?\b(?! de luz) | plazos?\b | cierres?\b | cierran?\b |
    cerr(?:ara|aran|o|aba|ando)\b | vencen?\b | vencera |
    vencimiento | finalizan?\b | finalizara |
    finalizacion de(?:l)? (?:plazo|la recepcion|la convocatoria) |
    termina(?:n|ra)?\b | concluye\b | concluira | expira\b |
    fin de (?:la )?(?:inscripcion|postulacion|recepcion|convocatoria) |
    abiert[oa]s?(?: (?:el plazo|la convocatoria|la inscripcion|las inscripciones|
        las postulaciones))? hasta |
    (?:permanecera|estara|estaran|permaneceran|seguira|sigue|esta|estan) (?:abiert[oa]s?|
        disponibles?|habilitad[oa]s?)\b[^.;]{0,25}hasta |
    (?:convocatoria|llamado|plazo|inscripcion\w*|postulacion\w*)\b[^.;]{0,25}vigentes? hasta |
    fechas? (?:de|para la) (?:entrega|presentacion|recepcion|envio|postulacion|inscripcion)\b |
    (?:envio|entrega|presentacion|recepcion|remision|radicacion|submission|depot|envoi|lliurament)
        \s(?:de|of|des|del|d')[^.;:]{0,50}: | data de finalitzacio |
    deadlines?\b | closing (?:date|time|day)s? | closes?\b | closing\b | closed on | closure\b |
    due (?:date|by|on|no later)s? | \bdue: | due\b | apply (?:by|before|until|through) |
    cut-? ?off | submission (?:date|period|window) | last (?:date|day) |
    expires?\b | open (?:until|through|till|to)\b | ends? (?:on|at)\b | final date |
    submit(?:ted)? (?:[a-z]+ ){0,6}(?:by|before|no later|on or before)\b |
    applications? (?:[a-z]+ ){0,6}(?:by|before|until|through)\b | prazos?\b | datas?[ -]limite |
    data (?:final|maxima|de encerramento|de fecho|limit|de tancament) |
    encerra(?:m|mento|ra|rao|-se|da|das)?\b | terminam?\b |
    (?:inscricoes|candidaturas|propostas)(?: [a-z]+){0,4} ate\b | fecho\b | dates?[ -]limites? |
    date (?:butoir|de cloture|de fin|de depot|limite) | clotur(?:e|es|ee|era)\b | clot\b |
    delais?\b | echeances?\b | prend(?:ra)? fin | se termine |
    dernier (?:jour|delai) | ouvert(?:e|es|s)? jusqu | terminis?\b | tancaments?\b |
    es tanca(?:ra)?\b | es tanquen | tanca(?:ra)?\b | finalitza(?:ra)?\b | acaba(?:ra)?\b |
    obert(?:a|es|s)? fins |
    (?:permanecera|estara|estaran|permaneceran|esta|estan) (?:abiert|habilitad)[oa]s?\b
        (?= (?:del|entre)\b) |
    (?:first|second|1st|2nd) stage\b[^.;:]{0,40}: |
    (?:primer|segund|tercer|ultim)[oa]?\s(?:ventana|llamado|ronda)\b[^.;:]{0,25}: |
    (?:first|second|third) (?:window|intake|call)\b[^.;:]{0,25}: |
    (?:first|second|third|final)-round submissions? |
    submission of (?:full |the |all )?(?:proposals?|applications?|concept notes?|projects?|ideas|
        dossiers?)\b | submissions?: |
    (?:presentacion|recepcion|envio|entrega|radicacion|inscripcion|submissao|apresentacao|envio|
        depot|presentacio) d(?:e |es |')(?:los |las |sus )?(?:proyectos|propuestas|solicitudes|
        postulaciones|candidaturas|iniciativas|ideas|projetos|propostas|dossiers|projets|
        projectes|sol.?licituds)\b(?=[\s|:.,-]{0,6}(?:(?:hasta|el|del|al|ate|au|le|fins)\s){0,2}\d)
    """
)
"""A closing date by themselves."""

RECEIVED = table(
    r"""
    (?:recepcion|presentacion|envio|entrega|radicacion|registro|inscripcion|postulacion|
        inscripciones|postulaciones|solicitudes|candidaturas|propuestas|proyectos|ofertas)
        \s(?:de (?:los |las )?(?:proyectos?|propuestas?|solicitudes|postulaciones|candidaturas|
        documentos|documentacion|ofertas|iniciativas|expedientes|carpetas|interesad)[^.;:]{0,40}?)?
        (?:se (?:realizar|har|llevar|efectuar|recibir|presentar|recepcionar|admitir|radicar)an?\b|
        deber(?:a|an) (?:realizar|hacer|efectuar|presentar|enviar|remitir|entregar|radicar)se|
        deber(?:a|an) ser (?:presentad|enviad|remitid|entregad|radicad|recibid)) |
    (?:must|should) (?:arrive|reach us)\b[^.;]{0,60}?\b(?:by|before|no later than)\b |
    (?:must|should|shall|will|to) be (?:received|emailed|sent|posted|submitted)\b[^.;]{0,60}?
        \b(?:by|before|until|no later than)\b |
    (?:inscricoes|candidaturas|propostas|inscripciones|postulaciones|solicitudes)
        \s(?:serao|poderao ser|devem ser|deverao ser|seran|podran ser|deben ser|deberan ser)
        \s(?:realizad|feit|enviad|apresentad|recebid|presentad|recibid|submetid|encaminhad|
        efetuad)[oa]s |
    (?:est|sont) attendu(?:e|s|es)? (?:pour|avant|au plus tard)
    """
)
"""What is applied for is handed in: closing words no word inside them can turn."""

_END_WORD = (
    r"\b(?:hasta|ate|until|till|through|by|before|antes del?|antes de|avant|fins|abans del?|"
    r"jusqu'au|jusqu'a|no later than|on or before|"
    r"a mas tardar|au plus tard|pour le|com a molt tard|com a maxim|como maximo|"
    r"no mas tarde del?)\b"
)
_FILLER = (
    r"(?:el|las|la|les|le|al|l'|o|the|dia|proximo|proxima|mismo|este|pasado|inclusive|seguent|"
    r"prochain|proper|del|de|on|a|as|at|es|and|including|incluido|maximo|"
    r"lunes|martes|miercoles|jueves|viernes|sabado|domingo|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"segunda-feira|terca-feira|quarta-feira|quinta-feira|sexta-feira|"
    r"dilluns|dimarts|dimecres|dijous|divendres|dissabte|diumenge)"
)
UNTIL = re.compile(
    rf"(?:{_END_WORD}[\s:]*(?:{_FILLER}\b[\s,.:()]*){{0,8}}|"
    rf"{_END_WORD}\s(?:a\s)?(?:las?\s|les\s|the\s|as\s)?"
    r"(?:\d{1,2}(?:[:.h]\d\d)?|medianoche|mediodia|midnight|noon|midi|minuit|meia-noite|migdia|"
    r"close of business|cob|end of (?:the )?day|final del dia)"
    r"[^\d;]{0,70}(?:(?:gmt|utc)\s?[+-]\s?\d{1,2}(?::\d\d)?[^\d;]{0,40})?)$"
)
"""Words right before a date that make it an end; it needs :data:`APPLY` in the sentence."""

APPLY = table(
    r"""
    solicit | postul | propuest | candidat | inscri | convocatoria | presenta(?:r|cion|n|cio) |
    aplicar\b | aplicacion(?:es)?\b | envi[aeo] | recib | recepcion | regist | formulario |
    manifestacion(?:es)? de interes | particip | concurs | bases\b |
    appl(?:y|ications?|icants?|ying)\b | submi | proposals?\b | entries\b | nominat |
    concept notes? | expressions? of interest | call (?:for|is|will|closes)\b | grant | inscric |
    edital\b | chamada | submet | proposta | dossiers?\b | depos(?:er|ez|es|ee)\b | depot |
    appel\b | candidature | soumettre | soumission | sol[.·l]?·?licit | presentar |
    convocatories | inscripci | projectes?\b | proyectos?\b | ayudas\b | becas?\b | aspirantes |
    interesad | premios?\b | concorrer | propositions? | envoy | adresser | transmett | remett |
    postuler | apresent | send\b | sent\b |
    statements? of interest | receiv | letters? of (?:intent|interest|inquiry) |
    cartas? de (?:intencion|interes) | d'intention |
    notas? de intencion | enter\b | nominate | lliur | trame[tn] | radic | diligenci | cargar |
    vincul | envio |
    candidatar | inscrev | receb | complete (?:the|this|your|an?)\b | completar | fill(?:ing)? |
    form\b | survey | interested |
    peticion | demandes?\b | pedidos?\b | admit | admet | admis |
    tell us | let us know | sign up | manifest | interess | demanar |
    materials\b | enlla | entreg | remit | sugest | suger | ideas\b | ofertas\b
    """
)
"""Words about applying."""

APPLICATION = table(
    r"""
    convocatorias?\b | solicitud | postulaci | postulen?\b | propuestas?\b | candidat |
    inscripci |
    inscric | manifestacion(?:es)? de interes | applications?\b | apply\b | proposals?\b |
    nominations?\b | entries\b | concept notes? | expressions? of interest |
    call (?:for|is|will|closes)\b | edital\b | chamada | propostas?\b | dossiers?\b | appel\b |
    sol[.·l]?·?licitud | convocatories
    """
)
"""Of :data:`APPLY`, what names the application itself."""

OPEN = table(
    r"""
    (?:fecha|dia) de (?:apertura|inicio|lanzamiento|publicacion de la convocatoria) | apertura |
    se abr(?:e|en|ira|io|ieron|iran)\b | abr(?:e|en|ira|iran|io)\b | ha abierto | han abierto |
    abiert[oa]s? (?:desde|a partir) |
    inicio (?:de )?(?:la |las |del )?(?:convocatoria|recepcion|inscripci|postulaci|plazo|
        presentacion|solicitud) |
    inicia\b | iniciar(?:a|an)\b | lanzamiento | comenzar(?:a|an)\b | comienzan?\b |
    empezar(?:a|an)\b |
    empiezan?\b | begins?\b | commence(?:ra)?\b | debute(?:ra)?\b | comecam?\b |
    comenca(?:ra)?\b | starts?\b |
    open(?:s|ed|ing)?(?: date| on| from)?\b(?! (?:until|through|till|to)\b) | launch(?:ed|es)? |
    issu(?:ance|e) date | date issued | releas(?:e|ed) (?:on|date) | starting |
    available from | start(?:s|ing)? on\b | abertura | abrem?\b | inicio (?:das|da|do) |
    ouvertures? | ouvrent?\b | ouvert(?:e|es|s)?\b(?! jusqu) | ouvrira |
    obertura | s'obre | obre\b | lancement
    """
)
"""An opening date."""

FROM = re.compile(
    r"\b(?:from|desde|a partir del?|a partir de|a compter du|des le|des del|starting|desde el)\b"
    r"[\s:]*(?:(?:el|la|las|o|dia|proximo|the|le|este)\b\s*){0,3}$"
)
"""Words right before a date that make it a beginning, where the sentence is about applying."""

OTHER = table(
    r"""
    (?:deadline|due date|fechas? (?:limite|maxima|tope)|plazo|prazo|data limite|date limite|
        delai|termini|cierre)s? (?:de|para|for|to|pour|per a|of|da|das|dos|del|de las|de los) (?:
        \w+ ){0,3}%PURPOSES% |
    (?:entrega|lliurament|remise|entrega) d(?:e|es|els|el) (?:los |las |les )?(?:premios?|
        galardon\w*|certificad\w*|obras?|diplomas?|premis?|prix) |
    %PURPOSES% (?:submission |period |and answers? )?(?:deadline|due|close|plazo) |
    resultad | resultats?\b | results?\b | notifi | seleccionad | selected | ganador |
    winners?\b | announce(?:d|ment) | se anunciar | anunci(?:o|a|ara|aran|aremos)\b | fallo\b |
    divulga | selecionad | vencedor | laureats? | guanyador | resol(?:ucion|ucio|vera)\b |
    adjudica | decision | shortlist | preselec | invited to submit | award (?:date|notification) |
    listado | publicacion (?:de|del) (?:la )?(?:lista|resultad|banco|ganador|elegibles) |
    evaluacion\b | entrevistas? | interviews?\b | jurado | jury\b | taller(?:es)?\b | webin |
    seminari | jornadas?\b | sesion(?:es)? (?:informativa|de informacion|virtual|de orientacion) |
    charlas?\b | \bforos?\b | congreso | cumbre | ceremoni | cerimonia | eventos?\b | \bgala\b |
    workshops? | info(?:rmation)?(?: |-)(?:session|day|webinar)s? | conference | conferencia |
    summit | \bevents?\b | oficinas?\b | sessao | sessoes | ateliers? | reunion(?:es)?\b |
    reunioes | sessions? d'informac?tion | sessio (?:informativa|d'informacio) | celebra |
    tendra lugar | tendran lugar |
    se realizara | se llevara | tak(?:es?|ing) place | hear (?:back|from) |
    will be (?:informed|contacted|told) |
    (?:seran|sera) (?:informad|contactad|comunicad) | se (?:informar|contactar|comunicar)a |
    communiqu |
    (?:projects?|activities) (?:must|should|shall|need to|have to) (?:be )?(?:complet|finish|
        start|end) |
    completed by | run from | will run | deroul |
    (?:proyectos?|projets?|projectes?|projetos?|pasantias?|actividades|actividad|acciones|
        estancias?|visitas?|obras?|curso|residencias?|movilidades|intercambios?|accions|atividades|
        gastos?)\s(?:[a-z]+ ){0,3}(?:deber|debe|podra|tendra|hauran|haura|devr|devem|deve|han?\b|
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
    passports?\b | pasaportes?\b | (?:presentad|recibid)[oa]s entre\b |
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
    aclaracion | questions?\b | clarification | inquir | enquir | observaciones | duvidas |
    esclarecimento | comentarios | feedback | comments?\b | retroalimentacion | subsanacion |
    subsanar | alegaciones | impugna | recursos? (?:administrativ|de reposicion|contra) |
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
    fechas? (?:de|prevista de) (?:inicio|finalizacion|termino|terminacion|fin|cierre|realizacion)
        \sde(?:l| la| los| las| l')? (?:proyecto|programa|beca|curso|estancia|actividad|ejecuc|
        evento|formacion|clases|diplomado|contrato|accion) |
    fechas? (?:de|del) (?:comite|la reunion) |
    fechas? del (?:proyecto|programa|curso|evento|viaje|seminario|diplomado) |
    vigencia | justificacion | justificar | justificacio | rendicion |
    inform(?:e|es) (?:final|tecnic|de) | reports?\b | rapport |
    plazo (?:maximo )?(?:de|para la|para el|para) (?:la )?(?:ejecu|resol|justific|notific|subsan|
        realiza|amortiz|desembols|carencia|garant|duracion|respuesta|
        entrega de los (?:bienes|productos)) |
    prazo (?:de|para a|para) (?:execu|vigencia|realiza|implement|resposta|recurso) |
    delais? d(?:e |')(?:execution|realisation|instruction|paiement|reponse) |
    termini (?:d'execucio|de justificacio|de resolucio|per a l'execucio) |
    deadline for (?:questions|clarif|inquir|enquir|implement|report) |
    cierre (?:de|del) (?:proyecto|ejercicio|programa) |
    fecha (?:limite )?(?:de|para) (?:la )?(?:ejecu|justific|subsan|consult|resol) |
    finaliza(?:r|cion|do|dos|das)? (?:el|la|los|las|del|de los|de las) (?:proyecto|ejecu|obra|
        curso|activ|acci) |
    contrato | convenio | \bley\b | \blei\b | \bllei\b | \bloi\b | decreto | decret\b |
    \bact of\b | \borden\b | \bordre\b | \bresolucio\b | \bacuerdo\b | acord de | reglamento |
    portaria | directiva | \barrete\b | circular | publicad[oa]s?\b | posted | published |
    publie | publication\b | actualizad | updated | mise a jour | modified | \bcreado\b |
    \bboletin\b | \bboe\b | dogc | diario oficial | nacid[oa]s? | fundad | desde su | since\b |
    constituid | edicion(?:es)? anterior | la edicion (?:pasada|de) | previous |
    anterior(?:es)?\b | aprobad[oa] | firmad[oa] | signed | de fecha | con fecha |
    comite (?:presidentiel|interministeriel) | declar(?:er|ar|acion) | early
    """
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

CLOSE_AFTER = re.compile(
    r"^[\s,)\]]*(?:\([^)]{0,40}\)\s*)?(?:(?:a las|at|a)\s[^,.;:]{1,30})?(?:[:|\-,;]\s*|"
    r"\s)*(?:el |la |los |las |o |a |le |the |es |sera |is |como |as |was |constitue |e |est )*"
    r"(?:au plus tard|at the latest|a mas tardar|como maximo|no mais tardar|com a molt tard|"
    r"(?:nueva |new )?(?:fechas? (?:limite|tope|maxima|de cierre)|cierres?\b|cierra|se cierra|"
    r"vence|finaliza|termina|deadline|closing|(?:call |applications? )?closes?\b|"
    r"(?:full |final )?(?:applications?|proposals?|"
    r"submissions?) (?:are |will be |is )?(?:reviewed|accepted|received|due|deadline|close)|"
    r"due\b|"
    r"prazo|encerra|data[ -]limit|date limite|cloture|fin d|data de tancament|tancament|es tanca|"
    r"(?:recepcion|envio|presentacion|entrega|ultimo dia|last day|plazo|submission|postulacion|"
    r"termini)\b))"
)
"""What may follow a date that closes."""

OPEN_AFTER = re.compile(
    r"^[\s,)]*(?:[:|\-]\s*)?(?:(?:this|the|la|el|se|invitation|call|to|apply|is|are|for|"
    r"applications?|convocatoria|plazo|of|proposals?|appel)\s+){0,8}"
    r"(?:apertura|abre|se abre|abrira|opens?\b|opening|released|launch|lanzamiento|inicio de|"
    r"abertura|ouverture|obertura|publicacion de la convocatoria)"
)
"""What may follow a date that opens."""

OTHER_AFTER = re.compile(
    r"(?:comentarios|retroalimentacion|feedback|comments|consejos|descuento|discount|"
    r"early[ -](?:bird|feedback)|webin|taller|workshop|sesion informativa|info session|"
    r"resultados|results|notific|ceremonia|"
    r"se publicar|se anunciar|will be announced|to be announced|inicio del proyecto|"
    r"project start|talleres)"
)
"""What follows a date that is for something else."""

EXCLUDES = re.compile(
    r"\b(?:cannot apply|can not apply|may not apply|(?:are|is|will) not (?:be )?eligible|"
    r"ineligible|no podran? (?:postul|particip|present|concur|solicit|optar|acceder)|quedan? exclu|"
    r"nao poder(?:a|ao) (?:particip|concorr|se inscrev|apresent)|ne peuvent|no poden|no podran ser)"
)
"""What follows a date in a sentence that tells who may not apply."""

EXTENSION = table(
    r"""
    (?<!solicitud de )prorrog | proroga | prolong | extend(?:ed|s|ing)?\b |
    extension (?:of|del) (?:the )?(?:deadline|plazo) | extien(?:de|den)\b | extendi |
    ampli(?:a|ad[oa]|o|an|acion|aron|ara)\b[^.;]{0,40}(?:plazo|fecha|hasta|cierre|convocatoria|
        inscripc|termin) |
    plazo ampliad | nueva fecha (?:limite|de cierre|tope) | nuevo (?:plazo|cierre) |
    new (?:deadline|closing) | nova data | novo prazo | nouvelle date | nouveau delai | estendid |
    estende | report(?:e|ee) au\b | reportee?  | ampliat fins | s'amplia | ampliacio del termini |
    nou termini | aplaza | pasa(?:n|ra)? (?:al?|del) | se traslada\b | se pospone | postponed |
    moved (?:to|from|back) | pushed back | adiad[oa]
    """
)
"""The deadline was moved."""

MOVABLE = re.compile(
    r"\b(?:plazos?|cierre|convocatoria|inscripc|postulac|recepcion|deadline|call\b|prazo|inscric|"
    r"edital|date limite|candidat|appel|termini|presentacion de|fechas? (?:limite|de cierre|tope)|"
    r"applications?|chamada|"
    r"convocatoires?|solicitud|closing|submission|registration)"
)
"""What can be moved by :data:`EXTENSION`."""

ROLLING = table(
    r"""
    (?:convocatoria|ventanilla|plazo|inscripcion|inscripciones|postulacion|postulaciones|
        solicitudes|fondo|programa)s?(?: (?:esta|estan|es|permanece|permanecera|de caracter|
        se mantiene))?(?: siempre)? (?:abiert[oa]s? )?(?:permanentes?|continu[oa]s?)(?:mente)?\b |
    abiert[oa]s? (?:permanentemente|de (?:forma|manera) (?:permanente|continua)|todo el ano|
        durante todo el ano|siempre) |
    (?:de (?:forma|manera)|con caracter) (?:permanente|continua)\b | permanentemente abiert[oa] |
    ventanilla (?:abierta|permanente) | (?:durante|a lo largo de)? ?todo el ano |
    (?:los )?365 dias | sin (?:fecha|plazo) (?:limite|de cierre|limite de) |
    no (?:hay|tiene|existe|cuenta con) (?:una )?(?:fecha|plazo) (?:limite|de cierre) |
    en cualquier momento(?: del ano)? | recepcion (?:permanente|continua) |
    hasta (?:que se )?(?:agot\w+|el agotamiento|
        agotamiento)(?: de)? (?:la |los |el |las )?(?:recursos|fondos|presupuesto|credito|
        dotacion|existencias|cupos|plazas|partida|disponibilidad|el presupuesto) |
    rolling(?: basis| deadline| call| applications?)?\b | on a continuous basis |
    no (?:fixed |application |closing )?deadlines?\b | year[- ]round | throughout the year |
    all year(?: round)? | open (?:continuously|all year|year-round|on an ongoing) |
    ongoing basis | at any time (?:of|during) the year |
    (?:submit\w*|appl(?:y|ications?)|requests?)\b[^.;]{0,40}at any time |
    accept\w* (?:applications|proposals) (?:at any time|continuously|on an ongoing) |
    until (?:all )?(?:the )?(?:funds|funding|budget|resources) (?:are|is|have been|
        has been)? ?(?:fully )?(?:exhausted|obligated|spent|committed|depleted|allocated) |
    first[- ]come,? first[- ]served | fluxo continuo | (?:em )?carater permanente |
    o ano (?:todo|inteiro) | sem (?:data|prazo) (?:limite|de encerramento) |
    ate (?:o )?esgotamento | ate (?:que )?se esgot | au fil de l'eau | tout au long de l'annee |
    toute l'annee | sans date limite | en continu\b | appel permanent | depot permanent |
    jusqu'a epuisement | tot l'any | convocatoria (?:oberta )?permanent | oberta permanentment |
    sense (?:data limit|termini) | fins a(?: l')? ?exhaurir | fins que s'exhaureixi
    """
)
"""Open without a closing date."""
