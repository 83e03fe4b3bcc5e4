"""Whose act a day is: what the funder does with applications, and what they are for (folded)."""

import re

from scrapers.extract.text.wording import table

_READS = (
    r"(?:review|evaluat|assess|notif|inform|select|examin|contact|announc|judg|scor|process|"
    r"shortlist|screen|verif|answer|respond|repl[iy]|publish|award|sign\b|signed|disburs|interview|"
    r"deliberat|approv|reject|validat|rank|vot|paid\b|pay\b|debat)"
)
_LEE = (
    r"(?:revis|evalu|notific|seleccion|examin|analiz|valor|estudi|calific|verific|comunic|inform|"
    r"adjudic|otorg|firm|desembols|entrevist|deliber|valid|aprob|rechaz|sorte|asign|contest)"
)
_LIT = (
    r"(?:examin|evalu|etudi|selectionn|analys|notifi|inform|instru|statu|prononc|tranch|deliber|"
    r"communiqu|divulgu|affich|valid|sign|publi|vers|attribu|arret|approuv|audition)"
)
OTHERS_ACT = table(
    rf"""
    (?:will|shall) (?:be )?(?:[a-z]+ly )?(?:{_READS}|consider|decid)\w* |
    (?:are|is|being) {_READS}\w*ed | (?:are|is|be) (?:{_READS}|read)\w*ing\b |
    (?:committee|panel|jury|jurors?|board|evaluators?|experts?|
        judges?) (?:{_READS}|consider|decide)\w* |
    {_LEE}(?:ara|aran|aremos)\b | (?:resolver|resoldr|responder|atender)(?:a|an|ao|emos)\b |
    (?:emit|dict|elev|profer|redact|dicta)(?:ira|ara|era)[n]?\s(?:[a-z]+ )?%ANSWER% |
    (?:sera|seran|son|es|sao|serao|foram) (?:{_LEE}|avali|avalu|analis|selecion|julg|
        apreci)ad[oae]s?\b |
    (?:sera|seran|son|es|serao) (?:sometid|submetid|llevad|levad)[oa]s? a\b |
    %AGENT%(?: [a-z]+){{0,3}} (?:remit|entreg|envi|requer|solicit|transfer|transmet|present|hac|
        devolv|gir|demand|adress|trasllad|dar|encaminh|transmit|emit)[a-z]*
        (?:[aei]ra[no]?|[ei]?ra(?:nt|o)?)\b |
    %AGENT%(?: [a-z]+){{0,3}} will (?:send|submit|deliver|return|request|transfer|pass|hand|get|
        come|write)\b |
    se {_LEE}a(?:n|ra|ran)?\b(?! que) |
    (?:public|anunci|difond|divulg)ara(?:n|o)?\b
        (?! (?:l?[aeo]s? )?(?:presente )?(?:nova |nueva )?(?:convocat|edital|bases|appel|chamada)) |
    (?:avaliacao|selecao|analise|evaluacion|revision|seleccion|evaluation|assessment|review|
        avaluacio|seleccio)\s(?:d[aeo]s?|de las?|des|of|dels?)\b[^.;,]{{0,30}}
        \s(?:sera|estara|will be|finaliza|termina|conclu|acaba|decorre)\w* |
    (?:avali|analis|selecion|julg|avalu|apreci)(?:ara|arao|aran)\b |
    (?:ira|irao|vai|vao|va a|van a|vont|va|van) (?:{_LEE}|avali|analis|selecion|julg|
        apreci)\w* | (?:va|vont) {_LIT}\w* |
    (?:sera|seront|est|sont) {_LIT}\w*e?s?\b | {_LIT}er(?:a|ont|ons)\b |
    (?:recib|reciv|tendr|recev|receb|rebr|rece[iv]|expect|obtendr|habra|dar[ae]|daremos|haver|
        hi haur|
        obtien|have|get|await|esper)\w*\s(?:[a-z']+ ){{0,3}}%ANSWER% |
    %ANSWER%\s(?:[a-z']+ ){{0,5}}(?:will be|sera|seran|es|interviendra|interviendra|tombera|
        se (?:tomara|dara|conocera|comunicara|notificara))\b |
    (?:complet|conclu|finish|finali|culmin|termin|achev|acab)\w*
        \s(?:its |the |their |our |la |el |su |sus |las |a |as |o |l'|notre |leur |le |sua )?
        (?:assessments?|evaluati?ons?|reviews?|selection|screening|evaluacion|revision|seleccion|
        valoracion|avaliacao|selecao|analise|avaluacio|seleccio|examen|instruction|analyse)\b
    """,
    parts={
        "AGENT": r"""
        evaluador\w* | expert\w* | secretari[ae]t?(?! de) | comit[ee]\w* | comis+i\w+ | comissao |
        commission | jurado | jury | juri | panel | organ[o]? (?:instructor|gestor) | ministeri\w* |
        agencia | ministere | agence | agency | secretariat | tribunal | committee | ministry
        """,
        "ANSWER": r"""
        respuestas? | reponses? | respostas? | respostes? | answers? | repl(?:y|ies) | decisi\w+ |
        decisao | outcomes? | veredicto | verdict | resposta | dictamen | concepto | informes? |
        resoluc\w+ | propuesta de resoluc\w+ | acta | fallo | parecer
        """,
    },
)
"""The funder, or who reads for it, does something with what was handed in."""

HANDING = re.compile(
    r"\b(?:submit\w*|sen[dt]\b|apply\b|applied|receiv\w+|accept\w+|deliver\w*|due\b|deadlines?|"
    r"presentar\w*|presente?n?\b|presentan\b|presentad\w+|envia(?:r|d)\w*|envien?\b|postular\w*|postulen?\b|"
    r"inscrib\w+|radic\w+|entreg\w+|deposer|deposee?s?|soumettre|envoy\w+|recib\w+|admit\w+|"
    r"llegu?[ae]\w+|parven\w+|arriv\w+|recue?s|remit\w+|"
    r"(?<!en un )(?<!en el )(?<!num )plazos?|prazos?|"
    r"cierres?|limite)\b"
)
"""After such an act, the applicants' own turn again."""

EACH_TIME = re.compile(
    r"\b(?:each|every|cada|chaque)(?! (?:appl|candid|solicit|sol.?licit|postul|propon|propos|"
    r"propuest|"
    r"proje|proye|propost|city|ciudad|cidade|ville|team|equipo|team|demand|dossier))\b|\brolling\b"
)
"""What is read each month is handed in each month: the day is a cut-off."""

LABEL = re.compile(
    r"\W*(?:(?:online |application |submission )?window|ventanilla|guichet|finestreta|"
    r"inscripci\w+|postulaci\w+|solicitudes|registration|applications?|candidaturas?|"
    r"candidatures?|inscric\w+|inscriptions?|recepcion|convocatoria|"
    r"(?:fechas|dates|datas|periodo) d(?:e|a|u|o) (?:la )?(?:convocatoria|appel|edital|chamada))\b"
    r"[^.;:\d]{0,40}:\s*"
    r"(?:(?:del?|desde|from|du|entre|des) )?(?:el |le |o )?$"
)
"""A label that names the handing in, whatever it is for."""

_HELD = r"""
    visitas? | pasantias? | talleres | taller | cursos? |
    courses? | tours? | ferias? | encuentros? |
    encontros? | congres\w* | internships? | residenc(?:ia|e|ie|y)s? | placements? | estancias? |
    campamentos? |
    camps? | training | workshops? | seminarios? | seminars? | visits? | stages? | missions? |
    misiones | mision | semaines? | settiman[ae] | setman(?:a|es) |
    viajes? | schools? | escuelas? | bootcamps? | festival\w* | fairs? |
    ateliers? | formations? | oficinas? | intercambios? | exchanges? | expos? | cumbres? |
    summits? | foros? | forums? | conferenc\w+ | simposios? | symposi\w+ | hackath?on\w* |
    webinar\w* | jornadas? | estad[ae]s? | semanas? | weeks? | academias? | academy |
    diplomados? | bienal\w* | biennales? | giras? | delegaci\w+ | delegations? |
    voyages? | sejours? | rencontres? | colloques? | excursi\w+ | salons? |
    symposiums? | asambleas? |
    assembl\w+ | masterclass\w* | missao | missoes | trobad[ae]s? | colonias?
    """
HELD = table(_HELD, tail=r"\b(?P<gap>[^.;:]{0,60})$")
"""What one applies to and is held on its own days, right before them."""

RUNS_FOR_DAYS = table(_HELD, tail=r"\b")
"""The same, anywhere."""

RUNS_ITSELF = re.compile(r"\b(?:son|seran?|es|estan|estaran?|are|is|will|van?|serao|sont|seront)\b")
"""A verb between it and the days: they are the subject's, which stands before."""

RUN = re.compile(
    r"\b(?:decorre|decorrem|decorrera|transcurre|transcurrira|(?:se )?imparte|se impartira|"
    r"dura|durara|"
    r"runs|will run|(?:se )?deroule(?:ra)?|es fara|s'imparteix|acontece|ocorre)\b[^.;:\d]{0,30}$"
)
"""A verb of what runs for a while, right before its days."""

IN_FORCE = re.compile(
    r"\bvigente\b|\bvigencia para (?=postul|inscri|aplic|present|solicit)|\bvigencia(?=:)|"
    r"\bvigencia (?:de la |del |da |do )(?:presente )?"
    r"(?:convocatoria|llamado|edital|chamada|inscrip\w+|postulacion\w*)"
)
"""A call in force between two days: from the one to the other."""

DATES = re.compile(
    r"\W*(?:fechas?|dates?|datas?|periodo|period)\s*:?\s*(?:(?:del?|from|du|entre|des) )?"
    r"(?:el )?\W*"
)
"""All that a line of dates says besides them."""

FIXED = re.compile(
    r"[\s,;)–—-]*(?:(?:queda|remains?|sigue siendo|se mantiene|reste|permanece|"
    r"continua sendo|quedara|sera|seria|es|e|is|will be|est|fica|se fija|fixad[oa]|se)\b"
    r"[^.;:\d]{0,25})?\s*"
)
"""What goes on with a closing word after the opening day told in between."""
