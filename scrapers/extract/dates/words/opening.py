"""Words that make a date an opening one (folded; five languages)."""

import re

from scrapers.extract.text.wording import table

OPEN = table(
    r"""
    (?:fecha|dia) de (?:apertura|inicio|lanzamiento|publicacion de la convocatoria) | apertura |
    se abr(?:e|en|ira|io|ieron|iran)\b | abr(?:e|en|ira|iran|io|iu|iram)\b |
    ha abierto | han abierto | abrieron\b | abriram\b |
    (?:abrimos|abriremos|obrim|ouvrons)\b
        (?= (?:(?:el|em|le|no|o|al?|au|la|dia)\b)?[^.;:,\d]{0,12}$) |
    lancee?s? (?=le\b) | se habilitan?\b |
    (?:abert|iniciad|comenzad)[oa]s?(?= (?:em|no dia|el|desde) $) |
    abiert[oa]s? (?:desde|a partir) | abiert[oa]s?(?= (?:el|desde el) $) | (?<=\()inicio\b |
    abiert[oa]s? (?:el|la|los|las) [a-z]+ (?=el\b|desde\b) |
    (?:convocatori\w+|calls?|appels?|chamadas?|edita(?:l|is))
        \s(?:abert|abiert|obert|ouvert|open)[aeo]?s?(?=\s?: ?$) |
    inicio (?:de )?(?:la |las |del )?(?:convocatoria|concurso(?=\s?:)|recepcion|
        inscripci|postulaci|plazo|presentacion|solicitud) |
    (?:inicio|inici|comienzo|comeco|debut|apertura|start) (?:del? |do |du |of (?:the )?)
        (?:period[oe]?s? (?:de |d')?(?:l[ao]s? |les )?(?:solicit|postul|inscri|present|recep|
        candidat|sol.?licit|apresent|depot)|(?:application|submission) period)\w* |
    comeza(?:n|ra|ran)?\b |
    inicia\b | iniciar(?:a|an)\b | (?:ter(?:a|ao)|ten?d?ra|tendran|dar(?:a|an|ao)) inicio\b |
    (?:se )?habilitara[n]?\b | lanzamiento | comenzar(?:a|an)\b | comienzan?\b |
    empezar(?:a|an)\b |
    empiezan?\b | inicio (?:el|este)\b | iniciaron\b | arranc(?:a|an|o|aron|ara|aran)\b |
    (?:ha |han )?(?:comenzo|comenzaron|comenzado|empezo|empezaron|empezado|comecou|comecaram|
        began|started)\b | (?:a|ont) (?:commence|debute)\b | va(?:n)? comencar\b |
    lanz(?:a|an|o|aron|ara|aran)\b | lanc(?:a|am|ou|aram|ara|arao)\b |
    begins?\b | commence(?:ra)?\b | debute(?:ra)?\b | comecam?\b |
    comenca(?:ra)?\b | starts?\b |
    open(?:s|ed|ing)?(?: date| on| from)?\b(?! (?:until|through|till|to)\b) | launch(?:ed|es)? |
    issu(?:ance|e) date | date issued | releas(?:e|ed) (?:on|date) | starting |
    available from | applications? available |
    start(?:s|ing)? on\b | abertura | abrem?\b | inicio (?:das|da|do) |
    debut d(?:es |e |u |e la )(?:depots?|candidat\w+|inscri\w+|appel|guichet) | ouvertures? |
    ouvrent?\b | ouvert(?:e|es|s)?\b(?! jusqu) | ouvrir(?:a|ont)\b |
    sera(?:n|o)? (?:lan[zc]ad|abert|abiert)[oa]s?\b |
    inici (?:de (?:la )?|del |d')(?:presentacio|termini|inscripci|recepcio|convocatori|sol) |
    obertura | s'obre | obre\b | (?:es )?va(?:n)? obrir\b | s'ha(?:n)? obert\b | s'obri\w* |
    lancement | aprono\b | aprira(?:nno)?\b
    """
)
"""An opening date."""

FROM = re.compile(
    r"\b(?:from|desde|entre|between|a partir d(?:el?|u|[ao])|a compter du|des (?:le|del?)|"
    r"starting|dal)\b"
    r"[\s:]*(?:(?:las? |les |the |as )?\d{1,2}(?:[:.h]\d\d)?\s?"
    r"(?:(?:hr?s?|horas|hores|heures|am|pm)\b)?\s(?:del?|of|on|do|du)\s)?"
    r"(?:(?:ma(?:na)?na|hoy|today|amanha|hoje),?\s)?"
    r"(?:(?:(?:el|la|las|o|dia|proximo|the|le|d?est[ea]|del)\b|l')\s*){0,3}"
    r"(?:[a-z-]{3,9}(?:es|day|ira|do|go),?\s(?:(?:el|dia|o)\s)?)?$"
)
"""Words right before a date that make it a beginning, where the sentence is about applying."""

OPEN_AFTER = table(
    r"""
    (?:(?:ha|han|se ha) )?(?:obert|abierto|aberto|abriu|abrio|abriron|abrieron|abriram)
        \s(?:(?:el|la|les|las|o|a|as|los|els)\s)?
        (?:plazo|prazo|termini|period|convocat|inscri|candidat) |
    abrimos | abriremos | lanzamos | apertura | abr(?:e|ira) | open(?:s?\b|ing) | released |
    launch | lanzamiento |
    (?:empieza|comienza|inicia|arranca|comeca|comenca|debute|commence|begins?|
        starts?)n? (?:el |la |las |los |o |a |as |le |the )?(?:plazo|periodo|recep|inscr|postul|
        convoc|present|prazo|termini|candidat|appl|submi) |
    inicio del? (?:l[ao]s? )?(?:plazo|convoc|recep|inscr|postul|present) | abertura | ouverture |
    ouvr | obertura | s?'?obr | publicacion de la convocatoria
    """,
    lead=(
        r"[\s,()]*(?:[:|–—-]\s*)?(?:(?:this|the|la|el|se|invitation|call|to|apply|is|are|for|que|"
        r"cuando|quan|quando|when|that|applications?|convocatoria|plazo|of|proposals?|appel)\s+)"
        r"{0,8}(?:s')?"
    ),
)
"""What may follow a date that opens."""

LAUNCHES = re.compile(r"lan[zc](?!amiento|ement)|launch(?! date)")
"""Of :data:`OPEN`, what is done to many things: the sentence must be about a call."""

_CALL = (
    r"(?:convocatoria|appels?|editais|edital|chamada|calls?|concurso|request for (?:proposals|"
    r"applications)|line of grants|linea de ayudas|programa de (?:becas|ayudas))"
)
_OPENS = """
    abri(?:o|u)\\b | abr(?:e|ira|ieron)\\b | lan[zc](?:o|a|ara|ou|e)\\b | publico | convoco |
    publicou | open(?:ed|s) | (?:is|are) (?:opening|launching|publishing) |
    (?:ha|han) (?:abierto|lanzado|convocado|publicado) | launche[ds] | published | issued |
    (?:va |ha )?(?:obrir|obert|llancar) | (?:a|ont) (?:ouvert|lance|publie) | ouvre
    """
_OPENED_CALL = table(
    "%OPENS%",
    parts={"OPENS": _OPENS},
    lead=r"[\s,]*(?:(?!\d\d|[.;]).){0,90}?\b",
    tail=rf"\b[^.;]{{0,60}}\b{_CALL}\b",
)
_CALL_OPENED = re.compile(
    rf"[\s,]*(?:the |la |el |a |o |l'|le )?{_CALL}\b[^.;\d]{{0,30}} "
    r"(?:will be|was|sera|fue|foi) "
    r"(?:published|launched|opened|issued|publicad|lanzad|lancad|abiert|abert|publie|lance|ouvert)"
)


def opened_then(after: str) -> re.Match[str] | None:
    """What follows the date in "On 3 May the ministry opened a call", right after it."""
    return _OPENED_CALL.match(after) or _CALL_OPENED.match(after)


OPENS_NOW = table(
    f"""
    {_OPENS} | s'ouvre | s'obre | se abre | se abrio | inici(?:a|ou|o) | parte | open |
    abert[oa] | abiert[oa] | ouvert | arranc(?:a|o) | comeza | comienza | abrese
    """
)
"""What opens on a day told by how far it is: "abre hoy", "abrió este lunes"."""

PERMANENT = table(
    r"""
    (?:ventanilla|convocatoria|llamado|fondo|recepcion|inscripcion(?:es)?|programa|linea)
        \s(?:es |esta )?(?:abierta )?(?:permanentes?|abiert[oa]s? (?:todo el ano|permanentemente)) |
    (?:guichet|appel|depot) (?:permanent|ouvert (?:en continu|toute l'annee)) |
    (?:rolling|open|year-round|continuous) (?:applications?|calls?|window) |
    (?:edital|chamada|inscric\w+|recepcao)? ?(?:de )?fluxo continuo |
    (?:convocatoria|finestreta) (?:oberta )?permanent
    """,
    tail=r"\b[^.;:\d]{0,30}$",
)
"""A door that never closes, right before the day from which it stands open."""

STANDS_OPEN = re.compile(
    r"\W*(?:(?:estado|status|estat|etat|situacao)\W{1,3})?"
    r"(?:la |the |l'|a |o )?(?:convocatoria|llamado|calls?(?: for [a-z]+)?|applications?|appel|"
    r"edital|chamada|inscrip?c\w+|postulaci\w+|candidatur\w+|solicitudes|plazo|prazo|termini)"
    r" (?:is |are |est?[ano]* )?"
    r"(?:now |ya )?(?:open|abi?ert|obert|ouvert|vigente|tancad|cerrad|encerrad|closed)"
    r"[aeo]?s?\W*|"
    r"\W*(?:estado|status)\W{1,3}(?:abiert[oa]|open)\W*"
)
"""All that a line says where it tells that a call is open, or was; its days stand below."""

IN_FORCE_ALONE = re.compile(
    r"\W*(?:(?:estado|status|situacao|estat)\W{1,3})?(?:periodo )?vigen(?:te|cia)\W{0,3}"
    r"(?:(?:del?|desde|entre|d[ao])\s)?(?:(?:el|la|o) )?"
)
"""All that stands before a window of which nothing is named: the page's own call."""

IN_FORCE_THING = re.compile(
    r"\b(?:convenio|licencia|licenca|poliza|apolice|contrat|acuerdo|acordo|certificad|norma|ley\b|"
    r"lei\b|decreto|resolucion|resolucao|plan\b|plano\b|tarifa|registro|permiso|garantia|"
    r"presupuesto|marco|estrategia|politica|arancel|alianza|mandato|cargo|proyecto|projeto)"
)
"""What is in force for a time besides a call."""

BEGINS = re.compile(
    r"comenz|comienz|empez|empiez|se inici|inicia|inicio (?:el|este)|arranc|start|beg[ai]n|commenc|"
    r"debut|comec|comenc|comez|s\W?inici|(?:ha|han|a|ont|van?) (?:come|empe|debut)"
)
"""Of :data:`OPEN`, verbs of anything that begins: it must be the call."""
