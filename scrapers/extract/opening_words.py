"""Words that make a date an opening one (folded; five languages)."""

import re

from scrapers.extract.wording import table

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

OPEN_AFTER = re.compile(
    r"^[\s,)]*(?:[:|\-]\s*)?(?:(?:this|the|la|el|se|invitation|call|to|apply|is|are|for|"
    r"applications?|convocatoria|plazo|of|proposals?|appel)\s+){0,8}"
    r"(?:apertura|abre|se abre|abrira|opens?\b|opening|released|launch|lanzamiento|inicio de|"
    r"abertura|ouverture|obertura|publicacion de la convocatoria)"
)
"""What may follow a date that opens."""
