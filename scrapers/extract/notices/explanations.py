"""The words of pages that explain, teach or regulate, and of notices in plain office style.

What a guide says of calls in general, what a register says under «concursos y oposiciones» and
what a house says of the grants it gave are near to a call in nearly all their words.
"""

from scrapers.extract.notices.signal import NoticeSignal
from scrapers.extract.text.rules import Example
from scrapers.extract.text.wording import table

EXPLANATIONS: tuple[NoticeSignal, ...] = (
    NoticeSignal(
        name="explains",
        gives="publication",
        title=5,
        text=1.5,
        words=table(
            r"""
            (?:^|(?<=^¿)|(?<=: ))(?:como|com|comment|come|how)
                \s(?:to |do |on |se |es )?(?:solicit|demand|
                pedir|buscar|encontr|obten|consegu|escrib|redact|elabor|prepar|inscrev|rempl|
                preench|funcion|tramit|write|find|fill|read|get|apply for a (?:grant|scholar)|
                win|leer|ler|lire|identif|sol·?licit|demanar|present)\w* |
            (?:^|(?<=\n)|(?<=¿))(?:what (?:is|are)|que (?:es|son)|o que (?:e|sao)|qu'est-ce)\b |
            comment ca marche | what are they | why should you | glos(?:sary|ario|saire|sari)\b |
            guia (?:practica|completa|rapida|basica|operativa|para|de|del|paso)\b |
            guide (?:to|pratique|d|de|for)\b | guida (?:operativa|pratica|alla|ai)\b |
            manual (?:de|del|para|d')\b | cartilha | apostila | tutorial\b | paso a paso |
            passo a passo | step by step | consejos (?:para|utiles) | dicas (?:para|de)\b |
            (?:tips|advice) (?:for|on|to)\b | errores (?:frecuentes|comunes) |
            common mistakes | tipos de (?:becas|ayudas|subvenc|convocat|fond)\w+ |
            types of (?:grants|scholarships|funding) | in this (?:article|guide|post|chapter)\b |
            en este (?:articulo|post|manual|capitulo)\b | neste (?:artigo|manual|guia)\b |
            dans cet (?:article|chapitre) | dans ce guide | (?:bonus )?chapter\b |
            s'entien per | s'entend per | se entiende por | entende-se por | on entend par |
            wiki\b | definition(?: of|\n) | taxonom\w+ | expert advice |
            (?:pasos|claves|razones) para\b | explaining\b | understanding\b |
            (?:how|what) .{0,30} works?\b | mas informacion sobre como
            """
        ),
        examples=(
            Example("Cómo solicitar una ayuda para su asociación", "publication"),
            Example("Solicite una ayuda para su asociación", "call"),
        ),
    ),
    NoticeSignal(
        name="grants-given",
        gives="results",
        title=7,
        text=2.5,
        words=table(
            r"""
            (?:ayudas?|subvenciones|becas|ajuts|subvencions|axudas|proyectos|aides|
                subventions) (?:\w+ )?(?:concedid|atorgad|otorgad|attribue|accorde|denegad|
                pagad|recompens)\w+ |
            (?:proyectos|projets|projetos|projectes|propostas) (?:\w+ ){0,2}(?:recompens|
                habilitad|contemplad|adjudicad|aprobad|aprovad|retenu)\w+ |
            grants? roundup | notable (?:new )?grant awards |
            grants? (?:go|goes|given|went) to |
            (?:projects|proposals|grants) (?:funded|awarded) |
            commit(?:s|ted) (?:\$|us\$|usd|eur|€|£)? ?\d | unsolicited grants |
            (?:grant|award) recipients | recipients (?:include|are|of) | awardees? |
            (?:receiv(?:es|ed)|awarded|awards) (?:more than |over |nearly )?(?:\$|€|£)\d |
            (?:approv|award|fund)(?:ed|s) (?:funding )?(?:for )?\d{1,4} (?:\w+ )?(?:projects|
                grants|proposals|organi[sz]ations) |
            (?:approved funding|has approved|winning projects) |
            (?:divulga|publica|confira|saiu)m? (?:\w+ ){0,2}(?:lista|relacao|resultado|
                selecionad|habilitad|classific|aprovad)\w* |
            (?:pasan|passam|avanzan|avancam) (?:a la |a |para a )(?:siguiente |proxima |seguinte |
                segunda )?(?:fase|etapa) |
            listados? (?:provisional|definitiv|de (?:seleccion|admitid|beneficiari|ganador))\w* |
            (?:seleccionaron|selecciono a|selecionou|siendo) [\d.]+ | annual report\b |
            graduatori[ae] | esit[oi] d\w+ | vincitor[ei] | (?:elenco|elenchi) (?:\w+ ){0,2}(?:
                ammess|beneficiari|idone|esclus)\w+ |
            liquidaci\w+ (?:definitiva|final|dels ajuts|de las ayudas) |
            (?:young|the) \w+ rewarded | remise des prix | prix decernes
            """
        ),
        examples=(
            Example("Ayudas concedidas en la línea de barrios", "results"),
            Example("Ayudas para barrios: plazo de presentación de solicitudes", "call"),
        ),
    ),
    NoticeSignal(
        name="post-offered",
        gives="job",
        title=7,
        text=3.5,
        words=table(
            r"""
            oposicion(?:es)? (?:y|o|libre) | oposicions i concursos | concursos? y oposiciones |
            procedimentos? concursa(?:l|is)\b | concorso pubblico,? per (?:titoli|esami|soli) |
            recrut(?:e|ement|ing|amento)\b | staff recruitment | we are recruiting | recruits? |
            (?:titre|intitule) du poste | job (?:title|opportunity|description) | job type |
            (?:niveau requis|annees? d'experience) | duty station | reports? to\b | reporta a |
            grade ?: | contract type | type de contrat | tipo de contratto | ofertas? de emprego |
            (?:contratacion|contractacio) (?:temporal|laboral|administrativa de servicios|
                individual|de persoal|de personal|d'un|dun) |
            (?:plaza|plaça|placa|prazas?|plazas) (?:de|d'|de personal) ?(?:tecnic|arquitect|
                auxiliar|agent|policia|operari|administrat|enginy|ingenier|medic|funcionari)\w* |
            (?:borsa|bolsa) (?:d'auxiliar|d'empleo|de empleo|de interin|de treball|de trabajo|
                de sustituc|d'administ|de aspirantes|de personal)\w* |
            seleccion de personal | personal (?:laboral|funcionari|interin)\w* |
            cobrir una placa | cubrir (?:una?|el|la|\d+) (?:plaza|puesto|funcion|vacante|cargo)\w* |
            puesto ?: | (?:perfil|requisitos) del puesto | (?:enviar|envia|enviar el|send) cv |
            retribucion (?:mensual|bruta|anual) | (?:monthly|annual) salary | remuneracion bruta |
            selezione pubblica | assunzione (?:a|di|con) | conferimento d\S* incaric\w+ |
            junior professional officer | (?:full|part)[- ]time\b | jefe de proyecto |
            chef(?:\.?fe)? de projet | titulos academicos exigidos
            """
        ),
        examples=(
            Example("Sección de oposiciones y concursos: arquitecta", "job"),
            Example("Sección de arquitectura", None),
        ),
    ),
    NoticeSignal(
        name="service-bought",
        gives="consultancy",
        title=7,
        text=3,
        words=table(
            r"""
            estacion de trabajo ?: | informacion de la consultoria | servicio de consultoria |
            contratacion individual | individual contract(?:or)? | contratista individual |
            aviso de adquisicion | procurement (?:process|method|process :) | rfp\b | rfq\b |
            notice de selection | view notice | equipe (?:independante )?de[s]? consultants |
            recrutement (?:d'un|d'une|de) | consultants? d'evaluation | bureau d'etudes |
            (?:indagine|sondaggio) (?:preliminare )?di mercato | operatori economici |
            procedura (?:negoziata|aperta) | gara (?:d'appalto|europea) | bando di gara |
            (?:appalt|fornitur)[oie]\b | affidamento (?:de|di|dell)\w* | esperti esterni |
            construction bids | descripcion del servicio | proposta comercial
            """
        ),
        examples=(
            Example("Aviso de adquisición: soporte del plan", "consultancy"),
            Example("Soporte del plan", None),
        ),
    ),
    NoticeSignal(
        name="lessons",
        gives="course",
        title=5,
        text=1.5,
        words=table(
            r"""
            (?:taller|workshop|atelier) (?:de|d'|para|sobre|on|for|presencial)\b |
            (?:curso|corso|curs) (?:basico|gratuito|introductorio|intensivo|gratuit)\b |
            (?:grant|proposal)[- ]writing | preparation workshop | maestria en | master en |
            inicio de (?:las )?clases | curso propedeutico | (?:la|el) cursada\b | trimestre\b |
            aulas? (?:online|gratuit)\w* | modulo [ivx\d]+\b | unidad didactica | lecture notes |
            diapositivas | slides\b | formador(?:es|as)? (?:del|de la)\b | ementa\b |
            proceso de formacion | programa formativo | ciclo de (?:charlas|intercambio|talleres) |
            (?:convocatoria|envio|presentacion) de (?:comunicaciones|resumenes|ponencias)
            """
        ),
        examples=(
            Example("Taller de presupuestos", "course"),
            Example("Presupuestos del año", None),
        ),
    ),
    NoticeSignal(
        name="regulates",
        gives="news",
        title=7,
        text=2,
        words=table(
            r"""
            (?:concesion|concessio) directa | por el que se regula | plan (?:estrategico|
                estrategic|operativo|anual) (?:de|d')? ?(?:subvenc|anual|20\d\d)\w* |
            por (?:el|la) que se modifica(?:n)? (?:las bases|el real|la orden|el decreto) |
            modificacion (?:a|de) las reglas de operacion | reajuste (?:de|entre) anualidades |
            redistribucion del credito | ley (?:general )?de subvenciones |
            memoria (?:anual|de \w+ decadas|de actividades) | por invitacion (?:directa|solamente) |
            by invitation only |
            does not accept unsolicited | no (?:se )?acepta\w* (?:solicitudes|propuestas) no
                solicitadas
            """
        ),
        examples=(
            Example("Decreto de concesión directa a la casa de cultura", "news"),
            Example("Decreto de la casa de cultura", None),
        ),
    ),
)
