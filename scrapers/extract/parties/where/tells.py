"""What stands right before a place: whether it is where whoever applies is from."""

import re

NO_PLACE = re.compile(
    r"\b(?:horas?|time|heures?|dolares|pesos|reales|libras|soles)(?: (?:de|of|du|d'))?"
    r"(?: la| el)?\s$|"
    r"\bno (?:pose|teng|sea|tien|acredit|est[ea]\b)[^.;]{0,30}$"
)
"""Right before a place: the clock or the money there, or who is not from it."""
LANGUAGE = re.compile(r"francais|espanol|espanyol|portugues|aleman|italiano|catalan?|ingles")
SPOKEN = re.compile(
    r"\b(?:en|em|in|ou|o|or|y|et|e|i|idioma|langue|lengua|lingua)\s$|"
    r"\b(?:lenguas|idiomas|langues|linguas|languages|llengues)\b[^.;]{0,50}$"
)
"""A language, and not a people: «en español o portugués»."""
NATIONAL = re.compile(
    r"\b(?:tener|poseer|posesion de|acredit\w+|of|de|ser|avoir|possuir|ter|must be|be)"
    r"(?: la| el| a)? (?:naciona(?:lidad|lidade|lite|l(?:es)? de)|nationality|nationals? of|"
    r"ciudadania|citizens? of|ressortissant)[^.;:]{0,70}$"
)
ENGLISH = frozenset(
    "countries country cities city ngos organisations organizations institutions entities "
    "applicants students researchers people women leaders professionals teams networks members "
    "partners teachers practitioners companies universities authorities agencies".split()
)
NOT_NEEDED = re.compile(
    r"\b(?:no (?:es|sera|hace|se|hay|need|cal|requirement)|not|nao (?:e|se)|n'est pas|non (?:e|"
    r"si)|need not)"
    r" ?(?:[a-z]+ ){0,2}?(?:necesari|falta|exig|requi|required|necessar|precis|necess|obliga|"
    r"richiest|que|"
    r"be|need|have|cal)[a-z]*(?: [a-z]+){0,6} ?$"
)
"""Right before a place: it need not be from there."""
ITSELF = re.compile(
    r"\b(?:call|award|prize|competition|challenge|fund|premio|convocatoria|concurso|certamen|fondo|"
    r"llamado|edital|chamada|appel|prix|premi|bando)\b[^.;:]{0,40}(?:alcance|ambito|caracter|escala)"
    r" (?:mundial|global)|(?:restric|limit)\w+(?: geograf\w+| territorial\w*)?$|"
    r"\b(?:global|world-?wide) (?:competition|call|challenge|award|prize)"
)
"""Up to the end of a place that is the whole world: of the call it is said, whoever applies."""
_DONE = re.compile(
    r"\b(?:ejecut|desarroll|implement|realiz|llev|carried out|tak\w* place|located|mis en oeuvre|"
    r"mettre en oeuvre|executad|desenvolv|localiz|ubica|situ)[a-z]*"
)
_IN_ONE_OF = re.compile(
    r"(?: [a-z]+){0,2} (?:en|in|dans|em|a|nos|num|noutro)\s"
    r"(?:(?:al menos )?(?:uno|alguno|cualquiera|one|any|l'un|um|algum|una?)(?: o (?:mas|varios))?"
    r" (?:de|of|des|dos)\s|d[aeo]s? )?"
    r"(?:l[oa]s |the |estos |these |following |siguientes |seguintes |suivants )*"
    r"(?:paises|countries|pays|paisos)?(?: siguientes| suivants| seguintes|"
    r" prioritari\w+)? ?:[^:;]*"
)


def is_done_in(before: str) -> bool:
    """Whether right before a place stands that the work is done there, whoever applies."""
    return any(_IN_ONE_OF.fullmatch(before, done.end()) for done in _DONE.finditer(before))


OUTSIDE = re.compile(
    r"\b(?:quien(?:es)?|entidades que|who|those who|whoever|quem|qui|chi) (?:no|not|do not|nao|"
    r"non|ne) "
    r"(?:teng|ten|hav|tien|dispon|acredit|poss|abb)[a-z]* (?:[a-z]+ ){0,4}(?:en|in|em|a|nel|na|no)"
    r"(?: la| el)?(?: comunidad(?: autonoma| foral)?(?: de)?| provincia de)? ?$|"
    r"\b(?:fuera|fora|outside|hors|fuori) ?(?:de|del|da|do|of|d'|a)? ?(?:la |el |the |l')?$"
)
"""Right before a place: whoever is not from there."""
IN_BRACKETS = re.compile(
    r" (?:a |de )?(?:los |las |the |les |os |as |els )?(?:paises|countries|pays|paisos|paesi)\b"
    r"[^().;:]{0,60}\((?:[a-z '-]+(?:,| y| e| and| et) )*"
)
"""Between what is said of countries and one of them: «los países con convenio (Brasil, …)»."""
PAPERS_FROM = re.compile(
    r"\b(?:applications|proposals|bids|submissions|entries|nominations|candidatur\w+|solicitudes|"
    r"postulaciones|propuestas|propostas|demandes|domande) (?:[a-z]+ ){0,3}?(?:from|de|d[aeo]s?|"
    r"des|provenientes de|"
    r"procedentes de|dels|d'|dei|dai) ?(?:(?:any|all|los|las|the|os|les|todos|cualquier\w*|"
    r"every|each|"
    r"one|alguno|\d+|of|de|d[ao]s|paises|pais|countries|country|pays|other|otros|outros|"
    r"[a-z]+ in) ?){0,6}$"
)
"""Right before a place: the papers come from there."""
