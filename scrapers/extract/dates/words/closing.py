"""Words that make a date a closing one (folded; five languages), and those of no closing date."""

import re

from scrapers.extract.dates.words.calendar import WEEKDAY, WEEKDAYS
from scrapers.extract.text.wording import WordTable, table

CLOSE = table(
    r"""
    (?:fin|fim|fi|final|termino|finalizacion|cierre|end) (?:del? |do |du |of (?:the )?)
        (?:period[oe]?s? (?:de |d')?(?:l[ao]s? |les )?(?:solicit|postul|inscri|present|recep|
        candidat|sol.?licit|apresent|depot)|(?:application|submission) period)\w* |
    (?:part|step|stage|paso|parte|etapa|fase|etape|passo) \d\s?[-:.–)]\s?(?:submit|apply|register|
        envi|present|registr|postul|inscri|carg|depos|inscrev)\w* |
    close-?out dates? | remata(?:n|ra|ran)?\b | apert[oi](?= (?:dal|tra)\b) |
    (?:formularios?|plataformas?|enlaces?|links?|portal|sistema|aplicativo|formulaires?|forms?|
        lien|enllac)\s(?:[a-z]+ ){0,2}(?:se |es |will (?:be )?|sera |seran |fica |ficara )?
        (?:desactiv|deshabilit|inhabilit|bloque|apag|shut|switched off|disabled|taken down|
        desabilit|desativ|indisponi)\w* |
    nel termine(?= del $) | chiusura\b |
    scadenz[ae]\b | scad(?:e|ono|ra|ranno)\b | chiud(?:e|ono|era|eranno)\b | entro e non oltre |
    termin[ei] (?:ultim[oi]|perentori[oi]|di presentazione|
        per (?:la |l'|il )?(?:present|invi|partec|iscri|consegn|trasm|domand|candid)\w*) |
    (?:ventanillas?|ventanas?|plataformas?) abiertas?\b(?= (?:del|entre)\b) |
    (?:convocatori\w+|inscri\w+|candidatur\w+|appels?|calls?|chamadas?)
        \s(?:abert|abiert|obert|ouvert)[aeo]?s?(?= (?:del?|du|des|entre)\b) |
    (?:cuando|when|quand|quando|quan) ?: ?(?=(?:hasta|until|by|ate|jusqu|avant|antes|fins|
        before)\b) |
    by when ?: | end dates? (?:for|of) (?:the )?(?:appl|submi|call|regist|propos)\w* |
    (?:ate quando|fins quan|hasta cuando|jusqu'a quand|until when) ?: |
    how long (?:is|are|will|does|do)\b[^?]{0,40} |
    (?:end|close) of (?:the )?(?:calls?|applications?|submissions?|registration)\b | ends(?=\s$) |
    (?:taken|goes) offline | fermeture (?:du|des|de la) |
    fermeture(?: de l[a'] ?(?:plateforme|appel|depots?))? ?: | reponses? attendues? avant |
    candidatures? (?:\w+ )?s'acheve\w* |
    (?:termino|fim|fin|final|fi) d(?:e |as |els? |es |e la |e las |e les )(?:inscri\w+|postula\w+|
        recep\w+|depots?\b|candidat\w+|propost\w+|solicit\w+|present\w+|registro|submiss\w+) |
    fechas? (?:y hora )?(?:limite|tope|maxima|final|de cierre|de termino|de vencimiento|
        de finalizacion|ultima) |
    (?:hora|dia) (?:y fecha )?(?:limite|de cierre) | ultim[oa]?s? (?:dia|fecha|plazo|termini)s? |
    ¿?(?:hasta|ate|fins) (?:cuando|quando|quan) ?\? | jusqu'a quand ?\? | (?:until|by) when ?\? |
    (?:deja|dejan|dejara|dejaran) de (?:recibir|aceptar|admitir)\b |
    (?:stop|stops|cease|ceases) (?:to )?(?:accept|tak|receiv)\w* |
    (?:deixa|deixam|deixara) d(?:e |')(?:receber|aceitar|acceptar|admetre)\b |
    (?:fi|final) d(?:e |el |e la )(?:presentacio|termini|inscripci|recepcio) |
    (?:restara|estara|estaran|romandra|es) obert[ae]?s? (?=del?\b|des\b|entre\b) |
    ¿?cuando (?:se puede|puedo|podemos|hay que|se debe)\b(?! (?:visit|ver\b|asist|viaj)) |
    quan (?:es pot|puc|cal|s'ha de)\b |
    quand (?:peut-on|puis-je|faut-il)\b | quando (?:posso|se pode|podemos|devo)\b |
    when (?:can|do|should|must) (?:i|you|we|one)\b |
    fechas? de corte | cortes?\b(?! de luz) | plazos?\b | cierres?\b | cierran?\b |
    cerr(?:ara|aran|aria|o|aba|ando)\b |
    (?:cerrad|finalizad|concluid|terminad|encerrad)[oa]s?\s(?:el plazo|la convocatoria|
        la recepcion|o prazo|a chamada|as inscricoes)\b(?= \($) |
    (?:cerramos|cerraremos|encerramos|encerraremos|fechamos|tanquem|fermons)\b
        (?= (?:(?:el|em|le|no|o|al?|au|la|dia)\b)?[^.;:,\d]{0,12}$) | vencen?\b | vencera |
    venceria\b |
    vencimiento | finalizan?\b | finalizara |
    finalizacion de(?:l)? (?:plazo|la recepcion|la convocatoria) |
    (?:termin|finaliz|encerr|conclui|tancar|acabar)(?:ar)?ia\b | termina(?:n|ra)?\b |
    concluye\b | concluira | expira\b |
    (?:fechas? (?:de )?)?fin (?:de )?(?:las? )?(?:inscripcion|postulacion|recepcion|convocatoria|
        solicitud|presentacion de (?:las |los )?(?:solicit|propuest|candidat|proyect|instanc)) |
    abert[oa]s? ate\b | abiert[oa]s?(?: (?:el plazo|la convocatoria|la inscripcion|
        las inscripciones|las postulaciones))? hasta |
    (?:permanecera|estara|estaran|permaneceran|seguira|sigue|esta|estan) (?:abiert[oa]s?|
        disponibles?|habilitad[oa]s?|activ[oa]s?)\b[^.;]{0,25}hasta |
    (?:convocatoria|llamado|plazo|inscripcion\w*|postulacion\w*)\b[^.;]{0,25}vigentes? hasta |
    fechas? (?:de|para la) (?:entrega|presentacion|recepcion|envio|postulacion|inscripcion)\b |
    (?:envio|entrega|presentacion|recepcion|remision|radicacion|submission|depot|envoi|lliurament)
        \s(?:de|of|des|del|d')(?! (?:la |el |a |o |le |the )?(?:convocatori|programa|
        edital|call\b|appel|premio|concurso|resultad))[^.;:]{0,50}: | data de finalitzacio |
    fi del? (?:termini|presentacio|la convocatoria) |
    deadlines?\b | closing (?:date|time|day)s? | closes?\b |
    closing\b(?! (?:reports?|statements?|remarks|event|balance)\b) | shuts?\b |
    limites? (?:de|para) (?:la |el )?(?:envio|entrega|presentacion|recepcion|postulacion|
        inscripcion|registro|presentar|enviar|
        entregar|radicar|postular|inscribir)\w* | closed on | closure\b |
    (?:proposals?|applications?|submissions?|letters? of intent|concept notes?) target dates? |
    target dates? for (?:the )?(?:submi|full |proposals?|applications?|concept notes?) |
    due (?:date|by|on|no later)s? | \bdue: | due\b | apply (?:by|before|until|through) |
    cut-? ?off | submission (?:date|period|window) | last (?:date|day) |
    expires?\b | open (?:until|through|till)\b |
    open to(?=\s(?:(?:the|next|midnight|noon|[a-z]+day),?\s)*$) |
    open to\b(?=[^.;]{1,60} (?:until|till|through) (?:[a-z]+day,? )?$) |
    ends? (?:on|at)\b | final date |
    submit(?:ted)? (?:[a-z]+ ){0,6}(?:by|before|no later|on or before)\b |
    applications? (?:[a-z]+ ){0,6}(?:by|before|until|through)\b | prazos?\b | datas?[ -]limite |
    data de fim\b(?! d) | fechas? de fin\b(?! d) |
    data (?:final|maxima|de encerramento|de fecho|limit|de tancament) |
    fecham\b | fechara[o]?\b | fecha (?=(?:em|no dia|as)\b) | fermera(?:ont)?\b |
    ferme (?=le\b) | encerra(?:m|mento|ra|rao|-se|da|das)?\b | terminam?\b |
    (?:inscricoes|candidaturas|propostas)(?: [a-z]+){0,4} ate\b | fecho\b | dates?[ -]limites? |
    date (?:butoir|de cloture|de fin|de depot|limite) | clotur(?:e|es|ee|era)\b | clot\b |
    delais?\b | echeances?\b | prend(?:ra)? fin | se termine(?:ra|nt)?\b |
    dernier (?:jour|delai) | ouvert(?:e|es|s)? jusqu | terminis?\b | tancaments?\b |
    es tanca(?:ra)?\b | es tanquen | tanca(?:ra)?\b | finalitza(?:ra)?\b | acaba(?:ra)?\b |
    obert(?:a|es|s)? fins |
    (?:se |es va |va |ha |han |has |have )?(?:cerro|cerraron|termino|finalizo|concluyo|vencio|
        expiro|cerrado|terminado|finalizado|concluido|vencido|closed|ended|expired|terminou|
        encerrou|fechou|finalizou|tancar|finalitzar|acabar|tancat|finalitzat|acabat)(?:-se)?\b |
    (?:appel|candidatures|depots?|inscriptions) ferme(?:nt|ra|ront)?\b |
    s'est (?:termine|cloture|acheve)e?\b | (?:a|ont|avait) pris fin\b |
    (?:permanecera|estara|estaran|permaneceran|esta|estan) (?:abiert|habilitad)[oa]s?\b
        (?= (?:del|entre)\b) |
    (?:esta|estara|romandra|roman|fica|ficara|est|sera|estao) (?:obert|abert|ouvert)[aeo]?s?\b
        (?= (?:del|entre|de|du)\b) |
    (?:first|second|1st|2nd) stage\b[^.;:]{0,40}: |
    (?:primer|segund|tercer|ultim)[oa]?\s(?:ventana|llamado|ronda)\b[^.;:]{0,25}: |
    (?:first|second|third) (?:window|intake|call)\b[^.;:]{0,25}: |
    (?:ventana|window|ronda|round|llamado|corte|intake|janela) (?:\d|[ivx]{1,4})\s?: |
    lois? accepted\b |
    (?:first|second|third|final)-round submissions? |
    submission(?= $) |
    submission of (?:full |the |all )?(?:proposals?|applications?|concept notes?|projects?|ideas|
        dossiers?)\b | submissions?: |
    (?<!inicio de )(?<!inicio de la )(?<!apertura de )(?<!apertura de la )(?:presentacion|recepcion|
        envio|entrega|radicacion|inscripcion) de (?:los |las |sus )?(?:proyectos|propuestas|
        solicitudes|postulaciones|candidaturas|iniciativas|ideas|ofertas)
        (?: (?:tecnic|economic|complet|digital)[a-z]*(?: y [a-z]+)?)?\b
        (?=[\s|:.,-]{0,6}(?:(?:hasta|el|del|al)\s){0,2}(?:\d|$)) |
    (?:submissao|apresentacao|envio|depot|remise|presentacio) d(?:es?\s|')(?:les |els )?(?:projetos|
        propostas|dossiers|projets|projectes|sol.?licituds|candidaturas|candidatures|ofertes|offres)
        (?: (?:tecn|econom|complet|financ|digita)[a-z]*)?\b
        (?=[\s|:.,-]{0,6}(?:(?:ate|au|le|fins|el|al)\s){0,2}(?:\d|$))
    """
)
"""A closing date by themselves."""

_IS_HANDED = r"""
    se (?:realizar|har|llevar|efectuar)an?\b |
    se (?:recibir|presentar|recepcionar|admitir|radicar)an?\b |
    deberan? (?:realizar|hacer|efectuar|presentar)se |
    deberan? (?:enviar|remitir|entregar|radicar)se |
    deberan? ser (?:presentad|enviad|remitid) | deberan? ser (?:entregad|radicad|recibid)
    """
_IS_CLOSED = r"""
    (?:is|are|was|were|been|now) closed | (?:esta|estan|quedo|quedaron) cerrad[oa]s? |
    (?:est|sont|etait) (?:clos(?:es?)?|cloturee?s?|terminee?|fermee?s?) |
    (?:esta|estao|foi|foram) encerrad[oa]s? | (?:es|esta|estan|son) tancad[ae]s?
    """
RECEIVED = table(
    r"""
    documentacion(?: [a-z]+)? se recibiran?\b |
    (?:(?:recepcion|presentacion|envio|entrega|radicacion|registro|inscripcion|postulacion)(?:es)?|
        solicitudes|candidaturas|propuestas|proyectos|ofertas)
        \s(?:de (?:l[ao]s )?(?:proyectos?|propuestas?|solicitudes|postulaciones|candidaturas|
        document[a-z]+|ofertas|iniciativas|expedientes|carpetas|interesad)[^.;:]{0,40}?)?
        %HANDED% |
    (?:must|should) (?:arrive|reach us)\b[^.;]{0,60}?\b(?:by|before|no later than)\b |
    (?:must|should|shall|will|to) be (?:received|emailed|sent|posted|submitted|uploaded|lodged|
        filed)\b[^.;]{0,60}?
        \b(?:by|before|until|no later than)\b |
    (?:inscricoes|candidaturas|propostas|inscripciones|postulaciones|solicitudes)
(?:, [a-z ]{3,25},)?
        (?:\ss[a-z]+ (?:[a-z]+ ){1,2}[ey])?
        \s(?:serao|poderao ser|podem ser|devem ser|deverao ser|seran|podran ser|pueden ser|
        deben ser|deberan ser)
        \s(?:realizad|feit|enviad|apresentad|recebid|presentad|recibid|submetid|encaminhad|
        efetuad)[oa]s |
    (?:proposals?|projects?|applications?|ideas|initiatives)\b[^.;]{0,40}? (?:must|should|
        need to|have to)
        \sbe (?:registered|entered|uploaded|received|submitted)\b[^.;]{0,40}?\b(?:by|before|
        no later than)\b |
    (?:est|sont) attendu(?:e|s|es)? (?:pour|avant|au plus tard) |
    (?:no longer|not been|not) (?:being )?(?:accept|receiv)(?:ing|ed)\b[^.;\d]{0,60} |
    (?:no longer|not been) taking (?:applications|proposals|submissions)\b[^.;\d]{0,40} |
    ya no (?:se )?(?:recib|admit|acept)[a-z]+\b[^.;\d]{0,60} |
    (?:ja nao (?:se )?(?:aceit|receb)|ja no (?:s'accept|s'admet|es re))[a-z]*\b[^.;\d]{0,60} |
    (?:applications?|proposals?|submissions?|call|grant|fund|round|convocatoria|plazo|
        inscripcion\w*|postulacion\w*|solicitudes|appel|candidatures?|depots?|inscricoes|
        candidaturas|edital|chamada|prazo|termini|sol.?licituds)\b[^.;\d]{0,50}\b%CLOSED%
        \b(?:[^.;\d]{0,12}\b(?:since|as of|desde|depuis|des del?|a partir d[aeo]s?)\b)?
    """,
    parts={"HANDED": _IS_HANDED, "CLOSED": _IS_CLOSED},
)
"""What is applied for is handed in: closing words no word inside them can turn."""

_END_WORD = re.compile(
    r"\b(?:hasta|ate|ata o|until|till|through|up to|by|before|antes del?|avant|fins|abans del?|"
    r"jusqu'au|jusqu'a|d'ici(?: au)?|como tarde|no later than|on or before|"
    r"como muy tarde|a lo mas tardar|o mais tardar|com a molt tard|a mas tardar|au plus tard|"
    r"pour le|com a maxim|como maximo|"
    r"no mas tarde del?|entro|fino all?[ea]?|antes de que (?:acabe|termine|finalice|cierre)|"
    r"avant la fin du|"
    r"before the end of)\b"
)
_FILLERS = frozenset(
    "el las la les le al ao aos l' o the dia proximo proxima mismo este pasado inclusive seguent "
    "prossimo prossima prochain proper il ore del de on a as at es and including "
    "incluido maximo".split()
)
_FILLED = re.compile(r"[\s:,|]*((?:(?:l'|[a-z-]+)(?![^\W\d_])[\s,.:()]*){0,8})")
_WORD = re.compile(r"l'|[a-z-]+")
_HOUR_THEN = re.compile(
    r"\s(?:a\s)?(?:las?\s|(?:le )?ore\s|les\s|the\s|as\s)?"
    r"(?:\d{1,2}(?:[:.h]\d\d){0,2}|[a-z-]{3,11}(?= (?:horas|hores|heures)\b)|"
    r"(?:una|dos|tres|cuatro|cinco|seis|doce)(?= de la )|medianoche|"
    r"mediodia|midnight|noon|midi|minuit|meia-noite|migdia|"
    r"close of business|cob|end of (?:the )?day|final del dia)"
    r"[^\d;]{0,70}(?:(?:gmt|utc)\s?[+-]\s?\d{1,2}(?::\d\d)?[^\d;]{0,40})?"
)


def find_until(text: str, low: int, high: int) -> re.Match[str] | None:
    """The word for an end ("hasta", "by") right before ``high``, with no more than an hour between.

    It makes a date an end where the sentence speaks of applying.
    """
    while match := _END_WORD.search(text, low, high):
        filled = _FILLED.fullmatch(text, match.end(), high)
        if filled and all(w in _FILLERS or w in WEEKDAYS for w in _WORD.findall(filled[1])):
            return match
        if _HOUR_THEN.fullmatch(text, match.end(), high):
            return match
        low = match.start() + 1
    return None


EXTENSION = table(
    r"""
    (?<!solicitud de )prorrog | proroga | prolong | extend(?:ed|s|ing)?\b |
    extension (?:of|del) (?:the )?(?:deadline|plazo) | extien(?:de|den)\b | extendi |
    (?:ampliad|estendid|alargad)[oa]s? (?:al?|para|ate|fins|hasta)\b |
    ampli(?:a|ad[oa]|o|an|acion|aron|ara)\b[^.;]{0,40}(?:plazo|fecha|hasta|cierre|convocatoria|
        inscripc|termin) |
    plazo ampliad | nueva fecha (?:limite|de cierre|tope) | nuevo (?:plazo|cierre) |
    new (?:deadline|closing) | nova data | novo prazo | nouvelle date | nouveau delai | estendid |
    estende | report d(?:e |u )(?:la |l')?(?:cloture|date|delai|echeance|depot) |
    report(?:e|ee) au\b | reportee?  | ampliat fins | s'amplia | ampliacio del termini |
    nou termini | aplaza | pasa(?:n|ra)? (?:al?|del) |
    passa(?:m|ra)? (?:para|a ser|ao) | (?:est|sont) repoussee?s? | (?:est|es) prorrog\w+ |
    se (?:corre|mueve|recorre|amplia)(?:n|ra)? (?:al?|hasta|para)\b | decalee?s?\b |
    s'ajorna\b | ajornat |
    rescheduled | se traslada\b | se pospone | postponed |
    moved (?:to|from|back) | pushed back | adiad[oa]
    """
)
"""The deadline was moved."""

MOVABLE = re.compile(
    r"\b(?:plazos?|cierre|ventanillas?|windows?|convocatoria|inscripc|postulac|recepcion|"
    r"deadline|call\b|prazo|inscric|edital|date limite|cloture|encerramento|"
    r"tancament|candidat|appel|termini|presentacion de|"
    r"fechas? (?:limite|de cierre|tope)|"
    r"applications?|chamada|"
    r"convocatoires?|solicitud|closing|submission|registration)"
)
"""What can be moved by :data:`EXTENSION`."""

ROLLING = table(
    r"""
    (?:deadlines?|closing date|fecha limite|fecha de cierre|plazo|cierre|prazo|data limite|
        date limite|termini)\s?[:|]\s?(?:ongoing|rolling|open\b(?! (?:until|till|to))|permanente|
        continu[oa]|siempre abiert|todo el ano|none\b|en continu|permanent) |
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
    guichet permanent | toute l'annee | sans date limite | en continu\b | appel permanent |
    depot permanent |
    jusqu'a epuisement | tot l'any | convocatoria (?:oberta )?permanent | oberta permanentment |
    sense (?:data limit|termini) | fins a(?: l')? ?exhaurir | fins que s'exhaureixi
    """
)
"""Open without a closing date."""

PAST = re.compile(
    r"(?:se |es va |va |ha |han |has |have )?(?:cerro|cerrado|cerraron|termino\b(?! d)|terminado|"
    r"finalizo|finalizado|concluyo|concluido|vencio|vencido|expiro|closed|ended|expired|terminou|encerrou|"
    r"fechou|finalizou|(?:tanca|finalitza|acaba)[rt]\b)|s'est |(?:a|ont|avait) pris fin"
)
"""Of :data:`CLOSE`, what tells that something ended: it must be the call."""

PERIOD = re.compile(
    r"(?:plazos?|prazos?|terminis?|delais?|(?:application|submission) (?:period|window))\b"
)
"""Of :data:`CLOSE`, what has a first day too: "plazo: desde el 3 de mayo"."""

RUNS = table(
    r"""
    (?:tienen?|tendran?|tuvo|tuvieron) lugar | transcurr(?:en?|iran?) |
    se (?:desarroll|celebr|realiz|llev)(?:an?|aran?)(?: a cabo)? | runs? | will run |
    takes? place | will take place | (?:a|ont|aura|auront) lieu | se derouler?(?:nt|a|ont)? |
    decorre(?:m|ra|rao)? | acontece(?:m|ra)? | ocorre(?:m|ra)? | te lloc | tindra lloc
    """,
    lead=(
        r"\b(?:convocatorias?|calls?(?: for [a-z]+)?|(?:application|submission) (?:period|window|"
        r"phase)|appels?(?: a [a-z]+)?|edita(?:l|is)|chamadas?|llamados?|(?:inscri|postula)[a-z]+|"
        r"candidatur[ae]s)\b(?: (?:que|which|qui|that|publicas?))? "
    ),
    tail=r"\b[^.;,\d]{0,30}$",
)
"""A call that runs, right before two dates: from the one to the other."""

_MORE = (
    r"(?:second|third|fourth|last|final|segund[oa]|tercer[oa]?|cuart[oa]|terceir[oa]|ultim[oa]|"
    r"deuxieme|seconde?|troisieme|derniere?|segona?)"
)
_SEASON = "(?:spring|summer|fall|autumn|winter|primavera|verano|otono|invierno)"
_ROUND = (
    r"(?:cycle|ciclo|cicle|round|ronda|corte|ventana|window|intake|cohorte?|llamado|rodada|chamada|"
    r"tranche|vague|session|convocatoria)"
)
_NEXT_ROUND = WordTable(
    (
        rf"(?:for|para|pour|per a) (?:the |la |el |a |o |le )?{_MORE} (?P<noun>[a-z]+)",
        rf"(?:the |la |el |a |o |le )?{_MORE} (?P<noun>[a-z]{{4,12}})",
        rf"(?:the |la |el |a |o |le )?{_SEASON} (?P<noun>{_ROUND})",
        rf"(?:the |la |el |a |o |le )?(?P<noun>{_ROUND}) (?:n?[ºo.]{{0,2}} ?)?"
        r"(?:\d{1,2}|[ivx]{1,4})",
    ),
    lead=r"[^.;()\n\d]{0,20}?[.;,|\n\s•*·-]{1,6}(?:(?:and|y|e|et|i) )?",
)
_ROUND_CLOSES = re.compile(
    rf"[\s:,.()-]{{0,4}}(?:(?:on|el|le|la|the|o|em|dia|closes?|cierra|ends|{WEEKDAY}),?\s){{0,3}}"
)


def next_round(text: str, low: int, high: int) -> str:
    """The noun of the next round, where all between two dates tells that it closes too.

    The same noun must stand by the first date, or the second one is of something else.
    """
    match = _NEXT_ROUND.match(text, low, high)
    return match["noun"] if match and _ROUND_CLOSES.fullmatch(text, match.end(), high) else ""


HANDED = re.compile(
    r"\b(?:presentar(?:se)?|presentad[oa]s?|submit(?:ted)?|hand(?:ed)? in|sent|received|deposee?s?|"
    r"soumis(?:es?)?|adressee?s?|envoyee?s?|remis(?:es?)?|transmis(?:es?)?|submetid[oa]s?|"
    r"apresentad[oa]s?|apresentar|encaminhad[oa]s?|enviad[oa]s?|enviar(?:se)?|entregar(?:se)?|"
    r"remitir(?:se)?|postular(?:se)?|inscribirse|inscrever-se|trametre|lliurar|presentats?)\b"
    r"[^.;,]{0,30}$"
)
"""A verb of handing in, right before "until"."""

GONE = re.compile(
    r"\b(?:antes|inicial(?:mente)?|originally|previous|anterior|prevista|was|era|en lugar|"
    r"instead|initial|en principio|al principio|terminaba|vencia|cerraba|finalizaba|au lieu|"
    r"em vez|en lloc|seria|terminaria|cerraria|venceria|encerraria|iba a|devait|serait|"
    r"should have)\b"
)
"""What a sentence says of a day that no longer holds."""
MOVED = re.compile(
    r"\b(?:pasa(?:ra)?|cambia|se (?:traslada|mueve|corre)|moved?|moves|changed?|passe|passa|muda|"
    r"postponed|prorroga\w*|prolong\w*|reporte?e?|moved|extended|adiad[oa]|aplazad[oa])\s"
    r"(?:(?:al?|ao|par[ae])\s)?(?:del?|from|du|do|des del?)\s(?:el |dia |the |le )?$"
)
"""Before the first of two days of which the second takes the place."""

IN_ERROR = re.compile(
    r"\b(?:donde (?:dice|decia)|onde se le|on (?:diu|deia)|where it (?:says|reads|said)|"
    r"au lieu de)\b(?:(?!debe decir|leia-se|should read|lire |ha de dir)[^;\n]){0,80}$"
)
"""What a correction says was printed, before the day that no longer holds."""
SHOULD_READ = re.compile(
    r"\b(?:deb(?:e|io) decir|lease|debe leerse|leia-se|deve ler-se|should read|(?:il faut )?lire|"
    r"ha de dir|llegiu)\b"
)
"""What a correction says before the day that holds."""
