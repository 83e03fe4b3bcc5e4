"""What a deadline is for, and what ends that is no call (folded; five languages)."""

import re

from scrapers.extract.text.wording import table

COMPLEMENT = re.compile(
    r"\s?(?:(?:maxim[oa]|final|max\.?|unic[oa]|estimad[oa]|previst[oa])\s)?(?:(?P<tie>for|to|of|de|del|para|"
    r"pour|per(?: a)?|da|do|das|dos|des|du|en que|in which to|by which)\s|d')"
    r"(?:(?:el|la|los|las|the|o|a|os|as|le|les|els?|your|their|our|su|sus|una?|an|um|uma|se|que|ser|"
    r"estar|all|any|todas?|todos?)\s|[ls]')*(?P<said>(?P<head>[a-z][a-z'-]{2,})[^.;:()\d]{0,60})"
    r"(?:: ?[^.;:()\d]{0,30})?$"
)
"""Behind a closing word, up to the day: what the deadline is for."""

TO_HAND_IN = table(
    r"""
    appl | invit | submi[ts] | proposa | propost | propues | propos(?:er|ition) | entr(?:y|ies)\b |
    enter\b |
    nominat | regist | inscri | inscre | enrol | candidat | postul | solicit | sol.?licit |
    present |
    apresent | envi | envoi | envoy | recep | recebi | receber | recib | receipt | receiv |
    receving | recogid | entreg | radic | carg | carreg | upload | participa | participer | concur |
    concorr | optar | acced | aced | access\b | acces\b | manifest | express | concept | letter |
    bids?\b |
    bidding | tender | projec | projet | proyec | convoca | calls?\b | round | ronda | phase |
    fase |
    etapa | stage | depo[st] | soumi | soumet | remi[st] | remet | transm | adress | fer arribar |
    lliur | tram[ei] | demand | demanar | pedi[rd] | aplica | apunt | anot | adhes | adher |
    acoger |
    formaliz | formul | pitch | send | hand(?:ing)? | turn | deliver | fil(?:e|ing) | lodg |
    complet | sign(?:ing)? up | join | ideas?\b | dossier | expedient | ofertas?\b | offers\b |
    offres\b | dispatch | open | grant | fund(?!s transfer) | fond | beca | bourse | bolsa | ayuda |
    ajut | aides?\b | premi | prize | prix | award | fellow | scholar | program | subven | apoyo |
    apoio | edital | chamada | appel | ventan | plan | obras?\b | perfil | profile | form\b |
    papers? | abstract | resumen | summar | innov | cooper | coopera | educa | mobilit | movilid |
    investig | research | formacion | formation | training | organi | associa | asocia | funda |
    institu | region | edici | edition | session | sesion | transition | transicion | action\b |
    accion\b | climat | agua | digital | cultur | incor | ingress | allegar | aportar\b | aporte |
    postular | interes | postgrad | master | vaga | plaza | cupo | mision | mission | admi[st] |
    integra | inter | compe | concours | concurs | challenge | reto | desafi | resid | visit |
    estad |
    intern | pasant | curso | course | stage | seleccion\b | ejercicio | period | plazo | linea |
    modalidad | categor | volet | lote | componente | acog | acol | hacer | faire | fer\b | aspir |
    consign | diligenc | rellen | cumpliment | preench | rempl | responder a la convocat |
    respond\b |
    reply\b | responding | answer(?:ing)? (?:the|this) call
    """,
    tail="",
)
"""What begins a purpose that is applying, or only names what one applies to."""

ACT = table(
    r"""
    [a-z]{2,}(?:cion(?:es)?|sion(?:es)?|miento|tions?|sions?|ment|ing|als?|cao|coes|cio|cions|agem|
        ance|ancia|nca|ar|er|ir|arse|erse|irse|arl[ao]|re|ura|tat) |
    claims? | referees | reviewers | evaluador\w* | tutor\w* | valid\w+ | votos? | pagos? |
    facturas? | invoices | informes? | accounts | cuentas | contas | comptes | renuncia\w* |
    desist\w+ | reclam\w+ | appeals? | recursos? | withdraw\w* | retir\w+ | signature\w* |
    firma\w* | reembolso\w* | refunds? | sign | pay | spend | accept | confirm | decline | book |
    collect | claim | return | renew | begin | start | finish | vote | choose | decide | report |
    amend | correct
    """
)
"""An act by its ending, or by name."""

SELECTED = table(
    r"""
    (?:pre-?)?seleccionad[oa]s | (?:pre-?)?selecionad[oa]s | preselectionnee?s | selectionnee?s |
    finalistas? | finalists? | finalistes? |
    short-?listed (?:applicants?|candidates?|teams?|cities|projects?|organi[sz]ations?|
        municipalities|entities|proposals?) |
    (?:invited|successful|selected|winning|chosen|preselected|pre-selected)
        \s(?:applicants?|candidates?|teams?|cities|organi[sz]ations?|municipalities|bidders|
        grantees|entities|councils|authorities|consortia) |
    those (?:who are |that are )?(?:invited|selected|shortlisted|chosen|successful) |
    laureate?s? | ganadoras? | ganadores | vencedor(?:as|es)? | guanyador\w* | contemplad[oa]s |
    elegid[oa]s | retenue?s | lauréats | adjudicatari[oa]s | classificad[oa]s | clasificad[oa]s
    """
)
"""Those who were chosen already."""

GRANTEES = table(
    r"""
    beneficiar(?:ies|y|i[oa]s?|is) | beneficiaires? | grantees | awardees | recipients |
    bolsistas | becari[oa]s | boursiers?
    """,
    tail=r"\b(?P<said>[^.;:]{0,140})$",
)
"""Those who hold the money …"""

ACCOUNTS = table(
    r"""
    informes? | reports? | bilans? | rapports? | relatorios? | memorias? | memories? | accounts |
    cuentas | contas | comptes | justific\w+ | certificad\w+ | facturas? | invoices? | receipts |
    evidencias? | evidence | prestacao | rendicion | actas? | contratos? | convenios? | agreements?
    """,
    tail=r"\b",
)
"""… and what they hand in."""

FORMER_EDITION = table(
    r"""
    (?:edicion|convocatoria|edicao|edicio|edition|ronda|call|round|appel|chamada)
        \s(?:anterior|pasada|previa|passada|precedente|previous|anterieure?|dernier) |
    (?:anterior|pasada|previous|last|precedente|derniere|passada) (?:edicion|convocatoria|edicao|
        edition|round|call|edicio) |
    last year(?:'s)? | (?:el|del|no|o) ano (?:pasado|passado|anterior) | ano passado | any passat |
    l'annee (?:derniere|passee) | l'an (?:dernier|passe)
    """,
    tail=r"\b",
)
"""What is told of an earlier call …"""

THIS_TIME = re.compile(
    r"\b(?:this (?:year|time|edition)|est[ea] (?:ano|vez|edicion)|cette (?:annee|fois)|neste ano|"
    r"esta edicao|aquest any|ahora|now|agora|maintenant|ara)\b"
)
"""… and then of this one."""

FORMER = table(
    r"""
    (?:initial|inicial|origin|primitiv|anterior)(?:mente?|ement|ly|ment) | d'abord |
    en (?:un )?principio | venci?a | terminaba | cerraba | acababa | finalizaba | concluia |
    expiraba | acabava | finia | finalitzava | tancava | terminava | encerrava(?:-se)? | findava |
    (?:was|were) (?:due|to close|to end|originally) | por error | by mistake | par erreur |
    por (?:engano|lapso) | per error | ya no (?:es|sera|cierra|vence|termina) | no longer |
    n'est plus | ja nao (?:e|sera) |
    devait (?:se clore|prendre fin|finir|expirer) | expirait | se terminait | prenait fin |
    cloturait
    """,
    tail=r"\b[^.;\d]{0,30}$",
)
"""A deadline told as one that was …"""
RAN_UNTIL = table(
    r"""
    vencia | terminaba | cerraba | acababa | finalizaba | concluia | expiraba | acabava | finia |
    finalitzava | tancava | terminava | encerrava(?:-se)? | findava | expirait | se terminait |
    prenait fin | cloturait | (?:was|were) (?:due|to close|to end|originally)
    """,
    tail=r"\b[^.;\d]{0,30}$",
)
"""Of :data:`FORMER`, what a deadline did until another took its place, whatever lies between."""
NOW = re.compile(
    r"\b(?:now|ahora|agora|ara|desormais|maintenant|finalmente|instead|en su lugar|nuev[oa]|"
    r"nov[oa]|"
    r"new|nouve(?:au|lle)|nou|en realidad|en realitat|actually|en fait|na verdade|sino|"
    r"s'allarga|allarga\w*|sigue|seguira|still|hasta|until|ate|jusqu'au|fins)\b"
)
"""… where the same sentence tells of another."""

ENDS_TOO = table(
    r"""
    votac\w+ | votos?\b | voting | vote | vot\b | ofertas? de (?:empleo|trabajo) |
    (?:job|vacanc)\w* | vacantes? | emploi | emprego | pagos? | pagamentos? | payments? |
    paiements? | pagaments? | desembolsos? | giros? | taquilla | billetterie | bilheteira |
    exposicion | exposicao | exposicio | exhibition | exposition | museo | museum | musee |
    ejercicio fiscal | ano fiscal | contabilidad | accounts | contratos? | contracts? | obras? |
    consulta publica | public consultation | consultation publique | feria | mercado |
    (?:el|los|the|le|les|o|os|els?) (?:proyectos?|projects?|projets?|projetos?|
        projectes?)(?= (?:se )?$) |
    biblioteca | library | oficina | office | sede | encuesta de satisfaccion | vigencia
    """,
    tail=r"\b(?P<gap>[^.;:,\d]{0,40})$",
)
"""What ends, right before a closing verb, and is no call."""
