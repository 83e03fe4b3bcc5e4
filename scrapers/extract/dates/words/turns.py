"""Whose turn it is by a day, where it is not that of whoever applies (folded; six languages)."""

import re

from scrapers.extract.text.wording import table

ASKING = table(
    r"""
    questions? | queries | inquiries | enquiries | consultas | preguntas | dudas | aclaraciones |
    duvidas | perguntas | esclarecimentos | demandes d'information | preguntes | dubtes |
    consultes | quesiti
    """,
    lead=(
        r"^\W*(?:(?:y|e|et|and|i)\s)?"
        r"(?:(?:all|any|written|technical|the|las?|los|el|as?|les?|il?|gli|els?|o)\s){0,2}"
        r"(?:(?:periodo|plazo|prazo|fase|etapa|ventana|period|phase|delai|termini)\s"
        r"(?:de |para |of |for |per a |d')(?:(?:hacer|formular|fazer|fer|[a-z]{2,3})\s){0,2})?"
    ),
    tail=r"\b(?!\s(?:and|or|y|e|et|ou|o|frecuentes|frequent\w*)\b)",
)
"""A clause whose subject is questions, or the time for them."""

VOTES = re.compile(
    r"\b(?:(?:can|may|will|could|to|possibility to|podran?|pueden?|podera[o]?|poderao|pode[m]?|"
    r"peu(?:t|vent)|pourr(?:a|ont)|pot|poden|podra)\s(?:[a-z]+\s){0,2})?"
    r"(?:vot(?:e|ar|er|en|ez|ara|aran)\b|votaci\w+|votac(?:ao|io)\b|voting\b|votazione\b|"
    r"(?:comment|rate|comentar|puntuar|calificar|valorar)\s(?:on |en |sobre )?"
    r"(?:the |las |los |as |les )(?:propos|nomin|entri|candidat|propuest|proyect|ideas?\b))"
)
"""What the public does with what was handed in."""

OWN_ENTRY = re.compile(
    r"\b(?:submit|appl(?:y|ications? (?:close|open|are|must))|send (?:us |in )|nominate|register\b|"
    r"present(?:e|en|ar)\b|envi(?:e|en|ar)\b|postul|inscrib|depose[rz]?\b|envoye[rz]|apresent|"
    r"inscrev|entries close|postulaciones|solicitudes|inscripciones|inscricoes|"
    r"candidatures? (?:close|sont recues))"
)
"""… and what whoever applies does."""

IF_WISHED = re.compile(
    r"^\W*(?:si|if|se|caso|en caso de que|should)\s"
    r"(?:(?:you|usted|vous|tu|voce|algun[oa]?|necesita|need|any|the|su|entidad|team|equipo)\s){0,3}"
    r"(?:need|want|wish|would like|require|necesit\w+|dese\w+|quier\w+|requier\w+|precis\w+|"
    r"(?:avez )?besoin|souhait\w+|voul\w+|desej\w+|quis\w+|help|vol\w*|cal\b)"
)
"""A sentence for whoever wishes it …"""

HELPED = re.compile(
    r"\b(?:help\w*|advice|advise\w*|feedback|assist\w*|support in|translat\w+|review(?:ed)?|"
    r"ayud\w+ (?:a|con|para)\b|asesor\w*|acompan\w*|revis\w+|orient\w+|traduc\w+|traduz\w+|"
    r"ajud\w+ (?:a|com|para)\b|accompagn\w*|conseil\w*|aide[rz]? (?:a|pour)\b|relectur\w*|"
    r"assessor\w*|consult\w+ previ\w+|comentarios|interpret\w*|accessib\w*|accesib\w*)"
)
"""… and is helped then: the day is the help's."""

THE_SESSION = table(
    r"""
    (?:the|this|la|a|en la|para la|pour la|na|para a|per a la|in the|for the|to the)
        \s(?:[a-z]+ )?(?:session|sesion|sessao|sessio|charla|reunion|reuniao|seance|jornada|
        briefing|webinar|workshop|meeting|event|xerrada) |
    (?:al?|el|en el|o|no|au|le|para el|para o|ao|del)
        \s(?:taller|webinar\w*|evento|encuentro|encontro|seminario|webinaire|atelier|
        evenement|conversatorio)
    """,
    tail=r"\b",
)
"""The event a sentence before has told of."""

_CLOSING = (
    r"(?:plazos?|prazos?|terminis?|delais?|deadlines?|period[oae]?|ultimo dia|last day|ultim dia|"
    r"dernier jour|(?:fecha|data|date) (?:limite?|maxima|tope)|"
    r"(?:fechas?|datas?|dates?)(?= (?:para|per a|for|pour) (?:la |a |el |the )?[jx]ustif))"
)
AFTERWARDS = table(
    r"""
    justifica\w+ | cuentas? justificativ\w+ | comptes? justificatiu\w* | ejecu\w+ | execu\w+ |
    rendicion | rendir | prestac\w+ de cont\w+ | informes? (?:final|de|tecnic)\w* |
    rapports? | relatorios? | reports?\b | devol\w+ | reintegr\w+ | implement\w+ | alegac\w+ |
    al.?legacion\w* | reclamac\w+ | recursos?\b | recorrer\b | recurrir\b | subsana\w+ | esmena\w* |
    impugna\w+ | assinatura | firma del?\b
    """,
    lead=(
        rf"\b{_CLOSING}\b"
        r"(?:(?!solicit|sol.?licit|postul|propuest|propost|candidat|inscri|appl|dossier|depot)"
        r"[^.;,\d]){1,60}?\b"
    ),
)
"""A term for what comes after the award, or against a decision."""

LAID_OPEN = re.compile(
    r"\b(?:informacion|exposicion|informacio|exposicio|consulta|audiencia) publica\b|"
    r"\bpublic (?:consultation|inspection)\b|\bconsultation publique\b"
)
"""Rules, or a plan, are laid open to whoever has something to say of them."""

ABOUT_IT = re.compile(
    r"\s[^.;]{0,40}\b(?:para|para a|pour|to|per a?) (?:su |a )?"
    r"(?:(?:envi|present|interpo|remit|entreg|encaminh|formul)\w*-?l[oae]s?\b|le deposer|"
    r"submit (?:it|them)\b|(?:presentacion|envio|interposicion)\b)"
)
"""A sentence names what is handed in by a pronoun only …"""

APPEAL_TOLD = re.compile(
    r"\b(?:recursos?\b|alegac|al.?legacion|reclamac|appeals?\b|subsanac|justificac|"
    r"prestac\w+ de cont|rendicion de cuentas|impugnac)"
)
"""… and the one before told of an appeal or an account."""

MAKES_APPEAL = re.compile(
    r"\b(?:present|interpon|interpos|formul|plante|apresent|interpor|lodge|introdui|depos)\w*\s"
    r"(?:[a-z']+ ){0,2}(?:recursos?|recours|alegac\w+|al.?legacion\w*|reclamac\w+|subsanac\w+|"
    r"appeals?|complaints?)\b"
)
"""What one does against a decision."""

FETCHES = re.compile(
    r"\b(?:retirar|descargar|recoger|consultar|adquirir|comprar|obtener|baixar|download|collect|"
    r"obtain|retirer|telecharger|descarregar)\s(?:[a-z]+ ){0,2}"
    r"(?:bases|formular\w+|pliegos|carpetas|guidelines|forms?|dossiers? de candidature|impres\w+)\b"
    r"(?:(?!return|send|submi|envi|present|entreg|remit|devuel|devol|retourn|renvoy|depos|appl|complet|"
    r"llen|preench|emplen).)*$"
)
"""What one fetches before one applies."""

WOULD_CLOSE = re.compile(
    r"\b(?:cerraria|terminaria|venceria|finalizaria|acabaria|concluiria|tancaria|finalitzaria|"
    r"(?:seria[mn]?|serian) (?:encerrad|cerrad|clausurad|tancad)[ao]s|"
    r"(?:cerrar|terminar|vencer|finalizar|acabar|encerrar)ia[mn]|fermerait|"
    r"cloturerait|encerraria|would (?:have )?(?:close|end|finish)\w*)"
    r"\b[^.;,]{0,30}$"
)
"""What would have been, had nothing changed."""

INSTEAD_OF = re.compile(
    r"\b(?:en lugar del?|en vez del?|instead of|au lieu d[eu]|em vez d[eo]|ao inves d[eo]|"
    r"en lloc del?)\b[^.;]{0,30}$"
)
"""Before a day that no longer holds."""

TAKES_PART = re.compile(
    r"\bparticip(?:aran|arao|eront)\b|"
    r"\b(?:beneficiari|ganador|seleccionad|becari|premiad|selecionad|laureat)\w*[^.;\d]{0,60}"
    r"\b(?:recibir|asistir|viajar|acudir|receber|recevr)(?:an|ao|ont)\b"
)
"""What is told of those who were chosen, or come to an event."""

MORE_TIME = re.compile(
    r"\b(?:solicitar|pedir|demanar|requerir|request|demander|ask for)\s"
    r"(?:(?:una?|um|uma|an?|une) )?(?:ampliacion|prorroga|prorrogacao|extension|prolongation|"
    r"ampliacio|proroga)\b"
)
"""What those ask for who have the money: more time for what they do with it."""

ACCOUNT_BEHIND = re.compile(
    r"\W*(?:inclusive |incluido )?(?:l[ae]s?|a|as|o|els?|los|the|their|su|sus) "
    r"(?:(?:cuenta|memoria|documentacion|conta|compte) (?:de )?)?(?:justific|xustific|rendicion|"
    r"prestac\w+ de cont|report|rapport|relatorio|informe)"
)
"""What is handed in by the day before it, and is an account of the money."""

PAPERS_AFTER = re.compile(
    r"\b(?:document\w*|papeles|papeis|dossiers?|papers|certid\w+|certificad\w+)\b[^.;,]{0,20}?"
    r"\b(?:para|for|pour|per a|de|d'|da|do) (?:(?:a|la|the|o|el|las?) ?)?"
    r"(?:contratac\w+ d|contratacao|assinatura|firma de|signing|signature|formalizac\w+ d|"
    r"conventionnement|habilitacao d[oa]s? (?:selec|vencedor|contempl|classific))"
)
"""The papers of those who were chosen."""

KEPT_UP = re.compile(
    r"\b(?:permanec|mant[eu]|luc[ie]|qued|stay|remain|fic)\w*\b[^.;]{0,60}"
    r"\b(?:decorad|engalanad|adornad|instalad|colocad|expuest|expost|iluminad|montad|visible|"
    r"exhibid|decorated|on display|enfeitad)\w*"
)
"""What a street or a window stays from a day to another."""
