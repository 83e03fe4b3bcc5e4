"""What takes from a closing day what it says: a stop, a choice, a report, an event (folded)."""

import re

from scrapers.extract.text.wording import table

STOPPED = table(
    r"""
    (?:qued\w+|fue(?:ron)?|sido|esta[n]?|encuentra[n]?) (?:[a-z]+mente )?(?:en suspenso|
        suspendid[oa]s?|anulad[oa]s?|cancelad[oa]s?|revocad[oa]s?|sin efecto|sin valor) |
    (?:se )?suspende(?:n|mos)?\b | suspendimos | suspendid[oa]s? |
    suspension (?:de|del|temporal|provisional) |
    (?:revocacion|revocatoria|cancelacion|anulacion|revogacao|cancelamento|anulacao) d[aeo]l?s?\b |
    (?:cancellation|withdrawal) of | annulation d[eu] | retrait de l'appel |
    (?:dej\w+|queda\w*) sin efecto | pierde[n]? vigencia |
    (?:is|are|been|was|were|now|temporarily) (?:[a-z]+ly )?(?:suspended|paused|cancell?ed|withdrawn|
        revoked|rescinded|frozen|on hold|put on hold) |
    (?:paused|suspended|cancell?ed|on hold) until further notice | suspension of |
    no longer (?:valid|applies|apply|in force) |
    (?:est|sont|ete) (?:[a-z]+ment )?(?:suspendue?s?|annulee?s?|retiree?s?|gelee?s?|
        ajournee?s? sine die) |
    (?:n'est|ne sont) plus valables? | suspension (?:de l|du|des) |
    (?:fica|ficam|esta|estao|foi|foram|encontra-se) (?:[a-z]+mente )?(?:suspens[oa]s?|
        cancelad[oa]s?|revogad[oa]s?|anulad[oa]s?|sem efeito) |
    (?:a )?suspensao d[oae] | suspende-se | suspendeu | cancelou | revogou |
    (?:queda|queden|quedat|s'ha|s'han|esta|estan) (?:en suspens|suspes[oa]?s?|anul.?lad[ae]s?|
        cancel.?lad[ae]s?|sense efecte) | se suspen\b | e sospes[ao] | sospensione d |
    sono sospes[ei] |
    (?:ficam?|queda[n]?) suspendid[oa]s?
    """
)
"""The call does not go on for now, or at all."""

CALL_ITSELF = table(
    r"""
    convocatori | plazo | prazo | termini\b | cierre | recepcion | presentaci | inscri |
    edita(?:l|is)\b | chamad | call\b | opportunity | funding | grant | deadline | closing |
    appel | depot | concurso | invitacion | cloture | edi(?:tion|cion|cao|cio)\b | bourse |
    becas?\b | bolsas?\b | prix\b | premio | fellowship | fondo | fund\b | program |
    ventanilla | window | date limite | fecha limite | data limit | candidatur | postulaci |
    llamado | avviso | bando | recepcao | application
    """
)
"""What is stopped, where it is the call."""

GOES_ON_AGAIN = re.compile(
    r"\b(?:reanud|reab[ri]|reapertur|resum(?:e|ed|es|ing)\b|reopen|reinici|levant\w* la suspension|"
    r"lifted|retom|reprend|repr(?:en|is)|nuev[oa] (?:plazo|fecha|cierre)[^.;]{0,40}\d|"
    r"new (?:deadline|closing date)[^.;]{0,40}\d|novo prazo[^.;]{0,40}\d|nova data[^.;]{0,40}\d|"
    r"nouvelle date[^.;]{0,40}\d|nou termini[^.;]{0,40}\d|se suspende[n]? (?:los|el computo))"
)
"""… and does so again."""

AT_WILL = re.compile(
    r"\b(?:opcional(?:mente|es)?|optional(?:ly)?|facultati(?:f|fs|ve|ves|va|vas|vo|vos|vament)|"
    r"voluntari[oa]s?|volontaire|(?:not|non?|nao|pas|sin|sem|sans|sense|no (?:es|son)|without)"
    r"[ -](?:e |es |any |ser |caracter |carater )?(?:obl[a-z]+|required|mandatory|compulsory|"
    r"binding|vincula[a-z]+|necessary|requisit[a-z]*))\b"
)
"""Nobody has to."""

INTENT = re.compile(
    r"\b(?:(?:of|d[e']) ?(?:inten[ct]|interes)\w*|d'inten[ct]ion|of interest|(?:pre-?|pre)"
    r"(?:regist|inscri)\w*|avis(?:o|ar|e|en)\b|notif(?:y|icar|ication of intent)|"
    r"notices?\b|concept (?:notes?|papers?)|notas? conceptual\w*|drafts?\b|borrador\w*|"
    r"outlines?\b|tell us\b|let us know|signal(?:er)?\b|inform(?:er|ar|ing)\b|manifest\w+)"
)
"""What tells beforehand that an application will come."""

WHOLE = re.compile(
    r"\b(?:full|complete|final|complet[oae]s?|definitiv[oae]s?)\b|\bsolicitud|\bexpedient|"
    r"\bdossiers?\b|\bapplications?\b|\bproposals?\b|\bpropuesta|\bproposta|\bcandidatur"
)
"""The application itself."""

TALLY = re.compile(
    r"\b\d[\d., ]*(?:[a-z'-]+ ){0,3}(?:solicitud|propuest|propost|postulac|candidat|proyect|projet|"
    r"project|dossiers?|proposals?|applications?|submissions?|entries|expressions?|ideas|ideias|"
    r"inscri|demandes|sol.?licitud|iniciativ|concept notes?|bids\b|perfiles|pessoas|personas|"
    r"cities|ciudades|municipi)\w*"
)
"""How many came in …"""

CAME_IN = re.compile(
    r"\b(?:received|recibi\w+|recib[io]o?\b|rebud\w+|recu[es]*\b|recebeu|recebid\w+|reunio|"
    r"reuniu|attracted|drew|dejo|sumo|registr(?:o|ou|aron|aram)|inscri(?:tos?|bieron|tas?)|"
    r"presentad[oa]s|se presentaron|llegaron|con un total|en total|in total|au total|no total|"
    r"lauree?a?t\w*|selected|funded|financ[a-z]+d[oa]s|aprob\w+|approved|retenus?|contemplad\w+|"
    r"con \d|with \d|avec \d|com \d|amb \d)"
)
"""… and what became of them."""

WILL = re.compile(
    r"\b(?:will|shall|may|seran?|serao|seront|podran?|poderao|pourront|se (?:seleccionar|financiar|"
    r"premiar)an?)\b"
)
"""Told of days to come."""

GATHERING = table(
    r"""
    webin\w+ | (?:information|info|informativa|informative|d'information|informacion|orientation)
        \s?(?:sessions?|day|meeting|sesion|reunion|jornada) |
    (?:session|sesion|sessao|sessio|reunion|reuniao|jornada|charla|encontro|encuentro|rencontre|
        trobada|xerrada)s?\s(?:d'|de )?(?:inform|orienta|presentac\w*|explicat|aclara|esclarec|
        virtual|online|publi)[a-z]* |
    office hours | conversatorio\w* | charlas? | talleres | taller | workshops? | ateliers? |
    oficinas?\s(?:gratuita|virtual|online|de (?:elabora|escrit|capacita|forma|project)[a-z]*) |
    tallers\b | xerrad\w+ | briefings? | meetups? | q ?& ?a | masterclass\w* | lives?
    """,
    tail=r"\b",
)
"""What people sign up for and sit in."""

SIGNS_UP = re.compile(
    r"\b(?:regist(?:er|ration|ro|rese|rarse|rar)\b|sign(?:ing)?[ -]?up|rsvp|book (?:your|a)|"
    r"reserv[aeo]\w*|inscrib\w+|inscrev\w+|inscri(?:re|ure|vez|viu|ption|pcion|cao|cio)\w*|"
    r"apunt\w+|anot(?:ese|arse|ate)|confirm\w+ (?:su |tu |your |l'|la |a |sua |votre )?"
    r"(?:asist|attend|presen|assist)\w*)"
)
"""What one does to be let in."""

TO_SIT_IN = re.compile(
    r"\b(?:to|para|pour|per)\s(?:(?:receive|get|recibir|recevoir|receber|rebre) (?:the|el|le|o|l')"
    r"? ?(?:link|enlace|lien|enllac|zoom)|(?:attend|join|asistir|assister|participar en (?:el|la)"
    r"(?= (?:sesion|taller|webin|charla|reunion|encuentro|evento|seminario|jornada|conversatorio|"
    r"foro))|"
    r"assistir)\b)"
)
"""Why one signs up."""

EARLY = re.compile(
    r"\b(?:who|those|quienes|que|qui|cuantos)\s(?:(?:se|have|ya|already)\s)?"
    r"(?:submit|appl|present|postul|envi|entreg|inscri|candidat|depos|soum|remit|register)\w*"
    r"[^.;]{0,40}$"
)
"""Whoever applies by then …"""

ADVANTAGE = re.compile(
    r"[^.;\d]{0,40}\b(?:feedback|comment\w*|retroaliment\w*|asesor\w*|orienta\w*|consejo\w*|"
    r"discount|descuento|descompte|desconto|reduction|remise|advice|conseils?|puntos adicionales|"
    r"extra points|prioridad|priorit\w+|devolucion de comentarios)\b"
)
"""… has an advantage: others may apply later."""

IF_LEFT = re.compile(
    r"\b(?:si|if|caso|en caso de(?: que)?|em caso de|en cas d|should|s'il|de (?:haber|existir|"
    r"quedar)|havendo|se)\b[^.;\d]{0,60}\b(?:credito|credit|remanente|saldo|sald[oe]|fond[os]*|funds?|"
    r"budget|presupuesto|recursos|verba|partida|money|places|plazas|cupos|vagas|orcamento)\b"
)
"""There is a further round only if something is left."""

FURTHER = re.compile(
    r"\b(?:otr[oa]|segund[oa]|nuev[oa]|nov[oa]|outr[oa]|second|another|further|new|deuxieme|seconde?|"
    r"autre|nouvel(?:le)?|segon|segona|altre|extraordinari[oa])\b"
)
"""The round after this one."""

AT_FIRST = re.compile(
    r"\b(?:original|initial|previous|former)\s(?:[a-z]+\s){0,2}(?:date|deadline)s?\b|"
    r"\b(?:fecha|data|date|plazo|prazo)\s(?:[a-z]+\s){0,3}(?:original|inicial|initiale|anterior)\b"
)
"""The label of a day that was given first …"""

NOW_GIVEN = re.compile(
    r"\b(?:current|new|revised|extended)\s(?:[a-z]+\s){0,2}(?:date|deadline)s?\b|"
    r"\bextensions? (?:will|is|are|has|have)\b|"
    r"\b(?:nueva|nova|nouvelle)\s(?:fecha|data|date)\b|"
    r"\b(?:fecha|data|date|plazo|prazo)\s(?:[a-z]+\s){0,3}(?:actual|vigente|actuelle|atual)\b"
)
"""… and of the one that holds."""

NEXT_STAGE = re.compile(
    r"\b(?:participantes?|selecionad[oa]s|seleccionad[oa]s|clasificad[oa]s|classificad[oa]s|"
    r"finalist\w+|participants|those|quienes|candidat\w+|equip[oe]s|projetos|proyectos)\b[^.;]{0,30}"
    r"(?:\b(?:segunda|proxima|siguiente|second|next|deuxieme|segona) "
    r"(?:etapa|fase|stage|phase|round|etape)\b)[^.;]{0,30}"
    r"\b(?:sera[no]?|seran|will be|seront|se)\b ?"
    r"(?:divulg|anunci|announc|public|notif|annonc|conoc|dar)"
)
"""A sentence that tells when those of the next stage are named: what follows is theirs."""

STILL_ANSWERED = re.compile(
    r"[^.;\n]{0,12}?\b(?:will|shall|would) still\b|"
    r"[^.;\n]{0,12}?\b(?:seguiran|continuaran|continuarao)\s"
    r"(?:el |la |o |su )?(?:tramit|proces|recib|siendo|sendo|anterior)"
)
"""What came in before an old deadline is still dealt with: the day is over."""
BEFORE_DEADLINE = re.compile(
    r"\b(?:applications?|proposals?|requests?|solicitudes|propuestas|candidaturas|pedidos)\b"
    r"[^.;]{0,40}\b(?:before|by|antes de[l]?|ate)\b[^.;]{0,30}$"
)
"""… what came in, right before it."""

THIS_GATHERING = re.compile(
    r"\b(?:(?:est[ea]|aquest[a]?|this|cette|cet|questo|questa|nesta|neste|en esta|en este) |"
    r"d')(?:aquest[a]? )?(?:sessi(?:o|on)|sesion|sessao|jornada|taller|workshop|webinar\w*|"
    r"seminar\w*|course|atelier|formac\w+|charla|xerrada|training|encontro|encuentro)"
)
"""A page that tells of its gathering."""
INSCRIPTION = re.compile(
    r"\W*(?:(?:el|la|the|o|le|les|las|as|l')? ?)(?:(?:plazo|termini|prazo|deadline|periodo?|delai|"
    r"fecha limite|data limite?|date limite) (?:de |d'|for |para |per a |da |de la )?"
    r"(?:la |l'|las |as )?)?(?:inscripc\w+|inscri(?:cao|coes)|registration|enrol\w+)"
    r"(?: (?:finalit\w+|finaliz\w+|acaba\w*|termina\w*|cierr\w+|closes?|ends?|es|is|fins|"
    r"hasta|ate|until|tanca\w*|al?|el|dia|on|le|au|en|o|em)\b)*[\s:]*$"
)
"""All that a sentence says up to its day where it is about signing up and nothing else."""
