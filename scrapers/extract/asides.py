"""Words of what goes on around a call: past editions, winners' duties, meetings, recordings."""

import re

from scrapers.extract.cues import table

ASIDE = table(
    r"""
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
    (?:debe|deben|debera|deberan|tendran? que|habran? de|must|should|need to|have to|deve|devem|
        devera|deverao|doivent|devront|s'han d[e']|s'hauran d[e'])\s?(?:estar |haber |be |etre )?
        (?:conclui|finaliza|termina|ejecuta|justifica|start\b|begin\b|end\b|finish|conclude|
        comenza|inicia|demarre|acheve|comecar|acabar|executar|realitzar)
        (?![^.;]{0,25}(?:inscri|postula|solicit|registr|applica|candidat)) |
    (?:boot)?camps?\b | kick-?off\b | demo day
    """
)
"""What a date is for that has nothing to do with handing an application in."""

ASIDE_AFTER = re.compile(
    r"\b(?:para|per|pour|to|in order to)(?: (?:la|el|a|o|l'))?\s?(?:acept|accept|renunci|contrata|"
    r"firmar|sign\b|signer|signar|confirmar|justific|ejecut|execut|gastar|spend|subsan|alegar|"
    r"recurrir|entregar (?:os|los|la) (?:documentos|documentacion) de contrata)"
)
"""What someone already chosen has until a date for."""
