"""The words of calls that others use as well: money, help, forms and conditions."""

from scrapers.extract.notices.signal import NoticeSignal
from scrapers.extract.text.rules import Example
from scrapers.extract.text.wording import table

MENTIONS: tuple[NoticeSignal, ...] = (
    NoticeSignal(
        name="called-a-call",
        gives="call",
        title=4,
        text=0.8,
        words=table(
            r"""
            convocatoria\b(?! (?:de una? plaza|de prensa|de plaz|laboral|para contratar|
                para la provision|de empleo)) |
            convocatoria (?:conjunta|abierta|de subv) |
            calls? for (?:\w+ ){0,2}(?:proposals?|applications|papers|projects|cities|
                speakers|case studies|city challenges|expressions) |
            call for \w+ | request for (?:grant )?applications | notice of funding |
            funding opportunity |
            appels? a (?:projets?|candidatures?|propositions?|manifestation) | \bami ?: |
            edital\b(?! disponivel) | chamada publica | chamada de | selecao publica |
            convocatoria\b(?= d'ajut| de subv| de beq) | llamado a | annual program statement |
            expressions? of interest | manifestacion(?:es)? de interes |
            manifestac(?:ao|oes) de interesse | preguntas frecuentes | frequently asked |
            perguntas frequentes | invitacion para la presentacion | retos?\b (?:de|calles|para) |
            challenge\b | cahier des charges | reglement de | regulamento d | intake form |
            oportunidades (?:abiertas|vigentes) |
            band[oi]\b(?! di gara| di concorso per esami) | avviso pubblico | oggetto del bando
            """
        ),
        examples=(
            Example("Convocatoria de teatro", "call"),
            Example("Convocatoria laboral: actor", "job"),
        ),
    ),
    NoticeSignal(
        name="speaks-of-applying",
        gives="call",
        title=0.6,
        text=0.6,
        words=table(
            r"""
            solicitud(?:es)?\b | solicit(?:a|an|e|en|ar)\b | postula\w* | candidatur\w* |
            inscripci\w+ | inscripco\w+ | inscricoes | propuestas?\b | propostas?\b |
            proponentes? | applicants?\b | applications?\b | apply\b | submi(?:t|ssions?)\b |
            concept notes? | proposals?\b | demandes?\b | demander\b | dossiers?\b |
            candidate[rz]?\b | candidats?\b | sol·?licitud\w* | demaneu\S* | radica\w+ |
            formulari\w* | formato\b | ficha\b | eligib\w+ | elegibl\w+ | adesao | adhesion |
            nominat\w+ | sessao de | put forward | sumate | sumense | sumen\b | participar\b |
            participer\b | cadastrar | protocolar
            """
        ),
        examples=(
            Example("Ficha de arbolado", "call"),
            Example("Arbolado urbano", None),
        ),
    ),
    NoticeSignal(
        name="terms-of-help",
        gives="call",
        title=0.5,
        text=0.7,
        words=table(
            r"""
            (?:por|per|par) (?:proyecto|project|projet|projeto|organizacion|organisation|
                ayuntamiento|municipio|ajuntament|iniciativa|grupo|commune|action|entidad) |
            (?:topes?|ceiling|plafond|tecto|maximo|minimo|max\.) ?:? |
            (?:award|grant) (?:floor|ceiling|per) | awards? between |
            (?:basta|hace falta|hacen falta|se (?:pide|exige|prioriza|requiere|financian?|
                aceptan?|admiten?)|il faut|e preciso|cal) \b |
            (?:must|doit|doivent|devera|deberan?|tendran? que|tienen que|debe|deben|has to|
                needs? to) (?:be|etre|ser|have|\w+r)\b |
            (?:tienen?|have|ont) (?:a disposicion|derecho a|until|jusqu|hasta|ate|\d{1,6} dias) |
            (?:sufraga|paga|costeia|custeia|paie|pays|covers?|cubre|cubren|prise? en charge|
                sont couverts|all costs paid|gastos pagos) |
            contrapartida | cofinan\w+ | co-financ\w+ | co-fund\w+ | beneficiari[oa]s\b |
            beneficiaires\b | que quieran | wishing to | interesad[oa]s | interessad[oa]s |
            interesses | interested | recibiran | receberao | recoivent | pourra(?:it)? |
            ventanilla | guichet | window\b | gratuit[oae]s? (?:de|para|pour)
            """
        ),
        examples=(
            Example("Hasta diez árboles por municipio", "call"),
            Example("Diez árboles del municipio", None),
        ),
    ),
    NoticeSignal(
        name="offers-support",
        gives="call",
        title=1,
        text=1.5,
        words=table(
            r"""
            (?:programa|programme|gobierno|iniciativa|fondo|fonds|fund|facility|premio|beca|
                red|ministerio|galardon|aide|fundo|prefeitura|
                agencia) (?:\w+ ){0,3}(?:ofrece\w*|otorga\w*|entregara|cubre|apoya|distingue|
                brinda\w*|apoia|oferece|soutient|apporte|offers?|provides?|supports?|funds|
                finance|cobre|prend en charge) |
            se (?:otorga|ofrece|entrega)ran? | se ofrecen? | ofereix\w* | sao oferecid\w+ |
            tendran acompanamiento |
            (?:recibiran|reciben|receive|recebem|recevront|rebran) (?:\w+ ){0,2}(?:hasta|
                up to|apoyo|formacion|acompanamiento|\$?\d|estudios|un\b) |
            \d{1,6} (?:cupos|plazas|places|vagas|spots)\b
            """
        ),
        examples=(
            Example("Se otorgarán tres bicicletas", "call"),
            Example("Tres bicicletas de montaña", None),
        ),
    ),
    NoticeSignal(
        name="money-or-prize-offered",
        gives="call",
        title=3,
        text=0.9,
        words=table(
            r"""
            subvencion(?:es)?\b(?! concedid) | ayudas?\b (?:a|para|de|al)\b |
            grants?\b (?:of|up|programme|program|between|to|for) | \bgrants\b | becas?\b |
            beques\b | bolsas? (?:de|para|integra) | bourses? (?:de|aux) | scholarships? |
            fellowships?\b | residenc(?:ia|y|ias)\b | premio (?:ibero|a |al |de ) | premios?\b |
            prize\b | award\b(?! notice) | prix\b | premi a |
            concurso de (?:ideas|carteles|buenas|proyectos) | concurso iberoamericano |
            concours\b | concurs\b(?! oposicio) | trophees\b | microfondo | facility\b |
            linea de (?:credito|apoyo) | linha de financiamento | redescuento | reconocimiento a |
            request for proposals | rfa\b | loan facility | donaciones de | capital semilla |
            seed | small grants | ajuts?\b | aide (?:a|au|aux)\b | dotation | cofinanci\w+ |
            estimulos | apoyo a la | apoio (?:a|tecnico|financeiro) | asistencia tecnica |
            technical (?:assistance|support) | suport tecnic | accompagnement | dirigid[oa] a |
            beneficiari[oa]s ?: | beneficiaires ?: | beneficiaris ?: | porteurs eligibles |
            eligible (?:applicants|participating|borrowers) | eligib\w+ |
            criterios de (?:evaluacion|selecao|seleccion) | criteres de selection |
            award criteria | hasta (?:usd|us\$|\d) | up to (?:\$|eur|usd|£|€|\d) | type of action |
            concurrencia competitiva | cuantia | dotacion
            """
        ),
        examples=(
            Example("Ayudas a bandas de música", "call"),
            Example("Bandas de música", None),
        ),
    ),
    NoticeSignal(
        name="fund-named",
        gives="call",
        title=1,
        text=0.5,
        words=table(
            r"""
            premio\b | prize\b | fondo\b | fund\b | fonds\b | fundo\b | creditos?\b | loans?\b |
            programa de | programme\b | requisitos\b | requisits\b | concurso\b | financiacion\b
            """
        ),
        examples=(
            Example("Fondo del agua", "call"),
            Example("Agua del pozo", None),
        ),
    ),
)
