"""Sentences that are stored as they were said, in Spanish, to be known when they are shown."""

from matcher.words.language import gettext_noop

OF_SOURCES = (
    gettext_noop("No encontró ninguna convocatoria: la página pudo cambiar o no respondió bien."),
    gettext_noop("Encontró %(found)s convocatorias; lo normal son %(most)s o menos."),
    gettext_noop("Encontró %(found)s convocatorias; lo normal son %(least)s o más."),
    gettext_noop("Encontró %(found)s convocatorias; en las últimas lecturas eran unas %(usual)s."),
    gettext_noop(
        "Solo %(now)s de %(found)s convocatorias traen una fecha de cierre; lo usual en esta "
        "fuente serían unas %(usual)s: la página pudo cambiar de forma."
    ),
    gettext_noop(
        "Solo %(now)s de %(found)s convocatorias traen la ficha completa; lo usual en esta "
        "fuente serían unas %(usual)s: la página pudo cambiar de forma."
    ),
    gettext_noop(
        "La ficha de la fuente dice que cierra el %(one)s, y su plazo («%(quote)s»), contado, "
        "termina el %(other)s. Compruebe cuál vale."
    ),
    gettext_noop("%(failed)s de %(listed)s registros no se pudieron leer (%(some)s)."),
    gettext_noop(
        "La fuente tardó más de %(minutes)s minutos y se dejó a medias: lo que se alcanzó a leer "
        "se guardó y nada se dio por retirado. Si se repite, avise a quien mantiene Puente."
    ),
    gettext_noop(
        "El programa falló al leer esta fuente (%(fault)s). Avise a quien mantiene Puente."
    ),
    gettext_noop("no terminó en %(hours)s horas"),
    gettext_noop("El sitio pide usuario y contraseña (%(status)s)."),
    gettext_noop("El sitio rechaza la lectura automática (%(status)s)."),
    gettext_noop("La página no existe (%(status)s)."),
    gettext_noop("La página fue retirada (%(status)s)."),
    gettext_noop("El sitio pide leer más despacio (%(status)s)."),
    gettext_noop("El sitio no ofrece la página por motivos legales (%(status)s)."),
    gettext_noop("El sitio tiene una avería (%(status)s)."),
    gettext_noop("El sitio no da la página (%(status)s)."),
    gettext_noop("El sitio tardó demasiado en responder."),
    gettext_noop("El certificado de seguridad del sitio no es válido."),
    gettext_noop("El sitio respondió algo que no se entiende."),
    gettext_noop("El sitio redirige demasiadas veces."),
    gettext_noop("El sitio redirige a una dirección mal escrita."),
    gettext_noop("El sitio desvía la consulta a otra página."),
    gettext_noop("El sitio pide en robots.txt que no se lea esta dirección."),
    gettext_noop("El sitio no pudo decir qué permite leer (robots.txt); se intentará más tarde."),
    gettext_noop("El sitio no quiere más lecturas por ahora; se volverá en %(minutes)s minutos."),
    gettext_noop("No existe el sitio «%(host)s» o el DNS no responde."),
    gettext_noop("No se pudo conectar con el sitio."),
    gettext_noop("El sitio cortó la respuesta a la mitad."),
    gettext_noop("La respuesta llegó dañada."),
    gettext_noop("Compresión desconocida: %(error)s."),
    gettext_noop("La dirección lleva a una red privada y no se abre."),
    gettext_noop("La dirección lleva al interior de esta máquina o su nube y nunca se abre."),
    gettext_noop("La dirección no está bien escrita."),
    gettext_noop("La dirección no está bien escrita: %(address)s"),
    gettext_noop("A la dirección le falta el nombre del sitio."),
    gettext_noop("La dirección no puede llevar usuario ni contraseña."),
    gettext_noop("La respuesta es mayor de lo que se acepta leer."),
    gettext_noop("Solo se leen direcciones http y https."),
    gettext_noop(
        "Falta el contacto que se anuncia a los sitios que leemos: un correo o una página de su "
        "oficina."
    ),
    gettext_noop("%(count)s entradas vacías se dejaron de lado."),
    gettext_noop("El canal trae más de %(most)s entradas; las demás no se leyeron."),
    gettext_noop("El canal es demasiado grande."),
    gettext_noop("El canal está dañado."),
    gettext_noop("es JSON, pero no un canal de noticias (JSON Feed)."),
    gettext_noop("parece JSON pero está dañado."),
    gettext_noop("el sitio lleva ahora a su página de inicio."),
    gettext_noop("la página dice ser la página de inicio del sitio."),
    gettext_noop(
        "es un PDF, no una lista. Dé la dirección de la página que enlaza las convocatorias."
    ),
    gettext_noop("La lista no termina: se leyeron %(pages)s páginas."),
    gettext_noop("Falta «%(missing)s» (se buscaba «%(path)s»)."),
    gettext_noop("«%(path)s» debía ser %(kind)s y es %(found)s: %(value)s."),
    gettext_noop("El PDF es demasiado grande."),
    gettext_noop("el PDF está dañado o pide contraseña."),
    gettext_noop("El PDF tarda demasiado en leerse."),
    gettext_noop("se esperaba un PDF y llegó otra cosa."),
    gettext_noop(
        "no parece un sitio hecho con WordPress, pues no responden ni su «wp-json» ni su canal. "
        "Escoja otra clase de página."
    ),
    gettext_noop("el sitio ya no tiene la categoría «%(slug)s»."),
    gettext_noop("wp-json rechaza la consulta (%(code)s)."),
    gettext_noop("wp-json no responde con una lista de entradas."),
    gettext_noop("Fecha de WordPress ilegible: %(value)s."),
    gettext_noop("el XML está dañado (%(error)s)."),
    gettext_noop("el archivo comprimido está dañado."),
    gettext_noop("se esperaba un solo %(member)s y hay %(count)s."),
    gettext_noop("el archivo está cifrado o comprimido de otro modo."),
    gettext_noop("El archivo se descomprime a más de lo que se acepta."),
    gettext_noop("se esperaba JSON y llegó otra cosa (empieza por «%(start)s»)."),
    gettext_noop("la página está anidada sin fin y no se lee."),
    gettext_noop(
        "la página está hecha de un modo que tardaría sin fin en leerse, y se deja. Avise a "
        "quien mantiene el sitio."
    ),
    gettext_noop("ya no hay «%(css)s» en la página."),
    gettext_noop("«%(css)s» aparece %(count)s veces, no una."),
    gettext_noop("«%(css)s» está vacío."),
    gettext_noop("El selector «%(css)s» no es válido."),
    gettext_noop("Dirección no válida: %(url)s (%(title)s)."),
    gettext_noop("Clase de oportunidad desconocida: %(kind)s."),
    gettext_noop("La convocatoria no trae «%(name)s» (%(url)s)."),
    gettext_noop("Línea %(number)s: %(reason)s"),
    gettext_noop("No se pudo leer la ficha completa de la fuente: los datos son los del listado."),
    gettext_noop("No se pudo leer el PDF de la convocatoria: los datos son los de su página."),
    gettext_noop("La página %(number)s de la lista no se pudo leer: %(error)s"),
    gettext_noop(
        "La fuente devolvió %(strays)s registros que no se pidieron (%(what)s) y %(kept)s que "
        "sí: no respetó el filtro."
    ),
    gettext_noop(
        "La fuente trae campos que Puente no lee: %(fields)s (en %(some)s de %(whole)s registros)."
    ),
    gettext_noop("%(strays)s registros no eran lo pedido (%(what)s) y se dejaron fuera."),
    gettext_noop(
        "La fuente anuncia %(total)s registros para %(what)s; se esperaban menos de %(ceiling)s: "
        "no respetó el filtro."
    ),
    gettext_noop(
        "%(missing)s fichas no se pudieron leer y quedan con los datos del listado (por ejemplo, "
        "%(examples)s)."
    ),
    gettext_noop("Se esperaba sí o no en «%(where)s»: %(word)s"),
    gettext_noop("Se esperaba una lista en la respuesta."),
    gettext_noop("Se esperaba una lista en «%(path)s»."),
    gettext_noop("Se esperaba una lista de textos en «%(where)s»."),
    gettext_noop("Se esperaba un objeto en «%(path)s»."),
    gettext_noop("Se esperaba texto en «%(where)s»."),
    gettext_noop("Cifra imposible en «%(field)s»: %(value)s"),
    gettext_noop("Cifra ilegible en «%(field)s»: %(value)s"),
    gettext_noop("Valor inesperado en «%(where)s»: %(found)s"),
    gettext_noop("Falta «%(where)s» en la respuesta."),
    gettext_noop("La respuesta no trae «%(where)s»."),
    gettext_noop("JSON ilegible dentro de «%(where)s»."),
    gettext_noop("Fecha ilegible en «%(field)s»: %(value)s"),
    gettext_noop("Fecha imposible en «%(field)s»: %(value)s"),
    gettext_noop("Fecha vacía en «%(field)s»."),
    gettext_noop("Mes desconocido en «%(field)s»: %(value)s"),
    gettext_noop("Hora imposible en «%(field)s»: %(value)s"),
    gettext_noop("No se entendió la fecha que da la fuente («%(words)s»)."),
    gettext_noop("Se pidió la convocatoria %(number)s y llegó la %(answered)s."),
    gettext_noop("Se pidió la oportunidad %(number)s y llegó la %(answered)s."),
    gettext_noop("La ficha no se pudo leer."),
    gettext_noop("La ficha y el cuadro de presupuesto dan fechas de cierre distintas."),
    gettext_noop("La fuente devolvió convocatorias cerradas: no respetó el filtro."),
    gettext_noop("Estado no reconocido en la fuente: «%(word)s»."),
    gettext_noop("La entrada «%(title)s» no trae su dirección."),
    gettext_noop("Grants.gov respondió: %(words)s (error %(code)s)."),
    gettext_noop("SICON respondió: %(words)s (error %(code)s)."),
    gettext_noop("CultuRed ya no entrega la clave pública con que se consulta SICON."),
    gettext_noop("La respuesta de Grants.gov no trae «data»."),
    gettext_noop("No hay volcado de Grants.gov de los últimos %(days)s días."),
    gettext_noop("Falta «%(name)s» en el volcado."),
    gettext_noop("%(foreign)s avisos son de otros países que %(country)s."),
    gettext_noop("La fuente devolvió avisos de otros países que %(country)s."),
    gettext_noop("No se encontró ninguna convocatoria en esta dirección."),
    gettext_noop("%(undated)s de %(total)s no dicen cuándo cierran."),
    gettext_noop("%(short)s de %(total)s traen muy poco texto: quizá solo un resumen."),
    gettext_noop("la dirección debe empezar por http:// o https:// y traer un sitio."),
    gettext_noop("El día de la semana no concuerda con la fecha: «%(quote)s»."),
    gettext_noop("La fecha de cierre «%(quote)s» no existe en el calendario: consulte la fuente."),
    gettext_noop(
        "La fecha de cierre «%(quote)s» puede leerse día/mes o mes/día: consulte la fuente."
    ),
    gettext_noop("La fuente dice que puede cerrarse antes si se agotan los fondos: «%(quote)s»."),
    gettext_noop(
        "La fuente da fechas de cierre distintas: %(one)s («%(quote)s») y %(other)s "
        "(«%(other_quote)s»). Compruebe cuál vale."
    ),
    gettext_noop("El plazo se amplió: antes %(before)s, ahora %(now)s."),
    gettext_noop("El plazo se amplió: ahora cierra el %(now)s."),
    gettext_noop(
        "La ficha de la fuente dice que cierra el %(one)s y su texto menciona también el "
        "%(other)s. Compruebe cuál vale."
    ),
    gettext_noop(
        "La ficha de la fuente dice que cierra el %(one)s y su texto dice %(other)s. Compruebe "
        "cuál vale."
    ),
    gettext_noop("La ficha de la fuente dice que abre el %(one)s y su texto dice %(other)s."),
    gettext_noop("El texto es muy largo: solo se leyeron los primeros %(most)s caracteres."),
    gettext_noop("la respuesta está vacía."),
    gettext_noop("es una página web, no un canal de noticias (RSS o Atom)."),
    gettext_noop("es XML, pero no un canal de noticias (RSS o Atom)."),
    gettext_noop("no es un canal de noticias (RSS, Atom o JSON Feed)."),
    gettext_noop("a «%(css)s» le falta «%(name)s»."),
)
"""What the readers of sources say: of a site, of a record, of what a call tells."""

OF_MAIL = (
    gettext_noop("El servidor de correo %(server)s no aceptó el mensaje: %(why)s"),
    gettext_noop(
        "El servidor de correo %(server)s recibió el mensaje completo y no dijo si lo acepta: "
        "%(why)s"
    ),
    gettext_noop("El servicio se interrumpió antes de anotar qué respondió el servidor de correo."),
    gettext_noop("No se pudo escribir el mensaje en %(folder)s: %(why)s."),
    gettext_noop("no recibe correo para esa dirección (%(words)s)."),
    gettext_noop("no recibe correo para direcciones con eñes o tildes (%(address)s)."),
    gettext_noop("su certificado no es de confianza (%(why)s)."),
    gettext_noop("no habla TLS en ese puerto. Revise PUENTE_SMTP_SECURITY y PUENTE_SMTP_PORT."),
    gettext_noop("no ofrece lo que se le pide (%(why)s). Revise PUENTE_SMTP_SECURITY."),
    gettext_noop(
        "no reconoce a quien escribe. Revise PUENTE_SMTP_USER y PUENTE_SMTP_PASSWORD (%(words)s)."
    ),
    gettext_noop("no contestó a tiempo."),
    gettext_noop("cortó la conexión."),
    gettext_noop("no hay ningún servidor con ese nombre, o no hay red. Revise PUENTE_SMTP_HOST."),
    gettext_noop("no hay nadie en ese puerto, o está apagado."),
)
"""What became of a mail, in our words around the server's own."""

OF_JOBS = (
    gettext_noop("Se interrumpió a la mitad."),
    gettext_noop("No hay correcciones ni textos de base de los que aprender."),
    gettext_noop("Hacen falta más ejemplos, de al menos dos ODS, para entrenar."),
    gettext_noop("Hacen falta ejemplos de al menos dos ODS distintos para entrenar."),
    gettext_noop("%(path)s está dañado: bórrelo para volver al modelo de serie."),
    gettext_noop("No se pudo leer el modelo de emparejamiento %(path)s: %(error)s."),
    gettext_noop("No se pueden leer las líneas temáticas de %(source)s: %(error)s"),
    gettext_noop("Una línea temática no está bien escrita: %(error)s"),
)
"""What became of a job."""
