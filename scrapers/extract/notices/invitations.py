"""The words by which a page asks for applications: what speaks for a call."""

from scrapers.extract.notices.signal import NoticeSignal
from scrapers.extract.text.rules import Example
from scrapers.extract.text.wording import table

_MONTH = r"""
            ene | feb | mar | abr | may | jun | jul | ago | aug | sep | set | oct | out | nov |
            dic | dez | dec | jan | fev | apr | avr | mai | juin | juil | aout | gen | maig | des
            """

INVITATIONS: tuple[NoticeSignal, ...] = (
    NoticeSignal(
        name="may-apply",
        gives="call",
        title=3,
        text=3,
        words=table(
            r"""
            (?:pueden?|podran?|deberan?|deben) (?:\w+ ){0,3}(?:solicitar|postular|presentar|
                participar|aplicar|inscribir|optar|concurrir|concursar|pedir\w*|registrar|
                enviar|acceder|candidat) |
            (?:se )?(?:invita|convida)(?:mos)? (?:\w+ ){0,3}a (?:\w+ ){0,6}(?:present|
                postul|particip|envi|propon|plante|manifest|concurs|apresent|inscrev) |
            (?:pueden|podran|podem|peuvent) (?:pedir\w*|sumarse|unirse|(?:ser|
                etre) (?:enviad|presentad|deposee)\w*) |
            (?:as |como |comment |com )(?:participar|participer|aplicar|postular|
                se inscrever|solicitar) |
            (?:may|can|should|must|are invited to|is invited to|
                invited to) (?:\w+ ){0,2}(?:apply|submit|bid for|request|nominate|propose|
                express|borrow|propose) |
            (?:podem|poderao|devem) (?:\w+ ){0,3}(?:se )?(?:candidatar|inscrever|concorrer|
                participar|enviar|mandar|apresentar|solicitar|submeter) |
            (?:peuvent|pourront|doivent) (?:\w+ ){0,4}(?:candidater|deposer|postuler|
                repondre|solliciter|participer|presenter|demander) |
            (?:poden|podran|hi poden) (?:\w+ ){0,3}(?:sol·?licitar|optar|presentar|
                participar|demanar|concorrer) |
            (?:possono|potranno|puo|devono|dovranno|dovra) (?:\w+ ){0,4}(?:presentare|partecipare|
                richiedere|essere richiest\w+|accedere|candidarsi|inoltrare|concorrere) |
            qui (?:el |la |ho |les )?(?:pot|poden) (?:demanar|sol·?licitar)
            """
        ),
        examples=(
            Example("Las alcaldías podrán presentar proyectos", "call"),
            Example("Las alcaldías ganadoras presentaron el libro", None),
        ),
    ),
    NoticeSignal(
        name="term-for-applications",
        gives="call",
        title=4,
        text=3,
        words=table(
            r"""
            (?:plazo|periodo|fechas?|ventana) (?:limite |maxim[oa] |final )?(?:de|para|
                del?) (?:la |las |los |el )?(?:\w+ ){0,1}(?:presenta\w+|postula\w+|inscri\w+|
                solicitud\w*|candidatur\w+|envio|recepcion|radica\w+|entrega de (?:propuestas|
                trabajos)|particip\w+) |
            fechas? (?:limite|maxima)s? | (?:nueva )?fecha de cierre |
            cierr[ea] (?:de|el|del) (?:la )?(?:convocatoria|inscri\w+|postula\w+|\d) |
            (?:cierre|apertura|abre|cierra|closes|clos(?:ing|es)|opens?) ?[:-]? ?(?:el |on )?\d |
            (?:application |submission )?deadline |
            (?:applications?|nominations?|entries|portal|window|proposals?|
                submissions?) (?:\w+ ){0,2}(?:are )?(?:close|due|open|must be|accepted|
                will be accepted)\w* |
            closing date | due (?:by|no later|on)\b |
            (?:prazo|periodo) (?:de|para) (?:\w+ ){0,2}(?:inscri\w+|candidatur\w+|
                submiss\w+|envio|apresenta\w+) |
            inscricoes (?:abertas|ate|vao) | candidaturas? (?:abertas?|ate|em linha) |
            dates? limites? | cloture des (?:candidatures|inscriptions|depots) |
            (?:a|doit etre|sont a) (?:depos|adress|envoy)er (?:\w+ ){0,2}avant |
            termini (?:de|per a?) (?:\w+ ){0,2}(?:present\w+|sol·?licit\w+|inscri\w+) |
            nou termini | data limit |
            (?:termine|scadenza) (?:ultim[oa]|per la|per le|del bando|del band|\d) |
            nuova scadenza | in scadenza | c'e tempo fino | entro (?:e non oltre )?(?:il|le ore) |
            domande? (?:presentabil|dal|entro|inviat)\w* | prazo de presentacion
            """
        ),
        examples=(
            Example("Plazo de presentación de solicitudes: un mes", "call"),
            Example("Plazo de ejecución de la obra entregada", None),
        ),
    ),
    NoticeSignal(
        name="applications-taken",
        gives="call",
        title=4,
        text=2.6,
        words=table(
            r"""
            (?:se )?(?:recib\w+|acept\w+) (?:\w+ ){0,2}(?:propuestas|solicitudes|
                postulaciones|candidaturas|resumenes|manifestaciones) |
            inscripci(?:on|ones) (?:abiertas?|gratuitas? hasta|hasta|cierran?) |
            (?:envio|recepcion|presentacion) de (?:candidaturas|propuestas|solicitudes|
                postulaciones|proyectos|documentos de sintesis) |
            (?:solicitudes|postulaciones|candidaturas|inscripciones) ?: |
            (?:la |las )?solicitud(?:es)? (?:se |debera|deberan|telematicas?|en linea)\w* |
            (?:diligenci|complet|rellen|llen)\w+ (?:el |la |la ficha|este )?(?:formulario|
                solicitud|ficha) |
            (?:postul[ae]|postulate|aplique|aplica|inscribe|inscriba\w*|registrese|
                candidatese|candidate-se|envie) (?:\w+ ){0,3}(?:aqui|antes|hasta|ate|por el|
                tus?|sus?)\b |
            formulario (?:de |en )(?:postulacion|solicitud|inscripcion|linea|adesao|adhesion) |
            how to apply | apply (?:now|here|at any time|any time|by|online|in english|with|for) |
            (?:requests?|applications?|proposals?) (?:\w+ ){0,2}(?:are |is )?(?:accepted|
                assessed|reviewed|received|evaluated|can be made) |
            (?:submit|send|e?-?mail) (?:\w+ ){0,4}(?:by|before|proposal|application|
                concept note) |
            rolling basis | rolling\b |
            (?:submissao|envio|apresentacao|recebemos|receb\w+) (?:de )?(?:propostas|
                candidaturas|projetos|inscricoes) |
            inscreva-se |
            (?:dossiers?|demandes?|candidatures?) (?:\w+ ){0,3}(?:en ligne|avant|examinees|
                jusqu|recue?s|sont a|a adresser|a envoyer|deja) |
            depot des (?:demandes|dossiers) | modalites de depot |
            (?:comment )?faire (?:la|une) demande | reponse attendue | les sol·?licituds (?:es )? |
            candidatures (?:es presenten|fins) | presentar (?:la )?sol·?licitud\w* |
            presente su (?:solicitud|proyecto|propuesta|candidatura) |
            (?:hasta agotar|until funds) | (?:abiert[oa]s?|disponible) tod[oa] el ano |
            durante todo (?:el ano|o ano) | a qualquer tempo | toute l'annee | fluxo continuo |
            au fil de l'eau | sin cierre |
            domand[ae] di (?:contribut|partecipazion|agevolazion|finanziament|ammission)\w* |
            presentazione dell[ea] (?:domand|istanz|propost)\w+ | richieste? di contributo |
            com es pot tramitar | tramitar en linia
            """
        ),
        examples=(
            Example("Se reciben propuestas de barrio", "call"),
            Example("Propuestas de barrio escritas ayer", None),
        ),
    ),
    NoticeSignal(
        name="call-opens",
        gives="call",
        sure=True,
        title=5,
        text=2.6,
        words=table(
            r"""
            (?:se )?(?:abr(?:e|io|en|ira)|lanz(?:a|o|an)|apertura|abierta|abertas?|
                abiertos?|obre|obert[ao]?|llanca) (?:\w+ ){0,4}(?:convocator\w+|inscri\w+|plazo|
                ayudas|edital|subvenc\w+|becas?|fondo|reto|linea|linia|ajuts|edicion|
                periodo de candidaturas|candidaturas) |
            ya (?:puede|se puede)n? (?:\w+ )?(?:presentar|solicitar|postular|inscribir) |
            (?:apr(?:ueba|obar?|ovacio)) (?:\w+ ){0,6}(?:la )?convocator\w+ |
            (?:se |y |que )(?:efectua la )?convoca(?:n|toria)?\b (?:\w+ ){0,6}(?:ayudas?|
                subvenci\w+|premios?|becas?|estimulos) |
            (?:por la que se convoca|convocan) |
            bases (?:de la convocatoria|del concurso|reguladoras) |
            (?:calls?|applications|nominations|entries|window|round \w+|
                fund) (?:\w+ ){0,2}(?:opens?|open|opening|now open) |
            (?:opens?|open|now open) (?:\w+ ){0,2}(?:call|for (?:applications|entries|
                nominations|proposals)|applications) |
            (?:launch\w*) (?:\w+ ){0,4}(?:fund|call|grants?|challenge)\b |
            lanc\w+ (?:\w+ ){0,3}(?:edital|appel|chamada) |
            (?:est ouvert|sont ouvert\w*|ouvert) (?:aux?|a la|jusqu) | encontra-se aberto |
            invitacion (?:publica )?(?:a|para) (?:\w+ ){0,2}(?:presenta\w+|entidades) |
            buscamos (?:\w+ ){0,1}(?:ciudades|proyectos|municipios|iniciativas|propuestas) |
            se buscan (?:municipios|ciudades|proyectos) |
            we (?:invite|fund|are seeking proposals|are collecting) |
            (?:cohorte?|generacion|edicion|ventana|convocatoria|round|
                window) (?:\w+ ){0,4}(?:invita|abre|opens|abrira) |
            (?:aperto|apre|aperti|riaperto|pubblicat[oi]|indetto) (?:\w+ ){0,3}band[oi]\b |
            bandi aperti | l'ajuntament convoca | (?:llama|convoca) a (?:\w+ )?concurso
            """
        ),
        examples=(
            Example("Se abre la convocatoria de teatro", "call"),
            Example("Cierra con 30 propuestas la función de teatro", None),
        ),
    ),
    NoticeSignal(
        name="term-moved",
        gives="call",
        sure=True,
        title=12,
        text=5,
        words=table(
            r"""
            (?:se )?(?:ampli\w+|prorrog\w+|extiend\w+|extend\w+|
                aplaz\w+) (?:\w+ ){0,4}(?:plazo|inscripci\w+|cierre|convocatoria|fecha|hasta|
                deadline|prazo|inscricoes|termini|period) |
            plazo (?:\w+ ){0,6}(?:se )?(?:ampli|prorrog)\w+ |
            (?:deadline|closing date|applications?) (?:\w+ ){0,5}(?:extended|moved|postponed) |
            more time | prazo (?:\w+ ){0,6}(?:prorrogad|ampliad|estendid)\w+ |
            inscricoes prorrogadas | s'amplia (?:el )?termini |
            (?:prolongation|report) de (?:l'appel|la date) | date limite (?:\w+ ){0,4}reportee |
            ultimos dias para |
            (?:correccion de errores|modificacion|retificacao|rectificacion|amendment|
                adenda) (?:[\w\d.º]+ ){0,8}(?:bases|convoca\w+|edital|request|cronograma|orden|
                plazo) |
            nova data | nuevo plazo | nueva fecha de cierre | modifica el cronograma
            """
        ),
        examples=(
            Example("Se amplía hasta mayo el plazo del premio", "call"),
            Example("Se amplía la biblioteca", None),
        ),
    ),
    NoticeSignal(
        name="speaks-to-reader",
        gives="call",
        title=2,
        text=1.4,
        words=table(
            r"""
            (?:your|votre|vos|vostra) (?:\w+ )?(?:city|town|county|council|community|
                project|idea|form|organi\w+|plan|commune|ville|dossier|projet|experiencia|
                ciutat|municipi) |
            (?:su|sua|tu) (?:\w+ )?(?:municipio|ciudad|alcaldia|entidad|iniciativa|proyecto|
                propuesta|cidade|prefeitura|projeto|idea) |
            si la suya |
            (?:tell us|we want to hear|cuentenos|cuentanos|conte\b|racontez|contacte\w*|
                presenteu|envieu|expliqueu-nos) |
            ¿?(?:quiere|quieres|trabaja|tiene una idea)\b | a vous de jouer | participe\b |
            particip(?:a|e) y | animese | you need | to be considered |
            envie(?:nos)? (?:una|el|la|su) | mande (?:o |a |sua ) | request form | using the form
            """
        ),
        examples=(
            Example("Cuéntenos qué hizo su municipio", "call"),
            Example("Lo que hizo un municipio", None),
        ),
    ),
    NoticeSignal(
        name="chosen-later",
        gives="call",
        title=3,
        text=1.8,
        words=table(
            r"""
            (?:elegi|seleccion|escoge|apoya|premia|financia)\w*(?:remos|aremos) |
            (?:se|seran) (?:elegi|seleccion|escog|apoya|premia)\w*(?:ran|ada?s|idos|idas) |
            sera[on] (?:escolhid|selecionad|apoiad)\w+ |
            will (?:be )?(?:select|choos|chosen|support|mak|award)\w* |
            (?:make|makes|anticipates making) (?:up to |\w+ )?(?:grants|awards) |
            seront (?:retenu|selectionn|offert|choisi|attribu)\w+ | retiendra |
            seran (?:escollid|seleccionad)\w+ |
            (?:busca|buscamos|busca ahora|cherche|recherche|
                cerquem) (?:\w+ )?(?:experiencias|propuestas|ciudades|municipios|territoires|
                communes|intercommunalites|un cartel|ideas|proyectos|projets) |
            candidates? (?:upload|submit|send) |
            (?:evalua|evaluan|examina|examinees|scored|puntua\w*) (?:por|de forma|on|par)
            """
        ),
        examples=(
            Example("Elegiremos tres barrios", "call"),
            Example("Tres barrios del sur", None),
        ),
    ),
    NoticeSignal(
        name="by-a-day",
        gives="call",
        title=2,
        text=1.5,
        words=table(
            r"""
            (?:antes del?|hasta el|ate(?: o dia)?|avant le|jusqu'au|jusqu'a|fins al|
                abans de(?: l')?|until|before|by|through|up to|no later than|au plus tard le|
                pour le|entre el|a partir del?) ?(?:lunes |viernes |noon on )?\d{1,2}(?:er|st|
                nd|rd|th|º)? (?:de |d'|al? |au |y el |-)?(?:\d{1,2} (?:de |d'))?(?:%MONTH%) |
            (?:by|before|until|through|due on) (?:%MONTH%) \d |
            (?:del?|du|from|entre) (?:el )?\d{1,2}(?:º|er|st|nd|
                th)?(?: (?:de )?[a-z]{3,10})? (?:al?|au|y el|to|e) \d{1,2}
            """,
            parts={"MONTH": _MONTH},
        ),
        examples=(
            Example("Fichas: hasta el 8 de mayo", "call"),
            Example("Fichas del mes de mayo", None),
        ),
    ),
    NoticeSignal(
        name="rules-told",
        gives="call",
        title=3,
        text=1.4,
        words=table(
            r"""
            (?:qui|quem|who) (?:peut|pode|can|may) | quienes? puede\w* |
            a quien(?:es)? (?:se|va|esta) | que se entrega | que financiamos |
            what we (?:fund|offer) | combien \? | ¿?cuanto\? | ¿?hasta cuando | en que consiste |
            mode d'emploi | reglas de acceso | guidance notes | (?:nuevo|novo|nou) cronograma |
            calendrier modifie | calendari | alterou as etapas | corre \w+ dias |
            register (?:their|your) interest | se tramita | el tramite | constituent leur dossier |
            fiche d'inscription | criterios de (?:valoracion|evaluacion) |
            (?:session|sessions|sesion)s?,? (?:opens|en \w+ et) | deux sessions | co-funding rate |
            admissibility | regulamento e |
            (?:puede|pueden|pode|podem|peut|may|can) (?:\w+ )?(?:pedir|pleitear|seek|
                propose|solicitar|obtener|beneficiar) |
            que s'exhaureixi | budget is spent | ampliacio de(?:l)? termini |
            (?:carta|oficio|letter) d[eo] (?:alcalde|prefeito|prefecto|mayor) | la adesao |
            reopens
            """
        ),
        examples=(
            Example("¿Quiénes pueden participar?", "call"),
            Example("Quienes participaron", None),
        ),
    ),
)
