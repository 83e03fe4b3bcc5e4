"""Words about applying (folded; five languages)."""

import re

from scrapers.extract.text.wording import table

APPLY = table(
    r"""
    aderir\b | adherir\w* | adherer\b |
    axudas?\b | solicitude | (?:may|can) (?:ask for|request) |
    (?:pueden?|podran?|podem|poden|poderan|poden?se) (?:pedir|demanar) |
    (?:peuvent|pourront) demander | nominaci | prolongation |
    solicit | postul | propuest | candidat | inscri | convocatoria | presenta(?:r|cion|n|cio) |
    aplicar\b | aplicacion(?:es)?\b | envi[aeo] | recib | recepcion | regist | formulario |
    manifestacion(?:es)? de interes | particip | concurs | bases\b |
    appl(?:y|ications?|icants?|ying)\b | submi | proposals?\b | entries\b | nominat |
    concept notes? | expressions? of interest | call (?:for|is|will|closes)\b | grant | inscric |
    edital\b | chamada | submet | proposta | dossiers?\b | depos(?:er?|ez|es|ees?)\b | depot |
    appel\b | candidature | soumettre | soumission | soumis | sol[.·l]?·?licit | presentar |
    convocatories | inscripci | projectes?\b | proyectos?\b | ayudas\b | becas?\b | aspirantes |
    interesad | premios?\b | concorrer | propositions? | envoy | adresser | transmett | remett |
    postuler | remise | carga de | dar entrada | parvenir | apresent | send\b | sent\b |
    statements? of interest | receiv | letters? of (?:intent|interest|inquiry) |
    cartas? de (?:intencion|interes) | d'intention |
    notas? de intencion | enter\b | nominate | lliur | trame[tn] | radic | diligenci | cargar |
    vincul | envio |
    candidatar | candidar | inscrev | receb | complete (?:the|this|your|an?)\b | completar |
    fill(?:ing)? |
    form\b | survey | interested |
    (?:apunt|anot)(?:ar|en?|arse|ate|ese|ense)\b | peticion | demandes?\b | pedidos?\b | admit |
    admet | admis |
    tell us | let us know | sign up | manifest | interess | demanar |
    materials\b | propost | notas? (?:de )?concept | full proposals? | manifiest | express |
    pitch | avez (?:desormais )?jusqu | subir | suban? | repondre | write to |
    mandar | carpetas? | bids?\b | cadastr |
    partecip | candidar | (?:deben|deberan|podran|pueden) ser presentad |
    richiest[aeio]\b | domand[ae]\b | proposte\b | iscrizion | inviat[aei]\b | pervenire |
    pervengano | bando\b |
    enlla | entreg | remit | sugest | suger | ideas\b | ofertas\b
    """
)
"""Words about applying."""

BROUGHT = table(
    r"""
    expedientes? | papeles | papeis | documentos | documentacion | documentacao | documents? |
    formularios? | formulaires? | fichas? | fiches? | carpetas? | hojas de vida | trabajos? |
    trabalhos? | treballs | travaux | obras? | dossiers? | projets? | projetos? | proyectos? |
    piezas | videos? | fotografias | fotos | relatos? | cuentos? | notes? | notas? | cartas? |
    lettres? | letters? | curricul\w+ | forms? | papers? | portafolios? | propone[n]? |
    (?:se )?sub[ei]\w* | mand(?:ar\w*|an|en?)\b | (?:ha[cgr]|fa[cr])\w+ (?:llegar|chegar)\b |
    lleguen | mensajes? | mensagens? | carreg(?:a|ue)\w* | carga[nr]?\b | cheg(?:ar|uem)\b |
    tramitar\w*
    """
)
"""What is handed in, or done with it, where a verb of :data:`HANDS` says the rest."""

APPLICATION = table(
    r"""
    convocatorias?\b | solicitud | postul | propuestas?\b | candidat |
    inscripci |
    inscric | notas? (?:de )?concept | manifestacion(?:es)? de interes | applications?\b |
    apply\b | proposals?\b |
    nominations?\b | entries\b | concept notes? | expressions? of interest |
    call (?:for|is|will|closes)\b | edital\b | chamada | propostas?\b | dossiers?\b | appel\b |
    sol[.·l]?·?licitud | convocatories | domand[ae]\b | proposte\b | iscrizion[ei]\b | bando\b |
    (?:registro|recepc[a-z]+|presentac[a-z]+|apresentacao|envio|entrega|radicacion|submissao|depot|
        cargue) d(?:e|es|os|as|el?) (?:los |las )?(?:proyectos|projetos|projets|projectes|ideas|
        ideias|iniciativas|obras|expedientes|dossiers)
    """
)
"""Of :data:`APPLY`, what names the application itself."""

HANDS = table(
    r"""
    ader(?:ir|em|iram|irse)\b | adher(?:ir|irse|er|en|ez)\b |
    get (?:your|the|their|all)\b[a-z ]{0,20} to (?:us|your|the|our)\b |
    presentano\b | trasmess[aeio]\b | trasmett\w+ | inviat[aeio]\b | presentat[aei]\b |
    pervenire\b | richiest[aeio]\b |
    (?:can|may) ask for (?:[a-z]+ ){0,3}(?:grant|fund|support|money|help)\w* |
    pode[m]? ser feit\w+ | puede[n]? hacerse | se puede[n]? hacer | can be made |
    peu(?:t|vent) etre faite?s? |
    subir(?:se|l[ao]s?|an?|emos)?\b | sub[ae]n?\b | carreg(?:a|ue)\w*\b |
    mand(?:ar|e|en|an|ad[oa]s?)\b | write to (?:us|the)\b |
    cadastr\w+ | get (?:your|the|their|it|all|our)\b[a-z ]{0,30}?(?=\bin\b) |
    (?:must|need to|should) have (?:your|the|all|their)\b |
    envi[aeo]\w* |
    present(?:ar|e|en|ent|er|ez|a|an|ara|aran|ando|ad[oa]s?|ats?|ades?|arse|arlas?|arlos?|
        acion|acio)\b | peticion\w* | prorrog\w* | prolong\w* | exten(?:d|s)\w* | amplia\w* |
    letters? of (?:intent|interest|inquiry) |
    postul\w+ | inscri\w+ | inscrev\w+ | solicit\w+ |
    sol[.·l]?·?licit\w+ | remit\w+ | entreg\w+ | radic\w+ | cargar\w* |
    carg(?:uen?|an)\b | filed\b | lodged\b | esper(?:a|amos|an) (?:su|tu|vuestr)\w* |
    diligenci\w+ | complet(?:ar|e|en|ing)\b | complete (?:the|this|your|an?)\b | llen(?:ar|e|en)\b |
    aplicar\b | apliquen?\b | aplicacion(?:es)?\b | recib\w+ | recep\w+ | recog\w+ | admit\w+ |
    admis\w+ |
    acept\w+ | particip(?:ar|e|en)\b | concurs(?:ar|en?)\b |
    lleg(?:uen?|an?|ar\w*)\b | cheg(?:uem?|am?|ar\w*)\b | concurr\w+ | concorr\w+ | optar\b |
    registr(?:ar|e|en|arse|ese|ense|o|ara|aran)\b |
    abr(?:en?|ira|iran|io)(?= hasta\b) | (?:apunt|anot)(?:ar|e|en|arse|ate|ese|ense)\b |
    nomin(?:ar|en?)\b | nominat\w+ |
    manif(?:est|iest)\w+ | sumarse\b | vincularse\b | propon(?:er|gan?|en?|dra|dran)\b | sugerir\b |
    sugier\w+ |
    hacerlo\b |
    hacerse\b | pedir\b | pidan?\b | escrib(?:ir|a|an)\b | allegar\b | formaliz\w+ | tramit\w+ |
    hay (?:tiempo|plazo) | h[ac]\w* temps\b | ha tempo | tien\w+(?: [a-z]+){0,2}(?= hasta\b) |
    tem(?= ate\b) | disp(?:one|oe|os)\w* | abiert[oa]s?\b | abert[oa]s?\b | ouvert\w* | obert\w* |
    candidat\w+ | submet\w+ | submiss\w+ | apresent\w+ | encaminh\w+ | receb\w+ | aceit\w+ |
    faze-lo\b |
    preench\w+ | interess\w+ | interesad\w+ |
    appl(?:y|ying|ies|ications?)\b | submi(?:t|ts|tted|tting|ssions?)\b | sen[dt]\b | sending\b |
    receiv\w+ | accept\w+ | deliver(?:ed|y)?\b | enter\b | entries\b | register\b | sign up\b |
    nominate\b |
    e-?mail(?:ed)?\b | post(?:ed)? (?:it|them|your)\b | hand(?:ed)? in\b | reach us\b | arriv\w+ |
    fill\w* | respon[ds]\w* (?:to (?:the|this) (?:call|survey)|here)\b | do so\b | upload\w*\b |
    tell us\b |
    let us know\b | express\w* | pitch\w* | propose\b | propos(?:als?|itions?)\b | get in touch\b |
    (?:you|they|applicants|organi[sz]ations|cities) (?:still )?have(?= until\b) | welcome\w*\b |
    tak(?:es?|ing)\b |
    request\w*\b | available\b | open\b |
    depos\w+ | depot\b | soum\w+ | envoy\w+ | envoi\w*\b | adress\w+ | transm\w+ | remett\w+ |
    remis\w*\b | remite\w*\b | cargas?\b | dar(?:a|an|ao)? entrada\b | faites\b | fer arribar\b |
    postul\w+ | particip(?:er|ez)\b | demand(?:er|ez|es?)\b | recev\w+ | recu\w*\b | recoi\w+ |
    accueill\w+ |
    parven\w+ | le faire\b | retourn\w+ | repond\w+ a (?:l'appel|cet appel) | attendu\w*\b |
    ont(?= jusqu) |
    avez(?: [a-z]+)?(?= jusqu) | trame\w+ | lliur\w+ | rebr?\w*\b | reben\b | acollir\w* |
    adrec\w+ |
    fer-ho\b | demanar\b |
    optar\b | convocatori\w*\b | edita(?:l|is)\b | chamadas?\b | appels?\b | calls?\b |
    propuest\w+ | propost\w+ | domand[ae]\b | iscrizion[ei]\b | inviat[aei]\b | perven\w+ |
    postulac\w+ | dossiers? complets?\b | concept notes?\b |
    not[ae]s? concept(?:ual|uel|itua)\w* | perfiles de proyecto\w* |
    (?:present|candid|invi|trasmett|partecip|richied)(?:are|ere)\b | candidarsi\b | iscriversi\b
    """
)
"""What is done to hand something in, or to take it: a closed class, unlike all that others do."""

EITHER_WAY = re.compile(
    r"(?:adress|entreg|recib|transm|remit|recev|recoi|recu|receb|receiv|deliver|rebr|reben|lliur|remis|sen[dt]|"
    r"envi|envoy|acept|accept|tram|aceit|mand|sub[iae]|carreg)"
)
"""Of :data:`HANDS`, what goes from the funder to others as well."""

PAID_OUT = re.compile(
    r"\b(?:respuestas?|respostas?|reponses?|resposta|replies|reply|premios?|premis?|prix|prizes?|bienes|"
    r"goods|accuses?|acuses?|acknowledg\w+|equipos(?! tecnic)|recursos|desembolsos?|pagos?|"
    r"payments?|dinero|money|certificad\w+|diplomas?|"
    r"convenios?|contratos?|resultad\w+|results?|visitantes?|visitors?|visitas|publico|guests?)\b"
)
"""What the funder hands over, and nobody applies with."""

DUTY = re.compile(
    r"\b(?:debe[n]?|debera[n]?|puede[n]?|podra[n]?|tienen? que|must|should|can|may|have to|"
    r"need to|deve[m]?|"
    r"devera[o]?|pode[m]?|podera[o]?|doi(?:t|vent)|peu(?:t|vent)|poden|"
    r"han de)\s(?:[a-z]+ )?(?:solicit|postul|"
    r"inscrib|inscrev|inscri|present|envi|apply|submit|send|candidat|depos|demand|demanar|pedir|apresent|"
    r"sol.?licit|trame|adress)\w*(?: [a-z]+){0,3} $"
)
"""They have to hand it in, or may, right before "until"."""

NAMED = table(
    r"""
    \b%OFFER%\b[^.;:,()\d]{0,60}[,(]\s*$ |
    \b(?:etapa|fase|ronda|round|corte|stage|phase|etape|ventana)\s*$ | ^[\W\d]*$
    """,
    lead="",
    parts={
        "OFFER": r"""
        becas? | ayudas? | subvencion\w* | premios? | grants? | fellowships? | scholarships? |
        awards? | bourses? | notas? conceptual(?:es)? | concept notes? | propuestas? |
        propostas? | proposals? | applications? | perfil(?:es)? | solicitud(?:es)? |
        postulacion(?:es)? | candidatur\w+ | inscripcion(?:es)? | inscricoes | dossiers? | prix |
        documentacion | documentacao | documentos | papeles | hojas de vida | aides? | bolsas? |
    beques | ajuts? | premis? | fondos? | fund
        """
    },
)
"""What is on offer and nothing done to it, right before "until", or nothing at all."""
