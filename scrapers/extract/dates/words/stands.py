"""Words of a call on the far side of its day, or in the line above (folded; six languages)."""

import re

_STANDS = re.compile(
    r"\b(?:(?:estara|permanecera\w*|esta|mantendra|sera|will be|is|ficara|fica)n? "
    r"(?:abiert|abert|open|obert)\w*|(?:(?:ha|han|tiene) )?(?:abr(?:en?|io|ira)|abierto|obert|obre|"
    r"recib(?:e|en|ira)|recebe|opens?))\b"
)
_BEFORE = re.compile(r"[^.;\n()]{0,60}(?:\s?\([^()\n]{0,120}\))?,? (?:se )?")
_CALL = re.compile(
    r" (?:(?:el|la|las|los|the|o|a|as|os|un|una|les?|els?|their|your|its) )?"
    r"(?:(?:(?:primer|segund|tercer|primeir|terceir)[oa]? |first |second )?"
    r"(?:fase|etapa|ronda|ventana|edicion|phase|round) (?:de la|del|da|do|of the|of) )?"
    r"(?:convocat|plazo|inscripci|postulaci|recepci|call\b|applicat|edital|inscric|prazo|termini|"
    r"solicit|sol.?licit|propuest|period\w* (?:de|d'|of|para) )"
)


def stands_then(after: str) -> str | None:
    """What tells behind a day that a call stands open until it, or between it and the next one."""
    for verb in _STANDS.finditer(after, 0, 240):
        if _BEFORE.fullmatch(after, 0, verb.start()) and _CALL.match(after, verb.end()):
            return after[: verb.end()]
    return None


HAS = re.compile(
    r"\b(?:tien\w+|tendra\w*|tem|tera|terao|dispo[nr]\w+|dispoe\w*|has?|have|ont|a|aura|te|tenen)"
    r"(?: (?:de )?(?:plazo|tiempo|tempo|time|temps|prazo))? $"
)
"""Somebody has until then …"""
TO_APPLY = re.compile(
    r"[^.;,\d]{0,30}?\b(?:para|pour|per|to|in order to) (?:(?:que|se|s'|poder) ?)*"
    r"(?:apply|submit|put in|send (?:in )?(?:their|your|an?) (?:appl|prop|entr|idea)|register|"
    r"postular|inscri[bt]\w+|inscrever|solicitar|candidatar|presentar (?:su|la|las|sus|los) "
    r"(?:solicit|propuest|candidat|pro[jy]ec|postul)|participar|apuntarse|deposer|sol.?licitar)\b"
)
"""… to apply."""

CLOSED_THEN = re.compile(
    r"[^.;\n]{0,40}?\b(?:se )?(?:cerr(?:o|aron|ara|aran)|cierran?|finaliz\w+|venci\w+|encerr\w+|"
    r"tanca(?:ra|ren)?|closed|ended)\s(?:el|la|las|los|o|a|as|os|les|the)\s"
    r"(?:plazo|prazo|termini|convocatori|inscri|postulaci|recepci|candidat|call\b|applicat|solicit)"
    r"(?![^.;]{0,40}\b(?:curso|taller|sesion|jornada|feria|congreso|carrera))"
)
"""Behind a day: the call closes on it."""

PUBLISHED = re.compile(
    r"\b(?:convocatori\w*|call|appel|edital|chamada|concurso|bases)\b[^.;]{0,60}"
    r"\b(?:se )?(?:publico|lanzo|abrio|publicou|lancou|was (?:published|launched)|"
    r"a ete (?:publie|lance)e?|publicad[oa]|(?:fue|foi) (?:publicad|lanzad|lancad|abert)[oa]|"
    r"va publicar)\s(?:(?:el|le|on|em|no|dia|pasado|passado|este|past|ultimo|del?) ?)*$"
)
"""What was made known on the day behind it …"""
STAYS_OPEN = re.compile(
    r",? (?:y|e|et|and|i),? (?:(?:se )?(?:continu|permanec|segu|sig|est|fica|mant|"
    r"will (?:remain|stay)|remains?|stays?|rest)\w*) (?:abiert|abert|obert|open|ouvert|vigent)"
)
"""… and stands open since."""

ITS_OBJECT = re.compile(
    r"[\s,)]*(?:o|el|la|as|las|los|os|le|els?|les) (?:periodo? d[eo]s? |fase de |etapa de |"
    r"plazo de |prazo de |proceso de |processo de )?(?:plazo|prazo|termini|inscri|"
    r"convocatori|recep|postula|candidat|cadastr|sol.?licit|solicit)"
)
"""What begins, right behind the day of the verb."""

LEFT_OPEN = re.compile(
    r"\s?(?:hasta|al?|ate|until|to|fins|jusqu'au|-)\s?:?\s?(?:-{2,}|_{2,}|\.{3,})"
)
"""A window whose last day is left blank."""

COUNTED = re.compile(
    r"\b(?:dias?|days|jours|dies|semanas?|meses|mes|xornadas)\b[^{}\[\]]{0,160}[.\s]?[{\[]\s?"
    r"(?:(?:del?|desde|from|du|entre) ?(?:el )?)?$"
)
"""A term, and a bracket that works it out."""

TAKEN_IN = re.compile(
    r"\W*(?:[\d.]+\W+|[a-z][).]\s)?(?:recepcion|presentacion|entrega|inscripcion|postulacion|envio|"
    r"recepcao|apresentacao|inscricao|registro|submission|depot|recepcio|presentacio)\b"
)
"""A step's name at the beginning of a line: something is taken in."""

OF_TURN = re.compile(
    r"\W*(?:fase|etapa|phase|stage|ronda|round|corte|ventana|janela) (?:\d{1,2}|[ivx]{1,4})\s?: ?"
    r"(?:ate |hasta |until )?(?:el |o |the )?"
)
"""All that stands before the day of a turn …"""
FOR_APPLICANTS = re.compile(
    r"\s?(?:\([^()\n]{0,30}\))?,? ?(?:(?:exclusiv|unic|sol|only)[a-z]* )?(?:para|for|pour|per a) "
    r"(?:(?:tod[oa]s|all|tous|toutes|totes) )?(?:(?:os|as|los|las|the|les) )?"
    r"(?:candidat|solicit|postul|propos|propuest|applic|sol.?licit|demand)"
)
"""… and whose it is: those who apply."""

LISTED_DAYS = re.compile(
    r"\b(?:(?:the )?following (?:dates|days|deadlines)|(?:los|las|estas|estos)? ?siguientes "
    r"(?:fechas|dias|plazos)|(?:as |nas |nos )?seguintes (?:datas|prazos|dias)|"
    r"(?:datas|prazos|dias) seguintes|dates suivantes|dates seguents|seguents dates|"
    r"(?:the )?dates (?:listed )?below|date seguenti|seguenti date)\W*$"
)
"""A line that ends in announcing days."""
