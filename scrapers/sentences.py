"""What a reader says of a site, of a record, of a call: code → the sentence in Spanish.

What is stored is the code with its values; the sentence is looked up when it is shown, so that it
is worded, and put into another language, in one place.
"""

from collections.abc import Mapping


def gettext_noop(sentence: str) -> str:
    """Mark ``sentence`` for the catalogue of whoever shows it in another language."""
    return sentence


SENTENCES: Mapping[str, str] = {
    "text": gettext_noop("%(text)s"),
    "at": gettext_noop("%(where)s: %(what)s"),
    "found-none": gettext_noop(
        "No encontró ninguna convocatoria: la página pudo cambiar o no respondió bien."
    ),
    "found-over": gettext_noop("Encontró %(found)s convocatorias; lo normal son %(most)s o menos."),
    "found-under": gettext_noop("Encontró %(found)s convocatorias; lo normal son %(least)s o más."),
    "found-few": gettext_noop(
        "Encontró %(found)s convocatorias; en las últimas lecturas eran unas %(usual)s."
    ),
    "dated-few": gettext_noop(
        "Solo %(now)s de %(found)s convocatorias traen una fecha de cierre; lo usual en esta "
        "fuente serían unas %(usual)s: la página pudo cambiar de forma."
    ),
    "whole-few": gettext_noop(
        "Solo %(now)s de %(found)s convocatorias traen la ficha completa; lo usual en esta "
        "fuente serían unas %(usual)s: la página pudo cambiar de forma."
    ),
    "term-otherwise": gettext_noop(
        "La ficha de la fuente dice que cierra el %(one)s, y su plazo («%(quote)s»), contado,"
        " termina el %(other)s. Compruebe cuál vale."
    ),
    "records-lost": gettext_noop(
        "%(failed)s de %(listed)s registros no se pudieron leer (%(some)s)."
    ),
    "trial-out-of-time": gettext_noop(
        "No alcanzó a leer las diez en un minuto: el sitio responde muy despacio."
    ),
    "out-of-time": gettext_noop(
        "La fuente tardó más de %(minutes)s minutos y se dejó a medias: lo que se alcanzó a "
        "leer se guardó y nada se dio por retirado. Si se repite, avise a quien mantiene "
        "Puente."
    ),
    "broke": gettext_noop(
        "El programa falló al leer esta fuente (%(fault)s). Avise a quien mantiene Puente."
    ),
    "record-broke": gettext_noop(
        "El programa falló con este registro y lo dejó fuera; lo demás se guardó (%(fault)s). "
        "Avise a quien mantiene Puente."
    ),
    "stuck": gettext_noop("no terminó en %(hours)s horas"),
    "http-401": gettext_noop("El sitio pide usuario y contraseña (%(status)s)."),
    "http-403": gettext_noop("El sitio rechaza la lectura automática (%(status)s)."),
    "http-404": gettext_noop("La página no existe (%(status)s)."),
    "http-410": gettext_noop("La página fue retirada (%(status)s)."),
    "http-429": gettext_noop("El sitio pide leer más despacio (%(status)s)."),
    "http-451": gettext_noop("El sitio no ofrece la página por motivos legales (%(status)s)."),
    "http-5xx": gettext_noop("El sitio tiene una avería (%(status)s)."),
    "http-other": gettext_noop("El sitio no da la página (%(status)s)."),
    "linked-unread": gettext_noop(
        "La página a la que lleva el enlace no se pudo leer: esto es lo que decía el correo. "
        "Verifique en la fuente."
    ),
    "site-slow": gettext_noop("El sitio tardó demasiado en responder."),
    "certificate": gettext_noop("El certificado de seguridad del sitio no es válido."),
    "answer-garbled": gettext_noop("El sitio respondió algo que no se entiende."),
    "redirects-endless": gettext_noop("El sitio redirige demasiadas veces."),
    "redirect-malformed": gettext_noop("El sitio redirige a una dirección mal escrita."),
    "redirect-elsewhere": gettext_noop("El sitio desvía la consulta a otra página."),
    "robots-refuse": gettext_noop("El sitio pide en robots.txt que no se lea esta dirección."),
    "robots-unknown": gettext_noop(
        "El sitio no pudo decir qué permite leer (robots.txt); se intentará más tarde."
    ),
    "site-resting": gettext_noop(
        "El sitio no quiere más lecturas por ahora; se volverá en %(minutes)s minutos."
    ),
    "host-unknown": gettext_noop("No existe el sitio «%(host)s» o el DNS no responde."),
    "site-unreachable": gettext_noop("No se pudo conectar con el sitio."),
    "answer-cut": gettext_noop("El sitio cortó la respuesta a la mitad."),
    "answer-damaged": gettext_noop("La respuesta llegó dañada."),
    "compression-unknown": gettext_noop("Compresión desconocida: %(error)s."),
    "address-private": gettext_noop("La dirección lleva a una red privada y no se abre."),
    "address-inner": gettext_noop(
        "La dirección lleva al interior de esta máquina o su nube y nunca se abre."
    ),
    "address-malformed": gettext_noop("La dirección no está bien escrita."),
    "address-malformed-as": gettext_noop("La dirección no está bien escrita: %(address)s"),
    "address-no-host": gettext_noop("A la dirección le falta el nombre del sitio."),
    "address-with-user": gettext_noop("La dirección no puede llevar usuario ni contraseña."),
    "answer-too-large": gettext_noop("La respuesta es mayor de lo que se acepta leer."),
    "address-not-http": gettext_noop("Solo se leen direcciones http y https."),
    "contact-missing": gettext_noop(
        "Falta el contacto que se anuncia a los sitios que leemos: un correo o una página de "
        "su oficina."
    ),
    "feed-empty-entries": gettext_noop("%(count)s entradas vacías se dejaron de lado."),
    "feed-too-many": gettext_noop(
        "El canal trae más de %(most)s entradas; las demás no se leyeron."
    ),
    "feed-too-large": gettext_noop("El canal es demasiado grande."),
    "feed-damaged": gettext_noop("El canal está dañado."),
    "feed-other-json": gettext_noop("es JSON, pero no un canal de noticias (JSON Feed)."),
    "feed-broken-json": gettext_noop("parece JSON pero está dañado."),
    "home-redirect": gettext_noop("el sitio lleva ahora a su página de inicio."),
    "home-canonical": gettext_noop("la página dice ser la página de inicio del sitio."),
    "list-is-pdf": gettext_noop(
        "es un PDF, no una lista. Dé la dirección de la página que enlaza las convocatorias."
    ),
    "list-endless": gettext_noop("La lista no termina: se leyeron %(pages)s páginas."),
    "path-missing": gettext_noop("Falta «%(missing)s» (se buscaba «%(path)s»)."),
    "path-other-kind": gettext_noop("«%(path)s» debía ser %(kind)s y es %(found)s: %(value)s."),
    "pdf-too-large": gettext_noop("El PDF es demasiado grande."),
    "pdf-damaged": gettext_noop("el PDF está dañado o pide contraseña."),
    "page-not": gettext_noop("no es una página ni un PDF."),
    "mail-damaged": gettext_noop("El correo está dañado, o no es un correo guardado."),
    "pdf-slow": gettext_noop("El PDF tarda demasiado en leerse."),
    "pdf-not": gettext_noop("se esperaba un PDF y llegó otra cosa."),
    "wordpress-not": gettext_noop(
        "no parece un sitio hecho con WordPress, pues no responden ni su «wp-json» ni su "
        "canal. Escoja otra clase de página."
    ),
    "wordpress-no-category": gettext_noop("el sitio ya no tiene la categoría «%(slug)s»."),
    "wordpress-refuses": gettext_noop("wp-json rechaza la consulta (%(code)s)."),
    "wordpress-no-list": gettext_noop("wp-json no responde con una lista de entradas."),
    "wordpress-date": gettext_noop("Fecha de WordPress ilegible: %(value)s."),
    "xml-damaged": gettext_noop("el XML está dañado (%(error)s)."),
    "zip-damaged": gettext_noop("el archivo comprimido está dañado."),
    "zip-members": gettext_noop("se esperaba un solo %(member)s y hay %(count)s."),
    "zip-encrypted": gettext_noop("el archivo está cifrado o comprimido de otro modo."),
    "zip-too-large": gettext_noop("El archivo se descomprime a más de lo que se acepta."),
    "json-not": gettext_noop("se esperaba JSON y llegó otra cosa (empieza por «%(start)s»)."),
    "page-nested": gettext_noop("la página está anidada sin fin y no se lee."),
    "page-endless": gettext_noop(
        "la página está hecha de un modo que tardaría sin fin en leerse, y se deja. Avise a "
        "quien mantiene el sitio."
    ),
    "element-missing": gettext_noop("ya no hay «%(css)s» en la página."),
    "element-many": gettext_noop("«%(css)s» aparece %(count)s veces, no una."),
    "element-empty": gettext_noop("«%(css)s» está vacío."),
    "selector-wrong": gettext_noop("El selector «%(css)s» no es válido."),
    "call-bad-address": gettext_noop("Dirección no válida: %(url)s (%(title)s)."),
    "call-bad-kind": gettext_noop("Clase de oportunidad desconocida: %(kind)s."),
    "call-lacks": gettext_noop("La convocatoria no trae «%(name)s» (%(url)s)."),
    "line": gettext_noop("Línea %(number)s: %(reason)s"),
    "page-asks-password": gettext_noop("pide usuario y contraseña; solo se leen páginas públicas."),
    "page-needs-script": gettext_noop(
        "llega vacía y se llena con un programa en el navegador, así que no se puede leer. "
        "Busque el canal RSS del sitio."
    ),
    "list-without-calls": gettext_noop(
        "la lista no trae ninguna convocatoria. Revise que sea la página que enlaza cada una de "
        "ellas."
    ),
    "detail-unread": gettext_noop(
        "No se pudo leer la ficha completa de la fuente: los datos son los del listado."
    ),
    "pdf-unread": gettext_noop(
        "No se pudo leer el PDF de la convocatoria: los datos son los de su página."
    ),
    "list-page-unread": gettext_noop("La página %(number)s de la lista no se pudo leer: %(error)s"),
    "strays-most": gettext_noop(
        "La fuente devolvió %(strays)s registros que no se pidieron (%(what)s) y %(kept)s que"
        " sí: no respetó el filtro."
    ),
    "fields-unread": gettext_noop(
        "La fuente trae campos que Puente no lee: %(fields)s (en %(some)s de %(whole)s registros)."
    ),
    "strays-left": gettext_noop(
        "%(strays)s registros no eran lo pedido (%(what)s) y se dejaron fuera."
    ),
    "flood": gettext_noop(
        "La fuente anuncia %(total)s registros para %(what)s; se esperaban menos de "
        "%(ceiling)s: no respetó el filtro."
    ),
    "details-unread": gettext_noop(
        "%(missing)s fichas no se pudieron leer y quedan con los datos del listado (por "
        "ejemplo, %(examples)s)."
    ),
    "boolean-wanted": gettext_noop("Se esperaba sí o no en «%(where)s»: %(word)s"),
    "list-wanted": gettext_noop("Se esperaba una lista en la respuesta."),
    "list-wanted-at": gettext_noop("Se esperaba una lista en «%(path)s»."),
    "texts-wanted-at": gettext_noop("Se esperaba una lista de textos en «%(where)s»."),
    "object-wanted": gettext_noop("Se esperaba un objeto en la respuesta."),
    "object-wanted-at": gettext_noop("Se esperaba un objeto en «%(path)s»."),
    "text-wanted-at": gettext_noop("Se esperaba texto en «%(where)s»."),
    "number-impossible": gettext_noop("Cifra imposible en «%(field)s»: %(value)s"),
    "number-unreadable": gettext_noop("Cifra ilegible en «%(field)s»: %(value)s"),
    "value-unexpected": gettext_noop("Valor inesperado en «%(where)s»: %(found)s"),
    "value-missing": gettext_noop("Falta «%(where)s» en la respuesta."),
    "rows-missing": gettext_noop("La respuesta no trae «%(where)s»."),
    "json-inside": gettext_noop("JSON ilegible dentro de «%(where)s»."),
    "date-unreadable": gettext_noop("Fecha ilegible en «%(field)s»: %(value)s"),
    "date-impossible": gettext_noop("Fecha imposible en «%(field)s»: %(value)s"),
    "date-empty": gettext_noop("Fecha vacía en «%(field)s»."),
    "month-unknown": gettext_noop("Mes desconocido en «%(field)s»: %(value)s"),
    "time-impossible": gettext_noop("Hora imposible en «%(field)s»: %(value)s"),
    "date-not-understood": gettext_noop("No se entendió la fecha que da la fuente («%(words)s»)."),
    "call-other": gettext_noop("Se pidió la convocatoria %(number)s y llegó la %(answered)s."),
    "opportunity-other": gettext_noop(
        "Se pidió la oportunidad %(number)s y llegó la %(answered)s."
    ),
    "record-unread": gettext_noop("La ficha no se pudo leer."),
    "closings-differ": gettext_noop(
        "La ficha y el cuadro de presupuesto dan fechas de cierre distintas."
    ),
    "filter-closed": gettext_noop(
        "La fuente devolvió convocatorias cerradas: no respetó el filtro."
    ),
    "status-unknown": gettext_noop("Estado no reconocido en la fuente: «%(word)s»."),
    "entry-no-address": gettext_noop("La entrada «%(title)s» no trae su dirección."),
    "grants-gov-says": gettext_noop("Grants.gov respondió: %(words)s (error %(code)s)."),
    "sicon-says": gettext_noop("SICON respondió: %(words)s (error %(code)s)."),
    "sicon-no-key": gettext_noop(
        "CultuRed ya no entrega la clave pública con que se consulta SICON."
    ),
    "grants-gov-no-data": gettext_noop("La respuesta de Grants.gov no trae «data»."),
    "dump-none": gettext_noop("No hay volcado de Grants.gov de los últimos %(days)s días."),
    "dump-lacks": gettext_noop("Falta «%(name)s» en el volcado."),
    "notices-abroad": gettext_noop("%(foreign)s avisos son de otros países que %(country)s."),
    "notices-all-abroad": gettext_noop(
        "La fuente devolvió avisos de otros países que %(country)s."
    ),
    "trial-none": gettext_noop("No se encontró ninguna convocatoria en esta dirección."),
    "trial-undated": gettext_noop("%(undated)s de %(total)s no dicen cuándo cierran."),
    "trial-short": gettext_noop(
        "%(short)s de %(total)s traen muy poco texto: quizá solo un resumen."
    ),
    "address-wanted": gettext_noop(
        "la dirección debe empezar por http:// o https:// y traer un sitio."
    ),
    "weekday-wrong": gettext_noop("El día de la semana no concuerda con la fecha: «%(quote)s»."),
    "closing-impossible": gettext_noop(
        "La fecha de cierre «%(quote)s» no existe en el calendario: consulte la fuente."
    ),
    "closing-ambiguous": gettext_noop(
        "La fecha de cierre «%(quote)s» puede leerse día/mes o mes/día: consulte la fuente."
    ),
    "may-close-before": gettext_noop(
        "La fuente dice que puede cerrarse antes si se agotan los fondos: «%(quote)s»."
    ),
    "closings-contradict": gettext_noop(
        "La fuente da fechas de cierre distintas: %(one)s («%(quote)s») y %(other)s "
        "(«%(other_quote)s»). Compruebe cuál vale."
    ),
    "extended-from": gettext_noop("El plazo se amplió: antes %(before)s, ahora %(now)s."),
    "extended": gettext_noop("El plazo se amplió: ahora cierra el %(now)s."),
    "record-closes-also": gettext_noop(
        "La ficha de la fuente dice que cierra el %(one)s y su texto menciona también el "
        "%(other)s. Compruebe cuál vale."
    ),
    "record-closes-otherwise": gettext_noop(
        "La ficha de la fuente dice que cierra el %(one)s y su texto dice %(other)s. "
        "Compruebe cuál vale."
    ),
    "record-opens-otherwise": gettext_noop(
        "La ficha de la fuente dice que abre el %(one)s y su texto dice %(other)s."
    ),
    "text-cut": gettext_noop(
        "El texto es muy largo: solo se leyeron los primeros %(most)s caracteres."
    ),
    "feed-empty": gettext_noop("la respuesta está vacía."),
    "feed-is-page": gettext_noop("es una página web, no un canal de noticias (RSS o Atom)."),
    "feed-other-xml": gettext_noop("es XML, pero no un canal de noticias (RSS o Atom)."),
    "feed-not": gettext_noop("no es un canal de noticias (RSS, Atom o JSON Feed)."),
    "attribute-missing": gettext_noop("a «%(css)s» le falta «%(name)s»."),
}
