"""The words of notices that offer something else: work, contracts, seats at an event, lessons."""

from scrapers.extract.notices.signal import NoticeSignal
from scrapers.extract.text.rules import Example
from scrapers.extract.text.wording import table

OFFERS: tuple[NoticeSignal, ...] = (
    NoticeSignal(
        name="consultancy",
        gives="consultancy",
        title=12,
        text=4,
        words=table(
            r"""
            consultancy ?: | tdr\b(?! (?:de la )?convocatoria) |
            (?:requiere|requieren|para) contratar(?: por| a| una? (?:persona|profesional|
                facilitador|consultor)| facilitador) |
            prestacion de servicios | oferta tecnica y | oferta tecnica | offre technique |
            terminos de referencia(?! de la convocatoria) | terms of reference |
            termes de reference |
            termos? de referencia |
            consultor(?:a|/a|es|ia)?\b(?! de preinversion) (?:individual|nacional|
                internacional|para|persona|pessoa|experto) |
            consultoria (?:para|nacional|internacional|individual|de|pessoa) |
            se requiere (?:contratar|consultor\w+) | consultor/a |
            consultants?\b(?! and equipment| are eligible) (?:to|pour|will|-|\() |
            (?:individual|evaluation|seeking a|recherche un) consultant |
            recrutement d'un (?:consultant|cabinet|bureau|expert) | consulting (?:firm|services) |
            (?:propuesta|oferta|offre|proposta|
                proposal) (?:tecnica y |technique et |tecnica e )?(?:economica|financiere|
                financeira) |
            propuesta tecnica y | technical and financial proposal | financial proposal |
            technical and an? financial (?:offer|proposal|bid) | contract duration |
            seeks? an? (?:\w+ )?(?:firm|consultant|contractor)\b | bidders shall |
            offre financiere | productos (?:esperados|y cronograma) | deliverables and payment |
            (?:pago|pagamento) (?:contra|por) (?:entrega|produto)\w* | firmas? auditoras? |
            auditoria externa | audit financier | qcbs | honorarios (?:segun|mensuales) |
            el contratista | recepcion de (?:ofertas|hojas de vida) |
            empresa (?:evaluadora|consultora) | short-term expert
            """
        ),
        examples=(
            Example("Términos de referencia: plan de manejo", "consultancy"),
            Example("Plan de manejo", None),
        ),
    ),
    NoticeSignal(
        name="job",
        gives="job",
        title=10,
        text=3.5,
        words=table(
            r"""
            vacantes?\b | vacancy\b | vacancies | vaga\b(?! no) | vagas? ?: |
            oferta de (?:empleo|trabajo|feina) | offre d'emploi | job (?:offer|opening|vacancy) |
            bolsa de (?:empleo|trabajo) | trabaja con nosotros |
            proceso (?:de seleccion|selectivo) (?:\w+ ){0,2}(?:personal|para la)? |
            proces selectiu | concurso-oposicion | concurs oposicio |
            plazas? de (?:tecnic|auxiliar|administrat|conserje)\w+ | una placa d |
            (?:contrato|contract|contracte) (?:a termino|:? ?indefinido|permanent|temporal|
                laboral) |
            tipo de contrato | jornada completa(?! durante) | full-time position |
            tiempo completo | temps plein | (?:cdd|cdi)\b | clt\b | regime hibrido |
            salari[oo] ?(?::|competitivo|de|\d) | salary ?: | salaire | sou brut |
            remuneration selon | auxilio mensual | indemnite mensuelle | benefits include |
            vale-refeicao |
            (?:busca|buscamos|seeking|looking for|
                recherche) (?:a |un |una |un/a )?(?:coordinador\w*|practicante|
                programme officer|assistant|tecnic\w+|charge) |
            (?:hoja de vida|curriculo|curriculum|resume) (?:hasta|ate|antes)? |
            (?:cv|lettre de motivation|cover letter)\b | internship,? |
            (?:six-month )?paid internship | nivel del cargo | familia de puestos | fixed-term |
            chargee? de mission | practica profesional | oferta laboral |
            convocatoria (?:laboral|de empleo|para la (?:provision|seleccion de)|de borsa) |
            processo seletivo para contratac\w+ | borsa de treball | job opening | duty station |
            hojas? de vida | tribunal calificador | personas? en plantilla | plantilla de |
            banda salarial | disponibilidad inmediata | horario completo | vencimento | mutuelle |
            se necesita (?:un |una )?(?:conductor|profesional|tecnico|auxiliar) | procura-se |
            bilingue, | 37,5 hores | per substitucio | sueldo\b |
            we(?:'re| are) hiring | (?:daily rate|tarifa diaria|taux journalier) |
            competitive pay | remuneracao | poste a pourvoir | contrata-se | concurso de meritos |
            empleos de carrera | mitja jornada | incorporacio immediata |
            \d{1,6} (?:days|dias|jours)\) | carnet de conduir | disponibilidad para viajar |
            line manager | relocation | gross salary | contrato por obra |
            salario integral | (?:starting|start) date ?: | prise de poste | contrat local |
            (?:programme|program|project|finance|monitoring) (?:officer|assistant|manager)\b |
            estamos contratando | join our team | line management | tasas? por derechos de examen |
            key responsibilities | personal laboral | volontaire \(vsi |
            processo seletivo | provision del cargo | concurso de meritos para (?:elegir|proveer) |
            roster of | banco de (?:pares|evaluadores|elegibles) | pares evaluadores |
            (?:buscamos|seeking|looking for) (?:evaluador|evaluator|volunt|expert) |
            oferta de emprego | proveer (?:un|el|los) (?:cargo|puesto|empleo)s? | grado \d\d? |
            asignacion basica | the position (?:is|closes|reports) | recrutamento |
            recrutement d\w+ |
            procura (?:um|uma) (?:tecnic|gestor|coordenad|assistente)\w* | envio de curriculos? |
            contrato (?:e |es )?sem termo | exige-se licenciatura |
            profesional (?:especializad|universitari)\w+ | vagas temporarias | volunteers needed |
            se buscan voluntari
            """
        ),
        examples=(
            Example("Vacante: bibliotecaria", "job"),
            Example("Biblioteca abierta", None),
        ),
    ),
    NoticeSignal(
        name="tender",
        gives="tender",
        title=10,
        text=3.5,
        words=table(
            r"""
            licitacion(?:es)?\b | licitacio\b | licitacao\b | invitation for bids |
            procurement of | (?:solicitud|request) (?:de|for) propuestas ?: servicio |
            contratacao de empresa | precio mas bajo | presentar ofertas | licitantes |
            contract notice | award criteria | estimated value ?: | interventoria |
            concurso de meritos abierto | avis de marche | anunci de licitacio |
            invitation to (?:tender|bid) | sealed envelope | bids? must be |
            (?:avis d')?appels? d'offres | pregao | concorrencia n |
            marche public | seleccion abreviada | minima cuantia | menor cuantia | compra menor |
            (?:request for )?quotations?\b | cotiz(?:ar|acion|aciones)\b |
            solicit\w+ (?:de )?cotizacion | sealed bids | bidding documents | bid security |
            bids? (?:are invited|whose) | purchase order | procurement notice |
            ofertas?\b(?! de (?:empleo|feina|formacion|trabajo)) (?:se reciben|
                por la plataforma|para la ejecucion) |
            oferentes | pliegos?\b (?:de condiciones)? | apertura de sobres | obertura de sobres |
            abertura d[ao]s (?:propostas|envelopes) | garantia de seriedad | menor preco |
            subasta inversa | dispensa eletronica | lances\b | remise des offres | marche n |
            appel public a la concurrence | (?:marche|contrat) est conclu |
            request for proposals ?: | audit (?:services|firms?) |
            offres (?:sont a|doivent etre) remett?\w+ |
            (?:firms|companies|empresas) (?:must|deben|deberan|devem) (?:be|estar|ser|acreditar) |
            consulta preliminar al mercado | performance bond | bid validity | request for bids |
            tomada de precos |
            (?:compra|location|alquiler) de (?:ambulancias|vehicul\w+|equipos|equipamentos) |
            proveedores\b | poliza de | bidders\b | pre-bid | late bids | bid-securing |
            factor de escogencia | visita (?:ao local|al sitio|du site) | lugar de ejecucion |
            valor estimado d | presupuesto (?:base|oficial) (?:de licitacion)? | pressupost base |
            valor esti?mad?t? ?: | valor estimat | procediment obert | procedimiento abierto |
            procedure adaptee |
            contract[eo] de (?:serveis|servicios|subministraments|suministro)s? ?[.,] |
            (?:suministro|adquisicion|aquisicao|supply|fourniture|subministrament) (?:de|of|
                and delivery) |
            contratacion de la obra | presentar ofertas | plis (?:doivent|ferme) | sous pli |
            caution de soumission | criteres d'attribution | \brfp ?: | agencies to bid |
            goods, works and services | avis(?:o)? especifico de adquisiciones |
            servicio de (?:vigilancia|catering|limpieza) | servei de neteja |
            servicios de (?:limpieza|impresion) | printing services |
            (?:contrato|contracte|contrat|marche) d(?:e |')(?:limpieza|neteja|nettoyage|
            mantenimiento|
                vigilancia|obras?|suministro)\w* | tramita el contrato | relacion calidad-precio |
            (?:consulte|consulta)n? (?:des|a) (?:entreprises|empresas) |
            prix est le premier critere |
            consultation pour (?:la |l')?(?:location|achat|fourniture) | licitador\w+ |
            objeto ?: (?:suministro|prestar|aquisicao|adquisicion)
            """
        ),
        examples=(
            Example("Licitación de un puente", "tender"),
            Example("Un puente de madera", None),
        ),
    ),
    NoticeSignal(
        name="event",
        gives="event",
        title=7,
        text=1.8,
        words=table(
            r"""
            webinars?\b | webinarios?\b | colloque\b | coloquio | sesion informativa |
            (?:ii|iii|iv|v|vi|\d+º)? ?foro (?:regional|nacional|internacional) |
            (?:encuentro|encontro|trobada|congreso|congresso|congres|cumbre|cupula|summit)
                \s(?:regional|nacional|internacional|anual|mundial|iberoamerican\w+) |
            (?:participacion|participacao|acceso|acces|entrada) (?:es |e )?(?:libre|gratuita|
                lliure)\w*,? (?:previa|con|mediante) inscrip\w+ |
            transmision en (?:vivo|directo) | (?:en|por) streaming |
            annual conference | rencontres de | la asistencia es gratuita | l'entree est libre |
            tickets ?: | early registration | rueda de | webinaire\b | seminario web |
            seminarios?\b (?:discute|sobre|internacional) |
            jornada (?:sobre|de presentacio|tecnica|informativa) | conversatorio | charla\b |
            xerrada\b | mesa redonda | panel(?:es)?\b | save the date |
            (?:se celebrara|tendra lugar|tindra lloc|acontece em|aura lieu|takes place|
                will be held) |
            aforo limitado | seats are limited | nombre de places limite |
            entrada (?:gratuita|libre|lliure) | asi fue | highlights from | recap\b |
            retour en images | petit-dejeuner | breakfast briefing | join us on | join us\b |
            acompanenos | venez echanger | hi intervindran | ponentes\b |
            speakers (?:include|agreed) | rsvp | confirme su asistencia | concierto\b | concert\b |
            roda de conversa | film night | doors open | charla con | vino de honor | feria de |
            feira d | don't miss | free on zoom | vem ai | rendez-vous au | venez nous voir |
            estas son las presentaciones | lo que dejo | moderator | transmision por | live sobre |
            no nosso canal | watch the (?:video|recording) | vea las fotos |
            (?:encuentro|encontro|foro|forum|taller|assises) (?:\w+ ){0,4}(?:reunio|reuniu|
                concluyo|debat|ont participe) |
            (?:participants|delegados|personas|personnes|
                participantes) (?:\w+ ){0,3}(?:debat|gathered|ont participe|discutiram|
                participaron) |
            socializacion de | (?:se )?debatieron | inscripcion gratuita, | register here |
            activitat gratuita | (?:l'acte|el acto) (?:tindra|tendra|conto) | modera ?: |
            auditori[oo] |
            call for (?:papers|abstracts|speakers) | entree libre | entrada libre | free admission |
            dans la limite des places | study day | cal inscripcio previa |
            (?:taller|curso|workshop) gratuito? | festival\b |
            programa de (?:actividades|atividades) |
            actividades son gratuit\w+ |
            (?:exposicion|exposicao|exposition) (?:fotografica|se puede|puede) |
            se puede visitar | bilhetes | (?:entrada|entree) (?:es|e|est) (?:gratuita|libre) |
            visitas guiadas | celebraremos (?:la|el) | debatiran?\b | debattront
            """
        ),
        examples=(
            Example("Webinar de compostaje", "event"),
            Example("Compostaje en casa", None),
        ),
    ),
    NoticeSignal(
        name="paid-lessons",
        gives="course",
        title=4.5,
        text=2.2,
        words=table(
            r"""
            diplomado\b | curso (?:en linea|virtual|online|a distancia|gratuito) | online course |
            curs en linia | summer school | pos-graduacao | certifiquese | taller presencial |
            matriculas?\b(?! y el| de | incl) (?:abiertas|abertas)? | enrol (?:now)? |
            tuition fee\b(?!s? (?:is |are )?(?:covered|paid)) | mensalidades | fees? ?: |
            early-bird | valor de la inversion | inversion ?: \d | descuentos? (?:por|para) |
            facilidades de pago | carga horaria | intensidad ?: | \d{1,6} horas\b |
            certificado (?:de |al |ao |final)\w* | certificate of completion | autoformativ\w+ |
            self-paced | a su ritmo | aulas aos | proximo inicio | cupos limitados |
            valor del semestre | dos semestres | preinscripcion | master propio | mensualidad |
            instalments | evening classes | \d{1,6} creditos | clases los | especializacion en
            """
        ),
        examples=(
            Example("Diplomado en riego", "course"),
            Example("Riego por goteo", None),
        ),
    ),
)
