"""The words that label the fields of a call on its page (folded; five languages)."""

import re

from scrapers.extract.dates.words.calendar import MONTHS, WEEKDAYS

_CLOSING = """
    cierre cierra cierran limite limites limit vence vencen
    vencimiento plazo plazos finaliza finalizan
    finalizacion termina terminan tope deadline deadlines closing closes close closed due cut-off
    cutoff through thru
    prazo prazos encerramento encerra encerram termino fecho cloture clot butoir delai delais
    echeance termini terminis tancament tanca finalitza finalitzacio hasta until jusqu'au
    jusqu ate fins fin fi fim ends end by before corte cortes
"""
_OPENING = """
    apertura abre abren inicio comienzo opening opens start starts abertura abrem ouverture ouvre
    debut obertura obre inici desde from
"""
_SPAN = "fechas cronograma calendario vigencia timeline dates datas calendrier periode cuando when"
_ABOUT = """
    monto montos presupuesto importe dotacion financiacion cuantia amount budget funding montant
    orcamento dotacio pressupost import valor beneficiarios beneficiaires beneficiaris eligible
    eligibility destinatarios dirigido elegibles destinataris beneficiaries
"""
_FILLERS = """
    fecha hora dia de del la el las los lo para y e da do das dos du des d l le les the of for to
    date time day data maxima maximo final ultimo ultima last a al au o os as on in en es i our
    application applications submission submissions submit apply applying proposal proposals
    solicitud solicitudes solicitar postulacion postulaciones postular postulate postule postula
    inscripcion inscripciones inscribirse inscribete presentacion presentar recepcion entrega envio
    envie envia propuesta propuestas candidatura candidaturas candidature candidatures inscricao
    inscricoes inscreva-se proposta propostas submissao inscription inscriptions dossier dossiers
    depot sol·licitud sol·licituds sol.licitud sol.licituds solicituds presentacio recepcio
    convocatoria convocatorias call chamada edital appel crida abierta abierto aberta aberto ouvert
    ouverte oberta obert open estado status statut estat registro registration receipt period
    periodo key clave importantes important fase etapa ronda round quien quienes pueden who can
    how much cuanto total maximum minimum por per proyecto project se puede puedo hay que i we you
    d'inscription d'ouverture d'obertura d'inici d'abertura limit date-limite data-limite entrada
    reception soumission instancias bases participacion participar candidats candidate candidatar
    abiertas abiertos abertas abertos ouvertes ouverts obertes oberts entries entry nomination
    nominations ampliado ampliada ampliados prorrogado prorrogada prorroga extended extension
    prolonge prolongee prorrogat recibiran reciben recibe recibimos recebem received accepted
    admiten aceptan aceitas recues recevons proyectos projects projets projetos projectes
    trabajos trabajo obras works oeuvres treballs trabalhos
    quelle quelles quel quels cual cuales qual quais quin quina quins what which
    dernier derniere darrer
    tiempo disponible disponibles vigente est is are esta estara permanecera hours hrs horas h
"""
CUES = frozenset((_CLOSING + _OPENING + _SPAN).split())
"""What a label of the call's days is made around."""

DAY = frozenset("fecha fechas dia date dates day data datas jour".split())
HANDED_IN = frozenset(
    "recepcion entrega presentacion postulacion postulaciones inscripcion inscripciones envio "
    "solicitud solicitudes submission submissions application applications maxima maximo ultima "
    "ultimo darrer last dernier "
    "candidature candidatures candidatura candidaturas inscription inscriptions "
    "depot reception soumission inscricao inscricoes submissao entrada presentacio".split()
)
"""A day of these is one to hand in by: "Fecha máxima de recepción"."""

BARE = frozenset(
    "desde hasta inicio fin de del el from until to start end des du au depuis jusqu au inici fi "
    "fins comeco fim ate a al ao partir dia d l d'l jusqu'au abierto abierta abiertos abiertas "
    "aberto aberta abertos abertas ouvert ouverte ouverts ouvertes obert oberta oberts obertes "
    "open".split()
)
"""Labels of a first or last day that say of nothing whose it is."""

FACTS = frozenset(_ABOUT.split())
"""What a label of its money, or of who may apply, is made around."""

KNOWN = CUES | FACTS | frozenset(_FILLERS.split()) | MONTHS.keys() | WEEKDAYS.keys()
"""Every word a label may hold; one more, and it names something else."""

OTHER_LEAD = re.compile(
    r"^\W*(?:otr[ao]s?|altres|outr[ao]s|autres|other|more|mas|mes|ultim[ao]s|ultimes|latest|"
    r"recent|proxim[ao]s|proxims|properes|upcoming|prochain[es]*|dernier[es]*|recientes|next|"
    r"todas las|all|nuestr[ao]s|our|similar|related|relacionad[ao]s)\b"
)
"""How a heading begins that says there are others of a kind; :data:`OTHER_KIND` ends it."""

OTHER_KIND = re.compile(
    r"\b(?:convocatori\w+|noticias?|noticies|news|novedades|eventos?|events?|evenements?|actualit\w+|"
    r"actividades|calls?|grants?|opportunit\w+|oportunidad\w*|entradas|posts?|articles?|articulos|"
    r"chamadas|editais|appels?|becas|fondos|ayudas|cierres|vencimientos|deadlines|subvencion\w*|"
    r"funding|publicaciones|formacion\w*|cursos|programas)\W*$"
)

OTHERS = (
    re.compile(
        r"^\W*(?:(?:noticias?|noticies|news(?:room)?|novedades|novidades|eventos?|events?|"
        r"actualit\w+|evenements?)(?: (?:d[aeiou]s?|del|de l[ao]s?|from|of|in|en) .{0,30})?|"
        r"agenda(?: .{0,30})?|comentarios?|comments?)\W*$"
    ),
    re.compile(
        r"^\W*(?:tambien (?:te |le )?puede.{0,30}|you (?:may|might) also.{0,20}|"
        r"te puede interesar.{0,20}|(?:a lire|voir) aussi.{0,20}|(?:veja|leia) (?:tambem|mais)"
        r".{0,20}|ver tambien.{0,20}|see also.{0,20}|see more.{0,20})\W*$"
    ),
    re.compile(
        r"^\W*(?:relacionad[oa]s|related.{0,30}|convocatorias (?:abiertas|vigentes|relacionadas|"
        r"similares|anteriores|pasadas)|open calls|(?:calls?|noticias|convocatorias) "
        r"(?:relacionad|related).{0,20}|(?:proximos|upcoming) (?:cierres|deadlines)|"
        r"lo mas (?:leido|visto)|most read|popular)\W*$"
    ),
)
"""Whole headings above what is not this call: news, what else may interest, what is related."""

OTHERS_CLASS = re.compile(
    r"(?:^|[\s_-])(?:related|relacionad[ao]s?|similar|similares|noticias|news|latest|ultimas|recent|"
    r"recents|eventos|events|agenda|upcoming|proximos|otras|otros|others|more-posts|you-may|"
    r"breadcrumbs?|cookies?|newsletter|comments?|comentarios|pagination|pager|post-navigation|"
    r"nav-links|teasers?|menu|sitemap|destacad[ao]s|carousel-calls)(?:$|[\s_-])"
)
"""A class or id of such a list."""

NEWS_CLASS = re.compile(r"(?:^|[\s_-])(?:noticias|noticies|news|actus|actualites)(?:$|[\s_-])")
"""A class or id of the site's news, whether they lead anywhere or not."""

HOW = re.compile(
    r"^\W*(?:how (?:to|do i|can i) (?:apply|submit|enter|take part)|"
    r"como (?:se )?(?:postul|aplic|particip|present|solicit|inscrib|candidat|inscrev|concorr)\w*"
    r"(?: .{0,25})?|comment (?:candidater|postuler|participer|deposer|repondre)(?: .{0,25})?|"
    r"com (?:participar|presentar|sol.licitar|inscriure)\w*(?: .{0,25})?)\W*$"
)
"""The title of a box whose sentences tell how one applies."""

CALLS_COLUMN = re.compile(
    r"^\W*(?:(?:nombre|titulo|title|nom|name) (?:de la |del |of (?:the )?|de )?)?"
    r"(?:convocatorias?|calls?|programas?|programs?|becas?|fondos?|grants?|editais|edital|chamadas?|"
    r"appels?|oportunidad(?:es)?|opportunit(?:y|ies)|convocatori(?:a|es)|ayudas?)\W*$"
)
"""The head of a column that names one call a row."""
