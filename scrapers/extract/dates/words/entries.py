"""What is handed in to a call, and what else people hand in or do by a day (folded)."""

import re

from scrapers.extract.text.wording import table

ENTRY = table(
    r"""
    partecip | postul | (?:pre)?inscri | inscrev | iscri[zv] | solicit | sol[.·l]?·?licit | candid |
    appl(?:y|i) | participa[rn]?\b | participe | participat | concurr | concorr | concurso |
    optar\b | interes | pedir\b | pidan?\b | pedidos?\b | peticion | demanar | demande | nomin |
    enter\b | entr(?:y|ies)\b | submi[st] | submet | soumi | propos | propuest | pitch |
    ader(?:ir|em)\b | adher | apunt | anot(?:ar|a?te|ese|ense) | presentarse | presentacion |
    apresentacao | presentacio\b |
    pro[jy]e[ck]?t | projet | obras?\b | trabajos?\b | trabalhos?\b | treballs?\b | travaux |
    ideas?\b | idees\b | ideias\b | planes\b | expedient | documentos? | documentac | documents? |
    papeles | papers? | cartas?\b | lettres?\b | letters?\b | carpetas? | sobres\b | expres |
    formular | (?<!monitoring )(?<!evaluation )(?<!feedback )forms?\b | fichas?\b | fiches?\b |
    relatos? | cuentos? | guion | poema | fotos?\b | fotogr | videos?\b | episodi | cancion |
    bocetos? | maquetas? | carteles | iniciativ | experienci[ae]s | practi[ck] | practices |
    resum(?:en|o|e)s? | abstracts? | template | plantilla | aplicar | apliquen | tell us |
    let us know | register your | manifest | notas? | concept | perfil | ofertas?\b | offres? |
    ofertes | consorcio | bids?\b | cv\b | curricul | vitae | hojas de vida | dossier | cadastr |
    convocator | edital\b | chamada | appel\b | call\b | bando\b |
    domand | richiest | request | ask for | depot\b | deposer | envoi\b | envio\b | repondre |
    respond\b | registro previo | pre-?regist | pieza | muestra | sede\b | todo\b |
    registr\w+ (?:(?:de|of|d')\s)?(?:su|sus|la|el|your|their|the|a|sua|seu|votre|vostra|un|una)\s
        (?:ciudad|city|cidade|municip|town|equip|team|organi|entidad|inter|candid|propuest|project)
    """
)
"""What is handed in to a call, or the verb of handing it in: named beside its day."""

ENTRY_ABOVE = re.compile(
    r"\b(?:it|them|todo)\b|[a-z](?:ar|er|ir|re|nt)-?l[oae]s?\b|\b(?:envie|envien|mande|manden)l[oae]s?\b|"
    r"^\W*se (?:recib|admit|acept|receb)\w+|\b(?:serao|seran|seront|will be) (?:recib|received)|"
    r"\b(?:obligatori|requisit|mandatory|required|obrigatori|imprescindible|indispensable)\w*|"
    r"^\W*(?:hasta|until|by|ate|fins|jusqu)"
)
"""A sentence that leaves to the one before what is handed in."""

OWN = re.compile(
    r"\b(?:postul\w+|inscrib\w+|solicita\w+|apply\w*|nominate\w*|interest\b|interes\b|"
    r"participa\w+|pro[jy]e[ck]?t\w*|projets?|iniciativas?|obras?|trabajos?)\b"
)
"""Other words of one's own application."""

BARE = re.compile(
    r"\b(?:enviar|presentar|remitir|entregar|radicar|subir|enviad[oa]s|presentad[oa]s)(?:se)? $|"
    r"^\W*(?:registro|registo|registration)\s?: ?$"
)
"""A verb of handing in right before "until": nothing is named, and nothing else is meant."""

COUNTED_FROM = re.compile(
    r"\b(?:contad[oa]s?|contar|computad[oa]s?|compter|comptar|comptats?|counted|counting)\b"
    r"(?:(?!\b(?:hasta|until|ate|jusqu|fins)\b)[^.;\d]){0,50}$"
)
"""A term that begins on the day behind it."""

INVITED = re.compile(
    r"\b(?:(?:by|upon|on) invitation|invitation[- ]only|if invited|(?:por|con) invitacion|"
    r"sur invitation|por convite|per invitacio|"
    r"(?:those|organi[sz]ations|applicants|candidates|quienes|l[oa]s que|ceux|els que) "
    r"(?:who |which |that |que |qui )?(?:ha(?:ve|n) (?:been |sido )|were |are |fueron |hayan sido |"
    r"sont |ont ete |foram |sean |resulten )(?:pre-?)?"
    r"(?:selec|shortlist|reten|convocad|invit)\w*)\b"
)
"""A step nobody comes to unasked."""

PASSED_ON = re.compile(
    r"\b(?:receiv\w+|recib\w+|recev\w+|receb\w+)\b[^.;]{0,40}\b(?:from|de|des|das|dos)\s"
    r"(?:(?:the|each|las|los|cada|les)\s)?(?:national commissions?|comisiones nacionales|"
    r"commissions nationales|comissoes nacionais|(?:national )?focal points?|puntos focales|"
    r"points focaux|embass(?:y|ies)|embajadas?|ambassades?|ministr(?:y|ies)|ministerios?)\b"
)
"""Bodies that send on what whoever applies sent to them before."""

ERRAND = table(
    r"""
    questions? | queries | clarifications? | consultas | preguntas | dudas | aclaraciones |
    observaciones | duvidas | esclarecimentos? | consultes | preguntes | dubtes | perguntas |
    quesiti | al.?legaci\w* | alegac\w+ | reclama\w+ | subsana\w+ |
    recursos? (?:de|contra|potestativ|administrativ)\w* | recurso | appeals? | objections? |
    complaints? | impugna\w+ | aportaciones | comentarios | comments? |
    (?:final|interim|monitoring|progress|annual|technical|narrative|financial)
        \s(?:reports?|forms?|surveys?) |
    informes? (?:final\w*|tecnic\w*|parcial\w*) | relatorios? | rapports? | bilans? |
    (?:memorias?|cuentas?|comptes?|contas?) [jx]ustificati[vu]\w* | justifica\w+ |
    xustifica\w+ | rendicion |
    prestac\w+ de cont\w+ | ejecuci\w+ | execu\w+ | reintegr\w+ | devolu\w+ | desembols\w+ |
    vota\w+ | vote[sr]? | voting | interpret\w+ | surveys? | encuestas? | enquetes? |
    webin\w+ | workshops? | talleres | taller | briefings? | seminari\w+ |
    info(?:rmation)?(?: |-)(?:sessions?|days?) | sesion(?:es)? informativ\w* |
    entrevistas? | interviews? | visitas? | festival\w* | ferias? | encuentros? | conciertos? |
    exposicion\w* | congresos?
    """,
    lead=r"(?<![/.@-])\b",
    tail=r"\b",
)
"""What else people hand in, or do, by a day that a page names."""

CALLED_OFF = table(
    r"""
    (?:revogad|cancelad|anulad|suspendid|suspens|revocad)[oa]s? |
    cancell?ed | withdrawn | suspended | annulee?s? | suspendue?s? | suspes[oa]?s? |
    (?:annulation|suspension|cancelacion|anulacion|revocatoria|revocacion|revogacao|cancelamento|
        cancellation|withdrawal|suspensao|suspensio|anul.?lacio) (?:d|of) |
    (?:se )?(?:suspende|cancela|anula|revoca)n? | sin efecto | sem efeito | sense efecte
    """,
)
"""A title's word for a call that is no more."""
