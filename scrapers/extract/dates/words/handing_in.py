"""What is handed in by a day, and what comes too late (folded; five languages)."""

import re

from scrapers.extract.text.wording import table

_LATER = (
    r"[ (]{1,2}(?:us |en )?(?:after|past|later than|con posterioridad al?|despues del?|luego del?|"
    r"pasad[oa]|transcurrid[oa]|apos|depois d[eo]|passad[oa]|apres|passee?s?|"
    r"au-dela du|despres del?|passat)"
)
TOO_LATE = table(
    r"""
    %SENT% | (?:no(?:t| longer)?|won't|nao|ne) (?:se )?%TAKE%\w*[^.;\d]{,40}
    """,
    tail=(
        _LATER
        + r"\s?(?:(?:a )?(?:l[ae]s?|as|the)? ?\d[\d:.h]{,4} ?[a-z.]{,5}(?: ?\([^()]{,30}\))?,? "
        r"(?:del?|of|on|du|do) )?(?:el |o |le |dia |the )*$"
    ),
    parts={
        "TAKE": "accept | take | receiv | admit | acept | recib | aceit | receb",
        "SENT": r"""
        received | submitted | sent | recibid[oa]s? | presentad[oa]s? | enviad[oa]s? |
        recebid[oa]s? | recue?s? | deposees? | rebu(?:des|ts) | presentades | lleguen |
        llegad[oa]s | presenten | reciban | envien | arriv(?:es?|ing|ed|ee?s?) |
        reach(?:es|ing)? | chegarem | cheguem | chegad[oa]s | parvenues? | in | entregad[oa]s? |
        (?:inscri|propost|candidat)[a-z]* (?:feit|fete|faite)[a-z]* |
        late (?:submissions?|applications?|bids) | remitid[oa]s? |
        encaminhad[oa]s? | solicitudes tardias |
        (?:dossiers|candidatures) tardi(?:fs|ves) | radicad[oa]s? | remis(?:es)? |
    transmis(?:es)? | entrad[oa]s? | lliurad[ae]s? |
        registrad[oa]s?
        """,
    },
)

NOT_TAKEN = re.compile(
    r"[^.;]{0,40}\b(?:will not|won't|cannot|shall not|no se|no (?:seran|podran)|nao (?:serao|se)|"
    r"ne seront (?:pas|plus)|no es|ser[aoe]\w* (?:rechazad|desestimad|descartad|inadmitid|"
    r"desconsiderad|rejeitad|ecarte|rejete|refuse|irrecevable|desclassificad)|will be (?:rejected|"
    r"returned|disregarded|turned)|quedaran? fuera|irrecevables?|fuera de plazo|hors delai|"
    r"fora d[eo]l? (?:prazo|termini)|extemporane\w+)"
)
"""What comes after a day and is taken no more."""

TAKES_NO = re.compile(
    r"\b(?:no se (?:tendr|admit|acept|consider|recib|valor|tramit|estudi|evalu|revis|atend|examin|"
    r"analiz|curs|lee)|nothing|no (?:application|proposal|bid|"
    r"form|entr)|we (?:will not|cannot|won't)|nao se(?:rao)? (?:aceit|admit|consider|receb|"
    r"analis|avali|apreci|examin)|"
    r"aucun|nous n'|ne (?:seront|sera)|no s'(?:admet|accept)|cap (?:sol|propost))\w*[^.;:]{0,80}$"
)
"""Before it: nothing is taken that comes later."""

PASSED = re.compile(
    r"(?:^|[.;:,]\s)\W*(?:pasad[oa]|transcurrid[oa]|despues del?|luego del?|after|past|apres|"
    r"passe|apos|"
    r"depois d[eo]|passad[oa]|passat|despres del?)\s(?:(?:el|o|le|the|dia|l') ?)*$"
)
"""Before a day that begins a sentence: what comes then …"""
NO_MORE = re.compile(
    r",? (?:ya |ja |mes )?(?:no (?:se )?(?:recib|admit|acept|tramit)|nao (?:se )?(?:receb|aceit)|"
    r"nao serao (?:aceit|receb|admit)|no (?:further |more |late )?(?:application|proposal|"
    r"submission)|"
    r"(?:plus )?aucune? (?:autre )?(?:dossier|candidature|demande|proposition)|no s'(?:admet|"
    r"accept))"
    r"(?![^.;]{0,20}(?:visit|public|huesped|reclam|recurs|consult|pregunt|factur))"
)
"""… is not taken any more."""

NO_PAPERS = re.compile(
    r"\b(?:factur|invoic|gasto|expens|despes|depens|cost|contrat|emitid|issued|incurr|nacid|born|"
    r"firmad|signed)"
)
"""What is not taken after a day either, and is no application."""

PAPERS_DUE = table(
    r"""
    concept (?:notes?|papers?) | (?:full |complete |detailed )?(?:proposals?|applications?) |
    expressions? of interest | letters? of (?:intent|interest|inquiry) | notes? d'intention |
    notes? conceptuelles? | dossiers?(?: complets?)? | candidatures?(?: completes?)? |
    (?:propuestas?|solicitud(?:es)?|postulacion(?:es)?|candidaturas?)(?: completas?)? |
    notas? conceptual(?:es)? | manifestacion(?:es)? de interes | cartas? de (?:intencion|interes) |
    documentacion | entrega | envio | recepcion | presentacion | radicacion |
    inscripcion(?: y entrega)? |
    submissao | apresentacao | depot | envoi | lliurament | propostas?(?: completas?)? |
    manifestac(?:ao|oes) de interesse | cartas? de intencao | remise(?: des [a-z]+)? |
    notas? conceitua(?:l|is) | propostes? | sol.?licituds? | notes? conceptuals?
    """,
    lead=(
        r"[\s.;,|•*-]*(?:\d{1,2}[.)] )?(?:(?:stage|phase|step|round|etapa|fase|paso) (?:\d|"
        r"[ivx]{1,3})[:,.]? \(?)?"
        r"(?:outline |preliminary |short |pre-?)?"
    ),
    tail=(
        r"\)?(?: \((?:required|mandatory|compulsory|obligatori[ao]|obrigatori[ao]|obligatoire)\))?"
        r"\s?: ?"
    ),
)
"""All that stands before a day in a list of steps: what is handed in by then."""

LAST_DAY = re.compile(
    r"[\s,)]*(?:que es |es |being )?(?:el |the |o |le |l')?(?:ultimo dia|fecha limite|last day|"
    r"dernier jour|"
    r"ultim dia|data limite|date limite|fecha de cierre|closing date) (?:d[eou]l?|para|of|for|"
    r"pour|to|per)\b"
)
"""What settles a day whatever stands before it."""

YOU_HAVE = re.compile(
    r"\W*(?:tienes?|tienen|tendra[ns]?|dispone[ns]?|you have|vous avez|voce tem|tem|teniu|"
    r"hay tiempo|hay plazo)\s"
    r"(?:[a-z]+ ){0,2}"
)
"""The same to whoever reads: "Tiene hasta …"."""

HANDS_IN = re.compile(
    r"\b(?:recib|recep|admit|acept|accept|receiv|tak(?:es?|ing)\b|invit|recoi|accueill|receb|aceit|"
    r"re(?:p|ben)\b|apply|postul|inscri|candidat|solicit|presentar|submit|soumettre|depos|apresent)"
)
"""What is done with applications while a call is open."""

GOES_ON = re.compile(
    r"\W*(?:(?:es decir|o sea|esto es|isto e|ou seja|c'est-a-dire|that is|es a dir)\b\W*)?"
    r"(?:(?:et|y|e|i|and)\b\W*)?(?:(?:ce|cela|ceci|ello|eso|esto|isso|isto|that|this|aixo|"
    r"todo)\b\W*)?"
)
"""All that stands before "until" in a sentence that goes on with the one before."""
