"""What the readers of sources say, in the reader's language.

They know nothing of the service and write plain Spanish, which is stored as it is; here the
sentences they make are known by their pattern and said again. Any other text stays as it stands.
"""

import re
from functools import lru_cache

from matcher.words.language import Words, gettext_noop

_SENTENCES = (
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
    gettext_noop("%(url)s: El sitio tardó demasiado en responder."),
    gettext_noop("%(url)s: El certificado de seguridad del sitio no es válido."),
    gettext_noop("%(url)s: El sitio respondió algo que no se entiende."),
    gettext_noop("%(url)s: El sitio redirige demasiadas veces."),
    gettext_noop("%(url)s: El sitio desvía la consulta a otra página."),
    gettext_noop("%(url)s: El sitio pide en robots.txt que no se lea esta dirección."),
    gettext_noop("%(url)s: No existe el sitio «%(host)s» o el DNS no responde."),
    gettext_noop("%(url)s: La dirección lleva a una red privada y no se abre."),
    gettext_noop("%(url)s: La dirección no está bien escrita."),
    gettext_noop("%(url)s: La respuesta es mayor de lo que se acepta leer."),
    gettext_noop("%(url)s: Solo se leen direcciones http y https."),
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
        "La ficha de la fuente dice que cierra el %(one)s y su texto dice %(other)s. "
        "Compruebe cuál vale."
    ),
    gettext_noop("La ficha de la fuente dice que abre el %(one)s y su texto dice %(other)s."),
    gettext_noop("El texto es muy largo: solo se leyeron los primeros %(most)s caracteres."),
)


def source_words(words: Words, sentence: str) -> str:
    """A sentence of a source's reader in this language."""
    if words.locale == "es":
        return sentence
    for known, pattern in _patterns():
        if found := pattern.fullmatch(sentence):
            return words.named(known, **found.groupdict())
    return sentence


@lru_cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((known, _pattern(known)) for known in _SENTENCES)


def _pattern(sentence: str) -> re.Pattern[str]:
    """What the sentence looks like with anything in its places."""
    parts = re.split(r"%\((\w+)\)s", sentence)
    made = [
        f"(?P<{part}>.+?)" if number % 2 else re.escape(part) for number, part in enumerate(parts)
    ]
    return re.compile("".join(made), re.DOTALL)
